//! `dangjian move`: moves an article or a section.

use super::failure::Failure;
use super::fix::difference;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::{MoveOrder, MoveReport, relocate};
use crate::problem::terminal::printable;

/// At most this many addresses are listed.
const MOST: usize = 20;

pub(super) fn run(given: &arguments::MoveArguments, terminal: &Terminal) -> Result<(), Failure> {
    let settings = site::settings(&given.site, clock::now(None)?);
    let order = MoveOrder {
        from: within(given, &given.from),
        to: within(given, &given.to),
        keeps_addresses: given.keep_address,
        is_dry: given.dry_run,
    };
    terminal.shows(&given.site, false);
    let report = relocate(&settings, &order).map_err(Failure::Problems)?;
    if report.finished {
        terminal.answer(terminal.pick(
            "上一次没有挪完的，先挪完了\n",
            "first, the last move was finished, which had been cut off\n",
        ))?;
    }
    if given.dry_run {
        for text in &report.changed {
            terminal.answer(&difference(&text.file, &text.before, &text.after))?;
        }
    }
    terminal.problems(&report.left);
    terminal.answer(&told(&report, given.dry_run, terminal))
}

/// A path on this machine that lies in the site, as it is called there.
fn within(given: &arguments::MoveArguments, written: &str) -> String {
    let path = std::path::Path::new(written);
    let relative = || {
        let root = given.site.canonicalize().ok()?;
        let inner = path.canonicalize().ok()?.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
        inner.starts_with("content/").then_some(inner)
    };
    relative().unwrap_or_else(|| written.to_owned())
}

fn told(report: &MoveReport, is_dry: bool, terminal: &Terminal) -> String {
    let MoveReport { renamed, changed, links, forwarded, .. } = report;
    let mut text = String::new();
    let mut listed = |pairs: &[(String, String)]| {
        for (old, new) in pairs.iter().take(MOST) {
            text += &printable(&format!("  {old} → {new}")).replace('\n', "␊");
            text.push('\n');
        }
        if let Some(more) = pairs.len().checked_sub(MOST).filter(|more| *more > 0) {
            text += &terminal.say(|| format!("  …… 还有 {more} 个\n"), || format!("  … and {more} more\n"));
        }
    };
    listed(renamed);
    listed(forwarded);
    text += &match is_dry {
        true => terminal.say(
            || format!("会改 {} 个文件，其中链接 {links} 处；去掉 --dry-run 就真的挪\n", changed.len()),
            || {
                format!(
                    "files that would change: {}; links: {links}. Without --dry-run it is done\n",
                    changed.len()
                )
            },
        ),
        false => terminal.say(
            || format!("挪好了：改了 {links} 处链接，{} 个旧网址转到新网址\n", forwarded.len()),
            || format!("moved; links changed: {links}, former addresses that lead on: {}\n", forwarded.len()),
        ),
    };
    text
}
