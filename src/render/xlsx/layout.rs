//! How a section lies on paper: which page, what is printed, and what stays below it on the screen.

use crate::report::chart::Chart;
use crate::report::model::{Block, Report, Section, SectionKind};
use crate::report::table::{Table, TableKind};

/// A matrix with more columns than this stands in parts before the sections.
const WIDE_MATRIX: usize = 8;

/// Charts of a team that are printed at most: a row of them.
const PRINTED_CHARTS: usize = 2;

/// How many characters of width still can be read on a portrait page.
const TALL_WIDTH: f64 = 158.0;

/// A page, its room between the margins in points, and how wide sheets for it become.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) is_portrait: bool,
    /// Width and height.
    pub(super) room: (f64, f64),
    /// What a sheet is filled up to, in characters, so that paragraphs have room.
    pub(super) least: f64,
    /// What wide columns give way for, so that a print stays legible.
    pub(super) most: f64,
    /// How much smaller than the width asks for a print may become to stay on one page.
    pub(super) squeeze: f64,
}

impl Page {
    /// Landscape A4, for sheets with many columns.
    const WIDE: Self =
        Self { is_portrait: false, room: (770.0, 490.0), least: 120.0, most: 190.0, squeeze: 1.12 };

    /// Portrait A4: lists get more rows on a page.
    const TALL: Self =
        Self { is_portrait: true, room: (522.0, 735.0), least: 116.0, most: 126.0, squeeze: 1.1 };

    /// The page of a section: a team's and the first stay on one if that can still be read.
    pub(super) fn of(kind: SectionKind) -> Self {
        match kind {
            SectionKind::Brief => Self { squeeze: 1.6, ..Self::TALL },
            SectionKind::Team => Self { squeeze: 1.23, ..Self::TALL },
            _ => Self::TALL,
        }
    }

    /// The page for sheets that are wider than a portrait page can show.
    pub(super) fn for_width(self, width: f64) -> Self {
        if width > TALL_WIDTH { Self::WIDE } else { self }
    }
}

/// Whether a section is for the meeting; the others are for looking things up.
pub(super) fn is_for_meeting(kind: SectionKind) -> bool {
    !matches!(kind, SectionKind::Indicator | SectionKind::Definitions | SectionKind::Quality)
}

/// What is drawn at once.
#[derive(Clone, Copy)]
pub(super) enum Piece<'a> {
    /// A block.
    Block(&'a Block),
    /// Some charts of a block.
    Charts(&'a [Chart]),
}

/// The content of a section: what is printed, and what is not.
#[derive(Default)]
pub(super) struct Content<'a> {
    pub(super) printed: Vec<Piece<'a>>,
    /// Charts of a team with their heading: printed where the page still has room.
    pub(super) charts: Vec<Piece<'a>>,
    pub(super) aside: Vec<Piece<'a>>,
}

impl<'a> Content<'a> {
    /// Takes a section apart; each part keeps the order of reading.
    pub(super) fn of(report: &Report, section: &'a Section) -> Self {
        let mut content = Self::default();
        let on_team = section.kind == SectionKind::Team;
        for (at, block) in section.blocks.iter().enumerate() {
            let before_charts = matches!(section.blocks.get(at + 1), Some(Block::Charts(_)));
            match block {
                Block::Heading(_) if on_team && before_charts => {
                    content.charts.push(Piece::Block(block));
                }
                Block::Heading(_) if is_aside(&section.blocks[at + 1..]) => {
                    content.aside.push(Piece::Block(block));
                }
                Block::Details { .. } | Block::Reference(_) => {
                    content.aside.push(Piece::Block(block));
                }
                Block::Charts(charts) if on_team => {
                    let (first, rest) = charts.split_at(charts.len().min(PRINTED_CHARTS));
                    content.charts.push(Piece::Charts(first));
                    content.aside.push(Piece::Charts(rest));
                }
                Block::Table(table) if is_parted(report, section, table) => {}
                _ => content.printed.push(Piece::Block(block)),
            }
        }
        content
    }

    /// The tables in the order of drawing, and how many of them are printed.
    pub(super) fn tables(&self) -> (Vec<&'a Table>, usize) {
        let mut tables = vec![];
        collect_pieces(&self.printed, &mut tables);
        let n_printed = tables.len();
        collect_pieces(&self.aside, &mut tables);
        (tables, n_printed)
    }
}

/// Whether nothing of what stands under a heading is printed.
fn is_aside(below: &[Block]) -> bool {
    let own = || below.iter().take_while(|block| !matches!(block, Block::Heading(_)));
    let aside = |block: &Block| matches!(block, Block::Details { .. } | Block::Reference(_));
    own().next().is_some() && own().all(aside)
}

/// Whether a matrix stands in parts on a sheet of its own.
fn is_parted(report: &Report, section: &Section, table: &Table) -> bool {
    section.kind == SectionKind::Overview
        && table.kind == TableKind::Matrix
        && table.columns.len() > WIDE_MATRIX
        && !report.paper.is_empty()
        && report.paper.iter().all(|one| one.id != section.id)
}

fn collect_pieces<'a>(pieces: &[Piece<'a>], tables: &mut Vec<&'a Table>) {
    for piece in pieces {
        if let Piece::Block(block) = piece {
            collect([*block], tables);
        }
    }
}

fn collect<'a>(blocks: impl IntoIterator<Item = &'a Block>, tables: &mut Vec<&'a Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Details { blocks, .. } | Block::Reference(blocks) => {
                collect_nested(blocks, tables);
            }
            _ => {}
        }
    }
}

fn collect_nested<'a>(blocks: &'a [Block], tables: &mut Vec<&'a Table>) {
    collect(blocks, tables);
}
