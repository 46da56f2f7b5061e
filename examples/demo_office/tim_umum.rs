//! What Tim Umum draws and keeps: letters from the e-office, applications at the service counter
//! (PTSP, those of Tim KUB among them), tickets of the household, requests of supplies, and the
//! procurement list.

use chrono::{Days, NaiveDate};

use crate::calendar::{DateForm, Quarter, add_working_days, working_day_on_or_before, written};
use crate::output::{Cell, Outcome, Output};
use crate::rng::{Quota, Rng};
use crate::tim::{Case, Course, cases, day_or_blank, days, form, head, listed, text, workbook};

/// Letters are passed on in time, but what is asked in them waits.
const LETTERS: Course = Course {
    prefix: "AG",
    counts: [64, 58, 60, 66, 68, 62, 64, 70],
    on_time: [90, 88, 86, 84, 82, 78, 75, 72],
    promised: &[5],
};
const HOUSEHOLD: Course = Course {
    prefix: "TRT",
    counts: [26, 30, 28, 32, 30, 34, 33, 36],
    on_time: [88, 88, 86, 85, 84, 82, 81, 79],
    promised: &[3],
};
/// Legalisation, certificate, consultation, permit of research.
const COUNTER: Course = Course {
    prefix: "PTSP",
    counts: [36, 34, 40, 38, 42, 40, 44, 46],
    on_time: [95, 96, 95, 94, 94, 93, 92, 92],
    promised: &[1, 3, 2, 5],
};
const SERVICES: [&str; 4] =
    ["Legalisasi Dokumen", "Surat Keterangan", "Konsultasi Layanan", "Izin Penelitian"];
/// Recommendations of Tim KUB; in the last quarter it gets on time by giving back.
const RECOMMENDATIONS: Course = Course {
    prefix: "REK",
    counts: [18, 20, 22, 20, 21, 22, 20, 24],
    on_time: [90, 91, 92, 92, 91, 90, 98, 100],
    promised: &[10, 14],
};
const HARMONY_SERVICES: [&str; 2] =
    ["Rekomendasi Pendirian Rumah Ibadat", "Surat Keterangan Terdaftar Lembaga Agama"];

/// Writes all tables of the team.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    letters(out)?;
    counter(out)?;
    household(out)?;
    supplies(out)?;
    procurement(out)
}

fn day_text(day: Option<NaiveDate>, form: DateForm) -> String {
    day.map_or_else(String::new, |day| written(day, form))
}

fn letters(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-umum-letters"), &LETTERS);
    let units = ["Tim Kepegawaian", "Tim Hukum", "Bidang Penmad", "Subbag Keuangan", "Tim Humas"];
    for quarter in Quarter::all() {
        let form = [DateForm::Slashes, DateForm::Long][quarter.index() % 2];
        let rows = listed(&all, quarter).map(|(case, closed)| {
            let mut own = Rng::named(&case.number);
            let days = if own.chance(97) { own.between(0, 1) } else { own.between(2, 4) };
            let passed = add_working_days(case.received, days);
            let passed = Some(passed).filter(|day| *day <= quarter.last_day());
            vec![
                case.number.clone(),
                written(case.received, form),
                format!("PENGIRIM-FIKTIF-{}", own.between(1, 400)),
                own.pick(&["Biasa", "Segera", "Penting"]).to_owned(),
                own.pick(&units).to_owned(),
                day_text(passed, form),
                day_text(closed.filter(|day| passed.is_some_and(|passed| passed <= *day)), form),
            ]
        });
        let heads = [
            head(quarter, ["No Agenda", "Nomor Agenda"]),
            head(quarter, ["Tgl Terima", "Tanggal Diterima"]),
            "Pengirim",
            "Sifat",
            "Tujuan Disposisi",
            head(quarter, ["Tgl Disposisi", "Tanggal Disposisi"]),
            head(quarter, ["Tgl Selesai", "Tanggal Selesai"]),
        ];
        let file = format!("umum/surat-{}.csv", quarter.label());
        text(out, &file, b';', &heads, rows.collect())?;
    }
    Ok(())
}

