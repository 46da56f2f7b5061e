//! What Tim Humas draws and keeps: the editorial plan, insights of Instagram and TikTok as the
//! applications export them, the register of digital issues, requests of information (PPID), the
//! inbox of aspirations, and the list of documents that must be public.

use chrono::{Days, NaiveDate};

use crate::calendar::{DateForm, Quarter, add_working_days, date, written};
use crate::output::{Cell, Outcome, Output};
use crate::rng::{Quota, Rng};
use crate::tim::{Course, cases, day_or_blank, days, form, head, listed, text, workbook};

/// Requests of information: ten working days, seven more where the answer was put off.
const REQUESTS: Course = Course {
    prefix: "PPID",
    counts: [14, 15, 13, 16, 16, 15, 17, 18],
    on_time: [100, 100, 94, 94, 94, 92, 90, 88],
    promised: &[10, 10, 10, 10, 10, 10, 10, 17],
};
/// Questions and wishes in the inbox, to be answered within two working days.
const INBOX: Course = Course {
    prefix: "ASP",
    counts: [40, 44, 42, 46, 48, 46, 50, 52],
    on_time: [86, 87, 87, 88, 88, 88, 87, 88],
    promised: &[2],
};

/// Writes all tables of the team.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    publications(out)?;
    instagram(out)?;
    tiktok(out)?;
    issues(out)?;
    requests(out)?;
    inbox(out)?;
    documents(out)
}

/// Channel and kind of medium.
const CHANNELS: [(&str, &str); 7] = [
    ("Papan Pengumuman", "Tradisional"),
    ("Radio Komunitas", "Tradisional"),
    ("Siaran Pers", "Massa"),
    ("Laman", "Massa"),
    ("Instagram", "Sosial"),
    ("TikTok", "Sosial"),
    ("YouTube", "Sosial"),
];

/// The plan and what came of it. In 2024 posts pile up, and so do corrections.
fn publications(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-humas-publications");
    let (mut missed, mut mended) = (Quota::half_full(), Quota::half_full());
    for quarter in Quarter::all() {
        let at = quarter.position();
        let form = form(quarter);
        let count = 54 + 3 * at as i64;
        let mut rows = vec![];
        for (position, planned) in days(&mut rng, quarter, count).into_iter().enumerate() {
            let (channel, kind) = rng.pick(&CHANNELS);
            let lag = if kind == "Tradisional" { 0.18 } else { 0.03 };
            let is_out = missed.draw(lag) == 0;
            let day = (planned + Days::new(rng.between(0, 2) as u64)).min(quarter.last_day());
            let is_mended = is_out && mended.draw([1, 1, 2, 2, 3, 4, 6, 8][at] as f64 / 100.0) > 0;
            rows.push(vec![
                Cell::text(format!("ED-{}-{:03}", quarter.label(), position + 1)),
                Cell::text(rng.pick(&["Layanan", "Kerukunan", "Haji", "Madrasah", "Integritas"])),
                Cell::text(channel),
                Cell::text(kind),
                Cell::date(planned, form),
                day_or_blank(is_out.then_some(day), form),
                Cell::text(if is_mended { "Ya" } else { "Tidak" }),
            ]);
        }
        let heads = [
            "Kode",
            head(quarter, ["Topik", "Tema"]),
            "Kanal",
            head(quarter, ["Jenis", "Jenis Media"]),
            head(quarter, ["Rencana", "Tanggal Rencana"]),
            head(quarter, ["Tayang", "Tanggal Tayang"]),
            "Ralat",
        ];
        let title = format!("Rencana editorial dan rekap kanal {}", quarter.title());
        let file = format!("humas/publikasi-{}.xlsx", quarter.label());
        workbook(out, &file, ("Editorial", &title), &heads, rows)?;
    }
    Ok(())
}

/// English heads as the application writes them; since 2024 most of the reach is bought.
fn instagram(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-humas-instagram");
    for quarter in Quarter::all() {
        let mut rows = vec![];
        for (position, day) in days(&mut rng, quarter, 24).into_iter().enumerate() {
            let organic = rng.between(900, 2600);
            let is_paid = quarter.year == 2024 && rng.chance(40);
            let paid = if is_paid { rng.between(4000, 15000) } else { 0 };
            let likes = organic * rng.between(28, 52) / 1000;
            rows.push(vec![
                format!("179{:02}{:08}", position, rng.between(1, 99_999_999)),
                format!("{}", day.format("%m/%d/%Y")),
                rng.pick(&["IG image", "IG carousel", "IG reel"]).to_owned(),
                (organic + paid).to_string(),
                organic.to_string(),
                likes.to_string(),
                rng.between(0, 14).to_string(),
                rng.between(0, 20).to_string(),
                rng.between(0, 12).to_string(),
            ]);
        }
        let heads = [
            "Post ID",
            "Publish time",
            "Post type",
            "Reach",
            head(quarter, ["Organic reach", "Reach from organic"]),
            "Likes",
            "Comments",
            "Shares",
            "Saves",
        ];
        let file = format!("humas/instagram-{}.csv", quarter.label());
        text(out, &file, b',', &heads, rows)?;
    }
    Ok(())
}

