//! What people put around the digits of a number: signs, brackets, currency, percent, `,-`.

use super::cell::trim;

/// Whether `text` is only a dash, as tables write "nothing": `-`, `–`, `--`, also `Rp -`.
pub fn is_dash(text: &str) -> bool {
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let text = trim(text);
    let text = strip_currency(text).unwrap_or(text);
    !text.is_empty() && text.chars().count() <= 3 && text.chars().all(is_dash_mark)
}

/// A number without its ornaments.
pub(super) struct Bare<'t> {
    pub(super) digits: &'t str,
    pub(super) negative: bool,
    pub(super) currency: bool,
    /// Ended in `,-`, which only the Indonesian style does.
    pub(super) comma_dash: bool,
}

/// Takes sign, brackets, currency, percent sign and `,-` off; each may appear once.
pub(super) fn strip(text: &str) -> Option<Bare<'_>> {
    let mut rest = trim(text);
    let (mut sign, mut bracket, mut currency) = (None, false, false);
    loop {
        let mut chars = rest.chars();
        match chars.next()? {
            '(' if !bracket && sign.is_none() => {
                rest = trim(chars.as_str().strip_suffix(')')?);
                bracket = true;
            }
            c if is_minus(c) && sign.is_none() && !bracket => {
                rest = trim(chars.as_str());
                sign = Some(true);
            }
            '+' if sign.is_none() && !bracket => {
                rest = trim(chars.as_str());
                sign = Some(false);
            }
            _ => match strip_currency(rest) {
                Some(after) if !currency => {
                    rest = after;
                    currency = true;
                }
                _ => break,
            },
        }
    }
    let mut comma_dash = false;
    if let Some(before) = rest.strip_suffix('%') {
        if currency {
            return None;
        }
        rest = trim(before);
    } else {
        let before = rest.trim_end_matches(is_dash_mark);
        if before.len() < rest.len() {
            comma_dash = before.ends_with(',');
            rest = trim(before.strip_suffix([',', '.'])?);
        }
    }
    Some(Bare { digits: rest, negative: bracket || sign == Some(true), currency, comma_dash })
}

/// What follows `Rp`, `Rp.` or `IDR`.
fn strip_currency(text: &str) -> Option<&str> {
    let prefix = |word: &str| {
        let (head, rest) = text.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    };
    prefix("Rp.").or_else(|| prefix("Rp")).or_else(|| prefix("IDR")).map(trim)
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '\u{2012}' | '\u{2013}')
}

fn is_dash_mark(c: char) -> bool {
    is_minus(c) || matches!(c, '\u{2010}' | '\u{2011}' | '\u{2014}' | '\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes() {
        let check = |text, expected| assert_eq!(is_dash(text), expected, "{text:?}");
        check("-", true);
        check(" \u{2013}\u{a0}", true);
        check("—", true);
        check("--", true);
        check("Rp -", true);
        check(" Rp-   ", true);
        check("", false);
        check("Rp", false);
        check("-1", false);
        check("-----", false);
    }
}
