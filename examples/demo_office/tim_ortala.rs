//! What Tim Ortala keeps: SOP against the map of business processes, the periodic reviews that the
//! LKE asks for, and the agents of change. One workbook a year, one sheet a quarter.

use chrono::{Datelike, Days, Months};

use crate::calendar::{Quarter, working_day_on_or_before};
use crate::output::{Cell, Grid, Outcome, Output};
use crate::rng::Rng;
use crate::tim::{day_or_blank, days, form, head};

/// Units that carry out main activities, with how many each.
const PROCESSES: [(&str, i64); 6] = [
    ("Bagian Tata Usaha", 14),
    ("Bidang Penmad", 9),
    ("Bidang PAKIS", 7),
    ("Bidang PHU", 7),
    ("Bidang Urais", 8),
    ("Bidang Penaiszawa", 7),
];

/// The items of the LKE that ask for periodic review.
const ITEMS: [&str; 18] = [
    "P1.iii.a", "P1.iii.b", "P1.iii.c", "P2.ii.d", "P2.iii.b", "P3.i.c", "P3.ii.c", "P3.iii.f",
    "P4.i.c", "P5.iii.c", "P5.iii.d", "P5.iv.b", "P5.iv.c", "P5.v.d", "P5.v.e", "P6.iii.c",
    "P6.iv.a", "P6.iv.c",
];

/// Writes all registers of the team.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    yearly(out, "sop", "Register SOP menurut peta proses bisnis", procedures)?;
    yearly(out, "monev", "Register monev berkala butir LKE", reviews)?;
    yearly(out, "agen-perubahan", "Register agen perubahan", agents)
}

/// A workbook for each year with a sheet for each quarter.
fn yearly(
    out: &mut Output,
    name: &str,
    title: &str,
    rows: impl Fn(Quarter) -> (Vec<&'static str>, Vec<Vec<Cell>>),
) -> Outcome<()> {
    for year in [2023, 2024] {
        let quarters = Quarter::all().filter(|one| one.year == year);
        let grids: Vec<Grid> = quarters
            .map(|quarter| {
                let mut grid = Grid::new(quarter.label()[5..].to_owned());
                grid.line(format!("{title} {} · DATA FIKTIF", quarter.title()));
                grid.blank_line();
                let (heads, rows) = rows(quarter);
                grid.header(&heads);
                grid.rows.extend(rows);
                grid
            })
            .collect();
        out.write_workbook(&format!("ortala/{name}-{year}.xlsx"), &grids)?;
    }
    Ok(())
}

/// More activities have a procedure from quarter to quarter. In the last two quarters
/// those that had none for long are taken off the map.
fn procedures(quarter: Quarter) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let share = [62, 68, 74, 80, 84, 88, 95, 97][quarter.position()];
    let mut rows = vec![];
    for (unit, count) in PROCESSES {
        for number in 1..=count {
            let code = format!("{}.{number:02}", unit.replace("Bidang ", "").replace(' ', ""));
            let rank = Rng::named(&format!("sop-rank {code}")).between(1, 100);
            let has = rank <= share;
            let is_last = quarter.year == 2024 && quarter.number >= 3;
            if is_last && rank > 76 {
                continue;
            }
            // Reviewed once a year, in a month that stays the same.
            let month = Rng::named(&format!("sop-month {code}")).between(0, 10) as u32;
            let reviewed = working_day_on_or_before(quarter.last_day() - Months::new(month));
            let slips = Rng::named(&format!("sop-slip {code} {}", quarter.label())).chance(5);
            let reviewed = if slips { reviewed - Days::new(400) } else { reviewed };
            rows.push(vec![
                Cell::text(code.clone()),
                Cell::text(format!("Kegiatan utama {number} {unit}")),
                Cell::text(unit),
                if has {
                    Cell::text(format!("SOP/{code}/{}", reviewed.year()))
                } else {
                    Cell::Blank
                },
                day_or_blank(Some(reviewed).filter(|_| has), form(quarter)),
            ]);
        }
    }
    let reviewed = head(quarter, ["Tanggal Tinjau", "Terakhir Ditinjau"]);
    (vec!["Kode Proses", "Kegiatan Utama", "Pelaksana", "Nomor SOP", reviewed], rows)
}

/// All eighteen items fall due every quarter. In the last one many are called done without any
/// recommendation.
fn reviews(quarter: Quarter) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let done = [60, 66, 76, 84, 88, 92, 95, 100][quarter.position()];
    let is_last = quarter.label() == "2024-TW4";
    let mut rows = vec![];
    for item in ITEMS {
        let mut rng = Rng::named(&format!("monev {item} {}", quarter.label()));
        let due = days(&mut rng, quarter, 1)[0];
        let is_done = rng.chance(done);
        let held = working_day_on_or_before(due - Days::new(rng.between(0, 5) as u64));
        let found = if rng.chance(if is_last { 55 } else { 12 }) { 0 } else { rng.between(1, 4) };
        let left = i64::from(found > 0 && rng.chance(12) && !is_last);
        let whole = |number: i64| if is_done { Cell::Whole(number) } else { Cell::Blank };
        let held = Some(held.max(quarter.first_day())).filter(|_| is_done);
        rows.push(vec![
            Cell::text(item),
            Cell::date(due, form(quarter)),
            day_or_blank(held, form(quarter)),
            whole(found),
            whole(found - left),
        ]);
    }
    let due = head(quarter, ["Batas Monev", "Jatuh Tempo"]);
    let held = head(quarter, ["Tanggal Monev", "Dilaksanakan"]);
    (vec!["Butir LKE", due, held, "Rekomendasi", "Ditindaklanjuti"], rows)
}

/// Eight agents a year. In 2024 they make more changes, and fewer of them last.
fn agents(quarter: Quarter) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let by_quarter = if quarter.year == 2023 { [1, 3, 5, 6] } else { [2, 5, 8, 11] };
    let lasting = if quarter.year == 2023 { 70 } else { 25 };
    let n_changes = by_quarter[quarter.number as usize - 1];
    let mut rows = vec![];
    for agent in 0..8 {
        let number = format!("AP-{}-{:02}", quarter.year, agent + 1);
        let name = format!("Pegawai Fiktif {}", agent + 1);
        let mut count = 0;
        for change in (agent..n_changes).step_by(8) {
            let mut rng = Rng::named(&format!("agen {} {change}", quarter.year));
            let at = by_quarter.iter().position(|until| change < *until).unwrap_or(3);
            let all: Vec<Quarter> = Quarter::all().filter(|one| one.year == quarter.year).collect();
            let day = days(&mut rng, all[at], 1)[0];
            let lasts = if rng.chance(lasting) { "Ya" } else { "Tidak" };
            let cells = [
                Cell::text(number.clone()),
                Cell::text(name.clone()),
                Cell::date(day, form(quarter)),
            ];
            rows.push(cells.into_iter().chain([Cell::text(lasts)]).collect());
            count += 1;
        }
        if count == 0 {
            rows.push(vec![Cell::text(number), Cell::text(name), Cell::Blank, Cell::Blank]);
        }
    }
    (vec!["No. Agen", "Nama", "Tanggal Perubahan", "Terintegrasi dalam Sistem"], rows)
}
