//! Renders the page of a code for a terminal.

use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use super::{Code, Fence};
use crate::problem::Language;
use crate::problem::terminal::name;

/// Maximum width in columns: longer lines are tiring to read, however wide the terminal is.
const WIDEST: usize = 88;
const NARROWEST: usize = 30;

/// Renders the page in `language` for a terminal of `width` columns. Paragraphs are wrapped, code
/// is indented.
pub fn page(code: &Code, language: Language, width: usize) -> String {
    let options = Options::new(width.clamp(NARROWEST, WIDEST))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let mut text =
        format!("{} · {}\n{}\n\n", code.name, name(code.severity, language), code.title.get(language));
    let mut fence = Fence::default();
    for line in code.text.get(language).lines() {
        if fence.take(line) {
            // An empty line separates code from text, whether or not the source has one.
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
        } else if fence.is_open() {
            text.push_str(&format!("    {line}\n").replace("    \n", "\n"));
        } else {
            wrap(line, &options).iter().for_each(|line| text.push_str(&format!("{line}\n")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn a_page_is_wrapped_and_its_code_is_not() {
        let code = Code {
            name: "x/y",
            severity: crate::problem::Severity::Warning,
            fixed: false,
            title: crate::problem::Words::new("冒号后面少了空格", "No space"),
            text: crate::problem::Words::new(
                "这一行的冒号后面没有空格，所以“标题”和后面的文字连成了一个词。\n写成：\n```\n标题: 很长很长很长很长很长很长很长很长\n\n# 二\n```\n就行了。",
                "",
            ),
        };
        insta::assert_snapshot!(page(&code, Language::Chinese, 30), @"
        x/y · 警告
        冒号后面少了空格

        这一行的冒号后面没有空格，所
        以“标题”和后面的文字连成了一个
        词。
        写成：

            标题: 很长很长很长很长很长很长很长很长

            # 二

        就行了。
        ");
    }

    #[test]
    fn no_page_is_wider_than_the_terminal() {
        for (code, language) in all().flat_map(|code| [(code, Language::Chinese), (code, Language::English)])
        {
            let shown = page(code, language, 80);
            for line in shown.lines() {
                assert!(line.width() <= 80, "{}: {line}", code.name);
                let ill_begun = ['，', '。', '、', '；', '：', '”', '）', '》'];
                assert!(!line.starts_with(ill_begun), "{}: {line}", code.name);
            }
        }
    }
}
