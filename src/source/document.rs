//! Splits a Markdown file into front matter and body.

use std::ops::Range;

use super::odd;
use super::yaml::Yaml;
use crate::problem::{Edit, Fix, Problem, SourceText};
use crate::text::{holds_line_break, is_blank, is_line_break};

/// The text of a Markdown file with the spans of its two parts.
#[derive(Debug)]
pub struct Document {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The complete text.
    pub text: String,
    /// The YAML between the two `---` lines; empty if there is no front matter.
    pub front_matter: Range<usize>,
    /// The text after the front matter.
    pub body: Range<usize>,
}

impl Document {
    /// Splits `text`. Blank lines before the first `---`, which editors leave, are skipped. Similar
    /// lines (`－－－`, `——`) count as `---`, with a warning.
    ///
    /// # Errors
    /// Fails if the front matter is opened but never closed.
    pub fn split(file: String, text: String) -> Result<(Self, Vec<Problem>), Box<Problem>> {
        let parts = match Parts::of(&text) {
            Ok(parts) => parts,
            Err(opening) => return Err(Box::new(unclosed(&SourceText::new(&file, &text), opening))),
        };
        let text = with_plain_blanks(text, &parts.front_matter);
        let source = SourceText::new(&file, &text);
        let warnings = parts.odd_fences.into_iter().map(|fence| odd_fence(&source, fence));
        let warnings = warnings.chain(odd::hidden(&source, parts.front_matter.clone())).collect();
        Ok((Self { file, text, front_matter: parts.front_matter, body: parts.body }, warnings))
    }

    /// Returns whether there is front matter, even an empty one.
    pub fn has_front_matter(&self) -> bool {
        self.body.start > 0
    }

    /// Returns whether there seems to be front matter with a `---` after it but none before it.
    pub fn lacks_opening(&self) -> bool {
        /// Maximum number of lines to search for the closing `---`.
        const LONGEST: usize = 100;
        let text = self.text.trim_start();
        let closing = text.lines().take(LONGEST).position(|line| fence(line).is_some());
        !self.has_front_matter()
            && closing.is_some_and(|closing| {
                let mut lines = text.lines().take(closing).filter(|line| !line.trim().is_empty());
                closing > 0
                    && lines.all(|line| line.starts_with([' ', '\t', '-', '#']) || begins_with_key(line))
            })
    }

    /// Returns the length of the lines at the beginning that were meant as front matter but are not
    /// after a `---`: up to the closing `---`, or up to a blank line if there is none either.
    /// `None` if there are no such lines.
    pub fn bare_front_matter(&self) -> Option<usize> {
        /// Keys that tell front matter from a text such as `时间：11月20日`.
        const TITLES: [&str; 2] = ["标题", "title"];
        if self.has_front_matter() {
            return None;
        }
        let start = self.text.len() - self.text.trim_start().len();
        let is_end = |line: &Range<usize>| {
            let line = self.text.get(line.clone()).unwrap_or_default();
            if self.lacks_opening() { fence(line).is_some() } else { line.trim().is_empty() }
        };
        let line = lines(&self.text, start).find(is_end).unwrap_or(self.text.len()..self.text.len());
        if self.lacks_opening() {
            return Some(line.end);
        }
        let block = self.text.get(start..line.start).unwrap_or_default();
        let is_title = |line: &str| {
            let key = line.split([':', '：']).next().unwrap_or_default().trim_end_matches(is_blank);
            TITLES.iter().any(|title| title.eq_ignore_ascii_case(key))
        };
        let is_of_it = |line: &str| line.starts_with([' ', '\t', '-', '#']) || begins_with_key(line);
        (block.lines().any(is_title) && block.lines().all(is_of_it)).then_some(line.start)
    }

    /// Returns whether fields seem to follow a front matter without fences that ends at `end`,
    /// after blank lines: `标题: 甲⏎⏎草稿: 是`. Then nobody knows where it ends.
    pub fn bare_front_matter_goes_on(&self, end: usize) -> bool {
        self.text.get(end..).is_some_and(|rest| {
            let next = rest.lines().find(|line| !line.trim_matches(is_blank).is_empty());
            next.is_some_and(|line| begins_with_key(line) && fence(line).is_none())
        })
    }

    /// Returns the YAML of the front matter.
    pub fn front_matter(&self) -> &str {
        self.text.get(self.front_matter.clone()).unwrap_or_default()
    }

    /// Reads the front matter.
    ///
    /// # Errors
    /// As [`Yaml::read`].
    pub fn yaml(&self) -> Result<Yaml<'_>, Vec<Problem>> {
        Yaml::read(&self.source(), self.front_matter.clone())
    }

    /// Returns the Markdown of the body.
    pub fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// Returns the text with its file name, to create places.
    pub fn source(&self) -> SourceText<'_> {
        SourceText::new(&self.file, &self.text)
    }
}

