//! Reads YAML against a declaration: returns typed fields, and every mistake with the trail to it.

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use super::foreign::{self, ForeignKey, foreign};
use super::meant::{Absent, MeantField};
use super::split_number::{self, Split};
use super::{Date, Field, Fields, Group, Kind, Translated, Value, Zone};
use crate::problem::{self, Edit, Fix, Problem, Severity, Words};
use crate::source::yaml::{Node, Part, Step, Trail, WrittenScalars, Yaml, locate};

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
    pub instead: Option<Instead>,
    /// Another key of the same mapping that is involved, with the text of its label.
    pub other: Option<(Trail, Words)>,
}

/// The replacement of a key or value, offered as a fix.
#[derive(Debug, Clone)]
pub struct Instead {
    /// The text to replace, without quotation marks. If something else is found there, there is no
    /// fix.
    pub written: String,
    /// The new text.
    pub text: String,
}

impl Issue {
    /// Sets the word that was probably meant as the replacement; with `None` there is no fix.
    pub fn instead(&mut self, written: &str, meant: Option<&str>) {
        self.instead = meant.map(|meant| Instead { written: written.to_owned(), text: meant.to_owned() });
    }

    fn place(self, yaml: &Yaml<'_>) -> Problem {
        let span = yaml.locate(&self.trail, self.part);
        let mut problem = self.problem.at(yaml.source(), span.clone());
        let text_of = |span: &Range<usize>| yaml.source().text().get(span.clone()).unwrap_or_default();
        // What is replaced may be longer than the value: it may include a comment after it.
        let wanted = self.instead.as_ref().map_or(0, |instead| instead.written.len());
        let longer = span.start..span.start + wanted;
        let span = if wanted > span.len() && !text_of(&longer).is_empty() { longer } else { span };
        let found = text_of(&span);
        if let Some(Instead { text, .. }) = self.instead.filter(|instead| instead.written == found) {
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

/// Whether a field is a period, and written on one line, `11月20日至27日`, or as a list of two dates.
fn is_period(field: &Field, value: &Node) -> bool {
    let Kind::Group(group) = &field.kind else { return false };
    let is_list = matches!(value.items(), [from, to] if from.is_scalar() && to.is_scalar());
    let is_line = *value != Node::Null && value.is_scalar();
    group.short.is_none() && (is_line || is_list) && group.period_ends().is_some()
}

/// Returns the date of the page that a mapping describes.
fn date_of(group: &Group, entries: &[(String, Node)], zone: Zone) -> Option<Date> {
    let is_date = |key: &str| group.meant_by(key).is_some_and(|field| &*field.key == "date");
    let written = entries.iter().find(|(key, _)| is_date(key))?.1.as_str()?;
    Date::parse_in(written, zone).ok()
}

impl Field {
    /// Returns the value of the field if it is left out.
    pub(super) fn default_value(&self) -> Option<Value> {
        self.default.as_ref().and_then(|node| Reader::new("").value(&self.kind, node, ""))
    }
}

/// Reads nodes against declarations and collects all mistakes.
pub struct Reader<'a> {
    pub(super) written: WrittenScalars<'a>,
    /// The text, and the places in it where the line ends between Chinese lines were removed.
    yaml: &'a str,
    joins: &'a [usize],
    /// The number of folded texts that were looked up.
    folded: Cell<usize>,
    pub(super) trail: Trail,
    pub(super) issues: Vec<Issue>,
    /// The time zone in which dates are read.
    pub(super) zone: Zone,
    /// The treatment of commas in the items of the current list.
    pub(super) sentences: Sentences,
    /// Whether the current field is required.
    pub(super) is_required: bool,
    /// The keys that the site ignores. Set for front matter only: other generators add keys to
    /// nothing else.
    ignored: Option<&'a [String]>,
    /// The number of placeholders found so far.
    pub(super) placeholders: usize,
    /// The name and id of the content type, for its front matter. The keys of a type are too many
    /// to list in a message, so the message names the command that lists them.
    content_type: Option<(&'a Translated, &'a str)>,
}

/// Whether items are sentences, which contain commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sentences {
    /// They are not: commas separate items.
    No,
    /// They are, and an item that may be several is reported.
    Reported,
    /// They are slogans, which usually contain commas, so nothing is reported.
    Quiet,
}

impl Sentences {
    fn of(field: &Field) -> Self {
        match field.kind {
            _ if !field.sentences => Self::No,
            Kind::Localized(_) => Self::Quiet,
            _ => Self::Reported,
        }
    }
}

/// Maximum number of folded texts to look up in one YAML text.
const MOST_FOLDED: usize = 100;

/// Returns the lines of a text that are joined in `yaml` without anything between them: it is there
/// as a value, with one of the `joins` inside.
fn joined_lines(yaml: &str, text: &str, joins: &[usize]) -> Option<Vec<String>> {
    if joins.is_empty() || text.is_empty() {
        return None;
    }
    memchr::memmem::find_iter(yaml.as_bytes(), text.as_bytes()).find_map(|at| {
        let end = at + text.len();
        let first = joins.partition_point(|join| *join <= at);
        let inside = joins.get(first..joins.partition_point(|join| *join < end))?;
        let before = yaml.get(..at)?.rsplit('\n').next()?.trim_end_matches([' ', '"', '\'']);
        let after = yaml.get(end..)?.trim_start_matches([' ', '"', '\'']);
        let is_value = before.is_empty() || before.ends_with([':', '-']);
        if inside.is_empty() || !is_value || !(after.is_empty() || after.starts_with('\n')) {
            return None;
        }
        let ends = inside.iter().copied().chain([end]);
        let mut start = at;
        let lines = ends.map(|end| yaml.get(std::mem::replace(&mut start, end)..end));
        lines.map(|line| line.map(|line| line.trim().to_owned())).collect()
    })
}

/// Returns the lines of a folded text that begins at `start` of `yaml`: follows its characters, of
/// which only the blanks differ. `None` if it is written in another way.
fn lines_from(yaml: &str, start: usize, text: &str, joins: &[usize]) -> Option<Vec<String>> {
    let mut rest = yaml.get(start..)?;
    match rest.chars().next()? {
        // The header of a block: `>-`.
        '>' | '|' => rest = rest.split_once('\n')?.1,
        '"' | '\'' => rest = &rest[1..],
        _ => {}
    }
    let start = yaml.len() - rest.len();
    let mut wanted = text.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut lines = vec![String::new()];
    for (at, c) in rest.char_indices() {
        if c == '\n' || joins.binary_search(&(start + at)).is_ok() {
            lines.push(String::new());
        }
        if wanted.peek().is_none() {
            break;
        }
        if !c.is_whitespace() && wanted.next() != Some(c) {
            return None;
        }
        lines.last_mut()?.push(c);
    }
    let lines = lines.into_iter().map(|line| line.trim().to_owned());
    wanted.next().is_none().then(|| lines.filter(|line| !line.is_empty()).collect())
}

/// The fields found in a mapping: key, name as written, and the value if it is right.
type GivenFields<'n> = Vec<(Arc<str>, &'n str, Option<Value>)>;