fn counter(out: &mut Output) -> Outcome<()> {
    let own = cases(&mut Rng::named("tim-umum-counter"), &COUNTER);
    let harmony = cases(&mut Rng::named("tim-kub-recommendations"), &RECOMMENDATIONS);
    for quarter in Quarter::all() {
        let form = [DateForm::Short, DateForm::Slashes][quarter.index() % 2];
        let lines = |cases, unit: &'static str, services: &'static [&'static str]| {
            listed(cases, quarter)
                .map(|(case, closed)| {
                    let what = (unit, services[case.kind]);
                    application(case, closed, what, form, quarter.last_day())
                })
                .collect::<Vec<_>>()
        };
        let mut rows = lines(&own, "PTSP (Tim Umum)", &SERVICES);
        rows.extend(lines(&harmony, "Tim KUB", &HARMONY_SERVICES));
        let heads = [
            "Nomor Registrasi",
            "Nama Pemohon",
            "Jenis Layanan",
            head(quarter, ["Unit Pengolah", "Unit"]),
            head(quarter, ["Tgl Masuk", "Tanggal Masuk"]),
            head(quarter, ["Janji (HK)", "Janji Layanan (hari kerja)"]),
            head(quarter, ["Jeda (hr)", "Jeda Kelengkapan (hari kerja)"]),
            "Status",
            head(quarter, ["Tgl Selesai", "Tanggal Selesai"]),
        ];
        let file = format!("umum/ptsp-{}.csv", quarter.label());
        text(out, &file, b',', &heads, rows)?;
    }
    Ok(())
}

/// One line of the counter's register. An application is given back as incomplete now and then;
/// of those that Tim KUB receives in autumn 2024 three in ten, on the very day that they are due.
fn application(
    case: &Case,
    closed: Option<NaiveDate>,
    (unit, service): (&str, &str),
    form: DateForm,
    end: NaiveDate,
) -> Vec<String> {
    let mut own = Rng::named(&case.number);
    let is_dodge =
        case.number.starts_with("REK-2024") && case.received >= crate::calendar::date(2024, 9, 16);
    let is_returned = own.chance(if is_dodge { 30 } else { 3 });
    let pause = if own.chance(12) { own.between(2, 6) } else { 0 };
    let closed = closed.map(|day| if is_returned && is_dodge { case.due } else { day });
    let closed = closed.filter(|day| *day <= end);
    let given_back = closed.is_some() && is_returned;
    let promised = match service {
        "Legalisasi Dokumen" => 1,
        "Surat Keterangan" => 3,
        "Konsultasi Layanan" => 2,
        "Izin Penelitian" => 5,
        "Rekomendasi Pendirian Rumah Ibadat" => 10,
        _ => 14,
    };
    vec![
        case.number.clone(),
        format!("PEMOHON-FIKTIF-{}", own.between(1, 9999)),
        service.to_owned(),
        unit.to_owned(),
        written(case.received, form),
        promised.to_string(),
        pause.to_string(),
        match (closed, given_back) {
            (None, _) => "Proses",
            (Some(_), true) => "Dikembalikan",
            (Some(_), false) => "Selesai",
        }
        .to_owned(),
        day_text(closed, form),
    ]
}

fn household(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-umum-household"), &HOUSEHOLD);
    for quarter in Quarter::all() {
        let form = form(quarter);
        let rows = listed(&all, quarter).map(|(case, closed)| {
            let mut own = Rng::named(&case.number);
            vec![
                Cell::text(&case.number),
                Cell::date(case.received, form),
                Cell::text(own.pick(&["Listrik", "AC", "Air", "Kebersihan", "Perbaikan Mebel"])),
                Cell::Text(format!("R.{}", own.between(101, 312))),
                day_or_blank(closed, form),
            ]
        });
        let heads = [
            "No. Tiket",
            head(quarter, ["Masuk", "Tanggal Permintaan"]),
            "Jenis",
            "Ruang",
            head(quarter, ["Beres", "Tanggal Selesai"]),
        ];
        let title = format!("Tiket rumah tangga {}", quarter.title());
        let file = format!("umum/rumah-tangga-{}.xlsx", quarter.label());
        workbook(out, &file, ("Tiket", &title), &heads, rows.collect())?;
    }
    Ok(())
}

