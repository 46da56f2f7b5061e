//! Tones: what a colour says, for tables, charts and sections alike.

/// What a colour says; every tone has a shape and a word of its own too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// No judgement.
    #[default]
    Plain,
    /// The target is reached.
    Good,
    /// Close to the target.
    Near,
    /// The target is missed.
    Bad,
    /// *Belum ada*: not handed in.
    Missing,
    /// *Tidak berlaku*: nothing to measure.
    NotApplicable,
    /// *Disembunyikan*: withheld.
    Suppressed,
}

impl Tone {
    /// The tones that a legend explains.
    pub const LEGEND: [Tone; 6] =
        [Tone::Good, Tone::Near, Tone::Bad, Tone::Missing, Tone::NotApplicable, Tone::Suppressed];
}
