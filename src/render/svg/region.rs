//! Rectangles of the picture, in pixels.

/// A point of the picture.
pub(super) type Spot = (f64, f64);

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Region {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Region {
    /// The rectangle between two corners.
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    /// The square around a point.
    pub(super) fn around((x, y): Spot, half: f64) -> Self {
        Self::new(x - half, y - half, x + half, y + half)
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The x halfway.
    pub(super) fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }

    /// Moved by this much.
    pub(super) fn moved(&self, dx: f64, dy: f64) -> Self {
        Self::new(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)
    }

    /// Grown by this much on every side.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    /// Moved no further than needed to stand inside `bounds`; the left and top edges win.
    pub(super) fn within(&self, bounds: &Region) -> Self {
        let dx = (bounds.right - self.right).min(0.0);
        let dx = dx + (bounds.left - self.left - dx).max(0.0);
        let dy = (bounds.bottom - self.bottom).min(0.0);
        let dy = dy + (bounds.top - self.top - dy).max(0.0);
        self.moved(dx, dy)
    }

    /// The area shared with another rectangle.
    pub(super) fn overlap(&self, other: &Region) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// The length of the part of a line that lies inside.
    pub(super) fn crossing(&self, (x0, y0): Spot, (x1, y1): Spot) -> f64 {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        // Liang and Barsky: each edge cuts a piece off the line.
        let edges = [
            (-dx, x0 - self.left),
            (dx, self.right - x0),
            (-dy, y0 - self.top),
            (dy, self.bottom - y0),
        ];
        for (speed, room) in edges {
            if speed.abs() < 1e-9 {
                if room < 0.0 {
                    return 0.0;
                }
            } else if speed < 0.0 {
                enter = enter.max(room / speed);
            } else {
                leave = leave.min(room / speed);
            }
        }
        (leave - enter).max(0.0) * dx.hypot(dy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_and_crossings() {
        let square = Region::new(0.0, 0.0, 10.0, 10.0);
        let check = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-9, "{got}");
        check(square.overlap(&square.moved(5.0, 5.0)), 25.0);
        check(square.overlap(&square.moved(10.0, 0.0)), 0.0);
        check(square.crossing((-5.0, 5.0), (15.0, 5.0)), 10.0);
        check(square.crossing((-5.0, 15.0), (15.0, 15.0)), 0.0);
        check(square.crossing((5.0, 5.0), (5.0, 5.0)), 0.0);
        check(square.crossing((2.0, -9.0), (2.0, 4.0)), 4.0);
    }

    #[test]
    fn moves_into_bounds() {
        let bounds = Region::new(0.0, 0.0, 100.0, 100.0);
        let check = |left: f64, expected: f64| {
            let moved = Region::new(left, 10.0, left + 30.0, 20.0).within(&bounds);
            assert!((moved.left - expected).abs() < 1e-9, "{moved:?}");
        };
        check(-5.0, 0.0);
        check(90.0, 70.0);
        check(50.0, 50.0);
        let wide = Region::new(-50.0, 0.0, 300.0, 10.0).within(&bounds);
        assert!(wide.left.abs() < 1e-9);
    }
}
