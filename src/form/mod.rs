//! Workbooks that people fill in: an entry form per dataset, and `isian.xlsx`, the planner's own.
//!
//! [`layout`] is the one description of the sheets and columns of `isian.xlsx`; writer and reader
//! both go by it. In reading order: [`filled`] finds what was filled in, [`answers`] gives it
//! meaning, [`files`] gives files to datasets, [`overlay()`] lays it over the definitions; [`unmatched`] and [`prefill`] make the
//! workbook anew around the answers, [`entry`] and [`place`] make forms of datasets, and
//! [`mod@draw`] turns either into bytes.
//!
//! **Invariant:** no column that a contract calls personal has its contents in a workbook.
//! **Invariant:** what somebody filled in is in the workbook that is written anew, understood or
//! not.

pub mod layout;
pub mod filled;
pub mod answers;
pub mod files;
pub mod overlay;
pub mod book;
pub mod unmatched;
pub mod prefill;
mod targets;
pub mod entry;
mod questions;
pub mod place;
pub mod draw;
mod explained;

pub use answers::Answers;
pub use draw::draw;
pub use filled::Filled;
pub use overlay::{files_alone, overlay};
