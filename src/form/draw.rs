//! Draws a workbook to be filled in as the bytes of an `.xlsx` file.
//!
//! Yellow cells are for people, grey ones for the program. The same book gives the same bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::domain::{Date, Datelike, Number};
use crate::load::raw::column_letters;
use crate::messages::Messages;

use super::book::{Book, Check, Grid, GridColumn, Kept, Lists, Look, Page, Value};
use super::layout::{LISTS, Role};

/// Dark blue of titles.
pub(super) const INK: Color = Color::RGB(0x1F_3A_5F);
/// Grey of secondary text.
pub(super) const MUTED: Color = Color::RGB(0x5A_64_70);
/// Grey of hair lines.
const RULE: Color = Color::RGB(0xC9_D1_D9);
/// Ground of cells that the program fills.
const GIVEN: Color = Color::RGB(0xF1_F4_F7);
/// Ground of cells that people may fill.
const OPEN: Color = Color::RGB(0xFF_FB_E5);
/// Ground of cells that people must fill.
const NEEDED: Color = Color::RGB(0xFF_EF_C2);
/// Ground of heads by who fills the column.
const GIVEN_HEAD: Color = Color::RGB(0x6B_75_80);
const NEEDED_HEAD: Color = Color::RGB(0x96_4B_00);
/// Colour of the tab of a sheet on which something waits.
const WAITING: Color = Color::RGB(0xF0_AD_1A);
/// Longest title and message of a cell's hint, in characters.
const HINT_TITLE: usize = 32;
const HINT_TEXT: usize = 255;
/// Longest drop-down that is written into the cell itself.
const INLINE: usize = 255;
/// A number of more digits would lose some of them in a spreadsheet.
const DIGITS: usize = 15;
/// Row of the first line of every sheet.
const TOP: u32 = 0;

/// Draws a workbook.
///
/// # Errors
///
/// When a sheet cannot hold what it should, or the date lies outside the years of a workbook.
pub fn draw(book: &Book, words: &Messages) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    let lists = book.pages.iter().find_map(|page| match page {
        Page::Lists(lists) => Some(lists),
        _ => None,
    });
    for page in &book.pages {
        let sheet = match page {
            Page::Guide(guide) => super::explained::guide(guide)?,
            Page::Grid(grid) => self::grid(grid, lists, words)?,
            Page::Lists(lists) => self::lists(lists)?,
            Page::Kept(kept) => self::kept(kept)?,
        };
        workbook.push_worksheet(sheet);
    }
    if !book.pages.is_empty() {
        workbook.worksheet_from_index(0)?.set_active(true).set_first_tab(true);
    }
    workbook.save_to_buffer()
}

fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let created = excel_date(book.date)?.and_hms(0, 0, 0)?;
    let short = |text: &str| text.chars().take(255).collect::<String>();
    Ok(DocProperties::new()
        .set_title(short(&book.title))
        .set_author(short(&book.office))
        .set_company(short(&book.office))
        .set_creation_datetime(&created))
}

fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}

pub(super) fn text(size: f64) -> Format {
    Format::new().set_font_size(size).set_align(FormatAlign::Top)
}

pub(super) fn framed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(RULE)
}

pub(super) fn head_format(role: Role) -> Format {
    let ground = match role {
        Role::Given => GIVEN_HEAD,
        Role::Open => INK,
        Role::Needed => NEEDED_HEAD,
    };
    text(10.0)
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(ground)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::White)
}

pub(super) fn ground(role: Role) -> Color {
    match role {
        Role::Given => GIVEN,
        Role::Open => OPEN,
        Role::Needed => NEEDED,
    }
}

fn body_format(column: &GridColumn, role: Role) -> Format {
    let format = framed(text(10.0)).set_background_color(ground(role));
    let format = if role == Role::Given { format.set_font_color(MUTED) } else { format };
    match column.look {
        Look::Words => format.set_text_wrap(),
        Look::Code => format.set_num_format("@"),
        Look::Count => format.set_num_format("#,##0"),
        Look::Money => format.set_num_format("#,##0"),
        // `80%` typed into a cell without a format becomes a percentage, and is read as 80.
        Look::Number | Look::Percent => format,
        Look::Date => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center),
    }
}

