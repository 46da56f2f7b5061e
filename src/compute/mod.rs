//! From tables to figures: plan, one reduction of many rows to few per dataset, then exact
//! arithmetic on what is left.
//!
//! **Invariant:** whole numbers are reduced (counts, sums, extremes), rationals reason.
//! Nothing here rounds unless a formula says `ROUND`, and nothing knows targets or colours.

pub mod window;
pub mod ask;
pub mod measurement;
mod workdays;
mod vector;
mod program;
mod block;
pub mod view;
pub mod spread;
pub mod reduce;
pub mod group;
pub mod steps;
pub mod covered;
pub mod plan;
mod classes;
mod sorted;
mod too_large;
mod walk;
mod gather;
mod undated;
mod carried;
pub mod composite;
pub mod means;
pub mod carded;
mod statements;
pub mod counted;
pub mod answers;
pub mod stated;
mod figure;
mod breakdown;
mod elimination;
pub mod suppress;
pub mod evaluate;
pub mod trace;
mod seek;
pub mod days;
pub mod crowding;

pub use ask::Ask;
pub use evaluate::{evaluate, evaluate_given};
pub use measurement::{Broken, Counts, Issued, Measurement, Measurements, Part, PartOf};
pub use stated::Stated;
