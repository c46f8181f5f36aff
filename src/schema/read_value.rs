//! Reads one YAML value against the kind of its field.

use std::sync::Arc;

use super::field::PERIOD_END;
use super::period::{self, Period};
use super::placeholder::is_placeholder;
use super::read::Sentences;
use super::{
    Choice, Date, DateError, Field, Fields, File, Group, Image, Kind, Person, Precision, Reader, Translated,
    Value, nothing,
};
use crate::problem::{Problem, Words, suggest, unsafe_address};
use crate::source::yaml::{Cut, Node, Part, Step, in_quotes};
use crate::text::address;
use crate::text::link::{Destination, destination};
use crate::text::list::{self, NameSpacing};
use crate::text::{Colour, likeness, yes_no};

/// A key of a mapping with fixed keys, and the names that may be written instead.
pub(super) type PartNames = (&'static str, &'static [&'static str]);

/// The keys of a picture that is written as a mapping; the first is required.
pub(super) const IMAGE_PARTS: [PartNames; 4] = [
    ("src", &["图片", "文件"]),
    ("alt", &["说明", "替代文字"]),
    ("caption", &["图说"]),
    ("credit", &["摄影", "作者"]),
];
/// The keys of a file that is written as a mapping; the first is required.
pub(super) const FILE_PARTS: [PartNames; 2] =
    [("src", &["文件", "file"]), ("title", &["名称", "标题", "name"])];
/// The keys of a person that is written as a mapping; the first is required.
pub(super) const PERSON_PARTS: [PartNames; 3] =
    [("name", &["姓名"]), ("post", &["职务", "title"]), ("unit", &["单位"])];
/// Fields of a person or an absentee that may be written in brackets after the name: 甲（出差）.
const IN_BRACKETS: [&str; 2] = ["post", "reason"];

/// Whether a node says yes.
pub fn is_yes(node: &Node) -> bool {
    match node {
        Node::Bool(value) => *value,
        Node::String(text) => yes_no::read(text) == Some(true),
        _ => false,
    }
}

/// Whether a node says no.
pub(super) fn is_no(node: &Node) -> bool {
    match node {
        Node::Bool(value) => !value,
        Node::String(text) => yes_no::read(text) == Some(false),
        _ => false,
    }
}

/// The ways to write a list on one line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InLine {
    /// `甲、乙`
    Words,
    /// `甲、乙`, and `张三 李四`.
    Names,
    /// `a.pdf、b.pdf`, only if each item looks like a file name or an id: names of files and pages
    /// may contain commas.
    Ids,
    /// `https://a.cn、https://b.cn`, only if each item looks like an address.
    Addresses,
    /// Not on one line.
    Never,
}

impl InLine {
    /// Returns the way to write a list of this kind.
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Text
            | Kind::Choice(_)
            | Kind::Organization
            | Kind::Date
            | Kind::Integer { .. }
            | Kind::Number
            | Kind::Boolean
            | Kind::Colour => Self::Words,
            Kind::Url => Self::Addresses,
            Kind::Person => Self::Names,
            Kind::Image | Kind::File | Kind::Reference(_) => Self::Ids,
            Kind::Localized(inner) => Self::of(inner),
            Kind::Group(group) => match group.short.as_deref() {
                Some(_) if is_person(group) => Self::Names,
                Some(short) => group.field(short).map_or(Self::Never, |field| Self::of(&field.kind)),
                None => Self::Never,
            },
            _ => Self::Never,
        }
    }
}

/// Whether a group is a person: a name, and a note in brackets, for example why the person was
/// absent.
fn is_person(group: &Group) -> bool {
    group.short.as_deref() == Some("name")
        && (group.fields().len() == 2 || IN_BRACKETS.iter().any(|key| group.field(key).is_some()))
}

/// Whether a text between commas looks like a complete file name or id: `a.pdf`, `image-1`.
fn is_id(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending);
    let is_ending =
        |ending: &str| (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    ending.is_some_and(is_ending)
        || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/".contains(&b)))
}

