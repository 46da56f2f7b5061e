//! From the text of a formula to a checked tree, with every mistake at its character.

use std::ops::Range;
use std::sync::Arc;

use sqlparser::ast::{self as sql, Spanned};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token};

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{IndicatorId, Number};

use super::{
    Aggregate, AggregateKind, ArithOp, CompareOp, Earlier, Expr, Function, Lookup, Node, Type,
    amount, reach,
};
use crate::spec::slip;
use crate::spec::syntax::Text;

/// Whether an expression speaks of one row or of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One row: columns may be named, aggregates not.
    Row,
    /// Many rows: columns stand inside aggregates only.
    Group,
    /// Other indicators: no columns, no aggregates.
    Indicators,
}

/// What a formula may name.
pub trait Scope {
    /// The column of this name.
    fn column(&self, name: &str) -> Option<ColumnInfo>;
    /// Every column, for suggestions.
    fn columns(&self) -> Vec<String>;
    /// Whether there is an indicator of this name.
    fn has_indicator(&self, name: &str) -> bool;
    /// Every indicator, for suggestions.
    fn indicators(&self) -> Vec<String>;
    /// What the formula is about, for messages: the dataset's name.
    fn subject(&self) -> String;
    /// The reference table of this name.
    fn lookup(&self, _name: &str) -> Option<Arc<Lookup>> {
        None
    }
    /// Every reference table, for suggestions.
    fn lookups(&self) -> Vec<String> {
        vec![]
    }
    /// Whether the rows hold fractions, so that they may be divided one by one.
    fn holds_fractions(&self) -> bool {
        false
    }
    /// The time axis of an aggregate that names none and needs one.
    fn axis(&self) -> Option<String> {
        None
    }
}

/// What is known of a column before any data is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Its type.
    pub ty: Type,
    /// Whether its numbers are amounts of money.
    pub is_money: bool,
    /// The values it can have, if they are listed.
    pub choices: Option<Vec<String>>,
}

/// Parses and checks a formula; every mistake goes to `diags`. [`Type::Null`] expects any type.
pub fn parse(
    text: &Text,
    level: Level,
    scope: &dyn Scope,
    expected: Type,
    diags: &mut Diagnostics,
) -> Option<Expr> {
    if let Some((at, symbol, plain)) = slip::of_formula(&text.value) {
        let place = text.origin(at..at + symbol.len_utf8());
        let problem = Diagnostic::error("formula-symbol", place);
        diags.push(problem.arg("found", symbol).arg("plain", plain));
        return None;
    }
    let tree = match read(&text.value) {
        Ok(tree) => tree,
        Err((at, found)) => {
            let code = match found.as_str() {
                "" => "formula-incomplete",
                _ if at.start == 0 && text.value.starts_with('=') => "formula-equals",
                _ if slip::is_decimal_comma(&text.value, at.start) => "formula-decimal-comma",
                _ => "formula-syntax",
            };
            diags.push(Diagnostic::error(code, text.origin(at)).arg("found", found));
            return None;
        }
    };
    let before = diags.count(crate::diag::Severity::Error);
    let mut lower = Lower { text, scope, diags, level };
    let expr = lower.expr(&tree)?;
    if expected != Type::Null {
        lower.expect(&expr, expected);
    }
    if diags.count(crate::diag::Severity::Error) == before {
        amount::check(&expr, text, scope, diags);
        reach::check(&expr, text, diags);
    }
    (diags.count(crate::diag::Severity::Error) == before).then_some(expr)
}

/// The parsed text, or where it stopped making sense and what stood there.
fn read(text: &str) -> Result<sql::Expr, (Range<usize>, String)> {
    let dialect = GenericDialect {};
    let whole = 0..text.len();
    let mut parser = Parser::new(&dialect)
        .try_with_sql(text)
        .map_err(|error| (located(&error, text).unwrap_or(whole.clone()), error.to_string()))?;
    let outcome = parser.parse_expr();
    let next = parser.peek_token();
    let at = bytes(&next.span, text);
    match outcome {
        Ok(_) if next.token != Token::EOF => Err((at, next.token.to_string())),
        Ok(tree) => Ok(tree),
        Err(_) if next.token == Token::EOF => Err((text.len()..text.len(), String::new())),
        Err(error) => {
            let at = located(&error, text).unwrap_or(at);
            let word: String = text[at.start..].split_whitespace().take(1).collect();
            Err((at, word))
        }
    }
}

