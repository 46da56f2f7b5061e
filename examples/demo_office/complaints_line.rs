//! A way in of its own, and how it died: the WhatsApp number of Bidang PAKIS for teachers.
//!
//! It brings four or five cases every month until September 2024. On 1 October the number changes,
//! nobody announces the new one, and the monthly test of channels, which goes through the number of
//! the office, passes. What falls is the channel and not the number of reasons to complain.
//!
//! The stream is its own and the numbers fit between those that were given already, so that no row
//! of another unit moves.

use chrono::NaiveDate;

use crate::calendar::{add_working_days, date};
use crate::complaints::{CLASSES, Case, quarter_end};
use crate::office::{Habit, TEAMS, team_at, unit_name};
use crate::rng::Rng;

/// The unit whose number it is.
const UNIT: &str = "pakis";
/// The day on which the number stopped to be answered.
const DEAD_FROM: (i32, u32) = (2024, 10);

/// Puts what came in through that number among `cases`, which are sorted and have their numbers.
pub(crate) fn put_in(cases: &mut Vec<Case>) {
    let mut rng = Rng::named("complaints through a number of its own");
    let n_known = cases.len();
    let months = (0..).map(|at| (2023 + at / 12, at as u32 % 12 + 1));
    for (year, month) in months.take_while(|month| *month < DEAD_FROM) {
        for number in 0..rng.between(4, 5) {
            let day = 1 + 5 * number + rng.between(0, 4);
            cases.push(invent(date(year, month, day as u32), &mut rng));
        }
    }
    for (position, case) in cases.iter_mut().skip(n_known).enumerate() {
        case.serial = n_known + position + 1;
    }
    cases.sort_by_key(|case| (case.received, case.team, case.serial));
    let mut last = 4_310_118;
    for case in cases.iter_mut() {
        // Known numbers lie eleven apart or more.
        if case.own_line {
            case.id = last + rng.between(1, 3);
        }
        last = case.id;
    }
}

fn invent(received: NaiveDate, rng: &mut Rng) -> Case {
    let team = team_at(UNIT);
    let class = rng.weighted(&[(0, 60), (1, 15), (2, 25)]);
    let classified = add_working_days(received, rng.between(0, 2)).min(quarter_end(received));
    let took = rng.between(1, CLASSES[class].1 - 1);
    Case {
        id: 0,
        serial: 0,
        team,
        accused: unit_name(&TEAMS[team], Habit::Careless, rng),
        received,
        classified,
        class,
        category: rng.weighted(&[("Tunjangan Guru", 80), ("Pendidikan Keagamaan", 20)]),
        channel: "WhatsApp",
        closed: add_working_days(classified, took),
        closing: rng.weighted(&[("Ditutup oleh Sistem", 60), ("Ditutup oleh Pelapor", 40)]),
        waits: false,
        own_line: true,
        note: None,
    }
}
