//! What the cells of a column look like, counted once over all of them.

use std::collections::BTreeMap;

use crate::load::convert::is_nip;
use crate::load::raw::date::{self, DateOrder};
use crate::load::raw::number::{self, NumberEvidence, Style};
use crate::load::raw::{RawCell, RawRow, digits_lost};

use super::names::tidy;
use super::view::Evidence;

/// How many different values of a column are told apart one by one.
const MOST_VALUES: usize = 200_000;

/// The counts of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub filled: usize,
    pub blank: usize,
    pub evidence: Evidence,
    /// Texts that are a date and written with marks or names.
    pub dates: usize,
    /// Digits only, eight of them, that are a date.
    pub packed_dates: usize,
    /// Stored whole numbers that a workbook would show as a date of our time.
    pub serials: usize,
    pub month_names: usize,
    pub quarter_names: usize,
    /// Numbers with a percent sign, and with a sign of rupiah.
    pub percents: usize,
    pub rupiahs: usize,
    pub bools: usize,
    /// Texts with the digits of an employee's number.
    pub nips: usize,
    /// Texts of one word without blanks, digits among them.
    pub codes: usize,
    /// Short words without digits and blanks.
    pub single: usize,
    /// Codes of parts: `5.1.02`, `WA.2886`.
    pub dotted: usize,
    /// Whole numbers, and those from 1 to 12, from 1 to 4, and years.
    pub whole: usize,
    pub to_twelve: usize,
    pub to_four: usize,
    pub years: usize,
    /// Lengths of texts in letters, and the most words of one.
    pub longest: usize,
    pub most_words: usize,
    /// How many texts hold letters.
    pub lettered: usize,
    /// How many texts have four words or more.
    pub prose: usize,
    /// Whether the n-th filled cell is n.
    pub counts: bool,
    /// Every value as written, with its count.
    pub values: BTreeMap<String, usize>,
    /// The values were too many to tell them all apart.
    pub overflow: bool,
}

impl Tally {
    /// Counts a column over the rows of data.
    pub(super) fn of(rows: &[&RawRow], column: u32) -> Tally {
        let mut tally = Tally { counts: true, ..Tally::default() };
        for row in rows {
            match row.cells.get(column as usize) {
                Some(cell) if !cell.is_blank() || *cell == RawCell::MissingResult => {
                    tally.note(cell);
                }
                _ => tally.blank += 1,
            }
        }
        tally
    }

    /// Filled cells that hold something: no dash, no `NULL`, no error.
    pub(super) fn meant(&self) -> usize {
        let evidence = &self.evidence;
        self.filled - evidence.dashes - evidence.nulls - evidence.errors
    }

    /// Cells that are a number in some style.
    pub(super) fn numbers(&self) -> usize {
        let evidence = &self.evidence;
        let texts = evidence.indonesian + evidence.english + evidence.ambiguous + evidence.neutral;
        texts + evidence.stored
    }

    /// How the numbers of the column are written.
    pub(super) fn style(&self) -> Style {
        let evidence = &self.evidence;
        if evidence.english > evidence.indonesian { Style::English } else { Style::Indonesian }
    }

    /// Which number of its dates is the day.
    pub(super) fn order(&self) -> DateOrder {
        let evidence = &self.evidence;
        let month_first = evidence.month_first > evidence.day_first;
        if month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
    }

    fn note(&mut self, cell: &RawCell) {
        self.filled += 1;
        let shown = tidy(&cell.text());
        self.counts &= shown.parse() == Ok(self.filled);
        self.evidence.cut += usize::from(digits_lost(cell.borrowed()));
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        self.nips += usize::from(is_nip(&digits) && matches!(cell, RawCell::Text(_)));
        match cell {
            RawCell::Number(digits) => {
                self.evidence.stored += 1;
                self.number(digits);
                let serial: Option<i64> = digits.parse().ok();
                let day = serial.filter(|days| (20_000..60_000).contains(days));
                self.serials += usize::from(day.and_then(date::from_serial).is_some());
            }
            RawCell::Percent(digits) => {
                self.evidence.stored += 1;
                self.percents += 1;
                self.number(digits);
            }
            RawCell::Date(_) | RawCell::DateTime(_) => self.evidence.stored_dates += 1,
            RawCell::Bool(_) => self.bools += 1,
            RawCell::Error(_) | RawCell::MissingResult => self.evidence.errors += 1,
            RawCell::Text(text) => self.text(text, &shown),
            RawCell::Empty => {}
        }
        if self.values.len() < MOST_VALUES || self.values.contains_key(&shown) {
            *self.values.entry(shown).or_default() += 1;
        } else {
            self.overflow = true;
        }
    }

