//! The two sources of variety: a seeded generator, and a quota that keeps rates honest.
//!
//! Every chapter of the demo draws from its own stream, named by a label, so that a change in
//! one file never shifts the numbers of another.

/// A splitmix64 generator. It is small, fast and the same on every machine.
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream that belongs to `label`.
    pub(crate) fn named(label: &str) -> Self {
        // FNV-1a turns the label into a seed.
        let seed = label.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low) + 1;
        low + (self.next() % span) as i64
    }

    /// An index into something of `len` elements.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        self.between(0, len as i64 - 1) as usize
    }

    /// True in `percent` of all cases.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `options`.
    pub(crate) fn pick<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.index(options.len())]
    }

    /// One of `options`, each with its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, options: &[(T, i64)]) -> T {
        let total: i64 = options.iter().map(|(_, weight)| weight).sum();
        let mut left = self.between(1, total);
        for (option, weight) in options {
            left -= weight;
            if left <= 0 {
                return *option;
            }
        }
        options[options.len() - 1].0
    }
}

/// Turns an expected amount into whole events and carries the rest over.
///
/// With plain chance a team of six would jump between 94 and 100 per cent from quarter to
/// quarter; with a quota it follows the story it was given.
#[derive(Default)]
pub(crate) struct Quota(f64);

impl Quota {
    /// A quota that starts half full, so that the first event does not come too late.
    pub(crate) fn half_full() -> Self {
        Self(0.5)
    }

    /// The whole events due after `expected` more of them.
    pub(crate) fn draw(&mut self, expected: f64) -> u32 {
        self.0 += expected;
        let due = self.0.floor().max(0.0);
        self.0 -= due;
        due as u32
    }
}
