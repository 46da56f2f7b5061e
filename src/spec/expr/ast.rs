//! The typed tree of a formula.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::{Date, IndicatorId, Number, Period};

use super::Lookup;

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// An exact number.
    Number,
    /// Text, also codes, choices and teams.
    Text,
    /// A day.
    Date,
    /// True, false or unknown.
    Bool,
    /// The literal `NULL`, which fits everywhere.
    Null,
}

/// An expression whose names and types have been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it does.
    pub node: Node,
    /// What it gives.
    pub ty: Type,
    /// The bytes of the formula's text it was read from.
    pub span: Range<usize>,
}

/// What an expression does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A column of the dataset, or a derived one.
    Column(String),
    /// Another indicator of the same team and period.
    Indicator(IndicatorId),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// Nothing.
    Null,
    /// The cut-off date.
    AsOf,
    /// The first day of the window.
    PeriodStart,
    /// The last day of the window, not after the cut-off.
    PeriodEnd,
    /// The opposite of a condition.
    Not(Box<Expr>),
    /// The opposite of a number.
    Negate(Box<Expr>),
    /// Arithmetic.
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    /// A comparison of two things of one type.
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// Both.
    And(Box<Expr>, Box<Expr>),
    /// Either.
    Or(Box<Expr>, Box<Expr>),
    /// Texts put together.
    Concat(Box<Expr>, Box<Expr>),
    /// Whether there is nothing.
    IsNull(Box<Expr>),
    /// Whether it is one of a list.
    In(Box<Expr>, Vec<Expr>),
    /// Whether a text fits a pattern with `%` and `_`.
    Like(Box<Expr>, String),
    /// The result of the first condition that holds.
    Case(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// A function of the language.
    Call(super::Function, Vec<Expr>),
    /// The entry of a lookup table under these keys.
    Lookup(Arc<Lookup>, Vec<Expr>),
    /// The same of an earlier period.
    Earlier(Earlier, Box<Expr>),
    /// The same of the office as a whole.
    Office(Box<Expr>),
    /// A reduction of many rows to one value.
    Aggregate(Box<Aggregate>),
}

/// A reduction of many rows to one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// How it reduces.
    pub kind: AggregateKind,
    /// What it reduces; `None` for `COUNT(*)`.
    pub arg: Option<Expr>,
    /// Which rows take part.
    pub filter: Option<Expr>,
    /// Where between the smallest (0) and the largest (1) value; only with percentiles.
    pub share: Option<Number>,
    /// The time axis, where it is not that of the indicator.
    pub axis: Option<String>,
}

/// How far back an expression looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// The period of the same length just before.
    Previous,
    /// The same period a year before.
    YearAgo,
}

impl Earlier {
    /// The name in formulas.
    pub fn name(self) -> &'static str {
        match self {
            Earlier::Previous => "PREVIOUS",
            Earlier::YearAgo => "YEAR_AGO",
        }
    }

    /// The period it means, seen from another.
    pub fn of(self, period: Period) -> Period {
        match self {
            Earlier::Previous => period.previous(),
            Earlier::YearAgo => period.year_ago(),
        }
    }
}

/// How an aggregate reduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AggregateKind {
    /// The number of rows, or of rows with a value.
    Count,
    /// The number of different values.
    CountDistinct,
    /// The sum.
    Sum,
    /// The mean.
    Avg,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The middle one, or the mean of the middle two.
    Median,
    /// The value below which a share of the rows lies, between two values in proportion.
    Percentile,
    /// The spread around the mean, for rows that stand for more (divided by one less).
    Stddev,
    /// The spread around the mean, for rows that are all there is.
    StddevPop,
    /// The value of the earliest day.
    First,
    /// The value of the latest day.
    Last,
}

impl AggregateKind {
    /// Every aggregate; counting different values goes by the name of counting.
    pub const ALL: [AggregateKind; 11] = [
        AggregateKind::Count,
        AggregateKind::Sum,
        AggregateKind::Avg,
        AggregateKind::Min,
        AggregateKind::Max,
        AggregateKind::Median,
        AggregateKind::Percentile,
        AggregateKind::Stddev,
        AggregateKind::StddevPop,
        AggregateKind::First,
        AggregateKind::Last,
    ];

