//! What a spreadsheet does to numbers: percent formats, and digits that are gone for good.
//!
//! A cell that shows `80%` holds 0.8 and a format; a code of 18 digits that was once taken for a
//! number holds its first 15 and then zeros. Both are settled here, by text and never by floats.

use super::cell::CellRef;

/// Whether a number format shows percents: a `%` that is no literal, in its first section.
pub(super) fn is_percent(format: &str) -> bool {
    format.eq_ignore_ascii_case("percent") || bare(format).contains('%')
}

/// Whether a number format shows a date or a time of day.
pub(super) fn is_date(format: &str) -> bool {
    // Names that spreadsheets give to formats without a date, though they have its letters.
    const NUMBERS: [&str; 7] =
        ["general", "standard", "general number", "fixed", "currency", "percent", "scientific"];
    let format = format.to_ascii_lowercase();
    let is_name = NUMBERS.iter().any(|name| format == *name);
    !is_name && bare(&format).contains(['d', 'm', 'y', 'h', 's', 't'])
}

/// The first section of a format, without literals, escapes and brackets.
fn bare(format: &str) -> String {
    let (mut out, mut quoted, mut bracket) = (String::new(), false, false);
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracket = true,
            ']' => bracket = false,
            _ if bracket => {}
            // An escape, a blank as wide as the next character, a filling.
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            c => out.push(c),
        }
    }
    out
}

/// The plain decimal text `digits` times a hundred: `0.0343` becomes `3.43`, `-1` becomes `-100`.
pub(super) fn percent(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (moved, rest) = fraction.split_at(fraction.len().min(2));
    let whole = format!("{whole}{moved:0<2}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    let sign = if whole == "0" && rest.is_empty() { "" } else { sign };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// Whether a code that stands in this cell has lost digits on its way through a number.
///
/// A stored number of more than 15 digits has (a spreadsheet keeps 15, a file 17 at most), and so
/// has text such as `1,98E+17`, which shows fewer digits than the number has.
pub fn digits_lost(cell: CellRef<'_>) -> bool {
    match cell {
        CellRef::Number(digits) => {
            let whole = digits.trim_start_matches('-').split('.').next().unwrap_or("");
            whole.trim_start_matches('0').len() > KEPT
        }
        CellRef::Text(text) => shortened(super::cell::trim(text).trim_start_matches('\'')),
        _ => false,
    }
}

/// Whether `text` is a number as spreadsheets shorten it: one digit, a mark, digits, `E+`.
fn shortened(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((digits, exponent)) = text.trim_start_matches('-').split_once(['E', 'e']) else {
        return false;
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    // `1E5` may well be a code; a spreadsheet writes a mark or the sign.
    let marked = exponent.starts_with('+') || !fraction.is_empty();
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    if !marked || !is_digits(exponent) {
        return false;
    }
    let is_number = whole.len() == 1 && is_digits(whole);
    let is_number = is_number && (fraction.is_empty() || is_digits(fraction));
    is_number && exponent.parse().is_ok_and(|exponent: usize| fraction.len() < exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let check = |format, percent, date| {
            assert_eq!((is_percent(format), is_date(format)), (percent, date), "{format}");
        };
        check("0%", true, false);
        check("0.00%;[Red]-0.00%", true, false);
        check("Percent", true, false);
        check("0\"%\"", false, false);
        check("0\\%", false, false);
        check("0;0%", false, false);
        check("General", false, false);
        check("Standard", false, false);
        check("#,##0", false, false);
        check("\"Rp\"#,##0_)", false, false);
        check("[$-421]DD MMMM YYYY", false, true);
        check("Short Date", false, true);
        check("[Red]0", false, false);
    }

    #[test]
    fn percents() {
        let check = |digits, expected| assert_eq!(percent(digits), expected, "{digits}");
        check("0.8", "80");
        check("1", "100");
        check("0.0343", "3.43");
        check("-0.125", "-12.5");
        check("0.005", "0.5");
        check("0.07", "7");
        check("12.5", "1250");
        check("0", "0");
        check("-0.00", "0");
    }

    #[test]
    fn lost_digits() {
        let (text, number) = (CellRef::Text, CellRef::Number);
        let check =
            |cell: CellRef<'_>, expected| assert_eq!(digits_lost(cell), expected, "{cell:?}");
        check(number("123456789012345"), false);
        check(number("1234567890123450"), true);
        check(number("198001012005011000"), true);
        check(number("-0.12345678901234567"), false);
        check(text("198001012005011001"), false);
        check(text("1,98E+17"), true);
        check(text("1.98001E+17"), true);
        check(text("1,98E17"), true);
        check(text("2E+11"), true);
        check(text("1,23456789012E+11"), false);
        check(text("1E5"), false);
        check(text("E+17"), false);
        check(text("WA.2E+3"), false);
    }
}
