//! `zona init`: a new project, empty or with the demo office.

use crate::messages::Messages;
use crate::spec::read::SETTINGS;
use crate::store::write_whole;

use super::args::InitArgs;
use super::session::{Failure, put_out, usage};

/// The settings of an empty project.
const EMPTY_SETTINGS: &str = include_str!("empty/zona.toml");
/// A first dataset and indicator to copy from.
const EMPTY_INDICATORS: &str = include_str!("empty/contoh.toml");
/// A second dataset, from a hierarchy of budget codes.
const EMPTY_BUDGET: &str = include_str!("empty/keuangan.toml");
/// A short guide.
const EMPTY_GUIDE: &str = include_str!("empty/PANDUAN.md");
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
    let files: Vec<(&str, &[u8])> = if args.demo { demo::FILES.to_vec() } else { empty() };
    if let Some((path, _)) = files.iter().find(|(path, _)| dir.join(path).exists()) {
        let args = [("dir", dir.display().to_string()), ("file", (*path).to_owned())];
        return Err(usage(words, "init-not-empty", &args));
    }
    for (path, bytes) in files {
        write_whole(&dir.join(path), bytes)?;
    }
    let path = dir.display().to_string();
    let next = if args.demo { "done-init-demo-next" } else { "done-init-next" };
    let done = words.text("done-init", &[("path", path.clone())]);
    put_out(format!("{done}\n{}\n", words.text(next, &[("path", path)])).as_bytes())
}

/// The files of an empty project.
fn empty() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("data/BACA-INI.md", EMPTY_DATA.as_bytes()),
        ("PANDUAN.md", EMPTY_GUIDE.as_bytes()),
        ("indicators/keuangan.toml", EMPTY_BUDGET.as_bytes()),
        ("indicators/contoh.toml", EMPTY_INDICATORS.as_bytes()),
        ("indicators/kalender/hari-libur.csv", HOLIDAYS.as_bytes()),
        (SETTINGS, EMPTY_SETTINGS.as_bytes()),
    ]
}
