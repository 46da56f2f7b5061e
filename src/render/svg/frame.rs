//! What stands around every plot: the card, the title, the subtitle and the note.

use super::canvas::{Canvas, Words, drawn};
use super::markup::{Wrapping, document};
use super::region::Region;
use crate::render::text_measure::{Weight, wrap};
use crate::render::theme::Ink;
use crate::report::chart::Chart;

/// The width of every chart.
pub(super) const WIDTH: f64 = 720.0;

/// The space between the edge of the card and its content.
const MARGIN: f64 = 20.0;

const TITLE_SIZE: f64 = 20.0;
const SUBTITLE_SIZE: f64 = 14.0;
const NOTE_SIZE: f64 = 12.0;

/// Lines of text below one another, with the baseline of the first at `top`.
struct Paragraph {
    lines: Vec<String>,
    size: f64,
    weight: Weight,
    ink: Ink,
}

impl Paragraph {
    fn new(text: &str, size: f64, weight: Weight, ink: Ink, max_lines: usize) -> Self {
        let lines = wrap(text, size, weight, WIDTH - 2.0 * MARGIN, max_lines);
        Self { lines, size, weight, ink }
    }

    fn leading(&self) -> f64 {
        (self.size * 1.3).round()
    }

    fn height(&self) -> f64 {
        self.leading() * self.lines.len() as f64
    }

    fn draw(&self, canvas: &Canvas<'_>, top: f64) {
        for (line_idx, line) in self.lines.iter().enumerate() {
            let words = Words::new(line, self.size).weight(self.weight).ink(self.ink);
            let baseline = top + self.leading() * line_idx as f64 + self.size;
            canvas.text(&words, (MARGIN, baseline));
        }
    }
}

/// The chart with a plot of this height inside its frame.
pub(super) fn framed(
    chart: &Chart,
    plot_height: f64,
    plot: impl FnOnce(&Canvas<'_>, Region),
) -> String {
    let title = Paragraph::new(&chart.title, TITLE_SIZE, Weight::Bold, Ink::Text, 2);
    let subtitle = Paragraph::new(&chart.subtitle, SUBTITLE_SIZE, Weight::Regular, Ink::Muted, 2);
    let note = chart.note.as_deref().unwrap_or_default();
    let note = Paragraph::new(note, NOTE_SIZE, Weight::Regular, Ink::Muted, 6);

    let subtitle_top = 16.0 + title.height();
    let plot_top = subtitle_top + subtitle.height() + 10.0;
    let note_top = plot_top + plot_height + 8.0;
    let height = note_top + note.height() + if note.lines.is_empty() { 6.0 } else { 12.0 };

    let drawing = drawn((WIDTH, height), |canvas| {
        title.draw(canvas, 16.0);
        subtitle.draw(canvas, subtitle_top);
        plot(canvas, Region::new(MARGIN, plot_top, WIDTH - MARGIN, plot_top + plot_height));
        note.draw(canvas, note_top);
    });
    let (id, description) = (&chart.id, &chart.description);
    let wrapping = Wrapping { id, title: &chart.title, description, width: WIDTH, height };
    document(&wrapping, &drawing)
}
