//! Where the table of a sheet is: its head, its data, and the rows that are neither.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::glob::TextPattern;
use crate::load::raw::date::{self, DateOrder};
use crate::load::raw::number::{self, NumberEvidence, Style};
use crate::load::raw::{RawCell, RawRow, RawSheet, normal};

use super::names::tidy;
use super::personal;
use super::view::Layouts;

/// How far down the head is looked for, and over how many rows it may stretch.
const SEARCHED_ROWS: usize = 80;
const TALLEST: u32 = 4;
/// The longest text that can be a head.
const LONGEST_HEAD: usize = 160;
/// Texts that mark a printed total, as data contracts have them without being told.
const TOTALS: [&str; 6] = ["jumlah", "jumlah *", "total", "total *", "sub total*", "grand total*"];

/// The rows of a sheet, sorted.
pub(super) struct Layout<'a> {
    /// First and last row of the head.
    pub head: (u32, u32),
    /// The words over each column.
    pub paths: BTreeMap<u32, Vec<String>>,
    /// The rows of data.
    pub data: Vec<&'a RawRow>,
    /// The others below the head.
    pub aside: Layouts,
}

/// Finds the table of a sheet; `None` if no row can be its head.
pub(super) fn layout(sheet: &RawSheet) -> Option<Layout<'_>> {
    let head = head(sheet)?;
    let paths = paths(sheet, head.0, head.1);
    let below: Vec<&RawRow> = sheet.rows.iter().filter(|row| row.number > head.1).collect();
    if !is_told_by_the_body(&paths, &below) {
        return None;
    }
    let totals = TOTALS.map(TextPattern::new);
    let mut layout = Layout { head, paths, data: vec![], aside: Layouts::default() };
    for row in below {
        let filled = filled(row);
        let only_text = filled.len() == 1 && matches!(filled[0].1, RawCell::Text(_));
        if filled.is_empty() {
            continue;
        } else if layout.repeats_head(&filled) || layout.counts_columns(row.number, &filled) {
            layout.aside.headings.push(row.number.to_string());
        } else if is_total(&filled, &totals) {
            layout.aside.totals.push(row.number.to_string());
        } else if only_text && layout.paths.len() > 1 {
            layout.aside.footnotes.push(row.number.to_string());
        } else {
            layout.data.push(row);
        }
    }
    Some(layout)
}

impl Layout<'_> {
    fn repeats_head(&self, filled: &[(u32, &RawCell)]) -> bool {
        let same = |(column, cell): &&(u32, &RawCell)| {
            let text = normal(&cell.text());
            let path = self.paths.get(column);
            path.is_some_and(|path| path.iter().any(|part| normal(part) == text))
        };
        filled.len() >= 2 && filled.iter().filter(same).count() * 2 > filled.len()
    }

    fn counts_columns(&self, row: u32, filled: &[(u32, &RawCell)]) -> bool {
        let numbers: Option<Vec<u32>> =
            filled.iter().map(|(_, cell)| cell.text().trim().parse().ok()).collect();
        row == self.head.1 + 1
            && numbers.is_some_and(|list| {
                list.len() >= 3 && list[0] == 1 && list.windows(2).all(|two| two[1] == two[0] + 1)
            })
    }
}

fn filled(row: &RawRow) -> Vec<(u32, &RawCell)> {
    (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank()).collect()
}

/// A total begins with its word and names no thing of its own beside it.
fn is_total(filled: &[(u32, &RawCell)], totals: &[TextPattern]) -> bool {
    let is_words = |cell: &RawCell| match cell {
        RawCell::Text(text) => number::evidence(text) == NumberEvidence::NotANumber,
        _ => false,
    };
    let words: Vec<&RawCell> =
        filled.iter().map(|(_, cell)| *cell).filter(|cell| is_words(cell)).collect();
    let marked = words.first().is_some_and(|cell| {
        let text = normal(&cell.text());
        totals.iter().any(|total| total.matches_normal(&text))
    });
    let dashes = |cell: &&&RawCell| number::is_dash(&cell.text());
    marked && words.len() - words.iter().filter(dashes).count() == 1
}

/// The rows of the head.
fn head(sheet: &RawSheet) -> Option<(u32, u32)> {
    let rows: Vec<&RawRow> = sheet.rows.iter().take(SEARCHED_ROWS).collect();
    let mut widths: Vec<usize> = sheet.rows.iter().map(|row| filled(row).len()).collect();
    widths.sort_unstable();
    let typical = *widths.get(widths.len() * 3 / 4)?;
    let candidates: Vec<(&RawRow, usize)> = rows
        .iter()
        .filter_map(|row| {
            let labels = labels(sheet, row)?;
            let different: BTreeSet<&String> = labels.values().collect();
            let enough = labels.len() * 2 >= typical && different.len() >= 2.min(typical);
            enough.then_some((*row, labels.len()))
        })
        .collect();
    let widest = candidates.iter().map(|(_, width)| *width).max()?;
    let (row, _) = candidates.iter().find(|(_, width)| width * 5 >= widest * 4)?;
    let mut first = row.number;
    let mut last = lowest(sheet, first, first);
    while last - first + 1 < TALLEST && has_groups_above(sheet, first) {
        first -= 1;
    }
    while last - first + 1 < TALLEST && has_heads_below(sheet, last) {
        last = lowest(sheet, first, last + 1);
    }
    Some((first, last))
}

