//! Reports errors in the arguments, in the reader's language.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::Failure;
use super::terminal::Terminal;
use crate::problem::Problem;

/// Handles an error of clap: help and version are answers, everything else is a mistake.
pub(super) fn answer(error: &Error, terminal: &Terminal) -> Result<(), Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.answer(&with_chinese_colons(&error.render().to_string()))
        }
        _ => Err(Failure::usage(problem(error))),
    }
}

/// Replaces the ASCII colon that clap puts after each heading, where the heading is Chinese.
fn with_chinese_colons(help: &str) -> String {
    let line = |line: &str| match line.strip_suffix(":\n") {
        Some(heading) if !line.starts_with(' ') && heading.ends_with(|c: char| !c.is_ascii()) => {
            format!("{heading}：\n")
        }
        _ => line.to_owned(),
    };
    help.split_inclusive('\n').map(line).collect()
}

fn problem(error: &Error) -> Problem {
    // The value parsers of this program return a problem in both languages.
    if let Some(own) = error.source().and_then(|source| source.downcast_ref::<Problem>()) {
        return own.clone();
    }
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let problem = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => Problem::error(
            "cli/unknown-option",
            format!("没有“{argument}”这个选项"),
            format!("there is no option `{argument}`"),
        ),
        ErrorKind::UnknownArgument => Problem::error(
            "cli/too-much",
            format!("命令里多了“{argument}”"),
            format!("`{argument}` is too much"),
        ),
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand);
            Problem::error(
                "cli/unknown-command",
                format!("没有“{command}”这个命令"),
                format!("there is no command `{command}`"),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            Problem::error("cli/missing", format!("命令里少了 {argument}"), format!("{argument} is missing"))
        }
        ErrorKind::InvalidValue if value.is_empty() => Problem::error(
            "cli/missing-value",
            format!("“{argument}”后面少了内容"),
            format!("`{argument}` needs a value"),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => Problem::error(
            "cli/wrong-value",
            format!("“{argument}”不能是“{value}”"),
            format!("`{argument}` cannot be `{value}`"),
        ),
        ErrorKind::ArgumentConflict => Problem::error(
            "cli/repeated",
            format!("“{argument}”写了不止一次，或者和别的选项冲突"),
            format!("`{argument}` is given more than once, or does not go with another option"),
        ),
        ErrorKind::InvalidUtf8 => Problem::error(
            "cli/encoding",
            "命令里有认不出的文字（不是 UTF-8 编码）",
            "an argument is not UTF-8",
        ),
        _ => Problem::error(
            "cli/usage",
            "看不懂这条命令",
            format!("this command is not understood: {}", error.kind()),
        ),
    };
    help(error, problem)
}

/// Adds a suggestion, or the allowed values, or the usage.
fn help(error: &Error, problem: Problem) -> Problem {
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(meant) =
        suggested.into_iter().map(|kind| context(error, kind)).find(|meant| !meant.is_empty())
    {
        return problem.help(format!("是不是“{meant}”？"), format!("did you mean `{meant}`?"));
    }
    let values = list(error, ContextKind::ValidValue);
    if !values.is_empty() {
        return problem
            .help(format!("可以是：{}", values.join("、")), format!("one of: {}", values.join(", ")));
    }
    let usage = context(error, ContextKind::Usage);
    let usage = usage.split_once([':', '：']).map_or(usage.as_str(), |(_, usage)| usage).trim();
    if usage.is_empty() {
        return problem.help("用 dangjian --help 查看用法", "see `dangjian --help`");
    }
    problem.help(format!("用法：{usage}；加 --help 看说明"), format!("usage: {usage}; --help says more"))
}

fn list(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// Returns the error's context of one kind: all arguments joined, else the likeliest suggestion.
fn context(error: &Error, kind: ContextKind) -> String {
    let all = list(error, kind);
    match kind {
        ContextKind::InvalidArg => all.join(" "),
        // Clap puts the likeliest last.
        _ => all.into_iter().next_back().unwrap_or_default(),
    }
}
