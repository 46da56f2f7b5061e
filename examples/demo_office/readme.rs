//! The README of the data: prose from a template, tables from what was really written.

use crate::budget::{Line, PREFIXES, prefixes_fit};
use crate::complaints::Case;
use crate::office::TEAMS;
use crate::output::{Outcome, Output};

const TEMPLATE: &str = include_str!("README.template.md");

/// Writes `README.md` beside the data.
pub(crate) fn write(out: &mut Output, lines: &[Line], cases: &[Case]) -> Outcome<()> {
    if !prefixes_fit(lines) {
        return Err("the printed mapping of paths does not fit the budget".into());
    }
    let teams: String = TEAMS
        .iter()
        .map(|team| {
            let aliases: Vec<String> =
                team.aliases.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "| `{}` | {} | `{}` | {} |\n",
                team.id,
                team.name,
                team.sheet,
                aliases.join(", ")
            )
        })
        .collect();
    let prefixes: String =
        PREFIXES.iter().map(|(path, team)| format!("| `{path}` | `{team}` |\n")).collect();
    let by_hand: String = cases
        .iter()
        .filter_map(|case| {
            let sheet = TEAMS[case.team].sheet;
            case.note.map(|note| format!("| {} | `{sheet}` | {note} |\n", case.id))
        })
        .collect();
    let defects: String = out
        .defects
        .iter()
        .enumerate()
        .map(|(position, defect)| {
            format!(
                "| {} | `{}` | {} | {} | {} |\n",
                position + 1,
                defect.file,
                defect.place,
                defect.what,
                defect.expected
            )
        })
        .collect();
    let text = TEMPLATE
        .replace("{{teams}}\n", &teams)
        .replace("{{prefixes}}\n", &prefixes)
        .replace("{{by_hand}}\n", &by_hand)
        .replace("{{defects}}\n", &defects);
    out.write("README.md", text.as_bytes())
}
