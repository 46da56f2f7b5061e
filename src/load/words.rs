//! The words of a column, each held once: a column of texts is a column of small numbers.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// The code of no word.
pub const NO_WORD: u32 = u32::MAX;

/// Up to this many words are also held ready to be handed out.
const HANDED_OUT: usize = 1 << 16;

/// Different words, numbered in the order in which they came.
#[derive(Clone, Default)]
pub struct Words {
    text: String,
    ends: Vec<usize>,
    index: HashTable<u32>,
    handed: Vec<Arc<str>>,
}

/// The same words must have the same place whatever the run: a fixed seed.
const HASHER: FixedState = FixedState::with_seed(0);

impl Words {
    /// The number of a word, new or known.
    pub fn intern(&mut self, word: &str) -> u32 {
        let Self { text, ends, index, handed } = self;
        let hash = HASHER.hash_one(word);
        let same = |code: &u32| at(text, ends, *code) == word;
        if let Some(code) = index.find(hash, same) {
            return *code;
        }
        let code = u32::try_from(ends.len()).unwrap_or(NO_WORD);
        text.push_str(word);
        ends.push(text.len());
        if handed.len() < HANDED_OUT {
            handed.push(Arc::from(word));
        }
        index.insert_unique(hash, code, |code| HASHER.hash_one(at(text, ends, *code)));
        code
    }

    /// The number of a known word.
    pub fn find(&self, word: &str) -> Option<u32> {
        let same = |code: &u32| self.get(*code) == word;
        self.index.find(HASHER.hash_one(word), same).copied()
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
}
