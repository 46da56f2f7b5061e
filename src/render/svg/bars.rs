//! One figure across teams: level bars in the order of the tree.

use super::canvas::{Anchor, Canvas, Touch, Words};
use super::marks::mark;
use super::region::Region;
use super::value_axis::{Scale, TICK_SIZE};
use crate::domain::Blank;
use crate::render::text_measure::{Weight, ellipsis};
use crate::render::theme::Ink;
use crate::report::chart::{Axis, Bar, Bars, Mark};
use crate::report::tone::Tone;

/// The height of a bar's row.
const ROW: f64 = 27.0;

/// The thickness of a bar.
const BAR: f64 = 17.0;

/// How far a team is moved in for each level of the tree.
const INDENT: f64 = 14.0;

/// The widest that the column of team names gets.
const NAMES: f64 = 270.0;

/// The column of shapes between names and bars.
const SHAPES: f64 = 26.0;

/// The widest that the room for value labels beside the bars gets.
const LABELS: f64 = 120.0;

const LABEL_SIZE: f64 = 14.0;
const TARGET_SIZE: f64 = 13.0;

/// The height of the labels of the value axis.
const FOOT: f64 = 22.0;

/// The height of the bars with the axis below them and the legend above.
pub(super) fn height(bars: &Bars) -> f64 {
    legend_height(bars) + ROW * bars.bars.len() as f64 + FOOT
}

fn legend_height(bars: &Bars) -> f64 {
    if bars.bars.iter().any(|bar| bar.target.is_some()) { 22.0 } else { 2.0 }
}

/// Draws the bars.
pub(super) fn draw(canvas: &Canvas<'_>, bars: &Bars, region: Region) {
    let names = bars.bars.iter().map(|bar| name(bar).width() + INDENT * f64::from(bar.indent));
    let names = names.fold(0.0_f64, f64::max).min(NAMES);
    let left = region.left + names + SHAPES;
    let (before, after) = label_rooms(bars);
    let plot =
        Region::new(left, region.top + legend_height(bars), region.right, region.bottom - FOOT);
    let scale = Scale::new(&bars.axis, plot.left + before, plot.right - after);
    let picture = Picture { bars, region, plot, scale };
    picture.draw(canvas);
}

/// The room that labels need beside the longest bars to the left and to the right.
fn label_rooms(bars: &Bars) -> (f64, f64) {
    let (mut before, mut after) = (0.0_f64, 12.0_f64);
    for bar in &bars.bars {
        if let Mark::Value { at, label, .. } = &bar.mark {
            let room = (value_words(bar, label).width() + 8.0).min(LABELS);
            if *at < 0.0 {
                // Only as much as the bar leaves free between its end and the axis' end.
                let free = share(&bars.axis, *at) * 200.0;
                before = before.max((room - free).max(0.0));
            } else {
                after = after.max(room);
            }
        }
    }
    (before, after)
}

/// Where a value stands between the ends of the axis, from 0 to 1.
fn share(axis: &Axis, value: f64) -> f64 {
    Scale::new(axis, 0.0, 1.0).at(value)
}

fn name(bar: &Bar) -> Words {
    let weight = if bar.total { Weight::Bold } else { Weight::Regular };
    Words::new(&bar.label, LABEL_SIZE).weight(weight)
}

fn value_words(bar: &Bar, label: &str) -> Words {
    let weight = if bar.total { Weight::Bold } else { Weight::Regular };
    Words::new(label, LABEL_SIZE).weight(weight)
}

struct Picture<'a> {
    bars: &'a Bars,
    region: Region,
    plot: Region,
    scale: Scale,
}

