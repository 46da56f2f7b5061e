//! Dates from the ways people write them, Indonesian and English month names included.
//!
//! Whether `03/04/2024` is in April or in March is settled once per column: [`order_evidence`]
//! says what one text shows, and [`parse`] reads every cell in the one [`DateOrder`].

use chrono::{Days, NaiveDate};

use super::cell::is_blank;

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `14/11/2023`, the Indonesian habit.
    DayFirst,
    /// `11/14/2023`.
    MonthFirst,
}

/// The years a date in an office table can have.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Names of the months as tables write them, by their number less one.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "february", "pebruari", "feb", "peb"],
    &["maret", "march", "mar", "mrt"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["agustus", "august", "agust", "agu", "agt", "ags", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "december", "des", "dec"],
];

/// Words that may stand around the name of a month without changing it.
const MONTH_COMPANY: [&str; 9] =
    ["s", "d", "sd", "sampai", "dengan", "bulan", "per", "akhir", "periode"];

/// Words that may stand after a date: its time of day.
const TIME_WORDS: [&str; 8] = ["wib", "wita", "wit", "am", "pm", "pukul", "jam", "z"];

/// The date in `text`; a time of day after it is ignored.
///
/// Reads `14/11/23`, `14-11-2023`, `14.11.2023`, `2023-11-14`, `2023-11-14T02:08:51.000`,
/// `20231114`, `14 November 2023`, `8 Agu 2024`, `Kamis, 14 Nopember 2023`, `Nov 14, 2023`.
/// A two-digit year is of this century; a day that does not exist, and a year outside 1900 to
/// 2100, is `None`.
pub fn parse(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let parts = Parts::of(text)?;
    let [first, second, third] = parts.words;
    if let Some(month) = named_month(second) {
        return match first.len() {
            4 => date(first, month, third),
            _ => date(third, month, first),
        };
    }
    if let Some(month) = named_month(first) {
        return date(third, month, second);
    }
    if !parts.one_separator {
        return None;
    }
    if first.len() == 4 {
        return date(first, small(second)?, third);
    }
    match order {
        DateOrder::DayFirst => date(third, small(second)?, first),
        DateOrder::MonthFirst => date(third, small(first)?, second),
    }
}

/// Which order the numbers of `text` prove, if any: a number over 12 is a day.
pub fn order_evidence(text: &str) -> Option<DateOrder> {
    let day_first = parse(text, DateOrder::DayFirst);
    let month_first = parse(text, DateOrder::MonthFirst);
    match (day_first, month_first) {
        (Some(_), None) => Some(DateOrder::DayFirst),
        (None, Some(_)) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The date in `text` in both orders, where they make one.
pub fn both_orders(text: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match plain(text.as_bytes()) {
        Some(both) => both,
        None => (parse(text, DateOrder::DayFirst), parse(text, DateOrder::MonthFirst)),
    }
}

/// `14/11/2023`, `14-11-2023` and `2023-11-14`, the ways most columns are written, without the
/// trouble of the others; `None` leaves a text to [`parse`], which gives the same.
fn plain(text: &[u8]) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let number = |digits: &[u8]| {
        let add = |sum: u32, byte: &u8| {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            Some(sum * 10 + u32::from(digit))
        };
        digits.iter().try_fold(0, add)
    };
    let day = |year: u32, month, day| {
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    match text {
        [a, b, s1 @ (b'/' | b'-' | b'.'), c, d, s2, year @ ..] if s1 == s2 && year.len() == 4 => {
            let (first, second) = (number(&[*a, *b])?, number(&[*c, *d])?);
            let year = number(year)?;
            Some((day(year, second, first), day(year, first, second)))
        }
        [_, _, _, _, s1 @ (b'-' | b'/'), c, d, s2, e, f] if s1 == s2 => {
            let found = day(number(&text[..4])?, number(&[*c, *d])?, number(&[*e, *f])?);
            Some((found, found))
        }
        _ => None,
    }
}

/// The month in a text that is only a month: `Juli`, `NOPEMBER`, `07`, `s.d. September`,
/// `Bulan Mei 2024`.
///
/// `None` when there are other words (`Mei Lestari`) or two different months.
pub fn month(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut found = None;
    if let (Some(only), None) = (words.next(), words.next()) {
        found = small(only);
    }
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match named_month(word) {
            Some(month) if found.is_none_or(|other| other == month) => found = Some(month),
            Some(_) => return None,
            None if MONTH_COMPANY.contains(&word) || year(word).is_some() => {}
            None if small(word).is_some_and(|number| found == Some(number)) => {}
            None => return None,
        }
    }
    found.filter(|month| (1..=12).contains(month))
}

/// The quarter in a text that is only a quarter: `TW III`, `Triwulan 3`, `IV`, `Q2 2024`.
pub fn quarter(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let lower = lower.trim_matches(is_blank);
    let rest = ["triwulan", "tw", "kuartal", "quarter", "q"].iter().find_map(|word| {
        let rest = lower.strip_prefix(word)?;
        Some(rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, '.' | '-' | '_')))
    });
    let mut words = rest.unwrap_or(lower).split(|c: char| !c.is_alphanumeric());
    let number = match words.next()? {
        "1" | "i" => 1,
        "2" | "ii" => 2,
        "3" | "iii" => 3,
        "4" | "iv" => 4,
        _ => return None,
    };
    let others = words.filter(|word| !word.is_empty());
    others.into_iter().all(|word| year(word).is_some() || word == "tahun").then_some(number)
}

