//! Writes the front matter of a new page from the declaration of its type.
//!
//! Above each field is a comment that describes its value. A required field has a placeholder
//! (待填) until the writer fills it in, and the page is a draft. Optional groups and lists of
//! groups are lines of YAML commented out with `#`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Choice, ContentType, Field, Group, Kind};
use crate::source::yaml::Node;

/// The values that go into a scaffold.
#[derive(Debug)]
pub struct ScaffoldValues<'a> {
    /// The language of keys and comments.
    pub lang: &'a str,
    /// The title.
    pub title: &'a str,
    /// Today, as `2026-11-20`.
    pub today: &'a str,
    /// Whether the page must name its type, because its section has another.
    pub names_type: bool,
    /// Values of fields by key, as text. One of several lines is a list, an item a line.
    pub answers: &'a BTreeMap<String, String>,
    /// Words above the values of fields, by key, instead of what goes into them.
    pub remarks: &'a BTreeMap<String, String>,
    /// Whether optional fields without an answer are left out: a page that has a text needs no
    /// reminder of what else it may have.
    pub is_brief: bool,
    /// The ids and names of the units.
    pub units: &'a [(String, String)],
}

impl ScaffoldValues<'_> {
    /// Whether keys and comments are in Chinese.
    pub(super) fn is_chinese(&self) -> bool {
        self.lang.starts_with("zh")
    }

    /// Returns the words in the language of keys and comments.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.is_chinese() { zh } else { en }
    }

    /// Returns a choice as the writer writes it.
    pub(super) fn choice_name<'t>(&self, choice: &'t Choice) -> &'t str {
        if self.is_chinese() { choice.name.get(self.lang) } else { &choice.key }
    }
}

/// Returns the front matter of a new page, including its two `---` lines.
pub fn scaffold(content_type: &ContentType, filling: &ScaffoldValues<'_>) -> String {
    let mut writing = ScaffoldWriter { filling, text: String::from("---\n") };
    let group = &content_type.group;
    let given = ["title", "type", "draft"];
    for key in ["title", "type"] {
        if let Some(field) = group.field(key).filter(|_| key == "title" || filling.names_type) {
            if let Some(remark) = filling.remarks.get(key) {
                writing.comment(remark);
            }
            let value = if key == "title" { filling.title } else { writing.type_name(content_type) };
            let line = writing.entry(group, field, value);
            writing.line(&line);
        }
    }
    let in_scaffold: Vec<&Field> = content_type.scaffold_fields().collect();
    let is_other = |field: &&Field| {
        filling.answers.contains_key(&*field.key) && !in_scaffold.iter().any(|known| known.key == field.key)
    };
    let others = group.fields().iter().filter(is_other);
    for field in in_scaffold.iter().copied().chain(others) {
        if !given.contains(&&*field.key) {
            writing.field(group, field);
        }
    }
    if let Some(draft) = group.field("draft") {
        writing.comment(filling.say(
            "写完以后删去下面这一行，文章才会发布",
            "Remove the next line when the article is finished: a draft is not published",
        ));
        let line = format!("{}: {}", writing.key(group, draft), filling.say("是", "true"));
        writing.line(&line);
    }
    writing.text + "---\n"
}

/// Writes a text as a YAML value: plain if that is safe, otherwise in quotation marks.
pub fn yaml_text(text: &str) -> String {
    // Replace line ends, and the characters that YAML does not allow even in quotation marks.
    let clean = |c: char| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') {
            ' '
        } else {
            c
        }
    };
    let text: String = text.trim().chars().map(clean).collect();
    let is_plain =
        |c: char| c.is_alphanumeric() || "《》〈〉“”‘’（）【】〔〕、，。：；？！—…·-_. ".contains(c);
    let begins = text.chars().next().is_some_and(|c| c.is_alphanumeric() || "《“（".contains(c));
    // Chinese marks around a value are read as quotation marks: `“最美工匠”` would lose them.
    let is_in_marks = text.starts_with('“') && text.ends_with('”');
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "nan" | "inf"
    );
    // A date may be plain; anything that YAML would read as a number may not.
    let is_number = text.parse::<f64>().is_ok() || text.starts_with("0x") || text.starts_with("0o");
    if begins && !is_in_marks && text.chars().all(is_plain) && !is_word && !is_number {
        return text;
    }
    serde_json::to_string(&text).unwrap_or_default()
}

