//! What an inspection found: plain values, no words.

use std::collections::BTreeMap;

use crate::domain::{Date, Decimal};
use crate::load::raw::Kind;

use crate::load::when::Written;

/// A file as it looks to somebody who has no definition of it.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Its name without folders.
    pub name: String,
    /// Its format.
    pub kind: Kind,
    /// The period in its name.
    pub period: Option<Written>,
    /// Its sheets, in the order of the tabs.
    pub sheets: Vec<SheetView>,
}

impl Inspection {
    /// The sheet whose table is the largest among those a person sees.
    pub fn main(&self) -> Option<(&SheetView, &TableView)> {
        let shown = self.sheets.iter().filter(|sheet| !sheet.hidden);
        let tables = shown.filter_map(|sheet| Some((sheet, sheet.table.as_ref()?)));
        tables.rev().max_by_key(|(_, table)| table.rows * table.columns.len())
    }
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct SheetView {
    /// Its name; empty for text files.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its filled rows.
    pub rows: usize,
    /// The period in its name.
    pub period: Option<Written>,
    /// Periods in the lines above the head, with their rows.
    pub titles: Vec<(u32, Written)>,
    /// Its table, if a head was found and it is told of here.
    pub table: Option<TableView>,
    /// The sheet with the same heads where its rows are told of.
    pub told_at: Option<String>,
}

/// The table of a sheet.
#[derive(Clone, Debug)]
pub struct TableView {
    /// First and last row of the head.
    pub head: (u32, u32),
    /// Its columns, from the left.
    pub columns: Vec<ColumnView>,
    /// Rows of data, parents of a hierarchy included; of all sheets with these heads.
    pub rows: usize,
    /// The sheets with these heads, where there are several.
    pub sheets: Vec<String>,
    /// How many of these sheets are named after a team of the project.
    pub team_sheets: usize,
    /// The rows that are something else.
    pub aside: Layouts,
    /// Columns with cells below but no head above.
    pub unheaded: Vec<u32>,
    /// How the rows lie.
    pub shape: ShapeView,
    /// What names a row.
    pub key: KeyView,
    /// Amounts are in thousands (1000) or millions, says the table.
    pub scale: Option<u32>,
}

/// Rows that are layout, by their numbers, with their sheet where there are several.
#[derive(Clone, Debug, Default)]
pub struct Layouts {
    /// Printed totals.
    pub totals: Vec<String>,
    /// The head again, or a row that numbers the columns.
    pub headings: Vec<String>,
    /// Remarks.
    pub footnotes: Vec<String>,
}

/// How the rows lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ShapeView {
    /// One row, one thing.
    #[default]
    Plain,
    /// Levels below levels.
    Hierarchy(HierarchyView),
    /// Several columns that are one, side by side.
    Wide(WideView),
    /// Several rows that are one, below one another.
    Blocks {
        /// The column (its place among the columns) that names the lines.
        column: usize,
        /// The names of the lines, in order.
        lines: Vec<String>,
    },
}

/// Levels below levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyView {
    /// From the top down: the column (its place among the columns) and the form of the code.
    pub levels: Vec<(usize, String)>,
    /// Rows of each level.
    pub rows: Vec<usize>,
    /// Whether nothing stands below any row of the lowest level and nothing else is a leaf.
    pub leaves_at_last: bool,
    /// Parents whose children were added up, over all amount columns.
    pub parents: usize,
    /// How many of them are the sum of their children.
    pub agreeing: usize,
    /// The columns that were added up.
    pub amounts: Vec<usize>,
}

/// Columns that are one, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideView {
    /// The columns, from the left.
    pub columns: Vec<usize>,
    /// What their heads are.
    pub heads: LaneKind,
    /// The heads as written, each once.
    pub written: Vec<String>,
    /// The heads under each of them, if there are any.
    pub under: Vec<String>,
}

/// What the heads of lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// Months.
    Month,
    /// Quarters.
    Quarter,
}

/// What names a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyView {
    /// Nothing found.
    #[default]
    None,
    /// One column that looks like a number of things and is different in every row.
    Sure(usize),
    /// One that looks like a number of things, but some stand more than once.
    Nearly {
        /// The column.
        column: usize,
        /// Rows too many.
        again: usize,
    },
    /// Columns that happen to be different in every row.
    Likely(Vec<usize>),
}

/// A column.
#[derive(Clone, Debug)]
pub struct ColumnView {
    /// Its place in the sheet, from 0.
    pub place: u32,
    /// The words over it, from the top down, as written.
    pub path: Vec<String>,
    /// The shortest head that finds it, for a definition.
    pub head: String,
    /// Its name in a definition.
    pub id: String,
    /// Filled and blank cells.
    pub filled: usize,
    /// Blank cells.
    pub blank: usize,
    /// Different values.
    pub distinct: usize,
    /// What it holds.
    pub guess: Guess,
    /// How many filled cells are of that type.
    pub fits: usize,
    /// The rows of those that are not, with their sheet where there are several.
    pub misfits: Vec<String>,
    /// What its cells say about how they are written.
    pub evidence: Evidence,
    /// Why its values must not be shown.
    pub mask: Option<Mask>,
    /// Whether it counts the rows: 1, 2, 3.
    pub counts_rows: bool,
    /// Nothing stands below, and the head is that of the column to the left, merged over both.
    pub is_beside_its_head: bool,
    /// The value of a blank cell stands above it, merged.
    pub merged_down: bool,
}

