//! The conservation law of loading: rows read = rows used + rows set aside, each with a reason.

use std::collections::BTreeMap;

use super::DatasetId;

/// Why a row of a file is not among the rows that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aside {
    /// A title, a header or another line above the data.
    Heading,
    /// The header again, or the row of column numbers, inside the data.
    RepeatedHeading,
    /// A printed total; kept to check the sum.
    Total,
    /// A level of a hierarchy whose children repeat it; kept to check the sum.
    Parent,
    /// A remark below or between the data.
    Footnote,
    /// Nothing under one of the heads that lie side by side.
    Blank,
    /// A further line of a block, whose cells went into the row of its first line.
    Joined,
    /// The same row again, in every column that is read.
    Duplicate,
    /// A later drop has a newer state of the same key.
    Superseded,
    /// The same key with other content, where keys must be unique.
    Conflict,
    /// The team it names is not in the team tree.
    UnknownTeam,
    /// The team it names is known to be none of the office's.
    Foreign,
    /// A required cell is empty or cannot be read.
    Unreadable,
    /// A rule of the contract with severity `error` refuses it.
    Refused,
}

impl Aside {
    /// Every reason, in the order of reports.
    pub const ALL: [Aside; 14] = [
        Aside::Heading,
        Aside::RepeatedHeading,
        Aside::Total,
        Aside::Parent,
        Aside::Footnote,
        Aside::Blank,
        Aside::Joined,
        Aside::Duplicate,
        Aside::Superseded,
        Aside::Conflict,
        Aside::UnknownTeam,
        Aside::Foreign,
        Aside::Unreadable,
        Aside::Refused,
    ];

    /// A stable code; its words are in the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Aside::Heading => "heading",
            Aside::RepeatedHeading => "repeated-heading",
            Aside::Total => "total",
            Aside::Parent => "parent",
            Aside::Footnote => "footnote",
            Aside::Blank => "blank",
            Aside::Joined => "joined",
            Aside::Duplicate => "duplicate",
            Aside::Superseded => "superseded",
            Aside::Conflict => "conflict",
            Aside::UnknownTeam => "unknown-team",
            Aside::Foreign => "foreign",
            Aside::Unreadable => "unreadable",
            Aside::Refused => "refused",
        }
    }

    /// Whether the row was data that somebody should mend (not layout, history or a total).
    pub fn is_defect(self) -> bool {
        matches!(self, Aside::Conflict | Aside::UnknownTeam | Aside::Unreadable | Aside::Refused)
    }
}

/// What became of every row of one sheet.
///
/// The only way to count a row is to say what became of it, so the law holds by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLedger {
    /// The dataset that the sheet was read for.
    pub dataset: DatasetId,
    /// The file, relative to the project.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    used: usize,
    aside: BTreeMap<Aside, usize>,
}

impl FileLedger {
    /// An account without any row.
    pub fn new(dataset: DatasetId, file: &str, sheet: &str) -> Self {
        let (file, sheet) = (file.to_owned(), sheet.to_owned());
        Self { dataset, file, sheet, used: 0, aside: BTreeMap::new() }
    }

    /// Counts a row that figures are computed from.
    pub fn use_row(&mut self) {
        self.used += 1;
    }

    /// Counts a row that is set aside.
    pub fn set_aside(&mut self, reason: Aside) {
        *self.aside.entry(reason).or_default() += 1;
    }

    /// Rows that hold anything at all.
    pub fn read(&self) -> usize {
        self.used + self.aside.values().sum::<usize>()
    }

    /// Rows that figures are computed from.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Rows set aside for this reason.
    pub fn aside(&self, reason: Aside) -> usize {
        self.aside.get(&reason).copied().unwrap_or_default()
    }

    /// Rows set aside because somebody should mend them.
    pub fn defects(&self) -> usize {
        self.aside.iter().filter(|(reason, _)| reason.is_defect()).map(|(_, n)| n).sum()
    }
}

/// The accounts of all sheets, in the order of datasets and files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// One account per sheet.
    pub files: Vec<FileLedger>,
}