/// A sheet to be filled in.
fn grid(grid: &Grid, lists: Option<&Lists>, words: &Messages) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&grid.name)?;
    for (line, row) in grid.above.iter().zip(TOP..) {
        let format = match row {
            TOP => text(15.0).set_bold().set_font_color(INK),
            _ => text(10.0).set_font_color(MUTED),
        };
        sheet.write_string_with_format(row, 0, line, &format)?;
    }
    sheet.set_row_height(TOP, 24.0)?;
    let tall = grid.columns.iter().map(|one| one.heads.len()).max().unwrap_or(1) as u32;
    let first_head = grid.above.len() as u32 + 1;
    let head_row = first_head + tall - 1;
    heads(&mut sheet, grid, first_head, tall)?;
    sheet.set_row_height(head_row, 30.0)?;
    let first = head_row + 1;
    let last = head_row + grid.rows.len() as u32 + grid.spare;
    for (at, column) in (0u16..).zip(&grid.columns) {
        sheet.set_column_width(at, column.width)?;
        let format = body_format(column, column.role);
        let filled = match column.names_row {
            true => body_format(column, Role::Given),
            false => format.clone(),
        };
        for (row, cells) in (first..).zip(&grid.rows) {
            let value = cells.get(usize::from(at)).unwrap_or(&Value::Empty);
            write(&mut sheet, row, at, value, &filled)?;
        }
        for row in first + grid.rows.len() as u32..=last {
            sheet.write_blank(row, at, &format)?;
        }
        if column.role != Role::Given && last >= first {
            let checks: Vec<(u32, u32, &Check)> = match &column.check {
                Check::ByRow(checks) => {
                    (first..).zip(checks).map(|(row, one)| (row, row, one)).collect()
                }
                check => vec![(first, last, check)],
            };
            for (from, to, check) in checks {
                let check = validation(column, check, lists, words)?;
                sheet.add_data_validation(from, at, to, at, &check)?;
            }
        }
    }
    for (row, cells) in (first..).zip(&grid.rows) {
        sheet.set_row_height(row, row_lines(grid, cells) * 13.5 + 2.0)?;
    }
    sheet.set_freeze_panes(first, grid.frozen)?;
    sheet.set_selection(first, 0, first, 0)?;
    if grid.waiting {
        sheet.set_tab_color(WAITING);
    }
    paper(&mut sheet, &grid.name)?;
    sheet.set_repeat_rows(first_head, head_row)?;
    Ok(sheet)
}

/// How many lines the highest cell of a row needs.
fn row_lines(grid: &Grid, cells: &[Value]) -> f64 {
    let lines = grid.columns.iter().zip(cells).map(|(column, value)| match value {
        Value::Text(words) => needed_lines(words, column.width, 10.0),
        _ => 1.0,
    });
    lines.fold(1.0, f64::max)
}

/// The heads: equal neighbours above the last row are one, so that groups look like groups.
fn heads(sheet: &mut Worksheet, grid: &Grid, first: u32, tall: u32) -> Result<(), XlsxError> {
    for level in 0..tall {
        let row = first + level;
        let head =
            |column: &GridColumn| column.heads.get(level as usize).cloned().unwrap_or_default();
        let mut at = 0usize;
        while at < grid.columns.len() {
            let column = &grid.columns[at];
            let words = head(column);
            let format = head_format(column.role);
            let is_group = level + 1 < tall;
            let same = grid.columns[at..].iter().take_while(|one| head(one) == words).count();
            let count = if is_group && !words.is_empty() { same } else { 1 };
            let (from, to) = (at as u16, (at + count - 1) as u16);
            if count > 1 {
                let format = format.set_align(FormatAlign::Center);
                sheet.merge_range(row, from, row, to, &words, &format)?;
            } else if words.is_empty() && is_group {
                sheet.write_blank(row, from, &Format::new())?;
            } else {
                sheet.write_string_with_format(row, from, &words, &format)?;
            }
            at += count;
        }
    }
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => sheet.write_blank(row, column, format)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Value::Date(day) => {
            let format = format.clone().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(row, column, excel_date(*day)?, &format)?
        }
        Value::Number(digits) => {
            let long = digits.bytes().filter(u8::is_ascii_digit).count() > DIGITS;
            match digits.parse::<f64>() {
                Ok(number) if !long => {
                    sheet.write_number_with_format(row, column, number, format)?
                }
                _ => sheet.write_string_with_format(row, column, digits, format)?,
            }
        }
    };
    Ok(())
}

