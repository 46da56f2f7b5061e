//! DEFLATE, as far as a guard needs it: how long a stream really unpacks to, and its beginning.
//!
//! An archive only claims the sizes of its parts, and the workbook reader believes it. Measuring
//! keeps nothing of the output but its beginning.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// What a stream unpacks to.
pub(super) struct Unpacked {
    /// Its whole length in bytes.
    pub(super) length: u64,
    /// Its first bytes, as many as were asked for.
    pub(super) head: Vec<u8>,
    /// Its checksum.
    pub(super) sum: u32,
}

/// Why a stream cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It breaks the rules of the format, or ends early.
    Damaged,
    /// It gives more than the allowed number of bytes.
    TooLong,
}

/// Unpacks `input`, keeps the first `keep` bytes, and stops at more than `limit` bytes.
pub(super) fn inflate(input: &[u8], keep: usize, limit: u64) -> Result<Unpacked, Fault> {
    let mut stream = DeflateDecoder::new(input);
    let (mut length, mut head, mut sum) = (0, Vec::new(), Crc::new());
    let mut buffer = [0; 16 << 10];
    loop {
        let n_bytes = stream.read(&mut buffer).map_err(|_| Fault::Damaged)?;
        if n_bytes == 0 {
            return Ok(Unpacked { length, head, sum: sum.sum() });
        }
        length += n_bytes as u64;
        if length > limit {
            return Err(Fault::TooLong);
        }
        sum.update(&buffer[..n_bytes]);
        let room = keep.saturating_sub(head.len()).min(n_bytes);
        head.extend_from_slice(&buffer[..room]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn streams() {
        let check = |hex: &str, expected: &str| {
            let unpacked = inflate(&bytes(hex), 100, 1000).unwrap();
            assert_eq!(String::from_utf8(unpacked.head).unwrap(), expected);
            assert_eq!(unpacked.length, expected.len() as u64);
        };
        check("0300", "");
        check("4b4c4a044300", "abababab");
        check("010300fcff616263", "abc");
    }

    #[test]
    fn long_streams_stop_and_heads_are_short() {
        // 5000 times "a".
        let long = bytes(LONG);
        let check = |keep: usize, limit| {
            inflate(&long, keep, limit).map(|unpacked| (unpacked.length, unpacked.head.len()))
        };
        assert_eq!(check(7, 5000), Ok((5000, 7)));
        assert_eq!(check(9999, 5000), Ok((5000, 5000)));
        assert_eq!(check(7, 4999), Err(Fault::TooLong));
    }

    #[test]
    fn damage_is_an_error_everywhere() {
        let long = bytes(LONG);
        for end in 0..long.len() {
            assert!(inflate(&long[..end], 0, 9999).is_err(), "{end}");
        }
        for at in 0..long.len() * 8 {
            let mut changed = long.clone();
            changed[at / 8] ^= 1 << (at % 8);
            let _ = inflate(&changed, 50, 9999);
        }
    }

    const LONG: &str = "edc13101000000c2a0aceb5fc2147e4001000000006f03";
}
