//! YAML against a declaration: typed fields, and every mistake with the trail to its place.

use std::sync::Arc;

use super::{Choice, Date, DateError, Field, Fields, File, Group, Image, Kind, Person, Value};
use crate::problem::{Problem, SourceText, suggest};
use crate::source::yaml::{self, Node, Part, Step, Trail};

/// A key of a mapping with fixed keys, and the names that may stand for it.
pub(super) type PartNames = (&'static str, &'static [&'static str]);

/// A picture as a mapping; the first key must be there.
pub(super) const IMAGE_PARTS: [PartNames; 4] = [
    ("src", &["图片", "文件"]),
    ("alt", &["说明", "替代文字"]),
    ("caption", &["图说"]),
    ("credit", &["摄影", "作者"]),
];
/// A file as a mapping; the first key must be there.
pub(super) const FILE_PARTS: [PartNames; 2] =
    [("src", &["文件", "file"]), ("title", &["名称", "标题", "name"])];
/// A person as a mapping; the first key must be there.
pub(super) const PERSON_PARTS: [PartNames; 3] =
    [("name", &["姓名"]), ("post", &["职务", "title"]), ("unit", &["单位"])];
/// What parts the items of a list that is written in one line.
pub(super) const SEPARATORS: [char; 3] = ['、', '；', ';'];
/// How yes and no may be written besides `true` and `false`.
pub(super) const YES: [&str; 5] = ["是", "yes", "true", "对", "on"];
/// See [`YES`].
pub(super) const NO: [&str; 5] = ["否", "no", "false", "不是", "off"];

/// A mistake and the trail to it within its YAML.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The steps from the root of the YAML.
    pub trail: Trail,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
}

/// Puts issues into the file in whose `span` the YAML stands.
pub fn place(issues: Vec<Issue>, text: &SourceText<'_>, yaml_span: std::ops::Range<usize>) -> Vec<Problem> {
    let yaml = text.text().get(yaml_span.clone()).unwrap_or_default();
    let placed = issues.into_iter().map(|issue| {
        let span = yaml::locate(yaml, &issue.trail, issue.part);
        // Without any front matter the first line of the file has to do.
        let span = if yaml.is_empty() {
            0..text.text().find('\n').unwrap_or(text.text().len())
        } else {
            span.start + yaml_span.start..span.end + yaml_span.start
        };
        issue.problem.at(text, span)
    });
    placed.collect()
}

/// The trail as written of the field at `path` (canonical keys and indices).
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
                kind = group.and_then(|g| g.field(key)).map(|field| &field.kind);
            }
            // A single value that stands for a list of one has no index to step to.
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
        group = match kind {
            Some(Kind::Group(inner)) => Some(inner),
            _ => None,
        };
    }
    trail
}

/// Reads nodes against declarations and collects all mistakes.
pub struct Reader<'a> {
    yaml: &'a str,
    trail: Trail,
    issues: Vec<Issue>,
}

impl<'a> Reader<'a> {
    /// A reader of nodes parsed from `yaml`.
    pub fn new(yaml: &'a str) -> Self {
        Self { yaml, trail: Vec::new(), issues: Vec::new() }
    }

    /// The mistakes found.
    pub fn finish(self) -> Vec<Issue> {
        self.issues
    }

    /// Goes a step further in.
    pub fn enter(&mut self, step: Step) {
        self.trail.push(step);
    }

    /// Goes back out by a step.
    pub fn leave(&mut self) {
        self.trail.pop();
    }

