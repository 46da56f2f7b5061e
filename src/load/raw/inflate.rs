//! DEFLATE, as far as a guard needs it: how long a stream really unpacks to, and its beginning.
//!
//! An archive only claims the sizes of its parts, and the workbook reader believes it. Measuring
//! keeps no window of the output and costs a small part of the reading that follows.

/// What a stream unpacks to.
pub(super) struct Unpacked {
    /// Its whole length in bytes.
    pub(super) length: u64,
    /// Its first bytes, as many as were asked for.
    pub(super) head: Vec<u8>,
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
    let mut stream =
        Stream { input, at: 0, bits: 0, n_bits: 0, keep, limit, length: 0, head: Vec::new() };
    loop {
        let last = stream.take(1)? == 1;
        match stream.take(2)? {
            0 => stream.stored()?,
            1 => stream.block(&fixed_literals(), &Codes::new(&[5; 30])?)?,
            2 => {
                let (literals, distances) = stream.tables()?;
                stream.block(&literals, &distances)?;
            }
            _ => return Err(Fault::Damaged),
        }
        if last {
            return Ok(Unpacked { length: stream.length, head: stream.head });
        }
    }
}

/// The least length of each length code, and how many bits are added to it.
#[rustfmt::skip]
const LENGTHS: [(u16, u32); 29] = [
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1),
    (15, 1), (17, 1), (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3),
    (67, 4), (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
];

/// The same for the codes of distances.
#[rustfmt::skip]
const DISTANCES: [(u16, u32); 30] = [
    (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2),
    (17, 3), (25, 3), (33, 4), (49, 4), (65, 5), (97, 5), (129, 6), (193, 6),
    (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10),
    (4097, 11), (6145, 11), (8193, 12), (12289, 12), (16385, 13), (24577, 13),
];

/// The order in which a block gives the lengths of its code-length codes.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Codes up to this length are looked up at once.
const FAST: u32 = 10;

/// A set of Huffman codes.
struct Codes {
    /// By the next bits of the stream: the symbol times 16 plus its length; 0 for a longer code.
    fast: Vec<u16>,
    /// How many codes there are of each length.
    counts: [u16; 16],
    /// The symbols, by their codes.
    symbols: Vec<u16>,
}

impl Codes {
    fn new(lengths: &[u8]) -> Result<Codes, Fault> {
        let mut counts = [0_u16; 16];
        for length in lengths {
            counts[usize::from(*length & 15)] += 1;
        }
        counts[0] = 0;
        let mut room = 1_i32;
        let (mut offsets, mut codes) = ([0_u16; 17], [0_u32; 17]);
        for length in 1..16 {
            room = room * 2 - i32::from(counts[length]);
            if room < 0 {
                return Err(Fault::Damaged);
            }
            offsets[length + 1] = offsets[length] + counts[length];
            codes[length + 1] = (codes[length] + u32::from(counts[length])) << 1;
        }
        let mut symbols = vec![0_u16; lengths.len()];
        let mut fast = vec![0_u16; 1 << FAST];
        for (symbol, length) in (0_u16..).zip(lengths) {
            let length = *length & 15;
            if length == 0 {
                continue;
            }
            let (slot, bits) = (usize::from(length), u32::from(length));
            symbols[usize::from(offsets[slot])] = symbol;
            offsets[slot] += 1;
            // The stream gives a code from its highest bit on, but bytes from their lowest.
            let reversed = codes[slot].reverse_bits() >> (32 - bits);
            codes[slot] += 1;
            if bits <= FAST {
                for index in (reversed as usize..1 << FAST).step_by(1 << bits) {
                    fast[index] = symbol << 4 | u16::from(length);
                }
            }
        }
        Ok(Codes { fast, counts, symbols })
    }
}

fn fixed_literals() -> Codes {
    let mut lengths = [8_u8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    Codes::new(&lengths).unwrap_or_else(|_| unreachable!("the fixed codes are complete"))
}

struct Stream<'i> {
    input: &'i [u8],
    at: usize,
    bits: u64,
    n_bits: u32,
    keep: usize,
    limit: u64,
    length: u64,
    head: Vec<u8>,
}

