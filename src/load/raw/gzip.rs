//! gzip around a text file: unpacked as a stream, never to more than memory or reason allow.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use super::{Limits, ReadError};

/// Streams below this size are never called a bomb.
const SMALL: u64 = 64 << 20;

/// How many times larger than packed a long stream may be. Tables of text reach 30, bombs 1000.
const RATIO: u64 = 250;

/// What `reader` holds, unpacked while it is read.
///
/// Reading fails at the first byte beyond what [`Limits::bytes`] or an honest ratio allows, and
/// where the stream is damaged or cut off; [`read_error`] tells these apart again.
pub(super) fn gunzip<R: Read>(reader: R, limits: &Limits) -> Gunzip<R> {
    let source = Counted { reader, n_bytes: 0 };
    Gunzip { stream: MultiGzDecoder::new(source), n_bytes: 0, limit: limits.bytes }
}

/// The reader that [`gunzip`] gives.
pub(super) struct Gunzip<R> {
    stream: MultiGzDecoder<Counted<R>>,
    n_bytes: u64,
    limit: u64,
}

/// How many bytes have gone through a reader.
struct Counted<R> {
    reader: R,
    n_bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.reader.read(buffer)?;
        self.n_bytes += n_bytes as u64;
        Ok(n_bytes)
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.stream.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::other(ReadError::Truncated),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => io::Error::other(damaged()),
            _ => error,
        })?;
        self.n_bytes += n_bytes as u64;
        let honest = self.stream.get_ref().n_bytes.saturating_mul(RATIO).max(SMALL);
        let limit = honest.min(self.limit);
        if self.n_bytes > limit {
            let error = ReadError::TooLarge { what: "bytes when unpacked", limit };
            return Err(io::Error::other(error));
        }
        Ok(n_bytes)
    }
}

fn damaged() -> ReadError {
    ReadError::Unreadable { detail: "its compressed data are damaged".to_owned() }
}

/// What went wrong when bytes were read: ours to say where [`gunzip`] found it, else the system's.
pub(super) fn read_error(error: &io::Error) -> ReadError {
    let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>());
    let theirs = || ReadError::Unreadable { detail: error.to_string() };
    ours.cloned().unwrap_or_else(theirs)
}

/// Unpacks a whole file.
pub(super) fn unpack(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let mut out = Vec::new();
    gunzip(bytes, limits).read_to_end(&mut out).map_err(|error| read_error(&error))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn streams_of_one_or_more_members() {
        let limits = Limits::default();
        let two = [packed(b"unit;pagu\n"), packed(b"TU;5\n")].concat();
        assert_eq!(unpack(&two, &limits).unwrap(), b"unit;pagu\nTU;5\n");
        assert_eq!(unpack(&packed(b""), &limits).unwrap(), b"");
    }

    #[test]
    fn damage_and_bombs() {
        let check = |bytes: &[u8], limits: &Limits, expected: &str| {
            assert_eq!(unpack(bytes, limits).unwrap_err().to_string(), expected);
        };
        let sound = packed(b"unit;pagu\nTU;5\n");
        let limits = Limits::default();
        for end in 3..sound.len() {
            check(&sound[..end], &limits, "the end of the file is missing");
        }
        let mut changed = sound.clone();
        let last = changed.len() - 6;
        changed[last] ^= 1;
        check(&changed, &limits, "the workbook is damaged: its compressed data are damaged");
        let small = Limits { bytes: 1000, ..limits };
        check(&packed(&[b'a'; 1001]), &small, "more than 1000 bytes when unpacked");
        let bomb = packed(&vec![b'a'; (SMALL + 1) as usize]);
        check(&bomb, &limits, &format!("more than {SMALL} bytes when unpacked"));
    }
}
