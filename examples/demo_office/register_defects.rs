//! What is wrong with the registers of complaints, quarter by quarter.
//!
//! Most defects stand in one register only: the next one shows the same case whole again, so
//! a reader that keeps the newest state recovers. Those of the last quarter stay.

use crate::calendar::Quarter;
use crate::complaints::Case;
use crate::office::team_at;
use crate::output::{Cell, Grid, Output, address};
use crate::register::{
    ACCUSED, Broken, CLASS, CLASSIFIED, CLOSED, FIRST_ROW, ID, RECEIVED, STATUS, forms, sheet_name,
};

/// One register before it is written.
pub(crate) struct Book {
    pub(crate) file: String,
    pub(crate) quarter: Quarter,
    pub(crate) grids: Vec<Grid>,
}

impl Book {
    /// The sheet of a unit.
    fn sheet(&mut self, team: &str) -> &mut Grid {
        let name = sheet_name(team_at(team), self.quarter);
        let found = self.grids.iter_mut().find(|grid| grid.name == name);
        found.expect("the unit has a sheet")
    }
}

/// A place in a workbook: sheet and cell.
fn place(grid: &Grid, row: usize, column: usize) -> String {
    format!("sheet `{}`, {}", grid.name, address(row, column))
}

/// The row of a case in a sheet.
fn row_of(grid: &Grid, id: i64) -> Option<usize> {
    let (number, text) = (Cell::Whole(id), Cell::Text(id.to_string()));
    grid.rows
        .iter()
        .position(|row| row.first().is_some_and(|cell| *cell == number || *cell == text))
}

/// Spoils one register as its quarter demands.
pub(crate) fn plant(book: &mut Book, cases: &[Case], broken: &Broken, out: &mut Output) {
    let file = book.file.clone();
    let file = file.as_str();
    match book.quarter.label().as_str() {
        "2023-TW2" => {
            let grid = book.sheet("umum");
            let row = FIRST_ROW + 5;
            grid.rows
                .insert(row, vec![Cell::text(" "), Cell::Blank, Cell::text("  "), Cell::text(" ")]);
            out.defect(
                file,
                format!("sheet `{}`, row {}", grid.name, row + 1),
                "a row of nothing but blanks in the middle of the table",
                "blank row, passed over; the rows below it are read",
            );
        }
        "2023-TW3" => {
            let grid = book.sheet("umum");
            let row = grid.rows.len() - 2;
            grid.rows[row][ID] = Cell::Blank;
            out.defect(
                file,
                place(grid, row, ID),
                "no Tracking ID",
                "required key is empty; the row is set aside (the case is whole in 2023-TW4)",
            );
        }
        "2023-TW4" => {
            let grid = book.sheet("tanjung_sari");
            let row = FIRST_ROW + 4;
            grid.rows[row][RECEIVED] = Cell::Blank;
            out.defect(
                file,
                place(grid, row, RECEIVED),
                "no Tanggal Laporan Masuk",
                "required date is empty; the row is set aside (the case is whole in 2023-TW3)",
            );
        }
        "2024-TW1" => plant_early_2024(book, out),
        "2024-TW2" => {
            let donor = book.sheet("umum").rows.len() - 1;
            let id = book.sheet("umum").rows[donor][ID].clone();
            let first = place(book.sheet("umum"), donor, ID);
            let grid = book.sheet("urais");
            let row = grid.rows.len() - 1;
            grid.rows[row][ID] = id;
            out.defect(
                file,
                format!("{first} and {}", place(grid, row, ID)),
                "one Tracking ID for two different cases in two sheets",
                "key is not unique and the rows contradict each other (both cases are whole in 2024-TW3)",
            );
            let mut notes = Grid::new("Catatan");
            notes.hidden = true;
            notes.line("Catatan internal - DATA FIKTIF");
            notes.line("Jangan dikirim. Angka Bid. PHU masih akan dicek ulang.");
            book.grids.push(notes);
            out.defect(
                file,
                "sheet `Catatan`",
                "a hidden sheet that is not the register of a unit",
                "hidden sheet, not read; mentioned because something may be kept in it",
            );
        }
        "2024-TW3" => plant_third_quarter(book, cases, broken, out),
        "2024-TW4" => plant_last_quarter(book, broken, out),
        _ => {}
    }
}

