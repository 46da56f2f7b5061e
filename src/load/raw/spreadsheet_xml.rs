//! XML Spreadsheet 2003, which some applications and Excel itself store under the name `.xls`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::{Kind, Merge, RawCell, RawFile, RawSheet};
use super::damage::{is_percent, percent};
use super::sheet::{Rows, iso_moment, number};
use super::{Limits, ReadError, html};

/// The last row of a sheet; regions that claim to reach further end here.
const LAST_ROW: u32 = 1 << 20;

/// Reads the worksheets of the workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let (text, _) = html::decode(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut book = Book::new(limits);
    loop {
        let event = reader.read_event().map_err(|error| match error {
            quick_xml::Error::Syntax(_) => ReadError::Truncated,
            error => ReadError::Unreadable { detail: error.to_string() },
        })?;
        match event {
            Event::Start(tag) => book.start(&tag)?,
            Event::End(tag) => book.end(tag.name().local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content())?,
            Event::CData(text) => book.text(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let c = match name.resolve_char_ref() {
                    Ok(None) => quick_xml::escape::resolve_predefined_entity(&name.into_inner()),
                    Ok(Some('\r')) | Err(_) => None,
                    Ok(Some(c)) => return_char(&mut book, c)?,
                };
                book.text(c.unwrap_or_default())?;
            }
            Event::Eof if !book.is_closed => return Err(ReadError::Truncated),
            Event::Eof => return Ok(RawFile { kind: Kind::SpreadsheetXml, sheets: book.sheets }),
            _ => {}
        }
    }
}

/// Puts a single character into the text; there is nothing more to add then.
fn return_char(book: &mut Book<'_>, c: char) -> Result<Option<&'static str>, ReadError> {
    book.text(c.encode_utf8(&mut [0; 4]))?;
    Ok(None)
}

/// The workbook so far.
struct Book<'l> {
    limits: &'l Limits,
    sheets: Vec<RawSheet>,
    rows: Rows<'l>,
    merges: Vec<Merge>,
    name: String,
    hidden: bool,
    /// Styles whose numbers are percents, and the style being read.
    percents: Vec<String>,
    style: String,
    /// Row and column of the next cell, from 0, and how many rows the current one stands for.
    at: (u32, u32),
    row_span: u32,
    cell: Option<Cell>,
    /// The text of a `Data` or a `Visible` element.
    data: Option<String>,
    is_closed: bool,
}

/// The cell being read.
struct Cell {
    at: (u32, u32),
    is_percent: bool,
    is_formula: bool,
    kind: String,
    value: RawCell,
}

impl<'l> Book<'l> {
    fn new(limits: &'l Limits) -> Book<'l> {
        Book {
            limits,
            sheets: Vec::new(),
            rows: Rows::new(limits),
            merges: Vec::new(),
            name: String::new(),
            hidden: false,
            percents: Vec::new(),
            style: String::new(),
            at: (0, 0),
            row_span: 1,
            cell: None,
            data: None,
            is_closed: false,
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = tag.local_name();
        match name.as_ref() {
            "Style" => self.style = attribute(tag, "ID").unwrap_or_default(),
            "NumberFormat" if attribute(tag, "Format").is_some_and(|one| is_percent(&one)) => {
                self.percents.push(self.style.clone());
            }
            "Worksheet" => {
                self.name = attribute(tag, "Name").unwrap_or_default();
                (self.hidden, self.at) = (false, (0, 0));
            }
            "Row" => {
                let row = count(tag, "Index").map_or(self.at.0, |row| row.saturating_sub(1));
                self.at = (row, 0);
                self.row_span = count(tag, "Span").unwrap_or(0).saturating_add(1);
            }
            "Cell" => self.start_cell(tag)?,
            "Data" if self.cell.as_ref().is_some_and(|cell| cell.value == RawCell::Empty) => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(tag, "Type").unwrap_or_default();
                }
                self.data = Some(String::new());
            }
            "Visible" => self.data = Some(String::new()),
            // A remark on the cell has data of its own; they come after those of the cell.
            "Comment" => self.end_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let column = count(tag, "Index").map_or(self.at.1, |column| column.saturating_sub(1));
        let (row, across) = (self.at.0, count(tag, "MergeAcross").unwrap_or(0));
        if column >= self.limits.columns {
            let limit = self.limits.columns.into();
            return Err(ReadError::TooLarge { what: "columns", limit });
        }
        let last = column.saturating_add(across).min(self.limits.columns - 1);
        let down = count(tag, "MergeDown").unwrap_or(0);
        if last > column || down > 0 {
            let first = (row.saturating_add(1), column);
            let last_row = first.0.saturating_add(down).min(LAST_ROW.max(first.0));
            self.merges.push(Merge { first, last: (last_row, last) });
        }
        let style = attribute(tag, "StyleID").unwrap_or_default();
        self.cell = Some(Cell {
            at: (row, column),
            is_percent: self.percents.contains(&style),
            is_formula: attribute(tag, "Formula").is_some(),
            kind: String::new(),
            value: RawCell::Empty,
        });
        self.at.1 = last + 1;
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Data" => {
                if let (Some(text), Some(cell)) = (self.data.take(), &mut self.cell) {
                    cell.take(&text);
                }
            }
            "Visible" => {
                let text = self.data.take().unwrap_or_default();
                self.hidden = matches!(text.trim(), "SheetHidden" | "SheetVeryHidden");
            }
            "Cell" => self.end_cell()?,
            "Row" => self.at = (self.at.0.saturating_add(self.row_span), 0),
            "Worksheet" => {
                let mut merges = std::mem::take(&mut self.merges);
                merges.sort_by_key(|merge| (merge.first, merge.last));
                let name = std::mem::take(&mut self.name);
                self.sheets.push(self.rows.finish(name, self.hidden, merges));
            }
            "Workbook" => self.is_closed = true,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let value = match cell.value {
            RawCell::Empty if cell.is_formula && cell.kind.is_empty() => RawCell::MissingResult,
            value => value,
        };
        self.rows.put(cell.at.0, cell.at.1, value)
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        let Some(data) = &mut self.data else { return Ok(()) };
        data.push_str(text);
        if data.len() > self.limits.text {
            let limit = self.limits.text as u64;
            return Err(ReadError::TooLarge { what: "bytes in one cell", limit });
        }
        Ok(())
    }
}

