//! Answers to the satisfaction survey (SKM): nine questions, one to four, thirteen units.

use chrono::Days;

use crate::calendar::{DateForm, Quarter, is_working_day, written};
use crate::office::{Habit, TEAMS, team_at, unit_name};
use crate::output::{Outcome, Output, delimited, texts};
use crate::rng::Rng;

const COLUMNS: [&str; 13] = [
    "Responden",
    "Layanan",
    "Unit Layanan",
    "Tanggal",
    "U1",
    "U2",
    "U3",
    "U4",
    "U5",
    "U6",
    "U7",
    "U8",
    "U9",
];
const UNIT: usize = 2;
const DAY: usize = 3;
/// The column of the first answer.
const FIRST_ANSWER: usize = 4;

/// Team, respondents in a quiet quarter, services.
pub(crate) const SERVICES: &[(&str, i64, &[&str])] = &[
    ("umum", 20, &["Layanan PTSP", "Legalisasi Dokumen"]),
    ("kub", 8, &["Rekomendasi Rumah Ibadat"]),
    ("kepegawaian", 10, &["Kenaikan Pangkat", "Cuti dan Pensiun"]),
    ("hukum", 7, &["Konsultasi Hukum"]),
    ("humas", 9, &["Permohonan Informasi Publik"]),
    ("phu", 18, &["Pendaftaran Haji", "Pelimpahan Porsi Haji", "Izin PPIU"]),
    ("urais", 15, &["Rekomendasi Nikah Campuran", "Ukur Arah Kiblat"]),
    ("penmad", 14, &["Izin Operasional Madrasah", "Mutasi Siswa Madrasah"]),
    ("pakis", 12, &["Izin Pondok Pesantren", "Tunjangan Guru PAI"]),
    ("penaiszawa", 10, &["Sertifikasi Wakaf", "Izin Lembaga Zakat"]),
    ("tanjung_sari", 22, &["Layanan PTSP", "Pendaftaran Haji", "Layanan KUA"]),
    ("bandar_melati", 18, &["Layanan PTSP", "Pendaftaran Haji", "Layanan KUA"]),
    ("man1", 14, &["Legalisasi Ijazah", "Penerimaan Siswa Baru"]),
];

/// The mean answer a unit earns, in thousandths of a point, over the eight quarters.
fn mean(team: &str) -> [i64; 8] {
    match team {
        "umum" => [3440, 3430, 3420, 3400, 3390, 3370, 3350, 3330],
        "phu" => [3590, 3430, 3450, 3580, 3600, 3410, 3440, 3590],
        "bandar_melati" => [3290, 3270, 3240, 3210, 3180, 3140, 3090, 3040],
        "tanjung_sari" => [3500, 3510, 3520, 3530, 3540, 3550, 3560, 3570],
        "kepegawaian" => [3480, 3490, 3500, 3500, 3510, 3520, 3530, 3550],
        "hukum" => [3560, 3560, 3550, 3550, 3540, 3520, 3510, 3500],
        "humas" => [3660, 3670, 3680, 3690, 3700, 3710, 3720, 3730],
        "kub" => [3640, 3640, 3650, 3650, 3660, 3660, 3670, 3670],
        "penaiszawa" => [3600, 3610, 3610, 3620, 3620, 3630, 3630, 3640],
        _ => [3560, 3565, 3570, 3575, 3580, 3585, 3590, 3595],
    }
}

/// What each question differs from the mean: time is judged worst, cost best.
const QUESTION: [i64; 9] = [0, 20, -140, 120, 20, 40, 100, -50, -110];

/// Writes the eight files of answers.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("survey");
    // What rounding has kept back, per unit and question, in thousandths.
    let mut kept = vec![[0_i64; 9]; SERVICES.len()];
    for quarter in Quarter::all() {
        let file = format!("skm/skm-{}.csv", quarter.label());
        let mut rows = vec![texts(&COLUMNS)];
        for ((id, usual, services), kept) in SERVICES.iter().zip(&mut kept) {
            let team = &TEAMS[team_at(id)];
            let season = if *id == "phu" && matches!(quarter.number, 2 | 3) { 12 } else { 0 };
            let n_people = usual + season + rng.between(-1, 2);
            let mean = mean(id)[quarter.position()];
            for _ in 0..n_people {
                let mut row = vec![
                    String::new(),
                    rng.pick(services).to_owned(),
                    unit_name(team, Habit::Short, &mut rng),
                    written(working_day(quarter, &mut rng), DateForm::Slashes),
                ];
                // People differ from each other more than their answers do.
                let mood = rng.between(-350, 350);
                for (question, kept) in QUESTION.iter().zip(kept.iter_mut()) {
                    let wanted = mean + question + *kept;
                    let seen = (wanted + mood + rng.between(-350, 350) + 500).div_euclid(1000);
                    let answer = seen.clamp(2, 4);
                    *kept = wanted - answer * 1000;
                    row.push(answer.to_string());
                }
                // Some people leave the question about cost blank.
                if rng.chance(3) {
                    row[FIRST_ANSWER + 3].clear();
                }
                rows.push(row);
            }
        }
        rows[1..].sort_by_key(|row| iso(&row[DAY]));
        for (number, row) in rows[1..].iter_mut().enumerate() {
            row[0] = format!("R-{}-{:03}", quarter.label(), number + 1);
        }
        plant(&mut rows, quarter, &file, out);
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

/// `31/12/2024` in an order that sorts.
fn iso(slashes: &str) -> String {
    slashes.split('/').rev().collect()
}

fn working_day(quarter: Quarter, rng: &mut Rng) -> chrono::NaiveDate {
    let length = (quarter.last_day() - quarter.first_day()).num_days();
    loop {
        let day = quarter.first_day() + Days::new(rng.between(0, length) as u64);
        if is_working_day(day) {
            return day;
        }
    }
}

fn plant(rows: &mut Vec<Vec<String>>, quarter: Quarter, file: &str, out: &mut Output) {
    match quarter.label().as_str() {
        "2023-TW4" => {
            "Seksi Bimas Kristen".clone_into(&mut rows[30][UNIT]);
            out.defect(
                file,
                "line 31, column Unit Layanan",
                "`Seksi Bimas Kristen`, a unit this office does not have",
                "unknown unit; `Pembimas Kristen`, a unit of the office itself, is only suggested",
            );
        }
        "2024-TW1" => {
            "Baik".clone_into(&mut rows[77][FIRST_ANSWER + 5]);
            out.defect(
                file,
                "line 78, column U6",
                "`Baik` instead of a number from 1 to 4",
                "cannot read as an answer",
            );
        }
        "2024-TW2" => {
            "5".clone_into(&mut rows[54][FIRST_ANSWER + 1]);
            out.defect(file, "line 55, column U2", "answer `5`", "outside the scale of 1 to 4");
        }
        "2024-TW3" => {
            rows.insert(111, rows[110].clone());
            out.defect(
                file,
                "line 112",
                format!("respondent {} printed twice (also line 111)", rows[110][0]),
                "exact duplicate; counted once",
            );
        }
        "2024-TW4" => {
            let last = rows.len() - 1;
            "03/01/2025".clone_into(&mut rows[last][DAY]);
            out.defect(
                file,
                format!("line {}, column Tanggal", last + 1),
                "`03/01/2025` in the file of 2024-TW4",
                "date outside the period of its file",
            );
        }
        _ => {}
    }
}
