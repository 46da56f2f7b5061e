//! The words everything else is said in: exact numbers, periods, working days, teams, values.
//!
//! **Invariant:** nothing here reads a file, a clock or another module of this crate.

pub mod files;
pub mod glob;
pub mod decimal;
pub mod number;
pub mod period;
pub mod calendar;
pub mod id;
pub mod team;
pub mod value;
pub mod seal;
pub mod coverage;
pub mod ledger;
pub mod side_by_side;

pub use calendar::{Calendar, Holiday};
pub use chrono::{Datelike, NaiveDate as Date};
pub use coverage::Coverage;
pub use decimal::Decimal;
pub use files::{FileError, Files, MemoryFiles};
pub use id::{DatasetId, IndicatorId, ScorecardId, TeamId};
pub use ledger::{Aside, FileLedger, Ledger};
pub use number::{MOST_DECIMALS, Number};
pub use period::{Grain, Period};
pub use side_by_side::side_by_side;
pub use team::{Above, Team, TeamKind, TeamTree};
pub use value::{Blank, Reason, Value};
