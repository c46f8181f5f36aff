//! Finds what the fields of articles, of data and of `site.yaml` name, by their declared kinds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::mention::{Form, Mention, Names, Reading, in_body, named_by, named_by_kind, parts};
use crate::schema::{Group, Kind, Types};
use crate::site::{configuration_group, menu_group};
use crate::source::yaml::{Node, Part, Step, Trail, Yaml};
use crate::theme::Component;

/// The keys of the file in a picture or an attachment that is written as a mapping.
const FILE_KEYS: [&str; 4] = ["src", "图片", "文件", "file"];

/// A walk through YAML.
pub(super) struct FieldMentions<'f> {
    yaml: &'f Yaml<'f>,
    lang: usize,
    reading: Reading<'f>,
    trail: Trail,
    /// What was found so far.
    pub found: Vec<Mention>,
}

impl<'f> FieldMentions<'f> {
    pub(super) fn new(yaml: &'f Yaml<'f>, lang: usize, reading: Reading<'f>) -> Self {
        Self { yaml, lang, reading, trail: Trail::new(), found: Vec::new() }
    }

    /// The fields of a group; in a file that is a list, the items have them.
    pub(super) fn group(&mut self, group: &Group, node: &Node) {
        for (at, item) in node.items().iter().enumerate() {
            self.within(Step::Index(at), |walk| walk.group(group, item));
        }
        for (key, value) in node.entries() {
            let Some(field) = group.meant_by(key) else { continue };
            self.within(Step::Key(key.clone()), |walk| match &field.kind {
                // Nodes of the organization hold nodes.
                Kind::Any if &*field.key == "children" => walk.group(group, value),
                kind => walk.value(kind, value),
            });
        }
    }

    /// What `site.yaml` names: pictures, menus, the blocks of the home page, rules for addresses.
    pub(super) fn settings(&mut self, blocks: &BTreeMap<String, Component>, options: &Group, types: &Types) {
        let yaml = self.yaml;
        self.group(configuration_group(), &yaml.node);
        for (key, value) in yaml.node.entries() {
            let Some(field) = configuration_group().meant_by(key) else { continue };
            self.within(Step::Key(key.clone()), |walk| match &*field.key {
                "menu" => walk.menu(value),
                "home" => walk.home(value, blocks),
                "theme_options" => walk.group(options, value),
                "permalinks" => {
                    // A rule for a type goes on to be one.
                    let of_sections = value.entries().iter().filter(|(key, _)| types.meant_by(key).is_none());
                    for (key, _) in of_sections {
                        walk.within(Step::Key(key.clone()), |walk| walk.key(key));
                    }
                }
                "footer" => {
                    for (key, value) in value.entries() {
                        if matches!(key.as_str(), "links" | "链接") {
                            walk.within(Step::Key(key.clone()), |walk| walk.menu(value));
                        }
                    }
                }
                _ => {}
            });
        }
    }

    fn menu(&mut self, node: &Node) {
        for (at, entry) in node.items().iter().enumerate() {
            self.within(Step::Index(at), |walk| walk.menu_entry(entry));
        }
        for (key, list) in node.entries() {
            self.within(Step::Key(key.clone()), |walk| walk.menu(list));
        }
    }

    fn menu_entry(&mut self, entry: &Node) {
        if entry.is_scalar() {
            return self.name(entry, &Names::Section, &Kind::Text);
        }
        for (key, value) in entry.entries() {
            let Some(field) = menu_group().meant_by(key) else { continue };
            self.within(Step::Key(key.clone()), |walk| match &*field.key {
                "section" => walk.name(value, &Names::Section, &Kind::Text),
                "page" => walk.name(value, &Names::Page(Vec::new()), &Kind::Text),
                "url" => walk.name(value, &Names::Address, &Kind::Text),
                "children" => walk.menu(value),
                _ => {}
            });
        }
    }

    /// The blocks of the home page: a list, or a list for each language.
    fn home(&mut self, node: &Node, blocks: &BTreeMap<String, Component>) {
        for (code, list) in node.entries() {
            self.in_language(code, |walk| walk.home(list, blocks));
        }
        for (at, block) in node.items().iter().enumerate() {
            let [(name, given)] = block.entries() else { continue };
            let Some(component) = Component::meant_by(blocks, name) else { continue };
            let inner = |walk: &mut Self| {
                for (key, value) in given.entries() {
                    let Some(argument) = component.argument(key) else { continue };
                    let Some(names) = named_by(argument) else { continue };
                    walk.within(Step::Key(key.clone()), |walk| walk.all(value, &names, &argument.kind));
                }
            };
            self.within(Step::Index(at), |walk| walk.within(Step::Key(name.clone()), inner));
        }
    }

