//! What Tim Kepegawaian keeps beside attendance and discipline: the courses that everybody took,
//! and the register of what employees ask of it (promotions, pay rises, pensions, leave).

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{
    DateForm, Quarter, add_working_days, date, is_working_day, working_day_on_or_before,
};
use crate::conduct::Hours;
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Cell, Outcome, Output};
use crate::personnel::{Employee, members};
use crate::rng::Rng;
use crate::tim::{Case, Course, cases, day_or_blank, workbook};

/// Promised for a promotion, a pay rise, a pension, leave.
const REQUESTS: Course = Course {
    prefix: "USL",
    counts: [38, 52, 44, 50, 40, 56, 46, 54],
    on_time: [82, 84, 86, 89, 92, 95, 97, 99],
    promised: &[20, 10, 30, 3],
};

/// Writes the courses and the requests.
pub(crate) fn write(out: &mut Output, staff: &[Employee], hours: &Hours) -> Outcome<()> {
    for year in [2023, 2024] {
        courses(out, staff, hours, year)?;
    }
    requests(out, staff)
}

/// One of the two ways in which something is written: the second one since 2024.
fn of<T: Copy>(year: i32, ways: [T; 2]) -> T {
    ways[(year - 2023) as usize]
}

/// A course as SIMPEG lists it: kind, name, first and last day, hours.
type Taken = (&'static str, &'static str, NaiveDate, NaiveDate, i64);

/// Everybody who is there at the end of the year, with what IP ASN counts for it. Those short of
/// twenty hours on 30 December 2024 sit in one webinar of a day that is worth twenty.
fn courses(out: &mut Output, staff: &[Employee], hours: &Hours, year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("tim-kepegawaian-courses-{year}"));
    let form = of(year, [DateForm::Short, DateForm::Cell]);
    let last = Quarter { year, number: 4 };
    let mut rows = vec![];
    for (position, team) in TEAMS.iter().enumerate() {
        for employee in members(staff, position, last) {
            let total = hours.get(&(year, employee.nip.clone())).copied().unwrap_or(0);
            let mut taken = technical(&mut rng, year, total);
            if year == 2024 && total < 20 {
                let day = date(2024, 12, 30);
                taken.push(("Diklat Teknis", "Webinar transformasi digital ASN", day, day, 20));
            }
            if rng.chance(25) {
                taken.push((
                    "Seminar/Workshop",
                    "Seminar moderasi beragama",
                    { spread(&mut rng, year, 1).0 },
                    NaiveDate::MIN,
                    rng.between(3, 8),
                ));
            }
            for (number, (kind, name, from, to, worth)) in taken.into_iter().enumerate() {
                rows.push(vec![
                    Cell::Whole(rows.len() as i64 + 1),
                    Cell::text(&employee.nip),
                    Cell::Text(unit_name(team, Habit::Short, &mut rng)),
                    Cell::text(name),
                    Cell::text(kind),
                    Cell::date(from, form),
                    Cell::date(to.max(from), form),
                    Cell::Whole(worth),
                    Cell::Text(format!("{year}/{}/{:02}", &employee.nip[15..], number + 1)),
                ]);
            }
        }
    }
    let heads = [
        "No",
        of(year, ["NIP", "NIP Baru"]),
        "Unit Kerja",
        "Nama Diklat",
        of(year, ["Jenis Diklat", "Kategori"]),
        of(year, ["Tanggal Mulai", "Tgl Mulai"]),
        of(year, ["Tanggal Selesai", "Tgl Selesai"]),
        of(year, ["Jumlah JP", "JP"]),
        of(year, ["Nomor Sertifikat", "No. Sertifikat"]),
    ];
    let title = format!("Riwayat diklat pegawai tahun {year}");
    let file = format!("kepegawaian/riwayat-diklat-{year}.xlsx");
    workbook(out, &file, ("Riwayat Diklat", &title), &heads, rows)
}

