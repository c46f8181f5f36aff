//! Defines the command line: each command and option once, with its help in Chinese and in English
//! (`中文｜English`), of which [`translate`](super::translate) picks one.

mod author;
mod common;
mod export;
mod list;
mod site;

use std::ffi::OsString;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use self::author::{
    ImportArguments, InitArguments, MoveArguments, NewArguments, PhotoArguments, TidyArguments,
};
pub(super) use self::export::{
    ExportArguments, ExportBookArguments, ExportDocxArguments, ExportKind, ExportSheetArguments,
    ExportWechatArguments,
};
pub(super) use self::list::{
    CompletionsArguments, ExplainArguments, ListArguments, NextArguments, SchemaArguments, TypesArguments,
};
pub(super) use self::site::{BuildArguments, CheckArguments, FixArguments, ServeArguments};
use super::translate;
use crate::problem::Language;

/// 把 Markdown 文章做成“党建在线”网站｜Turns Markdown articles into a “Party Building Online”
/// portal
#[derive(Debug, Parser)]
#[command(
    name = "dangjian",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 消息用中文（zh）还是英文（en）；不写就看系统的语言设置｜Messages in Chinese (zh) or English
    /// (en); by locale when left out
    #[arg(id = "messages", long = "lang", alias = "language", global = true, value_name = "zh|en", value_parser = ["zh", "en"], hide_possible_values = true)]
    language: Option<String>,
    /// 显示帮助｜Print help
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// 显示版本号｜Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(InitArguments),
    New(NewArguments),
    Serve(ServeArguments),
    Build(BuildArguments),
    Check(CheckArguments),
    Fix(FixArguments),
    Import(ImportArguments),
    Tidy(TidyArguments),
    Move(MoveArguments),
    Photo(PhotoArguments),
    Export(ExportArguments),
    List(ListArguments),
    Next(NextArguments),
    Types(TypesArguments),
    Schema(SchemaArguments),
    Explain(ExplainArguments),
    Completions(CompletionsArguments),
}

/// Returns the command-line definition with all its texts in `language`.
pub(super) fn command(language: Language) -> clap::Command {
    translate::translated(Arguments::command(), language)
}

/// Parses the arguments; `None` where no command is given.
pub(super) fn parse(arguments: &[OsString], language: Language) -> Result<Option<Command>, clap::Error> {
    let matches = command(language).try_get_matches_from(arguments)?;
    Ok(Arguments::from_arg_matches(&matches)?.command)
}

/// Returns the language that the arguments request, else the locale's. It is needed before they are
/// parsed, since errors in them are reported in this language.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let given = arguments.iter().enumerate().find_map(|(at, argument)| {
        let argument = argument.to_str()?;
        if matches!(argument, "--lang" | "--language") {
            arguments.get(at + 1)?.to_str()
        } else {
            argument.strip_prefix("--lang=").or_else(|| argument.strip_prefix("--language="))
        }
    });
    match given {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => {
            let locales =
                ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
            Language::from_locales(locales.iter().map(String::as_str))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn nothing_is_left_in_the_other_language() {
        fn check(command: &clap::Command, is_right: &impl Fn(&str) -> bool) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(is_right(&about), "{}: {about}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                let names: Vec<&str> =
                    argument.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
                assert!(!help.is_empty() && !help.contains('｜'), "{}: {help}", argument.get_id());
                assert!(names.iter().all(|name| !name.contains('｜')), "{names:?}");
                assert!(is_right(&help) || argument.get_id() == "shell", "{}: {help}", argument.get_id());
            }
            command.get_subcommands().for_each(|command| check(command, is_right));
        }
        let has_chinese = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        check(&command(Language::Chinese), &has_chinese);
        check(&command(Language::English), &|text| !has_chinese(text));
    }
}
