//! Reads YAML against a declaration: returns typed fields, and every mistake with the trail to it.

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

#[cfg(test)]
mod tests {
    use super::super::{Person, declare_group};
    use super::*;
    use crate::problem::SourceText;

    const GROUP: &str = "
fields:
  title: {label: {zh: 标题, en: Title}, like: [题目, 题名], required: true}
  date: {label: {zh: 日期}, type: date}
  level: {label: {zh: 级别}, type: choice, choices: {high: {zh: 省级, like: [全省]}, low: {zh: 公司级}}}
  due: {label: {zh: 应到}, type: integer, minimum: 0}
  present: {label: {zh: 实到}, type: integer}
  absent: {label: {zh: 缺席}, type: list, of: {type: group, short: name, fields: {name: {label: {zh: 姓名}}, reason: {}}}}
  people: {label: {zh: 通讯员}, type: list, of: person}
  slogan: {localized: true, type: list, of: text}
  kind: {type: choice, choices: [a, b], default: b}
  yes: {type: boolean}
  cover: {type: image}
  menu: {type: any}
  tags: {type: list, of: text}
  host: {type: person}
  levels: {label: {zh: 级别们}, type: list, of: {type: choice, choices: {high: {zh: 省级}, low: {zh: 公司级}}}}
  agenda: {type: list, of: text, sentences: true}
  files: {type: list, of: file}
  days: {type: list, of: date}
  counts: {type: list, of: integer}
  sizes: {type: list, of: number}
  answers: {type: list, of: boolean}
  sites: {type: list, of: url}
  members: {label: {zh: 党员}, type: integer}
  chair: {label: {zh: 主持人}, type: person}
  gold: {label: {zh: 金奖}, type: integer}
  labour: {label: {zh: 人工}, type: integer}
  midterm: {label: {zh: 期中}, type: date}
  rights: {label: {zh: 权利}}
  meeting: {label: {zh: 会议}}
  grade: {label: {zh: 等级}, type: choice, choices: {one: {zh: 一级}, county: {zh: 市级}}}
  period: {label: {zh: 期间}, type: group, fields: {from: {type: date, required: true}, to: {type: date, required: true}, scope: {type: choice, choices: [home, all], default: all}}}
  pinned: {label: {zh: 置顶}, type: date, help: {zh: 写到哪一天为止}}
  note: {label: {zh: 说明}}
  source: {label: {zh: 来源}, or_none: true}
  seconds: {label: {zh: 间隔秒数}, type: integer}
  figure: {label: {zh: 数据}, type: group, fields: {value: {label: {zh: 数值}, type: number}, unit: {label: {zh: 单位}, localized: true}, qualifier: {label: {zh: 限定}, type: choice, choices: {over: {zh: 余}, about: {zh: 约}, nearly: {zh: 近}}}, rest: {label: {zh: 余数}, type: integer}, rest_qualifier: {type: choice, choices: {over: {zh: 余}}}}}
rules:
  - {sum: due, of: [present, absent]}
";

    fn read(yaml: &str) -> (Fields, Vec<Problem>) {
        let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
        let text = SourceText::new("a.yaml", yaml);
        let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::new(yaml.text()).with_joins(yaml.joins());
        let fields = reader.group(&group, &yaml.node);
        (fields, place(reader.finish(), &yaml))
    }

    fn codes(yaml: &str) -> Vec<(&'static str, String)> {
        let show = |p: Problem| {
            (p.code, p.place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default())
        };
        read(yaml).1.into_iter().map(show).collect()
    }

    #[test]
    fn chinese_labels_stand_for_keys_and_values_are_typed() {
        let (fields, problems) = read(
            "标题: 2026\n日期: 2006年7月\n级别: 省级\n应到: 3\n实到: 2\n缺席: [甲]\n通讯员: 乙、丙（党办）\nslogan: {zh: [一, 二], en: [one]}\nyes: 是\ncover: a.jpg\n",
        );
        assert_eq!(problems, vec![]);
        assert_eq!(fields.text("title", "zh"), Some("2026"));
        assert_eq!(fields.date("date").unwrap().to_string(), "2006-07");
        assert_eq!(fields.choice("level"), Some("high"));
        assert_eq!(fields.items("people").len(), 2);
        assert_eq!(
            fields.items("people")[1],
            Value::Person(Box::new(Person { name: "丙".into(), post: Some("党办".into()), unit: None }))
        );
        assert_eq!(fields.get("slogan").unwrap().localized("en").items().len(), 1);
        assert_eq!(fields.choice("kind"), Some("b"));
        assert!(fields.is("yes"));
    }

    #[test]
    fn each_mistake_is_reported_at_its_place_with_the_others() {
        let yaml = "titel: 甲\n日期: 2023-02-30\n级别: 省\n应到: 三五\nabsent: {name: 甲, resaon: 乙}\nyes: 也许\ncover: {alt: 无}\n";
        assert_eq!(
            codes(yaml),
            vec![
                ("meta/unknown-key", "1:1".into()),
                ("date/impossible", "2:5".into()),
                ("meta/unknown-choice", "3:5".into()),
                ("meta/wrong-type", "4:5".into()),
                ("meta/unknown-key", "5:19".into()),
                ("meta/wrong-type", "6:6".into()),
                ("meta/missing", "7:8".into()),
            ]
        );
    }

