//! Charts as SVG: real text, a title and a description, the same bytes for the same chart.
//!
//! plotters draws the primitives, see `canvas`; where they stand is worked out here.
//!
//! **Invariant:** no text leaves the picture, and a blank never looks like a zero.

mod region;
mod canvas;
mod markup;
mod marks;
mod frame;
mod value_axis;
mod time_axis;
mod blanks;
mod placer;
mod trend;
mod bars;
mod flow;

use crate::report::chart::{Chart, Plot};

/// The chart as a stand-alone SVG that can also be put into a page as it is.
///
/// Every element has its light colour as an attribute and a class, `zf-…` for fills and `zs-…`
/// for strokes, so that a page can recolour it, see [`super::theme::css_chart_rules`].
pub fn svg(chart: &Chart) -> String {
    match &chart.plot {
        Plot::Trend(trend) => frame::framed(chart, trend::height(), |canvas, region| {
            trend::draw(canvas, trend, region);
        }),
        Plot::Bars(bars) => frame::framed(chart, bars::height(bars), |canvas, region| {
            bars::draw(canvas, bars, region);
        }),
        Plot::Flow(flow) => frame::framed(chart, flow::height(), |canvas, region| {
            flow::draw(canvas, flow, region);
        }),
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
