//! The style and the script of the page, and the policy that lets these two in and nothing else.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::report::model::Report;

use super::picture;

const STYLE: &str = include_str!("style.css");

/// The script of the page.
pub(super) const SCRIPT: &str = include_str!("script.js");

/// The style of the page, with what stands in the margins of every printed page.
pub(super) fn style(report: &Report) -> String {
    let mut style = STYLE.to_owned();
    style.push_str(&picture::rules());
    let foot = format!("{} · {}", report.title, report.subtitle);
    style.push_str("@page {\n");
    margin(&mut style, "top-left", &report.office);
    if let Some(mark) = &report.mark {
        margin(&mut style, "top-right", mark);
    }
    margin(&mut style, "bottom-left", &foot);
    style.push_str("}\n");
    style
}

fn margin(style: &mut String, place: &str, text: &str) {
    style.push_str("  @");
    style.push_str(place);
    style.push_str(" { content: \"");
    push_css_text(style, text);
    style.push_str("\"; }\n");
}

/// Writes `text` so that no character of it can end a CSS string or the style element.
fn push_css_text(style: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            style.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(style, "\\{:06x}", u32::from(c));
        }
    }
}

/// The policy: this style, this script, pictures inside the page, and nothing from elsewhere.
pub(super) fn policy(style: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        source(style),
        source(SCRIPT)
    )
}

/// A text as the policy names it.
pub(super) fn source(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |idx: usize| u32::from(chunk.get(idx).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            let padding = place > chunk.len();
            text.push(if padding { '=' } else { char::from(DIGITS[digit as usize]) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_rfc_4648() {
        let check = |input: &str, expected| assert_eq!(base64(input.as_bytes()), expected);
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(source(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn css_text_cannot_end_its_string() {
        let mut style = String::new();
        push_css_text(&mut style, "a\"}</style>\\");
        assert_eq!(style, "a\\000022\\00007d\\00003c\\00002fstyle\\00003e\\00005c");
    }
}
