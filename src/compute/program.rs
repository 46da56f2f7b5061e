//! The expressions of a pass made ready for whole columns: every different one once, however many
//! indicators ask for it, each knowing how its values are held and what beside the row they hang on.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Calendar, Date, Decimal};
use crate::load::table::{Packed, Table};
use crate::spec::Dataset;
use crate::spec::dataset::ColumnFrom;
use crate::spec::expr::{
    ArithOp, CompareOp, Expr, Function, Moment, Node, Row, Scalar, Type, eval,
};

use super::vector::{Dictionary, Form, Vector};
use super::workdays::Workdays;

/// The place of an expression in its program.
pub(super) type Id = usize;

/// What a value hangs on beside its row: bits of a set.
pub(super) type Reads = u64;
/// The cut-off.
pub(super) const AS_OF: Reads = 1;
/// The first day of the window.
pub(super) const START: Reads = 2;
/// The last day of the window.
pub(super) const END: Reads = 4;
/// The first of the columns of events, whose days hang on the cut-off as far as they are later.
pub(super) const FIRST_EVENT: u32 = 3;

/// An expression.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// What it does.
    pub(super) op: Op<'a>,
    /// How its values are held.
    pub(super) form: Form<'a>,
    /// What it hangs on.
    pub(super) reads: Reads,
}

/// What an expression does with the values of others.
#[derive(Debug)]
pub(super) enum Op<'a> {
    /// A column of the table.
    Column(Packed<'a>),
    /// A column of days without those that have not happened at the cut-off.
    Event(Id),
    /// The same in every row.
    Constant(Scalar),
    /// A day outside the rows: [`AS_OF`], [`START`] or [`END`].
    Moment(Reads),
    /// What a function of one column of words makes of every word, and of none at the end.
    ByWord(Id, Vector),
    /// Numbers at a larger scale.
    Rescaled(Id),
    Not(Id),
    Negate(Id),
    Arith(ArithOp, Id, Id),
    Compare(CompareOp, Id, Id),
    And(Id, Id),
    Or(Id, Id),
    IsNull(Id),
    Case(Vec<(Id, Id)>, Id),
    Abs(Id),
    Round(Id, u32),
    Extreme(Vec<Id>, Ordering),
    Coalesce(Vec<Id>),
    NullIf(Id, Id),
    Workdays(Id, Id),
    AddWorkdays(Id, Id),
    Days(Id, Id),
    /// The year, quarter or month of a day.
    Part(Function, Id),
    /// Anything else, row by row over these columns; in a derived column the window is unknown.
    RowWise {
        expr: &'a Expr,
        columns: Vec<(&'a str, Id)>,
        derived: bool,
    },
}

/// A call that counts working days, and what it is given: with all of it there and no result, the
/// calendar does not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) call: Id,
    pub(super) args: Vec<Id>,
}

/// The expressions of a pass.
pub(super) struct Program<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) table: &'a Table,
    pub(super) calendar: &'a Calendar,
    pub(super) workdays: Workdays,
    pub(super) entries: Vec<Entry<'a>>,
    /// The columns of events as the table holds them.
    pub(super) events: Vec<Id>,
    pub(super) checks: Vec<Check>,
    known: BTreeMap<String, Id>,
}

impl<'a> Program<'a> {
    /// An empty program over a table.
    pub(super) fn new(dataset: &'a Dataset, table: &'a Table, calendar: &'a Calendar) -> Self {
        Self {
            dataset,
            table,
            calendar,
            workdays: Workdays::new(calendar),
            entries: vec![],
            events: vec![],
            checks: vec![],
            known: BTreeMap::new(),
        }
    }

    /// The place of an expression, new or known.
    pub(super) fn add(&mut self, expr: &'a Expr) -> Id {
        self.lower(expr, false)
    }

    /// The place of a column.
    pub(super) fn column(&mut self, name: &'a str) -> Id {
        if self.dataset.column(name).is_none()
            && let Some(derived) = self.dataset.derived.iter().find(|one| one.name == name)
        {
            return self.lower(&derived.expr, true);
        }
        let packed = self.table.packed(name);
        let ty = self.dataset.info(name).map_or(Type::Null, |info| info.ty);
        let form = match packed {
            Packed::Narrow(_, scale) | Packed::Wide(_, scale) => Form::Number(scale),
            Packed::Date(_) => Form::Day,
            Packed::Text(_, words) => Form::Word(Dictionary::Column(words)),
            Packed::Other(_) => Form::Any,
            Packed::Nothing => form_of(ty),
        };
        let raw = self.enter(format!("column {name}"), Op::Column(packed), form.clone(), 0);
        if !self.dataset.column(name).is_some_and(|column| column.event) {
            return raw;
        }
        let at = self.event(raw);
        // More events than a set has bits hang on the cut-off as a whole.
        let number = FIRST_EVENT + at;
        let reads = 1u64.checked_shl(number).unwrap_or(AS_OF);
        self.enter(format!("event {name}"), Op::Event(raw), form, reads)
    }

