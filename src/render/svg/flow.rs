//! What came in, what went out, what is left.

use super::blanks::blank_runs;
use super::canvas::{Anchor, Canvas, Touch, Words};
use super::placer::Placer;
use super::region::{Region, Spot};
use super::time_axis::{FOOT, Slot, TimeAxis};
use super::value_axis::{Scale, draw_levels, gutter};
use crate::domain::Blank;
use crate::render::text_measure::{Weight, ellipsis};
use crate::render::theme::Ink;
use crate::report::chart::{Flow, FlowPoint, Mark};

const LABEL_SIZE: f64 = 13.0;
const LEFT_SIZE: f64 = 14.0;
const LAST_SIZE: f64 = 18.0;
const LEGEND: f64 = 26.0;
const LEGEND_SIZE: f64 = 14.0;
const LEGEND_GAP: f64 = 30.0;

/// The room of a swatch before its name.
const SWATCH: f64 = 26.0;

const RADIUS: f64 = 5.5;

/// With more points than this, only those of the line that stand out are labelled.
const MANY: usize = 12;

/// The room above the highest tick.
const HEADROOM: f64 = 20.0;

/// The inks of the columns.
const COLUMNS: [Ink; 2] = [Ink::In, Ink::Out];

/// The height of a flow with the legend above and the labels below it.
pub(super) fn height() -> f64 {
    300.0
}

/// Draws a flow.
pub(super) fn draw(canvas: &Canvas<'_>, flow: &Flow, region: Region) {
    let left = region.left + gutter(&flow.axis);
    let plot = Region::new(left, region.top + LEGEND, region.right, region.bottom - FOOT);
    let scale = Scale::new(&flow.axis, plot.bottom, plot.top + HEADROOM);
    let axis = TimeAxis::new(plot, flow.points.iter().map(slot).collect());
    let picture = Picture { flow, plot, scale, axis };
    draw_legend(canvas, flow, region);
    picture.draw(canvas);
}

fn slot(point: &FlowPoint) -> Slot<'_> {
    Slot { label: &point.label, group: &point.group, current: false }
}

struct Picture<'a> {
    flow: &'a Flow,
    plot: Region,
    scale: Scale,
    axis: TimeAxis<'a>,
}

