//! The form on which teams report against their performance agreement, one per quarter.

use crate::calendar::Quarter;
use crate::office::{Habit, OFFICE, TEAMS, Team, unit_name};
use crate::output::{Cell, Grid, Outcome, Output, address};
use crate::rng::Rng;

const COLUMNS: [&str; 10] = [
    "No",
    "Kode",
    "Sasaran",
    "Indikator Kinerja",
    "Penanggung Jawab",
    "Satuan",
    "Arah",
    "Target Triwulan",
    "Realisasi",
    "Bukti Dukung",
];
/// The header stands in row 5.
const HEADER_ROW: usize = 4;
const OWNER: usize = 4;
const DIRECTION: usize = 6;
const TARGET: usize = 7;
const ACTUAL: usize = 8;
const PROOF: usize = 9;

/// How a yearly target is reached: the four quarterly targets in thousandths of it.
#[derive(Clone, Copy, PartialEq)]
enum Path {
    /// A count that grows evenly.
    Steps,
    /// A share that is worked up over the year.
    Ramp,
    /// An index that hardly moves.
    Level,
    /// Something that should become less.
    Falling,
}

impl Path {
    fn targets(self) -> [i64; 4] {
        match self {
            Self::Steps => [250, 500, 750, 1000],
            Self::Ramp => [600, 750, 900, 1000],
            Self::Level => [970, 980, 990, 1000],
            Self::Falling => [1300, 1200, 1100, 1000],
        }
    }
}

/// Team, sasaran, indicator, unit, yearly target, path.
type Agreed = (&'static str, &'static str, &'static str, &'static str, i64, Path);

use Path::{Falling, Level, Ramp, Steps};

const SERVICE: &str = "Meningkatnya kualitas layanan";
const GOVERNANCE: &str = "Meningkatnya tata kelola yang efektif dan akuntabel";
const HARMONY: &str = "Meningkatnya kualitas kerukunan umat beragama";
const LEARNING: &str = "Meningkatnya mutu pendidikan agama dan madrasah";

#[rustfmt::skip]
const AGREED: &[Agreed] = &[
    ("kub", HARMONY, "Persentase forum kerukunan yang aktif", "%", 95, Ramp),
    ("kub", HARMONY, "Jumlah dialog kerukunan yang dilaksanakan", "kegiatan", 24, Steps),
    ("kub", HARMONY, "Rata-rata waktu tindak lanjut laporan deteksi dini", "hari", 3, Falling),
    ("kepegawaian", GOVERNANCE, "Indeks Profesionalitas ASN", "indeks", 82, Level),
    ("kepegawaian", GOVERNANCE, "Persentase usul kenaikan pangkat selesai tepat waktu", "%", 96, Ramp),
    ("perencana", GOVERNANCE, "Persentase dokumen perencanaan tepat waktu", "%", 98, Ramp),
    ("perencana", GOVERNANCE, "Nilai evaluasi SAKIP", "nilai", 76, Level),
    ("perencana", GOVERNANCE, "Rata-rata deviasi Halaman III DIPA", "%", 5, Falling),
    ("ortala", GOVERNANCE, "Persentase SOP yang dievaluasi", "%", 90, Ramp),
    ("ortala", GOVERNANCE, "Jumlah proses bisnis yang ditetapkan", "dokumen", 16, Steps),
    ("bmn", GOVERNANCE, "Persentase BMN yang ditetapkan status penggunaannya", "%", 92, Ramp),
    ("bmn", GOVERNANCE, "Jumlah paket pengadaan yang selesai", "paket", 20, Steps),
    ("keuangan", GOVERNANCE, "Nilai IKPA", "nilai", 94, Level),
    ("keuangan", GOVERNANCE, "Rata-rata waktu penyelesaian tagihan", "hari", 12, Falling),
    ("hukum", GOVERNANCE, "Persentase telaah hukum selesai tepat waktu", "%", 92, Ramp),
    ("hukum", GOVERNANCE, "Jumlah produk hukum yang diharmonisasi", "dokumen", 12, Steps),
    ("umum", SERVICE, "Persentase layanan PTSP selesai tepat waktu", "%", 95, Ramp),
    ("umum", SERVICE, "Rata-rata waktu penyelesaian pengaduan", "hari", 10, Falling),
    ("umum", GOVERNANCE, "Persentase arsip yang tertata", "%", 85, Ramp),
    ("humas", SERVICE, "Persentase permohonan informasi dijawab tepat waktu", "%", 97, Ramp),
    ("humas", SERVICE, "Jumlah publikasi kinerja", "berita", 480, Steps),
    ("penmad", LEARNING, "Persentase madrasah terakreditasi", "%", 88, Ramp),
    ("penmad", LEARNING, "Jumlah guru madrasah yang mengikuti pelatihan", "orang", 640, Steps),
    ("penmad", LEARNING, "Rata-rata lama proses izin madrasah", "hari", 14, Falling),
    ("pakis", LEARNING, "Persentase lembaga keagamaan yang dibina", "%", 86, Ramp),
    ("pakis", LEARNING, "Jumlah guru PAI yang dibina", "orang", 420, Steps),
    ("phu", SERVICE, "Indeks kepuasan jemaah haji", "indeks", 86, Level),
    ("phu", SERVICE, "Persentase dokumen jemaah selesai tepat waktu", "%", 97, Ramp),
    ("phu", SERVICE, "Rata-rata lama proses pelimpahan porsi", "hari", 7, Falling),
    ("urais", SERVICE, "Indeks layanan KUA", "indeks", 84, Level),
    ("urais", SERVICE, "Persentase pencatatan nikah daring", "%", 90, Ramp),
    ("penaiszawa", SERVICE, "Persentase tanah wakaf bersertifikat", "%", 72, Ramp),
    ("penaiszawa", HARMONY, "Jumlah penyuluhan yang dilaksanakan", "kegiatan", 960, Steps),
    ("tanjung_sari", SERVICE, "Indeks kepuasan masyarakat", "indeks", 86, Level),
    ("tanjung_sari", SERVICE, "Persentase layanan selesai tepat waktu", "%", 94, Ramp),
    ("tanjung_sari", HARMONY, "Jumlah penyuluhan yang dilaksanakan", "kegiatan", 360, Steps),
    ("bandar_melati", SERVICE, "Indeks kepuasan masyarakat", "indeks", 85, Level),
    ("bandar_melati", SERVICE, "Persentase layanan selesai tepat waktu", "%", 93, Ramp),
    ("man1", LEARNING, "Persentase lulusan yang melanjutkan pendidikan", "%", 78, Ramp),
    ("man1", LEARNING, "Rata-rata nilai asesmen madrasah", "nilai", 80, Level),
];

