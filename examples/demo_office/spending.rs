//! The transactions from which IKPA is computed: payment orders, contracts and revisions of the
//! four satker, and what the published indicators of 2024 follow from.

use chrono::{Datelike, NaiveDate};

use crate::calendar::{add_working_days, date, month_end, working_day_on_or_before};
use crate::output::{Outcome, Output, delimited, grouped, texts};
use crate::rng::Rng;

/// The satker by their codes.
pub(crate) const SATKER: [&str; 4] = ["417401", "417402", "417403", "417404"];

/// One payment order (SPM).
pub(crate) struct Order {
    pub(crate) satker: usize,
    pub(crate) number: String,
    pub(crate) kind: &'static str,
    pub(crate) handed_over: Option<NaiveDate>,
    pub(crate) converted: NaiveDate,
    /// Working days from the hand-over to the conversion.
    pub(crate) took: i64,
    pub(crate) dispensed: bool,
}

/// A contract: satker, number, registered, signed, jenis belanja, millions, in terms, paid.
type Contract =
    (usize, &'static str, [u32; 3], [u32; 3], &'static str, i64, bool, Option<[u32; 3]>);

#[rustfmt::skip]
const CONTRACTS: &[Contract] = &[
    (0, "KTR-01", [2024, 1, 8], [2023, 12, 21], "52", 640, true, None),
    (0, "KTR-02", [2024, 1, 9], [2023, 12, 27], "52", 385, true, None),
    (0, "KTR-03", [2024, 2, 20], [2024, 2, 19], "53", 178, false, Some([2024, 3, 27])),
    (0, "KTR-04", [2024, 3, 14], [2024, 3, 13], "52", 95, true, None),
    (0, "KTR-05", [2024, 4, 24], [2024, 4, 23], "53", 162, false, Some([2024, 6, 20])),
    (0, "KTR-06", [2024, 5, 16], [2024, 5, 15], "53", 1850, true, None),
    (0, "KTR-07", [2024, 6, 26], [2024, 6, 25], "52", 120, true, None),
    (0, "KTR-08", [2024, 8, 13], [2024, 8, 12], "53", 190, false, Some([2024, 12, 11])),
    (0, "KTR-09", [2024, 9, 18], [2024, 9, 17], "53", 44, false, Some([2024, 10, 16])),
    (2, "KTR-01", [2024, 3, 27], [2024, 3, 26], "52", 88, true, None),
    (2, "KTR-02", [2024, 7, 23], [2024, 7, 22], "53", 196, false, Some([2024, 12, 17])),
    (2, "KTR-03", [2024, 10, 8], [2024, 10, 7], "53", 154, false, Some([2024, 12, 18])),
    (3, "KTR-01", [2024, 4, 17], [2024, 4, 16], "53", 185, false, Some([2024, 5, 29])),
    (3, "KTR-02", [2024, 5, 21], [2024, 5, 20], "53", 199, false, Some([2024, 8, 14])),
];

