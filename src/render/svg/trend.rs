//! One figure over time.

use super::blanks::blank_runs;
use super::canvas::{Anchor, Canvas, Touch, Words};
use super::marks::{RADIUS, rimmed_mark, signal_ring};
use super::placer::Placer;
use super::region::{Region, Spot};
use super::time_axis::{FOOT, Slot, TimeAxis};
use super::value_axis::{Scale, draw_levels, gutter};
use crate::render::text_measure::Weight;
use crate::render::theme::Ink;
use crate::report::chart::{Mark, Point, Trend};
use crate::report::tone::Tone;

/// With more points than this, only those that stand out are labelled.
const MANY: usize = 12;

const LABEL_SIZE: f64 = 14.0;
const CURRENT_SIZE: f64 = 18.0;
const TARGET_SIZE: f64 = 13.0;
const CONTROL_SIZE: f64 = 12.0;

/// The room above the highest tick, for the label of a point that stands there.
const HEADROOM: f64 = 24.0;

/// The height of a trend with the labels below it.
pub(super) fn height() -> f64 {
    276.0
}

/// Draws a trend.
pub(super) fn draw(canvas: &Canvas<'_>, trend: &Trend, region: Region) {
    let target = TargetLabel::new(trend);
    let plot = Region::new(
        region.left + gutter(&trend.axis),
        region.top,
        region.right - target.width(),
        region.bottom - FOOT,
    );
    let scale = Scale::new(&trend.axis, plot.bottom, plot.top + HEADROOM);
    let picture = Picture { trend, plot, scale, axis: TimeAxis::new(plot, slots(trend)) };
    picture.draw(canvas, &target, region);
}

fn slots(trend: &Trend) -> Vec<Slot<'_>> {
    trend.points.iter().map(slot).collect()
}

fn slot(point: &Point) -> Slot<'_> {
    Slot { label: &point.label, group: &point.group, current: point.current }
}

struct Picture<'a> {
    trend: &'a Trend,
    plot: Region,
    scale: Scale,
    axis: TimeAxis<'a>,
}

