//! Many rows become one figure: the rows that count, what the formula asks of each, and the
//! groupings of nested indicators.

use std::collections::BTreeMap;
use std::rc::Rc;

use zona::domain::{Blank, Date, Period, TeamId};
use zona::spec::expr::{Aggregate, Expr, Node};
use zona::spec::indicator::OnMissing;
use zona::spec::step::Step;
use zona::spec::{Indicator, Measured};

use super::many::{aggregate, eval};
use super::row::{Moment, Tools, eval as of_row};
use super::teams::Ladders;
use super::value::{BA, Cell, Fig, TB, V, count, exact};
use super::view::View;
use super::window::{Handed, Span};

/// A row that lies in the window.
pub(super) struct Entry {
    /// Whose it is.
    team: TeamId,
    /// Its key in the first step.
    key: Vec<Cell>,
    /// For each aggregate: the day of the row and its argument, where it takes part.
    parts: Vec<Option<(Date, Cell)>>,
    /// Whether it lies in the window by any day; a row can be here only because nobody knows.
    is_in: bool,
    /// Whether nobody knows if it counts, or with what.
    pub(super) is_open: bool,
}

impl Entry {
    /// Its latest day, where it takes part in anything.
    pub(super) fn day(&self) -> Option<Date> {
        self.parts.iter().flatten().map(|(day, _)| *day).max()
    }

    /// Whether it goes into the figure of a team.
    pub(super) fn counts(&self, indicator: &Indicator, team: &TeamId, ladders: &Ladders) -> bool {
        // There is nobody beside the office, but the *satuan kerja* that are judged by themselves.
        if indicator.measured == Measured::Office && !indicator.own_rows {
            return true;
        }
        ladders.is_under(&self.team, team, indicator.own_rows)
    }
}

/// The rows that an indicator looks at over a span, with what it asks of them.
pub(super) fn entries(
    indicator: &Indicator,
    view: &View<'_>,
    (span, handed): (&Span, &Handed<'_>),
    ladders: &Ladders,
    tools: &Tools,
) -> Vec<Entry> {
    let aggregates = aggregates(indicator);
    let own_axis = indicator.date.as_deref().expect("a time axis");
    let axis = |one: &&Aggregate| one.axis.clone().unwrap_or_else(|| own_axis.to_owned());
    let mut axes: Vec<String> = aggregates.iter().map(axis).collect();
    if axes.is_empty() {
        axes.push(own_axis.to_owned());
    }
    let columns: Vec<Rc<Vec<Cell>>> = axes.iter().map(|axis| view.days(axis)).collect();
    let teams = view.teams(indicator.team.as_deref());
    let mut found = vec![];
    for row in 0..view.table.len() {
        let team = teams[row].as_ref().unwrap_or_else(|| ladders.root());
        let sheet = view.table.sheet(row).period;
        let lies = |column: &Rc<Vec<Cell>>| day(&column[row], sheet, (span, handed), team);
        let days: Vec<Day> = columns.iter().map(lies).collect();
        if days.iter().all(|day| *day == Day::Outside) || !view.exists(row) {
            continue;
        }
        let who = handed.teams.iter().find(|one| one.team == *team);
        let all_count = indicator.missing == OnMissing::Zero && !span.is_snapshot;
        if who.is_some_and(|one| !one.did) && !all_count {
            continue;
        }
        let get = |column: &str| view.get(row, column);
        let ask = |expr: &Expr| of_row(expr, &get, span.moment(), tools);
        let takes_part = indicator.filter.as_ref().map_or(Cell::Is(V::Truth(true)), ask);
        let is_open = matches!(takes_part, Cell::Open(_));
        if !is_open && takes_part != Cell::Is(V::Truth(true)) {
            continue;
        }
        let team = team.clone();
        let mut entry = Entry { team, key: vec![], parts: vec![], is_in: false, is_open };
        entry.is_open |= days.contains(&Day::Open);
        entry.is_in = days.iter().any(|day| matches!(day, Day::Inside(_)));
        if entry.is_in {
            let by = indicator.steps.first().map_or(&[][..], |step| &step.by);
            entry.key = by.iter().map(|(_, expr)| ask(expr)).collect();
            entry.is_open |= entry.key.iter().any(|cell| matches!(cell, Cell::Open(_)));
            for (one, day) in aggregates.iter().zip(&days) {
                entry.parts.push(part(one, *day, &ask, &mut entry.is_open));
            }
        }
        found.push(entry);
    }
    found
}

/// What an aggregate takes of a row.
fn part(
    aggregate: &Aggregate,
    day: Day,
    ask: &dyn Fn(&Expr) -> Cell,
    is_open: &mut bool,
) -> Option<(Date, Cell)> {
    let Day::Inside(day) = day else { return None };
    let holds = aggregate.filter.as_ref().map_or(Cell::Is(V::Truth(true)), ask);
    *is_open |= matches!(holds, Cell::Open(_));
    if holds != Cell::Is(V::Truth(true)) {
        return None;
    }
    let arg = aggregate.arg.as_ref().map_or(Cell::Nothing, ask);
    *is_open |= matches!(arg, Cell::Open(_));
    Some((day, arg))
}

/// Where the day of a row lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    Inside(Date),
    Outside,
    Open,
}

