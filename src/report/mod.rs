//! From judged figures to a report that knows no format: sections, tables, charts, sentences.

pub mod tone;
mod totals;
pub mod table;
pub mod chart;
pub mod model;
pub mod format;
pub mod results;
pub mod axis;
pub mod input;
pub mod change;
pub mod figure;
pub mod caution;
pub mod signals;
pub mod plots;
pub mod handed_in;
pub mod overview;
pub mod restated;
mod notes;
mod sentences;
mod assessment;
mod predicates;
mod card_table;
pub mod team;
pub mod subject;
pub mod definitions;
pub mod quality;
pub mod build;
pub mod explain;
mod explain_steps;

pub use build::build;
pub use explain::explain;
pub use input::Input;
pub use model::{Block, Language, Report, Section, SectionKind};
pub use results::{ResultRow, results};
pub use tone::Tone;
