//! A person: a name, or a name with post and unit.

use serde_json::Value as Json;

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use super::parts::{self, PartNames};
use crate::problem::{Problem, Words};
use crate::schema::json_schema::SchemaWriter;
use crate::schema::{Kind, Person, Reader, Value, nothing};
use crate::source::yaml::{Node, Part};
use crate::text::bracketed;
use crate::text::list::{self, NameSpacing};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "person", words: &["人物", "人", "人名"], declare: |_, _| Kind::Person };

/// The keys of a person that is written as a mapping; the first is required.
const PARTS: [PartNames; 3] = [("name", &["姓名"]), ("post", &["职务", "title"]), ("unit", &["单位"])];

/// The kind.
pub(super) struct PersonKind;

impl FieldKind for PersonKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("人", "person")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个人名", "a person's name")
    }

    fn example(&self) -> String {
        "张三".to_owned()
    }

    /// Reads `张三`, `张三（技术员）`, or a mapping.
    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let text = reader.text(self, node, name)?;
            let text = list::unquoted(text.trim()).to_owned();
            reader.one_person(&text, name);
            if reader.state_of_review(&text, name) {
                return None;
            }
            let (name, post) =
                bracketed(&text).map_or((text.as_str(), None), |(name, post)| (name, Some(post.to_owned())));
            return Some(Value::Person(Box::new(Person { name: name.to_owned(), post, unit: None })));
        }
        let keys = PARTS.iter().flat_map(|(key, names)| std::iter::once(key).chain(names.iter()));
        if reader.names_as_keys(node, keys.copied(), name) {
            return None;
        }
        let [name, post, unit] = reader.parts(self, node, name, PARTS)?;
        Some(Value::Person(Box::new(Person { name: name?, post, unit })))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_loose_number_sign(text)
    }

    fn unfinished(&self, text: &str) -> Option<Value> {
        Some(Value::Person(Box::new(Person { name: text.to_owned(), ..Person::default() })))
    }

    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        nothing::is_said(text) || nothing::is_nobody(text)
    }

    fn fits(&self, value: &Node) -> bool {
        let is_name = |text: &str| !text.chars().any(|c| c.is_ascii_digit());
        matches!(value, Node::Mapping(_)) || is_text(value, is_name)
    }

    fn in_line(&self) -> InLine {
        InLine::Names
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        parts::schema(&PARTS)
    }
}

/// Words for a review that has not ended well, and for one that has; nobody is called so.
const OPEN_REVIEW: [&str; 22] = [
    "未通过",
    "不通过",
    "没通过",
    "未过",
    "待审",
    "待审核",
    "待审批",
    "待核",
    "未审",
    "未审核",
    "未审批",
    "未核",
    "审核中",
    "审批中",
    "退回",
    "已退回",
    "驳回",
    "已驳回",
    "不同意",
    "退稿",
    "待定",
    "未定",
];
const DONE_REVIEW: [&str; 14] = [
    "通过",
    "已通过",
    "审核通过",
    "已审",
    "已审核",
    "已审批",
    "已核",
    "同意",
    "已同意",
    "已阅",
    "合格",
    "初审",
    "复审",
    "终审",
];

impl Reader<'_> {
    /// Reports the state of a review in place of a person, `审核: 未通过`, and returns whether it
    /// is one that must not be published.
    fn state_of_review(&mut self, text: &str, name: &str) -> bool {
        // The host of a meeting may be 待定, and that is no review.
        const REVIEWS: [&str; 5] = ["审", "校", "编", "review", "proof"];
        let is_review = name.eq_ignore_ascii_case("editor")
            || REVIEWS.iter().any(|word| name.to_ascii_lowercase().contains(word));
        if !is_review {
            return false;
        }
        let (own, note) = bracketed(text).map_or((text, ""), |(own, note)| (own, note));
        let is_said = |words: &[&'static str]| words.iter().find(|word| [own, note].contains(*word)).copied();
        let open = is_said(&OPEN_REVIEW);
        let Some(state) = open.or_else(|| is_said(&DONE_REVIEW).filter(|state| own == *state)) else {
            return false;
        };
        let (zh, en) = (
            format!("“{name}”要写人名，“{state}”不是人名"),
            format!("`{name}` expects names of persons, not {state}"),
        );
        let problem = if open.is_some() {
            Problem::error("meta/names", zh, en).help(
                "还不能发布的，加一行“草稿: 是”；审完了的，写审核人的姓名",
                "add `draft: true` while it must not be published; afterwards write who has reviewed it",
            )
            .help_in_rows(|_| {
                (
                    "还不能发布的，加一列“草稿”，这一行写“是”；审完了的，写审核人的姓名".to_owned(),
                    "write `true` as its `draft` while it must not be published; afterwards write who has reviewed it".to_owned(),
                )
            })
        } else {
            Problem::warning("meta/names", zh, en).help(
                "写审核人的姓名；不写姓名的，删去这一行",
                "write who has reviewed it, or remove the line",
            )
        };
        self.report(&[], Part::Value, problem);
        open.is_some()
    }

    /// Warns of a text that is not certainly the name of one person. The items of a list have
    /// already been split.
    pub(super) fn one_person(&mut self, text: &str, name: &str) {
        let several = || match list::names(text) {
            _ if list::may_join_names(text) => Some(false),
            _ if list::items(text).len() > 1 => Some(true),
            NameSpacing::Names(_) => Some(true),
            NameSpacing::Unclear => Some(false),
            NameSpacing::One => None,
        };
        // A number sign has been reported by whoever read the YAML.
        if text.contains(" #") && self.is_hash_told() {
            return;
        }
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
    pub(super) fn note_for_all(&mut self, parts: &[&str], name: &str) {
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

    /// Reports names of persons written as keys, with the notes as values: `缺席: {张三: 出差}`.
    /// Returns whether it did. `keys` are those that may be written.
    pub(super) fn names_as_keys<'k>(
        &mut self,
        node: &Node,
        keys: impl Iterator<Item = &'k str>,
        name: &str,
    ) -> bool {
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
}
