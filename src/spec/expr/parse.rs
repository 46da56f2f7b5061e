//! From the text of a formula to a checked tree, with every mistake at its character.

mod calls;
mod lower;

use std::ops::Range;
use std::sync::Arc;

use sqlparser::ast as sql;
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token};

use crate::diag::{Diagnostic, Diagnostics};

use super::{Expr, Lookup, Node, Type, amount, reach};
use crate::spec::slip;
use crate::spec::syntax::Text;

use lower::Lower;

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
    /// Whether the rows are what a step left.
    fn is_step(&self) -> bool {
        self.holds_fractions()
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
    let expr = parse_value(text, level, scope, expected, diags)?;
    let is_prior = matches!(expr.node, Node::Prior(..));
    if is_prior {
        let problem = Diagnostic::error("prior-place", text.origin(expr.span.clone()));
        diags.push(problem.arg("found", "PRIOR"));
    }
    (!is_prior).then_some(expr)
}

/// The same for a column that is filled in when a file is read: it may be `PRIOR(…)`.
pub fn parse_value(
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
    if let Some(at) = too_long(&text.value) {
        let problem = Diagnostic::error("formula-long", text.origin(at..at + 1));
        diags.push(problem.arg("most", MOST_OPERATORS));
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
    for inner in expr.children() {
        inner.walk(&mut |inner| {
            if matches!(inner.node, Node::Prior(..)) {
                let problem = Diagnostic::error("prior-place", text.origin(inner.span.clone()));
                lower.diags.push(problem.arg("found", "PRIOR"));
            }
        });
    }
    if diags.count(crate::diag::Severity::Error) == before {
        amount::check(&expr, text, scope, diags);
        reach::check(&expr, text, diags);
    }
    (diags.count(crate::diag::Severity::Error) == before).then_some(expr)
}

/// The operators that one formula may have: a tree as deep as that is still walked safely.
const MOST_OPERATORS: usize = 500;

/// Where a formula has one operator too many, outside of texts.
fn too_long(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut found = 0;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        quoted ^= letter == '\'';
        let begins_word = !before.is_alphanumeric() && before != '_';
        let is_word = |word: &str| {
            let own = text.get(at..at + word.len());
            begins_word && own.is_some_and(|own| own.eq_ignore_ascii_case(word))
        };
        let is_operator = "+-*/|".contains(letter) || is_word("and ") || is_word("or ");
        found += usize::from(!quoted && is_operator);
        if found > MOST_OPERATORS {
            return Some(at);
        }
        before = letter;
    }
    None
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
