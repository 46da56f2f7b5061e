//! The activities of the team for religious harmony: no system knows them, so the team fills in
//! the form of its dataset, one workbook per quarter.

use chrono::Days;

use crate::calendar::{Quarter, working_day_on_or_before};
use crate::output::{Cell, Grid, Outcome, Output};
use crate::rng::Rng;

const COLUMNS: [&str; 9] = [
    "Nomor Kegiatan",
    "Tanggal",
    "Jenis Kegiatan",
    "Pelaksana",
    "Tempat",
    "Jumlah",
    "Unsur Agama",
    "Biaya (Rp)",
    "Laporan Kegiatan",
];
/// Number of participants and of religions stand under one head.
const PARTICIPANTS: (u16, u16) = (5, 6);

/// An activity that took place: its quarter, number, day and kind.
pub(crate) struct Done {
    pub(crate) quarter: Quarter,
    pub(crate) number: String,
    pub(crate) day: chrono::NaiveDate,
    pub(crate) kind: &'static str,
}

/// Writes the eight filled forms, and says what took place.
pub(crate) fn write(out: &mut Output) -> Outcome<Vec<Done>> {
    let mut done = vec![];
    let mut rng = Rng::named("harmony");
    let mut number = 0;
    for quarter in Quarter::all() {
        if quarter.number == 1 {
            number = 0;
        }
        let mut grid = Grid::new("Data");
        grid.line(format!("Kegiatan kerukunan umat beragama · {} · DATA FIKTIF", quarter.title()));
        grid.blank_line();
        let mut group = vec![Cell::Blank; COLUMNS.len()];
        group[usize::from(PARTICIPANTS.0)] = Cell::text("Peserta");
        grid.merges.push((2, PARTICIPANTS.0, 2, PARTICIPANTS.1));
        grid.rows.push(group);
        grid.header(&COLUMNS);
        for (day, kind) in activities(&mut rng, quarter) {
            number += 1;
            let name = format!("KUB-{}-{number:03}", quarter.year);
            done.push(Done { quarter, number: name, day, kind });
            grid.rows.push(activity(&mut rng, quarter.year, number, day, kind));
        }
        out.write_workbook(&format!("kub/kegiatan-{}.xlsx", quarter.label()), &[grid])?;
    }
    Ok(done)
}

/// The days of a quarter on which something took place, in order. The dialogues are as many as
/// the team reports against its performance agreement.
fn activities(rng: &mut Rng, quarter: Quarter) -> Vec<(chrono::NaiveDate, &'static str)> {
    let n_dialogues = if quarter.label() == "2023-TW4" { 7 } else { 6 };
    let counts = [
        ("Dialog", n_dialogues),
        ("Pembinaan FKUB", rng.between(2, 4)),
        ("Mediasi", rng.between(0, 2)),
        ("Kunjungan", rng.between(1, 3)),
    ];
    let n_days = (quarter.last_day() - quarter.first_day()).num_days();
    let mut all = vec![];
    for (kind, count) in counts {
        for _ in 0..count {
            let day = quarter.first_day() + Days::new(rng.between(9, n_days) as u64);
            all.push((working_day_on_or_before(day), kind));
        }
    }
    all.sort_unstable();
    all
}

fn activity(
    rng: &mut Rng,
    year: i32,
    number: i64,
    day: chrono::NaiveDate,
    kind: &str,
) -> Vec<Cell> {
    let people = match kind {
        "Mediasi" => rng.between(6, 20),
        "Kunjungan" => rng.between(8, 25),
        _ => rng.between(30, 120),
    };
    let place = rng.pick(&["Kanwil", "Kabupaten Tanjung Sari", "Kota Bandar Melati"]);
    let cost = people * rng.between(70, 140) * 1000;
    let report = if rng.chance(93) { "Ada" } else { "Belum" };
    vec![
        Cell::text(format!("KUB-{year}-{number:03}")),
        Cell::Date(day),
        Cell::text(kind),
        Cell::text("Tim Kerukunan Umat Beragama"),
        Cell::text(place),
        Cell::Whole(people),
        Cell::Whole(rng.between(2, 6)),
        Cell::Whole(cost),
        Cell::text(report),
    ]
}