/// The date of a serial number of Excel's 1900 calendar: 45244 is 14 November 2023.
///
/// `None` before 1 January 1900, after 2100, and for 60, the day that Excel believes in and
/// that never was.
pub fn from_serial(days: i64) -> Option<NaiveDate> {
    let epoch = match days {
        1..=59 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        61.. => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        _ => return None,
    };
    let date = epoch.checked_add_days(Days::new(days.try_into().ok()?))?;
    YEARS.contains(&chrono::Datelike::year(&date)).then_some(date)
}

/// The three words of a date, whatever stood between them.
struct Parts<'t> {
    words: [&'t str; 3],
    /// The same separator twice, and no comma: what numbers alone need to be a date.
    one_separator: bool,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Option<Parts<'t>> {
        let mut words: Vec<(&str, &str)> = Vec::new();
        let mut rest = before_time(text);
        // A date has few words; a long note is none, and need not be cut up.
        while !rest.is_empty() && words.len() < 12 {
            let start = rest.find(|c: char| !is_separator(c)).unwrap_or(rest.len());
            let (separator, tail) = rest.split_at(start);
            let end = tail.find(is_separator).unwrap_or(tail.len());
            if end > 0 {
                words.push((separator.trim_matches(is_blank), &tail[..end]));
            }
            rest = &tail[end..];
        }
        let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '\'');
        let lead =
            words.iter().take_while(|(_, word)| is_word(word) && named_month(word).is_none());
        let lead = lead.count();
        match words.get(lead..)? {
            [(_, only)] if only.len() == 8 && only.is_ascii() => {
                let words = [&only[..4], &only[4..6], &only[6..]];
                Some(Parts { words, one_separator: true })
            }
            [(_, first), (one, second), (other, third), tail @ ..] => {
                if !tail.iter().all(|(_, word)| is_time(word)) || !rest.is_empty() {
                    return None;
                }
                let one_separator = one == other && !one.contains(',');
                Some(Parts { words: [first, second, third], one_separator })
            }
            _ => None,
        }
    }
}

/// `text` up to its time of day: before `T02:08`, or before the word with a colon.
fn before_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text.trim_matches(is_blank);
    };
    let before = &text[..colon];
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    hour.strip_suffix('T').unwrap_or(hour).trim_matches(is_blank)
}

fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '/' | '-' | '.' | ',' | '\u{2013}')
}

fn is_time(word: &str) -> bool {
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    number || TIME_WORDS.iter().any(|time| word.eq_ignore_ascii_case(time))
}

fn named_month(word: &str) -> Option<u32> {
    let is_name = |names: &&[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let index = MONTHS.iter().position(is_name)?;
    u32::try_from(index + 1).ok()
}

/// A number of one or two digits.
fn small(word: &str) -> Option<u32> {
    let digits = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok() } else { None }
}

