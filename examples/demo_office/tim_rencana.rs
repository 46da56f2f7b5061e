//! The work plan of each of the nine teams, and the targets that the performance agreement sets
//! for indicators of teams.

use crate::calendar::{DateForm, Quarter, add_working_days, written};
use crate::office::{Habit, TEAMS, unit_name};
use crate::output::{Outcome, Output};
use crate::rng::{Quota, Rng};
use crate::tim::{days, head, text};

/// Of a hundred activities how many are done by their day, over the eight quarters.
fn done(team: &str) -> [i64; 8] {
    match team {
        "ortala" => [74, 78, 82, 86, 90, 92, 95, 98],
        "umum" => [92, 92, 91, 90, 89, 88, 87, 86],
        "bmn" => [88, 88, 90, 92, 86, 85, 86, 84],
        "humas" => [96, 96, 97, 98, 100, 100, 100, 100],
        "hukum" => [94, 94, 93, 94, 93, 92, 93, 92],
        _ => [96, 96, 97, 98, 97, 98, 98, 100],
    }
}

/// Writes the plans and the agreed targets.
pub(crate) fn write(out: &mut Output) -> Outcome<()> {
    plans(out)?;
    for (year, harmony, skill, land) in
        [(2023, "75,50", "80,50", "64"), (2024, "77,00", "82,00", "80")]
    {
        let line = |team: &str, code: &str, target: &str| {
            vec![year.to_string(), team.to_owned(), code.to_owned(), target.to_owned()]
        };
        let rows = vec![
            line("Tim Kerukunan Umat Beragama", "kub_ikub", harmony),
            line("Tim Kepegawaian", "peg_ip_asn", skill),
            line("Tim Barang Milik Negara", "bmn_sertipikat", land),
        ];
        let heads = ["Tahun", "Penanggung Jawab", "Kode Indikator", "Target Tahunan"];
        text(out, &format!("rencana-kerja/target-pk-{year}.csv"), b';', &heads, rows)?;
    }
    Ok(())
}

/// Every plan has six to nine activities a quarter. BMN strikes off three of the last quarter
/// after their day; Humas calls everything of 2024 done and can show evidence for six in ten.
fn plans(out: &mut Output) -> Outcome<()> {
    let mut rng = Rng::named("tim-rencana");
    let mut quotas: Vec<Quota> = (0..9).map(|_| Quota::half_full()).collect();
    for quarter in Quarter::all() {
        let form = [DateForm::Slashes, DateForm::Short][quarter.index() % 2];
        let mut rows = vec![];
        for (team, quota) in TEAMS[..9].iter().zip(&mut quotas) {
            let count = rng.between(6, 9);
            for (position, due) in days(&mut rng, quarter, count).into_iter().enumerate() {
                let share = done(team.id)[quarter.position()] as f64 / 100.0;
                let is_done = quota.draw(share) > 0;
                let is_last = quarter.label() == "2024-TW4";
                let is_struck = is_last && team.id == "bmn" && position < 3;
                let struck = add_working_days(due, 2).min(quarter.last_day());
                let proof = if team.id == "humas" && quarter.year == 2024 { 60 } else { 92 };
                let unit = unit_name(team, Habit::Short, &mut rng);
                let has_proof = rng.chance(proof);
                let day = working_day_before(&mut rng, due, quarter);
                let word = |is, yes: &str| if is { yes.to_owned() } else { String::new() };
                rows.push(vec![
                    format!(
                        "RKT-{}-{}-{:02}",
                        team.id.to_uppercase(),
                        quarter.label(),
                        position + 1
                    ),
                    unit,
                    rng.pick(&["Rapat koordinasi", "Penyusunan laporan", "Pembinaan"]).to_owned(),
                    written(due, form),
                    word(is_done && !is_struck, &written(day, form)),
                    word(is_done && !is_struck && has_proof, "Ya"),
                    word(is_struck, &written(struck, form)),
                ]);
            }
        }
        let heads = [
            "Kode Kegiatan",
            head(quarter, ["Tim", "Tim Kerja"]),
            "Uraian",
            head(quarter, ["Batas", "Batas Waktu"]),
            head(quarter, ["Selesai", "Tanggal Selesai"]),
            head(quarter, ["Bukti Diperiksa Tim Lain", "Bukti (diperiksa tim lain)"]),
            head(quarter, ["Dihapus", "Dihapus Tanggal"]),
        ];
        text(out, &format!("rencana-kerja/rencana-{}.csv", quarter.label()), b';', &heads, rows)?;
    }
    Ok(())
}

/// A day shortly before the due day, within the quarter.
fn working_day_before(
    rng: &mut Rng,
    due: chrono::NaiveDate,
    quarter: Quarter,
) -> chrono::NaiveDate {
    let early = due - chrono::Days::new(rng.between(0, 4) as u64);
    crate::calendar::working_day_on_or_before(early).max(quarter.first_day())
}