/// The last row that the merged heads beginning in these rows reach.
fn lowest(sheet: &RawSheet, first: u32, last: u32) -> u32 {
    let begins = sheet.merges.iter().filter(|merge| (first..=last).contains(&merge.first.0));
    let ends = begins.map(|merge| merge.last.0).filter(|end| *end < first + TALLEST);
    ends.max().unwrap_or(last).max(last)
}

fn row_at(sheet: &RawSheet, number: u32) -> Option<&RawRow> {
    let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
    sheet.rows.get(at)
}

/// The heads in a row, merged ones over all their columns; `None` if it holds anything that
/// cannot be a head.
fn labels(sheet: &RawSheet, row: &RawRow) -> Option<BTreeMap<u32, String>> {
    let mut found = BTreeMap::new();
    let (mut words, mut years) = (0, 0);
    for (column, cell) in filled(row) {
        let text = cell.text();
        match cell {
            RawCell::Text(_) if is_label(&text) => words += 1,
            RawCell::Text(_) | RawCell::Number(_) if is_year(&text) => years += 1,
            RawCell::Text(_) if can_be_head(&text) => {}
            _ => return None,
        }
        found.insert(column, normal(&text));
    }
    for merge in sheet.merges.iter().filter(|merge| {
        (merge.first.0..=merge.last.0).contains(&row.number)
            && merge.last.0 - merge.first.0 < TALLEST
    }) {
        let Some(text) = text_at(sheet, merge.first) else { continue };
        for column in merge.first.1..=merge.last.1 {
            found.insert(column, normal(&text));
        }
    }
    (words > 0 && words >= years).then_some(found)
}

fn text_at(sheet: &RawSheet, (row, column): (u32, u32)) -> Option<String> {
    let cell = row_at(sheet, row)?.cells.get(column as usize)?;
    (!cell.is_blank()).then(|| cell.text().into_owned())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && matches!(text.parse(), Ok(1990..=2099))
}

/// Whether a text is a head that says something.
fn is_label(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && can_be_head(text)
}

/// Whether a text can be a head: no number, no date, nothing of a person.
fn can_be_head(text: &str) -> bool {
    let is_number = number::parse(text, Style::Indonesian).is_some()
        || number::parse(text, Style::English).is_some();
    let is_date = text.contains(|c: char| c.is_ascii_digit())
        && date::parse(text, DateOrder::DayFirst).is_some();
    let short = text.chars().count() <= LONGEST_HEAD;
    short && !is_number && !is_date && personal::in_text(text).is_none()
}

/// Whether the row above these heads names groups of them: below it stand equal heads, or none.
fn has_groups_above(sheet: &RawSheet, first: u32) -> bool {
    if !sheet.merges.is_empty() {
        return false;
    }
    let above = first.checked_sub(1).and_then(|number| row_at(sheet, number));
    let (Some(above), Some(row)) = (above, row_at(sheet, first)) else { return false };
    let (Some(groups), Some(heads)) = (labels(sheet, above), labels(sheet, row)) else {
        return false;
    };
    let different: BTreeSet<&String> = heads.values().collect();
    let open = groups.keys().any(|column| !heads.contains_key(column));
    groups.len() >= 2 && (different.len() < heads.len() || open)
}

/// Whether the row below is still part of the head: words where the head is blank or merged.
fn has_heads_below(sheet: &RawSheet, last: u32) -> bool {
    let (Some(row), Some(below)) = (row_at(sheet, last), row_at(sheet, last + 1)) else {
        return false;
    };
    let Some(heads) = labels(sheet, row) else { return false };
    let own: BTreeSet<u32> = filled(row).into_iter().map(|(column, _)| column).collect();
    let Some(more) = labels(sheet, below) else { return false };
    let in_blank = more.keys().filter(|column| !own.contains(column)).count();
    // Words everywhere are a row of data; a head leaves the columns blank that have theirs above.
    let leaves_some = own.iter().any(|column| {
        !filled(below).iter().any(|(filled, _)| filled == column) && heads.contains_key(column)
    });
    in_blank > 0 && leaves_some && more.len() > 1
}

