//! Defines a mistake and its trail within YAML, and gives it its place in the file.

use std::ops::Range;

use super::{Group, Kind};
use crate::problem::{self, Edit, Fix, Problem, Words};
use crate::source::yaml::{Node, Part, Step, Trail, Yaml};

/// A mistake and the trail to it within its YAML.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The steps from the root of the YAML.
    pub trail: Trail,
    /// Whether the key or the value is wrong.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
    /// The replacement, if there is one.
    pub instead: Option<Replacement>,
    /// Another key of the same mapping that is involved, with the text of its label.
    pub other: Option<(Trail, Words)>,
}

/// The replacement of a key or value, offered as a fix.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The text to replace, without quotation marks. If something else is found there, there is no
    /// fix.
    pub written: String,
    /// The new text.
    pub text: String,
}

impl Issue {
    /// Sets the word that was probably meant as the replacement; with `None` there is no fix.
    pub fn instead(&mut self, written: &str, meant: Option<&str>) {
        self.instead = meant.map(|meant| Replacement { written: written.to_owned(), text: meant.to_owned() });
    }

    /// Gives the problem its place in the file that contains the YAML, and its fix.
    pub fn place(self, yaml: &Yaml<'_>) -> Problem {
        let span = yaml.locate(&self.trail, self.part);
        let mut problem = self.problem.at(yaml.source(), span.clone());
        let text_of = |span: &Range<usize>| yaml.source().text().get(span.clone()).unwrap_or_default();
        // What is replaced may be longer than the value: it may include a comment after it.
        let wanted = self.instead.as_ref().map_or(0, |instead| instead.written.len());
        let longer = span.start..span.start + wanted;
        let span = if wanted > span.len() && !text_of(&longer).is_empty() { longer } else { span };
        let found = text_of(&span);
        if let Some(Replacement { text, .. }) = self.instead.filter(|instead| instead.written == found) {
            let words = Words::new(format!("改成“{text}”"), format!("write `{text}`"));
            problem = problem.fix(Fix::probable(words.zh, words.en, vec![Edit::replace(span, text)]));
        }
        if let Some((trail, words)) = self.other {
            let place = yaml.source().place(yaml.locate(&trail, Part::Key));
            problem = problem.label(place, words.zh, words.en);
        }
        problem
    }
}

/// Converts issues to problems with places in the file that contains the YAML.
pub fn place(issues: Vec<Issue>, yaml: &Yaml<'_>) -> Vec<Problem> {
    let most = problem::most_places(yaml.text().len());
    let (issues, unlisted) = problem::listed(issues, most, |issue| issue.problem.severity);
    let placed = issues.into_iter().map(|issue| issue.place(yaml));
    placed.chain(unlisted.problem(yaml.source().file())).collect()
}

/// Returns the trail, as written, to the field at `path`. The keys of `path` may be those of the
/// declaration, those of the text, or both: below `home: …`, which is declared no further, they are
/// those of the text, and `home` itself may be written `首页`.
pub fn written_trail(group: &Group, node: &Node, path: &[Step]) -> Trail {
    let mut trail = Trail::new();
    let (mut node, mut group) = (Some(node), Some(group));
    let mut kind: Option<&Kind> = None;
    for step in path {
        match step {
            Step::Key(key) => {
                let entries = node.map(Node::entries).unwrap_or_default();
                let means =
                    |name: &str| group.and_then(|g| g.meant_by(name)).is_some_and(|f| *f.key == **key);
                let written = entries.iter().find(|(name, _)| name == key || means(name));
                trail.push(Step::Key(written.map_or_else(|| key.clone(), |(name, _)| name.clone())));
                node = written.map(|(_, value)| value);
                kind = Some(group.and_then(|g| g.field(key)).map_or(&Kind::Any, |field| &field.kind));
            }
            // A single value that stands for a list of one has no index.
            Step::Index(at) => {
                if let Some(Node::Sequence(items)) = node {
                    trail.push(step.clone());
                    node = items.get(*at);
                }
                if let Some(Kind::List(of)) = kind {
                    kind = Some(of);
                }
            }
        }
        group = match (step, kind) {
            (_, Some(Kind::Group(inner))) => Some(inner),
            // In a file that is a list, the items have the fields of the group.
            (Step::Index(_), None) => group,
            _ => None,
        };
    }
    trail
}
