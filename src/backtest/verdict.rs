//! The whole workbook: how many cells of every column agree, which do not, and whether it would
//! agree under other heads or the rules of another year.

use std::collections::BTreeMap;

use crate::compute::window::Span;
use crate::diag::{Diagnostics, Origin};
use crate::domain::{DatasetId, Number, Period};
use crate::load::Table;
use crate::spec::dataset::{ColumnFrom, PeriodFrom};
use crate::spec::printed::{BELOW, Likely, Misread, N_BELOW, Printed, PrintedTree};
use crate::spec::shape::Shape;
use crate::spec::{Dataset, Project};

use super::choose::Choice;
use super::read::{HandedOver, Heads, Read, read};
use super::row::{Fate, Lacking, Line, More, no_span};
use super::tree::{LayerAnswers, Tree};

/// Of a hundred cells so many must agree before a reading is taken for the right one.
const ENOUGH: usize = 75;

/// What became of a workbook.
#[derive(Debug)]
pub struct Backtest {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: String,
    /// The workbook as it is declared.
    pub declared: Comparison,
    /// The reading under which it agrees instead; the declared one is refused then.
    pub other: Option<Other>,
}

/// A reading that is not the declared one.
#[derive(Debug)]
pub struct Other {
    /// What is wrong with the heads, if they are wrong.
    pub misread: Option<Misread>,
    /// A period whose rules the file follows, where they are those of another one.
    pub period: Option<Period>,
    /// What comes of it.
    pub reading: Comparison,
}

/// A workbook under one reading.
#[derive(Debug)]
pub struct Comparison {
    /// Its period, where the file as a whole has one.
    pub period: Option<Period>,
    /// Rows that were worked out again.
    pub n_rows: usize,
    /// Rows that could not be read.
    pub n_unread: usize,
    /// The printed columns that the file has.
    pub columns: Vec<ColumnTally>,
    /// Every cell that does not agree or could not be worked out, in the order of the file.
    pub cells: Vec<CheckedCell>,
    /// What stays unknown, with the places where it does.
    pub doubts: Vec<Doubtful>,
    /// What is wrong with the file.
    pub diags: Diagnostics,
}

/// How the cells of a column came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnTally {
    /// The column.
    pub column: String,
    /// Its head.
    pub head: String,
    /// The head that it stands under in the file, where that is another column's.
    pub under: Option<String>,
    /// Cells that agree.
    pub n_agreed: usize,
    /// Cells that do not.
    pub n_different: usize,
    /// Cells that could not be worked out.
    pub n_open: usize,
}

/// A cell that does not agree, or could not be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCell {
    /// Where it stands.
    pub place: Origin,
    /// What its row is about: the values of the key.
    pub row: String,
    /// The column.
    pub column: String,
    /// Its head.
    pub head: String,
    /// Decimals to which it is printed.
    pub decimals: u32,
    /// What became of it.
    pub fate: Fate,
}

/// Something that stays unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// What.
    pub remark: Likely,
    /// Where.
    pub places: Vec<Origin>,
}

impl ColumnTally {
    /// How many cells were looked at.
    pub fn n_asked(&self) -> usize {
        self.n_agreed + self.n_different + self.n_open
    }
}

impl Comparison {
    /// Whether every printed cell that could be worked out agrees, and there are some.
    pub fn agrees(&self) -> bool {
        self.n_unread == 0
            && self.columns.iter().any(|one| one.n_agreed > 0)
            && self.columns.iter().all(|one| one.n_different == 0)
    }

    /// Cells that agree, and cells there are; rows that could not be read agree in none.
    fn score(&self) -> (usize, usize) {
        let agreed = self.columns.iter().map(|one| one.n_agreed).sum();
        let asked: usize = self.columns.iter().map(ColumnTally::n_asked).sum();
        (agreed, asked + self.n_unread * self.columns.len().max(1))
    }

    fn is_likely(&self) -> bool {
        let (agreed, asked) = self.score();
        asked > 0 && agreed * 100 >= asked * ENOUGH
    }
}

impl Backtest {
    /// Whether the workbook agrees as it is declared.
    pub fn agrees(&self) -> bool {
        self.other.is_none() && self.declared.agrees()
    }
}

