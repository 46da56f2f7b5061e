//! What an expression is for one row: true, false or unknown, a value or nothing, and whether it
//! hangs on days for which no list of holidays stands.

use std::cell::RefCell;
use std::collections::BTreeMap;

use zona::domain::Date;
use zona::spec::expr::{Expr, Function, Lookup, Node};

use super::call::{Got, arith, call, compare, concat, like, negated, text, truth};
use super::days::Holidays;
use super::value::{Cell, R, V, exact, value};

/// What formulas may ask beside rows and figures.
pub(super) struct Tools {
    pub(super) holidays: Holidays,
    lookups: RefCell<BTreeMap<String, BTreeMap<Vec<V>, R>>>,
}

impl Tools {
    pub(super) fn new(holidays: Holidays) -> Self {
        Self { holidays, lookups: RefCell::default() }
    }

    /// The number that a reference table lists under these keys.
    pub(super) fn look_up(&self, table: &Lookup, keys: &Vec<V>) -> Option<R> {
        let mut known = self.lookups.borrow_mut();
        let read = || {
            let mut read = BTreeMap::new();
            for (keys, number) in &table.entries {
                read.insert(keys.iter().map(value).collect(), exact(number));
            }
            read
        };
        known.entry(table.name.clone()).or_insert_with(read).get(keys).cloned()
    }
}

/// The days that formulas can name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) as_of: Date,
    pub(super) start: Date,
    pub(super) end: Date,
}

/// The value of an expression for a row whose columns `get` tells.
pub(super) fn eval(expr: &Expr, get: &dyn Fn(&str) -> Cell, moment: Moment, tools: &Tools) -> Cell {
    let inner = |expr: &Expr| eval(expr, get, moment, tools);
    // Nothing in, nothing out; then what is open.
    let all = |exprs: &[&Expr], make: &dyn Fn(&[V]) -> Cell| {
        let cells: Vec<Cell> = exprs.iter().map(|expr| inner(expr)).collect();
        if cells.contains(&Cell::Nothing) {
            return Cell::Nothing;
        }
        let mut values = vec![];
        for cell in cells {
            match cell {
                Cell::Is(value) => values.push(value),
                _ => return Cell::Open(None),
            }
        }
        make(&values)
    };
    match &expr.node {
        Node::Column(name) => get(name),
        Node::Number(number) => Cell::Is(V::Num(exact(number))),
        Node::Text(text) => Cell::Is(V::Text(text.clone())),
        Node::Date(day) => Cell::Is(V::Day(*day)),
        Node::Bool(truth) => Cell::Is(V::Truth(*truth)),
        Node::Null => Cell::Nothing,
        Node::AsOf => Cell::Is(V::Day(moment.as_of)),
        Node::PeriodStart => Cell::Is(V::Day(moment.start)),
        Node::PeriodEnd => Cell::Is(V::Day(moment.end)),
        Node::Not(a) => all(&[a], &|v| Cell::Is(V::Truth(!truth(&v[0])))),
        Node::Negate(a) => all(&[a], &|v| Cell::Is(negated(&v[0]))),
        Node::Arith(op, a, b) => {
            all(&[a, b], &|v| Cell::Is(arith(*op, &v[0], &v[1]).expect("no division per row")))
        }
        Node::Compare(op, a, b) => all(&[a, b], &|v| Cell::Is(compare(*op, &v[0], &v[1]))),
        Node::Concat(a, b) => all(&[a, b], &|v| Cell::Is(concat(&v[0], &v[1]))),
        Node::Like(a, pattern) => all(&[a], &|v| {
            let text: Vec<char> = text(&v[0]).chars().collect();
            let pattern: Vec<char> = pattern.chars().collect();
            Cell::Is(V::Truth(like(&text, &pattern)))
        }),
        Node::And(a, b) => decided(&[inner(a), inner(b)], false),
        Node::Or(a, b) => decided(&[inner(a), inner(b)], true),
        Node::IsNull(a) => match inner(a) {
            Cell::Open(_) => Cell::Open(None),
            cell => Cell::Is(V::Truth(cell == Cell::Nothing)),
        },
        Node::In(a, list) => {
            // One of them is enough; else every one of them must be another.
            let sought = inner(a);
            let items: Vec<Cell> = list.iter().map(inner).collect();
            let same = |item: &Cell| match (&sought, item) {
                (Cell::Is(a), Cell::Is(b)) => Cell::Is(V::Truth(a == b)),
                (Cell::Nothing, _) | (_, Cell::Nothing) => Cell::Nothing,
                _ => Cell::Open(None),
            };
            decided(&items.iter().map(same).collect::<Vec<_>>(), true)
        }
        Node::Case(arms, otherwise) => {
            for (when, then) in arms {
                match inner(when) {
                    Cell::Is(V::Truth(true)) => return inner(then),
                    Cell::Open(_) => return Cell::Open(None),
                    _ => {}
                }
            }
            otherwise.as_ref().map_or(Cell::Nothing, |expr| inner(expr))
        }
        Node::Call(Function::Coalesce, args) => {
            let mut cells = args.iter().map(inner);
            cells.find(|cell| *cell != Cell::Nothing).unwrap_or(Cell::Nothing)
        }
        Node::Call(Function::NullIf, args) => match (inner(&args[0]), inner(&args[1])) {
            (Cell::Nothing, _) => Cell::Nothing,
            (a, Cell::Nothing) => a,
            (Cell::Is(a), Cell::Is(b)) => {
                if a == b {
                    Cell::Nothing
                } else {
                    Cell::Is(a)
                }
            }
            _ => Cell::Open(None),
        },
        Node::Call(function, args) => {
            let args: Vec<&Expr> = args.iter().collect();
            all(&args, &|values| match call(*function, values, &tools.holidays) {
                Got::Is(value) => Cell::Is(value),
                Got::Nothing | Got::NotApplicable => Cell::Nothing,
                Got::OffList(not_before) => Cell::Open(not_before),
            })
        }
        Node::Lookup(table, args) => {
            let args: Vec<&Expr> = args.iter().collect();
            all(&args, &|keys| match tools.look_up(table, &keys.to_vec()) {
                Some(number) => Cell::Is(V::Num(number)),
                None => Cell::Nothing,
            })
        }
        Node::Indicator(_)
        | Node::Earlier(..)
        | Node::Office(_)
        | Node::Prior(..)
        | Node::Aggregate(_) => {
            panic!("{expr:?} stands in a row")
        }
    }
}

/// AND (one false decides) and OR (one true decides).
fn decided(sides: &[Cell], decider: bool) -> Cell {
    let is = |truth: bool| Cell::Is(V::Truth(truth));
    if sides.contains(&is(decider)) {
        return is(decider);
    }
    if sides.iter().any(|side| matches!(side, Cell::Open(_))) {
        return Cell::Open(None);
    }
    if sides.contains(&Cell::Nothing) { Cell::Nothing } else { is(!decider) }
}
