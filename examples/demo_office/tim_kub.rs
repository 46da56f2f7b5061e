//! What Tim KUB keeps: the calendar of its activities, reports of early warning, mediation, the
//! meetings of the FKUB of every regency and city, and grants with their accounts.

use chrono::Days;

use crate::calendar::{Quarter, add_working_days, working_day_on_or_before};
use crate::harmony::Done;
use crate::output::{Cell, Outcome, Output};
use crate::rng::Rng;
use crate::tim::{Case, Course, cases, day_or_blank, days, form, head, listed, workbook};

const PLACES: [&str; 8] = [
    "Kabupaten Tanjung Sari",
    "Kota Bandar Melati",
    "Kabupaten Rawa Melur",
    "Kabupaten Bukit Cempaka",
    "Kabupaten Muara Tenang",
    "Kabupaten Lembah Kenanga",
    "Kabupaten Sungai Arang",
    "Kota Pelita",
];

const WARNINGS: Course = Course {
    prefix: "DD",
    counts: [14, 12, 16, 15, 13, 15, 17, 16],
    on_time: [82, 86, 90, 92, 92, 94, 95, 96],
    promised: &[3],
};
/// Not promised to anybody: a mediation takes as long as it takes.
const MEDIATIONS: Course = Course {
    prefix: "MED",
    counts: [3, 4, 3, 5, 4, 3, 4, 4],
    on_time: [70, 75, 75, 80, 80, 70, 70, 75],
    promised: &[30, 45],
};
/// An account of a grant is due sixty working days after it was paid.
const GRANTS: Course = Course {
    prefix: "BTN",
    counts: [6, 14, 16, 8, 8, 16, 18, 8],
    on_time: [90, 92, 90, 88, 84, 78, 70, 68],
    promised: &[60],
};

/// Writes all registers of the team.
pub(crate) fn write(out: &mut Output, activities: &[Done]) -> Outcome<()> {
    calendar(out, activities)?;
    warnings(out)?;
    mediations(out)?;
    forums(out)?;
    grants(out)
}

/// What was planned: what took place, a few things that did not, and in the last quarter two that
/// were struck off after their day.
fn calendar(out: &mut Output, activities: &[Done]) -> Outcome<()> {
    let mut rng = Rng::named("tim-kub-calendar");
    for quarter in Quarter::all() {
        let label = quarter.label();
        let form = form(quarter);
        let mut rows = vec![];
        for done in activities.iter().filter(|done| done.quarter == quarter) {
            let early = done.day - Days::new(rng.between(0, 6) as u64);
            let planned = working_day_on_or_before(early).max(quarter.first_day());
            rows.push((planned, done.kind, Some((done.day, done.number.clone())), None));
        }
        let n_missed = rng.between(0, 1);
        for planned in days(&mut rng, quarter, n_missed) {
            rows.push((planned, "Pembinaan FKUB", None, None));
        }
        if label == "2024-TW4" {
            for planned in days(&mut rng, quarter, 2) {
                let struck = add_working_days(planned, 3).min(quarter.last_day());
                rows.push((planned, "Kunjungan", None, Some(struck)));
            }
        }
        rows.sort_by_key(|row| row.0);
        let rows = rows.into_iter().enumerate().map(|(position, row)| {
            let (planned, kind, done, struck) = row;
            let (day, number) = done.unzip();
            vec![
                Cell::text(format!("RK-{label}-{:02}", position + 1)),
                Cell::text(kind),
                Cell::date(planned, form),
                day_or_blank(day, form),
                number.map_or(Cell::Blank, Cell::Text),
                day_or_blank(struck, form),
            ]
        });
        let heads = [
            "No. Rencana",
            "Kegiatan",
            head(quarter, ["Rencana Tanggal", "Jadwal"]),
            head(quarter, ["Tanggal Pelaksanaan", "Terlaksana"]),
            "Nomor Kegiatan",
            head(quarter, ["Dihapus Tanggal", "Dicoret Tgl"]),
        ];
        let title = format!("Kalender kegiatan kerukunan {}", quarter.title());
        let file = format!("kub/kalender-{label}.xlsx");
        workbook(out, &file, ("Kalender", &title), &heads, rows.collect())?;
    }
    Ok(())
}

/// The export of a register for every quarter: `row` makes the cells of a case.
fn register(
    out: &mut Output,
    (name, title): (&str, &str),
    heads: impl Fn(Quarter) -> Vec<&'static str>,
    cases: &[Case],
    mut row: impl FnMut(Quarter, usize, &Case, Option<chrono::NaiveDate>) -> Vec<Cell>,
) -> Outcome<()> {
    for quarter in Quarter::all() {
        let rows = listed(cases, quarter)
            .enumerate()
            .map(|(position, (case, closed))| row(quarter, position, case, closed))
            .collect();
        let file = format!("kub/{name}-{}.xlsx", quarter.label());
        let title = format!("{title} {}", quarter.title());
        workbook(out, &file, ("Register", &title), &heads(quarter), rows)?;
    }
    Ok(())
}

