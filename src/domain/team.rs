//! The team tree: who is measured, under whom, and since when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::TeamId;

/// What sort of unit a team is; decides only how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamKind {
    /// The whole office (*kantor wilayah*).
    Office,
    /// A division with teams below it (*bagian*, *bidang*).
    Division,
    /// A team (*tim kerja*).
    Team,
    /// A unit below the office with its own budget (*satuan kerja*).
    Satker,
}

/// One unit of the office (*unit kerja, tim kerja*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id in the definitions.
    pub id: TeamId,
    /// Its official name.
    pub name: String,
    /// A short name for tables and charts.
    pub short: String,
    /// The unit above it; `None` for the root.
    pub parent: Option<TeamId>,
    /// What sort of unit it is.
    pub kind: TeamKind,
    /// Other spellings found in exports.
    pub aliases: Vec<String>,
    /// The first day it exists, if it is not older than the data.
    pub from: Option<NaiveDate>,
    /// The last day it exists, if it has ended.
    pub to: Option<NaiveDate>,
}

impl Team {
    /// Whether the team exists on `date`.
    pub fn exists_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// All teams in the order of the tree: every team stands before its descendants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamTree {
    teams: Vec<Team>,
    index: BTreeMap<TeamId, usize>,
    names: BTreeMap<String, Vec<usize>>,
    /// For each team the places of the team itself and of every team above it.
    above: Vec<Vec<usize>>,
    /// Names that occur in exports and mean nobody of the office.
    foreign: BTreeSet<String>,
}

impl TeamTree {
    /// Builds the tree from teams whose parents are all among them and form no cycle.
    pub fn new(teams: Vec<Team>) -> Self {
        let mut ordered = Vec::with_capacity(teams.len());
        let mut stack: Vec<&Team> =
            teams.iter().rev().filter(|team| team.parent.is_none()).collect();
        while let Some(team) = stack.pop() {
            ordered.push(team.clone());
            let is_child = |other: &&Team| other.parent.as_ref() == Some(&team.id);
            stack.extend(teams.iter().rev().filter(is_child));
        }
        let index: BTreeMap<TeamId, usize> =
            ordered.iter().enumerate().map(|(at, team)| (team.id.clone(), at)).collect();
        let mut above: Vec<Vec<usize>> = Vec::with_capacity(ordered.len());
        for (at, team) in ordered.iter().enumerate() {
            let parent = team.parent.as_ref().and_then(|parent| index.get(parent));
            let mut places = parent.map_or_else(Vec::new, |parent: &usize| above[*parent].clone());
            places.push(at);
            above.push(places);
        }
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, team) in ordered.iter().enumerate() {
            let own = [team.id.as_str(), &team.name, &team.short].map(normal_name);
            for name in own.into_iter().chain(team.aliases.iter().map(|alias| normal_name(alias))) {
                let places = names.entry(name).or_default();
                if !places.contains(&at) {
                    places.push(at);
                }
            }
        }
        Self { teams: ordered, index, names, above, foreign: BTreeSet::new() }
    }

    /// The same tree with more spellings of its teams, and with names that mean none of them.
    pub fn extended(&self, aliases: &[(String, TeamId)], foreign: &[String]) -> Self {
        let mut teams = self.teams.clone();
        for (alias, id) in aliases {
            if let Some(&at) = self.index.get(id) {
                teams[at].aliases.push(alias.clone());
            }
        }
        let mut tree = Self::new(teams);
        let known = self.foreign.iter().cloned();
        tree.foreign = known.chain(foreign.iter().map(|name| normal_name(name))).collect();
        tree
    }

    /// Whether this name is known to mean nobody of the office.
    pub fn is_foreign(&self, name: &str) -> bool {
        self.foreign.contains(&normal_name(name))
    }

    /// Every team, each before its descendants.
    pub fn iter(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter()
    }

    /// How many teams there are.
    pub fn len(&self) -> usize {
        self.teams.len()
    }

    /// Whether there is no team at all.
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }

    /// The team with this id.
    pub fn get(&self, id: &TeamId) -> Option<&Team> {
        self.index.get(id).map(|&at| &self.teams[at])
    }

    /// Where the team stands in [`TeamTree::iter`].
    pub fn position(&self, id: &TeamId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The office itself: the first team without a parent.
    pub fn root(&self) -> Option<&Team> {
        self.teams.first()
    }

    /// The teams directly below.
    pub fn children<'a>(&'a self, id: &'a TeamId) -> impl Iterator<Item = &'a Team> + 'a {
        self.teams.iter().filter(move |team| team.parent.as_ref() == Some(id))
    }

    /// Whether nothing stands below the team.
    pub fn is_leaf(&self, id: &TeamId) -> bool {
        self.children(id).next().is_none()
    }

    /// The team and everything below it, in tree order.
    pub fn subtree<'a>(&'a self, id: &'a TeamId) -> impl Iterator<Item = &'a Team> + 'a {
        self.teams.iter().filter(move |team| self.is_within(&team.id, id))
    }

    /// Where the team and everything below it stand in [`TeamTree::iter`].
    pub fn places_within(&self, id: &TeamId) -> impl Iterator<Item = usize> {
        let top = self.position(id);
        let within = move |place: &usize| top.is_some_and(|top| self.above[*place].contains(&top));
        (0..self.teams.len()).filter(within)
    }

    /// The teams of the subtree below which nothing stands.
    pub fn leaves<'a>(&'a self, id: &'a TeamId) -> impl Iterator<Item = &'a Team> + 'a {
        self.subtree(id).filter(|team| self.is_leaf(&team.id))
    }

    /// Whether `id` is `above` or stands somewhere below it.
    pub fn is_within(&self, id: &TeamId, above: &TeamId) -> bool {
        let places = self.position(id).zip(self.position(above));
        places.is_some_and(|(place, above)| self.above[place].contains(&above))
    }

    /// Whether the team that stands at `place` is `above` or stands somewhere below it.
    pub fn is_place_within(&self, place: usize, above: &TeamId) -> bool {
        self.position(above).is_some_and(|above| self.above[place].contains(&above))
    }

    /// How far below the root the team stands.
    pub fn depth(&self, id: &TeamId) -> usize {
        let parent = self.get(id).and_then(|team| team.parent.as_ref());
        parent.map_or(0, |parent| self.depth(parent) + 1)
    }

    /// The team that this name, id, short name or alias meant on `date`.
    pub fn find(&self, name: &str, date: Option<NaiveDate>) -> Option<&Team> {
        let candidates = self.names.get(&normal_name(name))?;
        let alive = |at: &&usize| date.is_none_or(|day| self.teams[**at].exists_on(day));
        candidates.iter().find(alive).map(|&at| &self.teams[at])
    }

    /// Whether the day decides which team a name meant, or whether it meant any.
    pub fn depends_on_day(&self, name: &str) -> bool {
        let candidates = self.names.get(&normal_name(name)).map_or(&[][..], Vec::as_slice);
        let is_dated = |at: &usize| self.teams[*at].from.is_some() || self.teams[*at].to.is_some();
        candidates.iter().any(is_dated)
    }

    /// Every name by which a team can be called, as written.
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        self.teams.iter().flat_map(|team| {
            let own = [team.short.as_str(), team.name.as_str()];
            own.into_iter().chain(team.aliases.iter().map(String::as_str))
        })
    }
}

