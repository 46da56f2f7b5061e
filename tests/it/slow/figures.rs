//! Every figure of every team: from rows, or from other figures of the same team and period.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use zona::domain::{
    Blank, Coverage, DatasetId, Date, IndicatorId, MemoryFiles, Period, ScorecardId, TeamId,
};
use zona::load::table::Tables;
use zona::score::Scorecards;
use zona::spec::expr::{Earlier, Expr, Node, Type};
use zona::spec::parent::Parent;
use zona::spec::{Dataset, Indicator, Measured, Project, Scorecard, Window};

use super::blank::{out_of_force, version};
use super::days::Holidays;
use super::filler::Card;
use super::many::eval;
use super::reduce::{Entry, entries, figure};
use super::row::{Moment, Tools, eval as of_row};
use super::teams::Ladders;
use super::value::{BA, Cell, Fig, R, TB, V, number as plain, whole};
use super::view::View;
use super::window::{Handed, Span, span};

/// The filled-in cards of one definition and period.
type Cards<'a> = Rc<Vec<Card<'a>>>;

pub(super) type Key = (IndicatorId, TeamId, Period);

/// The second evaluator over a project and its tables, seen from a day.
pub(super) struct Slow<'a> {
    pub(super) project: &'a Project,
    tables: &'a Tables,
    pub(super) coverage: &'a Coverage,
    tools: Rc<Tools>,
    pub(super) ladders: Ladders,
    pub(super) as_of: Date,
    /// What is withheld.
    hidden: BTreeSet<Key>,
    views: RefCell<BTreeMap<(DatasetId, Date), Rc<View<'a>>>>,
    known: RefCell<BTreeMap<Key, Fig>>,
    /// The scores of figures, as the run has them.
    pub(super) graded: &'a Scorecards,
    cards: RefCell<BTreeMap<(ScorecardId, Period), Cards<'a>>>,
}

impl<'a> Slow<'a> {
    pub(super) fn new(
        project: &'a Project,
        (tables, coverage): (&'a Tables, &'a Coverage),
        graded: &'a Scorecards,
        files: &MemoryFiles,
        as_of: Date,
        hidden: BTreeSet<Key>,
    ) -> Self {
        Self {
            project,
            tables,
            coverage,
            tools: Rc::new(Tools::new(Holidays::read(files))),
            ladders: Ladders::new(&project.teams),
            as_of,
            hidden,
            views: RefCell::default(),
            known: RefCell::default(),
            graded,
            cards: RefCell::default(),
        }
    }

    /// The figure of a team for a period, as it is published.
    pub(super) fn figure(&self, latest: &Indicator, team: &TeamId, period: Period) -> Fig {
        let key = (latest.id.clone(), team.clone(), period);
        if self.hidden.contains(&key) {
            return Err(Blank::Suppressed);
        }
        self.before_withholding(latest, team, period)
    }

    /// The figure of a team for a period before anything is withheld.
    pub(super) fn before_withholding(
        &self,
        latest: &Indicator,
        team: &TeamId,
        period: Period,
    ) -> Fig {
        match version(latest, period).parent {
            Some(how) => self.mean(how, latest, team, period),
            None => self.own(latest, team, period),
        }
    }

    /// What is a team's own, whatever its units have.
    fn own(&self, latest: &Indicator, team: &TeamId, period: Period) -> Fig {
        let key = (latest.id.clone(), team.clone(), period);
        if let Some(figure) = self.known.borrow().get(&key) {
            return figure.clone();
        }
        let version = version(latest, period);
        let figures: Vec<(TeamId, Fig)> = match &version.dataset {
            Some(dataset) => self.over_rows(version, latest, dataset, period),
            None => vec![(team.clone(), self.without_rows(version, latest, team, period))],
        };
        let mut known = self.known.borrow_mut();
        for (team, figure) in figures {
            known.insert((latest.id.clone(), team, period), figure);
        }
        known.get(&key).unwrap_or_else(|| panic!("{key:?} is no figure")).clone()
    }

    pub(super) fn tools(&self) -> &Tools {
        &self.tools
    }

    pub(super) fn root(&self) -> &TeamId {
        self.ladders.root()
    }

    pub(super) fn has_files(&self, dataset: &DatasetId) -> bool {
        self.coverage.has_files(dataset)
    }

