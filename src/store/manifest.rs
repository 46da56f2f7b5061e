//! The manifest of a report: what went in, what came out, with a fingerprint of every file.

use std::path::Path;
use std::{fs, io};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::Ledger;

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

/// What stands in a folder of outputs without having been written by a report: the name of one such
/// file, or of the place itself if it is no folder. Nothing of it may be replaced.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn foreign(folder: &Path) -> io::Result<Option<String>> {
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

fn files_below(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}
