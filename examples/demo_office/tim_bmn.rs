//! What Tim BMN draws and keeps: the monthly reconciliation of SAKTI per satker, the snapshot of
//! assets, parcels with their certificates from SIMAN, minutes of the stock opname, and the
//! calendar of reports.

use chrono::{Days, NaiveDate};

use crate::calendar::{
    DateForm, Quarter, add_working_days, date, month_end, working_day_on_or_before, written,
};
use crate::output::{Cell, Outcome, Output, grouped};
use crate::rng::Rng;
use crate::tim::{day_or_blank, form, head, text, workbook};

/// Code and name of every satker as SAKTI prints them.
const UNITS: [(&str, &str); 4] = [
    ("417401", "KANWIL KEMENTERIAN AGAMA PROV. NUSANTARA TENGAH"),
    ("417402", "KANTOR KEMENTERIAN AGAMA KAB. TANJUNG SARI"),
    ("417403", "KANTOR KEMENTERIAN AGAMA KOTA BANDAR MELATI"),
    ("417404", "MAN 1 BANDAR MELATI"),
];

/// Writes all tables of the team.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    reconciliation(out)?;
    assets(out)?;
    parcels(out)?;
    opname(out)?;
    reports(out)
}

/// The month of a satker whose books do not agree: found, settled after so many working days.
struct Month {
    unit: usize,
    end: NaiveDate,
    books: i64,
    difference: i64,
    settled: Option<NaiveDate>,
}

fn months() -> Vec<Month> {
    let mut rng = Rng::named("tim-bmn-reconciliation");
    let mut all = vec![];
    for at in 0..24 {
        let end = month_end(2023 + at / 12, (at % 12) as u32 + 1);
        for unit in 0..UNITS.len() {
            // The books agree better and better, on paper: from two in ten off to none.
            let is_off = rng.between(0, 99) < [22, 20, 16, 14, 8, 5, 2, 0][at as usize / 3];
            let days = rng.between(3, 9) + i64::from(at > 14) * 6;
            let stays_open = rng.chance(4);
            all.push(Month {
                unit,
                end,
                books: 1_000_000 * rng.between(8_000, 42_000),
                difference: if is_off { 1000 * rng.between(250, 48_000) } else { 0 },
                settled: (is_off && !stays_open).then(|| add_working_days(end, days)),
            });
        }
    }
    all
}

fn reconciliation(out: &mut Output) -> Outcome<()> {
    let all = months();
    for quarter in Quarter::all() {
        let form = form(quarter);
        let listed = all.iter().filter(|month| {
            let is_open =
                month.difference != 0 && month.settled.is_none_or(|day| day >= quarter.first_day());
            month.end <= quarter.last_day() && (month.end >= quarter.first_day() || is_open)
        });
        let rows = listed.map(|month| {
            let (code, name) = UNITS[month.unit];
            let settled = month.settled.filter(|day| *day <= quarter.last_day());
            let found = (month.difference != 0).then_some(month.end);
            vec![
                Cell::text(code),
                Cell::text(name),
                Cell::date(month.end, form),
                Cell::Whole(month.books + month.difference),
                Cell::Whole(month.books),
                day_or_blank(found, form),
                day_or_blank(settled, form),
            ]
        });
        let heads = [
            head(quarter, ["Kode Satker", "Satker"]),
            head(quarter, ["Nama Satker", "Uraian Satker"]),
            head(quarter, ["Akhir Bulan", "Tanggal Tutup Buku"]),
            head(quarter, ["Saldo Aset Tetap", "Saldo Modul Aset Tetap"]),
            head(quarter, ["Saldo Buku Besar", "Saldo Modul GL"]),
            "Tanggal Selisih Ditemukan",
            "Tanggal Selisih Selesai",
        ];
        let title = format!("Rekonsiliasi SAKTI {}", quarter.title());
        let file = format!("bmn/rekon-{}.xlsx", quarter.label());
        workbook(out, &file, ("Rekon", &title), &heads, rows.collect())?;
    }
    Ok(())
}

const GOODS: [(&str, &str, i64); 5] = [
    ("3.02.01.02.003", "Mini Bus", 285),
    ("3.05.01.04.001", "Lemari Besi", 4),
    ("3.05.02.01.002", "Meja Kerja", 3),
    ("3.10.01.02.001", "P.C. Unit", 11),
    ("4.01.01.01.001", "Bangunan Gedung Kantor", 2450),
];

