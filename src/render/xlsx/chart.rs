//! Native charts, drawn from the sheet of chart data; a blank is a gap.

use rust_xlsxwriter::{
    Chart as Native, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartEmptyCells, ChartFont, ChartFormat, ChartLineDashType, ChartMarker, ChartPoint, Color,
    ObjectMovement, XlsxError,
};

use crate::report::chart::{Axis, Bars, Chart, Flow as FlowPlot, Mark, Plot, Point, Trend};
use crate::report::tone::Tone;

use super::chart_data::ChartData;
use super::chart_look::{
    TEXT_LIMIT, at, axis_label, dot, legend, line, literal, low_labels, non_empty, scale, small,
    solid, value_label,
};
use super::formats::{self, INK, MUTED, RULE};
use super::measure::FACE;
use super::names::{clean, cut};
use super::paper::ROW;
use super::sheet::Flow;

/// Most points that all get a label of their own.
const LABELLED: usize = 10;
/// Blue of figures, dark grey of targets, light blue and vermilion of flows.
const FIGURE: Color = Color::RGB(0x2F_6A_A8);
const TARGET: Color = Color::RGB(0x2B_3A_49);
const WENT: Color = Color::RGB(0xA3_C4_E4);
const LEFT: Color = Color::RGB(0xCC_3D_0F);

impl Flow<'_> {
    /// Draws charts in rows of up to three.
    pub(super) fn charts(&mut self, charts: &[Chart]) -> Result<(), XlsxError> {
        let total = self.grid.pixels().min(1500.0);
        let fitting = if charts.len() <= 3 { total / 330.0 } else { total / 400.0 };
        let per_row = (fitting as usize).clamp(1, 3).min(charts.len().max(1));
        let width = ((total / per_row as f64) - 10.0).min(760.0);
        for row in charts.chunks(per_row) {
            let tallest = row.iter().map(height).max().unwrap_or(0);
            self.keep(f64::from(tallest + 20) * 0.75);
            for (idx, chart) in row.iter().enumerate() {
                let mut native = native(chart, self.data)?;
                native
                    .set_width(width as u32)
                    .set_height(height(chart))
                    .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
                let offset = (idx as f64 * (width + 10.0)) as u32;
                self.sheet.insert_chart_with_offset(self.row, 0, &native, offset, 2)?;
            }
            // A row of 15 points is 20 pixels high.
            for _ in 0..(tallest + 10).div_ceil(20) {
                self.end_row(ROW)?;
            }
            for chart in row {
                if let Some(note) = chart.note.as_deref().filter(|note| !note.is_empty()) {
                    let note = if row.len() > 1 {
                        format!("{}: {note}", chart.title)
                    } else {
                        note.to_owned()
                    };
                    let format = formats::text(9.0).set_italic().set_font_color(MUTED);
                    self.line(&note, 9.0, format)?;
                }
            }
        }
        self.gap()
    }
}

/// The height of a chart in pixels: bars need a line each.
fn height(chart: &Chart) -> u32 {
    match &chart.plot {
        Plot::Trend(_) | Plot::Flow(_) => 260,
        Plot::Bars(bars) => (110 + 26 * bars.bars.len() as u32).clamp(200, 900),
    }
}

fn native(chart: &Chart, data: &mut ChartData) -> Result<Native, XlsxError> {
    let mut native = match &chart.plot {
        Plot::Trend(trend) => trend_chart(chart, trend, data)?,
        Plot::Bars(bars) => bar_chart(chart, bars, data)?,
        Plot::Flow(flow) => flow_chart(chart, flow, data)?,
    };
    data.row += 1;
    let title = match chart.subtitle.as_str() {
        "" => chart.title.clone(),
        subtitle => format!("{}\n{subtitle}", chart.title),
    };
    let mut font = ChartFont::new();
    font.set_name(FACE).set_size(10).set_color(INK).set_bold();
    native.title().set_name(&literal(&title)).set_font(&font);
    native
        .set_name(&chart.id)
        .set_alt_text(cut(&clean(&chart.description), TEXT_LIMIT))
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    native.chart_area().set_format(ChartFormat::new().set_border(&line(RULE, 0.75)));
    Ok(native)
}

