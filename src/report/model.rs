//! The report as a value: sections of blocks, every word and colour decided, no format known.
//!
//! **Invariant:** a renderer only draws what stands here. It adds nothing up, ranks nothing and
//! decides no colour; every sentence is already in the language of the report.

use crate::domain::{Date, Period};

use super::chart::Chart;
use super::table::Table;
use super::tone::Tone;

/// A whole report of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The language of every word in it.
    pub language: Language,
    /// `Laporan Kinerja Tim dan Zona Integritas`.
    pub title: String,
    /// The period and the cut-off date in words.
    pub subtitle: String,
    /// The office's name.
    pub office: String,
    /// The period reported on.
    pub period: Period,
    /// The cut-off date.
    pub as_of: Date,
    /// `DATA FIKTIF` when the data are a demonstration; printed on every page.
    pub mark: Option<String>,
    /// What only a workbook has, before all others: the first page for the head of the office, and
    /// wide tables in a form that paper holds. A page shows the same in its own way.
    pub paper: Vec<Section>,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// The fixed words that renderers need around the content.
    pub words: Words,
}

/// The language of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// The fixed words around the content of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Label of the navigation, `Isi`.
    pub contents: String,
    /// Label of the link that skips the navigation, `Langsung ke isi`.
    pub skip: String,
    /// Label of the switch of colours, `Terang/gelap`.
    pub colours: String,
    /// Label of the field that narrows a list, `Saring`.
    pub filter: String,
    /// `Kembali ke atas`.
    pub top: String,
    /// What the tones mean, in the order of [`Tone::LEGEND`].
    pub legend: Vec<(Tone, String)>,
    /// Closing line of every document: how and from what it was made, without any time of day.
    pub colophon: String,
    /// The words of a workbook.
    pub workbook: WorkbookWords,
}

/// The fixed words of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkbookWords {
    /// The link to the first sheet, `Ke ringkasan`.
    pub back: String,
    /// Heading of what stands on a sheet and is not printed.
    pub aside: String,
    /// Heading of the list of sheets.
    pub sheets: String,
    /// Which of them a meeting prints, and how.
    pub sheets_note: String,
    /// Heads of the list: sheet, content, use.
    pub heads: [String; 3],
    /// What a sheet is for: the meeting, looking things up.
    pub uses: [String; 2],
    /// `Halaman` and `dari`.
    pub page: [String; 2],
}

/// One section: a page of the HTML, a sheet of the workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Anchor and sheet id: `[a-z0-9_-]+`, unique.
    pub id: String,
    /// What it is about; decides where a renderer puts it.
    pub kind: SectionKind,
    /// Its heading.
    pub title: String,
    /// A short name for navigation and sheet tabs, at most 31 characters, unique.
    pub short: String,
    /// How deep it stands in the navigation; 0 for the top.
    pub depth: u8,
    /// The tone of its overall rating, for the navigation; [`Tone::Plain`] if it has none.
    pub tone: Tone,
    /// Its overall rating in words; empty if it has none.
    pub badge: String,
    /// Its content in reading order.
    pub blocks: Vec<Block>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Who handed in what.
    HandedIn,
    /// The first printed page: the office on one sheet of paper.
    Brief,
    /// The office at a glance.
    Overview,
    /// What was decided, what became of it, and what is to be decided.
    Meeting,
    /// The topics of complaints and issues with the figures that answer them.
    Topics,
    /// An objective or programme with its figures, or all of them.
    Goal,
    /// One team.
    Team,
    /// One indicator across the teams.
    Indicator,
    /// What must change for a predicate to hold.
    Route,
    /// How each indicator is defined.
    Definitions,
    /// What was found in the data.
    Quality,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading inside the section.
    Heading(String),
    /// A paragraph of plain text.
    Paragraph(String),
    /// A boxed remark that must not be overlooked.
    Callout {
        /// Its colour.
        tone: Tone,
        /// Its first line.
        title: String,
        /// Its other lines.
        lines: Vec<String>,
    },
    /// A few large figures side by side.
    Facts(Vec<Fact>),
    /// A list of sentences.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// Charts shown together; small multiples when there are several.
    Charts(Vec<Chart>),
    /// Long lists to look things up in: shown like any other content on a screen, left out on the
    /// paper of a meeting.
    Reference(Vec<Block>),
    /// Content that is folded away until asked for.
    Details {
        /// The line that is always visible.
        summary: String,
        /// What it hides.
        blocks: Vec<Block>,
    },
}

/// A large figure with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The figure as text, `92,4 %`.
    pub value: String,
    /// A line below: target, change, basis.
    pub note: String,
    /// Its colour.
    pub tone: Tone,
}
