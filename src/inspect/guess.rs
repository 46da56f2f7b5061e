//! From counts to a type: what most cells are, helped by the words over them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Date, Decimal, TeamTree};
use crate::load::raw::date;
use crate::load::raw::number;
use crate::load::raw::{RawCell, RawRow};

use super::names::{self, tidy};
use super::tally::{Tally, is_dated, is_null};
use super::view::Guess;

/// Of a hundred cells this many must agree on a type.
const AGREE: usize = 85;
/// The most values a choice has, and how often each must stand on average.
const MOST_CHOICES: usize = 12;
const EACH_STANDS: usize = 3;
/// How many rows a table needs before few values mean a choice.
const ENOUGH_ROWS: usize = 8;
/// Amounts above this are rupiah, whatever stands over them.
const RUPIAH: f64 = 10_000_000.0;

const CODES: [&str; 25] = [
    "kode",
    "kd",
    "code",
    "id",
    "no",
    "nomor",
    "number",
    "num",
    "akun",
    "npsn",
    "kppn",
    "ba",
    "satker",
    "zip",
    "tiket",
    "ticket",
    "tracking",
    "key",
    "nomer",
    "rekening",
    "kro",
    "ro",
    "nup",
    "resi",
    "registrasi",
];
const AMOUNTS: [&str; 32] = [
    "pagu",
    "realisasi",
    "anggaran",
    "rupiah",
    "rp",
    "biaya",
    "sisa",
    "belanja",
    "blokir",
    "harga",
    "tarif",
    "saldo",
    "tagihan",
    "nilai",
    "jumlah",
    "dana",
    "pendapatan",
    "setoran",
    "gaji",
    "tunjangan",
    "kontrak",
    "perolehan",
    "penyusutan",
    "lock",
    "dipa",
    "revisi",
    "amount",
    "budget",
    "operasi",
    "modal",
    "idr",
    "honor",
];
const UNITS: [&str; 17] = [
    "unit",
    "instansi",
    "satker",
    "opd",
    "skpd",
    "bidang",
    "bagian",
    "tim",
    "unor",
    "seksi",
    "subbag",
    "penangan",
    "pengolah",
    "agency",
    "department",
    "kankemenag",
    "dinas",
];
/// What the type of yes and no understands.
const YES: [&str; 7] = ["ya", "y", "yes", "true", "benar", "ada", "sudah"];
const NO: [&str; 9] = ["tidak", "t", "no", "n", "false", "salah", "tidak ada", "belum", "tdk"];

/// A column as the guesses see it.
pub(super) struct Seen<'a> {
    pub tally: &'a Tally,
    pub path: &'a [String],
    pub rows: &'a [&'a RawRow],
    pub column: u32,
    pub teams: Option<&'a TeamTree>,
}

