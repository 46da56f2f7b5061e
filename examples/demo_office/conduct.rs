//! What Tim Kepegawaian keeps beside the attendance: the measurement of professionalism (IP ASN),
//! yearly predicates, the register of discipline, and who has reported his wealth.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::attendance::Absence;
use crate::calendar::{Quarter, add_working_days, date, month_end, working_day_on_or_before};
use crate::office::{Habit, OFFICE, TEAMS, unit_name};
use crate::output::{Cell, Grid, Outcome, Output, address, delimited, texts};
use crate::personnel::{Employee, members};
use crate::rng::Rng;

/// The lowest number of days of each of the nine sanctions for absence, with its name and level.
const SANCTIONS: [(i64, &str, &str); 9] = [
    (3, "Teguran lisan", "Ringan"),
    (4, "Teguran tertulis", "Ringan"),
    (7, "Pernyataan tidak puas secara tertulis", "Ringan"),
    (11, "Pemotongan tunjangan kinerja 25% selama 6 bulan", "Sedang"),
    (14, "Pemotongan tunjangan kinerja 25% selama 9 bulan", "Sedang"),
    (17, "Pemotongan tunjangan kinerja 25% selama 12 bulan", "Sedang"),
    (21, "Penurunan jabatan setingkat lebih rendah selama 12 bulan", "Berat"),
    (25, "Pembebasan dari jabatan menjadi jabatan pelaksana selama 12 bulan", "Berat"),
    (28, "Pemberhentian dengan hormat tidak atas permintaan sendiri", "Berat"),
];

/// Which of the nine sanctions so many days deserve.
fn step(days: i64) -> Option<usize> {
    SANCTIONS.iter().rposition(|(least, ..)| days >= *least)
}

/// Where most of the absence is, in the recaps of later years too.
const TROUBLED: [&str; 5] = ["tanjung_sari", "bandar_melati", "man1", "umum", "ortala"];

/// An offence in the register.
struct Offence {
    nip: String,
    team: usize,
    kind: &'static str,
    /// Days without a word since January, if the offence is absence.
    days: Option<i64>,
    seen: NaiveDate,
    sanction: usize,
    decided: Option<NaiveDate>,
}

/// Hours of technical courses that an employee had by the end of a year.
pub(crate) type Hours = BTreeMap<(i32, String), i64>;

/// Writes everything, and says who learnt how much; `absences` are those of the attendance recaps.
pub(crate) fn write(out: &mut Output, staff: &[Employee], absences: &[Absence]) -> Outcome<Hours> {
    let offences = offences(staff, absences);
    write_register(out, &offences)?;
    let predicates = write_predicates(out, staff)?;
    let hours = write_measurement(out, staff, &offences, &predicates)?;
    write_officials(out)?;
    write_employees(out, staff)?;
    Ok(hours)
}

