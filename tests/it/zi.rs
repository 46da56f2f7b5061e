//! The shipped LKE of the integrity zone: its arithmetic as exact fractions, its edges, and the table
//! in which several units stand side by side.

use std::collections::BTreeMap;

use zona::domain::{DatasetId, IndicatorId, MemoryFiles, Number, Period, TeamId, Value};
use zona::form::book::{Grid, Page, Value as Cell};
use zona::form::draw;
use zona::form::entry::entry;
use zona::messages::{Lang, Messages};
use zona::report::table::Table;
use zona::report::{Block, Report};
use zona::score::predicate::Verdict;
use zona::score::{CardContent, CardNode};
use zona::spec::scorecard::NodeContent;
use zona::spec::{Project, ScorecardNode};

use crate::demo::demo;
use crate::support::{Run, ask, exact, project_of, run_clean};

/// The 61 parents of PermenPANRB 90/2021, Lampiran III and Tabel 3 and 4, with their weights.
const PARENTS: [(&str, &str); 61] = [
    ("total", "100"),
    ("pengungkit", "60"),
    ("pemenuhan", "30"),
    ("reform", "30"),
    ("perubahan_pemenuhan", "4"),
    ("A.I.1.i", "0.5"),
    ("A.I.1.ii", "1"),
    ("A.I.1.iii", "1"),
    ("A.I.1.iv", "1.5"),
    ("tatalaksana_pemenuhan", "3.5"),
    ("A.I.2.i", "1"),
    ("A.I.2.ii", "2"),
    ("A.I.2.iii", "0.5"),
    ("sdm_pemenuhan", "5"),
    ("A.I.3.i", "0.25"),
    ("A.I.3.ii", "0.5"),
    ("A.I.3.iii", "1.25"),
    ("A.I.3.iv", "2"),
    ("A.I.3.v", "0.75"),
    ("A.I.3.vi", "0.25"),
    ("akuntabilitas_pemenuhan", "5"),
    ("A.I.4.i", "2.5"),
    ("A.I.4.ii", "2.5"),
    ("pengawasan_pemenuhan", "7.5"),
    ("A.I.5.i", "1.5"),
    ("A.I.5.ii", "1.5"),
    ("A.I.5.iii", "1.5"),
    ("A.I.5.iv", "1.5"),
    ("A.I.5.v", "1.5"),
    ("pelayanan_pemenuhan", "5"),
    ("A.I.6.i", "1"),
    ("A.I.6.ii", "1"),
    ("A.I.6.iii", "1"),
    ("A.I.6.iv", "1"),
    ("A.I.6.v", "1"),
    ("perubahan_reform", "4"),
    ("A.II.1.i", "2"),
    ("A.II.1.ii", "1"),
    ("A.II.1.iii", "1"),
    ("tatalaksana_reform", "3.5"),
    ("A.II.2.i", "0.5"),
    ("A.II.2.ii", "1"),
    ("A.II.2.iii", "2"),
    ("sdm_reform", "5"),
    ("A.II.3.i", "1.5"),
    ("A.II.3.ii", "1.5"),
    ("A.II.3.iii", "2"),
    ("akuntabilitas_reform", "5"),
    ("A.II.4.i", "2"),
    ("A.II.4.ii", "1.5"),
    ("A.II.4.iii", "1.5"),
    ("pengawasan_reform", "7.5"),
    ("A.II.5.i", "2.5"),
    ("A.II.5.ii", "3"),
    ("A.II.5.iii", "2"),
    ("pelayanan_reform", "5"),
    ("A.II.6.i", "2.5"),
    ("A.II.6.ii", "2.5"),
    ("hasil", "40"),
    ("bersih", "22.5"),
    ("prima", "17.5"),
];

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn shipped() -> Project {
    let files = MemoryFiles::new(project_of("resmi/zi"));
    run_clean(&files, ask("2025", None, 1)).project
}

fn below(node: &ScorecardNode) -> &[ScorecardNode] {
    match &node.content {
        NodeContent::Group(nodes) => nodes,
        _ => &[],
    }
}

