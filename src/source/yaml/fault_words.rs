//! Words the mistakes in YAML that a change fixes.

use super::fault::YamlFault;
use crate::problem::{Edit, Fix, Words};

impl YamlFault {
    /// Returns the code of its problem.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::FullWidthColon => "meta/full-width-colon",
            Self::SpaceAfterColon => "meta/space-after-colon",
            Self::Blank => "meta/tab",
            Self::Unquoted(_) | Self::Colon | Self::Hash => "meta/unquoted",
            Self::Dash => "meta/space-after-dash",
            Self::Comma => "meta/full-width-comma",
            Self::Quotes => "meta/quotes",
            // The last two are never reported.
            Self::Indent | Self::Empty | Self::Join => "meta/indent",
        }
    }

    /// Describes the mistake.
    pub(super) fn words(self) -> Words {
        let (zh, en) = match self {
            Self::FullWidthColon => ("这里的冒号是全角的“：”", "this colon is a full-width one"),
            Self::SpaceAfterColon => {
                ("冒号后面要有一个半角空格", "the colon needs an ordinary space after it")
            }
            Self::Blank => (
                "行首的空白不是半角空格（是 Tab 键、全角空格或看不见的字符）",
                "this line is indented with something else than spaces",
            ),
            Self::Indent => ("这一行缩进多了，和上面的各项没有对齐", "this line is indented too far"),
            Self::Unquoted(first) => return unquoted(first),
            Self::Colon => {
                ("内容里有英文冒号，要加英文引号", "a value with a colon in it needs quotation marks")
            }
            Self::Hash => (
                "内容里有“#”，不加英文引号的话，“#”后面会被当作注释丢掉",
                "without quotation marks what follows the `#` is a comment, and lost",
            ),
            Self::Dash => ("“-”后面要有一个半角空格", "the dash of a list item needs a space after it"),
            Self::Comma => ("括号里的逗号是全角的，引号后面要用英文逗号", "this comma is a full-width one"),
            Self::Empty | Self::Join => ("", ""),
            Self::Quotes => (
                "内容外面的中文引号当作英文引号读了，页面上不会显示",
                "the Chinese quotation marks round this value were taken for ASCII ones and are not shown",
            ),
        };
        Words::new(zh, en)
    }

    /// Returns the help, and the fix with this edit.
    pub(super) fn remedy(self, edit: &Edit) -> (Words, Fix) {
        let certain = |zh, en| Fix::certain(zh, en, vec![edit.clone()]);
        match self {
            // Only the writer knows whether the marks belong to the headline.
            Self::Quotes => (
                Words::new(
                    "页面上要显示引号，就在外面再加一对英文引号：'“……”'；不要显示，就删去引号",
                    "to show them, put ASCII marks round them: '“…”'; else remove them",
                ),
                Fix::probable("删去外面的中文引号", "remove the Chinese quotation marks", vec![edit.clone()]),
            ),
            Self::FullWidthColon => (
                Words::new("改成半角的“:”，后面空一格", "write `:` and a space"),
                certain("把冒号改成半角，后面空一格", "write an ASCII colon and a space"),
            ),
            Self::SpaceAfterColon => (
                Words::new("写成“标题: 内容”这样", "write `title: words`"),
                certain("在冒号后面加一个半角空格", "put a space after the colon"),
            ),
            Self::Dash => (
                Words::new("写成“- 甲”这样", "write `- words`"),
                certain("写成“- ”：半角减号和一个空格", "write a hyphen and a space"),
            ),
            Self::Comma => (
                Words::new("改成英文逗号，后面空一格", "write `,` and a space"),
                certain("把逗号改成半角", "write an ASCII comma"),
            ),
            Self::Blank | Self::Indent | Self::Empty | Self::Join => (
                Words::new(
                    "同一级的各项左边对齐，用半角空格缩进，不用 Tab 键",
                    "align entries of one level, and indent with spaces",
                ),
                certain("改正行首的缩进", "indent this line with spaces"),
            ),
            Self::Unquoted(_) | Self::Colon | Self::Hash => {
                let value = shorten(&edit.text);
                let fix = certain("给内容加上英文引号", "put the value into quotation marks");
                // Only the writer knows whether `甲 # 待定` is a title or a title with a remark.
                let fix = Fix { certain: self != Self::Hash, ..fix };
                (Words::new(format!("写成 {value}"), format!("write {value}")), fix)
            }
        }
    }
}

/// Describes a value that begins with a character that has a meaning in YAML.
fn unquoted(first: char) -> Words {
    match first {
        '"' | '\'' => Words::new(
            "引号只括住了内容的一部分，整句外面要再加一对英文引号",
            "the quotation marks hold only a part of the value: put marks around all of it",
        ),
        '[' | '{' => Words::new(
            format!("内容以“{first}”开头，会被当作列表，整句要加英文引号"),
            format!("a value that begins with `{first}` is taken for a list: put it into quotation marks"),
        ),
        _ => Words::new(
            format!("内容以“{first}”开头，整句要加英文引号"),
            format!("a value that begins with `{first}` needs quotation marks"),
        ),
    }
}

/// Shortens a value to fit into a line of help.
fn shorten(value: &str) -> String {
    const LONGEST: usize = 40;
    match value.char_indices().nth(LONGEST) {
        Some((at, _)) => {
            let mark = value.chars().next_back().unwrap_or('"');
            format!("{}……{mark}", &value[..at])
        }
        None => value.to_owned(),
    }
}