/// Works out the workbook. `None` if nobody says of which period it is.
pub fn backtest(project: &Project, choice: &Choice<'_>, given: &HandedOver) -> Option<Backtest> {
    let period = period_from(project, choice, given)?;
    let declared = reading(project, choice, given, &Heads::new(), &period);
    let other = match declared.is_likely() {
        true => None,
        false => other(project, choice, given, (&declared, &period)),
    };
    let dataset = choice.dataset;
    Some(Backtest {
        dataset: dataset.id.clone(),
        title: dataset.title.clone(),
        file: given.name.clone(),
        declared,
        other,
    })
}

/// Where the period of the workbook is written: as its layout says, or else as another layout of
/// the dataset does, one after the other.
fn period_from(project: &Project, choice: &Choice<'_>, given: &HandedOver) -> Option<PeriodFrom> {
    if let Some(period) = given.period {
        return Some(PeriodFrom::Given(period));
    }
    let others = choice.dataset.sources.iter().map(|source| &source.covers.period);
    let places = std::iter::once(&choice.source.covers.period).chain(others);
    let found = places.map(|place| {
        let Read { dataset, loaded, .. } = read(project, choice, given, &Heads::new(), place);
        let table = loaded.tables.get(&dataset.id)?;
        let PeriodFrom::Column(column, _) = place else {
            let of_file = table.sheets.first().and_then(|sheet| sheet.period);
            return of_file.map(|_| place.clone());
        };
        // One period of all rows is that of the file, and columns made from it know it.
        let is_dated = (0..table.len()).any(|row| table.cell(row, column).date().is_some());
        let sheet = table.sheets.first()?;
        let has_heads = dataset.roots(column).iter().all(|name| sheet.columns.contains_key(*name));
        let one = one_period(&dataset, table).map(PeriodFrom::Given);
        let says = has_heads && (is_dated || table.is_empty());
        says.then(|| one.unwrap_or_else(|| place.clone()))
    });
    found.flatten().next()
}

/// The first of the other readings under which most cells agree; the fewer changes, the sooner.
fn other(
    project: &Project,
    choice: &Choice<'_>,
    given: &HandedOver,
    (declared, written): (&Comparison, &PeriodFrom),
) -> Option<Other> {
    let misreads = choice.dataset.misreads.iter().map(Some);
    let periods: Vec<Option<Period>> = declared
        .period
        .map_or_else(Vec::new, |own| periods(choice.dataset, own))
        .into_iter()
        .map(Some)
        .collect();
    let mut tried: Vec<(Option<&Misread>, Option<Period>)> =
        misreads.clone().map(|one| (one, None)).collect();
    tried.extend(periods.iter().map(|period| (None, *period)));
    tried.extend(misreads.flat_map(|one| periods.iter().map(move |period| (one, *period))));
    let own = Heads::new();
    let mut best: Option<Other> = None;
    for (misread, period) in tried {
        let heads = misread.map_or(&own, |one| &one.heads);
        let from = period.map_or_else(|| written.clone(), PeriodFrom::Given);
        let reading = reading(project, choice, given, heads, &from);
        let wins = best.as_ref().is_none_or(|best| is_better(&reading, &best.reading));
        if wins && reading.is_likely() && is_better(&reading, declared) {
            best = Some(Other { misread: misread.cloned(), period, reading });
        }
    }
    best
}

fn is_better(one: &Comparison, other: &Comparison) -> bool {
    let ((a, of_a), (b, of_b)) = (one.score(), other.score());
    a * of_b.max(1) > b * of_a.max(1)
}

/// A period of each other set of rules.
fn periods(dataset: &Dataset, own: Period) -> Vec<Period> {
    let rules = |period: Period| -> Vec<bool> {
        dataset.printed.iter().map(|one| one.in_force(period)).collect()
    };
    let mut known = vec![rules(own)];
    let mut found = vec![];
    for (from, to) in dataset.printed.iter().map(|one| one.valid) {
        for day in from.into_iter().chain(to) {
            let period = Period::containing(day, own.grain());
            if !known.contains(&rules(period)) {
                known.push(rules(period));
                found.push(period);
            }
        }
    }
    found
}

