//! Periods of the fiscal calendar: years, semesters, quarters (*triwulan*) and months.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// One month.
    Month,
    /// Three months, *triwulan*.
    Quarter,
    /// Six months.
    Semester,
    /// A fiscal year, 1 January to 31 December.
    Year,
}

impl Grain {
    /// The length in months.
    pub fn months(self) -> u32 {
        match self {
            Grain::Month => 1,
            Grain::Quarter => 3,
            Grain::Semester => 6,
            Grain::Year => 12,
        }
    }
}

/// A month, quarter, semester or year.
///
/// Written `2024-09`, `2024-Q3`, `2024-S2`, `2024`; `TW III 2024`, `Triwulan 3 2024` and
/// `September 2024` are read too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i32,
    /// First month of the period, 1 to 12.
    month: u32,
    grain: Grain,
}

impl Period {
    /// The `index`-th (from 1) period of this length in `year`.
    pub fn new(year: i32, grain: Grain, index: u32) -> Option<Self> {
        let count = 12 / grain.months();
        let valid = (1900..=2199).contains(&year) && (1..=count).contains(&index);
        valid.then(|| Self { year, month: (index - 1) * grain.months() + 1, grain })
    }

    /// The period of this length that contains `date`.
    pub fn containing(date: NaiveDate, grain: Grain) -> Self {
        let first = (date.month() - 1) / grain.months() * grain.months() + 1;
        Self { year: date.year(), month: first, grain }
    }

    /// How long it is.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// The calendar year it lies in.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Which one of its year it is, from 1: the third quarter gives 3.
    pub fn index(self) -> u32 {
        (self.month - 1) / self.grain.months() + 1
    }

    /// The first day.
    pub fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).expect("months are 1 to 12")
    }

    /// The last day.
    pub fn end(self) -> NaiveDate {
        self.shifted(1).start().pred_opt().expect("years are far from the end of time")
    }

    /// Whether `date` lies inside, both ends included.
    pub fn contains(self, date: NaiveDate) -> bool {
        let months = |year: i32, month: u32| year * 12 + month as i32 - 1;
        let since = months(date.year(), date.month()) - months(self.year, self.month);
        (0..self.grain.months() as i32).contains(&since)
    }

    /// The period of the same length `steps` later (earlier if negative).
    pub fn shifted(self, steps: i32) -> Self {
        let months = self.year * 12 + self.month as i32 - 1 + steps * self.grain.months() as i32;
        Self {
            year: months.div_euclid(12),
            month: months.rem_euclid(12) as u32 + 1,
            grain: self.grain,
        }
    }

    /// The period just before.
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// The same period a year before.
    pub fn year_ago(self) -> Self {
        Self { year: self.year - 1, ..self }
    }

    /// The periods of length `grain` that lie inside this one, in order; none if `grain` is longer.
    pub fn split(self, grain: Grain) -> Vec<Period> {
        let count = self.grain.months() / grain.months();
        let first = Period::containing(self.start(), grain);
        (0..count as i32).map(|step| first.shifted(step)).collect()
    }

    /// Reads a period as people and file names write it.
    pub fn parse(text: &str) -> Option<Self> {
        let cleaned = text.trim().to_lowercase().replace(['_', '/', '.', '–'], " ");
        strict(&cleaned).or_else(|| spoken(&cleaned))
    }
}