/// How far a team gets towards its targets, in thousandths, over the eight quarters.
fn reach(team: &str) -> [i64; 8] {
    match team {
        "ortala" => [760, 800, 835, 870, 905, 945, 985, 1015],
        "umum" => [930, 925, 915, 905, 895, 885, 870, 860],
        "bmn" => [880, 870, 885, 960, 820, 805, 840, 945],
        "bandar_melati" => [945, 940, 930, 925, 915, 905, 890, 880],
        "hukum" => [965, 970, 960, 965, 955, 950, 955, 950],
        "phu" => [1005, 985, 990, 1020, 1010, 975, 985, 1020],
        "kepegawaian" => [985, 985, 990, 995, 990, 995, 1000, 1010],
        _ => [1000, 1005, 1010, 1015, 1010, 1015, 1020, 1025],
    }
}

/// An agreed indicator in the form of a quarter, and whether it had a figure and evidence there.
pub(crate) struct Filled {
    pub(crate) quarter: Quarter,
    pub(crate) code: String,
    pub(crate) owner: &'static str,
    pub(crate) has_figure: bool,
    pub(crate) has_proof: bool,
}

/// Writes the eight forms, and says what was filled in.
pub(crate) fn write(out: &mut Output) -> Outcome<Vec<Filled>> {
    let mut rng = Rng::named("planning");
    let mut filled = vec![];
    for quarter in Quarter::all() {
        let file = format!("perencanaan/capaian-pk-{}.xlsx", quarter.label());
        let mut grid = Grid::new("Capaian PK");
        grid.line("REALISASI PERJANJIAN KINERJA - DATA FIKTIF");
        grid.line(OFFICE);
        grid.line(quarter.title());
        grid.blank_line();
        grid.header(&COLUMNS);
        let mut last_team = "";
        let mut number_in_team = 0;
        for (position, agreed) in AGREED.iter().enumerate() {
            number_in_team = if agreed.0 == last_team { number_in_team + 1 } else { 1 };
            last_team = agreed.0;
            let row = row(agreed, position + 1, number_in_team, quarter, &mut rng);
            filled.push(Filled {
                quarter,
                code: code(agreed.0, number_in_team),
                owner: agreed.0,
                has_figure: row[ACTUAL] != Cell::Blank,
                has_proof: row[PROOF] == Cell::text("Ada"),
            });
            grid.rows.push(row);
        }
        plant(&mut grid, quarter, &file, out);
        out.write_workbook(&file, &[grid])?;
    }
    Ok(filled)
}

/// `PK-KUB-01`.
fn code(team: &str, number: usize) -> String {
    format!("PK-{}-{number:02}", short_code(team))
}

