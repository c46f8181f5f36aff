//! Reads comments in a file that suppress a known problem and give a reason.
//!
//! `<!-- 忽略 link/broken：等附件到了再补 -->` in the text of an article,
//! `# 忽略 meta/unknown-key：旧系统留下的` in YAML (`ignore` for `忽略`, `:` for `：`). It applies
//! to its own line if there is other text on it. On a line of its own it applies to the next
//! paragraph, or in YAML to the next line.

use std::ops::Range;

use super::pattern::{self, PatternMeaning};
use super::{Finding, Problem};

/// The words that begin a suppression.
const BEGINNINGS: [&str; 2] = ["忽略", "ignore"];

/// A comment that suppresses problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The codes, or families (`link/*`).
    pub codes: Vec<String>,
    /// Why; if it is empty the suppression has no effect.
    pub reason: String,
    /// The lines that it applies to, counted from 1.
    pub lines: Range<usize>,
    /// Its position, in bytes of its file.
    pub span: Range<usize>,
}

/// Returns all suppressions of a file, in the order of their positions. The extension of `file`
/// decides how comments are written.
pub fn suppressions(file: &str, text: &str) -> Vec<Suppression> {
    if !BEGINNINGS.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()) {
        return Vec::new();
    }
    let is_article = file.ends_with(".md");
    if !is_article && !file.ends_with(".yaml") && !file.ends_with(".yml") {
        return Vec::new();
    }
    let lines = Lines::of(text, is_article);
    let mut found = Vec::new();
    for (number, line) in lines.0.iter().enumerate().filter(|(_, line)| !line.is_code) {
        if let Some((inner, span)) = comment(line.text(text), line.kind) {
            found.extend(read(inner).map(|(codes, reason)| Suppression {
                codes,
                reason,
                lines: lines.meant(text, number, &span),
                span: line.span.start + span.start..line.span.start + span.end,
            }));
        }
    }
    found
}

impl Suppression {
    /// Returns whether it suppresses this problem.
    pub fn is_for(&self, problem: &Problem) -> bool {
        let line = problem.place.as_ref().map_or(0, |place| place.line);
        !self.reason.is_empty()
            && self.lines.contains(&line)
            && self.codes.iter().any(|code| pattern::names(code, problem.code))
    }

    /// Returns its mistakes: an unknown code, a code that cannot be suppressed, no reason.
    pub fn mistakes(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for code in &self.codes {
            let problem = match pattern::look_up(code) {
                PatternMeaning::Codes => continue,
                PatternMeaning::Fixed => Problem::warning(
                    "check/not-ignorable",
                    format!("“{code}”不能忽略"),
                    format!("`{code}` cannot be ignored"),
                )
                .help("改好它，再删去这条注释", "fix it, and remove this comment"),
                PatternMeaning::Nothing(meant) => Problem::warning(
                    "check/unknown-code",
                    format!("没有“{code}”这个问题代码"),
                    format!("there is no problem code `{code}`"),
                )
                .did_you_mean(
                    meant,
                    "照抄报告里方括号中的代码，如 link/broken",
                    "copy the code from between the brackets of the report, such as link/broken",
                ),
            };
            found.push(Finding { problem, span: self.span.clone() });
        }
        if self.reason.is_empty() {
            let problem = Problem::warning(
                "check/no-reason",
                "忽略一个问题要写明原因，否则不起作用",
                "ignoring a problem needs a reason, and does nothing without one",
            )
            .help("在代码后面加上“：原因”", "add `: reason` after the code");
            found.push(Finding { problem, span: self.span.clone() });
        }
        found
    }

    /// Returns the finding for a suppression that suppresses nothing.
    pub fn unused(&self) -> Finding {
        let codes = self.codes.join("、");
        let problem = Problem::warning(
            "check/unused",
            format!("这里没有“{codes}”要忽略"),
            format!("there is no `{codes}` to ignore here"),
        )
        .help("问题已经没有了，就删去这条注释", "remove this comment if the problem is gone");
        Finding { problem, span: self.span.clone() }
    }
}