impl Picture<'_> {
    fn draw(&self, canvas: &Canvas<'_>) {
        for (bar_idx, bar) in self.bars.bars.iter().enumerate() {
            if bar.total {
                let row = self.row(bar_idx);
                let (left, right) = (self.region.left - 8.0, self.region.right + 8.0);
                canvas.rect(Region { left, right, ..row }, Ink::Row);
            }
        }
        self.draw_axis(canvas);
        for (bar_idx, bar) in self.bars.bars.iter().enumerate() {
            canvas.group(&self.tooltip(bar), || self.draw_bar(canvas, bar, self.row(bar_idx)));
        }
        let base = self.scale.base();
        canvas.line((base, self.plot.top), (base, self.plot.bottom), Ink::Axis, 1.4);
        self.draw_legend(canvas);
    }

    fn row(&self, bar_idx: usize) -> Region {
        let top = self.plot.top + ROW * bar_idx as f64;
        Region::new(self.plot.left, top, self.plot.right, top + ROW)
    }

    /// Upright lines at the ticks, with as many labels below as have room.
    fn draw_axis(&self, canvas: &Canvas<'_>) {
        let mut free_from = f64::NEG_INFINITY;
        for (value, label) in &self.bars.axis.ticks {
            let x = self.scale.at(*value);
            canvas.line((x, self.plot.top), (x, self.plot.bottom), Ink::Grid, 1.0);
            let words = Words::new(label, TICK_SIZE).fitted(130.0);
            let half = words.width() / 2.0;
            let middle = x.min(self.region.right + 12.0 - half).max(self.region.left + half);
            if middle - half >= free_from {
                free_from = middle + half + 10.0;
                let words = words.ink(Ink::Muted).anchor(Anchor::Middle);
                canvas.text(&words, (middle, self.plot.bottom + 17.0));
            }
        }
    }

    fn draw_bar(&self, canvas: &Canvas<'_>, bar: &Bar, row: Region) {
        let baseline = (row.top + row.bottom) / 2.0 + LABEL_SIZE * 0.36;
        self.draw_name(canvas, bar, baseline);
        match &bar.mark {
            Mark::Value { at, label, tone } => {
                let shape = (self.plot.left - 12.0, (row.top + row.bottom) / 2.0);
                if *tone != Tone::Plain {
                    mark(canvas, shape, *tone, 5.0);
                }
                self.draw_value(canvas, bar, row, (*at, label, *tone));
            }
            Mark::Blank { kind, label } => self.draw_blank(canvas, row, *kind, label),
        }
    }

    fn draw_name(&self, canvas: &Canvas<'_>, bar: &Bar, baseline: f64) {
        let words = name(bar);
        let left = self.region.left + (INDENT * f64::from(bar.indent)).min(NAMES / 2.0);
        let room = self.plot.left - SHAPES - left;
        let text = ellipsis(&words.text, words.size, words.weight, room + 0.5);
        canvas.text(&Words { text, ..words }, (left, baseline));
    }

    fn draw_value(
        &self,
        canvas: &Canvas<'_>,
        bar: &Bar,
        row: Region,
        (at, label, tone): (f64, &str, Tone),
    ) {
        let (base, end) = (self.scale.base(), self.scale.at(at));
        let body = self.body(row, base.min(end), base.max(end));
        canvas.rect(body, if bar.total { Ink::deep(tone) } else { Ink::of(tone) });
        let tick = self.draw_target(canvas, bar, row);
        let baseline = (row.top + row.bottom) / 2.0 + LABEL_SIZE * 0.36;
        let words = value_words(bar, label);
        let (x, anchor, ink) = self.label_place(&words, end, at < 0.0, tick, tone, body.width());
        let room = match anchor {
            Anchor::End => x - self.region.left,
            _ => self.region.right + 8.0 - x,
        };
        let words = words.fitted(room.max(60.0)).anchor(anchor).ink(ink);
        let words = if ink == Ink::Text { words.rimmed() } else { words };
        canvas.text(&words, (x, baseline));
    }

    /// Beside the end of the bar, beyond the target's tick if that is in the way, or else inside.
    fn label_place(
        &self,
        words: &Words,
        end: f64,
        negative: bool,
        tick: Option<f64>,
        tone: Tone,
        length: f64,
    ) -> (f64, Anchor, Ink) {
        let width = words.width();
        let (sign, anchor, within) = match negative {
            true => (-1.0, Anchor::End, Anchor::Start),
            false => (1.0, Anchor::Start, Anchor::End),
        };
        let beside = end + 6.0 * sign;
        let fits = |x: f64| match negative {
            true => x - width >= self.plot.left,
            false => x + width <= self.region.right + 8.0,
        };
        let crosses = tick.filter(|tick| {
            let far = (tick - end) * sign;
            far > -4.0 && far < width + 12.0
        });
        let beyond = crosses.map_or(beside, |tick| tick + 7.0 * sign);
        let ticked =
            tick.is_some_and(|tick| (end - tick) * sign > 0.0 && (end - tick).abs() < width + 14.0);
        if crosses.is_none() && fits(beside) {
            (beside, anchor, Ink::Text)
        } else if length > width + 14.0 && !ticked {
            (end - 7.0 * sign, within, Ink::on(tone))
        } else if fits(beyond) {
            (beyond, anchor, Ink::Text)
        } else {
            let x = match negative {
                true => beside.max(self.plot.left + width),
                false => beside.min(self.region.right + 8.0 - width).max(self.plot.left),
            };
            (x, anchor, Ink::Text)
        }
    }

    /// A tick across the row where the target stands.
    fn draw_target(&self, canvas: &Canvas<'_>, bar: &Bar, row: Region) -> Option<f64> {
        let (value, _) = bar.target.as_ref()?;
        let x = self.scale.at(*value);
        draw_tick(canvas, x, row.top + 2.0, row.bottom - 2.0);
        Some(x)
    }

    /// A blank has no bar: a hatched stub, an empty one, or words alone.
    fn draw_blank(&self, canvas: &Canvas<'_>, row: Region, kind: Blank, label: &str) {
        let base = self.scale.base();
        let stub = self.body(row, base, base + 34.0);
        let baseline = (row.top + row.bottom) / 2.0 + LABEL_SIZE * 0.36;
        let (x, weight) = match kind {
            Blank::Missing => {
                canvas.hatch(stub);
                canvas.outline(stub, Ink::Blank, Touch::Dashed, 1.2);
                (stub.right + 7.0, Weight::Regular)
            }
            Blank::Suppressed => {
                canvas.rect(stub, Ink::BlankSoft);
                canvas.outline(stub, Ink::Blank, Touch::Even, 1.2);
                (stub.right + 7.0, Weight::Regular)
            }
            Blank::NotApplicable => (base + 7.0, Weight::Italic),
        };
        let text = ellipsis(label, LABEL_SIZE, weight, self.region.right - x);
        canvas.text(
            &Words::new(text, LABEL_SIZE).weight(weight).ink(Ink::Muted).rimmed(),
            (x, baseline),
        );
    }

    fn body(&self, row: Region, left: f64, right: f64) -> Region {
        let inset = (ROW - BAR) / 2.0;
        Region::new(left, row.top + inset, right, row.bottom - inset)
    }

    /// What the ticks mean; with the value when it is the same for every team.
    fn draw_legend(&self, canvas: &Canvas<'_>) {
        let targets: Vec<&(f64, String)> =
            self.bars.bars.iter().filter_map(|bar| bar.target.as_ref()).collect();
        let Some(first) = targets.first() else { return };
        let same = targets.iter().all(|target| target == first);
        let text = match same {
            true => format!("{} {}", self.bars.target_label, first.1),
            false => self.bars.target_label.clone(),
        };
        let text = ellipsis(text.trim(), TARGET_SIZE, Weight::Bold, 260.0);
        let words = Words::new(text, TARGET_SIZE).weight(Weight::Bold).ink(Ink::Target);
        // With one target for all, the legend stands above its column of ticks.
        let half = words.width() / 2.0;
        let (x, y) = (self.scale.at(first.0), self.plot.top - 7.0);
        if same {
            let middle = x.min(self.region.right - half).max(self.region.left + half);
            canvas.text(&words.anchor(Anchor::Middle), (middle, y));
        } else {
            draw_tick(canvas, self.plot.left + 2.0, y - 12.0, y + 2.0);
            canvas.text(&words, (self.plot.left + 10.0, y));
        }
    }

    fn tooltip(&self, bar: &Bar) -> String {
        let (Mark::Value { label, .. } | Mark::Blank { label, .. }) = &bar.mark;
        match &bar.target {
            Some((_, target)) => {
                format!("{}: {label} · {} {target}", bar.label, self.bars.target_label)
            }
            None => format!("{}: {label}", bar.label),
        }
    }
}

/// A dark stroke with a light rim, to be seen on a bar and beside it.
fn draw_tick(canvas: &Canvas<'_>, x: f64, top: f64, bottom: f64) {
    canvas.line((x, top), (x, bottom), Ink::Card, 5.0);
    canvas.line((x, top), (x, bottom), Ink::Target, 2.6);
}