fn year(word: &str) -> Option<i32> {
    let year = match word.len() {
        2 => 2000 + i32::try_from(small(word)?).ok()?,
        4 if word.bytes().all(|byte| byte.is_ascii_digit()) => word.parse().ok()?,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

fn date(year_word: &str, month: u32, day_word: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year(year_word)?, month, small(day_word)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(date: Option<NaiveDate>) -> String {
        date.map_or("none".to_owned(), |date| date.to_string())
    }

    #[test]
    fn day_first() {
        let check =
            |text, expected| assert_eq!(show(parse(text, DateOrder::DayFirst)), expected, "{text}");
        for text in [
            "14/11/23",
            "14-11-2023",
            "14.11.2023",
            "2023-11-14",
            "2023/11/14",
            "2023-11-14T02:08:51.000",
            "2023-11-14 02:08",
            "14/11/2023 10.30",
            "14/11/2023 10:30:00 WIB",
            "14 November 2023",
            "14 NOV 2023",
            "14-Nov-23",
            "Kamis, 14 Nopember 2023",
            "Selasa 14 Nop 2023",
            "20231114",
            "Jakarta, 14 November 2023",
            "Jum'at, 14 November 2023",
            "Nov 14, 2023",
            "November 14, 2023 9 AM",
            " 14\u{a0}November\u{a0}2023 ",
            "14 / 11 / 2023",
            "14 11 2023",
            "2023-Nov-14",
            "14 November 2023 pukul 10.30",
            "14 November 2023, 10:30",
        ] {
            check(text, "2023-11-14");
        }
        check("23 Sep 2024", "2024-09-23");
        check("5 Jan 2024", "2024-01-05");
        check("8 Agu 2024", "2024-08-08");
        check("8 Agt. 2024", "2024-08-08");
        check("8 Ags 2024", "2024-08-08");
        check("29/02/2024", "2024-02-29");
        check("1/2/2024", "2024-02-01");
        check("31/12/1900", "1900-12-31");
        check("31/12/2100", "2100-12-31");
    }

    #[test]
    fn not_dates() {
        for text in [
            "",
            "-",
            "31/02/23",
            "29/02/2023",
            "11/14/2023",
            "14/11/2204",
            "14/11/1899",
            "14/11/123",
            "8 Agu",
            "14/11",
            "00/01/2024",
            "1/0/2024",
            "14/11-2023",
            "1,2,2023",
            "1.234.567",
            "1234",
            "45244",
            "99999999",
            "14 Foo 2023",
            "TW III",
            "14 November 2023 sampai 20 November 2023",
            "14/11/2023 lunas",
            "14-15 November 2023",
            "٣/٣/٢٠٢٣",
            "T10:30",
            ":",
            "éééé",
        ] {
            assert_eq!(parse(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn month_first() {
        let check = |text, expected| {
            assert_eq!(show(parse(text, DateOrder::MonthFirst)), expected, "{text}")
        };
        check("11/14/2023", "2023-11-14");
        check("1/2/2024", "2024-01-02");
        check("14/11/2023", "none");
        check("2023-11-14", "2023-11-14");
        check("14 November 2023", "2023-11-14");
    }

    #[test]
    fn evidence_of_order() {
        let check = |text, expected| assert_eq!(order_evidence(text), expected, "{text}");
        check("14/11/2023", Some(DateOrder::DayFirst));
        check("11/14/23", Some(DateOrder::MonthFirst));
        check("01/02/2024", None);
        check("2023-11-14", None);
        check("14 Nov 2023", None);
        check("31/02/2023", None);
        check("n/a", None);
    }

    #[test]
    fn months() {
        let check = |text, expected| assert_eq!(month(text), expected, "{text}");
        check("Juli", Some(7));
        check("JULI", Some(7));
        check("07", Some(7));
        check("7", Some(7));
        check("NOPEMBER", Some(11));
        check("Sept", Some(9));
        check("s.d. September", Some(9));
        check("s/d Agustus", Some(8));
        check("Bulan Mei 2024", Some(5));
        check(" Des. ", Some(12));
        check("13", None);
        check("0", None);
        check("", None);
        check("2024", None);
        check("Mei Lestari", None);
        check("Januari s.d. September", None);
        check("TW III", None);
    }

    #[test]
    fn serials() {
        let check = |days, expected| assert_eq!(show(from_serial(days)), expected, "{days}");
        check(45244, "2023-11-14");
        check(1, "1900-01-01");
        check(59, "1900-02-28");
        check(60, "none");
        check(61, "1900-03-01");
        check(73_415, "2100-12-31");
        check(73_416, "none");
        check(0, "none");
        check(-5, "none");
        check(i64::MAX, "none");
    }

    #[test]
    fn plain_dates_are_read_as_all_others_are() {
        for text in [
            "14/11/2023",
            "11/14/2023",
            "04-03-2024",
            "31.12.1899",
            "2024-02-29",
            "2023-02-29",
            "2023/13/01",
            "99/99/9999",
            "00/00/2024",
            "14/11-2023",
            "1a/11/2023",
            "0023-11-14",
        ] {
            let slow = (parse(text, DateOrder::DayFirst), parse(text, DateOrder::MonthFirst));
            assert_eq!(both_orders(text), slow, "{text}");
        }
    }

    #[test]
    fn quarters() {
        let check = |text, expected| assert_eq!(quarter(text), expected, "{text}");
        check("TW III", Some(3));
        check("tw4", Some(4));
        check("Triwulan 2 Tahun 2024", Some(2));
        check(" IV ", Some(4));
        check("Q1 2024", Some(1));
        check("5", None);
        check("TW III Keuangan", None);
        check("twilight", None);
    }
}
