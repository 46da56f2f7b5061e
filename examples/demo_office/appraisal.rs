//! Quarterly appraisals (SKP) as e-Kinerja exports them.
//!
//! In this office the appraisal of a quarter is due on the last working day up to the 20th of
//! its last month, so that every export is complete when its quarter ends.

use chrono::Days;

use crate::calendar::{DateForm, Quarter, ROMAN, date, is_working_day, working_day_on_or_before};
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Cell, Grid, Outcome, Output, address};
use crate::personnel::{Employee, members};
use crate::rng::{Quota, Rng};

const COLUMNS: [&str; 7] = [
    "No",
    "NIP",
    "Unit Kerja",
    "Periode",
    "Predikat Kinerja",
    "Tanggal Evaluasi",
    "Batas Evaluasi",
];
const RATING: usize = 4;
const DONE: usize = 5;
/// Title lines and header take five rows.
const FIRST_ROW: usize = 5;

/// The shares of appraisals never made and made too late.
fn shortfall(team: &str, quarter: Quarter) -> (f64, f64) {
    let step = quarter.position() as f64;
    match team {
        "ortala" => (0.24 - 0.032 * step, 0.20 - 0.025 * step),
        "bandar_melati" => (0.05 + 0.005 * step, 0.10),
        "umum" => (0.05, 0.09),
        "hukum" => (0.0, 0.15),
        "bmn" => (0.02, 0.06),
        _ => (0.004, 0.018),
    }
}

/// Writes the eight exports.
pub(crate) fn write(out: &mut Output, staff: &[Employee]) -> Outcome<()> {
    let mut rng = Rng::named("appraisal");
    let mut quotas: Vec<[Quota; 2]> = TEAMS.iter().map(|_| Default::default()).collect();
    for quarter in Quarter::all() {
        let file = format!("kepegawaian/skp-{}.xlsx", quarter.label());
        let form = if quarter.number % 2 == 1 { DateForm::Cell } else { DateForm::Slashes };
        let habit = if quarter.year == 2023 { Habit::Official } else { Habit::Short };
        let due = working_day_on_or_before(date(quarter.year, quarter.number * 3, 20));
        let opened = date(quarter.year, quarter.number * 3, 1);
        let mut grid = Grid::new("Rekap SKP");
        grid.line("REKAP EVALUASI KINERJA PEGAWAI (SKP) - DATA FIKTIF");
        grid.line(crate::office::OFFICE);
        grid.line(quarter.title());
        grid.blank_line();
        grid.header(&COLUMNS);
        for (position, team) in TEAMS.iter().enumerate() {
            let people = members(staff, position, quarter);
            let (never, late) = shortfall(team.id, quarter);
            let n_never = quotas[position][0].draw(never * people.len() as f64) as usize;
            let n_late = quotas[position][1].draw(late * people.len() as f64) as usize;
            let offset = rng.index(people.len());
            for (place, employee) in people.iter().enumerate() {
                let turn = (place + offset) % people.len();
                let done = if turn < n_never {
                    None
                } else if turn < n_never + n_late {
                    Some(due + Days::new(rng.between(1, 8) as u64))
                } else {
                    let days = (due - opened).num_days();
                    Some(opened + Days::new(rng.between(days / 2, days) as u64))
                };
                let done = done.map(|day| {
                    // Early appraisals move back to a working day, late ones must stay late.
                    if day <= due { working_day_on_or_before(day) } else { next_working_day(day) }
                });
                let rating = rng.weighted(&[
                    ("Baik", 800),
                    ("Sangat Baik", 130),
                    ("Butuh Perbaikan", 50),
                    ("Kurang", 15),
                    ("Sangat Kurang", 5),
                ]);
                grid.rows.push(vec![
                    Cell::Whole((grid.rows.len() - FIRST_ROW + 1) as i64),
                    Cell::text(employee.nip.as_str()),
                    Cell::Text(unit_name(team, habit, &mut rng)),
                    Cell::Text(format!("Triwulan {} {}", ROMAN[quarter.index()], quarter.year)),
                    done.map_or(Cell::Blank, |_| Cell::text(rating)),
                    done.map_or(Cell::Blank, |day| Cell::date(day, form)),
                    Cell::date(due, form),
                ]);
            }
        }
        plant(&mut grid, quarter, &file, out);
        out.write_workbook(&file, &[grid])?;
    }
    Ok(())
}

fn next_working_day(mut day: chrono::NaiveDate) -> chrono::NaiveDate {
    while !is_working_day(day) {
        day = day + Days::new(1);
    }
    day
}

fn plant(grid: &mut Grid, quarter: Quarter, file: &str, out: &mut Output) {
    match quarter.label().as_str() {
        "2023-TW3" => {
            let row = FIRST_ROW + 90;
            grid.rows[row][DONE] = Cell::Date(date(2204, 9, 15));
            out.defect(
                file,
                address(row, DONE),
                "a date in the year 2204 (15/09/2204 for 15/09/2023)",
                "date outside the plausible years; the appraisal counts as not dated",
            );
        }
        "2024-TW3" => {
            let row = FIRST_ROW + 47;
            grid.rows[row][RATING] = Cell::text("Cukup");
            out.defect(
                file,
                address(row, RATING),
                "`Cukup` as Predikat Kinerja",
                "unknown value; the five ratings of PermenPANRB 6/2022 are known",
            );
        }
        _ => {}
    }
}
