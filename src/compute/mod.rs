//! From tables to figures: plan, one reduction of many rows to few per dataset, then exact
//! arithmetic on what is left.
//!
//! **Invariant:** polars reduces (counts, sums, extremes of exact integers), rationals reason.
//! Nothing here rounds unless a formula says `ROUND`, and nothing knows targets or colours.

pub mod measurement;
pub mod window;
pub mod view;
pub mod reduce;
pub mod group;
pub mod covered;
pub mod plan;
mod gather;
pub mod suppress;
mod composite;
pub mod evaluate;
pub mod trace;

pub use evaluate::evaluate;
pub use measurement::{Measurement, Measurements};
pub use plan::Ask;
