//! Topics with the figures that answer them, goals, and the meeting's loop, from files to the page.

use zona::domain::{MemoryFiles, Number, Value};
use zona::report::{Block, Section};

use crate::demo::demo;
use crate::diagnostics::sheets;
use crate::support::{Run, ask, office, run_clean, texts};

const TEAMS: [(&str, &str, Option<&str>); 3] =
    [("kantor", "Kantor", None), ("a", "Tim A", Some("kantor")), ("b", "Tim B", Some("kantor"))];

const DEFINITIONS: &str = "\
[dataset.isu]
title = \"Isu\"
files = [\"data/isu-*.csv\"]
key = [\"nomor\", \"unit\"]
date = \"tanggal\"
team = \"unit\"
covers = { period = \"file-name:isu-{tahun}-{triwulan}\" }
confidential = \"jenis = 'rahasia'\"
[dataset.isu.column]
nomor = { type = \"code\", header = [\"Nomor\"], required = true }
unit = { type = \"team\", header = [\"Unit\"], split = \";\" }
tanggal = { type = \"date\", header = [\"Tanggal\"], required = true }
batas = { type = \"date\", header = [\"Batas\"] }
selesai = { type = \"date\", header = [\"Selesai\"], event = true }
jenis = { type = \"text\", header = [\"Jenis\"] }
[dataset.isu.cases]
count = \"nomor\"
open = \"selesai IS NULL\"
overdue = \"batas < AS_OF\"
unit = \"isu\"
[topic.antre]
name = \"Antrean\"
dataset = \"isu\"
where = \"jenis IN ('antre', 'rahasia')\"
[topic.rahasia]
name = \"Rahasia\"
indicator = \"rahasia\"
[goal.layanan]
name = \"Layanan yang baik\"
[goal.sunyi]
name = \"Sasaran tanpa angka\"
[scale.capaian]
bands = [{ min = 100, label = \"Baik\", tone = \"good\" }, { label = \"Kurang\", tone = \"bad\" }]
[indicator.rahasia]
name = \"Isu rahasia\"
dataset = \"isu\"
where = \"jenis = 'rahasia'\"
formula = \"COUNT(DISTINCT nomor)\"
unit = \"isu\"
decimals = 0
[indicator.selesai]
name = \"Isu selesai\"
for = \"each\"
answers = [\"antre\"]
goals = [\"layanan\"]
dataset = \"isu\"
formula = \"100 * COUNT(DISTINCT nomor) FILTER (WHERE selesai <= batas) / COUNT(DISTINCT nomor)\"
unit = \"%\"
better = \"higher\"
target = 80
min_n = 1
[scorecard.tim]
name = \"Kinerja\"
for = \"each\"
leaf = [{ indicator = \"selesai\", weight = 100 }]
";

/// 1 concerns both teams and is closed on its day; 2 is overdue; 3 is open and not overdue on
/// 31 December; 4 is confidential; 5 is of another kind.
const REGISTER: &str = "\
Nomor,Unit,Tanggal,Batas,Selesai,Jenis
1,Tim A; Tim B,01/10/2024,15/10/2024,15/10/2024,antre
2,Tim B,02/11/2024,16/11/2024,,antre
3,\"Tim A;
Tim B\",20/12/2024,31/12/2024,,antre
4,Tim A,20/12/2024,31/12/2024,,rahasia
5,Tim A,01/12/2024,15/12/2024,,lain
";

const ACTIONS: &str = "\
[Rapat]
Periode;Tanggal;Dihadiri (jabatan);Agenda;Keterangan
TW III 2024;15/10/2024;Kepala Kantor, semua ketua tim;Antrean;
[Keputusan]
Diputuskan pada;Keputusan;Unit;Keterangan
TW III 2024;Loket tidak ditutup siang hari;Tim A;
[Tindak lanjut]
Diputuskan pada;Tindak lanjut;Unit;Penanggung jawab;Batas waktu;Status;Selesai tanggal;Keterangan;Topik;Indikator
TW III 2024;Pasang papan;Tim A;Ketua Tim A;30/11/2024;selesai;30/11/2024;;Antrean;
TW III 2024;Tambah loket;Tim A;Ketua Tim A;30/11/2024;selesai;01/12/2024;;;
TW III 2024;Susun jadwal;Tim B;Ketua Tim B;30/11/2024;berjalan;;;Antrean;
TW IV 2024;Evaluasi;Tim A;Ketua Tim A;31/01/2025;;;;;
";

fn computed(definitions: &str, isian: &str) -> Run {
    run_clean(&project(definitions, isian), ask("2024-Q4", None, 2))
}

fn project(definitions: &str, isian: &str) -> MemoryFiles {
    let settings = office(&TEAMS);
    let files = [
        ("zona.toml", settings.as_str()),
        ("indicators/isu.toml", definitions),
        ("data/isu-2024-TW4.csv", REGISTER),
        ("data/isu-2024-TW3.csv", "Nomor,Unit,Tanggal,Batas,Selesai,Jenis\n"),
    ];
    let mut all: std::collections::BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    all.insert("isian.xlsx".into(), sheets(isian));
    MemoryFiles::new(all)
}

fn section(run: &Run, id: &str) -> Option<Section> {
    run.report().sections.into_iter().find(|one| one.id == id)
}

/// Every word of a section, one line to a row, a paragraph or a line of a list.
fn told(section: &Section) -> Vec<String> {
    fn collect(blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading(text) | Block::Paragraph(text) => lines.push(text.clone()),
                Block::Callout { title, lines: own, .. } => {
                    lines.push(title.clone());
                    lines.extend(own.iter().cloned());
                }
                Block::List(own) => lines.extend(own.iter().cloned()),
                Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                    let words: Vec<&str> = row.cells.iter().map(|cell| cell.words()).collect();
                    words.join(" | ")
                })),
                Block::Details { blocks, .. } | Block::Reference(blocks) => {
                    collect(blocks, lines);
                }
                Block::Facts(_) | Block::Charts(_) => {}
            }
        }
    }
    let mut lines = vec![];
    collect(&section.blocks, &mut lines);
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

fn number(value: i64) -> Value {
    Value::Number(Number::from(value))
}

/// Came in: A has 1 and 3, B has 1, 2 and 3, the office 1, 2 and 3. Open: A has 3, B has 2 and 3.
/// Overdue: 2, of B. The confidential 4 is none of them.
#[test]
fn an_issue_of_two_teams_counts_for_both_and_once_for_the_office() {
    let run = computed(DEFINITIONS, ACTIONS);
    let check = |indicator: &str, expected: [i64; 3]| {
        let found = ["a", "b", "kantor"].map(|team| run.value(indicator, team));
        assert_eq!(found, expected.map(number), "{indicator}");
    };
    check("topik_antre", [2, 3, 3]);
    check("topik_antre_terbuka", [1, 2, 2]);
    check("topik_antre_lewat", [0, 1, 1]);
    let account = run.loaded.ledger.files.iter().find(|one| &*one.file == "data/isu-2024-TW4.csv");
    let account = account.unwrap();
    // Five rows, two of them read once for each of two teams, and the head.
    assert_eq!((account.used(), account.read()), (7, 8));
}

#[test]
fn a_topic_is_told_with_its_answers_and_who_acts() {
    let run = computed(DEFINITIONS, ACTIONS);
    let lines = told(&section(&run, "jawaban-terukur").unwrap());
    let has = |line: &str| assert!(lines.iter().any(|one| one == line), "{line}\n{lines:#?}");
    // Of 4 due or not, counted by the day they came in: A closed 1 of 1, 3, 4, 5 in time, B 1 of
    // 1, 2, 3, the office 1 of 5. All three are missed.
    has("Antrean | 3 isu | 0 isu | 2 isu | 1 isu | 0 | 0 | 3");
    has("Rahasia | 1 isu |  |  |  | 0 | 0 | 0");
    has("Isu selesai | Tim B | 33,33 % | 80 % | 1 dari 3; selang 95 %: 6–79 %");
    has("Tim B | 3 isu | 2 isu | 1 isu | 1");
    has("Tim A | 2 isu | 1 isu | 0 isu | belum ada");
    has(
        "Isu rahasia: 1 isu. Rahasia: hanya jumlah seluruh kantor yang disajikan, tanpa unit dan rincian.",
    );
    let goals: Vec<String> = run.report().sections.iter().map(|one| one.id.clone()).collect();
    let first = goals.iter().position(|id| id == "sasaran").unwrap();
    assert_eq!(&goals[first..first + 3], ["sasaran", "sasaran-layanan", "sasaran-sunyi"]);
    let silent = told(&section(&run, "sasaran-sunyi").unwrap());
    assert_eq!(silent, ["Belum ada indikator yang mengukurnya."]);
}

/// The link may be written on either side.
#[test]
fn a_topic_and_a_goal_may_name_their_figures() {
    let told_from = |definitions: &str| {
        let run = computed(definitions, ACTIONS);
        ["jawaban-terukur", "sasaran-layanan", "rapat"].map(|id| section(&run, id).unwrap())
    };
    let other = DEFINITIONS
        .replace("answers = [\"antre\"]\ngoals = [\"layanan\"]\n", "")
        .replace("name = \"Antrean\"\n", "name = \"Antrean\"\nanswered_by = [\"selesai\"]\n")
        .replace("baik\"\n[goal.sunyi]", "baik\"\nmeasured_by = [\"selesai\"]\n[goal.sunyi]");
    assert_ne!(other, DEFINITIONS);
    assert_eq!(told_from(&other), told_from(DEFINITIONS));
}

/// The office's count of 3 stands; those of 2 and 3 below it would give each other away.
#[test]
fn small_counts_of_a_topic_are_withheld() {
    let definitions =
        DEFINITIONS.replace("unit = \"isu\"\n[topic.antre]", "suppress = 3\n[topic.antre]");
    let definitions = definitions.replace("count = \"nomor\"\n", "");
    let run = computed(&definitions, ACTIONS);
    assert_eq!(run.value("topik_antre", "a").kind(), "disembunyikan");
    let exists = |id: &str| run.project.indicators.iter().any(|one| one.id.as_str() == id);
    assert!(exists("topik_antre") && !exists("topik_antre_terbuka"));
    let lines = told(&section(&run, "jawaban-terukur").unwrap());
    assert!(lines.iter().any(|one| one.starts_with("Hanya banyaknya yang masuk")), "{lines:#?}");
}

#[test]
fn what_a_meeting_decided_comes_back_with_what_became_of_it() {
    let run = computed(DEFINITIONS, ACTIONS);
    let lines = told(&section(&run, "rapat").unwrap());
    let has = |line: &str| assert!(lines.iter().any(|one| one == line), "{line}\n{lines:#?}");
    // A line for each decision, then everything that the figures ask for.
    has(
        "Batas waktu baru, bantuan, atau dihentikan: “Susun jadwal” | lewat batas waktu 31 hari | Tim B | 30 November 2024",
    );
    has(
        "Tindak lanjut atas 1 target yang belum tercapai | Isu selesai 25,00 % (1 dari 4), target 80 % | Tim A | usul: evaluasi TW I 2025",
    );
    has(
        "“Susun jadwal” (Tim B) lewat batas waktu 30 November 2024, sudah 31 hari. Putuskan: batas waktu baru, bantuan, atau dihentikan",
    );
    // Tim B's open action names the topic that the figure answers; that of Tim A is closed.
    has(
        "Tim A, 1 target belum tercapai tanpa tindak lanjut terbuka yang menyebutnya: Isu selesai 25,00 % (1 dari 4), target 80 %. Putuskan tindak lanjutnya",
    );
    has(
        "Dari 3 tindak lanjut yang diputuskan untuk Triwulan III 2024, posisi 31 Desember 2024: 1 selesai tepat waktu, 1 selesai terlambat, 1 belum selesai dan lewat batas waktu.",
    );
    has(
        "Tambah loket | Tim A | Ketua Tim A | Triwulan III 2024 | 30 November 2024 | selesai, 1 Desember 2024; lewat batas waktu 1 hari",
    );
    has("Rapat tanggal 15 Oktober 2024");
    has("Keputusan (Tim A): Loket tidak ditutup siang hari");
    // Sentences say what is, never why.
    assert!(lines.iter().all(|one| !one.contains("karena")));
}

/// A condition that fails on the cards of all, and a period that is still running: its targets are
/// not due, but the day of an action may have passed.
#[test]
fn a_meeting_is_asked_about_conditions_and_not_about_a_running_period() {
    let more = "[scale.nilai]\nof = \"score\"\nbands = [{ min = 90, label = \"A\", tone = \"good\" }, { label = \"B\", tone = \"near\" }]\n[predicate.nihil]\nname = \"Tanpa isu rahasia\"\nrequire = [{ indicator = \"rahasia\", most = 0 }]\n";
    let definitions = DEFINITIONS.replace(
        "for = \"each\"\nleaf",
        "for = \"each\"\nscale = \"nilai\"\ngates = [\"nihil\"]\nleaf",
    );
    let run = computed(&format!("{definitions}{more}"), ACTIONS);
    let lines = told(&section(&run, "rapat").unwrap());
    let gate = "Syarat “Tanpa isu rahasia” pada kartu kinerja Kantor, Tim A, Tim B tidak terpenuhi; selama itu predikat tertinggi tidak dapat diberikan. Putuskan siapa memenuhinya dan sampai kapan";
    assert!(lines.iter().any(|line| line == gate), "{lines:#?}");

    let run = run_clean(&project(DEFINITIONS, ACTIONS), ask("2024-Q4", Some("2024-12-15"), 2));
    let lines = told(&section(&run, "rapat").unwrap());
    assert!(lines[0].starts_with("Periode ini masih berjalan"), "{lines:#?}");
    assert!(lines[1].starts_with("Batas waktu baru, bantuan, atau dihentikan"), "{lines:#?}");
    assert!(lines[2].starts_with("“Susun jadwal” (Tim B) lewat batas waktu"), "{lines:#?}");
    assert!(lines.iter().all(|line| !line.contains("target belum tercapai")));
}

/// A workbook of before there were meetings and topics reads as it did.
#[test]
fn workbooks_of_earlier_versions_are_read() {
    let earlier = "[Tindak lanjut]\nDiputuskan pada;Tindak lanjut;Unit;Penanggung jawab;Batas waktu;Status;Selesai tanggal;Keterangan\nTW III 2024;Pasang papan;Tim A;Ketua Tim A;30/11/2024;selesai;30/11/2024;\n";
    let run = computed(DEFINITIONS, earlier);
    assert_eq!(run.project.notes.actions.len(), 1);
    assert_eq!(run.project.notes.actions[0].topics, Vec::<String>::new());
}

#[test]
fn a_project_without_topics_goals_and_meetings_has_no_such_pages() {
    let settings = office(&TEAMS);
    let definitions = "[dataset.isu]\nfiles = [\"data/isu-*.csv\"]\ndate = \"tanggal\"\ncovers = { period = \"file-name:isu-{tahun}-{triwulan}\" }\n[dataset.isu.column]\ntanggal = { type = \"date\", header = [\"Tanggal\"] }\n[indicator.isu]\nname = \"Isu\"\ndataset = \"isu\"\nformula = \"COUNT(*)\"\n";
    let files = [
        ("zona.toml", settings.as_str()),
        ("indicators/isu.toml", definitions),
        ("data/isu-2024-TW4.csv", REGISTER),
    ];
    let run = run_clean(&texts(&files), ask("2024-Q4", None, 1));
    for id in ["rapat", "jawaban-terukur", "sasaran"] {
        assert!(section(&run, id).is_none(), "{id}");
    }
}

/// By the due dates of the demo office's actions. TW II: the schedule of purchases in time, the
/// evidence after the quarter: 1 of 2. TW III: PHU's officers in time, the answers in three days
/// still open: 1 of 2. TW IV: the board in time, the counter late, the answers open, and the
/// waiting room given up, which is no part of it: 1 of 3, and 1 of 4 given up. Tim Umum has the
/// board and the counter.
#[test]
fn the_demo_office_does_what_it_decided_as_its_workbook_says() {
    let run = demo();
    let at = |period: &str, team: &str, indicator: &str| {
        run.value_of(indicator, team, zona::domain::Period::parse(period).unwrap())
    };
    let share = |a: i64, b: i64| {
        Value::Number(Number::from(100 * a).checked_div(&Number::from(b)).unwrap())
    };
    assert_eq!(at("2024-Q2", "kanwil", "c_rapat"), share(1, 2));
    assert_eq!(at("2024-Q3", "kanwil", "c_rapat"), share(1, 2));
    assert_eq!(at("2024-Q4", "kanwil", "c_rapat"), share(1, 3));
    assert_eq!(at("2024-Q4", "tu", "c_rapat"), share(1, 3));
    assert_eq!(at("2024-Q4", "umum", "c_rapat"), share(1, 2));
    assert_eq!(at("2024-Q4", "kanwil", "c_rapat_batal"), share(1, 4));
    assert_eq!(at("2023-Q4", "kanwil", "c_rapat").kind(), "belum_ada");
    let lines = told(&section(run, "rapat").unwrap());
    let became = "Dari 6 tindak lanjut yang diputuskan untuk Triwulan III 2024, posisi 31 Desember 2024: 1 selesai tepat waktu, 1 selesai terlambat, 1 belum selesai dan lewat batas waktu, 2 masih berjalan, belum lewat batas waktu, 1 dibatalkan.";
    assert!(lines.iter().any(|line| line == became), "{lines:#?}");
}

/// Three categories of complaints and an issue of two teams, each with figures and who acts.
#[test]
fn the_demo_office_answers_complaints_and_issues_with_figures() {
    let run = demo();
    let lines = told(&section(run, "jawaban-terukur").unwrap());
    for topic in ["Layanan PTSP", "Pelayanan haji dan umrah", "Sarana dan prasarana"] {
        let line = lines.iter().find(|line| line.starts_with(&format!("{topic} | ")));
        assert!(line.unwrap().contains(" pengaduan | "), "{topic}");
    }
    // Both teams have all of its issues, and the office has them once.
    let topic = "topik_isu_antrean";
    let [umum, humas, office] = ["umum", "humas", "kanwil"].map(|team| run.value(topic, team));
    assert_eq!((&umum, &humas, &office), (&number(4), &number(4), &number(4)));
    let acts =
        |team: &str| lines.iter().any(|line| line.starts_with(&format!("{team} | 4 isu | ")));
    assert!(acts("Tim Umum") && acts("Tim Hubungan Masyarakat"), "{lines:#?}");
}
