//! The team tree: who is measured, under whom, and since when.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::TeamId;
use super::glob::TextPattern;

/// What sort of unit a team is; decides only how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamKind {
    /// The whole office (*kantor wilayah*).
    Office,
    /// A division with teams below it (*bagian*).
    Division,
    /// A field of service of the office (*bidang*).
    Field,
    /// An adviser of a community with few people of its own (*pembimas*).
    Adviser,
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
    /// The unit above it, in the structure that is looked at; `None` for the root.
    pub parent: Option<TeamId>,
    /// The units above it over the years, where it was moved.
    pub parents: Vec<Above>,
    /// The team that it was renamed to or merged into when it ended.
    pub into: Option<TeamId>,
    /// What sort of unit it is.
    pub kind: TeamKind,
    /// Other spellings found in exports, and the codes that stand for it there; `*` in them means
    /// anything.
    pub aliases: Vec<String>,
    /// The first day it exists, if it is not older than the data.
    pub from: Option<NaiveDate>,
    /// The last day it exists, if it has ended.
    pub to: Option<NaiveDate>,
}

/// The unit above a team for a while, both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// The unit.
    pub id: TeamId,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Team {
    /// The unit above it on `date`.
    pub fn parent_on(&self, date: NaiveDate) -> Option<&TeamId> {
        let holds = |above: &&Above| {
            above.from.is_none_or(|from| from <= date) && above.to.is_none_or(|to| date <= to)
        };
        match self.parents.iter().find(holds) {
            Some(above) => Some(&above.id),
            None => self.parent.as_ref(),
        }
    }

    /// Whether the team exists on `date`.
    pub fn exists_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

/// All teams in the order of the tree: every team stands before its descendants. Teams that are
/// no part of the structure that is looked at stand behind the others, see
/// [`TeamTree::structured`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamTree {
    teams: Vec<Team>,
    /// How many of them are part of the structure.
    n_shown: usize,
    index: BTreeMap<TeamId, usize>,
    names: BTreeMap<String, Vec<usize>>,
    /// Spellings with `*`, the longest first.
    patterns: Vec<(TextPattern, usize)>,
    /// For each team the places of the team itself and of every team above it.
    above: Vec<Vec<usize>>,
    /// Names that occur in exports and mean nobody of the office.
    foreign: BTreeSet<String>,
    /// Teams that definitions speak of and the office does not have, with their names.
    absent: BTreeMap<TeamId, String>,
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
        let (n_shown, foreign) = (ordered.len(), BTreeSet::new());
        let mut tree = Self {
            teams: vec![],
            n_shown,
            index,
            names: BTreeMap::new(),
            patterns: vec![],
            above,
            foreign,
            absent: BTreeMap::new(),
        };
        for (at, team) in ordered.iter().enumerate() {
            tree.add_names(at, team);
        }
        tree.teams = ordered;
        tree
    }

    /// The tree as it is on `day`: every team under the unit above it then. A team that does not
    /// exist then is no part of it; its rows count for the team that it was renamed to or merged
    /// into, else for the unit that stood above it.
    pub fn structured(&self, day: NaiveDate) -> Self {
        let mut shown: Vec<Team> =
            self.teams.iter().filter(|team| team.exists_on(day)).cloned().collect();
        for team in &mut shown {
            // Where the unit above has ended, what it became stands there.
            let above = team.parent_on(day).and_then(|above| self.standing(above, day));
            team.parent = above.filter(|above| *above != team.id);
        }
        // The first without a parent stays the office, whatever order the others take.
        shown.sort_by_key(|team| self.index.get(&team.id).copied());
        let mut tree = Self::new(shown);
        tree.foreign = self.foreign.clone();
        tree.absent = self.absent.clone();
        for team in self.teams.iter().filter(|team| !team.exists_on(day)) {
            let at = tree.teams.len();
            let place = self.standing(&team.id, day).and_then(|id| tree.position(&id));
            let mut above = place.map_or_else(Vec::new, |place| tree.above[place].clone());
            above.push(at);
            tree.above.push(above);
            tree.index.insert(team.id.clone(), at);
            tree.add_names(at, team);
            tree.teams.push(team.clone());
        }
        tree
    }

    /// The team itself where it exists on `day`, else who answers for its rows then. A circle of
    /// teams that became one another leads nowhere.
    fn standing(&self, id: &TeamId, day: NaiveDate) -> Option<TeamId> {
        let mut one = id.clone();
        for _ in 0..=self.teams.len() {
            if self.get(&one)?.exists_on(day) {
                return Some(one);
            }
            one = self.heir(&one, day)?;
        }
        None
    }

    /// Who answers for the rows of a team that does not exist on `day`, and may not exist itself.
    fn heir(&self, id: &TeamId, day: NaiveDate) -> Option<TeamId> {
        let team = self.get(id)?;
        let ended = team.to.is_some_and(|to| to < day);
        let last = if ended { team.to } else { team.from };
        team.into.clone().filter(|_| ended).or_else(|| team.parent_on(last.unwrap_or(day)).cloned())
    }

    fn add_names(&mut self, at: usize, team: &Team) {
        let own = [team.id.as_str(), &team.name, &team.short].map(normal_name);
        let (patterns, spellings): (Vec<&String>, Vec<&String>) =
            team.aliases.iter().partition(|alias| alias.contains('*'));
        for pattern in patterns {
            self.patterns.push((TextPattern::new(pattern), at));
        }
        // A longer pattern says more.
        self.patterns.sort_by_key(|(pattern, at)| (Reverse(pattern.as_str().len()), *at));
        for name in own.into_iter().chain(spellings.into_iter().map(|alias| normal_name(alias))) {
            let places = self.names.entry(name).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        }
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
        tree.absent = self.absent.clone();
        tree
    }

    /// The same tree with teams that definitions may speak of whether or not the office has them.
    pub fn with_optional(mut self, named: impl IntoIterator<Item = (TeamId, String)>) -> Self {
        let absent = named.into_iter().filter(|(id, _)| !self.index.contains_key(id));
        self.absent = absent.collect();
        self
    }

    /// Whether definitions may speak of this team although the office does not have it: what they
    /// say then is about nobody.
    pub fn is_absent(&self, id: &TeamId) -> bool {
        self.absent.contains_key(id)
    }

    /// The teams of which [`TeamTree::is_absent`] holds, with their names.
    pub fn absent(&self) -> impl Iterator<Item = (&TeamId, &str)> {
        self.absent.iter().map(|(id, name)| (id, name.as_str()))
    }

    /// Whether this name is known to mean nobody of the office.
    pub fn is_foreign(&self, name: &str) -> bool {
        self.foreign.contains(&normal_name(name))
    }

    /// Every team of the structure, each before its descendants.
    pub fn iter(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().take(self.n_shown)
    }

    /// Every team there ever was, those of the structure first.
    pub fn ever(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter()
    }

    /// The team that stands at a place of [`TeamTree::ever`].
    pub fn at(&self, place: usize) -> Option<&Team> {
        self.teams.get(place)
    }

    /// How many teams the structure has.
    pub fn len(&self) -> usize {
        self.n_shown
    }

    /// Whether there is no team at all.
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }

    /// The team with this id.
    pub fn get(&self, id: &TeamId) -> Option<&Team> {
        self.index.get(id).map(|&at| &self.teams[at])
    }

    /// Where the team stands in [`TeamTree::ever`].
    pub fn position(&self, id: &TeamId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The office itself: the first team without a parent.
    pub fn root(&self) -> Option<&Team> {
        self.teams.first()
    }

    /// The teams directly below.
    pub fn children<'a>(&'a self, id: &'a TeamId) -> impl Iterator<Item = &'a Team> + 'a {
        self.iter().filter(move |team| team.parent.as_ref() == Some(id))
    }

    /// Whether nothing stands below the team.
    pub fn is_leaf(&self, id: &TeamId) -> bool {
        self.children(id).next().is_none()
    }

    /// The team and everything below it, in tree order.
    pub fn subtree<'a>(&'a self, id: &'a TeamId) -> impl Iterator<Item = &'a Team> + 'a {
        self.iter().filter(move |team| self.is_within(&team.id, id))
    }

    /// Where the team and everything below it stand in [`TeamTree::ever`].
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

    /// Whether the rows of the same teams go into the figures of a team in another structure.
    pub fn holds_the_same(&self, other: &Self, id: &TeamId) -> bool {
        let of = |tree: &Self| -> BTreeSet<TeamId> {
            let places = tree.places_within(id);
            places.filter_map(|place| tree.at(place)).map(|team| team.id.clone()).collect()
        };
        of(self) == of(other)
    }

    /// Whether the team that stands at `place` is `above` or stands somewhere below it.
    pub fn is_place_within(&self, place: usize, above: &TeamId) -> bool {
        self.position(above).is_some_and(|above| self.above[place].contains(&above))
    }

    /// Whether the team that stands at `place` is `above` or a part of it: somewhere below it, and
    /// neither a *satuan kerja* nor a part of one.
    pub fn is_part_of(&self, place: usize, above: &TeamId) -> bool {
        let Some(top) = self.position(above) else { return false };
        let chain = &self.above[place];
        let separate = |at: &&usize| {
            self.teams[**at].kind == TeamKind::Satker
                && **at != top
                && self.above[**at].contains(&top)
        };
        chain.contains(&top) && !chain.iter().any(|at| separate(&at))
    }

    /// How far below the root the team stands.
    pub fn depth(&self, id: &TeamId) -> usize {
        let parent = self.get(id).and_then(|team| team.parent.as_ref());
        parent.map_or(0, |parent| self.depth(parent) + 1)
    }

    /// The team that this name, id, short name or alias meant on `date`; what fits a name goes
    /// before what fits a pattern.
    pub fn find(&self, name: &str, date: Option<NaiveDate>) -> Option<&Team> {
        let alive = |at: &usize| date.is_none_or(|day| self.teams[*at].exists_on(day));
        self.meant(name).into_iter().find(alive).map(|at| &self.teams[at])
    }

    /// Where the teams stand that a name can mean, the nearest first.
    fn meant(&self, name: &str) -> Vec<usize> {
        let normal = normal_name(name);
        let mut places = self.names.get(&normal).cloned().unwrap_or_default();
        let fits = self.patterns.iter().filter(|(pattern, _)| pattern.matches_normal(&normal));
        places.extend(fits.map(|(_, at)| *at));
        places
    }

    /// Whether the day decides which team a name meant, or whether it meant any.
    pub fn depends_on_day(&self, name: &str) -> bool {
        let is_dated = |at: &usize| self.teams[*at].from.is_some() || self.teams[*at].to.is_some();
        self.meant(name).iter().any(is_dated)
    }

    /// Every name by which a team can be called, as written; patterns are none.
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        self.teams.iter().flat_map(|team| {
            let own = [team.short.as_str(), team.name.as_str()];
            let spellings = team.aliases.iter().map(String::as_str);
            own.into_iter().chain(spellings.filter(|alias| !alias.contains('*')))
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
            parents: vec![],
            into: None,
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
    fn a_longer_pattern_goes_before_a_shorter_one_and_a_name_before_both() {
        let tree = TeamTree::new(vec![
            team("satker", None, &["417401/*"]),
            team("kub", Some("satker"), &["417401/WA/WA.2889/*"]),
            team("sewa", Some("satker"), &["417401/WA/WA.2889/sewa"]),
        ]);
        let check = |name: &str, found: Option<&str>| {
            assert_eq!(tree.find(name, None).map(|team| team.id.as_str()), found, "{name}");
        };
        check("417401/WA/WA.2886/EBA", Some("satker"));
        check("417401/wa/WA.2889/EBA", Some("kub"));
        check("417401/WA/WA.2889/sewa", Some("sewa"));
        check("417402/WA", None);
        assert!(tree.known_names().all(|name| !name.contains('*')));
    }

    #[test]
    fn the_structure_of_a_day_has_the_teams_of_that_day() {
        let ended = |mut team: Team, to: &str, into: Option<&str>| {
            team.to = to.parse().ok();
            team.into = into.map(TeamId::new);
            team
        };
        let begun = |mut team: Team, from: &str| {
            team.from = from.parse().ok();
            team
        };
        let mut moved = team("arsip", Some("umum"), &[]);
        let above = |id: &str, from: Option<&str>, to: Option<&str>| Above {
            id: TeamId::new(id),
            from: from.and_then(|day| day.parse().ok()),
            to: to.and_then(|day| day.parse().ok()),
        };
        moved.parents =
            vec![above("tu", None, Some("2024-06-30")), above("umum", Some("2024-07-01"), None)];
        let tree = TeamTree::new(vec![
            team("kanwil", None, &[]),
            team("tu", Some("kanwil"), &[]),
            team("umum", Some("kanwil"), &[]),
            moved,
            ended(team("sistem", Some("tu"), &[]), "2023-12-31", Some("data")),
            begun(team("data", Some("umum"), &[]), "2024-01-01"),
            ended(team("satgas", Some("tu"), &[]), "2024-03-31", None),
        ]);
        let check = |day: &str, shown: &str, under_umum: &str, under_tu: &str| {
            let on = tree.structured(day.parse().unwrap());
            let below = |id: &str| {
                let id = TeamId::new(id);
                let places = on.places_within(&id);
                places.map(|at| on.at(at).unwrap().id.to_string()).collect::<Vec<_>>().join(" ")
            };
            let order: Vec<String> = on.iter().map(|team| team.id.to_string()).collect();
            assert_eq!(order.join(" "), shown, "{day}");
            assert_eq!((below("umum").as_str(), below("tu").as_str()), (under_umum, under_tu));
            assert_eq!(on.structured(day.parse().unwrap()), on);
        };
        check(
            "2023-06-30",
            "kanwil tu sistem satgas arsip umum",
            "umum data",
            "tu sistem satgas arsip",
        );
        check(
            "2024-02-29",
            "kanwil tu satgas arsip umum data",
            "umum data sistem",
            "tu satgas arsip",
        );
        check("2024-12-31", "kanwil tu umum arsip data", "umum arsip data sistem", "tu satgas");
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
