//! Reads the workbook through the loader, under the heads and the period of one reading.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::domain::{MemoryFiles, Period};
use crate::load::{self, Loaded};
use crate::spec::dataset::{ColumnFrom, ColumnType, Head, PeriodFrom, TeamFrom};
use crate::spec::{Dataset, Project};

use super::choose::Choice;

/// The workbook that is handed over.
#[derive(Clone, Debug)]
pub struct HandedOver {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its period, where whoever hands it over says it.
    pub period: Option<Period>,
}

/// Heads that stand over columns in the place of the declared ones.
pub(super) type Heads = BTreeMap<String, Vec<Head>>;

/// What a reading gave.
pub(super) struct Read {
    /// The dataset as it was read.
    pub(super) dataset: Dataset,
    /// What was loaded.
    pub(super) loaded: Loaded,
    /// What is wrong with the file.
    pub(super) diags: Diagnostics,
}

/// Reads the workbook; `period` goes before what its layout says of it.
pub(super) fn read(
    project: &Project,
    choice: &Choice<'_>,
    given: &HandedOver,
    heads: &Heads,
    period: &PeriodFrom,
) -> Read {
    let dataset = alone(choice, heads, period);
    let mut own = project.clone();
    own.datasets = vec![dataset.clone()];
    own.given_files.clear();
    let files = MemoryFiles::new([(given.name.clone(), given.bytes.clone())]);
    let mut diags = Diagnostics::default();
    let loaded = load::tables(&own, &files, &|_| {}, &mut diags);
    Read { dataset, loaded, diags }
}

/// The dataset for this one file: no unit must be the office's, no row another's double, and no
/// rule sets a row aside whose figures are to be compared.
fn alone(choice: &Choice<'_>, heads: &Heads, period: &PeriodFrom) -> Dataset {
    let mut source = choice.source.clone();
    source.files = vec!["*".to_owned()];
    source.given = None;
    source.covers.team = TeamFrom::All;
    source.covers.period = period.clone();
    let mut dataset = choice.dataset.clone();
    // The other layouts read nothing; which lines begin their blocks says what a plain row is.
    dataset.sources.iter_mut().for_each(|other| other.files.clear());
    dataset.sources.insert(0, source);
    dataset.key.clear();
    dataset.team = None;
    dataset.rules.clear();
    dataset.outliers.clear();
    dataset.balances.clear();
    dataset.references.clear();
    for column in &mut dataset.columns {
        if matches!(column.ty, ColumnType::Team { .. }) {
            column.ty = ColumnType::Text;
        }
        column.cumulative = None;
        if let (ColumnFrom::Header(own), Some(other)) = (&mut column.from, heads.get(&column.name))
        {
            other.clone_into(own);
        }
    }
    dataset
}
