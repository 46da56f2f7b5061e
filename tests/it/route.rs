//! The way to a predicate: held against every possible set of moves of small scorecards, and against
//! the whole evaluation sheet of *Zona Integritas*.

use std::fmt::Write;

use zona::domain::{MemoryFiles, Number, TeamId};
use zona::score::predicate::{Judged, Standing, Subject, Verdict};
use zona::score::route::{Held, NODES, Obstacle, Outcome, Plan, Route, Want, assume, route, wish};
use zona::score::{CardContent, grade};
use zona::spec::Predicate;

use crate::support::{Run, ask, exact, office, project_of, run_clean, texts};

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.roll(n) == 0
    }
}

/// Points are counted in whole numbers of this part of a point: shares are hundredths, and a weight
/// is parted by two or three.
const UNIT: i64 = 600;

const SCALES: [(&str, &[(&str, i64)]); 3] = [
    ("ya_tidak", &[("Ya", 100), ("Tidak", 0)]),
    ("abc", &[("A", 100), ("B", 50), ("C", 0)]),
    ("abcd", &[("A", 100), ("B", 67), ("C", 33), ("D", 0)]),
];

/// A way a leaf can stand: what it is called, what moving there takes, its points and its value.
#[derive(Clone)]
struct State {
    told: String,
    effort: i64,
    points: i64,
    value: i64,
}

/// A leaf with all ways it may come to stand; the first is how it stands.
struct Leaf {
    code: String,
    group: usize,
    states: Vec<State>,
}

enum Asked {
    /// A group, or all of them, and what it must reach; `true` for at least, and for strictly.
    Points(Option<usize>, i64, bool, bool),
    /// The figure.
    Figure(i64),
    /// A fact that nothing moves.
    Fact(bool),
    All(Vec<Asked>),
    Any(Vec<Asked>),
}