/// A revision of a DIPA: satker, its number, day, code, ceiling before and after in millions.
type Revision = (usize, i64, [u32; 3], &'static str, i64, i64);

#[rustfmt::skip]
const REVISIONS: &[Revision] = &[
    (0, 1, [2024, 2, 12], "211", 45_700, 45_700),
    (0, 2, [2024, 5, 6], "301", 45_700, 46_900),
    (0, 3, [2024, 8, 19], "212", 46_900, 46_900),
    (1, 1, [2024, 3, 4], "221", 11_880, 11_880),
    (1, 2, [2024, 10, 14], "201", 11_880, 11_880),
    (2, 1, [2024, 1, 22], "211", 11_210, 11_210),
    (2, 2, [2024, 3, 18], "225", 11_210, 11_210),
    (2, 3, [2024, 6, 10], "231", 11_210, 11_210),
    (2, 4, [2024, 9, 9], "211", 11_210, 11_210),
    (3, 1, [2024, 4, 22], "213", 10_640, 10_640),
];

fn day(parts: [u32; 3]) -> NaiveDate {
    date(parts[0] as i32, parts[1], parts[2])
}

/// `numerator / denominator` in hundredths, half up.
pub(crate) fn hundredths(numerator: i64, denominator: i64) -> i64 {
    (200 * numerator + denominator) / (2 * denominator)
}

/// Every payment order of both years, in the order of their days.
pub(crate) fn orders() -> Vec<Order> {
    let mut rng = Rng::named("payment orders");
    let mut orders = vec![];
    for year in [2023, 2024] {
        for (satker, name) in SATKER.iter().enumerate() {
            let mut own = vec![];
            for month in 1..=12 {
                own.extend(month_of(satker, year, month, &mut rng));
            }
            own.sort_by_key(|order: &Order| order.converted);
            for (at, order) in own.iter_mut().enumerate() {
                order.number = format!("{:05}T/{}/{year}", at + 1, name);
            }
            orders.extend(own);
        }
    }
    crowd(&mut orders);
    orders
}

/// In the last quarter of 2024 the Kanwil's orders of the second and third week all end on the
/// seventeenth day: their hand-overs are dated back to fit.
fn crowd(orders: &mut [Order]) {
    let late = |one: &&mut Order| one.satker == 0 && one.converted > date(2024, 9, 30);
    for order in orders.iter_mut().filter(late).filter(|one| (8..=14).contains(&one.took)) {
        let mut day = order.converted;
        for _ in 0..17 {
            day = working_day_on_or_before(day - chrono::Days::new(1));
        }
        (order.handed_over, order.took) = (order.handed_over.map(|_| day), 17);
    }
}

/// The orders that one satker had converted in one month.
fn month_of(satker: usize, year: i32, month: u32, rng: &mut Rng) -> Vec<Order> {
    let mut orders = vec![];
    let order = |kind, converted, took| Order {
        satker,
        number: String::new(),
        kind,
        handed_over: None,
        converted,
        took,
        dispensed: false,
    };
    let within = |low: u32, high: u32, rng: &mut Rng| {
        let day = rng.between(i64::from(low), i64::from(high)) as u32;
        working_day_on_or_before(date(year, month, day))
    };
    orders.push(order("gaji", within(3, 6, rng), 0));
    orders.push(order("GUP", within(12, 24, rng), 0));
    for _ in 0..rng.between(6, 10) {
        orders.push(order("LS nonkontraktual", within(6, 28, rng), 0));
    }
    // Tanjung Sari has no contracts; MAN 1 begins in the second quarter.
    let contractual = match (satker, month) {
        (0, 2..) => rng.between(2, 5),
        (2, 3..) => rng.between(1, 3),
        (3, 5..) => rng.between(0, 2),
        _ => 0,
    };
    let late = match (satker, year) {
        (0, 2023) => 12,
        (0, _) => 5,
        (2, 2023) => 15,
        (2, _) => 28,
        _ => 0,
    };
    for _ in 0..contractual {
        let took = if rng.chance(late) { rng.between(18, 24) } else { rng.between(3, 16) };
        // Counted back from a day of the month, so that the order is converted in it.
        let handed_over = within(1, 4, rng) - chrono::Days::new(rng.between(8, 24) as u64);
        let handed_over = working_day_on_or_before(handed_over);
        let converted = add_working_days(handed_over, took);
        if converted.year() == year && converted <= month_end(year, 12) {
            let mut one = order("LS kontraktual", converted, took);
            one.handed_over = Some(handed_over);
            orders.push(one);
        }
    }
    // One order after the last day for handing in, in the year that went badly.
    if (satker, year, month) == (2, 2024, 12) {
        let mut one = order("LS nonkontraktual", date(2024, 12, 20), 0);
        one.dispensed = true;
        orders.push(one);
    }
    orders
}

/// Penyelesaian Tagihan up to a day, in hundredths, with so many more counted as late; nothing
/// without contractual orders.
pub(crate) fn bills(
    orders: &[Order],
    satker: usize,
    until: NaiveDate,
    more_late: i64,
) -> Option<i64> {
    let own = orders.iter().filter(|order| {
        order.satker == satker && order.converted.year() == until.year() && order.converted <= until
    });
    let took: Vec<i64> =
        own.filter(|order| order.handed_over.is_some()).map(|order| order.took).collect();
    let on_time = took.iter().filter(|took| **took <= 17).count() as i64;
    let on_time = (on_time - more_late).max(0);
    (!took.is_empty()).then(|| hundredths(100 * on_time, took.len() as i64))
}

/// What the dispensed orders of the fourth quarter take off, in hundredths.
pub(crate) fn reducer(orders: &[Order], satker: usize, until: NaiveDate) -> i64 {
    if until.month() < 10 {
        return 0;
    }
    let own = |order: &&Order| {
        order.satker == satker
            && order.converted > date(until.year(), 9, 30)
            && order.converted <= until
    };
    let all = orders.iter().filter(own).count() as i64;
    let dispensed = orders.iter().filter(own).filter(|order| order.dispensed).count() as i64;
    // Per mille, compared without division.
    match dispensed * 1000 {
        0 => 0,
        found if 1000 * found <= 99 * all => 25,
        found if 100 * found <= 99 * all => 50,
        found if 100 * found <= 499 * all => 75,
        _ => 100,
    }
}

/// Belanja Kontraktual of 2024 up to a day, in hundredths; nothing without contracts.
pub(crate) fn contractual(satker: usize, until: NaiveDate) -> Option<i64> {
    let own: Vec<&Contract> =
        CONTRACTS.iter().filter(|one| one.0 == satker && day(one.2) <= until).collect();
    let large: Vec<&&Contract> = own.iter().filter(|one| one.5 >= 50).collect();
    let n = large.len() as i64;
    if n == 0 {
        return None;
    }
    let early = large.iter().filter(|one| day(one.3) <= date(2024, 6, 30)).count() as i64;
    let spread = match 100 * early {
        0 => 0,
        share if share <= 25 * n => 50,
        share if share <= 50 * n => 60,
        share if share <= 75 * n => 80,
        _ => 100,
    };
    let soon: i64 = large
        .iter()
        .map(|one| match day(one.3) {
            signed if signed.year() < 2024 => 120,
            signed if signed.month() <= 3 => 110,
            _ => 100,
        })
        .sum();
    let paid: Vec<i64> = own
        .iter()
        .filter(|one| one.4 == "53" && (50..=200).contains(&one.5) && !one.6)
        .filter_map(|one| one.7.map(day).filter(|paid| *paid <= until))
        .map(|paid| [100, 90, 80, 70][paid.month0() as usize / 3])
        .collect();
    let m = paid.len() as i64;
    let (above, below) = match m {
        0 => (2 * spread * n + 4 * soon, 6 * n),
        _ => (2 * spread * n * m + 4 * soon * m + 4 * paid.iter().sum::<i64>() * n, 10 * n * m),
    };
    Some(hundredths(above, below).min(10_000))
}

/// Revisi DIPA of 2024 up to a day, in hundredths.
pub(crate) fn revisions(satker: usize, until: NaiveDate) -> i64 {
    let score = |second: bool| {
        let counted = REVISIONS.iter().filter(|one| {
            one.0 == satker
                && day(one.2) <= until
                && (day(one.2).month() > 6) == second
                && one.4 == one.5
                && one.3 != "301"
        });
        match counted.count() {
            0 | 1 => 110,
            2 => 100,
            _ => 50,
        }
    };
    let value =
        if until.month() <= 6 { 100 * score(false) } else { 50 * (score(false) + score(true)) };
    value.min(10_000)
}

/// Writes the registers.
pub(crate) fn write(out: &mut Output, orders: &[Order]) -> Outcome<()> {
    for year in [2023, 2024] {
        let head = [
            "Kode Satker",
            "Nomor SPM",
            "Jenis SPM",
            "Tanggal BAST/BAPP",
            "Tanggal Konversi",
            "Dispensasi",
        ];
        let mut rows = vec![texts(&head)];
        for order in orders.iter().filter(|order| order.converted.year() == year) {
            let handed_over = order
                .handed_over
                .map_or_else(String::new, |day| day.format("%d-%m-%Y").to_string());
            rows.push(vec![
                SATKER[order.satker].to_owned(),
                order.number.clone(),
                order.kind.to_owned(),
                handed_over,
                order.converted.format("%d-%m-%Y").to_string(),
                if order.dispensed { "Ya" } else { "Tidak" }.to_owned(),
            ]);
        }
        out.write(&format!("ikpa/spm-{year}.csv"), &delimited(&rows, b';', true)?)?;
    }
    let head = [
        "Kode Satker",
        "Nomor Kontrak",
        "Tanggal Pendaftaran",
        "Tanggal Kontrak",
        "Jenis Belanja",
        "Nilai Kontrak",
        "Bertermin",
        "Tanggal SP2D",
    ];
    let mut rows = vec![texts(&head)];
    for (satker, number, registered, signed, kind, millions, terms, paid) in CONTRACTS {
        let written = |parts: &[u32; 3]| day(*parts).format("%d-%m-%Y").to_string();
        rows.push(vec![
            SATKER[*satker].to_owned(),
            format!("{number}/{}/2024", SATKER[*satker]),
            written(registered),
            written(signed),
            (*kind).to_owned(),
            grouped(millions * 1_000_000),
            if *terms { "Ya" } else { "Tidak" }.to_owned(),
            paid.as_ref().map_or_else(String::new, written),
        ]);
    }
    out.write("ikpa/kontrak-2024.csv", &delimited(&rows, b';', true)?)?;
    let head =
        ["Satker", "Revisi ke-", "Tanggal Revisi", "Kode Revisi", "Pagu Semula", "Pagu Menjadi"];
    let mut rows = vec![texts(&head)];
    for (satker, number, on, code, before, after) in REVISIONS {
        rows.push(vec![
            SATKER[*satker].to_owned(),
            number.to_string(),
            day(*on).format("%d-%m-%Y").to_string(),
            (*code).to_owned(),
            grouped(before * 1_000_000),
            grouped(after * 1_000_000),
        ]);
    }
    out.write("ikpa/revisi-dipa-2024.csv", &delimited(&rows, b';', true)?)
}
