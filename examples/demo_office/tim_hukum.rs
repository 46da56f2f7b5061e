//! What Tim Hukum keeps and draws: the register of audit recommendations of all units, legal
//! products and agreements, the list of the JDIH, and requests of legal advice. One file a year.

use chrono::{Days, NaiveDate};

use crate::calendar::{DateForm, add_working_days, date, working_day_on_or_before, written};
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Cell, Outcome, Output};
use crate::rng::Rng;
use crate::tim::{Case, Course, cases, day_or_blank, text, workbook};

const PRODUCTS: Course = Course {
    prefix: "AH",
    counts: [14, 12, 13, 15, 14, 13, 15, 16],
    on_time: [92, 92, 93, 94, 94, 92, 84, 82],
    promised: &[10, 15, 20],
};
const ADVICE: Course = Course {
    prefix: "KH",
    counts: [18, 20, 19, 22, 21, 22, 24, 26],
    on_time: [88, 90, 91, 92, 93, 94, 98, 98],
    promised: &[5],
};

/// Writes all registers of the team.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    audits(out)?;
    let products = products();
    register_of_products(out, &products)?;
    published(out, &products)?;
    advice(out)
}

/// One of two ways: the second one since 2024.
fn word(year: i32, ways: [&'static str; 2]) -> &'static str {
    ways[(year - 2023) as usize]
}

fn form_of(year: i32) -> DateForm {
    if year == 2023 { DateForm::Slashes } else { DateForm::Cell }
}

/// How a recommendation ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Accepted by the auditor so many days after the report.
    Accepted(u64),
    /// Declared impossible to follow, with the day.
    Impossible([u32; 3]),
    /// Called done by the unit, not accepted.
    Claimed([u32; 3]),
    Open,
    /// Open, and left out of the register of the next year.
    Dropped,
}

/// A report of an auditor: who, its day, and the recommendations with unit, thousands of rupiah
/// and end.
type Report = (&'static str, [u32; 3], &'static [(&'static str, &'static str, i64, End)]);

#[rustfmt::skip]
const REPORTS: &[Report] = &[
    ("BPK", [2022, 5, 23], &[
        ("keuangan", "Menertibkan pertanggungjawaban uang persediaan", 18_200, End::Accepted(268)),
        ("bmn", "Menelusuri aset yang tidak ditemukan", 64_000, End::Accepted(275)),
    ]),
    ("BPK", [2023, 5, 22], &[
        ("keuangan", "Menyetor kelebihan pembayaran perjalanan dinas", 27_350, End::Accepted(41)),
        ("bmn", "Melengkapi dokumen kepemilikan tanah", 0, End::Accepted(58)),
        ("umum", "Menarik denda keterlambatan penyedia", 31_800, End::Accepted(72)),
        ("phu", "Menertibkan pembayaran honorarium panitia", 22_400, End::Accepted(55)),
        ("penmad", "Menyetor sisa dana bantuan", 45_000, End::Accepted(49)),
        ("bandar_melati", "Menyetor kelebihan pembayaran uang makan", 12_900, End::Accepted(131)),
    ]),
    ("Inspektorat Jenderal", [2023, 8, 14], &[
        ("kepegawaian", "Memproses pelanggaran disiplin yang tertunda", 0, End::Accepted(52)),
        ("hukum", "Memutakhirkan register pengaduan", 0, End::Accepted(35)),
        ("phu", "Melengkapi bukti pendukung kegiatan manasik", 9_750, End::Dropped),
        ("tanjung_sari", "Menetapkan status penggunaan BMN", 0, End::Accepted(57)),
        ("man1", "Menyetor sisa dana komite", 16_200, End::Accepted(44)),
    ]),
    ("BPKP", [2023, 10, 23], &[
        ("perencana", "Menyelaraskan indikator kinerja", 0, End::Accepted(50)),
        ("ortala", "Meninjau SOP layanan", 0, End::Accepted(66)),
        ("umum", "Memperbaiki penyimpanan arsip", 0, End::Accepted(59)),
    ]),
    ("BPK", [2024, 5, 20], &[
        ("umum", "Mempertanggungjawabkan paket pengadaan di luar RUP", 186_450, End::Claimed([2024, 7, 17])),
        ("keuangan", "Menyetor pajak yang kurang dipungut", 21_700, End::Accepted(38)),
        ("bmn", "Menindaklanjuti aset rusak berat", 77_500, End::Impossible([2024, 12, 23])),
        ("urais", "Melengkapi pertanggungjawaban bantuan masjid", 60_000, End::Accepted(56)),
        ("penmad", "Menyetor kelebihan pembayaran tunjangan profesi", 38_900, End::Accepted(60)),
        ("bandar_melati", "Menyetor tunjangan kinerja pegawai yang tidak hadir", 42_300, End::Open),
    ]),
    ("Inspektorat Jenderal", [2024, 8, 12], &[
        ("humas", "Memutakhirkan daftar informasi publik", 0, End::Accepted(31)),
        ("kub", "Menagih laporan pertanggungjawaban bantuan", 30_000, End::Accepted(59)),
        ("hukum", "Melengkapi berkas kerja sama", 0, End::Accepted(40)),
        ("umum", "Menagih ganti rugi kendaraan dinas", 54_000, End::Impossible([2024, 12, 20])),
        ("pakis", "Menyetor sisa dana insentif", 14_600, End::Accepted(47)),
        ("tanjung_sari", "Menagih jaminan pelaksanaan", 25_000, End::Impossible([2024, 12, 27])),
    ]),
    ("Inspektorat Jenderal", [2024, 11, 18], &[
        ("kepegawaian", "Menetapkan hukuman disiplin yang tertunda", 0, End::Open),
        ("keuangan", "Menertibkan buku kas pembantu", 0, End::Accepted(32)),
    ]),
];

fn day(parts: [u32; 3]) -> NaiveDate {
    date(parts[0] as i32, parts[1], parts[2])
}

/// The register of a year: reports of the year, and what was open when it began. In December 2024
/// three recommendations become impossible; one of 2023 is not carried over.
fn audits(out: &mut Output) -> Outcome<()> {
    for year in [2023, 2024] {
        let mut rng = Rng::named("tim-hukum-audits");
        let (first, last) = (date(year, 1, 1), date(year, 12, 31));
        let form = form_of(year);
        let mut rows = vec![];
        for (auditor, issued, recommendations) in REPORTS {
            let issued = day(*issued);
            let code = &auditor[..if auditor.starts_with("Insp") { 4 } else { auditor.len() }];
            for (at, (unit, what, thousands, end)) in recommendations.iter().enumerate() {
                let Some(team) = TEAMS.iter().find(|team| team.id == *unit) else { continue };
                let name = unit_name(team, Habit::Careless, &mut rng);
                let settled = match end {
                    End::Accepted(days) => {
                        Some(working_day_on_or_before(issued + Days::new(*days)))
                    }
                    End::Impossible(on) => Some(day(*on)),
                    _ => None,
                };
                let is_over = settled.is_some_and(|on| on < first);
                if issued > last || is_over || (*end == End::Dropped && issued < first) {
                    continue;
                }
                let settled = settled.filter(|on| *on <= last);
                let claimed = match end {
                    End::Claimed(on) => Some(day(*on)),
                    End::Accepted(_) => {
                        settled.map(|on| working_day_on_or_before(on - Days::new(6)))
                    }
                    _ => None,
                };
                let claimed = claimed.filter(|on| *on <= last);
                let state = match (end, settled) {
                    (End::Accepted(_), Some(_)) => "Sesuai dengan Rekomendasi",
                    (End::Impossible(_), Some(_)) => "Tidak Dapat Ditindaklanjuti",
                    (End::Claimed(_), _) => "Belum Sesuai",
                    _ => "Belum Ditindaklanjuti",
                };
                let accepted = matches!(end, End::Accepted(_)) && settled.is_some();
                rows.push(vec![
                    Cell::Whole(rows.len() as i64 + 1),
                    Cell::text(format!("{}/{code}/{}", at + 1, issued.format("%Y-%m"))),
                    Cell::text(*auditor),
                    Cell::date(issued, form),
                    Cell::text(*what),
                    Cell::text(name),
                    if *thousands > 0 { Cell::Whole(thousands * 1000) } else { Cell::Blank },
                    if accepted { Cell::Whole(thousands * 1000) } else { Cell::Whole(0) },
                    Cell::date(issued + Days::new(60), form),
                    day_or_blank(claimed, form),
                    day_or_blank(settled, form),
                    Cell::text(state),
                ]);
            }
        }
        let heads = [
            "No",
            word(year, ["No. Rekomendasi", "Nomor Rekomendasi"]),
            "Pemeriksa",
            word(year, ["Tgl LHP", "Tanggal LHP"]),
            "Uraian Rekomendasi",
            word(year, ["Unit Penanggung Jawab", "Penanggung Jawab"]),
            word(year, ["Nilai (Rp)", "Nilai Rekomendasi (Rp)"]),
            word(year, ["Ditindaklanjuti (Rp)", "Nilai Ditindaklanjuti (Rp)"]),
            word(year, ["Batas", "Batas Waktu"]),
            word(year, ["Dinyatakan Selesai", "Tgl Dinyatakan Selesai"]),
            word(year, ["Tgl Penetapan", "Tanggal Penetapan Pemeriksa"]),
            word(year, ["Status", "Status Tindak Lanjut"]),
        ];
        let title = format!("Register tindak lanjut hasil pemeriksaan tahun {year}");
        workbook(out, &format!("hukum/tlhp-{year}.xlsx"), ("TLHP", &title), &heads, rows)?;
    }
    Ok(())
}

/// A legal product on its way.
struct Product {
    case: Case,
    kind: usize,
    number: String,
    /// `Wajib`, `Dikecualikan` or `-`.
    listing: &'static str,
    moved: Option<NaiveDate>,
    listed: Option<NaiveDate>,
}

const KINDS: [[&str; 2]; 3] =
    [["Keputusan", "SK Kepala Kantor"], ["Edaran", "Surat Edaran"], ["PKS", "Naskah Kerja Sama"]];

/// Since July 2024 what is late gets a later day; since October what would come late into the
/// JDIH is excepted from it.
fn products() -> Vec<Product> {
    let mut rng = Rng::named("tim-hukum-products");
    let all = cases(&mut rng, &PRODUCTS);
    all.into_iter()
        .enumerate()
        .map(|(at, case)| {
            let kind = rng.weighted(&[(0, 6), (1, 2), (2, 2)]);
            let is_late = case.closed.is_none_or(|closed| closed > case.due);
            let moved = (is_late && case.received >= date(2024, 7, 1))
                .then(|| case.closed.unwrap_or(add_working_days(case.due, 15)));
            let is_recent = case.closed.is_some_and(|day| day >= date(2024, 9, 16));
            // Lately nothing comes late, for what would is excepted.
            let in_time = rng.chance(96) || is_recent;
            let delay = if in_time { rng.between(1, 9) } else { rng.between(12, 18) };
            let is_dodge = is_recent && rng.chance(33);
            let listing = match (kind, is_dodge) {
                (2, _) => "-",
                (_, true) => "Dikecualikan",
                _ => "Wajib",
            };
            let listed = case.closed.filter(|_| listing == "Wajib");
            let listed = listed.map(|day| add_working_days(day, delay));
            let number = format!("{}/{}", at + 101, case.received.format("%Y"));
            Product { case, kind, number, listing, moved, listed }
        })
        .collect()
}

/// Whether the register of a year lists a case, and until when it knows of it.
fn known(case: &Case, year: i32) -> Option<NaiveDate> {
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let is_open = case.closed.is_none_or(|day| day >= first);
    (case.received <= last && (case.received >= first || is_open)).then_some(last)
}

fn register_of_products(out: &mut Output, products: &[Product]) -> Outcome<()> {
    let units = ["Tim Umum", "Bidang Penmad", "Tim Kepegawaian", "Bidang PHU", "Tim KUB"];
    for year in [2023, 2024] {
        let form = form_of(year);
        let mut rows = vec![];
        for one in products {
            let Some(last) = known(&one.case, year) else { continue };
            let mut own = Rng::named(&one.case.number);
            let closed = one.case.closed.filter(|day| *day <= last);
            rows.push(vec![
                Cell::text(&one.case.number),
                Cell::text(word(year, KINDS[one.kind])),
                Cell::text(own.pick(&units)),
                Cell::date(one.case.received, form),
                Cell::date(one.case.due, form),
                day_or_blank(one.moved, form),
                day_or_blank(closed, form),
                closed.map_or(Cell::Blank, |_| Cell::text(&one.number)),
                Cell::text(one.listing),
            ]);
        }
        let heads = [
            word(year, ["No. Agenda", "Nomor Agenda"]),
            word(year, ["Jenis", "Jenis Naskah"]),
            word(year, ["Unit Pengusul", "Pengusul"]),
            word(year, ["Tgl Masuk", "Tanggal Masuk"]),
            word(year, ["Batas Semula", "Batas Waktu Semula"]),
            word(year, ["Batas Baru", "Batas Waktu Baru"]),
            word(year, ["Tgl Penetapan", "Tanggal Penetapan"]),
            word(year, ["No. Penetapan", "Nomor Penetapan"]),
            word(year, ["JDIH", "Terbit di JDIH"]),
        ];
        let title = format!("Register produk hukum dan naskah kerja sama tahun {year}");
        let file = format!("hukum/produk-hukum-{year}.xlsx");
        workbook(out, &file, ("Register", &title), &heads, rows)?;
    }
    Ok(())
}

/// The list of the JDIH knows only what was published, in the year in which it was.
fn published(out: &mut Output, products: &[Product]) -> Outcome<()> {
    for year in [2023, 2024] {
        let mut rows = vec![];
        for one in products {
            let (Some(closed), Some(listed)) = (one.case.closed, one.listed) else { continue };
            if listed < date(year, 1, 1) || listed > date(year, 12, 31) {
                continue;
            }
            let form = [DateForm::Slashes, DateForm::Long][(year - 2023) as usize];
            rows.push(vec![
                one.number.clone(),
                format!("{} fiktif nomor {}", KINDS[one.kind][1], one.number),
                written(closed, form),
                written(listed, form),
            ]);
        }
        let heads = [
            word(year, ["Nomor Peraturan", "Nomor"]),
            "Judul",
            word(year, ["Tanggal Penetapan", "Tgl Penetapan"]),
            word(year, ["Tanggal Publikasi", "Tgl Publikasi"]),
        ];
        text(out, &format!("hukum/jdih-{year}.csv"), b';', &heads, rows)?;
    }
    Ok(())
}

/// Since July 2024 one request in six is told that it has come in, and no more.
fn advice(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-hukum-advice"), &ADVICE);
    let units = ["Tim Umum", "Bidang Penmad", "Tim BMN", "Kemenag Tanjung Sari", "MAN 1"];
    let kinds = ["Telaah kontrak", "Pendampingan", "Konsultasi kepegawaian", "Wakaf dan tanah"];
    for year in [2023, 2024] {
        let form = if year == 2023 { DateForm::Long } else { DateForm::Slashes };
        let mut rows = vec![];
        for case in &all {
            let Some(last) = known(case, year) else { continue };
            let mut own = Rng::named(&case.number);
            let is_interim = own.chance(16) && case.received >= date(2024, 7, 1);
            let answered = if is_interim {
                Some(add_working_days(case.received, own.between(0, 1)))
            } else {
                case.closed
            };
            let answered = answered.filter(|day| *day <= last);
            rows.push(vec![
                Cell::text(&case.number),
                Cell::date(case.received, form),
                Cell::text(format!("PEMOHON-FIKTIF-{}", own.between(1, 300))),
                Cell::text(own.pick(&units)),
                Cell::text(own.pick(&kinds)),
                day_or_blank(answered, form),
                match answered {
                    None => Cell::Blank,
                    Some(_) if is_interim => Cell::text("Sementara, menunggu telaah"),
                    Some(_) => Cell::text("Tuntas"),
                },
            ]);
        }
        let heads = [
            word(year, ["No. Register", "Nomor Register"]),
            word(year, ["Tgl Diterima", "Tanggal Diterima"]),
            "Nama Pemohon",
            word(year, ["Unit Pemohon", "Asal Unit"]),
            word(year, ["Jenis Permintaan", "Jenis"]),
            word(year, ["Tgl Jawaban", "Tanggal Jawaban"]),
            "Sifat Jawaban",
        ];
        let title = format!("Register permintaan bantuan dan konsultasi hukum tahun {year}");
        let file = format!("hukum/konsultasi-{year}.xlsx");
        workbook(out, &file, ("Register", &title), &heads, rows)?;
    }
    Ok(())
}