/// Every parent has the weight that the regulation prints, and it is the sum of its children as
/// exact fractions: thirds stay thirds.
#[test]
fn every_parent_is_the_sum_of_its_children() {
    let project = shipped();
    let card = project.scorecards.iter().find(|card| card.id.as_str() == "zi").unwrap();
    let nodes = card.root.nodes();
    for (id, weight) in PARENTS {
        let expected = number(weight);
        let found: Vec<&ScorecardNode> = match card.sums.iter().find(|sum| sum.id == id) {
            Some(sum) => nodes.iter().filter(|one| sum.nodes.contains(&one.id)).copied().collect(),
            None => {
                let node = nodes.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{id}"));
                assert_eq!(exact(&node.weight), exact(&expected), "{id}");
                below(node).iter().collect()
            }
        };
        let sum = found.iter().fold(Number::zero(), |sum, one| &sum + &one.weight);
        assert!(!found.is_empty() && sum == expected, "{id}: {}", exact(&sum));
    }
    let leaves = nodes.iter().filter(|node| below(node).is_empty()).count();
    assert_eq!(leaves, 113);
    let third = nodes.iter().find(|node| node.id == "A.I.1.iii.b").unwrap();
    assert_eq!(exact(&third.weight), "1/3");
    let aliases: BTreeMap<&str, &str> =
        nodes.iter().map(|node| (node.alias.as_str(), node.id.as_str())).collect();
    assert_eq!(aliases["P5.iii.a"], "A.I.5.iii.a");
    assert_eq!(aliases["R5.ii.a"], "A.II.5.ii.a");
}

/// The best, or the worst, answer to every question of the card, and the numbers that make it: by
/// the code of the row.
fn answers_of(project: &Project, best: bool) -> BTreeMap<String, String> {
    let card = project.scorecards.iter().find(|card| card.id.as_str() == "zi").unwrap();
    let mut found = BTreeMap::new();
    for (code, scale, _) in card.root.questions() {
        let scale = project.answer_scale(scale).unwrap();
        let Some(counted) = &scale.counted else {
            let by_share = |one: &&(String, Number)| one.1.clone();
            let answer = match best {
                true => scale.answers.iter().max_by_key(by_share),
                false => scale.answers.iter().min_by_key(by_share),
            };
            found.insert(code.to_owned(), answer.unwrap().0.clone());
            continue;
        };
        for (name, ending) in &counted.parts {
            let reached =
                ["perubahan", "terintegrasi", "tercapai", "selesai", "sudah", "dipermudah"];
            let number = match name.as_str() {
                "tahun_ini" => i32::from(!best) * 7,
                name if reached.contains(&name) => i32::from(best) * 7,
                _ => 7,
            };
            found.insert(format!("{code}{ending}"), number.to_string());
        }
    }
    found
}

/// A satker whose every answer is the best, or the worst, of its scale.
fn all_answered(best: bool) -> Run {
    let mut sheet =
        String::from("Kode,Pilihan Jawaban,Satuan Kerja,Unit Kerja,\n,,,Jawaban,Nilai\n");
    for (code, answer) in answers_of(&shipped(), best) {
        sheet.push_str(&format!("{code},A,Satker Contoh,{answer},\n"));
    }
    answered(("data/zi/lke-2025-TW4-satker.csv", sheet.into_bytes()), best)
}