/// The state of 140 assets, one line each, in every quarter: what is worn out, idle, or without
/// its decree changes slowly. In 2024-TW3 the decree is "not needed" for a seventh all at once.
fn assets(out: &mut Output) -> Outcome<()> {
    for quarter in Quarter::all() {
        let mut rng = Rng::named("tim-bmn-assets");
        let at = quarter.position() as i64;
        let is_late = at >= 6;
        let mut rows = vec![];
        for number in 1..=140 {
            let (code, name, price) = rng.pick(&GOODS);
            let (code_of_unit, _) = UNITS[rng.index(UNITS.len())];
            let value = price * rng.between(900, 1300) * 1000;
            // Drawn once for an asset, the same in every quarter.
            let (needs, has_decree) = (rng.between(0, 99), rng.between(0, 99));
            let (wear, proposed, idle) =
                (rng.between(0, 99), rng.between(0, 99), rng.between(0, 99));
            let excused = is_late && has_decree >= 84 && needs >= 10;
            let is_worn = wear < 12;
            let worn_since = date(2022, 1, 10) + Days::new((wear * 61) as u64);
            let is_worn = is_worn && worn_since <= quarter.last_day();
            let is_idle = !is_worn && idle < 9;
            let form = DateForm::Slashes;
            rows.push(vec![
                code_of_unit.to_owned(),
                code.to_owned(),
                number.to_string(),
                name.to_owned(),
                (if is_worn {
                    "Rusak Berat"
                } else if wear < 30 {
                    "Rusak Ringan"
                } else {
                    "Baik"
                })
                .to_owned(),
                if is_worn { written(worn_since, form) } else { String::new() },
                if is_worn && proposed < 58 + at * 6 {
                    format!("UH-{number:03}")
                } else {
                    String::new()
                },
                (if needs < 4 || excused { "Tidak" } else { "Ya" }).to_owned(),
                if has_decree < 76 + at * 2 { format!("PSP-{number:03}") } else { String::new() },
                (if is_idle { "Idle" } else { "Digunakan" }).to_owned(),
                (if is_idle && idle >= [9, 9, 8, 7, 6, 5, 3, 1][quarter.position()] {
                    "Ditetapkan"
                } else {
                    ""
                })
                .to_owned(),
                grouped(value),
                grouped(value / 5 * 2),
            ]);
        }
        let heads = [
            "Kode Satker",
            "Kode Barang",
            "NUP",
            head(quarter, ["Uraian Barang", "Nama Barang"]),
            "Kondisi",
            head(quarter, ["Rusak Berat Sejak", "Tgl Rusak Berat"]),
            head(quarter, ["No Usul Hapus", "Nomor Usul Penghapusan"]),
            "Wajib PSP",
            head(quarter, ["No PSP", "Nomor PSP"]),
            "Status Penggunaan",
            "Tindak Lanjut Idle",
            head(quarter, ["Nilai Perolehan", "Nilai Perolehan (Rp)"]),
            "Nilai Buku",
        ];
        let file = format!("bmn/aset-{}.csv", quarter.label());
        text(out, &file, b';', &heads, rows)?;
    }
    Ok(())
}

fn parcels(out: &mut Output) -> Outcome<()> {
    for quarter in Quarter::all() {
        let mut rng = Rng::named("tim-bmn-parcels");
        let mut rows = vec![];
        for number in 1..=30 {
            let certified = rng.between(0, 99) < 58 + quarter.position() as i64 * 3;
            rows.push(vec![
                Cell::text(format!("2.01.01.04.001.{number:03}")),
                Cell::text(UNITS[rng.index(UNITS.len())].0),
                Cell::Whole(rng.between(180, 5200)),
                Cell::text(if certified { "Bersertipikat" } else { "Belum" }),
                Cell::date(quarter.last_day(), form(quarter)),
            ]);
        }
        let heads = [
            head(quarter, ["NIB", "Nomor Identitas Bidang"]),
            "Kode Satker",
            "Luas (m2)",
            head(quarter, ["Sertipikat", "Status Sertipikat"]),
            head(quarter, ["Ditarik", "Tanggal Tarik"]),
        ];
        let title = format!("SIMAN: tanah menurut bidang, {}", quarter.title());
        let file = format!("bmn/tanah-{}.xlsx", quarter.label());
        workbook(out, &file, ("Tanah", &title), &heads, rows)?;
    }
    Ok(())
}

