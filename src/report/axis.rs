//! Value axes with round steps. Floats here place ink on paper; no figure is decided by them.

use super::chart::Axis;

/// What a tick says, from its value and the decimals that tell ticks apart.
pub type Label<'a> = &'a dyn Fn(f64, usize) -> String;

/// What an axis measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Things that are counted: no tick stands between two of them.
    Counts,
    /// Anything else.
    Measures,
}

/// An axis over `values` that begins at zero unless there are negative ones: for lengths.
pub fn over(values: Vec<f64>, of: Of, label: Label<'_>) -> Axis {
    let low = values.iter().copied().fold(0f64, f64::min);
    let high = values.iter().copied().fold(0f64, f64::max);
    spanning(low, high, of, label)
}

/// An axis around `values`, away from zero where they all are: for changes over time.
pub fn around(values: Vec<f64>, of: Of, label: Label<'_>) -> Axis {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low.is_finite() && low > high * 0.6 && high > low {
        let room = (high - low) * 0.25;
        spanning(low - room, high, of, label)
    } else {
        over(values, of, label)
    }
}

fn spanning(low: f64, high: f64, of: Of, label: Label<'_>) -> Axis {
    let high = if low < high { high } else { low + 1.0 };
    let step = round_step((high - low) / 4.0, of);
    let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
    let decimals = (0..9).find(|digits| is_whole(step * 10f64.powi(*digits))).unwrap_or(9) as usize;
    let steps = (last - first) as i64;
    let ticks = (0..=steps)
        .map(|at| {
            let value = (first + at as f64) * step;
            (value, label(value, decimals))
        })
        .collect();
    Axis { min: first * step, max: last * step, ticks }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

/// The nearest of 1, 2, 2.5, 5 and 10 times a power of ten that is not smaller; whole for counts.
fn round_step(rough: f64, of: Of) -> f64 {
    let rough = if of == Of::Counts { rough.max(1.0) } else { rough };
    let power = 10f64.powf(rough.log10().floor());
    let wanted = rough / power;
    let nice = [1.0, 2.0, 2.5, 5.0, 10.0];
    let fits =
        |step: &f64| *step >= wanted - 1e-9 && (of == Of::Measures || is_whole(*step * power));
    nice.into_iter().find(fits).unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        let check_of = |of: Of, values: &[f64], expected: &[&str]| {
            let axis = over(values.to_vec(), of, &|value, decimals| format!("{value:.decimals$}"));
            let labels: Vec<String> = axis.ticks.into_iter().map(|(_, label)| label).collect();
            assert_eq!(labels, expected);
        };
        let check = |values: &[f64], expected: &[&str]| check_of(Of::Measures, values, expected);
        check(&[95.0, 100.0], &["0", "25", "50", "75", "100"]);
        check(&[3.1], &["0", "1", "2", "3", "4"]);
        check(&[], &["0.00", "0.25", "0.50", "0.75", "1.00"]);
        check(&[-5.0, 10.0], &["-5", "0", "5", "10"]);
        check_of(Of::Counts, &[1.0], &["0", "1"]);
        check_of(Of::Counts, &[10.0], &["0", "5", "10"]);
        check_of(Of::Counts, &[95.0], &["0", "25", "50", "75", "100"]);
    }
}
