//! The blocks of the home page.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::Reader;
use crate::source::yaml::{Node, Part, Step};

/// Checks that `home` is a list of blocks, or such a list for each language. A block is one name
/// with its arguments: `- headline: {flag: headline}`.
pub(super) fn check_home(site: &Node, reader: &mut Reader<'_>) {
    let Some((key, home)) = site
        .entries()
        .iter()
        .find(|(key, _)| configuration_group().meant_by(key).is_some_and(|f| &*f.key == "home"))
    else {
        return;
    };
    let lists: Vec<(Vec<Step>, &Node)> = match home {
        Node::Mapping(entries) => entries
            .iter()
            .map(|(code, list)| (vec![Step::Key(key.clone()), Step::Key(code.clone())], list))
            .collect(),
        other => vec![(vec![Step::Key(key.clone())], other)],
    };
    let wrong = || {
        Problem::error("config/home", "首页要写成板块的列表", "the home page is a list of blocks").help(
            "每个板块一行，例如“- 头条: {属性: 头条}”；分语言的写在 zh:、en: 下面",
            "a block a line, such as `- headline: {flag: headline}`; by language below `zh:` and `en:`",
        )
    };
    for (trail, list) in lists {
        let Node::Sequence(blocks) = list else {
            if *list != Node::Null {
                reader.report(&trail, Part::Value, wrong());
            }
            continue;
        };
        for (at, block) in blocks.iter().enumerate() {
            let is_block = matches!(block.entries(), [(_, Node::Mapping(_) | Node::Null)]);
            if !is_block {
                let mut trail = trail.clone();
                trail.push(Step::Index(at));
                reader.report(&trail, Part::Value, wrong());
            }
        }
    }
}
