//! The formula language: standard SQL expressions, parsed by `sqlparser`, then turned into a small
//! typed tree of our own. Nothing is evaluated that was not checked here.

pub mod ast;
pub mod function;
pub mod lookup;
pub mod parse;
pub mod print;
pub mod amount;
pub mod reach;
pub mod eval;
pub mod unknown;

pub use ast::{Aggregate, AggregateKind, ArithOp, CompareOp, Earlier, Expr, Node, Type};
pub use eval::{Moment, Overflow, Row, Scalar, add_days, eval, like, months_between};
pub use function::Function;
pub use lookup::Lookup;
pub use parse::{ColumnInfo, Level, Scope, parse, parse_value};