/// The year of a satker whose answers stand in a file, and whose surveys and results are the best,
/// or the worst.
fn answered(answers: (&str, Vec<u8>), best: bool) -> Run {
    let index = if best { "4,00" } else { "0,00" };
    let last = if best { "101,00%" } else { "90,00%" };
    let result = if best { "ya" } else { "tidak" };
    let mut files = project_of("resmi/zi");
    files.retain(|path, _| !path.starts_with("data/"));
    let performance = |percent: &str| {
        format!(
            "Satuan Kerja,Capaian,Capaian Nasional,Berorientasi Hasil\nSatker Contoh,\"{percent}\",\"100,50%\",{result}\n"
        )
    };
    let own = [
        (
            "data/zi/survei-eksternal-2025.csv",
            format!(
                "Satuan Kerja,Indeks,Nilai\nSatker Contoh,IPAK,\"{index}\"\nSatker Contoh,IPKP,\"{index}\"\n"
            ),
        ),
        ("data/zi/kinerja-utama-2024.csv", performance("99,00%")),
        ("data/zi/kinerja-utama-2025.csv", performance(last)),
    ];
    files.extend(own.map(|(path, text)| (path.to_owned(), text.into_bytes())));
    files.insert(answers.0.to_owned(), answers.1);
    run_clean(&MemoryFiles::new(files), ask("2025", None, 1))
}

/// The entry form of the answers has a row for everything that is asked: filled in by the unit and
/// left alone by its assessors, it gives what the official workbook with the same answers gives.
#[test]
fn the_form_of_the_answers_is_the_official_workbook_again() {
    let project = shipped();
    let dataset = project.dataset(&DatasetId::new("lke")).unwrap();
    let words = Messages::new(Lang::Id);
    let period = Period::parse("2025-Q4").unwrap();
    let forms = entry(&project, dataset, period, &words).unwrap();
    let path = "data/zi/lke-2025-TW4-satker.xlsx";
    let mut form = forms.into_iter().find(|form| form.path == path).unwrap();
    let Page::Grid(grid) = &mut form.book.pages[0] else { panic!("no sheet to fill in") };
    let at = |grid: &Grid, heads: &[&str]| {
        let found = grid.columns.iter().position(|one| {
            one.heads.ends_with(&heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>())
        });
        found.unwrap_or_else(|| panic!("{heads:?}"))
    };
    let (code, answer) = (at(grid, &["Kode"]), at(grid, &["Unit Kerja", "Jawaban"]));
    let options = at(grid, &["Pilihan Jawaban"]);
    let mut best = answers_of(&project, true);
    for row in &mut grid.rows {
        let Cell::Text(code) = &row[code] else { panic!("a row without a code") };
        let given = best.remove(code).map(Cell::words);
        let is_counted = row[options] == Cell::words("dihitung dari baris di bawahnya");
        assert_eq!(given.is_none(), is_counted, "{code}");
        row[answer] = given.unwrap_or(Cell::Empty);
    }
    assert!(best.is_empty(), "not asked: {best:?}");
    let run = answered((path, draw(&form.book, &words).unwrap()), true);
    assert_eq!(run.card("zi", "satker").root.score, Value::Number(number("100")));
}

/// A column of answers in which nothing stands is no assessment: the one before it stays in force.
#[test]
fn an_assessor_who_has_yet_to_come_takes_nothing_back() {
    let sheet = |unit: &str, assessor: &str| {
        format!(
            "Kode,Pilihan Jawaban,Satuan Kerja,Unit Kerja,TPI\n,,,Jawaban,Jawaban\n\
             A.I.1.i.a,Ya/Tidak,Satker Contoh,{unit},{assessor}\n\
             A.I.1.i.b,A/B/C,Satker Contoh,A,\n"
        )
    };
    for (assessor, expected) in [("", "Tidak"), ("Ya", "Ya")] {
        let mut files = project_of("resmi/zi");
        files.retain(|path, _| !path.starts_with("data/zi/lke"));
        let own = [("TW2", sheet("Ya", "Tidak")), ("TW4", sheet("Ya", assessor))];
        files.extend(own.map(|(quarter, text)| {
            (format!("data/zi/lke-2025-{quarter}-satker.csv"), text.into_bytes())
        }));
        let run = run_clean(&MemoryFiles::new(files), ask("2025", None, 1));
        let node = run.card("zi", "satker").node("A.I.1.i.a").unwrap();
        let CardContent::Answer { answer, .. } = &node.content else { panic!("no question") };
        assert_eq!(answer.as_deref(), Some(expected));
    }
}

