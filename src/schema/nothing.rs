//! Recognizes words and marks that say that there is nothing: `缺席: 无`, `题图: ——`, `列席: /`.

use super::{Field, Kind};

/// Words that mean nothing or nobody.
pub(super) const WORDS: [&str; 7] = ["无", "没有", "暂无", "无人", "none", "nobody", "nil"];

/// Marks that fill an empty cell of a form.
pub(super) const MARKS: [&str; 11] = ["——", "—", "--", "-", "－", "–", "―", "/", "／", "\\", "//"];

/// Whether a text is a word for nothing.
pub(super) fn is_word(text: &str) -> bool {
    WORDS.contains(&text.trim().to_ascii_lowercase().as_str())
}

/// Whether a text consists of marks for nothing only.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let is_dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―');
    !text.is_empty() && (text.chars().all(is_dash) || MARKS.contains(&text))
}

/// Whether `text` can only mean that a field of this kind has no value. A text may be about
/// nothing (`处分情况: 无`), so for a text it depends on its declaration: `or_none`.
pub(super) fn is_meant(kind: &Kind, or_none: bool, text: &str) -> bool {
    match kind {
        Kind::Text | Kind::Markdown => or_none && (is_word(text) || is_mark(text)),
        // No number is not the number 0.
        Kind::Integer { .. } | Kind::Number => is_mark(text),
        Kind::Choice(choices) => {
            (is_word(text) || is_mark(text)) && !choices.iter().any(|choice| choice.is_meant_by(text.trim()))
        }
        Kind::Date | Kind::Image | Kind::File | Kind::Person | Kind::Organization | Kind::Reference(_) => {
            is_word(text) || is_mark(text)
        }
        // A scalar stands for the field `short`, which may be an address.
        Kind::Group(group) => {
            let short = group.short.as_deref().and_then(|short| group.field(short));
            let is_address = short.is_some_and(|field| matches!(field.kind, Kind::Url));
            !is_address && (is_word(text) || is_mark(text))
        }
        Kind::List(of) => is_in_list(of, text),
        Kind::Localized(inner) => is_meant(inner, or_none, text),
        // `/` is the address of the home page.
        Kind::Url | Kind::Boolean | Kind::Colour | Kind::Any => false,
    }
}

/// Whether `text` alone can only mean that a list of this kind is empty. `标签: 无` is no tag.
pub(super) fn is_in_list(of: &Kind, text: &str) -> bool {
    is_meant(of, true, text)
}

impl Field {
    /// Whether `text` can only mean that this field has no value: `附件: 无`.
    pub(super) fn is_nothing(&self, text: &str) -> bool {
        is_meant(&self.kind, self.or_none, text)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::declare_group;
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn nothing_is_told_from_something() {
        let list = |of| Kind::List(Box::new(of));
        for text in ["无", " 无 ", "没有", "暂无", "None", "——", "—", "-", "/", "／"] {
            for kind in [Kind::Person, Kind::Image, Kind::Date, list(Kind::Text), list(Kind::File)] {
                assert!(is_meant(&kind, false, text), "{kind:?} {text}");
            }
            assert!(is_meant(&Kind::Text, true, text) && !is_meant(&Kind::Text, false, text), "{text}");
        }
        assert!(is_meant(&Kind::Number, false, "——") && !is_meant(&Kind::Number, false, "无"));
        assert!(!is_meant(&Kind::Url, true, "/"));
        let link = "fields: {links: {type: list, of: {type: group, short: url, fields: {url: {type: url}}}}}";
        let link = declare_group(&SourceText::new("g.yaml", link)).unwrap();
        assert!(!link.fields()[0].is_nothing("/"));
        for text in ["", "无名", "无锡", "-1", "a/b", "没有人", "无。", "/a.html"] {
            assert!(!is_meant(&Kind::Person, true, text), "{text}");
        }
        let name = super::super::Translated::plain("无");
        let none = super::super::Choice { key: "none".into(), name, ..Default::default() };
        assert!(!is_meant(&Kind::Choice(Arc::new([none])), false, "无"));
    }
}
