//! Reference tables that formulas look numbers up in: one number under one or more keys.

use std::collections::BTreeMap;

use crate::domain::Number;

use super::{Scalar, Type};

/// A reference table, such as the targets by *jenis belanja* and quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// Its name in formulas.
    pub name: String,
    /// What the keys are, for people, with their types.
    pub by: Vec<(String, Type)>,
    /// The numbers under their keys.
    pub entries: BTreeMap<Vec<Scalar>, Number>,
}

impl Lookup {
    /// The number under these keys, if it is listed.
    pub fn get(&self, keys: &[Scalar]) -> Option<&Number> {
        self.entries.get(keys)
    }
}
