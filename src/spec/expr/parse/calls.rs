//! Calls: functions, aggregates with their filters and axes, lookups, earlier periods.

use std::ops::Range;

use sqlparser::ast::{self as sql, Spanned};

use crate::diag::Diagnostic;
use crate::domain::{MOST_DECIMALS, Number};
use crate::spec::expr::{Aggregate, AggregateKind, Earlier, Expr, Function, Node, Type};
use crate::spec::slip;

use super::lower::Lower;
use super::{Level, bytes};

impl Lower<'_> {
    pub(super) fn function(
        &mut self,
        call: &sql::Function,
        span: &Range<usize>,
    ) -> Option<(Node, Type)> {
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
            "OFFICE" => return self.office(&args, span),
            _ => {}
        }
        let Some(function) = Function::named(&name) else {
            let aggregates = AggregateKind::ALL.into_iter().map(AggregateKind::name);
            let others = ["ON_DATE", "LOOKUP", "PREVIOUS", "YEAR_AGO", "OFFICE"];
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
        if function == Function::Round {
            self.known_decimals(&args[1]);
        }
        let shared = args.iter().map(|arg| arg.ty).find(|ty| *ty != Type::Null);
        let Some(ty) = function.gives().or(shared) else {
            return self.refuse("formula-unsupported", span.clone(), "NULL");
        };
        Some((Node::Call(function, args), ty))
    }

    /// Where the decimals of `ROUND` are written out, they must be some that there are.
    fn known_decimals(&mut self, digits: &Expr) {
        let fits = match &digits.node {
            Node::Number(number) => {
                number.to_i64().is_some_and(|n| (0..=i64::from(MOST_DECIMALS)).contains(&n))
            }
            Node::Negate(inner) => !matches!(inner.node, Node::Number(_)),
            _ => true,
        };
        if !fits {
            let origin = self.text.origin(digits.span.clone());
            let problem = Diagnostic::error("decimals-range", origin);
            self.diags.push(problem.arg("most", MOST_DECIMALS));
        }
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
        let is_again = matches!(aggregate, sql::Expr::Function(call)
            if call.name.to_string().eq_ignore_ascii_case("ON_DATE"));
        match inner.node {
            Node::Aggregate(aggregate) if !is_again => {
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
        let inner = self.elsewhere(how.name(), args, span)?;
        let ty = inner.ty;
        Some((Node::Earlier(how, Box::new(inner)), ty))
    }

    /// `OFFICE(x)`
    fn office(&mut self, args: &[Option<&sql::Expr>], span: &Range<usize>) -> Option<(Node, Type)> {
        let inner = self.elsewhere("OFFICE", args, span)?;
        let ty = inner.ty;
        Some((Node::Office(Box::new(inner)), ty))
    }

    /// The one argument of a call that reads figures of another period or unit.
    fn elsewhere(
        &mut self,
        name: &str,
        args: &[Option<&sql::Expr>],
        span: &Range<usize>,
    ) -> Option<Expr> {
        if self.level != Level::Indicators {
            return self.refuse("earlier-over-rows", span.clone(), name);
        }
        let [Some(inner)] = args else {
            return self.wrong_count(name, "1".to_owned(), args.len(), span);
        };
        self.expr(inner)
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
