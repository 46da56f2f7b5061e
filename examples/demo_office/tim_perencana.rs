//! What Tim Perencana keeps: when figures of the performance agreement and their evidence came in,
//! the calendar of reports, and the register of what evaluations recommend.

use chrono::{Datelike, NaiveDate};

use crate::calendar::{
    DateForm, MONTHS, Quarter, ROMAN, add_working_days, date, month_end, working_day_on_or_before,
};
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Cell, Outcome, Output};
use crate::planning::Filled;
use crate::rng::{Quota, Rng};
use crate::tim::{day_or_blank, days, workbook};

/// Writes the three registers, a file a year each.
pub(crate) fn write(out: &mut Output, forms: &[Filled]) -> Outcome<()> {
    for year in [2023, 2024] {
        entries(out, forms, year)?;
        reports(out, year)?;
        recommendations(out, year)?;
    }
    Ok(())
}

/// One of the two ways in which something is written: the second one since 2024.
fn of<T: Copy>(year: i32, ways: [T; 2]) -> T {
    ways[(year - 2023) as usize]
}

fn form(year: i32) -> DateForm {
    of(year, [DateForm::Long, DateForm::Slashes])
}

/// What was due in the year: the fourth quarter of the year before and the first three. Whoever
/// left a figure out of the form brings it late or never, and evidence that is not there neither.
fn entries(out: &mut Output, forms: &[Filled], year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("tim-perencana-entries-{year}"));
    let form = form(year);
    let mut rows = vec![];
    for (reported, number) in [(year - 1, 4), (year, 1), (year, 2), (year, 3)] {
        let end = month_end(reported, number * 3);
        // Of 2022 there are no forms: the same indicators, filled in at random.
        let shown =
            Quarter { year: reported.max(2023), number: if reported < 2023 { 1 } else { number } };
        for one in forms.iter().filter(|one| one.quarter == shown) {
            let mut entered = |is_there: bool| {
                let day = add_working_days(end, rng.between(3, 9));
                let late = add_working_days(end, rng.between(12, 28));
                if is_there { Some(day) } else { rng.chance(60).then_some(late) }
            };
            let figure = entered(one.has_figure);
            let proof = entered(one.has_proof).filter(|_| figure.is_some());
            rows.push(vec![
                Cell::text(&one.code),
                Cell::Text(unit_name(team(one.owner), Habit::Short, &mut rng)),
                Cell::Whole(i64::from(reported)),
                Cell::Text(format!("TW {}", ROMAN[number as usize - 1])),
                day_or_blank(figure, form),
                day_or_blank(proof.max(figure.filter(|_| proof.is_some())), form),
            ]);
        }
    }
    let heads = [
        of(year, ["Kode", "Kode IKU"]),
        "Penanggung Jawab",
        "Tahun",
        "Triwulan",
        of(year, ["Realisasi Diisi", "Tgl Isi Realisasi"]),
        of(year, ["Bukti Diunggah", "Tgl Unggah Bukti"]),
    ];
    let title = format!("Catatan pengisian realisasi perjanjian kinerja, batas tahun {year}");
    let file = format!("perencanaan/isian-pk-{year}.xlsx");
    workbook(out, &file, ("Pengisian", &title), &heads, rows)
}

fn team(id: &str) -> &'static crate::office::Team {
    &TEAMS[crate::office::team_at(id)]
}

/// Of a hundred reports how many are in time, and how many of those sent come back, by quarter.
const IN_TIME: [i64; 8] = [86, 88, 90, 92, 94, 96, 100, 100];
const SENT_BACK: [i64; 8] = [6, 4, 6, 6, 6, 12, 24, 34];