/// A choice that stays with a case in every export.
fn of<T: Copy>(case: &Case, options: &[T]) -> T {
    Rng::named(&case.number).pick(options)
}

fn warnings(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-kub-warnings"), &WARNINGS);
    let heads = |quarter| {
        vec![
            "No",
            "Nomor Laporan",
            head(quarter, ["Tgl Laporan", "Tanggal Laporan"]),
            "Kabupaten/Kota",
            "Jenis Potensi",
            "Pelapor",
            head(quarter, ["Tgl Tindak Lanjut", "Ditindaklanjuti"]),
        ]
    };
    let title = ("deteksi-dini", "Register deteksi dini");
    register(out, title, heads, &all, |quarter, position, case, closed| {
        vec![
            Cell::Whole(position as i64 + 1),
            Cell::text(&case.number),
            Cell::date(case.received, form(quarter)),
            Cell::text(of(case, &PLACES)),
            Cell::text(of(
                case,
                &["Pendirian rumah ibadat", "Penyiaran agama", "Ujaran kebencian"],
            )),
            Cell::text(format!("PELAPOR-FIKTIF-{}", &case.number[3..])),
            day_or_blank(closed, form(quarter)),
        ]
    })
}

fn mediations(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-kub-mediations"), &MEDIATIONS);
    let heads = |quarter| {
        vec![
            "Nomor",
            head(quarter, ["Dibuka", "Tanggal Dibuka"]),
            "Kab/Kota",
            "Bentuk",
            head(quarter, ["Selesai", "Tanggal Selesai"]),
        ]
    };
    let title = ("mediasi", "Register dialog dan mediasi potensi konflik");
    register(out, title, heads, &all, |quarter, _, case, closed| {
        // What is not solved in time here is not solved at all.
        let solved = closed.filter(|day| *day <= case.due);
        vec![
            Cell::text(&case.number),
            Cell::date(case.received, form(quarter)),
            Cell::text(of(case, &PLACES)),
            Cell::text(of(case, &["Dialog", "Mediasi"])),
            day_or_blank(solved, form(quarter)),
        ]
    })
}

/// Every regency and city is a line even where nobody met: how many met with minutes, by quarter.
const MET: [i64; 8] = [5, 6, 6, 7, 6, 6, 5, 5];

fn forums(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-kub-forums");
    for quarter in Quarter::all() {
        let form = form(quarter);
        let mut rows = vec![];
        for (position, place) in PLACES.iter().enumerate() {
            let rank = (position + quarter.position() * 3) % PLACES.len();
            let has_minutes = (rank as i64) < MET[quarter.position()];
            // One more meets and writes nothing down.
            let has_met = has_minutes || rank as i64 == MET[quarter.position()];
            let day = days(&mut rng, quarter, 1)[0];
            rows.push(vec![
                Cell::Whole(position as i64 + 1),
                Cell::text(if quarter.number == 2 {
                    place.replace("Kabupaten", "Kab.").to_uppercase()
                } else {
                    (*place).to_owned()
                }),
                day_or_blank(has_met.then_some(day), form),
                Cell::text(if has_minutes { "Ada" } else { "-" }),
                if has_met { Cell::Whole(rng.between(9, 17)) } else { Cell::Blank },
            ]);
        }
        let heads = [
            "No",
            head(quarter, ["Kabupaten / Kota", "Kab/Kota"]),
            head(quarter, ["Tgl Rapat", "Tanggal Rapat FKUB"]),
            "Notulen",
            head(quarter, ["Jml Peserta", "Peserta"]),
        ];
        let title = format!("Laporan FKUB kabupaten/kota {}", quarter.title());
        let file = format!("kub/fkub-{}.xlsx", quarter.label());
        workbook(out, &file, ("FKUB", &title), &heads, rows)?;
    }
    Ok(())
}

fn grants(out: &mut Output) -> Outcome<()> {
    let mut all = cases(&mut Rng::named("tim-kub-grants"), &GRANTS);
    // Grants are paid in the middle of a quarter at the earliest, and accounts never come early.
    for case in &mut all {
        case.closed = case.closed.map(|day| day.max(add_working_days(case.received, 20)));
    }
    let heads = |quarter| {
        vec![
            "No. Bantuan",
            "Penerima",
            head(quarter, ["Tgl Cair", "Tanggal Pencairan"]),
            "Nilai (Rp)",
            head(quarter, ["Batas LPJ", "Batas Akhir LPJ"]),
            head(quarter, ["LPJ Diterima", "Tanggal LPJ"]),
        ]
    };
    let title = ("bantuan", "Register bantuan kerukunan");
    register(out, title, heads, &all, |quarter, _, case, closed| {
        vec![
            Cell::text(&case.number),
            Cell::text(format!("LEMBAGA-FIKTIF-{}", &case.number[4..])),
            Cell::date(case.received, form(quarter)),
            Cell::Whole(of(case, &[10_000_000, 15_000_000, 25_000_000, 30_000_000])),
            Cell::date(case.due, form(quarter)),
            day_or_blank(closed, form(quarter)),
        ]
    })
}