impl Cell {
    fn take(&mut self, text: &str) {
        let stored = || text.trim().parse::<f64>().ok().map(number);
        self.value = match (self.kind.as_str(), stored()) {
            (_, _) if text.is_empty() => RawCell::Empty,
            ("Number", Some(RawCell::Number(digits))) if self.is_percent => {
                RawCell::Percent(percent(&digits).into())
            }
            ("Number", Some(cell)) => cell,
            ("Boolean", _) => RawCell::Bool(text.trim() == "1"),
            ("Error", _) => RawCell::Error(text.trim().into()),
            ("DateTime", _) => iso_moment(text).unwrap_or_else(|| RawCell::Text(text.into())),
            _ => RawCell::Text(text.into()),
        };
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// The number in an attribute, the largest one where it does not fit.
fn count(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    let text = attribute(tag, name)?;
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(sheets: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"p\">\
             <NumberFormat ss:Format=\"0.00%\"/></Style></Styles>{sheets}</Workbook>"
        )
    }

    #[test]
    fn cells() {
        let text = book(
            "<Worksheet ss:Name=\"A &amp; B\"><Table><Row ss:Index=\"3\"><Cell ss:Index=\"2\" \
             ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">Pagu&#10;&lt;Rp&gt;</Data>\
             <Comment><ss:Data>no</ss:Data></Comment></Cell><Cell><Data ss:Type=\"Number\">5.50\
             </Data></Cell></Row><Row ss:Span=\"2\"/><Row><Cell ss:StyleID=\"p\"><Data \
             ss:Type=\"Number\">0.8</Data></Cell><Cell><Data ss:Type=\"DateTime\">\
             2023-11-14T00:00:00.000</Data></Cell><Cell ss:Formula=\"=1\"/><Cell><Data \
             ss:Type=\"String\">007</Data></Cell></Row></Table><WorksheetOptions><Visible>\
             SheetHidden</Visible></WorksheetOptions></Worksheet>",
        );
        let file = read(text.as_bytes(), &Limits::default()).unwrap();
        let sheet = &file.sheets[0];
        assert_eq!((sheet.name.as_str(), sheet.hidden), ("A & B", true));
        let found = format!(
            "{:?}",
            sheet.rows.iter().map(|row| (row.number, &row.cells)).collect::<Vec<_>>()
        );
        let expected = r#"[(3, [Empty, Text("Pagu\n<Rp>"), Empty, Number("5.5")]), (7, [Percent("80"), Date(2023-11-14), MissingResult, Text("007")])]"#;
        assert_eq!(found, expected);
        assert_eq!(sheet.merges, [Merge { first: (3, 1), last: (4, 2) }]);
    }

    #[test]
    fn hostile_books() {
        let check = |text: &str, expected: &str| {
            let limits = Limits { cells: 100, ..Limits::default() };
            assert_eq!(read(text.as_bytes(), &limits).unwrap_err().to_string(), expected);
        };
        let sheet = |rows: &str| book(&format!("<Worksheet><Table>{rows}</Table></Worksheet>"));
        let far = |index: &str| {
            sheet(&format!("<Row><Cell ss:Index=\"{index}\"><Data>x</Data></Cell></Row>"))
        };
        check(&far("99999999999"), "more than 16384 columns");
        check(&far("16384"), "more than 100 cells");
        let whole = far("1");
        check(&whole[..whole.len() - 5], "the end of the file is missing");
        check(&whole[..whole.len() - 60], "the end of the file is missing");
        let entities = whole.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b \"xx\">]><Workbook");
        let entities = entities.replace(">x<", ">&b;&b;<");
        let file = read(entities.as_bytes(), &Limits::default()).unwrap();
        assert!(file.sheets[0].rows.is_empty());
    }
}
