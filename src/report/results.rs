//! The results as a tidy table: one row per indicator, team and period that the definitions call
//! for. This is what `hasil.csv`, `hasil.json`, `hasil.parquet` and `zona compute` carry.

use crate::compute::Measurements;
use crate::compute::suppress::is_withheld;
use crate::domain::seal::Standing;
use crate::domain::{Date, IndicatorId, Number, Period, TeamId, Value};
use crate::score::Scorecards;
use crate::spec::Project;

/// A row of the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// The period.
    pub period: Period,
    /// The cut-off date.
    pub as_of: Date,
    /// The indicator.
    pub indicator: String,
    /// The first day on which this version of its definition is valid; empty if there is only one.
    pub version: String,
    /// The team.
    pub team: String,
    /// `angka`, `tidak_berlaku`, `belum_ada` or `disembunyikan`.
    pub kind: &'static str,
    /// The exact value, if it is a number.
    pub value: Option<Number>,
    /// Why it is blank; empty for numbers.
    pub reason: String,
    /// The numerator, where the formula's root is a ratio.
    pub numerator: Option<Number>,
    /// The denominator, where the formula's root is a ratio.
    pub denominator: Option<Number>,
    /// The target.
    pub target: Option<Number>,
    /// The achievement in percent: 100 is exactly on target.
    pub achievement: Option<Number>,
    /// The score.
    pub score: Option<Number>,
    /// The rating; empty without one.
    pub rating: String,
    /// What stands out in the months of the period, `2024-11:di_atas_batas`; empty without it.
    pub signal: String,
    /// Of the leaf teams that must hand in, how many did: `16/17`; empty for figures made of others.
    pub coverage: String,
    /// Rows that took part; `None` where their number would give a withheld count away.
    pub rows_used: Option<u64>,
    /// Rows of the same span and teams that were set aside and should be mended.
    pub rows_set_aside: u64,
    /// How it stands to what was published: `sementara`, `terbit` or `dinyatakan_ulang`.
    pub standing: Standing,
    /// The kind that was published of a sealed period; empty for others.
    pub published_kind: String,
    /// The value that was published of a sealed period, if it was a number.
    pub published: Option<Number>,
    /// The score that was published of a sealed period, if there was one.
    pub published_score: Option<Number>,
    /// The counter indicator that is missed and holds rating or score down; empty without one.
    pub held_by: String,
}

/// The names of the columns, in order.
pub const COLUMNS: [&str; 23] = [
    "period",
    "as_of",
    "indicator",
    "version",
    "team",
    "kind",
    "value",
    "reason",
    "numerator",
    "denominator",
    "target",
    "achievement",
    "score",
    "rating",
    "signal",
    "coverage",
    "rows_used",
    "rows_set_aside",
    "standing",
    "published_kind",
    "published",
    "published_score",
    "held_by",
];

/// The results of some periods, sorted by indicator, team and period.
pub fn results(
    project: &Project,
    figures: &Measurements,
    graded: &Scorecards,
    periods: &[Period],
) -> Vec<ResultRow> {
    let wanted = figures.iter().filter(|(id, _, period, _)| {
        let hidden = project.indicator_at(id, *period).is_none_or(|indicator| indicator.hidden);
        periods.contains(period) && !hidden
    });
    let hundred = Number::from(100u32);
    wanted
        .map(|(id, team, period, figure)| {
            let grade = graded.get(id, team, period);
            let indicator = project.indicator_at(id, period);
            let number = |value: Option<&Value>| value.and_then(|value| value.number().cloned());
            ResultRow {
                period,
                as_of: figure.as_of,
                indicator: id.to_string(),
                version: indicator
                    .and_then(|indicator| indicator.valid.0)
                    .map_or_else(String::new, |day| day.to_string()),
                team: team.to_string(),
                kind: figure.value.kind(),
                value: figure.value.number().cloned(),
                reason: figure.value.blank().map_or_else(String::new, |(_, r)| r.to_string()),
                numerator: figure.numerator.clone(),
                denominator: figure.denominator.clone(),
                target: grade.and_then(|grade| grade.target.clone()),
                achievement: number(grade.map(|grade| &grade.achievement)).map(|a| &a * &hundred),
                score: number(grade.map(|grade| &grade.score)),
                rating: grade
                    .and_then(|grade| grade.rating.as_ref())
                    .map_or_else(String::new, |rating| rating.label.clone()),
                signal: signals(graded, id, team, period),
                coverage: figure
                    .coverage
                    .map_or_else(String::new, |(did, all)| format!("{did}/{all}")),
                rows_used: (!is_withheld(figure)).then_some(figure.rows_used as u64),
                rows_set_aside: figure.rows_set_aside as u64,
                standing: Standing::Provisional,
                published_kind: String::new(),
                published: None,
                published_score: None,
                held_by: grade
                    .and_then(|grade| grade.held_by.as_ref().or(grade.capped_by.as_ref()))
                    .map_or_else(String::new, ToString::to_string),
            }
        })
        .collect()
}

/// The signals of the months of a period, each with its month, in order of time.
fn signals(graded: &Scorecards, id: &IndicatorId, team: &TeamId, period: Period) -> String {
    let found = graded.chart(id, team).into_iter().flat_map(|chart| chart.within(period));
    let days = graded.days(id, team).into_iter().flat_map(|days| days.within(period));
    let found = found.chain(days.map(|(_, signal)| signal));
    let told = found.map(|signal| format!("{}:{}", signal.month, signal.code()));
    told.collect::<Vec<String>>().join(" ")
}
