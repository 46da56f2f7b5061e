//! What is wrong with the arguments, in the language of the catalogue, with the remedy.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::messages::Messages;

use super::session::{Failure, usage};

/// The words for what the parser of arguments refused.
pub fn complaint(error: &clap::Error, words: &Messages) -> String {
    let of = |kind| context(error, kind);
    let first_name = |text: &str| text.split_whitespace().next().unwrap_or_default().to_owned();
    let arg = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let choices = of(ContextKind::ValidValue);
    let (key, args) = match error.kind() {
        ErrorKind::UnknownArgument => ("unknown-argument", vec![("found", arg)]),
        ErrorKind::InvalidSubcommand => {
            ("unknown-command", vec![("found", of(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            ("argument-without-value", vec![("argument", first_name(&arg)), ("full", arg)])
        }
        ErrorKind::InvalidValue => (
            "argument-value",
            vec![("found", value), ("argument", first_name(&arg)), ("choices", choices)],
        ),
        ErrorKind::ValueValidation => {
            ("argument-date", vec![("found", value), ("argument", first_name(&arg))])
        }
        ErrorKind::MissingRequiredArgument => ("argument-missing", vec![("argument", arg)]),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            ("argument-conflict", vec![("argument", arg), ("other", other)])
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            ("argument-too-many", vec![("found", value), ("argument", first_name(&arg))])
        }
        _ => ("argument-unreadable", vec![("argument", arg)]),
    };
    let Failure::Usage(mut text) = usage(words, key, &args) else { return String::new() };
    if let Some(near) = suggestion(error) {
        let hint = words.text("diag-near", &[("near", near)]);
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        text = format!("{first}\n  = {}: {hint}\n{rest}", words.word("diag-help"));
    }
    text.trim_end().to_owned()
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().map(|kind| context(error, kind)).find(|text| !text.is_empty())
}

/// What the parser says of its refusal, several things with commas between.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
