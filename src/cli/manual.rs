//! What `--help` says, all of it in the language of the catalogue.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::messages::Messages;

use super::args::Cli;

/// The command line, described in the language of the catalogue.
pub fn command(words: &Messages) -> Command {
    let about = words.word("cli-about");
    let command = Cli::command().about(about).disable_version_flag(true);
    let command = command.arg(
        Arg::new("version").long("version").short('V').action(ArgAction::Version).global(false),
    );
    let command =
        command.arg(Arg::new("help").long("help").short('h').action(ArgAction::Help).global(true));
    let command =
        command.disable_help_flag(true).mut_args(|arg| argument(arg, "", words).display_order(100));
    let command = command
        .subcommand_help_heading(words.word("help-commands"))
        .override_usage(format!("zona {}", words.word("help-usage")))
        .help_template(template(words));
    command.mut_subcommands(|command| subcommand(command, words))
}

fn template(words: &Messages) -> String {
    format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n", words.word("help-call"))
}

fn subcommand(command: Command, words: &Messages) -> Command {
    let name = command.get_name().to_owned();
    let key = format!("cli-{name}");
    let command = if words.has(&key) { command.about(words.word(&key)) } else { command };
    let command = command.mut_args(|arg| argument(arg, &name, words)).disable_help_flag(true);
    let mut usage = format!("zona {name} [{}]", words.word("help-options-short"));
    for arg in command.get_positionals() {
        let value = value_name(arg, words);
        let whole =
            if arg.is_required_set() { format!(" <{value}>") } else { format!(" [{value}]") };
        usage.push_str(&whole);
    }
    command.override_usage(usage).help_template(template(words))
}

/// An argument with its words: what it is for, what it takes, what it is without being given.
fn argument(arg: Arg, command: &str, words: &Messages) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let own = format!("arg-{command}-{id}");
    let key = if words.has(&own) { own } else { format!("arg-{id}") };
    let written = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let mut help = if words.has(&key) { words.word(&key) } else { written };
    let takes_values = arg.get_action().takes_values();
    let choices: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes_values && !choices.is_empty() {
        help.push_str(&format!(" [{}: {}]", words.word("help-choices"), choices.join(", ")));
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes_values && defaults.len() == 1 {
        help.push_str(&format!(" [{}: {}]", words.word("help-default"), defaults.join(",")));
    }
    let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
    let value = value_name(&arg, words);
    let arg = arg.help(help).long_help(None::<&str>).help_heading(words.word(heading));
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    if takes_values { arg.value_name(value) } else { arg }
}

fn value_name(arg: &Arg, words: &Messages) -> String {
    let key = format!("value-{}", arg.get_id().as_str().replace('_', "-"));
    if words.has(&key) { words.word(&key) } else { arg.get_id().as_str().to_uppercase() }
}
