//! How native charts look: lines, marks, labels and axes.

use rust_xlsxwriter::{
    Chart as Native, ChartAxis, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType,
    ChartSolidFill, Color,
};

use crate::report::chart::{Axis, Mark};
use crate::report::tone::Tone;

use super::formats;
use super::measure::FACE;
use super::names::{clean, cut};

/// Longest text alternative and title that a chart takes, in UTF-16 units.
pub(super) const TEXT_LIMIT: usize = 255;

/// Where a mark stands, if it is a number.
pub(super) fn at(mark: &Mark) -> Option<f64> {
    match mark {
        Mark::Value { at, .. } => Some(*at),
        Mark::Blank { .. } => None,
    }
}

/// The label below the axis: the group once per run, and the word of a blank.
pub(super) fn axis_label(label: &str, group: &str, before: Option<&str>, mark: &Mark) -> String {
    let mut text = label.to_owned();
    if before != Some(group) && !group.is_empty() {
        text = format!("{text}\n{group}");
    }
    match mark {
        Mark::Blank { label, .. } => format!("{text}\n({label})"),
        Mark::Value { .. } => text,
    }
}

/// A label beside a point or bar: the shape of its tone and its printed form.
pub(super) fn value_label(
    text: &str,
    tone: Tone,
    position: ChartDataLabelPosition,
) -> ChartDataLabel {
    let shape = formats::shape(tone);
    let text = if shape.is_empty() { text.to_owned() } else { format!("{shape} {text}") };
    let mut label = ChartDataLabel::new();
    label.set_value(&literal(&text)).set_position(position).set_font(&small());
    label
}

/// A text that a chart takes for words; `=A1` and `Tim!A1` would be read as ranges.
pub(super) fn literal(text: &str) -> String {
    let text = cut(&clean(text), TEXT_LIMIT - 8).replace('!', "! ");
    if text.starts_with('=') { format!(" {text}") } else { text.trim_end().to_owned() }
}

/// The text, or the other one if it is empty.
pub(super) fn non_empty<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

/// The legend below the plot, if it is needed.
pub(super) fn legend(native: &mut Native, shown: bool) {
    if shown {
        native.legend().set_position(ChartLegendPosition::Bottom).set_font(&small());
    } else {
        native.legend().set_hidden();
    }
}

/// The value axis with the bounds and steps of the report.
pub(super) fn scale(axis: &mut ChartAxis, of: &Axis) {
    if of.min < of.max {
        axis.set_min(of.min).set_max(of.max);
    }
    if let [(first, _), (second, _), ..] = of.ticks.as_slice()
        && second > first
    {
        axis.set_major_unit(second - first);
    }
    axis.set_font(&small()).set_major_gridlines_line(&line(Color::RGB(0xE3_E7_EB), 0.75));
    axis.set_num_format(tick_format(of));
    axis.set_format(ChartFormat::new().set_no_line());
}

/// As many decimals as the ticks need.
fn tick_format(axis: &Axis) -> &'static str {
    let needs = |factor: f64| {
        axis.ticks.iter().any(|(at, _)| {
            let scaled = at * factor;
            (scaled - scaled.round()).abs() > 1e-6 * scaled.abs().max(1.0)
        })
    };
    match (needs(1.0), needs(10.0)) {
        (false, _) => "#,##0",
        (true, false) => "#,##0.0",
        (true, true) => "#,##0.00",
    }
}

/// Labels at the edge, also when values lie below zero.
pub(super) fn low_labels(axis: &mut ChartAxis) {
    axis.set_label_position(ChartAxisLabelPosition::Low);
}

/// A line.
pub(super) fn line(colour: Color, width: f64) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(colour).set_width(width);
    line
}

/// A plain fill.
pub(super) fn solid(colour: Color) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(colour);
    fill
}

/// The mark of a point.
pub(super) fn dot(colour: Color) -> ChartMarker {
    let mut marker = ChartMarker::new();
    let mut format = ChartFormat::new();
    format.set_solid_fill(&solid(colour)).set_no_border();
    marker.set_type(ChartMarkerType::Circle).set_size(7).set_format(&mut format);
    marker
}

/// The font of axes, labels and legends.
pub(super) fn small() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FACE).set_size(9).set_color(Color::RGB(0x3A_3F_45));
    font
}
