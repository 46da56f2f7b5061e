//! From what plotters wrote to the SVG that people get: tenths become pixels, codes become inks
//! and classes, and the picture gets a role, a title and a description.
//!
//! plotters writes one element per line and escapes every text, and no text of ours has a line
//! break; so a line that starts with `<` is a tag and any other line is text.

use std::fmt::Write as _;

use super::canvas::{CODE, Touch, UNITS};
use crate::render::text_measure::{Weight, width};
use crate::render::theme::{FONT_FAMILIES, Ink, Mode};

/// What stands around the drawing.
pub(super) struct Wrapping<'a> {
    /// The id of the chart.
    pub(super) id: &'a str,
    /// Its title.
    pub(super) title: &'a str,
    /// What it says, for those who cannot see it.
    pub(super) description: &'a str,
    /// Its width in pixels.
    pub(super) width: f64,
    /// Its height in pixels.
    pub(super) height: f64,
}

/// The finished SVG.
pub(super) fn document(wrapping: &Wrapping<'_>, drawing: &str) -> String {
    let id = sanitized(wrapping.id);
    let mut out = String::with_capacity(drawing.len() + 2048);
    head(&mut out, &id, wrapping);
    let mut lines = drawing.lines();
    // The first line is plotters' own frame in tenths of a pixel.
    lines.next();
    while let Some(line) = lines.next() {
        if line.starts_with("<text ") {
            let text = lines.next().unwrap_or_default();
            lines.next();
            write_text(&mut out, &id, &Tag::read(line), text);
        } else if line.starts_with("</svg") {
            break;
        } else {
            write_element(&mut out, &id, &Tag::read(line));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// A text without line breaks and other characters that XML does not allow.
pub(super) fn plain(text: &str) -> String {
    let allowed = |c: char| !c.is_control() && c != '\u{FFFE}' && c != '\u{FFFF}';
    text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect()
}

/// A text for an element or an attribute.
fn escaped(text: &str) -> String {
    let text = plain(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn sanitized(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    id.chars().map(|c| if allowed(c) { c } else { '-' }).collect()
}

fn head(out: &mut String, id: &str, wrapping: &Wrapping<'_>) {
    let Wrapping { title, description, width, height, .. } = wrapping;
    let (width, height) = (decimal(*width), decimal(*height));
    let (title, description) = (escaped(title), escaped(description));
    let (ground, lines) = (Ink::BlankSoft.hex(Mode::Light), Ink::Hatch.hex(Mode::Light));
    let (card, edge) = (Ink::Card.hex(Mode::Light), Ink::Edge.hex(Mode::Light));
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="{id}-title {id}-desc" font-family="{FONT_FAMILIES}">
<title id="{id}-title">{title}</title>
<desc id="{id}-desc">{description}</desc>
<defs><pattern id="{id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="zf-blank-soft" width="7" height="7" fill="{ground}"/><path class="zs-hatch" d="M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2" fill="none" stroke="{lines}" stroke-width="1.2"/></pattern></defs>
<rect class="zf-card zs-edge" x="0.5" y="0.5" width="{}" height="{}" rx="8" fill="{card}" stroke="{edge}"/>
"#,
        decimal(wrapping.width - 1.0),
        decimal(wrapping.height - 1.0),
    );
}

/// A tag as plotters wrote it.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    fn read(line: &'a str) -> Self {
        let line = line.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let (name, mut rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut attributes = Vec::new();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            attributes.push((key.trim_start(), value));
            rest = after;
        }
        Self { name, attributes }
    }

    /// What the fill, or else the stroke, says about the touch.
    fn touch(&self) -> Touch {
        let colours = self.attributes.iter().filter(|(key, _)| matches!(*key, "fill" | "stroke"));
        let decoded = colours.filter_map(|(_, value)| decode(value)).next();
        decoded.map_or(Touch::Even, |(_, touch)| touch)
    }
}

/// The ink and the touch behind a colour of plotters.
fn decode(colour: &str) -> Option<(Ink, Touch)> {
    let byte = |at: usize| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    let (ink, touch, mark) = (byte(1)?, byte(3)?, byte(5)?);
    let ink = Ink::all().nth(usize::from(ink))?;
    let touch = Touch::ALL.get(usize::from(touch)).copied()?;
    (mark == CODE).then_some((ink, touch))
}

fn write_element(out: &mut String, id: &str, tag: &Tag<'_>) {
    open(out, id, tag);
    out.push_str("/>\n");
}

fn write_text(out: &mut String, id: &str, tag: &Tag<'_>, text: &str) {
    match tag.touch() {
        Touch::Close => out.push_str("</g>\n"),
        Touch::Open => {
            let _ = writeln!(out, "<g class=\"z-mark\"><title>{text}</title>");
        }
        _ => {
            open(out, id, tag);
            let held = held(tag, text).unwrap_or_default();
            let _ = writeln!(out, "{held}>{text}</text>");
        }
    }
}

/// Characters from which on a line of text is held to its width.
const LONG: usize = 60;

/// What holds a long line to the width it was measured with: a page whose reader lacks the font
/// draws it with another, and a wider one would leave the card.
fn held(tag: &Tag<'_>, text: &str) -> Option<String> {
    if text.chars().count() < LONG {
        return None;
    }
    let value = |wanted: &str| tag.attributes.iter().find(|(key, _)| *key == wanted);
    let size: f64 = value("font-size")?.1.parse().ok()?;
    let bold = value("font-weight").is_some_and(|(_, weight)| *weight == "bold");
    let weight = if bold { Weight::Bold } else { Weight::Regular };
    let letters = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let wide = width(&letters.replace("&amp;", "&"), size / UNITS, weight);
    Some(format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, decimal(wide)))
}

/// The tag without its end.
fn open(out: &mut String, id: &str, tag: &Tag<'_>) {
    let touch = tag.touch();
    let _ = write!(out, "<{}", tag.name);
    write_classes(out, tag, touch);
    for (key, value) in &tag.attributes {
        write_attribute(out, id, key, value);
    }
    if tag.name == "polyline" {
        out.push_str(r#" stroke-linejoin="round""#);
    }
    match touch {
        Touch::Dashed => out.push_str(r#" stroke-dasharray="7 4""#),
        Touch::Dotted => out.push_str(r#" stroke-dasharray="1.5 3.5""#),
        Touch::Rimmed => {
            let card = Ink::Card.hex(Mode::Light);
            let _ = write!(
                out,
                r#" stroke="{card}" stroke-width="4" stroke-linejoin="round" paint-order="stroke""#
            );
        }
        _ => {}
    }
}

fn write_classes(out: &mut String, tag: &Tag<'_>, touch: Touch) {
    if touch == Touch::Hatched {
        return;
    }
    let mut classes: Vec<String> = Vec::new();
    for (key, value) in &tag.attributes {
        let prefix = match *key {
            "fill" => "zf",
            "stroke" => "zs",
            _ => continue,
        };
        classes.extend(decode(value).map(|(ink, _)| format!("{prefix}-{}", ink.name())));
    }
    if touch == Touch::Rimmed {
        classes.push(format!("zs-{}", Ink::Card.name()));
    }
    if !classes.is_empty() {
        let _ = write!(out, " class=\"{}\"", classes.join(" "));
    }
}

fn write_attribute(out: &mut String, id: &str, key: &str, value: &str) {
    let value = match (key, value) {
        // Said once for the whole picture, or the same as saying nothing.
        ("font-family" | "dy", _) | ("opacity", "1") | ("stroke", "none") => return,
        ("text-anchor", "start") => return,
        ("fill" | "stroke", colour) => match decode(colour) {
            Some((_, Touch::Hatched)) => format!("url(#{id}-hatch)"),
            Some((ink, _)) => ink.hex(Mode::Light).to_owned(),
            None => colour.to_owned(),
        },
        ("points", points) => pixels(points.trim_end()),
        ("transform", turn) => turned(turn),
        ("x" | "y" | "cx" | "cy" | "r" | "width" | "height" | "font-size" | "stroke-width", _) => {
            pixels(value)
        }
        _ => value.to_owned(),
    };
    let _ = write!(out, " {key}=\"{value}\"");
}

/// `rotate(270, x, y)` in pixels; the angle stays.
fn turned(transform: &str) -> String {
    match transform.split_once(", ") {
        Some((angle, spot)) => format!("{} {}", angle.replace("270", "-90"), pixels(spot)),
        None => transform.to_owned(),
    }
}

/// Every number of the text, from tenths to pixels.
fn pixels(tenths: &str) -> String {
    let mut out = String::with_capacity(tenths.len());
    let mut rest = tenths;
    while !rest.is_empty() {
        let is_number = |c: char| c.is_ascii_digit() || c == '-' || c == '.';
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        if let Ok(number) = number.parse::<f64>() {
            out.push_str(&decimal(number / UNITS));
        }
        let end = after.find(is_number).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        out.push_str(between);
        rest = after;
    }
    out
}

/// A number with one decimal at most.
fn decimal(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        tenth => format!("{sign}{}.{tenth}", size / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_pixels() {
        let check = |input, expected: &str| assert_eq!(pixels(input), expected, "{input}");
        check("1234", "123.4");
        check("-5", "-0.5");
        check("140.00000000000003", "14");
        check("10,20 35,0", "1,2 3.5,0");
        assert_eq!(turned("rotate(270, 100, 205)"), "rotate(-90 10, 20.5)");
    }

    #[test]
    fn codes_become_inks() {
        assert_eq!(decode("#0B005A"), Some((Ink::Good, Touch::Even)));
        assert_eq!(decode("#00015A"), Some((Ink::Card, Touch::Dashed)));
        assert_eq!(decode("#0B0000"), None);
        assert_eq!(decode("none"), None);
    }

    #[test]
    fn text_is_escaped_and_plain() {
        assert_eq!(escaped("a<b> & \"c\"\u{0}\nd"), "a&lt;b&gt; &amp; &quot;c&quot;  d");
        assert_eq!(sanitized("tren \"x\""), "tren--x-");
    }
}
