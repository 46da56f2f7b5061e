//! From the bytes of a text file to its characters, piece by piece.

use std::io::Read;

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;
use super::gzip::read_error;

/// How many bytes are asked for at once.
const PIECE: usize = 1 << 20;

/// Bytes without a line break after which a line is decoded in parts.
const LONGEST_LINE: usize = 4 << 20;

/// The characters of a stream of bytes.
///
/// A byte order mark decides; without one, every second byte being zero means UTF-16, and a line
/// that is no valid UTF-8 is Windows-1252. A file pasted together from both is decoded line by
/// line, so that one stray byte does not spoil the accents of all other lines.
pub(super) struct Characters<'f> {
    bytes: Box<dyn Read + 'f>,
    /// Bytes that were read and not decoded yet.
    pending: Vec<u8>,
    ended: bool,
    wide: Option<(Decoder, &'static str)>,
    /// Whether the decoder has been told that the end was reached.
    flushed: bool,
    /// Lines with characters beyond ASCII in UTF-8, and in Windows-1252.
    seen: (bool, bool),
}

impl<'f> Characters<'f> {
    /// Looks at the beginning to tell UTF-16 from the rest.
    pub(super) fn new(bytes: Box<dyn Read + 'f>) -> Result<Self, ReadError> {
        let mut new = Self {
            bytes,
            pending: Vec::new(),
            ended: false,
            wide: None,
            flushed: false,
            seen: (false, false),
        };
        new.read()?;
        let head = &new.pending[..];
        let (mark, name) = if head.starts_with(b"\xff\xfe") {
            (2, Some("UTF-16LE"))
        } else if head.starts_with(b"\xfe\xff") {
            (2, Some("UTF-16BE"))
        } else if head.starts_with(b"\xef\xbb\xbf") {
            (3, None)
        } else {
            (0, utf16_without_mark(head))
        };
        new.pending.drain(..mark);
        new.wide = name.map(|name| {
            let encoding = if name == "UTF-16LE" { UTF_16LE } else { UTF_16BE };
            (encoding.new_decoder_without_bom_handling(), name)
        });
        Ok(new)
    }

    /// The name of the encoding, as far as the text has been read.
    pub(super) fn encoding(&self) -> &'static str {
        match (&self.wide, self.seen) {
            (Some((_, name)), _) => name,
            (None, (true, true)) => "UTF-8 with windows-1252",
            (None, (false, true)) => "windows-1252",
            (None, (_, false)) => "UTF-8",
        }
    }

    /// Adds the next characters to `text`; `false` once there are no more.
    pub(super) fn next(&mut self, text: &mut String) -> Result<bool, ReadError> {
        loop {
            let unfinished = self.wide.is_some() && !self.flushed;
            if self.pending.is_empty() && self.ended && !unfinished {
                return Ok(false);
            }
            if let Some((decoder, _)) = &mut self.wide {
                let needed = decoder.max_utf8_buffer_length(self.pending.len());
                text.reserve(needed.unwrap_or(self.pending.len() * 3));
                let _ = decoder.decode_to_string(&self.pending, text, self.ended);
                self.pending.clear();
                self.flushed = self.ended;
                if !self.ended {
                    self.read()?;
                }
                return Ok(true);
            }
            let ready = self.decodable();
            if ready > 0 {
                decode(&self.pending[..ready], text, &mut self.seen);
                self.pending.drain(..ready);
                return Ok(true);
            }
            self.read()?;
        }
    }

    /// How many of the pending bytes are whole lines, or the end, or part of an endless line.
    fn decodable(&self) -> usize {
        if self.ended {
            return self.pending.len();
        }
        match memchr::memrchr(b'\n', &self.pending) {
            Some(at) => at + 1,
            None if self.pending.len() < LONGEST_LINE => 0,
            // Never within a character: its other bytes begin with the bits 10.
            None => {
                let parts = self.pending.iter().rev().take_while(|byte| **byte & 0xc0 == 0x80);
                self.pending.len().saturating_sub(parts.count().min(3) + 1)
            }
        }
    }

    fn read(&mut self) -> Result<(), ReadError> {
        let before = self.pending.len();
        let mut piece = self.bytes.by_ref().take(PIECE as u64);
        piece.read_to_end(&mut self.pending).map_err(|error| read_error(&error))?;
        self.ended = self.pending.len() == before;
        Ok(())
    }
}

/// Which UTF-16 it is, when the zero bytes of mostly Latin text give it away.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // A third leaves room for names in other scripts; the other half must then have no zero.
    if odd * 3 > half && even == 0 {
        Some("UTF-16LE")
    } else if even * 3 > half && odd == 0 {
        Some("UTF-16BE")
    } else {
        None
    }
}

fn decode(bytes: &[u8], text: &mut String, seen: &mut (bool, bool)) {
    if let Ok(all) = std::str::from_utf8(bytes) {
        seen.0 |= !all.is_ascii();
        return text.push_str(all);
    }
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => {
                seen.0 |= !line.is_ascii();
                text.push_str(line);
            }
            Err(_) => {
                seen.1 = true;
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let mut characters = Characters::new(Box::new(bytes)).unwrap();
        let mut text = String::new();
        while characters.next(&mut text).unwrap() {}
        (text, characters.encoding())
    }

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], text: &str, name: &str| {
            assert_eq!(decoded(bytes), (text.to_owned(), name), "{bytes:?}");
        };
        check(b"a;b\n", "a;b\n", "UTF-8");
        check(b"\xef\xbb\xbfmar\xc3\xa7o", "março", "UTF-8");
        check(b"mar\xe7o;\x80\n", "março;€\n", "windows-1252");
        check(b"mar\xc3\xa7o\nmar\xe7o\n", "março\nmarço\n", "UTF-8 with windows-1252");
        check(b"\xff\xfea\0;\0\xe7\0", "a;ç", "UTF-16LE");
        check(b"\xfe\xff\0a\0;\0\xe7", "a;ç", "UTF-16BE");
        check(b"a\0;\0b\0\n\0", "a;b\n", "UTF-16LE");
        check(b"\0a\0;\0b\0\n", "a;b\n", "UTF-16BE");
        check(b"\xff\xfea\0;", "a\u{fffd}", "UTF-16LE");
        check(b"", "", "UTF-8");
    }

    #[test]
    fn pieces_do_not_cut_characters() {
        for length in [PIECE - 1, PIECE, PIECE + 1, LONGEST_LINE - 1, LONGEST_LINE + 2] {
            let long = format!("{}ç€😀x", "é".repeat(length / 2));
            assert_eq!(decoded(long.as_bytes()), (long.clone(), "UTF-8"));
            let mut wide = vec![0xff, 0xfe];
            wide.extend(long.encode_utf16().flat_map(u16::to_le_bytes));
            assert_eq!(decoded(&wide), (long, "UTF-16LE"));
        }
    }
}