/// Replaces each odd line break in the front matter with as many spaces as it has bytes (one or
/// two), so that all positions stay the same.
fn with_plain_blanks(mut text: String, front_matter: &Range<usize>) -> String {
    let yaml = text.get(front_matter.clone()).unwrap_or_default();
    if holds_line_break(yaml) {
        let blank = |c: char| if is_line_break(c) { " ".repeat(c.len_utf8()) } else { c.to_string() };
        let plain: String = yaml.chars().map(blank).collect();
        text.replace_range(front_matter.clone(), &plain);
    }
    text
}

fn unclosed(text: &SourceText<'_>, opening: Range<usize>) -> Problem {
    Problem::error(
        "meta/unclosed",
        "文章信息没有结束：找不到第二个“---”",
        "the front matter is not closed: there is no second `---`",
    )
    .at(text, opening)
    .help(
        "在文章信息之后、正文之前单独写一行 ---（三个英文减号）",
        "write a line of its own, `---`, between front matter and text",
    )
}

fn odd_fence(text: &SourceText<'_>, fence: Range<usize>) -> Problem {
    let fix =
        Fix::certain("改成三个英文减号", "write three hyphens", vec![Edit::replace(fence.clone(), "---")]);
    Problem::warning(
        "meta/fence",
        "文章信息前后的横线不是三个英文减号“---”",
        "the line around the front matter is not `---`",
    )
    .at(text, fence)
    .help("单独一行，顶格写 ---（三个英文减号）", "write `---` at the beginning of a line of its own")
    .fix(fix)
}

/// The positions of the parts of a text.
struct Parts {
    front_matter: Range<usize>,
    body: Range<usize>,
    /// The lines that were accepted in place of `---`.
    odd_fences: Vec<Range<usize>>,
}

/// A line that delimits front matter: exactly `---`, or something similar.
#[derive(PartialEq)]
enum Fence {
    Strict,
    Odd,
}

impl Parts {
    /// Finds the parts. The error is the span of an opening line without a closing one.
    fn of(text: &str) -> Result<Self, Range<usize>> {
        let none = Self { front_matter: 0..0, body: 0..text.len(), odd_fences: Vec::new() };
        let blank = text.len() - text.trim_start_matches(|c| c == '\n' || is_blank(c)).len();
        let start = text[..blank].rfind('\n').map_or(0, |at| at + 1);
        let mut lines = lines(text, start);
        let Some(opening) = lines.next() else { return Ok(none) };
        let Some(opens) = fence(&text[opening.clone()]) else { return Ok(none) };
        let inner = (opening.end + 1).min(text.len());
        // A line other than `---` may also belong to an article without front matter.
        let is_meant = opens == Fence::Strict || begins_with_key(&text[inner..]);
        let closing = lines.find_map(|line| {
            // Inside a multi-line value such a line is indented, so an indented one closes nothing.
            let line_text = &text[line.clone()];
            let kind = fence(line_text).filter(|_| !line_text.starts_with(is_blank))?;
            Some((line, kind))
        });
        match closing {
            Some((closing, closes)) if is_meant => {
                let front_matter = inner..closing.start;
                let body = (closing.end + 1).min(text.len())..text.len();
                let fences = [(opening, opens), (closing, closes)].into_iter();
                let odd_fences =
                    fences.filter(|(_, kind)| *kind == Fence::Odd).map(|(line, _)| line).collect();
                Ok(Self { front_matter, body, odd_fences })
            }
            None if opens == Fence::Strict => Err(opening),
            _ => Ok(none),
        }
    }
}

/// Returns whether a line is `---` or similar to it.
fn fence(line: &str) -> Option<Fence> {
    // Word processors end a line within a paragraph by U+000B, and the true end comes after it.
    let line = line.trim_end_matches(is_line_break);
    if line.trim_end_matches(|c| matches!(c, ' ' | '\t') || is_line_break(c)) == "---" {
        return Some(Fence::Strict);
    }
    let line = line.trim_matches(is_blank);
    if !line.starts_with(['-', '—', '－', '–', '─', '―']) {
        return None;
    }
    let dashes = line.chars().count();
    let is_wide = line.chars().all(|c| matches!(c, '—' | '－' | '–' | '─' | '―'));
    let is_mixed = line.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '─' | '―'));
    ((is_wide && dashes >= 2) || (is_mixed && dashes >= 3)).then_some(Fence::Odd)
}

