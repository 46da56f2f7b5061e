//! `zona`: from the tables an office already has to the documents of its evaluation meeting.

pub mod domain;
pub mod diag;
pub mod messages;
pub mod spec;
pub mod load;
pub mod form;
pub mod inspect;
pub mod compute;
pub mod score;
pub mod trial;
pub mod backtest;
pub mod report;
pub mod render;
pub mod store;
pub mod cli;
