//! Returns scalars as they are written: `1.10` stays `1.10` where a text is expected.

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;

use super::line::{Line, is_block_header};
use super::raw::{RawValue, raw_of};
use super::tree::tree;
use super::{Part, Step, locate};

/// After this many lookups the entire text is read, to answer all later ones.
const FEW: usize = 4;
/// Maximum number of single lookups if the entire text cannot be read.
const MOST: usize = 100;

/// The scalars of a text as written. Usually only a few are requested, and each is looked up by a
/// walk.
#[derive(Debug)]
pub struct WrittenScalars<'y> {
    yaml: &'y str,
    asked: Cell<usize>,
    whole: OnceCell<Option<RawValue>>,
    /// The values that have a comment after them on their line, without quotation marks or
    /// brackets.
    before_comments: OnceCell<HashSet<&'y str>>,
    located: Cell<usize>,
}

/// A comment after a value without quotation marks, which may be meant as a part of the value.
#[derive(Debug, PartialEq, Eq)]
pub struct ValueComment {
    /// The value with the comment: `2 #高炉`.
    pub whole: String,
    /// The comment alone: `#高炉`.
    pub comment: String,
    /// Whether the text follows the `#` directly.
    pub is_tight: bool,
}

impl<'y> WrittenScalars<'y> {
    /// Prepares the lookup in `yaml`.
    pub fn new(yaml: &'y str) -> Self {
        Self {
            yaml,
            asked: Cell::new(0),
            whole: OnceCell::new(),
            before_comments: OnceCell::new(),
            located: Cell::new(0),
        }
    }

    /// Returns whether any value has a comment after it for which [`Self::cut`] may return
    /// something.
    pub fn has_cuts(&self) -> bool {
        !self.before_comments.get_or_init(|| before_comments(self.yaml)).is_empty()
    }

    /// Returns the comment after the value `text` at `trail`, if there is one on its line. YAML
    /// drops it, but for the writer of `标题: 2 #高炉党支部获奖` it is a part of the title.
    ///
    /// Finding a value means reading the text up to it, so the number of searches is limited.
    pub fn cut(&self, trail: &[Step], text: &str) -> Option<ValueComment> {
        const LOCATED: usize = 50;
        const BYTES: usize = 20 << 20;
        if !self.before_comments.get_or_init(|| before_comments(self.yaml)).contains(text) {
            return None;
        }
        let located = self.located.replace(self.located.get() + 1);
        if located >= (BYTES / self.yaml.len().max(1)).clamp(2, LOCATED) {
            return None;
        }
        let span = locate(self.yaml, trail, Part::Value);
        let line = self.yaml.get(span.start..)?.split('\n').next()?;
        let comment = line.strip_prefix(text)?.trim();
        let words = comment.strip_prefix('#')?;
        // A comment that ignores a problem is one.
        let is_order = ["忽略", "ignore"].iter().any(|order| words.trim_start().starts_with(order));
        (!words.trim().is_empty() && !is_order).then(|| ValueComment {
            whole: line.trim_end().to_owned(),
            comment: comment.to_owned(),
            is_tight: !words.starts_with([' ', '\t', '#', '\u{3000}']),
        })
    }

    /// Returns the scalar at `trail`, which is not a string, without quotation marks.
    pub fn at(&self, trail: &[Step]) -> Option<String> {
        let asked = self.asked.replace(self.asked.get() + 1);
        if asked < FEW {
            return locate::verbatim(self.yaml, trail);
        }
        match self.whole.get_or_init(|| raw(self.yaml)) {
            Some(whole) => whole.at(trail),
            None if asked < MOST => locate::verbatim(self.yaml, trail),
            None => None,
        }
    }
}

/// Returns the values before the comments of a text; see [`WrittenScalars::cut`].
fn before_comments(yaml: &str) -> HashSet<&str> {
    let mut found = HashSet::new();
    let (mut at, hash) = (0, memchr::memmem::Finder::new("#"));
    while let Some(next) = yaml.get(at..).and_then(|rest| hash.find(rest.as_bytes())) {
        let line = Line::at(yaml, at + next);
        at = line.next.max(at + next + 1);
        let separator = line.separator().filter(|separator| separator.is_strict());
        let start = separator.map_or(line.start_of_text(), |separator| separator.value);
        let Some(value) = yaml.get(start..line.end) else { continue };
        let ends = value.match_indices('#').map(|(at, _)| at);
        let end = ends.into_iter().find(|end| value[..*end].ends_with([' ', '\t']));
        let Some(before) = end.map(|end| value[..end].trim_end()) else { continue };
        let is_block = before.starts_with(['|', '>']) && is_block_header(before);
        if !before.is_empty() && !is_block && !before.starts_with(['"', '\'', '[', '{', '#']) {
            found.insert(before);
        }
    }
    found
}

fn raw(yaml: &str) -> Option<RawValue> {
    raw_of(&tree(yaml).ok()?, yaml)
}

#[cfg(test)]
mod tests {
    use super::super::Node;
    use super::*;
    use proptest::prelude::*;

    /// Collects the trails of all scalars that are not strings.
    fn scalars(node: &Node, trail: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
        match node {
            Node::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    trail.push(Step::Index(at));
                    scalars(item, trail, found);
                    trail.pop();
                }
            }
            Node::Mapping(entries) => {
                for (key, value) in entries {
                    trail.push(Step::Key(key.clone()));
                    scalars(value, trail, found);
                    trail.pop();
                }
            }
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) => found.push(trail.clone()),
            _ => {}
        }
    }

    #[test]
    fn very_many_are_read_in_no_time() {
        let list = |count: usize| {
            let item = |number| format!("- {{id: {number}.10, is: yes}}\n");
            (count, (0..count).map(item).collect::<String>())
        };
        crate::trial::in_proportion("values", 5_000, list, |(count, yaml)| {
            let written = WrittenScalars::new(&yaml);
            for number in 0..count {
                let trail = [Step::Index(number), Step::Key("id".into())];
                assert_eq!(written.at(&trail), Some(format!("{number}.10")));
            }
        });
    }

    proptest! {
        #[test]
        fn all_together_are_what_each_is(lines in proptest::collection::vec("(- )?(a: )?(1\\.10|0x1F|[0-9]{1,3}|true|~|甲|\"1\"|\\[1, 2\\.0\\]|&a 07|\\*a|\\{b: 1e3, b: 2\\})\n", 0..6)) {
            let yaml = lines.concat();
            if let Ok(node) = tree(&yaml) {
                let (written, mut found) = (WrittenScalars::new(&yaml), Vec::new());
                written.asked.set(FEW);
                scalars(&node, &mut Vec::new(), &mut found);
                for trail in found {
                    // The trail of a repeated key leads to the first one, which may be something
                    // else.
                    let each = locate::verbatim(&yaml, &trail);
                    let all = written.at(&trail);
                    prop_assert!(all == each || all.is_none() && node_at(&node, &trail).is_none_or(|node| !is_plain(node)), "{:?} {:?} {:?}", all, each, trail);
                }
            }
        }
    }

    fn node_at<'n>(node: &'n Node, trail: &[Step]) -> Option<&'n Node> {
        trail.iter().try_fold(node, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(at) => node.items().get(*at),
        })
    }

    fn is_plain(node: &Node) -> bool {
        matches!(node, Node::Bool(_) | Node::Integer(_) | Node::Float(_))
    }
}
