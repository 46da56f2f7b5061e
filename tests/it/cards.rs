//! What cards may say: gates before means, totals with their range, teams in the order of the tree.

use std::collections::BTreeMap;

use zona::domain::{MemoryFiles, Value};
use zona::report::{Block, Section, SectionKind};
use zona::score::predicate::Verdict;
use zona::score::range::range;

use crate::support::{Run, ask, office, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 4] = [
    ("kantor", "Kantor", None),
    ("z", "Tim Zeta", Some("kantor")),
    ("a", "Tim Alfa", Some("kantor")),
    ("m", "Tim Moda", Some("kantor")),
];

const DEFINITIONS: &str = "\
[dataset.kasus]
title = \"Kasus\"
files = [\"data/kasus-*.csv\"]
date = \"tanggal\"
team = \"unit\"
covers = { period = \"file-name:kasus-{tahun}-{triwulan}\", team = \"all\" }
[dataset.kasus.column]
unit = { type = \"team\", header = [\"Unit\"] }
tanggal = { type = \"date\", header = [\"Tanggal\"], required = true }
mutu = { type = \"number\", header = [\"Mutu\"] }
cepat = { type = \"number\", header = [\"Cepat\"] }
hadir = { type = \"number\", header = [\"Hadir\"] }
rekomendasi = { type = \"number\", header = [\"Rekomendasi\"] }
selesai = { type = \"number\", header = [\"Selesai\"] }
[scale.capaian]
bands = [{ min = 90, label = \"Tercapai\", tone = \"good\" }, { label = \"Belum\", tone = \"bad\" }]
[scale.tim]
of = \"score\"
bands = [
    { min = 90, label = \"Sangat baik\", tone = \"good\" },
    { min = 75, label = \"Baik\", tone = \"near\" },
    { label = \"Kurang\", tone = \"bad\" },
]
[indicator.mutu]
name = \"Mutu\"
for = \"each\"
dataset = \"kasus\"
formula = \"SUM(mutu)\"
better = \"higher\"
target = 100
[indicator.cepat]
name = \"Cepat\"
for = \"each\"
dataset = \"kasus\"
formula = \"SUM(cepat)\"
better = \"higher\"
target = 100
[indicator.hadir]
name = \"Hadir\"
for = \"each\"
dataset = \"kasus\"
formula = \"SUM(hadir)\"
better = \"higher\"
target = 100
[indicator.tlhp]
name = \"Rekomendasi pemeriksaan selesai\"
for = \"each\"
dataset = \"kasus\"
formula = \"100 * SUM(selesai) / SUM(rekomendasi)\"
unit = \"%\"
[predicate.integritas]
name = \"Integritas\"
for = \"each\"
require = [{ indicator = \"tlhp\", least = 100 }]
[scorecard.tim]
name = \"Kinerja tim\"
for = \"each\"
scale = \"tim\"
gates = [\"integritas\"]
leaf = [
    { indicator = \"mutu\", weight = 50 },
    { indicator = \"cepat\", weight = 30 },
    { indicator = \"hadir\", weight = 20 },
]
";

/// A row for each team: quality, speed, presence, recommendations, of which closed.
fn computed(rows: [(&str, [u32; 5]); 3]) -> Run {
    let mut text = "Unit;Tanggal;Mutu;Cepat;Hadir;Rekomendasi;Selesai\n".to_owned();
    for (team, cells) in rows {
        let cells = cells.map(|cell| cell.to_string()).join(";");
        text.push_str(&format!("{team};15/11/2024;{cells}\n"));
    }
    let files: MemoryFiles = texts(&[
        ("zona.toml", &office(&TEAMS)),
        ("indicators/kasus.toml", DEFINITIONS),
        ("data/kasus-2024-TW4.csv", &text),
    ]);
    run_clean(&files, ask("2024-Q4", None, 1))
}

/// The first team's gate fails at a mean of 98, the second's holds, the third's does not apply.
fn three() -> Run {
    computed([
        ("Tim Zeta", [100, 100, 90, 5, 4]),
        ("Tim Alfa", [100, 100, 90, 5, 5]),
        ("Tim Moda", [100, 100, 90, 0, 0]),
    ])
}

fn texts_of(section: &Section) -> Vec<String> {
    let told = section.blocks.iter().map(|block| match block {
        Block::Callout { title, lines, .. } => format!("{title} | {}", lines.join(" | ")),
        Block::Facts(facts) => {
            let last = &facts[facts.len() - 1];
            assert_eq!(facts[0].label, "Tercapai", "what was reached comes first");
            format!("{} = {} ({})", last.label, last.value, last.note)
        }
        _ => String::new(),
    });
    told.collect()
}

/// The page of a team, by its name.
fn pages(run: &Run) -> BTreeMap<String, Vec<String>> {
    let report = run.report();
    let teams = report.sections.iter().filter(|one| one.kind == SectionKind::Team);
    teams.map(|one| (one.title.clone(), texts_of(one))).collect()
}

#[test]
fn a_failed_gate_caps_the_rating_whatever_the_mean() {
    let run = three();
    let card = |team: &str| run.card("tim", team);
    for team in ["z", "a", "m"] {
        assert_eq!(card(team).root.score, Value::Number(98u32.into()), "{team}");
    }
    let rated = |team: &str| card(team).rating.as_ref().unwrap().label.clone();
    assert_eq!(["z", "a", "m"].map(rated), ["Baik", "Sangat baik", "Sangat baik"]);
    let verdicts = ["z", "a", "m"].map(|team| card(team).gates[0].verdict);
    assert_eq!(verdicts, [Verdict::Fails, Verdict::Holds, Verdict::Holds]);
    assert_eq!(card("z").held.as_ref().unwrap().label, "Sangat baik");
}

/// A card below the best class already loses nothing more.
#[test]
fn a_failed_gate_lowers_no_lower_rating() {
    let run = computed([
        ("Tim Zeta", [80, 80, 80, 5, 4]),
        ("Tim Alfa", [50, 50, 50, 5, 4]),
        ("Tim Moda", [100, 100, 100, 5, 5]),
    ]);
    let rated = |team: &str| run.card("tim", team).rating.as_ref().unwrap().label.clone();
    assert_eq!(["z", "a", "m"].map(rated), ["Baik", "Kurang", "Sangat baik"]);
    assert_eq!(run.card("tim", "z").held, None);
}

#[test]
fn gates_are_named_before_the_score() {
    let pages = pages(&three());
    let failed = &pages["Tim Zeta"];
    let short = "Rekomendasi pemeriksaan selesai: 80,00\u{a0}%, batas 100\u{a0}%, kurang \
                 20,00\u{a0}poin";
    let capped = "Nilai 98 semestinya Sangat baik; selama gerbang ini tidak terpenuhi predikatnya \
                  paling tinggi Baik.";
    assert_eq!(failed[0], format!("Gerbang tidak terpenuhi: Integritas | {short} | {capped}"));
    assert!(failed[1].starts_with("Kinerja tim = 98 (Baik · predikat tertahan"));
    assert!(pages["Tim Alfa"][0].starts_with("Kinerja tim = 98 (Sangat baik"));
    assert!(pages["Tim Moda"][0].starts_with("Kinerja tim = 98 (Sangat baik"));
}

/// Teams stand in the order of the tree whatever they score, and what was reached before the total.
#[test]
fn there_is_no_league_table() {
    let run = computed([
        ("Tim Zeta", [10, 10, 10, 5, 5]),
        ("Tim Alfa", [100, 100, 100, 5, 5]),
        ("Tim Moda", [60, 60, 60, 5, 5]),
    ]);
    let report = run.report();
    let tables = report.sections.iter().flat_map(|section| &section.blocks);
    let table = tables
        .filter_map(|block| match block {
            Block::Table(table) if table.id.starts_with("bawahan-") => Some(table),
            _ => None,
        })
        .next()
        .expect("the office's page lists its teams");
    let names: Vec<String> = table.rows.iter().map(|row| row.cells[0].words().to_owned()).collect();
    assert_eq!(names, ["Tim Zeta", "Tim Alfa", "Tim Moda"]);
    let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    let place = |head: &str| heads.iter().position(|one| *one == head).expect(head);
    assert!(place("Tercapai") < place("Nilai"), "{heads:?}");
}

/// 50 · 100 + 30 · 60 + 20 · 80 = 84; equal weights 80; without the first 68; without the second
/// 94.29; without the third 85.
#[test]
fn totals_are_whole_with_their_range() {
    let run = computed([
        ("Tim Zeta", [100, 60, 80, 5, 5]),
        ("Tim Alfa", [89, 90, 90, 5, 5]),
        ("Tim Moda", [100, 100, 100, 5, 5]),
    ]);
    let (low, high) = range(run.card("tim", "z")).unwrap();
    assert_eq!((low.to_fixed(2), high.to_fixed(2)), ("68.00".into(), "94.29".into()));
    let pages = pages(&run);
    assert!(pages["Tim Zeta"][0].starts_with("Kinerja tim = 84 (Baik · rentang 68–95"));
    // 89.5 is no 90: where rounding would hide the side of an edge, decimals show it.
    assert!(pages["Tim Alfa"][0].starts_with("Kinerja tim = 89,5 (Baik"), "{pages:?}");
}
