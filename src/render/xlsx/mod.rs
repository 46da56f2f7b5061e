//! The report as a workbook: a sheet per section, real numbers, native charts.
//!
//! A number stays a number, with its unit, colour and shape in the number format; a blank is a
//! word on a hatched or grey ground, so that nobody takes *belum ada* for zero. The same report
//! gives the same bytes: the only date in the file is the cut-off date of the report.

mod chart;
mod chart_data;
mod chart_look;
mod contents;
mod formats;
mod grid;
mod layout;
mod measure;
mod names;
mod paper;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub use rust_xlsxwriter::XlsxError;

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::domain::Datelike;
use crate::report::model::Report;

use chart_data::ChartData;
use names::{Tabs, clean, cut};

/// Longest text of a document property that every reader shows.
const PROPERTY_LIMIT: usize = 255;

/// Draws `report` as the bytes of an `.xlsx` workbook.
///
/// # Errors
///
/// When a table is longer or wider than a sheet can be, or the cut-off date lies outside the
/// years that a workbook can name.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let tabs = Tabs::of(report);
    let mut data = ChartData::new(report.language, tabs.data())?;
    let mut workbook = Workbook::new();
    let (face, row, column) = formats::default();
    workbook.set_default_format(&face, row, column)?;
    workbook.set_properties(&properties(report)?);
    for section in report.paper.iter().chain(&report.sections) {
        workbook.push_worksheet(sheet::draw(report, section, &tabs, &mut data)?);
    }
    if report.sections.is_empty() {
        let mut cover = formats::worksheet()?;
        cover.write_string(0, 0, cut(&clean(&report.title), PROPERTY_LIMIT))?;
        workbook.push_worksheet(cover);
    }
    if let Some(sheet) = data.finish(report)? {
        workbook.push_worksheet(sheet);
    }
    workbook.worksheet_from_index(0)?.set_active(true).set_first_tab(true);
    workbook.save_to_buffer()
}

/// Title, author and the fixed date; the clock has no say.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let year = u16::try_from(report.as_of.year()).unwrap_or_default();
    let (month, day) = (report.as_of.month() as u8, report.as_of.day() as u8);
    let created = rust_xlsxwriter::ExcelDateTime::from_ymd(year, month, day)?.and_hms(0, 0, 0)?;
    let short = |text: &str| cut(&clean(text), PROPERTY_LIMIT);
    let mut properties = DocProperties::new()
        .set_title(short(&report.title))
        .set_subject(short(&report.subtitle))
        .set_author(short(&report.office))
        .set_company(short(&report.office))
        .set_comment(short(&report.words.colophon))
        .set_creation_datetime(&created);
    if let Some(mark) = &report.mark {
        properties = properties.set_status(short(mark));
    }
    Ok(properties)
}