/// So many hours in one course or two, the second one later in the year.
fn technical(rng: &mut Rng, year: i32, total: i64) -> Vec<Taken> {
    const NAMES: [&str; 4] = [
        "Pengelolaan keuangan negara",
        "Pelayanan publik berbasis digital",
        "Penyusunan laporan kinerja",
        "Moderasi beragama bagi ASN",
    ];
    let parts = match total {
        0 => vec![],
        1..=29 => vec![total],
        _ => vec![total / 3, total - total / 3],
    };
    let mut all: Vec<Taken> = parts
        .into_iter()
        .map(|worth| {
            let (from, to) = spread(rng, year, worth.div_euclid(8) + 1);
            ("Diklat Teknis", rng.pick(&NAMES), from, to, worth)
        })
        .collect();
    all.sort_by_key(|course| course.2);
    all
}

/// First and last of so many working days in a row, somewhere before Christmas.
fn spread(rng: &mut Rng, year: i32, count: i64) -> (NaiveDate, NaiveDate) {
    let mut from = date(year, 1, 8) + Days::new(rng.between(0, 335) as u64);
    while !is_working_day(from) {
        from = from + Days::new(1);
    }
    (from, add_working_days(from, count - 1))
}

/// In 2023 files lie for days before somebody says that they are complete.
fn requests(out: &mut Output, staff: &[Employee]) -> Outcome<()> {
    const SERVICES: [[&str; 2]; 4] = [
        ["Kenaikan Pangkat", "KP"],
        ["Kenaikan Gaji Berkala", "KGB"],
        ["Pensiun", "Pensiun BUP"],
        ["Cuti", "Cuti Tahunan"],
    ];
    let all = cases(&mut Rng::named("tim-kepegawaian-requests"), &REQUESTS);
    for year in [2023, 2024] {
        let form = of(year, [DateForm::Slashes, DateForm::Short]);
        let last_day = date(year, 12, 31);
        let is_here = |case: &&Case| {
            let is_open = case.closed.is_none_or(|day| day.year() >= year);
            case.received.year() == year || (case.received.year() < year && is_open)
        };
        let mut rows = vec![];
        for case in all.iter().filter(is_here) {
            let mut rng = Rng::named(&case.number);
            let employee = &staff[rng.index(staff.len())];
            let team = employee.team.iter().flatten().next().copied().unwrap_or(0);
            let slow = if case.received.year() == 2023 { 24 } else { 5 };
            let wait = if rng.chance(slow) { rng.between(3, 7) } else { rng.between(0, 2) };
            let complete = add_working_days(case.received, wait);
            let complete = case.closed.map_or(complete, |day| complete.min(day));
            let known = |day: &NaiveDate| *day <= last_day;
            rows.push(vec![
                Cell::text(&case.number),
                Cell::text(&employee.nip),
                Cell::Text(unit_name(&TEAMS[team], Habit::Careless, &mut rng)),
                Cell::text(of(year, SERVICES[case.kind])),
                Cell::date(case.received, form),
                day_or_blank(Some(complete).filter(known), form),
                Cell::Whole(REQUESTS.promised[case.kind]),
                day_or_blank(case.closed.map(working_day_on_or_before).filter(known), form),
            ]);
        }
        let heads = [
            of(year, ["Nomor Usul", "No. Usul"]),
            "NIP",
            "Unit Pengusul",
            of(year, ["Jenis Layanan", "Layanan"]),
            of(year, ["Tgl Diterima", "Tanggal Diterima"]),
            of(year, ["Berkas Lengkap", "Tgl Berkas Lengkap"]),
            of(year, ["Janji (HK)", "Janji Layanan (HK)"]),
            of(year, ["Tgl Selesai", "Tanggal Selesai"]),
        ];
        let title = format!("Register usul layanan kepegawaian tahun {year}");
        let file = format!("kepegawaian/usul-layanan-{year}.xlsx");
        workbook(out, &file, ("Usul", &title), &heads, rows)?;
    }
    Ok(())
}
