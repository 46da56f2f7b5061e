//! `zona init`: a new project, empty or with the demo office.

use crate::messages::Messages;
use crate::spec::read::SETTINGS;
use crate::store::write_whole;

use super::args::InitArgs;
use super::session::{Failure, put_out, usage};

/// The settings of an empty project.
const EMPTY_SETTINGS: &str = include_str!("empty/zona.toml");
/// A short guide.
const EMPTY_GUIDE: &str = include_str!("empty/PANDUAN.md");
/// What the folder of data is for.
const EMPTY_DATA: &str = include_str!("empty/data.md");
/// What of the definitions is about the files of the demo office and nobody else's.
const DEMO_ONLY: &str = "indicators/peraga.toml";
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

/// The files of an empty project: the definitions as they are shipped, and no data.
fn empty() -> Vec<(&'static str, &'static [u8])> {
    let is_shipped = |path: &str| path.starts_with("indicators/") && path != DEMO_ONLY;
    let shipped = demo::FILES.iter().filter(|(path, _)| is_shipped(path));
    let own: [(&str, &[u8]); 3] = [
        ("data/BACA-INI.md", EMPTY_DATA.as_bytes()),
        ("PANDUAN.md", EMPTY_GUIDE.as_bytes()),
        (SETTINGS, EMPTY_SETTINGS.as_bytes()),
    ];
    own.into_iter().chain(shipped.copied()).collect()
}
