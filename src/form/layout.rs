//! The sheets of `isian.xlsx` and their columns: the one description that writer and reader share.
//!
//! Names of sheets and heads of columns are part of the format, as keys of definitions are, and
//! the same in every language.

use crate::domain::{Grain, Period};
use crate::spec::planner::Progress;

use super::book::Value;

/// The planner's workbook, at the top of the project.
pub const FILE: &str = "isian.xlsx";
/// Where the version before the last writing is kept.
pub const BEFORE: &str = "isian.sebelumnya.xlsx";
/// What copies for single teams are called.
const COPIES: (&str, &str) = ("isian-", ".xlsx");

/// What a name that is no team of the office is mapped to.
pub const FOREIGN: &str = "bukan unit kami";
/// What stands for the dataset of a file that is not to be read.
pub const NOT_USED: &str = "tidak dipakai";
/// The sheet that explains the others.
pub const GUIDE: &str = "Petunjuk";
/// The sheet of the lists behind the drop-downs.
pub const LISTS: &str = "Daftar";

/// Heads of the columns.
pub mod head {
    /// A file as found in the project.
    pub const FILE: &str = "Berkas";
    /// The period that stands in its name or above its table.
    pub const TOLD: &str = "Periode terbaca";
    /// The dataset that a file belongs to.
    pub const DATASET: &str = "Dataset";
    /// A unit name as found in the data.
    pub const NAME: &str = "Nama yang ditemukan";
    /// Dataset and column where it was found.
    pub const FOUND_IN: &str = "Ditemukan di";
    /// In how many rows.
    pub const ROWS: &str = "Jumlah baris";
    /// The nearest known name.
    pub const NEAREST: &str = "Mungkin maksudnya";
    /// The team that is meant.
    pub const OUR_UNIT: &str = "Unit kami";
    /// The id of an indicator.
    pub const CODE: &str = "Kode";
    /// The name of an indicator.
    pub const INDICATOR: &str = "Indikator";
    /// Its unit of measure.
    pub const UNIT_OF_MEASURE: &str = "Satuan";
    /// A team.
    pub const UNIT: &str = "Unit";
    /// A period.
    pub const PERIOD: &str = "Periode";
    /// A remark on a period.
    pub const REMARK: &str = "Catatan";
    /// The period that decided an action.
    pub const DECIDED: &str = "Diputuskan pada";
    /// The day of a meeting.
    pub const HELD: &str = "Tanggal";
    /// The roles that attended a meeting.
    pub const ATTENDED: &str = "Dihadiri (jabatan)";
    /// What a meeting talked about.
    pub const AGENDA: &str = "Agenda";
    /// What a meeting decided.
    pub const DECISION: &str = "Keputusan";
    /// The topics of complaints and issues that an action answers.
    pub const TOPIC: &str = "Topik";
    /// What is to be done.
    pub const ACTION: &str = "Tindak lanjut";
    /// The role that answers for it.
    pub const OWNER: &str = "Penanggung jawab";
    /// The due date.
    pub const DUE: &str = "Batas waktu";
    /// How far it is.
    pub const STATUS: &str = "Status";
    /// The day it was closed.
    pub const CLOSED: &str = "Selesai tanggal";
    /// A remark on a row.
    pub const NOTE: &str = "Keterangan";
    /// Why.
    pub const REASON: &str = "Alasan";
    /// The first day.
    pub const FROM: &str = "Mulai";
    /// The last day.
    pub const UNTIL: &str = "Sampai";
    /// What stands before the quarter in the head of a target in force.
    pub const IN_FORCE: &str = "Berlaku";
}

/// A sheet that people fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// Files that no dataset reads by their names.
    Files,
    /// Unit names of the data that no team bears.
    Mapping,
    /// Targets.
    Targets,
    /// Remarks.
    Remarks,
    /// Meetings.
    Meetings,
    /// What meetings decided.
    Decisions,
    /// Follow-up actions.
    Actions,
    /// Teams to which an indicator does not apply.
    Exemptions,
}

/// A column of such a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: &'static str,
    /// Who fills it.
    pub role: Role,
    /// What it holds.
    pub entry: Entry,
    /// Its width in characters.
    pub width: f64,
}

/// Who fills a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The program.
    Given,
    /// People, where they want to.
    Open,
    /// People, in every row that they use.
    Needed,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Words.
    Text,
    /// A count.
    Count,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A team, or several with `;` between them.
    Team,
    /// A team, or that the name is none of ours.
    TeamOrForeign,
    /// An indicator.
    Indicator,
    /// A period.
    Period,
    /// A dataset, or that a file is not to be read.
    Dataset,
    /// How far an action is.
    Status,
    /// A topic, or several with `;` between them.
    Topic,
}

const fn column(head: &'static str, role: Role, entry: Entry, width: f64) -> Column {
    Column { head, role, entry, width }
}

