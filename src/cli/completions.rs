//! `dangjian completions`: prints a completion script for a shell.

use super::{Failure, Terminal, arguments};

pub(super) fn run(given: &arguments::Completions, terminal: &Terminal) -> Result<(), Failure> {
    let mut command = arguments::command(terminal.language);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(given.shell, &mut command, name, &mut script);
    terminal.answer(&String::from_utf8_lossy(&script))
}
