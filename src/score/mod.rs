//! From figures to judgements: target, achievement, score, rating, and scorecards of weights.
//!
//! **Invariant:** exact fractions all the way; a blank stays a blank with its reason until a
//! scorecard's declared policy says what it does.

mod target;
pub mod achievement;
pub mod rating;
pub mod limits;
pub mod signal;
pub mod small;
pub mod card;
pub mod scorecards;
pub mod sum;
mod answered;
mod fill;
pub mod predicate;
pub mod gate;
pub mod route;
pub mod range;
pub mod split;
mod counter;
mod sample;
mod series;
pub mod days;
pub mod grade;

pub use card::{Card, CardContent, CardNode};
pub use grade::grade;
pub use rating::Rating;
pub use scorecards::{Grade, Scorecards};
