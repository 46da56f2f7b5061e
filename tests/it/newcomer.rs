//! A new office: from the settings that `zona init` writes to figures of its own, with nothing but
//! exports and `isian.xlsx`.

use std::collections::{BTreeMap, BTreeSet};

use zona::diag::Diagnostics;
use zona::domain::{Aside, MemoryFiles};
use zona::form::unmatched::unmatched;
use zona::load;
use zona::spec;

use crate::support::{root, tree};

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