    /// The dataset's own date, which says from when on a row exists: where it stands, and its number
    /// among the events if no cut-off changes it. A date that is an event itself says nothing.
    pub(super) fn own(&mut self) -> Option<(Id, Option<u32>)> {
        let id = self.column(self.dataset.date.as_deref()?);
        match self.entries[id].op {
            Op::Event(..) => None,
            _ if self.entries[id].reads != 0 => Some((id, None)),
            _ => Some((id, Some(self.event(id)))),
        }
    }

    fn event(&mut self, raw: Id) -> u32 {
        let at = self.events.iter().position(|known| *known == raw).unwrap_or_else(|| {
            self.events.push(raw);
            self.events.len() - 1
        });
        at as u32
    }

    /// The checks of a formula that makes a column.
    pub(super) fn checks_of_column(&mut self, expr: &'a Expr) -> Vec<usize> {
        let mut found = vec![];
        self.find_checks(expr, true, &mut found);
        found
    }

    /// The checks of every call in an expression that counts working days, through whatever column.
    pub(super) fn checks(&mut self, expr: &'a Expr) -> Vec<usize> {
        let mut found = vec![];
        self.find_checks(expr, false, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn find_checks(&mut self, expr: &'a Expr, derived: bool, found: &mut Vec<usize>) {
        match &expr.node {
            Node::Call(Function::Workdays | Function::AddWorkdays, args) => {
                let args = args.iter().map(|arg| self.lower(arg, derived)).collect();
                let check = Check { call: self.lower(expr, derived), args };
                let at = self.checks.iter().position(|known| *known == check);
                found.push(at.unwrap_or(self.checks.len()));
                if at.is_none() {
                    self.checks.push(check);
                }
            }
            Node::Column(name) => {
                if let Some(inner) = made_from(self.dataset, name) {
                    self.find_checks(inner, true, found);
                }
            }
            _ => {}
        }
        for child in expr.children() {
            self.find_checks(child, derived, found);
        }
    }

    fn enter(&mut self, key: String, op: Op<'a>, form: Form<'a>, reads: Reads) -> Id {
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        self.entries.push(Entry { op, form, reads });
        self.known.insert(key, self.entries.len() - 1);
        self.entries.len() - 1
    }

    fn lower(&mut self, expr: &'a Expr, derived: bool) -> Id {
        if let Node::Column(name) = &expr.node {
            return self.column(name);
        }
        let scope = if derived && names_window(expr) { "derived " } else { "" };
        let key = format!("{scope}{expr}");
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let by_columns = self.by_word(expr).or_else(|| self.by_columns(expr, derived));
        let (op, form) = by_columns.unwrap_or_else(|| {
            let mut names = expr.columns();
            names.sort_unstable();
            names.dedup();
            let columns = names.into_iter().map(|name| (name, self.column(name))).collect();
            (Op::RowWise { expr, columns, derived }, form_of(expr.ty))
        });
        let reads = self.reads(&op);
        self.enter(key, op, form, reads)
    }

    fn reads(&self, op: &Op<'a>) -> Reads {
        let of = |id: &Id| self.entries[*id].reads;
        match op {
            Op::Moment(which) => *which,
            Op::RowWise { expr, columns, derived } => {
                let mut reads = columns.iter().fold(0, |reads, (_, id)| reads | of(id));
                expr.walk(&mut |inner| {
                    reads |= match inner.node {
                        Node::AsOf => AS_OF,
                        Node::PeriodStart if !derived => START,
                        Node::PeriodEnd if !derived => END,
                        Node::PeriodEnd => AS_OF,
                        _ => 0,
                    };
                });
                reads
            }
            op => inputs(op).iter().fold(0, |reads, id| reads | of(id)),
        }
    }

    /// What a function of one column of words makes of each of them: asked once per word.
    fn by_word(&mut self, expr: &'a Expr) -> Option<(Op<'a>, Form<'a>)> {
        let mut names = expr.columns();
        names.sort_unstable();
        names.dedup();
        let [name] = names[..] else { return None };
        let mut timeless = expr.ty != Type::Null && !matches!(expr.node, Node::IsNull(_));
        expr.walk(&mut |inner| {
            timeless &= !matches!(inner.node, Node::AsOf | Node::PeriodStart | Node::PeriodEnd);
        });
        let own = self.dataset.column(name).filter(|column| !column.event && timeless);
        let (Some(_), Packed::Text(_, words)) = (own, self.table.packed(name)) else { return None };
        let moment =
            Moment { calendar: self.calendar, as_of: Date::MAX, start: Date::MIN, end: Date::MAX };
        let all = (0..words.len() as u32).map(|code| Scalar::Text(words.hand_out(code)));
        let values = all.chain([Scalar::Null]).map(|word| eval(expr, &OneWord(word), &moment));
        let values = values.collect::<Result<Vec<Scalar>, _>>().ok()?;
        let column = self.column(name);
        let (vector, form) = match expr.ty {
            Type::Text => coded(&values),
            Type::Number => {
                let scales = values.iter().filter_map(Scalar::number).map(|number| number.scale);
                let form = Form::Number(scales.max().unwrap_or_default());
                (Vector::packed(values, &form)?, form)
            }
            ty => {
                let form = form_of(ty);
                (Vector::packed(values, &form)?, form)
            }
        };
        Some((Op::ByWord(column, vector), form))
    }

    /// The operators that are loops over columns; `None` for all others.
    fn by_columns(&mut self, expr: &'a Expr, derived: bool) -> Option<(Op<'a>, Form<'a>)> {
        let constant = |scalar: Scalar, form: Form<'a>| Some((Op::Constant(scalar), form));
        match &expr.node {
            Node::Number(number) => {
                let number = Decimal::from_number(number)?;
                constant(Scalar::Number(number), Form::Number(number.scale))
            }
            Node::Date(day) => constant(Scalar::Date(*day), Form::Day),
            Node::Bool(truth) => constant(Scalar::Bool(*truth), Form::Truth),
            Node::AsOf => Some((Op::Moment(AS_OF), Form::Day)),
            // A derived column is worked out for a cut-off, whatever the window.
            Node::PeriodStart if derived => constant(Scalar::Date(Date::MIN), Form::Day),
            Node::PeriodStart => Some((Op::Moment(START), Form::Day)),
            Node::PeriodEnd if derived => Some((Op::Moment(AS_OF), Form::Day)),
            Node::PeriodEnd => Some((Op::Moment(END), Form::Day)),
            Node::Not(a) => Some((Op::Not(self.truth(a, derived)?), Form::Truth)),
            Node::And(a, b) => {
                let (a, b) = (self.truth(a, derived)?, self.truth(b, derived)?);
                Some((Op::And(a, b), Form::Truth))
            }
            Node::Or(a, b) => {
                let (a, b) = (self.truth(a, derived)?, self.truth(b, derived)?);
                Some((Op::Or(a, b), Form::Truth))
            }
            Node::IsNull(a) if a.ty != Type::Null => {
                Some((Op::IsNull(self.lower(a, derived)), Form::Truth))
            }
            Node::Negate(a) => {
                let (a, scale) = self.number(a, derived)?;
                Some((Op::Negate(a), Form::Number(scale)))
            }
            Node::Arith(op, a, b) => self.arith(*op, a, b, derived),
            Node::Compare(op, a, b) => {
                let (a, b) = self.alike(a, b, derived)?;
                Some((Op::Compare(*op, a, b), Form::Truth))
            }
            Node::In(a, list) => self.one_of(a, list, derived),
            Node::Case(arms, otherwise) => self.case(arms, otherwise.as_deref(), derived),
            Node::Call(function, args) => self.call(*function, args, derived),
            _ => None,
        }
    }

    fn arith(
        &mut self,
        op: ArithOp,
        a: &'a Expr,
        b: &'a Expr,
        derived: bool,
    ) -> Option<(Op<'a>, Form<'a>)> {
        let ((a, of_a), (b, of_b)) = (self.number(a, derived)?, self.number(b, derived)?);
        if op == ArithOp::Multiply {
            return Some((Op::Arith(op, a, b), Form::Number(of_a + of_b)));
        }
        let scale = of_a.max(of_b);
        let (a, b) = (self.at_scale(a, scale), self.at_scale(b, scale));
        Some((Op::Arith(op, a, b), Form::Number(scale)))
    }

    /// One after the other is compared: three values make it the same as SQL's `IN`.
    fn one_of(
        &mut self,
        a: &'a Expr,
        list: &'a [Expr],
        derived: bool,
    ) -> Option<(Op<'a>, Form<'a>)> {
        let mut all: Option<Id> = None;
        for item in list {
            let (left, right) = self.alike(a, item, derived)?;
            let op = Op::Compare(CompareOp::Equal, left, right);
            let one = self.made(op, Form::Truth);
            all = Some(all.map_or(one, |all| self.made(Op::Or(all, one), Form::Truth)));
        }
        let all = all?;
        Some((Op::Or(all, all), Form::Truth))
    }

    fn case(
        &mut self,
        arms: &'a [(Expr, Expr)],
        otherwise: Option<&'a Expr>,
        derived: bool,
    ) -> Option<(Op<'a>, Form<'a>)> {
        let whens: Option<Vec<Id>> =
            arms.iter().map(|(when, _)| self.truth(when, derived)).collect();
        let results = arms.iter().map(|(_, then)| Some(then)).chain([otherwise]);
        let results: Vec<Option<Id>> = results
            .map(|then| {
                then.filter(|then| then.ty != Type::Null).map(|then| self.lower(then, derived))
            })
            .collect();
        let known: Vec<Id> = results.iter().flatten().copied().collect();
        let form = self.common(&known)?;
        let mut results = results.into_iter().map(|then| match then {
            Some(id) => self.fitted(id, &form),
            None => self.made(Op::Constant(Scalar::Null), form.clone()),
        });
        let arms: Vec<(Id, Id)> = whens?.into_iter().zip(results.by_ref()).collect();
        let otherwise = results.next()?;
        drop(results);
        Some((Op::Case(arms, otherwise), form))
    }

    fn call(
        &mut self,
        function: Function,
        args: &'a [Expr],
        derived: bool,
    ) -> Option<(Op<'a>, Form<'a>)> {
        if args.iter().any(|arg| arg.ty == Type::Null) {
            return None;
        }
        let ids: Vec<Id> = args.iter().map(|arg| self.lower(arg, derived)).collect();
        let scale = |at: usize| match self.entries[ids[at]].form {
            Form::Number(scale) => Some(scale),
            _ => None,
        };
        let is_day = |at: usize| matches!(self.entries[ids[at]].form, Form::Day);
        let whole = Form::Number(0);
        match function {
            Function::Abs => Some((Op::Abs(ids[0]), Form::Number(scale(0)?))),
            Function::Round => {
                let Op::Constant(Scalar::Number(digits)) = &self.entries[ids[1]].op else {
                    return None;
                };
                let digits = u32::try_from(digits.to_i64()?).ok()?;
                Some((Op::Round(ids[0], digits), Form::Number(scale(0)?.min(digits))))
            }
            // With a third argument the holidays are those that were known on a day.
            Function::Workdays if ids.len() == 2 && is_day(0) && is_day(1) => {
                Some((Op::Workdays(ids[0], ids[1]), whole))
            }
            Function::AddWorkdays if ids.len() == 2 && is_day(0) && scale(1) == Some(0) => {
                Some((Op::AddWorkdays(ids[0], ids[1]), Form::Day))
            }
            Function::Days if is_day(0) && is_day(1) => Some((Op::Days(ids[0], ids[1]), whole)),
            Function::Year | Function::Quarter | Function::Month if is_day(0) => {
                Some((Op::Part(function, ids[0]), whole))
            }
            Function::Least | Function::Greatest | Function::Coalesce | Function::NullIf => {
                let form = self.common(&ids)?;
                let ids: Vec<Id> = ids.into_iter().map(|id| self.fitted(id, &form)).collect();
                let op = match function {
                    Function::Least => Op::Extreme(ids, Ordering::Less),
                    Function::Greatest => Op::Extreme(ids, Ordering::Greater),
                    Function::Coalesce => Op::Coalesce(ids),
                    _ => Op::NullIf(*ids.first()?, *ids.get(1)?),
                };
                Some((op, form))
            }
            _ => None,
        }
    }

    /// An expression of the program's own making.
    fn made(&mut self, op: Op<'a>, form: Form<'a>) -> Id {
        let reads = self.reads(&op);
        self.enter(format!("made {op:?} as {form:?}"), op, form, reads)
    }

    fn truth(&mut self, expr: &'a Expr, derived: bool) -> Option<Id> {
        let id = self.lower(expr, derived);
        matches!(self.entries[id].form, Form::Truth).then_some(id)
    }

    fn number(&mut self, expr: &'a Expr, derived: bool) -> Option<(Id, u32)> {
        let id = self.lower(expr, derived);
        match self.entries[id].form {
            Form::Number(scale) => Some((id, scale)),
            _ => None,
        }
    }

    fn alike(&mut self, a: &'a Expr, b: &'a Expr, derived: bool) -> Option<(Id, Id)> {
        let (a, b) = (self.lower(a, derived), self.lower(b, derived));
        let form = self.common(&[a, b])?;
        Some((self.fitted(a, &form), self.fitted(b, &form)))
    }

    /// The form in which all of these values can be held.
    fn common(&self, ids: &[Id]) -> Option<Form<'a>> {
        let mut forms = ids.iter().map(|id| &self.entries[*id].form);
        let first = forms.next()?.clone();
        forms
            .try_fold(first, |all, form| match (all, form) {
                (Form::Number(a), Form::Number(b)) => Some(Form::Number(a.max(*b))),
                (Form::Day, Form::Day) => Some(Form::Day),
                (Form::Truth, Form::Truth) => Some(Form::Truth),
                _ => None,
            })
            .filter(|form| matches!(form, Form::Number(_) | Form::Day | Form::Truth))
    }

    fn fitted(&mut self, id: Id, form: &Form<'a>) -> Id {
        match form {
            Form::Number(scale) => self.at_scale(id, *scale),
            _ => id,
        }
    }

    fn at_scale(&mut self, id: Id, scale: u32) -> Id {
        if matches!(self.entries[id].form, Form::Number(own) if own == scale) {
            return id;
        }
        let op = match &self.entries[id].op {
            Op::Constant(scalar) => Op::Constant(scalar.clone()),
            _ => Op::Rescaled(id),
        };
        self.made(op, Form::Number(scale))
    }
}

/// The formula of a column that is worked out from others, in a file or at the cut-off.
pub(super) fn made_from<'a>(dataset: &'a Dataset, name: &str) -> Option<&'a Expr> {
    match dataset.column(name).map(|column| &column.from) {
        Some(ColumnFrom::Value(expr)) => Some(expr),
        Some(_) => None,
        None => dataset.derived.iter().find(|one| one.name == name).map(|one| &one.expr),
    }
}