const FILES: [Column; 6] = [
    column(head::FILE, Role::Given, Entry::Text, 44.0),
    column(head::NEAREST, Role::Given, Entry::Text, 40.0),
    column(head::TOLD, Role::Given, Entry::Text, 16.0),
    column(head::DATASET, Role::Open, Entry::Dataset, 44.0),
    column(head::PERIOD, Role::Open, Entry::Period, 14.0),
    column(head::NOTE, Role::Open, Entry::Text, 34.0),
];

const MAPPING: [Column; 6] = [
    column(head::NAME, Role::Given, Entry::Text, 34.0),
    column(head::FOUND_IN, Role::Given, Entry::Text, 34.0),
    column(head::ROWS, Role::Given, Entry::Count, 9.0),
    column(head::NEAREST, Role::Given, Entry::Text, 30.0),
    column(head::OUR_UNIT, Role::Open, Entry::TeamOrForeign, 42.0),
    column(head::NOTE, Role::Open, Entry::Text, 34.0),
];

const TARGETS: [Column; 4] = [
    column(head::CODE, Role::Given, Entry::Text, 22.0),
    column(head::INDICATOR, Role::Open, Entry::Indicator, 44.0),
    column(head::UNIT_OF_MEASURE, Role::Given, Entry::Text, 14.0),
    column(head::UNIT, Role::Open, Entry::Team, 34.0),
];

const REMARKS: [Column; 4] = [
    column(head::PERIOD, Role::Needed, Entry::Period, 14.0),
    column(head::UNIT, Role::Open, Entry::Team, 40.0),
    column(head::INDICATOR, Role::Open, Entry::Indicator, 44.0),
    column(head::REMARK, Role::Needed, Entry::Text, 70.0),
];

const MEETINGS: [Column; 5] = [
    column(head::PERIOD, Role::Needed, Entry::Period, 14.0),
    column(head::HELD, Role::Needed, Entry::Date, 14.0),
    column(head::ATTENDED, Role::Open, Entry::Text, 56.0),
    column(head::AGENDA, Role::Open, Entry::Text, 56.0),
    column(head::NOTE, Role::Open, Entry::Text, 36.0),
];

const DECISIONS: [Column; 4] = [
    column(head::DECIDED, Role::Needed, Entry::Period, 14.0),
    column(head::DECISION, Role::Needed, Entry::Text, 70.0),
    column(head::UNIT, Role::Open, Entry::Team, 40.0),
    column(head::NOTE, Role::Open, Entry::Text, 36.0),
];

/// The heads of actions that workbooks of earlier versions lack; they are read all the same.
const LATER: [&str; 2] = [head::INDICATOR, head::TOPIC];

const ACTIONS: [Column; 10] = [
    column(head::DECIDED, Role::Needed, Entry::Period, 14.0),
    column(head::ACTION, Role::Needed, Entry::Text, 56.0),
    column(head::UNIT, Role::Open, Entry::Team, 34.0),
    column(head::OWNER, Role::Open, Entry::Text, 28.0),
    column(head::DUE, Role::Open, Entry::Date, 14.0),
    column(head::STATUS, Role::Open, Entry::Status, 14.0),
    column(head::CLOSED, Role::Open, Entry::Date, 14.0),
    column(head::NOTE, Role::Open, Entry::Text, 36.0),
    column(head::INDICATOR, Role::Open, Entry::Indicator, 44.0),
    column(head::TOPIC, Role::Open, Entry::Topic, 28.0),
];

const EXEMPTIONS: [Column; 5] = [
    column(head::INDICATOR, Role::Needed, Entry::Indicator, 44.0),
    column(head::UNIT, Role::Needed, Entry::Team, 40.0),
    column(head::REASON, Role::Needed, Entry::Text, 56.0),
    column(head::FROM, Role::Open, Entry::Date, 14.0),
    column(head::UNTIL, Role::Open, Entry::Date, 14.0),
];

impl Sheet {
    /// Every sheet, in the order of the workbook.
    pub const ALL: [Sheet; 8] = [
        Sheet::Files,
        Sheet::Mapping,
        Sheet::Targets,
        Sheet::Remarks,
        Sheet::Meetings,
        Sheet::Decisions,
        Sheet::Actions,
        Sheet::Exemptions,
    ];

