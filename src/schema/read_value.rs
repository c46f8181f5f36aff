//! One value of YAML against the kind of its field.

use std::sync::Arc;

use super::{Choice, Date, DateError, Fields, File, Group, Image, Kind, Person, Reader, Value};
use crate::problem::{Problem, Words};
use crate::source::yaml::{Node, Part, Step};
use crate::text::Colour;

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
/// How yes may be written.
pub(super) const YES: [&str; 5] = ["是", "yes", "true", "对", "on"];
/// How no may be written.
pub(super) const NO: [&str; 5] = ["否", "no", "false", "不是", "off"];

/// Whether a list of these may be written in one line: `甲、乙`.
pub(super) fn splits_in_line(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Text | Kind::Choice(_) | Kind::Organization)
}

impl Reader<'_> {
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
            Kind::Colour => self.colour(node, name),
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
            Node::Bool(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Integer(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Float(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
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
                    "查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59",
                    "look at a calendar and a clock",
                );
                self.report(&[], Part::Value, problem);
            }
            Err(DateError::NoYear) => {
                let problem = Problem::error(
                    "date/no-year",
                    format!("日期“{text}”没有写年份"),
                    format!("the date `{text}` has no year"),
                )
                .help(
                    format!("前面加上年份，如 2026年{text}"),
                    format!("put the year before it, such as 2026年{text}"),
                );
                self.report(&[], Part::Value, problem);
            }
            Err(DateError::Form) => {
                let problem = Problem::error(
                    "date/invalid",
                    format!("看不懂“{text}”这个日期"),
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
            let (zh, en) = match (minimum, maximum) {
                (Some(least), Some(most)) => {
                    (format!("写 {least} 到 {most} 之间的数"), format!("from {least} to {most}"))
                }
                (Some(least), None) => (format!("写不小于 {least} 的数"), format!("at least {least}")),
                (None, most) => {
                    let most = most.unwrap_or_default();
                    (format!("写不大于 {most} 的数"), format!("at most {most}"))
                }
            };
            let problem = Problem::error(
                "meta/out-of-range",
                format!("“{name}”不能是 {number}"),
                format!("`{name}` cannot be {number}"),
            )
            .help(zh, format!("it is {en}"));
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

    /// As `#b3131b`, however it was written.
    fn colour(&mut self, node: &Node, name: &str) -> Option<Value> {
        let written = match node {
            Node::Sequence(_) | Node::Mapping(_) => {
                return self.wrong_kind(name, Kind::Colour.wanted(), node);
            }
            Node::Null => String::new(),
            scalar => self.text(scalar, name, &Kind::Colour).unwrap_or_default(),
        };
        if let Some(colour) = Colour::parse(&written) {
            return Some(Value::Text(colour.to_string().into()));
        }
        let problem = Problem::error(
            "meta/wrong-type",
            format!("“{name}”要写一个颜色，现在是“{written}”"),
            format!("`{name}` wants a colour, not `{written}`"),
        )
        .help(
            format!("写成 {name}: \"#b3131b\"；# 前后要有引号，否则后面的都算注释"),
            format!("write {name}: \"#b3131b\", with quotes: without them all that follows # is a comment"),
        );
        self.report(&[], Part::Value, problem);
        None
    }

    fn choice(&mut self, node: &Node, name: &str, choices: &Arc<[Choice]>) -> Option<Value> {
        let text = self.text(node, name, &Kind::Choice(choices.clone()))?;
        let means = |choice: &Choice| choice.spellings().any(|word| word.eq_ignore_ascii_case(&text));
        if let Some(at) = choices.iter().position(means) {
            return Some(Value::Choice(choices.clone(), at));
        }
        let names = || choices.iter().map(|choice| choice.name.get("zh"));
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
        let nearest = self.suggest(&text, choices.iter().flat_map(Choice::spellings));
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
        let mut issue = self.issue(&[], Part::Value, problem);
        issue.instead(&text, nearest);
        self.issues.push(issue);
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
                let all =
                    keys.iter().flat_map(|(key, names)| std::iter::once(*key).chain(names.iter().copied()));
                let list = |separator| keys.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(separator);
                let known = Words::new(format!("可写：{}", list("、")), format!("keys: {}", list(", ")));
                self.unknown_among(written, all, Some(known));
                continue;
            };
            let text = self.within(Step::Key(written.clone()), |this| this.text(value, written, &Kind::Text));
            if let Some(part) = parts.get_mut(at) {
                *part = text;
            }
        }
        if parts.first().is_some_and(Option::is_none) {
            if let Some((key, names)) = keys.first() {
                let zh = names.first().unwrap_or(key);
                let problem =
                    Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{key}` is missing"));
                let problem = problem.help(format!("加一行，如“{zh}: ……”"), format!("add `{key}:`"));
                self.report(&[], Part::Value, problem);
            }
            return None;
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