fn offences(staff: &[Employee], absences: &[Absence]) -> Vec<Offence> {
    let mut rng = Rng::named("conduct");
    let mut all = vec![];
    // Of 2022 there are no recaps; the register of that year was typed from paper.
    let known: Vec<&Employee> = staff
        .iter()
        .filter(|one| one.team[0].is_some_and(|team| TROUBLED.contains(&TEAMS[team].id)))
        .collect();
    for _ in 0..90 {
        let employee = known[rng.index(known.len())];
        let team = employee.team.iter().flatten().next().copied().unwrap_or(0);
        let seen = date(2022, rng.between(1, 12) as u32, rng.between(2, 27) as u32);
        let days = rng.weighted(&[(3, 55), (5, 33), (8, 10), (12, 2)]);
        let sanction = step(days).unwrap_or(0);
        let decided = Some(add_working_days(seen, rng.between(8, 30)));
        let kind = "Tidak masuk kerja tanpa alasan yang sah";
        let nip = employee.nip.clone();
        all.push(Offence { nip, team, kind, days: Some(days), seen, sanction, decided });
    }
    let mut so_far: BTreeMap<(i32, &str), i64> = BTreeMap::new();
    for absence in absences {
        let days = so_far.entry((absence.year, &absence.nip)).or_default();
        let before = step(*days);
        *days += absence.days;
        let Some(sanction) = step(*days).filter(|now| Some(*now) > before) else { continue };
        let seen = add_working_days(month_end(absence.year, absence.month), rng.between(1, 4));
        // What is found after the last day of the year is entered on it.
        let seen = seen.min(month_end(absence.year, 12));
        let resolve = match TEAMS[absence.team].id {
            "bandar_melati" => 45,
            "umum" => 70,
            _ => 92,
        };
        let decided = rng.chance(resolve).then(|| add_working_days(seen, rng.between(4, 12)));
        // Bandar Melati is lenient too.
        let lenient = TEAMS[absence.team].id == "bandar_melati" && rng.chance(25);
        let sanction = if lenient { sanction.saturating_sub(1) } else { sanction };
        let (nip, team) = (absence.nip.clone(), absence.team);
        let kind = "Tidak masuk kerja tanpa alasan yang sah";
        all.push(Offence { nip, team, kind, days: Some(*days), seen, sanction, decided });
    }
    for year in 2022..=2024 {
        for _ in 0..[7, 5, 3][(year - 2022) as usize] {
            let employee = &staff[rng.index(staff.len())];
            let team = employee.team.iter().flatten().next().copied().unwrap_or(0);
            let seen = date(year, rng.between(1, 11) as u32, rng.between(2, 27) as u32);
            let kind = rng.pick(&["Pelanggaran jam kerja", "Penyalahgunaan wewenang ringan"]);
            let decided = Some(add_working_days(seen, rng.between(8, 30)));
            let nip = employee.nip.clone();
            all.push(Offence { nip, team, kind, days: None, seen, sanction: 0, decided });
        }
    }
    all.sort_by(|a, b| (a.seen, &a.nip).cmp(&(b.seen, &b.nip)));
    all
}

fn write_register(out: &mut Output, offences: &[Offence]) -> Outcome<()> {
    let mut rng = Rng::named("conduct-register");
    for year in 2022..=2024 {
        let mut grid = Grid::new(format!("Hukdis {year}"));
        grid.line(format!("REGISTER PELANGGARAN DISIPLIN TAHUN {year} - DATA FIKTIF"));
        grid.line(OFFICE);
        grid.blank_line();
        grid.header(&[
            "No",
            "Nomor Kasus",
            "NIP",
            "Unit Kerja",
            "Jenis Pelanggaran",
            "Hari Tidak Masuk",
            "Tanggal Diketahui",
            "Jenis Hukuman",
            "Tingkat Hukuman",
            "Tanggal SK",
        ]);
        for (at, one) in offences.iter().filter(|one| one.seen.year() == year).enumerate() {
            let (_, sanction, level) = SANCTIONS[one.sanction];
            let shown = |text: &str| match one.decided {
                Some(_) => Cell::text(text),
                None => Cell::Blank,
            };
            grid.rows.push(vec![
                Cell::Whole(at as i64 + 1),
                Cell::text(format!("HD-{year}-{:03}", at + 1)),
                Cell::text(one.nip.as_str()),
                Cell::Text(unit_name(&TEAMS[one.team], Habit::Careless, &mut rng)),
                Cell::text(one.kind),
                one.days.map_or(Cell::text("-"), Cell::Whole),
                Cell::Date(one.seen),
                shown(sanction),
                shown(level),
                one.decided.map_or(Cell::Blank, Cell::Date),
            ]);
        }
        out.write_workbook(&format!("kepegawaian/hukuman-disiplin-{year}.xlsx"), &[grid])?;
    }
    Ok(())
}

/// Results and conduct with the predicate that the matrix of PermenPANRB 6/2022 makes of them.
const RATINGS: [(&str, &str, &str); 6] = [
    ("Di Atas Ekspektasi", "Di Atas Ekspektasi", "Sangat Baik"),
    ("Di Atas Ekspektasi", "Sesuai Ekspektasi", "Baik"),
    ("Sesuai Ekspektasi", "Di Atas Ekspektasi", "Baik"),
    ("Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"),
    ("Di Bawah Ekspektasi", "Sesuai Ekspektasi", "Butuh Perbaikan"),
    ("Di Bawah Ekspektasi", "Di Bawah Ekspektasi", "Sangat Kurang"),
];

/// The predicate of every employee by year: 2022 for the measurement of 2023, then those written.
type Predicates = BTreeMap<(i32, String), &'static str>;