struct Case {
    leaves: Vec<Leaf>,
    require: Vec<Asked>,
    files: Vec<(&'static str, String)>,
}

/// A small scorecard with answers, a predicate, and the same once more for the oracle.
fn case(dice: &mut Dice) -> Case {
    let (mut leaves, mut groups, mut answers) = (vec![], String::new(), String::new());
    let (mut total, mut weights) = (0, vec![]);
    let has_figure = dice.one_in(2);
    let default_one = dice.one_in(4);
    for group in 0..1 + dice.roll(3) as usize {
        let count = 1 + dice.roll(3) as i64;
        let is_even = count > 1 && dice.one_in(2);
        let even = 1 + dice.roll(9) as i64;
        let (mut lines, mut weight) = (String::new(), 0);
        for _ in 0..count {
            let code = format!("q{}", leaves.len());
            let (scale, marks) = SCALES[dice.roll(3) as usize];
            let own = 1 + dice.roll(9) as i64;
            // Questions of equal weight are the ones that decide between equals.
            let unit = if is_even { even * UNIT / count } else { own * UNIT };
            weight += if is_even { 0 } else { own };
            let effort = 1 + if dice.one_in(3) { dice.roll(4) as i64 } else { 0 };
            let (is_locked, is_one) = (dice.one_in(5), default_one != dice.one_in(5));
            let given = dice.roll(marks.len() as u64 + 1) as usize;
            let mut states = vec![match marks.get(given) {
                Some((_, share)) => {
                    writeln!(answers, "{code},{},", marks[given].0).unwrap();
                    State {
                        told: marks[given].0.into(),
                        effort: 0,
                        points: unit * share / 100,
                        value: 0,
                    }
                }
                None => State { told: String::new(), effort: 0, points: 0, value: 0 },
            }];
            let from = given.min(marks.len() - 1);
            let extra = i64::from(given == marks.len());
            for to in (0..from).rev().filter(|_| !is_locked) {
                let steps = (from - to) as i64;
                if steps > 1 && is_one {
                    continue;
                }
                let (label, share) = marks[to];
                let (effort, points) = ((steps + extra) * effort, unit * share / 100);
                states.push(State { told: label.into(), effort, points, value: 0 });
            }
            let own = if is_even { String::new() } else { format!("weight = {own}, ") };
            writeln!(
                lines,
                "  {{ question = \"{code}\", scale = \"{scale}\", {own}effort = {effort}, \
                 locked = {is_locked}, steps = \"{}\" }},",
                if is_one { "one" } else { "any" }
            )
            .unwrap();
            leaves.push(Leaf { code, group, states });
        }
        if is_even {
            weight = even;
        }
        if group == 0 && has_figure && !is_even {
            let (own, now) = (1 + dice.roll(9) as i64, 10 * dice.roll(10) as i64);
            let is_one = default_one;
            weight += own;
            let at = |value: i64, effort| State {
                told: value.to_string(),
                effort,
                points: own * UNIT * value / 100,
                value,
            };
            let levels = [40, 70, 100].into_iter().filter(|level| *level > now);
            let levels = levels.take(if is_one { 1 } else { 3 });
            let better = levels.zip(1..).map(|(level, step)| at(level, step * 2));
            let states = std::iter::once(at(now, 0)).chain(better).collect();
            leaves.push(Leaf { code: "persen".into(), group, states });
            writeln!(lines, "  {{ indicator = \"persen\", weight = {own}, levels = [40, 70, 100], effort = 2 }},").unwrap();
            writeln!(answers, "isian,,{now}").unwrap();
        }
        writeln!(
            groups,
            "[[scorecard.zi.group]]\nid = \"g{group}\"\nname = \"G{group}\"\nweight = {weight}\n\
             leaf = [\n{lines}]\n"
        )
        .unwrap();
        weights.push(weight);
        total += weight;
    }
    let has_figure = leaves.iter().any(|leaf| leaf.code == "persen");
    let mut require = vec![];
    for _ in 0..1 + dice.roll(3) {
        require.push(asked(dice, &weights, has_figure, 2));
    }
    let written: Vec<String> = require.iter().map(|one| written(one, &weights)).collect();
    let steps = if default_one { "one" } else { "any" };
    let definitions = format!(
        "{DATASET}\n[scorecard.zi]\nname = \"ZI\"\nweight = {total}\n\
         answers = {{ dataset = \"lke\", question = \"kode\", answer = \"jawaban\", where = \"jawaban IS NOT NULL\" }}\n\
         blank = {{ belum_ada = \"zero\" }}\nroute = {{ steps = \"{steps}\" }}\n{groups}\n\
         [predicate.wbk]\nname = \"WBK\"\nscorecard = \"zi\"\nrequire = [\n  {},\n]\n",
        written.join(",\n  ")
    );
    let files = vec![
        ("zona.toml", office(&[("k", "Kanwil", None)])),
        ("indicators/zi.toml", definitions),
        ("data/lke-2024.csv", format!("Kode,Jawaban,Jumlah\nlain,,1\n{answers}")),
    ];
    Case { leaves, require, files }
}

const DATASET: &str = r#"
[dataset.lke]
title = "LKE"
files = ["data/lke-*.csv"]
covers = { period = "file-name:lke-{tahun}", team = "all" }
date = "posisi"
[dataset.lke.column]
posisi = { type = "date", from = "covers" }
kode = { type = "code", header = ["Kode"] }
jawaban = { type = "text", header = ["Jawaban"] }
jumlah = { type = "number", header = ["Jumlah"], min = 0, max = 100 }
[scale.ya_tidak]
answers = { Ya = 1, Tidak = 0 }
[scale.abc]
answers = { A = 1, B = 0.5, C = 0 }
[scale.abcd]
answers = { A = 1, B = 0.67, C = 0.33, D = 0 }
[indicator.persen]
name = "Persen"
dataset = "lke"
window = "year"
where = "kode = 'isian'"
formula = "LAST(jumlah)"
better = "higher"
score = { from = "value" }
[indicator.fakta]
name = "Fakta"
dataset = "lke"
window = "year"
where = "kode = 'lain'"
formula = "LAST(jumlah)"
"#;

fn asked(dice: &mut Dice, weights: &[i64], has_figure: bool, depth: u32) -> Asked {
    match dice.roll(8) {
        0 if depth > 0 => {
            Asked::All((0..2).map(|_| asked(dice, weights, has_figure, depth - 1)).collect())
        }
        1 | 2 if depth > 0 => {
            let count = 2 + dice.roll(2);
            Asked::Any((0..count).map(|_| asked(dice, weights, has_figure, depth - 1)).collect())
        }
        3 if has_figure => Asked::Figure([30, 40, 55, 70][dice.roll(4) as usize]),
        4 if depth < 2 => Asked::Fact(dice.one_in(2)),
        _ => {
            let group = Some(dice.roll(weights.len() as u64 + 1) as usize)
                .filter(|group| *group < weights.len());
            let whole = group.map_or(weights.iter().sum(), |group| weights[group]);
            if depth < 2 && dice.one_in(8) {
                return Asked::Points(group, whole * 60 * UNIT / 100, false, false);
            }
            let share = 30 + 5 * dice.roll(14) as i64;
            Asked::Points(group, whole * share * UNIT / 100, true, dice.one_in(4))
        }
    }
}

fn written(asked: &Asked, weights: &[i64]) -> String {
    let inner =
        |all: &[Asked]| all.iter().map(|one| written(one, weights)).collect::<Vec<_>>().join(", ");
    match asked {
        Asked::Points(group, at, is_least, is_strict) => {
            let node = group.map_or("total".to_owned(), |group| format!("g{group}"));
            // In hundredths of a point; every second time as a share of the weight.
            let whole = group.map_or(weights.iter().sum(), |group| weights[group]);
            let hundredths = at * 100 / UNIT;
            let key = match (is_least, is_strict) {
                (true, true) => "above",
                (true, false) if at % 2 == 0 && hundredths % whole == 0 => {
                    return format!(
                        "{{ node = \"{node}\", least_share = {} }}",
                        hundredths / whole
                    );
                }
                (true, false) => "least",
                (false, _) => "most",
            };
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            format!("{{ node = \"{node}\", {key} = {text} }}")
        }
        Asked::Figure(at) => format!("{{ indicator = \"persen\", least = {at} }}"),
        Asked::Fact(holds) => {
            format!("{{ indicator = \"fakta\", least = {} }}", if *holds { 1 } else { 2 })
        }
        Asked::All(all) => format!("{{ all = [{}] }}", inner(all)),
        Asked::Any(all) => format!("{{ any = [{}] }}", inner(all)),
    }
}

fn holds(asked: &Asked, leaves: &[Leaf], at: &[usize]) -> bool {
    match asked {
        Asked::Points(group, wanted, is_least, is_strict) => {
            let own = leaves.iter().zip(at);
            let own = own.filter(|(leaf, _)| group.is_none_or(|group| leaf.group == group));
            let sum: i64 = own.map(|(leaf, at)| leaf.states[*at].points).sum();
            match (is_least, is_strict) {
                (true, true) => sum > *wanted,
                (true, false) => sum >= *wanted,
                (false, _) => sum <= *wanted,
            }
        }
        Asked::Figure(wanted) => {
            let found = leaves.iter().position(|leaf| leaf.code == "persen").unwrap();
            leaves[found].states[at[found]].value >= *wanted
        }
        Asked::Fact(holds) => *holds,
        Asked::All(all) => all.iter().all(|one| holds(one, leaves, at)),
        Asked::Any(all) => all.iter().any(|one| holds(one, leaves, at)),
    }
}

/// What decides between sets of moves, in this order.
type Rank = (i64, usize, Vec<String>, Vec<usize>);

/// Every set of moves that makes all hold, best first.
fn every(case: &Case) -> Vec<Rank> {
    let sizes: Vec<usize> = case.leaves.iter().map(|leaf| leaf.states.len()).collect();
    let mut at = vec![0; sizes.len()];
    let mut all = vec![];
    loop {
        if case.require.iter().all(|one| holds(one, &case.leaves, &at)) {
            all.push(rank(case, &at));
        }
        let Some(next) = (0..at.len()).find(|place| at[*place] + 1 < sizes[*place]) else { break };
        at[next] += 1;
        at[..next].fill(0);
    }
    all.sort();
    all
}

fn rank(case: &Case, at: &[usize]) -> Rank {
    let moved = case.leaves.iter().zip(at).filter(|(_, at)| **at > 0);
    let mut moved: Vec<(String, usize, i64)> =
        moved.map(|(leaf, at)| (leaf.code.clone(), *at, leaf.states[*at].effort)).collect();
    moved.sort();
    let effort = moved.iter().map(|one| one.2).sum();
    let (codes, picks) = moved.iter().map(|one| (one.0.clone(), one.1)).unzip();
    (effort, moved.len(), codes, picks)
}

/// The same of a set of moves that was found.
fn rank_of(case: &Case, plan: &Plan) -> Rank {
    let mut at = vec![0; case.leaves.len()];
    for one in &plan.moves {
        let leaf = case.leaves.iter().position(|leaf| leaf.code == one.code).unwrap();
        let told = match &one.to {
            Held::Answer(answer) => answer.clone(),
            Held::Figure(_, value) => exact(value),
            Held::Nothing => unreachable!("nothing moves to nothing"),
        };
        let states = &case.leaves[leaf].states;
        at[leaf] = states.iter().position(|state| state.told == told).unwrap();
        assert!(at[leaf] > 0 && states[at[leaf]].effort == i64::from(one.effort));
    }
    rank(case, &at)
}

fn predicate<'a>(run: &'a Run, id: &str) -> &'a Predicate {
    run.project.predicates.iter().find(|one| one.id == id).unwrap()
}

