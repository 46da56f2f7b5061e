//! What others say of the office once a year, the sheet of the AKIP evaluation, and e-Monev.

use crate::calendar::{MONTHS, month_end};
use crate::office::{Habit, OFFICE, TEAMS, team_at, unit_name};
use crate::output::{Cell, Grid, Outcome, Output, delimited, texts};
use crate::rng::Rng;

/// Who is judged, in which unit, the assessment, value or opinion of 2022 to 2024 (empty where nothing
/// was assessed), by whom, when.
type Verdict =
    (&'static str, &'static str, &'static str, [&'static str; 3], &'static str, &'static str);

#[rustfmt::skip]
const VERDICTS: [Verdict; 12] = [
    ("Kementerian", "", "Opini BPK", ["WTP", "WTP", "WTP"], "BPK", "06-12"),
    ("Kementerian", "", "Indeks RB", ["75,32", "78,10", "80,44"], "Kementerian PANRB", "11-28"),
    ("Kantor", "", "SAKIP", ["69,95", "72,10", "74,25"], "Inspektorat Jenderal", "10-24"),
    ("Kantor", "", "SPIP", ["3,05", "3,12", "3,28"], "BPKP", "11-06"),
    ("Kantor", "", "Keterbukaan Informasi", ["81,20", "", ""], "Komisi Informasi", "12-17"),
    ("Kantor", "", "Kearsipan", ["62,40", "70,00", "78,95"], "Unit Kearsipan I", "09-12"),
    ("Kantor", "", "Toleransi", ["73,10", "76,84", "77,20"], "Balitbang Diklat", "12-10"),
    ("Kantor", "", "Kesetaraan", ["74,02", "75,61", "76,38"], "Balitbang Diklat", "12-10"),
    ("Kantor", "", "Kerja Sama", ["72,55", "76,40", "78,05"], "Balitbang Diklat", "12-10"),
    ("Satker", "tanjung_sari", "SAKIP", ["64,80", "66,15", "68,20"], "Kantor Wilayah", "11-14"),
    ("Satker", "bandar_melati", "SAKIP", ["61,30", "60,00", "58,40"], "Kantor Wilayah", "11-14"),
    ("Satker", "man1", "SAKIP", ["66,90", "70,05", "71,30"], "Kantor Wilayah", "11-14"),
];

/// Code, component, part, and the letters of 2022 to 2024; their sums are the values above.
const CRITERIA: [(&str, &str, &str, [&str; 3]); 12] = [
    ("1.a", "Perencanaan Kinerja", "Keberadaan", ["A", "A", "A"]),
    ("1.b", "Perencanaan Kinerja", "Kualitas", ["CC", "B", "B"]),
    ("1.c", "Perencanaan Kinerja", "Pemanfaatan", ["B", "B", "B"]),
    ("2.a", "Pengukuran Kinerja", "Keberadaan", ["BB", "BB", "BB"]),
    ("2.b", "Pengukuran Kinerja", "Kualitas", ["B", "B", "BB"]),
    ("2.c", "Pengukuran Kinerja", "Pemanfaatan", ["B", "B", "B"]),
    ("3.a", "Pelaporan Kinerja", "Keberadaan", ["A", "A", "A"]),
    ("3.b", "Pelaporan Kinerja", "Kualitas", ["BB", "BB", "BB"]),
    ("3.c", "Pelaporan Kinerja", "Pemanfaatan", ["B", "B", "B"]),
    ("4.a", "Evaluasi Akuntabilitas Kinerja Internal", "Keberadaan", ["BB", "BB", "BB"]),
    ("4.b", "Evaluasi Akuntabilitas Kinerja Internal", "Kualitas", ["B", "B", "B"]),
    ("4.c", "Evaluasi Akuntabilitas Kinerja Internal", "Pemanfaatan", ["C", "CC", "B"]),
];

/// Owner, output, ceiling in millions, how far it gets in thousandths of its plan.
const OUTPUTS: [(&str, &str, &str, i64, i64); 9] = [
    ("kub", "2102.QMA.001", "Dialog kerukunan umat beragama", 420, 1010),
    ("ortala", "2886.EBA.963", "Layanan organisasi dan tata laksana", 260, 960),
    ("bmn", "2886.EBB.951", "Sarana dan prasarana perkantoran", 1850, 780),
    ("umum", "2886.EBA.962", "Layanan umum dan arsip", 640, 900),
    ("humas", "2886.EBA.958", "Layanan hubungan masyarakat dan informasi", 310, 1015),
    ("penmad", "2129.QEG.002", "Bantuan sarana madrasah", 2400, 985),
    ("phu", "2148.BAH.001", "Layanan pendaftaran dan pembinaan jemaah haji", 980, 1000),
    ("urais", "2104.BMB.003", "Layanan nikah dan rujuk", 1120, 1005),
    ("bandar_melati", "2129.QDB.005", "Pembinaan guru madrasah", 530, 850),
];

