//! Periods side by side: a slot for each, labels below, neighbours of a year under one label.

use super::canvas::{Anchor, Canvas, Words};
use super::region::Region;
use crate::render::text_measure::{Weight, ellipsis};
use crate::render::theme::Ink;

/// The height of the labels below the plot.
pub(super) const FOOT: f64 = 48.0;

const LABEL_SIZE: f64 = 13.0;

/// Every how many periods a label may stand.
const STEPS: [usize; 7] = [1, 2, 3, 4, 6, 12, 24];

/// A period of the axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'a> {
    /// Its label.
    pub(super) label: &'a str,
    /// The label that it shares with its neighbours.
    pub(super) group: &'a str,
    /// Whether the report is about it.
    pub(super) current: bool,
}

/// The slots of a plot.
#[derive(Clone, Debug)]
pub(super) struct TimeAxis<'a> {
    plot: Region,
    slots: Vec<Slot<'a>>,
}

/// A run of neighbours with the same group: first index, index after the last, label.
type Run<'a> = (usize, usize, &'a str);

impl<'a> TimeAxis<'a> {
    pub(super) fn new(plot: Region, slots: Vec<Slot<'a>>) -> Self {
        Self { plot, slots }
    }

    /// The width of a slot.
    pub(super) fn step(&self) -> f64 {
        self.plot.width() / self.slots.len().max(1) as f64
    }

    /// The left edge of a slot.
    pub(super) fn start(&self, slot_idx: usize) -> f64 {
        self.plot.left + self.step() * slot_idx as f64
    }

    /// The middle of a slot.
    pub(super) fn middle(&self, slot_idx: usize) -> f64 {
        self.start(slot_idx) + self.step() / 2.0
    }

    /// What lies behind everything else: the band of the current period, the lines between years.
    pub(super) fn draw_ground(&self, canvas: &Canvas<'_>) {
        for (slot_idx, slot) in self.slots.iter().enumerate() {
            if slot.current {
                // A single period must not colour the whole plot.
                let (middle, half) = (self.middle(slot_idx), (self.step() / 2.0).min(70.0));
                let (left, right) = (middle - half, middle + half);
                let band = Region::new(left, self.plot.top, right, self.plot.bottom + 27.0);
                canvas.rect(band, Ink::Band);
            }
        }
        for (first, _, _) in self.runs().into_iter().skip(1) {
            let x = self.start(first);
            canvas.line((x, self.plot.top), (x, self.plot.bottom + FOOT), Ink::Edge, 1.0);
        }
    }

    /// The labels below the plot.
    pub(super) fn draw_labels(&self, canvas: &Canvas<'_>) {
        let baseline = self.plot.bottom + 21.0;
        for (slot_idx, room) in self.labelled() {
            let slot = self.slots[slot_idx];
            let (weight, ink) = match slot.current {
                true => (Weight::Bold, Ink::Text),
                false => (Weight::Regular, Ink::Muted),
            };
            let text = ellipsis(slot.label, LABEL_SIZE, weight, room);
            let words = Words::new(text, LABEL_SIZE).weight(weight).ink(ink);
            let x = self.inside(self.middle(slot_idx), words.width());
            canvas.text(&words.anchor(Anchor::Middle), (x, baseline));
        }
        for (first, end, group) in self.runs() {
            let room = self.start(end) - self.start(first) - 6.0;
            let text = ellipsis(group, LABEL_SIZE, Weight::Bold, room);
            if text == "…" {
                continue;
            }
            let words = Words::new(text, LABEL_SIZE).weight(Weight::Bold).ink(Ink::Muted);
            let middle = (self.start(first) + self.start(end)) / 2.0;
            canvas.text(&words.anchor(Anchor::Middle), (middle, baseline + 20.0));
        }
    }

    /// A middle at which a text of this width does not leave the picture.
    fn inside(&self, middle: f64, width: f64) -> f64 {
        let (least, most) = (self.plot.left + width / 2.0, self.plot.right + 16.0);
        middle.min(most - width / 2.0).max(least)
    }