    #[test]
    fn repeated_keys_and_sums_are_checked() {
        assert_eq!(codes("title: 甲\n标题: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(codes("title: 甲\ntitle: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(
            codes("title: 甲\n应到: 21\n实到: 19\n缺席: [甲]\n"),
            vec![("meta/sum-mismatch", "2:5".into())]
        );
    }

    /// Returns what is suggested for each problem, and whether there is a fix for it.
    fn suggested(yaml: &str) -> Vec<(String, bool)> {
        let told = |problem: &Problem| {
            let help = problem.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
            let meant = help.strip_prefix("是不是“").and_then(|rest| rest.split('”').next()).unwrap_or("");
            (meant.to_owned(), problem.fix.is_some())
        };
        read(yaml).1.iter().map(told).collect()
    }

    #[test]
    fn what_is_missing_is_suggested_before_what_looks_alike() {
        for written in
            ["标題", "標題", "“标题”", "【标题】", "题目", "题名", "标体", "题标", "TITLE ", "titel"]
        {
            let found = suggested(&format!("{written}: 甲\n"));
            let meant = if written.starts_with(['T', 't']) { "title" } else { "标题" };
            assert!(found == [(meant.to_owned(), true)] || found.is_empty(), "{written} {found:?}");
        }
        // One problem only: the title is not also reported as missing.
        assert_eq!(codes("标題: 甲\n应到: 3\n"), vec![("meta/unknown-key", "1:1".into())]);
        // If there is a title, 题目 does not mean it.
        assert_eq!(suggested("标题: 甲\n题目: 乙\n"), [(String::new(), false)]);
        assert_eq!(suggested("文章标题: 甲\n"), [("标题".to_owned(), false)]);
    }

    #[test]
    fn nothing_is_suggested_across_meaning_and_no_claim_is_changed() {
        for (yaml, meant, is_fixed) in [
            ("委员: 甲\n", "", false),
            ("日期人: 甲\n", "", false),
            ("通信员: 甲\n", "通讯员", false),
            ("通迅员: 甲\n", "通讯员", true),
            ("通訊員: 甲\n", "通讯员", true),
            ("日其: 2026-11-20\n", "日期", true),
            ("日其: 甲\n", "", false),
            ("級別: 省级\n", "级别", true),
            ("presant: 3\n", "present", true),
            ("级别: 集团公司级\n", "", false),
            ("级别: 市级\n", "", false),
            ("级别: 省及\n", "省级", false),
            ("级别: 公 司 級\n", "公司级", true),
            ("级别: lov\n", "low", false),
            ("主讲人: 甲\n", "", false),
            ("奖金: 500\n", "", false),
            ("工人: 3\n", "", false),
            ("期终: 2026-11-20\n", "", false),
            ("权力: 甲\n", "", false),
            ("议会: 甲\n", "", false),
            ("等级: 乙级\n", "", false),
            ("等级: 师级\n", "", false),
            ("等级: country\n", "", false),
        ] {
            let found = suggested(&format!("标题: 甲\n{yaml}"));
            assert_eq!(found, [(meant.to_owned(), is_fixed)], "{yaml}");
        }
    }

    #[test]
    fn lists_are_read_as_people_write_them() {
        for line in [
            "甲，乙",
            "甲,乙",
            "甲；乙",
            "甲;乙",
            "甲、乙",
            "[甲、乙]",
            "【甲，乙】",
            "[\"甲\"，\"乙\"]",
            "[甲, 乙]",
        ] {
            for key in ["tags", "通讯员", "缺席", "级别们"] {
                let yaml =
                    format!("标题: 甲\n{key}: {}\n", line.replace('甲', "省级").replace('乙', "公司级"));
                let (fields, problems) = read(&yaml);
                let canonical = [("通讯员", "people"), ("缺席", "absent"), ("级别们", "levels")];
                let found = canonical.iter().find(|(label, _)| *label == key).map_or(key, |(_, key)| key);
                assert_eq!(fields.items(found).len(), 2, "{yaml} {problems:?}");
                let errors = problems.iter().filter(|problem| problem.code != "meta/full-width-comma");
                assert_eq!(errors.count(), 0, "{yaml} {problems:?}");
            }
        }
        for (line, count) in [
            ("张三 李四", 2),
            ("张三　李四 王五", 3),
            ("张 三", 1),
            ("无", 0),
            ("张三（出差，明天回）、李四", 2),
        ] {
            for key in ["people", "absent"] {
                let (fields, problems) = read(&format!("标题: 甲\n{key}: {line}\n"));
                assert_eq!(
                    (fields.get(key).map_or(0, |list| list.items().len()), problems),
                    (count, vec![]),
                    "{key}: {line}"
                );
            }
        }
        for key in ["people", "absent", "host"] {
            assert_eq!(codes(&format!("标题: 甲\n{key}: 张三 主任\n"))[0].0, "meta/names", "{key}");
        }
        assert_eq!(codes("标题: 甲\nhost: 张三、李四\n"), vec![("meta/names", "2:7".into())]);
        let (fields, _) = read("标题: 甲\nabsent: 张三（出差，明天回）、李四(病假)\n");
        let Some(Value::Group(absent)) = fields.items("absent").first() else { panic!("no group") };
        assert_eq!(
            (absent.text("name", ""), absent.text("reason", "")),
            (Some("张三"), Some("出差，明天回"))
        );
        // Sentences and file names contain commas.
        for (line, count) in [
            ("学习党章，讨论计划", 1),
            ("学习；讨论", 2),
            ("学习、讨论", 2),
            ("\n  - 学习、再学习，讨论\n  - 乙", 2),
        ] {
            assert_eq!(read(&format!("标题: 甲\nagenda: {line}\n")).0.items("agenda").len(), count, "{line}");
        }
        for (line, count) in [("a.pdf、b.pdf", 2), ("关于甲、乙的通知.pdf", 1), ("甲.pdf，乙.docx", 2)]
        {
            assert_eq!(read(&format!("标题: 甲\nfiles: {line}\n")).0.items("files").len(), count, "{line}");
        }
    }

    /// Returns the texts of a list, and the codes of the problems.
    fn listed(key: &str, yaml: &str) -> (Vec<String>, Vec<&'static str>) {
        let (fields, problems) = read(yaml);
        let shown = |item: &Value| match item {
            Value::Person(person) => person.name.clone(),
            Value::File(file) => file.src.clone(),
            Value::Group(group) => group.text("name", "").unwrap_or_default().to_owned(),
            Value::Date(date) => date.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Boolean(is) => is.to_string(),
            other => other.as_text().unwrap_or_default().to_owned(),
        };
        let codes = problems.iter().map(|problem| problem.code).collect();
        (fields.items(key).iter().map(shown).collect(), codes)
    }

    #[test]
    fn lists_of_any_kind_are_read_in_one_line() {
        for (key, line, wanted) in [
            ("days", "2026-11-20、2026年11月22日", vec!["2026-11-20", "2026-11-22"]),
            ("days", "2026-11-20，2026-11-22（周日）；2026", vec!["2026-11-20", "2026-11-22", "2026"]),
            ("days", "2026-11-20", vec!["2026-11-20"]),
            ("counts", "3、5人，1,000", vec!["3", "5", "1000"]),
            ("counts", "1,000", vec!["1000"]),
            ("counts", "３；４", vec!["3", "4"]),
            ("sizes", "1.5、2", vec!["1.5", "2"]),
            ("answers", "是、否", vec!["true", "false"]),
            ("sites", "https://a.cn/x、https://b.cn/y", vec!["https://a.cn/x", "https://b.cn/y"]),
            ("sites", "https://a.cn https://b.cn", vec!["https://a.cn", "https://b.cn"]),
            ("sites", "https://a.cn, mailto:x@b.cn", vec!["https://a.cn", "mailto:x@b.cn"]),
            ("sites", "https://a.cn/甲、乙", vec!["https://a.cn/甲、乙"]),
            ("files", "a.pdf b.docx", vec!["a.pdf", "b.docx"]),
            ("files", "甲.pdf　乙.PDF 丙.wps", vec!["甲.pdf", "乙.PDF", "丙.wps"]),
            ("files", "关于 通知.pdf", vec!["关于 通知.pdf"]),
            ("files", "v1.2 说明.docx", vec!["v1.2 说明.docx"]),
            ("tags", "（党建、学习）", vec!["党建", "学习"]),
            ("tags", "《条例》《准则》", vec!["《条例》", "《准则》"]),
            ("tags", "党建﹑学习､宣传", vec!["党建", "学习", "宣传"]),
            ("people", "（张三、李四）", vec!["张三", "李四"]),
            ("people", "张三（党办）李四（工会）", vec!["张三", "李四"]),
            ("people", "张三\u{200b}李四", vec!["张三", "李四"]),
        ] {
            assert_eq!(
                listed(key, &format!("标题: 甲\n{key}: {line}\n")),
                (strings(&wanted), vec![]),
                "{line}"
            );
        }
    }

    fn strings(all: &[&str]) -> Vec<String> {
        all.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn what_may_be_several_words_or_more_than_a_name_is_told() {
        for (key, line, code) in [
            ("tags", "党建 学习", "meta/joined"),
            ("tags", "党建　学习、宣传", "meta/joined"),
            ("tags", "党建|学习", "meta/joined"),
            ("tags", "党建｜学习", "meta/joined"),
            ("tags", "党建\u{200b}学习", "meta/joined"),
            ("tags", "\n  - 党建 学习", "meta/joined"),
            ("tags", "党建/学习", "meta/one-item"),
            ("people", "张三、李四等", "meta/names"),
            ("people", "张三、李四，等", "meta/names"),
            ("people", "张三；李四。", "meta/names"),
            ("people", "张三、李四等12人", "meta/names"),
            ("people", "张三、李四整理", "meta/names"),
            ("people", "张三①、李四", "meta/names"),
            ("people", "张三*", "meta/names"),
            ("people", "记者张三", "meta/names"),
            ("people", "通讯员李四、王五", "meta/names"),
            ("people", "张三·李四", "meta/names"),
            ("people", "张三.李四", "meta/names"),
            ("people", "张三-李四", "meta/names"),
            ("people", "张三：李四", "meta/names"),
            ("people", "Alice and Bob", "meta/names"),
            ("people", "《张三、李四》", "meta/names"),
            ("people", "组织委员甲甲", "meta/names"),
            ("people", "甲甲：组织委员", "meta/names"),
            ("people", "3人", "meta/names"),
            ("people", "“张三”、李四", "meta/names"),
            ("host", "张三（党办）李四（工会）", "meta/names"),
            ("host", "记者张三", "meta/names"),
            ("absent", "出差1人", "meta/names"),
            ("absent", "张三、李四因公出差", "meta/names"),
            ("absent", "张三-出差", "meta/names"),
            ("absent", "张三：出差；李四", "meta/names"),
            ("absent", "张三、李四（均出差）", "meta/names"),
        ] {
            let found = codes(&format!("标题: 甲\n{key}: {line}\n"));
            assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code], "{key}: {line}");
        }
        for (key, line) in [
            ("tags", "party building"),
            ("tags", "AI 党建"),
            ("tags", "党建+业务"),
            ("tags", "学习《条例》"),
            ("tags", "C/C++"),
            ("tags", "“两学一做”学习教育"),
            ("people", "张三"),
            ("people", "阿依·古丽"),
            ("people", "买买提·艾力"),
            ("people", "欧阳修文"),
            ("people", "李和平、张学文、万人杰"),
            ("people", "党群工作部、本刊编辑部、本报评论员、新华社"),
            ("people", "张三（记者）、李四 （组织委员）"),
            ("people", "O'Brien、J. R. Smith"),
            ("absent", "张三（病假）"),
        ] {
            assert_eq!(codes(&format!("标题: 甲\n{key}: {line}\n")), vec![], "{key}: {line}");
        }
    }

    #[test]
    fn lines_without_dashes_are_items_or_told() {
        for (key, value, wanted) in [
            ("people", "\n  张三\n  李四", vec!["张三", "李四"]),
            ("people", " 张三\n  李四\n  王五", vec!["张三", "李四", "王五"]),
            ("people", " >\n  张三\n  李四", vec!["张三", "李四"]),
            ("people", " >-\n    张三\n    李四", vec!["张三", "李四"]),
            ("people", " |\n  张三\n  李四", vec!["张三", "李四"]),
            ("people", " \"张三\n  李四\"", vec!["张三", "李四"]),
            ("people", "\n  张三、李四、\n  王五", vec!["张三", "李四", "王五"]),
            ("absent", "\n  张三（出差）\n  李四", vec!["张三", "李四"]),
            ("tags", "\n  党建\n  学习", vec!["党建", "学习"]),
            ("tags", "\n  党建\n\n  学习", vec!["党建", "学习"]),
            ("tags", " |\n  party\n  building", vec!["party", "building"]),
            ("agenda", " |\n  学习党章\n  讨论", vec!["学习党章", "讨论"]),
            ("files", "\n  a.pdf\n  b.pdf", vec!["a.pdf", "b.pdf"]),
            ("levels", "\n  省级\n  公司级", vec!["", ""]),
        ] {
            let found = listed(key, &format!("标题: 甲\n{key}:{value}\n"));
            assert_eq!(found, (strings(&wanted), vec![]), "{key}:{value}");
        }
        for (key, value, count) in [
            ("tags", "\n  party\n  building", 1),
            ("agenda", "\n  学习党章\n  讨论计划", 1),
            ("people", "\n  Alice\n  Bob", 1),
        ] {
            let (found, codes) = listed(key, &format!("标题: 甲\n{key}:{value}\n"));
            assert_eq!((found.len(), codes), (count, vec!["meta/joined"]), "{key}:{value}");
        }
        // The lines of another text are joined, even if it is the same.
        let (fields, problems) = read("标题: >\n  张三\n  李四\nhost: 王五\npeople: 张三李四\n");
        assert_eq!((fields.text("title", ""), fields.items("people").len()), (Some("张三李四"), 1));
        assert_eq!(problems, vec![]);
    }

    #[test]
    fn a_period_or_the_end_of_a_day_in_place_of_a_date_is_told() {
        for value in ["2026-11-20 09:00-11:00", "2026-11-20 至 2026-11-22", "2026年11月20日上午9:00-11:00"]
        {
            let (fields, problems) = read(&format!("标题: 甲\n日期: {value}\n"));
            assert_eq!((fields.date("date"), problems.len(), problems[0].code), (None, 1, "date/invalid"));
            assert!(problems[0].message.zh.contains("是一段时间"), "{}", problems[0].message.zh);
        }
        let (fields, problems) = read("标题: 甲\n日期: 2026年11月30日24时\n");
        assert_eq!(fields.date("date").unwrap().to_string(), "2026-12-01T00:00+08:00");
        assert_eq!((problems.len(), problems[0].code), (1, "date/midnight"));
        assert!(problems[0].message.zh.contains("2026-12-01 0:00"), "{}", problems[0].message.zh);
        // A period until 24:00 ends with that day.
        let (fields, problems) = read("标题: 甲\n期间: {from: 2026-11-20, to: 2026-11-27 24:00}\n");
        assert_eq!(problems, vec![]);
        assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-27");
        let (fields, problems) = read("标题: 甲\n期间: 2026年11月20日9时至27日24时\n");
        assert_eq!(problems, vec![]);
        assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-27");
        let (fields, problems) = read("标题: 甲\n期间: 2026-11-20 9:00-11:00\n");
        assert_eq!(problems, vec![]);
        assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-20T11:00+08:00");
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        let (fields, problems) = read("标题: 甲\n应到: 26人\n实到: ２４ 名\n缺席: 乙（病假）、丙\n");
        assert_eq!((problems, fields.integer("due")), (vec![], Some(26)));
        let (fields, problems) = read("标题: 甲\n日期: 2026-11-18\n期间: 11月20日至27日\n");
        let period = fields.group("period").unwrap();
        assert_eq!(period.date("to").unwrap().to_string(), "2026-11-27");
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["date/guessed-year"]);
        assert_eq!(codes("标题: 甲\n期间: 11月20日至27日\n"), vec![("date/no-year", "2:5".into())]);
        let (fields, problems) = read("标题: 甲\n期间: 2026年11月20日至27日\n");
        assert_eq!((problems, fields.group("period").unwrap().choice("scope")), (vec![], Some("all")));
        assert_eq!(codes("标题: 甲\n日期: 是\n"), vec![("date/invalid", "2:5".into())]);
        assert_eq!(codes("标题: 甲\n期间: 是\n"), vec![("date/invalid", "2:5".into())]);
    }