fn tiktok(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-humas-tiktok");
    for quarter in Quarter::all() {
        let mut rows = vec![];
        for (position, day) in days(&mut rng, quarter, 15).into_iter().enumerate() {
            let reached = rng.between(1500, 9000);
            rows.push(vec![
                Cell::Text(format!("73{:02}{:06}", position, rng.between(1, 999_999))),
                Cell::Text(day.format("%Y-%m-%d").to_string()),
                Cell::Whole(reached * rng.between(110, 150) / 100),
                Cell::Whole(reached),
                Cell::Whole(reached * rng.between(30, 75) / 1000),
                Cell::Whole(rng.between(0, 25)),
                Cell::Whole(rng.between(0, 40)),
            ]);
        }
        let heads = [
            "Video ID",
            head(quarter, ["Post time", "Posted"]),
            head(quarter, ["Video views", "Total video views"]),
            head(quarter, ["Reached audience", "Total reached audience"]),
            "Likes",
            "Comments",
            "Shares",
        ];
        let title = format!("TikTok analytics {}", quarter.label());
        let file = format!("humas/tiktok-{}.xlsx", quarter.label());
        workbook(out, &file, ("Content", &title), &heads, rows)?;
    }
    Ok(())
}

/// Hoaxes and harmful content, with the hours until they were answered; some prove to be true.
fn issues(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-humas-issues");
    for quarter in Quarter::all() {
        let form = form(quarter);
        let count = 11 + rng.between(0, 4);
        let mut rows = vec![];
        for (position, day) in days(&mut rng, quarter, count).into_iter().enumerate() {
            let kind = rng.weighted(&[("Hoaks", 5), ("Konten Merugikan", 4), ("Bukan Hoaks", 2)]);
            let is_slow = rng.chance(8);
            let hours = if is_slow { rng.between(26, 90) } else { rng.between(2, 23) };
            let answered = day + Days::new((hours / 24) as u64);
            let is_answered = kind != "Bukan Hoaks" && answered <= quarter.last_day();
            rows.push(vec![
                Cell::text(format!("ISU-{}-{:02}", quarter.label(), position + 1)),
                Cell::date(day, form),
                Cell::text(rng.pick(&["WhatsApp", "TikTok", "Facebook", "X"])),
                Cell::text(kind),
                Cell::text(rng.pick(&["Haji", "Rumah ibadat", "Bantuan", "Rekrutmen"])),
                day_or_blank(is_answered.then_some(answered), form),
                if is_answered { Cell::Whole(hours) } else { Cell::Blank },
            ]);
        }
        let heads = [
            "No Isu",
            head(quarter, ["Ditemukan", "Tanggal Temuan"]),
            "Kanal",
            head(quarter, ["Hasil Verifikasi", "Verifikasi"]),
            "Topik",
            head(quarter, ["Klarifikasi", "Tanggal Klarifikasi"]),
            head(quarter, ["Lama (jam)", "Lama Respons (jam)"]),
        ];
        let title = format!("Register isu digital {}", quarter.title());
        let file = format!("humas/isu-digital-{}.xlsx", quarter.label());
        workbook(out, &file, ("Isu", &title), &heads, rows)?;
    }
    Ok(())
}

fn requests(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-humas-requests"), &REQUESTS);
    for quarter in Quarter::all() {
        let form = form(quarter);
        let rows = listed(&all, quarter).map(|(case, closed)| {
            // Putting off becomes a habit at the end of 2024.
            let is_habit =
                case.received >= date(2024, 9, 1) && case.number.ends_with(['2', '5', '8']);
            let is_put_off = case.kind == 7 || is_habit;
            vec![
                Cell::text(&case.number),
                Cell::text(format!("PEMOHON-FIKTIF-{}", &case.number[5..])),
                Cell::text("NIK-FIKTIF"),
                Cell::date(case.received, form),
                Cell::text(if is_put_off { "Ya" } else { "Tidak" }),
                day_or_blank(closed, form),
            ]
        });
        let heads = [
            "No Register",
            "Nama Pemohon",
            "NIK",
            head(quarter, ["Diterima", "Tanggal Permohonan"]),
            head(quarter, ["Diperpanjang", "Perpanjangan 7 HK"]),
            head(quarter, ["Dijawab", "Tanggal Pemberitahuan"]),
        ];
        let title = format!("Register permohonan informasi {}", quarter.title());
        let file = format!("humas/ppid-{}.xlsx", quarter.label());
        workbook(out, &file, ("PPID", &title), &heads, rows.collect())?;
    }
    Ok(())
}

