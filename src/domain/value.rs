//! What a figure can be: a number, or one of three blanks that are never confused.

use std::fmt;

use super::{DatasetId, Date, IndicatorId, Number, Period, TeamId};

/// A figure. Zero, missing and not applicable are three different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number (*angka*).
    Number(Number),
    /// No number, and why.
    Blank(Blank, Reason),
}

/// The kinds of blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blank {
    /// *Tidak berlaku*: there is nothing to measure.
    NotApplicable,
    /// *Belum ada*: there is something to measure and it was not handed in.
    Missing,
    /// *Disembunyikan*: known, and withheld to protect people.
    Suppressed,
}

/// Why a figure is blank. Each has a machine-readable code and words in the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The denominator is zero: nothing happened that could be measured.
    ZeroDenominator,
    /// The definitions declare this indicator not applicable to the team, with these words.
    Declared(String),
    /// Nobody handed in this dataset for (part of) the window.
    NotCovered {
        /// The dataset in question.
        dataset: DatasetId,
        /// The teams whose part is missing; empty when it is everyone's.
        teams: Vec<TeamId>,
        /// The periods whose part is missing.
        periods: Vec<Period>,
    },
    /// No file of the dataset was found at all.
    NoFile(DatasetId),
    /// The source has no such column, so nobody can tell.
    NoColumn {
        /// The dataset in question.
        dataset: DatasetId,
        /// The column that no file carries.
        column: String,
    },
    /// The aggregate ran over rows, but none had a value (all empty).
    NoValues,
    /// A date lies outside the years whose holidays are known.
    UnknownCalendar,
    /// A reference table has no entry for what was looked up in it.
    NotListed(String),
    /// The earliest or latest day has several values, and nothing says which one counts.
    SeveralValues,
    /// The latest value is of this day, and too old to be told.
    Expired(Date),
    /// No version of the definition is valid on the period's last day.
    NotInForce,
    /// Another version of the definition was valid when the window began; this one took over on
    /// that day, and does not say that it computes such a window.
    TwoVersions(Date),
    /// A formula compares with an earlier period, and the series was cut on that day: the figures
    /// on both sides are not compared.
    SeriesCut(Date),
    /// The team does not exist in the days looked at: it has ended, or has not begun.
    NoTeam,
    /// Another indicator that this one is made from is blank.
    Upstream(IndicatorId),
    /// There is no target for this period.
    NoTarget,
    /// The period has not ended, and nothing says what was to be reached by now.
    Running,
    /// The target is zero, and nothing can be measured against it.
    ZeroTarget,
    /// The actual is zero and the target is divided by it: as good as can be, beyond any ratio.
    ZeroActual,
    /// The target is where the road to it began, so no share of it can be done.
    NoDistance,
    /// A fact must be 1 (yes) or 0 (no), and it is another number.
    NotYesNo,
    /// The number lies outside of the printed table that rates it.
    OffScale,
    /// A dataset has no row that states it for this team and period.
    NoRow(DatasetId),
    /// A question without an answer that its scale knows.
    NoAnswer,
    /// What is declared to say so says that there is nothing to assess.
    NoObject,
    /// Too little of the scorecard's weight is in force to give a score.
    TooLittleWeight,
    /// The period has no figure at all that a scorecard could judge.
    NoScore,
    /// Too few rows to be judged by.
    TooFew,
    /// A small count, or one that a small count could be told from.
    SmallCount,
    /// A declared `fail` policy: a leaf of the scorecard is blank.
    BlankLeaf(IndicatorId),
}

impl Value {
    /// A missing value.
    pub fn missing(reason: Reason) -> Self {
        Value::Blank(Blank::Missing, reason)
    }

    /// A value that is not applicable.
    pub fn not_applicable(reason: Reason) -> Self {
        Value::Blank(Blank::NotApplicable, reason)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) => Some(number),
            Value::Blank(..) => None,
        }
    }

    /// The blank and its reason, if it is one.
    pub fn blank(&self) -> Option<(Blank, &Reason)> {
        match self {
            Value::Number(_) => None,
            Value::Blank(blank, reason) => Some((*blank, reason)),
        }
    }

    /// The word that results files use: `angka`, `tidak_berlaku`, `belum_ada`, `disembunyikan`.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "angka",
            Value::Blank(blank, _) => blank.word(),
        }
    }
}

impl Blank {
    /// The word that results files and definitions use.
    pub fn word(self) -> &'static str {
        match self {
            Blank::NotApplicable => "tidak_berlaku",
            Blank::Missing => "belum_ada",
            Blank::Suppressed => "disembunyikan",
        }
    }
}

impl Reason {
    /// A stable code for machines; its words are in the message catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::ZeroDenominator => "zero-denominator",
            Reason::Declared(_) => "declared",
            Reason::NotCovered { .. } => "not-covered",
            Reason::NoFile(_) => "no-file",
            Reason::NoColumn { .. } => "no-column",
            Reason::NoValues => "no-values",
            Reason::UnknownCalendar => "unknown-calendar",
            Reason::NotListed(_) => "not-listed",
            Reason::SeveralValues => "several-values",
            Reason::Expired(_) => "expired",
            Reason::NotInForce => "not-in-force",
            Reason::TwoVersions(_) => "two-versions",
            Reason::SeriesCut(_) => "series-cut",
            Reason::TooFew => "too-few",
            Reason::SmallCount => "small-count",
            Reason::NoTeam => "no-team",
            Reason::Upstream(_) => "upstream",
            Reason::NoTarget => "no-target",
            Reason::Running => "running",
            Reason::ZeroTarget => "zero-target",
            Reason::ZeroActual => "zero-actual",
            Reason::NoDistance => "no-distance",
            Reason::NotYesNo => "not-yes-no",
            Reason::OffScale => "off-scale",
            Reason::NoRow(_) => "no-row",
            Reason::NoAnswer => "no-answer",
            Reason::NoObject => "no-object",
            Reason::TooLittleWeight => "too-little-weight",
            Reason::NoScore => "no-score",
            Reason::BlankLeaf(_) => "blank-leaf",
        }
    }
}

/// The code followed by its arguments, as results files print it: `not-covered:pengaduan:ortala`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Reason::Declared(words) => write!(f, ":{words}"),
            Reason::NotCovered { dataset, teams, periods } => {
                write!(f, ":{dataset}:{}:{}", joined(teams), joined(periods))
            }
            Reason::TwoVersions(day) | Reason::SeriesCut(day) | Reason::Expired(day) => {
                write!(f, ":{day}")
            }
            Reason::NoFile(dataset) | Reason::NoRow(dataset) => write!(f, ":{dataset}"),
            Reason::NotListed(lookup) => write!(f, ":{lookup}"),
            Reason::NoColumn { dataset, column } => write!(f, ":{dataset}:{column}"),
            Reason::Upstream(indicator) | Reason::BlankLeaf(indicator) => write!(f, ":{indicator}"),
            _ => Ok(()),
        }
    }
}

fn joined<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join("+")
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Value::Number(number)
    }
}
