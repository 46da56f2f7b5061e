//! The register of complaints as handed in: one workbook a quarter, one sheet a unit.
//!
//! Every register repeats the cases of the last two quarters and all that were still open, in
//! their newest state. The six defects that span several registers are decided here too.

use crate::calendar::{DateForm, Quarter};
use crate::complaints::{CLASSES, Case};
use crate::office::TEAMS;
use crate::output::{Cell, Grid, Outcome, Output};
use crate::register_defects::{Book, plant};

const COLUMNS: [&str; 12] = [
    "Tracking ID",
    "Tanggal Laporan Masuk",
    "Tanggal Klasifikasi",
    "Klasifikasi Laporan",
    "Kategori",
    "Sumber Laporan",
    "Instansi Teradu",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Tanggal Selesai",
    "Nama Pelapor",
    "Isi Laporan",
];
pub(crate) const ID: usize = 0;
pub(crate) const RECEIVED: usize = 1;
pub(crate) const CLASSIFIED: usize = 2;
pub(crate) const CLASS: usize = 3;
pub(crate) const ACCUSED: usize = 6;
pub(crate) const STATUS: usize = 8;
pub(crate) const CLOSED: usize = 9;
/// Title, blank line and header come before the first case.
pub(crate) const FIRST_ROW: usize = 3;

/// The forms of the three date columns: received, classified, closed.
pub(crate) fn forms(quarter: Quarter) -> [DateForm; 3] {
    use DateForm::{Cell, Long, Short, Slashes, TwoDigitYear};
    match quarter.position() {
        0 => [Cell, Cell, Cell],
        1 => [Short, Short, Short],
        2 => [Long, Long, Long],
        3 => [TwoDigitYear, TwoDigitYear, TwoDigitYear],
        4 => [Slashes, Slashes, Slashes],
        5 => [Cell, Cell, Short],
        6 => [Long, Short, Short],
        _ => [TwoDigitYear, Cell, Short],
    }
}

/// The sheet of a unit, with the slips of two workbooks.
pub(crate) fn sheet_name(team: usize, quarter: Quarter) -> &'static str {
    match (TEAMS[team].id, quarter.position()) {
        ("humas", 3) => "HUMAS",
        ("phu", 6) => "Bid. PHU ",
        _ => TEAMS[team].sheet,
    }
}

/// The two cases whose story breaks between registers.
pub(crate) struct Broken {
    /// Closed in 2024-TW2, open again from 2024-TW3 on.
    pub(crate) reopened: i64,
    /// Open in 2024-TW3, gone from 2024-TW4.
    pub(crate) vanished: i64,
}

/// Writes the eight registers.
pub(crate) fn write(out: &mut Output, cases: &[Case]) -> Outcome<()> {
    let broken = choose(cases);
    for quarter in Quarter::all() {
        let file = format!("pengaduan/register-{}.xlsx", quarter.label());
        let last = quarter.position() == 7;
        let mut grids = Vec::new();
        for (position, team) in TEAMS.iter().enumerate() {
            // Ortala handed in nothing for the last quarter.
            if last && team.id == "ortala" {
                continue;
            }
            let mut grid = Grid::new(sheet_name(position, quarter));
            grid.line("REGISTER PENGADUAN MASYARAKAT - DATA FIKTIF");
            grid.blank_line();
            grid.header(&COLUMNS);
            for case in cases.iter().filter(|case| case.team == position) {
                if shown(case, quarter) && !(last && case.id == broken.vanished) {
                    grid.rows.push(row(case, quarter, &broken));
                }
            }
            grids.push(grid);
        }
        let mut book = Book { file, quarter, grids };
        plant(&mut book, cases, &broken, out);
        out.write_workbook(&book.file, &book.grids)?;
    }
    Ok(())
}

fn choose(cases: &[Case]) -> Broken {
    let of = |team: &str| {
        let team = crate::office::team_at(team);
        cases.iter().filter(move |case| case.team == team)
    };
    let (second, third) = (Quarter::at(5), Quarter::at(6));
    let within = |case: &&Case, quarter: Quarter| {
        (quarter.first_day()..=quarter.last_day()).contains(&case.received)
    };
    let reopened = of("phu")
        .find(|case| within(case, second) && case.closed <= second.last_day())
        .expect("PHU closes cases in the second quarter");
    let vanished = of("tanjung_sari")
        .rfind(|case| within(case, third) && case.closed > third.last_day())
        .expect("Tanjung Sari has open cases at the end of September");
    Broken { reopened: reopened.id, vanished: vanished.id }
}

/// Whether a case is in the register of `quarter`: received in it or in the two before, or
/// still open when it began.
fn shown(case: &Case, quarter: Quarter) -> bool {
    let earliest = Quarter::at(quarter.position().saturating_sub(2)).first_day();
    case.received <= quarter.last_day()
        && (case.received >= earliest || case.closed >= quarter.first_day())
}

fn row(case: &Case, quarter: Quarter, broken: &Broken) -> Vec<Cell> {
    let [received, classified, closed] = forms(quarter);
    let reopened = case.id == broken.reopened && quarter.position() >= 6;
    let is_closed = case.closed <= quarter.last_day() && !reopened;
    let status = if is_closed {
        case.closing
    } else if case.waits && case.received >= quarter.first_day() {
        "Menunggu Kelengkapan Informasi"
    } else {
        "Proses"
    };
    vec![
        if quarter.number.is_multiple_of(2) {
            Cell::Whole(case.id)
        } else {
            Cell::Text(case.id.to_string())
        },
        Cell::date(case.received, received),
        Cell::date(case.classified, classified),
        Cell::text(CLASSES[case.class].0),
        Cell::text(case.category),
        Cell::text(case.channel),
        Cell::text(case.accused.as_str()),
        Cell::text(TEAMS[case.team].aliases[0]),
        Cell::text(status),
        if is_closed { Cell::date(case.closed, closed) } else { Cell::Blank },
        Cell::Text(format!("PELAPOR-FIKTIF-{:04}", case.serial)),
        Cell::Text(format!("Teks laporan fiktif nomor {:04}", case.serial)),
    ]
}
