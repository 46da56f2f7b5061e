//! The planner's workbook of the demo office, filled in as after four meetings: their records and
//! decisions, remarks, follow-up actions and what does not apply. Unit names that are slips of typing still wait for her.

use std::fs;
use std::path::Path;

use zona::diag::Diagnostics;
use zona::domain::Period;
use zona::form::book::{Grid, Page, Value};
use zona::form::draw;
use zona::form::layout::{FILE, Sheet, head};
use zona::form::prefill::{Known, prefill};
use zona::form::unmatched::unmatched;
use zona::messages::{Lang, Messages};
use zona::store::DiskFiles;
use zona::{load, spec};

use crate::output::Outcome;

/// Period, team, indicator, remark.
const REMARKS: [[&str; 4]; 5] = [
    [
        "TW IV 2024",
        "",
        "",
        "Register pengaduan Tim Ortala belum diserahkan; angkanya belum ada, bukan nol.",
    ],
    [
        "TW IV 2024",
        "Tim Umum",
        "Pengaduan selesai tepat waktu",
        "Dua petugas kanal pengaduan baru mulai bekerja pada Desember.",
    ],
    [
        "TW IV 2024",
        "Tim Barang Milik Negara",
        "Penyerapan belanja modal (53)",
        "Sebagian besar dibayarkan pada Desember; kontrak 2025 dipercepat.",
    ],
    [
        "TW III 2024",
        "Bidang Penyelenggaraan Haji dan Umrah",
        "",
        "Lonjakan pengaduan bersamaan dengan musim haji.",
    ],
    ["TW II 2024", "Tim Umum", "", "Penyelesaian pengaduan melambat sejak awal tahun."],
];

/// Period evaluated, day, roles, agenda.
const MEETINGS: [[&str; 4]; 3] = [
    [
        "TW I 2024",
        "2024-04-18",
        "Kepala Kantor; Kepala Bagian Tata Usaha; semua ketua tim",
        "Capaian TW I; rencana pengadaan",
    ],
    [
        "TW II 2024",
        "2024-07-16",
        "Kepala Kantor; Kepala Bagian Tata Usaha; semua ketua tim; para Kepala Bidang",
        "Capaian TW II; pengaduan layanan; persiapan musim haji",
    ],
    [
        "TW III 2024",
        "2024-10-15",
        "Kepala Kantor; Kepala Bagian Tata Usaha; semua ketua tim; para Kepala Bidang",
        "Capaian TW III; antrean layanan PTSP; belanja modal",
    ],
];

/// Decided in, decision, teams.
const DECISIONS: [[&str; 3]; 3] = [
    ["TW II 2024", "Pengaduan dan isu dibahas menurut topiknya, bukan menurut kanalnya", ""],
    [
        "TW III 2024",
        "Antrean layanan PTSP menjadi pokok bahasan rapat berikutnya",
        "Tim Umum; Tim Hubungan Masyarakat",
    ],
    [
        "TW III 2024",
        "Kontrak belanja modal 2025 tidak menunggu triwulan kedua",
        "Tim Barang Milik Negara; Tim Keuangan",
    ],
];

/// Decided in, action, teams, role, due, state, closed, indicator, topics. What was decided for
/// TW III has come to every end there is by the close of the year.
const ACTIONS: [[&str; 9]; 12] = [
    [
        "TW II 2024",
        "Tetapkan batas tanggapan pertama tiga hari kerja untuk semua kanal pengaduan",
        "Tim Umum; Tim Hubungan Masyarakat",
        "Ketua Tim Umum",
        "2024-09-30",
        "berjalan",
        "",
        "Pengaduan selesai tepat waktu",
        "Layanan PTSP",
    ],
    [
        "TW III 2024",
        "Serahkan register pengaduan paling lambat hari kerja kelima setelah triwulan berakhir",
        "Tim Organisasi dan Tata Laksana",
        "Ketua Tim Ortala",
        "2025-01-08",
        "belum mulai",
        "",
        "",
        "",
    ],
    [
        "TW III 2024",
        "Tandatangani kontrak belanja modal paling lambat Maret",
        "Tim Barang Milik Negara; Tim Keuangan",
        "Ketua Tim BMN",
        "2025-03-31",
        "berjalan",
        "",
        "",
        "Sarana dan prasarana",
    ],
    [
        "TW II 2024",
        "Tambah petugas layanan jemaah selama musim haji",
        "Bidang Penyelenggaraan Haji dan Umrah",
        "Kepala Bidang PHU",
        "2024-08-15",
        "selesai",
        "2024-08-12",
        "",
        "",
    ],
    [
        "TW IV 2024",
        "Telaah penurunan kehadiran dan kepuasan di Kota Bandar Melati",
        "Kantor Kementerian Agama Kota Bandar Melati",
        "Kepala Bagian Tata Usaha",
        "2025-02-14",
        "belum mulai",
        "",
        "",
        "",
    ],
    [
        "TW III 2024",
        "Pasang papan nomor antrean dan umumkan jadwal layanan di situs kantor",
        "Tim Umum; Tim Hubungan Masyarakat",
        "Ketua Tim Umum",
        "2024-11-29",
        "selesai",
        "2024-11-27",
        "",
        "Antrean dan jadwal layanan PTSP; Layanan PTSP",
    ],
    [
        "TW III 2024",
        "Tambah satu loket pada jam sibuk",
        "Tim Umum",
        "Ketua Tim Umum",
        "2024-11-29",
        "selesai",
        "2024-12-16",
        "",
        "Antrean dan jadwal layanan PTSP",
    ],
    [
        "TW III 2024",
        "Susun jawaban baku untuk pertanyaan antrean yang berulang",
        "Tim Hubungan Masyarakat",
        "Ketua Tim Humas",
        "2024-12-06",
        "berjalan",
        "",
        "",
        "Antrean dan jadwal layanan PTSP",
    ],
    [
        "TW III 2024",
        "Sewa ruang tunggu tambahan",
        "Tim Umum; Tim Barang Milik Negara",
        "Ketua Tim Umum",
        "2024-12-20",
        "batal",
        "2024-12-02",
        "",
        "Sarana dan prasarana",
    ],
    [
        "TW I 2024",
        "Tetapkan jadwal pengadaan dan umumkan pada RUP",
        "Tim Perencanaan; Tim Barang Milik Negara",
        "Ketua Tim Perencanaan",
        "2024-05-31",
        "selesai",
        "2024-05-29",
        "",
        "",
    ],
    [
        "TW I 2024",
        "Lengkapi bukti dukung perjanjian kinerja",
        "Tim Organisasi dan Tata Laksana; Tim Hukum",
        "Ketua Tim Ortala",
        "2024-06-14",
        "selesai",
        "2024-07-03",
        "",
        "",
    ],
    [
        "TW IV 2024",
        "Evaluasi loket tambahan dan papan antrean",
        "Tim Umum; Tim Hubungan Masyarakat",
        "Kepala Bagian Tata Usaha",
        "2025-02-28",
        "belum mulai",
        "",
        "",
        "Antrean dan jadwal layanan PTSP",
    ],
];

