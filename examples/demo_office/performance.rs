//! What the other indicators of IKPA 2024 follow from: plan and spending by satker (Halaman III),
//! the cash in hand (UP, TUP, KKP) and the outputs (RO) of every month.
//!
//! The four satker of a month add up to the office's `keuangan/halaman-iii-2024.csv`.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::budget::Line;
use crate::calendar::{
    DateForm, MONTHS, Quarter, add_working_days, date, month_end, working_day_on_or_before, written,
};
use crate::ledger::{KINDS, plan_row};
use crate::output::{Outcome, Output, delimited, grouped, texts};
use crate::rng::Rng;
use crate::spending::SATKER;

/// A month of one satker and jenis belanja, in rupiah.
#[derive(Clone, Copy, Default)]
struct Planned {
    ceiling: i64,
    planned: i64,
    spent: i64,
}

/// A report on one RO in one month; shares in percent.
struct Ro {
    satker: usize,
    month: u32,
    code: String,
    volume: i64,
    share: i64,
    aimed: i64,
    confirmed: bool,
    reported: NaiveDate,
}

/// An accounting for cash: GUP or PTUP.
struct Cash {
    satker: usize,
    number: String,
    is_extra: bool,
    day: NaiveDate,
    before: NaiveDate,
    amount: i64,
    held: i64,
    returned: i64,
}

/// The year 2024 of the four satker.
pub(crate) struct Performance<'a> {
    lines: &'a [Line],
    /// By month, satker and kind.
    plan: Vec<[[Planned; 3]; 4]>,
    outputs: Vec<Ro>,
    cash: Vec<Cash>,
}

/// Volume that every RO is to reach.
const VOLUME: i64 = 12;
/// UP KKP of the office in millions, and its use up to each quarter in millions.
const CARD: (i64, [i64; 4]) = (200, [31, 108, 226, 318]);