fn day(
    cell: &Cell,
    sheet: Option<Period>,
    (span, handed): (&Span, &Handed<'_>),
    team: &TeamId,
) -> Day {
    let day = match cell {
        Cell::Is(V::Day(day)) => *day,
        Cell::Is(other) => panic!("{other:?} is no day"),
        Cell::Nothing => return Day::Outside,
        Cell::Open(Some(not_before)) if span.last < *not_before => return Day::Outside,
        Cell::Open(_) => return Day::Open,
    };
    let is_in = match (span.is_snapshot, sheet) {
        (false, _) => span.holds(day),
        // The rows of the files of that period; where no file covers one, by their own day.
        (true, Some(period)) => handed.state_of(team) == Some(period),
        (true, None) => {
            handed.state_of(team).is_some_and(|state| state.start() <= day && day <= state.end())
        }
    };
    if is_in { Day::Inside(day) } else { Day::Outside }
}

/// The aggregates over the rows: those of the first step, or of the formula.
fn aggregates(indicator: &Indicator) -> Vec<&Aggregate> {
    let mut found = vec![];
    match indicator.steps.first() {
        Some(step) => step.results.iter().for_each(|(_, expr)| collect(expr, &mut found)),
        None => collect(&indicator.formula, &mut found),
    }
    found
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<&'a Aggregate>) {
    if let Node::Aggregate(one) = &expr.node {
        found.push(one);
    }
    for child in expr.children() {
        collect(child, found);
    }
}

/// What an indicator comes to over rows that count.
pub(super) fn figure(
    indicator: &Indicator,
    entries: &[&Entry],
    moment: Moment,
    tools: &Tools,
) -> Fig {
    let known = aggregates(indicator);
    let over_rows = |expr: &Expr, entries: &[&Entry]| {
        let leaf = |expr: &Expr| {
            let Node::Aggregate(one) = &expr.node else { panic!("{expr:?} over many rows") };
            let at = known.iter().position(|other| **other == **one).expect("it is known");
            over(one, at, entries)
        };
        eval(expr, &leaf, moment, tools)
    };
    let Some(first) = indicator.steps.first() else {
        return over_rows(&indicator.formula, entries);
    };
    let mut groups: BTreeMap<&[Cell], Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.is_in) {
        groups.entry(&entry.key).or_default().push(entry);
    }
    let mut rows: Vec<Row> = vec![];
    for (key, entries) in groups {
        let mut row = Row::new();
        for ((name, _), cell) in first.by.iter().zip(key) {
            let figure = match cell {
                Cell::Is(value) => Ok(value.clone()),
                _ => Err(BA),
            };
            row.insert(name.clone(), figure);
        }
        for (name, expr) in &first.results {
            row.insert(name.clone(), over_rows(expr, &entries));
        }
        rows.push(row);
    }
    for step in &indicator.steps[1..] {
        rows = grouped(step, &rows, moment, tools);
    }
    over_groups(&indicator.formula, &rows, moment, tools)
}

