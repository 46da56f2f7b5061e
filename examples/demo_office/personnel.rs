//! Who works where: the quarterly snapshots of SIMPEG.
//!
//! Nobody here exists. Every NIP has a birth month of 13 or more and an appointment month of
//! 13, so that it can never be the number of a person.

use crate::calendar::Quarter;
use crate::office::{Habit, TEAMS, team_at, unit_name};
use crate::output::{Outcome, Output, delimited, texts};
use crate::rng::Rng;

const COLUMNS: [&str; 6] =
    ["NIP", "Unit Kerja", "Golongan", "Jenis Jabatan", "Pendidikan", "Status"];

/// One invented employee.
pub(crate) struct Employee {
    pub(crate) nip: String,
    /// The position of the team in each of the eight quarters, if employed.
    pub(crate) team: [Option<usize>; 8],
    grade: usize,
    pub(crate) position: &'static str,
    pub(crate) education: &'static str,
    status: &'static str,
}

impl Employee {
    fn invent(serial: usize, first_quarter: usize, team: usize, rng: &mut Rng) -> Self {
        let born = rng.between(1967, 1997);
        let appointed =
            if first_quarter > 0 { 2023 } else { (born + rng.between(23, 29)).min(2022) };
        let nip = format!(
            "{born}{:02}{:02}{appointed}13{}{serial:03}",
            rng.between(13, 19),
            rng.between(1, 31),
            rng.between(1, 2),
        );
        let education = rng.weighted(&[("S2", 22), ("S1", 60), ("D3", 10), ("SMA", 8)]);
        let contract = rng.chance(9);
        let teacher = TEAMS[team].id == "man1";
        let position = match education {
            "SMA" | "D3" => "Pelaksana",
            _ if teacher => "Fungsional",
            _ => rng.weighted(&[("Fungsional", 45), ("Pelaksana", 45), ("Struktural", 10)]),
        };
        let mut employed = [None; 8];
        employed[first_quarter..].fill(Some(team));
        Self {
            nip,
            team: employed,
            grade: rng.index(5) + if education == "SMA" { 0 } else { 2 },
            position,
            education,
            status: if contract { "PPPK" } else { "PNS" },
        }
    }

    fn grade_in(&self, quarter: Quarter) -> &'static str {
        const GRADES: [&str; 9] =
            ["II/b", "II/c", "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c"];
        if self.status == "PPPK" {
            return if self.education == "SMA" { "V" } else { "IX" };
        }
        // Three in ten are promoted within the two years, in April or October.
        let turn = usize::from(self.nip.as_bytes()[17] - b'0');
        let promoted = turn < quarter.position().div_ceil(2).min(3);
        GRADES[self.grade + usize::from(promoted)]
    }
}

/// What happened to the staff: (quarter position, left, joined or moved in).
enum Change {
    Left(&'static str),
    Joined(&'static str),
    Moved(&'static str, &'static str),
}

use Change::{Joined, Left, Moved};

const CHANGES: &[(usize, Change)] = &[
    (1, Left("umum")),
    (1, Joined("penmad")),
    (2, Moved("keuangan", "perencana")),
    (2, Left("man1")),
    (2, Joined("man1")),
    (3, Joined("phu")),
    (3, Left("pakis")),
    (4, Left("tanjung_sari")),
    (4, Joined("ortala")),
    (4, Joined("bandar_melati")),
    (5, Moved("humas", "umum")),
    (5, Left("urais")),
    (6, Joined("hukum")),
    (6, Left("bandar_melati")),
    (7, Moved("bmn", "keuangan")),
    (7, Left("kub")),
    (7, Joined("tanjung_sari")),
];

/// The staff of the whole region over two years, in a fixed order.
pub(crate) fn staff() -> Vec<Employee> {
    let mut rng = Rng::named("staff");
    let mut staff = Vec::new();
    for (position, team) in TEAMS.iter().enumerate() {
        for _ in 0..team.staff {
            staff.push(Employee::invent(staff.len() + 1, 0, position, &mut rng));
        }
    }
    for (quarter, change) in CHANGES {
        match change {
            Joined(team) => {
                staff.push(Employee::invent(staff.len() + 1, *quarter, team_at(team), &mut rng));
            }
            Left(team) => last_of(&mut staff, team, *quarter).team[*quarter..].fill(None),
            Moved(from, to) => {
                last_of(&mut staff, from, *quarter).team[*quarter..].fill(Some(team_at(to)));
            }
        }
    }
    staff
}

fn last_of<'a>(staff: &'a mut [Employee], team: &str, quarter: usize) -> &'a mut Employee {
    let here = Some(team_at(team));
    let found = staff.iter_mut().rfind(|employee| employee.team[quarter] == here);
    found.expect("every team keeps somebody")
}

