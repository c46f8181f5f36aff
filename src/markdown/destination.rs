//! Addresses with spaces: `![合影](图片/合影 1.jpg)`, `[表](附件/表 (1).docx "填表说明")`.
//!
//! CommonMark ends an address at a space, so that these stay text. They are rewritten to the form with
//! angle brackets. Only what looks like a path is: a note in brackets after a bracket is prose.

use std::ops::Range;

/// What has to be put in place of what, in order, and where the link ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub edits: Vec<(Range<usize>, &'static str)>,
    pub end: usize,
}

/// The edits for the link whose text ends with the `]` at `bracket`; `None` if it needs none.
pub(super) fn mend(body: &str, bracket: usize, line_end: usize) -> Option<Mended> {
    let start = bracket + 2;
    let inner = body.get(start..line_end)?;
    if !body.get(bracket + 1..)?.starts_with('(') || !inner.contains(' ') {
        return None;
    }
    let (length, title) = closing(inner)?;
    let whole = inner.get(..length)?;
    let address = whole.get(..title.as_ref().map_or(length, |title| title.start))?;
    let trimmed = address.trim_matches([' ', '\t']);
    let from = start + (address.len() - address.trim_start_matches([' ', '\t']).len());
    let to = from + trimmed.len();
    let chinese_title =
        title.clone().filter(|title| inner.get(title.clone()).is_some_and(|mark| mark.starts_with('“')));
    if !trimmed.contains([' ', '\t']) && chinese_title.is_none() {
        return None;
    }
    if trimmed.contains(['<', '>', '\\']) || !trimmed.contains(['.', '/']) {
        return None;
    }
    let mut edits = vec![(from..from, "<"), (to..to, ">")];
    if let Some(title) = chinese_title {
        let text = start + title.start..start + title.end;
        edits.push((text.start..text.start + '“'.len_utf8(), "\""));
        edits.push((text.end - '”'.len_utf8()..text.end, "\""));
    }
    Some(Mended { edits, end: start + length })
}

/// Length of what stands before the closing bracket, and the span of the title with its marks.
fn closing(inner: &str) -> Option<(usize, Option<Range<usize>>)> {
    let mut depth = 0_usize;
    let mut space = false;
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((at, None)),
            ')' => depth -= 1,
            '"' | '\'' | '“' if space => {
                if let Some(found) = title(inner, at, c) {
                    return Some(found);
                }
            }
            _ => {}
        }
        space = c == ' ' || c == '\t';
    }
    None
}

/// The title that begins at `at`, if the bracket closes right after it.
fn title(inner: &str, at: usize, mark: char) -> Option<(usize, Option<Range<usize>>)> {
    let closing = if mark == '“' { '”' } else { mark };
    let text = at + mark.len_utf8();
    let rest = inner.get(text..)?;
    let end = text + rest.find(closing)?;
    if mark == '“' && inner.get(text..end)?.contains('"') {
        return None;
    }
    let after = end + closing.len_utf8();
    let behind = inner.get(after..)?;
    let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    behind.get(space..)?.starts_with(')').then_some((after + space, Some(at..after)))
}

/// Whether `at` stands within a code span of the paragraph `text`.
pub(super) fn in_code(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let run_at = |from: usize| bytes[from..].iter().take_while(|&&byte| byte == b'`').count();
    let mut place = 0;
    while let Some(found) = memchr::memchr(b'`', bytes.get(place..at).unwrap_or_default()) {
        let start = place + found;
        let length = run_at(start);
        place = start + length;
        let escaped = bytes[..start].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1;
        if escaped && length == 1 {
            continue;
        }
        let mut end = place;
        let closed = loop {
            let Some(found) = memchr::memchr(b'`', bytes.get(end..).unwrap_or_default()) else { break None };
            let candidate = run_at(end + found);
            end += found + candidate;
            if candidate == length {
                break Some(end);
            }
        };
        match closed {
            Some(end) if end > at => return true,
            Some(end) => place = end,
            None => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(line: &str) -> Option<String> {
        let bracket = line.find(']')?;
        let Mended { edits, .. } = mend(line, bracket, line.len())?;
        let mut out = line.to_owned();
        for (range, with) in edits.into_iter().rev() {
            out.replace_range(range, with);
        }
        Some(out)
    }

    #[test]
    fn addresses_with_spaces_get_angle_brackets() {
        for (line, expected) in [
            ("![合影](图片/合影 1.jpg)", "![合影](<图片/合影 1.jpg>)"),
            ("[表](附件/表 (1).docx)后文)", "[表](<附件/表 (1).docx>)后文)"),
            ("![a](a b.png \"图 (说\")", "![a](<a b.png> \"图 (说\")"),
            ("![a](a.png “图说”)", "![a](<a.png> \"图说\")"),
            ("![a]( a b.png )", "![a]( <a b.png> )"),
        ] {
            assert_eq!(mended(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_commonmark_reads_and_what_is_prose_stays() {
        for line in [
            "![a](a.png)",
            "![a](a.png \"图说 一\")",
            "[a](<a b.png>)",
            "[注](见 第3条)",
            "[a] (a b.png)",
            "[a](a b.png",
            "[a]",
        ] {
            assert_eq!(mended(line), None, "{line}");
        }
    }

    #[test]
    fn code_spans_are_known() {
        for (text, within) in [
            ("`![a](b c.png)`", true),
            ("`a` ![a](b c.png) `b`", false),
            ("``a ` ![a](b c.png)``", true),
            ("\\`![a](b c.png)`", false),
            ("`![a](b c.png)", false),
        ] {
            assert_eq!(in_code(text, text.find(']').unwrap()), within, "{text}");
        }
    }
}
