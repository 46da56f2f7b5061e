//! Numbers and dates as people read them: `1.234,5` and `31 Desember 2024` in Indonesian,
//! `1,234.5` and `31 December 2024` in English. The one place of display rounding.

use crate::domain::{Date, Datelike, Grain, Number, Period};
use crate::messages::{Lang, Messages};

/// A number with exactly `decimals` decimals.
pub fn number(value: &Number, decimals: u32, lang: Lang) -> String {
    let fixed = value.to_fixed(decimals);
    let (sign, digits) = match fixed.strip_prefix('-') {
        Some(rest) if rest.bytes().any(|b| (b'1'..=b'9').contains(&b)) => ("−", rest),
        Some(rest) => ("", rest),
        None => ("", fixed.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, decimal) = match lang {
        Lang::Id => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{decimal}{fraction}")
    }
}

/// A number with its unit: `92,4 %`, `Rp 1.234`, `12 hari kerja`.
pub fn with_unit(value: &Number, decimals: u32, unit: &str, lang: Lang) -> String {
    unit_around(&number(value, decimals, lang), unit)
}

fn unit_around(text: &str, unit: &str) -> String {
    match unit {
        "" => text.to_owned(),
        "Rp" => match text.strip_prefix('−') {
            Some(rest) => format!("−Rp\u{a0}{rest}"),
            None => format!("Rp\u{a0}{text}"),
        },
        unit => format!("{text}\u{a0}{unit}"),
    }
}

/// How many decimals more than its own a number may be shown with.
const MORE_DECIMALS: u32 = 12;

/// The most decimals in which a target or a threshold is written down.
const DECLARED_DECIMALS: u32 = 4;

/// So many decimals, at least `decimals`, that rounding does not hide on which side of `edge` the
/// number lies.
pub fn honest_decimals(value: &Number, decimals: u32, edge: Option<&Number>) -> u32 {
    let Some(edge) = edge else { return decimals };
    telling_decimals(value, decimals, &|shown| shown.cmp(edge) == value.cmp(edge))
}

/// The fewest decimals, at least `decimals`, with which the rounded number is still judged as the
/// exact one is, by `same`; `decimals` where no number of them does.
pub fn telling_decimals(value: &Number, decimals: u32, same: &dyn Fn(&Number) -> bool) -> u32 {
    let told = |digits: &u32| same(&value.round(*digits));
    (decimals..=decimals + MORE_DECIMALS).find(told).unwrap_or(decimals)
}

/// The decimals of a limit: as it was declared, 90 and 88,31 and 62,5; `decimals` where it was
/// worked out and has no end.
pub fn declared_decimals(limit: &Number, decimals: u32) -> u32 {
    (0..=DECLARED_DECIMALS).find(|digits| limit.round(*digits) == *limit).unwrap_or(decimals)
}

/// A large amount in short: `Rp 1,2 miliar`.
pub fn short_amount(value: &Number, words: &Messages) -> String {
    let lang = words.lang();
    let steps = [(12, "amount-trillion"), (9, "amount-billion"), (6, "amount-million")];
    let size = value.abs();
    for (power, key) in steps {
        let unit = Number::from_scaled(10i128.pow(power), 0);
        if size >= unit {
            let share = value.checked_div(&unit).unwrap_or_default();
            let decimals = if share.abs() >= 100 { 0 } else { 1 };
            return format!("Rp\u{a0}{}\u{a0}{}", number(&share, decimals, lang), words.word(key));
        }
    }
    with_unit(value, 0, "Rp", lang)
}

/// A date in words.
pub fn date(day: Date, words: &Messages) -> String {
    format!("{} {} {}", day.day(), words.word(&format!("month-{}", day.month())), day.year())
}

/// A period in words: `Triwulan IV 2024`.
pub fn period(period: Period, words: &Messages) -> String {
    let index = period.index();
    match period.grain() {
        Grain::Year => words.text("period-year", &[("year", period.year().to_string())]),
        Grain::Month => format!("{} {}", words.word(&format!("month-{index}")), period.year()),
        Grain::Quarter => {
            format!("{} {} {}", words.word("period-quarter"), roman(index), period.year())
        }
        Grain::Semester => {
            format!("{} {} {}", words.word("period-semester"), roman(index), period.year())
        }
    }
}

/// A period within its year, for axes: `TW IV`, `Des`.
pub fn short_period(period: Period, words: &Messages) -> String {
    let index = period.index();
    match period.grain() {
        Grain::Year => period.year().to_string(),
        Grain::Month => words.word(&format!("month-short-{index}")),
        Grain::Quarter => format!("{} {}", words.word("period-quarter-short"), roman(index)),
        Grain::Semester => format!("{} {}", words.word("period-semester-short"), roman(index)),
    }
}

fn roman(index: u32) -> &'static str {
    ["I", "II", "III", "IV"].get(index as usize - 1).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn numbers_as_people_read_them() {
        let check = |value, decimals, lang, expected: &str| {
            assert_eq!(number(&parsed(value), decimals, lang), expected);
        };
        check("1234567.895", 2, Lang::Id, "1.234.567,90");
        check("1234567.895", 2, Lang::En, "1,234,567.90");
        check("-1234", 0, Lang::Id, "−1.234");
        check("-0.001", 2, Lang::Id, "0,00");
        check("999", 0, Lang::Id, "999");
        assert_eq!(with_unit(&parsed("92.4"), 1, "%", Lang::Id), "92,4\u{a0}%");
        assert_eq!(with_unit(&parsed("-5"), 0, "Rp", Lang::Id), "−Rp\u{a0}5");
    }

    #[test]
    fn rounding_does_not_hide_the_side_of_an_edge() {
        let check = |value, edge, expected| {
            assert_eq!(honest_decimals(&parsed(value), 2, Some(&parsed(edge))), expected);
        };
        check("59.996", "60", 3);
        check("74.995", "75", 3);
        check("59.99", "60", 2);
        check("60", "60", 2);
        check("60.00001", "60", 5);
        check("59.9999999999", "60", 10);
        check("62.125", "62.125", 3);
    }

    #[test]
    fn limits_are_printed_as_declared() {
        let check = |limit, expected| assert_eq!(declared_decimals(&parsed(limit), 2), expected);
        check("90", 0);
        check("62.5", 1);
        check("88.31", 2);
        check("62.125", 3);
        check("66.6666666666", 2);
    }
}
