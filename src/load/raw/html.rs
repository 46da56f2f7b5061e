//! HTML tables, which web applications hand out under the name `.xls`: one sheet per table.
//!
//! The tokens come from `html5gum`; here they become rows. A table inside a cell is a sheet of
//! its own and leaves nothing in that cell, so a page laid out in tables gives the inner ones.
//! Hidden rows and cells are read like those of a workbook; hidden text inside a cell is not, and
//! a hidden table is a hidden sheet.
//!
//! **Invariant:** every row counts, filled or not: row 7 is the seventh a person sees.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::cell::{Kind, RawFile, RawSheet};
use super::html_table::HtmlTable;
use super::sheet::Tally;
use super::{Limits, ReadError};

/// How deep tables may lie in one another. Pages laid out in tables reach about ten.
const DEEPEST: usize = 64;

/// How many tables a page may have.
const MOST_TABLES: usize = 10_000;

/// Reads the tables of a page; one without any, or with a field for a password, is no export.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    let (text, encoding) = decode(bytes);
    let mut page = Page::new(limits);
    let emitter = {
        let page = &mut page;
        let take = move |event: CallbackEvent<'_>, _: Span<()>| page.take(event).err();
        let mut emitter: CallbackEmitter<_, ReadError> = CallbackEmitter::new(take);
        emitter.naively_switch_states(true);
        emitter
    };
    // What the tokenizer hands out is the first refusal; otherwise it runs to the end.
    let Ok(refused) = Tokenizer::new_with_emitter(&*text, emitter).next().transpose();
    if let Some(refused) = refused {
        return Err(refused);
    }
    Ok(RawFile { kind: Kind::Html { encoding }, sheets: page.finish()? })
}

/// The text of a page: by its byte order mark, as UTF-8 where it is that, else as it says itself.
///
/// What a page says about its encoding comes last, because applications send the wrong word with
/// sound UTF-8 more often than the other way round.
pub(super) fn decode(bytes: &[u8]) -> (std::borrow::Cow<'_, str>, &'static str) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared(bytes).unwrap_or(WINDOWS_1252),
    };
    let (text, encoding, _) = encoding.decode(bytes);
    (text, encoding.name())
}

/// The encoding that follows `charset=` or `encoding=` near the beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|byte| char::from(*byte)).collect();
    let head = head.to_ascii_lowercase();
    let at = ["charset=", "encoding="].iter().find_map(|key| Some(head.find(key)? + key.len()))?;
    let value = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = value.find(['"', '\'', ' ', '>', ';', '/', '?']).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end]).filter(|encoding| encoding.is_single_byte())
}

/// A start tag with the attributes that matter.
#[derive(Default)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether it says that nobody sees it.
    pub(super) fn is_hidden(&self) -> bool {
        let style: String =
            self.get("style").unwrap_or("").chars().filter(|c| !c.is_whitespace()).collect();
        self.get("hidden").is_some() || style.to_ascii_lowercase().contains("display:none")
    }

    /// The number format its style or its class gives it.
    pub(super) fn number_format(&self, classes: &BTreeMap<String, String>) -> Option<String> {
        // LibreOffice: language, a number, the format.
        if let Some(format) = self.get("sdnum") {
            return format.splitn(3, ';').nth(2).map(str::to_owned);
        }
        let own = self.get("style").and_then(mso_format);
        own.or_else(|| classes.get(self.get("class")?).cloned())
    }
}

/// Attributes that are kept; a page may have any number of others.
const KEPT: [&str; 14] = [
    "class", "colspan", "hidden", "id", "rowspan", "sdnum", "sdval", "style", "type", "x:bool",
    "x:err", "x:fmla", "x:num", "x:str",
];

/// The format in `mso-number-format:"0\.00"` of a style.
fn mso_format(style: &str) -> Option<String> {
    let key = "mso-number-format:";
    let at = style.to_ascii_lowercase().find(key)? + key.len();
    let value = style[at..].trim_start();
    let text = match value.strip_prefix(['"', '\'']) {
        Some(rest) => rest.split(['"', '\'']).next(),
        None => value.split([';', '}']).next(),
    };
    // The backslash escapes characters of the style language, not of the format.
    text.map(|text| text.trim().replace('\\', ""))
}

/// The page so far.
struct Page<'l> {
    limits: &'l Limits,
    /// The tag whose attributes are being read.
    tag: Tag,
    attribute: Option<String>,
    open: Vec<HtmlTable>,
    done: Vec<(usize, RawSheet)>,
    n_tables: usize,
    /// An element whose text is no text of the page, and how often it is open.
    hidden: Option<(String, usize)>,
    classes: BTreeMap<String, String>,
    sheet_names: Vec<String>,
    asks_password: bool,
    tally: Tally,
}

