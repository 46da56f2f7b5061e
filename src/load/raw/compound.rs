//! A guard for XLS: what a compound file holds, how large a table its sheets ask for, and which
//! of its numbers are shown as percents.
//!
//! The reader lays every sheet out as a full rectangle from its first to its last cell, and
//! follows the sector chains wherever they lead. A few bytes can ask it for a hundred gigabytes
//! or send it in circles, so both are looked at here first.

use std::collections::BTreeSet;

use super::archive::number;
use super::damage::is_percent;
use super::sheet::room;
use super::{Limits, ReadError};

/// The largest rectangle an XLS sheet can honestly have.
const SHEET_CELLS: u64 = 65_536 * 256;

/// Sector numbers from here on are marks, not places.
const MARKS: u32 = 0xffff_fffa;

/// Where percents stand, by row and column from 0.
pub(super) type Percents = BTreeSet<(u32, u32)>;

/// Refuses compound files that are no workbook, are encrypted, are cut off, or ask for too much.
///
/// Gives the cells of each sheet whose format is a percent, in the order of the tabs.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Vec<Percents>, ReadError> {
    let file = Compound::open(bytes)?;
    let not_a_table = |found: &str| Err(ReadError::NotATable { found: found.to_owned() });
    if file.stream("EncryptedPackage").is_some() {
        return Err(ReadError::Password);
    }
    let Some(entry) = file.stream("Workbook").or_else(|| file.stream("Book")) else {
        let named = |name| file.stream(name).is_some();
        return match (named("WordDocument"), named("PowerPoint Document")) {
            (true, _) => not_a_table("a Word document"),
            (_, true) => not_a_table("a PowerPoint presentation"),
            _ => not_a_table("a compound file without a workbook"),
        };
    };
    let stream = file.read(entry)?;
    check_sheets(&stream, limits)?;
    Ok(percents(&stream))
}

/// One stream in the file.
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Result<Compound<'b>, ReadError> {
        let field = |at| number(bytes, at, 4).map(|value| value as u32).ok_or(ReadError::Truncated);
        let sector = match number(bytes, 30, 2) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged()),
        };
        let (fat, mini_fat, mini, entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut file = Compound { bytes, sector, fat, mini_fat, mini, entries };
        let mut places: Vec<u32> = (0..109).map(|i| field(76 + 4 * i)).collect::<Result<_, _>>()?;
        let (mut next, mut steps) = (field(68)?, 0);
        while next < MARKS {
            let words = words(file.sector_at(next)?);
            let (last, rest) = words.split_last().ok_or_else(damaged)?;
            places.extend(rest);
            next = *last;
            steps += 1;
            if steps > bytes.len() / sector {
                return Err(damaged());
            }
        }
        for place in places.into_iter().filter(|place| *place < MARKS) {
            let sector = words(file.sector_at(place)?);
            file.fat.extend(sector);
            if file.fat.len() > bytes.len() {
                return Err(damaged());
            }
        }
        let directory = file.chain(field(48)?, u64::MAX)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = file.entries.first().map(|root| (root.start, root.size)).ok_or_else(damaged)?;
        let n_mini_fat = u64::from(field(64)?) * sector as u64;
        if n_mini_fat > 0 {
            file.mini = file.chain(root.0, root.1)?;
            file.mini_fat = words(&file.chain(field(60)?, n_mini_fat)?);
        }
        Ok(file)
    }

    fn sector_at(&self, place: u32) -> Result<&'b [u8], ReadError> {
        let start = (place as usize + 1).checked_mul(self.sector).ok_or(ReadError::Truncated)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty()).ok_or(ReadError::Truncated)
    }

    /// The bytes of a chain of sectors, at most `size`; a chain that runs in circles is damage.
    fn chain(&self, mut place: u32, size: u64) -> Result<Vec<u8>, ReadError> {
        let mut out = Vec::new();
        let mut seen = vec![false; self.fat.len()];
        while place < MARKS && (out.len() as u64) < size {
            out.extend(self.sector_at(place)?);
            match seen.get_mut(place as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(damaged()),
            }
            place = *self.fat.get(place as usize).ok_or_else(damaged)?;
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(out)
    }

    fn stream(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>, ReadError> {
        if entry.size >= 4096 {
            return self.chain(entry.start, entry.size);
        }
        let (mut out, mut place) = (Vec::new(), entry.start);
        while place < MARKS && (out.len() as u64) < entry.size {
            let start = place as usize * 64;
            out.extend(self.mini.get(start..start + 64).ok_or_else(damaged)?);
            place = *self.mini_fat.get(place as usize).ok_or_else(damaged)?;
        }
        out.truncate(entry.size as usize);
        Ok(out)
    }
}

fn damaged() -> ReadError {
    ReadError::Unreadable { detail: "its sectors do not fit together".to_owned() }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let units = bytes[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: number(bytes, 116, 4)? as u32,
        size: number(bytes, 120, 4)?,
    })
}

