//! Parses, runs, gives the exit code.

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::messages::{Lang, Messages};

use super::args::{Cli, Command};
use super::complaint::complaint;
use super::{
    backtest, check, compute, explain, init, inspect, manual, report, seal, session, template,
};

/// Done.
pub const DONE: u8 = 0;
/// Findings of severity error; nothing was written.
pub const FINDINGS: u8 = 1;
/// Usage, or the disk.
pub const USAGE: u8 = 2;

/// Runs the program on these arguments, its own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let words = Messages::new(language(&args));
    let parsed = manual::command(&words).try_get_matches_from(args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return refused(&error, &words),
    };
    let words = match cli.global.lang {
        Some(_) => words,
        None => Messages::new(session::office_language(&cli.global)),
    };
    let outcome = match &cli.command {
        Command::Report(own) => report::run(&cli.global, own, &words),
        Command::Compute(own) => compute::run(&cli.global, own, &words),
        Command::Check(own) => check::run(&cli.global, own, &words),
        Command::Explain(own) => explain::run(&cli.global, own, &words),
        Command::Seal(own) => seal::run(&cli.global, own, &words),
        Command::Template(own) => template::run(&cli.global, own, &words),
        Command::Init(own) => init::run(own, &words),
        Command::Inspect(own) => inspect::run(&cli.global, own, &words),
        Command::Backtest(own) => backtest::run(&cli.global, own, &words),
    };
    let Err(failure) = outcome else { return DONE };
    match failure.text(&words) {
        None => FINDINGS,
        Some(text) => {
            eprintln!("{text}");
            USAGE
        }
    }
}

/// Help and the version are asked for; everything else is a complaint.
fn refused(error: &clap::Error, words: &Messages) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Nothing is left to do if even the terminal refuses.
            let _ = error.print();
        }
        _ => eprintln!("{}", complaint(error, words)),
    }
    if error.use_stderr() { USAGE } else { DONE }
}

/// The language asked for, known before the arguments are parsed so that `--help` speaks it.
fn language(args: &[OsString]) -> Lang {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let joined = texts.contains(&"--lang=en");
    let apart = texts.windows(2).any(|pair| pair == ["--lang", "en"]);
    if joined || apart { Lang::En } else { Lang::Id }
}
