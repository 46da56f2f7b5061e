//! Which team's rows go into which team's figure.

use std::collections::BTreeMap;

use zona::domain::{Team, TeamId, TeamKind, TeamTree};

/// For every team of the tree and every ended one: itself where it stands, and all above it.
pub(super) struct Ladders {
    ladders: BTreeMap<TeamId, Vec<TeamId>>,
    satkers: Vec<TeamId>,
    root: TeamId,
}

impl Ladders {
    pub(super) fn new(tree: &TeamTree) -> Self {
        let shown: Vec<&Team> = tree.iter().collect();
        let is_shown = |id: &TeamId| shown.iter().any(|team| team.id == *id);
        let mut ladders = BTreeMap::new();
        for team in tree.ever() {
            let mut ladder = vec![team.id.clone()];
            let mut now = team.id.clone();
            loop {
                let one = tree.get(&now).expect("a team");
                let above = match is_shown(&now) {
                    true => one.parent.clone(),
                    // A team that ended became another one, or its rows are its unit's.
                    false => one.into.clone().or_else(|| {
                        let day = one.to.or(one.from).expect("it is not always there");
                        one.parent_on(day).cloned()
                    }),
                };
                let Some(above) = above.filter(|above| !ladder.contains(above)) else { break };
                if is_shown(&above) {
                    ladder.push(above.clone());
                }
                now = above;
            }
            ladders.insert(team.id.clone(), ladder);
        }
        let satkers = tree.ever().filter(|team| team.kind == TeamKind::Satker);
        let satkers = satkers.map(|team| team.id.clone()).collect();
        Self { ladders, satkers, root: shown[0].id.clone() }
    }

    pub(super) fn root(&self) -> &TeamId {
        &self.root
    }

    /// Whether a team is another one or stands below it; with `own`, without what belongs to a
    /// *satuan kerja* that stands between them.
    pub(super) fn is_under(&self, team: &TeamId, above: &TeamId, own: bool) -> bool {
        let Some(ladder) = self.ladders.get(team) else { return false };
        let Some(at) = ladder.iter().position(|one| one == above) else { return false };
        !own || !ladder[..at].iter().any(|one| self.satkers.contains(one))
    }
}