impl Picture<'_> {
    fn draw(&self, canvas: &Canvas<'_>) {
        let mut placer = Placer::new(self.plot);
        self.axis.draw_ground(canvas);
        draw_levels(canvas, &self.flow.axis, &self.scale, &self.plot);
        for run in blank_runs(self.flow.points.iter().map(wholly_blank)) {
            run.draw(canvas, &self.axis, &self.plot);
            placer.take(run.draw_label(canvas, &self.axis, &self.plot));
        }
        self.axis.draw_labels(canvas);
        for (point_idx, point) in self.flow.points.iter().enumerate() {
            if wholly_blank(point).is_none() {
                canvas.group(&self.tooltip(point), || self.draw_columns(canvas, point_idx, point));
            }
        }
        self.draw_line(canvas, &mut placer);
        self.draw_left_labels(canvas, &mut placer);
        self.draw_column_labels(canvas, &mut placer);
    }

    /// The place of one of the two columns of a period, as high as the plot.
    fn column(&self, point_idx: usize, side: usize) -> Region {
        let width = self.column_width();
        let left = self.axis.middle(point_idx) - width + (width + 1.0) * side as f64;
        Region::new(left, self.plot.top, left + width - 1.0, self.plot.bottom)
    }

    fn draw_columns(&self, canvas: &Canvas<'_>, point_idx: usize, point: &FlowPoint) {
        let base = self.scale.base();
        for (side, ink) in COLUMNS.into_iter().enumerate() {
            let place = self.column(point_idx, side);
            match &point.marks[side] {
                Mark::Value { at, .. } => {
                    let end = self.scale.at(*at);
                    // A zero stays visible as a line on the axis.
                    let top = end.min(base - 1.6);
                    let body = Region { top, bottom: base.max(end), ..place };
                    canvas.rect(body, ink);
                }
                Mark::Blank { kind, label } => draw_stub(canvas, place, base, *kind, label),
            }
        }
    }

    fn spot(&self, point_idx: usize) -> Option<Spot> {
        value(&self.flow.points[point_idx].marks[2])
            .map(|(at, _)| (self.axis.middle(point_idx), self.scale.at(at)))
    }

    fn draw_line(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        let spots: Vec<Option<Spot>> =
            (0..self.flow.points.len()).map(|point_idx| self.spot(point_idx)).collect();
        for piece in spots.split(Option::is_none) {
            let piece: Vec<Spot> = piece.iter().copied().flatten().collect();
            if piece.len() > 1 {
                canvas.path(&piece, Ink::Card, Touch::Even, 6.0);
                canvas.path(&piece, Ink::Target, Touch::Even, 3.0);
            }
            for pair in piece.windows(2) {
                placer.avoid(pair[0], pair[1], 1.0);
            }
            let radius = RADIUS.min(self.axis.step() * 0.2).max(3.5);
            for spot in piece {
                draw_left_mark(canvas, spot, radius);
                placer.take(Region::around(spot, radius + 1.0));
            }
        }
    }

    /// What is left: the last one large, the others where there is room.
    fn draw_left_labels(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        for (rank, point_idx) in self.labelled().into_iter().enumerate() {
            let mark = &self.flow.points[point_idx].marks[2];
            let (Some(spot), Some((_, label))) = (self.spot(point_idx), value(mark)) else {
                continue;
            };
            let size = if rank == 0 { LAST_SIZE } else { LEFT_SIZE };
            let words = Words::new(label, size).weight(Weight::Bold).rimmed();
            let words = words.fitted(self.plot.width() * 0.4);
            placer.label(canvas, words, spot, RADIUS + 4.5, rank == 0);
        }
    }

    /// The points whose rest is labelled, the last one first.
    fn labelled(&self) -> Vec<usize> {
        let points = &self.flow.points;
        let numbers: Vec<(usize, f64)> = (0..points.len())
            .filter_map(|idx| value(&points[idx].marks[2]).map(|(at, _)| (idx, at)))
            .collect();
        let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
        let extremes = [numbers.iter().max_by(by_value), numbers.iter().min_by(by_value)];
        let some = [numbers.last(), numbers.first()].into_iter().chain(extremes).flatten();
        let mut order: Vec<usize> = Vec::new();
        let rest = numbers.iter().rev().take(if numbers.len() > MANY { 0 } else { MANY });
        for (point_idx, _) in some.chain(rest) {
            if !order.contains(point_idx) {
                order.push(*point_idx);
            }
        }
        order
    }

    /// Labels of the columns: inside at their foot, or above them when they are too low.
    fn draw_column_labels(&self, canvas: &Canvas<'_>, placer: &mut Placer) {
        if !self.columns_have_room() {
            return;
        }
        for (point_idx, point) in self.flow.points.iter().enumerate() {
            for (side, ink) in ON.into_iter().enumerate() {
                let Some((at, label)) = value(&point.marks[side]) else { continue };
                let place = self.column(point_idx, side);
                let words = Words::new(label, LABEL_SIZE).anchor(Anchor::Middle);
                let (base, end) = (self.scale.base(), self.scale.at(at));
                let inside = Region { top: end.min(base), bottom: base.max(end), ..place };
                placer.column_label(canvas, words, inside, ink);
            }
        }
    }

    /// Whether every column is wide enough for its label; a few labels among many would mislead.
    fn columns_have_room(&self) -> bool {
        let columns = self.flow.points.iter().flat_map(|point| &point.marks[..COLUMNS.len()]);
        let labels = columns.filter_map(value).map(|(_, label)| Words::new(label, LABEL_SIZE));
        let widest = labels.map(|words| words.width()).fold(0.0_f64, f64::max);
        self.flow.points.len() <= MANY && widest <= self.column_width()
    }

    fn column_width(&self) -> f64 {
        (self.axis.step() * 0.36).clamp(2.0, 34.0)
    }

    fn tooltip(&self, point: &FlowPoint) -> String {
        let parts = self.flow.names.iter().zip(&point.marks).map(|(name, mark)| {
            let (Mark::Value { label, .. } | Mark::Blank { label, .. }) = mark;
            format!("{name} {label}")
        });
        let name = format!("{} {}", point.label, point.group);
        format!("{}: {}", name.trim(), parts.collect::<Vec<_>>().join(" · "))
    }
}

