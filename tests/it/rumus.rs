//! The page of the formula language, worked out: every example and every cell of its tables of
//! blanks. The expected values stand in `docs/rumus.md`, written down by hand.

use std::collections::BTreeMap;
use std::fs;

use zona::compute::group::{Leaves, Outcome, eval};
use zona::compute::window::{Span, span};
use zona::diag::Diagnostics;
use zona::domain::{Blank, Calendar, Date, IndicatorId, MemoryFiles, Period, Reason, Value};
use zona::spec::Window;
use zona::spec::expr::{Aggregate, AggregateKind, Earlier, Expr, Function, Level, Lookup, Scalar};
use zona::spec::expr::{Scope, Type, parse};
use zona::spec::indicator::IndicatorScope;
use zona::spec::syntax::Text;

use crate::support::{ask, root, run, run_clean, with_holidays};

fn page() -> String {
    fs::read_to_string(root().join("docs/rumus.md")).unwrap()
}

/// The cells of a row of a table, with the mark that hides a pipe taken away.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{1}");
    inner.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// The rows of every table whose first head is this.
fn rows(page: &str, head: &str) -> Vec<Vec<String>> {
    let mut found = vec![];
    let mut inside = false;
    for line in page.lines() {
        if !line.starts_with('|') {
            inside = false;
        } else if cells(line)[0] == head {
            inside = true;
        } else if inside && !line.starts_with("|---") {
            found.push(cells(line));
        }
    }
    found
}

/// The register of the page, one file a quarter.
fn register(page: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let lines = rows(page, "nomor");
    for (quarter, dates) in
        [("2023-TW4", "2023-1"), ("2024-TW3", "2024-09"), ("2024-TW4", "2024-1")]
    {
        let own = lines.iter().filter(|line| line[1].starts_with(dates)).map(|line| line.join(";"));
        let text = own.collect::<Vec<_>>().join("\n");
        let text = format!("nomor;masuk;selesai;status;biaya;lama\n{text}\n");
        files.insert(format!("data/contoh-{quarter}.csv"), text.into_bytes());
    }
    let settings = "[office]\nname = \"Kantor\"\n[calendar]\nholidays = \
        \"indicators/kalender/hari-libur.csv\"\n[[team]]\nid = \"kantor\"\nname = \"Kantor\"\n";
    files.insert("zona.toml".to_owned(), settings.as_bytes().to_vec());
    with_holidays(files)
}

const REGISTER: &str = r#"
[dataset.contoh]
files = ["data/contoh-*.csv"]
covers = { period = "file-name:contoh-{tahun}-{triwulan}" }
key = ["nomor"]
date = "masuk"
[dataset.contoh.column]
nomor = { type = "code", header = ["nomor"] }
masuk = { type = "date", header = ["masuk"] }
selesai = { type = "date", header = ["selesai"], event = true }
status = { type = "choice", header = ["status"], of = ["proses", "selesai", "arsip", "batal"] }
biaya = { type = "money", header = ["biaya"] }
lama = { type = "number", header = ["lama"] }
[lookup.layanan]
by = { status = "text", triwulan = "number" }
rows = [["selesai", 4, 10], ["proses", 4, 20]]
[indicator.kasus]
name = "Kasus"
dataset = "contoh"
formula = "COUNT(*)"
"#;

/// What an example is expected to give, and the formula that asks for it as a number.
fn asked(example: &str, gives: &str) -> (String, String) {
    match gives.parse::<Date>() {
        Ok(_) => (format!("DAYS(DATE '{gives}', {example})"), "0".to_owned()),
        Err(_) => (example.to_owned(), gives.to_owned()),
    }
}

#[test]
fn every_example_of_the_page_gives_what_it_says() {
    let page = page();
    let examples = rows(&page, "example");
    assert!(examples.len() >= 60, "{} examples", examples.len());
    let mut files = register(&page);
    let mut definitions = REGISTER.to_owned();
    for (at, row) in examples.iter().enumerate() {
        let (formula, _) = asked(row[0].trim_matches('`'), &row[1]);
        let dataset = if formula.contains("kasus") { "" } else { "dataset = \"contoh\"\n" };
        definitions.push_str(&format!(
            "[indicator.contoh_{at}]\nname = \"{at}\"\n{dataset}formula = \"\"\"{formula}\"\"\"\n"
        ));
    }
    files.insert("indicators/contoh.toml".to_owned(), definitions.into_bytes());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    for (at, row) in examples.iter().enumerate() {
        let (formula, gives) = asked(row[0].trim_matches('`'), &row[1]);
        let found = match run.value(&format!("contoh_{at}"), "kantor") {
            Value::Number(number) => number.to_plain(12),
            Value::Blank(blank, _) => format!("*{}*", blank.word().replace('_', " ")),
        };
        assert_eq!(found, gives, "{formula}");
    }
}