impl Reader<'_> {
    /// Reads one value. Returns `None` if it is wrong (and reported) or empty.
    pub fn value(&mut self, kind: &Kind, node: &Node, name: &str) -> Option<Value> {
        if let Node::String(text) = node
            && !matches!(kind, Kind::List(_) | Kind::Group(_) | Kind::Localized(_) | Kind::Any)
            && is_placeholder(text)
        {
            return self.placeholder(kind, text, name);
        }
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
            Kind::Url => self.url(node, name),
            Kind::Image => self.image(node, name),
            Kind::File => self.file(node, name),
            Kind::Person => self.person(node, name),
            Kind::List(of) => self.list(of, node, name),
            Kind::Group(group) => self.short_or_group(group, node, name),
            Kind::Localized(inner) => self.localized(inner, node, name),
            Kind::Any if self.written.has_cuts() => Some(Value::Any(Box::new(self.any(node, "")))),
            Kind::Any => Some(Value::Any(Box::new(node.clone()))),
        }
    }

    /// Reports a placeholder that a scaffold has written. Text is returned as it is, so that a
    /// draft can be viewed.
    fn placeholder(&mut self, kind: &Kind, text: &str, name: &str) -> Option<Value> {
        self.placeholders += 1;
        let (mut zh, mut en) = (kind.wanted().0.to_owned(), kind.wanted().1.to_owned());
        if let Kind::Choice(choices) = kind {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name.get("zh")).collect();
            let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
            (zh, en) = (names.join("、"), format!("one of: {}", keys.join(", ")));
        }
        let problem = Problem::error(
            "meta/placeholder",
            format!("“{name}”还没有填"),
            format!("`{name}` is still to be filled in"),
        );
        let problem = if self.is_required {
            problem.help(format!("填上：{zh}"), format!("write {en}"))
        } else {
            problem.help(format!("填上：{zh}；不需要的，整行删去"), format!("write {en}, or remove the line"))
        };
        self.report(&[], Part::Value, problem);
        let text = text.trim();
        match kind {
            Kind::Text => Some(Value::Text(text.into())),
            Kind::Markdown => Some(Value::Markdown(text.into())),
            Kind::Person => {
                Some(Value::Person(Box::new(Person { name: text.to_owned(), ..Person::default() })))
            }
            _ => None,
        }
    }

    /// Reads a value that is declared no further, such as a menu. Only names of keys tell where a
    /// text is expected, which a comment may cut: `title: 1 #高炉`, but not `limit: 3 #条`.
    fn any(&mut self, node: &Node, key: &str) -> Node {
        const TEXTS: [&str; 8] = ["title", "text", "name", "label", "标题", "文字", "名称", "板块名"];
        match node {
            Node::Mapping(entries) => {
                let one = |(key, value): &(String, Node)| {
                    let value = self.within(Step::Key(key.clone()), |this| this.any(value, key));
                    (key.clone(), value)
                };
                Node::Mapping(entries.iter().map(one).collect())
            }
            Node::Sequence(items) => {
                let one =
                    |(at, item): (usize, &Node)| self.within(Step::Index(at), |this| this.any(item, key));
                Node::Sequence(items.iter().enumerate().map(one).collect())
            }
            Node::Null => Node::Null,
            scalar if TEXTS.contains(&key) => {
                let written = match scalar {
                    Node::String(text) => Some(text.trim().to_owned()),
                    _ => self.written.at(&self.trail),
                };
                let whole = written.clone().map(|text| self.with_what_is_cut(text));
                if whole == written { node.clone() } else { whole.map_or(Node::Null, Node::String) }
            }
            other => other.clone(),
        }
    }

    /// Returns a scalar as it was written, trimmed; `None` if it is empty.
    fn text(&mut self, node: &Node, name: &str, kind: &Kind) -> Option<String> {
        let text = match node {
            Node::String(text) => text.trim().to_owned(),
            Node::Sequence(_) | Node::Mapping(_) | Node::Null => {
                return self.wrong_value(kind, node, name);
            }
            Node::Bool(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Integer(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Float(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
        };
        let may_be_cut = matches!(
            kind,
            Kind::Text | Kind::Markdown | Kind::Organization | Kind::Reference(_) | Kind::Person
        );
        let text = if may_be_cut { self.with_what_is_cut(text) } else { text };
        (!text.is_empty()).then_some(text)
    }

    /// Reports a comment after a text that may be a part of it. `2 #高炉党支部获奖` is read with the
    /// `#`; `学习 # 二十大` has the form of a comment, so it is cut.
    fn with_what_is_cut(&mut self, text: String) -> String {
        let Some(Cut { whole, comment, is_tight }) = self.written.cut(&self.trail, &text) else {
            return text;
        };
        let quoted = in_quotes(&whole);
        let problem = if is_tight {
            Problem::warning(
                "meta/unquoted",
                "内容里有“#”，不加英文引号的话，“#”后面会被当作注释丢掉",
                "without quotation marks what follows the `#` is a comment, and lost",
            )
            .help(format!("写成 {quoted}"), format!("write {quoted}"))
        } else {
            let comment = comment.trim_start_matches('#').trim();
            let (zh, en) = (
                format!("“#”后面的“{comment}”当作注释，页面上不会显示"),
                format!("`{comment}` after the `#` is taken for a comment and is not shown"),
            );
            let problem = if self.reads_page() {
                Problem::warning("meta/comment", zh, en)
            } else {
                Problem::info("meta/comment", zh, en)
            };
            problem.help(
                format!("是内容的，写成 {quoted}；真是注释的，移到单独的一行，以“#”开头"),
                format!(
                    "if it belongs to the value, write {quoted}; a comment is better on a line of its own"
                ),
            )
        };
        let mut issue = self.issue(&[], Part::Value, problem);
        issue.instead(&whole, Some(&quoted));
        self.issues.push(issue);
        if is_tight { whole } else { text }
    }

    fn date(&mut self, node: &Node, name: &str) -> Option<Value> {
        let text = self.text(node, name, &Kind::Date)?;
        match Date::parse_in(&text, self.zone) {
            Ok(date) => {
                if is_midnight(date)
                    && let Some(day) = Date::ended_day(&text, self.zone)
                {
                    self.report(&[], Part::Value, next_day(&text, day, date));
                }
                return Some(Value::Date(date));
            }
            Err(error) => self.report(&[], Part::Value, wrong_date(name, &text, error)),
        }
        None
    }

    /// Whether a node is a yes or a no.
    fn says_yes_or_no(&self, node: &Node) -> bool {
        let is_word = |text: &str| yes_no::read(text).is_some();
        matches!(node, Node::Bool(_)) || node.as_str().is_some_and(is_word)
    }

    /// Reads the date of a field. What is no date at all (`置顶: 是`, `置顶: 3天`) is reported with the
    /// help of the field, which says what date it is.
    pub(super) fn one_date(&mut self, field: &Field, node: &Node, name: &str) -> Option<Value> {
        let text = self.text(node, name, &Kind::Date)?;
        let is_placeholder = is_placeholder(&text);
        let zone = self.zone;
        let has_date =
            |text: &str| !matches!(Date::parse_in(text, zone), Err(DateError::Form | DateError::Period));
        // A help that shows how to write a date is no other help than that of the message.
        let help = field.help.get("zh");
        let is_explained = !help.is_empty() && !help.contains(|c: char| c.is_ascii_digit());
        if !is_placeholder && !has_date(&text) && self.is_period(&text, name) {
            return None;
        }
        let is_no_date = self.says_yes_or_no(node) || (is_explained && !has_date(only_date(&text)));
        if is_placeholder || has_date(&text) || !is_no_date {
            return self.value(&Kind::Date, node, name);
        }
        let problem = Problem::error(
            "date/invalid",
            format!("“{name}”要写一个日期，不能写“{text}”"),
            format!("`{name}` expects a date, not `{text}`"),
        );
        let help = |lang: &str| match field.help.get(lang) {
            "" => String::new(),
            help if lang == "zh" => format!("{}；", help.trim_end_matches('。')),
            help => format!("{}; ", help.trim_end_matches('.')),
        };
        self.report(
            &[],
            Part::Value,
            problem.help(
                format!("{}写成 {name}: 2026-12-31；不要这一项，就删去这一行", help("zh")),
                format!("{}write {name}: 2026-12-31, or remove the line", help("en")),
            ),
        );
        None
    }

    /// Reports a period where one date is expected, and returns whether it is one.
    fn is_period(&mut self, text: &str, name: &str) -> bool {
        let Ok(Period { from, .. }) = period::parse(text, self.zone, None) else { return false };
        // `2026-11-20 09:00`, without `T` and zone.
        let from: String = from.to_string().replace('T', " ").chars().take(16).collect();
        let problem = Problem::error(
            "date/invalid",
            format!("“{name}”只写一个日期，“{text}”是一段时间"),
            format!("`{name}` is one date, but `{text}` is a period"),
        )
        .help(
            format!("写开始的时间，写成 {name}: {from}；到什么时候为止，写进正文"),
            format!("write its beginning, `{name}: {from}`, and its end in the text"),
        );
        self.report(&[], Part::Value, problem);
        true
    }

    /// Reads a period on one line: `11月20日至27日`.
    pub(super) fn period(
        &mut self,
        group: &Group,
        node: &Node,
        name: &str,
        about: Option<Date>,
    ) -> Option<Value> {
        let text = match node {
            Node::Sequence(dates) => {
                let dates = dates.iter().enumerate().map(|(at, date)| {
                    self.within(Step::Index(at), |this| this.text(date, name, &Kind::Date))
                });
                dates.collect::<Option<Vec<_>>>()?.join("至")
            }
            line => self.text(line, name, &Kind::Date)?,
        };
        let (from, to) = group.period_ends()?;
        let problem = match period::parse(&text, self.zone, about) {
            Ok(Period { from: begun, to: written_end, guessed }) => {
                // A period until 24:00 lasts until the end of the day.
                let ends_day = is_midnight(written_end) && Date::ends_day(&text);
                let ended = written_end.day_before().filter(|_| ends_day).unwrap_or(written_end);
                if let Some(year) = guessed {
                    self.report(&[], Part::Value, guessed_year(name, &text, year));
                }
                let mut fields = Fields::default();
                fields.set(from.key.clone(), Value::Date(begun));
                fields.set(to.key.clone(), Value::Date(ended));
                return Some(Value::Group(with_defaults(group, fields)));
            }
            Err(DateError::Form | DateError::Period) => {
                let keys = |lang: &str| {
                    let (from, to) = (from.label.get(lang), to.label.get(lang));
                    format!("{name}: {{{from}: 2026-11-20, {to}: {PERIOD_END}}}")
                };
                Problem::error(
                    "date/invalid",
                    format!("看不懂“{text}”从哪一天到哪一天"),
                    format!("`{text}` does not say from which day to which"),
                )
                .help(
                    format!("写成 {name}: 2026年11月20日至27日，或者 {}", keys("zh")),
                    format!("write {name}: 2026-11-20~2026-11-27, or {}", keys("en")),
                )
            }
            Err(error) => wrong_date(name, &text, error),
        };
        self.report(&[], Part::Value, problem);
        None
    }

    fn boolean(&mut self, node: &Node, name: &str) -> Option<Value> {
        match node {
            Node::Bool(value) => Some(Value::Boolean(*value)),
            Node::String(text) => match yes_no::read(text) {
                Some(value) => Some(Value::Boolean(value)),
                None => self.wrong_value(&Kind::Boolean, node, name),
            },
            _ => self.wrong_value(&Kind::Boolean, node, name),
        }
    }

    /// Reads a colour and returns it in the form `#b3131b`.
    fn colour(&mut self, node: &Node, name: &str) -> Option<Value> {
        let written = match node {
            Node::Sequence(_) | Node::Mapping(_) => {
                return self.wrong_value(&Kind::Colour, node, name);
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
        if let Some(at) = choices.iter().position(|choice| choice.is_meant_by(&text)) {
            return Some(Value::Choice(choices.clone(), at));
        }
        let names = || choices.iter().map(|choice| choice.name.get("zh"));
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
        let nearest = if self.suggests() { nearest_choice(&text, choices) } else { None };
        let did_you_mean =
            nearest.map(|n| (format!("是不是“{n}”？"), format!("did you mean `{n}`? "))).unwrap_or_default();
        let several = several_choices(&text, choices).unwrap_or_default();
        let is_several = several.len() > 1;
        let (zh, en) = if is_several {
            (
                format!("“{name}”只能选一个，这里写了 {} 个", several.len()),
                format!("`{name}` has one choice only"),
            )
        } else {
            (format!("“{name}”没有“{text}”这个选项"), format!("`{name}` has no choice `{text}`"))
        };
        let problem = Problem::error("meta/unknown-choice", zh, en).help(
            format!("{}可选：{}", did_you_mean.0, names().collect::<Vec<_>>().join("、")),
            format!("{}choices: {}", did_you_mean.1, keys.join(", ")),
        );
        let mut issue = self.issue(&[], Part::Value, problem);
        // Another choice is another claim: a fix only replaces another spelling of the same word.
        issue.instead(&text, nearest.filter(|name| likeness::plain(name) == likeness::plain(&text)));
        self.issues.push(issue);
        // Return what was written: the page shows it if the site lowers the severity of this
        // problem.
        let written = Choice { name: Translated::plain(text.as_str()), key: text, ..Choice::default() };
        Some(Value::Choice(Arc::new([written]), 0))
    }

    /// Reads an address that readers may follow. An unsafe address is reported and gives no value.
    fn url(&mut self, node: &Node, name: &str) -> Option<Value> {
        let text = self.text(node, name, &Kind::Url)?;
        if let Destination::Refused(refusal) = destination(&text) {
            self.report(&[], Part::Value, unsafe_address(&text, refusal));
            return None;
        }
        if destination(&text) == Destination::Inside
            && let Some(whole) = address::whole(&text)
        {
            let problem = Problem::error(
                "link/broken",
                format!("“{text}”不是完整的网址"),
                format!("`{text}` is not a complete address"),
            );
            let problem = problem.help(format!("写成“{whole}”"), format!("write `{whole}`"));
            let mut issue = self.issue(&[], Part::Value, problem);
            issue.instead(&text, Some(&whole));
            self.issues.push(issue);
        }
        Some(Value::Text(text.into()))
    }

    fn image(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = self.text(node, name, &Kind::Image)?;
            return Some(Value::Image(Box::new(Image { src, ..Image::default() })));
        }
        let [src, alt, caption, credit] = self.parts(node, name, &Kind::Image, IMAGE_PARTS)?;
        Some(Value::Image(Box::new(Image { src: src?, alt, caption, credit })))
    }

    fn file(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = self.text(node, name, &Kind::File)?;
            return Some(Value::File(Box::new(File { src, title: None })));
        }
        let [src, title] = self.parts(node, name, &Kind::File, FILE_PARTS)?;
        Some(Value::File(Box::new(File { src: src?, title })))
    }

    /// Reads `张三`, `张三（技术员）`, or a mapping.
    fn person(&mut self, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let text = self.text(node, name, &Kind::Person)?;
            self.one_person(&text, name);
            let (name, post) =
                bracketed(&text).map_or((text.as_str(), None), |(name, post)| (name, Some(post.to_owned())));
            return Some(Value::Person(Box::new(Person { name: name.to_owned(), post, unit: None })));
        }
        let keys = PERSON_PARTS.iter().flat_map(|(key, names)| std::iter::once(key).chain(names.iter()));
        if self.names_as_keys(node, keys.copied(), name) {
            return None;
        }
        let [name, post, unit] = self.parts(node, name, &Kind::Person, PERSON_PARTS)?;
        Some(Value::Person(Box::new(Person { name: name?, post, unit })))
    }

    /// Warns of a text that is not certainly the name of one person. The items of a list have
    /// already been split.
    fn one_person(&mut self, text: &str, name: &str) {
        let several = || match list::names(text) {
            _ if list::may_join_names(text) => Some(false),
            _ if list::items(text).len() > 1 => Some(true),
            NameSpacing::Names(_) => Some(true),
            NameSpacing::Unclear => Some(false),
            NameSpacing::One => None,
        };
        // Two names and a mark between them have five characters, other than a space or a comma.
        let is_short = text.chars().nth(4).is_none();
        let is_one = is_short && !list::may_be_names(text) && !text.contains(list::SEPARATORS);
        let several = if is_one { None } else { several() };
        let problem = match several {
            None if list::is_more_than_name(text) => Problem::warning(
                "meta/names",
                format!("“{text}”里像是不只有姓名，整个当作一个人的姓名用了"),
                format!("`{text}` seems to be more than a name: all of it is taken for one"),
            )
            .help(
                "这里只写姓名，职务、身份、缘由写在括号里：张三（记者）；“等”“3人”不是姓名，写在正文里",
                "write only names, with a post or a reason in brackets: 张三（记者）; a number of persons goes into the text",
            ),
            None => return,
            Some(false) => Problem::warning(
                "meta/names",
                format!("看不出“{text}”是一个人还是几个人，按一个人的名字用了"),
                format!("`{text}` may be one person or several: it is taken for one name"),
            )
            .help(
                "几个人之间用顿号：张三、李四；职务、单位写在括号里：张三（党办主任）",
                "separate names with 、 and put a post into brackets: 张三（党办主任）",
            ),
            Some(true) => Problem::warning(
                "meta/names",
                format!("“{name}”只写一个人，这里像是几个人：{text}"),
                format!("`{name}` is one person, but `{text}` seems to be several"),
            )
            .help(self.keep_one(name).zh, self.keep_one(name).en),
        };
        self.report(&[], Part::Value, problem);
    }

    /// Says where further persons of a field for one person are written.
    fn keep_one(&self, name: &str) -> Words {
        const HEADS: [&str; 5] = ["书记", "组长", "负责人", "主席", "主任"];
        let (zh, en) = match name {
            _ if self.is_of_page() => (
                "只留下一个人；别的人写在正文里".to_owned(),
                "keep one of them, and name the others in the text",
            ),
            head if HEADS.contains(&head) => (
                format!("只留下一个人；副职写“副{head}”，其他人写“委员”"),
                "keep one of them; the others go into `deputy` and `committee`",
            ),
            _ => (
                "只留下一个人；别的人另写一项".to_owned(),
                "keep one of them; the others go into other fields",
            ),
        };
        Words::new(zh, en)
    }

    /// Warns of a note in brackets that is said of several persons, but was read as that of the
    /// last one: `张三、李四（均出差）`.
    fn note_for_all(&mut self, parts: &[&str], name: &str) {
        let Some((last, note)) = parts.last().and_then(|last| bracketed(last)) else { return };
        if parts.len() < 2 || !list::is_note_for_all(note) {
            return;
        }
        let problem = Problem::warning(
            "meta/names",
            format!("“{name}”里的（{note}）只算在“{last}”名下了"),
            format!("（{note}） under `{name}` was read as a note on `{last}` only"),
        )
        .help("每个名字后面各写一遍：张三（出差）、李四（出差）", "write the note after each name");
        self.report(&[], Part::Value, problem);
    }

    /// Reports a text that was read as one item, though it may be several.
    fn one_word(&mut self, text: &str, name: &str) {
        let problem = if list::may_join_words(text) {
            Problem::warning(
                "meta/joined",
                format!("“{name}”里的“{text}”像是几项，按一项用了"),
                format!("`{text}` under `{name}` may be several items: it is taken for one"),
            )
            .help(
                "是几项的话，用顿号隔开：甲、乙；是一项的话，去掉中间的空格或竖线",
                "separate several items with 、 or commas, or remove the blank between the words",
            )
        } else if list::may_join_by_slash(text) {
            Problem::info(
                "meta/one-item",
                format!("“{name}”按一条读了：{text}"),
                format!("`{name}` was read as one item: {text}"),
            )
            .help("是几条的话，用顿号隔开", "separate several items with 、 or commas")
        } else {
            return;
        };
        self.report(&[], Part::Value, problem);
    }

    /// Reports names of persons written as keys, with the notes as values: `缺席: {张三: 出差}`. Returns
    /// whether it did. `keys` are those that may be written.
    fn names_as_keys<'k>(&mut self, node: &Node, keys: impl Iterator<Item = &'k str>, name: &str) -> bool {
        let keys: Vec<&str> = keys.collect();
        let is_name = |(key, note): &(String, Node)| {
            list::is_chinese_name(key) && !keys.contains(&key.as_str()) && note.as_str().is_some()
        };
        if node.entries().is_empty() || !node.entries().iter().all(is_name) {
            return false;
        }
        let persons = node
            .entries()
            .iter()
            .map(|(key, note)| format!("{key}（{}）", note.as_str().unwrap_or_default()));
        let persons = persons.collect::<Vec<_>>().join("、");
        let problem = Problem::error(
            "meta/wrong-type",
            format!("“{name}”要写人名，不能用冒号"),
            format!("`{name}` expects names, without colons"),
        )
        .help(format!("写成 {name}: {persons}"), format!("write {name}: {persons}"));
        self.report(&[], Part::Value, problem);
        true
    }

    /// Reads the texts of a mapping with fixed keys, of which the first is required.
    fn parts<const N: usize>(
        &mut self,
        node: &Node,
        name: &str,
        kind: &Kind,
        keys: [PartNames; N],
    ) -> Option<[Option<String>; N]> {
        let Node::Mapping(entries) = node else { return self.wrong_value(kind, node, name) };
        let mut parts = [const { None }; N];
        // Whether something is reported of the required part.
        let mut is_told = false;
        let is_required =
            |name: &str| keys.first().is_some_and(|(key, names)| *key == name || names.contains(&name));
        for (written, value) in entries {
            let Some(at) =
                keys.iter().position(|(key, names)| key == written || names.contains(&written.as_str()))
            else {
                let all =
                    keys.iter().flat_map(|(key, names)| std::iter::once(*key).chain(names.iter().copied()));
                let chinese = |(key, names): &(&'static str, &[&'static str])| *names.first().unwrap_or(key);
                let zh: Vec<&str> = keys.iter().map(chinese).collect();
                let en: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
                let (zh, en) = (zh.join("、"), en.join(", "));
                let known = Words::new(format!("这里可以写：{zh}"), format!("keys here: {en}"));
                let all: Vec<&str> = all.collect();
                let same = all.iter().copied().find(|name| likeness::is_same(name, written));
                let meant =
                    same.or_else(|| suggest(written, all.iter().copied()).filter(|_| self.suggests()));
                // 姓明 shares a character with 姓名: typing errors in Chinese are mostly other
                // characters of the same sound.
                let resembles = |name: &str| name.chars().any(|c| !c.is_ascii() && written.contains(c));
                is_told |= meant.is_some_and(is_required)
                    || keys.first().is_some_and(|(_, names)| names.iter().any(|name| resembles(name)));
                self.unknown_among(written, meant, same.is_some(), known);
                continue;
            };
            let is_empty = *value == Node::Null || value.as_str().is_some_and(|text| text.trim().is_empty());
            if is_empty {
                if at == 0 {
                    is_told = true;
                    self.nothing_after(written, kind);
                }
                continue;
            }
            let before = self.issues.len();
            let text = self.within(Step::Key(written.clone()), |this| this.text(value, written, &Kind::Text));
            is_told |= at == 0 && self.issues.len() > before;
            if let Some(part) = parts.get_mut(at) {
                *part = text;
            }
        }
        if parts.first().is_some_and(Option::is_none) {
            if let Some((key, names)) = keys.first().filter(|_| !is_told) {
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
        let mut items = Vec::new();
        match node {
            Node::Sequence(nodes) => {
                if let [Node::String(only)] = nodes.as_slice()
                    && nothing::is_in_list(of, only)
                {
                    return None;
                }
                for (at, item) in nodes.iter().enumerate() {
                    self.within(Step::Index(at), |this| this.items(of, item, name, true, &mut items));
                }
            }
            single => self.lines(of, single, name, &mut items),
        }
        (!items.is_empty()).then_some(Value::List(items))
    }

    /// Reads the items of a value that stands for a complete list. If it is written on several
    /// lines without dashes, each line is an item, or several.
    fn lines(&mut self, of: &Kind, node: &Node, name: &str, items: &mut Vec<Value>) {
        /// Number of characters of a longer line, which is more likely a part of a text.
        const LONGEST: usize = 30;
        let text = node.as_str().filter(|_| InLine::of(of) != InLine::Never);
        let written = text.and_then(|text| self.lines_of(text));
        let Some(lines) = written else { return self.items(of, node, name, false, items) };
        let is_item = |line: &String| {
            !line.is_ascii() && line.chars().nth(LONGEST).is_none() && !line.contains(['。', '！', '？'])
        };
        if self.sentences == Sentences::No && lines.iter().all(is_item)
            || node.as_str().is_some_and(|text| text.trim().contains('\n'))
        {
            for line in lines {
                self.items(of, &Node::String(line), name, true, items);
            }
            return;
        }
        let before = items.len();
        self.items(of, node, name, false, items);
        let is_split = items.len() - before == lines.len();
        if !is_split && self.sentences != Sentences::Quiet {
            let problem = Problem::warning(
                "meta/joined",
                format!("“{name}”写了 {} 行，每行前面没有“- ”，连成一行读了", lines.len()),
                format!("the {} lines of `{name}` have no dashes: they were joined to one", lines.len()),
            )
            .help("一行是一项的话，每行前面加上“- ”", "begin each line with `- ` if it is an item");
            self.report(&[], Part::Value, problem);
        }
    }

    /// Reads the items of a value in a list: usually one, but several if they are written on one
    /// line. `is_item` is false if the value stands for the complete list.
    fn items(&mut self, of: &Kind, node: &Node, name: &str, is_item: bool, items: &mut Vec<Value>) {
        match node.as_str().and_then(|text| self.parts_of_line(of, text, is_item)) {
            Some(parts) => {
                if parts.len() > 1
                    && let Some(text) = node.as_str()
                {
                    self.with_what_is_cut(text.trim().to_owned());
                }
                if let [part] = *parts
                    && self.sentences == Sentences::Reported
                    && list::items(part).len() > 1
                {
                    self.one_sentence(part, name);
                }
                if InLine::of(of) == InLine::Names {
                    self.note_for_all(&parts, name);
                }
                for part in parts {
                    self.whole_item(of, part, name);
                    items.extend(self.value(of, &Node::String(part.to_owned()), name));
                }
            }
            // A single value that stands for the list.
            None if !is_item && node.is_scalar() => match of {
                Kind::Group(group) if group.short.is_none() && group.period_ends().is_none() => {
                    self.no_group(group, node, true);
                }
                _ => self.whole(of, node, name, items),
            },
            None => self.whole(of, node, name, items),
        }
    }

    /// Adds a value that is not split.
    fn whole(&mut self, of: &Kind, node: &Node, name: &str, items: &mut Vec<Value>) {
        node.as_str().into_iter().for_each(|text| self.whole_item(of, text, name));
        items.extend(self.value(of, node, name));
    }

    /// Reports a text in a list of words that may be several of them.
    fn whole_item(&mut self, of: &Kind, text: &str, name: &str) {
        if self.sentences == Sentences::No && matches!(of, Kind::Text) {
            self.one_word(text, name);
        }
    }

    /// Reports that a text with commas was read as one item of a list of sentences.
    fn one_sentence(&mut self, text: &str, name: &str) {
        let problem = Problem::info(
            "meta/one-item",
            format!("“{name}”按一条读了：{text}"),
            format!("`{name}` was read as one item: {text}"),
        )
        .help(
            "是几条的话，用分号隔开，或者每条写一行“- ……”",
            "separate items with semicolons, or give each a line `- …`",
        );
        self.report(&[], Part::Value, problem);
    }

    /// Splits a list on one line into items, as staff write it: 甲、乙. `is_item` is true if the line
    /// is itself an item of a list. Returns `None` if the line is not a list.
    fn parts_of_line<'t>(&self, of: &Kind, text: &'t str, is_item: bool) -> Option<Vec<&'t str>> {
        if let Kind::Choice(choices) = of
            && !choices.iter().any(|choice| choice.is_meant_by(text.trim()))
            && let Some(parts) = several_choices(text, choices)
        {
            return Some(parts);
        }
        let in_line = InLine::of(of);
        // Among several texts, 无 may be one; among names it is nobody.
        let is_named = in_line == InLine::Names || matches!(of, Kind::Organization);
        if is_named && nothing::is_meant(of, true, text) {
            return Some(Vec::new());
        }
        match in_line {
            InLine::Ids => {
                if let Some(files) = list::files(text) {
                    return Some(files);
                }
            }
            InLine::Addresses => return list::addresses(text),
            InLine::Words | InLine::Names | InLine::Never => {}
        }
        let has_spaces = in_line == InLine::Names && list::may_be_names(text);
        if in_line == InLine::Never || !(has_spaces || list::may_be(text)) {
            return None;
        }
        if self.sentences != Sentences::No {
            return if is_item { None } else { Some(list::sentences(text)) };
        }
        let mut parts = list::items(text);
        if has_spaces {
            let names = |part| match list::names(part) {
                NameSpacing::Names(names) => names,
                NameSpacing::One | NameSpacing::Unclear => vec![part],
            };
            parts = parts.into_iter().flat_map(names).collect();
        }
        let is_split = parts.len() > 1 || !is_item;
        (is_split && (in_line != InLine::Ids || parts.iter().all(|part| is_id(part)))).then_some(parts)
    }

    fn short_or_group(&mut self, group: &Group, node: &Node, name: &str) -> Option<Value> {
        match &group.short {
            Some(short) if node.is_scalar() => {
                let field = group.field(short)?;
                if let Some(text) = node.as_str().filter(|_| is_person(group)) {
                    self.one_person(text, name);
                }
                let mut fields = Fields::default();
                let (bare, note) = noted(group, short, node);
                let node = bare.as_ref().unwrap_or(node);
                fields.set(short.clone(), self.value(&field.kind, node, short)?);
                if let Some((field, note)) = note {
                    let value = self.value(&field.kind, &Node::String(note), &field.key);
                    value.into_iter().for_each(|value| fields.set(field.key.clone(), value));
                }
                Some(Value::Group(with_defaults(group, fields)))
            }
            None if matches!(node.items(), [from, to] if from.is_scalar() && to.is_scalar())
                && group.period_ends().is_some() =>
            {
                self.period(group, node, name, None)
            }
            None if *node != Node::Null && node.is_scalar() && group.period_ends().is_some() => {
                self.period(group, node, name, None)
            }
            Some(_) if is_person(group) && self.names_as_keys(node, group.names(), name) => None,
            _ => {
                let (before, placeholders) = (self.issues.len(), self.placeholders);
                let fields = self.group(group, node);
                // Drop a group in which a placeholder stands for a required field: templates rely
                // on required fields. The placeholder is already reported.
                let lacks = |field: &Field| field.required && fields.get(&field.key).is_none();
                if self.placeholders > placeholders && group.fields().iter().any(lacks) {
                    return None;
                }
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
            // An empty text means that there is no value in this language: no fallback to another
            // language.
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

/// Adds the defaults of the fields that a value on one line leaves out, in the order of the
/// declaration.
fn with_defaults(group: &Group, written: Fields) -> Fields {
    let mut fields = Fields::default();
    for field in group.fields() {
        let value = written.get(&field.key).cloned().or_else(|| field.default_value());
        value.into_iter().for_each(|value| fields.set(field.key.clone(), value));
    }
    fields
}

/// Returns a text without the words before and after a date: 至2026年11月30日止.
fn only_date(text: &str) -> &str {
    const BEFORE: [&str; 8] = ["截至", "截止到", "截止", "到", "至", "自", "从", "于"];
    let text = text.trim();
    let text = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    ["为止", "之前", "止", "前", "起"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim()
}

/// Whether a date is an exact midnight.
fn is_midnight(date: Date) -> bool {
    date.precision() >= Precision::Minute && date.civil().time() == jiff::civil::Time::midnight()
}

/// Returns the problem for a date with the time 24:00, which was read as 0:00 of the next day.
fn next_day(text: &str, day: Date, read: Date) -> Problem {
    let next = read.civil().date();
    Problem::warning(
        "date/midnight",
        format!("“{text}”按第二天零点算了：{next} 0:00"),
        format!("`{text}` was read as the beginning of the next day: {next} 0:00"),
    )
    .help(
        format!("到这一天结束为止的，只写 {day}；指第二天零点的，写 {next} 00:00"),
        format!("write {day} for the end of that day, or {next} 00:00"),
    )
}

/// Returns the problem for a text that is not a date.
fn wrong_date(name: &str, text: &str, error: DateError) -> Problem {
    let bare = only_date(text);
    match error {
        DateError::Calendar => Problem::error(
            "date/impossible",
            format!("没有“{text}”这个日期"),
            format!("there is no such date as `{text}`"),
        )
        .help(
            "查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59",
            "look at a calendar and a clock",
        ),
        DateError::NoYear => Problem::error(
            "date/no-year",
            format!("日期“{text}”没有写年份"),
            format!("the date `{text}` has no year"),
        )
        .help(
            format!("前面加上年份，如 2026年{text}"),
            format!("put the year before it, such as 2026年{text}"),
        ),
        DateError::Period => Problem::error(
            "date/invalid",
            format!("“{text}”是一段时间，这里只写一个日期"),
            format!("`{text}` is a period, but one date is expected"),
        )
        .help(
            "只写开始的日期或时间，如 2026-11-20、2026-11-20 09:00；到什么时候结束，写在正文里",
            "write only its beginning, such as 2026-11-20 or 2026-11-20 09:00, and the end in the text",
        ),
        DateError::Form => {
            let problem = Problem::error(
                "date/invalid",
                format!("看不懂“{text}”这个日期"),
                format!("`{text}` is not a date"),
            );
            match Date::parse(bare) {
                _ if bare == text || name.is_empty() => problem.help(
                    "写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样",
                    "write 2026-11-20, 2006-07 or 2011",
                ),
                Ok(_) => problem.help(
                    format!("只写日期，写成 {name}: {bare}"),
                    format!("write the date only: `{name}: {bare}`"),
                ),
                Err(DateError::NoYear) => problem.help(
                    format!("只写日期，前面加上年份，如 {name}: 2026年{bare}"),
                    format!("write the date only, with its year: `{name}: 2026年{bare}`"),
                ),
                Err(_) => problem.help(
                    "写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样",
                    "write 2026-11-20, 2006-07 or 2011",
                ),
            }
        }
    }
}

/// Returns the problem for a period whose year was taken from the date of the page.
fn guessed_year(name: &str, text: &str, year: i16) -> Problem {
    Problem::warning(
        "date/guessed-year",
        format!("“{name}”没有写年份，照文章的日期算作 {year} 年"),
        format!("`{name}` has no year: it is taken for {year}, by the date of the page"),
    )
    .help(
        format!("前面加上年份，如 {year}年{text}"),
        format!("put the year before it, such as {year}年{text}"),
    )
}

/// Splits a text into several choices: `主题党日暨党课`, `主题党日、党课`, `主题党日+党课`. Returns `None`
/// unless each part is a choice.
fn several_choices<'t>(text: &'t str, choices: &[Choice]) -> Option<Vec<&'t str>> {
    let is_joint = |c: char| matches!(c, '暨' | '和' | '与' | '及' | '+' | '＋' | '/' | '／' | '&' | '＆');
    let is_choice = |part: &&str| choices.iter().any(|choice| choice.is_meant_by(part.trim()));
    let parts: Vec<&str> =
        list::items(text)
            .into_iter()
            .flat_map(|item| {
                if is_choice(&item) { vec![item] } else { item.split(is_joint).map(str::trim).collect() }
            })
            .collect();
    (parts.len() > 1 && parts.iter().all(is_choice)).then_some(parts)
}

/// Returns the choice of which a text is probably another spelling. Choices are claims (levels,
/// kinds): a Chinese one that only looks similar is not suggested, for example 公司级 for 集团公司级.
fn nearest_choice<'c>(text: &str, choices: &'c [Choice]) -> Option<&'c str> {
    let names = || choices.iter().flat_map(Choice::spellings);
    let same = names().find(|name| likeness::is_same(name, text));
    let is_like = |choice: &&Choice| choice.like.iter().any(|word| likeness::is_same(word, text));
    let like = || choices.iter().find(is_like).map(|choice| choice.name.get("zh"));
    same.or_else(like).or_else(|| {
        if text.is_ascii() { suggest(text, names().filter(|name| name.is_ascii())) } else { None }
    })
}

/// Splits `甲（出差）`, for a group of a name and a note: returns the name alone, and the field of the
/// note with the text in the brackets.
fn noted<'g>(group: &'g Group, short: &str, node: &Node) -> (Option<Node>, Option<(&'g Field, String)>) {
    let other = match group.fields() {
        [one, other] => Some(if *one.key == *short { other } else { one }),
        fields => fields.iter().find(|field| IN_BRACKETS.contains(&&*field.key)),
    };
    let Some(other) = other else { return (None, None) };
    let text = node.as_str().unwrap_or_default().trim();
    match bracketed(text) {
        Some((name, note)) if InLine::of(&other.kind) == InLine::Words => {
            (Some(Node::String(name.to_owned())), Some((other, note.to_owned())))
        }
        _ => (None, None),
    }
}

/// Splits `张三（技术员）` into the text before the brackets and the text in them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (name, inner) = text.trim().strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    let (name, inner) = (name.trim(), inner.trim());
    (!name.is_empty() && !inner.is_empty()).then_some((name, inner))
}

/// Whether a text has the form of a language code: `zh`, `en`, `zh-Hant`, `ug-CN`.
fn is_language_code(code: &str) -> bool {
    let (primary, rest) = code.split_once('-').unwrap_or((code, ""));
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