/// A name without the accidents of typing: one blank between words, lower case, no outer blanks.
pub fn normal_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(id: &str, parent: Option<&str>, aliases: &[&str]) -> Team {
        Team {
            id: TeamId::new(id),
            name: format!("Tim {id}"),
            short: id.to_uppercase(),
            parent: parent.map(TeamId::new),
            kind: TeamKind::Team,
            aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
            from: None,
            to: None,
        }
    }

    #[test]
    fn a_team_stands_before_its_descendants() {
        let tree = TeamTree::new(vec![
            team("humas", Some("tu"), &["Hubungan  Masyarakat"]),
            team("kanwil", None, &[]),
            team("phu", Some("kanwil"), &[]),
            team("tu", Some("kanwil"), &[]),
        ]);
        let order: Vec<&str> = tree.iter().map(|team| team.id.as_str()).collect();
        assert_eq!(order, ["kanwil", "phu", "tu", "humas"]);
        let office = TeamId::new("kanwil");
        let leaves: Vec<&str> = tree.leaves(&office).map(|team| team.id.as_str()).collect();
        assert_eq!(leaves, ["phu", "humas"]);
        assert_eq!(tree.depth(&TeamId::new("humas")), 2);
    }

    #[test]
    fn names_are_found_however_they_are_typed() {
        let tree = TeamTree::new(vec![team("humas", None, &["Hubungan  Masyarakat"])]);
        let check = |name: &str, found: bool| assert_eq!(tree.find(name, None).is_some(), found);
        check("hubungan masyarakat ", true);
        check("HUMAS", true);
        check("Tim\u{a0}humas", true);
        check("humsa", false);
    }

    #[test]
    fn a_renamed_team_is_found_by_its_name_of_the_day() {
        let mut old = team("sistem", None, &["Tim Data"]);
        old.to = "2023-12-31".parse().ok();
        let mut new = team("data", None, &["Tim Data"]);
        new.from = "2024-01-01".parse().ok();
        let tree = TeamTree::new(vec![old, new]);
        let check = |day: &str, expected: &str| {
            let found = tree.find("tim data", day.parse().ok()).unwrap();
            assert_eq!(found.id.as_str(), expected);
        };
        check("2023-06-01", "sistem");
        check("2024-06-01", "data");
    }
}