    #[test]
    fn a_value_of_a_wrong_kind_comes_with_how_to_write_it() {
        for (yaml, help) in [
            ("应到: 三五\n", "只写数字，如 应到: 1"),
            ("yes: 也许\n", "写成 yes: 是，或者 yes: 否；现在写的是“也许”"),
            ("级别:\n  -\n", "可选：省级、公司级；现在写的是一个列表"),
            ("级别们:\n  -\n", "可选：省级、公司级；现在是空的"),
            ("cover: [a.jpg]\n", "写成 cover: 合影.jpg；现在写的是一个列表"),
            ("host: [甲]\n", "写成 host: 张三；现在写的是一个列表"),
        ] {
            let problems = read(&format!("标题: 甲\n{yaml}")).1;
            let told: Vec<_> = problems.iter().filter_map(|p| Some(p.help.as_ref()?.zh.as_str())).collect();
            assert_eq!(told, [help], "{yaml}");
        }
    }

    #[test]
    fn a_list_of_groups_is_asked_for_as_a_list() {
        const LINKS: &str = "fields:\n  links: {label: {zh: 链接}, type: list, required: true, of: {type: group, fields: {title: {label: {zh: 名称}, required: true}, url: {label: {zh: 网址}, type: url, required: true}}}}\n";
        let group = declare_group(&SourceText::new("g.yaml", LINKS)).unwrap();
        let help = |yaml: &str| {
            let text = SourceText::new("a.yaml", yaml);
            let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
            let mut reader = Reader::new(yaml.text());
            for (at, node) in yaml.node.items().iter().enumerate() {
                reader.within(Step::Index(at), |reader| reader.group(&group, node));
            }
            let found = place(reader.finish(), &yaml);
            found.iter().map(|p| p.help.as_ref().unwrap().zh.clone()).collect::<Vec<_>>()
        };
        let example = "{名称: ……, 网址: https://www.example.com/}";
        for written in ["https://a.example/", "[甲, 乙]"] {
            let found = help(&format!("- 链接: {written}\n"));
            assert!(
                found.iter().all(|help| help.starts_with(&format!("在“链接:”下面每条写一行：- {example}；"))),
                "{found:?}"
            );
        }
        assert_eq!(help("- 官网\n"), [format!("每条写成 - {{链接: [{example}]}}；现在写的是“官网”")]);
        assert_eq!(help("- {}\n"), [format!("加一行，如“链接: [{example}]”")]);
    }

