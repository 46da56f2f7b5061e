//! From the bytes of a text file to its characters.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The characters of `bytes` and the name of their encoding.
///
/// A byte order mark decides; without one, every second byte being zero means UTF-16, and text
/// that is no valid UTF-8 is Windows-1252. A file pasted together from both is decoded line by
/// line, so that one stray byte does not spoil the accents of all other lines.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return (UTF_16LE.decode_without_bom_handling(rest).0, "UTF-16LE");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return (UTF_16BE.decode_without_bom_handling(rest).0, "UTF-16BE");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match utf16_without_mark(bytes) {
        Some("UTF-16LE") => (UTF_16LE.decode_without_bom_handling(bytes).0, "UTF-16LE"),
        Some(_) => (UTF_16BE.decode_without_bom_handling(bytes).0, "UTF-16BE"),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), "UTF-8"),
            Err(_) => by_line(bytes),
        },
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

fn by_line(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut mixed = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => {
                mixed |= !line.is_ascii();
                text.push_str(line);
            }
            Err(_) => text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    let name = if mixed { "UTF-8 with windows-1252" } else { "windows-1252" };
    (Cow::Owned(text), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], text: &str, name: &str| {
            let found = decode(bytes);
            assert_eq!((&*found.0, found.1), (text, name), "{bytes:?}");
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
    }
}
