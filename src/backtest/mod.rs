//! Works out again what an official workbook prints, cell by cell, and finds what may be the reason
//! where it does not come out.
//!
//! The file need not lie in the project, and its units need not be in the office's tree: every row
//! is worked out by itself. It is read as its dataset declares it; where that does not agree, the
//! ways in which such files are known to be headed wrongly and the rules of other years are tried.
//!
//! **Invariant:** nothing of a column with personal data leaves here.

pub mod choose;
pub mod read;
pub mod row;
pub mod tree;
pub mod verdict;

pub use choose::{Choice, Unfit, choose};
pub use read::HandedOver;
pub use verdict::{Backtest, Other, backtest};