/// The people of `team` in `quarter`.
pub(crate) fn members(staff: &[Employee], team: usize, quarter: Quarter) -> Vec<&Employee> {
    staff.iter().filter(|employee| employee.team[quarter.position()] == Some(team)).collect()
}

/// Writes the eight snapshots.
pub(crate) fn write_snapshots(out: &mut Output, staff: &[Employee]) -> Outcome<()> {
    let mut rng = Rng::named("snapshots");
    for quarter in Quarter::all() {
        let file = format!("kepegawaian/pegawai-{}.csv", quarter.label());
        let habit = if quarter.year == 2023 { Habit::Official } else { Habit::Careless };
        let mut rows = vec![texts(&COLUMNS)];
        for (position, team) in TEAMS.iter().enumerate() {
            for employee in members(staff, position, quarter) {
                // In one drop the numbers were copied from printed letters.
                let nip = match (quarter.position(), rows.len() % 2) {
                    (3, 0) => spaced(&employee.nip, ' '),
                    (3, _) => spaced(&employee.nip, '.'),
                    _ => employee.nip.clone(),
                };
                rows.push(vec![
                    nip,
                    unit_name(team, habit, &mut rng),
                    employee.grade_in(quarter).to_owned(),
                    employee.position.to_owned(),
                    employee.education.to_owned(),
                    employee.status.to_owned(),
                ]);
            }
        }
        plant(&mut rows, quarter, &file, out);
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

/// `19801332 202013 1 001`, with the separator of choice.
fn spaced(nip: &str, separator: char) -> String {
    let parts = [&nip[..8], &nip[8..14], &nip[14..15], &nip[15..]];
    parts.join(&separator.to_string())
}

fn plant(rows: &mut Vec<Vec<String>>, quarter: Quarter, file: &str, out: &mut Output) {
    match quarter.label().as_str() {
        "2023-TW3" => {
            rows.insert(41, rows[40].clone());
            out.defect(file, "line 42", "line 41 printed twice", "exact duplicate; counted once");
        }
        "2024-TW1" => {
            rows[60][0].pop();
            out.defect(
                file,
                "line 61, column NIP",
                "a NIP of 17 digits (the last one is missing)",
                "NIP must have 18 digits; the row is set aside",
            );
        }
        "2024-TW2" => {
            let mut second = rows[25].clone();
            "Tim Umum".clone_into(&mut second[1]);
            "IV/c".clone_into(&mut second[2]);
            rows.push(second);
            out.defect(
                file,
                format!("line 26 and line {}", rows.len()),
                "the same NIP twice, with different Unit Kerja and Golongan",
                "key NIP is not unique and the rows contradict each other; neither is believed",
            );
        }
        "2024-TW3" => {
            "Subbag Keuanggan".clone_into(&mut rows[45][1]);
            out.defect(
                file,
                "line 46, column Unit Kerja",
                "`Subbag Keuanggan`",
                "unknown unit; the nearest name is `Subbag Keuangan`",
            );
        }
        "2024-TW4" => {
            let nip = &rows[80][0];
            rows[80][0] = format!("{},{}E+17", &nip[..1], &nip[1..6]);
            out.defect(
                file,
                "line 81, column NIP",
                format!("`{}`: a spreadsheet turned the NIP into a number", rows[80][0]),
                "NIP must have 18 digits; digits were lost and cannot be restored",
            );
        }
        _ => {}
    }
}