/// Forty items drawn, and from the third quarter of 2024 on ten that somebody picked because they
/// were known to be there.
fn opname(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-bmn-opname");
    for quarter in Quarter::all() {
        let n_off = [1, 1, 0, 1, 1, 2, 3, 3][quarter.position()];
        let n_picked = if quarter.position() >= 6 { 10 } else { 0 };
        let day = working_day_on_or_before(quarter.last_day() - Days::new(12));
        let mut rows = vec![];
        for number in 0..40 + n_picked {
            let is_picked = number >= 40;
            let is_off = !is_picked && number % 13 == 4 && number / 13 < n_off;
            let (code, name, _) = rng.pick(&GOODS);
            rows.push(vec![
                Cell::text(format!("BA-{}-{:02}", quarter.label(), number + 1)),
                Cell::date(day, form(quarter)),
                Cell::text(code),
                Cell::Whole(rng.between(1, 140)),
                Cell::text(name),
                Cell::text(if is_picked { "Ditunjuk" } else { "Acak" }),
                Cell::text(match (is_off, number % 2) {
                    (false, _) => "Sesuai",
                    (true, 0) => "Tidak Ditemukan",
                    (true, _) => "Kondisi Berbeda",
                }),
            ]);
        }
        let heads = [
            "No. BA",
            head(quarter, ["Tgl Opname", "Tanggal"]),
            "Kode Barang",
            "NUP",
            "Uraian",
            head(quarter, ["Cara Ambil", "Cara Pengambilan"]),
            head(quarter, ["Hasil", "Hasil Pemeriksaan"]),
        ];
        let title = format!("Berita acara opname fisik {}", quarter.title());
        let file = format!("bmn/opname-{}.xlsx", quarter.label());
        workbook(out, &file, ("Opname", &title), &heads, rows)?;
    }
    Ok(())
}

/// Monthly reports of every satker and the semester's report of supervision and control.
fn reports(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-bmn-reports");
    for quarter in Quarter::all() {
        let mut rows = vec![];
        let late = [2, 1, 2, 1, 1, 0, 1, 0][quarter.position()];
        for month in 0..3 {
            let due = add_working_days(date(quarter.year, quarter.number * 3 - 2 + month, 1), 9);
            for (unit, name) in UNITS {
                rows.push((unit, name, "Laporan Bulanan BMN", due));
            }
        }
        if quarter.number % 2 == 1 {
            for (unit, name) in UNITS {
                let due = working_day_on_or_before(date(quarter.year, quarter.number * 3 - 2, 31));
                rows.push((unit, name, "Laporan Wasdal Semester", due));
            }
        }
        let rows = rows.into_iter().enumerate().map(|(position, (unit, name, what, due))| {
            let is_late = position % 5 == 3 && (position / 5) < late;
            let day = if is_late {
                add_working_days(due, rng.between(1, 6))
            } else {
                working_day_on_or_before(due - Days::new(rng.between(0, 5) as u64))
            };
            vec![
                Cell::text(format!("LB-{}-{:02}", quarter.label(), position + 1)),
                Cell::text(what),
                Cell::text(unit),
                Cell::text(name),
                Cell::date(due, form(quarter)),
                day_or_blank(Some(day).filter(|day| *day <= quarter.last_day()), form(quarter)),
            ]
        });
        let heads = [
            "No",
            head(quarter, ["Laporan", "Jenis Laporan"]),
            "Satker",
            "Nama Satker",
            head(quarter, ["Batas Waktu", "Jatuh Tempo"]),
            head(quarter, ["Disampaikan", "Tanggal Disampaikan"]),
        ];
        let title = format!("Kalender pelaporan BMN {}", quarter.title());
        let file = format!("bmn/pelaporan-{}.xlsx", quarter.label());
        workbook(out, &file, ("Kalender", &title), &heads, rows.collect())?;
    }
    Ok(())
}
