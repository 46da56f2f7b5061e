//! What datasets state outright: targets, and answers to questions, row by row.

use std::collections::BTreeMap;
use std::rc::Rc;

use zona::domain::{Blank, DatasetId, Date, IndicatorId, Period, TeamId};
use zona::spec::answers::{AnswerSource, EvidenceSource};
use zona::spec::cited::Cited;
use zona::spec::dataset::ColumnFrom;
use zona::spec::expr::Expr;
use zona::spec::{Dataset, Measured, Project, Scorecard, Target};

use super::days::{date, month_of};
use super::figures::Slow;
use super::row::Moment;
use super::value::{BA, Cell, Fig, R, TB, V, whole};
use super::view::View;

/// The rows of a dataset as they were known on a day.
pub(super) struct Rows<'s, 'a> {
    slow: &'s Slow<'a>,
    dataset: &'a Dataset,
    view: Rc<View<'a>>,
    as_of: Date,
}

impl<'s, 'a> Rows<'s, 'a> {
    pub(super) fn new(slow: &'s Slow<'a>, dataset: &DatasetId, as_of: Date) -> Self {
        let view = slow.view(dataset, as_of);
        let dataset = slow.project.dataset(dataset).expect("a dataset");
        Self { slow, dataset, view, as_of }
    }

    fn ask(&self, row: usize, expr: &Expr) -> Cell {
        let moment = Moment { as_of: self.as_of, start: Date::MIN, end: self.as_of };
        self.slow.row(expr, &|column| self.view.get(row, column), moment)
    }

    fn holds(&self, row: usize, filter: Option<&Expr>) -> bool {
        filter.is_none_or(|filter| self.ask(row, filter) == Cell::Is(V::Truth(true)))
    }

    /// The days that a row speaks for: all of its file's where it takes its day from there.
    fn days(&self, row: usize) -> Option<(Date, Date)> {
        let axis = self.dataset.date.as_deref()?;
        let own = self.dataset.column(axis);
        let of_file = own.is_some_and(|own| matches!(own.from, ColumnFrom::Covers));
        match (self.view.table.sheet(row).period, self.view.get(row, axis)) {
            (Some(period), _) if of_file => Some((period.start(), period.end())),
            (_, Cell::Is(V::Day(day))) => Some((day, day)),
            _ => None,
        }
    }

    /// Whether a row names a team; one that names none is the office's.
    fn is_of(&self, row: usize, team: &TeamId) -> bool {
        let Some(column) = self.dataset.team.as_deref() else { return true };
        match self.view.get(row, column) {
            Cell::Is(V::Text(id)) => id == team.as_str(),
            _ => self.slow.root() == team,
        }
    }

    /// Of some rows those of the latest state that begins on or before the end of a period.
    fn latest(&self, rows: Vec<usize>, period: Period, max_age: u32) -> Vec<usize> {
        let mut found = vec![];
        for row in rows {
            if let Some((start, end)) = self.days(row).filter(|(start, _)| *start <= period.end()) {
                found.push((end.min(period.end()), start, row));
            }
        }
        let Some(last) = found.iter().map(|(end, start, _)| (*end, *start)).max() else {
            return vec![];
        };
        // How many months it is older than the period; what lies in the period is not.
        if month_of(period.start()) - month_of(last.0) > max_age as i32 {
            return vec![];
        }
        found.retain(|(end, start, _)| (*end, *start) == last);
        found.into_iter().map(|(_, _, row)| row).collect()
    }

    fn all(&self) -> std::ops::Range<usize> {
        0..self.view.table.len()
    }
}

/// The target that a dataset states for a team and a period.
pub(super) fn target(slow: &Slow<'_>, cited: &Cited, team: &TeamId, period: Period) -> Fig {
    if !slow.has_files(&cited.dataset) {
        return Err(BA);
    }
    let rows = Rows::new(slow, &cited.dataset, period.end());
    let own = rows.all().filter(|row| rows.is_of(*row, team));
    let speaking = own.filter(|row| rows.holds(*row, cited.filter.as_ref())).collect();
    match rows.latest(speaking, period, cited.max_age)[..] {
        [row] => match rows.ask(row, &cited.value) {
            Cell::Is(value) => Ok(value),
            _ => Err(BA),
        },
        _ => Err(BA),
    }
}

/// The answers to the questions of a card: by layer and question, and by layer and code of a row
/// what is written there.
#[derive(Default)]
pub(super) struct Answers {
    given: BTreeMap<(String, String), Result<String, Blank>>,
    /// Of the rows that say something of their evidence whether it is complete and somebody else
    /// has checked it.
    evidence: BTreeMap<(String, String), bool>,
    /// The days that the assessment of a layer speaks for.
    days: BTreeMap<String, (Date, Date)>,
}

