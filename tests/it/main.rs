//! Everything that runs the whole street; one binary, because linking it is what costs.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may fail, and needs a folder and the program of its own"
)]

mod support;

mod canary;
mod catalogue;
mod checks;
mod damaged;
mod demo;
mod determinism;
mod diagnostics;
mod docs;
mod edges;
mod form;
mod inspect;
mod known;
mod layers;
mod oracle;
mod properties;
mod real;
mod sheets;
mod worked;
