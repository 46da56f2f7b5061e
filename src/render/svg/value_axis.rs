//! Where values stand, and the quiet lines to read them by.

use super::canvas::{Anchor, Canvas, Words};
use super::region::Region;
use crate::render::theme::Ink;
use crate::report::chart::Axis;

/// The size of tick labels.
pub(super) const TICK_SIZE: f64 = 13.0;

/// From values to pixels along one direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    min: f64,
    max: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// The lowest value of the axis stands at `from`, the highest at `to`.
    pub(super) fn new(axis: &Axis, from: f64, to: f64) -> Self {
        Self { min: axis.min, max: axis.max, from, to }
    }

    /// Where a value stands; values beyond the axis stand at its end, and on an axis without
    /// extent everything stands halfway.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.min) / (self.max - self.min);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { self.share_of(value) };
        self.from + share * (self.to - self.from)
    }

    fn share_of(&self, value: f64) -> f64 {
        if value.is_infinite() { if value > 0.0 { 1.0 } else { 0.0 } } else { 0.5 }
    }

    /// Where bars begin: at zero, or at the end of the axis that is nearest to it.
    pub(super) fn base(&self) -> f64 {
        if self.max > self.min { self.at(0.0) } else { self.from }
    }
}

/// The room that tick labels need on the left, at most a quarter of the picture.
pub(super) fn gutter(axis: &Axis) -> f64 {
    let widths = axis.ticks.iter().map(|(_, label)| Words::new(label, TICK_SIZE).width());
    widths.fold(0.0_f64, f64::max).min(160.0) + 10.0
}

/// Level lines across `plot`, with their labels on the left.
pub(super) fn draw_levels(canvas: &Canvas<'_>, axis: &Axis, scale: &Scale, plot: &Region) {
    let mut last_y = f64::INFINITY;
    for (value, label) in &axis.ticks {
        let y = scale.at(*value);
        // Ticks of an axis without extent all stand in one place.
        if (last_y - y).abs() < TICK_SIZE {
            continue;
        }
        last_y = y;
        canvas.line((plot.left, y), (plot.right, y), Ink::Grid, 1.0);
        let room = plot.left - 20.0 - 8.0;
        let words = Words::new(label, TICK_SIZE).ink(Ink::Muted).anchor(Anchor::End).fitted(room);
        canvas.text(&words, (plot.left - 8.0, y + TICK_SIZE * 0.36));
    }
    let base = if axis.min <= 0.0 { scale.base() } else { plot.bottom };
    canvas.line((plot.left, base), (plot.right, base), Ink::Axis, 1.4);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_place() {
        let check = |min: f64, max: f64, value: f64, expected: f64| {
            let scale = Scale::new(&Axis { min, max, ticks: Vec::new() }, 200.0, 100.0);
            assert!((scale.at(value) - expected).abs() < 1e-9, "{min} {max} {value}");
            assert!(scale.base().is_finite());
        };
        check(0.0, 100.0, 25.0, 175.0);
        check(0.0, 100.0, 250.0, 100.0);
        check(5.0, 5.0, 5.0, 150.0);
        check(5.0, 5.0, 6.0, 150.0);
        check(0.0, 100.0, f64::NAN, 150.0);
        check(0.0, 100.0, f64::INFINITY, 100.0);
        check(f64::NAN, f64::NAN, 1.0, 150.0);
    }
}