/// The way for a team, with this many alternatives.
fn sought(run: &Run, id: &str, team: &str, alternatives: usize, nodes: u64) -> Route {
    let judged = (&run.figures, &run.graded);
    let team = TeamId::new(team);
    let want = Want { alternatives, nodes };
    route(&run.project, judged, predicate(run, id), (&team, run.ask.period), want).unwrap()
}

#[test]
fn the_way_is_the_best_of_all_possible_ones() {
    let mut dice = Dice(0x5eed_0005);
    let (mut found, mut holding, mut unreachable) = (0, 0, 0);
    while found < 200 {
        let case = case(&mut dice);
        let files: Vec<(&str, &str)> =
            case.files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let said = || format!("{}\n{}", case.files[1].1, case.files[2].1);
        let run = run_clean(&texts(&files), ask("2024", None, 1));
        let route = sought(&run, "wbk", "k", 1, NODES);
        let all = every(&case);
        let Some(best) = all.first() else {
            let is_so = route.outcome == Outcome::Impossible || !route.obstacles.is_empty();
            assert!(is_so, "{:?}\n{}", route.outcome, said());
            assert!(route.plans.iter().all(|plan| plan.after.verdict != Verdict::Holds));
            unreachable += 1;
            continue;
        };
        assert!(route.obstacles.is_empty(), "{:?}\n{}", route.obstacles, said());
        if best.1 == 0 {
            assert_eq!(route.outcome, Outcome::Holds, "{}", said());
            holding += 1;
            continue;
        }
        let plan = route.plans.first().unwrap_or_else(|| panic!("{:?} {}", best, said()));
        assert_eq!(rank_of(&case, plan), *best, "{}", said());
        assert!(plan.proved && plan.after.verdict == Verdict::Holds, "{}", said());
        // The next one does not hold all moves of the first, nor those of their like.
        if let Some(next) = route.plans.get(1) {
            let own = rank_of(&case, next);
            assert!(all.contains(&own) && own > *best, "{}", said());
            assert!(next.proved && next.after.verdict == Verdict::Holds, "{}", said());
        }
        found += 1;
    }
    assert!(holding > 10 && unreachable > 10, "{holding} {unreachable}");
}

