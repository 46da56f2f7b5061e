//! What holds for every chart, tried on the samples.

use super::samples;
use super::svg;
use crate::domain::Blank;
use crate::render::text_measure::{Weight, width};
use crate::report::chart::{Axis, Bar, Bars, Chart, Mark, Plot, Point, Trend};
use crate::report::tone::Tone;

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {key}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn number(tag: &str, key: &str) -> f64 {
    attribute(tag, key).and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// Every text of the picture as its tag and its words.
fn texts(picture: &str) -> Vec<(&str, String)> {
    let lines = picture.lines().filter(|line| line.starts_with("<text"));
    let pair = |line| {
        let (tag, rest) = str::split_once(line, '>').unwrap();
        let words = rest.strip_suffix("</text>").unwrap();
        let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        (tag, words.replace("&apos;", "'").replace("&amp;", "&"))
    };
    lines.map(pair).collect()
}

/// Left, top, right and bottom of a text.
fn extent(tag: &str, words: &str) -> [f64; 4] {
    let weight = match (attribute(tag, "font-weight"), attribute(tag, "font-style")) {
        (Some(_), _) => Weight::Bold,
        (_, Some(_)) => Weight::Italic,
        _ => Weight::Regular,
    };
    let (x, y, size) = (number(tag, "x"), number(tag, "y"), number(tag, "font-size"));
    let length = width(words, size, weight);
    let before = match attribute(tag, "text-anchor") {
        Some("middle") => length / 2.0,
        Some("end") => length,
        _ => 0.0,
    };
    if attribute(tag, "transform").is_some() {
        [x - size, y - length + before, x + size * 0.3, y + before]
    } else {
        [x - before, y - size, x - before + length, y + size * 0.3]
    }
}

#[test]
fn no_text_leaves_the_picture() {
    for chart in samples::all() {
        let picture = svg(&chart);
        let (right, bottom) = (number(&picture, "width"), number(&picture, "height"));
        for (tag, words) in texts(&picture) {
            let [x0, y0, x1, y1] = extent(tag, &words);
            let inside = x0 >= 0.0 && y0 >= 0.0 && x1 <= right && y1 <= bottom;
            assert!(inside, "{}: {words:?} at {x0} {y0} {x1} {y1}", chart.id);
        }
    }
}

#[test]
fn value_labels_can_be_read_from_afar() {
    let ordinary = samples::all().into_iter().filter(|chart| chart.id != "tren-besar");
    for chart in ordinary {
        let picture = svg(&Chart { note: None, ..chart });
        for (tag, words) in texts(&picture) {
            assert!(number(tag, "font-size") >= 13.0, "{words}");
        }
    }
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for (one, other) in samples::all().iter().zip(&samples::all()) {
        assert_eq!(svg(one), svg(other));
    }
}

/// Every coordinate is a number of reasonable size with one decimal at most.
fn assert_sound(picture: &str) {
    for key in ["x", "y", "cx", "cy", "r", "width", "height", "font-size", "stroke-width", "points"]
    {
        for line in picture.lines().filter(|line| line.starts_with('<')) {
            for number in attribute(line, key).into_iter().flat_map(|it| it.split([' ', ','])) {
                let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let sound = number.parse::<f64>().is_ok_and(|it| it.abs() < 2000.0);
                assert!(sound && decimals <= 1, "{key}={number} in {line}");
            }
        }
    }
}

#[test]
fn every_coordinate_is_a_number_with_one_decimal() {
    for chart in samples::all() {
        assert_sound(&svg(&chart));
    }
}

/// A trend of one point on an axis of any extent.
fn single(mark: Mark, min: f64, max: f64) -> Chart {
    let point = Point {
        label: "TW I".to_owned(),
        group: "2024".to_owned(),
        mark,
        target: Some((90.0, "90 %".to_owned())),
        cut_before: true,
        current: true,
    };
    let axis = Axis { min, max, ticks: vec![(min, "min".to_owned()), (max, "max".to_owned())] };
    let trend =
        Trend { axis, points: vec![point], target_label: "Target".to_owned(), control: None };
    framed(Plot::Trend(trend))
}

fn framed(plot: Plot) -> Chart {
    let [id, title, subtitle] = ["satu", "Judul", "Persen"].map(str::to_owned);
    Chart { id, title, subtitle, description: "Satu titik.".to_owned(), note: None, plot }
}

fn zero() -> Mark {
    Mark::Value { at: 0.0, label: "0 (nihil)".to_owned(), tone: Tone::Good }
}

fn blank(kind: Blank) -> Mark {
    Mark::Blank { kind, label: "tanpa angka".to_owned() }
}

fn single_bar(mark: Mark) -> Chart {
    let axis = Axis { min: 0.0, max: 100.0, ticks: Vec::new() };
    let label = "Tim".to_owned();
    let bar = Bar { label, indent: 0, total: false, mark, target: None };
    framed(Plot::Bars(Bars { axis, bars: vec![bar], target_label: String::new() }))
}

#[test]
fn degenerate_axes_are_drawn() {
    for (min, max) in [(5.0, 5.0), (10.0, 0.0), (f64::NAN, f64::NAN), (0.0, f64::INFINITY)] {
        let picture = svg(&single(zero(), min, max));
        assert_sound(&picture);
        assert!(picture.contains("0 (nihil)"), "{min} {max}");
    }
}

#[test]
fn a_blank_is_not_a_zero() {
    let hatched = |picture: &str| picture.contains(r#"fill="url(#satu-hatch)""#);
    let good = |picture: &str| picture.contains("zf-good");
    for chart in [|mark| single(mark, 0.0, 100.0), single_bar] {
        let zero = svg(&chart(zero()));
        assert!(good(&zero) && !hatched(&zero) && zero.contains("0 (nihil)"));
        let missing = svg(&chart(blank(Blank::Missing)));
        assert!(hatched(&missing) && !good(&missing) && missing.contains(">tanpa angka<"));
        let nothing = svg(&chart(blank(Blank::NotApplicable)));
        assert!(!hatched(&nothing) && !good(&nothing) && nothing.contains("italic"));
        assert_ne!(missing, svg(&chart(blank(Blank::Suppressed))));
    }
}

#[test]
fn words_are_escaped_and_the_picture_is_named() {
    let mut chart = single_bar(zero());
    chart.title = "Belanja <modal> & \"lain\"\n'lagi'".to_owned();
    chart.description = "a < b".to_owned();
    if let Plot::Bars(bars) = &mut chart.plot {
        bars.bars[0].label = "</text><script>\u{1}".to_owned();
    }
    let picture = svg(&chart);
    assert!(!picture.contains("<script") && !picture.contains('\u{1}'));
    assert!(picture.contains(r#"role="img" aria-labelledby="satu-title satu-desc""#));
    assert!(picture.contains(r#"<title id="satu-title">Belanja &lt;modal&gt; &amp; "#));
    assert!(picture.contains(r#"<desc id="satu-desc">a &lt; b</desc>"#));
    assert!(resvg::usvg::roxmltree::Document::parse(&picture).is_ok());
}

#[test]
fn every_mark_has_a_tooltip_and_every_group_ends() {
    for chart in samples::all() {
        let picture = svg(&chart);
        assert_eq!(picture.matches("<g ").count(), picture.matches("</g>").count());
    }
    let picture = svg(&single(zero(), 0.0, 100.0));
    assert!(picture.contains("<title>TW I 2024: 0 (nihil) · Target 90 %</title>"));
}
