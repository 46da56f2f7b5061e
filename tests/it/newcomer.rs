//! A new office: from the settings that `zona init` writes to figures of its own, with nothing but
//! exports and `isian.xlsx`.

use std::collections::{BTreeMap, BTreeSet};

use zona::diag::Diagnostics;
use zona::diag::print;
use zona::domain::{Aside, DatasetId, MemoryFiles, Period, TeamId};
use zona::form::unmatched::unmatched;
use zona::load::{self, Loaded};
use zona::spec;

use crate::diagnostics::sheets;
use crate::support::{root, tree, words};

/// A budget export whose units are code paths and whose *satker* nobody has mapped yet.
const BUDGET: &str = "\
Kode Satker;Kode Program;Kode Kegiatan;Kode KRO;Kode RO;Komponen;Sub Komponen;Kode Akun;Unit Kerja;Pagu;Blokir;Realisasi
999001;WA;WA.2886;EBA;EBA.994;001;001.0A;521111;Tim Keuangan;1.000.000;0;900.000
999001;WA;WA.2886;EBA;EBA.958;001;001.0A;521111;Subbag Media;2.000.000;0;500.000
999001;WA;WA.2886;EBA;EBA.958;001;001.0A;521211;Subbag Media;3.000.000;0;700.000
";

/// The files that `zona init` writes.
fn new_office() -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = tree(&root().join("indicators"))
        .into_iter()
        .filter(|(path, _)| path != "peraga.toml")
        .map(|(path, bytes)| (format!("indicators/{path}"), bytes))
        .collect();
    let settings = std::fs::read(root().join("src/cli/empty/zona.toml")).unwrap();
    files.insert("zona.toml".into(), settings);
    files
}

#[test]
fn every_unknown_name_of_a_row_is_offered_for_mapping() {
    let mut files = new_office();
    files.insert("data/keuangan/realisasi-2024-TW4.csv".into(), BUDGET.into());
    let files = MemoryFiles::new(files);
    let mut diags = Diagnostics::default();
    let project = spec::read(&files, &mut diags);
    assert!(!diags.has_errors(), "{diags:?}");
    let loaded = load::tables(&project, &files, &|_| {}, &mut diags);

    let offered = unmatched(&project, &loaded, &diags);
    let names: BTreeSet<(&str, usize)> =
        offered.iter().map(|one| (one.name.as_str(), one.rows)).collect();
    assert_eq!(names, BTreeSet::from([("999001", 3), ("Subbag Media", 2)]));

    let file = &loaded.ledger.files[0];
    assert_eq!((file.read(), file.used()), (4, 0), "three rows and the head");
    assert_eq!(file.aside(Aside::UnknownTeam), 3, "each row has one fate");
}

/// The settings that `zona init` writes, without one team.
fn without(settings: &str, id: &str) -> String {
    let parts = settings.split("[[team]]\n");
    let is_other = |part: &&str| !part.starts_with(&format!("id      = \"{id}\"\n"));
    let kept: Vec<&str> = parts.filter(is_other).collect();
    kept.join("[[team]]\n")
}

#[test]
fn an_office_deletes_the_teams_that_it_does_not_have() {
    let mut files = new_office();
    let settings = String::from_utf8(files["zona.toml"].clone()).unwrap();
    let teams = ["kub", "kepegawaian", "perencana", "ortala", "bmn", "keuangan"];
    let teams = teams.into_iter().chain(["hukum", "umum", "humas"]);
    let mut fewest = settings.clone();
    let mut read = |settings: String, id: &str, run: bool| {
        files.insert("zona.toml".into(), settings.into_bytes());
        let mut diags = Diagnostics::default();
        let project = spec::read(&MemoryFiles::new(files.clone()), &mut diags);
        assert!(project.teams.get(&TeamId::new(id)).is_none(), "{id} is deleted");
        let told: Vec<&str> = diags.iter().map(|one| one.code).collect();
        assert_eq!(told, ["team-absent"], "{id}: {diags:?}");
        if run {
            zona::trial::run(&project, &mut diags);
        }
        let printed = print::text(&diags, &project.sources, &words(), false);
        assert!(!diags.has_errors(), "{id}: {printed}");
        project.trials.len()
    };
    for id in teams {
        fewest = without(&fewest, id);
        assert!(read(without(&settings, id), id, false) > 250, "tests of others stay");
    }
    assert!(read(fewest, "kub", true) > 100, "tests of the office stay, and hold");
}

