//! Attendance: one recap a month, with days that add up to the working days of the calendar.

use crate::calendar::{Quarter, working_days_in};
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Outcome, Output, delimited, texts};
use crate::personnel::{Employee, members};
use crate::rng::{Quota, Rng};

const COLUMNS: [&str; 11] = [
    "NIP",
    "Unit Kerja",
    "Hari Kerja",
    "Hadir",
    "Dinas Luar",
    "Cuti",
    "Sakit",
    "Tugas Belajar",
    "Tanpa Keterangan",
    "Terlambat (TL)",
    "Pulang Sebelum Waktu (PSW)",
];
const WORKING_DAYS: usize = 2;
const PRESENT: usize = 3;
const DUTY: usize = 4;
const LEAVE: usize = 5;
const SICK: usize = 6;
const STUDY: usize = 7;
const ABSENT: usize = 8;

/// The shares of person-days lost to illness and to absence without a word.
///
/// Bandar Melati is the sorrow of this story: it gets worse from quarter to quarter.
fn lost(team: &str, quarter: Quarter) -> (f64, f64) {
    match team {
        "bandar_melati" => (0.022, 0.026 + 0.008 * quarter.position() as f64),
        "tanjung_sari" => (0.018, 0.013),
        "umum" => (0.017, 0.012),
        "man1" => (0.013, 0.006),
        "hukum" => (0.012, 0.007),
        "ortala" => (0.012, 0.018 - 0.002 * quarter.position() as f64),
        "kub" | "humas" | "perencana" => (0.007, 0.0),
        _ => (0.010, 0.002),
    }
}

/// The shares of person-days on duty elsewhere and on leave.
fn excused(team: &str, month: u32) -> (f64, f64) {
    let duty = match (team, month) {
        ("phu", 5..=7) => 0.22,
        ("man1", _) => 0.02,
        _ => 0.06,
    };
    let leave = match month {
        4 | 12 => 0.075,
        6 | 7 => 0.05,
        _ => 0.025,
    };
    (duty, leave)
}

/// Days of absence without a word, of one employee in one month.
pub(crate) struct Absence {
    pub(crate) nip: String,
    pub(crate) team: usize,
    pub(crate) year: i32,
    pub(crate) month: u32,
    pub(crate) days: i64,
}

/// Writes the twenty-four recaps and says who was absent.
pub(crate) fn write(out: &mut Output, staff: &[Employee]) -> Outcome<Vec<Absence>> {
    let mut absences = vec![];
    let mut rng = Rng::named("attendance");
    let mut quotas: Vec<[Quota; 4]> =
        TEAMS.iter().map(|_| std::array::from_fn(|_| Quota::half_full())).collect();
    for quarter in Quarter::all() {
        for month in quarter.number * 3 - 2..=quarter.number * 3 {
            let file = format!("kepegawaian/presensi-{}-{month:02}.csv", quarter.year);
            let mut rows = vec![texts(&COLUMNS)];
            for (position, quota) in quotas.iter_mut().enumerate() {
                let people = members(staff, position, quarter);
                let recap = team_rows(position, &people, quarter, month, quota, &mut rng);
                absences.extend(recap.iter().zip(&people).map(|(row, employee)| Absence {
                    nip: employee.nip.clone(),
                    team: position,
                    year: quarter.year,
                    month,
                    days: row[ABSENT].parse().unwrap_or(0),
                }));
                rows.extend(recap);
            }
            plant(&mut rows, &file, out);
            out.write(&file, &delimited(&rows, b';', true)?)?;
        }
    }
    Ok(absences)
}

