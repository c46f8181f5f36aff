//! Reads what values of all kinds have in common: texts, placeholders, comments that cut a value.

use super::form::FieldKind;
use crate::problem::{Problem, Words};
use crate::schema::placeholder::is_placeholder;
use crate::schema::{Reader, Value};
use crate::source::yaml::{Node, Part, ValueComment, in_quotes};

impl Reader<'_> {
    /// Reads one value against its kind.
    pub(super) fn value_of(&mut self, kind: &dyn FieldKind, node: &Node, name: &str) -> Option<Value> {
        if let Node::String(text) = node
            && !kind.is_container()
            && is_placeholder(text)
        {
            return self.placeholder(kind, text, name);
        }
        if let Node::String(text) = node
            && self.is_yaml()
            && let Some(before) = kind.before_comment(text)
        {
            self.tell_comment(text, before);
            return kind.read(self, &Node::String(before.to_owned()), name);
        }
        kind.read(self, node, name)
    }

    /// Reports what follows a number sign in the writer's own quotation marks, which is left out:
    /// `级别: "省级 #待核"`.
    pub(in crate::schema) fn tell_comment(&mut self, text: &str, before: &str) {
        if self.is_hash_told() {
            return;
        }
        let comment = text.get(before.len()..).unwrap_or_default().trim().trim_start_matches('#').trim();
        let problem = Problem::warning(
            "meta/comment",
            format!("“#”后面的“{comment}”当作注释，页面上不会显示"),
            format!("`{comment}` after the `#` is taken for a comment and is not shown"),
        )
        .help(
            format!("只写“{before}”；注释移到单独的一行，以“#”开头"),
            format!("write `{before}` alone, and put the comment on a line of its own"),
        );
        self.report(&[], Part::Value, problem);
    }

    /// Reports a placeholder that a scaffold has written. Text is returned as it is, so that a
    /// draft can be viewed.
    fn placeholder(&mut self, kind: &dyn FieldKind, text: &str, name: &str) -> Option<Value> {
        self.placeholders += 1;
        let Words { zh, en } = kind.to_fill_in();
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
        kind.unfinished(text.trim())
    }

    /// Returns a scalar as it was written, trimmed; `None` if it is empty.
    pub(in crate::schema) fn text(
        &mut self,
        kind: &dyn FieldKind,
        node: &Node,
        name: &str,
    ) -> Option<String> {
        let text = match node {
            Node::String(text) => text.trim().to_owned(),
            Node::Sequence(_) | Node::Mapping(_) | Node::Null => {
                return self.wrong_value(kind, node, name);
            }
            Node::Bool(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Integer(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
            Node::Float(value) => self.written.at(&self.trail).unwrap_or_else(|| value.to_string()),
        };
        let text = if kind.is_words() { self.with_what_is_cut(text, kind.is_free_text()) } else { text };
        (!text.is_empty()).then_some(text)
    }

    /// Reports a comment after a text that may be a part of it. `2 #高炉党支部获奖` is read with
    /// the `#`; `学习 # 二十大` has the form of a comment, so it is cut. If the value can't be
    /// any text, as in `供稿单位: 第四党支部 # 核`, it is one, and quotation marks would only
    /// make the value wrong.
    pub(in crate::schema) fn with_what_is_cut(&mut self, text: String, is_free: bool) -> String {
        let Some(ValueComment { whole, comment, is_tight }) = self.written.cut(&self.trail, &text) else {
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
            let problem = if self.is_of_page() {
                Problem::warning("meta/comment", zh, en)
            } else {
                Problem::info("meta/comment", zh, en)
            };
            if is_free {
                problem.help(
                    format!("是内容的，写成 {quoted}；真是注释的，移到单独的一行，以“#”开头"),
                    format!(
                        "if it belongs to the value, write {quoted}; a comment is better on a line of its own"
                    ),
                )
            } else {
                problem.help(
                    "注释移到单独的一行，以“#”开头",
                    "put the comment on a line of its own, which begins with `#`",
                )
            }
        };
        let mut issue = self.issue(&[], Part::Value, problem);
        issue.instead(&whole, Some(&*quoted).filter(|_| is_free || is_tight));
        self.issues.push(issue);
        if is_tight { whole } else { text }
    }

    /// Reports a value that is not of the kind of its field, and says how to write one.
    pub(in crate::schema) fn wrong_value<T>(
        &mut self,
        kind: &dyn FieldKind,
        node: &Node,
        name: &str,
    ) -> Option<T> {
        let (advice, found) = (kind.advice(&self.keyed(name)), self.found(node));
        let help = Words::new(format!("{}；{}", advice.zh, found.zh), format!("{}; {}", advice.en, found.en));
        self.wrong_kind(name, kind.wanted(), help)
    }
}