    /// The rows of a dataset as they were known on a day; what has been asked for is kept.
    pub(super) fn view(&self, dataset: &DatasetId, as_of: Date) -> Rc<View<'a>> {
        let mut views = self.views.borrow_mut();
        let made = || {
            let table = self.tables.get(dataset).expect("a table");
            let dataset = self.project.dataset(dataset).expect("a dataset");
            Rc::new(View::new(dataset, table, Rc::clone(&self.tools), as_of))
        };
        Rc::clone(views.entry((dataset.clone(), as_of)).or_insert_with(made))
    }

    /// An expression for a row whose columns `get` tells.
    pub(super) fn row(&self, expr: &Expr, get: &dyn Fn(&str) -> Cell, moment: Moment) -> Cell {
        of_row(expr, get, moment, &self.tools)
    }

    /// The days of a period as formulas over figures name them.
    pub(super) fn moment(&self, period: Period) -> Moment {
        span(Window::Period, period, self.as_of.min(period.end())).moment()
    }

    /// A formula over the figures of a team and a period that no indicator is.
    pub(super) fn formula(&self, formula: &Expr, team: &TeamId, period: Period) -> Fig {
        let span = span(Window::Period, period, self.as_of.min(period.end()));
        self.over_figures(formula, Window::Period, team, (period, span))
    }

    /// The teams that an indicator is measured for.
    pub(super) fn teams(&self, indicator: &Indicator) -> Vec<TeamId> {
        let all = self.project.teams.iter().map(|team| team.id.clone());
        match &indicator.measured {
            Measured::Office => vec![self.ladders.root().clone()],
            Measured::Each => all.collect(),
            Measured::Teams(listed) => all.filter(|id| listed.contains(id)).collect(),
        }
    }

    fn over_rows(
        &self,
        version: &Indicator,
        latest: &Indicator,
        dataset: &DatasetId,
        period: Period,
    ) -> Vec<(TeamId, Fig)> {
        let dataset = self.project.dataset(dataset).expect("a dataset");
        let table = self.tables.get(&dataset.id).expect("a table");
        let span = span(version.window, period, self.as_of.min(period.end()));
        let handed = Handed::new(self.project, dataset, self.coverage, version, span);
        let began = period.start() <= span.last;
        let asked = if began { self.entries(version, dataset, &span, &handed) } else { vec![] };
        let of = |team: TeamId| {
            let figure = match self.blank(version, latest, &team, (dataset, table), &handed, period)
            {
                Some(blank) => Err(blank),
                None => {
                    let counts = |entry: &&Entry| entry.counts(version, &team, &self.ladders);
                    let own: Vec<&Entry> = asked.iter().filter(counts).collect();
                    // Somebody owes a row, and none is there.
                    let owed = version.owes_rows && own.is_empty();
                    let expired = version.expiry.as_ref().is_some_and(|expiry| {
                        let latest = own.iter().filter_map(|entry| entry.day()).max();
                        let end = chrono::Months::new(expiry.months);
                        latest.is_some_and(|day| day + end <= span.as_of)
                    });
                    match owed || expired || own.iter().any(|entry| entry.is_open) {
                        true => Err(BA),
                        false => {
                            let value = figure(version, &own, span.moment(), &self.tools);
                            // A share of nothing may still become one of something.
                            let runs = !span.is_snapshot && self.as_of < period.end();
                            if runs && value == Err(TB) { Err(BA) } else { value.map(number) }
                        }
                    }
                }
            };
            (team, figure)
        };
        self.teams(version).into_iter().map(of).collect()
    }

    fn entries(
        &self,
        version: &Indicator,
        dataset: &Dataset,
        span: &Span,
        handed: &Handed<'_>,
    ) -> Vec<Entry> {
        let view = self.view(&dataset.id, span.as_of);
        entries(version, &view, (span, handed), &self.ladders, &self.tools)
    }

    /// A figure of a unit above others: the plain mean of its units, each of which counts once.
    fn mean(&self, how: Parent, latest: &Indicator, team: &TeamId, period: Period) -> Fig {
        let version = version(latest, period);
        let span = span(version.window, period, self.as_of.min(period.end()));
        let own = self.own(latest, team, period);
        let all = self.teams(version);
        let below = |above: &TeamId| {
            let is_below =
                |one: &&TeamId| *one != above && self.ladders.is_under(one, above, false);
            all.iter().filter(is_below).collect::<Vec<_>>()
        };
        let mut units = below(team);
        if units.is_empty() || self.is_void(version, latest, team, (period, span)) {
            return own;
        }
        let mut figures = vec![];
        match how {
            Parent::Mean => units.retain(|unit| below(unit).is_empty()),
            Parent::MeanWithOwn => figures.push(own),
        }
        figures.extend(units.into_iter().map(|unit| self.own(latest, unit, period)));
        // What does not apply is left out, unless nothing is left; an open one leaves the mean open.
        let open = figures.iter().filter_map(|one| one.as_ref().err().copied());
        if let Some(blank) = open.filter(|blank| *blank != TB).max() {
            return Err(blank);
        }
        let numbers: Vec<R> = figures.into_iter().flatten().map(plain).collect();
        if numbers.is_empty() {
            return Err(TB);
        }
        let sum = numbers.iter().fold(whole(0), |sum, one| sum + one);
        Ok(V::Num(sum / whole(numbers.len() as i64)))
    }

    /// Whether there is nothing that a figure could be, whatever is known.
    fn is_void(
        &self,
        version: &Indicator,
        latest: &Indicator,
        team: &TeamId,
        (period, span): (Period, Span),
    ) -> bool {
        version.not_applicable_on(team, span.as_of).is_some()
            || out_of_force(version, latest, period, &span)
    }

    /// A figure made of others, or read from a scorecard.
    fn without_rows(
        &self,
        version: &Indicator,
        latest: &Indicator,
        team: &TeamId,
        period: Period,
    ) -> Fig {
        let span = span(version.window, period, self.as_of.min(period.end()));
        if self.is_void(version, latest, team, (period, span)) {
            return Err(TB);
        }
        match &version.card {
            Some(read) => self.read(read, team, period),
            None => self.over_figures(&version.formula, version.window, team, (period, span)),
        }
        .map(number)
    }

    /// The filled-in cards of a period.
    pub(super) fn cards(&self, card: &'a Scorecard, period: Period) -> Cards<'a> {
        let key = (card.id.clone(), period);
        if let Some(cards) = self.cards.borrow().get(&key) {
            return Rc::clone(cards);
        }
        let cards = Rc::new(self.fill(card, period));
        self.cards.borrow_mut().insert(key, Rc::clone(&cards));
        cards
    }

    /// The figure of a team, or the office's where there is only that one.
    pub(super) fn indicator(&self, id: &IndicatorId, team: &TeamId, period: Period) -> Fig {
        let node = Node::Indicator(id.clone());
        self.formula(&Expr { node, ty: Type::Number, span: 0..0 }, team, period)
    }

    /// A formula over the figures of a team and a period.
    pub(super) fn over_figures(
        &self,
        formula: &Expr,
        window: Window,
        team: &TeamId,
        (period, span): (Period, Span),
    ) -> Fig {
        let leaf = |expr: &Expr| match &expr.node {
            Node::Indicator(id) => {
                let other = self.project.indicator(id).expect("an indicator");
                // The office's where there is only that one.
                let teams = self.teams(version(other, period));
                let once = version(other, period).measured == Measured::Office;
                match (teams.contains(team), once) {
                    (true, _) => self.figure(other, team, period),
                    (false, true) => self.figure(other, self.ladders.root(), period),
                    (false, false) => Err(BA),
                }
            }
            Node::Earlier(how, inner) => {
                let before = match how {
                    Earlier::Previous => period.shifted(-1),
                    Earlier::YearAgo => {
                        let in_year = period.end().min(period.start() + chrono::Days::new(400));
                        let day = in_year - chrono::Months::new(12);
                        Period::containing(day, period.grain())
                    }
                };
                let mut is_cut = false;
                inner.walk(&mut |one| {
                    if let Node::Indicator(id) = &one.node {
                        let other = self.project.indicator(id).expect("an indicator");
                        let cuts = &other.versioning.cuts;
                        is_cut |=
                            cuts.iter().any(|cut| before.end() < cut.at && cut.at <= period.end());
                    }
                });
                if is_cut {
                    return Err(TB);
                }
                let as_of = self.as_of.min(before.end());
                let span = super::window::span(window, before, as_of);
                self.over_figures(inner, window, team, (before, span))
            }
            Node::Office(inner) => {
                self.over_figures(inner, window, self.ladders.root(), (period, span))
            }
            other => panic!("{other:?} among figures"),
        };
        eval(formula, &leaf, span.moment(), &self.tools)
    }
}

/// A figure is a number.
fn number(value: V) -> V {
    assert!(matches!(value, V::Num(_)), "{value:?} is no figure");
    value
}
