//! The report as one HTML file that works from a USB stick: no request leaves it.
//!
//! [`html`] draws a [`Report`] and decides nothing. Every text is escaped; the only markup taken
//! from outside is the SVG of each chart, which its drawer has escaped. Style and script stand in
//! the page, and its Content-Security-Policy names their hashes, so that nothing else can run.
//!
//! **Invariant:** the same report gives the same bytes, and links lead only to anchors of the page.

mod blocks;
mod csp;
mod page;
mod picture;
mod table;
mod text;
mod tone;

use std::collections::BTreeSet;

use crate::report::chart::Chart;
use crate::report::model::Report;
use crate::report::tone::Tone;

/// The report as a self-contained page.
///
/// `svg` draws a chart. Its picture is put into the page from the first `<svg` on, so a prolog
/// does no harm. It shows the chart's title, subtitle and note itself, styles its marks with
/// presentation attributes (the policy of the page blocks `style` attributes and elements), and
/// its ids, if it has any, begin with the id of the chart. Its words are hidden from screen
/// readers, which get the title, subtitle, description and note of the model instead.
pub fn html(report: &Report, svg: &dyn Fn(&Chart) -> String) -> String {
    let sections = report.sections.iter().map(|section| section.id.as_str()).collect();
    page::page(&Page { report, svg, sections }).into_string()
}

/// What every part of the page may need to know.
///
/// Ids of sections are those of the model. All others begin with a capital letter, which no id of
/// the model does, so they cannot collide.
struct Page<'a> {
    report: &'a Report,
    svg: &'a dyn Fn(&Chart) -> String,
    sections: BTreeSet<&'a str>,
}

impl Page<'_> {
    /// The words of the legend for a tone; empty when it has none.
    fn word(&self, tone: Tone) -> &str {
        let legend = &self.report.words.legend;
        legend.iter().find(|(known, _)| *known == tone).map_or("", |(_, word)| word)
    }

    /// The target of a link, if the page has such a section.
    fn target(&self, section: Option<&str>) -> Option<String> {
        section.filter(|id| self.sections.contains(id)).map(|id| format!("#{id}"))
    }
}

#[cfg(test)]
mod tests;