    #[test]
    fn one_cause_is_one_problem() {
        let words = |yaml: &str| {
            let found = read(&format!("标题: 甲\n{yaml}")).1;
            found.into_iter().map(|problem| problem.message.zh).collect::<Vec<_>>()
        };
        assert_eq!(words("host: {姓名: }\n"), ["“姓名”后面是空的"]);
        assert_eq!(words("host: {姓名: \"\"}\n"), ["“姓名”后面是空的"]);
        assert_eq!(words("host: {姓名: [甲]}\n"), ["“姓名”要写一段文字"]);
        assert_eq!(words("host: {姓明: 甲}\n"), ["没有“姓明”这一项"], "it is there, under a wrong name");
        assert_eq!(words("host: {职务: 主任}\n"), ["缺少“姓名”"]);
        assert_eq!(words("host: {姓名: 甲, 职务: }\n"), [""; 0]);
        // What does not add up because one of the numbers is wrong only follows.
        assert_eq!(words("应到: 26\n实到: 十几\n缺席: 甲\n").len(), 1);
        assert_eq!(words("应到: 26\n实到: 20\n缺席: 甲\n").len(), 1);
        let problems = read("标题: 甲\n应到: 26\n实到: 24\n缺席: {张三: 出差, 李四: 病假}\n").1;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].help.as_ref().unwrap().zh, "写成 缺席: 张三（出差）、李四（病假）");
        let problems = read("标题: 甲\nhost: {张三: 主任}\n").1;
        assert_eq!(
            (problems.len(), problems[0].help.as_ref().unwrap().zh.as_str()),
            (1, "写成 host: 张三（主任）")
        );
    }

    #[test]
    fn what_is_required_is_not_to_be_removed() {
        let help = |yaml: &str| read(yaml).1[0].help.as_ref().unwrap().zh.clone();
        assert_eq!(help("标题: 待填\n"), "填上：一段文字");
        assert_eq!(help("标题: 甲\n日期: 待填\n"), "填上：一个日期，如 2026-11-20；不需要的，整行删去");
    }

    #[test]
    fn a_text_that_a_comment_cuts_is_told() {
        let title = |yaml: &str| {
            let (fields, problems) = read(yaml);
            let told = problems.iter().map(|problem| (problem.code, problem.fix.is_some())).collect();
            (fields.text("title", "").unwrap_or_default().to_owned(), told)
        };
        let tight: Vec<(&str, bool)> = vec![("meta/unquoted", true)];
        for (line, whole) in [
            ("2 #高炉党支部获奖", "2 #高炉党支部获奖"),
            ("1 #矿、2 #矿", "1 #矿、2 #矿"),
            ("2026年11月20日 #纪实", "2026年11月20日 #纪实"),
        ] {
            assert_eq!(title(&format!("标题: {line}\n")), (whole.to_owned(), tight.clone()), "{line}");
        }
        let loose: Vec<(&str, bool)> = vec![("meta/comment", true)];
        for (line, begin) in [("学习 # 二十大", "学习"), ("3 # 井恢复生产", "3"), ("一 # 二", "一")]
        {
            assert_eq!(title(&format!("标题: {line}\n")), (begin.to_owned(), loose.clone()), "{line}");
        }
        // Here the comment is one: the value is complete, or the line has no words after the `#`.
        for yaml in [
            "标题: \"甲\" # 注\n",
            "标题: 甲\n日期: 2026-11-20 #改\n应到: 3 # 含预备党员\n实到: 3 #注\n",
            "# 注\n标题: 甲\n  # 注\n",
            "标题: 甲 #\n",
        ] {
            assert_eq!(title(yaml).1, vec![], "{yaml}");
        }
        let (fields, problems) = read("标题: 甲\ntags:\n  - 1 #井\n  - 2 #井\nhost: 张三 #主任\n");
        let tags: Vec<_> = fields.items("tags").iter().map(|tag| tag.as_text().unwrap_or_default()).collect();
        assert_eq!((tags, problems.len()), (vec!["1 #井", "2 #井"], 3), "{problems:?}");
        let (_, problems) = read("标题: 甲\ntags: 学习、党建 # 支部\n");
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["meta/comment"]);
        let (fields, problems) =
            read("标题: 甲\nmenu:\n  - title: 1 #高炉\n    limit: 3 #条\n  - title: 党建\n");
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["meta/unquoted"]);
        let Some(Value::Any(menu)) = fields.get("menu") else { panic!("no menu") };
        assert_eq!(menu.items()[0].get("title"), Some(&Node::String("1 #高炉".into())));
        assert_eq!(menu.items()[0].get("limit"), Some(&Node::Integer(3)));
        // The fix quotes the whole value.
        let fix = read("标题: 2 #炉\n").1.remove(0).fix.unwrap();
        assert_eq!(crate::problem::apply("标题: 2 #炉\n", &[&fix]).0, "标题: \"2 #炉\"\n");
    }

    #[test]
    fn an_empty_field_is_told_as_empty() {
        for yaml in ["标题:\n日期: 2026\n", "标题: \"\"\n", "标题: '  '\n", "标题: ~\n"] {
            let problems = read(yaml).1;
            assert_eq!(problems[0].message.zh, "“标题”后面是空的", "{yaml}");
            assert_eq!((problems.len(), problems[0].place.as_ref().unwrap().line), (1, 1), "{yaml}");
        }
        assert_eq!(read("日期: 2026\n").1[0].message.zh, "缺少“标题”");
    }

    #[test]
    fn the_terms_of_a_sum_are_named() {
        let problem = &read("标题: 甲\n应到: 26\n实到: 23\n缺席: 甲\n").1[0];
        assert_eq!(problem.message.zh, "数目对不上：应到 26 ≠ 实到 23 + 缺席 1");
        assert!(problem.help.as_ref().unwrap().zh.contains("甲（出差）、乙（病假）"));
    }

    /// Returns each message with its help, in Chinese.
    fn told(problems: &[Problem]) -> Vec<String> {
        let help = |problem: &Problem| problem.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
        problems.iter().map(|problem| format!("{} → {}", problem.message.zh, help(problem))).collect()
    }

    #[test]
    fn words_and_marks_for_nothing_leave_a_field_out() {
        for word in ["无", "没有", "暂无", "——", "/", "[无]", "None", "\n  - 无"] {
            for key in
                ["缺席", "通讯员", "tags", "cover", "host", "files", "级别们", "agenda", "日期", "级别"]
            {
                let (fields, problems) = read(&format!("标题: 甲\n{key}: {word}\n"));
                let is_list = word.contains('无') && word.len() > 3;
                if is_list && matches!(key, "cover" | "host" | "日期" | "级别") {
                    continue;
                }
                assert_eq!(problems, vec![], "{key}: {word}");
                assert_eq!(fields.iter().count(), 2, "{key}: {word} {fields:?}");
            }
        }
        // A text may be about nothing; a required field has something.
        let (fields, problems) = read("标题: 甲\n期间: 无\n说明: 无\n来源: 无\n");
        assert_eq!((problems, fields.text("note", ""), fields.get("source")), (vec![], Some("无"), None));
        assert_eq!(read("标题: 甲\ntags: [无, 乙]\n").0.items("tags").len(), 2);
        assert_eq!(
            told(&read("标题: 甲\n期间: {from: 2026-11-20, to: 无}\n").1),
            ["“to”不能写“无”，这一项一定要有 → 在冒号后面写上内容，如“to: 2026-11-20”"]
        );
    }

    #[test]
    fn a_sum_is_checked_only_if_it_is_known() {
        for yaml in [
            "应到: 26\n缺席: 甲\n",
            "应到: 26\n缺席: 无\n",
            "应到: 26\n实到: ——\n缺席: 甲\n",
            "应到: 26\n实到: 26\n缺席: 无\n",
            "应到: 26\n实到: 25\n缺席: 张三\n",
        ] {
            assert_eq!(codes(&format!("标题: 甲\n{yaml}")), vec![], "{yaml}");
        }
        for yaml in ["应到: 26\n实到: 25\n", "应到: 1\n缺席: 甲、乙\n", "应到: 26\n实到: 27\n"]
        {
            let found = codes(&format!("标题: 甲\n{yaml}"));
            assert_eq!(found, vec![("meta/sum-mismatch", "2:5".into())], "{yaml}");
        }
        // One cause, one problem.
        let found = codes("标题: 甲\n应到: 26\n实到: 25（其中线上3人）\n缺席: 甲、乙\n");
        assert_eq!(found, vec![("meta/wrong-type", "3:5".into())]);
    }

    #[test]
    fn a_number_that_is_not_one_says_what_to_write() {
        for (written, help) in [
            ("应到: 30余人", "“30余人”是约数，这里要确切的数：核实以后写，如 应到: 30"),
            ("应到: 约30", "“约30”是约数，这里要确切的数：核实以后写，如 应到: 30"),
            ("实到: 全体", "“全体”是多少，写出数字，如 实到: 26"),
            ("实到: 25（其中线上3人）", "写成 实到: 25；括号里的“其中线上3人”写进正文"),
            ("实到: 无", "数目是零的，写成 实到: 0；没有这个数的，删去这一项"),
            ("实到: 3万", "这里不能写“万”：按这一项的计量单位换算，只写数字，如 实到: 30000"),
            ("实到: 70%", "只写数字，不带“%”：写成 实到: 70"),
            ("实到: 许多", "只写数字，如 实到: 1"),
            ("实到: 第三", "只写数字，写成 实到: 3"),
            ("间隔秒数: 5分", "“分”和“间隔秒数”的计量单位不同：换算以后只写数字"),
        ] {
            let (name, text) = written.split_once(": ").unwrap();
            let found = told(&read(&format!("标题: 甲\n{written}\n")).1);
            assert_eq!(found, [format!("“{name}”要写一个整数，现在是“{text}” → {help}")], "{written}");
        }
        for (written, key, number) in [
            ("应到: 2课时", "due", 2),
            ("应到: 300字", "due", 300),
            ("应到: 2024年", "due", 2024),
            ("应到: 两百", "due", 200),
            ("间隔秒数: 5秒", "seconds", 5),
        ] {
            let (fields, problems) = read(&format!("标题: 甲\n{written}\n"));
            assert_eq!((fields.integer(key), problems), (Some(number), vec![]), "{written}");
        }
    }

    #[test]
    fn a_unit_and_a_qualifier_go_to_their_fields() {
        for (written, number, unit, qualifier) in [
            ("70%", Value::Integer(70), Some("%"), None),
            ("约240", Value::Integer(240), None, Some("about")),
            ("70余万元", Value::Integer(70), Some("万元"), Some("over")),
            ("3.5万多元", Value::Number(3.5), Some("万元"), Some("over")),
            ("近1,200人", Value::Integer(1200), Some("人"), Some("nearly")),
            ("26", Value::Integer(26), None, None),
        ] {
            let (fields, problems) =
                read(&format!("标题: 甲\n数据: {{数值: {written}}}\n").replace(",2", "2"));
            let figure = fields.group("figure").unwrap();
            assert_eq!(problems, vec![], "{written}");
            assert_eq!(
                (figure.get("value"), figure.text("unit", ""), figure.choice("qualifier")),
                (Some(&number), unit, qualifier),
                "{written}"
            );
        }
        let (fields, problems) = read("标题: 甲\n数据: {数值: 26人, 单位: 人, 余数: 30余人}\n");
        let figure = fields.group("figure").unwrap();
        assert_eq!(
            (problems, figure.integer("rest"), figure.choice("rest_qualifier")),
            (vec![], Some(30), Some("over"))
        );
        for written in ["数值: 70%, 单位: 个", "数值: 约70, 限定: 余"] {
            let problems = read(&format!("标题: 甲\n数据: {{{written}}}\n")).1;
            assert!(problems.len() == 1 && problems[0].message.zh.contains("写的不一样"), "{problems:?}");
        }
        // No field takes it.
        assert_eq!(codes("标题: 甲\n党员: 约26\n"), vec![("meta/wrong-type", "2:5".into())]);
    }

    #[test]
    fn a_date_says_what_date_it_is() {
        for (written, message) in [
            (
                "置顶: 3天",
                "“置顶”要写一个日期，不能写“3天” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
            ),
            (
                "置顶: 长期",
                "“置顶”要写一个日期，不能写“长期” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
            ),
            (
                "置顶: 1",
                "“置顶”要写一个日期，不能写“1” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
            ),
            (
                "置顶: 至11月30日",
                "看不懂“至11月30日”这个日期 → 只写日期，前面加上年份，如 置顶: 2026年11月30日",
            ),
            (
                "置顶: 截至2026年11月30日",
                "看不懂“截至2026年11月30日”这个日期 → 只写日期，写成 置顶: 2026年11月30日",
            ),
            (
                "日期: 2026年11月20日至27日",
                "“日期”只写一个日期，“2026年11月20日至27日”是一段时间 → 写开始的时间，写成 日期: 2026-11-20；到什么时候为止，写进正文",
            ),
            (
                "日期: 2026-11-20 9:00-11:00",
                "“日期”只写一个日期，“2026-11-20 9:00-11:00”是一段时间 → 写开始的时间，写成 日期: 2026-11-20 09:00；到什么时候为止，写进正文",
            ),
        ] {
            assert_eq!(told(&read(&format!("标题: 甲\n{written}\n")).1), [message], "{written}");
        }
        for written in ["[2026-11-20, 2026-11-27]", "\n  - 2026年11月20日\n  - 27日", "2026-11-20/2026-11-27"]
        {
            let (fields, problems) = read(&format!("标题: 甲\n期间: {written}\n"));
            let end =
                fields.group("period").and_then(|period| period.date("to")).map(|date| date.to_string());
            assert_eq!((problems, end.as_deref()), (vec![], Some("2026-11-27")), "{written}");
        }
        let help = &told(&read("标题: 甲\n期间: [2026-11-20]\n").1)[0];
        assert!(help.contains("from: 2026-11-20, to: 2026-11-27"), "{help}");
    }

    #[test]
    fn choices_are_split_only_into_choices() {
        for line in ["省级暨公司级", "省级和公司级", "省级、公司级", "[省级暨公司级]", "省级+公司级"]
        {
            let (fields, problems) = read(&format!("标题: 甲\n级别们: {line}\n"));
            assert_eq!((fields.items("levels").len(), problems), (2, vec![]), "{line}");
        }
        assert_eq!(codes("标题: 甲\n级别们: 省级暨市级\n"), vec![("meta/unknown-choice", "2:6".into())]);
        assert_eq!(
            told(&read("标题: 甲\n级别: 省级暨公司级\n").1),
            ["“级别”只能选一个，这里写了 2 个 → 可选：省级、公司级"]
        );
        // A level is a claim: it is suggested, not written.
        let problem = &read("标题: 甲\n级别: 全省\n").1[0];
        assert_eq!(problem.help.as_ref().unwrap().zh, "是不是“省级”？可选：省级、公司级");
        assert!(problem.fix.is_none());
    }

    #[test]
    fn a_key_that_hides_the_page_cannot_be_ignored() {
        let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
        let ignored: Vec<String> =
            ["published", "Hidden", "password", "公开", "layout"].map(str::to_owned).to_vec();
        let count = |line: &str| {
            let text = format!("标题: 甲\n{line}\n");
            let text = SourceText::new("a.yaml", &text);
            let yaml = Yaml::read(&text, 0..text.text().len()).unwrap();
            let mut reader = Reader::new(yaml.text()).of_page(&ignored);
            reader.group(&group, &yaml.node);
            let problems = place(reader.finish(), &yaml);
            assert!(problems.iter().all(Problem::is_error), "{problems:?}");
            problems.len()
        };
        for line in ["published: false", "Hidden: true", "password: abc", "公开: 否"] {
            assert_eq!(count(line), 1, "{line}");
        }
        for line in ["published: true", "Hidden: false", "公开: 是", "layout: post"] {
            assert_eq!(count(line), 0, "{line}");
        }
    }
}