impl Answers {
    pub(super) fn read(
        slow: &Slow<'_>,
        card: &Scorecard,
        source: &AnswerSource,
        (team, period, as_of): (&TeamId, Period, Date),
    ) -> Self {
        let mut answers = Self::default();
        if !slow.has_files(&source.dataset) {
            return answers;
        }
        let rows = Rows::new(slow, &source.dataset, as_of);
        let is_office = card.measured == Measured::Office;
        for layer in &source.layers {
            let speaks = |row: &usize| {
                let is_its = source.layer.as_ref().is_none_or(|expr| {
                    written(&rows.ask(*row, expr)).unwrap_or_default().to_lowercase()
                        == layer.to_lowercase()
                });
                is_its
                    && rows.view.exists(*row)
                    && (is_office || rows.is_of(*row, team))
                    && rows.holds(*row, source.filter.as_ref())
            };
            let speaking = rows.all().filter(speaks).collect();
            for row in rows.latest(speaking, period, source.max_age) {
                answers.days.extend(rows.days(row).map(|days| (layer.clone(), days)));
                let Some(code) = written(&rows.ask(row, &source.question)) else { continue };
                let concerns =
                    source.applies.as_ref().is_none_or(|expr| match rows.ask(row, expr) {
                        Cell::Is(V::Truth(truth)) => truth,
                        Cell::Is(V::Num(number)) => number != whole(0),
                        _ => true,
                    });
                let said = match written(&rows.ask(row, &source.answer)) {
                    _ if !concerns => Err(TB),
                    Some(answer) => Ok(answer),
                    None => Err(BA),
                };
                let key = (layer.clone(), code);
                if let Some(proved) =
                    source.evidence.as_ref().and_then(|one| proved(&rows, row, one))
                {
                    answers.evidence.entry(key.clone()).or_insert(proved);
                }
                // Of two answers to one question none counts.
                let said = if answers.given.contains_key(&key) { Err(BA) } else { said };
                answers.given.insert(key, said);
            }
        }
        answers
    }

    /// The days that the assessment of a layer speaks for, if there is one.
    pub(super) fn days(&self, layer: &str) -> Option<(Date, Date)> {
        self.days.get(layer).copied()
    }

    /// Whether the answer of a layer is proved to somebody else, where it says anything of that.
    pub(super) fn proved(&self, layer: &str, code: &str) -> Option<bool> {
        self.evidence.get(&(layer.to_owned(), code.to_owned())).copied()
    }

    /// What a layer says in the row of a code.
    pub(super) fn get(&self, layer: &str, code: &str) -> Result<String, Blank> {
        self.given.get(&(layer.to_owned(), code.to_owned())).cloned().unwrap_or(Err(BA))
    }
}

/// Whether the evidence of a row is complete and checked; nothing where the row is silent.
fn proved(rows: &Rows<'_, '_>, row: usize, source: &EvidenceSource) -> Option<bool> {
    let status = written(&rows.ask(row, &source.status))?;
    let is_checked = |expr: &Expr| rows.ask(row, expr) == Cell::Is(V::Truth(true));
    let is_complete = status.to_lowercase() == source.complete.to_lowercase();
    Some(is_complete && source.checked.as_ref().is_some_and(is_checked))
}

/// A cell as a word.
fn written(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Is(V::Text(text)) => text.trim().to_owned(),
        Cell::Is(V::Truth(truth)) => if *truth { "Ya" } else { "Tidak" }.to_owned(),
        Cell::Is(V::Num(number)) => {
            assert!(number.is_integer(), "a fraction as an answer: {number}");
            number.to_string()
        }
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A number in a sheet of answers: digits, decimals after a comma; `1.250` may mean two things.
pub(super) fn plain_number(text: &str) -> Option<R> {
    let (whole, decimals) = match text.split_once([',', '.']) {
        Some((_, decimals)) if text.contains('.') && decimals.len() == 3 => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (text, ""),
    };
    let digits = format!("{whole}{decimals}");
    let is_plain = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let unit = num_bigint::BigInt::from(10).pow(decimals.len() as u32);
    is_plain.then(|| R::new(digits.parse().expect("digits"), unit))
}

/// Compares every target that a dataset states; gives how many there were.
pub(super) fn targets(
    slow: &Slow<'_>,
    project: &Project,
    periods: &[Period],
    engine: &dyn Fn(&IndicatorId, &TeamId, Period) -> Option<Fig>,
    differences: &mut Vec<String>,
) -> usize {
    let mut n = 0;
    for latest in &project.indicators {
        for period in periods {
            let version = latest.at(*period);
            let Some(Target::Dataset(cited)) = &version.target else { continue };
            for team in slow.teams(version) {
                n += 1;
                let own = target(slow, cited, &team, *period);
                let found = engine(&latest.id, &team, *period);
                if Some(&own) != found.as_ref() {
                    let id = &latest.id;
                    differences
                        .push(format!("target of {id}, {team}, {period}: {own:?}, not {found:?}"));
                }
            }
        }
    }
    n
}

#[test]
fn a_thousand_that_may_be_one_is_refused() {
    let of = |text: &str| Some(text.parse::<R>().expect("a fraction"));
    assert_eq!(plain_number("12,5"), of("25/2"));
    assert_eq!(plain_number("1.250"), None);
    assert_eq!(plain_number("enam"), None);
    assert_eq!(month_of(date(2024, 1, 31)), 2024 * 12);
}
