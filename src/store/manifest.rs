//! The manifest of a report: what went in, what came out, with a fingerprint of every file.

use std::fs;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::Ledger;

use super::refusal::DiskError;

/// What went into a report and what came out of it; version 1 of the schema.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// The name of the schema.
    pub schema: &'static str,
    /// Its version.
    pub version: u32,
    /// The version of this program.
    pub program: &'static str,
    /// The period reported on.
    pub period: String,
    /// The cut-off date.
    pub as_of: String,
    /// The language of the documents.
    pub language: String,
    /// The teams that the documents were narrowed to; empty for all.
    pub teams: Vec<String>,
    /// Definition files.
    pub definitions: Vec<Entry>,
    /// Data files.
    pub inputs: Vec<Entry>,
    /// The fate of the rows of every sheet.
    pub rows: Vec<Rows>,
    /// Findings by severity: errors, warnings, notes.
    pub findings: [usize; 3],
    /// Written files.
    pub outputs: Vec<Entry>,
}

/// A file and its fingerprint.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its path.
    pub path: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// The fate of the rows of a sheet.
#[derive(Debug, Serialize)]
pub struct Rows {
    /// The dataset.
    pub dataset: String,
    /// The file.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    /// Rows that hold anything.
    pub read: usize,
    /// Rows that figures are computed from.
    pub used: usize,
    /// Rows set aside.
    pub set_aside: usize,
    /// Of these, rows that somebody should mend.
    pub defects: usize,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len(), sha256: sha256(bytes) }
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a ledger.
pub fn rows(ledger: &Ledger) -> Vec<Rows> {
    let account = |file: &crate::domain::FileLedger| Rows {
        dataset: file.dataset.to_string(),
        file: file.file.clone(),
        sheet: file.sheet.clone(),
        read: file.read(),
        used: file.used(),
        set_aside: file.read() - file.used(),
        defects: file.defects(),
    };
    ledger.files.iter().map(account).collect()
}

impl Manifest {
    /// The manifest as JSON.
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("strings and counts always fit");
        bytes.push(b'\n');
        bytes
    }
}

impl Manifest {
    /// Whether a report with this other manifest would say the same of everything: same program,
    /// period, cut-off, language, teams, definitions and inputs.
    fn says_the_same(&self, other: &serde_json::Value) -> bool {
        let own = serde_json::to_value(self).unwrap_or_default();
        let keys = [
            "schema",
            "version",
            "program",
            "period",
            "as_of",
            "language",
            "teams",
            "definitions",
            "inputs",
        ];
        keys.iter().all(|key| own[key] == other[key])
    }
}

/// What becomes of the documents of the run before that this run does not make.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Kept with their bytes: made from the same inputs, and as they were written.
    pub kept: Vec<(String, Vec<u8>)>,
    /// Removed: they would be stale beside the new ones.
    pub removed: Vec<String>,
}

/// Looks at the documents that stand in a folder of outputs and that `manifest` does not list.
///
/// # Errors
///
/// When one of them cannot be read.
pub fn earlier(folder: &Path, manifest: &Manifest) -> Result<Earlier, DiskError> {
    let mut found = Earlier::default();
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let before: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let same = manifest.says_the_same(&before);
    for entry in before["outputs"].as_array().into_iter().flatten() {
        let Some(path) = entry["path"].as_str() else { continue };
        let file = folder.join(path);
        if manifest.outputs.iter().any(|own| own.path == path) || !file.is_file() {
            continue;
        }
        let bytes = fs::read(&file).map_err(DiskError::reading(&file))?;
        if same && entry["sha256"] == sha256(&bytes) {
            found.kept.push((path.to_owned(), bytes));
        } else {
            found.removed.push(path.to_owned());
        }
    }
    Ok(found)
}

/// What stands in a folder of outputs without having been written by a report: the name of one such
/// file, or of the place itself if it is no folder. Nothing of it may be replaced.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn foreign(folder: &Path) -> Result<Option<String>, DiskError> {
    if !folder.exists() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Ok(Some(folder.display().to_string()));
    }
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    let own = manifest["schema"] == "zona.manifest";
    let outputs = manifest["outputs"].as_array().cloned().unwrap_or_default();
    let paths: Vec<&str> = outputs.iter().filter_map(|entry| entry["path"].as_str()).collect();
    let mut found = vec![];
    files_below(folder, "", &mut found)?;
    let written = |path: &String| path == "manifest.json" || paths.contains(&path.as_str());
    Ok(found.into_iter().find(|path| !(own && written(path))))
}

fn files_below(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), DiskError> {
    let refused = || DiskError::reading(folder);
    for entry in fs::read_dir(folder).map_err(refused())? {
        let entry = entry.map_err(refused())?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(refused())?.is_dir() {
            files_below(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}