/// A line with gaps; a new series begins where the line is cut.
fn trend_chart(chart: &Chart, trend: &Trend, data: &mut ChartData) -> Result<Native, XlsxError> {
    let n_parts = 1 + trend.points.iter().skip(1).filter(|point| point.cut_before).count();
    let target = non_empty(&trend.target_label, data.words[3]);
    let mut heads = vec![data.words[0], data.words[1], target];
    heads.extend(std::iter::repeat_n(data.words[2], n_parts));
    let head = data.begin(chart, &heads)?;
    let mut part = 0;
    for (idx, point) in trend.points.iter().enumerate() {
        part += u16::from(idx > 0 && point.cut_before);
        let before = idx.checked_sub(1).map(|idx| trend.points[idx].group.as_str());
        data.labels(&point.group, &axis_label(&point.label, &point.group, before, &point.mark))?;
        data.number(2, point.target.as_ref().map(|(at, _)| *at))?;
        data.number(3 + part, at(&point.mark))?;
        data.row += 1;
    }
    let (first, last) = (head + 1, data.row.max(head + 2) - 1);
    let name = data.name.as_str();
    let mut native = Native::new_line();
    let with_target = trend.points.iter().any(|point| point.target.is_some());
    for part in 0..n_parts as u16 {
        native
            .add_series()
            .set_name((name, head, 3 + part))
            .set_categories((name, first, 1, last, 1))
            .set_values((name, first, 3 + part, last, 3 + part))
            .set_format(ChartFormat::new().set_line(&line(FIGURE, 2.25)))
            .set_marker(&dot(FIGURE))
            .set_custom_data_labels(&point_labels(&trend.points, &trend.axis, part))
            .delete_from_legend(part > 0);
    }
    if with_target {
        let mut dashed = line(TARGET, 1.5);
        dashed.set_dash_type(ChartLineDashType::Dash);
        native
            .add_series()
            .set_name((name, head, 2))
            .set_categories((name, first, 1, last, 1))
            .set_values((name, first, 2, last, 2))
            .set_format(ChartFormat::new().set_line(&dashed))
            .set_marker(ChartMarker::new().set_none());
    }
    legend(&mut native, with_target);
    scale(native.y_axis(), &trend.axis);
    native.x_axis().set_font(&small()).set_format(ChartFormat::new().set_line(&line(MUTED, 0.75)));
    low_labels(native.x_axis());
    Ok(native)
}

/// Labels of the points of one part of a line: all of a short one, the current one of a long one.
fn point_labels(points: &[Point], axis: &Axis, part: u16) -> Vec<ChartDataLabel> {
    let last = points.iter().rposition(|point| at(&point.mark).is_some());
    let has_current = points.iter().any(|point| point.current && at(&point.mark).is_some());
    let mut here = 0;
    let label = |(idx, point): (usize, &Point)| {
        here += u16::from(idx > 0 && point.cut_before);
        let chosen = if has_current { point.current } else { Some(idx) == last };
        match &point.mark {
            Mark::Value { at, label, tone }
                if here == part && (chosen || points.len() <= LABELLED) =>
            {
                // On the side away from the target line.
                let below = point.target.as_ref().is_some_and(|(target, _)| at < target);
                let side = match below || is_high(*at, axis) {
                    true => ChartDataLabelPosition::Below,
                    false => ChartDataLabelPosition::Above,
                };
                value_label(label, *tone, side)
            }
            _ => ChartDataLabel::new().set_hidden().clone(),
        }
    };
    points.iter().enumerate().map(label).collect()
}

/// Whether a label above a point would run into the title.
fn is_high(at: f64, axis: &Axis) -> bool {
    axis.max > axis.min && (at - axis.min) / (axis.max - axis.min) > 0.9
}