/// Walks the records of every sheet and adds up the rectangles they span.
fn check_sheets(stream: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let (mut total, mut n_filled) = (0_u64, 0_u64);
    for record in records(stream) {
        match record.kind {
            // FilePass with any method but none.
            0x2f if number(record.data, 0, 2) != Some(0) => return Err(ReadError::Password),
            0x85 => {
                let start = number(record.data, 0, 4).and_then(|start| usize::try_from(start).ok());
                let sheet = start.and_then(|start| stream.get(start..)).ok_or_else(damaged)?;
                let (cells, filled) = rectangle(sheet);
                total = total.saturating_add(cells);
                n_filled += filled;
            }
            0x0a => break,
            _ => {}
        }
        // The reader holds a value and a formula for every cell of the rectangle.
        let limit = room(n_filled, limits).min(SHEET_CELLS * 2);
        if total > limit {
            return Err(ReadError::TooLarge { what: "cells", limit });
        }
    }
    Ok(())
}

/// The cells of every sheet that are shown as percents.
fn percents(stream: &[u8]) -> Vec<Percents> {
    let (mut formats, mut styles) = (BTreeSet::from([9, 10]), Vec::new());
    let (mut starts, mut is_wide) = (Vec::new(), false);
    for record in records(stream) {
        let at = |place| number(record.data, place, 2).unwrap_or(0);
        match record.kind {
            0x809 => is_wide = at(0) == 0x600,
            0x41e if is_percent(&format_text(record.data, is_wide)) => drop(formats.insert(at(0))),
            0xe0 => styles.push(at(2)),
            0x85 => starts.push(number(record.data, 0, 4).map_or(usize::MAX, |at| at as usize)),
            0x0a => break,
            _ => {}
        }
    }
    let shows: Vec<bool> = styles.iter().map(|format| formats.contains(format)).collect();
    if !shows.contains(&true) {
        return Vec::new();
    }
    let sheet = |start: usize| percents_of(stream.get(start..).unwrap_or(&[]), &shows);
    starts.into_iter().map(sheet).collect()
}

/// The text of a format record: after its number the length, a flag for two bytes, the letters.
fn format_text(data: &[u8], is_wide: bool) -> String {
    let letters = |from: usize| data.get(from..).unwrap_or(&[]);
    let low = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect();
    match (is_wide, data.get(4)) {
        (false, _) => low(letters(3)),
        (true, Some(flags)) if flags & 1 == 0 => low(letters(5)),
        // The first byte of two is enough to find a percent sign.
        (true, _) => letters(5).iter().step_by(2).map(|byte| char::from(*byte)).collect(),
    }
}

/// The percents of one sheet, by the styles that show them.
fn percents_of(sheet: &[u8], shows: &[bool]) -> Percents {
    let mut found = Percents::new();
    let mut depth = 0_u32;
    for record in records(sheet) {
        let at = |place| number(record.data, place, 2).unwrap_or(0) as u32;
        let shown = |style: u32| shows.get(style as usize).is_some_and(|shown| *shown);
        match record.kind {
            0x809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth > 1 => {}
            0x06 | 0x203 | 0x27e if shown(at(4)) => drop(found.insert((at(0), at(2)))),
            0xbd => {
                let cells = (4..record.data.len().saturating_sub(7)).step_by(6);
                let cells = cells.zip(at(2)..).filter(|(place, _)| shown(at(*place)));
                found.extend(cells.map(|(_, column)| (at(0), column)));
            }
            _ => {}
        }
    }
    found
}

