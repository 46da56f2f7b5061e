use std::collections::BTreeSet;

use crate::domain::{Blank, Date, Number, Period};
use crate::report::chart::{Axis, Bars, Chart, Plot};
use crate::report::model::{
    Block, Fact, Language, Report, Section, SectionKind, Words, WorkbookWords,
};
use crate::report::table::{Cell, Column, Content, Row, RowStyle, Table, TableKind};
use crate::report::tone::Tone;

use super::{csp, html};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A report with a block of every kind, in which every text goes through `word`.
fn report(word: fn(&str) -> String) -> Report {
    let section = |id: &str, kind, blocks| Section {
        id: id.to_owned(),
        kind,
        title: word("Judul bagian"),
        short: word(id),
        depth: 1,
        tone: Tone::Near,
        badge: String::new(),
        blocks,
    };
    Report {
        paper: vec![],
        language: Language::Id,
        title: word("Laporan"),
        subtitle: word("TW III 2024"),
        office: word("Kantor"),
        period: Period::parse("2024-Q3").expect("a period"),
        as_of: day(),
        mark: Some(word("DATA FIKTIF")),
        sections: vec![
            section("penyerahan", SectionKind::HandedIn, vec![table(word, TableKind::Matrix, "a")]),
            section("ikhtisar", SectionKind::Overview, blocks(word)),
            section("tim-a", SectionKind::Team, vec![table(word, TableKind::List, "c")]),
        ],
        words: Words {
            contents: word("Isi"),
            skip: word("Langsung ke isi"),
            colours: word("Terang/gelap"),
            filter: word("Saring"),
            top: word("Kembali ke atas"),
            legend: Tone::LEGEND.map(|tone| (tone, word("arti"))).to_vec(),
            colophon: word("Dibuat dari berkas."),
            workbook: WorkbookWords::default(),
        },
    }
}

fn blocks(word: fn(&str) -> String) -> Vec<Block> {
    let axis = Axis { min: 0.0, max: 1.0, ticks: Vec::new() };
    vec![
        Block::Heading(word("Kepala")),
        Block::Paragraph(word("Paragraf")),
        Block::Callout { tone: Tone::Bad, title: word("Awas"), lines: vec![word("Baris")] },
        Block::Facts(vec![Fact {
            label: word("Label"),
            value: word("92,4"),
            note: word("Catatan"),
            tone: Tone::Good,
        }]),
        Block::List(vec![word("Butir")]),
        Block::Charts(vec![Chart {
            id: "grafik".to_owned(),
            title: word("Grafik"),
            subtitle: word("persen"),
            description: word("Uraian"),
            note: Some(word("Catatan")),
            plot: Plot::Bars(Bars { axis, bars: Vec::new(), target_label: word("Target") }),
        }]),
        Block::Details {
            summary: word("Ringkasan"),
            blocks: vec![Block::Heading(word("Dalam")), table(word, TableKind::List, "b")],
        },
    ]
}

fn table(word: fn(&str) -> String, kind: TableKind, id: &str) -> Block {
    let number =
        Content::Number { value: Number::zero(), decimals: 1, unit: word("%"), text: word("0,0") };
    let blank = |kind, text: &str| {
        let reason = word("sebab");
        Cell::new(Content::Blank { kind, text: word(text), reason })
    };
    let date = Content::Date { date: day(), text: word("30/9") };
    Block::Table(Table {
        id: id.to_owned(),
        caption: word("Tabel"),
        kind,
        columns: vec![
            Column::text(word("Tim")),
            Column::number(word("Angka")).under(word("Kelompok")).titled(word("Nama panjang")),
            Column::mark(word("Belum")).under(word("Kelompok")),
            Column::mark(word("Tidak berlaku")),
            Column::mark(word("Rahasia")),
            Column::text(word("Tanggal")).wide(),
        ],
        rows: vec![
            Row::body(vec![
                Cell::text(word("Kelompok")),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                Cell::text(word("akhir")),
            ])
            .styled(RowStyle::Group),
            Row::body(vec![
                Cell::text(word("Tim A")).linked("tim-a"),
                Cell::new(number).toned(Tone::Good).noted(word("nol dilaporkan")),
                blank(Blank::Missing, "belum ada").linked("tidak-ada"),
                blank(Blank::NotApplicable, "tidak berlaku").toned(Tone::NotApplicable),
                blank(Blank::Suppressed, "disembunyikan").toned(Tone::Bad),
                Cell::new(date),
            ])
            .indented(1),
        ],
        note: Some(word("Catatan tabel")),
    })
}

