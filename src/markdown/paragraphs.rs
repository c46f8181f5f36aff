//! Finds the paragraphs of a body without rendering it: for the summary of every article.

use std::ops::Range;

use super::chars::{is_han, is_indent};
use super::directive::{self, Line};
use super::fence::{Prefix, Verbatim, Within, list_marker, prefix};
use super::options::Lines;
use super::prepare::{begins_paragraph, begins_prose};
use super::reading::{Manner, Reading, is_item, is_signed, signatures};
use super::skip::{Skip, skip};

/// The paragraphs of a body, as written.
pub(super) struct Paragraphs<'a> {
    body: &'a str,
    lines: Lines,
    at: usize,
    directives: usize,
    /// The reading of the block that was read last.
    reading: Reading,
    manner: Option<Manner>,
    /// The spans of the signatures, once they are needed.
    signatures: Option<Vec<Range<usize>>>,
}

/// The effect of a line on the paragraph before it.
enum Role {
    /// It continues the paragraph.
    Goes,
    /// It begins another paragraph.
    Begins,
    /// It ends the paragraph.
    Ends,
    /// It ends the paragraph and is skipped, with the lines up to the next empty one.
    Skips,
    /// The paragraph before was a heading or the head of a table, and is discarded.
    Revokes,
}

impl<'a> Paragraphs<'a> {
    pub fn of(body: &'a str, lines: Lines) -> Self {
        Self {
            body,
            lines,
            at: 0,
            directives: 0,
            reading: Reading::default(),
            manner: None,
            signatures: None,
        }
    }

    /// Whether the line at `start`, below another one of its block, is meant as a paragraph.
    fn is_meant(&self, start: usize) -> bool {
        self.reading.begins(start)
            || self.signatures.as_deref().is_some_and(|signatures| is_signed(signatures, start))
    }

    /// Reads the block that begins with the line from `start` to `end`.
    fn read(&mut self, start: usize, end: usize) {
        let is_last = matches!(self.body.as_bytes().get(end + 1), None | Some(b'\n'));
        if !is_last && !self.reading.contains(start) {
            self.reading = Reading::of(self.body, start..end, self.lines, &mut self.manner);
            if self.lines != Lines::CommonMark && self.signatures.is_none() {
                self.signatures = Some(signatures(self.body));
            }
        }
    }

    fn line(&mut self) -> Option<(usize, &'a str)> {
        let start = self.at;
        let rest = self.body.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at = start + length + 1;
        Some((start, rest.get(..length).unwrap_or_default()))
    }

    fn skip(&mut self, verbatim: &Verbatim) {
        while let Some((start, line)) = self.line() {
            match verbatim.within(line) {
                Within::Yes => {}
                Within::Last => return,
                Within::No => {
                    self.at = start;
                    return;
                }
            }
        }
    }

    fn skip_block(&mut self) {
        while self.line().is_some_and(|(_, line)| !line.trim().is_empty()) {}
    }

    /// Skips the lines of a list, up to text that is meant as a paragraph.
    fn skip_list(&mut self) {
        while let Some((start, line)) = self.line().filter(|(_, line)| !line.trim().is_empty()) {
            if self.is_meant(start) && !is_item(line) {
                self.at = start;
                return;
            }
        }
    }

    /// Skips HTML at the beginning of `content`, the end of the last line. Returns whether there
    /// was some.
    fn skips_html(&mut self, content: &str) -> bool {
        let start = self.at.saturating_sub(content.len() + 1);
        match skip(self.body.get(start..).unwrap_or_default()) {
            Skip::Nothing => return false,
            Skip::Line => {}
            Skip::Bytes(bytes) => self.at = start + bytes,
        }
        true
    }

    fn role(&mut self, line: &str, open: bool) -> Role {
        let content = line.trim_start_matches(is_indent);
        let none = Prefix { quotes: 0, indent: 0, column: 0, length: 0, item: None };
        if content.trim_end().is_empty() {
            return Role::Ends;
        }
        if let Some(verbatim) = Verbatim::open(content, none, None) {
            self.skip(&verbatim);
            return Role::Ends;
        }
        match directive::parse(content, 0) {
            Some(Line::Open(opening)) => self.directives += usize::from(!opening.closed),
            Some(Line::Close { .. }) => self.directives = self.directives.saturating_sub(1),
            None => return self.role_of_text(line, content, open),
        }
        Role::Ends
    }

    fn role_of_text(&mut self, line: &str, content: &str, open: bool) -> Role {
        let bytes = content.as_bytes();
        if self.directives > 0 {
            return Role::Ends;
        }
        let rule = content.bytes().all(|byte| b"-=|:* _\t\r".contains(&byte));
        let heading = content.trim_start_matches('#');
        let hashes = content.len() - heading.len();
        let skips = match bytes.first() {
            Some(b'>' | b'|') => true,
            Some(b'[') => content.split_once(']').is_some_and(|(_, rest)| rest.starts_with(':')),
            Some(b':') => content.starts_with(": "),
            _ => !open && list_marker(bytes).is_some(),
        };
        let code = !open && (line.starts_with("    ") || line.starts_with('\t')) && !begins_prose(content);
        if rule {
            Role::Revokes
        } else if (1..=6).contains(&hashes) && (heading.is_empty() || heading.starts_with([' ', '\t'])) {
            Role::Ends
        } else if skips {
            Role::Skips
        } else if code || self.skips_html(content) {
            Role::Ends
        } else if !open || begins_by_indent(line) {
            Role::Begins
        } else {
            Role::Goes
        }
    }
}

/// Whether a line below another one begins a paragraph by its indent.
fn begins_by_indent(line: &str) -> bool {
    let prefix = prefix(line);
    begins_paragraph(line, prefix, line.get(prefix.length..).unwrap_or_default())
}

impl<'a> Iterator for Paragraphs<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut open: Option<Range<usize>> = None;
        while let Some((start, line)) = self.line() {
            let end = start + line.len();
            match (self.role(line, open.is_some()), &mut open) {
                (Role::Goes, Some(_)) if self.is_meant(start) => {
                    self.at = start;
                    break;
                }
                (Role::Goes, Some(paragraph)) => paragraph.end = end,
                (Role::Goes | Role::Begins, None) => {
                    self.read(start, end);
                    open = Some(start..end);
                }
                (Role::Begins, Some(_)) => {
                    self.at = start;
                    break;
                }
                (Role::Ends, Some(_)) => break,
                (Role::Skips, Some(_)) => {
                    self.skip_block();
                    break;
                }
                (Role::Skips, None) if is_item(line) => {
                    self.read(start, end);
                    self.skip_list();
                }
                (Role::Skips, None) => self.skip_block(),
                // Dashes below a Chinese paragraph are a rule.
                (Role::Revokes, Some(paragraph))
                    if line.trim().bytes().all(|byte| byte == b'-')
                        && self.body.get(paragraph.clone()).is_some_and(|text| text.contains(is_han)) =>
                {
                    break;
                }
                (Role::Revokes, Some(_)) => {
                    open = None;
                    if line.contains('|') {
                        self.skip_block();
                    }
                }
                (Role::Ends | Role::Revokes, None) => {}
            }
        }
        self.body.get(open?)
    }
}