/// The inks of labels on the columns.
const ON: [Ink; 2] = [Ink::OnDark, Ink::OnLight];

fn value(mark: &Mark) -> Option<(f64, &str)> {
    match mark {
        Mark::Value { at, label, .. } => Some((*at, label)),
        Mark::Blank { .. } => None,
    }
}

/// The blank of a period in which nothing that came in or went out is known.
fn wholly_blank(point: &FlowPoint) -> Option<&Mark> {
    let blank = |mark: &Mark| matches!(mark, Mark::Blank { .. });
    point.marks.iter().all(blank).then_some(&point.marks[0])
}

/// The place of a column that has no number, with its words standing in it.
fn draw_stub(canvas: &Canvas<'_>, place: Region, base: f64, kind: Blank, label: &str) {
    let words = Words::new(label, LABEL_SIZE).ink(Ink::Muted).rimmed().turned();
    let stub = Region { bottom: base, ..place };
    match kind {
        Blank::Missing => {
            canvas.hatch(stub);
            canvas.outline(stub, Ink::Blank, Touch::Dashed, 1.2);
        }
        Blank::Suppressed => canvas.outline(stub, Ink::Blank, Touch::Even, 1.2),
        Blank::NotApplicable => {
            canvas.line((stub.left, base - 4.0), (stub.right, base - 4.0), Ink::Blank, 2.0);
        }
    }
    if place.width() >= LABEL_SIZE {
        let text = ellipsis(label, LABEL_SIZE, Weight::Regular, stub.height() - 16.0);
        let x = place.middle() + words.rise() / 2.0 - 1.0;
        canvas.text(&Words { text, ..words }, (x, base - 8.0));
    }
}

fn draw_left_mark(canvas: &Canvas<'_>, spot: Spot, radius: f64) {
    canvas.disc(spot, radius + 2.0, Ink::Card);
    canvas.disc(spot, radius, Ink::Target);
}

/// A swatch and a name for each of the three, in one line above the plot.
fn draw_legend(canvas: &Canvas<'_>, flow: &Flow, region: Region) {
    let baseline = region.top + 13.0;
    let mut x = region.left;
    for (name_idx, words) in legend_words(flow, region.width()).into_iter().enumerate() {
        draw_swatch(canvas, name_idx, (x, baseline - 5.0));
        canvas.text(&words, (x + SWATCH, baseline));
        x += SWATCH + words.width() + LEGEND_GAP;
    }
}

/// The names; the longest are cut when they do not fit beside each other.
fn legend_words(flow: &Flow, room: f64) -> Vec<Words> {
    let words = |name_idx: usize, name: &String| {
        let weight = if name_idx == COLUMNS.len() { Weight::Bold } else { Weight::Regular };
        Words::new(name, LEGEND_SIZE).weight(weight)
    };
    let names = flow.names.iter().enumerate();
    let mut all: Vec<Words> = names.map(|(name_idx, name)| words(name_idx, name)).collect();
    let room = room - 3.0 * SWATCH - 2.0 * LEGEND_GAP;
    if all.iter().map(Words::width).sum::<f64>() > room {
        for words in &mut all {
            words.text = ellipsis(&words.text, words.size, words.weight, room / 3.0);
        }
    }
    all
}

fn draw_swatch(canvas: &Canvas<'_>, name_idx: usize, (x, y): Spot) {
    match COLUMNS.get(name_idx) {
        Some(ink) => canvas.rect(Region::new(x + 2.0, y - 6.5, x + 15.0, y + 6.5), *ink),
        None => {
            canvas.line((x - 6.0, y), (x + 20.0, y), Ink::Target, 3.0);
            canvas.disc((x + 7.0, y), RADIUS, Ink::Target);
        }
    }
}
