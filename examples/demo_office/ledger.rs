//! The flat finance exports: MonSAKTI's accounts of 2023, and the monthly plan of both years.

use encoding_rs::WINDOWS_1252;

use crate::budget::{LEVELS, Line, account_title};
use crate::calendar::{MONTHS, Quarter, ROMAN};
use crate::output::{Outcome, Output, delimited, grouped, texts};
use crate::rng::Rng;

const ACCOUNT_COLUMNS: [&str; 14] = [
    "Kode Satker",
    "Kode Program",
    "Kode Kegiatan",
    "Kode KRO",
    "Kode RO",
    "Komponen",
    "Sub Komponen",
    "Kode Akun",
    "Uraian Akun",
    "Pagu",
    "Blokir",
    "Realisasi",
    "Sisa",
    "%",
];
const PLAN_COLUMNS: [&str; 6] = ["Tahun", "Bulan", "Jenis Belanja", "Pagu", "RPD", "Realisasi"];
pub(crate) const KINDS: [&str; 3] = ["51", "52", "53"];

/// `1.234.567,00`
fn amount(rupiah: i64) -> String {
    format!("{},00", grouped(rupiah))
}

/// Writes the four flat exports of 2023, in Windows-1252 with CRLF.
pub(crate) fn write_accounts(out: &mut Output, lines: &[Line]) -> Outcome<()> {
    for quarter in Quarter::all().filter(|quarter| quarter.year == 2023) {
        let file = format!("keuangan/realisasi-{}.csv", quarter.label());
        let mut rows = vec![
            texts(&["LAPORAN REALISASI ANGGARAN PER AKUN - DATA FIKTIF", "", "", ""]),
            texts(&[&format!("Periode s.d. Triwulan {} 2023", ROMAN[quarter.index()]), "", "", ""]),
            vec![],
            texts(&ACCOUNT_COLUMNS),
        ];
        let (mut ceiling, mut blocked, mut spent) = (0, 0, 0);
        for line in lines {
            let own = line.at(quarter);
            ceiling += own.ceiling;
            blocked += own.blocked;
            spent += own.spent;
            let mut row: Vec<String> = line.path.to_vec();
            row.push(windows_title(&line.path[LEVELS - 1]));
            row.extend(money(own.ceiling, own.blocked, own.spent));
            rows.push(row);
        }
        plant_in_accounts(&mut rows, &mut spent, quarter, &file, out);
        let mut total = texts(&["JUMLAH", "", "", "", "", "", "", "", ""]);
        total.extend(money(ceiling, blocked, spent));
        rows.push(total);
        // The csv crate writes an empty record as `""`; the export has a bare line break.
        let text = String::from_utf8(delimited(&rows, b';', true)?)?;
        let text = text.replace("\r\n\"\"\r\n", "\r\n\r\n");
        let (bytes, _, lost) = WINDOWS_1252.encode(&text);
        if lost {
            return Err(format!("{file} holds a letter that Windows-1252 lacks").into());
        }
        out.write(&file, &bytes)?;
    }
    Ok(())
}

/// The account's title as MonSAKTI prints it, with a dash and an accent outside ASCII.
fn windows_title(account: &str) -> String {
    match account {
        "524111" => "Belanja Perjalanan Dinas Biasa \u{2013} Dalam Negeri".to_owned(),
        "521211" => "Belanja Bahan (termasuk café rapat)".to_owned(),
        _ => account_title(account).to_owned(),
    }
}

fn money(ceiling: i64, blocked: i64, spent: i64) -> [String; 5] {
    let hundredths = if ceiling == 0 { 0 } else { spent * 10_000 / ceiling };
    [
        amount(ceiling),
        amount(blocked),
        amount(spent),
        amount(ceiling - spent),
        format!("{},{:02}", hundredths / 100, hundredths % 100),
    ]
}

