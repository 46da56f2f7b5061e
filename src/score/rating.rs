//! Ratings (*predikat*): what a band of a scale is called and how it is coloured.

use crate::spec::scale::{Band, BandTone};

/// A rating (*predikat*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Its name.
    pub label: String,
    /// How it is coloured.
    pub tone: BandTone,
}

impl From<&Band> for Rating {
    fn from(band: &Band) -> Self {
        Self { label: band.label.clone(), tone: band.tone }
    }
}
