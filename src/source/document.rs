//! A Markdown file split into front matter and body.

use std::ops::Range;

use crate::problem::{Problem, SourceText};

/// A Markdown file's text with the spans of its two parts.
#[derive(Debug)]
pub struct Document {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// The YAML between the two `---` lines; empty where there is no front matter.
    pub front_matter: Range<usize>,
    /// What follows the front matter.
    pub body: Range<usize>,
}

impl Document {
    /// Splits `text`. Blank lines before the first `---` are passed over, as editors leave them.
    ///
    /// # Errors
    /// A front matter that is opened and never closed.
    pub fn split(file: String, text: String) -> Result<Self, Box<Problem>> {
        match spans(&text) {
            Ok((front_matter, body)) => Ok(Self { file, text, front_matter, body }),
            Err(opening) => Err(Box::new(
                Problem::error(
                    "meta/unclosed",
                    "文章信息没有结束：找不到第二个“---”",
                    "the front matter is not closed: there is no second `---`",
                )
                .at(&SourceText::new(&file, &text), opening)
                .help(
                    "在文章信息之后、正文之前单独写一行 ---（三个英文减号）",
                    "write a line of its own, `---`, between front matter and text",
                ),
            )),
        }
    }

    /// The YAML of the front matter.
    pub fn front_matter(&self) -> &str {
        self.text.get(self.front_matter.clone()).unwrap_or_default()
    }

    /// The Markdown of the body.
    pub fn body(&self) -> &str {
        self.text.get(self.body.clone()).unwrap_or_default()
    }

    /// The text under its file's name, to make places.
    pub fn source(&self) -> SourceText<'_> {
        SourceText::new(&self.file, &self.text)
    }
}

/// Spans of front matter and body, or the span of an opening line that has no closing one.
fn spans(text: &str) -> Result<(Range<usize>, Range<usize>), Range<usize>> {
    let blank = text.len() - text.trim_start_matches(['\n', ' ', '\t', '\u{a0}', '\u{3000}']).len();
    let start = text[..blank].rfind('\n').map_or(0, |at| at + 1);
    let mut lines = lines(text, start);
    let Some(opening) = lines.next().filter(|line| is_fence(&text[line.clone()])) else {
        return Ok((0..0, 0..text.len()));
    };
    let inner = (opening.end + 1).min(text.len());
    for line in lines {
        if is_fence(&text[line.clone()]) {
            return Ok((inner..line.start, (line.end + 1).min(text.len())..text.len()));
        }
    }
    Err(opening)
}

fn is_fence(line: &str) -> bool {
    line.trim_end_matches([' ', '\t']) == "---"
}

/// The spans of the lines from `start` on, without their ends.
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
        let document = Document::split("a.md".into(), text.into()).ok()?;
        Some((document.front_matter().to_owned(), document.body().to_owned()))
    }

    #[test]
    fn front_matter_and_body_are_split_at_the_second_fence() {
        let cases = [
            ("---\ntitle: 甲\n---\n正文\n", "title: 甲\n", "正文\n"),
            ("\n\n---\ntitle: 甲\n--- \n正文", "title: 甲\n", "正文"),
            ("---\n---\n", "", ""),
            ("---\ntitle: 甲\n---", "title: 甲\n", ""),
            ("没有文章信息\n---\n", "", "没有文章信息\n---\n"),
            ("", "", ""),
        ];
        for (text, front_matter, body) in cases {
            assert_eq!(parts(text), Some((front_matter.to_owned(), body.to_owned())), "{text:?}");
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
