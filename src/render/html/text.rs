//! Running text: escaped, with places where long names may be broken.

use maud::{Markup, html};

/// Words longer than this, in characters, get places to break at.
const LONG: usize = 22;

/// Words longer than this, in characters, do not fit a small cell.
const NARROW: usize = 10;

/// The text, in which file names and other long words may be broken after `/`, `\`, `_`, `-`,
/// `.` and `,`.
pub(super) fn breakable(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(' ') {
            @if word.chars().count() > LONG {
                @for (idx, part) in word.split_inclusive(is_break).enumerate() {
                    @if idx > 0 { wbr; }
                    (part)
                }
            } @else {
                (word)
            }
        }
    }
}

/// The text, in which a word too wide for a small cell may be broken in its middle.
pub(super) fn hyphened(text: &str) -> String {
    let mut hyphened = String::with_capacity(text.len() + 2);
    for word in text.split_inclusive(' ') {
        let length = word.chars().count();
        for (idx, c) in word.chars().enumerate() {
            if length > NARROW && idx == length.div_ceil(2) {
                hyphened.push('\u{ad}');
            }
            hyphened.push(c);
        }
    }
    hyphened
}

fn is_break(c: char) -> bool {
    matches!(c, '/' | '\\' | '_' | '-' | '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_may_be_hyphened() {
        assert_eq!(hyphened("disembunyikan"), "disembu\u{ad}nyikan");
        assert_eq!(hyphened("tidak berlaku"), "tidak berlaku");
    }

    #[test]
    fn only_long_words_are_breakable() {
        let check = |input, expected: &str| assert_eq!(breakable(input).into_string(), expected);
        check("dua kata-kata", "dua kata-kata");
        check("<b> & \"c\"", "&lt;b&gt; &amp; &quot;c&quot;");
        check(
            "data/pengaduan_tw3_2024.csv ada",
            "data/<wbr>pengaduan_<wbr>tw3_<wbr>2024.<wbr>csv ada",
        );
    }
}
