//! The readers of the program, compiled without its engine.

#![allow(missing_docs, dead_code, unused_imports, unreachable_pub, reason = "only a part of the crate")]

#[path = "../src/domain/mod.rs"]
pub mod domain;

#[path = "../src/load"]
pub mod load {
    #[path = "raw/mod.rs"]
    pub mod raw;
}

pub mod shape;
pub mod tries;
