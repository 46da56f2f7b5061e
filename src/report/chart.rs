//! Charts as values: scales, ticks and labels are worked out before any mark is drawn.
//!
//! Floats here are drawing coordinates; the figures behind them are exact and their printed form
//! stands beside each.

use crate::domain::Blank;

use super::tone::Tone;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its id and file name, unique in the report: `[a-z0-9_-]+`.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Unit, team, span of time.
    pub subtitle: String,
    /// Everything it says, for those who cannot see it.
    pub description: String,
    /// A remark below it.
    pub note: Option<String>,
    /// What is drawn.
    pub plot: Plot,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// One figure over time.
    Trend(Trend),
    /// One figure across teams, in the order of the tree.
    Bars(Bars),
    /// What came in, what went out, what is left.
    Flow(Flow),
}

/// A value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Lowest value drawn.
    pub min: f64,
    /// Highest value drawn.
    pub max: f64,
    /// Where lines are drawn, with their labels.
    pub ticks: Vec<(f64, String)>,
}

/// One figure over time: a line, its target as steps, gaps where there is no number.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The value axis.
    pub axis: Axis,
    /// The points in order of time.
    pub points: Vec<Point>,
    /// Name of the target line, `Target`; empty when no point has a target.
    pub target_label: String,
    /// How far the figure strays by itself, where that is known.
    pub control: Option<Control>,
}

/// How far a figure strays by itself, and where it strayed farther.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// For every point the mean with its limits, if it has any.
    pub lines: Vec<Option<ControlLines>>,
    /// The points that stand out, by their place, with what they break.
    pub signals: Vec<(usize, String)>,
}

/// The mean of a series and its limits at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlLines {
    /// Where the mean stands, and its name with its value.
    pub mean: (f64, String),
    /// The lower and the upper limit, without those that the figure cannot get to.
    pub limits: Vec<(f64, String)>,
}

/// A point of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Label below the axis, `TW I`.
    pub label: String,
    /// Label of the neighbours together, `2024`; drawn once per run.
    pub group: String,
    /// The mark.
    pub mark: Mark,
    /// Where the target stands.
    pub target: Option<(f64, String)>,
    /// The line is cut before this point: the figures on both sides cannot be compared.
    pub cut_before: bool,
    /// The period that the report is about.
    pub current: bool,
}

/// What a series or a team has to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A number.
    Value {
        /// Where it stands.
        at: f64,
        /// As people read it.
        label: String,
        /// Its judgement.
        tone: Tone,
    },
    /// No number: `belum ada` must not look like zero.
    Blank {
        /// Which kind.
        kind: Blank,
        /// `belum ada`.
        label: String,
    },
}

/// One figure across teams.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The value axis.
    pub axis: Axis,
    /// The bars in the order of the tree.
    pub bars: Vec<Bar>,
    /// Name of the target marks, `Target`; empty when no bar has a target.
    pub target_label: String,
}

/// A team's bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The team.
    pub label: String,
    /// How deep it stands in the tree.
    pub indent: u8,
    /// A roll-up of the teams below it.
    pub total: bool,
    /// The mark.
    pub mark: Mark,
    /// Where its target stands.
    pub target: Option<(f64, String)>,
}

/// What came in, what went out, what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The axis of the columns and the line.
    pub axis: Axis,
    /// Names of what came in, went out, is left.
    pub names: [String; 3],
    /// The points in order of time.
    pub points: Vec<FlowPoint>,
}

/// A period of a flow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowPoint {
    /// Label below the axis, `TW I`.
    pub label: String,
    /// Label of the neighbours together, `2024`.
    pub group: String,
    /// What came in, went out, is left at the end.
    pub marks: [Mark; 3],
}
