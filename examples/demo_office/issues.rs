//! The register of issues that the team for public relations keeps: what the press, the social
//! media, letters and visitors bring up, with the units concerned, often two of them.

use chrono::{Days, NaiveDate};

use crate::calendar::{Quarter, add_working_days, working_day_on_or_before};
use crate::output::{Cell, Grid, Outcome, Output};
use crate::rng::Rng;

const COLUMNS: [&str; 9] = [
    "No Isu",
    "Tanggal",
    "Sumber",
    "Topik",
    "Unit Terkait",
    "Batas Waktu",
    "Status",
    "Tanggal Selesai",
    "Ringkasan",
];

/// A topic: units concerned, new issues by quarter, working days that handling takes by year.
type Subject = (&'static str, &'static str, [i64; 8], [(i64, i64); 2]);

/// Queues at the service counter concern two teams, become more and are handled ever later;
/// certificates for land take months.
const SUBJECTS: [Subject; 4] = [
    (
        "Antrean dan jadwal layanan PTSP",
        "Tim Umum; Tim Humas",
        [1, 1, 2, 1, 2, 2, 3, 4],
        [(5, 13), (12, 40)],
    ),
    (
        "Sertifikasi tanah dan bangunan",
        "Tim BMN; Tim Hukum",
        [0, 1, 0, 1, 1, 0, 1, 0],
        [(40, 80), (50, 110)],
    ),
    ("Hoaks dana haji", "Bidang PHU; Tim Humas", [1, 2, 1, 0, 1, 3, 1, 0], [(1, 6), (1, 6)]),
    (
        "Keterlambatan tunjangan",
        "Tim Keuangan; Tim Kepegawaian",
        [1, 0, 1, 1, 0, 1, 1, 1],
        [(6, 14), (5, 13)],
    ),
];

/// The working days within which an issue must be dealt with.
const ALLOWED: i64 = 14;

struct Issue {
    number: String,
    raised: NaiveDate,
    source: &'static str,
    topic: &'static str,
    units: &'static str,
    due: NaiveDate,
    closed: NaiveDate,
}

/// Writes the eight registers: what was raised in the quarter and what was open when it began.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    let issues = issues();
    for quarter in Quarter::all() {
        let mut grid = Grid::new("Isu");
        grid.line(format!("Register isu · {} · DATA FIKTIF", quarter.title()));
        grid.blank_line();
        grid.header(&COLUMNS);
        let told = issues
            .iter()
            .filter(|one| one.raised <= quarter.last_day() && one.closed >= quarter.first_day());
        grid.rows.extend(told.map(|issue| row(issue, quarter)));
        out.write_workbook(&format!("isu/isu-{}.xlsx", quarter.label()), &[grid])?;
    }
    Ok(())
}

fn issues() -> Vec<Issue> {
    let mut rng = Rng::named("issues");
    let mut all = vec![];
    for quarter in Quarter::all() {
        let n_days = (quarter.last_day() - quarter.first_day()).num_days();
        for (topic, units, counts, took) in SUBJECTS {
            for _ in 0..counts[quarter.position()] {
                let day = quarter.first_day() + Days::new(rng.between(4, n_days) as u64);
                let raised = working_day_on_or_before(day);
                let (least, most) = took[usize::from(quarter.year > 2023)];
                let source = rng.weighted(&[
                    ("Media sosial", 40),
                    ("Media daring", 25),
                    ("Surat", 20),
                    ("Tatap muka", 15),
                ]);
                let closed = add_working_days(raised, rng.between(least, most));
                let due = add_working_days(raised, ALLOWED);
                let number = String::new();
                all.push(Issue { number, raised, source, topic, units, due, closed });
            }
        }
    }
    all.sort_by_key(|one| one.raised);
    for (at, issue) in all.iter_mut().enumerate() {
        issue.number = format!("ISU-{:03}", at + 1);
    }
    all
}

/// An issue as the register of a quarter shows it.
fn row(issue: &Issue, quarter: Quarter) -> Vec<Cell> {
    let is_closed = issue.closed <= quarter.last_day();
    vec![
        Cell::text(&issue.number),
        Cell::Date(issue.raised),
        Cell::text(issue.source),
        Cell::text(issue.topic),
        Cell::text(issue.units),
        Cell::Date(issue.due),
        Cell::text(if is_closed { "Selesai" } else { "Ditangani" }),
        if is_closed { Cell::Date(issue.closed) } else { Cell::Blank },
        Cell::text("Ringkasan fiktif"),
    ]
}
