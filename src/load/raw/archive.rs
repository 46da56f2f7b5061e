//! The ZIP archive around a workbook, looked through before any reader unpacks it.
//!
//! A file of a few kilobytes can unpack to gigabytes. So the sizes the archive claims are added
//! up first, and then every part that is going to be read is measured.

use std::collections::BTreeSet;

use flate2::Crc;

use super::inflate::{Fault, Unpacked, inflate};
use super::{Limits, ReadError};

/// Parts below this size are never called a bomb.
const SMALL: u64 = 64 << 20;

/// How many times larger than packed a large part may be; sheets reach 40, bombs 1000.
const RATIO: u64 = 250;

/// One file in the archive.
struct Part<'b> {
    name: String,
    encrypted: bool,
    deflated: bool,
    size: u64,
    sum: u32,
    packed: &'b [u8],
}

/// An archive and its parts.
pub(super) struct Archive<'b> {
    parts: Vec<Part<'b>>,
}

impl<'b> Archive<'b> {
    /// Reads the directory at the end of `bytes`; without one the file is cut off.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, ReadError> {
        let tail = bytes.len().saturating_sub(22 + 65_535);
        let end = bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06");
        let end = tail + end.ok_or(ReadError::Truncated)?;
        let damaged = || ReadError::Unreadable { detail: "its directory is damaged".to_owned() };
        let directory = Directory::find(bytes, end).ok_or_else(damaged)?;
        let mut parts = Vec::new();
        let mut at = directory.start;
        while at < directory.end {
            let (part, next) = directory.part(bytes, at).ok_or_else(damaged)?;
            parts.push(part);
            at = next;
        }
        Ok(Archive { parts })
    }

    /// Whether there is a part of this name, whatever its case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.part(name).is_some()
    }

    fn part(&self, name: &str) -> Option<&Part<'b>> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// Refuses encrypted parts, and parts that unpack to more than memory should hold.
    pub(super) fn check(&self, limits: &Limits) -> Result<(), ReadError> {
        let read = || self.parts.iter().filter(|part| part.is_read());
        if read().any(|part| part.encrypted) {
            return Err(ReadError::Password);
        }
        // Readers differ in which of two parts of one name they take.
        let mut names = BTreeSet::new();
        if let Some(part) = read().find(|part| !names.insert(part.name.to_ascii_lowercase())) {
            return Err(part.damaged());
        }
        let too_large = |limit| Err(ReadError::TooLarge { what: "bytes when unpacked", limit });
        let mut claimed = 0_u64;
        for part in read() {
            let (allowed, left) = (part.allowed(limits), limits.bytes.saturating_sub(claimed));
            if part.size > allowed.min(left) {
                return too_large(if allowed < left { allowed } else { limits.bytes });
            }
            claimed += part.size;
        }
        let mut measured = 0_u64;
        for part in read() {
            let (allowed, left) = (part.allowed(limits), limits.bytes.saturating_sub(measured));
            measured += match part.unpack(0, allowed.min(left)) {
                Ok(unpacked) => unpacked.length,
                Err(Fault::TooLong) if allowed < left => return too_large(allowed),
                Err(Fault::TooLong) => return too_large(limits.bytes),
                Err(Fault::Damaged) => return Err(part.damaged()),
            };
        }
        Ok(())
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The first bytes of a part, at most `keep`; empty without the part.
    pub(super) fn head(
        &self,
        name: &str,
        keep: usize,
        limits: &Limits,
    ) -> Result<Vec<u8>, ReadError> {
        let Some(part) = self.part(name) else {
            return Ok(Vec::new());
        };
        let unpacked = part.unpack(keep, part.allowed(limits)).map_err(|_| part.damaged())?;
        Ok(unpacked.head)
    }
}

impl Part<'_> {
    /// Pictures and other attachments are never unpacked.
    fn is_read(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        [".xml", ".rels", ".bin"].iter().any(|end| name.ends_with(end)) || name == "mimetype"
    }

    fn allowed(&self, limits: &Limits) -> u64 {
        (self.packed.len() as u64).saturating_mul(RATIO).max(SMALL).min(limits.bytes)
    }

    fn unpack(&self, keep: usize, limit: u64) -> Result<Unpacked, Fault> {
        if self.deflated {
            let unpacked = inflate(self.packed, keep, limit)?;
            return if unpacked.sum == self.sum { Ok(unpacked) } else { Err(Fault::Damaged) };
        }
        let length = self.packed.len() as u64;
        let head = self.packed[..self.packed.len().min(keep)].to_vec();
        let mut sum = Crc::new();
        sum.update(self.packed);
        if length > limit {
            Err(Fault::TooLong)
        } else if sum.sum() != self.sum {
            Err(Fault::Damaged)
        } else {
            Ok(Unpacked { length, head, sum: self.sum })
        }
    }

    fn damaged(&self) -> ReadError {
        ReadError::Unreadable { detail: format!("its part `{}` is damaged", self.name) }
    }
}

/// Where the central directory lies.
struct Directory {
    start: usize,
    end: usize,
    /// What stands before the archive, and is to be added to every offset in it.
    shift: usize,
}