impl Stream<'_> {
    /// Fills the bit buffer; past the end of the input it stays short.
    fn refill(&mut self) {
        while self.n_bits <= 56 {
            let Some(byte) = self.input.get(self.at) else {
                return;
            };
            self.bits |= u64::from(*byte) << self.n_bits;
            (self.at, self.n_bits) = (self.at + 1, self.n_bits + 8);
        }
    }

    fn drop_bits(&mut self, n: u32) -> Result<(), Fault> {
        self.n_bits = self.n_bits.checked_sub(n).ok_or(Fault::Damaged)?;
        self.bits >>= n;
        Ok(())
    }

    fn take(&mut self, n: u32) -> Result<usize, Fault> {
        if self.n_bits < n {
            self.refill();
        }
        let value = self.bits & ((1 << n) - 1);
        self.drop_bits(n)?;
        Ok(value as usize)
    }

    fn symbol(&mut self, codes: &Codes) -> Result<u16, Fault> {
        if self.n_bits < 15 {
            self.refill();
        }
        let entry = codes.fast[(self.bits & ((1 << FAST) - 1)) as usize];
        if entry != 0 {
            self.drop_bits(u32::from(entry & 15))?;
            return Ok(entry >> 4);
        }
        let (mut code, mut first, mut index) = (0_i32, 0_i32, 0_i32);
        for length in 1..16_u32 {
            code |= ((self.bits >> (length - 1)) & 1) as i32;
            let count = i32::from(codes.counts[length as usize]);
            if code - first < count {
                self.drop_bits(length)?;
                let symbol = usize::try_from(index + code - first).ok();
                return symbol.and_then(|at| codes.symbols.get(at).copied()).ok_or(Fault::Damaged);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Fault::Damaged)
    }

    fn grow(&mut self, n: u64) -> Result<(), Fault> {
        self.length += n;
        if self.length > self.limit { Err(Fault::TooLong) } else { Ok(()) }
    }

    fn block(&mut self, literals: &Codes, distances: &Codes) -> Result<(), Fault> {
        loop {
            match self.symbol(literals)? {
                byte @ 0..256 => {
                    if self.head.len() < self.keep {
                        self.head.push(byte as u8);
                    }
                    self.grow(1)?;
                }
                256 => return Ok(()),
                code => {
                    let (base, extra) =
                        *LENGTHS.get(usize::from(code) - 257).ok_or(Fault::Damaged)?;
                    let length = usize::from(base) + self.take(extra)?;
                    let code = self.symbol(distances)?;
                    let (base, extra) = *DISTANCES.get(usize::from(code)).ok_or(Fault::Damaged)?;
                    let distance = usize::from(base) + self.take(extra)?;
                    if distance as u64 > self.length {
                        return Err(Fault::Damaged);
                    }
                    // While the head still grows it is all there is so far.
                    for _ in 0..length.min(self.keep - self.head.len()) {
                        self.head.push(self.head[self.head.len() - distance]);
                    }
                    self.grow(length as u64)?;
                }
            }
        }
    }

    fn stored(&mut self) -> Result<(), Fault> {
        // The bytes already in the bit buffer go back to the input.
        self.at -= (self.n_bits / 8) as usize;
        (self.bits, self.n_bits) = (0, 0);
        let header = self.input.get(self.at..self.at + 4).ok_or(Fault::Damaged)?;
        let length = u16::from_le_bytes([header[0], header[1]]);
        if length != !u16::from_le_bytes([header[2], header[3]]) {
            return Err(Fault::Damaged);
        }
        let start = self.at + 4;
        self.at = start + usize::from(length);
        let bytes = self.input.get(start..self.at).ok_or(Fault::Damaged)?;
        self.head.extend(&bytes[..bytes.len().min(self.keep - self.head.len())]);
        self.grow(length.into())
    }

    fn tables(&mut self) -> Result<(Codes, Codes), Fault> {
        let n_literals = self.take(5)? + 257;
        let n_distances = self.take(5)? + 1;
        let n_lengths = self.take(4)? + 4;
        let mut lengths = [0_u8; 19];
        for slot in ORDER.iter().take(n_lengths) {
            lengths[*slot] = self.take(3)? as u8;
        }
        let codes = Codes::new(&lengths)?;
        let mut lengths: Vec<u8> = Vec::with_capacity(n_literals + n_distances);
        while lengths.len() < n_literals + n_distances {
            let (value, times) = match self.symbol(&codes)? {
                length @ 0..16 => (length as u8, 1),
                16 => (*lengths.last().ok_or(Fault::Damaged)?, 3 + self.take(2)?),
                17 => (0, 3 + self.take(3)?),
                _ => (0, 11 + self.take(7)?),
            };
            lengths.extend(std::iter::repeat_n(value, times));
        }
        if lengths.len() > n_literals + n_distances {
            return Err(Fault::Damaged);
        }
        let (literals, distances) = lengths.split_at(n_literals);
        Ok((Codes::new(literals)?, Codes::new(distances)?))
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