/// Writes the yearly tables and the months of e-Monev.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    for (at, year) in (2022..=2024).enumerate() {
        write_verdicts(out, year, at)?;
        write_sheet(out, year, at)?;
    }
    for year in [2023, 2024] {
        write_progress(out, year)?;
    }
    Ok(())
}

fn write_verdicts(out: &mut Output, year: i32, at: usize) -> Outcome<()> {
    let heads =
        ["Tahun", "Lingkup", "Unit", "Penilaian", "Nilai", "Opini", "Penilai", "Tanggal Terbit"];
    let mut rows = vec![texts(&heads)];
    let made = VERDICTS.iter().filter(|verdict| !verdict.3[at].is_empty());
    for (scope, unit, what, values, who, day) in made.copied() {
        let name = if unit.is_empty() { OFFICE } else { TEAMS[team_at(unit)].name };
        let is_opinion = what == "Opini BPK";
        let (value, opinion) = if is_opinion { ("", values[at]) } else { (values[at], "") };
        let mut row = texts(&[&year.to_string(), scope, name, what, value, opinion, who]);
        let (month, day) = day.split_once('-').unwrap_or_default();
        row.push(format!("{day}/{month}/{year}"));
        rows.push(row);
    }
    out.write(&format!("perencanaan/nilai-eksternal-{year}.csv"), &delimited(&rows, b';', true)?)
}

fn write_sheet(out: &mut Output, year: i32, at: usize) -> Outcome<()> {
    let mut grid = Grid::new("LKE AKIP");
    grid.line(format!("LEMBAR KERJA EVALUASI AKIP TAHUN {year} - DATA FIKTIF"));
    grid.blank_line();
    grid.header(&["Kode", "Komponen", "Sub Komponen", "Bobot", "Jawaban", "Nilai", "Catatan"]);
    for (code, component, part, letters) in CRITERIA {
        let note = if letters[at] == "C" { "Rekomendasi belum ditindaklanjuti" } else { "" };
        let cells = [code, component, part, letters[at], note].map(Cell::text);
        let mut row = cells.to_vec();
        row.splice(3..3, [Cell::Decimal(weight(code))]);
        row.insert(5, Cell::Decimal(weight(code) * share(letters[at])));
        grid.rows.push(row);
    }
    out.write_workbook(&format!("perencanaan/lke-sakip-{year}.xlsx"), &[grid])
}

/// The weight of a part: 20, 30 and 50 per cent of its component.
fn weight(code: &str) -> f64 {
    let component = match &code[..1] {
        "1" | "2" => 30.0,
        "3" => 15.0,
        _ => 25.0,
    };
    component
        * match &code[2..] {
            "a" => 0.2,
            "b" => 0.3,
            _ => 0.5,
        }
}

/// What a letter is worth.
fn share(letter: &str) -> f64 {
    match letter {
        "A" => 0.9,
        "BB" => 0.8,
        "B" => 0.7,
        "CC" => 0.6,
        _ => 0.5,
    }
}

/// The plan of the money by month, in thousandths.
const PLAN: [i64; 12] = [10, 50, 130, 200, 290, 390, 480, 570, 670, 780, 890, 1000];

fn write_progress(out: &mut Output, year: i32) -> Outcome<()> {
    let mut rng = Rng::named(&format!("verdicts-progress-{year}"));
    let heads = [
        "Tahun",
        "Bulan",
        "Kode RO",
        "Rincian Output",
        "Penanggung Jawab",
        "Pagu",
        "Target Keuangan",
        "Realisasi Keuangan",
        "Target Fisik (%)",
        "Realisasi Fisik (%)",
        "Tanggal Lapor",
    ];
    let mut rows = vec![texts(&heads)];
    for (at, plan) in PLAN.iter().enumerate() {
        let month = at as u32 + 1;
        for (owner, code, name, millions, reach) in OUTPUTS {
            let reach = reach + 6 * i64::from(year - 2023) + rng.between(-15, 15);
            let ceiling = millions * 1_000_000;
            // Whoever is behind catches up in December.
            let reach = if month == 12 { reach.max(940) } else { reach };
            let spent = ceiling / 1000 * (plan * reach / 1000).min(1000);
            let done = (plan * (reach + 20) / 1000).min(1000);
            let percent = |thousandths: i64| format!("{},{}", thousandths / 10, thousandths % 10);
            let mut row = texts(&[&year.to_string(), MONTHS[at], code, name]);
            row.push(unit_name(&TEAMS[team_at(owner)], Habit::Careless, &mut rng));
            row.extend([ceiling, ceiling / 1000 * plan, spent].map(|amount| amount.to_string()));
            row.extend([percent(*plan), percent(done)]);
            row.push(month_end(year, month).format("%d/%m/%Y").to_string());
            rows.push(row);
        }
    }
    out.write(&format!("perencanaan/emonev-{year}.csv"), &delimited(&rows, b';', true)?)
}