    fn value(&mut self, kind: &Kind, node: &Node) {
        match (kind, node) {
            (Kind::Group(group), _) => self.group(group, node),
            (Kind::List(of), Node::Sequence(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(Step::Index(at), |walk| walk.value(of, item));
                }
            }
            (Kind::Localized(of), Node::Mapping(values)) => {
                for (code, value) in values {
                    self.in_language(code, |walk| walk.value(of, value));
                }
            }
            (Kind::Localized(of), _) => self.value(of, node),
            (Kind::Markdown, Node::String(text)) => self.markdown(text),
            (Kind::Image | Kind::File, Node::Mapping(entries)) => {
                for (key, value) in entries.iter().filter(|(key, _)| FILE_KEYS.contains(&key.as_str())) {
                    self.within(Step::Key(key.clone()), |walk| walk.name(value, &Names::Path, &Kind::Text));
                }
            }
            _ => {
                if let Some(names) = named_by_kind(kind) {
                    self.name(node, &names, kind);
                }
            }
        }
    }

    /// A name, or a list of them.
    fn all(&mut self, node: &Node, names: &Names, kind: &Kind) {
        for (at, item) in node.items().iter().enumerate() {
            self.within(Step::Index(at), |walk| walk.name(item, names, &Kind::Text));
        }
        self.name(node, names, kind);
    }

    fn name(&mut self, node: &Node, names: &Names, kind: &Kind) {
        let text = match node {
            Node::String(text) => text.clone(),
            // A folder may be called 2026.
            Node::Integer(number) if !matches!(names, Names::Path | Names::Address) => number.to_string(),
            _ => return,
        };
        let (whole, written) = self.written(Part::Value);
        for (words, part) in parts(&text, kind) {
            // The parts are in the order of the text, which is written in one line.
            let before = text.get(..part.start).unwrap_or_default().matches(words.as_str()).count();
            let place = written.match_indices(words.as_str()).nth(before).map(|(at, _)| whole.start + at);
            self.take(place, whole.clone(), words, names.clone());
        }
    }

    /// A key that names a section.
    fn key(&mut self, key: &str) {
        let (whole, written) = self.written(Part::Key);
        let place = written.find(key).map(|at| whole.start + at);
        self.take(place, whole, key.to_owned(), Names::Section);
    }

    /// The mentions in a field of Markdown. Where its text is written with escapes, or on several
    /// lines, only their words are looked for.
    fn markdown(&mut self, text: &str) {
        let (whole, written) = self.written(Part::Value);
        for mention in in_body(text, 0, self.lang, self.reading) {
            let before = text.get(..mention.span.start).unwrap_or_default();
            let before = before.matches(mention.words.as_str()).count();
            let place = written.match_indices(mention.words.as_str()).nth(before);
            let place = place.map(|(at, _)| whole.start + at).filter(|_| mention.is_exact);
            self.take(place, whole.clone(), mention.words, mention.names);
            // The marks of Markdown end words in it.
            if let Some(taken) = self.found.last_mut() {
                taken.form = mention.form;
            }
        }
    }

    fn take(&mut self, place: Option<usize>, whole: Range<usize>, words: String, names: Names) {
        let span = place.map_or(whole, |start| start..start + words.len());
        let lang = self.lang;
        let form = Form::Yaml;
        self.found.push(Mention { span, is_exact: place.is_some(), words, names, lang, form });
    }

    /// The place of the current value or key, and how it is written.
    fn written(&self, part: Part) -> (Range<usize>, &'f str) {
        let mut span = self.yaml.locate(&self.trail, part);
        let text = self.yaml.source().text();
        if part == Part::Value {
            span.end = end_of_lines(text, span.end);
        }
        (span.clone(), text.get(span).unwrap_or_default())
    }

    fn in_language(&mut self, code: &str, walk: impl FnOnce(&mut Self)) {
        let Some(lang) = self.reading.languages.iter().position(|known| known == code) else { return };
        let outer = std::mem::replace(&mut self.lang, lang);
        self.within(Step::Key(code.to_owned()), walk);
        self.lang = outer;
    }

    fn within(&mut self, step: Step, walk: impl FnOnce(&mut Self)) {
        self.trail.push(step);
        walk(self);
        self.trail.pop();
    }
}

/// The end of a value whose first line ends at `end`: the lines below that are further in than the
/// line of its key belong to it (`|`, `>`, folded lines).
fn end_of_lines(text: &str, end: usize) -> usize {
    let Some(rest) = text.get(end..).filter(|rest| rest.starts_with('\n')) else { return end };
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let line = text.get(..end).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let own = indent(line);
    let mut at = end + 1;
    for line in rest.get(1..).unwrap_or_default().split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) <= own {
            break;
        }
        at += line.len();
    }
    at - 1
}
