//! Fixes values: what is after a key or a dash, perhaps on several lines.

use super::super::fault::YamlFault;
use super::super::line::{
    Line, closing, comment, inside_chinese_quotes, is_block_header, is_core_tag, used_anchors,
};
use super::{Pass, Reach, quoted};
use crate::problem::Edit;
use crate::text::is_blank;

impl Pass<'_> {
    /// Fixes the value that begins at `start`. Returns the position after it, if it ends on a later
    /// line; otherwise 0.
    pub(super) fn value(&mut self, start: usize, line: &Line<'_>, column: usize, is_item: bool) -> usize {
        let rest = &self.yaml[start.min(line.end)..line.end];
        let Some(first) = rest.chars().next() else { return 0 };
        let text = rest[..comment(rest)].trim_end();
        match first {
            '"' | '\'' | '[' | '{' => match closing(&self.yaml[start..], first) {
                Some(end) if start + end <= line.end => {
                    if !self.goes_on(start, end, text, first) {
                        self.commas(start, end);
                        self.hashes(start, end);
                    }
                }
                Some(end) => {
                    self.commas(start, end);
                    match first {
                        '"' | '\'' => self.lines_in_quotes(start, start + end),
                        _ => self.lines_in_braces(start, start + end),
                    }
                    return Line::at(self.yaml, start + end).next;
                }
                None => return self.unclosed(start),
            },
            '|' | '>' if is_block_header(text) => return self.after_block(line, column, first == '>'),
            '|' | '>' => self.quote(YamlFault::Unquoted(first), start, text),
            '&' | '*' | '!' => self.sign(first, start, text),
            '@' | '`' | '%' | ',' | ']' | '}' => self.quote(YamlFault::Unquoted(first), start, text),
            '-' | '?' if !is_item && (text.len() == 1 || text[1..].starts_with(is_blank)) => {
                self.quote(YamlFault::Unquoted(first), start, text);
            }
            '#' if text.is_empty() => {}
            _ => {
                let before = self.found.mends.len();
                self.plain(start, text, is_item);
                // A text does not continue after a comment, nor after a value that has just been
                // quoted.
                let is_open = text.len() == rest.len() && self.found.mends.len() == before;
                self.plain = is_open.then_some(line.end);
            }
        }
        0
    }

    /// Joins the lines of a quoted text.
    fn lines_in_quotes(&mut self, start: usize, end: usize) {
        let inner = self.yaml.get(start..end).unwrap_or_default();
        for (at, _) in inner.match_indices('\n') {
            self.line_end(start, end, at);
        }
    }

    /// Joins the line that ends `at` bytes behind `start` to the next one.
    fn line_end(&mut self, start: usize, end: usize, at: usize) {
        let inner = self.yaml.get(start..end).unwrap_or_default();
        let (before, after) = (inner.get(..at).unwrap_or_default(), inner.get(at + 1..).unwrap_or_default());
        let after = after.trim_start_matches(is_blank);
        self.join(start + before.trim_end_matches(is_blank).len(), start + inner.len() - after.len());
    }

    /// Joins the lines of texts within braces: `{title: 上级`, `单位}`. In a list, `[甲`, `乙]`,
    /// rather a comma is missing.
    fn lines_in_braces(&mut self, start: usize, end: usize) {
        let inner = self.yaml.get(start..end).unwrap_or_default();
        let mut open = Vec::new();
        let (mut at, mut line) = (0, 0);
        while let Some(c) = inner.get(at..).and_then(|rest| rest.chars().next()) {
            match c {
                '[' | '{' => open.push(c),
                ']' | '}' => drop(open.pop()),
                '"' | '\'' if inner[..at].trim_end().ends_with(['[', '{', ',', ':']) => {
                    let length = closing(&inner[at..], c).unwrap_or(1);
                    self.lines_in_quotes(start + at, start + at + length);
                    at += length;
                    continue;
                }
                '\n' => {
                    // A comment ends a text.
                    let has_comment = inner[line..at].contains('#');
                    line = at + 1;
                    if open.last() == Some(&'{') && !has_comment {
                        self.line_end(start, end, at);
                    }
                }
                _ => {}
            }
            at += c.len_utf8();
        }
    }

    /// Quotes the items between brackets on one line that contain ` #`: `[1 #井, 乙]`. YAML refuses
    /// these brackets, because their end is in a comment.
    fn hashes(&mut self, start: usize, end: usize) {
        let list = self.yaml.get(start..start + end).unwrap_or_default();
        if self.reach == Reach::Lost || !list.starts_with(['[', '{']) || !list.contains('#') {
            return;
        }
        let (mut from, mut at) = (0, 0);
        while let Some(c) = list.get(at..).and_then(|rest| rest.chars().next()) {
            match c {
                '[' | '{' | ']' | '}' | ',' => {
                    self.hash(start + from, start + at);
                    from = at + 1;
                }
                '"' | '\'' if list[from..at].trim_end().is_empty() || list[from..at].ends_with(": ") => {
                    at += closing(&list[at..], c).unwrap_or(1);
                    continue;
                }
                _ => {}
            }
            at += c.len_utf8();
        }
    }

    /// Quotes an item between brackets, or the value of a key there, if it contains ` #`.
    fn hash(&mut self, start: usize, end: usize) {
        let item = &self.yaml[start..end];
        let value = item.split_once(": ").map_or(item, |(_, value)| value);
        let text = value.trim();
        let has_hash = text.starts_with('#') || text.contains(" #") || text.contains("\t#");
        if has_hash && !text.starts_with(['"', '\'']) {
            let start = end - value.len() + (value.len() - value.trim_start().len());
            self.quote_whatever(YamlFault::Hash, start, text);
        }
    }

    /// Replaces full-width commas after quoted items of a list, which YAML refuses: `["甲"，"乙"]`.
    fn commas(&mut self, start: usize, end: usize) {
        let list = self.yaml.get(start..start + end).unwrap_or_default();
        if self.reach == Reach::Lost || !list.starts_with(['[', '{']) || !list.contains(['"', '\'']) {
            return;
        }
        let mut at = 1;
        let mut begins = true;
        while let Some(c) = list.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &list[at..];
            match c {
                '"' | '\'' if begins => {
                    let Some(length) = closing(rest, c) else { return };
                    at += length;
                    let more = &list[at..];
                    let blanks = more.len() - more.trim_start_matches(is_blank).len();
                    let mark =
                        more[blanks..].chars().next().filter(|c| matches!(c, '，' | '、' | '；' | ';'));
                    if let Some(mark) = mark {
                        let after = &more[blanks + mark.len_utf8()..];
                        let length =
                            blanks + mark.len_utf8() + after.len() - after.trim_start_matches(is_blank).len();
                        self.mend(YamlFault::Comma, Edit::replace(start + at..start + at + length, ", "));
                        at += length;
                    } else {
                        begins = false;
                    }
                    continue;
                }
                '[' | '{' | ',' | ':' => begins = true,
                c if c.is_whitespace() => {}
                _ => begins = false,
            }
            at += c.len_utf8();
        }
    }

    /// Quotes a value that begins with a quotation or a list but continues after it. Returns
    /// whether it continues.
    fn goes_on(&mut self, start: usize, end: usize, text: &str, first: char) -> bool {
        let is_more = text.get(end..).is_some_and(|more| !more.trim().is_empty());
        if is_more && !(first == '"' && text[end..].trim_start().starts_with(':')) {
            self.quote(YamlFault::Unquoted(first), start, text);
        }
        is_more
    }

    /// Fixes a value that begins like an anchor, an alias or a tag.
    fn sign(&mut self, first: char, start: usize, text: &str) {
        let name: String =
            text[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect();
        let is_meant = match first {
            '!' => text.strip_prefix("!!").is_some_and(is_core_tag),
            _ => self.anchors.get_or_init(|| used_anchors(self.yaml)).contains(name.as_str()),
        };
        if !is_meant {
            let is_lost = first != '*' && (first == '!' || !name.is_empty());
            if is_lost || self.reach > Reach::Lost {
                self.quote_whatever(YamlFault::Unquoted(first), start, text);
            }
        }
    }

    fn plain(&mut self, start: usize, text: &str, is_item: bool) {
        let has_colon = text.ends_with(':') || text.contains(": ") || text.contains(":\t");
        if let Some(inner) = inside_chinese_quotes(text) {
            self.mend(
                YamlFault::Quotes,
                Edit::replace(start..start + text.len(), quoted_where_needed(inner)),
            );
        } else if has_colon && !is_item {
            self.quote(YamlFault::Colon, start, text);
        } else if text.starts_with('#') || text.contains(" #") || text.contains("\t#") {
            self.quote_whatever(YamlFault::Hash, start, text);
        }
    }

    /// Quotes a value that YAML refuses without quotation marks.
    fn quote(&mut self, kind: YamlFault, start: usize, text: &str) {
        if self.reach > Reach::Lost {
            self.quote_whatever(kind, start, text);
        }
    }

    fn quote_whatever(&mut self, kind: YamlFault, start: usize, text: &str) {
        let end = start + text.len();
        // YAML refuses a wide space after a quotation mark.
        let rest = self.yaml.get(end..).unwrap_or_default();
        let after = rest.trim_start_matches(is_blank);
        let is_last = after.is_empty() || after.starts_with('\n');
        let blanks = if is_last { rest.len() - after.len() } else { 0 };
        self.mend(kind, Edit::replace(start..end + blanks, quoted(text)));
    }

    fn unclosed(&mut self, start: usize) -> usize {
        self.found.unclosed = Some(start);
        self.yaml.len()
    }

    /// Returns the end of a block of text: the first line that is not indented further than its
    /// key. Joins the lines of a folded one.
    fn after_block(&mut self, line: &Line<'_>, column: usize, is_folded: bool) -> usize {
        // The text of an item `- |` is indented further than the dash.
        let column =
            if line.dashes > 0 && column == line.columns + line.dashes { line.columns } else { column };
        let mut at = line.next;
        let mut above: Option<(usize, usize)> = None;
        while at < self.yaml.len() {
            let next = Line::at(self.yaml, at);
            if !next.text.is_empty() && next.columns <= column {
                break;
            }
            let whole = self.yaml.get(next.start..next.end).unwrap_or_default();
            // A line indented further than the others keeps its line end.
            let spaces = whole.len() - whole.trim_start_matches(' ').len();
            if next.text.is_empty() {
                self.empty(&next);
                above = None;
            } else {
                if let Some((end, indent)) = above.filter(|_| is_folded)
                    && indent == spaces
                {
                    self.join(end, next.start + spaces);
                }
                above = Some((next.end, spaces));
            }
            at = next.next;
        }
        at
    }
}

/// Quotes a text if YAML would read it differently without quotation marks.
fn quoted_where_needed(text: &str) -> String {
    let is_plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '，' | '、' | '。' | '·'))
        && !text.starts_with('-');
    if is_plain { text.to_owned() } else { quoted(text) }
}
