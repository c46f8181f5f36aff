//! `dangjian completions`: prints a completion script for a shell.

use super::arguments;
use super::failure::Failure;
use super::terminal::Terminal;

pub(super) fn run(given: &arguments::CompletionsArguments, terminal: &Terminal) -> Result<(), Failure> {
    let mut command = arguments::command(terminal.language);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(given.shell, &mut command, name, &mut script);
    terminal.answer(&String::from_utf8_lossy(&script))
}
