//! A chart's SVG as the page needs it: what the page says once for all charts is not said by each.
//!
//! The stand-alone picture carries its colours, its title and its description; in the page the
//! style sheet has the colours and the caption the words.

use std::fmt::Write as _;

use crate::render::theme::{FONT_FAMILIES, Ink, Mode};

/// What every chart of the page leaves out, as rules.
pub(super) fn rules() -> String {
    let mut css = format!(
        ".picture svg{{font-family:{FONT_FAMILIES}}}\n.picture polyline{{fill:none}}\n\
         .picture polyline,.picture .zs-card{{stroke-linejoin:round}}\n\
         .picture text.zs-card{{stroke-width:4;paint-order:stroke}}\n"
    );
    for ink in Ink::all() {
        let (name, hex) = (ink.name(), ink.hex(Mode::Light));
        // Writing to a string cannot fail.
        let _ =
            writeln!(css, ".picture .zf-{name}{{fill:{hex}}}.picture .zs-{name}{{stroke:{hex}}}");
    }
    css
}

/// The picture from its `<svg` on, without what [`rules`] and the caption say.
pub(super) fn compact(picture: &str) -> String {
    let picture = picture.find("<svg").map_or("", |start| &picture[start..]);
    let mut out = String::with_capacity(picture.len());
    let mut rest = picture;
    while let Some(start) = rest.find('<') {
        push_text(&mut out, &rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        rest = &rest[end..];
        if let Some(closing) = closing(tag) {
            rest = rest.split_once(closing).map_or("", |(_, after)| after);
            continue;
        }
        push_tag(&mut out, tag);
    }
    push_text(&mut out, rest);
    out
}

/// The end of an element that the caption stands for: the title and the description of the whole.
fn closing(tag: &str) -> Option<&'static str> {
    match tag {
        _ if tag.starts_with("<desc ") => Some("</desc>"),
        _ if tag.starts_with("<title id=") => Some("</title>"),
        _ => None,
    }
}

/// Text between tags; line breaks between elements are none.
fn push_text(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        out.push_str(text);
    }
}

fn push_tag(out: &mut String, tag: &str) {
    let Some((name, attributes)) = tag.split_once(' ') else {
        out.push_str(tag);
        return;
    };
    let (attributes, end) = match attributes.strip_suffix("/>") {
        Some(attributes) => (attributes, "/>"),
        None => (attributes.trim_end_matches('>'), ">"),
    };
    out.push_str(name);
    let class = attribute(attributes, "class");
    let mut rest = attributes;
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        let key = key.trim_start();
        if !is_said(name, class, key, value) {
            // Writing to a string cannot fail.
            let _ = write!(out, " {key}=\"{value}\"");
        }
        rest = after;
    }
    out.push_str(end);
}

fn attribute<'a>(attributes: &'a str, wanted: &str) -> &'a str {
    let start = format!("{wanted}=\"");
    let found = attributes.split_once(&start).map(|(_, after)| after);
    found.and_then(|after| after.split('"').next()).unwrap_or("")
}

/// Whether the style sheet or the caption says an attribute.
fn is_said(name: &str, class: &str, key: &str, value: &str) -> bool {
    let inked = |prefix: &str| class.split(' ').any(|one| one.starts_with(prefix));
    let rimmed = name == "<text" && class.split(' ').any(|one| one == "zs-card");
    match (key, value) {
        ("xmlns" | "role" | "aria-labelledby" | "font-family", _) => name == "<svg",
        ("fill", "none") => name == "<polyline",
        ("fill", _) => value.starts_with('#') && inked("zf-"),
        ("stroke", _) => value.starts_with('#') && inked("zs-"),
        ("stroke-linejoin", "round") => name == "<polyline" || rimmed,
        ("stroke-width", "4") | ("paint-order", "stroke") => rimmed,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says_is_not_said_again() {
        let check = |picture, expected: &str| assert_eq!(compact(picture), expected);
        check(
            "<?xml version=\"1.0\"?><svg xmlns=\"x\" viewBox=\"0 0 1 1\"></svg>\n",
            "<svg viewBox=\"0 0 1 1\"></svg>",
        );
        check("<title id=\"a-title\">A</title>\n<desc id=\"a-desc\">B</desc>\n<g/>", "");
        check(
            "<svg><title id=\"a-title\">A</title>\n<desc id=\"a-desc\">B</desc>\n<g/></svg>",
            "<svg><g/></svg>",
        );
        check(
            "<svg><polyline class=\"zs-grid\" fill=\"none\" stroke=\"#e4e8ec\" points=\"1,2 3,4\" stroke-linejoin=\"round\"/>\n</svg>",
            "<svg><polyline class=\"zs-grid\" points=\"1,2 3,4\"/></svg>",
        );
        check(
            "<svg><g class=\"z-mark\"><title>a &gt; b</title>\n<rect class=\"zf-bad\" fill=\"url(#h)\" width=\"4\"/>\n</g></svg>",
            "<svg><g class=\"z-mark\"><title>a &gt; b</title><rect class=\"zf-bad\" fill=\"url(#h)\" width=\"4\"/></g></svg>",
        );
    }
}