impl<'a> Reader<'a> {
    /// Creates a reader of nodes parsed from `yaml`.
    pub fn new(yaml: &'a str) -> Self {
        Self {
            written: WrittenScalars::new(yaml),
            yaml,
            joins: &[],
            folded: Cell::new(0),
            trail: Vec::new(),
            issues: Vec::new(),
            zone: Zone::default(),
            sentences: Sentences::No,
            is_required: false,
            ignored: None,
            placeholders: 0,
            content_type: None,
        }
    }

    /// Sets the places where lines of the text were joined ([`Yaml::joins`]), so that the lines of
    /// a list without dashes can be told apart.
    #[must_use]
    pub fn with_joins(self, joins: &'a [usize]) -> Self {
        Self { joins, ..self }
    }

    /// Sets the time zone of dates.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// Makes this a reader of front matter, which may have keys of other generators, and the keys
    /// `ignored` by the site.
    #[must_use]
    pub fn of_page(self, ignored: &'a [String]) -> Self {
        Self { ignored: Some(ignored), ..self }
    }

    /// Sets the content type of the front matter, for messages: `dangjian types` lists its keys.
    #[must_use]
    pub fn of_type(self, name: &'a Translated, id: &'a str) -> Self {
        Self { content_type: Some((name, id)), ..self }
    }

    /// Whether front matter is read, and not a data file or the configuration.
    pub(super) fn is_of_page(&self) -> bool {
        self.ignored.is_some()
    }

    /// Returns the number of mistakes found.
    pub fn count(&self) -> usize {
        self.issues.len()
    }

    /// Returns the mistakes found.
    pub fn finish(self) -> Vec<Issue> {
        self.issues
    }