fn day() -> Date {
    Date::from_ymd_opt(2024, 9, 30).expect("a day")
}

fn plain(text: &str) -> String {
    text.to_owned()
}

fn page(word: fn(&str) -> String) -> String {
    let picture = |_: &Chart| format!("<?xml version=\"1.0\"?><svg xmlns=\"{SVG}\"></svg>");
    html(&report(word), &picture)
}

/// Every value of an attribute, as written.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What stands between the first `start` and the next `end`.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).expect("the start is there");
    rest.split_once(end).expect("the end is there").0
}

#[test]
fn no_text_becomes_markup() {
    let page = page(|text| format!("{text}\"'><script>jahat()</script></style><img src=x>&"));
    assert_eq!(page.matches("<script").count(), 1, "only the script of the page itself");
    assert_eq!(page.matches("</style").count(), 1);
    assert_eq!(page.matches("<img").count(), 0);
    assert!(page.contains("&lt;script&gt;jahat()&lt;"));
    assert!(!page.contains("<?xml"));
}

#[test]
fn nothing_is_asked_of_a_network() {
    let page = page(plain).replace(SVG, "");
    for word in ["http:", "https:", "url(", "@import", " src=", " style="] {
        assert!(!page.contains(word), "{word}");
    }
    for href in attributes(&page, "href") {
        assert!(href.starts_with('#') || href == "data:,", "{href}");
    }
}

#[test]
fn the_policy_names_the_style_and_the_script() {
    let page = page(plain);
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(policy.contains(&csp::source(between(&page, "<style>", "</style>"))));
    assert!(policy.contains(&csp::source(between(&page, "<script>", "</script>"))));
    assert!(policy.starts_with("default-src 'none';"));
}

#[test]
fn links_have_targets_and_ids_are_unique() {
    let page = page(plain);
    let ids = attributes(&page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links = attributes(&page, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
    let referred =
        ["aria-labelledby", "aria-controls"].map(|name| attributes(&page, name)).concat();
    for id in links.chain(referred) {
        assert!(unique.contains(id), "nothing has the id {id}");
    }
    assert!(page.contains("<a href=\"#tim-a\">"));
    assert!(!page.contains("#tidak-ada"), "a link to no section is left out");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(page(plain), page(plain));
}

#[test]
fn a_blank_does_not_look_like_a_zero() {
    let page = page(plain);
    let matrix = between(&page, "id=\"Table-a\"", "</table>");
    assert!(matrix.contains(concat!(
        "<td class=\"end tint good\" title=\"nol dilaporkan\">",
        "<span class=\"g good\" aria-hidden=\"true\">●</span>\u{a0}<span class=\"n\">0,0</span>",
        "<span class=\"vh\"> (arti)</span><span class=\"vh\">. nol dilaporkan</span></td>"
    )));
    assert!(matrix.contains(concat!(
        "<td class=\"centre tint missing blank missing-blank\" title=\"sebab\">",
        "<span class=\"b\">belum ada</span><span class=\"vh\">. sebab</span></td>"
    )));
    // A blank that is judged keeps its pattern and shows the judgement beside it.
    assert!(matrix.contains("<td class=\"centre tint bad blank withheld-blank\""));
    let list = between(&page, "id=\"Table-c\"", "</table>");
    assert!(list.contains("<span class=\"pill tint void blank void-blank\">"));
}

#[test]
fn heads_and_headings_of_rows_span_what_they_name() {
    let page = page(plain);
    let list = between(&page, "id=\"Table-c\"", "</table>");
    assert!(list.contains("<th class=\"group\" scope=\"colgroup\" colspan=\"2\">Kelompok</th>"));
    assert!(list.contains("<th class=\"start\" scope=\"col\" rowspan=\"2\">"));
    assert!(list.contains("<th scope=\"rowgroup\" colspan=\"5\">"));
    assert_eq!(page.matches("class=\"legend\"").count(), 1);
}
