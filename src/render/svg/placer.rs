//! Finds a place for every label: near its point, off the lines, clear of other labels.

use super::canvas::{Anchor, Canvas, Words};
use super::region::{Region, Spot};
use crate::render::theme::Ink;

/// What a place may cost when a label could as well be left out.
const SPARE: f64 = 3.0;

/// Keeps the account of what has been drawn.
pub(super) struct Placer {
    bounds: Region,
    taken: Vec<Region>,
    lines: Vec<(Spot, Spot, f64)>,
}

impl Placer {
    /// Nothing is drawn yet; labels stay inside `bounds`.
    pub(super) fn new(bounds: Region) -> Self {
        Self { bounds, taken: Vec::new(), lines: Vec::new() }
    }

    /// No label may stand here.
    pub(super) fn take(&mut self, region: Region) {
        self.taken.push(region);
    }

    /// Labels keep off this line; `weight` is the cost of each pixel of it under a label.
    pub(super) fn avoid(&mut self, from: Spot, to: Spot, weight: f64) {
        self.lines.push((from, to, weight));
    }

    /// Writes a label beside its point; one that is not `needed` only where it costs little.
    ///
    /// `clear` is the distance that it keeps from the middle of its mark.
    pub(super) fn label(
        &mut self,
        canvas: &Canvas<'_>,
        words: Words,
        (x, y): Spot,
        clear: f64,
        needed: bool,
    ) {
        let half = words.width() / 2.0;
        let (rise, drop) = (words.rise(), words.drop());
        let lying = Region::new(x - half, y - rise, x + half, y + drop);
        let places = offsets(half, rise, drop, clear)
            .map(|(dx, dy)| lying.moved(dx, dy).within(&self.bounds));
        let costed = places.into_iter().enumerate().map(|(rank, place)| {
            // Earlier places are the better ones, all else being equal.
            (self.cost(&place) + rank as f64 * 0.3, place)
        });
        let best = costed.min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((cost, place)) = best
            && (needed || cost < SPARE)
        {
            canvas.text(&words.anchor(Anchor::Middle), (place.middle(), place.bottom - drop));
            self.take(place);
        }
    }

    /// Writes a label along a level line, above or below one of its ends, if it costs little.
    pub(super) fn along(&mut self, canvas: &Canvas<'_>, words: &Words, (x0, x1): Spot, y: f64) {
        let (width, rise, drop) = (words.width(), words.rise(), words.drop());
        let starts = [x0 + 4.0, x1 - 4.0 - width];
        let baselines = [y - 4.0 - drop, y + 5.0 + rise];
        for (left, baseline) in starts.into_iter().flat_map(|x| baselines.map(|y| (x, y))) {
            let place = Region::new(left, baseline - rise, left + width, baseline + drop);
            let inside = place == place.within(&self.bounds);
            if inside && self.cost(&place) < SPARE {
                canvas.text(words, (left, baseline));
                self.take(place);
                return;
            }
        }
    }

    /// Writes the label of a column: inside at its foot or its head, or above it when it is low.
    pub(super) fn column_label(
        &mut self,
        canvas: &Canvas<'_>,
        words: Words,
        column: Region,
        ink: Ink,
    ) {
        let (rise, drop) = (words.rise(), words.drop());
        let half = words.width() / 2.0;
        let (left, right) = (column.middle() - half, column.middle() + half);
        let place = |foot: f64| Region::new(left, foot - rise - drop, right, foot);
        let above = (place(column.top - 2.0), Ink::Text);
        let head = (place(column.top + 5.0 + rise + drop), ink);
        let places = match column.height() > rise + drop + 6.0 {
            true => vec![(place(column.bottom - 4.0), ink), head, above],
            false => vec![above],
        };
        let free = places.into_iter().find(|(place, _)| self.cost(place) < SPARE);
        if let Some((place, ink)) = free {
            canvas.text(&words.ink(ink), (column.middle(), place.bottom - drop));
            self.take(place);
        }
    }

    fn cost(&self, place: &Region) -> f64 {
        let roomy = place.grown(2.0);
        let boxes: f64 = self.taken.iter().map(|taken| roomy.overlap(taken)).sum();
        let lines: f64 =
            self.lines.iter().map(|(from, to, weight)| place.crossing(*from, *to) * weight).sum();
        boxes + lines
    }
}

/// Where a label may stand around its point, the best first: above, below, beside, farther off.
fn offsets(half: f64, rise: f64, drop: f64, clear: f64) -> [Spot; 12] {
    let (above, below, level) = (-clear - drop, clear + rise, rise / 2.0);
    let aside = half + clear + 1.0;
    [
        (0.0, above),
        (0.0, below),
        (half * 0.7, above),
        (-half * 0.7, above),
        (half * 0.7, below),
        (-half * 0.7, below),
        (aside, level),
        (-aside, level),
        (0.0, above - 10.0),
        (0.0, below + 10.0),
        (0.0, above - 24.0),
        (0.0, below + 24.0),
    ]
}
