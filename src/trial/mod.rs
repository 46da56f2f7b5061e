//! Definitions tried on the examples that stand beside them: `[[test]]`, run by `zona check`.
//!
//! **Invariant:** a test walks the same street as the office's own data, from the rows on; only
//! the reading of files is left out.

mod run;

pub use run::run;
