//! Lays the planner's answers over the definitions: more spellings of teams, other targets,
//! exemptions, remarks and actions. What follows knows no workbook.

use crate::diag::Diagnostics;
use crate::domain::Files;
use crate::spec::Project;

use super::answers::{Answers, answers};
use super::files::give;
use super::filled::all;

/// Reads the planner's workbooks and lays them over the project; mistakes go to `diags`.
pub fn overlay(project: &mut Project, files: &dyn Files, diags: &mut Diagnostics) {
    let filled = all(files, diags);
    let answers = answers(project, &filled, diags);
    project.files.extend(filled.iter().map(|one| one.path.to_string()));
    apply(project, files, answers, diags);
}

/// Gives files to datasets as the planner's workbooks say, and nothing else of them; what is wrong
/// with them is said where all of it is laid over the project.
pub fn files_alone(project: &mut Project, files: &dyn Files, diags: &mut Diagnostics) {
    let mut unsaid = Diagnostics::default();
    let filled = all(files, &mut unsaid);
    let given = answers(project, &filled, &mut unsaid).files;
    give(project, files, given, diags);
}

/// Lays answers over the project.
pub fn apply(project: &mut Project, files: &dyn Files, answers: Answers, diags: &mut Diagnostics) {
    give(project, files, answers.files, diags);
    if !answers.aliases.is_empty() || !answers.foreign.is_empty() {
        project.teams = project.teams.extended(&answers.aliases, &answers.foreign);
    }
    for (id, target) in answers.targets {
        if let Some(one) = project.indicators.iter_mut().find(|one| one.id == id) {
            one.for_each_version(|version| version.set_targets.push(target.clone()));
        }
    }
    for (id, exemption) in answers.exemptions {
        if let Some(one) = project.indicators.iter_mut().find(|one| one.id == id) {
            one.for_each_version(|version| version.exemptions.push(exemption.clone()));
        }
    }
    project.notes.meetings.extend(answers.notes.meetings);
    project.notes.decisions.extend(answers.notes.decisions);
    project.notes.remarks.extend(answers.notes.remarks);
    project.notes.actions.extend(answers.notes.actions);
}
