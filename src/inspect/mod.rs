//! What is in a file that nobody has described yet, and the definition that would read it.
//!
//! In reading order: [`inspect`] looks at every sheet of a [`RawFile`](crate::load::raw::RawFile).
//! `layout` finds the head and tells data from totals and remarks, `tally` counts what the cells
//! of a column look like, `guess` makes a type of the counts, `personal` decides what must not be
//! shown, `load::when` finds periods in names and titles, `lanes` and `levels` recognise tables that
//! are not plain, `keys` looks for columns that name a row. [`describe()`] puts the result into
//! words, [`draft()`] into a definition.
//!
//! **Invariant:** nothing of a masked column leaves this module but counts, and nothing of a title
//! but the words of periods.

pub mod view;
mod names;
mod layout;
mod tally;
mod personal;
mod guess;
mod lanes;
mod levels;
mod keys;
mod sheet;
mod describe;
mod draft;
mod draft_columns;

pub use describe::{Place, describe};
pub use draft::{Setting, draft};
pub use sheet::inspect;
pub use view::Inspection;