#[test]
fn the_name_of_the_office_is_written_once() {
    let mut files = new_office();
    let settings = String::from_utf8(files["zona.toml"].clone()).unwrap();
    assert_eq!(settings.matches("Nama kantor").count(), 1);
    files.insert("zona.toml".into(), settings.replace("Nama kantor", "Kantor Wilayah X").into());
    let mut diags = Diagnostics::default();
    let project = spec::read(&MemoryFiles::new(files), &mut diags);
    assert!(diags.is_empty(), "{diags:?}");
    let root = project.teams.root().unwrap();
    assert_eq!((root.name.as_str(), root.short.as_str()), ("Kantor Wilayah X", "Kanwil"));
}

/// The rows of the sheet `Berkas`.
fn given(rows: &str) -> Vec<u8> {
    let heads = "Berkas;Mungkin maksudnya;Periode terbaca;Dataset;Periode;Keterangan";
    sheets(&format!("[Berkas]\n{heads}\n{rows}"))
}

#[test]
fn a_file_of_any_name_is_given_to_its_dataset() {
    let own = "data/Laporan anggaran kami TW IV 2024.csv";
    let mut files = new_office();
    files.insert(own.into(), BUDGET.into());
    let before = MemoryFiles::new(files.clone());
    let mut diags = Diagnostics::default();
    let project = spec::read(&before, &mut diags);
    load::tables(&project, &before, &|_| {}, &mut diags);
    let waiting = zona::form::files::unknown(&project, &before, &diags);
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].path, own);
    assert_eq!(waiting[0].dataset.as_deref(), Some("Realisasi anggaran per akun"));
    assert_eq!(waiting[0].period, Period::parse("2024-Q4"));

    files.insert("isian.xlsx".into(), given(&format!("{own};;;Realisasi anggaran per akun;;")));
    let (loaded, diags) = loaded(&files);
    assert!(!diags.iter().any(|one| one.code == "file-unclaimed"), "{diags:?}");
    let ledger = &loaded.ledger.files[0];
    assert_eq!((ledger.file.as_str(), ledger.aside(Aside::UnknownTeam)), (own, 3));
    assert_eq!(loaded.coverage.latest_quarter(), Period::parse("2024-Q4"));

    // A period that is filled in goes before the one that is read.
    files.insert("isian.xlsx".into(), given(&format!("{own};;;realisasi;TW II 2024;")));
    assert_eq!(self::loaded(&files).0.coverage.latest_quarter(), Period::parse("2024-Q2"));

    // A file whose name a definition reads is read as the planner says, and not twice.
    let named = "data/keuangan/realisasi-2024-TW4.csv";
    files.insert(named.into(), BUDGET.into());
    let rows = format!("{own};;;tidak dipakai;;\n{named};;;realisasi;;");
    files.insert("isian.xlsx".into(), given(&rows));
    let (loaded, _) = self::loaded(&files);
    let of_budget = loaded.ledger.files.iter().filter(|one| one.dataset.as_str() == "realisasi");
    assert_eq!(of_budget.map(|one| one.file.as_str()).collect::<Vec<_>>(), [named]);
}

#[test]
fn a_count_up_to_a_month_is_that_of_its_quarter() {
    let check = |name: &str, period: Option<&str>| {
        let mut files = new_office();
        files.insert(format!("data/{name}.csv"), BUDGET.into());
        files.insert("isian.xlsx".into(), given(&format!("data/{name}.csv;;;realisasi;;")));
        let (loaded, diags) = loaded(&files);
        let read = loaded.tables.get(&DatasetId::new("realisasi")).unwrap().sheets[0].period;
        assert_eq!(read, period.and_then(Period::parse), "{name}");
        let told = diags.iter().any(|one| one.code == "given-file-period");
        assert_eq!(told, period.is_none(), "{name}");
    };
    check("Realisasi sd Desember 2024", Some("2024-Q4"));
    check("Realisasi s.d. November 2024", Some("2024-11"));
    check("Realisasi Desember 2024", Some("2024-12"));
    check("Realisasi 2024", None);
    check("Realisasi", None);
}

/// What is read of these files with the planner's answers laid over the definitions.
fn loaded(files: &BTreeMap<String, Vec<u8>>) -> (Loaded, Diagnostics) {
    let files = MemoryFiles::new(files.clone());
    let mut diags = Diagnostics::default();
    let mut project = spec::read(&files, &mut diags);
    zona::form::overlay(&mut project, &files, &mut diags);
    assert!(!diags.has_errors(), "{}", print::text(&diags, &project.sources, &words(), false));
    let loaded = load::tables(&project, &files, &|_| {}, &mut diags);
    (loaded, diags)
}