/// Returns whether a text begins with a key: `title: ` or `标题：`.
fn begins_with_key(text: &str) -> bool {
    let line = text.trim_start_matches(|c| c == '\n' || is_blank(c)).split('\n').next().unwrap_or_default();
    line.split_once([':', '：']).is_some_and(|(key, _)| {
        let key = key.trim_end_matches(is_blank);
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// Iterates over the spans of the lines from `start` on, without their line ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let start = at?;
        let end = text[start..].find('\n').map(|length| start + length);
        at = end.map(|end| end + 1).filter(|next| *next <= text.len());
        Some(start..end.unwrap_or(text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String)> {
        let (document, _) = Document::split("a.md".into(), text.into()).ok()?;
        Some((document.front_matter().to_owned(), document.body().to_owned()))
    }

    #[test]
    fn front_matter_and_body_are_split_at_the_second_fence() {
        let cases = [
            ("---\ntitle: 甲\n---\n正文\n", "title: 甲\n", "正文\n"),
            ("\n\n---\ntitle: 甲\n--- \n正文", "title: 甲\n", "正文"),
            ("---\n---\n", "", ""),
            ("---\ntitle: 甲\n---", "title: 甲\n", ""),
            ("\u{200b}---\u{2003}\ntitle: 甲\n---\u{202f}\n正文", "title: 甲\n", "正文"),
            ("没有文章信息\n---\n", "", "没有文章信息\n---\n"),
            ("---\u{b}\ntitle: 甲\n---\u{b}\n正文\n---\n", "title: 甲\n", "正文\n---\n"),
            ("---\ntitle: 甲\n--- \u{c}\u{85}\n正文\n---\n", "title: 甲\n", "正文\n---\n"),
            ("---\ntitle: 甲\n\u{b}---\n---\n正文", "title: 甲\n ---\n", "正文"),
            ("", "", ""),
        ];
        for (text, front_matter, body) in cases {
            assert_eq!(parts(text), Some((front_matter.to_owned(), body.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn what_was_meant_as_a_fence_is_one_with_a_warning() {
        let cases = [
            ("－－－\n标题：甲\n－－－\n正文", 2),
            ("———\ntitle: 甲\n——\n正文", 2),
            ("---\ntitle: 甲\n———\n正文\n\n---\n更多", 1),
            ("　---　\ntitle: 甲\n---\u{a0}\n正文", 2),
            ("-----\ntitle: 甲\n-----\n正文", 2),
        ];
        for (text, count) in cases {
            let (document, warnings) = Document::split("a.md".into(), text.into()).unwrap();
            assert!(document.front_matter().contains('甲') && document.body().starts_with("正文"), "{text}");
            assert_eq!(warnings.len(), count, "{text}");
            let fixes: Vec<&Fix> = warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
            let (mended, _) = crate::problem::apply(text, &fixes);
            assert_eq!(Document::split("a.md".into(), mended).unwrap().1, vec![], "{text}");
        }
        for text in ["———\n张三说了话\n———\n", "——张三\n---\n", "- 甲\n---\n", "——\ntitle: 甲\n"]
        {
            let (document, warnings) = Document::split("a.md".into(), text.into()).unwrap();
            assert!(!document.has_front_matter() && warnings.is_empty(), "{text}");
        }
    }

    #[test]
    fn an_odd_line_break_is_a_blank_in_the_front_matter_and_stays_in_the_body() {
        let text = "---\ntitle: 甲\u{b}乙\u{85}丙\n---\n正\u{b}文";
        assert_eq!(parts(text), Some(("title: 甲 乙  丙\n".into(), "正\u{b}文".into())));
    }

    #[test]
    fn front_matter_without_its_fences_is_recognised() {
        for (text, bare) in [
            ("标题: 甲\n日期: 2026-01-01\n\n正文。\n", Some("标题: 甲\n日期: 2026-01-01\n")),
            ("\n标题：甲\n标签:\n  - 乙\n\n正文。\n", Some("\n标题：甲\n标签:\n  - 乙\n")),
            ("title: 甲\ndate: 2026\n---\n\n正文。\n", Some("title: 甲\ndate: 2026\n---")),
            ("title: 甲", Some("title: 甲")),
            ("关于召开会议的通知\n\n时间：11月20日\n", None),
            ("时间：11月20日\n地点：三楼\n", None),
            ("标题: 甲\n正文，没有冒号。\n", None),
            ("---\n标题: 甲\n---\n标题: 乙\n", None),
        ] {
            let (document, _) = Document::split("a.md".into(), text.into()).unwrap();
            assert_eq!(document.bare_front_matter().map(|end| &text[..end]), bare, "{text}");
        }
    }

    #[test]
    fn fields_after_a_blank_line_leave_the_end_of_a_bare_front_matter_open() {
        for (text, goes_on) in [
            ("标题: 甲\n\n草稿: 是\n\n正文。\n", true),
            ("标题: 甲\n\n　\n　草稿：是\n", true),
            ("标题: 甲\n\n正文。\n\n时间：三点\n", false),
            ("标题: 甲\n\n", false),
        ] {
            let (document, _) = Document::split("a.md".into(), text.into()).unwrap();
            let end = document.bare_front_matter().unwrap();
            assert_eq!(document.bare_front_matter_goes_on(end), goes_on, "{text}");
        }
    }

    #[test]
    fn an_unclosed_front_matter_is_a_problem_at_its_opening() {
        let problem =
            Document::split("a.md".into(), "---\ntitle: 甲\n\n正文\n".into()).map(|_| ()).unwrap_err();
        assert_eq!(problem.code, "meta/unclosed");
        assert_eq!(problem.place.unwrap().line, 1);
    }
}
