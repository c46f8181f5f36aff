//! `dangjian init`: creates a new site.

use super::failure::Failure;
use super::terminal::Terminal;
use super::{arguments, clock};
use crate::author::{Starter, start};

pub(super) fn run(given: &arguments::InitArguments, terminal: &Terminal) -> Result<(), Failure> {
    let beginning = if given.empty { Starter::Bare } else { Starter::Example };
    let today = clock::day(clock::now(None)?);
    let files = start(&given.folder, beginning, &today)?;
    let site = terminal.shown(&given.folder);
    terminal.answer(&terminal.say(
        || {
            format!(
                "已在 {site} 建好站点（{files} 个文件）。接下来：\n\
                 \x20 预览      dangjian serve {site}\n\
                 \x20 写文章    dangjian new 新闻 \"标题\" --site {site}\n\
                 \x20 生成网站  dangjian build {site}\n"
            )
        },
        || {
            format!(
                "Made a site in {site} ({files} files). Next:\n\
                 \x20 preview  dangjian serve {site}\n\
                 \x20 write    dangjian new news \"Title\" --site {site}\n\
                 \x20 build    dangjian build {site}\n"
            )
        },
    ))
}
