//! How cells look: colours, shapes, and number formats that carry unit and shape.

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatPattern, Worksheet, XlsxError,
};

use crate::domain::{Blank, Number};
use crate::render::theme::Shape;
use crate::report::model::Language;
use crate::report::table::Align;
use crate::report::tone::Tone;

use super::measure::FACE;

/// Dark blue of titles and table heads.
pub(super) const INK: Color = Color::RGB(0x1F_3A_5F);
/// Grey of secondary text.
pub(super) const MUTED: Color = Color::RGB(0x5A_64_70);
/// Grey of hair lines.
pub(super) const RULE: Color = Color::RGB(0xC9_D1_D9);
/// Ground of group rows and totals.
const BAND: Color = Color::RGB(0xEA_EF_F5);
/// Blue of links.
const LINK: Color = Color::RGB(0x0B_57_A4);
/// Longest unit that a number format takes along.
const UNIT_LIMIT: usize = 60;

/// Font colour and ground of a tone; told apart by people who confuse red and green.
pub(super) fn colours(tone: Tone) -> (Color, Option<Color>) {
    let (font, fill) = match tone {
        Tone::Plain => return (Color::RGB(0x1B_1F_24), None),
        Tone::NotApplicable => return (Color::RGB(0x6B_73_7C), None),
        Tone::Good => (0x00_4D_40, 0xD5_EF_E8),
        Tone::Near => (0x5F_43_00, 0xFD_EF_C9),
        Tone::Bad => (0x8A_1F_00, 0xFB_DC_D0),
        Tone::Missing => (0x2F_36_3D, 0xFF_FF_FF),
        Tone::Suppressed => (0x41_37_78, 0xE4_E0_F3),
    };
    (Color::RGB(font), Some(Color::RGB(fill)))
}

/// The strong colour of a tone, for bars and tabs.
pub(super) fn strong(tone: Tone) -> Color {
    Color::RGB(match tone {
        Tone::Plain => 0x5C_70_85,
        Tone::Good => 0x00_86_6E,
        Tone::Near => 0xF0_AD_1A,
        Tone::Bad => 0xCC_3D_0F,
        Tone::Missing | Tone::NotApplicable => 0x9A_A5_B1,
        Tone::Suppressed => 0x7A_6F_B0,
    })
}

/// The shape that says the same as the colour.
pub(super) fn shape(tone: Tone) -> &'static str {
    if tone == Tone::Plain { "" } else { Shape::of(tone).glyph() }
}

/// The tone of a blank that was given none.
pub(super) fn blank_tone(tone: Tone, kind: Blank) -> Tone {
    match (tone, kind) {
        (Tone::Plain, Blank::Missing) => Tone::Missing,
        (Tone::Plain, Blank::NotApplicable) => Tone::NotApplicable,
        (Tone::Plain, Blank::Suppressed) => Tone::Suppressed,
        (tone, _) => tone,
    }
}

/// The format of cells without any, with the height of a row and the width of a column in pixels.
pub(super) fn default() -> (Format, u32, u32) {
    (Format::new().set_font_name(FACE).set_font_size(10), 17, 64)
}

/// A sheet in the face of the workbook.
pub(super) fn worksheet() -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let (face, row, column) = default();
    sheet.set_default_format(&face, row, column)?;
    Ok(sheet)
}

/// Text of the given size.
pub(super) fn text(size: f64) -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// `format` in the colours of `tone`.
pub(super) fn toned(format: Format, tone: Tone) -> Format {
    let (font, fill) = colours(tone);
    let format = format.set_font_color(font);
    match (tone, fill) {
        (Tone::NotApplicable, _) => format.set_italic(),
        (_, None) => format,
        (Tone::Missing, Some(ground)) => format
            .set_pattern(FormatPattern::LightUp)
            .set_foreground_color(RULE)
            .set_background_color(ground),
        (_, Some(ground)) => format.set_background_color(ground),
    }
}

/// A table head.
pub(super) fn head(align: Align) -> Format {
    let format = text(10.0).set_bold().set_font_color(Color::White).set_background_color(INK);
    aligned(format, align).set_border(FormatBorder::Thin).set_border_color(Color::White)
}