fn reading(
    project: &Project,
    choice: &Choice<'_>,
    given: &HandedOver,
    heads: &Heads,
    period: &PeriodFrom,
) -> Comparison {
    let Read { dataset, loaded, diags } = read(project, choice, given, heads, period);
    let n_unread = loaded.ledger.files.iter().map(|one| one.defects()).sum();
    let nothing = Table::new(dataset.id.clone(), vec![], &[], vec![], vec![]);
    let table = loaded.tables.get(&dataset.id).unwrap_or(&nothing);
    let mut out = Comparison {
        period: table.sheets.first().and_then(|sheet| sheet.period),
        n_rows: table.len(),
        n_unread,
        columns: tallies(choice, &dataset, table, heads),
        cells: vec![],
        doubts: vec![],
        diags,
    };
    let span = no_span();
    let trees = dataset.printed_tree.as_ref().zip(out.period);
    let trees = trees.map(|(tree, period)| layers(project, &dataset, table, &span, tree, period));
    for row in 0..table.len() {
        let mut line = self::line(project, &dataset, table, &span, row);
        let tree = dataset.printed_tree.as_ref().zip(trees.as_ref());
        let known = tree.and_then(|(declared, trees)| {
            let layer = declared.layer.as_ref().map(|layer| line.text(layer)).unwrap_or_default();
            let (tree, rows) = trees.get(&layer)?;
            let code = line.text(&declared.code);
            Some((tree.known(&code)?, (tree, rows, code)))
        });
        let is_outside = tree.is_some() && known.is_none();
        let period = period_of(&dataset, table, row);
        let (more, node) = known.unzip();
        line.more = more.unwrap_or_default();
        for printed in dataset.printed.iter().filter(|one| is_asked(one, period)) {
            if let Some((tree, rows, code)) = &node {
                let children = tree.children(code);
                line.more.insert(BELOW, below(table, &children, rows, &printed.column));
                line.more.insert(N_BELOW, Some(Number::from(children.len() as i64)));
            }
            // Rows that are no part of the card are inputs and remarks, whatever stands in them.
            if !is_outside {
                enter(&mut out, &mut line, choice.dataset, printed);
            }
        }
    }
    out.period = out.period.or_else(|| one_period(&dataset, table));
    out
}

/// The period of all rows, where they have one.
fn one_period(dataset: &Dataset, table: &Table) -> Option<Period> {
    let first = (!table.is_empty()).then(|| period_of(dataset, table, 0))?;
    let is_same = |row: usize| period_of(dataset, table, row) == first;
    first.filter(|_| (0..table.len()).all(is_same))
}

fn line<'a>(
    project: &'a Project,
    dataset: &'a Dataset,
    table: &'a Table,
    span: &'a Span,
    row: usize,
) -> Line<'a> {
    Line { dataset, table, row, calendar: &project.calendar, span, more: More::new() }
}

/// Puts what became of one cell into the account.
fn enter(out: &mut Comparison, line: &mut Line<'_>, named: &Dataset, printed: &Printed) {
    let Some((fate, doubts)) = line.check(printed) else { return };
    let place = line.place(&printed.column);
    for remark in doubts {
        match out.doubts.iter_mut().find(|one| one.remark == remark) {
            Some(known) => known.places.push(place.clone()),
            None => out.doubts.push(Doubtful { remark, places: vec![place.clone()] }),
        }
    }
    let Some(tally) = out.columns.iter_mut().find(|one| one.column == printed.column) else {
        return;
    };
    let fate = match fate {
        Fate::Agrees => {
            tally.n_agreed += 1;
            return;
        }
        Fate::Differs(..) => {
            tally.n_different += 1;
            fate
        }
        Fate::Open(cell, lacking) => {
            tally.n_open += 1;
            let sheet = line.table.sheet(line.row);
            let told = |names: Vec<String>| {
                names.iter().map(|name| head(line.dataset, name, sheet.head_of(name))).collect()
            };
            Fate::Open(cell, Lacking { empty: told(lacking.empty), zero: told(lacking.zero) })
        }
    };
    out.cells.push(CheckedCell {
        place,
        row: label(named, line),
        column: printed.column.clone(),
        head: tally.head.clone(),
        decimals: printed.decimals,
        fate,
    });
}

/// What a row is about: the values of its key, as far as they are words and name no people.
fn label(named: &Dataset, line: &Line<'_>) -> String {
    let told = |name: &&String| {
        let column = named.column(name);
        !named.is_personal(name)
            && column.is_some_and(|one| one.ty.word() != "nip" && one.from != ColumnFrom::Covers)
    };
    let texts = named
        .key
        .iter()
        .filter(told)
        .filter_map(|name| line.table.cell(line.row, name).text().map(|text| text.to_string()));
    texts.collect::<Vec<_>>().join(" · ")
}

