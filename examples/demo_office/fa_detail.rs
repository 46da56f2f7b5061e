//! SAKTI's "Laporan FA Detail (16 Segmen)": four workbooks for 2024, a tree laid out in rows.
//!
//! The total comes first, every level repeats the sum of its children, the header comes back
//! in the middle of the sheet and footnotes stand between the rows, as in the real report.

use crate::budget::{Amounts, LEVELS, Line, title};
use crate::calendar::{MONTHS, Quarter};
use crate::output::{Cell, Grid, Outcome, Output, address, grouped};

/// The sheet's name ends in a blank.
const SHEET: &str = "GLP039_LAPORAN REALISASI SUPER ";
const FOOTNOTE: &str =
    "*Lock Pagu adalah jumlah pagu yang sedang dalam proses usulan revisi DIPA atau POK.";

// Columns, from zero. H, K and P stay empty.
const TITLE: usize = 6;
const CEILING: usize = 8;
const BLOCKED: usize = 9;
const BEFORE: usize = 11;
const SPENT: usize = 13;
const N_COLUMNS: usize = 17;

/// The column of a code, by depth: satker, program and kegiatan share the first.
fn code_column(depth: usize) -> usize {
    match depth {
        1..=3 => 1,
        4 | 5 => 2,
        6 => 3,
        7 => 4,
        _ => 5,
    }
}

/// Writes the four workbooks of 2024.
pub(crate) fn write(out: &mut Output, lines: &[Line]) -> Outcome<()> {
    for quarter in Quarter::all().filter(|quarter| quarter.year == 2024) {
        let file = format!("keuangan/fa-detail-{}.xlsx", quarter.label());
        let mut grid = Grid::new(SHEET);
        titles(&mut grid, quarter);
        header(&mut grid);
        body(&mut grid, lines, quarter);
        plant(&mut grid, quarter, &file, out);
        out.write_workbook(&file, &[grid])?;
    }
    Ok(())
}

fn titles(grid: &mut Grid, quarter: Quarter) {
    grid.line("LAPORAN FA DETAIL (16 SEGMEN) - DATA FIKTIF");
    grid.line("Per Program, Kegiatan, KRO, RO, Komponen, Subkomponen, Akun");
    let last_month = MONTHS[quarter.number as usize * 3 - 1];
    grid.line(format!("Periode Januari s.d. {last_month} {}", quarter.year));
    grid.line("Kementerian : 025 KEMENTERIAN AGAMA");
    grid.line("Unit Organisasi : 01 SEKRETARIAT JENDERAL");
    grid.line("Wilayah : 9900 PROVINSI NUSANTARA TENGAH");
}

/// The two header rows with their merged groups; the report repeats them on every page.
fn header(grid: &mut Grid) {
    let first = grid.rows.len() as u32;
    let mut upper = vec![Cell::Blank; N_COLUMNS];
    let mut lower = vec![Cell::Blank; N_COLUMNS];
    for (column, name) in [
        (0, "No"),
        (1, "Kode"),
        (TITLE, "Uraian"),
        (CEILING, "Pagu Revisi"),
        (BLOCKED, "Lock Pagu"),
        (BEFORE, "Realisasi"),
        (14, "%"),
        (16, "Sisa Anggaran"),
    ] {
        upper[column] = Cell::text(name);
    }
    for (column, name) in [(BEFORE, "Periode Lalu"), (12, "Periode Ini"), (SPENT, "s.d. Periode")] {
        lower[column] = Cell::text(name);
    }
    grid.rows.extend([upper, lower]);
    for column in [0, CEILING, BLOCKED, 14, 16] {
        grid.merges.push((first, column as u16, first + 1, column as u16));
    }
    grid.merges.push((first, 1, first + 1, 5));
    grid.merges.push((first, TITLE as u16, first + 1, TITLE as u16 + 1));
    grid.merges.push((first, BEFORE as u16, first, SPENT as u16));
}

