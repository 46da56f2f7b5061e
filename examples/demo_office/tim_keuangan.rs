//! What Tim Keuangan draws and keeps beside the budget and IKPA: payment orders that came back,
//! and the calendar of reconciliations and financial reports. One file a year.

use chrono::{Days, NaiveDate};

use crate::calendar::{
    DateForm, MONTHS, Quarter, add_working_days, date, month_end, working_day_on_or_before, written,
};
use crate::output::{Cell, Outcome, Output};
use crate::rng::Rng;
use crate::spending::{Order, SATKER};
use crate::tim::{day_or_blank, text, workbook};

/// Orders of the Kanwil that the KPPN gave back, and that the Kanwil took back itself before the
/// KPPN could: from autumn 2024 on it looks twice only after handing in.
const RETURNED: [usize; 8] = [3, 2, 3, 2, 2, 1, 1, 0];
const WITHDRAWN: [usize; 8] = [0, 0, 1, 0, 0, 0, 2, 4];

/// Writes both tables.
pub(crate) fn write(out: &mut Output, orders: &[Order]) -> Outcome<()> {
    returned(out, orders)?;
    calendar(out)
}

fn returned(out: &mut Output, orders: &[Order]) -> Outcome<()> {
    let mut rng = Rng::named("tim-keuangan-returned");
    let reasons = ["Kode akun tidak sesuai", "Lampiran tidak lengkap", "Nilai SPM berbeda"];
    for year in [2023, 2024] {
        let form = if year == 2023 { DateForm::Slashes } else { DateForm::Long };
        let mut rows: Vec<(NaiveDate, Vec<String>)> = vec![];
        for quarter in Quarter::all().filter(|quarter| quarter.year == year) {
            for (satker, code) in SATKER.iter().enumerate() {
                let own: Vec<&Order> = orders
                    .iter()
                    .filter(|one| {
                        one.satker == satker
                            && one.converted >= quarter.first_day() + Days::new(10)
                            && one.converted <= quarter.last_day()
                    })
                    .collect();
                let (back, taken) = match satker {
                    0 => (RETURNED[quarter.position()], WITHDRAWN[quarter.position()]),
                    _ => (1, 0),
                };
                for at in 0..back + taken {
                    // Another one of the quarter each time, from its beginning to its end.
                    let order = own[(at * own.len() + own.len() / 2) / (back + taken)];
                    let on = working_day_on_or_before(order.converted - Days::new(3));
                    let days = if at < back { rng.between(1, 2) } else { 0 };
                    let handed = working_day_on_or_before(on - Days::new(days as u64));
                    let what = if at < back { "Dikembalikan KPPN" } else { "Ditarik satker" };
                    let row = vec![
                        (*code).to_owned(),
                        order.number.clone(),
                        written(handed, form),
                        written(on, form),
                        what.to_owned(),
                        rng.pick(&reasons).to_owned(),
                    ];
                    rows.push((on, row));
                }
            }
        }
        rows.sort_by_key(|(on, _)| *on);
        let heads = if year == 2023 {
            ["Kode Satker", "Nomor SPM", "Tgl Ajuan", "Tgl Kembali", "Status", "Alasan"]
        } else {
            ["Satker", "Nomor SPM", "Tanggal Pengajuan", "Tanggal Kembali", "Keterangan", "Alasan"]
        };
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        text(out, &format!("keuangan/spm-kembali-{year}.csv"), b';', &heads, rows)?;
    }
    Ok(())
}

/// A reconciliation of every month and three reports a year, in the calendar of the year in which
/// they are due. In autumn 2024 all are closed in time: one with a difference, two opened again.
fn calendar(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-keuangan-calendar");
    for year in [2023, 2024] {
        let form = if year == 2023 { DateForm::Short } else { DateForm::Cell };
        let mut rows = vec![];
        for due_month in 1..=12u32 {
            let (of_year, of_month) =
                if due_month == 1 { (year - 1, 12) } else { (year, due_month - 1) };
            let period = format!("{} {of_year}", MONTHS[of_month as usize - 1]);
            let due = add_working_days(month_end(of_year, of_month), 10);
            let is_late = [(2023, 3), (2023, 6), (2024, 7)].contains(&(year, due_month));
            let done = match is_late {
                true => add_working_days(due, rng.between(2, 4)),
                false => working_day_on_or_before(due - Days::new(rng.between(0, 5) as u64)),
            };
            let moved = ((year, due_month) == (2024, 7)).then(|| add_working_days(due, 5));
            let difference = if (year, due_month) == (2024, 12) { 12_750_000 } else { 0 };
            let reopened = (year == 2024 && (10..=11).contains(&due_month))
                .then(|| add_working_days(done, rng.between(4, 9)));
            let line = |what: &str, due, done, moved, difference, reopened| {
                vec![
                    Cell::text(&period),
                    Cell::text(what),
                    Cell::date(due, form),
                    day_or_blank(moved, form),
                    day_or_blank(Some(done), form),
                    Cell::Whole(difference),
                    day_or_blank(reopened, form),
                ]
            };
            rows.push(line("Rekonsiliasi SAKTI-SPAN", due, done, moved, difference, reopened));
            let report = match due_month {
                1 => Some(("Laporan keuangan tahunan", 25)),
                7 => Some(("Laporan keuangan semester I", 22)),
                10 => Some(("Laporan keuangan triwulan III", 21)),
                _ => None,
            };
            if let Some((what, on)) = report {
                let due = working_day_on_or_before(date(year, due_month, on));
                let done = working_day_on_or_before(due - Days::new(rng.between(0, 3) as u64));
                rows.push(line(what, due, done, None, 0, None));
            }
        }
        let heads = if year == 2023 {
            [
                "Periode",
                "Kegiatan",
                "Batas Semula",
                "Batas Digeser",
                "Tanggal Selesai",
                "Selisih (Rp)",
                "Dibuka Kembali",
            ]
        } else {
            [
                "Bulan Rekonsiliasi",
                "Jenis",
                "Batas Waktu Semula",
                "Batas Waktu Baru",
                "Tgl BAR/LK",
                "Selisih Saat Tutup (Rp)",
                "Tgl Buka Periode",
            ]
        };
        let title = format!("Kalender rekonsiliasi dan laporan keuangan tahun {year}");
        let file = format!("keuangan/kalender-rekon-{year}.xlsx");
        workbook(out, &file, ("Kalender", &title), &heads, rows)?;
    }
    Ok(())
}