#[test]
fn all_of_the_best_answers_are_exactly_a_hundred_and_all_of_the_worst_nothing() {
    for (best, total) in [(true, "100"), (false, "0")] {
        let run = all_answered(best);
        let card = run.card("zi", "satker");
        assert_eq!(card.root.score, Value::Number(number(total)), "{}", run.printed());
        let halves: Vec<String> =
            card.sums.iter().map(|sum| exact(sum.points.as_ref().unwrap())).collect();
        assert_eq!(halves, if best { ["30", "30"] } else { ["0", "0"] });
        let wbk = run
            .graded
            .standings
            .iter()
            .find(|one| one.id == "wbk" && one.period == run.ask.period)
            .unwrap();
        assert_eq!(wbk.verdict, if best { Verdict::Holds } else { Verdict::Fails });
    }
}

/// An index of 3.60 is exactly 15.75 points and enough; a hundredth less is not.
#[test]
fn the_floor_of_the_survey_is_reached_exactly() {
    for (index, points, holds) in [("3,60", "15.75", true), ("3,59", "15.70625", false)] {
        let mut files = project_of("resmi/zi");
        let path = "data/zi/survei-eksternal-2025.csv";
        let text = String::from_utf8(files[path].clone()).unwrap();
        assert!(text.contains("IPAK,\"3,60\""));
        let text = text.replace("IPAK,\"3,60\"", &format!("IPAK,\"{index}\""));
        files.insert(path.to_owned(), text.into_bytes());
        let run = run_clean(&MemoryFiles::new(files), ask("2025", None, 1));
        let found = run.card("zi", "satker").node("ipak").unwrap().points.clone().unwrap();
        assert_eq!(exact(&found), points);
        let wbk = run
            .graded
            .standings
            .iter()
            .find(|one| one.id == "wbk" && one.period == run.ask.period)
            .unwrap();
        let clause = wbk.clauses.iter().find(|one| one.name.starts_with("Survei")).unwrap();
        assert_eq!(clause.verdict == Verdict::Holds, holds, "{index}");
    }
}

/// A convention is printed where it decides, and only there.
#[test]
fn a_convention_is_labelled_as_one() {
    let card = demo().card("zi", "man1");
    let node = |id: &str| card.node(id).unwrap();
    let offences = node("A.II.3.iii.a").told.counted.clone().unwrap();
    assert!(offences.by_convention);
    assert_eq!(
        offences.notes,
        ["100 % menurut konvensi: tidak ada pelanggaran dua tahun berturut-turut"]
    );
    assert!(!node("A.II.5.ii.a").told.counted.clone().unwrap().by_convention);
    let page = String::from_utf8(demo().documents()["index.html"].clone()).unwrap();
    assert!(
        page.contains("100 % menurut konvensi: tidak ada pelanggaran dua tahun berturut-turut")
    );
    // What does not add up is said too, and the total as it stands is used.
    let wealth = demo().card("zi", "bandar_melati");
    let wealth = wealth.node("A.II.5.iii.a").unwrap();
    assert_eq!(wealth.score, Value::Number(number("80")));
    assert!(wealth.told.counted.as_ref().unwrap().notes[0].contains("total yang dipakai"));
}

/// Questions without an answer count as nothing, and the score without them stands beside it.
#[test]
fn what_is_not_answered_is_shown_both_ways() {
    let card = demo().card("zi", "bandar_melati");
    let open = |node: &&CardNode| matches!(node.content, CardContent::Answer { answer: None, .. });
    assert_eq!(card.root.nodes().iter().filter(|node| open(node)).count(), 2);
    let (counted, passed) = (&card.root.score, card.variant.as_ref().unwrap());
    assert!(counted.number().unwrap() < passed.number().unwrap());
    assert_eq!(demo().card("zi", "kanwil").variant, None);
}

/// The office's card is made of its own answers, and its owners are its own teams.
#[test]
fn a_card_has_the_owners_of_its_own_unit() {
    let owners = |team: &str| {
        let card = demo().card("zi", team);
        card.root.nodes().iter().filter(|node| node.owner.is_some()).count()
    };
    assert_eq!(owners("kanwil"), 111);
    assert_eq!(owners("man1"), 0);
}

