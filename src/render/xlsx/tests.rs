//! Workbooks read back: numbers are numbers, blanks are words, and nothing is left to chance.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use crate::domain::{Blank, Date, Grain, Number, Period};
use crate::report::chart::{Axis, Chart, Mark, Plot, Point, Trend};
use crate::report::model::{Block, Language, Report, Section, SectionKind, Words};
use crate::report::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use crate::report::tone::Tone;

use super::xlsx;

pub(super) fn section(id: &str, short: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.into(),
        kind: SectionKind::Team,
        title: short.into(),
        short: short.into(),
        depth: 0,
        tone: Tone::Plain,
        badge: String::new(),
        blocks,
    }
}

pub(super) fn report(sections: Vec<Section>) -> Report {
    Report {
        language: Language::Id,
        title: "Laporan".into(),
        subtitle: "Triwulan III 2024".into(),
        office: "Kantor & Mitra".into(),
        period: Period::new(2024, Grain::Quarter, 3).unwrap(),
        as_of: Date::from_ymd_opt(2024, 9, 30).unwrap(),
        mark: Some("DATA FIKTIF".into()),
        paper: vec![],
        sections,
        words: Words { colophon: "Dibuat & ditutup".repeat(40), ..Words::default() },
    }
}

pub(super) fn table(cells: Vec<Cell>) -> Block {
    Block::Table(Table {
        id: "tabel".into(),
        caption: "Tabel".into(),
        kind: TableKind::List,
        columns: cells.iter().map(|_| Column::number("Kolom").under("Grup")).collect(),
        rows: vec![Row::body(cells)],
        note: None,
    })
}

pub(super) fn number(text: &str) -> Cell {
    let value = Number::parse(text).unwrap();
    Cell::new(Content::Number { value, decimals: 1, unit: "%".into(), text: text.into() })
}

fn missing() -> Cell {
    let (text, reason) = ("belum ada".into(), "Belum diserahkan.".into());
    Cell::new(Content::Blank { kind: Blank::Missing, text, reason })
}

pub(super) fn trend() -> Block {
    let value = |at| Mark::Value { at, label: at.to_string(), tone: Tone::Good };
    let blank = Mark::Blank { kind: Blank::Missing, label: "belum ada".into() };
    let point = |mark, cut_before| Point {
        label: "TW I".into(),
        group: "2024".into(),
        mark,
        target: Some((90.0, "90".into())),
        cut_before,
        current: false,
    };
    Block::Charts(vec![Chart {
        id: "grafik".into(),
        title: "=Tim!A1".into(),
        subtitle: String::new(),
        description: "naik ".repeat(100),
        note: None,
        plot: Plot::Trend(Trend {
            axis: Axis { min: 0.0, max: 100.0, ticks: vec![] },
            points: vec![
                point(value(71.5), false),
                point(blank, false),
                point(value(0.0), false),
                point(value(80.0), true),
            ],
            target_label: "Target".into(),
            control: None,
        }),
    }])
}

pub(super) fn open(report: &Report) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(xlsx(report).unwrap())).unwrap()
}

/// The cells of the row below the head of the only table.
fn row(cells: Vec<Cell>) -> Vec<Data> {
    let mut book = open(&report(vec![section("tim", "Tim", vec![table(cells)])]));
    let range = book.worksheet_range("Tim").unwrap();
    let head = range.rows().position(|row| row[0] == Data::String("Kolom".into())).unwrap();
    range.rows().nth(head + 1).unwrap().to_vec()
}

#[test]
fn numbers_are_numbers_and_zero_is_not_missing() {
    let exact = Number::from(1u32).checked_div(&Number::from(3u32)).unwrap();
    let third =
        Content::Number { value: exact, decimals: 2, unit: String::new(), text: "0".into() };
    let cells = row(vec![
        number("92.44").toned(Tone::Good),
        number("0"),
        missing(),
        Cell::empty(),
        Cell::new(third),
        number("-123456789012345678"),
    ]);
    assert_eq!(cells[0], Data::Float(92.44));
    assert_eq!(cells[1], Data::Float(0.0));
    assert_eq!(cells[2], Data::String("belum ada".into()));
    assert_eq!(cells[3], Data::Empty);
    assert_eq!(cells[4], Data::Float(1.0 / 3.0));
    assert_eq!(cells[5], Data::Float(-123_456_789_012_345_680.0));
}

#[test]
fn numbers_too_large_for_a_float_stay_words() {
    let digits = "9".repeat(400);
    assert_eq!(row(vec![number(&digits)])[0], Data::String(digits));
}