/// Lying bars in the colour and with the shape of their tone; targets are empty frames.
fn bar_chart(chart: &Chart, bars: &Bars, data: &mut ChartData) -> Result<Native, XlsxError> {
    let target = non_empty(&bars.target_label, data.words[3]);
    let head = data.begin(chart, &[data.words[0], data.words[1], target, data.words[2]])?;
    for bar in &bars.bars {
        let indented = format!("{}{}", "  ".repeat(bar.indent.into()), bar.label);
        data.labels("", &axis_label(&indented, "", Some(""), &bar.mark).replace('\n', " · "))?;
        data.number(2, bar.target.as_ref().map(|(at, _)| *at))?;
        data.number(3, at(&bar.mark))?;
        data.row += 1;
    }
    let (first, last) = (head + 1, data.row.max(head + 2) - 1);
    let name = data.name.as_str();
    let look = |mark: &Mark, total| match mark {
        Mark::Value { label, tone, .. } => {
            let colour = if total && *tone == Tone::Plain { INK } else { formats::strong(*tone) };
            let label = value_label(label, *tone, ChartDataLabelPosition::OutsideEnd);
            (ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&solid(colour))), label)
        }
        Mark::Blank { .. } => (ChartPoint::default(), ChartDataLabel::new().set_hidden().clone()),
    };
    let (points, labels): (Vec<_>, Vec<_>) =
        bars.bars.iter().map(|bar| look(&bar.mark, bar.total)).unzip();
    let mut native = Native::new_bar();
    native
        .add_series()
        .set_name((name, head, 3))
        .set_categories((name, first, 1, last, 1))
        .set_values((name, first, 3, last, 3))
        .set_format(ChartFormat::new().set_solid_fill(&solid(FIGURE)))
        .set_points(&points)
        .set_custom_data_labels(&labels)
        .set_overlap(100)
        .set_gap(45);
    let with_target = bars.bars.iter().any(|bar| bar.target.is_some());
    if with_target {
        native
            .add_series()
            .set_name((name, head, 2))
            .set_categories((name, first, 1, last, 1))
            .set_values((name, first, 2, last, 2))
            .set_format(ChartFormat::new().set_no_fill().set_border(&line(TARGET, 1.0)));
    }
    legend(&mut native, with_target);
    // Bars lie: their teams stand on the upright axis, from the top, and values run below.
    scale(native.x_axis(), &bars.axis);
    // Room for the label of the longest bar.
    let room = (bars.axis.max - bars.axis.min) * 0.08;
    if room > 0.0 {
        native.x_axis().set_max(bars.axis.max + room);
    }
    native.x_axis().set_major_gridlines(false).set_label_position(ChartAxisLabelPosition::High);
    native.y_axis().set_reverse().set_font(&small()).set_major_gridlines(false);
    low_labels(native.y_axis());
    Ok(native)
}

/// Columns for what came in and went out, a line for what is left.
fn flow_chart(chart: &Chart, flow: &FlowPlot, data: &mut ChartData) -> Result<Native, XlsxError> {
    let [came, went, left] = &flow.names;
    let head = data.begin(chart, &[data.words[0], data.words[1], came, went, left])?;
    for (idx, point) in flow.points.iter().enumerate() {
        let before = idx.checked_sub(1).map(|idx| flow.points[idx].group.as_str());
        let blank = point.marks.iter().find(|mark| at(mark).is_none()).unwrap_or(&point.marks[0]);
        data.labels(&point.group, &axis_label(&point.label, &point.group, before, blank))?;
        for (col, mark) in (2..).zip(&point.marks) {
            data.number(col, at(mark))?;
        }
        data.row += 1;
    }
    let (first, last) = (head + 1, data.row.max(head + 2) - 1);
    let name = data.name.as_str();
    let mut native = Native::new_column();
    for (col, colour) in [(2, FIGURE), (3, WENT)] {
        native
            .add_series()
            .set_name((name, head, col))
            .set_categories((name, first, 1, last, 1))
            .set_values((name, first, col, last, col))
            .set_format(ChartFormat::new().set_solid_fill(&solid(colour)))
            .set_gap(60);
    }
    let mut rest = Native::new_line();
    rest.add_series()
        .set_name((name, head, 4))
        .set_categories((name, first, 1, last, 1))
        .set_values((name, first, 4, last, 4))
        .set_format(ChartFormat::new().set_line(&line(LEFT, 2.25)))
        .set_marker(&dot(LEFT));
    native.combine(&rest);
    legend(&mut native, true);
    scale(native.y_axis(), &flow.axis);
    native.x_axis().set_font(&small());
    low_labels(native.x_axis());
    Ok(native)
}