impl Picture<'_> {
    fn draw(&self, canvas: &Canvas<'_>, target: &TargetLabel, region: Region) {
        let bounds =
            Region::new(self.plot.left + 2.0, self.plot.top, region.right, self.plot.bottom - 3.0);
        let mut placer = Placer::new(bounds);
        self.axis.draw_ground(canvas);
        draw_levels(canvas, &self.trend.axis, &self.scale, &self.plot);
        let blanks = blank_runs(self.trend.points.iter().map(|point| Some(&point.mark)));
        for run in &blanks {
            run.draw(canvas, &self.axis, &self.plot);
        }
        self.axis.draw_labels(canvas);
        self.draw_control(canvas);
        self.draw_target(canvas, &mut placer);
        for run in &blanks {
            placer.take(run.draw_label(canvas, &self.axis, &self.plot));
        }
        self.draw_target_label(canvas, target, &mut placer);
        self.draw_line(canvas, &mut placer);
        self.draw_marks(canvas, &mut placer);
        self.draw_value_labels(canvas, &mut placer);
        self.draw_control_labels(canvas, &mut placer);
        self.draw_target_steps(canvas, &mut placer);
    }

    /// Mean and limits as thin steps: dotted what the figure strays to by itself.
    fn draw_control(&self, canvas: &Canvas<'_>) {
        let Some(control) = &self.trend.control else { return };
        for (point_idx, lines) in control.lines.iter().enumerate() {
            let Some(lines) = lines else { continue };
            let (from, to) = (self.axis.start(point_idx), self.axis.start(point_idx + 1));
            let all = std::iter::once((&lines.mean, Touch::Even))
                .chain(lines.limits.iter().map(|limit| (limit, Touch::Dotted)));
            for ((at, _), touch) in all {
                let y = self.scale.at(*at);
                canvas.path(&[(from, y), (to, y)], Ink::Muted, touch, 1.4);
            }
        }
    }

    /// The names of mean and limits, where there is room: a level that holds for half a year is
    /// worth its number.
    fn draw_control_labels(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let levels = self.levels();
        for (first, end, y, _) in &levels {
            placer.avoid((self.axis.start(*first), *y), (self.axis.start(*end), *y), 1.0);
        }
        for (first, end, y, label) in levels.into_iter().filter(|run| run.1 - run.0 >= 6) {
            let words = Words::new(label, CONTROL_SIZE).ink(Ink::Muted).rimmed();
            placer.along(canvas, &words, (self.axis.start(first), self.axis.start(end)), y);
        }
    }

    /// Means and limits as level runs: first point, point after the last, where, and the name.
    fn levels(&self) -> Vec<(usize, usize, f64, &str)> {
        let mut runs: Vec<(usize, usize, f64, &str)> = Vec::new();
        let lines = self.trend.control.iter().flat_map(|control| control.lines.iter().enumerate());
        for (point_idx, lines) in lines {
            let all = lines.iter().flat_map(|one| std::iter::once(&one.mean).chain(&one.limits));
            for (at, label) in all {
                match runs.iter_mut().find(|run| run.1 == point_idx && run.3 == label) {
                    Some(run) => run.1 += 1,
                    None => runs.push((point_idx, point_idx + 1, self.scale.at(*at), label)),
                }
            }
        }
        runs
    }

    /// What a point breaks, if it stands out.
    fn signal(&self, point_idx: usize) -> Option<&str> {
        let signals = &self.trend.control.as_ref()?.signals;
        let own = signals.iter().find(|(at, _)| *at == point_idx);
        own.map(|(_, what)| what.as_str())
    }

    /// The target as broken level lines over the periods that it holds for, thinly joined.
    fn draw_target(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let steps = self.target_steps();
        for pair in steps.windows(2) {
            if pair[0].end == pair[1].first {
                let x = self.axis.start(pair[0].end);
                canvas.line((x, pair[0].y), (x, pair[1].y), Ink::Blank, 1.0);
            }
        }
        for step in steps {
            let (from, to) =
                ((self.axis.start(step.first), step.y), (self.axis.start(step.end), step.y));
            canvas.path(&[from, to], Ink::Target, Touch::Dashed, 2.0);
            placer.avoid(from, to, 0.25);
        }
    }

    /// Neighbouring points with the same target together.
    fn target_steps(&self) -> Vec<TargetStep<'_>> {
        let mut steps: Vec<TargetStep<'_>> = Vec::new();
        for (point_idx, point) in self.trend.points.iter().enumerate() {
            let Some((value, label)) = &point.target else { continue };
            let y = self.scale.at(*value);
            match steps.last_mut() {
                Some(step) if step.end == point_idx && step.label == label => step.end += 1,
                _ => steps.push(TargetStep { first: point_idx, end: point_idx + 1, y, label }),
            }
        }
        steps
    }

    fn draw_target_label(&self, canvas: &Canvas<'_>, label: &TargetLabel, placer: &mut Placer) {
        let Some(last_idx) = self.trend.points.iter().rposition(|point| point.target.is_some())
        else {
            return;
        };
        let Some((value, _)) = &self.trend.points[last_idx].target else { return };
        let y = self.scale.at(*value);
        let x = self.axis.start(last_idx + 1) + 6.0;
        let top =
            (y - label.height() / 2.0).max(self.plot.top).min(self.plot.bottom - label.height());
        for (line_idx, words) in label.lines.iter().enumerate() {
            canvas.text(words, (x, top + TARGET_SIZE + line_idx as f64 * 17.0));
        }
        placer.take(Region::new(x - 2.0, top, x + label.width(), top + label.height()));
    }

    /// The line, in pieces between blanks and cuts.
    fn draw_line(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let mut piece: Vec<Spot> = Vec::new();
        for (point_idx, point) in self.trend.points.iter().enumerate() {
            if point.cut_before && point_idx > 0 {
                self.draw_cut(canvas, point_idx, placer);
            }
            if point.cut_before || self.spot(point_idx).is_none() {
                draw_piece(canvas, &mut piece, placer);
            }
            piece.extend(self.spot(point_idx));
        }
        draw_piece(canvas, &mut piece, placer);
    }

    /// Two strokes across the axis and a thin line above them: no comparing across here.
    fn draw_cut(&self, canvas: &Canvas<'_>, point_idx: usize, placer: &mut Placer) {
        let x = self.axis.start(point_idx);
        let Region { top, bottom, .. } = self.plot;
        canvas.path(&[(x, top), (x, bottom - 8.0)], Ink::Muted, Touch::Dotted, 1.5);
        canvas.rect(Region::new(x - 3.0, bottom - 2.0, x + 3.0, bottom + 2.0), Ink::Card);
        for dx in [-3.0, 3.0] {
            canvas.line(
                (x + dx - 3.0, bottom + 7.0),
                (x + dx + 3.0, bottom - 7.0),
                Ink::Muted,
                2.0,
            );
        }
        placer.avoid((x, top), (x, bottom), 1.0);
    }

    fn draw_marks(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        for (point_idx, point) in self.trend.points.iter().enumerate() {
            let (Some(spot), Some((label, tone))) = (self.spot(point_idx), number(point)) else {
                continue;
            };
            let radius = self.radius(point_idx);
            let signal = self.signal(point_idx);
            let mut tooltip = self.tooltip(point, label);
            tooltip.extend(signal.map(|what| format!(" · {what}")));
            canvas.group(&tooltip, || {
                if signal.is_some() {
                    signal_ring(canvas, spot, radius);
                }
                rimmed_mark(canvas, spot, tone, radius);
            });
            placer.take(Region::around(spot, radius + 1.0));
        }
    }

    fn radius(&self, point_idx: usize) -> f64 {
        if self.trend.points[point_idx].current {
            RADIUS + 1.5
        } else {
            RADIUS.min(self.axis.step() * 0.2).max(3.5)
        }
    }

    fn tooltip(&self, point: &Point, label: &str) -> String {
        let name = format!("{} {}", point.label, point.group);
        match &point.target {
            Some((_, target)) => {
                format!("{}: {label} · {} {target}", name.trim(), self.trend.target_label)
            }
            None => format!("{}: {label}", name.trim()),
        }
    }

    /// The labels of the points: the important ones first, the others where there is room.
    fn draw_value_labels(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let order = self.labelled();
        for (point_idx, needed) in order {
            let point = &self.trend.points[point_idx];
            let (Some(spot), Some((label, _))) = (self.spot(point_idx), number(point)) else {
                continue;
            };
            let strong = point.current;
            let (size, weight) = match strong {
                true => (CURRENT_SIZE, Weight::Bold),
                false => (LABEL_SIZE, Weight::Regular),
            };
            let words = Words::new(label, size).weight(weight).rimmed();
            let room = self.plot.width() * 0.6;
            if !needed && words.width() > room {
                continue;
            }
            let clear = self.radius(point_idx) + 4.5;
            placer.label(canvas, words.fitted(room), spot, clear, needed);
        }
    }

    /// Which points are labelled, the most important first, and whether they must be.
    fn labelled(&self) -> Vec<(usize, bool)> {
        let points = &self.trend.points;
        let numbers: Vec<(usize, f64)> =
            (0..points.len()).filter_map(|idx| value(&points[idx]).map(|at| (idx, at))).collect();
        let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
        let current = numbers.iter().find(|(idx, _)| points[*idx].current);
        let last = numbers.last();
        let ends = [last, numbers.first()];
        let extremes = [numbers.iter().min_by(by_value), numbers.iter().max_by(by_value)];
        let mut order: Vec<(usize, bool)> = Vec::new();
        let needed = current.or(last).map(|(idx, _)| (*idx, true));
        order.extend(needed);
        order.extend(ends.into_iter().chain(extremes).flatten().map(|(idx, _)| (*idx, false)));
        if numbers.len() <= MANY {
            order.extend(numbers.iter().map(|(idx, _)| (*idx, false)));
        }
        let mut seen = Vec::new();
        order.retain(|(idx, _)| {
            !seen.contains(idx) && {
                seen.push(*idx);
                true
            }
        });
        order
    }

    /// What the target is before the last step, where there is room to say so.
    fn draw_target_steps(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let steps = self.target_steps();
        if self.trend.points.len() > MANY {
            return;
        }
        for step in steps.iter().rev().skip(1) {
            let words = Words::new(step.label, TARGET_SIZE).ink(Ink::Muted).rimmed();
            let span = (self.axis.start(step.first), self.axis.start(step.end));
            placer.along(canvas, &words, span, step.y);
        }
    }

    /// Where the number of a point stands.
    fn spot(&self, point_idx: usize) -> Option<Spot> {
        value(&self.trend.points[point_idx])
            .map(|at| (self.axis.middle(point_idx), self.scale.at(at)))
    }
}