fn team_rows(
    position: usize,
    people: &[&Employee],
    quarter: Quarter,
    month: u32,
    quota: &mut [Quota; 4],
    rng: &mut Rng,
) -> Vec<Vec<String>> {
    let team = &TEAMS[position];
    let working_days = working_days_in(quarter.year, month);
    let person_days = (people.len() as i64 * working_days) as f64;
    let mut days = vec![[0_i64; 9]; people.len()];
    for row in &mut days {
        row[WORKING_DAYS] = working_days;
        row[PRESENT] = working_days;
    }
    // One employee of PAKIS studies full time from the third quarter of 2024 on.
    if team.id == "pakis" && quarter.position() >= 6 {
        days[0][STUDY] = working_days;
        days[0][PRESENT] = 0;
    }
    let (sick, absent) = lost(team.id, quarter);
    let (duty, leave) = excused(team.id, month);
    let kinds = [(DUTY, duty, 4), (LEAVE, leave, 3), (SICK, sick, 2), (ABSENT, absent, 2)];
    for ((kind, share, longest), quota) in kinds.into_iter().zip(quota) {
        let mut left = i64::from(quota.draw(person_days * share));
        while left > 0 {
            let who = rng.index(people.len());
            let length = rng.between(1, longest).min(left).min(days[who][PRESENT]);
            days[who][kind] += length;
            days[who][PRESENT] -= length;
            left -= length;
        }
    }
    // The machines of some months put an apostrophe before the number.
    let apostrophe = matches!((quarter.year, month), (2023, 3 | 4) | (2024, 7));
    let often_late = team.id == "bandar_melati";
    people
        .iter()
        .zip(days)
        .map(|(employee, days)| {
            let most = if often_late { 7 } else { 2 };
            let late = rng.between(0, most).min(days[PRESENT]);
            let early = rng.between(0, most / 2).min(days[PRESENT]);
            let mut row = vec![
                if apostrophe { format!("'{}", employee.nip) } else { employee.nip.clone() },
                unit_name(team, Habit::Capitals, rng),
            ];
            row.extend(days[WORKING_DAYS..].iter().map(i64::to_string));
            row.extend([late.to_string(), early.to_string()]);
            row
        })
        .collect()
}

fn plant(rows: &mut Vec<Vec<String>>, file: &str, out: &mut Output) {
    match file {
        "kepegawaian/presensi-2023-08.csv" => {
            "2O".clone_into(&mut rows[33][PRESENT]);
            out.defect(
                file,
                "line 34, column Hadir",
                "`2O` (letter O) as Hadir",
                "cannot read as a number of days; the row is set aside",
            );
        }
        "kepegawaian/presensi-2024-02.csv" => {
            let mut stranger = rows[70].clone();
            "197115072001131999".clone_into(&mut stranger[0]);
            rows.push(stranger);
            out.defect(
                file,
                format!("line {}, column NIP", rows.len()),
                "NIP 197115072001131999 is in no snapshot of pegawai",
                "unknown reference: the NIP is in no pegawai file (the number itself is not printed)",
            );
        }
        "kepegawaian/presensi-2024-05.csv" => {
            let present: i64 = rows[52][PRESENT].parse().unwrap_or_default();
            rows[52][PRESENT] = (present + 3).to_string();
            out.defect(
                file,
                "line 53, column Hadir",
                format!("Hadir {} instead of {present}: the parts exceed Hari Kerja by 3", present + 3),
                "Hadir + Dinas Luar + Cuti + Sakit + Tugas Belajar + Tanpa Keterangan differs from Hari Kerja",
            );
        }
        "kepegawaian/presensi-2024-09.csv" => {
            "SEKSI BIMAS KRISTEN".clone_into(&mut rows[100][1]);
            out.defect(
                file,
                "line 101, column Unit Kerja",
                "`SEKSI BIMAS KRISTEN`, a unit this office does not have",
                "unknown unit; `Pembimas Kristen`, a unit of the office itself, is only suggested",
            );
        }
        "kepegawaian/presensi-2024-11.csv" => {
            "-1".clone_into(&mut rows[120][ABSENT]);
            let present: i64 = rows[120][PRESENT].parse().unwrap_or_default();
            rows[120][PRESENT] = (present + 1).to_string();
            out.defect(
                file,
                "line 121, column Tanpa Keterangan",
                "`-1` days absent (the parts still add up)",
                "negative number of days; out of range",
            );
        }
        _ => {}
    }
}
