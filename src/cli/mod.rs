//! The command line: arguments, files, the street from end to end, exit codes.
//!
//! **Invariant:** data goes to standard output, everything else to standard error. 0 is done,
//! 1 is findings of severity error, 2 is usage or the disk.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]

pub mod args;
pub mod manual;
pub mod complaint;
pub mod session;
pub mod seal;
pub mod progress;
pub mod report;
pub mod compute;
pub mod check;
pub mod rejects;
pub mod explain;
pub mod template;
pub mod init;
pub mod inspect;
pub mod backtest;
pub mod run;

pub use run::run;
