//! Periods without a number. A blank takes the whole height of the plot or none of it, so that
//! nobody can read it as a zero.

use super::canvas::{Anchor, Canvas, Touch, Words};
use super::region::Region;
use super::time_axis::TimeAxis;
use crate::domain::Blank;
use crate::render::text_measure::{Weight, ellipsis, wrap};
use crate::render::theme::Ink;
use crate::report::chart::Mark;

const LABEL_SIZE: f64 = 13.0;

/// Neighbouring periods with the same blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BlankRun<'a> {
    first: usize,
    end: usize,
    kind: Blank,
    label: &'a str,
}

/// The blanks among the marks, neighbours together.
pub(super) fn blank_runs<'a>(marks: impl Iterator<Item = Option<&'a Mark>>) -> Vec<BlankRun<'a>> {
    let mut runs: Vec<BlankRun<'a>> = Vec::new();
    for (slot_idx, mark) in marks.enumerate() {
        let Some(Mark::Blank { kind, label }) = mark else { continue };
        match runs.last_mut() {
            Some(run) if run.end == slot_idx && run.kind == *kind && run.label == label => {
                run.end += 1;
            }
            _ => runs.push(BlankRun { first: slot_idx, end: slot_idx + 1, kind: *kind, label }),
        }
    }
    runs
}

impl BlankRun<'_> {
    fn band(&self, axis: &TimeAxis<'_>, plot: &Region) -> Region {
        let inset = (axis.step() * 0.12).min(8.0);
        let (left, right) = (axis.start(self.first) + inset, axis.start(self.end) - inset);
        Region::new(left, plot.top, right, plot.bottom)
    }

    /// Draws what stands in the place of the numbers.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, axis: &TimeAxis<'_>, plot: &Region) {
        let band = self.band(axis, plot);
        match self.kind {
            Blank::Missing => {
                canvas.hatch(band);
                canvas.outline(band, Ink::Blank, Touch::Dashed, 1.2);
            }
            Blank::Suppressed => {
                canvas.rect(band, Ink::BlankSoft);
                canvas.outline(band, Ink::Blank, Touch::Even, 1.2);
            }
            Blank::NotApplicable => {
                for slot_idx in self.first..self.end {
                    let (x, half) = (axis.middle(slot_idx), (axis.step() * 0.2).min(10.0));
                    let y = plot.bottom - 12.0;
                    canvas.line((x - half, y), (x + half, y), Ink::Blank, 2.0);
                }
            }
        }
    }

    /// Writes its label at the foot of the plot, turned if it is too long to lie there, and gives
    /// the place that it takes.
    pub(super) fn draw_label(
        &self,
        canvas: &Canvas<'_>,
        axis: &TimeAxis<'_>,
        plot: &Region,
    ) -> Region {
        let band = self.band(axis, plot);
        let (weight, above) = match self.kind {
            Blank::NotApplicable => (Weight::Italic, 22.0),
            Blank::Missing | Blank::Suppressed => (Weight::Regular, 10.0),
        };
        let words = |text: &str| {
            let words = Words::new(text, LABEL_SIZE).weight(weight).ink(Ink::Text);
            words.anchor(Anchor::Middle).rimmed()
        };
        let foot = band.bottom - above;
        let room = band.width() - 2.0;
        // Three narrow lines can still be read; more of them are better turned.
        let lines = wrap(self.label, LABEL_SIZE, weight, room, 3);
        let whole = lines.join(" ") == self.label && !self.label.is_empty();
        if whole {
            return lie(canvas, &band, foot, lines.iter().map(|line| words(line)).collect());
        }
        let text = ellipsis(self.label, LABEL_SIZE, weight, band.height() - above - 8.0);
        let upright = words(&text).anchor(Anchor::Start).turned();
        let x = band.middle() + upright.rise() / 2.0;
        canvas.text(&upright, (x, foot));
        Region::new(x - upright.rise(), foot - upright.width(), x + upright.drop(), foot)
    }
}

/// Writes lines below one another, the last with its baseline at `foot`.
fn lie(canvas: &Canvas<'_>, band: &Region, foot: f64, lines: Vec<Words>) -> Region {
    let widest = lines.iter().map(Words::width).fold(0.0_f64, f64::max);
    let leading = LABEL_SIZE * 1.15;
    let top = foot - leading * lines.len() as f64;
    for (line_idx, words) in lines.iter().enumerate() {
        canvas.text(words, (band.middle(), top + leading * (line_idx + 1) as f64));
    }
    let (left, right) = (band.middle() - widest / 2.0, band.middle() + widest / 2.0);
    Region::new(left, top, right, foot + LABEL_SIZE * 0.22)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tone::Tone;

    #[test]
    fn neighbours_with_the_same_blank_are_one_run() {
        let blank = |kind, label: &str| Mark::Blank { kind, label: label.to_owned() };
        let number = Mark::Value { at: 0.0, label: "0".to_owned(), tone: Tone::Good };
        let marks = [
            blank(Blank::Missing, "belum ada"),
            blank(Blank::Missing, "belum ada"),
            blank(Blank::NotApplicable, "tidak berlaku"),
            number,
            blank(Blank::Missing, "belum ada"),
        ];
        let spans: Vec<(usize, usize)> =
            blank_runs(marks.iter().map(Some)).iter().map(|run| (run.first, run.end)).collect();
        assert_eq!(spans, [(0, 2), (2, 3), (4, 5)]);
    }
}