    /// The name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            AggregateKind::Count | AggregateKind::CountDistinct => "COUNT",
            AggregateKind::Sum => "SUM",
            AggregateKind::Avg => "AVG",
            AggregateKind::Min => "MIN",
            AggregateKind::Max => "MAX",
            AggregateKind::Median => "MEDIAN",
            AggregateKind::Percentile => "PERCENTILE_CONT",
            AggregateKind::Stddev => "STDDEV",
            AggregateKind::StddevPop => "STDDEV_POP",
            AggregateKind::First => "FIRST",
            AggregateKind::Last => "LAST",
        }
    }

    /// The aggregate of this name, in any case.
    pub fn named(name: &str, distinct: bool) -> Option<Self> {
        if name.eq_ignore_ascii_case("COUNT") && distinct {
            return Some(AggregateKind::CountDistinct);
        }
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Whether parts can be merged without going back to the rows.
    pub fn is_distributive(self) -> bool {
        use AggregateKind::{CountDistinct, Median, Percentile, Stddev, StddevPop};
        !matches!(self, CountDistinct | Median | Percentile | Stddev | StddevPop)
    }
}

/// Arithmetic on numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl CompareOp {
    /// Whether an ordering satisfies the comparison.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            CompareOp::Equal => ordering.is_eq(),
            CompareOp::NotEqual => ordering.is_ne(),
            CompareOp::Less => ordering.is_lt(),
            CompareOp::LessOrEqual => ordering.is_le(),
            CompareOp::Greater => ordering.is_gt(),
            CompareOp::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

impl Expr {
    /// Stands where a formula could not be read, so that its name is known all the same.
    pub const NOTHING: Expr = Expr { node: Node::Null, ty: Type::Null, span: 0..0 };

    /// Calls `visit` on this expression and on everything inside it, aggregates included.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The expressions directly inside.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Not(a)
            | Node::Negate(a)
            | Node::IsNull(a)
            | Node::Like(a, _)
            | Node::Earlier(_, a)
            | Node::Office(a) => vec![a],
            Node::Arith(_, a, b)
            | Node::Compare(_, a, b)
            | Node::And(a, b)
            | Node::Or(a, b)
            | Node::Concat(a, b) => vec![a, b],
            Node::In(a, list) => std::iter::once(&**a).chain(list).collect(),
            Node::Case(arms, otherwise) => arms
                .iter()
                .flat_map(|(when, then)| [when, then])
                .chain(otherwise.as_deref())
                .collect(),
            Node::Call(_, args) | Node::Lookup(_, args) => args.iter().collect(),
            Node::Aggregate(aggregate) => {
                aggregate.arg.iter().chain(aggregate.filter.iter()).collect()
            }
            _ => vec![],
        }
    }

    /// The columns it reads.
    pub fn columns(&self) -> Vec<&str> {
        let mut found = vec![];
        self.walk(&mut |expr| {
            if let Node::Column(name) = &expr.node {
                found.push(name.as_str());
            }
        });
        found
    }

    /// The other indicators it reads.
    pub fn indicators(&self) -> Vec<&IndicatorId> {
        let mut found = vec![];
        self.walk(&mut |expr| {
            if let Node::Indicator(id) = &expr.node {
                found.push(id);
            }
        });
        found
    }

    /// What it takes over from elsewhere, outermost, in reading order: other indicators, and what
    /// number is read of another period or of the office.
    pub fn references(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Indicator(_) => vec![self],
            Node::Earlier(..) | Node::Office(_) if self.ty == Type::Number => vec![self],
            _ => self.children().into_iter().flat_map(Expr::references).collect(),
        }
    }

    /// The aggregates in it, in reading order.
    pub fn aggregates(&self) -> Vec<&Aggregate> {
        let mut found = vec![];
        self.walk(&mut |expr| {
            if let Node::Aggregate(aggregate) = &expr.node {
                found.push(&**aggregate);
            }
        });
        found
    }

    /// The time axes that its aggregates name for themselves.
    pub fn axes(&self) -> Vec<&str> {
        self.aggregates().into_iter().filter_map(|one| one.axis.as_deref()).collect()
    }

    /// Numerator and denominator, where the root is a ratio up to a constant factor.
    pub fn ratio(&self) -> Option<(&Expr, &Expr)> {
        match &self.node {
            Node::Arith(ArithOp::Divide, numerator, denominator) => {
                Some((numerator.without_factor(), denominator))
            }
            Node::Arith(ArithOp::Multiply, a, b) => match (&a.node, &b.node) {
                (Node::Number(_), _) => b.ratio(),
                (_, Node::Number(_)) => a.ratio(),
                _ => None,
            },
            _ => None,
        }
    }

    fn without_factor(&self) -> &Expr {
        match &self.node {
            Node::Arith(ArithOp::Multiply, a, b) => match (&a.node, &b.node) {
                (Node::Number(_), _) => b,
                (_, Node::Number(_)) => a,
                _ => self,
            },
            _ => self,
        }
    }
}
