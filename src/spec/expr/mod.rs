//! The formula language: standard SQL expressions, parsed by `sqlparser`, then turned into a small
//! typed tree of our own. Nothing is evaluated that was not checked here.

pub mod ast;
pub mod function;
pub mod parse;
pub mod print;
pub mod eval;
pub mod unknown;

pub use ast::{Aggregate, AggregateKind, ArithOp, CompareOp, Expr, Node, Type};
pub use eval::{Moment, Overflow, Row, Scalar, eval};
pub use function::Function;
pub use parse::{ColumnInfo, Level, Scope, parse};
