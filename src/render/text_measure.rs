//! How wide a text is in the embedded font, and how to make it fit.

use std::sync::OnceLock;

use ttf_parser::Face;

/// How heavy a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Ordinary text.
    #[default]
    Regular,
    /// Heavy text.
    Bold,
    /// Slanted text.
    Italic,
}

/// Code points whose widths are looked up once.
const TABLED: usize = 0x250;

struct Widths {
    face: Face<'static>,
    tabled: Vec<f64>,
}

impl Widths {
    fn new(font: &'static [u8]) -> Self {
        let face = Face::parse(font, 0).expect("the embedded font is a font");
        let tabled = (0..TABLED as u32).filter_map(char::from_u32).map(|c| em(&face, c)).collect();
        Self { face, tabled }
    }

    fn em(&self, c: char) -> f64 {
        self.tabled.get(c as usize).copied().unwrap_or_else(|| em(&self.face, c))
    }
}

/// The advance width in units of the font size; a full em for characters the font lacks.
fn em(face: &Face<'_>, c: char) -> f64 {
    let glyph = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
    glyph.map_or(1.0, |advance| f64::from(advance) / f64::from(face.units_per_em()))
}

/// The font file of a weight.
pub fn font(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => notosans::REGULAR_TTF,
        Weight::Bold => notosans::BOLD_TTF,
        Weight::Italic => notosans::ITALIC_TTF,
    }
}

fn widths(weight: Weight) -> &'static Widths {
    static REGULAR: OnceLock<Widths> = OnceLock::new();
    static BOLD: OnceLock<Widths> = OnceLock::new();
    static ITALIC: OnceLock<Widths> = OnceLock::new();
    let cell = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
        Weight::Italic => &ITALIC,
    };
    cell.get_or_init(|| Widths::new(font(weight)))
}

/// The width of a text in pixels at a font size in pixels, without kerning.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let widths = widths(weight);
    text.chars().map(|c| widths.em(c)).sum::<f64>() * size
}

/// The text, or as much of it as fits into `room` with `…` at its end.
pub fn ellipsis(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let widths = widths(weight);
    let mut left = room - widths.em('…') * size;
    let mut kept = String::new();
    for c in text.chars() {
        left -= widths.em(c) * size;
        if left < 0.0 {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// The text in lines no wider than `room`, at most `max_lines` of them, the last cut if need be.
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64, max_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() >= max_lines;
        match lines.last_mut() {
            // The last line takes everything that is left, to be cut below.
            Some(line) if full || fits(line, word, size, weight, room) => push_word(line, word),
            _ if full => {}
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| ellipsis(line, size, weight, room)).collect()
}

fn fits(line: &str, word: &str, size: f64, weight: Weight, room: f64) -> bool {
    let space = width(" ", size, weight);
    width(line, size, weight) + space + width(word, size, weight) <= room
}

fn push_word(line: &mut String, word: &str) {
    line.push(' ');
    line.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_is_wider_and_size_scales() {
        let regular = width("Pengaduan", 10.0, Weight::Regular);
        assert!(regular > 45.0 && regular < 60.0, "{regular}");
        assert!(width("Pengaduan", 10.0, Weight::Bold) > regular);
        assert!((width("Pengaduan", 20.0, Weight::Regular) - 2.0 * regular).abs() < 1e-9);
    }

    #[test]
    fn wraps_and_cuts() {
        let text = "Persentase pengaduan masyarakat yang diselesaikan tepat waktu";
        let lines = wrap(text, 20.0, Weight::Bold, 300.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        for line in wrap(text, 20.0, Weight::Bold, 300.0, 9) {
            assert!(width(&line, 20.0, Weight::Bold) <= 300.0);
            assert!(!line.ends_with('…'));
        }
        assert_eq!(wrap("", 20.0, Weight::Bold, 300.0, 2), Vec::<String>::new());
    }

    #[test]
    fn a_long_word_is_cut() {
        let cut = ellipsis(&"m".repeat(200), 14.0, Weight::Regular, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 14.0, Weight::Regular) <= 100.0);
        assert_eq!(ellipsis("abc", 14.0, Weight::Regular, 0.0), "…");
    }
}