/// The cells from the first to the last one of a sheet, or what its dimensions claim if more, and
/// how many records of cells there are.
fn rectangle(sheet: &[u8]) -> (u64, u64) {
    let (mut rows, mut columns) = ((u64::MAX, 0), (u64::MAX, 0));
    let (mut claimed, mut depth, mut n_records, mut n_filled) = (0, 0_u32, 0_u64, 0_u64);
    for record in records(sheet) {
        n_records += 1;
        let at = |place| number(record.data, place, 2).unwrap_or(0);
        match record.kind {
            0x809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth > 1 => {}
            0x200 => {
                let wide = record.data.len() >= 14;
                let (width, offset) = if wide { (4, 8) } else { (2, 4) };
                let row = |place| number(record.data, place, width).unwrap_or(0);
                let n_rows = row(width).saturating_sub(row(0)).max(1);
                // The reader takes an odd first column for the first.
                claimed = n_rows.saturating_mul(at(offset + 2).max(1));
            }
            0x06 | 0xbd | 0xd6 | 0xfd | 0x203 | 0x204 | 0x205 | 0x27e => {
                let last =
                    if record.kind == 0xbd { at(record.data.len().saturating_sub(2)) } else { 0 };
                n_filled += 1 + last.saturating_sub(at(2));
                rows = (rows.0.min(at(0)), rows.1.max(at(0)));
                columns = (columns.0.min(at(2)), columns.1.max(at(2)).max(last));
            }
            _ => {}
        }
    }
    let span = |(first, last): (u64, u64)| (last + 1).saturating_sub(first);
    // Sheets may share their records; each walk counts.
    let cells = span(rows).saturating_mul(span(columns)).max(claimed).max(n_records / 4);
    (cells, n_filled)
}

struct Record<'s> {
    kind: u16,
    data: &'s [u8],
}

fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let kind = number(stream, 0, 2)? as u16;
        let length = number(stream, 2, 2)? as usize;
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some(Record { kind, data })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u16]) -> Vec<u8> {
        let mut out = kind.to_le_bytes().to_vec();
        out.extend((data.len() as u16 * 2).to_le_bytes());
        out.extend(data.iter().flat_map(|word| word.to_le_bytes()));
        out
    }

    #[test]
    fn rectangles() {
        let check = |records: &[(u16, &[u16])], expected| {
            let mut sheet = record(0x809, &[0x600, 0x10]);
            sheet.extend(records.iter().flat_map(|(kind, data)| record(*kind, data)));
            sheet.extend(record(0x0a, &[]));
            sheet.extend(record(0x203, &[60_000, 200]));
            assert_eq!(rectangle(&sheet).0, expected, "{records:?}");
        };
        check(&[], 0);
        check(&[(0x203, &[4, 2])], 1);
        check(&[(0x203, &[0, 0]), (0xfd, &[9, 4])], 50);
        check(&[(0xbd, &[0, 1, 0, 0, 0, 7])], 7);
        check(&[(0x203, &[0, 0]), (0x06, &[65_535, 65_535])], 1 << 32);
        check(&[(0x200, &[0, 0, 100, 0, 0, 10, 0])], 1000);
        // A chart in the sheet has records of its own.
        check(&[(0x203, &[0, 0]), (0x809, &[0x600]), (0x203, &[99, 99]), (0x0a, &[])], 1);
    }

    #[test]
    fn percents_by_format() {
        let mut stream = record(0x809, &[0x600, 5]);
        // A format of our own, `0,0 %` in single bytes, then styles: plain, ours, built in.
        stream.extend([0x1e, 4, 10, 0, 200, 0, 5, 0, 0, b'0', b',', b'0', b' ', b'%']);
        for format in [0, 200, 10] {
            stream.extend(record(0xe0, &[0, format]));
        }
        let start = stream.len() + 12 + 4;
        stream.extend(record(0x85, &[start as u16, 0, 0, 0]));
        stream.extend(record(0x0a, &[]));
        stream.extend(record(0x809, &[0x600, 0x10]));
        stream.extend(record(0x203, &[3, 1, 0]));
        stream.extend(record(0x203, &[3, 2, 1]));
        stream.extend(record(0xbd, &[4, 5, 2, 0, 0, 0, 0, 0, 1, 0, 0, 7]));
        stream.extend(record(0x0a, &[]));
        assert_eq!(percents(&stream), [Percents::from([(3, 2), (4, 5), (4, 7)])]);
    }

    #[test]
    fn cut_off_files() {
        let check = |bytes: &[u8], expected| {
            assert_eq!(check(bytes, &Limits::default()).map(drop), expected);
        };
        let mut header = vec![0xff_u8; 512];
        header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        check(&header[..20], Err(damaged()));
        header[30..32].copy_from_slice(&[9, 0]);
        check(&header[..100], Err(ReadError::Truncated));
        header[76..80].copy_from_slice(&[5, 0, 0, 0]);
        check(&header, Err(ReadError::Truncated));
    }
}
