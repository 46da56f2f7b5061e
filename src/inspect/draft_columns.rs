//! The columns of a drafted definition.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Covered, Drafted, spare_name};
use super::names::{head_pattern, list, pattern, quoted, snake, unique};
use super::view::{ColumnView, Guess, LaneKind, Mask, ShapeView, WideView};

/// Of a hundred cells so many may be of another type before the column is read as words.
const MISFITS: usize = 5;

/// From this length on a choice gets a table of its own.
const LONGEST_LINE: usize = 150;

/// A line of a definition: a column's name, its table, and a decision that is left open.
struct Line {
    name: String,
    table: Vec<String>,
    /// What exports write for the values of a choice.
    map: Vec<String>,
    choose: Option<String>,
}

/// The lines of `[dataset.NAME.column]`.
pub(super) fn columns(drafted: &Drafted<'_>, id: &str) -> String {
    let mut lines = vec![];
    let table = drafted.table;
    let (lanes, blocks) = match &table.shape {
        ShapeView::Wide(wide) => (Some(wide), None),
        ShapeView::Blocks { column, lines } => (None, Some((*column, lines))),
        _ => (None, None),
    };
    for (at, column) in table.columns.iter().enumerate() {
        if column.is_beside_its_head || lanes.is_some_and(|wide| wide.columns.contains(&at)) {
            continue;
        }
        match blocks {
            Some((names, _)) if names == at => continue,
            Some((_, names)) if column.guess.is_amount() && column.filled * 2 > table.rows => {
                lines.extend(names.iter().map(|name| block_line(drafted, at, column, name)));
            }
            _ => lines.push(line(drafted, at, column)),
        }
    }
    lines.extend(lanes.into_iter().flat_map(|wide| lane_lines(drafted, wide)));
    lines.extend(made_lines(drafted));
    let (long, short): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(Line::is_long);
    let width = short.iter().map(|line| line.name.len()).max().unwrap_or(0).min(32);
    let mut out = String::new();
    for Line { name, mut table, map, choose } in short {
        if !map.is_empty() {
            table.push(format!("map = {{ {} }}", map.join(", ")));
        }
        out.push_str(&format!("{name:width$} = {{ {} }}", table.join(", ")));
        if let Some(choose) = choose {
            out.push_str(&format!(" {choose}"));
        }
        out.push('\n');
    }
    if matches!(drafted.covered, Covered::Nowhere) {
        let posisi = spare_name(table, "posisi");
        out.push_str(&format!(
            "# {posisi} = {{ type = \"date\", value = \"DATE 'TTTT-12-31'\" }}\n"
        ));
    }
    for Line { name, table, map, choose } in long {
        out.push_str(&format!("\n[dataset.{id}.column.{name}]\n"));
        out.extend(choose.map(|choose| format!("{choose}\n")));
        out.push_str(&format!("{}\n", table.join("\n")));
        if !map.is_empty() {
            out.push_str(&format!("[dataset.{id}.column.{name}.map]\n{}\n", map.join("\n")));
        }
    }
    out
}

impl Line {
    /// Whether a line of its own for each value reads better.
    fn is_long(&self) -> bool {
        let letters = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
        letters(&self.table) + letters(&self.map) > LONGEST_LINE && !self.map.is_empty()
    }
}

fn entry(key: &str, text: &str) -> String {
    format!("{key} = {}", quoted(text))
}

fn line(drafted: &Drafted<'_>, at: usize, column: &ColumnView) -> Line {
    let mut table = vec![];
    let mut choose = None;
    let say = |key: &str, args: &[(&str, String)]| Some(drafted.choose(key, args));
    match column.mask {
        Some(Mask::Personal(kind)) if kind.is_key() => {
            let is_nip = column.guess == Guess::Nip;
            table.push(entry("type", if is_nip { "nip" } else { "code" }));
        }
        Some(mask) => {
            table.push(entry("type", "text"));
            if mask == Mask::Doubtful {
                choose = say("draft-doubtful", &[]);
            }
        }
        None => choose = open_type(drafted, column, &mut table),
    }
    let header = format!("header = {}", list(std::slice::from_ref(&column.head)));
    table.insert(1, header);
    let map = match (&column.guess, column.mask) {
        (Guess::Choice(values), None) => choice(&mut table, &named(values)),
        _ => vec![],
    };
    let dropped = Drafted::is_dropped(column);
    match column.mask {
        Some(Mask::Personal(kind)) if kind.is_key() => table.push(entry("personal", "pseudonym")),
        Some(_) => table.push(entry("personal", "drop")),
        None => {}
    }
    if drafted.is_key(at) && !dropped {
        table.push("required = true".to_owned());
    }
    let is_block = matches!(drafted.table.shape, ShapeView::Blocks { .. });
    if column.merged_down && !dropped && !is_block {
        table.push(entry("fill", "down"));
    }
    let counted = matches!(column.guess, Guess::Money(_) | Guess::Number(_)) && !dropped;
    let large = matches!(column.guess, Guess::Money(_));
    if let Some(scale) = drafted.table.scale.filter(|_| counted && large) {
        table.push(format!("scale = {scale}"));
    }
    Line { name: column.id.clone(), table, map, choose }
}