impl Directory {
    fn find(bytes: &[u8], end: usize) -> Option<Directory> {
        let (mut size, mut offset) = (number(bytes, end + 12, 4)?, number(bytes, end + 16, 4)?);
        let mut stop = end;
        if offset == 0xffff_ffff || size == 0xffff_ffff || number(bytes, end + 10, 2)? == 0xffff {
            let locator = end.checked_sub(20)?;
            if bytes.get(locator..locator + 4)? == b"PK\x06\x07" {
                // The wide end record stands right before its locator, 56 bytes without extras.
                stop = usize::try_from(number(bytes, locator + 8, 8)?).ok()?;
                (size, offset) = (number(bytes, stop + 40, 8)?, number(bytes, stop + 48, 8)?);
            }
        }
        let (size, offset) = (usize::try_from(size).ok()?, usize::try_from(offset).ok()?);
        let start = stop.checked_sub(size)?;
        let shift = start.checked_sub(offset)?;
        Some(Directory { start, end: stop, shift })
    }

    /// The part whose entry is at byte `at`, and where the next entry is.
    fn part<'b>(&self, bytes: &'b [u8], at: usize) -> Option<(Part<'b>, usize)> {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let field = |offset, width| number(bytes, at + offset, width);
        let length = |offset| usize::try_from(field(offset, 2)?).ok();
        let (n_name, n_extra, n_comment) = (length(28)?, length(30)?, length(32)?);
        let name = bytes.get(at + 46..at + 46 + n_name)?;
        let extra = bytes.get(at + 46 + n_name..at + 46 + n_name + n_extra)?;
        let [size, packed, local] = wide([field(24, 4)?, field(20, 4)?, field(42, 4)?], extra)?;
        let local = usize::try_from(local).ok()?.checked_add(self.shift)?;
        if bytes.get(local..local.checked_add(4)?)? != b"PK\x03\x04" {
            return None;
        }
        let skip = 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
        let start = local + usize::try_from(skip).ok()?;
        let packed = bytes.get(start..start.checked_add(usize::try_from(packed).ok()?)?)?;
        let part = Part {
            name: String::from_utf8_lossy(name).replace('\\', "/"),
            encrypted: field(8, 2)? & 1 == 1,
            deflated: field(10, 2)? == 8,
            size,
            sum: field(16, 4)? as u32,
            packed,
        };
        Some((part, at + 46 + n_name + n_extra + n_comment))
    }
}

/// Replaces the sizes and offset that did not fit in 32 bits by those of the extra field.
fn wide(mut values: [u64; 3], mut extra: &[u8]) -> Option<[u64; 3]> {
    while extra.len() >= 4 && values.contains(&0xffff_ffff) {
        let (kind, length) = (number(extra, 0, 2)?, usize::try_from(number(extra, 2, 2)?).ok()?);
        let body = extra.get(4..4 + length)?;
        if kind == 1 {
            let mut at = 0;
            for value in values.iter_mut().filter(|value| **value == 0xffff_ffff) {
                *value = number(body, at, 8)?;
                at += 8;
            }
            return Some(values);
        }
        extra = &extra[4 + length..];
    }
    Some(values)
}

/// The little-endian number of `width` bytes at `at`.
pub(super) fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An archive of stored or already packed parts: name, method, claimed size, bytes.
    pub(in super::super) fn archive(parts: &[(&str, u16, u32, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, method, size, packed) in parts {
            let offset = out.len() as u32;
            let mut shared = Vec::new();
            shared.extend([20, 0, 0, 0]);
            shared.extend(method.to_le_bytes());
            shared.extend([0; 4]);
            shared.extend(crc(packed).to_le_bytes());
            shared.extend((packed.len() as u32).to_le_bytes());
            shared.extend(size.to_le_bytes());
            shared.extend((name.len() as u16).to_le_bytes());
            shared.extend([0; 2]);
            out.extend(b"PK\x03\x04");
            out.extend(&shared);
            out.extend(name.as_bytes());
            out.extend(*packed);
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(&shared);
            directory.extend([0; 10]);
            directory.extend(offset.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let start = out.len() as u32;
        out.extend(&directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend((parts.len() as u16).to_le_bytes());
        out.extend((parts.len() as u16).to_le_bytes());
        out.extend((directory.len() as u32).to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0; 2]);
        out
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8)
                .fold(crc ^ u32::from(*byte), |crc: u32, _| (crc >> 1) ^ ((crc & 1) * 0xedb8_8320))
        })
    }

    #[test]
    fn checks() {
        let limits = Limits { bytes: 3000, ..Limits::default() };
        let check = |bytes: &[u8], expected| {
            let found = Archive::open(bytes).and_then(|archive| archive.check(&limits));
            assert_eq!(found, expected);
        };
        let large = || Err(ReadError::TooLarge { what: "bytes when unpacked", limit: 3000 });
        let long = [0_u8; 5000];
        check(&archive(&[("a.xml", 0, 3, b"abc")]), Ok(()));
        check(&archive(&[("a.xml", 0, 5000, &long)]), large());
        check(&archive(&[("a.xml", 0, 5, &long)]), large());
        check(&archive(&[("a.png", 0, 5000, &long)]), Ok(()));
        let damaged = ReadError::Unreadable { detail: "its part `a.xml` is damaged".to_owned() };
        check(&archive(&[("a.xml", 8, 3, b"\xff\xff")]), Err(damaged));
        let sound = archive(&[("a.xml", 0, 3, b"abc"), ("b.xml", 0, 3, b"abc")]);
        check(&sound[..sound.len() - 30], Err(ReadError::Truncated));
        let mut shifted = b"before".to_vec();
        shifted.extend(&sound);
        check(&shifted, Ok(()));
    }

    #[test]
    fn any_change_of_a_byte_is_survived() {
        let sound = archive(&[("a.xml", 0, 3, b"abc"), ("b.xml", 8, 0, b"\x03\x00")]);
        for at in 0..sound.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut changed = sound.clone();
                changed[at] = value;
                let _ = Archive::open(&changed).and_then(|found| found.check(&Limits::default()));
            }
        }
    }
}
