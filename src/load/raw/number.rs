//! Exact numbers from the ways people write them.
//!
//! `1.234` is one thousand two hundred thirty-four in one column and a little over one in the
//! next, so nothing here decides by itself: [`evidence`] says what one text shows, the caller
//! settles a [`Style`] for the column, and [`parse`] reads every cell by that one style.

pub use super::ornament::is_dash;

use super::ornament::{Bare, strip};

/// How the digits of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1.234,56`
    Indonesian,
    /// `1,234.56`
    English,
    /// No thousands marks; the one mark there may be, `.` or `,`, is the decimal mark.
    Plain,
}

/// An exact decimal number: `mantissa` divided by ten to the power of `scale`.
///
/// Zeros at the end of the fraction are dropped, so equal numbers are equal values. There are at
/// most 18 decimals; longer fractions, which only binary floating point makes, are rounded half
/// to even at the 18th.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, with the sign.
    pub mantissa: i128,
    /// How many of them are decimals, 18 at most.
    pub scale: u8,
}

/// What one text shows about the style of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberEvidence {
    /// Only the Indonesian reading is a number: `1.234,56`, `99,60`, `0,343`.
    Indonesian,
    /// Only the English reading is a number: `1,234.56`, `0.8`.
    English,
    /// Both are, with different values: `1.234`.
    Ambiguous,
    /// Both are, with the same value: `1234`, `2.037392E10`.
    Neutral,
    /// Neither is: `n/a`, `-`, `1.23.4`.
    NotANumber,
}

/// The largest number of decimals.
const MAX_SCALE: i64 = 18;

/// A number as its text alone shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the text shows about the style of its column.
    pub evidence: NumberEvidence,
    /// The number: by the one style that fits, or the Indonesian one where both do.
    pub value: Decimal,
    /// The number in the English style, where both fit and differ.
    pub english: Option<Decimal>,
}

/// What `text` shows about how the numbers of its column are written.
///
/// An amount in rupiah with one mark before three digits (`Rp 250.000`) counts as thousands:
/// money has no thousandths.
pub fn evidence(text: &str) -> NumberEvidence {
    reading(text).map_or(NumberEvidence::NotANumber, |reading| reading.evidence)
}

/// The number in `text` and what it shows about its style; `None` if no style makes it a number.
pub fn reading(text: &str) -> Option<Reading> {
    let known = |evidence, value| Some(Reading { evidence, value, english: None });
    if let Some((mantissa, n_dots)) = dotted(text) {
        let value = Decimal { mantissa, scale: 0 };
        return match n_dots {
            0 => known(NumberEvidence::Neutral, value),
            1 => {
                let english = parse(text, Style::English);
                Some(Reading { evidence: NumberEvidence::Ambiguous, value, english })
            }
            _ => known(NumberEvidence::Indonesian, value),
        };
    }
    let bare = strip(text)?;
    match (bare.read(Style::Indonesian), bare.read(Style::English)) {
        (None, None) => None,
        (Some(value), None) => known(NumberEvidence::Indonesian, value),
        (None, Some(value)) => known(NumberEvidence::English, value),
        (Some(one), Some(other)) if one == other => known(NumberEvidence::Neutral, one),
        (Some(value), Some(_)) if bare.currency && bare.digits.contains('.') => {
            known(NumberEvidence::Indonesian, value)
        }
        (Some(_), Some(value)) if bare.currency => known(NumberEvidence::English, value),
        (Some(value), english) => {
            Some(Reading { evidence: NumberEvidence::Ambiguous, value, english })
        }
    }
}

/// The value of a text of digits alone or in Indonesian groups, and how many dots it has: what
/// most amounts are, without the trouble of the others.
fn dotted(text: &str) -> Option<(i128, u32)> {
    let bytes = text.as_bytes();
    if !(1..=18).contains(&bytes.len()) {
        return None;
    }
    let (mut value, mut group, mut n_dots) = (0_i64, 0_u32, 0_u32);
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                group += 1;
            }
            b'.' => {
                let whole = if n_dots == 0 { (1..=3).contains(&group) } else { group == 3 };
                if !whole || bytes[0] == b'0' {
                    return None;
                }
                (n_dots, group) = (n_dots + 1, 0);
            }
            _ => return None,
        }
    }
    (n_dots == 0 || group == 3).then_some((i128::from(value), n_dots))
}

