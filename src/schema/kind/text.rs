//! A plain text.

use super::form::{DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::{Problem, Words};
use crate::schema::{Kind, Reader, Value, nothing};
use crate::source::yaml::{Node, Part};
use crate::text::holds_comment;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "text", words: &["文字", "文本"], declare: |_, _| Kind::Text };

/// The kind.
pub(super) struct TextKind;

impl FieldKind for TextKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("文字", "text")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一段文字", "a text")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let text = reader.text(self, node, name)?;
        if text.contains(['<', '＜']) && holds_comment(&text) {
            let problem = comment_shown(name, reader.is_yaml());
            reader.report(&[], Part::Value, problem);
        }
        Some(Value::Text(text.into()))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn is_free_text(&self) -> bool {
        true
    }

    fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        or_none && nothing::is_said(text)
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn unfinished(&self, text: &str) -> Option<Value> {
        Some(Value::Text(text.into()))
    }
}

/// Reports a comment for colleagues in a text: here it would be shown to readers.
fn comment_shown(name: &str, is_yaml: bool) -> Problem {
    let problem = Problem::error(
        "md/comment-shown",
        format!("“{name}”里有一条备注，会显示在页面上"),
        format!("a comment in `{name}` is shown to readers"),
    );
    if is_yaml {
        problem.help(
            "这里不能写 <!-- 备注 -->：备注写在单独的一行，以“#”开头",
            "this is no place for <!-- … -->: put the comment on a line of its own that begins with `#`",
        )
    } else {
        problem.help(
            "这里不能写 <!-- 备注 -->：备注写在单独的一行",
            "this is no place for <!-- … -->: put the comment on a line of its own",
        )
    }
}
