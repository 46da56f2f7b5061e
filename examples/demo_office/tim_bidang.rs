//! What the Bidang and the two Pembimas keep: the register of services, one workbook a year, and
//! their work plan, one text a year. The Pembimas stand in these files only.

use crate::calendar::{
    DateForm, Quarter, add_working_days, date, working_day_on_or_before, written,
};
use crate::output::{Cell, Outcome, Output};
use crate::rng::{Quota, Rng};
use crate::tim::{Case, Course, cases, day_or_blank, days, head, text, workbook};

/// A unit with its services, and how it does over the eight quarters.
struct Unit {
    /// As the files spell it.
    name: &'static str,
    services: [&'static str; 2],
    course: Course,
    /// Of a hundred activities how many are done.
    done: [i64; 8],
}

/// Penaiszawa gets on time in the last quarter by giving back; PHU drowns in its season.
const UNITS: [Unit; 7] = [
    Unit {
        name: "Bidang Penmad",
        services: ["Izin Operasional Madrasah", "Mutasi Siswa Antarprovinsi"],
        course: Course {
            prefix: "LYN-PENMAD",
            counts: [22, 24, 23, 25, 24, 26, 25, 27],
            on_time: [95, 96, 96, 97, 97, 96, 97, 98],
            promised: &[14, 5],
        },
        done: [96, 97, 97, 98, 97, 98, 98, 100],
    },
    Unit {
        name: "Bidang PAKIS",
        services: ["Izin Operasional Pesantren", "Rekomendasi Bantuan Lembaga"],
        course: Course {
            prefix: "LYN-PAKIS",
            counts: [18, 17, 19, 18, 18, 20, 19, 20],
            on_time: [88, 89, 90, 91, 92, 94, 95, 96],
            promised: &[14, 7],
        },
        done: [92, 93, 92, 94, 95, 96, 97, 98],
    },
    Unit {
        name: "Bidang PHU",
        services: ["Rekomendasi Izin PPIU", "Pelimpahan Porsi"],
        course: Course {
            prefix: "LYN-PHU",
            counts: [26, 40, 34, 24, 28, 44, 36, 26],
            on_time: [94, 84, 86, 92, 93, 82, 84, 91],
            promised: &[10, 5],
        },
        done: [94, 88, 90, 92, 94, 88, 88, 90],
    },
    Unit {
        name: "Bidang Urais",
        services: ["Pengukuran Arah Kiblat", "Rekomendasi Masjid"],
        course: Course {
            prefix: "LYN-URAIS",
            counts: [24, 22, 25, 26, 25, 24, 26, 27],
            on_time: [97, 98, 97, 98, 98, 98, 99, 100],
            promised: &[7, 5],
        },
        done: [97, 98, 98, 99, 98, 99, 99, 100],
    },
    Unit {
        name: "Bidang Penaiszawa",
        services: ["Izin LAZ", "Tanda Daftar Majelis Taklim"],
        course: Course {
            prefix: "LYN-PENAIS",
            counts: [18, 19, 18, 20, 20, 19, 20, 24],
            on_time: [92, 91, 92, 90, 88, 87, 90, 100],
            promised: &[14, 7],
        },
        done: [95, 94, 95, 95, 94, 94, 96, 96],
    },
    Unit {
        name: "Pembimas Kristen",
        services: ["Rekomendasi Pendirian Gereja", "Tanda Lapor Yayasan"],
        course: Course {
            prefix: "LYN-KRISTEN",
            counts: [13, 14, 13, 15, 14, 14, 15, 16],
            on_time: [94, 95, 95, 96, 96, 97, 96, 97],
            promised: &[14, 5],
        },
        done: [95, 96, 96, 97, 97, 97, 98, 100],
    },
    Unit {
        name: "Pembimas Katolik",
        services: ["Rekomendasi Bantuan Rumah Ibadat", "Tanda Lapor Yayasan"],
        course: Course {
            prefix: "LYN-KATOLIK",
            counts: [12, 13, 12, 14, 13, 12, 13, 14],
            on_time: [74, 76, 78, 80, 80, 82, 84, 86],
            promised: &[10, 5],
        },
        done: [84, 85, 86, 86, 87, 88, 88, 90],
    },
];

/// Writes both tables, a file of each a year.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    let registers: Vec<Vec<Case>> = UNITS
        .iter()
        .map(|unit| cases(&mut Rng::named(&format!("bidang-{}", unit.course.prefix)), &unit.course))
        .collect();
    for year in [2023, 2024] {
        services(out, &registers, year)?;
        plan(out, year)?;
    }
    Ok(())
}