fn write_predicates(out: &mut Output, staff: &[Employee]) -> Outcome<Predicates> {
    let mut rng = Rng::named("conduct-predicates");
    let mut all = Predicates::new();
    for employee in staff {
        let before = rng.weighted(&[("Baik", 84), ("Sangat Baik", 10), ("Butuh Perbaikan", 6)]);
        all.insert((2022, employee.nip.clone()), before);
    }
    for year in [2023, 2024] {
        let quarter = Quarter { year, number: 4 };
        let mut grid = Grid::new("Predikat");
        grid.line(format!("PREDIKAT KINERJA PEGAWAI TAHUN {year} - DATA FIKTIF"));
        grid.blank_line();
        let heads = ["No", "NIP", "Unit Kerja", "Rating Hasil Kerja", "Rating Perilaku Kerja"];
        grid.header(&[&heads[..], &["Predikat Kinerja"]].concat());
        for (position, team) in TEAMS.iter().enumerate() {
            for employee in members(staff, position, quarter) {
                let at = rng.weighted(&[(0, 24), (1, 10), (2, 12), (3, 47), (4, 5), (5, 2)]);
                let (results, conduct, fitting) = RATINGS[at];
                // Some superiors are kinder than the matrix.
                let kind = at == 4 && team.id == "bandar_melati";
                let predicate = if kind { "Baik" } else { fitting };
                all.insert((year, employee.nip.clone()), predicate);
                grid.rows.push(vec![
                    Cell::Whole(grid.rows.len() as i64 - 2),
                    Cell::text(employee.nip.as_str()),
                    Cell::Text(unit_name(team, Habit::Short, &mut rng)),
                    Cell::text(results),
                    Cell::text(conduct),
                    Cell::text(predicate),
                ]);
            }
        }
        out.write_workbook(&format!("kepegawaian/predikat-tahunan-{year}.xlsx"), &[grid])?;
    }
    Ok(all)
}

