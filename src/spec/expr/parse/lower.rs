//! The parser's tree turned into ours: names looked up, types checked, every mistake told at its
//! character.

use std::ops::Range;

use sqlparser::ast::{self as sql, Spanned};

use crate::diag::{Diagnostic, Diagnostics};
use crate::domain::{IndicatorId, Number};
use crate::spec::expr::{ArithOp, CompareOp, Expr, Function, Node, Type};
use crate::spec::syntax::Text;

use super::{Level, Scope, bytes};

pub(super) struct Lower<'a> {
    pub(super) text: &'a Text,
    pub(super) scope: &'a dyn Scope,
    pub(super) diags: &'a mut Diagnostics,
    pub(super) level: Level,
}

impl Lower<'_> {
    pub(super) fn expr(&mut self, tree: &sql::Expr) -> Option<Expr> {
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
            let code = if self.scope.is_step() { "known-step-column" } else { "known-column" };
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

    pub(super) fn literal(
        &mut self,
        value: &sql::Value,
        span: Range<usize>,
    ) -> Option<(Node, Type)> {
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

    pub(super) fn expect(&mut self, expr: &Expr, needed: Type) {
        if expr.ty != needed && expr.ty != Type::Null {
            let problem = Diagnostic::error("formula-type", self.text.origin(expr.span.clone()))
                .arg("found", type_word(expr.ty))
                .arg("expected", type_word(needed));
            self.diags.push(problem);
        }
    }

    pub(super) fn same_type(&mut self, a: &Expr, b: &Expr) {
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

    pub(super) fn refuse<T>(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        found: impl ToString,
    ) -> Option<T> {
        self.diags.push(Diagnostic::error(code, self.text.origin(span)).arg("found", found));
        None
    }
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