/// The part of a file to which a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FilePart {
    /// Empty lines before the front matter.
    Before,
    Yaml,
    Body,
}

/// A line of a text.
struct Line {
    /// Its position, without the line end.
    span: Range<usize>,
    kind: FilePart,
    /// Whether it is inside a fenced block.
    is_code: bool,
    /// Index of the next line, from this one on, that is neither empty nor one of our comments; the
    /// number of lines if there is none.
    next: usize,
    /// Index of the next empty line, from this one on; the number of lines if there is none.
    blank: usize,
}

impl Line {
    fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

/// The lines of a text.
struct Lines(Vec<Line>);

impl Lines {
    fn of(text: &str, is_article: bool) -> Self {
        let (mut kind, mut fence) = (if is_article { FilePart::Before } else { FilePart::Yaml }, None);
        let mut start = 0;
        let mut lines: Vec<Line> = Vec::new();
        for line in text.split('\n') {
            let is_rule = line.trim_end() == "---";
            match kind {
                FilePart::Before if is_rule => kind = FilePart::Yaml,
                FilePart::Before if !line.trim().is_empty() => kind = FilePart::Body,
                FilePart::Yaml if is_article && is_rule => kind = FilePart::Body,
                _ => {}
            }
            if kind == FilePart::Body {
                let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
                match (fence, mark) {
                    (None, Some(mark)) => fence = Some(mark),
                    (Some(open), Some(mark)) if open == mark => fence = None,
                    _ => {}
                }
            }
            let span = start..start + line.len();
            start = span.end + 1;
            lines.push(Line { span, kind, is_code: fence.is_some(), next: 0, blank: 0 });
        }
        let (mut next, mut blank) = (lines.len(), lines.len());
        for (number, line) in lines.iter_mut().enumerate().rev() {
            let words = line.text(text);
            let is_blank = words.trim().is_empty();
            if is_blank {
                blank = number;
            } else if comment(words, line.kind).is_none_or(|(inner, _)| read(inner).is_none()) {
                next = number;
            }
            (line.next, line.blank) = (next, blank);
        }
        Self(lines)
    }

