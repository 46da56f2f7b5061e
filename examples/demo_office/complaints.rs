//! The complaints themselves: what came in, to whom it went, and when it was closed.
//!
//! A [`Case`] knows its whole life. What a quarter's register shows of it is told in
//! [`crate::register`].

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{Quarter, add_working_days, date, month_end};
use crate::office::{Habit, TEAMS, team_at, unit_name};
use crate::rng::{Quota, Rng};

/// The four classes and the working days each allows. Aspirations are answered like requests.
pub(crate) const CLASSES: [(&str, i64); 4] = [
    ("Permintaan Informasi", 5),
    ("Aspirasi", 5),
    ("Pengaduan Tidak Berkadar Pengawasan", 14),
    ("Pengaduan Berkadar Pengawasan", 60),
];

/// One complaint, request or wish, with its end even when that lies beyond the last register.
pub(crate) struct Case {
    /// Seven digits; given in the order of receipt.
    pub(crate) id: i64,
    /// Numbers the fictional reporter and text.
    pub(crate) serial: usize,
    pub(crate) team: usize,
    pub(crate) accused: String,
    pub(crate) received: NaiveDate,
    pub(crate) classified: NaiveDate,
    /// A position in [`CLASSES`].
    pub(crate) class: usize,
    pub(crate) category: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) closed: NaiveDate,
    pub(crate) closing: &'static str,
    /// Waits for a missing detail in the register of the quarter it came in.
    pub(crate) waits: bool,
    /// Came in through the number of its own that one unit had, see [`crate::complaints_line`].
    pub(crate) own_line: bool,
    /// The hand-made cases carry a note for the README.
    pub(crate) note: Option<&'static str>,
}

/// New cases per team and quarter.
const ARRIVALS: &[(&str, [usize; 8])] = &[
    ("kub", [1, 0, 2, 1, 1, 2, 0, 1]),
    ("kepegawaian", [2, 3, 2, 3, 2, 2, 3, 3]),
    ("perencana", [0, 1, 0, 0, 1, 0, 0, 1]),
    ("ortala", [1, 2, 1, 1, 2, 1, 2, 0]),
    ("bmn", [1, 0, 1, 0, 1, 0, 0, 0]),
    ("keuangan", [1, 1, 2, 1, 1, 2, 1, 2]),
    ("hukum", [0, 1, 1, 0, 1, 0, 1, 1]),
    ("umum", [9, 10, 11, 10, 10, 12, 11, 12]),
    ("humas", [2, 1, 3, 2, 2, 3, 1, 2]),
    ("penmad", [2, 3, 4, 2, 3, 3, 5, 3]),
    ("pakis", [1, 2, 1, 2, 1, 2, 2, 1]),
    ("phu", [5, 14, 12, 5, 6, 17, 15, 7]),
    ("urais", [3, 2, 3, 3, 2, 4, 3, 3]),
    ("penaiszawa", [0, 1, 1, 2, 1, 1, 0, 2]),
    ("tanjung_sari", [9, 10, 10, 11, 10, 11, 10, 12]),
    ("bandar_melati", [3, 4, 4, 5, 4, 5, 6, 6]),
    ("man1", [1, 1, 3, 1, 1, 1, 3, 2]),
];

/// Who receives the one case of each quarter that needs an inspection.
const INSPECTED: [&str; 8] =
    ["tanjung_sari", "umum", "phu", "bandar_melati", "penmad", "tanjung_sari", "umum", "man1"];

/// The share of cases closed too late.
fn late_share(team: &str, quarter: Quarter) -> f64 {
    let step = quarter.position() as f64;
    match (team, quarter.number) {
        ("umum", _) => 0.38 + 0.025 * step,
        ("phu", 2 | 3) => 0.32,
        ("phu", _) => 0.08,
        ("ortala", _) => (0.70 - 0.14 * step).max(0.0),
        ("bandar_melati", _) => 0.18 + 0.02 * step,
        ("tanjung_sari", _) => 0.08,
        ("humas" | "kub" | "perencana" | "hukum", _) => 0.0,
        _ => 0.09,
    }
}

fn categories(team: &str) -> &'static [&'static str] {
    match team {
        "phu" => &["Pelayanan Haji", "Pelayanan Umrah", "Pelimpahan Porsi"],
        "penmad" | "man1" => {
            &["Pendidikan Madrasah", "Bantuan Operasional", "Sarana dan Prasarana"]
        }
        "pakis" => &["Pendidikan Keagamaan", "Tunjangan Guru"],
        "urais" => &["Layanan KUA", "Pencatatan Nikah"],
        "penaiszawa" => &["Zakat dan Wakaf", "Penyuluhan"],
        "kepegawaian" | "keuangan" => &["Kepegawaian", "Tunjangan"],
        _ => {
            &["Pelayanan Administrasi", "Sarana dan Prasarana", "Informasi Publik", "Layanan PTSP"]
        }
    }
}