#[test]
fn every_function_and_aggregate_has_an_example() {
    let page = page();
    let examples = rows(&page, "example");
    let has = |name: &str| examples.iter().any(|row| row[0].contains(&format!("{name}(")));
    let names = Function::ALL.iter().map(|function| function.name());
    let names = names.chain(AggregateKind::ALL.into_iter().map(AggregateKind::name));
    for name in names.chain(["ON_DATE", "LOOKUP", "PREVIOUS", "YEAR_AGO", "OFFICE"]) {
        assert!(has(name), "docs/rumus.md has no example of {name}");
    }
}

/// `a` and `b` as the tables have them.
struct Pair {
    a: Value,
    b: Value,
    calendar: Calendar,
    span: Span,
}

impl Leaves for Pair {
    fn aggregate(&self, _: &Aggregate) -> Outcome {
        unreachable!("the tables have no aggregates")
    }

    fn indicator(&self, id: &IndicatorId) -> Value {
        if id.as_str() == "a" { self.a.clone() } else { self.b.clone() }
    }

    fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    fn span(&self) -> &Span {
        &self.span
    }

    fn earlier(&self, _: Earlier, expr: &Expr) -> Outcome {
        eval(expr, self)
    }

    fn office(&self, expr: &Expr) -> Outcome {
        eval(expr, self)
    }
}

fn operand(kind: &str, number: u32) -> Value {
    match kind {
        "n" => Value::Number(number.into()),
        "tb" => Value::not_applicable(Reason::ZeroDenominator),
        "ba" => Value::missing(Reason::NoValues),
        "ds" => Value::Blank(Blank::Suppressed, Reason::NoValues),
        other => panic!("{other} is no kind"),
    }
}

fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Blank(Blank::NotApplicable, _) => "tb",
        Outcome::Blank(Blank::Missing, _) => "ba",
        Outcome::Blank(Blank::Suppressed, _) => "ds",
        _ => "n",
    }
}

fn read(formula: &str) -> Expr {
    let names = ["a", "b"].map(str::to_owned);
    let two = Lookup {
        name: "dua".to_owned(),
        by: vec![("n".to_owned(), Type::Number)],
        entries: [(vec![Scalar::Number(zona::domain::Decimal::whole(2))], 5u32.into())].into(),
    };
    let lookups = [std::sync::Arc::new(two)];
    let scope = IndicatorScope { names: &names, lookups: &lookups };
    let text = Text { value: formula.to_owned(), file: "rumus".into(), start: 0 };
    let mut diags = Diagnostics::default();
    let expr = parse(&text, Level::Indicators, &scope as &dyn Scope, Type::Null, &mut diags);
    expr.unwrap_or_else(|| panic!("{formula} cannot be read"))
}

fn given(formula: &str, a: &str, b: &str) -> &'static str {
    let quarter = Period::parse("2024-Q4").unwrap();
    let days = ["2023-01-01", "2024-12-25", "2025-12-25"].map(|day| day.parse().unwrap());
    let pair = Pair {
        a: operand(a, 2),
        b: operand(b, 3),
        calendar: Calendar::new(days),
        span: span(Window::Period, quarter, quarter.end()),
    };
    kind(&eval(&read(formula), &pair))
}

const KINDS: [&str; 4] = ["n", "tb", "ba", "ds"];

