//! How wide texts are: what decides where a cell wraps, and so how high its row must be.
//!
//! Workbooks are set in Arial, which every office program has or replaces by a face of the same
//! widths; so a row is as high here as it has to be there.

/// The face of all cells and charts.
pub(super) const FACE: &str = "Arial";

/// Widths of the characters from blank to tilde, in thousandths of the size.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width of any other character.
const OTHER: u16 = 600;

/// Pixels of a point.
const PIXELS: f64 = 96.0 / 72.0;

/// The width of a text in pixels at a size in points.
pub(super) fn pixels(text: &str, size: f64) -> f64 {
    let sum: u32 = text.chars().map(|c| u32::from(width(c))).sum();
    f64::from(sum) / 1000.0 * size * PIXELS
}

fn width(c: char) -> u16 {
    let place = (c as usize).checked_sub(' ' as usize);
    match c {
        '\u{a0}' => 278,
        '·' => 333,
        _ => place.and_then(|place| WIDTHS.get(place)).copied().unwrap_or(OTHER),
    }
}

/// How many lines a text takes when it is wrapped within so many pixels.
pub(super) fn lines(text: &str, size: f64, room: f64) -> u32 {
    let room = room.max(12.0);
    text.split('\n').map(|line| wrapped(line, size, room)).sum()
}

fn wrapped(line: &str, size: f64, room: f64) -> u32 {
    let blank = pixels(" ", size);
    let (mut count, mut used) = (1, 0.0);
    for word in line.split(' ') {
        let length = pixels(word, size);
        if used > 0.0 && used + blank + length > room {
            count += 1;
            used = 0.0;
        }
        used += if used > 0.0 { blank + length } else { length };
        // A word longer than the line is broken.
        while used > room {
            count += 1;
            used -= room;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_wrap_between_words() {
        let check = |text, room, expected| assert_eq!(lines(text, 10.0, room), expected, "{text}");
        check("", 70.0, 1);
        check("satu dua tiga", 140.0, 1);
        check("satu dua tiga", 65.0, 2);
        check("satu\ndua", 140.0, 2);
        check("abcdefghijklmnopqrst", 80.0, 2);
    }

    #[test]
    fn digits_are_as_wide_as_a_column_counts_them() {
        assert!((pixels("0123456789", 10.0) / 10.0 - 7.4).abs() < 0.1);
        assert!(pixels("iiii", 10.0) < pixels("mmmm", 10.0) / 3.0);
    }
}
