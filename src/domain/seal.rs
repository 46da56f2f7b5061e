//! Approved periods: what was published of them. A sealed figure is never replaced; a later one is
//! put beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Date, IndicatorId, Number, Period, ScorecardId, TeamId};

/// Decimals after which published numbers are cut, and to which they are compared.
pub const SEALED_DECIMALS: u32 = 10;

/// A figure as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// `angka`, `tidak_berlaku`, `belum_ada` or `disembunyikan`.
    pub kind: String,
    /// The value, if it was a number.
    pub value: Option<Number>,
    /// Why it was blank; empty for numbers.
    pub reason: String,
    /// The target.
    pub target: Option<Number>,
    /// The achievement in percent.
    pub achievement: Option<Number>,
    /// The score.
    pub score: Option<Number>,
    /// The rating; empty without one.
    pub rating: String,
}

/// A target or a weight that was in force when a period was sealed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Commitment {
    /// The target of a team for a quarter.
    Target(IndicatorId, TeamId, Period),
    /// The weight of a leaf of a scorecard: `indicator`, `indicator@team`, the code of a question or
    /// the name of a rule list.
    Weight(ScorecardId, String),
}

/// A sealed period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The file it stands in.
    pub file: String,
    /// The period.
    pub period: Period,
    /// The cut-off date of its figures.
    pub as_of: Date,
    /// Its figures.
    pub figures: BTreeMap<(IndicatorId, TeamId), Published>,
    /// The totals of its scorecards: score as value, and rating.
    pub cards: BTreeMap<(ScorecardId, TeamId), Published>,
    /// The targets of its year and the weights at the time.
    pub commitments: BTreeMap<Commitment, Number>,
}

/// Every sealed period, by period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    seals: BTreeMap<Period, Seal>,
    /// Units that are others now than they were at the seal: teams were moved out of them or into
    /// them. What was published of them says nothing about what is computed now.
    others: BTreeSet<(Period, TeamId)>,
}

/// How a figure stands to what was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The period is not sealed: *sementara*.
    Provisional,
    /// As published: *terbit*.
    Published,
    /// Another one now: *dinyatakan ulang*.
    Restated,
}

impl Standing {
    /// The word that results files use.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Provisional => "sementara",
            Standing::Published => "terbit",
            Standing::Restated => "dinyatakan_ulang",
        }
    }
}

impl Published {
    /// Whether the other one would be printed the same everywhere.
    pub fn says_the_same(&self, other: &Published) -> bool {
        let same = |a: &Option<Number>, b: &Option<Number>| plain(a) == plain(b);
        self.kind == other.kind
            && self.rating == other.rating
            && same(&self.value, &other.value)
            && same(&self.target, &other.target)
            && same(&self.achievement, &other.achievement)
            && same(&self.score, &other.score)
    }

    /// The figure in one line, for its fingerprint.
    pub fn line(&self, id: &str, team: &TeamId) -> String {
        let numbers = [&self.value, &self.target, &self.achievement, &self.score].map(plain);
        let texts = [id, team.as_str(), &self.kind, &self.reason, &self.rating];
        format!("{}\t{}\n", texts.join("\t"), numbers.join("\t"))
    }
}

/// A number to the decimals that are compared; empty for none.
pub fn plain(number: &Option<Number>) -> String {
    number.as_ref().map_or_else(String::new, |number| number.to_plain(SEALED_DECIMALS))
}

impl Seals {
    /// Adds a sealed period.
    pub fn insert(&mut self, seal: Seal) {
        self.seals.insert(seal.period, seal);
    }

    /// The seal of a period, if it is sealed.
    pub fn get(&self, period: Period) -> Option<&Seal> {
        self.seals.get(&period)
    }

    /// Every sealed period, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Seal> {
        self.seals.values()
    }

    /// Compares only figures of units that are still the same.
    pub fn compare_only(&mut self, is_same: &dyn Fn(&Seal, &TeamId) -> bool) {
        let mut others = BTreeSet::new();
        for seal in self.seals.values() {
            let figures = seal.figures.keys().map(|(_, team)| team);
            let teams: BTreeSet<&TeamId> =
                figures.chain(seal.cards.keys().map(|(_, team)| team)).collect();
            let changed = teams.into_iter().filter(|team| !is_same(seal, team));
            others.extend(changed.map(|team| (seal.period, team.clone())));
        }
        self.others = others;
    }

    /// Whether a unit is another one now than at the seal of a period.
    pub fn is_another(&self, period: Period, team: &TeamId) -> bool {
        self.others.contains(&(period, team.clone()))
    }

    /// The earliest seal of a year: from then on its targets and weights are promised.
    pub fn first_of(&self, year: i32) -> Option<&Seal> {
        let own = self.seals.values().filter(|seal| seal.period.year() == year);
        own.min_by_key(|seal| (seal.period.end(), seal.period))
    }

    /// What was published of a figure seen at the same cut-off.
    pub fn published(
        &self,
        indicator: &IndicatorId,
        team: &TeamId,
        period: Period,
        as_of: Date,
    ) -> Option<&Published> {
        let seal = self.seals.get(&period).filter(|seal| seal.as_of == as_of)?;
        if self.is_another(period, team) {
            return None;
        }
        seal.figures.get(&(indicator.clone(), team.clone()))
    }

    /// The indicators and teams of a sealed period.
    pub fn known(&self, period: Period) -> BTreeSet<&(IndicatorId, TeamId)> {
        self.seals.get(&period).into_iter().flat_map(|seal| seal.figures.keys()).collect()
    }
}