#[test]
fn blanks_pass_through_every_operator_as_the_tables_say() {
    let page = page();
    let one = rows(&page, "of one");
    let two = rows(&page, "a, b:");
    assert!(one.len() >= 20 && two.len() >= 30, "{} and {} rows", one.len(), two.len());
    for row in &one {
        let formula = row[0].trim_matches('`');
        for (at, a) in KINDS.iter().enumerate() {
            assert_eq!(given(formula, a, "n"), row[at + 1], "{formula} with a {a}");
        }
    }
    for row in &two {
        let formula = row[0].trim_matches('`');
        for (at, (a, b)) in KINDS.iter().flat_map(|a| KINDS.map(|b| (a, b))).enumerate() {
            assert_eq!(given(formula, a, b), row[at + 1], "{formula} with a {a}, b {b}");
        }
    }
    // Nothing of the language is left out of the tables but what speaks of texts.
    let all: Vec<&String> = one.iter().chain(&two).map(|row| &row[0]).collect();
    let has = |part: &str| all.iter().any(|formula| formula.contains(part));
    let per_row = |function: &&Function| **function != Function::Left;
    for function in Function::ALL.iter().filter(per_row) {
        assert!(has(&format!("{}(", function.name())), "{} is in no table", function.name());
    }
    for part in [
        "-a", "NOT ", " + ", " - ", " * ", " / ", " = ", " <> ", " < ", " <= ", " > ", " >= ",
        "AND", "OR", "IN (", "BETWEEN", "IS NULL", "CASE",
    ] {
        assert!(has(part), "{part} is in no table");
    }
}