    /// Returns the lines, counted from 1, that a comment at `span` of the line with index `number`
    /// applies to.
    fn meant(&self, text: &str, number: usize, span: &Range<usize>) -> Range<usize> {
        let own = self.0.get(number).map(|line| line.text(text)).unwrap_or_default();
        let rest = own.get(..span.start).into_iter().chain(own.get(span.end..));
        if rest.into_iter().any(|rest| !rest.trim().is_empty()) {
            return number + 1..number + 2;
        }
        let first = self.0.get(number + 1).map_or(number + 1, |line| line.next);
        let is_body = self.0.get(number).is_some_and(|line| line.kind == FilePart::Body);
        let after = self.0.get(first + 1).filter(|_| is_body);
        first + 1..after.map_or(first + 1, |line| line.blank) + 1
    }
}

/// Returns the content of the comment on a line, and the span of the comment in the line.
fn comment(line: &str, kind: FilePart) -> Option<(&str, Range<usize>)> {
    if kind == FilePart::Body {
        let start = line.find("<!--")?;
        let length = line.get(start + 4..)?.find("-->")?;
        return Some((line.get(start + 4..start + 4 + length)?, start..start + length + 7));
    }
    let is_comment = |at: &usize| line[..*at].ends_with([' ', '\t']) || line[..*at].is_empty();
    let start = memchr::memchr_iter(b'#', line.as_bytes()).find(is_comment)?;
    Some((line.get(start + 1..)?, start..line.len()))
}

/// Reads the codes and the reason of `忽略 link/broken：原因`.
fn read(inner: &str) -> Option<(Vec<String>, String)> {
    let inner = inner.trim();
    let rest = BEGINNINGS.iter().find_map(|word| inner.strip_prefix(word))?;
    let (codes, reason) = match rest.find([':', '：']) {
        Some(at) => (rest.get(..at)?, rest.get(at..)?.trim_start_matches([':', '：'])),
        None => (rest, ""),
    };
    let codes: Vec<String> = codes
        .split([' ', ',', '，', '、', '\t', '\u{3000}'])
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect();
    // “忽略这一段” is a remark to a colleague, not a suppression.
    let is_code = |code: &String| code.contains('/') && code.is_ascii();
    (!codes.is_empty() && codes.iter().all(is_code)).then(|| (codes, reason.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    fn found(file: &str, text: &str) -> Vec<(String, String, Range<usize>)> {
        let shown = |one: Suppression| (one.codes.join(" "), one.reason, one.lines);
        suppressions(file, text).into_iter().map(shown).collect()
    }

    fn one(codes: &str, reason: &str, lines: Range<usize>) -> (String, String, Range<usize>) {
        (codes.into(), reason.into(), lines)
    }

    #[test]
    fn a_comment_counts_for_its_line_or_for_what_comes_next() {
        let text = "---\n# 忽略 meta/unknown-key：旧系统留下的\n\nold: 1\ntitle: 甲 # ignore meta/x, meta/y: kept\n---\n\n\
                    <!-- 忽略 link/broken：等附件 -->\n\n一行\n二行\n\n三行 <!-- ignore md/*: quoted --> 完\n";
        assert_eq!(
            found("a.md", text),
            [
                one("meta/unknown-key", "旧系统留下的", 4..5),
                one("meta/x meta/y", "kept", 5..6),
                one("link/broken", "等附件", 10..12),
                one("md/*", "quoted", 13..14),
            ]
        );
        assert_eq!(found("data/a.yaml", "# 忽略 a/b：丙\nx: 1\n"), [one("a/b", "丙", 2..3)]);
    }

    #[test]
    fn other_comments_and_code_are_none() {
        for text in [
            "<!-- 忽略这一段 -->\n甲",
            "```\n<!-- 忽略 a/b：丙 -->\n```\n",
            "忽略 a/b：丙\n",
            "<!-- 忽略 a/b：丙\n",
        ] {
            assert_eq!(found("a.md", text), [], "{text}");
        }
        assert_eq!(found("a.csv", "# 忽略 a/b：丙"), []);
        assert_eq!(found("a.yaml", "url: a#忽略 a/b：丙"), []);
    }

    #[test]
    fn very_many_comments_are_read_in_no_time() {
        let text = |count: usize| (count, "<!-- 忽略 a/b：丙 -->\n".repeat(count) + "甲\n乙\n");
        crate::trial::in_proportion("comments", 10_000, text, |(count, text)| {
            let all = suppressions("a.md", &text);
            assert_eq!(all.len(), count);
            assert!(all.iter().all(|one| one.lines == (count + 1..count + 3)));
        });
    }

    #[test]
    fn at_the_end_of_a_text_it_counts_for_nothing() {
        assert_eq!(found("a.md", "甲\n<!-- 忽略 a/b：丙 -->"), [one("a/b", "丙", 3..4)]);
        assert_eq!(found("a.yaml", "x: 1\n# 忽略 a/b：丙\n\n"), [one("a/b", "丙", 5..6)]);
        assert_eq!(found("a.md", "<!-- 忽略 a/b：丙 -->\n甲"), [one("a/b", "丙", 2..3)]);
    }

    #[test]
    fn without_a_reason_it_does_nothing() {
        let text = "<!-- 忽略 link/broken -->\n甲\n";
        let source = SourceText::new("a.md", text);
        let found = suppressions("a.md", text);
        let problem = Problem::error("link/broken", "", "").at(&source, text.len() - 4..text.len() - 1);
        assert_eq!(problem.place.as_ref().map(|place| place.line), Some(2));
        assert!(!found[0].is_for(&problem));
        assert_eq!(found[0].mistakes()[0].problem.code, "check/no-reason");
        let with_reason = Suppression { reason: "因为".into(), ..found[0].clone() };
        assert!(with_reason.is_for(&problem));
    }
}