/// What may stand in cells of a column, and what they say when they are chosen.
fn validation(
    column: &GridColumn,
    accepted: &Check,
    lists: Option<&Lists>,
    words: &Messages,
) -> Result<DataValidation, XlsxError> {
    let mut check = DataValidation::new().ignore_blank(true);
    let mut complaint = None;
    check = match accepted {
        Check::Free | Check::ByRow(_) => check.allow_any_value(),
        Check::List { at, strict } => {
            complaint = Some(if *strict { "form-wrong-list" } else { "form-wrong-help" });
            let count = lists.and_then(|lists| lists.lists.get(*at)).map_or(0, |one| one.1.len());
            let letter = column_letters(*at as u32);
            let last = LIST_FIRST + count.max(1) as u32;
            let range = format!("={LISTS}!${letter}${}:${letter}${last}", LIST_FIRST + 1);
            check.allow_list_formula(Formula::new(range))
        }
        Check::Words(choices) => {
            let short = choices.iter().map(|one| one.chars().count() + 1).sum::<usize>() <= INLINE;
            match short && !choices.iter().any(|one| one.contains(',')) {
                true => {
                    complaint = Some("form-wrong-list");
                    check.allow_list_strings(choices)?
                }
                false => check.allow_any_value(),
            }
        }
        Check::Between(min, max) => {
            complaint = Some("form-wrong-number");
            let edge =
                |edge: &Option<Number>, open: f64| edge.as_ref().map_or(open, Number::to_f64);
            check.allow_decimal_number(DataValidationRule::Between(
                edge(min, -1e15),
                edge(max, 1e15),
            ))
        }
        Check::Date => {
            complaint = Some("form-wrong-date");
            let edge = |year| ExcelDateTime::from_ymd(year, 1, 1);
            check.allow_date(DataValidationRule::Between(edge(2000)?, edge(2100)?))
        }
    };
    let cut = |text: &str, limit: usize| text.chars().take(limit).collect::<String>();
    if let Some(key) = complaint {
        let is_help = key == "form-wrong-help";
        let style = match is_help {
            true => DataValidationErrorStyle::Information,
            false => DataValidationErrorStyle::Stop,
        };
        check = check
            .set_error_style(style)
            .set_error_title(cut(&words.word("form-wrong"), HINT_TITLE))?
            .set_error_message(cut(&words.word(key), HINT_TEXT))?;
    }
    if !column.hint.is_empty() {
        let title = column.heads.last().map_or("", String::as_str);
        check = check
            .set_input_title(cut(title, HINT_TITLE))?
            .set_input_message(cut(&column.hint, HINT_TEXT))?;
    }
    Ok(check)
}

/// Row of the titles of the lists, from 1; the entries follow.
const LIST_FIRST: u32 = 3;

fn lists(lists: &Lists) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&lists.name)?;
    sheet.write_string_with_format(TOP, 0, &lists.note, &text(10.0).set_font_color(MUTED))?;
    let head = head_format(Role::Given);
    let body = framed(text(10.0)).set_font_color(MUTED);
    for (at, (title, entries)) in (0u16..).zip(&lists.lists) {
        sheet.set_column_width(at, 44.0)?;
        sheet.write_string_with_format(LIST_FIRST - 1, at, title, &head)?;
        for (row, entry) in (LIST_FIRST..).zip(entries) {
            sheet.write_string_with_format(row, at, entry, &body)?;
        }
    }
    sheet.set_freeze_panes(LIST_FIRST, 0)?;
    sheet.set_tab_color(RULE);
    paper(&mut sheet, &lists.name)?;
    Ok(sheet)
}

fn kept(kept: &Kept) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&kept.name)?;
    for (row, column, value) in &kept.cells {
        let column = u16::try_from(*column).unwrap_or(u16::MAX);
        write(&mut sheet, row.saturating_sub(1), column, value, &Format::new())?;
    }
    Ok(sheet)
}

/// How many lines words need in a width of so many characters of eleven points.
pub(super) fn needed_lines(words: &str, width: f64, size: f64) -> f64 {
    let fits = f64::max(1.0, width * 11.0 / size * 1.02);
    let count = f64::from(u32::try_from(words.chars().count()).unwrap_or(u32::MAX));
    f64::max(1.0, (count / fits).ceil())
}

/// A4 across, one page wide, with the sheet's name and page numbers below.
pub(super) fn paper(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{}&R&P / &N", name.replace('&', "&&")));
    Ok(())
}