/// A body cell without tone.
pub(super) fn body(align: Align) -> Format {
    aligned(text(10.0), align).set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// A cell of a total.
pub(super) fn total(format: Format) -> Format {
    format
        .set_bold()
        .set_border_top(FormatBorder::Medium)
        .set_border_top_color(INK)
        .set_background_color(BAND)
}

/// A cell of a heading among rows.
pub(super) fn group(format: Format) -> Format {
    format.set_bold().set_font_color(INK).set_background_color(BAND)
}

/// A cell that leads somewhere.
pub(super) fn linked(format: Format, tone: Tone) -> Format {
    let format = format.set_underline(rust_xlsxwriter::FormatUnderline::Single);
    if tone == Tone::Plain { format.set_font_color(LINK) } else { format }
}

fn aligned(format: Format, align: Align) -> Format {
    match align {
        Align::Start => format.set_align(FormatAlign::Left).set_indent(1),
        Align::Centre => format.set_align(FormatAlign::Center),
        Align::End => format.set_align(FormatAlign::Right),
    }
}

/// The format that shows a text behind the shape of its tone; the text itself stays as it is.
pub(super) fn text_format(tone: Tone) -> Option<String> {
    let shape = shape(tone);
    (!shape.is_empty()).then(|| format!("\"{shape} \"@"))
}

/// The format of dates: 30 Sep 2024, with month names in the language of the report.
pub(super) fn date_format(language: Language) -> &'static str {
    match language {
        Language::Id => "[$-421]dd mmm yyyy",
        Language::En => "[$-409]dd mmm yyyy",
    }
}

/// The format of a number: shape, sign, decimals and unit, as its printed form has them.
///
/// Each sign has a section of its own, so that the minus stands beside the digits and not before
/// the shape; a number that rounds to zero shows none.
pub(super) fn number_format(
    value: &Number,
    decimals: u32,
    unit: &str,
    printed: &str,
    tone: Tone,
) -> String {
    let decimals = decimals.min(15);
    let digits = match decimals {
        0 => "#,##0".to_owned(),
        _ => format!("#,##0.{}", "0".repeat(decimals as usize)),
    };
    let shape = match shape(tone) {
        "" => String::new(),
        shape => format!("{shape} "),
    };
    let quoted = |text: &str| match text {
        "" => String::new(),
        text => format!("\"{text}\""),
    };
    // A share that is printed as *a dari b* shows those words; the cell keeps its number.
    if unit == "%" && !printed.contains('%') {
        let words: String = printed.chars().filter(|c| *c != '"').collect();
        return quoted(&format!("{shape}{words}"));
    }
    let unit: String = unit.chars().filter(|c| *c != '"').take(UNIT_LIMIT).collect();
    let (before, after) = match unit.as_str() {
        "" => (String::new(), String::new()),
        unit if leads(unit, printed) => (format!("{unit} "), String::new()),
        unit => (String::new(), format!(" {unit}")),
    };
    // A limit that must be passed says so: `> 60`.
    let sign: String = printed.chars().take_while(|c| "<>≤≥".contains(*c)).collect();
    let shape = if sign.is_empty() { shape } else { format!("{shape}{sign} ") };
    let section =
        |sign: &str| quoted(&format!("{shape}{sign}{before}")) + &digits + &quoted(&after);
    let vanishes = value.is_negative() && value.round(decimals).is_zero();
    let minus = section(if vanishes { "" } else { "-" });
    match printed.starts_with('+') {
        true => format!("{};{minus};{}", section("+"), section("")),
        false => format!("{};{minus}", section("")),
    }
}

/// Whether the unit stands before the digits, as in `Rp 1.000`.
fn leads(unit: &str, printed: &str) -> bool {
    let unsigned = printed.trim_start_matches(['-', '−', '+', ' ', '<', '>', '≤', '≥']);
    unsigned.starts_with(unit) || unit.starts_with("Rp") && !printed.contains(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_carry_shape_sign_and_unit() {
        let check = |value, decimals, unit, printed, tone, expected: &str| {
            let value = Number::parse(value).unwrap();
            assert_eq!(number_format(&value, decimals, unit, printed, tone), expected);
        };
        let plain = Tone::Plain;
        check("3", 0, "", "3", plain, r##"#,##0;"-"#,##0"##);
        let percent = r##""● "#,##0.0" %";"● -"#,##0.0" %""##;
        check("92.44", 1, "%", "92,4 %", Tone::Good, percent);
        check("50", 1, "%", "1 dari 2", plain, r##""1 dari 2""##);
        check("5", 0, "Rp", "Rp 5", plain, r##""Rp "#,##0;"-Rp "#,##0"##);
        check("4.1", 1, "", "+4,1", plain, r##""+"#,##0.0;"-"#,##0.0;#,##0.0"##);
        check("60", 0, "%", "> 60 %", plain, r##""> "#,##0" %";"> -"#,##0" %""##);
        check("-0.04", 1, "", "0,0", plain, "#,##0.0;#,##0.0");
        check("1", 0, "a\"b", "1 ab", plain, r##"#,##0" ab";"-"#,##0" ab""##);
    }

    #[test]
    fn blanks_have_a_tone_of_their_own() {
        assert_eq!(blank_tone(Tone::Plain, Blank::Missing), Tone::Missing);
        assert_eq!(blank_tone(Tone::Bad, Blank::Missing), Tone::Bad);
    }
}
