//! Problems of a page that can't be answered.

use std::io;

use crate::problem::{Problem, reason};

/// A file that can't be read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Problem {
    Problem::error(
        "preview/unreadable",
        format!("无法读取“{path}”：{}", reason(error).zh),
        format!("cannot read \"{path}\": {}", reason(error).en),
    )
    .help(
        "看看它是不是刚改了名或删掉了，是不是被别的程序占用，再刷新页面",
        "see whether it was renamed or deleted, or another program holds it, and load the page again",
    )
    .in_file(path)
}

/// A page that made the program panic.
pub(super) fn panicked() -> Problem {
    Problem::error(
        "preview/panic",
        "生成这个页面时程序出错了，这是 dangjian 的缺陷",
        "the program failed while it made this page: that is a defect of dangjian",
    )
    .help(
        "这不是稿子的问题；把终端里的信息报告给维护者",
        "the article is not at fault; please report what the terminal says to the maintainers",
    )
}