fn value(point: &Point) -> Option<f64> {
    match point.mark {
        Mark::Value { at, .. } => Some(at),
        Mark::Blank { .. } => None,
    }
}

fn number(point: &Point) -> Option<(&str, Tone)> {
    match &point.mark {
        Mark::Value { label, tone, .. } => Some((label, *tone)),
        Mark::Blank { .. } => None,
    }
}

fn draw_piece(canvas: &Canvas<'_>, piece: &mut Vec<Spot>, placer: &mut Placer) {
    if piece.len() > 1 {
        canvas.path(piece, Ink::Line, Touch::Even, 3.0);
    }
    for pair in piece.windows(2) {
        placer.avoid(pair[0], pair[1], 1.0);
    }
    piece.clear();
}

/// A level piece of the target: first point, point after the last, where it stands, its value.
struct TargetStep<'a> {
    first: usize,
    end: usize,
    y: f64,
    label: &'a str,
}

/// `Target` and its last value, to the right of the plot.
struct TargetLabel {
    lines: Vec<Words>,
}

impl TargetLabel {
    fn new(trend: &Trend) -> Self {
        let last = trend.points.iter().rev().find_map(|point| point.target.as_ref());
        let texts = last.map(|(_, value)| [trend.target_label.as_str(), value.as_str()]);
        let line = |text| {
            let words = Words::new(text, TARGET_SIZE).weight(Weight::Bold).ink(Ink::Target);
            words.fitted(120.0)
        };
        let lines = texts.into_iter().flatten().filter(|text| !text.is_empty()).map(line);
        Self { lines: lines.map(|words| words.anchor(Anchor::Start)).collect() }
    }

    fn width(&self) -> f64 {
        let widest = self.lines.iter().map(Words::width).fold(0.0_f64, f64::max);
        if self.lines.is_empty() { 0.0 } else { widest + 8.0 }
    }

    fn height(&self) -> f64 {
        17.0 * self.lines.len() as f64
    }
}