fn body(grid: &mut Grid, lines: &[Line], quarter: Quarter) {
    let mut total = vec![Cell::Blank; N_COLUMNS];
    total[1] = Cell::text("JUMLAH SELURUHNYA");
    amounts(&mut total, &lines.iter().collect::<Vec<_>>(), quarter, false);
    grid.rows.push(total);

    let mut previous: Option<&Line> = None;
    for line in lines {
        let shared = previous.map_or(0, |previous| {
            line.path.iter().zip(&previous.path).take_while(|(here, there)| here == there).count()
        });
        for depth in shared + 1..=LEVELS {
            // A new page starts with the second satker.
            if depth == 1 && line.path[0] == "417402" {
                grid.blank_line();
                grid.rows.push(vec![Cell::Blank, Cell::text(FOOTNOTE)]);
                header(grid);
            }
            let family: Vec<&Line> =
                lines.iter().filter(|other| other.path[..depth] == line.path[..depth]).collect();
            let mut row = vec![Cell::Blank; N_COLUMNS];
            row[code_column(depth)] = Cell::text(line.path[depth - 1].as_str());
            row[TITLE] = Cell::text(title(&line.path, depth));
            // One satker's rows were pasted in from a print, so their amounts are text.
            let as_text = match quarter.number {
                2 => line.path[0] == "417403",
                3 => line.path[0] == "417404",
                _ => false,
            };
            amounts(&mut row, &family, quarter, as_text);
            grid.rows.push(row);
        }
        previous = Some(line);
    }
    grid.blank_line();
    grid.rows.push(vec![Cell::Blank, Cell::text(FOOTNOTE)]);
    grid.rows.push(vec![
        Cell::Blank,
        Cell::text("*SPM yang dihitung adalah SPM yang telah terbit SP2D."),
    ]);
}

/// Fills in the sums of a family of accounts.
fn amounts(row: &mut [Cell], family: &[&Line], quarter: Quarter, as_text: bool) {
    let sum = |quarter: Quarter| {
        family.iter().fold(Amounts::default(), |sum, line| {
            let own = line.at(quarter);
            Amounts {
                ceiling: sum.ceiling + own.ceiling,
                blocked: sum.blocked + own.blocked,
                spent: sum.spent + own.spent,
            }
        })
    };
    let now = sum(quarter);
    let before = match quarter.number {
        1 => 0,
        _ => sum(Quarter::at(quarter.position() - 1)).spent,
    };
    let values = [
        (CEILING, now.ceiling),
        (BLOCKED, now.blocked),
        (BEFORE, before),
        (12, now.spent - before),
        (SPENT, now.spent),
        (16, now.ceiling - now.spent),
    ];
    for (column, value) in values {
        row[column] = if as_text { Cell::Text(grouped(value)) } else { Cell::Whole(value) };
    }
    let hundredths = if now.ceiling == 0 { 0 } else { now.spent * 10_000 / now.ceiling };
    row[14] = Cell::Decimal(hundredths as f64 / 100.0);
}

/// The defects of this quarter's workbook.
fn plant(grid: &mut Grid, quarter: Quarter, file: &str, out: &mut Output) {
    match quarter.number {
        1 => {
            let row = find(grid, "417404", "523121");
            grid.rows[row][BLOCKED] = Cell::BrokenReference;
            out.defect(
                file,
                address(row, BLOCKED),
                "`#REF!` as Lock Pagu of account 523121 of satker 417404",
                "error cell in a required amount; the row is set aside",
            );
        }
        2 => {
            let row = find(grid, "417404", "521114");
            grid.rows[row][SPENT] = Cell::text("1.2o0.000");
            out.defect(
                file,
                address(row, SPENT),
                "`1.2o0.000` (letter o) instead of 1.200.000 in account 521114 of satker 417404",
                "cannot read as an amount; its sub-component 002.0A is then 1.200.000 more than its children",
            );
        }
        3 => {
            let row = find(grid, "417401", "EBA.958");
            if let Cell::Whole(spent) = &mut grid.rows[row][SPENT] {
                *spent += 1_000_000;
            }
            out.defect(
                file,
                address(row, SPENT),
                "s.d. Periode of RO EBA.958 (satker 417401) printed 1.000.000 too high",
                "parent differs from the sum of its children by 1.000.000, here and one level up (KRO EBA); the accounts themselves are right",
            );
        }
        _ => {
            let row = find(grid, "417402", "522111");
            out.defect(
                file,
                address(row, SPENT),
                "spending above the ceiling in account 522111 of satker 417402 (by 1.284.500), so Sisa Anggaran is negative",
                "realisasi above pagu: a warning, the figure is kept",
            );
        }
    }
}

/// The first row of `satker` that carries `code`.
fn find(grid: &Grid, satker: &str, code: &str) -> usize {
    let holds = |row: &Vec<Cell>, wanted: &str| {
        row.iter().take(TITLE).any(|cell| matches!(cell, Cell::Text(text) if text == wanted))
    };
    let start = grid.rows.iter().position(|row| holds(row, satker)).unwrap_or_default();
    let offset = grid.rows[start..].iter().position(|row| holds(row, code));
    start + offset.expect("the code occurs below the satker")
}