fn write_measurement(
    out: &mut Output,
    staff: &[Employee],
    offences: &[Offence],
    predicates: &Predicates,
) -> Outcome<Hours> {
    let mut rng = Rng::named("conduct-professionalism");
    let mut all = Hours::new();
    for (year, half) in [(2023, 1), (2023, 2), (2024, 1), (2024, 2)] {
        let quarter = Quarter { year, number: half * 2 };
        let mut grid = Grid::new("IP ASN");
        grid.line("PENGUKURAN INDEKS PROFESIONALITAS ASN - DATA FIKTIF");
        grid.line(OFFICE);
        grid.line(format!("Semester {half} Tahun {year}"));
        grid.blank_line();
        let mut group = vec![Cell::Blank; 11];
        group.extend([Cell::text("Skor"), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
        grid.rows.push(group);
        grid.merges.push((4, 11, 4, 15));
        grid.header(&[
            "No",
            "NIP | Nama",
            "Unit Kerja",
            "Jenis Jabatan",
            "Pendidikan",
            "Diklat Jabatan",
            "Diklat Teknis (JP)",
            "Seminar 2 Tahun",
            "Nilai SKP Tahun Lalu",
            "Predikat Kinerja Tahun Lalu",
            "Hukuman Disiplin 5 Tahun",
            "Kualifikasi",
            "Kompetensi",
            "Kinerja",
            "Disiplin",
            "Jumlah",
        ]);
        for (position, team) in TEAMS.iter().enumerate() {
            for employee in members(staff, position, quarter) {
                let measured = !rng.chance(if team.id == "ortala" { 20 } else { 4 });
                let number = grid.rows.len() as i64 - 5;
                let worst = worst(offences, &employee.nip, quarter.last_day());
                let facts = Facts::invent(employee, (year, half), team.id, &mut rng);
                if half == 2 {
                    all.insert((year, employee.nip.clone()), facts.hours);
                }
                let predicate = predicates.get(&(year - 1, employee.nip.clone())).copied();
                let mut row = vec![
                    Cell::Whole(number),
                    Cell::text(format!("{}\nPEGAWAI-FIKTIF-{number:04}", employee.nip)),
                    Cell::Text(unit_name(team, Habit::Careless, &mut rng)),
                    Cell::text(employee.position),
                    Cell::text(employee.education),
                ];
                if measured {
                    row.extend(facts.cells(employee, predicate, worst, year == 2023));
                }
                grid.rows.push(row);
            }
        }
        out.write_workbook(&format!("kepegawaian/ip-asn-{year}-S{half}.xlsx"), &[grid])?;
    }
    Ok(all)
}

/// The worst sanction that was decided by that day.
fn worst(offences: &[Offence], nip: &str, day: NaiveDate) -> usize {
    let own = offences.iter().filter(|one| one.nip == nip);
    let decided = own.filter(|one| one.decided.is_some_and(|on| on <= day));
    decided.map(|one| 1 + one.sanction / 3).max().unwrap_or(0)
}

/// What was learnt, as far as it counts.
struct Facts {
    office: bool,
    hours: i64,
    seminar: bool,
}

impl Facts {
    /// Courses fill up towards the end of a year, and 2024 has more of them.
    fn invent(employee: &Employee, (year, half): (i32, u32), team: &str, rng: &mut Rng) -> Self {
        let busy = match team {
            "bandar_melati" | "umum" => 12,
            "kepegawaian" | "keuangan" => -8,
            _ => 0,
        };
        let often = 52 + 14 * i64::from(half) + 8 * i64::from(year - 2023) - busy;
        let hours = if rng.chance(often) { rng.between(20, 46) } else { rng.between(0, 19) };
        let office = employee.position != "Pelaksana" && rng.chance(92);
        Self { office, hours, seminar: rng.chance(often + 16) }
    }

    fn cells(
        &self,
        employee: &Employee,
        predicate: Option<&'static str>,
        worst: usize,
        as_text: bool,
    ) -> Vec<Cell> {
        let is_staff = employee.position == "Pelaksana";
        // Tenths, for half points occur.
        let degree = match employee.education {
            "S2" => 200,
            "S1" => 150,
            "D3" => 100,
            _ => 50,
        };
        let [hours, seminar] = if is_staff { [225, 175] } else { [150, 100] };
        let skill = if self.office { 150 } else { 0 }
            + if self.hours >= 20 { hours } else { 0 }
            + if self.seminar { seminar } else { 0 };
        let work = match predicate {
            Some("Sangat Baik") => 300,
            Some("Baik") => 250,
            Some("Butuh Perbaikan") => 150,
            Some("Kurang") => 50,
            Some(_) => 10,
            None => 0,
        };
        let conduct = [50, 30, 20, 10][worst];
        let score = |tenths: i64| match as_text {
            true => Cell::text(format!("{},{}", tenths / 10, tenths % 10)),
            false => Cell::Decimal(tenths as f64 / 10.0),
        };
        let yes_no = |yes: bool| Cell::text(if yes { "Ya" } else { "Tidak" });
        vec![
            yes_no(self.office),
            Cell::Whole(self.hours),
            yes_no(self.seminar),
            // Since predicates there are no numbers; the column is still printed.
            Cell::Blank,
            predicate.map_or(Cell::text("-"), Cell::text),
            Cell::text(["Tidak Ada", "Ringan", "Sedang", "Berat"][worst]),
            score(degree),
            score(skill),
            score(work),
            score(conduct),
            score(degree + skill + work + conduct),
        ]
    }
}

/// Heads of satker, officials and others who report to the KPK, by team.
fn obliged(team: &str) -> [i64; 3] {
    match team {
        "tanjung_sari" | "bandar_melati" => [1, 3, 1],
        "man1" => [1, 1, 1],
        "keuangan" => [0, 1, 3],
        "bmn" => [0, 1, 1],
        "phu" => [0, 1, 1],
        "penmad" | "pakis" | "urais" | "penaiszawa" => [0, 1, 0],
        "umum" | "perencana" | "kepegawaian" => [0, 0, 1],
        _ => [0; 3],
    }
}

/// Of those obliged: how many reported late, and how many not at all by the quarter's end.
fn tardy(team: &str, quarter: Quarter) -> (i64, i64) {
    let waiting = i64::from(quarter.number < 3);
    match (team, quarter.year) {
        ("bandar_melati", 2023) => (if quarter.number > 1 { 1 } else { 0 }, 1 + waiting),
        ("bandar_melati", _) => (1 - waiting, 1 + waiting),
        ("umum", 2023) => (1 - waiting, waiting),
        ("phu", 2024) => (1 - waiting, waiting),
        _ => (0, 0),
    }
}

fn write_officials(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("conduct-officials");
    for quarter in Quarter::all() {
        let file = format!("kepegawaian/lhkpn-{}.xlsx", quarter.label());
        let mut grid = Grid::new("Rekap LHKPN");
        grid.line("REKAPITULASI KEPATUHAN LHKPN - DATA FIKTIF");
        grid.line(format!(
            "Tahun Lapor {}, ditarik {}",
            quarter.year - 1,
            quarter.last_day().format("%d-%m-%Y")
        ));
        grid.blank_line();
        let mut group = vec![Cell::Blank; 2];
        group.extend([Cell::text("Wajib Lapor"), Cell::Blank, Cell::Blank, Cell::Blank]);
        group.extend([Cell::text("Sudah Lapor"), Cell::Blank]);
        grid.rows.push(group);
        grid.merges.extend([(3, 2, 3, 5), (3, 6, 3, 7)]);
        grid.header(&[
            "No",
            "Unit Kerja",
            "Kepala Satuan Kerja",
            "Pejabat",
            "Lainnya",
            "Jumlah",
            "s.d. 31 Maret",
            "Setelah 31 Maret",
            "Diumumkan Lengkap",
        ]);
        let mut sums = [0; 7];
        for team in TEAMS.iter().filter(|team| obliged(team.id) != [0; 3]) {
            let [head, mut officials, others] = obliged(team.id);
            let all = head + officials + others;
            if quarter.label() == "2024-TW2" && team.id == "bandar_melati" {
                officials += 1;
                out.defect(
                    &file,
                    address(grid.rows.len(), 3),
                    "the head of the satker is counted twice, as head and among the officials: the parts make 6, Jumlah says 5",
                    "the parts do not add up to Jumlah; Jumlah counts",
                );
            }
            let (late, never) = tardy(team.id, quarter);
            let on_time = all - late - never;
            // The KPK takes months to look through what came in.
            let published = match quarter.number {
                1 => on_time / 3,
                2 => on_time / 2,
                3 => on_time - on_time / 4,
                _ => on_time + late - i64::from(team.id == "keuangan"),
            };
            let counts = [head, officials, others, all, on_time, late, published];
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
            let mut row = vec![
                Cell::Whole(grid.rows.len() as i64 - 4),
                Cell::Text(unit_name(team, Habit::Careless, &mut rng)),
            ];
            row.extend(counts.map(Cell::Whole));
            grid.rows.push(row);
        }
        let mut total = vec![Cell::Blank, Cell::text("JUMLAH")];
        total.extend(sums.map(Cell::Whole));
        grid.rows.push(total);
        out.write_workbook(&file, &[grid])?;
    }
    Ok(())
}

fn write_employees(out: &mut Output, staff: &[Employee]) -> Outcome<()> {
    let mut rng = Rng::named("conduct-employees");
    for quarter in Quarter::all() {
        let file = format!("kepegawaian/lhkasn-{}.csv", quarter.label());
        let pulled = working_day_on_or_before(quarter.last_day());
        let heads = ["Unit Kerja", "Wajib Lapor", "Tepat Waktu", "Terlambat", "Belum Lapor"];
        let mut rows = vec![texts(&[&heads[..], &["Tanggal Data"]].concat())];
        // Obliged are those employed when the year began.
        let first = Quarter { year: quarter.year, number: 1 };
        for (position, team) in TEAMS.iter().enumerate() {
            let people = members(staff, position, first).len() as i64;
            let all = people - obliged(team.id).iter().sum::<i64>();
            let slow = match (team.id, quarter.year) {
                ("bandar_melati", _) => 5,
                ("umum", _) => 3,
                ("ortala", 2023) => 2,
                ("man1" | "tanjung_sari", 2023) => 2,
                ("tanjung_sari" | "phu", _) => 1,
                _ => 0,
            };
            let caught_up = match (team.id, quarter.number) {
                (_, 1) => 0,
                ("bandar_melati", number) => i64::from(number) - 1,
                (_, 2) => slow / 2,
                _ => slow,
            };
            let counts = [all, all - slow, caught_up, slow - caught_up];
            let mut row = vec![unit_name(team, Habit::Short, &mut rng)];
            row.extend(counts.iter().map(i64::to_string));
            row.push(pulled.format("%d/%m/%Y").to_string());
            rows.push(row);
        }
        out.write(&file, &delimited(&rows, b';', true)?)?;
    }
    Ok(())
}