/// The place that the parser names in its words, `… at Line: 1, Column: 19`.
fn located(error: &ParserError, text: &str) -> Option<Range<usize>> {
    let words = error.to_string();
    let (_, rest) = words.rsplit_once("Line: ")?;
    let (line, column) = rest.split_once(", Column: ")?;
    let digits: String = column.chars().take_while(char::is_ascii_digit).collect();
    let start = byte(Location::new(line.parse().ok()?, digits.parse().ok()?), text);
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Some(start..end)
}

fn bytes(span: &Span, text: &str) -> Range<usize> {
    let start = byte(span.start, text);
    start..byte(span.end, text).max(start)
}

fn byte(location: Location, text: &str) -> usize {
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number as u64 + 1 == location.line {
            let before = (location.column.max(1) - 1) as usize;
            let within = line.char_indices().nth(before).map_or(line.len(), |(at, _)| at);
            return offset + within;
        }
        offset += line.len();
    }
    text.len()
}

struct Lower<'a> {
    text: &'a Text,
    scope: &'a dyn Scope,
    diags: &'a mut Diagnostics,
    level: Level,
}

impl Lower<'_> {
    fn expr(&mut self, tree: &sql::Expr) -> Option<Expr> {
        let span = bytes(&tree.span(), &self.text.value);
        let (node, ty) = match tree {
            sql::Expr::Nested(inner) => return self.expr(inner),
            sql::Expr::Identifier(ident) => self.name(&ident.value, span.clone())?,
            sql::Expr::Value(value) => self.literal(&value.value, span.clone())?,
            sql::Expr::TypedString(typed) => self.date(typed, span.clone())?,
            sql::Expr::BinaryOp { left, op, right } => self.binary(left, op, right, &span)?,
            sql::Expr::UnaryOp { op, expr } => self.unary(*op, expr, &span)?,
            sql::Expr::IsNull(a) => (Node::IsNull(Box::new(self.expr(a)?)), Type::Bool),
            sql::Expr::IsNotNull(a) => {
                let is_null = Node::IsNull(Box::new(self.expr(a)?));
                let inner = Expr { node: is_null, ty: Type::Bool, span: span.clone() };
                (Node::Not(Box::new(inner)), Type::Bool)
            }
            sql::Expr::InList { expr, list, negated } => {
                let found = self.in_list(expr, list)?;
                self.maybe_not(found, *negated, &span)
            }
            sql::Expr::Between { expr, negated, low, high } => {
                let found = self.between(expr, low, high, &span)?;
                self.maybe_not(found, *negated, &span)
            }
            sql::Expr::Like { negated, any: false, expr, pattern, escape_char: None } => {
                let found = self.like(expr, pattern)?;
                self.maybe_not(found, *negated, &span)
            }
            sql::Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), &span)?
            }
            sql::Expr::Function(function) => self.function(function, &span)?,
            _ => return self.refuse("formula-unsupported", span, tree),
        };
        if self.level != Level::Row && (ty == Type::Text || matches!(node, Node::Like(..))) {
            return self.refuse("text-over-rows", span, tree);
        }
        Some(Expr { node, ty, span })
    }

    fn name(&mut self, name: &str, span: Range<usize>) -> Option<(Node, Type)> {
        match name.to_ascii_uppercase().as_str() {
            "AS_OF" => return Some((Node::AsOf, Type::Date)),
            "PERIOD_START" => return Some((Node::PeriodStart, Type::Date)),
            "PERIOD_END" => return Some((Node::PeriodEnd, Type::Date)),
            _ => {}
        }
        if self.level == Level::Indicators {
            if self.scope.has_indicator(name) {
                return Some((Node::Indicator(IndicatorId::new(name)), Type::Number));
            }
            let known = self.scope.indicators();
            let problem = Diagnostic::error("known-indicator", self.text.origin(span))
                .arg("indicator", name)
                .near(name, known.iter().map(String::as_str));
            self.diags.push(problem);
            return None;
        }
        let Some(info) = self.scope.column(name) else {
            let known = self.scope.columns();
            let code =
                if self.scope.holds_fractions() { "known-step-column" } else { "known-column" };
            let problem = Diagnostic::error(code, self.text.origin(span))
                .arg("dataset", self.scope.subject())
                .arg("column", name)
                .near(name, known.iter().map(String::as_str));
            self.diags.push(problem);
            return None;
        };
        if self.level == Level::Group {
            let problem = Diagnostic::error("column-outside-aggregate", self.text.origin(span));
            self.diags.push(problem.arg("column", name));
            return None;
        }
        Some((Node::Column(name.to_owned()), info.ty))
    }

    fn literal(&mut self, value: &sql::Value, span: Range<usize>) -> Option<(Node, Type)> {
        match value {
            sql::Value::Number(digits, _) => match Number::parse(digits) {
                Some(number) => Some((Node::Number(number), Type::Number)),
                None => self.refuse("formula-unsupported", span, digits),
            },
            sql::Value::SingleQuotedString(text) => Some((Node::Text(text.clone()), Type::Text)),
            sql::Value::Boolean(truth) => Some((Node::Bool(*truth), Type::Bool)),
            sql::Value::Null => Some((Node::Null, Type::Null)),
            other => self.refuse("formula-unsupported", span, other),
        }
    }

    fn date(&mut self, typed: &sql::TypedString, span: Range<usize>) -> Option<(Node, Type)> {
        let text = match (&typed.data_type, &typed.value.value) {
            (sql::DataType::Date, sql::Value::SingleQuotedString(text)) => text,
            _ => return self.refuse("formula-unsupported", span, typed),
        };
        match text.parse() {
            Ok(date) => Some((Node::Date(date), Type::Date)),
            Err(_) => self.refuse("date-literal", span, text),
        }
    }

    fn unary(
        &mut self,
        op: sql::UnaryOperator,
        inner: &sql::Expr,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        let inner = self.expr(inner)?;
        match op {
            sql::UnaryOperator::Not => {
                self.expect(&inner, Type::Bool);
                Some((Node::Not(Box::new(inner)), Type::Bool))
            }
            sql::UnaryOperator::Minus => {
                self.expect(&inner, Type::Number);
                Some((Node::Negate(Box::new(inner)), Type::Number))
            }
            sql::UnaryOperator::Plus => Some((inner.node, inner.ty)),
            other => self.refuse("formula-unsupported", span.clone(), other),
        }
    }

    fn binary(
        &mut self,
        left: &sql::Expr,
        op: &sql::BinaryOperator,
        right: &sql::Expr,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        use sql::BinaryOperator as Op;
        let (a, b) = (self.expr(left), self.expr(right));
        let (a, b) = (a?, b?);
        let compare = |op| Some(op);
        let comparison = match op {
            Op::Eq => compare(CompareOp::Equal),
            Op::NotEq => compare(CompareOp::NotEqual),
            Op::Lt => compare(CompareOp::Less),
            Op::LtEq => compare(CompareOp::LessOrEqual),
            Op::Gt => compare(CompareOp::Greater),
            Op::GtEq => compare(CompareOp::GreaterOrEqual),
            _ => None,
        };
        if let Some(op) = comparison {
            self.same_type(&a, &b);
            self.known_choice(&a, &b);
            self.known_choice(&b, &a);
            return Some((Node::Compare(op, Box::new(a), Box::new(b)), Type::Bool));
        }
        if let Some(found) = self.days(op, &a, &b) {
            return Some(found);
        }
        let (needed, given) = match op {
            Op::And | Op::Or => (Type::Bool, Type::Bool),
            Op::StringConcat => (Type::Text, Type::Text),
            Op::Plus | Op::Minus | Op::Multiply | Op::Divide => (Type::Number, Type::Number),
            other => return self.refuse("formula-unsupported", span.clone(), other),
        };
        self.expect(&a, needed);
        self.expect(&b, needed);
        let (a, b) = (Box::new(a), Box::new(b));
        let node = match op {
            Op::And => Node::And(a, b),
            Op::Or => Node::Or(a, b),
            Op::StringConcat => Node::Concat(a, b),
            Op::Plus => Node::Arith(ArithOp::Add, a, b),
            Op::Minus => Node::Arith(ArithOp::Subtract, a, b),
            Op::Multiply => Node::Arith(ArithOp::Multiply, a, b),
            _ if self.level == Level::Row && !self.scope.holds_fractions() => {
                return self.refuse("division-per-row", span.clone(), "/");
            }
            _ => Node::Arith(ArithOp::Divide, a, b),
        };
        Some((node, given))
    }

    /// Days between two dates, and a date so many days later or earlier.
    fn days(&mut self, op: &sql::BinaryOperator, a: &Expr, b: &Expr) -> Option<(Node, Type)> {
        let (a, b) = (a.clone(), b.clone());
        match (op, a.ty, b.ty) {
            (sql::BinaryOperator::Minus, Type::Date, Type::Date) => {
                Some((Node::Call(Function::Days, vec![b, a]), Type::Number))
            }
            (sql::BinaryOperator::Plus, Type::Date, Type::Number) => {
                Some((Node::Call(Function::AddDays, vec![a, b]), Type::Date))
            }
            (sql::BinaryOperator::Minus, Type::Date, Type::Number) => {
                let span = b.span.clone();
                let back = Expr { node: Node::Negate(Box::new(b)), ty: Type::Number, span };
                Some((Node::Call(Function::AddDays, vec![a, back]), Type::Date))
            }
            _ => None,
        }
    }

    fn in_list(&mut self, expr: &sql::Expr, list: &[sql::Expr]) -> Option<Node> {
        let expr = self.expr(expr)?;
        let list: Option<Vec<Expr>> = list.iter().map(|item| self.expr(item)).collect();
        let list = list?;
        for item in &list {
            self.same_type(&expr, item);
            self.known_choice(&expr, item);
        }
        Some(Node::In(Box::new(expr), list))
    }

    fn between(
        &mut self,
        expr: &sql::Expr,
        low: &sql::Expr,
        high: &sql::Expr,
        span: &Range<usize>,
    ) -> Option<Node> {
        let (expr, low, high) = (self.expr(expr)?, self.expr(low)?, self.expr(high)?);
        self.same_type(&expr, &low);
        self.same_type(&expr, &high);
        let side = |op, bound| Expr {
            node: Node::Compare(op, Box::new(expr.clone()), Box::new(bound)),
            ty: Type::Bool,
            span: span.clone(),
        };
        let (from, to) = (side(CompareOp::GreaterOrEqual, low), side(CompareOp::LessOrEqual, high));
        Some(Node::And(Box::new(from), Box::new(to)))
    }

    fn like(&mut self, expr: &sql::Expr, pattern: &sql::Expr) -> Option<Node> {
        let (expr, pattern) = (self.expr(expr)?, self.expr(pattern)?);
        self.expect(&expr, Type::Text);
        match pattern.node {
            Node::Text(pattern) => Some(Node::Like(Box::new(expr), pattern)),
            _ => self.refuse("like-pattern", pattern.span, "LIKE"),
        }
    }

    fn maybe_not(&self, node: Node, negated: bool, span: &Range<usize>) -> (Node, Type) {
        if !negated {
            return (node, Type::Bool);
        }
        let inner = Expr { node, ty: Type::Bool, span: span.clone() };
        (Node::Not(Box::new(inner)), Type::Bool)
    }

    fn case(
        &mut self,
        operand: Option<&sql::Expr>,
        conditions: &[sql::CaseWhen],
        otherwise: Option<&sql::Expr>,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        let operand = match operand {
            Some(tree) => Some(self.expr(tree)?),
            None => None,
        };
        let mut arms = Vec::with_capacity(conditions.len());
        for arm in conditions {
            let (when, then) = (self.expr(&arm.condition)?, self.expr(&arm.result)?);
            let when = match &operand {
                Some(operand) => {
                    self.same_type(operand, &when);
                    self.known_choice(operand, &when);
                    let span = when.span.clone();
                    let (a, b) = (Box::new(operand.clone()), Box::new(when));
                    Expr { node: Node::Compare(CompareOp::Equal, a, b), ty: Type::Bool, span }
                }
                None => {
                    self.expect(&when, Type::Bool);
                    when
                }
            };
            arms.push((when, then));
        }
        let otherwise = match otherwise {
            Some(tree) => Some(self.expr(tree)?),
            None => None,
        };
        let results: Vec<&Expr> = arms.iter().map(|(_, then)| then).chain(&otherwise).collect();
        let typed = results.iter().find(|expr| expr.ty != Type::Null).copied().cloned();
        let Some(first) = typed else {
            return self.refuse("formula-unsupported", span.clone(), "CASE … NULL");
        };
        for result in results.into_iter().cloned().collect::<Vec<_>>() {
            self.same_type(&first, &result);
        }
        Some((Node::Case(arms, otherwise.map(Box::new)), first.ty))
    }

    fn function(&mut self, call: &sql::Function, span: &Range<usize>) -> Option<(Node, Type)> {
        let name = call.name.to_string();
        if call.over.is_some() {
            return self.refuse("formula-unsupported", span.clone(), "OVER");
        }
        let is_percentile = name.eq_ignore_ascii_case(AggregateKind::Percentile.name());
        if !call.within_group.is_empty() && !is_percentile {
            return self.refuse("formula-unsupported", span.clone(), "WITHIN GROUP");
        }
        let (args, distinct) = arguments(call);
        let Some(args) = args else {
            return self.refuse("formula-unsupported", span.clone(), &name);
        };
        if distinct && !name.eq_ignore_ascii_case("COUNT") {
            let found = format!("{name}(DISTINCT …)");
            return self.refuse("formula-unsupported", span.clone(), found);
        }
        if is_percentile {
            return self.percentile(&args, call, span);
        }
        if let Some(kind) = AggregateKind::named(&name, distinct) {
            return self.aggregate(kind, &args, call.filter.as_deref(), span);
        }
        match name.to_ascii_uppercase().as_str() {
            "ON_DATE" => return self.on_date(&args, span),
            "LOOKUP" => return self.lookup(&args, span),
            "PREVIOUS" => return self.earlier(Earlier::Previous, &args, span),
            "YEAR_AGO" => return self.earlier(Earlier::YearAgo, &args, span),
            _ => {}
        }
        let Some(function) = Function::named(&name) else {
            let aggregates = AggregateKind::ALL.into_iter().map(AggregateKind::name);
            let others = ["ON_DATE", "LOOKUP", "PREVIOUS", "YEAR_AGO"];
            let known = Function::ALL.iter().map(|function| function.name());
            let known = known.chain(aggregates).chain(others);
            let mut problem = Diagnostic::error("known-function", self.text.origin(span.clone()))
                .arg("function", &name)
                .near(&name, known);
            problem.near = slip::function(&name).map(str::to_owned).or(problem.near);
            self.diags.push(problem);
            return None;
        };
        let args: Option<Vec<Expr>> =
            args.into_iter().map(|arg| arg.and_then(|tree| self.expr(tree))).collect();
        self.call(function, args?, span)
    }

    fn call(
        &mut self,
        function: Function,
        args: Vec<Expr>,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        let takes = function.takes().map(<[Type]>::len);
        let least = takes.map(|most| most - function.optional());
        let fits = takes
            .zip(least)
            .map_or(args.len() >= 2, |(most, least)| (least..=most).contains(&args.len()));
        if !fits {
            let needed = match takes.zip(least) {
                None => "2+".to_owned(),
                Some((most, least)) if most == least => most.to_string(),
                Some((most, least)) => format!("{least}–{most}"),
            };
            return self.wrong_count(function.name(), needed, args.len(), span);
        }
        match function.takes() {
            Some(takes) => {
                for (arg, ty) in args.iter().zip(takes) {
                    self.expect(arg, *ty);
                }
            }
            None => {
                for arg in &args[1..] {
                    self.same_type(&args[0], arg);
                }
            }
        }
        let shared = args.iter().map(|arg| arg.ty).find(|ty| *ty != Type::Null);
        let Some(ty) = function.gives().or(shared) else {
            return self.refuse("formula-unsupported", span.clone(), "NULL");
        };
        Some((Node::Call(function, args), ty))
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        args: &[Option<&sql::Expr>],
        filter: Option<&sql::Expr>,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        if self.level != Level::Group {
            return self.refuse("aggregate-per-row", span.clone(), kind.name());
        }
        let [arg] = args else {
            return self.wrong_count(kind.name(), "1".to_owned(), args.len(), span);
        };
        let (arg, filter) = self.of_one_row(*arg, filter)?;
        if let Some(filter) = &filter {
            self.expect(filter, Type::Bool);
        }
        let ty = match (&arg, kind) {
            (None, AggregateKind::Count) => Type::Number,
            (None, _) => return self.refuse("aggregate-star", span.clone(), kind.name()),
            (Some(_), AggregateKind::Count | AggregateKind::CountDistinct) => Type::Number,
            (Some(arg), kind) if arg.ty == Type::Date && gives_dates(kind) => Type::Date,
            (Some(arg), _) => {
                self.expect(arg, Type::Number);
                Type::Number
            }
        };
        let needs_axis = matches!(kind, AggregateKind::First | AggregateKind::Last);
        let axis = self.scope.axis().filter(|_| needs_axis && self.scope.holds_fractions());
        if needs_axis && axis.is_none() && self.scope.holds_fractions() {
            return self.refuse("needs-axis", span.clone(), kind.name());
        }
        let aggregate = Aggregate { kind, arg, filter, share: None, axis };
        Some((Node::Aggregate(Box::new(aggregate)), ty))
    }

    /// The argument and the filter of an aggregate, which speak of one row.
    #[expect(clippy::type_complexity, reason = "two optional parts, either of which may be wrong")]
    fn of_one_row(
        &mut self,
        arg: Option<&sql::Expr>,
        filter: Option<&sql::Expr>,
    ) -> Option<(Option<Expr>, Option<Expr>)> {
        self.level = Level::Row;
        let arg = arg.map(|tree| self.expr(tree));
        let filter = filter.map(|tree| self.expr(tree));
        self.level = Level::Group;
        Some((flatten(arg)?, flatten(filter)?))
    }

    /// `PERCENTILE_CONT(share) WITHIN GROUP (ORDER BY x)`
    fn percentile(
        &mut self,
        args: &[Option<&sql::Expr>],
        call: &sql::Function,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        let kind = AggregateKind::Percentile;
        if self.level != Level::Group {
            return self.refuse("aggregate-per-row", span.clone(), kind.name());
        }
        let ([Some(share)], [by]) = (args, call.within_group.as_slice()) else {
            return self.refuse("percentile-form", span.clone(), kind.name());
        };
        let share = self.expr(share)?;
        let fraction = match &share.node {
            Node::Number(number) if *number >= Number::zero() && *number <= Number::one() => {
                number.clone()
            }
            _ => return self.refuse("percentile-form", share.span, kind.name()),
        };
        if by.options.asc == Some(false) {
            return self.refuse("percentile-form", span.clone(), "DESC");
        }
        let (arg, filter) = self.of_one_row(Some(&by.expr), call.filter.as_deref())?;
        for (expr, needed) in [(&arg, Type::Number), (&filter, Type::Bool)] {
            if let Some(expr) = expr {
                self.expect(expr, needed);
            }
        }
        let aggregate = Aggregate { kind, arg, filter, share: Some(fraction), axis: None };
        Some((Node::Aggregate(Box::new(aggregate)), Type::Number))
    }

    /// `ON_DATE(column, aggregate)`: the aggregate over the rows whose day on that axis lies in
    /// the window.
    fn on_date(
        &mut self,
        args: &[Option<&sql::Expr>],
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        if self.level != Level::Group {
            return self.refuse("aggregate-per-row", span.clone(), "ON_DATE");
        }
        let [Some(axis), Some(aggregate)] = args else {
            return self.wrong_count("ON_DATE", "2".to_owned(), args.len(), span);
        };
        self.level = Level::Row;
        let axis = self.expr(axis);
        self.level = Level::Group;
        let axis = axis?;
        self.expect(&axis, Type::Date);
        let Node::Column(name) = axis.node else {
            return self.refuse("on-date-form", axis.span, "ON_DATE");
        };
        let inner = self.expr(aggregate)?;
        match inner.node {
            Node::Aggregate(aggregate) => {
                let aggregate = Aggregate { axis: Some(name), ..*aggregate };
                Some((Node::Aggregate(Box::new(aggregate)), inner.ty))
            }
            _ => self.refuse("on-date-form", inner.span, "ON_DATE"),
        }
    }

    /// `LOOKUP(table, key, …)`
    fn lookup(&mut self, args: &[Option<&sql::Expr>], span: &Range<usize>) -> Option<(Node, Type)> {
        let Some((Some(sql::Expr::Identifier(name)), keys)) = args.split_first() else {
            return self.wrong_count("LOOKUP", "2+".to_owned(), args.len(), span);
        };
        let Some(table) = self.scope.lookup(&name.value) else {
            let known = self.scope.lookups();
            let place = self.text.origin(bytes(&name.span, &self.text.value));
            let problem = Diagnostic::error("known-lookup", place)
                .arg("lookup", &name.value)
                .near(&name.value, known.iter().map(String::as_str));
            self.diags.push(problem);
            return None;
        };
        if keys.len() != table.by.len() {
            let needed = (table.by.len() + 1).to_string();
            return self.wrong_count("LOOKUP", needed, args.len(), span);
        }
        let mut read = vec![];
        for (key, (_, ty)) in keys.iter().zip(&table.by) {
            let key = self.key((*key)?)?;
            self.expect(&key, *ty);
            read.push(key);
        }
        Some((Node::Lookup(table, read), Type::Number))
    }

    /// A key to look up: here a text that is written down has its place over many rows, too.
    fn key(&mut self, tree: &sql::Expr) -> Option<Expr> {
        match tree {
            sql::Expr::Value(value) => {
                let span = bytes(&tree.span(), &self.text.value);
                let (node, ty) = self.literal(&value.value, span.clone())?;
                Some(Expr { node, ty, span })
            }
            _ => self.expr(tree),
        }
    }

    /// `PREVIOUS(x)`, `YEAR_AGO(x)`
    fn earlier(
        &mut self,
        how: Earlier,
        args: &[Option<&sql::Expr>],
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
        if self.level != Level::Indicators {
            return self.refuse("earlier-over-rows", span.clone(), how.name());
        }
        let [Some(inner)] = args else {
            return self.wrong_count(how.name(), "1".to_owned(), args.len(), span);
        };
        let inner = self.expr(inner)?;
        let ty = inner.ty;
        Some((Node::Earlier(how, Box::new(inner)), ty))
    }

    fn wrong_count<T>(
        &mut self,
        function: &str,
        needed: String,
        found: usize,
        span: &Range<usize>,
    ) -> Option<T> {
        let problem = Diagnostic::error("argument-count", self.text.origin(span.clone()))
            .arg("function", function)
            .arg("needed", needed)
            .arg("found", found);
        self.diags.push(problem);
        None
    }

    fn expect(&mut self, expr: &Expr, needed: Type) {
        if expr.ty != needed && expr.ty != Type::Null {
            let problem = Diagnostic::error("formula-type", self.text.origin(expr.span.clone()))
                .arg("found", type_word(expr.ty))
                .arg("expected", type_word(needed));
            self.diags.push(problem);
        }
    }

    fn same_type(&mut self, a: &Expr, b: &Expr) {
        if a.ty != Type::Null {
            self.expect(b, a.ty);
        }
    }

    /// A `choice` compared with a value outside its list never holds: surely a mistake.
    fn known_choice(&mut self, column: &Expr, value: &Expr) {
        let (Node::Column(name), Node::Text(text)) = (&column.node, &value.node) else { return };
        let Some(choices) = self.scope.column(name).and_then(|info| info.choices) else { return };
        if !choices.contains(text) {
            let problem = Diagnostic::error("known-choice", self.text.origin(value.span.clone()))
                .arg("column", name)
                .arg("value", text)
                .arg("choices", choices.join(", "))
                .near(text, choices.iter().map(String::as_str));
            self.diags.push(problem);
        }
    }

    fn refuse<T>(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        found: impl ToString,
    ) -> Option<T> {
        self.diags.push(Diagnostic::error(code, self.text.origin(span)).arg("found", found));
        None
    }
}