/// The whole sheet with other answers: those of every `nth` question (or of all) fall to C or Tidak.
fn sheet(nth: usize) -> Run {
    let files = MemoryFiles::new(project_of("resmi/zi"));
    let mut run = run_clean(&files, ask("2025", None, 1));
    let (team, period) = (TeamId::new("satker"), run.ask.period);
    let given = run.card("zi", "satker").root.nodes().into_iter().filter_map(|node| {
        let CardContent::Answer { answer, .. } = &node.content else { return None };
        let lowest = match answer.as_deref()? {
            "Ya" => "Tidak",
            "A" | "B" => "C",
            _ => return Some(None),
        };
        Some((node.id != "kinerja").then(|| (node.id.clone(), lowest)))
    });
    let fallen = given.enumerate().filter(|(at, _)| (at + 1) % nth == 0);
    let fallen: Vec<(String, &str)> = fallen.filter_map(|(_, one)| one).collect();
    let judged = (&run.figures, &run.graded);
    let wishes = fallen.iter().map(|(code, answer)| {
        let at = (&team, period);
        wish(&run.project, judged, predicate(&run, "wbk"), at, (code, answer)).unwrap()
    });
    let wishes: Vec<_> = wishes.collect();
    assume(&mut run.figures, period, &wishes);
    run.graded = grade(&run.project, &run.figures);
    run
}