fn row(
    agreed: &Agreed,
    number: usize,
    number_in_team: usize,
    quarter: Quarter,
    rng: &mut Rng,
) -> Vec<Cell> {
    let (id, objective, name, unit, yearly, path) = *agreed;
    let team = team(id);
    // From here on figures are hundredths. The agreement of 2024 asks a little more than that
    // of 2023.
    let yearly = match (quarter.year, path) {
        (2023, Level | Ramp) => yearly * 100 - 150,
        _ => yearly * 100,
    };
    let whole = path == Steps;
    let mut target = yearly * path.targets()[quarter.index()] / 1000;
    let reach = reach(id)[quarter.position()] + rng.between(-12, 12);
    let mut actual = match path {
        Falling => target * (2000 - reach) / 1000,
        // An index is a matter of points, not of tenths of itself.
        Level => target * (1000 - (1000 - reach) / 3) / 1000,
        Steps | Ramp => target * reach / 1000,
    };
    if whole {
        (target, actual) = ((target + 50) / 100 * 100, (actual + 50) / 100 * 100);
    }
    if unit == "%" && path != Falling {
        actual = actual.min(10_000);
    }
    // A team that is behind is also late with its figures.
    let silent = match id {
        "umum" | "bmn" | "bandar_melati" => rng.chance(15),
        "ortala" => rng.chance(25 - 3 * quarter.position() as i64),
        _ => rng.chance(2),
    };
    let proven = !silent && !rng.chance(if reach < 950 { 30 } else { 5 });
    // Half of the forms are filled in as numbers, half as text.
    let figure = |hundredths: i64| match quarter.number % 2 {
        0 => Cell::Decimal(hundredths as f64 / 100.0),
        _ if hundredths % 100 == 0 => Cell::Text((hundredths / 100).to_string()),
        _ => Cell::Text(format!("{},{:02}", hundredths / 100, hundredths % 100)),
    };
    vec![
        Cell::Whole(number as i64),
        Cell::Text(code(id, number_in_team)),
        Cell::text(objective),
        Cell::text(name),
        Cell::Text(unit_name(team, Habit::Careless, rng)),
        Cell::text(unit),
        Cell::text(if path == Falling { "turun" } else { "naik" }),
        figure(target),
        if silent { Cell::Blank } else { figure(actual) },
        Cell::text(if proven { "Ada" } else { "Tidak" }),
    ]
}

fn team(id: &str) -> &'static Team {
    &TEAMS[crate::office::team_at(id)]
}

fn short_code(id: &str) -> &'static str {
    match id {
        "kub" => "KUB",
        "kepegawaian" => "PEG",
        "perencana" => "REN",
        "ortala" => "ORT",
        "bmn" => "BMN",
        "keuangan" => "KEU",
        "hukum" => "HKM",
        "umum" => "UMM",
        "humas" => "HMS",
        "penmad" => "PMD",
        "pakis" => "PKS",
        "phu" => "PHU",
        "urais" => "URS",
        "penaiszawa" => "PZW",
        "tanjung_sari" => "TJS",
        "bandar_melati" => "BDM",
        _ => "MAN",
    }
}

fn plant(grid: &mut Grid, quarter: Quarter, file: &str, out: &mut Output) {
    let row_of = |grid: &Grid, code: &str| {
        let found = grid.rows.iter().position(|row| row.get(1) == Some(&Cell::text(code)));
        found.expect("the code is one of the agreed indicators")
    };
    match quarter.label().as_str() {
        "2023-TW2" => {
            let row = row_of(grid, "PK-PKS-01");
            grid.rows[row][DIRECTION] = Cell::text("stabil");
            out.defect(
                file,
                address(row, DIRECTION),
                "`stabil` as Arah of PK-PKS-01",
                "unknown value; `naik` and `turun` are the known ones",
            );
        }
        "2024-TW1" => {
            let row = grid.rows.len();
            grid.line("Catatan: angka sementara, menunggu verifikasi Tim Perencanaan.");
            out.defect(
                file,
                address(row, 0),
                "a trailing note under the table",
                "a row that is a note, not an indicator: skipped and counted, or reported as a row without Kode",
            );
        }
        "2024-TW2" => {
            let row = row_of(grid, "PK-URS-02");
            grid.rows[row][TARGET] = Cell::text("tujuh puluh");
            out.defect(
                file,
                address(row, TARGET),
                "`tujuh puluh` as Target Triwulan of PK-URS-02 (should be about 67,5)",
                "cannot read as a number; the row is set aside",
            );
        }
        "2024-TW3" => {
            let row = row_of(grid, "PK-HMS-02");
            grid.rows[row][OWNER] = Cell::text("Tim Humsa");
            out.defect(
                file,
                address(row, OWNER),
                "`Tim Humsa` as Penanggung Jawab of PK-HMS-02",
                "unknown unit; the nearest name is `Tim Humas`",
            );
        }
        _ => {}
    }
    debug_assert_eq!(grid.rows[HEADER_ROW].len(), COLUMNS.len());
}