/// The value of a text of digits alone, few enough to need no care.
fn few_digits(text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    if !(1..=18).contains(&bytes.len()) {
        return None;
    }
    let mut value = 0_i64;
    for byte in bytes {
        value = value * 10 + i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(i128::from(value))
}

/// The number in `text`, written in `style`.
///
/// Understands `Rp` and `IDR`, a closing `,-`, brackets or any minus sign for negatives, a
/// percent sign (`80%` is 80), blanks between groups of three digits, and exponents with either
/// decimal mark. A thousands group has exactly three digits and no number begins with a group
/// `0`; anything else, and a lone dash, is `None`.
///
/// ```
/// # use zona::load::raw::number::{Decimal, Style, parse};
/// let amount = parse("(Rp 1.250.000,50)", Style::Indonesian);
/// assert_eq!(amount, Some(Decimal { mantissa: -12_500_005, scale: 1 }));
/// assert_eq!(parse("1.25", Style::Indonesian), None);
/// ```
pub fn parse(text: &str, style: Style) -> Option<Decimal> {
    strip(text)?.read(style)
}

/// The number in the text of a stored number: digits, a `.`, perhaps an exponent.
pub fn parse_plain(text: &str) -> Option<Decimal> {
    if let Some(mantissa) = few_digits(text) {
        return Some(Decimal { mantissa, scale: 0 });
    }
    let (digits, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    scientific(digits, negative, &['.'])
}

impl Bare<'_> {
    fn read(&self, style: Style) -> Option<Decimal> {
        if self.digits.contains(['e', 'E']) {
            // Only machines write exponents, and they do not group: either mark is decimal.
            return scientific(self.digits, self.negative, &['.', ',']);
        }
        if self.comma_dash && style == Style::English {
            return None;
        }
        self.short(style).unwrap_or_else(|| self.long(style))
    }

    fn long(&self, style: Style) -> Option<Decimal> {
        let (thousands, decimal) = match style {
            Style::Indonesian => (Some('.'), ','),
            Style::English => (Some(','), '.'),
            Style::Plain if self.digits.contains(',') => (None, ','),
            Style::Plain => (None, '.'),
        };
        let (whole, fraction) = match self.digits.split_once(decimal) {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (self.digits, ""),
        };
        decimal_number(&ungrouped(whole, thousands)?, fraction, 0, self.negative)
    }
}

impl Bare<'_> {
    /// The reading of a number of few digits with nothing but `.` and `,` between them, which is
    /// nearly every one; `None` leaves it to the long way, which gives the same.
    fn short(&self, style: Style) -> Option<Option<Decimal>> {
        let bytes = self.digits.as_bytes();
        if bytes.len() > 20 {
            return None;
        }
        let (thousands, decimal) = match style {
            Style::Indonesian => (b'.', b','),
            Style::English => (b',', b'.'),
            Style::Plain => return None,
        };
        let (mut mantissa, mut n_digits, mut scale) = (0_i64, 0, 0_u8);
        // Digits since the last thousands mark, and whether there was one.
        let (mut group, mut grouped, mut fraction) = (0, false, false);
        for byte in bytes {
            match byte {
                b'0'..=b'9' => {
                    n_digits += 1;
                    if n_digits > 18 {
                        return None;
                    }
                    mantissa = mantissa * 10 + i64::from(byte - b'0');
                    group += 1;
                    scale += u8::from(fraction);
                }
                mark if *mark == decimal => {
                    if fraction || (grouped && group != 3) {
                        return Some(None);
                    }
                    (fraction, group) = (true, 0);
                }
                mark if *mark == thousands => {
                    let first = !grouped && (group == 0 || group > 3 || bytes[0] == b'0');
                    if fraction || first || (grouped && group != 3) {
                        return Some(None);
                    }
                    (grouped, group) = (true, 0);
                }
                _ => return None,
            }
        }
        if n_digits == 0 || (fraction && group == 0) || (grouped && !fraction && group != 3) {
            return Some(None);
        }
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let mantissa = i128::from(if self.negative { -mantissa } else { mantissa });
        Some(Some(Decimal { mantissa, scale }))
    }
}

/// The digits of a whole number without the marks between its groups.
fn ungrouped(whole: &str, thousands: Option<char>) -> Option<String> {
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mark = if whole.contains(is_gap) {
        whole.chars().find(|c| is_gap(*c))
    } else {
        thousands.filter(|mark| whole.contains(*mark))
    };
    let Some(mark) = mark else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let lengths = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (lengths && !first.starts_with('0')).then(|| whole.replace(mark, ""))
}

/// Digits with at most one of `marks`, and perhaps an exponent.
fn scientific(text: &str, negative: bool, marks: &[char]) -> Option<Decimal> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit())
            {
                return None;
            }
            (number, exponent.parse().ok()?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = match number.split_once(marks) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (number, ""),
    };
    decimal_number(whole, fraction, exponent, negative)
}