/// The type of a column that may be seen; gives what is left to decide.
fn open_type(
    drafted: &Drafted<'_>,
    column: &ColumnView,
    table: &mut Vec<String>,
) -> Option<String> {
    let say = |key: &str, args: &[(&str, String)]| Some(drafted.choose(key, args));
    let misfits = column.misfits.len();
    let is_count = column.guess == Guess::Year;
    if !is_count && misfits * 100 > column.filled * MISFITS {
        table.push(entry("type", "text"));
        let kind = format!("inspect-type-{}", column.guess.word());
        let kind = drafted.words.text(&kind, &[]);
        return say("draft-misfits", &[("kind", kind), ("count", misfits.to_string())]);
    }
    let mut choose = None;
    match &column.guess {
        Guess::Empty | Guess::Text => table.push(entry("type", "text")),
        Guess::Unit => table.push(entry("type", "text")),
        Guess::Team { unknown } => {
            table.push(entry("type", "team"));
            if *unknown > 0 {
                choose = say("draft-unknown-teams", &[("count", unknown.to_string())]);
            }
        }
        Guess::Code { width, .. } => {
            table.push(entry("type", "code"));
            table.extend(width.map(|width| format!("width = {width}")));
        }
        // An open number of an employee does not exist: it is always masked.
        Guess::Nip => table.push(entry("type", "code")),
        Guess::Number(_) | Guess::Year => table.push(entry("type", "number")),
        Guess::Money(_) => table.push(entry("type", "money")),
        Guess::Percent(_) => table.push(entry("type", "percent")),
        Guess::Date(_) => {
            table.push(entry("type", "date"));
            let is_axis = drafted.date.as_ref().is_some_and(|(name, _)| *name == column.id);
            if column.blank > 0 && !is_axis {
                choose = say("draft-event", &[]);
            }
        }
        Guess::Month => table.push(entry("type", "month")),
        Guess::Quarter => table.push(entry("type", "quarter")),
        Guess::YesNo { .. } => table.push(entry("type", "yes_no")),
        Guess::Choice(_) => table.push(entry("type", "choice")),
    }
    if column.evidence.is_mixed(&column.guess) {
        return say("draft-mixed", &[]);
    }
    let evidence = &column.evidence;
    let undecided = evidence.ambiguous > 0 && evidence.indonesian + evidence.english == 0;
    if column.guess.is_amount() && undecided {
        return say("draft-ambiguous", &[]);
    }
    choose
}

/// The ids of the values of a choice.
fn named(values: &BTreeMap<String, usize>) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    let mut pairs = vec![];
    for value in values.keys() {
        // Spellings that differ in letter case only are one value.
        let normal = value.to_lowercase();
        let id = match folded.get(&normal) {
            Some(_) => continue,
            None => unique(&snake(value), "kosong", &mut taken),
        };
        folded.insert(normal, id.clone());
        pairs.push((value.clone(), id));
    }
    pairs
}

/// Adds the values of a choice; gives what exports write for them.
fn choice(table: &mut Vec<String>, pairs: &[(String, String)]) -> Vec<String> {
    let ids: Vec<String> = pairs.iter().map(|(_, id)| id.clone()).collect();
    table.push(format!("of = {}", list(&ids)));
    let mut map: BTreeMap<String, &String> = BTreeMap::new();
    for (value, id) in pairs.iter().filter(|(value, id)| value.to_lowercase() != *id) {
        map.entry(pattern(value)).or_insert(id);
    }
    map.into_iter().map(|(value, id)| format!("{} = {}", quoted(&value), quoted(id))).collect()
}

/// One column of one line of a block.
fn block_line(drafted: &Drafted<'_>, at: usize, column: &ColumnView, name: &str) -> Line {
    let own = line(drafted, at, column);
    let mut table = own.table;
    table.push(entry("line", &pattern(name)));
    Line { name: format!("{}_{}", own.name, snake(name)), table, map: own.map, choose: own.choose }
}

/// The columns that the lanes of a wide table become.
fn lane_lines(drafted: &Drafted<'_>, wide: &WideView) -> Vec<Line> {
    let columns = &drafted.table.columns;
    let (name, kind) = match wide.heads {
        LaneKind::Month => ("bulan", "month"),
        LaneKind::Quarter => ("triwulan", "quarter"),
    };
    let is_money = |under: Option<&String>| {
        wide.columns.iter().any(|at| {
            let own = columns[*at].path.last();
            let same = under.is_none() || own == under;
            same && matches!(columns[*at].guess, Guess::Money(_))
        })
    };
    let head = vec![entry("type", kind), entry("from", "head")];
    let mut lines = vec![Line {
        name: spare_name(drafted.table, name),
        table: head,
        map: vec![],
        choose: None,
    }];
    let cell = |name: String, from: String, under: Option<&String>| {
        let kind = if is_money(under) { "money" } else { "number" };
        Line {
            name,
            table: vec![entry("type", kind), entry("from", &from)],
            map: vec![],
            choose: None,
        }
    };
    if wide.under.is_empty() {
        lines.push(cell(spare_name(drafted.table, "jumlah"), "cell".to_owned(), None));
    }
    let mut taken: BTreeSet<String> = columns.iter().map(|column| column.id.clone()).collect();
    for under in &wide.under {
        let name = unique(&snake(under), "jumlah", &mut taken);
        lines.push(cell(name, format!("cell:{}", head_pattern(under)), Some(under)));
    }
    lines
}

/// Columns that no head has: the end of the period, a day made of a year.
fn made_lines(drafted: &Drafted<'_>) -> Vec<Line> {
    let Some((name, Some(made))) = &drafted.date else { return vec![] };
    let line = |name: &str, made: &str| Line {
        name: name.to_owned(),
        table: vec![entry("type", "date"), made.to_owned()],
        map: vec![],
        choose: None,
    };
    let needs_end = made.contains("posisi");
    let end = needs_end.then(|| line("posisi", "from = \"covers\""));
    end.into_iter().chain([line(name, made)]).collect()
}
