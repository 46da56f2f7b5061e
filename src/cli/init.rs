//! `zona init`: a new project, empty or with the demo office.

use std::fs;
use std::path::Path;

use crate::messages::Messages;
use crate::spec::read::SETTINGS;

use super::args::InitArgs;
use super::session::{Failure, usage};

/// The settings of an empty project.
const EMPTY_SETTINGS: &str = include_str!("empty/zona.toml");
/// A first dataset and indicator to copy from.
const EMPTY_INDICATORS: &str = include_str!("empty/contoh.toml");
/// What the folder of data is for.
const EMPTY_DATA: &str = include_str!("empty/data.md");
/// The list of holidays.
const HOLIDAYS: &str = include_str!("../../indicators/kalender/hari-libur.csv");

/// The files of the demo office, embedded so that `zona init --demo` needs nothing else.
mod demo {
    include!(concat!(env!("OUT_DIR"), "/demo.rs"));
}

/// Runs the command.
///
/// # Errors
///
/// When the folder already holds a project, or the disk refuses.
pub fn run(args: &InitArgs, words: &Messages) -> Result<(), Failure> {
    let dir = &args.dir;
    if dir.join(SETTINGS).exists() {
        let shown = dir.display().to_string();
        return Err(usage(words, "init-not-empty", &[("dir", shown)]));
    }
    if args.demo {
        for (path, bytes) in demo::FILES {
            write(dir, path, bytes)?;
        }
    } else {
        write(dir, SETTINGS, EMPTY_SETTINGS.as_bytes())?;
        write(dir, "indicators/contoh.toml", EMPTY_INDICATORS.as_bytes())?;
        write(dir, "indicators/kalender/hari-libur.csv", HOLIDAYS.as_bytes())?;
        write(dir, "data/BACA-INI.md", EMPTY_DATA.as_bytes())?;
    }
    println!("{}", words.text("done-init", &[("path", dir.display().to_string())]));
    Ok(())
}

fn write(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let target = dir.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(target, bytes)?;
    Ok(())
}