/// Indicator, unit, reason, from: what somebody had taken off its card when it was red.
const EXEMPTIONS: [[&str; 4]; 1] = [[
    "Median lama penyelesaian pengaduan",
    "Kantor Kementerian Agama Kota Bandar Melati",
    "Register pengaduan sedang dipindahkan ke aplikasi baru",
    "2024-10-01",
]];

/// Writes `isian.xlsx` beside the folder of data, where that is a project.
pub(crate) fn write(data: &Path) -> Outcome<bool> {
    let root = data.parent().filter(|parent| !parent.as_os_str().is_empty());
    let root = root.unwrap_or_else(|| Path::new("."));
    if !root.join(spec::read::SETTINGS).is_file() {
        return Ok(false);
    }
    let files = DiskFiles::open(root)?;
    let mut diags = Diagnostics::default();
    let project = spec::read(&files, &mut diags);
    let loaded = load::tables(&project, &files, &|_| {}, &mut diags);
    let names = unmatched(&project, &loaded, &diags);
    let period = Period::parse("2024-Q4").ok_or("a quarter is a period")?;
    let words = Messages::new(Lang::Id);
    let known = Known {
        project: &project,
        files: &[],
        unmatched: &names,
        before: None,
        period,
        words: &words,
    };
    let mut book = prefill(&known);
    for page in &mut book.pages {
        let Page::Grid(grid) = page else { continue };
        if grid.name == Sheet::Remarks.name() {
            let heads = [head::PERIOD, head::UNIT, head::INDICATOR, head::REMARK];
            REMARKS.iter().try_for_each(|row| fill(grid, &heads, row))?;
        } else if grid.name == Sheet::Meetings.name() {
            let heads = [head::PERIOD, head::HELD, head::ATTENDED, head::AGENDA];
            MEETINGS.iter().try_for_each(|row| fill(grid, &heads, row))?;
        } else if grid.name == Sheet::Decisions.name() {
            let heads = [head::DECIDED, head::DECISION, head::UNIT];
            DECISIONS.iter().try_for_each(|row| fill(grid, &heads, row))?;
        } else if grid.name == Sheet::Actions.name() {
            let heads = [
                head::DECIDED,
                head::ACTION,
                head::UNIT,
                head::OWNER,
                head::DUE,
                head::STATUS,
                head::CLOSED,
                head::INDICATOR,
                head::TOPIC,
            ];
            ACTIONS.iter().try_for_each(|row| fill(grid, &heads, row))?;
        } else if grid.name == Sheet::Exemptions.name() {
            let heads = [head::INDICATOR, head::UNIT, head::REASON, head::FROM];
            EXEMPTIONS.iter().try_for_each(|row| fill(grid, &heads, row))?;
        }
    }
    fs::write(root.join(FILE), draw(&book, &words)?)?;
    Ok(true)
}

/// Fills a new row of a sheet.
fn fill(grid: &mut Grid, heads: &[&str], texts: &[&str]) -> Outcome<()> {
    let mut row = vec![Value::Empty; grid.columns.len()];
    for (head, text) in heads.iter().zip(texts) {
        let own = |column: &zona::form::book::GridColumn| {
            column.heads.last().is_some_and(|last| last == head)
        };
        let at = grid.columns.iter().position(own).ok_or("the sheet has that head")?;
        if text.is_empty() {
            continue;
        }
        row[at] = match text.parse() {
            Ok(day) => Value::Date(day),
            Err(_) => Value::words(*text),
        };
    }
    grid.rows.push(row);
    Ok(())
}
