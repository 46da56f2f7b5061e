//! What stands beside surveys and complaints: who was served, how people judge integrity and
//! service, what became of each case, and what a channel must show before its silence counts.
//!
//! The history of handling follows the cases of [`crate::complaints`]; everything else has a
//! stream of its own, so no other file moves.

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::{
    DateForm, MONTHS, Quarter, add_working_days, date, month_end, working_day_on_or_before, written,
};
use crate::complaints::{CLASSES, Case};
use crate::office::{TEAMS, team_at};
use crate::output::{Outcome, Output, delimited, texts};
use crate::rng::Rng;

/// The channels through which people can complain.
const CHANNELS: [&str; 5] = ["Website", "WhatsApp", "Aplikasi", "SMS 1708", "Tatap Muka"];

/// Units whose history shows a way to look punctual: reclassified, paused, handed on.
const RECLASSIFIES: &str = "tanjung_sari";
const PAUSES: &str = "umum";
const HANDS_ON: &str = "phu";

/// Writes everything that this file tells of.
pub(crate) fn write(out: &mut Output, cases: &[Case]) -> Outcome<()> {
    served(out)?;
    perceptions(out)?;
    histories(out, cases)?;
    returns(out, cases)?;
    channel_tests(out)?;
    whistle(out)?;
    gifts(out)?;
    substantiated(out)
}

fn day(day: NaiveDate) -> String {
    written(day, DateForm::Slashes)
}

/// One line of a table, from owned and borrowed texts alike.
macro_rules! line {
    ($($cell:expr),* $(,)?) => { vec![$(String::from($cell)),*] };
}