/// The blocks of a page, those within others too.
fn flat(blocks: &[Block]) -> Vec<&Block> {
    let mut found = vec![];
    for block in blocks {
        match block {
            Block::Reference(blocks) | Block::Details { blocks, .. } => found.extend(flat(blocks)),
            other => found.push(other),
        }
    }
    found
}

fn table<'a>(report: &'a Report, id: &str) -> &'a Table {
    let blocks = report.sections.iter().flat_map(|section| flat(&section.blocks));
    let mut tables = blocks.filter_map(|block| match block {
        Block::Table(table) if table.id == id => Some(table),
        _ => None,
    });
    tables.next().unwrap_or_else(|| panic!("no table {id}"))
}

fn lines(table: &Table) -> String {
    let line = |cells: Vec<&str>| cells.join(" | ");
    let rows =
        table.rows.iter().map(|row| line(row.cells.iter().map(|cell| cell.words()).collect()));
    rows.collect::<Vec<_>>().join("\n")
}

/// Four units by two assessors: the office misses one area, the first unit holds WBK, the second is
/// far away, the third passes by its own answers alone.
#[test]
fn units_stand_side_by_side_by_every_assessor() {
    let report = demo().report();
    let values = lines(table(&report, "prapenilaian-zi-nilai"));
    insta::assert_snapshot!(values, @r"
    Zona Integritas | 100,00 | 81,50 | 75,52 | 87,75 | 83,72 | 70,25 | 61,21 | 85,12 | 79,39
    Pengungkit | 60,00 | 47,43 | 41,45 | 51,43 | 47,40 | 41,31 | 32,27 | 50,57 | 44,84
    Manajemen Perubahan | 8,00 | 6,88 | 5,93 | 7,20 | 6,72 | 5,44 | 4,16 | 7,04 | 6,25
    Penataan Tatalaksana | 7,00 | 5,58 | 5,04 | 6,02 | 5,60 | 4,42 | 3,43 | 5,75 | 5,25
    Penataan Sistem Manajemen SDM Aparatur | 10,00 | 6,85 | 6,34 | 6,73 | 6,23 | 6,31 | 5,50 | 7,07 | 5,71
    Penguatan Akuntabilitas | 10,00 | 8,57 | 7,42 | 9,27 | 7,85 | 7,75 | 4,80 | 9,07 | 8,48
    Penguatan Pengawasan | 15,00 | 10,90 | 8,85 | 13,11 | 12,48 | 10,19 | 8,61 | 12,93 | 11,15
    Peningkatan Kualitas Pelayanan Publik | 10,00 | 8,65 | 7,86 | 9,10 | 8,51 | 7,21 | 5,77 | 8,70 | 8,01
    Hasil | 40,00 | 34,07 | 34,07 | 36,33 | 36,33 | 28,94 | 28,94 | 34,55 | 34,55
    Birokrasi yang Bersih dan Akuntabel | 22,50 | 19,59 | 19,59 | 21,23 | 21,23 | 15,60 | 15,60 | 19,76 | 19,76
    Pelayanan Publik yang Prima | 17,50 | 14,48 | 14,48 | 15,09 | 15,09 | 13,34 | 13,34 | 14,79 | 14,79
    Pemenuhan | 30,00 | 23,55 | 20,98 | 25,56 | 22,98 | 22,60 | 19,30 | 24,21 | 20,35
    Reform | 30,00 | 23,88 | 20,46 | 25,87 | 24,42 | 18,71 | 12,96 | 26,36 | 24,49
    ");
    let told = |id: &str, wanted: &dyn Fn(&str) -> bool| {
        let all = lines(table(&report, id));
        all.lines().filter(|line| wanted(line)).map(str::trim_end).collect::<Vec<_>>().join("\n")
    };
    let first = |line: &str| line.contains("| Menuju WBK |") && !line.contains("0 dari 12");
    insta::assert_snapshot!(told("prapenilaian-zi-predikat", &first), @r"
    Kanwil | Menuju WBK | terpenuhi | tidak terpenuhi | 11 dari 12 | Penguatan Pengawasan 59,02 % (minimal 60 %)
    Kemenag T.Sari | Menuju WBK | terpenuhi | terpenuhi | 12 dari 12 |
    MAN 1 | Menuju WBK | terpenuhi | tidak terpenuhi | 11 dari 12 | Penataan Sistem Manajemen SDM Aparatur 57,05 % (minimal 60 %)
    ");
    let conditions = |line: &str| line.contains("| Syarat pengusulan WBK |");
    insta::assert_snapshot!(told("prapenilaian-zi-predikat", &conditions), @r"
    Kanwil | Syarat pengusulan WBK | tidak terpenuhi | tidak terpenuhi | 8 dari 9 | TLHP selesai 90,48 % (minimal 100 %)
    Kemenag T.Sari | Syarat pengusulan WBK | terpenuhi | terpenuhi | 9 dari 9 |
    Kemenag B.Melati | Syarat pengusulan WBK | tidak terpenuhi | tidak terpenuhi | 6 dari 9 | SAKIP unit B 58,40 (harus lebih dari 60); TLHP selesai 50,00 % (minimal 100 %); dan 1 lagi
    MAN 1 | Syarat pengusulan WBK | terpenuhi | terpenuhi | 9 dari 9 |
    ");
    let differs = |line: &str| line.ends_with("berbeda");
    insta::assert_snapshot!(told("prapenilaian-zi-data", &differs), @r"
    Kanwil | P5.iv.b Penerapan WBS dievaluasi | B | A | berbeda
    Kanwil | P5.v.d Evaluasi penanganan benturan kepentingan | B | A | berbeda
    Kanwil | R5.ii.a Persentase penanganan pengaduan masyarakat | 76,32 % | 95,88 % | berbeda
    Kanwil | P6.iii.c Evaluasi penanganan keluhan/masukan dan konsultasi | B | A | berbeda
    Kemenag B.Melati | P3.iv.c Pengukuran kinerja individu periodik (bulanan/triwulan/semester/tahunan/belum) | A | B | berbeda
    MAN 1 | R3.iii.a Penurunan pelanggaran disiplin ((tahun lalu - tahun ini) / tahun lalu) | 100,00 % | 16,67 % | berbeda
    MAN 1 | P6.iv.a Survei kepuasan masyarakat (4x/3x/2x/1x/belum per tahun) | B | A | berbeda
    ");
    insta::assert_snapshot!(told("prapenilaian-zi-bukti", &|_| true), @r"
    Kanwil | 110 | 77 | 58 | 5 | 8,05
    Kemenag T.Sari | 110 | 88 | 77 | 3 | 4,72
    Kemenag B.Melati | 108 | 72 | 54 | 5 | 8,91
    MAN 1 | 110 | 74 | 56 | 2 | 7,92
    ");
    let gaps = lines(table(&report, "prapenilaian-zi-selisih"));
    insta::assert_snapshot!(gaps.lines().take(6).collect::<Vec<_>>().join("\n"), @r"
    Kemenag B.Melati | R4.i.a Sasaran dengan capaian 100% atau lebih (tercapai / jumlah sasaran) | 100,00 % | 0,00 % | – | 2,00
    Kemenag T.Sari | R4.i.a Sasaran dengan capaian 100% atau lebih (tercapai / jumlah sasaran) | 100,00 % | 50,00 % | – | 1,00
    Kemenag B.Melati | R6.ii.a Pengaduan pelayanan direspons cepat lewat berbagai kanal | A | B | – | 0,83
    Kemenag B.Melati | R3.i.a Ukuran kinerja individu berorientasi outcome sesuai level | A | B | – | 0,75
    MAN 1 | R3.i.a Ukuran kinerja individu berorientasi outcome sesuai level | B | C | – | 0,75
    Kanwil | R5.ii.a Persentase penanganan pengaduan masyarakat | 97,37 % | 76,32 % | – | 0,63
    ");
}

/// Rows of the units below are not the office's own: the parts add up to the whole, once each.
#[test]
fn own_rows_leave_out_the_units_below_and_nothing_else() {
    let run = demo();
    let figure = |indicator: &str, team: &str| {
        let (id, team) = (IndicatorId::new(indicator), TeamId::new(team));
        run.figures.get(&id, &team, run.ask.period).unwrap().clone()
    };
    let units = ["kanwil", "tanjung_sari", "bandar_melati", "man1"];
    let own = units.map(|unit| figure("zi_data_dumas", unit));
    let sum = own.iter().fold(Number::zero(), |sum, one| &sum + one.numerator.as_ref().unwrap());
    let whole = figure("pengaduan_selesai", "kanwil");
    // The LKE counts reports berkadar pengawasan too, which no other figure holds: four of the year.
    assert_eq!(Some(&sum - &Number::from(4u32)), whole.numerator);
    // One of the fourteen teams of the office forgot its register; the units owe their own.
    assert_eq!((own[0].coverage, whole.coverage), (Some((13, 14)), Some((16, 17))));
}

/// Before the first worksheet nothing is judged, although surveys of the year before are known.
#[test]
fn what_no_assessor_has_looked_at_is_not_judged() {
    let run = demo();
    let first = zona::domain::Period::parse("2023-Q1").unwrap();
    let cards = run.graded.cards.iter().filter(|card| card.id.as_str() == "zi");
    let early: Vec<_> = cards.filter(|card| card.period == first).collect();
    assert!(early.iter().all(|card| card.root.points.is_none() && card.variant.is_none()));
    let mut standings = run.graded.standings.iter();
    assert!(
        standings.all(|one| one.id != "wbk" || one.period != first || one.verdict == Verdict::Open)
    );
}

/// The shipped case with some texts changed.
fn changed(changes: &[(&str, &str, &str)]) -> Run {
    let mut files = project_of("resmi/zi");
    for (path, from, to) in changes {
        let text = String::from_utf8(files[*path].clone()).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        files.insert((*path).to_owned(), text.replace(from, to).into_bytes());
    }
    run_clean(&MemoryFiles::new(files), ask("2025", None, 1))
}

const SURVEY: &str = "data/zi/survei-eksternal-2025.csv";
const PERFORMANCE: &str = "data/zi/kinerja-utama-2025.csv";
const SHEET: &str = "data/zi/lke-2025-TW4-satker.csv";

/// A survey that was not handed in for a unit leaves its card with what is known: its leaf earns
/// nothing and says who owes it.
#[test]
fn a_row_that_is_owed_does_not_void_the_card() {
    let run = changed(&[(SURVEY, "Satker Contoh,IPAK,\"3,60\"\n", "")]);
    let figure = run.value("ipak", "satker");
    let Value::Blank(kind, reason) = &figure else { panic!("{figure:?}") };
    assert_eq!((kind.word(), reason.to_string().as_str()), ("belum_ada", "no-row:zi_survei"));
    let card = run.card("zi", "satker");
    // 11849063/141750 without the 15.75 of the survey.
    let without = &number("11849063").checked_div(&number("141750")).unwrap() - &number("15.75");
    assert_eq!(card.root.score, Value::Number(without));
    let wbk = run.graded.standings.iter().find(|one| one.id == "wbk").unwrap();
    let survey = wbk.clauses.iter().find(|one| one.name.starts_with("Survei")).unwrap();
    assert_eq!(survey.verdict, Verdict::Open);
}

/// What is certain counts, whatever the unknown is; what is not is not guessed.
#[test]
fn an_unknown_comparison_leaves_the_best_answer_that_is_certain() {
    let cases = [
        // Better than last year and above 100: at least B, whatever the country has reached.
        (Some("99,00%"), "101,00%", "", "sekurang-kurangnya B"),
        // Nobody knows whether it is better than last year: at least C.
        (None, "101,00%", "100,50%", "sekurang-kurangnya C"),
        // Below 100 all that is better is out of the question.
        (None, "98,00%", "", "D"),
        (Some("99,00%"), "101,00%", "101,00%", "B"),
        (Some("99,00%"), "101,00%", "100,50%", "A"),
    ];
    for (before, now, country, expected) in cases {
        let mut files = project_of("resmi/zi");
        let table = |percent: &str, country: &str| {
            let head = "Satuan Kerja,Capaian,Capaian Nasional,Berorientasi Hasil";
            format!("{head}\nSatker Contoh,\"{percent}\",\"{country}\",ya\n").into_bytes()
        };
        files.remove("data/zi/kinerja-utama-2024.csv");
        if let Some(before) = before {
            files.insert("data/zi/kinerja-utama-2024.csv".into(), table(before, "100,00%"));
        }
        files.insert(PERFORMANCE.into(), table(now, country));
        let run = run_clean(&MemoryFiles::new(files), ask("2025", None, 1));
        let node = run.card("zi", "satker").node("kinerja").unwrap().clone();
        let CardContent::Answer { answer: Some(answer), .. } = &node.content else {
            panic!("{expected}: {node:?}")
        };
        let marked = match &node.told.at_least {
            Some(_) => format!("sekurang-kurangnya {answer}"),
            None => answer.clone(),
        };
        assert_eq!(marked, expected);
        let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
        assert!(page.contains(expected), "{expected}");
    }
}

/// The letter that an assessor wrote counts; what the figures say stands beside it.
#[test]
fn the_letter_of_the_sheet_counts_and_the_figures_stand_beside_it() {
    let row = "Sebelumnya,5.00,A/B/C/D/E,Satker Contoh,,,,,,";
    let run = changed(&[(SHEET, row, "Sebelumnya,5.00,A/B/C/D/E,Satker Contoh,A,,B,,,")]);
    let node = run.card("zi", "satker").node("kinerja").unwrap().clone();
    assert_eq!(node.content, CardContent::Answer { answer: Some("B".into()), layer: "tpi".into() });
    assert_eq!(exact(node.points.as_ref().unwrap()), "3.75");
    let computed = node.told.computed.clone().unwrap();
    assert_eq!(computed.answer.as_deref(), Some("C"));
    assert_eq!(computed.differs(&node), Some(true));
    let silent = changed(&[]).card("zi", "satker").node("kinerja").unwrap().clone();
    assert_eq!(
        (exact(silent.points.as_ref().unwrap()).as_str(), &silent.told.computed),
        ("2.5", &None)
    );
}

/// Before the rule there is no score, and the report says so.
#[test]
fn a_period_without_a_rule_is_not_judged_by_a_later_one() {
    let mut files = project_of("resmi/zi");
    let moved: Vec<String> = files.keys().filter(|path| path.contains("-2025")).cloned().collect();
    for path in moved {
        let bytes = files.remove(&path).unwrap();
        files.insert(path.replace("-2025", "-2018"), bytes);
    }
    let run = run_clean(&MemoryFiles::new(files), ask("2018", None, 1));
    assert!(run.graded.cards.is_empty() && run.graded.standings.is_empty());
    let page = String::from_utf8(run.documents()["index.html"].clone()).unwrap();
    assert!(page.contains("Tidak ada ketentuan untuk periode ini"));
    assert!(
        page.contains("PermenPANRB 90/2021 Lampiran III hlm. 66-87 berlaku sejak 1 Januari 2022")
    );
}

/// What nobody can divide by is a convention, and each says so.
#[test]
fn every_convention_for_nothing_has_its_words() {
    let project = shipped();
    for scale in [
        "zi_agen",
        "zi_agen_terintegrasi",
        "zi_disiplin",
        "zi_sasaran",
        "zi_dumas",
        "zi_lhkpn",
        "zi_lhkasn",
        "zi_dipermudah",
    ] {
        let counted = project.answer_scale(scale).unwrap().counted.clone().unwrap();
        let mut stated = counted.notes.iter().filter(|note| note.share.is_some());
        assert!(stated.any(|note| note.text.contains("menurut konvensi")), "{scale}");
    }
}