/// e-Monev of every month and the performance report of every quarter, for each of the four satker,
/// and the yearly report. Since the middle of 2024 they go out on their day, finished or not.
fn reports(out: &mut Output, year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("tim-perencana-reports-{year}"));
    let (mut in_time, mut back) = (Quota::half_full(), Quota::half_full());
    let form = form(year);
    let last_day = date(year, 12, 31);
    let mut due: Vec<(NaiveDate, String, String)> = vec![];
    for month in 1..=12u32 {
        let (of_year, before) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        let end = month_end(of_year, before);
        let name = format!("{} {of_year}", MONTHS[before as usize - 1]);
        due.push((add_working_days(end, 7), "e-Monev".to_owned(), name));
        if before % 3 == 0 {
            let name = format!("Triwulan {} {of_year}", ROMAN[before as usize / 3 - 1]);
            due.push((add_working_days(end, 15), "Laporan kinerja triwulan".to_owned(), name));
        }
    }
    let yearly = working_day_on_or_before(date(year, 2, 28));
    due.push((yearly, "Laporan kinerja tahunan".to_owned(), format!("Tahun {}", year - 1)));
    due.sort();
    let mut rows = vec![];
    for (day, what, period) in due {
        let quarter = Quarter { year, number: day.month0() / 3 + 1 };
        for unit in [
            "Kantor Wilayah",
            "Kankemenag Kab. Tanjung Sari",
            "Kankemenag Kota Bandar Melati",
            "MAN 1 Bandar Melati",
        ] {
            let is_in_time = in_time.draw(IN_TIME[quarter.position()] as f64 / 100.0) > 0;
            let sent = if is_in_time {
                working_day_on_or_before(day - chrono::Days::new(rng.between(0, 4) as u64))
            } else {
                add_working_days(day, rng.between(1, 9))
            };
            let is_back = back.draw(SENT_BACK[quarter.position()] as f64 / 100.0) > 0;
            let returned = is_back.then(|| add_working_days(sent, rng.between(2, 5)));
            let known = |day: &NaiveDate| *day <= last_day;
            rows.push(vec![
                Cell::Text(format!("LAP-{year}-{:03}", rows.len() + 1)),
                Cell::text(&what),
                Cell::text(unit),
                Cell::text(&period),
                Cell::date(day, form),
                day_or_blank(Some(sent).filter(known), form),
                day_or_blank(returned.filter(known), form),
            ]);
        }
    }
    let heads = [
        "No. Agenda",
        of(year, ["Laporan", "Jenis Laporan"]),
        "Satuan Kerja",
        "Periode Laporan",
        of(year, ["Batas Waktu", "Jatuh Tempo"]),
        of(year, ["Dikirim", "Tgl Kirim"]),
        of(year, ["Dikembalikan", "Tgl Dikembalikan"]),
    ];
    let title = format!("Kalender pelaporan kinerja tahun {year}");
    let file = format!("perencanaan/pelaporan-kinerja-{year}.xlsx");
    workbook(out, &file, ("Pelaporan", &title), &heads, rows)
}

/// Recommendations due in each quarter; of a hundred how many the evaluator confirms, and how many
/// of the others get a new day or are just called done.
const DUE: [i64; 8] = [10, 12, 11, 12, 12, 14, 13, 16];
const CONFIRMED: [i64; 8] = [72, 78, 82, 86, 90, 88, 78, 64];

/// In the second half of 2024 days are put off, and things are called done that nobody confirmed.
fn recommendations(out: &mut Output, year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("tim-perencana-recommendations-{year}"));
    let mut confirmed = Quota::half_full();
    let form = form(year);
    let mut rows = vec![];
    for quarter in Quarter::all().filter(|quarter| quarter.year == year) {
        let is_late = year == 2024 && quarter.number > 2;
        for due in days(&mut rng, quarter, DUE[quarter.position()]) {
            let is_confirmed = confirmed.draw(CONFIRMED[quarter.position()] as f64 / 100.0) > 0;
            let done = working_day_on_or_before(due - chrono::Days::new(rng.between(8, 20) as u64));
            let seen = add_working_days(done, rng.between(2, 5));
            let put_off = !is_confirmed && rng.chance(if is_late { 80 } else { 25 });
            let is_claimed = !is_confirmed && (is_late && !put_off || rng.chance(25));
            let new_day = put_off.then(|| add_working_days(due, rng.between(40, 60)));
            rows.push(vec![
                Cell::Text(format!("REK-{year}-{:03}", rows.len() + 1)),
                Cell::text(rng.pick(&["LHE AKIP", "Reviu laporan kinerja", "Monev triwulan"])),
                Cell::Text(unit_name(&TEAMS[rng.index(14)], Habit::Short, &mut rng)),
                Cell::date(due, form),
                day_or_blank(new_day, form),
                day_or_blank((is_confirmed || is_claimed).then_some(done), form),
                day_or_blank(is_confirmed.then_some(seen), form),
            ]);
        }
    }
    let heads = [
        "Nomor Rekomendasi",
        "Sumber",
        of(year, ["Penanggung Jawab", "PIC"]),
        of(year, ["Batas Waktu", "Target Selesai"]),
        of(year, ["Batas Baru", "Target Selesai (perubahan)"]),
        of(year, ["Dinyatakan Selesai", "Selesai menurut Unit"]),
        of(year, ["Dikonfirmasi Penilai", "Selesai menurut Penilai"]),
    ];
    let title = format!("Register rekomendasi evaluasi kinerja tahun {year}");
    let file = format!("perencanaan/rekomendasi-evaluasi-{year}.xlsx");
    workbook(out, &file, ("Rekomendasi", &title), &heads, rows)
}
