//! Translates the definition of the command line into one language.

use clap::builder::Str;
use clap::{Arg, Command};

use crate::problem::Language;

/// Separates the Chinese text of a definition from the English one.
const BAR: char = '｜';

/// Puts the help, headings and value names of a command and its subcommands into `language`.
pub(super) fn translated(command: Command, language: Language) -> Command {
    let mut command = words(command, language);
    // The usage line is complete only after all parts are built.
    command.build();
    usage(&mut command, language);
    command
}

fn pick(text: &str, language: Language) -> String {
    let (zh, en) = text.split_once(BAR).unwrap_or((text, text));
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
    .trim()
    .to_owned()
}

fn words(command: Command, language: Language) -> Command {
    let (template, heading, name) = match language {
        Language::Chinese => ("{about}\n\n用法：{usage}\n\n{all-args}", "命令", "命令"),
        Language::English => ("{about}\n\nUsage: {usage}\n\n{all-args}", "Commands", "COMMAND"),
    };
    let about = command.get_about().map(|about| pick(&about.to_string(), language)).unwrap_or_default();
    command
        .about(about)
        .help_template(template)
        .subcommand_help_heading(heading)
        .subcommand_value_name(name)
        .mut_args(|argument| self::argument(argument, language))
        .mut_subcommands(|command| words(command, language))
}

fn argument(argument: Arg, language: Language) -> Arg {
    let help = argument.get_help().map(|help| pick(&help.to_string(), language)).unwrap_or_default();
    let names: Vec<Str> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| pick(name, language).into())
        .collect();
    let heading = match (argument.is_positional(), language) {
        (true, Language::Chinese) => "参数",
        (true, Language::English) => "Arguments",
        (false, Language::Chinese) => "选项",
        (false, Language::English) => "Options",
    };
    let takes_value = argument.get_action().takes_values() && !names.is_empty();
    let argument = argument.help(help).help_heading(heading);
    if takes_value { argument.value_names(names) } else { argument }
}

fn usage(command: &mut Command, language: Language) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = match language {
        Language::Chinese => usage.replace("[OPTIONS]", "[选项]"),
        Language::English => usage.to_owned(),
    };
    *command = std::mem::take(command).override_usage(usage);
    command.get_subcommands_mut().for_each(|command| self::usage(command, language));
}
