//! The mark of a value: the colour and the shape of its tone.

use super::canvas::{Canvas, Touch};
use super::region::{Region, Spot};
use crate::render::theme::{Ink, Shape};
use crate::report::tone::Tone;

/// The distance from the middle of a mark to its edge.
pub(super) const RADIUS: f64 = 6.5;

/// Draws the mark of a tone with a rim that parts it from a line.
pub(super) fn rimmed_mark(canvas: &Canvas<'_>, spot: Spot, tone: Tone, radius: f64) {
    match Shape::of(tone) {
        Shape::Dot => canvas.disc(spot, radius * 0.85 + 2.0, Ink::Card),
        Shape::Disc => canvas.disc(spot, radius + 2.0, Ink::Card),
        Shape::Triangle => canvas.polygon(&triangle(spot, radius * 1.3 + 3.5), Ink::Card),
        Shape::Diamond => canvas.polygon(&diamond(spot, radius * 1.3 + 2.5), Ink::Card),
        Shape::Hatched | Shape::Dash | Shape::Box => {}
    }
    mark(canvas, spot, tone, radius);
}

/// A frame on its tip around the mark of a point that stands out.
pub(super) fn signal_ring(canvas: &Canvas<'_>, spot: Spot, radius: f64) {
    canvas.polygon(&diamond(spot, radius * 1.5 + 5.5), Ink::Text);
    canvas.polygon(&diamond(spot, radius * 1.5 + 3.0), Ink::Card);
}

/// Draws the mark of a tone.
pub(super) fn mark(canvas: &Canvas<'_>, spot: Spot, tone: Tone, radius: f64) {
    let ink = Ink::of(tone);
    match Shape::of(tone) {
        Shape::Dot => canvas.disc(spot, radius * 0.85, Ink::Line),
        Shape::Disc => canvas.disc(spot, radius, ink),
        Shape::Triangle => canvas.polygon(&triangle(spot, radius * 1.3), ink),
        Shape::Diamond => canvas.polygon(&diamond(spot, radius * 1.3), ink),
        Shape::Hatched => {
            let region = Region::around(spot, radius);
            canvas.hatch(region);
            canvas.outline(region, Ink::Blank, Touch::Even, 1.2);
        }
        Shape::Dash => {
            canvas.line((spot.0 - radius, spot.1), (spot.0 + radius, spot.1), Ink::Blank, 2.0);
        }
        Shape::Box => {
            let region = Region::around(spot, radius * 0.9);
            canvas.rect(region, Ink::Card);
            canvas.outline(region, Ink::Blank, Touch::Even, 1.6);
        }
    }
}

/// A triangle whose middle is that of its area, so that it seems to stand on its point.
fn triangle((x, y): Spot, reach: f64) -> [Spot; 3] {
    let (half, below) = (reach * 0.87, reach * 0.62);
    [(x, y - reach * 0.88), (x + half, y + below), (x - half, y + below)]
}

fn diamond((x, y): Spot, reach: f64) -> [Spot; 4] {
    [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
}