/// Where a series is cut, the period before is no yardstick.
#[test]
fn an_earlier_period_is_not_compared_across_a_break() {
    let page = page();
    let mut files = register(&page);
    let made = "break = { at = 2024-10-01, reason = \"Batas waktu diubah\" }\n\
        [indicator.selisih]\nname = \"Selisih\"\nformula = \"kasus - PREVIOUS(kasus)\"\n\
        [indicator.tahun_lalu]\nname = \"Tahun lalu\"\nformula = \"YEAR_AGO(kasus)\"\n";
    files.insert("indicators/contoh.toml".to_owned(), format!("{REGISTER}{made}").into_bytes());
    let run = run_clean(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    let cut = "2024-10-01".parse().unwrap();
    let blank = Value::not_applicable(Reason::SeriesCut(cut));
    assert_eq!(run.value("selisih", "kantor"), blank);
    assert_eq!(run.value("tahun_lalu", "kantor"), blank);
}

/// Ten ways in which a formula goes wrong, told in one run, each at its character.
#[test]
fn ten_wrong_formulas_are_told_at_their_characters() {
    let page = page();
    let mut files = register(&page);
    let formulas = [
        ("tipe", "dataset = \"contoh\"\nformula = \"SUM(biaya + status)\""),
        ("nama", "dataset = \"contoh\"\nformula = \"SUM(biay)\""),
        ("fungsi", "dataset = \"contoh\"\nformula = \"ROUNDED(SUM(biaya), 2)\""),
        ("agregat", "dataset = \"contoh\"\nwhere = \"lama > AVG(lama)\"\nformula = \"COUNT(*)\""),
        ("pilihan", "dataset = \"contoh\"\nwhere = \"status = 'selsai'\"\nformula = \"COUNT(*)\""),
        ("uang", "dataset = \"contoh\"\nformula = \"100 * SUM(biaya - lama) / SUM(biaya)\""),
        (
            "cabang",
            "dataset = \"contoh\"\nformula = \"SUM(CASE WHEN lama >= 5 THEN 1 WHEN lama >= 10 THEN 2 END)\"",
        ),
        ("bagi", "dataset = \"contoh\"\nformula = \"AVG(biaya / lama)\""),
        ("putar", "formula = \"balik + 1\""),
        ("balik", "formula = \"2 * putar\""),
        ("kurung", "dataset = \"contoh\"\nformula = \"SUM(biaya\""),
    ];
    let mut definitions = REGISTER.to_owned();
    for (name, body) in formulas {
        definitions.push_str(&format!("[indicator.{name}]\nname = \"{name}\"\n{body}\n"));
    }
    definitions.push_str(
        "[scale.mutu]\nround = 2\nbands = [\n  { from = 88.31, to = 100, label = \"A\", tone = \"good\" },\n  \
         { from = 76.61, to = 88.29, label = \"B\", tone = \"near\" },\n  { to = 76.60, label = \"C\", tone = \"bad\" },\n]\n",
    );
    files.insert("indicators/contoh.toml".to_owned(), definitions.into_bytes());
    let run = run(&MemoryFiles::new(files), ask("2024-Q4", None, 1));
    insta::assert_snapshot!(run.printed(), @r#"
    galat[formula-type]: di sini diperlukan angka, bukan teks
      --> indicators/contoh.toml:24:24
       |
    24 | formula = "SUM(biaya + status)"
       |                        ^^^^^^
       |
       = saran: hanya hal yang sejenis dapat dibandingkan dan dihitung

    galat[known-column]: data `contoh` tidak punya kolom `biay`
      --> indicators/contoh.toml:28:16
       |
    28 | formula = "SUM(biay)"
       |                ^^^^
       |
       = saran: mungkin maksudnya `biaya`?
       = saran: kolom dinyatakan di [dataset.contoh.column] atau [dataset.contoh.derive]

    galat[known-function]: fungsi `ROUNDED` tidak dikenal
      --> indicators/contoh.toml:32:12
       |
    32 | formula = "ROUNDED(SUM(biaya), 2)"
       |            ^^^^^^^^^^^^^^^^^^^^^
       |
       = saran: mungkin maksudnya `ROUND`?
       = saran: daftar fungsi ada di dokumentasi bahasa rumus

    galat[aggregate-per-row]: agregat `AVG` tidak boleh dipakai di sini
      --> indicators/contoh.toml:36:17
       |
    36 | where = "lama > AVG(lama)"
       |                 ^^^^^^^^
       |
       = saran: `where`, `derive`, dan isi agregat berlaku untuk satu baris

    galat[known-choice]: `selsai` bukan nilai yang mungkin untuk `status`
      --> indicators/contoh.toml:41:19
       |
    41 | where = "status = 'selsai'"
       |                   ^^^^^^^^
       |
       = saran: mungkin maksudnya `selesai`?
       = saran: pilihannya: proses, selesai, arsip, batal

    galat[money-and-number]: rupiah bercampur dengan angka biasa: `biaya - lama`
      --> indicators/contoh.toml:46:22
       |
    46 | formula = "100 * SUM(biaya - lama) / SUM(biaya)"
       |                      ^^^^^^^^^^^^
       |
       = saran: rupiah hanya dapat dijumlahkan dan dibandingkan dengan rupiah; bila kolomnya memang uang, beri type = "money"

    galat[unreachable-branch]: cabang CASE ini tidak pernah terpakai: `lama >= 10`
      --> indicators/contoh.toml:50:48
       |
    50 | formula = "SUM(CASE WHEN lama >= 5 THEN 1 WHEN lama >= 10 THEN 2 END)"
       |                                                ^^^^^^^^^^
       |
       = saran: cabang sebelumnya sudah mengambil semuanya, atau syaratnya bertentangan; urutkan dari yang paling sempit

    galat[division-per-row]: pembagian tidak boleh dilakukan baris demi baris
      --> indicators/contoh.toml:54:16
       |
    54 | formula = "AVG(biaya / lama)"
       |                ^^^^^^^^^^^^
       |
       = saran: bagi hasil agregatnya, SUM(a) / SUM(b), supaya rasio gabungannya tetap benar

    galat[cycle]: indikator saling merujuk secara berputar: putar → balik → putar
      --> indicators/contoh.toml:57:12
       |
    57 | formula = "balik + 1"
       |            ^^^^^^^^^
       |
       = saran: hilangkan salah satu rujukannya

    galat[formula-incomplete]: rumus belum lengkap
      --> indicators/contoh.toml:64:21
       |
    64 | formula = "SUM(biaya"
       |                     ^
       |
       = saran: lanjutkan rumusnya; mungkin kurung penutup belum ada

    galat[band-gap]: ada celah di antara rentang: 88,29 sampai 88,31 tidak termasuk rentang mana pun
      --> indicators/contoh.toml:68:12
       |
    68 |   { from = 88.31, to = 100, label = "A", tone = "good" },
       |            ^^^^^
       |
       = catatan: rentang di bawahnya berakhir di sini: indicators/contoh.toml:69:24
       = saran: bila tabelnya tercetak demikian, nyatakan `round` sebanyak desimal tabelnya, misalnya round = 2; kalau tidak, sambungkan rentangnya

    11 galat, 0 peringatan, 0 catatan
    "#);
}
