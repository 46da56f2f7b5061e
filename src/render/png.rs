//! Pictures in pixels, made from the SVG with the embedded font: the same bytes on every machine.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::text_measure::{Weight, font};
use super::theme::FONT;

/// Pixels along one side that nobody needs and no machine should try.
const MAX_SIDE: f32 = 16_384.0;

/// How many compressed bytes go into one part of a file.
const WRITTEN_AT_ONCE: usize = 64 << 10;

/// Why there is no picture.
#[derive(Debug)]
pub enum PngError {
    /// The text is not an SVG.
    Svg(usvg::Error),
    /// The picture would have no pixels, or too many.
    Size {
        /// Its width in pixels.
        width: f32,
        /// Its height in pixels.
        height: f32,
    },
    /// The pixels could not be written as a PNG.
    Encode(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngError::Svg(_) => f.write_str("cannot read the SVG"),
            PngError::Size { width, height } => {
                write!(f, "cannot draw a picture of {width} by {height} pixels")
            }
            PngError::Encode(cause) => write!(f, "cannot write the PNG: {cause}"),
        }
    }
}

impl std::error::Error for PngError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PngError::Svg(cause) => Some(cause),
            PngError::Size { .. } | PngError::Encode(_) => None,
        }
    }
}

/// The SVG as a PNG with `scale` pixels per unit: 2 for print and projectors.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let tree = usvg::Tree::from_str(svg, &options()).map_err(PngError::Svg)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let mut pixmap = pixmap(width, height).ok_or(PngError::Size { width, height })?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    encode(&pixmap).map_err(|cause| PngError::Encode(cause.to_string()))
}

/// On white paper every pixel is opaque, so three bytes say it all; charts are flat areas, which
/// even the fastest compression makes small.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, ::png::EncodingError> {
    let mut bytes = vec![];
    let mut encoder = ::png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_compression(::png::Compression::Fast);
    encoder.set_filter(::png::Filter::Up);
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer_with_size(WRITTEN_AT_ONCE)?;
    let width = pixmap.width() as usize;
    let (mut above, mut colours): (&[u8], Vec<u8>) = (&[], vec![0; width * 3]);
    for row in pixmap.data().chunks_exact(width * 4) {
        // Most rows of a chart are as the one above.
        if row != above {
            for (colour, pixel) in colours.chunks_exact_mut(3).zip(row.chunks_exact(4)) {
                colour.copy_from_slice(&pixel[..3]);
            }
            above = row;
        }
        rows.write_all(&colours)?;
    }
    rows.finish()?;
    writer.finish()?;
    Ok(bytes)
}

fn options() -> usvg::Options<'static> {
    usvg::Options { fontdb: fonts(), font_family: FONT.to_owned(), ..usvg::Options::default() }
}

fn pixmap(width: f32, height: f32) -> Option<Pixmap> {
    let drawable = |side: f32| side > 0.0 && side <= MAX_SIDE;
    let draw = drawable(width) && drawable(height);
    // Both sides were just found to be small and positive.
    draw.then(|| Pixmap::new(width.ceil() as u32, height.ceil() as u32)).flatten()
}

/// The embedded fonts, read once; no font of the machine is ever looked at.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let build = || {
        let mut fonts = fontdb::Database::new();
        for weight in [Weight::Regular, Weight::Bold, Weight::Italic] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font(weight))));
        }
        fonts.set_sans_serif_family(FONT);
        Arc::new(fonts)
    };
    FONTS.get_or_init(build).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
        <text x="2" y="16" font-family="Noto Sans">zona</text></svg>"#;

    #[test]
    fn draws_text_with_the_embedded_font() {
        let bytes = png(SVG, 2.0).unwrap();
        assert_eq!(bytes, png(SVG, 2.0).unwrap());
        let pixmap = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((pixmap.width(), pixmap.height()), (80, 40));
        assert!(pixmap.pixels().iter().any(|pixel| pixel.alpha() > 200), "no glyph was drawn");
    }

    #[test]
    fn says_why_there_is_no_picture() {
        assert!(matches!(png("hello", 1.0), Err(PngError::Svg(_))));
        assert!(matches!(png(SVG, 0.0), Err(PngError::Size { .. })));
        assert!(matches!(png(SVG, f32::NAN), Err(PngError::Size { .. })));
        assert!(matches!(png(SVG, 1e9), Err(PngError::Size { .. })));
    }
}