fn plant_in_accounts(
    rows: &mut Vec<Vec<String>>,
    printed_spent: &mut i64,
    quarter: Quarter,
    file: &str,
    out: &mut Output,
) {
    let find = |rows: &[Vec<String>], satker: &str, ro: &str, account: &str| {
        rows.iter()
            .position(|row| row.len() > 7 && row[0] == satker && row[4] == ro && row[7] == account)
            .expect("the account occurs in the export")
    };
    match quarter.number {
        2 => {
            *printed_spent += 1_000_000;
            out.defect(
                file,
                format!("line {}, column Realisasi", rows.len() + 1),
                "the printed JUMLAH of Realisasi is 1.000.000 too high",
                "printed total differs from the sum of the rows by 1.000.000; the rows count",
            );
        }
        3 => {
            let row = find(rows, "417401", "EBA.960", "521832");
            rows.insert(row + 1, rows[row].clone());
            out.defect(
                file,
                format!("line {}", row + 2),
                format!("line {} (417401, EBA.960, 521832) printed twice", row + 1),
                "exact duplicate; counted once, and then the printed JUMLAH agrees",
            );
        }
        4 => {
            let row = find(rows, "417403", "EBA.994", "523111");
            "dua ratus juta".clone_into(&mut rows[row][10]);
            out.defect(
                file,
                format!("line {}, column Blokir", row + 1),
                "`dua ratus juta` as Blokir of account 523111 of satker 417403 (should be 0,00)",
                "cannot read as an amount; the row is set aside",
            );
        }
        _ => {}
    }
}

/// Writes the plan of withdrawals (Halaman III DIPA) of both years, month by month.
pub(crate) fn write_monthly_plan(out: &mut Output, lines: &[Line]) -> Outcome<()> {
    let mut rng = Rng::named("monthly plan");
    for year in [2023, 2024] {
        let file = format!("keuangan/halaman-iii-{year}.csv");
        let mut rows = vec![texts(&PLAN_COLUMNS)];
        for quarter in Quarter::all().filter(|quarter| quarter.year == year) {
            for month in 0..3 {
                for kind in KINDS {
                    rows.push(plan_row(lines, quarter, month, kind, &mut rng));
                }
            }
        }
        if year == 2023 {
            "dua ratus".clone_into(&mut rows[15][4]);
            out.defect(
                &file,
                "line 16, column RPD",
                "`dua ratus` as RPD of Mei, jenis belanja 53",
                "cannot read as an amount; no deviation for 53 in May 2023",
            );
            for row in &mut rows[31..34] {
                "NOPEMBER".clone_into(&mut row[1]);
            }
        } else {
            rows.insert(19, texts(&["", "", "", "", "", ""]));
            out.defect(
                &file,
                "line 20",
                "a line of nothing but separators between Juni and Juli",
                "blank row, passed over",
            );
        }
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        bytes.extend(delimited(&rows, b';', true)?);
        out.write(&file, &bytes)?;
    }
    Ok(())
}

/// One month of one kind: the quarter's spending is dealt out over its months, and the plan
/// misses it by what that kind usually misses.
pub(crate) fn plan_row(
    lines: &[Line],
    quarter: Quarter,
    month: usize,
    kind: &str,
    rng: &mut Rng,
) -> Vec<String> {
    let of_kind = || lines.iter().filter(|line| line.kind() == kind);
    let spent_by = |quarter: Quarter| of_kind().map(|line| line.at(quarter).spent).sum::<i64>();
    let before = match quarter.number {
        1 => 0,
        _ => spent_by(Quarter::at(quarter.position() - 1)),
    };
    let in_quarter = spent_by(quarter) - before;
    // The thirteenth salary falls in June; goods and works are paid late in the quarter.
    let shares = match (kind, quarter.number) {
        ("51", 2) => [29, 29, 42],
        ("51", _) => [33, 33, 34],
        ("52", 4) => [22, 31, 47],
        ("52", _) => [26, 34, 40],
        _ => [12, 30, 58],
    };
    let part = |month: usize| in_quarter * shares[month] / 100;
    let spent = if month == 2 { in_quarter - part(0) - part(1) } else { part(month) };
    let missed = match (kind, quarter.year, quarter.number) {
        ("51", _, _) => rng.between(5, 22),
        ("52", 2023, _) => rng.between(70, 150),
        ("52", _, 4) => rng.between(60, 110),
        ("52", _, _) => rng.between(30, 75),
        (_, 2023, _) => rng.between(180, 340),
        (_, _, 4) => rng.between(220, 360),
        _ => rng.between(110, 240),
    };
    let missed = if rng.chance(70) { missed } else { -missed };
    let planned = (spent + spent * missed / 1000) / 1000 * 1000;
    let ceiling: i64 = of_kind().map(|line| line.at(quarter).ceiling).sum();
    let month_name = MONTHS[quarter.index() * 3 + month];
    vec![
        quarter.year.to_string(),
        month_name.to_owned(),
        kind.to_owned(),
        grouped(ceiling),
        grouped(planned),
        grouped(spent),
    ]
}