/// The printed columns that the file has, in the order of the definitions.
fn tallies(
    choice: &Choice<'_>,
    dataset: &Dataset,
    table: &Table,
    heads: &Heads,
) -> Vec<ColumnTally> {
    let mut found: Vec<ColumnTally> = vec![];
    for printed in &dataset.printed {
        let name = &printed.column;
        let sheet = table.sheets.iter().find(|sheet| sheet.columns.contains_key(name));
        let is_new = found.iter().all(|one| one.column != *name);
        if let Some(sheet) = sheet.filter(|_| is_new) {
            let written = sheet.head_of(name);
            let own = choice.dataset.column(name).and_then(|column| match &column.from {
                ColumnFrom::Header(own) => own.first().filter(|_| heads.contains_key(name)),
                _ => None,
            });
            found.push(ColumnTally {
                column: name.clone(),
                head: own.map_or_else(|| head(dataset, name, written), |own| own.written.clone()),
                under: own.map(|_| written.to_owned()),
                n_agreed: 0,
                n_different: 0,
                n_open: 0,
            });
        }
    }
    let once: Vec<bool> = found
        .iter()
        .map(|one| found.iter().filter(|other| other.head == one.head).count() < 2)
        .collect();
    // Columns of one head are told apart by the group that they stand in.
    for (tally, _) in found.iter_mut().zip(once).filter(|(_, once)| !once) {
        let at = table.sheets.iter().find_map(|sheet| sheet.columns.get(&tally.column));
        if let Some(group) = at.and_then(|at| choice.groups.get(at)) {
            tally.head = format!("{group} > {}", tally.head);
        }
    }
    found
}

/// The head of a column, with its line where that is not the first of a block.
fn head(dataset: &Dataset, name: &str, written: &str) -> String {
    let line = dataset.column(name).and_then(|column| column.line.as_deref());
    let first = dataset.sources.first().and_then(|source| match &source.shape {
        Shape::Blocks(blocks) => blocks.line(line?),
        _ => None,
    });
    match (line, first) {
        (Some(line), Some(at)) if at > 0 => format!("{written} [{line}]"),
        _ => written.to_owned(),
    }
}

fn is_asked(printed: &Printed, period: Option<Period>) -> bool {
    period.map_or(printed.valid == (None, None), |period| printed.in_force(period))
}

/// The period whose rules a row follows: that of its file, or the one its own day says.
fn period_of(dataset: &Dataset, table: &Table, row: usize) -> Option<Period> {
    let sheet = table.sheet(row);
    let by_column = dataset.sources.first().and_then(|source| match &source.covers.period {
        PeriodFrom::Column(column, grain) => {
            table.cell(row, column).date().map(|day| Period::containing(day, *grain))
        }
        _ => None,
    });
    sheet.period.or(by_column)
}

/// The rows of an assessment by their codes.
type Rows = BTreeMap<String, usize>;

/// The tree of every assessment, by its name.
fn layers(
    project: &Project,
    dataset: &Dataset,
    table: &Table,
    span: &Span,
    declared: &PrintedTree,
    period: Period,
) -> BTreeMap<String, (Tree, Rows)> {
    let mut found: BTreeMap<String, (LayerAnswers<'_>, Rows)> = BTreeMap::new();
    for row in 0..table.len() {
        let line = line(project, dataset, table, span, row);
        let layer = declared.layer.as_ref().map(|layer| line.text(layer)).unwrap_or_default();
        let (code, answer) = (line.text(&declared.code), line.text(&declared.answer));
        let nothing = || (LayerAnswers { rows: BTreeMap::new() }, Rows::new());
        let (answers, rows) = found.entry(layer).or_insert_with(nothing);
        rows.entry(code.clone()).or_insert(row);
        answers.rows.entry(code).or_insert((answer, line));
    }
    let trees = found.into_iter().filter_map(|(layer, (mut answers, rows))| {
        Some((layer, (Tree::new(project, declared, period, &mut answers)?, rows)))
    });
    trees.collect()
}

/// The sum of what is printed in the rows directly below; nothing where one of them is empty.
fn below(table: &Table, children: &[&str], rows: &Rows, column: &str) -> Option<Number> {
    if children.is_empty() {
        return None;
    }
    children.iter().try_fold(Number::zero(), |sum, code| {
        let cell = table.cell(*rows.get(*code)?, column).number()?;
        Some(&sum + &cell.to_number())
    })
}