fn names_window(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |inner| {
        found |= matches!(inner.node, Node::PeriodStart | Node::PeriodEnd);
    });
    found
}

fn form_of<'a>(ty: Type) -> Form<'a> {
    match ty {
        Type::Date => Form::Day,
        Type::Bool => Form::Truth,
        Type::Number | Type::Text | Type::Null => Form::Any,
    }
}

/// Words as numbers of a dictionary of their own.
fn coded<'a>(values: &[Scalar]) -> (Vector, Form<'a>) {
    let words: BTreeMap<&Arc<str>, u32> =
        values.iter().filter_map(Scalar::text).map(|word| (word, 0)).collect();
    let words: BTreeMap<&Arc<str>, u32> = words.into_keys().zip(0..).collect();
    let code = |value: &Scalar| value.text().and_then(|word| words.get(word)).copied();
    let codes = values.iter().map(|value| code(value).unwrap_or(crate::load::table::NO_WORD));
    let vector = Vector::Word(codes.collect());
    let dictionary = words.into_keys().map(Arc::clone).collect();
    (vector, Form::Word(Dictionary::Own(Arc::new(dictionary))))
}

/// The expressions that an operator looks at.
fn inputs(op: &Op<'_>) -> Vec<Id> {
    match op {
        Op::Column(_) | Op::Constant(_) | Op::Moment(_) => vec![],
        Op::Event(a)
        | Op::ByWord(a, _)
        | Op::Rescaled(a)
        | Op::Not(a)
        | Op::Negate(a)
        | Op::IsNull(a)
        | Op::Abs(a)
        | Op::Round(a, _)
        | Op::Part(_, a) => vec![*a],
        Op::Arith(_, a, b)
        | Op::Compare(_, a, b)
        | Op::And(a, b)
        | Op::Or(a, b)
        | Op::NullIf(a, b)
        | Op::Workdays(a, b)
        | Op::AddWorkdays(a, b)
        | Op::Days(a, b) => vec![*a, *b],
        Op::Case(arms, otherwise) => {
            arms.iter().flat_map(|(when, then)| [*when, *then]).chain([*otherwise]).collect()
        }
        Op::Extreme(all, _) | Op::Coalesce(all) => all.clone(),
        Op::RowWise { columns, .. } => columns.iter().map(|(_, id)| *id).collect(),
    }
}

/// A row of which only one column is asked.
struct OneWord(Scalar);

impl Row for OneWord {
    fn get(&self, _: &str) -> Scalar {
        self.0.clone()
    }
}