/// `2024`, `2024-q3`, `2024-tw3`, `2024-s1`, `2024-09`.
fn strict(text: &str) -> Option<Period> {
    let (year, rest) = text.split_once('-').unwrap_or((text, ""));
    if year.len() != 4 {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let counted = |grain, digits: &str| Period::new(year, grain, digits.parse().ok()?);
    if rest.is_empty() {
        Period::new(year, Grain::Year, 1)
    } else if let Some(digits) = rest.strip_prefix("tw").or_else(|| rest.strip_prefix('q')) {
        counted(Grain::Quarter, digits)
    } else if let Some(digits) = rest.strip_prefix('s') {
        counted(Grain::Semester, digits)
    } else if rest.len() == 2 {
        counted(Grain::Month, rest)
    } else {
        None
    }
}

/// `tw iii 2024`, `triwulan 3 2024`, `semester i 2024`, `september 2024`, also with `-` between.
fn spoken(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let year_at = words.iter().position(|word| word.len() == 4 && word.parse::<i32>().is_ok())?;
    let year: i32 = words[year_at].parse().ok()?;
    let rest: Vec<&str> =
        words.iter().enumerate().filter(|(at, _)| *at != year_at).map(|(_, word)| *word).collect();
    match rest.as_slice() {
        [] => Period::new(year, Grain::Year, 1),
        [one] => {
            if let Some(month) = month_number(one) {
                return Period::new(year, Grain::Month, month);
            }
            let (word, digits) = one.split_at(one.find(|c: char| c.is_ascii_digit())?);
            Period::new(year, grain_of(word)?, digits.parse().ok()?)
        }
        [word, index] => Period::new(year, grain_of(word)?, ordinal(index)?),
        _ => None,
    }
}

fn grain_of(word: &str) -> Option<Grain> {
    match word {
        "tw" | "triwulan" | "q" | "quarter" => Some(Grain::Quarter),
        "s" | "semester" | "sem" => Some(Grain::Semester),
        _ => None,
    }
}

fn ordinal(text: &str) -> Option<u32> {
    match text {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

/// The number of a month from its Indonesian or English name, in lower case.
pub fn month_number(name: &str) -> Option<u32> {
    let month = match name {
        "januari" | "january" | "jan" => 1,
        "februari" | "february" | "feb" | "peb" | "pebruari" => 2,
        "maret" | "march" | "mar" => 3,
        "april" | "apr" => 4,
        "mei" | "may" => 5,
        "juni" | "june" | "jun" => 6,
        "juli" | "july" | "jul" => 7,
        "agustus" | "august" | "agu" | "agt" | "ags" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "oktober" | "october" | "okt" | "oct" => 10,
        "november" | "nopember" | "nov" | "nop" => 11,
        "desember" | "december" | "des" | "dec" => 12,
        _ => return None,
    };
    Some(month)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grain {
            Grain::Year => write!(f, "{}", self.year),
            Grain::Semester => write!(f, "{}-S{}", self.year, self.index()),
            Grain::Quarter => write!(f, "{}-Q{}", self.year, self.index()),
            Grain::Month => write!(f, "{}-{:02}", self.year, self.month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let check = |input: &str, expected: &str| {
            let period = Period::parse(input).map(|p| p.to_string());
            assert_eq!(period.as_deref(), Some(expected), "{input:?}");
        };
        check("2024", "2024");
        check("2024-Q3", "2024-Q3");
        check("2024-TW4", "2024-Q4");
        check("2024-S1", "2024-S1");
        check("2024-09", "2024-09");
        check("TW III 2024", "2024-Q3");
        check("Triwulan 3 2024", "2024-Q3");
        check("TW4-2024", "2024-Q4");
        check("September 2024", "2024-09");
        check("Nopember 2023", "2023-11");
        check("Semester II 2023", "2023-S2");
        for bad in ["", "24", "2024-Q5", "2024-13", "2024-S3", "TW V 2024", "besok"] {
            assert_eq!(Period::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn knows_its_days_and_neighbours() {
        let quarter = Period::parse("2024-Q1").unwrap();
        assert_eq!(quarter.start().to_string(), "2024-01-01");
        assert_eq!(quarter.end().to_string(), "2024-03-31");
        assert_eq!(quarter.previous().to_string(), "2023-Q4");
        assert_eq!(quarter.year_ago().to_string(), "2023-Q1");
        let months: Vec<String> =
            quarter.split(Grain::Month).iter().map(Period::to_string).collect();
        assert_eq!(months, ["2024-01", "2024-02", "2024-03"]);
    }
}