    /// Reads at a node further in.
    pub fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let value = read(self);
        self.trail.pop();
        value
    }

    /// Notes a mistake at `steps` from where the reader is.
    pub fn report(&mut self, steps: &[Step], part: Part, problem: Problem) {
        let mut trail = self.trail.clone();
        trail.extend_from_slice(steps);
        self.issues.push(Issue { trail, part, problem });
    }

    /// Reads a mapping against a group: its fields, typed, with defaults filled in and rules checked.
    pub fn group(&mut self, group: &Group, node: &Node) -> Fields {
        let entries = match node {
            Node::Mapping(entries) => entries.as_slice(),
            Node::Null => &[],
            _ => {
                return self
                    .wrong_kind("", ("一组“名称: 内容”", "a group of `key: value`"), node)
                    .unwrap_or_default();
            }
        };
        let mut found: Vec<(Arc<str>, &str, Option<Value>)> = Vec::with_capacity(entries.len());
        for (written, value) in entries {
            let Some(field) = group.meant_by(written) else {
                self.unknown_key(group, written);
                continue;
            };
            if let Some((_, first, _)) = found.iter().find(|(key, ..)| *key == field.key) {
                let first = (*first).to_owned();
                self.repeated_key(written, &first);
                continue;
            }
            let value = if *value == Node::Null {
                None
            } else {
                self.within(Step::Key(written.clone()), |this| this.value(&field.kind, value, written))
            };
            found.push((field.key.clone(), written, value));
        }
        let fields = self.collect(group, &mut found);
        self.rules(group, &fields, &found);
        fields
    }

    /// Values in the order of the declaration, with defaults; reports what is required and missing.
    fn collect(&mut self, group: &Group, found: &mut [(Arc<str>, &str, Option<Value>)]) -> Fields {
        let mut fields = Fields::default();
        for field in group.fields() {
            let given = found.iter_mut().find(|(key, ..)| *key == field.key);
            let was_given = given.as_ref().is_some_and(|(_, _, value)| value.is_some());
            let value = given.and_then(|(_, _, value)| value.take());
            let value = value.or_else(|| {
                field.default.as_ref().and_then(|node| Reader::new("").value(&field.kind, node, ""))
            });
            match value {
                Some(value) => fields.set(field.key.clone(), value),
                None if field.required && !was_given && !self.already_wrong(found, &field.key) => {
                    self.missing(field)
                }
                None => {}
            }
        }
        fields
    }

    /// Whether the field was written and found wrong: then it is not missing as well.
    fn already_wrong(&self, found: &[(Arc<str>, &str, Option<Value>)], key: &str) -> bool {
        let Some((_, written, _)) = found.iter().find(|(known, ..)| **known == *key) else { return false };
        let mut trail = self.trail.clone();
        trail.push(Step::Key((*written).to_owned()));
        self.issues.iter().any(|issue| issue.trail.starts_with(&trail))
    }

    fn rules(&mut self, group: &Group, fields: &Fields, found: &[(Arc<str>, &str, Option<Value>)]) {
        for rule in &group.rules {
            if let Some((path, problem)) = rule.check(fields) {
                let key = path.split('.').next().unwrap_or(&path);
                let written =
                    found.iter().find(|(known, ..)| **known == *key).map_or(key, |(_, written, _)| written);
                self.report(&[Step::Key(written.to_owned())], Part::Key, problem);
            }
        }
    }

    /// Reads one value; `None` where it is wrong (and reported) or empty.
    pub fn value(&mut self, kind: &Kind, node: &Node, name: &str) -> Option<Value> {
        match kind {
            Kind::Text => self.text(node, name, kind).map(|text| Value::Text(text.into())),
            Kind::Markdown => self.text(node, name, kind).map(|text| Value::Markdown(text.into())),
            Kind::Organization => self.text(node, name, kind).map(|text| Value::Organization(text.into())),
            Kind::Reference(_) => self.text(node, name, kind).map(|text| Value::Reference(text.into())),
            Kind::Date => self.date(node, name),
            Kind::Integer { minimum, maximum } => self.integer(node, name, *minimum, *maximum),
            Kind::Number => self.number(node, name),
            Kind::Boolean => self.boolean(node, name),
            Kind::Choice(choices) => self.choice(node, name, choices),
            Kind::Image => self.image(node, name),
            Kind::File => self.file(node, name),
            Kind::Person => self.person(node, name),
            Kind::List(of) => self.list(of, node, name),
            Kind::Group(group) => self.short_or_group(group, node),
            Kind::Localized(inner) => self.localized(inner, node, name),
            Kind::Any => Some(Value::Any(Box::new(node.clone()))),
        }
    }

    /// A scalar as it was written.
    fn text(&mut self, node: &Node, name: &str, kind: &Kind) -> Option<String> {
        let text = match node {
            Node::String(text) => text.trim().to_owned(),
            Node::Sequence(_) | Node::Mapping(_) | Node::Null => {
                return self.wrong_kind(name, kind.wanted(), node);
            }
            Node::Bool(value) => yaml::verbatim(self.yaml, &self.trail).unwrap_or_else(|| value.to_string()),
            Node::Integer(value) => {
                yaml::verbatim(self.yaml, &self.trail).unwrap_or_else(|| value.to_string())
            }
            Node::Float(value) => yaml::verbatim(self.yaml, &self.trail).unwrap_or_else(|| value.to_string()),
        };
        (!text.is_empty()).then_some(text)
    }

    fn date(&mut self, node: &Node, name: &str) -> Option<Value> {
        let text = self.text(node, name, &Kind::Date)?;
        match Date::parse(&text) {
            Ok(date) => return Some(Value::Date(date)),
            Err(DateError::Calendar) => {
                let problem = Problem::error(
                    "date/impossible",
                    format!("没有“{text}”这个日期"),
                    format!("there is no such date as `{text}`"),
                )
                .help(
                    "查一查日历：月份有没有这一天，时间有没有超过 23:59:59",
                    "look at a calendar and a clock",
                );
                self.report(&[], Part::Value, problem);
            }
            Err(DateError::Form) => {
                let problem = Problem::error(
                    "date/invalid",
                    format!("“{text}”不是能看懂的日期"),
                    format!("`{text}` is not a date"),
                )
                .help(
                    "写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样",
                    "write 2026-11-20, 2006-07 or 2011",
                );
                self.report(&[], Part::Value, problem);
            }
        }
        None
    }

    fn integer(
        &mut self,
        node: &Node,
        name: &str,
        minimum: Option<i64>,
        maximum: Option<i64>,
    ) -> Option<Value> {
        let number = match node {
            Node::Integer(number) => Some(*number),
            Node::String(text) => plain_number(text).parse().ok(),
            _ => None,
        };
        let Some(number) = number else {
            return self.wrong_kind(name, Kind::Integer { minimum, maximum }.wanted(), node);
        };
        if minimum.is_some_and(|least| number < least) || maximum.is_some_and(|most| number > most) {
            let bound = |bound: Option<i64>| bound.map(|b| b.to_string()).unwrap_or_default();
            let range = format!("{}–{}", bound(minimum), bound(maximum));
            let problem = Problem::error(
                "meta/out-of-range",
                format!("“{name}”的 {number} 超出了范围 {range}"),
                format!("`{name}`: {number} is out of {range}"),
            );
            self.report(&[], Part::Value, problem);
            return None;
        }
        Some(Value::Integer(number))
    }

    fn number(&mut self, node: &Node, name: &str) -> Option<Value> {
        match node {
            Node::Integer(number) => Some(Value::Integer(*number)),
            Node::Float(number) if number.is_finite() => Some(Value::Number(*number)),
            Node::String(text) => match plain_number(text).parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Value::Number(number)),
                _ => self.wrong_kind(name, Kind::Number.wanted(), node),
            },
            _ => self.wrong_kind(name, Kind::Number.wanted(), node),
        }
    }

    fn boolean(&mut self, node: &Node, name: &str) -> Option<Value> {
        match node {
            Node::Bool(value) => Some(Value::Boolean(*value)),
            Node::String(text) => match text.trim().to_lowercase().as_str() {
                word if YES.contains(&word) => Some(Value::Boolean(true)),
                word if NO.contains(&word) => Some(Value::Boolean(false)),
                _ => self.wrong_kind(name, Kind::Boolean.wanted(), node),
            },
            _ => self.wrong_kind(name, Kind::Boolean.wanted(), node),
        }
    }

    fn choice(&mut self, node: &Node, name: &str, choices: &Arc<[Choice]>) -> Option<Value> {
        let text = self.text(node, name, &Kind::Choice(choices.clone()))?;
        let means = |choice: &Choice| {
            choice.key.eq_ignore_ascii_case(&text) || choice.name.all().any(|n| n.eq_ignore_ascii_case(&text))
        };
        if let Some(at) = choices.iter().position(means) {
            return Some(Value::Choice(choices.clone(), at));
        }
        let names = || choices.iter().map(|choice| choice.name.get("zh"));
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
        let nearest =
            suggest(&text, choices.iter().flat_map(|c| std::iter::once(c.key.as_str()).chain(c.name.all())));
        let did_you_mean =
            nearest.map(|n| (format!("是不是“{n}”？"), format!("did you mean `{n}`? "))).unwrap_or_default();
        let problem = Problem::error(
            "meta/unknown-choice",
            format!("“{name}”没有“{text}”这个选项"),
            format!("`{name}` has no choice `{text}`"),
        )
        .help(
            format!("{}可选：{}", did_you_mean.0, names().collect::<Vec<_>>().join("、")),
            format!("{}choices: {}", did_you_mean.1, keys.join(", ")),
        );
        self.report(&[], Part::Value, problem);
        None
    }

    fn image(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = self.text(node, name, &Kind::Image)?;
            return Some(Value::Image(Box::new(Image { src, ..Image::default() })));
        }
        let [src, alt, caption, credit] = self.parts(node, name, Kind::Image.wanted(), IMAGE_PARTS)?;
        Some(Value::Image(Box::new(Image { src: src?, alt, caption, credit })))
    }

    fn file(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = self.text(node, name, &Kind::File)?;
            return Some(Value::File(Box::new(File { src, title: None })));
        }
        let [src, title] = self.parts(node, name, Kind::File.wanted(), FILE_PARTS)?;
        Some(Value::File(Box::new(File { src: src?, title })))
    }

    /// `张三`, `张三（技术员）`, or a mapping.
    fn person(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let text = self.text(node, name, &Kind::Person)?;
            let inner = text.strip_suffix(['）', ')']).and_then(|rest| rest.split_once(['（', '(']));
            let (name, post) = inner
                .map_or((text.as_str(), None), |(name, post)| (name.trim(), Some(post.trim().to_owned())));
            return Some(Value::Person(Box::new(Person { name: name.to_owned(), post, unit: None })));
        }
        let [name, post, unit] = self.parts(node, name, Kind::Person.wanted(), PERSON_PARTS)?;
        Some(Value::Person(Box::new(Person { name: name?, post, unit })))
    }

    /// The texts of a mapping with fixed keys, of which the first must be there.
    fn parts<const N: usize>(
        &mut self,
        node: &Node,
        name: &str,
        wanted: (&str, &str),
        keys: [(&str, &[&str]); N],
    ) -> Option<[Option<String>; N]> {
        let Node::Mapping(entries) = node else { return self.wrong_kind(name, wanted, node) };
        let mut parts = [const { None }; N];
        for (written, value) in entries {
            let Some(at) =
                keys.iter().position(|(key, names)| key == written || names.contains(&written.as_str()))
            else {
                self.unknown_among(
                    written,
                    keys.iter().flat_map(|(key, names)| std::iter::once(*key).chain(names.iter().copied())),
                );
                continue;
            };
            let text = self.within(Step::Key(written.clone()), |this| this.text(value, written, &Kind::Text));
            if let Some(part) = parts.get_mut(at) {
                *part = text;
            }
        }
        if parts.first().is_some_and(Option::is_none) {
            return self.wrong_kind(name, wanted, node);
        }
        Some(parts)
    }

    fn list(&mut self, of: &Kind, node: &Node, name: &str) -> Option<Value> {
        let items: Vec<Value> = match node {
            Node::Sequence(items) => {
                let read = |(at, item): (usize, &Node)| {
                    self.within(Step::Index(at), |this| this.value(of, item, name))
                };
                items.iter().enumerate().filter_map(read).collect()
            }
            // 甲、乙 in one line, as staff write it.
            Node::String(text) if splits_in_line(of) && text.contains(SEPARATORS) => {
                let parts = text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
                parts.filter_map(|part| self.value(of, &Node::String(part.to_owned()), name)).collect()
            }
            single => self.value(of, single, name).into_iter().collect(),
        };
        (!items.is_empty()).then_some(Value::List(items))
    }

    fn short_or_group(&mut self, group: &Group, node: &Node) -> Option<Value> {
        match &group.short {
            Some(short) if node.is_scalar() => {
                let field = group.field(short)?;
                let mut fields = Fields::default();
                fields.set(short.clone(), self.value(&field.kind, node, short)?);
                Some(Value::Group(fields))
            }
            _ => {
                let before = self.issues.len();
                let fields = self.group(group, node);
                (self.issues.len() == before || fields.iter().next().is_some())
                    .then_some(Value::Group(fields))
            }
        }
    }

    fn localized(&mut self, inner: &Kind, node: &Node, name: &str) -> Option<Value> {
        let by_language =
            node.entries().iter().all(|(code, _)| is_language_code(code)) && !node.entries().is_empty();
        if !by_language {
            return self.value(inner, node, name);
        }
        let read = |(code, value): &(String, Node)| {
            // An empty text says that in this language there is nothing, not that the others' will do.
            if value.as_str() == Some("") {
                return Some((code.clone(), Value::Text("".into())));
            }
            let value = self.within(Step::Key(code.clone()), |this| this.value(inner, value, name))?;
            Some((code.clone(), value))
        };
        let values: Vec<_> = node.entries().iter().filter_map(read).collect();
        (!values.is_empty()).then_some(Value::Localized(values))
    }

    fn wrong_kind<T>(&mut self, name: &str, wanted: (&str, &str), node: &Node) -> Option<T> {
        let (found_zh, found_en) = match node {
            Node::Sequence(_) => ("一个列表", "a list"),
            Node::Mapping(_) => ("一组字段", "a mapping"),
            Node::Null => ("空的", "nothing"),
            _ => ("别的内容", "something else"),
        };
        let zh = if name.is_empty() {
            format!("这里要写{}", wanted.0)
        } else {
            format!("“{name}”要写{}", wanted.0)
        };
        let problem =
            Problem::error("meta/wrong-type", zh, format!("`{name}` wants {}, not {found_en}", wanted.1))
                .help(format!("现在写的是{found_zh}"), format!("it is {found_en} now"));
        self.report(&[], Part::Value, problem);
        None
    }

    fn unknown_key(&mut self, group: &Group, written: &str) {
        self.unknown_among(written, group.names());
    }

    fn unknown_among<'n>(&mut self, written: &str, names: impl Iterator<Item = &'n str>) {
        let mut problem = Problem::error(
            "meta/unknown-key",
            format!("没有“{written}”这一项"),
            format!("there is no key `{written}`"),
        );
        problem = match suggest(written, names) {
            Some(meant) => problem.help(format!("是不是“{meant}”？"), format!("did you mean `{meant}`?")),
            None => problem.help(
                "用 dangjian types 类型名 查看这类文章可以写哪些项",
                "`dangjian types NAME` lists what a page of this type may carry",
            ),
        };
        self.report(&[Step::Key(written.to_owned())], Part::Key, problem);
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
        self.report(
            &[Step::Key(written.to_owned())],
            part,
            Problem::error("meta/repeated-key", zh, en).help("留下一个，删去另一个", "keep one of them"),
        );
    }

    fn missing(&mut self, field: &Field) {
        let (zh, en) = (field.label.get("zh"), &field.key);
        let problem = Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{en}` is missing"))
            .help(
                format!("加一行：{zh}: {}", field.kind.wanted().0),
                format!("add `{en}:` with {}", field.kind.wanted().1),
            );
        self.report(&[], Part::Value, problem);
    }
}

/// Whether a list of these may be written in one line: `甲、乙`.
pub(super) fn splits_in_line(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Text | Kind::Choice(_) | Kind::Organization)
}

/// Digits without grouping commas; full-width digits become ASCII.
fn plain_number(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !matches!(c, ',' | '，' | ' '))
        .map(|c| {
            if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c }
        })
        .collect()
}

/// `zh`, `en`, `zh-Hant`, `ug-CN`.
fn is_language_code(code: &str) -> bool {
    let (primary, rest) = code.split_once('-').unwrap_or((code, ""));
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::super::declare_group;
    use super::*;

    const GROUP: &str = "
fields:
  title: {label: {zh: 标题, en: Title}, required: true}
  date: {label: {zh: 日期}, type: date}
  level: {label: {zh: 级别}, type: choice, choices: {high: {zh: 省级}, low: {zh: 公司级}}}
  due: {label: {zh: 应到}, type: integer, minimum: 0}
  present: {label: {zh: 实到}, type: integer}
  absent: {label: {zh: 缺席}, type: list, of: {type: group, short: name, fields: {name: {label: {zh: 姓名}}, reason: {}}}}
  people: {label: {zh: 通讯员}, type: list, of: person}
  slogan: {localized: true, type: list, of: text}
  kind: {type: choice, choices: [a, b], default: b}
  yes: {type: boolean}
  cover: {type: image}
rules:
  - {sum: due, of: [present, absent]}
";

    fn read(yaml: &str) -> (Fields, Vec<Problem>) {
        let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
        let text = SourceText::new("a.yaml", yaml);
        let node = yaml::parse(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::new(yaml);
        let fields = reader.group(&group, &node);
        let issues = reader.finish();
        (fields, place(issues, &text, 0..yaml.len()))
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
        let yaml = "titel: 甲\n日期: 2023-02-30\n级别: 省\n应到: 三\nabsent: {name: 甲, resaon: 乙}\nyes: 也许\ncover: {alt: 无}\n";
        assert_eq!(
            codes(yaml),
            vec![
                ("meta/unknown-key", "1:1".into()),
                ("date/impossible", "2:5".into()),
                ("meta/unknown-choice", "3:5".into()),
                ("meta/wrong-type", "4:5".into()),
                ("meta/unknown-key", "5:19".into()),
                ("meta/wrong-type", "6:6".into()),
                ("meta/wrong-type", "7:8".into()),
                ("meta/missing", "1:1".into()),
            ]
        );
    }

    #[test]
    fn repeated_keys_and_sums_are_checked() {
        assert_eq!(codes("title: 甲\n标题: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(codes("title: 甲\ntitle: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(
            codes("title: 甲\n应到: 21\n实到: 19\n缺席: [甲]\n"),
            vec![("meta/sum-mismatch", "2:1".into())]
        );
    }
}
