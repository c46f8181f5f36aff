//! Reads YAML against a declaration: returns typed fields, and every mistake with the trail to it.

#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::sync::Arc;

use super::meant::AbsentFields;
use super::own_name;
use super::split_number::{self, NumberParts};
use super::{Date, Field, Fields, Group, Issue, Kind, Translated, Value, Zone, written_trail};
use crate::problem::Problem;
use crate::source::yaml::{Node, Part, Step, Trail, WrittenScalars, Yaml, locate};

/// Whether a field is a period, and written on one line, `11月20日至27日`, or as a list of two
/// dates.
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
    /// Returns the value of the field if it is left out; `has` says whether another field is given.
    pub(super) fn default_value(&self, has: impl Fn(&str) -> bool) -> Option<Value> {
        let beside = self.default_with.iter().find(|(key, _)| has(key)).map(|(_, node)| node);
        let node = beside.or(self.default.as_ref());
        node.and_then(|node| Reader::new("").value(&self.kind, node, ""))
    }
}

/// The sign between a name and its value in YAML.
const YAML_SIGN: &str = ": ";

/// Reads nodes against declarations and collects all mistakes.
pub struct Reader<'a> {
    pub(super) written: WrittenScalars<'a>,
    /// The text, and the places in it where the line ends between Chinese lines were removed.
    pub(super) yaml: &'a str,
    pub(super) joins: &'a [usize],
    /// The places in it of the texts whose ` #` has been reported by whoever read the YAML.
    pub(super) hashes: &'a [Range<usize>],
    /// Whether a text may be folded at all, computed when it is first asked.
    pub(super) folds: OnceCell<bool>,
    /// The number of texts that were searched for.
    pub(super) searches: Cell<usize>,
    pub(super) trail: Trail,
    pub(super) issues: Vec<Issue>,
    /// The time zone in which dates are read.
    pub(super) zone: Zone,
    /// The sign between a name and its value in messages: `: `, or `=` in a directive.
    pub(super) sign: &'a str,
    /// The treatment of commas in the items of the current list.
    pub(super) sentences: Sentences,
    /// Whether the current field is required.
    pub(super) is_required: bool,
    /// The keys that the site ignores. Set for front matter only: other generators add keys to
    /// nothing else.
    pub(super) ignored: Option<&'a [String]>,
    /// The number of placeholders found so far.
    pub(super) placeholders: usize,
    /// The name and id of the content type, for its front matter. The keys of a type are too many
    /// to list in a message, so the message names the command that lists them.
    pub(super) content_type: Option<(&'a Translated, &'a str)>,
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

/// The fields found in a mapping: key, name as written, and the value if it is right.
type GivenFields<'n> = Vec<(Arc<str>, &'n str, Option<Value>)>;

impl<'a> Reader<'a> {
    /// Creates a reader of the nodes of `yaml`.
    pub fn of(yaml: &'a Yaml<'_>) -> Self {
        Self { hashes: yaml.hashes(), ..Self::new(yaml.text()) }
    }

    /// Creates a reader of nodes parsed from `yaml`, strict YAML.
    pub fn new(yaml: &'a str) -> Self {
        Self {
            written: WrittenScalars::new(yaml),
            yaml,
            joins: &[],
            hashes: &[],
            folds: OnceCell::new(),
            searches: Cell::new(0),
            trail: Vec::new(),
            issues: Vec::new(),
            zone: Zone::default(),
            sign: YAML_SIGN,
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

    /// Returns whether the ` #` in the current value has been reported.
    pub(super) fn is_hash_told(&self) -> bool {
        if self.hashes.is_empty() {
            return false;
        }
        let value = locate(self.yaml, &self.trail, Part::Value);
        self.hashes.iter().any(|told| told.start < value.end && value.start < told.end)
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

    /// Makes this a reader of a value that is written outside of front matter, after `sign`.
    #[must_use]
    pub(super) fn after(self, sign: &'a str) -> Self {
        Self { sign, ..self }
    }

    /// Whether the value is written in YAML, where a `#` begins a comment.
    pub(super) fn is_yaml(&self) -> bool {
        self.sign == YAML_SIGN
    }

    /// Returns a name with the sign before its value: `应到: `; nothing without a name.
    pub(super) fn keyed(&self, name: &str) -> String {
        if name.is_empty() { String::new() } else { format!("{name}{}", self.sign) }
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
                let absent = absent.get_or_insert_with(|| AbsentFields::of(group, entries));
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
            let plain = own_name::without(field, written, value, self.is_of_page() && self.trail.is_empty());
            let value = plain.as_ref().unwrap_or(value);
            let about = || date_of(group, entries, self.zone);
            let about = if is_period(field, value) { about() } else { None };
            let split = split_number::split(group, field, value);
            let value = split.as_ref().map_or(value, |split| &split.number);
            let value =
                self.within(Step::Key(written.clone()), |this| this.field(field, value, written, about));
            found.push((field.key.clone(), written, value));
            let Some(NumberParts { beside: others, .. }) = split else { continue };
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
            _ if *node == Node::Null => {
                self.only_comment(field, written);
                None
            }
            _ if field.is_no_value(node) => None,
            Kind::Date => match node.as_str().and_then(|text| Date::plain(text, self.zone)) {
                Some(date) => Some(Value::Date(date)),
                None => match self.ended_day(field, node) {
                    Some(day) => Some(Value::Date(day)),
                    None => self.one_date(field, node, written),
                },
            },
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
            let has = |key: &str| {
                let is_given =
                    |(given, _, value): &(Arc<str>, &str, Option<Value>)| **given == *key && value.is_some();
                fields.get(key).is_some() || found.iter().any(is_given)
            };
            let value = value.or_else(|| field.default_value(has));
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
}
