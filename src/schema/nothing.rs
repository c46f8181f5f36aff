//! Recognizes words and marks that say that there is nothing: `缺席: 无`, `题图: ——`, `列席: /`.

use super::{Field, Kind, number};
use crate::source::yaml::Node;

/// Words that mean nothing or nobody.
pub(super) const WORDS: [&str; 7] = ["无", "没有", "暂无", "无人", "none", "nobody", "nil"];

/// Marks that fill an empty cell of a form.
pub(super) const MARKS: [&str; 11] = ["——", "—", "--", "-", "－", "–", "―", "/", "／", "\\", "//"];

/// Whether a text is a word for nothing.
pub(super) fn is_word(text: &str) -> bool {
    /// Length of the longest word, in bytes: nearly every text is longer.
    const LONGEST: usize = 6;
    let text = text.trim();
    text.len() <= LONGEST && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a text consists of marks for nothing only.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let is_dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―');
    let is_slash = |c: char| matches!(c, '/' | '／' | '\\');
    text.starts_with(|c| is_dash(c) || is_slash(c)) && (text.chars().all(is_dash) || MARKS.contains(&text))
}

/// Whether a text is a word or a mark for nothing.
pub(super) fn is_said(text: &str) -> bool {
    is_word(text) || is_mark(text)
}

/// Whether a text says that there is nobody, in numbers or by what follows: `缺席: 0人`,
/// `缺席: 全勤`.
pub(super) fn is_nobody(text: &str) -> bool {
    let text = text.trim();
    ["全勤", "全部到会", "全员到会"].contains(&text)
        || (text.starts_with(['0', '０', '零', '〇']) && number::integer(text) == Some(0))
}

impl Kind {
    /// Whether a value can only mean that there is none: `附件: 无`, `缺席: 0`.
    pub(super) fn is_no_value(&self, or_none: bool, value: &Node) -> bool {
        match value {
            Node::String(text) => self.is_nothing(or_none, text),
            Node::Integer(0) => self.is_nothing(or_none, "0"),
            _ => false,
        }
    }
}

impl Field {
    /// Whether `text` can only mean that this field has no value: `附件: 无`.
    pub(super) fn is_nothing(&self, text: &str) -> bool {
        self.kind.is_nothing(self.or_none, text)
    }

    /// The same for a value.
    pub(super) fn is_no_value(&self, value: &Node) -> bool {
        self.kind.is_no_value(self.or_none, value)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Kind, declare_group};
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn nothing_is_told_from_something() {
        let list = |of| Kind::List(Box::new(of));
        for text in ["无", " 无 ", "没有", "暂无", "None", "——", "—", "-", "/", "／"] {
            for kind in [Kind::Person, Kind::Image, Kind::Date, list(Kind::Text), list(Kind::File)] {
                assert!(kind.is_nothing(false, text), "{kind:?} {text}");
            }
            assert!(Kind::Text.is_nothing(true, text) && !Kind::Text.is_nothing(false, text), "{text}");
        }
        for text in ["0", "0人", "全勤"] {
            assert!(Kind::Person.is_nothing(false, text) && list(Kind::Person).is_nothing(false, text));
            assert!(!Kind::Number.is_nothing(false, text) && !list(Kind::Text).is_nothing(false, text));
        }
        assert!(Kind::Number.is_nothing(false, "——") && !Kind::Number.is_nothing(false, "无"));
        assert!(!Kind::Url.is_nothing(true, "/"));
        for text in ["无", "——", "暂无", "NONE", " - "] {
            assert!(Kind::Url.is_nothing(false, text), "{text}");
        }
        assert!(WORDS.iter().all(|word| is_word(word)) && MARKS.iter().all(|mark| is_mark(mark)));
        let link = "fields: {links: {type: list, of: {type: group, short: url, fields: {url: {type: url}}}}}";
        let link = declare_group(&SourceText::new("g.yaml", link)).unwrap();
        assert!(!link.fields()[0].is_nothing("/") && link.fields()[0].is_nothing("无"));
        for text in ["", "无名", "无锡", "-1", "a/b", "没有人", "无。", "/a.html"] {
            assert!(!Kind::Person.is_nothing(true, text), "{text}");
        }
        let name = super::super::Translated::plain("无");
        let none = super::super::Choice { key: "none".into(), name, ..Default::default() };
        assert!(!Kind::Choice(Arc::new([none])).is_nothing(false, "无"));
    }
}