#[test]
fn dates_are_dates() {
    let day = |year| Content::Date {
        date: Date::from_ymd_opt(year, 9, 30).unwrap(),
        text: format!("30 September {year}"),
    };
    let cells = row(vec![Cell::new(day(2024)), Cell::new(day(1850))]);
    assert!(
        matches!(&cells[0], Data::DateTime(date) if date.as_f64() as i64 == 45_565),
        "{cells:?}"
    );
    assert_eq!(cells[1], Data::String("30 September 1850".into()));
}

#[test]
fn texts_are_never_formulas() {
    for text in ["=1+1", "+62 21", "-5", "@SUM(A1)", "https://contoh.go.id"] {
        let cells = row(vec![Cell::text(text), number("1")]);
        assert_eq!(cells[0], Data::String(text.into()));
    }
    let mut book =
        open(&report(vec![section("tim", "Tim", vec![table(vec![Cell::text("=1+1")])])]));
    let formulas = book.worksheet_formula("Tim").unwrap();
    assert!(formulas.used_cells().next().is_none());
}

#[test]
fn nasty_names_become_legal_and_unique() {
    let names = ["Tim: [A]/B", "tim a b", "History", "'", "", "Data grafik"];
    let long = "Perencanaan, Keuangan dan Pelaporan Kinerja";
    let sections = names.iter().chain([&long, &long]).enumerate();
    let sections = sections
        .map(|(idx, name)| {
            let link = Cell::text("lihat").linked(format!("s{}", (idx + 1) % 9));
            section(&format!("s{idx}"), name, vec![table(vec![link, number("1")]), trend()])
        })
        .collect();
    assert_eq!(
        open(&report(sections)).sheet_names(),
        [
            "Tim A B",
            "tim a b 2",
            "History 2",
            "Lembar",
            "Lembar 2",
            "Data grafik",
            "Perencanaan, Keuangan dan Pela…",
            "Perencanaan, Keuangan dan Pe… 2",
            "Data grafik 2",
        ]
    );
}

#[test]
fn blanks_are_gaps_in_charts() {
    let mut book = open(&report(vec![section("tim", "Tim", vec![trend()])]));
    let range = book.worksheet_range("Data grafik").unwrap();
    let values = |col: u32| -> Vec<Data> {
        (3..7).map(|row| range.get_value((row, col)).cloned().unwrap_or_default()).collect()
    };
    let (float, empty) = (Data::Float, Data::Empty);
    assert_eq!(values(3), [float(71.5), empty.clone(), float(0.0), empty.clone()]);
    assert_eq!(values(4), [empty.clone(), empty.clone(), empty, float(80.0)]);
    let label = range.get_value((4, 1)).unwrap().to_string();
    assert_eq!(label, "TW I\n(belum ada)");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let make = || {
        let cells = vec![number("1"), missing().noted("Catatan."), Cell::text("a\u{1}b\n_x0041_")];
        let details = Block::Details { summary: "Rincian".into(), blocks: vec![table(cells)] };
        xlsx(&report(vec![section("tim", "Tim", vec![details, trend()])])).unwrap()
    };
    assert_eq!(make(), make());
}

#[test]
fn odd_tables_do_no_harm() {
    let empty = Table {
        id: "kosong".into(),
        caption: String::new(),
        kind: TableKind::Matrix,
        columns: vec![],
        rows: vec![Row::body(vec![])],
        note: None,
    };
    let mut short = empty.clone();
    short.columns = (0..40).map(|idx| Column::mark(format!("Kolom panjang {idx}"))).collect();
    short.rows = vec![
        Row::body(vec![Cell::text("x".repeat(40_000))]).styled(RowStyle::Group).indented(250),
        Row::body(vec![]).styled(RowStyle::Total),
    ];
    let blocks = vec![Block::Table(empty), Block::Table(short), Block::Charts(vec![])];
    let mut book = open(&report(vec![section("tim", "Tim", blocks)]));
    let range = book.worksheet_range("Tim").unwrap();
    let longest = range.used_cells().map(|(.., cell)| cell.to_string().chars().count()).max();
    assert_eq!(longest, Some(32_767));
    assert_eq!(open(&report(vec![])).sheet_names().len(), 1);
}

#[test]
fn a_linked_number_stays_a_number() {
    let cells = row(vec![number("7").linked("tim"), number("8").linked("tidak-ada")]);
    assert_eq!(cells, [Data::Float(7.0), Data::Float(8.0)]);
}