    fn runs(&self) -> Vec<Run<'a>> {
        let mut runs: Vec<Run<'a>> = Vec::new();
        for (slot_idx, slot) in self.slots.iter().enumerate() {
            match runs.last_mut() {
                Some((_, end, group)) if *group == slot.group => *end = slot_idx + 1,
                _ => runs.push((slot_idx, slot_idx + 1, slot.group)),
            }
        }
        runs
    }

    /// The slots whose label is drawn, each with the room it has.
    fn labelled(&self) -> Vec<(usize, f64)> {
        let widest = self.slots.iter().map(|slot| label_width(slot)).fold(0.0_f64, f64::max);
        let fits = |step: &usize| widest + 8.0 <= self.step() * *step as f64;
        let every = STEPS.into_iter().find(fits).unwrap_or_else(|| self.fallback());
        let room = self.step() * every as f64 - 6.0;
        let regular = self.regular(every);
        let current = self.slots.iter().rposition(|slot| slot.current);
        let far =
            |slot_idx: usize| current.is_none_or(|current| slot_idx.abs_diff(current) >= every);
        let mut chosen: Vec<usize> = regular.into_iter().filter(|idx| far(*idx)).collect();
        chosen.extend(current);
        chosen.into_iter().map(|slot_idx| (slot_idx, room)).collect()
    }

    /// With labels too long for any step: so few that each has some room.
    fn fallback(&self) -> usize {
        (90.0 / self.step()).ceil().max(1.0) as usize
    }

    /// Every so many slots, counted anew in each year; a year cut at its start counts from its end.
    fn regular(&self, every: usize) -> Vec<usize> {
        let runs = self.runs();
        let longest = runs.iter().map(|(first, end, _)| end - first).max().unwrap_or_default();
        let mut chosen: Vec<usize> = Vec::new();
        for (run_idx, (first, end, _)) in runs.iter().enumerate() {
            let missing = if run_idx == 0 { longest - (end - first) } else { 0 };
            for slot_idx in *first..*end {
                let far = chosen.last().is_none_or(|last| slot_idx - last >= every);
                if (slot_idx - first + missing).is_multiple_of(every) && far {
                    chosen.push(slot_idx);
                }
            }
        }
        chosen
    }
}

fn label_width(slot: &Slot<'_>) -> f64 {
    let weight = if slot.current { Weight::Bold } else { Weight::Regular };
    Words::new(slot.label, LABEL_SIZE).weight(weight).width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(width: f64, slots: &[(&'static str, &'static str, bool)]) -> TimeAxis<'static> {
        let slots = slots.iter().map(|&(label, group, current)| Slot { label, group, current });
        TimeAxis::new(Region::new(0.0, 0.0, width, 100.0), slots.collect())
    }

    fn labelled(axis: &TimeAxis<'_>) -> Vec<usize> {
        axis.labelled().into_iter().map(|(slot_idx, _)| slot_idx).collect()
    }

    #[test]
    fn labels_thin_out_and_the_current_one_stays() {
        let months: Vec<_> =
            (0..24).map(|idx| ("Mei", if idx < 12 { "2023" } else { "2024" }, idx == 22)).collect();
        assert_eq!(labelled(&axis(2400.0, &months)).len(), 24);
        assert_eq!(labelled(&axis(600.0, &months)), [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
        assert_eq!(labelled(&axis(340.0, &months)), [0, 3, 6, 9, 12, 15, 18, 22]);
    }

    #[test]
    fn runs_are_years() {
        let slots = [("TW III", "2023", false), ("TW IV", "2023", false), ("TW I", "2024", true)];
        assert_eq!(axis(300.0, &slots).runs(), [(0, 2, "2023"), (2, 3, "2024")]);
        assert!(axis(300.0, &[]).runs().is_empty());
    }
}