impl ColumnView {
    /// The words over it as far as they are needed to tell it from others.
    pub fn name(&self) -> String {
        let needed = self.head.split(" > ").count().min(self.path.len());
        self.path[self.path.len() - needed..].join(" > ")
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Guess {
    /// Nothing at all.
    Empty,
    /// Words.
    Text,
    /// A code, with its width where zeros were lost in some cells.
    Code {
        /// Digits to fill up to.
        width: Option<usize>,
        /// The form that most cells have: `#` a digit, `@` a letter.
        form: Option<String>,
    },
    /// A number.
    Number(Option<(Decimal, Decimal)>),
    /// Rupiah.
    Money(Option<(Decimal, Decimal)>),
    /// A percentage.
    Percent(Option<(Decimal, Decimal)>),
    /// A day.
    Date(Option<(Date, Date)>),
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// Yes or no, with the words found for each.
    YesNo {
        /// Words for yes.
        yes: Vec<String>,
        /// Words for no.
        no: Vec<String>,
    },
    /// One of a few, with their counts, as written.
    Choice(BTreeMap<String, usize>),
    /// A team of the project, with the number of spellings that are nobody's.
    Team {
        /// Spellings that no team has.
        unknown: usize,
    },
    /// A name of a unit, where there is no project to look it up.
    Unit,
    /// An employee's number.
    Nip,
}

impl Guess {
    /// Whether the column can be added up or averaged.
    pub fn is_amount(&self) -> bool {
        matches!(self, Guess::Number(_) | Guess::Money(_) | Guess::Percent(_))
    }

    /// The word of definitions and of the catalogue.
    pub fn word(&self) -> &'static str {
        match self {
            Guess::Empty => "empty",
            Guess::Text => "text",
            Guess::Code { .. } => "code",
            Guess::Number(_) => "number",
            Guess::Money(_) => "money",
            Guess::Percent(_) => "percent",
            Guess::Date(_) => "date",
            Guess::Month => "month",
            Guess::Quarter => "quarter",
            Guess::Year => "year",
            Guess::YesNo { .. } => "yes-no",
            Guess::Choice(_) => "choice",
            Guess::Team { .. } => "team",
            Guess::Unit => "unit",
            Guess::Nip => "nip",
        }
    }
}

/// Why the values of a column must not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// It says so in its head, or its cells look like it.
    Personal(Trait),
    /// Nobody can tell; so it is treated as if it were.
    Doubtful,
}

/// What makes a column personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// Names of people.
    Name,
    /// An employee's number.
    Nip,
    /// A citizen's number, or that of a card or an account.
    Nik,
    /// A telephone number.
    Phone,
    /// An address.
    Address,
    /// An e-mail address.
    Email,
    /// What somebody wrote.
    Words,
    /// Who answered or asked, as a code.
    Respondent,
    /// When or where somebody was born.
    Birth,
}

impl Trait {
    /// The word of the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Trait::Name => "name",
            Trait::Nip => "nip",
            Trait::Nik => "nik",
            Trait::Phone => "phone",
            Trait::Address => "address",
            Trait::Email => "email",
            Trait::Words => "words",
            Trait::Respondent => "respondent",
            Trait::Birth => "birth",
        }
    }

    /// Whether it can serve as a key that is never put out.
    pub fn is_key(self) -> bool {
        matches!(self, Trait::Nip | Trait::Respondent)
    }
}

/// How the cells of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// `1.234,5`
    pub indonesian: usize,
    /// `1,234.5`
    pub english: usize,
    /// `1.234`
    pub ambiguous: usize,
    /// Numbers stored as text whose style shows nothing: `1234`.
    pub neutral: usize,
    /// Numbers stored as numbers.
    pub stored: usize,
    /// Dates that can only begin with the day.
    pub day_first: usize,
    /// Dates that can only begin with the month.
    pub month_first: usize,
    /// Dates stored as dates.
    pub stored_dates: usize,
    /// Lone dashes.
    pub dashes: usize,
    /// `NULL`, `N/A` and the like, as text.
    pub nulls: usize,
    /// Error values such as `#REF!`, and formulas without a result.
    pub errors: usize,
    /// Long codes stored as numbers: their last digits are gone.
    pub cut: usize,
    /// Codes that begin with a zero.
    pub zeros: usize,
    /// Blanks at the ends of texts.
    pub padded: usize,
}

impl Evidence {
    /// Whether two ways of writing contradict each other.
    pub fn is_mixed(&self, guess: &Guess) -> bool {
        match guess {
            Guess::Date(_) => self.day_first > 0 && self.month_first > 0,
            _ if guess.is_amount() => self.indonesian > 0 && self.english > 0,
            _ => false,
        }
    }
}