#[test]
fn the_whole_sheet_has_a_way() {
    for (nth, id, obstacles) in [(1, "wbk", 0), (2, "wbk", 0), (3, "wbk", 0), (3, "wbbm", 4)] {
        let run = sheet(nth);
        let route = sought(&run, id, "satker", 1, NODES);
        assert_eq!(route.outcome, Outcome::Found, "{nth} {id}");
        assert_eq!(route.obstacles.len(), obstacles, "{nth} {id}");
        let best = &route.plans[0];
        assert!(best.proved && !best.moves.is_empty(), "{nth} {id}");
        let whole = best.after.verdict == Verdict::Holds;
        assert_eq!(whole, obstacles == 0, "{nth} {id}");
        assert!(route.plans[1].effort >= best.effort);
        let gain =
            best.moves.iter().map(|one| &one.gain).fold(Number::zero(), |sum, one| &sum + one);
        let total = |standing: &Standing| {
            let node = |clause: &&Judged| {
                clause.subject == Subject::Node { name: "Zona Integritas".into(), is_share: false }
            };
            standing.clauses.iter().find(node).unwrap().compared.clone().unwrap().0
        };
        assert_eq!(&total(&best.after) - &total(&route.before), gain, "{nth} {id}");
    }
}

/// Surveys, and what follows from figures, are nobody's to move: they are told first, with what is
/// short, and the way of the rest is found all the same.
#[test]
fn what_cannot_be_moved_is_told_and_the_rest_has_a_way() {
    let run = sheet(3);
    let route = sought(&run, "wbbm", "satker", 0, NODES);
    let text = |one: &Obstacle| {
        let margin = one.clause.margin.as_ref().map(exact).unwrap_or_default();
        let name = match &one.clause.subject {
            Subject::Node { name, .. } => name.clone(),
            Subject::Indicator(id) => id.to_string(),
            other => format!("{other:?}"),
        };
        format!("{name} {margin}").trim_end().to_owned()
    };
    let told: Vec<String> = route.obstacles.iter().map(text).collect();
    let told = told.join("\n");
    insta::assert_snapshot!(told, @"
    predikat_wbk -1
    Birokrasi yang Bersih dan Akuntabel -1.25
    Capaian Kinerja Lebih Baik daripada Capaian Kinerja Sebelumnya -1.25
    Any
    ");
    let kept: Vec<String> = route
        .kept
        .iter()
        .map(|one| format!("{} {} {:?}", one.code, exact(&one.left), one.why))
        .collect();
    insta::assert_snapshot!(kept.join("\n"), @"
    ipak 1.75 External
    kinerja 2.5 Ruled
    ipkp 3.5 External
    ");
    for (before, after) in route.before.clauses.iter().zip(&route.plans[0].after.clauses) {
        let is_obstacle = route.obstacles.iter().any(|one| one.clause == *before);
        assert_eq!(after.verdict == Verdict::Holds, !is_obstacle);
    }
}

/// With no nodes to look at, nothing is claimed.
#[test]
fn a_search_that_hits_its_limit_says_so() {
    let run = sheet(2);
    let route = sought(&run, "wbk", "satker", 0, 0);
    match route.plans.first() {
        Some(plan) => assert!(!plan.proved && plan.after.verdict == Verdict::Holds),
        None => assert_eq!(route.outcome, Outcome::GaveUp),
    }
}

/// A card of two questions and a survey, with one answer set.
fn small(set: Option<(&str, &str)>, survey: &str, extra: &str) -> Route {
    let definitions = format!(
        r#"{DATASET}
[indicator.survei]
name = "Survei"
dataset = "lke"
window = "year"
where = "kode = 'survei'"
formula = "LAST(jumlah)"
better = "higher"
class = "X"
score = {{ from = "linear", zero = 0, full = 4 }}
[scorecard.zi]
name = "ZI"
weight = 22.5
answers = {{ dataset = "lke", question = "kode", answer = "jawaban", where = "jawaban IS NOT NULL" }}
blank = {{ belum_ada = "zero" }}
[[scorecard.zi.group]]
id = "isi"
name = "Isi"
weight = 5
leaf = [
  {{ question = "a", alias = "P1", scale = "abc", owner = "k" }},
  {{ question = "b", scale = "abc" }},
]
[[scorecard.zi.group]]
id = "hasil"
name = "Hasil"
weight = 17.5
leaf = [{{ indicator = "survei", weight = 17.5 }}]
[predicate.wbk]
name = "WBK"
scorecard = "zi"
require = [{{ node = "hasil", least = 15.75 }}, {{ node = "isi", least = 2.5 }}{extra}]
"#
    );
    let zona = office(&[("k", "Kanwil", None)]);
    let data = format!("Kode,Jawaban,Jumlah\na,C,\nb,B,\nsurvei,,{survey}\n");
    let files = [
        ("zona.toml", zona.as_str()),
        ("indicators/zi.toml", definitions.as_str()),
        ("data/lke-2024.csv", data.as_str()),
    ];
    let run = run_clean(&texts(&files), ask("2024", None, 1));
    let team = TeamId::new("k");
    let at = (&team, run.ask.period);
    let mut figures = run.figures.clone();
    if let Some(set) = set {
        let judged = (&run.figures, &run.graded);
        let wished = wish(&run.project, judged, predicate(&run, "wbk"), at, set).unwrap();
        assume(&mut figures, run.ask.period, &[wished]);
    }
    let graded = grade(&run.project, &figures);
    let want = Want { alternatives: 0, nodes: NODES };
    route(&run.project, (&figures, &graded), predicate(&run, "wbk"), at, want).unwrap()
}

fn told(route: &Route) -> String {
    let moves = route.plans.iter().flat_map(|plan| &plan.moves);
    let moves = moves.map(|one| format!("{} {:?}→{:?}", one.code, one.from, one.to));
    let short = route.obstacles.len();
    format!("{:?}, {short} fixed: {}", route.outcome, moves.collect::<Vec<_>>().join("; "))
}

/// 3,60 is 15,75 points to the digit, and enough; a hundredth less is out of anybody's reach.
#[test]
fn a_survey_on_its_floor_is_enough_and_below_it_fixed() {
    insta::assert_snapshot!(told(&small(None, "3.60", "")), @r#"Found, 0 fixed: a Answer("C")→Answer("B")"#);
    insta::assert_snapshot!(told(&small(None, "3.59", "")), @r#"Found, 1 fixed: a Answer("C")→Answer("B")"#);
    // The index or the points: where either will do, the index below its floor stands in the way of
    // nothing that moves can reach.
    let either =
        ", { any = [{ indicator = \"survei\", least = 4 }, { node = \"isi\", least = 5 }] }";
    insta::assert_snapshot!(told(&small(None, "3.60", either)), @r#"Found, 0 fixed: a Answer("C")→Answer("A"); b Answer("B")→Answer("A")"#);
}

#[test]
fn what_is_assumed_stands_before_anything_is_sought() {
    insta::assert_snapshot!(told(&small(Some(("P1", "a")), "3.60", "")), @"Holds, 0 fixed: ");
    insta::assert_snapshot!(told(&small(Some(("survei", "3,6")), "3.00", "")), @r#"Found, 0 fixed: a Answer("C")→Answer("B")"#);
    insta::assert_snapshot!(told(&small(Some(("b", "C")), "3.60", "")), @r#"Found, 0 fixed: a Answer("C")→Answer("A")"#);
}

/// Conditions that pull both ways.
#[test]
fn that_there_is_no_way_is_proved() {
    let both = ", { node = \"isi\", most = 3 }, { node = \"isi\", least = 2.6 }";
    insta::assert_snapshot!(told(&small(None, "3.60", both)), @"Impossible, 0 fixed: ");
}
