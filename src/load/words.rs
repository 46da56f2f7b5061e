//! The words of a column, each held once: a column of texts is a column of small numbers.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry as HashEntry;

/// The code of no word.
pub const NO_WORD: u32 = u32::MAX;

/// Up to this many words are also held ready to be handed out.
const HANDED_OUT: usize = 1 << 16;

/// Different words, numbered in the order in which they came.
#[derive(Clone, Default)]
pub struct Words {
    text: String,
    ends: Vec<usize>,
    index: HashTable<Entry>,
    handed: Vec<Arc<str>>,
    /// Whether a word came that is not after the one before it. Until then, as in a register in
    /// the order of its numbers, a new word is known to be new, and no index is needed.
    mixed: bool,
}

/// A word's number, with half of its hash: most other words are told apart without being read,
/// and the table grows without reading any.
#[derive(Clone, Copy)]
struct Entry {
    hash: u32,
    code: u32,
}

fn hash_of(word: &str) -> u32 {
    (HASHER.hash_one(word.as_bytes()) >> 32) as u32
}

/// A table of hashes wants all bits of them to differ.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The same words must have the same place whatever the run: a fixed seed.
const HASHER: FixedState = FixedState::with_seed(0);

impl Words {
    /// The number of a word, new or known.
    pub fn intern(&mut self, word: &str) -> u32 {
        if !self.mixed {
            let last = self.ends.len().checked_sub(1).map(|last| last as u32);
            match last.map_or(Ordering::Greater, |last| word.cmp(self.get(last))) {
                Ordering::Greater => return self.add(word),
                Ordering::Equal => return last.unwrap_or(NO_WORD),
                Ordering::Less => self.index_all(),
            }
        }
        let Self { text, ends, index, .. } = self;
        let hash = hash_of(word);
        let same = |entry: &Entry| entry.hash == hash && at(text, ends, entry.code) == word;
        match index.entry(spread(hash), same, |entry| spread(entry.hash)) {
            HashEntry::Occupied(known) => known.get().code,
            HashEntry::Vacant(free) => {
                let code = u32::try_from(ends.len()).unwrap_or(NO_WORD);
                free.insert(Entry { hash, code });
                self.add(word)
            }
        }
    }

    fn add(&mut self, word: &str) -> u32 {
        let code = u32::try_from(self.ends.len()).unwrap_or(NO_WORD);
        self.text.push_str(word);
        self.ends.push(self.text.len());
        if self.handed.len() < HANDED_OUT {
            self.handed.push(Arc::from(word));
        }
        code
    }

    /// Gives every word so far a place in the index.
    fn index_all(&mut self) {
        self.mixed = true;
        for code in 0..self.ends.len() as u32 {
            let hash = hash_of(at(&self.text, &self.ends, code));
            let entry = Entry { hash, code };
            self.index.insert_unique(spread(hash), entry, |entry| spread(entry.hash));
        }
    }

    /// The number of a known word.
    pub fn find(&self, word: &str) -> Option<u32> {
        if !self.mixed {
            return self.find_in_order(word);
        }
        let hash = hash_of(word);
        let same = |entry: &Entry| entry.hash == hash && self.get(entry.code) == word;
        self.index.find(spread(hash), same).map(|entry| entry.code)
    }

    fn find_in_order(&self, word: &str) -> Option<u32> {
        let (mut from, mut to) = (0, self.len() as u32);
        while from < to {
            let middle = from + (to - from) / 2;
            match self.get(middle).cmp(word) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// The word with this number; empty if there is none.
    pub fn get(&self, code: u32) -> &str {
        at(&self.text, &self.ends, code)
    }

    /// The word with this number, to keep.
    pub fn hand_out(&self, code: u32) -> Arc<str> {
        self.handed.get(code as usize).map_or_else(|| Arc::from(self.get(code)), Arc::clone)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// No new words will come: what is only needed to find known ones is let go.
    pub fn close(&mut self) {
        self.index = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries((0..self.len() as u32).map(|code| self.get(code))).finish()
    }
}

fn at<'a>(text: &'a str, ends: &[usize], code: u32) -> &'a str {
    let code = code as usize;
    let Some(end) = ends.get(code) else { return "" };
    let start = code.checked_sub(1).map_or(0, |before| ends[before]);
    &text[start..*end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number() {
        let mut words = Words::default();
        let many: Vec<String> = (0..1000).map(|n| format!("w{n}")).collect();
        let codes: Vec<u32> = many.iter().map(|word| words.intern(word)).collect();
        assert_eq!(codes, (0..1000).collect::<Vec<_>>());
        assert_eq!(words.intern(""), 1000);
        assert_eq!((words.intern("w7"), words.find("w999"), words.find("x")), (7, Some(999), None));
        assert_eq!((words.get(7), words.get(NO_WORD), &*words.hand_out(1000)), ("w7", "", ""));
    }

    #[test]
    fn words_in_order_need_no_index_and_are_found_all_the_same() {
        let mut words = Words::default();
        for (code, word) in (0..).zip(["A1", "A2", "A2", "B", "C"].iter().copied()) {
            let expected = if code > 1 { code - 1 } else { code };
            assert_eq!(words.intern(word), expected);
        }
        assert!(words.index.is_empty());
        assert_eq!((words.find("B"), words.find("A3"), words.find("D")), (Some(2), None, None));
        assert_eq!((words.intern("A2"), words.intern("0"), words.intern("C")), (1, 4, 3));
        assert_eq!((words.find("0"), words.find("B"), words.find("A3")), (Some(4), Some(2), None));
    }
}
