//! From definition files to a validated [`Project`]: data contracts, indicators, scorecards.
//!
//! **Invariant:** what leaves this stage needs no further checking: every name is known, every
//! formula typed, every tree of weights adds up. Mistakes are collected, all of them.

pub mod slip;
pub mod syntax;
pub mod expr;
pub mod project;
pub mod office;
pub mod column;
pub mod shape;
pub mod source;
pub mod collection;
pub mod dataset;
pub mod contract;
pub mod printed;
pub mod waiver;
pub mod lookup;
pub mod trial;
mod cut_off;
pub mod scale;
pub mod step;
pub mod cited;
pub mod target;
pub mod counted;
pub mod answers;
pub mod scoring;
pub mod honesty;
pub mod gate;
pub mod signal;
pub mod deadline;
pub mod share;
pub mod complaints;
pub mod breakdown;
pub mod expiry;
pub mod indicator;
pub mod version;
pub mod planner;
pub mod route;
pub mod topic;
pub mod scorecard;
pub mod predicate;
pub mod revision;
pub mod check;
pub mod read;

pub use answers::{AnswerScale, AnswerSource};
pub use dataset::{Column, ColumnType, Covers, Dataset, Source};
pub use indicator::{Indicator, Measured, Window};
pub use planner::Notes;
pub use predicate::Predicate;
pub use project::{Office, Project};
pub use read::read;
pub use scale::Scale;
pub use scorecard::{OnBlank, Scorecard, ScorecardNode};
pub use scoring::Better;
pub use target::Target;
pub use topic::{Goal, Topic};