/// The number of the digits `whole` and `fraction` times ten to the power of `exponent`.
fn decimal_number(whole: &str, fraction: &str, exponent: i64, negative: bool) -> Option<Decimal> {
    let digits: String = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_end_matches('0');
    let dropped = (digits.len() - significant.len()) as i64;
    let mut scale = fraction.len() as i64 - exponent - dropped;
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Some(Decimal { mantissa: 0, scale: 0 });
    }
    let (kept, rounded_off) = match usize::try_from(scale - MAX_SCALE) {
        Ok(excess) if excess > 0 => {
            scale = MAX_SCALE;
            significant.split_at(significant.len().saturating_sub(excess))
        }
        _ => (significant, ""),
    };
    let mut mantissa: i128 = if kept.is_empty() { 0 } else { kept.parse().ok()? };
    let excess = (fraction.len() as i64 - exponent - dropped - scale).max(0);
    if rounds_up(rounded_off, excess, mantissa) {
        mantissa = mantissa.checked_add(1)?;
    }
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    if scale < 0 {
        let power = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
        (mantissa, scale) = (mantissa.checked_mul(power)?, 0);
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    Some(Decimal { mantissa, scale: u8::try_from(scale).ok()? })
}

/// Whether dropping the last `excess` decimals, of which `dropped` are the significant ones,
/// rounds the mantissa up: half to even.
fn rounds_up(dropped: &str, excess: i64, mantissa: i128) -> bool {
    if (dropped.len() as i64) < excess {
        return false;
    }
    match dropped.bytes().next() {
        None | Some(b'0'..=b'4') => false,
        Some(b'5') if dropped.len() == 1 => mantissa % 2 != 0,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(number: Option<Decimal>) -> String {
        match number {
            None => "none".to_owned(),
            Some(Decimal { mantissa, scale }) => format!("{mantissa}e-{scale}"),
        }
    }

    #[test]
    fn indonesian() {
        let check =
            |text, expected| assert_eq!(show(parse(text, Style::Indonesian)), expected, "{text}");
        check("10.701.893.800,00", "10701893800e-0");
        check("1.234.567,89", "123456789e-2");
        check("1.234", "1234e-0");
        check("1234", "1234e-0");
        check("1234567,5", "12345675e-1");
        check("99,60", "996e-1");
        check("0,00", "0e-0");
        check(",5", "5e-1");
        check("Rp 1.234.567,-", "1234567e-0");
        check("Rp 1.250.000,-", "1250000e-0");
        check("Rp1.250.000.-", "1250000e-0");
        check("Rp. 1.250.000,--", "1250000e-0");
        check("IDR 5.000", "5000e-0");
        check("Rp0", "0e-0");
        check("rp 7", "7e-0");
        check("(1.234)", "-1234e-0");
        check("(Rp 1.234,5)", "-12345e-1");
        check("Rp (1.234)", "-1234e-0");
        check("-1.234", "-1234e-0");
        check("- 1.234", "-1234e-0");
        check("\u{2212}1.234", "-1234e-0");
        check("\u{2013}5", "-5e-0");
        check("-Rp 1.000", "-1000e-0");
        check("Rp -1.000", "-1000e-0");
        check("+5", "5e-0");
        check("80,00%", "80e-0");
        check("80 %", "80e-0");
        check("\u{a0}1.000\u{a0}", "1000e-0");
        check("1\u{a0}234\u{a0}567,89", "123456789e-2");
        check("1 234", "1234e-0");
        check("2.037392E10", "20373920000e-0");
        check("2,037392e+10", "20373920000e-0");
        check("1,5E-3", "15e-4");
        check("007", "7e-0");
        check("99999999999999999999", "99999999999999999999e-0");
    }

    #[test]
    fn not_numbers() {
        let check = |text| {
            for style in [Style::Indonesian, Style::English, Style::Plain] {
                assert_eq!(parse(text, style), None, "{text} {style:?}");
            }
        };
        for text in
            ["", " ", "-", "–", "--", "n/a", "Rp", "Rp -", "%", "()", "(1", "1)", "1-", "1--2"]
        {
            check(text);
        }
        for text in
            ["1.2o0", "1..2", "1,,2", "12 34", "1 2345", "1.23.4", "1.234.56", ".", ",", "5,"]
        {
            check(text);
        }
        for text in
            ["Rp Rp 1", "--1", "-(1)", "(-1)", "Rp 5%", "e5", "1e", "1e+", "1E99", "1e99999", "٣"]
        {
            check(text);
        }
        for text in ["01.234.567", "1.234,567.8", "inf", "NaN", "0x10", "1_000", "5 %%", "１２"] {
            check(text);
        }
        check(&"9".repeat(60));
    }

    #[test]
    fn indonesian_refuses_other_styles() {
        for text in ["1,234.56", "0.8", "1.25", "10701893800.00", "1234.567", "0.343", "1,234,567"]
        {
            assert_eq!(parse(text, Style::Indonesian), None, "{text}");
        }
    }

    #[test]
    fn english_and_plain() {
        let check = |text, english, plain| {
            assert_eq!(show(parse(text, Style::English)), english, "{text}");
            assert_eq!(show(parse(text, Style::Plain)), plain, "{text}");
        };
        check("1,234.56", "123456e-2", "none");
        check("1,234,567", "1234567e-0", "none");
        check("1.234", "1234e-3", "1234e-3");
        check("239,554", "239554e-0", "239554e-3");
        check("0.8", "8e-1", "8e-1");
        check("0,8", "none", "8e-1");
        check(".5", "5e-1", "5e-1");
        check("1.234.567", "none", "none");
        check("1.234,56", "none", "none");
        check("80.00%", "80e-0", "80e-0");
        check("Rp 1.000,-", "none", "1e-0");
        check("1E3", "1000e-0", "1000e-0");
    }

    #[test]
    fn stored_numbers() {
        let check = |text, expected| assert_eq!(show(parse_plain(text)), expected, "{text}");
        check("20373920000", "20373920000e-0");
        check("0.0343", "343e-4");
        check("-0.5", "-5e-1");
        check("-0", "0e-0");
        check("1.50", "15e-1");
        check("1e3", "1000e-0");
        check("0.0001234567890123456", "123456789012346e-18");
        check("0.0000000000000000005", "0e-0");
        check("0.0000000000000000015", "2e-18");
        check("0.00000000000000000051", "1e-18");
        check("0.00000000000000000009", "0e-0");
        check("0.9999999999999999999", "1e-0");
        check("1,5", "none");
        check("", "none");
        check("-", "none");
        check("1.", "none");
        check("--1", "none");
    }

    #[test]
    fn evidences() {
        use NumberEvidence::*;
        let check = |text, expected| assert_eq!(evidence(text), expected, "{text}");
        check("1.234,56", Indonesian);
        check("99,60", Indonesian);
        check("80,00%", Indonesian);
        check("0,343", Indonesian);
        check("1.234.567", Indonesian);
        check("200.000.000", Indonesian);
        check("Rp 250.000,-", Indonesian);
        check("Rp 250.000", Indonesian);
        check("Rp 250,000", English);
        check("1,234.56", English);
        check("1,234,567", English);
        check("0.8", English);
        check("0.343", English);
        check("1234.5", English);
        check("1.234", Ambiguous);
        check("239,554", Ambiguous);
        check("(12.500)", Ambiguous);
        check("1234", Neutral);
        check("Rp0", Neutral);
        check("80%", Neutral);
        check("1 234 567", Neutral);
        check("2.037392E10", Neutral);
        check("", NotANumber);
        check("-", NotANumber);
        check("n/a", NotANumber);
        check("1.23.4", NotANumber);
        check("14/11/23", NotANumber);
    }

    #[test]
    fn the_short_way_gives_what_the_long_way_gives() {
        // Every text of up to seven of these characters, which holds every mistake of grouping.
        let alphabet = ['0', '1', '.', ','];
        let mut texts = vec![String::new()];
        for _ in 0..7 {
            let longer = texts.iter().flat_map(|text| alphabet.map(|c| format!("{text}{c}")));
            texts = longer.collect();
            for digits in &texts {
                let bare =
                    |digits| Bare { digits, negative: false, currency: false, comma_dash: false };
                for style in [Style::Indonesian, Style::English] {
                    let short = bare(digits.as_str()).short(style).unwrap();
                    let long = bare(digits.as_str()).long(style);
                    assert_eq!(short, long, "{digits} {style:?}");
                }
            }
        }
    }

    #[test]
    fn common_amounts_are_read_as_all_others_are() {
        let slow = |text: &str| {
            let both = (parse(text, Style::Indonesian), parse(text, Style::English));
            match both {
                (Some(one), Some(other)) if one == other => (Some(one), NumberEvidence::Neutral),
                (Some(one), Some(_)) => (Some(one), NumberEvidence::Ambiguous),
                (Some(one), None) => (Some(one), NumberEvidence::Indonesian),
                (None, Some(other)) => (Some(other), NumberEvidence::English),
                (None, None) => (None, NumberEvidence::NotANumber),
            }
        };
        let mut texts = vec![String::new()];
        for _ in 0..9 {
            let longer =
                texts.iter().flat_map(|text| ['0', '7', '.'].map(|c| format!("{text}{c}")));
            texts = longer.collect();
            for text in &texts {
                let fast = reading(text);
                let evidence = fast.map_or(NumberEvidence::NotANumber, |fast| fast.evidence);
                assert_eq!((fast.map(|fast| fast.value), evidence), slow(text), "{text}");
            }
        }
    }
}