fn supplies(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-umum-supplies");
    let mut quota = Quota::half_full();
    for quarter in Quarter::all() {
        let count = 30 + rng.between(0, 8);
        let form = [DateForm::Slashes, DateForm::Short][quarter.index() % 2];
        let mut rows = vec![];
        for (position, day) in days(&mut rng, quarter, count).into_iter().enumerate() {
            let asked = rng.between(1, 40);
            let is_short =
                quota.draw([8, 7, 6, 5, 4, 4, 3, 3][quarter.position()] as f64 / 100.0) > 0;
            let given = if is_short { asked / 2 } else { asked };
            rows.push(vec![
                format!("PSD-{}-{:03}", quarter.label(), position + 1),
                written(day, form),
                rng.pick(&["Tim Keuangan", "Tim Hukum", "Bid. PHU", "Tim KUB"]).to_owned(),
                rng.pick(&["Kertas A4", "Tinta Printer", "Map", "Baterai"]).to_owned(),
                asked.to_string(),
                given.to_string(),
            ]);
        }
        let heads = [
            "No Permintaan",
            head(quarter, ["Tgl", "Tanggal"]),
            "Pemohon",
            "Barang",
            head(quarter, ["Diminta", "Jumlah Diminta"]),
            head(quarter, ["Diberi", "Jumlah Diberikan"]),
        ];
        let file = format!("umum/persediaan-{}.csv", quarter.label());
        text(out, &file, b';', &heads, rows)?;
    }
    Ok(())
}

/// Packages done in the quarter. One or two a quarter entered the plan only after they had begun.
fn procurement(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-umum-procurement");
    for quarter in Quarter::all() {
        let at = quarter.position();
        let n_after = [1, 0, 1, 1, 0, 1, 1, 2][at];
        let mut rows = vec![];
        let count = 4 + rng.between(0, 3);
        for (position, done) in days(&mut rng, quarter, count).into_iter().enumerate() {
            let begun = working_day_on_or_before(done - Days::new(rng.between(12, 50) as u64));
            let is_after = (position as i64) < n_after;
            let plan = if is_after {
                begun + Days::new(rng.between(2, 8) as u64)
            } else {
                begun - Days::new(rng.between(15, 60) as u64)
            };
            rows.push(vec![
                Cell::text(format!("{}{:04}", 4_170 + at, rng.between(1, 9999))),
                Cell::text(rng.pick(&["Pemeliharaan Gedung", "Pengadaan P.C.", "Jasa Kebersihan"])),
                Cell::text(rng.pick(&["E-Purchasing", "Pengadaan Langsung", "Tender"])),
                Cell::Whole(rng.between(18, 390) * 1_000_000),
                Cell::date(working_day_on_or_before(plan), form(quarter)),
                Cell::date(begun, form(quarter)),
                Cell::date(done, form(quarter)),
            ]);
        }
        let heads = [
            head(quarter, ["Kode RUP", "Kode Paket"]),
            "Nama Paket",
            head(quarter, ["Metode", "Metode Pemilihan"]),
            head(quarter, ["Pagu (Rp)", "Nilai Paket"]),
            head(quarter, ["Umumkan RUP", "Tanggal RUP Diumumkan"]),
            head(quarter, ["Mulai", "Tanggal Mulai Pemilihan"]),
            head(quarter, ["Selesai", "Tanggal Serah Terima"]),
        ];
        let title = format!("Paket pengadaan selesai {}", quarter.title());
        let file = format!("umum/pengadaan-{}.xlsx", quarter.label());
        workbook(out, &file, ("Paket", &title), &heads, rows)?;
    }
    Ok(())
}
