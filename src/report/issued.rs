//! What somebody else published and how long that holds: a date beside a figure needs its meaning.

use crate::compute::Measurement;

use super::format::date;
use super::input::Input;

/// *Terbit 12 Maret 2024, berlaku sampai 11 September 2025*, where a value that expires has not.
pub(super) fn issued_text(input: &Input<'_>, figure: &Measurement) -> Option<String> {
    let issued = figure.issued.filter(|_| figure.value.number().is_some())?;
    let (day, until) = (date(issued.day, input.words), date(issued.until, input.words));
    Some(input.text("issued-until", &[("day", day), ("until", until)]))
}