impl<'l> Page<'l> {
    fn new(limits: &'l Limits) -> Page<'l> {
        Page {
            limits,
            tag: Tag::default(),
            attribute: None,
            open: Vec::new(),
            done: Vec::new(),
            n_tables: 0,
            hidden: None,
            classes: BTreeMap::new(),
            sheet_names: Vec::new(),
            asks_password: false,
            tally: Tally::default(),
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>) -> Result<(), ReadError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: text(name), attributes: Vec::new() };
                self.attribute = None;
            }
            CallbackEvent::AttributeName { name } => {
                let name = KEPT.into_iter().find(|kept| kept.as_bytes() == name);
                self.attribute = name.map(str::to_owned);
                self.tag.attributes.extend(name.map(|name| (name.to_owned(), String::new())));
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some(_), Some(last)) = (&self.attribute, self.tag.attributes.last_mut()) {
                    last.1 = text(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag)?;
            }
            CallbackEvent::EndTag { name } => self.end(&text(name))?,
            CallbackEvent::String { value } => self.text(value)?,
            CallbackEvent::Comment { value } => self.sheet_names.extend(sheet_names(value)),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let name = tag.name.as_str();
        if let Some((hidden, depth)) = &mut self.hidden
            && !is_structure(name)
        {
            *depth += usize::from(hidden == name);
            return Ok(());
        }
        match name {
            "input" => {
                let kind = tag.get("type").unwrap_or("");
                self.asks_password |= kind.eq_ignore_ascii_case("password");
            }
            "style" | "script" | "title" | "textarea" | "noscript" | "template" | "select" => {
                self.hidden = Some((name.to_owned(), 1));
            }
            "table" => return self.start_table(tag),
            _ if !is_structure(name) && tag.is_hidden() && !is_void(name) => {
                self.hidden = Some((name.to_owned(), 1));
            }
            _ => {}
        }
        if is_structure(name) {
            self.hidden = None;
        }
        match self.open.last_mut() {
            Some(table) => table.start(tag, &self.classes, self.limits, &mut self.tally),
            None => Ok(()),
        }
    }

    fn start_table(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let too_many = |what, limit| Err(ReadError::TooLarge { what, limit });
        if self.open.len() >= DEEPEST {
            return too_many("tables in one another", DEEPEST as u64);
        }
        if self.n_tables >= MOST_TABLES {
            return too_many("tables", MOST_TABLES as u64);
        }
        self.hidden = None;
        let within_hidden = self.open.last().is_some_and(|outer| outer.hidden);
        self.open.push(HtmlTable::new(self.n_tables, tag, within_hidden));
        self.n_tables += 1;
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
                return Ok(());
            }
            if !is_structure(name) {
                return Ok(());
            }
            self.hidden = None;
        }
        if name == "table" {
            if let Some(table) = self.open.pop() {
                let order = table.order;
                let sheet = table.finish(self.limits, &mut self.tally)?;
                self.done.push((order, sheet));
            }
            return Ok(());
        }
        match self.open.last_mut() {
            Some(table) => table.end(name, self.limits, &mut self.tally),
            None => Ok(()),
        }
    }

    fn text(&mut self, value: &[u8]) -> Result<(), ReadError> {
        match &self.hidden {
            Some((name, _)) if name == "style" => {
                classes(&String::from_utf8_lossy(value), &mut self.classes);
                Ok(())
            }
            Some(_) => Ok(()),
            None => match self.open.last_mut() {
                Some(table) => table.text(&String::from_utf8_lossy(value), self.limits),
                None => Ok(()),
            },
        }
    }

    /// The tables with anything in them, in the order they begin.
    fn finish(mut self) -> Result<Vec<RawSheet>, ReadError> {
        if self.asks_password {
            return Err(ReadError::WebPage);
        }
        if !self.open.is_empty() {
            // A row that is missing must not look like one that was never there.
            return Err(ReadError::Truncated);
        }
        self.done.sort_by_key(|(order, _)| *order);
        let sheets = self.done.into_iter().map(|(_, sheet)| sheet);
        let mut sheets: Vec<RawSheet> = sheets.filter(|sheet| !sheet.rows.is_empty()).collect();
        if sheets.is_empty() {
            return Err(ReadError::WebPage);
        }
        let named_by_office = self.sheet_names.len() == sheets.len();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (at, sheet) in sheets.iter_mut().enumerate() {
            if sheet.name.is_empty() {
                sheet.name = match named_by_office {
                    true => self.sheet_names[at].clone(),
                    false => format!("Tabel {}", at + 1),
                };
            }
            let same = taken.entry(sheet.name.clone()).or_default();
            *same += 1;
            if *same > 1 {
                sheet.name = format!("{} ({same})", sheet.name);
            }
        }
        Ok(sheets)
    }
}

/// Tags of the table itself: what is hidden ends with them, for they close what is left open.
fn is_structure(name: &str) -> bool {
    matches!(name, "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th")
}

/// Elements without an end tag.
fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "col" | "link" | "meta" | "wbr" | "area")
}

/// The sheet names that Excel puts in a comment for itself.
fn sheet_names(comment: &[u8]) -> Vec<String> {
    let comment = String::from_utf8_lossy(comment);
    let parts = comment.split("<x:Name>").skip(1);
    parts.filter_map(|part| Some(part.split_once("</x:Name>")?.0.trim().to_owned())).collect()
}

/// The number formats of the classes in a style sheet.
fn classes(style: &str, found: &mut BTreeMap<String, String>) {
    for rule in style.split('}') {
        let Some((names, body)) = rule.split_once('{') else { continue };
        let Some(format) = mso_format(body) else { continue };
        for name in names.split([',', '\n']) {
            if let Some((_, class)) = name.trim().split_once('.') {
                found.insert(class.trim().to_owned(), format.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests;