struct ScaffoldWriter<'w, 'f> {
    filling: &'w ScaffoldValues<'f>,
    text: String,
}

impl ScaffoldWriter<'_, '_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, words: &str) {
        let words = words.replace(['\n', '\r'], " ");
        let _ = writeln!(self.text, "# {}", words.trim_start());
    }

    /// Returns the key as the writer writes it: the label in Chinese, the key in any other
    /// language.
    fn key(&self, group: &Group, field: &Field) -> String {
        let label = group.own_label(field, self.filling.lang).filter(|_| self.filling.is_chinese());
        label.map_or_else(|| field.key.to_string(), yaml_text)
    }

    fn entry(&self, group: &Group, field: &Field, value: &str) -> String {
        format!("{}: {}", self.key(group, field), yaml_text(value)).trim_end().to_owned()
    }

    fn type_name<'t>(&self, content_type: &'t ContentType) -> &'t str {
        if self.filling.is_chinese() { content_type.name.get(self.filling.lang) } else { &content_type.id }
    }

    fn field(&mut self, group: &Group, field: &Field) {
        let answer = self.filling.answers.get(&*field.key).filter(|answer| !answer.trim().is_empty());
        let is_dated = &*field.key == "date";
        if self.filling.is_brief && answer.is_none() && !field.is_wanted() && !is_dated {
            return;
        }
        let about = match self.filling.remarks.get(&*field.key) {
            Some(remark) => remark.clone(),
            None if self.filling.is_brief && answer.is_some() => String::new(),
            None => self.about(field),
        };
        if !about.is_empty() {
            self.comment(&about);
        }
        if let Some(answer) = answer {
            self.answer(group, field, answer);
        } else if field.is_wanted() {
            let lines = self.required(group, field);
            lines.iter().for_each(|line| self.line(line));
        } else if let Some(inner) = group_of(&field.kind) {
            self.optional_group(group, field, inner);
        } else if &*field.key == "date" {
            let line = self.entry(group, field, self.filling.today);
            self.line(&line);
        } else {
            let line = format!("{}:", self.key(group, field));
            self.line(&line);
        }
    }

    /// Writes a field with its value, or with several values as a list.
    fn answer(&mut self, group: &Group, field: &Field, answer: &str) {
        if !answer.contains('\n') {
            let line = self.entry(group, field, answer);
            return self.line(&line);
        }
        let key = self.key(group, field);
        self.line(&format!("{key}:"));
        for item in answer.lines().filter(|item| !item.trim().is_empty()) {
            self.line(&format!("  - {}", yaml_text(item)));
        }
    }

    /// Returns the lines of a required field, with a placeholder to be replaced.
    fn required(&self, group: &Group, field: &Field) -> Vec<String> {
        let key = self.key(group, field);
        let kind = once(&field.kind);
        let item = match kind {
            Kind::List(of) => once(of),
            kind => kind,
        };
        let is_list = matches!(kind, Kind::List(_));
        let mut lines = vec![format!("{key}:")];
        match (item, self.placeholder(field, item)) {
            (Kind::Group(inner), _) => {
                let fields = self.group_lines(inner);
                lines.extend(indented(&fields, is_list));
            }
            (_, value) if is_list => lines.push(format!("  - {}", yaml_text(&value))),
            (_, value) => lines = vec![format!("{key}: {}", yaml_text(&value))],
        }
        lines
    }

    /// Writes an optional group, commented out with `#`.
    fn optional_group(&mut self, group: &Group, field: &Field, inner: &Group) {
        let is_list = matches!(once(&field.kind), Kind::List(_));
        self.comment(if is_list {
            self.filling.say(
                "（要写就去掉下面各行行首的 #；可以有几项，每项以“-”开头）",
                "(take away the # of the lines below to use it; each item begins with `-`)",
            )
        } else {
            self.filling
                .say("（要写就去掉下面各行行首的 #）", "(take away the # of the lines below to use it)")
        });
        let lines = self.group_lines(inner);
        let key = self.key(group, field);
        self.line(&format!("#{key}:"));
        for line in indented(&lines, is_list) {
            self.line(&format!("#{line}"));
        }
        let omitted: Vec<String> = inner
            .fields()
            .iter()
            .filter(|field| !field.is_wanted() && group_of(&field.kind).is_some())
            .map(|field| self.key(inner, field))
            .collect();
        if !omitted.is_empty() {
            let list = omitted.join(self.filling.say("、", ", "));
            let words = if self.filling.is_chinese() {
                format!("每项还可以有：{list}（dangjian types 查看）")
            } else {
                format!("Each may also have: {list} (see `dangjian types`)")
            };
            self.comment(&words);
        }
    }

    /// Returns the lines of the fields of a group: required ones with a placeholder, the others
    /// empty. Optional groups are left out.
    fn group_lines(&self, group: &Group) -> Vec<String> {
        let mut lines = Vec::new();
        for field in group.fields() {
            if field.is_wanted() {
                lines.extend(self.required(group, field));
            } else if group_of(&field.kind).is_none() {
                lines.push(format!("{}:", self.key(group, field)));
            }
        }
        lines
    }

    /// Returns the placeholder for a value that only the writer knows. It never looks like a real
    /// value: if the writer forgot it, a level, number or unit that nobody has given would be
    /// published. The exception is the field `date`, which is today.
    fn placeholder(&self, field: &Field, kind: &Kind) -> String {
        match kind {
            Kind::Date if &*field.key == "date" => self.filling.today.to_owned(),
            kind => kind.placeholder(self.filling),
        }
    }

    /// Returns the comment above a field: what goes into it.
    fn about(&self, field: &Field) -> String {
        let mut parts: Vec<String> = Vec::new();
        let label = field.label.get(self.filling.lang);
        let is_list = matches!(once(&field.kind), Kind::List(_));
        let item = match once(&field.kind) {
            Kind::List(of) => once(of),
            kind => kind,
        };
        if field.is_wanted() {
            parts.push(self.filling.say("必填", "required").into());
        }
        parts.push(field.help.get(self.filling.lang).to_owned());
        parts.push(item.note(self.filling, field));
        if is_list && !matches!(item, Kind::Group(_)) {
            parts.push(self.filling.say("可以写几个，用“、”隔开", "several are separated by `; `").into());
        }
        if let Some(default) = self.default_of(field, item) {
            parts.push(if self.filling.is_chinese() {
                format!("不写就是“{default}”")
            } else {
                format!("`{default}` when left out")
            });
        }
        parts.retain(|part| !part.is_empty());
        let about = parts.join(self.filling.say("；", "; "));
        // In English the key is written, so a label that says more comes first in the comment.
        match (about.is_empty(), self.filling.is_chinese()) {
            (false, true) => about,
            (true, true) => String::new(),
            (true, false) => label.to_owned(),
            (false, false) => format!("{label}: {about}"),
        }
    }

    fn default_of(&self, field: &Field, item: &Kind) -> Option<String> {
        let default = field.default.as_ref()?;
        match (item, default) {
            (Kind::Choice(choices), Node::String(key)) => choices
                .iter()
                .find(|choice| choice.key == *key)
                .map(|c| self.filling.choice_name(c).to_owned()),
            (_, Node::String(text)) => Some(text.clone()),
            (_, Node::Integer(number)) => Some(number.to_string()),
            (_, Node::Bool(true)) => Some(self.filling.say("是", "true").to_owned()),
            (_, Node::Bool(false)) => Some(self.filling.say("否", "false").to_owned()),
            _ => None,
        }
    }
}

/// Returns the kind without its `Localized`.
fn once(kind: &Kind) -> &Kind {
    if let Kind::Localized(inner) = kind { once(inner) } else { kind }
}

/// Returns the fields of a group, or of each item of a list of groups.
fn group_of(kind: &Kind) -> Option<&Group> {
    match once(kind) {
        Kind::Group(group) => Some(group),
        Kind::List(of) => match once(of) {
            Kind::Group(group) => Some(group),
            _ => None,
        },
        _ => None,
    }
}

/// Indents lines for a mapping, or for the first item of a list.
fn indented(lines: &[String], is_list: bool) -> Vec<String> {
    let lead = |at: usize| match (is_list, at) {
        (true, 0) => "  - ",
        (true, _) => "    ",
        (false, _) => "  ",
    };
    lines.iter().enumerate().map(|(at, line)| format!("{}{line}", lead(at))).collect()
}

#[cfg(test)]
mod tests;