/// The words over every column, as the loader puts them together.
fn paths(sheet: &RawSheet, first: u32, last: u32) -> BTreeMap<u32, Vec<String>> {
    let mut grid: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let mut width = 0;
    for row in sheet.rows.iter().filter(|row| (first..=last).contains(&row.number)) {
        for (column, cell) in filled(row) {
            grid.insert((row.number, column), tidy(&cell.text()));
        }
        width = width.max(row.cells.len() as u32);
    }
    for merge in &sheet.merges {
        let Some(text) = grid.get(&merge.first).cloned() else { continue };
        for row in merge.first.0..=merge.last.0.min(last) {
            for column in merge.first.1..=merge.last.1.min(width.saturating_sub(1)) {
                grid.insert((row, column), text.clone());
            }
        }
    }
    if sheet.merges.is_empty() {
        for row in first..last {
            let mut group: Option<String> = None;
            for column in 0..width {
                if let Some(text) = grid.get(&(row, column)) {
                    group = Some(text.clone());
                } else if (row + 1..=last).any(|below| grid.contains_key(&(below, column)))
                    && let Some(text) = group.clone()
                {
                    grid.insert((row, column), text);
                }
            }
        }
    }
    let mut paths: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for ((_, column), text) in grid {
        let path = paths.entry(column).or_default();
        if path.last().is_none_or(|above| normal(above) != normal(&text)) {
            path.push(text);
        }
    }
    paths
}

/// Whether the cells below tell that this is a head and not a first row of data: some column
/// holds no words, or no head stands again in its own column and one of them is a usual word.
fn is_told_by_the_body(paths: &BTreeMap<u32, Vec<String>>, below: &[&RawRow]) -> bool {
    let usual = paths.values().flatten().any(|head| is_usual(head));
    if below.is_empty() {
        return usual
            && paths
                .values()
                .flatten()
                .all(|head| is_usual(head) || !personal::are_like_names([head].into_iter()));
    }
    let sample: Vec<&&RawRow> = below.iter().take(500).collect();
    let told = paths.iter().filter(|(column, path)| {
        let cells = sample.iter().filter_map(|row| row.cells.get(**column as usize));
        let filled: Vec<&RawCell> = cells.filter(|cell| !cell.is_blank()).collect();
        let other = filled.iter().filter(|cell| !is_label(&cell.text())).count();
        let again =
            filled.iter().any(|cell| path.iter().any(|p| normal(p) == normal(&cell.text())));
        !filled.is_empty() && other * 2 > filled.len() && !again
    });
    let told = told.count();
    // Where everything is words, one of them may be the name of somebody in the first row.
    let unusual = paths.values().filter_map(|path| path.last()).filter(|head| !is_usual(head));
    let named = unusual.into_iter().any(|head| personal::are_like_names([head].into_iter()));
    let all_words = usual && !named && !repeats_in_column(paths, &sample);
    (told > 0 && (usual || told * 2 > paths.len())) || all_words
}

fn repeats_in_column(paths: &BTreeMap<u32, Vec<String>>, sample: &[&&RawRow]) -> bool {
    paths.iter().any(|(column, path)| {
        let own = path.last().map(|head| normal(head)).unwrap_or_default();
        let cells = sample.iter().filter_map(|row| row.cells.get(*column as usize));
        cells.filter(|cell| normal(&cell.text()) == own).count() > 1
    })
}

/// Words that heads of office tables are made of.
const USUAL: [&str; 74] = [
    "no",
    "nomor",
    "kode",
    "kd",
    "id",
    "nama",
    "name",
    "nip",
    "nik",
    "unit",
    "satker",
    "satuan",
    "kerja",
    "instansi",
    "opd",
    "bagian",
    "bidang",
    "tim",
    "tanggal",
    "tgl",
    "date",
    "bulan",
    "tahun",
    "year",
    "month",
    "triwulan",
    "semester",
    "periode",
    "jenis",
    "type",
    "tipe",
    "kategori",
    "klasifikasi",
    "category",
    "status",
    "keterangan",
    "uraian",
    "deskripsi",
    "jumlah",
    "total",
    "nilai",
    "pagu",
    "anggaran",
    "realisasi",
    "sisa",
    "belanja",
    "akun",
    "program",
    "kegiatan",
    "output",
    "volume",
    "harga",
    "target",
    "capaian",
    "bobot",
    "skor",
    "judul",
    "isi",
    "alamat",
    "telepon",
    "email",
    "jabatan",
    "golongan",
    "pendidikan",
    "kanal",
    "sumber",
    "lokasi",
    "kota",
    "kabupaten",
    "provinsi",
    "responden",
    "layanan",
    "code",
    "agency",
];

pub(super) fn is_usual(head: &str) -> bool {
    let lower = head.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| USUAL.contains(&word))
}
