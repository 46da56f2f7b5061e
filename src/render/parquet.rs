//! Results as Parquet: numbers as Decimal(38,10), null for a blank.

use polars::prelude::*;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use crate::domain::Number;
use crate::report::results::ResultRow;

use super::csv::DECIMALS;

/// A results table that does not fit the format.
#[derive(Debug)]
pub struct ParquetError(String);

impl std::fmt::Display for ParquetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParquetError {}

impl From<PolarsError> for ParquetError {
    fn from(error: PolarsError) -> Self {
        Self(error.to_string())
    }
}

/// The results as a Parquet file.
///
/// # Errors
///
/// When a number has more than 28 digits before its decimal point.
pub fn parquet(rows: &[ResultRow]) -> Result<Vec<u8>, ParquetError> {
    let text = |name: &str, get: &dyn Fn(&ResultRow) -> Option<String>| -> Column {
        Series::new(name.into(), rows.iter().map(get).collect::<Vec<_>>()).into()
    };
    let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
    let number = |name: &str, get: &dyn Fn(&ResultRow) -> &Option<Number>| decimal(name, rows, get);
    let count = |name: &str, get: &dyn Fn(&ResultRow) -> Option<u64>| -> Column {
        Series::new(name.into(), rows.iter().map(get).collect::<Vec<_>>()).into()
    };
    let columns = vec![
        text("period", &|row| Some(row.period.to_string())),
        text("as_of", &|row| Some(row.as_of.to_string())),
        text("indicator", &|row| Some(row.indicator.clone())),
        text("version", &|row| filled(&row.version)),
        text("team", &|row| Some(row.team.clone())),
        text("kind", &|row| Some(row.kind.to_owned())),
        number("value", &|row| &row.value)?,
        text("reason", &|row| filled(&row.reason)),
        number("numerator", &|row| &row.numerator)?,
        number("denominator", &|row| &row.denominator)?,
        number("target", &|row| &row.target)?,
        number("achievement", &|row| &row.achievement)?,
        number("score", &|row| &row.score)?,
        text("rating", &|row| filled(&row.rating)),
        text("signal", &|row| filled(&row.signal)),
        text("coverage", &|row| filled(&row.coverage)),
        count("rows_used", &|row| row.rows_used),
        count("rows_set_aside", &|row| Some(row.rows_set_aside)),
        text("standing", &|row| Some(row.standing.word().to_owned())),
        text("published_kind", &|row| filled(&row.published_kind)),
        number("published", &|row| &row.published)?,
        number("published_score", &|row| &row.published_score)?,
        text("held_by", &|row| filled(&row.held_by)),
    ];
    let mut frame = DataFrame::new(rows.len(), columns)?;
    let mut bytes = vec![];
    let writer = ParquetWriter::new(&mut bytes);
    writer.with_compression(ParquetCompression::Uncompressed).finish(&mut frame)?;
    Ok(bytes)
}

fn decimal(
    name: &str,
    rows: &[ResultRow],
    get: &dyn Fn(&ResultRow) -> &Option<Number>,
) -> Result<Column, ParquetError> {
    let mut digits = Vec::with_capacity(rows.len());
    for row in rows {
        digits.push(match get(row) {
            None => None,
            Some(number) => Some(number.to_scaled(DECIMALS).ok_or_else(|| {
                ParquetError(format!("{name} of {} has over 28 digits", row.indicator))
            })?),
        });
    }
    let values = Int128Chunked::from_iter_options(name.into(), digits.into_iter());
    Ok(values.into_decimal_unchecked(38, DECIMALS as usize).into_series().into())
}