impl Seen<'_> {
    fn words(&self) -> Vec<String> {
        self.path.last().map(|head| names::words(head)).unwrap_or_default()
    }

    fn says(&self, list: &[&str]) -> bool {
        self.words().iter().any(|word| list.contains(&word.as_str()))
    }

    /// Somewhere in the path, not only in its last part.
    fn says_above(&self, list: &[&str]) -> bool {
        let all = self.path.iter().flat_map(|part| names::words(part));
        all.into_iter().any(|word| list.contains(&word.as_str()))
    }

    fn cells(&self) -> impl Iterator<Item = &RawCell> {
        self.rows.iter().filter_map(|row| {
            let cell = row.cells.get(self.column as usize)?;
            (!cell.is_blank()).then_some(cell)
        })
    }

    /// The type of the column.
    pub(super) fn guess(&self) -> Guess {
        let tally = self.tally;
        let meant = tally.meant();
        let most = |count: usize| count > 0 && count * 100 >= meant * AGREE;
        if meant == 0 {
            return Guess::Empty;
        }
        let dated = self.says(&["tanggal", "tgl", "date", "tmt", "hari"]);
        if most(tally.dates + tally.evidence.stored_dates)
            || (dated && (most(tally.packed_dates) || most(tally.serials)))
        {
            return Guess::Date(self.days());
        }
        let own = self.words();
        let monthly = self.says(&["bulan", "month", "bln"]) || own == ["periode"];
        let named_months = tally.month_names > 0 && most(tally.month_names);
        if named_months || (monthly && most(tally.to_twelve + tally.month_names)) {
            return Guess::Month;
        }
        let quarterly = self.says(&["triwulan", "tw", "quarter", "kuartal", "trw"]);
        if most(tally.quarter_names) || (quarterly && most(tally.to_four)) {
            return Guess::Quarter;
        }
        if self.says(&["tahun", "year", "thn", "ta"]) && most(tally.years) {
            return Guess::Year;
        }
        if let Some(code) = self.code(&most) {
            return code;
        }
        if tally.bools > 0 && most(tally.bools) {
            return self.yes_no().unwrap_or(Guess::Text);
        }
        if most(tally.numbers()) {
            return self.amount();
        }
        if let Some(found) = self.yes_no() {
            return found;
        }
        self.text()
    }

    fn code(&self, most: &dyn Fn(usize) -> bool) -> Option<Guess> {
        let tally = self.tally;
        let evidence = &tally.evidence;
        let certain = self.says(&["kode", "kd", "code", "id", "key"]);
        let numbered = tally.counts && tally.filled > 2 && !certain;
        let by_head = self.says(&CODES) && !numbered && !tally.values.is_empty();
        let whole = tally.whole + evidence.neutral;
        let by_parts = tally.dotted > 0 && most(tally.codes) && !most(tally.numbers());
        let point_zero = tally.values.keys().all(|text| text.ends_with(".0"));
        let looks = most(tally.codes + tally.single + evidence.stored) || most(whole) || point_zero;
        let fits = by_head && looks && !most(tally.percents) && tally.rupiahs == 0;
        if !(fits || by_parts || (evidence.zeros > 0 && most(tally.codes))) {
            return None;
        }
        let lengths = |texts: &mut dyn Iterator<Item = &String>| -> Vec<usize> {
            texts.map(|text| text.trim_start_matches('\'').len()).collect()
        };
        let digits = tally.values.keys().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let all = lengths(&mut digits.clone());
        let zeroed = lengths(&mut digits.filter(|text| text.starts_with('0')));
        let widest = all.iter().max().copied().unwrap_or(0);
        let narrowest = all.iter().min().copied().unwrap_or(0);
        let stored = evidence.stored > 0;
        // Some cells kept their zeros and others did not: the width is that of those that did.
        let width = (zeroed.contains(&widest) && narrowest < widest && stored).then_some(widest);
        Some(Guess::Code { width, form: self.form() })
    }

    /// The form that at least half of the codes have.
    fn form(&self) -> Option<String> {
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for (text, count) in &self.tally.values {
            *forms.entry(form_of(text)).or_default() += count;
        }
        let (form, count) = forms.into_iter().max_by_key(|(_, count)| *count)?;
        (count * 2 >= self.tally.filled && form.len() <= 40).then_some(form)
    }

    fn amount(&self) -> Guess {
        let tally = self.tally;
        let range = self.range();
        let share = self.path.iter().any(|part| part.contains('%'))
            || self.says(&["persen", "persentase", "percent", "porsi"]);
        if tally.percents * 2 > tally.meant() || (share && !self.says(&["jumlah"])) {
            return Guess::Percent(range);
        }
        let nothing = range.is_some_and(|(low, high)| low.mantissa == 0 && high.mantissa == 0);
        let largest = range.map_or(0.0, |(low, high)| float(low).abs().max(float(high).abs()));
        let by_head = self.says_above(&AMOUNTS) && (nothing || largest >= 1000.0);
        let is_money = tally.rupiahs > 0 || by_head || largest >= RUPIAH;
        if is_money { Guess::Money(range) } else { Guess::Number(range) }
    }

    fn range(&self) -> Option<(Decimal, Decimal)> {
        let mut range: Option<(Decimal, Decimal)> = None;
        for cell in self.cells() {
            let Some(number) = self.number(cell) else { continue };
            range = Some(match range {
                None => (number, number),
                Some((low, high)) => (
                    if float(number) < float(low) { number } else { low },
                    if float(number) > float(high) { number } else { high },
                ),
            });
        }
        range
    }

    /// The number in a cell, as the column writes it.
    pub(super) fn number(&self, cell: &RawCell) -> Option<Decimal> {
        let found = match cell {
            RawCell::Number(digits) | RawCell::Percent(digits) => number::parse_plain(digits),
            RawCell::Text(text) => number::parse(text, self.tally.style()),
            _ => None,
        }?;
        Some(Decimal { mantissa: found.mantissa, scale: u32::from(found.scale) })
    }

    fn day(&self, cell: &RawCell) -> Option<Date> {
        match cell {
            RawCell::Date(day) => Some(*day),
            RawCell::DateTime(moment) => Some(moment.date()),
            RawCell::Text(text) => date::parse(text, self.tally.order()),
            RawCell::Number(digits) => digits.parse().ok().and_then(date::from_serial),
            _ => None,
        }
    }

    fn days(&self) -> Option<(Date, Date)> {
        let days = || self.cells().filter_map(|cell| self.day(cell));
        Some((days().min()?, days().max()?))
    }

    fn yes_no(&self) -> Option<Guess> {
        let words: Vec<&String> = self.tally.values.keys().filter(|text| !is_null(text)).collect();
        let is = |list: &[&str], text: &str| list.contains(&text.to_lowercase().as_str());
        let fits = words.iter().all(|text| is(&YES, text) || is(&NO, text));
        if !fits || words.is_empty() || words.len() > 4 || self.tally.filled < ENOUGH_ROWS {
            return None;
        }
        let pick = |list: &[&str]| -> Vec<String> {
            words.iter().filter(|text| is(list, text)).map(|text| (*text).clone()).collect()
        };
        let (yes, no) = (pick(&YES), pick(&NO));
        (!yes.is_empty() && !no.is_empty()).then_some(Guess::YesNo { yes, no })
    }

    fn text(&self) -> Guess {
        let tally = self.tally;
        if let Some(teams) = self.teams.filter(|teams| !teams.is_empty()) {
            let known = |text: &&String| teams.find(text, None).is_some();
            let spellings = tally.values.keys().filter(|text| !is_null(text));
            let (total, found) = (spellings.clone().count(), spellings.filter(known).count());
            let rows: usize =
                tally.values.iter().filter(|(text, _)| known(text)).map(|(_, n)| n).sum();
            if found > 0 && (found * 2 >= total || rows * 2 >= tally.meant()) {
                return Guess::Team { unknown: total - found };
            }
        }
        let folded: BTreeSet<String> =
            tally.values.keys().map(|text| text.to_lowercase()).collect();
        let different = folded.len();
        let few = (2..=MOST_CHOICES).contains(&different) && !tally.overflow;
        let stands = tally.filled >= different * EACH_STANDS && tally.filled >= ENOUGH_ROWS;
        let is_unit = self.says(&UNITS) && !self.says(&CODES[..4]);
        if is_unit && different > 1 {
            return Guess::Unit;
        }
        if few && stands && tally.longest <= 80 {
            return Guess::Choice(tally.values.clone());
        }
        Guess::Text
    }

    /// Whether a filled cell is of the guessed type, by the column's own way of writing.
    fn is(&self, cell: &RawCell, guess: &Guess) -> bool {
        let text = tidy(&cell.text());
        if matches!(cell, RawCell::Error(_) | RawCell::MissingResult) {
            return false;
        }
        match guess {
            Guess::Date(_) => match cell {
                RawCell::Text(text) => {
                    is_dated(text) && self.day(cell).is_some() || {
                        text.len() == 8 && self.day(cell).is_some()
                    }
                }
                _ => self.day(cell).is_some(),
            },
            Guess::Month => date::month(&text).is_some(),
            Guess::Quarter => date::quarter(&text).is_some(),
            Guess::Year => matches!(text.parse(), Ok(1990..=2099)),
            Guess::Number(_) | Guess::Money(_) | Guess::Percent(_) => {
                number::is_dash(&text) || self.number(cell).is_some()
            }
            _ => true,
        }
    }

    /// Which rows (their places among the rows) hold something that is not of the type.
    pub(super) fn misfits(&self, guess: &Guess) -> Vec<usize> {
        let misses = |row: &&RawRow| {
            let cell = row.cells.get(self.column as usize);
            cell.is_some_and(|cell| !cell.is_blank() && !self.is(cell, guess))
        };
        (0..self.rows.len()).filter(|at| misses(&self.rows[*at])).collect()
    }
}

/// For comparing sizes only; nothing is computed with it.
fn float(number: Decimal) -> f64 {
    number.mantissa as f64 / 10f64.powi(number.scale as i32)
}

/// The form of a code: `#` for a digit, `@` for a letter, the rest itself.
pub(super) fn form_of(code: &str) -> String {
    let mark = |c: char| match c {
        '0'..='9' => '#',
        c if c.is_alphabetic() => '@',
        c => c,
    };
    code.trim_start_matches('\'').chars().map(mark).collect()
}
