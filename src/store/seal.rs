//! Seals on disk: `sealed/2023-Q4.json` keeps what was published of an approved period, with the
//! fingerprints of what it was made from.

use serde::Serialize;
use serde_json::Value as Json;

use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::domain::seal::{Commitment, Published, Seal, Seals, plain};
use crate::domain::{Files, IndicatorId, Number, Period, ScorecardId, TeamId};

use super::manifest::{Entry, sha256};

/// The folder of seals.
pub const SEALED: &str = "sealed/";

/// The path of a period's seal.
pub fn path_of(period: Period) -> String {
    format!("{SEALED}{period}.json")
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: u32,
    program: &'static str,
    period: String,
    as_of: String,
    definitions: &'a [Entry],
    inputs: &'a [Entry],
    /// The SHA-256 of what follows, so that a change is noticed.
    sha256: String,
    commitments: Vec<Json>,
    figures: Vec<Json>,
    cards: Vec<Json>,
}

/// A seal as JSON: version 1 of the schema.
pub fn json(seal: &Seal, definitions: &[Entry], inputs: &[Entry]) -> Vec<u8> {
    let figures = seal.figures.iter().map(|((indicator, team), one)| {
        serde_json::json!({
            "indicator": indicator.as_str(),
            "team": team.as_str(),
            "kind": one.kind,
            "value": number(&one.value),
            "reason": filled(&one.reason),
            "target": number(&one.target),
            "achievement": number(&one.achievement),
            "score": number(&one.score),
            "rating": filled(&one.rating),
        })
    });
    let cards = seal.cards.iter().map(|((card, team), one)| {
        serde_json::json!({
            "scorecard": card.as_str(),
            "team": team.as_str(),
            "kind": one.kind,
            "score": number(&one.value),
            "reason": filled(&one.reason),
            "rating": filled(&one.rating),
        })
    });
    let commitments = seal.commitments.iter().map(|(what, value)| {
        let value = plain(&Some(value.clone()));
        match what {
            Commitment::Target(indicator, team, period) => serde_json::json!({
                "indicator": indicator.as_str(),
                "team": team.as_str(),
                "period": period.to_string(),
                "target": value,
            }),
            Commitment::Weight(scorecard, leaf) => serde_json::json!({
                "scorecard": scorecard.as_str(),
                "leaf": leaf,
                "weight": value,
            }),
        }
    });
    let document = Document {
        schema: "zona.seal",
        version: 1,
        program: env!("CARGO_PKG_VERSION"),
        period: seal.period.to_string(),
        as_of: seal.as_of.to_string(),
        definitions,
        inputs,
        sha256: fingerprint(seal),
        commitments: commitments.collect(),
        figures: figures.collect(),
        cards: cards.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("strings and counts always fit");
    bytes.push(b'\n');
    bytes
}

fn number(value: &Option<Number>) -> Option<String> {
    value.as_ref().map(|_| plain(value))
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The SHA-256 of everything that a seal promises, line by line.
fn fingerprint(seal: &Seal) -> String {
    let mut text = format!("{}\t{}\n", seal.period, seal.as_of);
    for (what, value) in &seal.commitments {
        let value = plain(&Some(value.clone()));
        let line = match what {
            Commitment::Target(indicator, team, period) => {
                format!("{indicator}\t{team}\t{period}\t{value}\n")
            }
            Commitment::Weight(scorecard, leaf) => format!("{scorecard}\t{leaf}\t{value}\n"),
        };
        text.push_str(&line);
    }
    for ((indicator, team), one) in &seal.figures {
        text.push_str(&one.line(indicator.as_str(), team));
    }
    for ((card, team), one) in &seal.cards {
        text.push_str(&one.line(card.as_str(), team));
    }
    sha256(text.as_bytes())
}

/// Reads every seal of a project; one that cannot be read or was changed by hand is an error.
pub fn seals(files: &dyn Files, diags: &mut Diagnostics) -> Seals {
    let mut seals = Seals::default();
    let is_seal = |path: &&String| path.starts_with(SEALED) && path.ends_with(".json");
    for path in files.paths().iter().filter(is_seal) {
        let bytes = files.read(path).unwrap_or_default();
        match seal(path, &bytes) {
            Ok(seal) => seals.insert(seal),
            Err(code) => {
                let problem = Diagnostic::error(code, Origin::file_of(path));
                diags.push(problem.arg("file", path));
            }
        }
    }
    seals
}

/// The seal in a file, or the code of what is wrong with it.
fn seal(path: &str, bytes: &[u8]) -> Result<Seal, &'static str> {
    let document: Json = serde_json::from_slice(bytes).map_err(|_| "seal-unreadable")?;
    let known = document["schema"] == "zona.seal" && document["version"] == 1;
    let period = document["period"].as_str().and_then(Period::parse);
    let as_of = document["as_of"].as_str().and_then(|day| day.parse().ok());
    let (Some(period), Some(as_of), true) = (period, as_of, known) else {
        return Err("seal-unreadable");
    };
    let list = |key: &str| document[key].as_array().cloned().unwrap_or_default();
    let figures = list("figures").iter().map(figure).collect();
    let commitments = list("commitments").iter().filter_map(commitment).collect();
    let cards = list("cards").iter().map(card).collect();
    let seal = Seal { file: path.to_owned(), period, as_of, figures, cards, commitments };
    if document["sha256"] != fingerprint(&seal) || path != path_of(period) {
        return Err("seal-changed");
    }
    Ok(seal)
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn exact(value: &Json) -> Option<Number> {
    Number::parse(value.as_str()?)
}

fn figure(one: &Json) -> ((IndicatorId, TeamId), Published) {
    let published = Published {
        kind: text(&one["kind"]),
        value: exact(&one["value"]),
        reason: text(&one["reason"]),
        target: exact(&one["target"]),
        achievement: exact(&one["achievement"]),
        score: exact(&one["score"]),
        rating: text(&one["rating"]),
    };
    ((IndicatorId::new(text(&one["indicator"])), TeamId::new(text(&one["team"]))), published)
}

fn card(one: &Json) -> ((ScorecardId, TeamId), Published) {
    let published = Published {
        kind: text(&one["kind"]),
        value: exact(&one["score"]),
        reason: text(&one["reason"]),
        rating: text(&one["rating"]),
        ..Published::default()
    };
    ((ScorecardId::new(text(&one["scorecard"])), TeamId::new(text(&one["team"]))), published)
}

fn commitment(one: &Json) -> Option<(Commitment, Number)> {
    if let Some(scorecard) = one["scorecard"].as_str() {
        let what = Commitment::Weight(ScorecardId::new(scorecard), text(&one["leaf"]));
        return Some((what, exact(&one["weight"])?));
    }
    let period = Period::parse(one["period"].as_str()?)?;
    let indicator = IndicatorId::new(text(&one["indicator"]));
    let what = Commitment::Target(indicator, TeamId::new(text(&one["team"])), period);
    Some((what, exact(&one["target"])?))
}