fn rounded(value: f64) -> i64 {
    (value * 100.0 + 0.5 + 1e-9).floor() as i64
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

impl<'a> Performance<'a> {
    pub(crate) fn new(lines: &'a [Line]) -> Self {
        let mut rng = Rng::named("ikpa performance");
        Self {
            lines,
            plan: plan(lines, &mut rng),
            outputs: outputs(lines, &mut rng),
            cash: cash(&mut rng),
        }
    }

    /// Deviasi Halaman III up to a month, in hundredths; December is not scored.
    pub(crate) fn deviation(&self, satker: usize, month: u32) -> i64 {
        let months: Vec<f64> = self.plan[..month.min(11) as usize]
            .iter()
            .map(|month| {
                let kinds = &month[satker];
                let ceiling: i64 = kinds.iter().map(|kind| kind.ceiling).sum();
                let weighted = kinds.iter().map(|kind| {
                    let missed = (kind.spent - kind.planned).abs();
                    let share = match (kind.planned, missed) {
                        (_, 0) => 0.0,
                        (0, _) => 100.0,
                        _ => (100.0 * missed as f64 / kind.planned as f64).min(100.0),
                    };
                    share * kind.ceiling as f64 / ceiling as f64
                });
                weighted.sum()
            })
            .collect();
        let missed = mean(&months);
        if missed <= 5.0 { 10_000 } else { rounded(100.0 - missed) }
    }

    /// Penyerapan up to a month, in hundredths: the mean of the quarters that are over.
    pub(crate) fn absorption(&self, satker: usize, month: u32) -> i64 {
        const TARGETS: [[f64; 4]; 3] =
            [[0.20, 0.50, 0.75, 0.95], [0.15, 0.50, 0.70, 0.90], [0.10, 0.40, 0.70, 0.90]];
        let quarters: Vec<f64> = (0..(month / 3).max(1) as usize)
            .map(|quarter| {
                let (mut reached, mut all) = (0.0, 0.0);
                for (kind, targets) in KINDS.iter().zip(TARGETS) {
                    let own = self
                        .lines
                        .iter()
                        .filter(|line| line.kind() == *kind && line.path[0] == SATKER[satker]);
                    let amounts: Vec<_> =
                        own.map(|line| line.at(Quarter::at(4 + quarter))).collect();
                    let ceiling: i64 =
                        amounts.iter().map(|one| (one.ceiling - one.blocked).max(0)).sum();
                    let spent: i64 = amounts.iter().map(|one| one.spent).sum();
                    reached += (ceiling as f64).min(spent as f64 / targets[quarter]);
                    all += ceiling as f64;
                }
                100.0 * reached / all
            })
            .collect();
        rounded(mean(&quarters))
    }

    /// Pengelolaan UP dan TUP up to a month, in hundredths.
    pub(crate) fn cash(&self, satker: usize, month: u32) -> i64 {
        let own: Vec<&Cash> = self
            .cash
            .iter()
            .filter(|one| one.satker == satker && one.day.month() <= month)
            .collect();
        let on_time = |one: &&&Cash| one.day <= one.before + Months::new(1);
        let timely = 100.0 * own.iter().filter(on_time).count() as f64 / own.len() as f64;
        let monthly = own.iter().filter(|one| !one.is_extra).map(|one| {
            let days = f64::from(month_end(2024, one.day.month()).day());
            let apart = (one.day - one.before).num_days() as f64;
            (100.0 * one.amount as f64 / one.held as f64 * days / apart).min(100.0)
        });
        let monthly = mean(&monthly.collect::<Vec<f64>>());
        let kept = own.iter().filter(|one| one.is_extra);
        let kept: Vec<f64> =
            kept.map(|one| 100.0 - 100.0 * one.returned as f64 / one.held as f64).collect();
        let kept = if kept.is_empty() { 100.0 } else { mean(&kept) };
        let cash = 0.5 * timely + 0.25 * monthly + 0.25 * kept;
        let quarters = (month / 3) as usize;
        let value = if satker == 0 && quarters > 0 {
            let reached = |quarter: usize| {
                let used = 100.0 * CARD.1[quarter] as f64 / (12 * CARD.0) as f64;
                if used >= [1.0, 5.0, 9.0, 12.5][quarter] { 110.0 } else { 100.0 }
            };
            0.9 * cash + 0.1 * mean(&(0..quarters).map(reached).collect::<Vec<f64>>())
        } else {
            cash
        };
        rounded(value.min(100.0))
    }

    /// Capaian Output up to a month, in hundredths.
    pub(crate) fn output(&self, satker: usize, month: u32) -> i64 {
        let own = |month: u32| {
            self.outputs.iter().filter(move |ro| ro.satker == satker && ro.month == month)
        };
        let timely = (1..=month).map(|month| {
            let due = add_working_days(month_end(2024, month), 5);
            if own(month).all(|ro| ro.reported <= due) { 100.0 } else { 0.0 }
        });
        let timely = mean(&timely.collect::<Vec<f64>>());
        let reached = own(month).map(|ro| match ro.confirmed {
            false => 0.0,
            true if month == 12 || ro.share >= 100 => {
                (100.0 * ro.volume as f64 / VOLUME as f64).min(100.0)
            }
            true => (100.0 * ro.share as f64 / ro.aimed as f64).min(100.0),
        });
        rounded(0.3 * timely + 0.7 * mean(&reached.collect::<Vec<f64>>()))
    }

    /// Writes the registers.
    pub(crate) fn write(&self, out: &mut Output) -> Outcome<()> {
        let mut rows = vec![texts(&[
            "Tahun",
            "Bulan",
            "Kode Satker",
            "Jenis Belanja",
            "Pagu",
            "RPD",
            "Realisasi",
        ])];
        for (month, satkers) in self.plan.iter().enumerate() {
            for (satker, kinds) in satkers.iter().enumerate() {
                for (kind, one) in KINDS.iter().zip(kinds) {
                    let amounts = [one.ceiling, one.planned, one.spent].map(grouped);
                    let mut row = texts(&["2024", MONTHS[month], SATKER[satker], kind]);
                    row.extend(amounts);
                    rows.push(row);
                }
            }
        }
        out.write("ikpa/halaman-tiga-2024.csv", &delimited(&rows, b';', true)?)?;
        let written = |day: NaiveDate| written(day, DateForm::Short);
        let mut rows = vec![texts(&[
            "Kode Satker",
            "Nomor SPM",
            "Jenis",
            "Tanggal",
            "Tanggal Sebelumnya",
            "Nilai",
            "UP/TUP Dikelola",
            "Setoran TUP",
        ])];
        for one in &self.cash {
            rows.push(vec![
                SATKER[one.satker].to_owned(),
                one.number.clone(),
                if one.is_extra { "PTUP" } else { "GUP" }.to_owned(),
                written(one.day),
                written(one.before),
                grouped(one.amount),
                grouped(one.held),
                if one.is_extra { grouped(one.returned) } else { String::new() },
            ]);
        }
        out.write("ikpa/gup-2024.csv", &delimited(&rows, b';', true)?)?;
        for quarter in 0..4 {
            let mut rows = vec![texts(&["Kode Satker", "UP KKP", "Penggunaan s.d. Triwulan"])];
            let amounts = [CARD.0, CARD.1[quarter]].map(|millions| grouped(millions * 1_000_000));
            rows.push([vec![SATKER[0].to_owned()], amounts.to_vec()].concat());
            let file = format!("ikpa/kkp-2024-TW{}.csv", quarter + 1);
            out.write(&file, &delimited(&rows, b';', true)?)?;
        }
        let mut rows = vec![texts(&[
            "Tahun",
            "Bulan",
            "Kode Satker",
            "Kode RO",
            "Target RO",
            "RVRO",
            "PCRO",
            "Target PCRO",
            "Terkonfirmasi",
            "Tanggal Lapor",
        ])];
        for ro in &self.outputs {
            rows.push(vec![
                "2024".to_owned(),
                MONTHS[ro.month as usize - 1].to_owned(),
                SATKER[ro.satker].to_owned(),
                ro.code.clone(),
                VOLUME.to_string(),
                ro.volume.to_string(),
                format!("{}%", ro.share),
                format!("{}%", ro.aimed),
                if ro.confirmed { "Ya" } else { "Tidak" }.to_owned(),
                written(ro.reported),
            ]);
        }
        out.write("ikpa/capaian-ro-2024.csv", &delimited(&rows, b';', true)?)
    }
}

/// Deals the office's plan and spending of every month out to the satker; the office has the rest.
fn plan(lines: &[Line], rng: &mut Rng) -> Vec<[[Planned; 3]; 4]> {
    let mut of_office = Rng::named("monthly plan");
    let mut months = vec![];
    for quarter in Quarter::all() {
        for month in 0..3 {
            let mut satkers = [[Planned::default(); 3]; 4];
            for (kind_at, kind) in KINDS.iter().enumerate() {
                let row = plan_row(lines, quarter, month, kind, &mut of_office);
                let amount = |at: usize| row[at].replace('.', "").parse::<i64>().unwrap_or(0);
                let spent_by = |satker: usize, quarter: Quarter| {
                    let own =
                        lines.iter().filter(|l| l.kind() == *kind && l.path[0] == SATKER[satker]);
                    own.map(|line| line.at(quarter).spent).sum::<i64>()
                };
                let in_quarter = |satker: usize| match quarter.number {
                    1 => spent_by(satker, quarter),
                    _ => {
                        spent_by(satker, quarter)
                            - spent_by(satker, Quarter::at(quarter.position() - 1))
                    }
                };
                let all: i64 = (0..4).map(in_quarter).sum::<i64>().max(1);
                let (mut planned, mut spent) = (amount(4), amount(5));
                for satker in (0..4).rev() {
                    let own =
                        lines.iter().filter(|l| l.kind() == *kind && l.path[0] == SATKER[satker]);
                    let ceiling = own.map(|line| line.at(quarter).ceiling).sum();
                    let one = &mut satkers[satker][kind_at];
                    one.ceiling = ceiling;
                    if satker == 0 {
                        (one.planned, one.spent) = (planned, spent);
                        continue;
                    }
                    one.spent = (i128::from(amount(5)) * i128::from(in_quarter(satker))
                        / i128::from(all)) as i64;
                    let missed = match (satker, kind_at) {
                        (1, 0) => rng.between(-40, 90),
                        (1, _) => rng.between(-150, 260),
                        (2, 0) => rng.between(60, 190),
                        (2, _) => rng.between(240, 460),
                        (_, 0) => rng.between(-15, 15),
                        _ => rng.between(-90, 90),
                    };
                    one.planned = (one.spent + one.spent * missed / 1000) / 1000 * 1000;
                    planned -= one.planned;
                    spent -= one.spent;
                }
            }
            if quarter.year == 2024 {
                months.push(satkers);
            }
        }
    }
    months
}

/// What every satker reports of its RO, month by month.
fn outputs(lines: &[Line], rng: &mut Rng) -> Vec<Ro> {
    let mut reports = vec![];
    for month in 1..=12_u32 {
        for (satker, name) in SATKER.iter().enumerate() {
            let own = lines.iter().filter(|line| line.path[0] == *name);
            let codes: BTreeSet<&str> = own.map(|line| line.path[4].as_str()).collect();
            // Bandar Melati confirmed nothing in the first two months, and reported May too late.
            let confirmed = satker != 2 || month > 2;
            let days = if satker == 2 && month == 5 { 7 } else { rng.between(2, 5) };
            for code in codes {
                let aimed = i64::from(month) * 100 / 12;
                let behind = if satker == 2 { rng.between(0, aimed * 16 / 100) } else { 0 };
                let share = if confirmed { aimed - behind } else { 0 };
                let volume = match (month, satker) {
                    (12, 2) => VOLUME - rng.between(0, 1),
                    _ => i64::from(month) * VOLUME / 12,
                };
                let (code, reported) =
                    (code.to_owned(), add_working_days(month_end(2024, month), days));
                reports.push(Ro { satker, month, code, volume, share, aimed, confirmed, reported });
            }
        }
    }
    reports
}

/// The accountings for cash: one GUP a month, and one TUP of the office.
fn cash(rng: &mut Rng) -> Vec<Cash> {
    let mut cash = vec![];
    for (satker, millions) in [400, 120, 110, 90].into_iter().enumerate() {
        let held = millions * 1_000_000;
        let mut before = date(2023, 12, 18);
        for month in 1..=12_u32 {
            let late = satker == 2 && rng.chance(30);
            let latest = before + Months::new(1);
            let day = match late {
                true => latest + Days::new(rng.between(2, 5) as u64),
                false => working_day_on_or_before(latest - Days::new(rng.between(0, 2) as u64)),
            };
            let share = if satker == 2 { rng.between(620, 930) } else { rng.between(880, 1000) };
            cash.push(Cash {
                satker,
                number: format!("{month:05}G/{}/2024", SATKER[satker]),
                is_extra: false,
                day,
                before,
                amount: held / 1000 * share,
                held,
                returned: 0,
            });
            before = day;
        }
    }
    cash.push(Cash {
        satker: 0,
        number: "00001P/417401/2024".to_owned(),
        is_extra: true,
        day: date(2024, 6, 24),
        before: date(2024, 5, 27),
        amount: 242_500_000,
        held: 250_000_000,
        returned: 7_500_000,
    });
    cash.retain(|one| one.day.year() == 2024);
    cash
}