/// People served per service and quarter: the population that a survey asks.
fn served(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("served");
    for quarter in Quarter::all() {
        let mut rows = vec![texts(&["Unit Layanan", "Layanan", "Jumlah Penerima Layanan"])];
        for (id, usual, services) in crate::survey::SERVICES {
            let wave = if *id == "phu" && matches!(quarter.number, 2 | 3) { 12 } else { 0 };
            // The small ones ask nearly everyone, the counters of the public a part.
            let share = match *id {
                "umum" => 190,
                "tanjung_sari" | "bandar_melati" => 165,
                "phu" | "urais" => 130,
                _ => 102,
            };
            let people = (usual + wave) * share / 100;
            let n_services = services.len() as i64;
            for (position, service) in services.iter().enumerate() {
                let rest = i64::from((position as i64) < people % n_services);
                let number = people / n_services + rest + rng.between(0, 1);
                let unit = TEAMS[team_at(id)].aliases[0];
                rows.push(line![unit, *service, number.to_string()]);
            }
        }
        let file = format!("skm/populasi-{}.csv", quarter.label());
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

/// The office's own survey of integrity (SPAK, five questions) and service (SPKP, eight), on the
/// form with answers from 1 to 6.
fn perceptions(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("perceptions");
    for quarter in Quarter::all() {
        let mut head = texts(&["Responden", "Formulir", "Tanggal"]);
        head.extend((1..=8).map(|number| format!("P{number}")));
        let mut rows = vec![head];
        let mut number = 0;
        for (form, n_questions, mean) in [("SPAK 1-6", 5, 5200), ("SPKP 1-6", 8, 5000)] {
            for _ in 0..rng.between(28, 36) {
                number += 1;
                let length = (quarter.last_day() - quarter.first_day()).num_days();
                let on = quarter.first_day() + Days::new(rng.between(5, length) as u64);
                let mut row = line![
                    format!("P-{}-{number:03}", quarter.label()),
                    form,
                    day(working_day_on_or_before(on))
                ];
                for question in 0..8 {
                    let wanted = mean + 25 * quarter.position() as i64 + rng.between(-900, 900);
                    let answer = ((wanted + 500) / 1000).clamp(1, 6);
                    let asked = question < n_questions;
                    row.push(if asked { answer.to_string() } else { String::new() });
                }
                rows.push(row);
            }
        }
        let file = format!("skm/persepsi-{}.csv", quarter.label());
        out.write(&file, &delimited(&rows, b';', true)?)?;
    }
    Ok(())
}

/// What became of a case beside its dates in the register.
struct History {
    first_class: usize,
    reason: &'static str,
    answered: NaiveDate,
    paused: Option<(NaiveDate, NaiveDate)>,
    hands: i64,
    reopened: Option<NaiveDate>,
    closed: NaiveDate,
}

fn history(case: &Case, reopened: i64, rng: &mut Rng) -> History {
    let team = TEAMS[case.team].id;
    let answered = add_working_days(case.classified, rng.between(0, 4)).min(case.closed);
    let inspected = case.class == 3;
    // From 2024 on Tanjung Sari buys time by calling requests complaints.
    let often = if case.received.year() == 2024 { 80 } else { 20 };
    let reclassified = case.class == 2 && team == RECLASSIFIES && rng.chance(often);
    let first_class = if reclassified { 0 } else { case.class };
    let reason = if reclassified && rng.chance(25) { "Ada" } else { "" };
    let pauses = !inspected && case.class == 2 && rng.chance(if team == PAUSES { 45 } else { 6 });
    let start = add_working_days(case.classified, 2);
    let paused = (pauses && start < case.closed)
        .then(|| (start, add_working_days(start, rng.between(2, 6)).min(case.closed)));
    let hands = if team == HANDS_ON && rng.chance(30) { rng.between(1, 3) } else { 0 };
    let again = case.id == reopened;
    let reopened = again.then(|| date(2024, 7, 15));
    let closed = if again { date(2025, 6, 30) } else { case.closed };
    History { first_class, reason, answered, paused, hands, reopened, closed }
}

const HISTORY: [&str; 15] = [
    "Tracking ID",
    "Tanggal Laporan",
    "Instansi Terdisposisi",
    "Kanal",
    "Klasifikasi Awal",
    "Klasifikasi",
    "Alasan Reklasifikasi",
    "Tanggal Klasifikasi",
    "Tanggal Respon Pertama",
    "Tanggal Tunda",
    "Tanggal Dilanjutkan",
    "Jumlah Alih Unit",
    "Tanggal Dibuka Kembali",
    "Status",
    "Tanggal Selesai",
];

/// The history of handling, one line a case, in its newest state like the register.
fn histories(out: &mut Output, cases: &[Case]) -> Outcome<()> {
    let mut rng = Rng::named("histories");
    let second = Quarter::at(5);
    // The case that the register shows open again from 2024-TW3 on.
    let reopened = cases.iter().find(|case| {
        let within = (second.first_day()..=second.last_day()).contains(&case.received);
        case.team == team_at("phu") && within && case.closed <= second.last_day()
    });
    let reopened = reopened.map_or(0, |case| case.id);
    let mut own_line = Rng::named("histories of a number of its own");
    let all: Vec<History> = cases
        .iter()
        .map(|case| history(case, reopened, if case.own_line { &mut own_line } else { &mut rng }))
        .collect();
    for quarter in Quarter::all() {
        let mut rows = vec![texts(&HISTORY)];
        let last = quarter.last_day();
        let earliest = Quarter::at(quarter.position().saturating_sub(2)).first_day();
        for (case, history) in cases.iter().zip(&all) {
            let open = history.closed >= quarter.first_day();
            if case.received > last || !(case.received >= earliest || open) {
                continue;
            }
            let seen = |on: NaiveDate| if on <= last { day(on) } else { String::new() };
            // Before it was opened again the case was closed on the day of the register.
            let again = history.reopened.is_some_and(|on| on <= last);
            let closed =
                if history.reopened.is_some() && !again { case.closed } else { history.closed };
            let archived = case.closing.starts_with("Diarsipkan");
            let status = match (closed <= last, archived) {
                (true, true) => "Arsip",
                (true, false) => "Selesai",
                _ if history.answered <= last => "Dalam proses",
                _ => "Belum Ditindaklanjuti",
            };
            let changed = history.first_class != case.class;
            let pause = history.paused;
            rows.push(line![
                case.id.to_string(),
                day(case.received),
                TEAMS[case.team].aliases[0],
                case.channel,
                CLASSES[history.first_class].0,
                CLASSES[case.class].0,
                if changed { history.reason } else { "" },
                seen(case.classified),
                seen(history.answered),
                pause.map_or(String::new(), |(from, _)| seen(from)),
                pause.map_or(String::new(), |(_, to)| seen(to)),
                history.hands.to_string(),
                history.reopened.map_or(String::new(), seen),
                status,
                seen(closed),
            ]);
        }
        let file = format!("pengaduan/riwayat-{}.csv", quarter.label());
        out.write(&file, &delimited(&rows, b';', false)?)?;
    }
    Ok(())
}

/// Every month each unit states how many complaints stand in its own register, none included.
fn returns(out: &mut Output, cases: &[Case]) -> Outcome<()> {
    for (year, month) in months() {
        let (first, last) = (date(year, month, 1), month_end(year, month));
        let mut rows = vec![texts(&["Unit", "Jumlah Pengaduan", "Ditandatangani"])];
        for (position, team) in TEAMS.iter().enumerate() {
            // Perencana forgot two months of 2024, BMN did not sign one of 2023.
            if team.id == "perencana" && year == 2024 && matches!(month, 8 | 9) {
                continue;
            }
            let own = cases
                .iter()
                .filter(|case| case.team == position && (first..=last).contains(&case.received));
            // Bandar Melati writes down fewer than SP4N has sent it.
            let hidden = team.id == "bandar_melati" && year == 2024 && month >= 7;
            let number = own.count().saturating_sub(usize::from(hidden));
            let unsigned = team.id == "bmn" && year == 2023 && month == 5;
            let signed = if unsigned { "Belum" } else { "Ya" };
            rows.push(line![team.aliases[0], number.to_string(), signed]);
        }
        let file = format!("pengaduan/pernyataan-{year}-{month:02}.csv");
        out.write(&file, &delimited(&rows, b';', false)?)?;
    }
    Ok(())
}

/// A test report through every channel each month; the SMS gate failed from June 2024 on and
/// came back in December.
fn channel_tests(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("channel tests");
    for quarter in Quarter::all() {
        let mut rows = vec![texts(&["Tanggal Uji", "Kanal", "Hasil"])];
        for month in (quarter.number * 3 - 2)..=(quarter.number * 3) {
            for channel in CHANNELS {
                let on = date(quarter.year, month, 1) + Days::new(rng.between(2, 24) as u64);
                let dead =
                    channel == "SMS 1708" && (date(2024, 6, 1)..date(2024, 12, 1)).contains(&on);
                let result = if dead { "Gagal" } else { "Berhasil" };
                rows.push(line![day(working_day_on_or_before(on)), channel, result]);
            }
        }
        let file = format!("pengaduan/uji-kanal-{}.csv", quarter.label());
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

/// What came in through the whistle-blowing system or was passed on by others: a line a report,
/// with nothing in it but its month's day, its way and its stage.
fn whistle(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("whistle");
    let mut number = 0;
    for quarter in Quarter::all() {
        let mut rows = vec![texts(&["Nomor Urut", "Tanggal Diterima", "Saluran", "Tahap"])];
        for (channel, most) in [("WBS", 3), ("Itjen", 1), ("Ombudsman", 1)] {
            for _ in 0..rng.between(0, most) {
                number += 1;
                let on = quarter.first_day() + Days::new(rng.between(4, 85) as u64);
                let stage = rng.pick(&["Selesai", "Selesai", "Diproses"]);
                rows.push(line![number.to_string(), day(on), channel, stage]);
            }
        }
        let file = format!("pengaduan/rekap-wbs-{}.csv", quarter.label());
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

/// The register of gratification, one file a month: one without a line is the nil return. That of
/// May 2023 was never handed in.
fn gifts(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("gifts");
    let mut number = 0;
    for (year, month) in months() {
        let head = ["Nomor", "Tanggal Penerimaan", "Tanggal Diteruskan ke KPK", "Penetapan"];
        let mut rows = vec![texts(&head)];
        for _ in 0..rng.between(0, 3) {
            number += 1;
            let on = working_day_on_or_before(date(year, month, rng.between(8, 28) as u32));
            let took = if rng.chance(15) { rng.between(31, 40) } else { rng.between(4, 28) };
            let sent = add_working_days(on, took);
            let found = rng.weighted(&[("Milik Negara", 5), ("Milik Penerima", 3), ("Proses", 2)]);
            rows.push(line![format!("UPG-{number:03}"), day(on), day(sent), found]);
        }
        if (year, month) != (2023, 5) {
            let file = format!("pengaduan/gratifikasi-{year}-{month:02}.csv");
            out.write(&file, &delimited(&rows, b',', false)?)?;
        }
    }
    Ok(())
}

/// Integrity cases that were proven, one list a year; decided, not merely reported.
fn substantiated(out: &mut Output) -> Outcome<()> {
    let head = ["Nomor", "Tanggal Putusan", "Jenis"];
    let all = [
        (
            2023,
            vec![
                ("KT-01", date(2023, 3, 14), "Pungutan"),
                ("KT-02", date(2023, 9, 5), "Disiplin berat"),
            ],
        ),
        (2024, vec![("KT-03", date(2024, 4, 24), "Pungutan")]),
    ];
    for (year, cases) in all {
        let mut rows = vec![texts(&head)];
        rows.extend(cases.into_iter().map(|(number, on, kind)| line![number, day(on), kind]));
        let file = format!("pengaduan/kasus-terbukti-{year}.csv");
        out.write(&file, &delimited(&rows, b',', false)?)?;
    }
    Ok(())
}

fn months() -> impl Iterator<Item = (i32, u32)> {
    (0..2 * MONTHS.len()).map(|at| (2023 + (at / 12) as i32, (at % 12) as u32 + 1))
}