/// An aggregate over rows.
fn over(one: &Aggregate, at: usize, entries: &[&Entry]) -> Fig {
    let parts: Vec<&(Date, Cell)> =
        entries.iter().filter_map(|entry| entry.parts.get(at)?.as_ref()).collect();
    if one.arg.is_none() {
        return count(parts.len());
    }
    let mut values = vec![];
    for (day, cell) in &parts {
        if let Cell::Is(value) = cell {
            values.push((Some(V::Day(*day)), value.clone()));
        }
    }
    aggregate(one.kind, one.share.as_ref().map(exact).as_ref(), parts.len(), values, BA)
}

/// What a group is: its keys and what was kept of it, by name.
type Row = BTreeMap<String, Fig>;

fn grouped(step: &Step, rows: &[Row], moment: Moment, tools: &Tools) -> Vec<Row> {
    let mut groups: BTreeMap<Vec<Fig>, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let ask = |expr: &Expr| of_group(expr, row, moment, tools);
        let stays = match step.filter.as_ref().map(ask) {
            None | Some(Ok(V::Truth(true))) => true,
            // Nobody knows that it is left out.
            Some(Err(Blank::Missing | Blank::Suppressed)) => true,
            Some(_) => false,
        };
        if stays {
            let key = step.by.iter().map(|(_, expr)| ask(expr)).collect();
            groups.entry(key).or_default().push(row.clone());
        }
    }
    let mut made = vec![];
    for (key, rows) in groups {
        let keys = step.by.iter().zip(key).map(|((name, _), figure)| (name.clone(), figure));
        let mut row: Row = keys.collect();
        for (name, expr) in &step.results {
            row.insert(name.clone(), over_groups(expr, &rows, moment, tools));
        }
        made.push(row);
    }
    made
}

fn of_group(expr: &Expr, row: &Row, moment: Moment, tools: &Tools) -> Fig {
    let leaf = |expr: &Expr| match &expr.node {
        Node::Column(name) => row[name].clone(),
        other => panic!("{other:?} in a group"),
    };
    eval(expr, &leaf, moment, tools)
}

fn over_groups(expr: &Expr, rows: &[Row], moment: Moment, tools: &Tools) -> Fig {
    let leaf = |expr: &Expr| match &expr.node {
        Node::Aggregate(one) => of_groups(one, rows, moment, tools),
        other => panic!("{other:?} over groups"),
    };
    eval(expr, &leaf, moment, tools)
}

/// An aggregate over groups: one that is open makes it open, one that does not apply is left out.
fn of_groups(one: &Aggregate, rows: &[Row], moment: Moment, tools: &Tools) -> Fig {
    let mut open: Option<Blank> = None;
    let mut taken = 0;
    let mut values = vec![];
    for row in rows {
        let ask = |expr: &Expr| of_group(expr, row, moment, tools);
        match one.filter.as_ref().map(ask) {
            None | Some(Ok(V::Truth(true))) => {}
            Some(Err(blank)) if blank != TB => {
                open = open.max(Some(blank));
                continue;
            }
            Some(_) => continue,
        }
        taken += 1;
        let Some(arg) = &one.arg else { continue };
        let day = one.axis.as_ref().map(|axis| row[axis].clone());
        let day = match day {
            Some(Err(blank)) if blank != TB => {
                open = open.max(Some(blank));
                continue;
            }
            Some(Ok(day)) => Some(day),
            _ => None,
        };
        match ask(arg) {
            Ok(value) => values.push((day, value)),
            Err(Blank::NotApplicable) => {}
            Err(blank) => open = open.max(Some(blank)),
        }
    }
    if let Some(blank) = open {
        return Err(blank);
    }
    if one.arg.is_none() {
        return count(taken);
    }
    aggregate(one.kind, one.share.as_ref().map(exact).as_ref(), taken, values, TB)
}
