//! `dangjian` without a command: prints the commands to start with.

use super::arguments;
use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;

pub(super) fn run(terminal: &Terminal) -> Result<(), Failure> {
    let command = arguments::command(terminal.language);
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let rows: Vec<Vec<String>> = command
        .get_subcommands()
        .map(|command| {
            let usage = command.clone().render_usage().to_string();
            let usage = usage.trim_start_matches("Usage:").trim();
            let usage = usage.replace(terminal.pick(" [选项]", " [OPTIONS]"), "");
            vec![usage, command.get_about().map(ToString::to_string).unwrap_or_default()]
        })
        .collect();
    let version = command.get_version().unwrap_or_default();
    let begin = terminal.pick("常用的命令：", "Commands:");
    let more = terminal.pick(
        "每个命令加 --help 看全部选项。第一次用：dangjian init 我的站点",
        "Each command has --help. To begin: dangjian init my-site",
    );
    terminal.answer(&format!("dangjian {version} – {about}\n\n{begin}\n{}\n{more}\n", table(&rows, 2)))
}