    fn text(&mut self, text: &str, shown: &str) {
        if number::is_dash(shown) {
            self.evidence.dashes += 1;
            return;
        }
        if is_null(shown) {
            self.evidence.nulls += 1;
            return;
        }
        self.evidence.padded += usize::from(text.ends_with("  ") || text.starts_with("  "));
        let letters = shown.chars().count();
        let words = shown.split(' ').count();
        self.longest = self.longest.max(letters);
        self.most_words = self.most_words.max(words);
        self.lettered += usize::from(shown.contains(char::is_alphabetic));
        self.prose += usize::from(words >= 4 || letters > 60);
        let bare = shown.trim_start_matches('\'');
        let shown_style = number::evidence(bare);
        match shown_style {
            NumberEvidence::Indonesian => self.evidence.indonesian += 1,
            NumberEvidence::English => self.evidence.english += 1,
            NumberEvidence::Ambiguous => self.evidence.ambiguous += 1,
            NumberEvidence::Neutral => self.evidence.neutral += 1,
            NumberEvidence::NotANumber => self.words(bare),
        }
        if shown_style != NumberEvidence::NotANumber {
            self.number(bare);
            self.percents += usize::from(bare.contains('%'));
            let lower = bare.to_lowercase();
            self.rupiahs += usize::from(lower.contains("rp") || lower.contains("idr"));
        }
        let digits = bare.bytes().all(|b| b.is_ascii_digit());
        self.evidence.zeros += usize::from(digits && bare.len() > 1 && bare.starts_with('0'));
        let marked = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_');
        let one_word = bare.chars().all(marked) && bare.contains(|c: char| c.is_ascii_digit());
        let bare_word = bare.chars().all(marked) && !bare.contains(|c: char| c.is_ascii_digit());
        self.single += usize::from(bare_word && letters <= 12);
        self.codes += usize::from(one_word && letters <= 40);
        let dots = bare.matches('.').count();
        self.dotted += usize::from(one_word && dots >= 1 && !bare.starts_with('.'));
        if digits && bare.len() == 8 {
            self.packed_dates += usize::from(date::parse(bare, DateOrder::DayFirst).is_some());
        } else if is_dated(bare) {
            self.dates += 1;
            match date::order_evidence(bare) {
                Some(DateOrder::DayFirst) => self.evidence.day_first += 1,
                Some(DateOrder::MonthFirst) => self.evidence.month_first += 1,
                None => {}
            }
        }
    }

    /// A text that is no number.
    fn words(&mut self, text: &str) {
        self.month_names += usize::from(date::month(text).is_some());
        self.quarter_names += usize::from(date::quarter(text).is_some());
    }

    fn number(&mut self, text: &str) {
        let whole = text.bytes().all(|b| b.is_ascii_digit());
        let small: Option<u32> = text.parse().ok().filter(|_| whole);
        self.whole += usize::from(whole);
        self.to_twelve += usize::from(small.is_some_and(|number| (1..=12).contains(&number)));
        self.to_four += usize::from(small.is_some_and(|number| (1..=4).contains(&number)));
        self.years += usize::from(small.is_some_and(|number| (1990..=2099).contains(&number)));
    }
}

/// A date written with marks or the name of a month.
pub(super) fn is_dated(text: &str) -> bool {
    let marked = text.contains(['/', '-', ' ', '.', ',']);
    let dated = text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 60;
    marked
        && dated
        && (date::parse(text, DateOrder::DayFirst).is_some()
            || date::parse(text, DateOrder::MonthFirst).is_some())
}

/// The quarter that a head names with its word: `TW I`, `Triwulan 3`, `Q4`.
pub(super) fn quarter(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let named = ["tw", "triwulan", "q", "kuartal"].iter().any(|word| lower.starts_with(word));
    date::quarter(text).filter(|_| named)
}

/// Words that stand for nothing.
pub(super) fn is_null(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(lower.as_str(), "null" | "n/a" | "na" | "nan" | "none" | "#n/a" | "(null)" | "nihil")
}
