//! Says that a link leads to a page that is not published.

use crate::problem::Problem;
use crate::site::State;

/// A link to a page that is not published: only its words stay.
pub(super) fn hidden(path: &str, title: &str, state: State) -> Problem {
    Problem::warning(
        "link/hidden",
        format!("“{title}”现在不发布（{}），这个链接只留下文字", state.chinese()),
        format!("`{path}` is not published now ({}); only the words stay", state.name()),
    )
    .help(
        "等它发布，链接自动恢复；不再需要的，去掉链接",
        "the link comes back when it is published; remove it if it is no longer needed",
    )
}
