//! Parses, runs, gives the exit code.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

use crate::messages::{Lang, Messages};

use super::args::{Cli, Command};
use super::session::Failure;
use super::{check, compute, explain, init, report, session, template};

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
    let matches = match described(&words).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { DONE };
            // Nothing is left to do if even the terminal refuses.
            let _ = error.print();
            return code;
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return USAGE;
        }
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
        Command::Template(own) => template::run(&cli.global, own, &words),
        Command::Init(own) => init::run(own, &words),
    };
    match outcome {
        Ok(()) => DONE,
        Err(Failure::Findings) => FINDINGS,
        Err(Failure::Usage(text)) => {
            eprintln!("{text}");
            USAGE
        }
    }
}

/// The language asked for, known before the arguments are parsed so that `--help` speaks it.
fn language(args: &[OsString]) -> Lang {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let joined = texts.contains(&"--lang=en");
    let apart = texts.windows(2).any(|pair| pair == ["--lang", "en"]);
    if joined || apart { Lang::En } else { Lang::Id }
}

/// The command line with its descriptions in the language of the catalogue.
fn described(words: &Messages) -> clap::Command {
    let describe = |command: clap::Command| {
        let key = format!("cli-{}", command.get_name());
        let command = if words.has(&key) { command.about(words.word(&key)) } else { command };
        command.mut_args(|arg| {
            let key = format!("arg-{}", arg.get_id().as_str().replace('_', "-"));
            if words.has(&key) { arg.help(words.word(&key)) } else { arg }
        })
    };
    let command = describe(Cli::command()).about(words.word("cli-about"));
    command.mut_subcommands(describe)
}