/// The register lists what came in during the year and what was still open when it began, as it
/// stood on the year's last day.
fn services(out: &mut Output, registers: &[Vec<Case>], year: i32) -> Outcome<()> {
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let form = if year == 2023 { DateForm::Cell } else { DateForm::Slashes };
    let mut rows = vec![];
    for (unit, cases) in UNITS.iter().zip(registers) {
        for case in cases.iter().filter(|case| case.received <= last) {
            let (status, closed) = outcome(case);
            if case.received < first && closed.is_some_and(|day| day < first) {
                continue;
            }
            let closed = closed.filter(|day| *day <= last);
            let mut own = Rng::named(&format!("{} applicant", case.number));
            rows.push(vec![
                Cell::text(&case.number),
                Cell::text(format!("PEMOHON-FIKTIF-{}", own.between(1, 400))),
                Cell::text(unit.services[case.kind]),
                Cell::text(unit.name),
                Cell::date(case.received, form),
                Cell::Whole(unit.course.promised[case.kind]),
                Cell::text(if closed.is_some() { status } else { "Proses" }),
                day_or_blank(closed, form),
            ]);
        }
    }
    let any = Quarter::all().find(|quarter| quarter.year == year).expect("the year is told");
    let heads = [
        "Nomor Permohonan",
        "Nama Pemohon",
        "Jenis Layanan",
        head(any, ["Unit Pengolah", "Unit Kerja"]),
        head(any, ["Tgl Masuk", "Tanggal Masuk"]),
        head(any, ["Janji (HK)", "Janji Layanan (hari kerja)"]),
        "Status",
        head(any, ["Tgl Selesai", "Tanggal Selesai"]),
    ];
    let title = format!("Register Layanan Bidang dan Pembimas Tahun {year}");
    workbook(out, &format!("bidang/layanan-{year}.xlsx"), ("Layanan", &title), &heads, rows)
}

/// How a case ends. One in thirty is given back as incomplete; of those that fall due at
/// Penaiszawa in the last quarter of 2024 three in ten, on the very day on which they are due.
fn outcome(case: &Case) -> (&'static str, Option<chrono::NaiveDate>) {
    let mut own = Rng::named(&case.number);
    let is_dodge = case.number.starts_with("LYN-PENAIS") && case.due >= date(2024, 10, 1);
    let is_returned = own.chance(if is_dodge { 30 } else { 3 });
    let closed = if is_dodge && is_returned { Some(case.due) } else { case.closed };
    (if is_returned { "Dikembalikan" } else { "Selesai" }, closed)
}

/// Four to six activities a quarter and unit.
fn plan(out: &mut Output, year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("bidang-plan {year}"));
    let form = if year == 2023 { DateForm::Short } else { DateForm::Slashes };
    let mut rows = vec![];
    for unit in &UNITS {
        let mut quota = Quota::half_full();
        for quarter in Quarter::all().filter(|quarter| quarter.year == year) {
            let count = rng.between(4, 6);
            for (position, due) in days(&mut rng, quarter, count).into_iter().enumerate() {
                let is_done = quota.draw(unit.done[quarter.position()] as f64 / 100.0) > 0;
                let early = due - chrono::Days::new(rng.between(0, 5) as u64);
                let day = working_day_on_or_before(early).max(quarter.first_day());
                let has_proof = rng.chance(95);
                // What is late is done after a while, but for one in three.
                let late = rng.chance(66).then(|| add_working_days(due, rng.between(2, 15)));
                let day = if is_done { Some(day) } else { late };
                let day = day.filter(|day| *day <= date(year, 12, 31));
                let code = unit.course.prefix.replace("LYN-", "RKT-");
                rows.push(vec![
                    format!("{code}-{}-{:02}", quarter.label(), position + 1),
                    unit.name.to_owned(),
                    rng.pick(&["Rapat koordinasi", "Pembinaan lembaga", "Monitoring"]).to_owned(),
                    written(due, form),
                    day.map_or_else(String::new, |day| written(day, form)),
                    day.filter(|_| has_proof).map_or("", |_| "Ya").to_owned(),
                    String::new(),
                ]);
            }
        }
    }
    let any = Quarter::all().find(|quarter| quarter.year == year).expect("the year is told");
    let heads = [
        "Kode Kegiatan",
        "Unit Kerja",
        "Uraian",
        head(any, ["Batas", "Batas Waktu"]),
        head(any, ["Selesai", "Tanggal Selesai"]),
        head(any, ["Bukti Diperiksa Tim Lain", "Bukti (diperiksa tim lain)"]),
        head(any, ["Dihapus", "Dihapus Tanggal"]),
    ];
    text(out, &format!("rencana-kerja/bidang-{year}.csv"), b';', &heads, rows)
}