/// Turns "an argument that is wrong" and "no argument" apart: `None` only for the former.
fn flatten(outcome: Option<Option<Expr>>) -> Option<Option<Expr>> {
    match outcome {
        None => Some(None),
        Some(found) => found.map(Some),
    }
}

/// The arguments of a call (`None` for `*`), and whether it says `DISTINCT`.
fn arguments(call: &sql::Function) -> (Option<Vec<Option<&sql::Expr>>>, bool) {
    let sql::FunctionArguments::List(list) = &call.args else { return (None, false) };
    let distinct = matches!(list.duplicate_treatment, Some(sql::DuplicateTreatment::Distinct));
    let plain = list.args.iter().map(|arg| match arg {
        sql::FunctionArg::Unnamed(sql::FunctionArgExpr::Expr(expr)) => Some(Some(expr)),
        sql::FunctionArg::Unnamed(sql::FunctionArgExpr::Wildcard) => Some(None),
        _ => None,
    });
    (plain.collect(), distinct)
}

/// Whether an aggregate of days is a day.
fn gives_dates(kind: AggregateKind) -> bool {
    use AggregateKind::{First, Last, Max, Min};
    matches!(kind, Min | Max | First | Last)
}

fn type_word(ty: Type) -> &'static str {
    match ty {
        Type::Number => "number",
        Type::Text => "text",
        Type::Date => "date",
        Type::Bool => "condition",
        Type::Null => "null",
    }
}