/// A third of the inbox belongs to somebody else and is passed on the next day.
fn inbox(out: &mut Output) -> Outcome<()> {
    let all = cases(&mut Rng::named("tim-humas-inbox"), &INBOX);
    let units = ["Tim Kepegawaian", "Tim Hukum", "Tim Umum", "Tim KUB", "Subbag Keuangan"];
    for quarter in Quarter::all() {
        let form = [DateForm::Long, DateForm::Slashes][quarter.index() % 2];
        let say = |day: Option<NaiveDate>| {
            let known = day.filter(|day| *day <= quarter.last_day());
            known.map_or_else(String::new, |day| written(day, form))
        };
        // Cases wait for the unit that they were passed on to after they were acknowledged.
        let recent = all.iter().filter(|case| {
            let age = (quarter.first_day() - case.received).num_days();
            case.received <= quarter.last_day() && age <= 60
        });
        let rows = recent.map(|case| {
            let mut own = Rng::named(&case.number);
            let (needs, is_passed, unit) = (own.chance(88), own.chance(34), own.pick(&units));
            let passed = is_passed.then(|| add_working_days(case.received, 1));
            let is_slow = own.chance(if unit == "Tim Umum" { 55 } else { 22 });
            let lag = if is_slow { own.between(6, 14) } else { own.between(2, 5) };
            let answered = passed.map(|day| add_working_days(day, lag));
            vec![
                case.number.clone(),
                written(case.received, form),
                own.pick(&["Instagram", "WhatsApp", "Surel", "Facebook"]).to_owned(),
                format!("AKUN-FIKTIF-{}", own.between(1, 999)),
                (if needs { "Ya" } else { "Tidak" }).to_owned(),
                if needs { say(case.closed) } else { String::new() },
                (if is_passed { unit } else { "Tim Humas" }).to_owned(),
                say(passed),
                say(answered),
            ]
        });
        let heads = [
            "ID",
            head(quarter, ["Masuk", "Tanggal Masuk"]),
            "Kanal",
            "Akun",
            head(quarter, ["Perlu Jawaban", "Perlu Dijawab"]),
            head(quarter, ["Ditanggapi", "Tanggal Tanggapan"]),
            head(quarter, ["Diteruskan ke", "Diteruskan Kepada"]),
            head(quarter, ["Tgl Diteruskan", "Tanggal Diteruskan"]),
            head(quarter, ["Jawaban Tim", "Tanggal Jawaban Tim"]),
        ];
        let file = format!("humas/aspirasi-{}.csv", quarter.label());
        text(out, &file, b';', &heads, rows.collect())?;
    }
    Ok(())
}

const DOCUMENTS: [&str; 16] = [
    "Renstra",
    "Rencana Kerja",
    "Perjanjian Kinerja",
    "Laporan Kinerja",
    "Rencana Aksi",
    "Laporan Keuangan",
    "DIPA",
    "IKM",
    "Standar Pelayanan",
    "Maklumat Pelayanan",
    "Daftar Informasi Publik",
    "Laporan PPID",
    "RUP",
    "Daftar Aset",
    "SOP Layanan",
    "Kebijakan Integritas",
];

/// Every document is good for a while from the day it was put online.
fn documents(out: &mut Output) -> Outcome<()> {
    for quarter in Quarter::all() {
        let n_stale = [3, 2, 2, 1, 1, 1, 0, 1][quarter.position()];
        let rows = DOCUMENTS.iter().enumerate().map(|(position, document)| {
            let position = position as u64;
            let is_stale = (position as usize + quarter.position()) % DOCUMENTS.len() < n_stale;
            let until = quarter.last_day() + Days::new(40 + 11 * position);
            let until = if is_stale { quarter.first_day() - Days::new(9) } else { until };
            let is_lost = is_stale && position % 2 == 1;
            vec![
                Cell::Whole(position as i64 + 1),
                Cell::text(*document),
                Cell::text(if is_lost { "Tidak" } else { "Ya" }),
                Cell::date(until, form(quarter)),
            ]
        });
        let heads = [
            "No",
            head(quarter, ["Dokumen", "Informasi Publik"]),
            head(quarter, ["Online", "Tayang di Laman"]),
            head(quarter, ["Berlaku s.d.", "Mutakhir Sampai"]),
        ];
        let title = format!("Daftar informasi publik {}", quarter.title());
        let file = format!("humas/dokumen-{}.xlsx", quarter.label());
        workbook(out, &file, ("DIP", &title), &heads, rows.collect())?;
    }
    Ok(())
}
