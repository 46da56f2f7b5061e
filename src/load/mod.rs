//! From exports as they come to typed tables, with the fate of every row on the books.
//!
//! **Invariant:** rows read = rows used + rows set aside, each with a reason. Past this stage
//! nothing knows what a workbook is, and no personal column is held.

pub mod raw;
pub mod parquet;
pub mod open;
pub mod pattern;
pub mod when;
pub mod header;
pub mod rows;
pub mod fill;
pub mod words;
pub mod cells;
pub mod evidence;
pub mod convert;
pub mod hierarchy;
pub mod totals;
mod complaint;
mod naming;
pub mod place;
pub mod sheet;
pub mod reader;
pub mod settle;
pub mod copies;
pub mod contract;
pub mod cumulative;
pub mod prior;
pub mod table;
pub mod given;
pub mod check;
pub mod tables;
pub mod mend;

pub use table::{AsideRow, SheetInfo, Table, Tables};
pub use tables::{Loaded, tables};