fn plant_early_2024(book: &mut Book, out: &mut Output) {
    let file = book.file.clone();
    let file = file.as_str();
    let grid = book.sheet("phu");
    let row = grid.rows.len() - 2;
    grid.rows[row][CLASSIFIED] = Cell::text("31/02/2024");
    out.defect(
        file,
        place(grid, row, CLASSIFIED),
        "`31/02/2024` as Tanggal Klasifikasi",
        "no such day; the row is set aside (the case is whole in 2024-TW2)",
    );
    let grid = book.sheet("tanjung_sari");
    let row = grid.rows.len();
    grid.line("Catatan: register ditutup 31 Maret 2024, angka dapat berubah.");
    out.defect(
        file,
        place(grid, row, 0),
        "a trailing note under the table",
        "a note, not a case: skipped and counted, or reported as a row with an unreadable Tracking ID",
    );
    let grid = book.sheet("urais");
    let row = grid.rows.len() - 1;
    grid.rows[row][RECEIVED] = Cell::text("14/05/2024");
    out.defect(
        file,
        place(grid, row, RECEIVED),
        "received on 14/05/2024, after the register was closed",
        "date after the end of the period of its file (the case is whole in 2024-TW2)",
    );
}

fn plant_third_quarter(book: &mut Book, cases: &[Case], broken: &Broken, out: &mut Output) {
    let file = book.file.clone();
    let file = file.as_str();
    let grid = book.sheet("umum");
    let row = grid.rows.len() - 1;
    grid.rows[row][CLASS] = Cell::text("Pengaduan Biasa");
    out.defect(
        file,
        place(grid, row, CLASS),
        "`Pengaduan Biasa` as Klasifikasi Laporan",
        "unknown value; four classes are known (the case is whole in 2024-TW4)",
    );
    // The last register that shows this case, so nothing later corrects it.
    let spring = Quarter::at(4);
    let team = team_at("tanjung_sari");
    let case = cases.iter().find(|case| {
        case.team == team
            && case.received >= spring.first_day()
            && case.received <= spring.last_day()
            && case.closed < book.quarter.first_day()
    });
    let case = case.expect("Tanjung Sari closes cases in the first quarter");
    let form = forms(book.quarter)[2];
    let grid = book.sheet("tanjung_sari");
    let row = row_of(grid, case.id).expect("the case is still shown");
    let wrong = case.received - chrono::Days::new(9);
    grid.rows[row][CLOSED] = Cell::date(wrong, form);
    out.defect(
        file,
        place(grid, row, CLOSED),
        format!("case {}: closed nine days before it was received", case.id),
        "Tanggal Selesai before Tanggal Laporan Masuk",
    );
    let grid = book.sheet("phu");
    let row = row_of(grid, broken.reopened).expect("the reopened case is shown");
    out.defect(
        file,
        place(grid, row, STATUS),
        format!(
            "case {}: closed in 2024-TW2, `Proses` without Tanggal Selesai here and in 2024-TW4",
            broken.reopened
        ),
        "the newer drop counts, and that the state went backwards is reported",
    );
}

fn plant_last_quarter(book: &mut Book, broken: &Broken, out: &mut Output) {
    let file = book.file.clone();
    let file = file.as_str();
    let grid = book.sheet("phu");
    let row = grid.rows.len() - 3;
    grid.rows.insert(row + 1, grid.rows[row].clone());
    out.defect(
        file,
        format!("sheet `{}`, row {}", grid.name, row + 2),
        format!("row {} printed twice", row + 1),
        "exact duplicate; counted once",
    );
    let grid = book.sheet("umum");
    let row = grid.rows.len() - 4;
    grid.rows[row][STATUS] = Cell::text("Sedang Dipikirkan");
    out.defect(
        file,
        place(grid, row, STATUS),
        "`Sedang Dipikirkan` as Status Laporan",
        "unknown value; six states are known",
    );
    let grid = book.sheet("penmad");
    let row = grid.rows.len() - 1;
    grid.rows[row][ACCUSED] = Cell::text("Tim Humsa");
    out.defect(
        file,
        place(grid, row, ACCUSED),
        "`Tim Humsa` as Instansi Teradu",
        "unknown unit; the nearest name is `Tim Humas`",
    );
    out.defect(
        file,
        "sheet `Kemenag Tanjung Sari`",
        format!("case {} was open in 2024-TW3 and is gone", broken.vanished),
        "an open case must be in the next register; it counts as open",
    );
    out.defect(
        file,
        "no sheet `Ortala`",
        "the register of Ortala was not handed in",
        "missing, not zero: no figure for Ortala in this quarter",
    );
    out.defect(file, "sheet `BMN`", "a header and no cases", "reported zero (nihil), not missing");
}