/// Every case of the two years, in the order of receipt.
pub(crate) fn cases() -> Vec<Case> {
    let mut rng = Rng::named("complaints");
    let mut cases = Vec::new();
    for (id, arrivals) in ARRIVALS {
        let mut quota = Quota::half_full();
        for quarter in Quarter::all() {
            let inspected = INSPECTED[quarter.position()] == *id;
            let expected = arrivals[quarter.position()];
            for number in 0..expected {
                let class = match inspected && number == 0 {
                    true => 3,
                    false => rng.weighted(&[(0, 35), (1, 15), (2, 50)]),
                };
                // Cases come in evenly over the quarter, give or take.
                let length = (quarter.last_day() - quarter.first_day()).num_days();
                let share = length / expected as i64;
                let day = number as i64 * share + rng.between(0, share);
                let received = quarter.first_day() + Days::new(day as u64);
                let late = quota.draw(late_share(id, quarter)) > 0;
                cases.push(invent(team_at(id), received, class, late, &mut rng));
            }
        }
    }
    cases.extend(by_hand());
    cases.sort_by_key(|case| (case.received, case.team));
    let mut id = 4_310_118;
    for (position, case) in cases.iter_mut().enumerate() {
        id += rng.between(11, 977);
        case.id = id;
        case.serial = position + 1;
    }
    crate::complaints_line::put_in(&mut cases);
    cases
}

fn invent(team: usize, received: NaiveDate, class: usize, late: bool, rng: &mut Rng) -> Case {
    let classified = add_working_days(received, rng.between(0, 3));
    // A register shows no case without a class, so the last days of a quarter are quick.
    let classified = if quarter_end(received) < classified { received } else { classified };
    let allowed = CLASSES[class].1;
    let (took, closing) = if late {
        (allowed + rng.between(1, 14), "Ditutup oleh Admin")
    } else if class == 2 && rng.chance(9) {
        (rng.between(1, 3), "Diarsipkan oleh Admin")
    } else {
        let closing = rng.weighted(&[
            ("Ditutup oleh Sistem", 58),
            ("Ditutup oleh Admin", 30),
            ("Ditutup oleh Pelapor", 12),
        ]);
        (rng.between(allowed / 3, allowed), closing)
    };
    let other = &TEAMS[rng.index(TEAMS.len())];
    let accused = if rng.chance(10) { other } else { &TEAMS[team] };
    Case {
        id: 0,
        serial: 0,
        team,
        accused: unit_name(accused, Habit::Careless, rng),
        received,
        classified,
        class,
        category: rng.pick(categories(TEAMS[team].id)),
        channel: rng.weighted(&[
            ("Website", 45),
            ("WhatsApp", 25),
            ("Aplikasi", 15),
            ("SMS 1708", 5),
            ("Tatap Muka", 10),
        ]),
        closed: add_working_days(classified, took),
        closing,
        waits: rng.chance(30),
        own_line: false,
        note: None,
    }
}

pub(crate) fn quarter_end(day: NaiveDate) -> NaiveDate {
    month_end(day.year(), day.month0() / 3 * 3 + 3)
}

/// Cases that stand exactly on an edge. The due days were counted by hand.
#[rustfmt::skip]
fn by_hand() -> Vec<Case> {
    let case = |team: &str, class, received, classified, closed, note| Case {
        id: 0,
        serial: 0,
        team: team_at(team),
        accused: TEAMS[team_at(team)].name.to_owned(),
        received,
        classified,
        class,
        category: "Pelayanan Administrasi",
        channel: "Website",
        closed,
        closing: "Ditutup oleh Admin",
        waits: false,
        own_line: false,
        note: Some(note),
    };
    let d = date;
    vec![
        case(
            "humas", 2, d(2024, 9, 20), d(2024, 9, 20), d(2024, 10, 10),
            "classified 20 Sep 2024, due 10 Oct 2024 (14 working days), closed on that very day: on time, and counted in TW IV by its due date",
        ),
        case(
            "hukum", 2, d(2024, 9, 20), d(2024, 9, 20), d(2024, 10, 11),
            "classified 20 Sep 2024, due 10 Oct 2024, closed on 11 Oct 2024: one day late",
        ),
        case(
            "kepegawaian", 2, d(2024, 9, 9), d(2024, 9, 10), d(2024, 9, 30),
            "closed on 30 Sep 2024, the last day of TW III; due 1 Oct 2024 (16 Sep is a holiday), so it falls due in TW IV",
        ),
        case(
            "humas", 0, d(2024, 9, 27), d(2024, 9, 30), d(2024, 10, 7),
            "a request for information, classified on the last day of TW III, due and closed 7 Oct 2024: on time",
        ),
        case(
            "penaiszawa", 2, d(2024, 12, 10), d(2024, 12, 11), d(2025, 1, 3),
            "due 3 Jan 2025; still open at the end of 2024 and not yet overdue",
        ),
        case(
            "kub", 0, d(2024, 12, 16), d(2024, 12, 17), d(2025, 1, 9),
            "due 24 Dec 2024 (5 working days); still open at the end of 2024 and overdue",
        ),
    ]
}
