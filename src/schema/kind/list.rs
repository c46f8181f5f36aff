//! Any number of values of one kind. A single value is a list of one; `甲、乙` is a list of two.

use serde_json::{Value as Json, json};

use super::choice::several_choices;
use super::form::{DeclaredKind, FieldKind, before_number_sign, is_text};
use super::in_line::{InLine, is_id};
use crate::problem::{Problem, Words};
use crate::schema::declare::Declaration;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::read::Sentences;
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value};
use crate::source::yaml::{Node, Part, Step};
use crate::text::list::{self, NameSpacing};

pub(super) const DECLARED: DeclaredKind = DeclaredKind {
    name: "list",
    words: &["列表"],
    declare: |declaration, node| Kind::List(Box::new(items_kind(declaration, node))),
};

/// Parses the kind of list items: `of: person`, or `of: {type: group, fields: …}`.
fn items_kind(declaration: &mut Declaration<'_>, node: &Node) -> Kind {
    match node.get("of") {
        Some(Node::String(name)) => {
            let short = Node::Mapping(vec![("type".into(), Node::String(name.clone()))]);
            declaration.within(Step::Key("of".into()), |this| this.kind(&short))
        }
        Some(of @ Node::Mapping(_)) => declaration.within(Step::Key("of".into()), |this| {
            this.known_field_keys(of);
            let kind = this.kind(of);
            if this.flag(of, "localized", false) { Kind::Localized(Box::new(kind)) } else { kind }
        }),
        _ => Kind::Text,
    }
}

/// The kind of the items.
pub(super) struct ListKind<'k>(pub &'k Kind);

impl FieldKind for ListKind<'_> {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        let of = self.0.label();
        Words::new(format!("列表：{}", of.zh), format!("list of {}", of.en))
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个列表", "a list")
    }

    fn example(&self) -> String {
        let of = self.0.example();
        if self.0.is_written_as_group() { format!("[{of}]") } else { of }
    }

    fn advice(&self, key: &str) -> Words {
        if !self.0.is_written_as_group() {
            return self.0.advice(key);
        }
        let list = self.example();
        Words::new(format!("写成 {key}{list}"), format!("write `{key}{list}`"))
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let of = self.0;
        let mut items = Vec::new();
        match node {
            Node::Sequence(nodes) => {
                if let [only] = nodes.as_slice()
                    && of.is_no_value(true, only)
                {
                    return None;
                }
                for (at, item) in nodes.iter().enumerate() {
                    reader.within(Step::Index(at), |reader| reader.items(of, item, name, true, &mut items));
                }
            }
            single => reader.lines(of, single, name, &mut items),
        }
        (!items.is_empty()).then_some(Value::List(items))
    }

    fn is_container(&self) -> bool {
        true
    }

    /// 标签: 无 is no tag.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        self.0.is_nothing(true, text)
    }

    fn fits(&self, value: &Node) -> bool {
        match value {
            Node::Sequence(items) => items.iter().all(|item| self.0.fits(item)),
            single => self.0.fits(single) || is_text(single, |text| list::items(text).len() > 1),
        }
    }

    /// Writes a list, or a single value that stands for a list of one.
    fn schema(&self, writer: &mut SchemaWriter<'_>, path: &str) -> Json {
        let of = self.0;
        let item = writer.shared(of, &format!("{path}.-"));
        let mut forms = vec![json!({ "type": "array", "items": item }), item];
        if of.in_line() != InLine::Never {
            forms.push(json_schema::in_line());
        }
        if matches!(of, Kind::Choice(_)) {
            forms.push(json_schema::pattern("[暨和与及+＋/／&＆|｜丨]"));
        }
        json_schema::any_of(forms)
    }

    fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        self.0.placeholder(values)
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        self.0.note(values, field)
    }
}

impl Reader<'_> {
    /// Reads the items of a value that stands for a complete list. If it is written on several
    /// lines without dashes, each line is an item, or several.
    fn lines(&mut self, of: &Kind, node: &Node, name: &str, items: &mut Vec<Value>) {
        /// Number of characters of a longer line, which is more likely a part of a text.
        const LONGEST: usize = 30;
        let text = node.as_str().filter(|_| of.in_line() != InLine::Never);
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
                    self.with_what_is_cut(text.trim().to_owned(), of.is_free_text());
                    if let (Kind::Choice(_), Some(before)) = (of, before_number_sign(text)) {
                        self.tell_comment(text, before);
                    }
                }
                if let [part] = *parts
                    && self.sentences == Sentences::Reported
                    && list::items(part).len() > 1
                {
                    self.one_sentence(part, name);
                }
                if of.in_line() == InLine::Names {
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

    /// Reports a text that was read as one item, though it may be several.
    fn one_word(&mut self, text: &str, name: &str) {
        // A number sign has been reported by whoever read the YAML.
        if text.contains(" #") && self.is_hash_told() {
            return;
        }
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

    /// Splits a list on one line into items, as staff write it: 甲、乙. `is_item` is true if the
    /// line is itself an item of a list. Returns `None` if the line is not a list.
    fn parts_of_line<'t>(&self, of: &Kind, text: &'t str, is_item: bool) -> Option<Vec<&'t str>> {
        if let Kind::Choice(choices) = of
            && !choices.iter().any(|choice| choice.is_meant_by(text.trim()))
            && let Some(parts) = several_choices(before_number_sign(text).unwrap_or(text), choices)
        {
            return Some(parts);
        }
        let in_line = of.in_line();
        // Among several texts, 无 may be one; among names it is nobody.
        let is_named = in_line == InLine::Names || matches!(of, Kind::Organization);
        if is_named && of.is_nothing(true, text) {
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
        let is_quoted =
            matches!(parts[..], [part] if part != text.trim() && list::unquoted(text.trim()) == part);
        let is_split = parts.len() > 1 || !is_item || is_quoted;
        (is_split && (in_line != InLine::Ids || parts.iter().all(|part| is_id(part)))).then_some(parts)
    }
}
