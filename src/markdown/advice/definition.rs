//! Reports definitions of links that nothing refers to: they are not shown.

use std::collections::HashSet;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag};

use super::super::prepare::PreparedBody;
use crate::problem::{Finding, Problem};

/// The labels that links and pictures of a page refer to.
#[derive(Debug, Default)]
pub(super) struct Used(HashSet<String>);

impl Used {
    /// Notes the label of a link or picture.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            self.0.insert(plain(id));
        }
    }

    /// Reports the definitions with other labels.
    pub(super) fn report(&self, page: &PreparedBody<'_>, all: &RefDefs<'_>, found: &mut Vec<Finding>) {
        for (label, definition) in all.iter() {
            // `[//]: # (words)` and `[comment]: <> (words)` are ways to write a comment.
            if self.0.contains(&plain(label)) || matches!(&*definition.dest, "" | "#") {
                continue;
            }
            let length = page.text.get(definition.span.clone()).map_or(0, |text| text.trim_end().len());
            let span = page.map.span(definition.span.start..definition.span.start + length);
            let label = page.clean(label);
            let problem = Problem::warning(
                "md/definition-unused",
                format!("这一行不会显示：“[{label}]: ”开头的是链接的定义，正文里没有用到"),
                format!("this line is not shown: it defines the link `[{label}]`, to which nothing refers"),
            )
            .help(
                format!("要显示这一行，在冒号前加反斜线：[{label}]\\: ；要做链接，写成 [文字](网址)"),
                format!(
                    "put a backslash before the colon to show it: [{label}]\\: ; a link is [words](address)"
                ),
            );
            found.push(Finding { problem, span });
        }
    }
}

/// Returns a label as the parser compares it: without regard to case and white space.
fn plain(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