    /// Its name on the tab.
    pub fn name(self) -> &'static str {
        match self {
            Sheet::Files => "Berkas",
            Sheet::Mapping => "Pemetaan",
            Sheet::Targets => "Target",
            Sheet::Remarks => "Catatan",
            Sheet::Meetings => "Rapat",
            Sheet::Decisions => "Keputusan",
            Sheet::Actions => "Tindak lanjut",
            Sheet::Exemptions => "Berlaku",
        }
    }

    /// A stable code for keys of the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Sheet::Files => "files",
            Sheet::Mapping => "mapping",
            Sheet::Targets => "targets",
            Sheet::Remarks => "remarks",
            Sheet::Meetings => "meetings",
            Sheet::Decisions => "decisions",
            Sheet::Actions => "actions",
            Sheet::Exemptions => "exemptions",
        }
    }

    /// Its columns that are always there; those of targets are followed by quarters.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Sheet::Files => &FILES,
            Sheet::Mapping => &MAPPING,
            Sheet::Targets => &TARGETS,
            Sheet::Remarks => &REMARKS,
            Sheet::Meetings => &MEETINGS,
            Sheet::Decisions => &DECISIONS,
            Sheet::Actions => &ACTIONS,
            Sheet::Exemptions => &EXEMPTIONS,
        }
    }

    /// The heads without which the sheet cannot be read.
    pub fn needed_heads(self) -> impl Iterator<Item = &'static str> {
        let names_row = match self {
            Sheet::Files => Some(head::FILE),
            Sheet::Mapping => Some(head::NAME),
            _ => None,
        };
        let is_later = move |one: &Column| self == Sheet::Actions && LATER.contains(&one.head);
        let is_needed = move |one: &&Column| {
            (one.role != Role::Given && !is_later(one)) || names_row == Some(one.head)
        };
        self.columns().iter().filter(is_needed).map(|one| one.head)
    }

    /// The head under which the rows that the program writes wait for an answer.
    pub fn answer(self) -> Option<&'static str> {
        match self {
            Sheet::Files => Some(head::DATASET),
            Sheet::Mapping => Some(head::OUR_UNIT),
            _ => None,
        }
    }

    /// How many of these rows wait for an answer.
    pub fn waiting(self, rows: &[Vec<Value>]) -> usize {
        let is_it = |one: &Column| Some(one.head) == self.answer();
        let at = self.columns().iter().position(is_it);
        rows.iter().filter(|row| at.is_some_and(|at| row.get(at) == Some(&Value::Empty))).count()
    }

    /// Whether a filled cell under this head makes a row count as filled in by people.
    pub fn is_answer(self, head_text: &str) -> bool {
        match self {
            // The names of indicators and units of this sheet are given with the row.
            Sheet::Targets => quarter_of(head_text).is_some(),
            _ => self.columns().iter().any(|one| one.head == head_text && one.role != Role::Given),
        }
    }
}

/// The head of a quarter's target: `TW IV 2024`.
pub fn quarter_head(quarter: Period) -> String {
    let roman = ["I", "II", "III", "IV"];
    let at = quarter.index().saturating_sub(1) as usize;
    format!("TW {} {}", roman.get(at).copied().unwrap_or("?"), quarter.year())
}

/// A period as forms write it: quarters as heads do, others as definitions do.
pub fn period_words(period: Period) -> String {
    match period.grain() {
        Grain::Quarter => quarter_head(period),
        _ => period.to_string(),
    }
}

/// The quarter that a head names.
pub fn quarter_of(head_text: &str) -> Option<Period> {
    Period::parse(head_text).filter(|period| period.grain() == Grain::Quarter)
}

/// What is written for the state of an action.
pub fn status(progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => "belum mulai",
        Progress::Running => "berjalan",
        Progress::Done => "selesai",
        Progress::Dropped => "batal",
    }
}

/// Whether a path is a workbook of the planner, or a copy of it for a team.
pub fn is_planner_file(path: &str) -> bool {
    path == FILE || (path.starts_with(COPIES.0) && path.ends_with(COPIES.1) && is_at_top(path))
}

/// Whether a path looks like the planner's workbook but is not read.
pub fn is_stray(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    let table = [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"].iter().any(|end| name.ends_with(end));
    is_at_top(path)
        && table
        && name.starts_with("isian")
        && path != BEFORE
        && !is_planner_file(path)
}

fn is_at_top(path: &str) -> bool {
    !path.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_quarters_are_read_as_they_are_written() {
        for index in 1..=4 {
            let quarter = Period::new(2024, Grain::Quarter, index).unwrap();
            assert_eq!(quarter_of(&quarter_head(quarter)), Some(quarter));
            let in_force = format!("{} {}", head::IN_FORCE, quarter_head(quarter));
            assert_eq!(quarter_of(&in_force), None);
        }
    }

    #[test]
    fn only_the_planners_own_files_are_read() {
        let check = |path: &str, read: bool, stray: bool| {
            assert_eq!((is_planner_file(path), is_stray(path)), (read, stray), "{path}");
        };
        check("isian.xlsx", true, false);
        check("isian-humas.xlsx", true, false);
        check("isian (1).xlsx", false, true);
        check("Isian.xlsx", false, true);
        check("isian.ods", false, true);
        check("isian.sebelumnya.xlsx", false, false);
        check("data/isian.xlsx", false, false);
        check("isian.txt", false, false);
    }
}
