//! Figures that are read from a filled-in scorecard instead of being computed from rows: the points
//! of a node, a share of its weight, evidence, or how many units a predicate holds for.

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::ScorecardId;

use super::indicator::{Indicator, Known, Measured, measured};
use super::project::Project;
use super::scorecard::Scorecard;
use super::syntax::Table;

/// What an indicator reads from filled-in scorecards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRead {
    /// What is read.
    pub from: ReadFrom,
    /// Where it is declared.
    pub origin: Origin,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFrom {
    /// A node of the card of the same team, or of the office's where the team has none.
    Node {
        /// The scorecard.
        scorecard: ScorecardId,
        /// The node; `total` is the whole card.
        node: String,
        /// What of it.
        what: NodeRead,
        /// The assessment that alone counts; `None` for those that count on the card.
        layer: Option<String>,
    },
    /// For how many teams a predicate holds, of those that have an assessment.
    Holders {
        /// The predicate.
        predicate: String,
        /// Which teams.
        of: Measured,
    },
}

/// What of a node is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeRead {
    /// Its points.
    Points,
    /// Its points in percent of its weight.
    Share,
    /// Questions below it whose evidence is complete and checked by somebody else, in percent of
    /// all questions below it.
    Evidence,
    /// How many points more than another assessment gives, over the questions that both answer.
    Lead(String),
}

impl CardRead {
    /// Reads `card` of an indicator; names are held against the project in `check::card_reads`.
    pub(super) fn of(
        table: &Table<'_>,
        known: &Known<'_>,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let item = table.get("card")?;
        let inner = item.table(diags)?;
        let text = |key, diags: &mut Diagnostics| inner.get(key)?.string(diags);
        let from = if inner.get("predicate").is_some() {
            let predicate = text("predicate", diags);
            let of = measured(&inner, known, diags);
            predicate.map(|predicate| ReadFrom::Holders { predicate, of })
        } else {
            let scorecard = inner.need("scorecard", diags).and_then(|one| one.string(diags));
            let node = inner.need("node", diags).and_then(|one| one.string(diags));
            let layer = text("layer", diags);
            let words = ["points", "share", "evidence"].map(|word| (word, word));
            let word = inner.get("read").and_then(|one| one.word(&words, diags));
            let what = match (text("less", diags), word) {
                (Some(other), _) => NodeRead::Lead(other),
                (None, Some("share")) => NodeRead::Share,
                (None, Some("evidence")) => NodeRead::Evidence,
                _ => NodeRead::Points,
            };
            scorecard.zip(node).map(|(scorecard, node)| {
                let scorecard = ScorecardId::new(&scorecard);
                ReadFrom::Node { scorecard, node, what, layer }
            })
        };
        inner.finish(diags);
        for key in ["formula", "dataset", "where", "date", "team", "step", "rows"] {
            if let Some(other) = table.get(key) {
                diags.push(Diagnostic::error("card-alone", other.origin()).arg("key", key));
            }
        }
        from.map(|from| Self { from, origin: item.origin() })
    }

    /// What is read, as people read it where others have a formula.
    pub fn told(&self) -> String {
        match &self.from {
            ReadFrom::Node { scorecard, node, what, layer } => {
                let layer = layer.as_ref().map_or_else(String::new, |one| format!(" [{one}]"));
                match what {
                    NodeRead::Points => format!("{scorecard}.{node}{layer}"),
                    NodeRead::Share => format!("{scorecard}.{node}{layer} %"),
                    NodeRead::Evidence => format!("{scorecard}.{node} bukti %"),
                    NodeRead::Lead(other) => {
                        format!("{scorecard}.{node}{layer} - {scorecard}.{node} [{other}]")
                    }
                }
            }
            ReadFrom::Holders { predicate, .. } => format!("{predicate}: terpenuhi"),
        }
    }

    /// Whether two assessments are compared; its parts are called by the assessments.
    pub fn is_lead(&self) -> bool {
        matches!(&self.from, ReadFrom::Node { what: NodeRead::Lead(_), .. })
    }

    /// The scorecards whose filled-in cards are read.
    pub fn scorecards<'a>(&'a self, project: &'a Project) -> Vec<&'a Scorecard> {
        let id = match &self.from {
            ReadFrom::Node { scorecard, .. } => Some(scorecard),
            ReadFrom::Holders { predicate, .. } => {
                let found = project.predicates.iter().find(|one| one.id == *predicate);
                found.and_then(|one| one.scorecard.as_ref())
            }
        };
        project.scorecards.iter().filter(|one| id == Some(&one.id)).collect()
    }
}

impl Indicator {
    /// What any version of it reads from cards.
    pub fn card_reads(&self) -> impl Iterator<Item = &CardRead> {
        self.versions().filter_map(|version| version.card.as_ref())
    }
}
