//! Everything that runs the whole street; one binary, because linking it is what costs.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail, and needs a folder and the program of its own"
)]

mod support;

/// Workbooks from parts, which the fuzzer makes too.
#[path = "../../fuzz/shape.rs"]
mod shape;

mod answering;
mod backtest;
mod breakdown;
mod canary;
mod cards;
mod catalogue;
mod checks;
mod damaged;
mod crowding;
mod days;
mod demo;
mod determinism;
mod diagnostics;
mod docs;
mod edges;
mod form;
mod fuzz_replay;
mod honesty;
mod ikpa;
mod hostile;
mod inspect;
mod known;
mod manoeuvres;
mod layers;
mod newcomer;
mod office;
mod oracle;
mod oracle_steps;
mod predicates;
mod properties;
mod rumus;
mod real;
mod rounding;
mod rules_page;
mod resmi;
mod road;
mod route;
mod slow;
mod sheets;
mod seal;
mod seams;
mod worked;
mod zi;
