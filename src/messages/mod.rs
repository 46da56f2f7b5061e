//! Every word that a planner or leader reads, Indonesian first, English beside it.
//!
//! **Invariant:** code elsewhere holds keys and arguments, never sentences. The two catalogues
//! have the same keys; a test holds them against each other and against the codes in use.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::diag::words::Words;

/// The languages of the catalogues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
}

const CATALOGUES: [(Lang, &[&str]); 2] = [
    (
        Lang::Id,
        &[
            include_str!("id/diagnostics.ftl"),
            include_str!("id/report.ftl"),
            include_str!("id/form.ftl"),
            include_str!("id/inspect.ftl"),
        ],
    ),
    (
        Lang::En,
        &[
            include_str!("en/diagnostics.ftl"),
            include_str!("en/report.ftl"),
            include_str!("en/form.ftl"),
            include_str!("en/inspect.ftl"),
        ],
    ),
];

/// The words of one language.
pub struct Messages {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// The catalogue of a language.
    pub fn new(lang: Lang) -> Self {
        let tag = match lang {
            Lang::Id => "id",
            Lang::En => "en",
        };
        let locale = tag.parse().expect("the tags are valid");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        for (_, sources) in CATALOGUES.iter().filter(|(own, _)| *own == lang) {
            for source in *sources {
                let resource = FluentResource::try_new((*source).to_owned())
                    .map_err(|(_, errors)| errors)
                    .expect("the catalogues are well formed");
                bundle.add_resource(resource).expect("no key stands twice in a catalogue");
            }
        }
        Self { lang, bundle }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the catalogue has a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words of a key; the key itself if there are none, so that nothing is lost.
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        self.find(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The words of a key without arguments.
    pub fn word(&self, key: &str) -> String {
        self.text(key, &[])
    }

    /// The words of an attribute of a key, such as its remedy `help`.
    pub fn attribute(&self, key: &str, name: &str, args: &[(&str, String)]) -> Option<String> {
        self.find(key, Some(name), args)
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &[(&str, String)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut values = FluentArgs::new();
        for (name, text) in args {
            let text = match *name {
                "values" | "key" => values_grouped(text, self.lang),
                name if AMOUNTS.contains(&name) => grouped(text, self.lang),
                _ => text.clone(),
            };
            values.set(*name, value(&text).into_owned());
        }
        let mut errors = vec![];
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        Some(text.into_owned())
    }
}

impl Words for Messages {
    fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        Messages::text(self, key, args)
    }

    fn attribute(&self, key: &str, name: &str, args: &[(&str, String)]) -> Option<String> {
        Messages::attribute(self, key, name, args)
    }

    fn has(&self, key: &str) -> bool {
        Messages::has(self, key)
    }
}

/// Arguments that are amounts: exact decimals with a point, printed with thousands marks.
const AMOUNTS: [&str; 9] =
    ["printed", "sum", "difference", "taken", "other", "before", "now", "low", "high"];

/// `38261560700.5` as `38.261.560.700,5` or `38,261,560,700.5`.
fn grouped(text: &str, lang: Lang) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let (thousands, decimal) = if lang == Lang::Id { ('.', ',') } else { (',', '.') };
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

/// A day as tables write it, `15/11/2024`; anything else with thousands marks if it is an amount.
fn day(text: &str, lang: Lang) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let is_day = matches!(parts[..], [year, month, day]
        if [year.len(), month.len(), day.len()] == [4, 2, 2]);
    match (lang, is_day) {
        (Lang::Id, true) => format!("{}/{}/{}", parts[2], parts[1], parts[0]),
        (Lang::En, true) => text.to_owned(),
        _ => grouped(text, lang),
    }
}

/// `C5 (Pagu) = 300000000, D5 = 2024-01-31` with its values as people write them.
fn values_grouped(text: &str, lang: Lang) -> String {
    let mut parts = text.split(" = ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(", ").unwrap_or(part.len());
        let (value, rest) = part.split_at(end);
        out.push_str(&format!(" = {}{rest}", day(value, lang)));
    }
    out
}

/// Whole numbers as numbers, so that plurals work; everything else as it is.
fn value(text: &str) -> FluentValue<'_> {
    let plain = text.len() <= 9 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(number) if plain && number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let sources = CATALOGUES.iter().filter(|(own, _)| *own == lang);
        let lines = sources.flat_map(|(_, texts)| texts.iter()).flat_map(|text| text.lines());
        let mut found = BTreeSet::new();
        let mut last = String::new();
        for line in lines {
            let Some((name, _)) = line.split_once(" =") else { continue };
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                last = name.to_owned();
                found.insert(last.clone());
            } else if let Some(attribute) = name.trim().strip_prefix('.') {
                found.insert(format!("{last}.{attribute}"));
            }
        }
        found
    }

    #[test]
    fn the_catalogues_have_the_same_keys() {
        let (id, en) = (keys(Lang::Id), keys(Lang::En));
        assert!(id.len() > 100);
        assert_eq!(id.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(en.difference(&id).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn arguments_are_put_in() {
        let words = Messages::new(Lang::Id);
        let text = words.text(
            "known-column",
            &[("dataset", "pengaduan".to_owned()), ("column", "tgl".to_owned())],
        );
        assert_eq!(text, "data `pengaduan` tidak punya kolom `tgl`");
    }
}