    /// Returns the steps to the current node.
    pub fn trail(&self) -> Trail {
        self.trail.clone()
    }

    /// Enters the node at `step`.
    pub fn enter(&mut self, step: Step) {
        self.trail.push(step);
    }

    /// Leaves the current node.
    pub fn leave(&mut self) {
        self.trail.pop();
    }

    /// Calls `read` inside the node at `step`.
    pub fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let value = read(self);
        self.trail.pop();
        value
    }

    /// Returns the lines on which the text of the current node is written, if there are several.
    pub(super) fn lines_of(&self, text: &str) -> Option<Vec<String>> {
        let text = text.trim();
        if text.contains('\n') {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            return Some(lines.map(str::to_owned).collect());
        }
        // Usually the text is on one line. Folding puts a space between lines, or nothing.
        let joined = joined_lines(self.yaml, text, self.joins);
        let is_folded =
            || text.contains(' ') && memchr::memmem::find(self.yaml.as_bytes(), text.as_bytes()).is_none();
        if joined.is_none() && !is_folded() {
            return None;
        }
        // The same text may be elsewhere too, so the place is looked up, which takes time.
        if self.folded.replace(self.folded.get() + 1) > MOST_FOLDED {
            return joined;
        }
        let start = locate(self.yaml, &self.trail, Part::Value).start;
        let lines = lines_from(self.yaml, start, text, self.joins)?;
        (lines.len() > 1).then_some(lines)
    }

    /// Records a mistake at `steps` from the current node.
    pub fn report(&mut self, steps: &[Step], part: Part, problem: Problem) {
        let issue = self.issue(steps, part, problem);
        self.issues.push(issue);
    }

    /// Creates a mistake at `steps` from the current node without recording it, so that the caller
    /// can add to it.
    pub(super) fn issue(&self, steps: &[Step], part: Part, problem: Problem) -> Issue {
        let mut trail = self.trail.clone();
        trail.extend_from_slice(steps);
        Issue { trail, part, problem, instead: None, other: None }
    }

    /// Reports a file that must contain a list of `group` but does not. An empty file is an empty
    /// list.
    pub fn expect_list(&mut self, group: &Group, node: &Node) {
        let is_empty = node.entries().is_empty() && matches!(node, Node::Mapping(_) | Node::Null);
        if !is_empty && !matches!(node, Node::Sequence(_)) {
            let problem = Problem::error(
                "data/no-list",
                "这个文件要写成列表，每一项以“- ”开头",
                "this file wants a list",
            );
            let first = group.fields().iter().find(|field| field.required).or(group.fields().first());
            let problem = match first {
                Some(field) => problem.help(
                    format!("每一条前面写“- {}: ……”，下面的各行缩进两格", field.label.get("zh")),
                    format!("begin each entry with `- {}: …` and indent its other lines", field.key),
                ),
                None => problem,
            };
            self.report(&[], Part::Value, problem);
        }
    }

    /// Reads a mapping against a group: returns its fields, typed, with defaults filled in, and
    /// checks the rules.
    pub fn group(&mut self, group: &Group, node: &Node) -> Fields {
        let entries = match node {
            Node::Mapping(entries) => entries.as_slice(),
            Node::Null => &[],
            _ => {
                let is_item = matches!(self.trail.last(), Some(Step::Index(_)));
                self.no_group(group, node, is_item);
                return Fields::default();
            }
        };
        let before = self.issues.len();
        let mut found: GivenFields<'_> = Vec::new();
        let mut beside = Vec::new();
        let mut absent = None;
        for (written, value) in entries {
            let Some(field) = group.meant_by(written) else {
                if self.is_foreign(group, entries, (written, value)) {
                    continue;
                }
                let absent = absent.get_or_insert_with(|| Absent::of(group, entries));
                if let Some(key) = self.unknown_key(group, absent, written, value) {
                    found.push((key, written, None));
                }
                continue;
            };
            if let Some((_, first, _)) = found.iter().find(|(key, ..)| *key == field.key) {
                let first = (*first).to_owned();
                self.repeated_key(written, &first);
                continue;
            }
            let about = || date_of(group, entries, self.zone);
            let about = if is_period(field, value) { about() } else { None };
            let split = split_number::split(group, field, value);
            let value = split.as_ref().map_or(value, |split| &split.number);
            let value =
                self.within(Step::Key(written.clone()), |this| this.field(field, value, written, about));
            found.push((field.key.clone(), written, value));
            let Some(Split { beside: others, .. }) = split else { continue };
            beside.extend(others.into_iter().map(|(key, value)| (written.as_str(), key, value)));
        }
        self.set_beside(&mut found, beside);
        let wrong = self.wrong(&found, before);
        let fields = self.collect(group, &mut found, entries, before);
        self.rules(group, &fields, &wrong, node);
        fields
    }

    /// Reads the value of a field. `about` is the date of the page, from which a missing year may
    /// be taken.
    fn field(&mut self, field: &Field, node: &Node, written: &str, about: Option<Date>) -> Option<Value> {
        match &field.kind {
            // YAML reads what follows # as a comment, so a colour without quotes is null: `colour`
            // reports it.
            Kind::Colour => self.value(&field.kind, node, written),
            _ if *node == Node::Null => None,
            _ if node.as_str().is_some_and(|text| field.is_nothing(text)) => None,
            Kind::Date if self.ended_day(field, node).is_some() => {
                self.ended_day(field, node).map(Value::Date)
            }
            Kind::Date => self.one_date(field, node, written),
            Kind::Group(group) if is_period(field, node) => self.period(group, node, written, about),
            kind => {
                let outer = std::mem::replace(&mut self.sentences, Sentences::of(field));
                let outer_required = std::mem::replace(&mut self.is_required, field.required);
                let value = self.value(kind, node, written);
                (self.sentences, self.is_required) = (outer, outer_required);
                value
            }
        }
    }

    /// Returns the day that a field says something lasts until, if it is written with the time
    /// 24:00: a day lasts to its end anyway. Elsewhere 24:00 is 0:00 of the next day.
    fn ended_day(&self, field: &Field, node: &Node) -> Option<Date> {
        const UNTIL: [&str; 3] = ["expires", "pinned_until", "to"];
        let text = node.as_str().filter(|_| UNTIL.contains(&&*field.key))?;
        Date::ended_day(text, self.zone)
    }

    /// Returns the values in the order of the declaration, with defaults, and reports missing
    /// required fields.
    fn collect(
        &mut self,
        group: &Group,
        found: &mut GivenFields<'_>,
        entries: &[(String, Node)],
        before: usize,
    ) -> Fields {
        let mut fields = Fields::default();
        for field in group.fields() {
            let given = found.iter_mut().find(|(key, ..)| *key == field.key);
            let was_given = given.as_ref().is_some_and(|(_, _, value)| value.is_some());
            let value = given.and_then(|(_, _, value)| value.take());
            let value = value.or_else(|| field.default_value());
            match value {
                Some(value) => fields.set(field.key.clone(), value),
                None if field.required && !was_given && !self.already_wrong(found, &field.key, before) => {
                    match found.iter().find(|(key, ..)| *key == field.key) {
                        Some((_, written, _)) => {
                            let node = entries.iter().find(|(key, _)| key == written).map(|(_, node)| node);
                            self.empty(field, written, node.and_then(Node::as_str).unwrap_or_default());
                        }
                        None => self.missing(field),
                    }
                }
                None => {}
            }
        }
        fields
    }

    /// Whether the field was written and found wrong, by the issues after the first `before`: then
    /// it is not also reported as missing.
    fn already_wrong(&self, found: &[(Arc<str>, &str, Option<Value>)], key: &str, before: usize) -> bool {
        let Some((_, written, _)) = found.iter().find(|(known, ..)| **known == *key) else { return false };
        let mut trail = self.trail.clone();
        trail.push(Step::Key((*written).to_owned()));
        self.issues.iter().skip(before).any(|issue| issue.trail.starts_with(&trail))
    }

    /// Returns the keys of the fields that have errors among the issues after the first `before`.
    fn wrong(&self, found: &[(Arc<str>, &str, Option<Value>)], before: usize) -> Vec<Arc<str>> {
        let depth = self.trail.len();
        let errors = self.issues.iter().skip(before).filter(|issue| issue.problem.is_error());
        let written: Vec<&Step> = errors.filter_map(|issue| issue.trail.get(depth)).collect();
        let is_wrong = |name: &str| written.iter().any(|step| matches!(step, Step::Key(key) if key == name));
        found.iter().filter(|(_, name, _)| is_wrong(name)).map(|(key, ..)| key.clone()).collect()
    }

    /// Checks the rules. A rule about a field that is `wrong` is not checked: it would report the
    /// same mistake again.
    fn rules(&mut self, group: &Group, fields: &Fields, wrong: &[Arc<str>], node: &Node) {
        for rule in &group.rules {
            if rule.keys().any(|rule| wrong.iter().any(|key| **key == *rule)) {
                continue;
            }
            if let Some((path, problem)) = rule.check(group, fields) {
                let steps: Vec<Step> = path.split('.').map(|key| Step::Key(key.to_owned())).collect();
                self.report(&written_trail(group, node, &steps), Part::Value, problem);
            }
        }
    }

    /// Reports a node that is not a mapping where a group is expected, with an example of the
    /// mapping: a line of its own if the group is an item of a list.
    pub(super) fn no_group(&mut self, group: &Group, node: &Node, is_item: bool) {
        let name = self.trail.iter().rev().find_map(|step| step.clone().into_key());
        let (zh, en) = (group.example("zh"), group.example("en"));
        let help = match name {
            _ if group.fields().is_empty() => None,
            Some(name) if is_item => Some(Words::new(
                format!("在“{name}:”下面每条写一行：- {zh}"),
                format!("below `{name}:` write a line for each: - {en}"),
            )),
            Some(name) => Some(Words::new(format!("写成 {name}: {zh}"), format!("write {name}: {en}"))),
            None if is_item => Some(Words::new(format!("每条写成 - {zh}"), format!("write each as - {en}"))),
            // A complete file that is not a mapping.
            None => None,
        };
        let found = self.found(node);
        let help = match help {
            Some(help) => {
                Words::new(format!("{}；{}", help.zh, found.zh), format!("{}; {}", help.en, found.en))
            }
            None => found,
        };
        self.wrong_kind::<()>("", ("一组“名称: 内容”", "a group of `key: value`"), help);
    }

    /// Reports a value that is not of the kind of its field, and says how to write one.
    pub(super) fn wrong_value<T>(&mut self, kind: &Kind, node: &Node, name: &str) -> Option<T> {
        let (advice, found) = (kind.advice(name), self.found(node));
        let help = Words::new(format!("{}；{}", advice.zh, found.zh), format!("{}; {}", advice.en, found.en));
        self.wrong_kind(name, kind.wanted(), help)
    }

    /// Describes what is written: `现在写的是“很多”`.
    fn found(&self, node: &Node) -> Words {
        let quoted = |text: &str| Words::new(format!("现在写的是“{text}”"), format!("it is `{text}` now"));
        match node {
            Node::Sequence(_) => Words::new("现在写的是一个列表", "it is a list now"),
            Node::Mapping(_) => Words::new("现在写的是一组字段", "it is a mapping now"),
            Node::Null => Words::new("现在是空的", "it is empty now"),
            Node::String(text) => quoted(text),
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) => {
                quoted(&self.written.at(&self.trail).unwrap_or_default())
            }
        }
    }

    fn wrong_kind<T>(&mut self, name: &str, wanted: (&str, &str), help: Words) -> Option<T> {
        let zh = if name.is_empty() {
            format!("这里要写{}", wanted.0)
        } else {
            format!("“{name}”要写{}", wanted.0)
        };
        let en = match name {
            "" => format!("{} is wanted here", wanted.1),
            name => format!("`{name}` wants {}", wanted.1),
        };
        let problem = Problem::error("meta/wrong-type", zh, en).help(help.zh, help.en);
        self.report(&[], Part::Value, problem);
        None
    }

    /// Whether a key of front matter is ignored by the site, or is one of another generator, which
    /// is reported.
    fn is_foreign(
        &mut self,
        group: &Group,
        entries: &[(String, Node)],
        (written, value): (&str, &Node),
    ) -> bool {
        let Some(ignored) = self.ignored.filter(|_| self.trail.is_empty()) else { return false };
        if ignored.iter().any(|key| key == written) && !foreign::is_hiding(written, value) {
            return true;
        }
        let Some(ForeignKey { problem, means }) = foreign(group, entries, written, value) else {
            return false;
        };
        let mut issue = self.issue(&[Step::Key(written.to_owned())], Part::Key, problem);
        issue.instead(written, means);
        self.issues.push(issue);
        true
    }

    /// Reports a key that no field has. If it means a required field that is missing, returns the
    /// key of that field, so that it is not reported as missing too.
    fn unknown_key(
        &mut self,
        group: &Group,
        absent: &Absent<'_>,
        written: &str,
        value: &Node,
    ) -> Option<Arc<str>> {
        let known = match self.content_type {
            Some((name, id)) if self.trail.is_empty() => Words::new(
                format!("看看是不是写错了字；可以写哪些项，用 dangjian types {} 查看", name.get("zh")),
                format!("look for a slip of the pen; `dangjian types {id}` lists what can be written"),
            ),
            _ => {
                let known = group.known();
                Words::new(format!("这里可以写：{}", known.zh), format!("keys here: {}", known.en))
            }
        };
        let meant = if self.suggests() { absent.meant(written, value) } else { None };
        let name = meant.as_ref().map(|meant| meant.name);
        let is_certain = meant.as_ref().is_some_and(|meant| meant.is_certain);
        self.unknown_among(written, name, is_certain, known);
        meant.filter(|meant: &MeantField<'_>| meant.is_missing).map(|meant| meant.field.key.clone())
    }

    /// Reports a key that is not known here. There is a fix that writes `meant` only if it is
    /// certain.
    pub(super) fn unknown_among(
        &mut self,
        written: &str,
        meant: Option<&str>,
        is_certain: bool,
        known: Words,
    ) {
        let mut problem = Problem::warning(
            "meta/unknown-key",
            format!("没有“{written}”这一项"),
            format!("there is no key `{written}`"),
        );
        problem = problem.did_you_mean(meant, known.zh, known.en);
        // A key that is similar to a known one is that key misspelt, and its value would be lost.
        // Any other key is probably one of another program: ignoring it loses nothing.
        if meant.is_some() {
            problem.severity = Severity::Error;
        }
        let mut issue = self.issue(&[Step::Key(written.to_owned())], Part::Key, problem);
        issue.instead(written, meant.filter(|_| is_certain));
        self.issues.push(issue);
    }

    /// Whether this reads front matter, not data or configuration.
    pub(super) fn reads_page(&self) -> bool {
        self.ignored.is_some()
    }

    /// Whether suggestions are still searched for: with more mistakes than this, nobody reads them.
    pub(super) fn suggests(&self) -> bool {
        const SUGGESTED: usize = 500;
        self.issues.len() < SUGGESTED
    }

    fn repeated_key(&mut self, written: &str, first: &str) {
        let (zh, en) = if written == first {
            (format!("“{written}”写了两次"), format!("`{written}` is given twice"))
        } else {
            (
                format!("“{written}”和“{first}”是同一项，写了两次"),
                format!("`{written}` and `{first}` are the same key, given twice"),
            )
        };
        let part = if written == first { Part::RepeatedKey } else { Part::Key };
        let problem = Problem::error("meta/repeated-key", zh, en);
        let problem = problem.help("留下一个，删去另一个", "keep one of them");
        let mut issue = self.issue(&[Step::Key(written.to_owned())], part, problem);
        let mut trail = self.trail.clone();
        trail.push(Step::Key(first.to_owned()));
        issue.other = Some((trail, Words::new("第一次写在这里", "first given here")));
        self.issues.push(issue);
    }

    /// Reports a required field that has nothing after its colon, or `text` that says so.
    fn empty(&mut self, field: &Field, written: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.nothing_after(written, &field.kind);
            return;
        }
        let problem = Problem::error(
            "meta/missing",
            format!("“{written}”不能写“{text}”，这一项一定要有"),
            format!("`{written}` is required and cannot be `{text}`"),
        )
        .help(
            format!("在冒号后面写上内容，如“{written}: {}”", field.kind.example()),
            format!("write {} after the colon", field.kind.wanted().1),
        );
        self.report(&[Step::Key(written.to_owned())], Part::Value, problem);
    }

    /// Reports a required key of the current mapping that has nothing after its colon.
    pub(super) fn nothing_after(&mut self, written: &str, kind: &Kind) {
        let problem = Problem::error(
            "meta/missing",
            format!("“{written}”后面是空的"),
            format!("there is nothing after `{written}`"),
        )
        .help(
            format!("在冒号后面写上内容，如“{written}: {}”", kind.example()),
            format!("write {} after the colon", kind.wanted().1),
        );
        self.report(&[Step::Key(written.to_owned())], Part::Value, problem);
    }

    fn missing(&mut self, field: &Field) {
        let (zh, en) = (field.label.get("zh"), &field.key);
        let problem = Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{en}` is missing"))
            .help(
                format!("加一行，如“{zh}: {}”", field.kind.example()),
                format!("add `{en}:` with {}", field.kind.wanted().1),
            );
        self.report(&[], Part::Value, problem);
    }
}
