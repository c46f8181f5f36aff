//! Corrects addresses with spaces: `![合影](图片/合影 1.jpg)`, `[表](附件/表 (1).docx "填表说明")`.
//!
//! CommonMark ends an address at a space, so these would stay text. They are rewritten to the form
//! with angle brackets. Only what looks like a path is rewritten: a note in brackets after a
//! bracket is prose.

use std::collections::HashMap;
use std::ops::Range;

/// Maximum length of an address with its title, in characters.
const LONGEST: usize = 1_000;

/// The edits that correct a link, in order, and where the link ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LinkFix {
    pub edits: Vec<(Range<usize>, &'static str)>,
    pub end: usize,
}

/// Returns the edits for the link whose text ends with the `]` at `bracket`; `None` if it needs
/// none. `within` is the range from the beginning of the paragraph to the end of the line.
pub(super) fn mend(body: &str, bracket: usize, within: Range<usize>) -> Option<LinkFix> {
    let line_end = within.end;
    let start = bracket + 2;
    if !body.get(bracket + 1..line_end)?.starts_with('(') {
        return None;
    }
    let inner = body.get(start..line_end)?;
    let inner =
        inner.char_indices().nth(LONGEST).map_or(inner, |(at, _)| inner.get(..at).unwrap_or_default());
    if !inner.contains(' ') || !closes(body.as_bytes(), bracket, within.start) {
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
    // Of another site generator, and told as that: `![合影]({{ site.url }}/a.jpg)`.
    if trimmed.contains("{{") || trimmed.contains("{%") {
        return None;
    }
    if trimmed.contains(['<', '>', '\\', '"']) || !trimmed.contains(['.', '/']) {
        return None;
    }
    // `/url (title)` is one of CommonMark's three forms of a title.
    if trimmed.ends_with(')') && trimmed.split_once(" (").is_some_and(|(address, _)| !address.contains(' ')) {
        return None;
    }
    let mut edits = vec![(from..from, "<"), (to..to, ">")];
    if let Some(title) = chinese_title {
        let text = start + title.start..start + title.end;
        edits.push((text.start..text.start + '“'.len_utf8(), "\""));
        edits.push((text.end - '”'.len_utf8()..text.end, "\""));
    }
    Some(LinkFix { edits, end: start + length })
}

/// Whether the `]` at `bracket` closes a `[` of the paragraph. Escaped brackets do not count.
fn closes(bytes: &[u8], bracket: usize, paragraph: usize) -> bool {
    let escaped = |at: usize| {
        bytes.get(..at).unwrap_or_default().iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    };
    let from = bracket.saturating_sub(LONGEST).max(paragraph);
    let mut depth = 0_usize;
    for at in (from..=bracket).rev().filter(|&at| matches!(bytes.get(at), Some(b'[' | b']')) && !escaped(at))
    {
        match bytes.get(at).copied().unwrap_or_default() {
            b']' => depth += 1,
            _ if depth <= 1 => return depth == 1,
            _ => depth -= 1,
        }
    }
    false
}

/// Returns the length of the text before the closing bracket, and the span of the title with its
/// marks.
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

/// Returns the length and the title if a title begins at `at` and the bracket closes right after
/// it.
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

/// Returns the code spans of a paragraph, in order. As in CommonMark, they go from a run of
/// backticks to the next run of the same length.
pub(super) fn code_spans(text: &str) -> Vec<Range<usize>> {
    let runs = backticks(text);
    let mut later: HashMap<usize, usize> = HashMap::new();
    let mut partners = vec![None; runs.len()];
    for (number, run) in runs.iter().enumerate().rev() {
        // From the end: `later` maps a length to the nearest run after this one.
        if let Some(partner) = partners.get_mut(number) {
            *partner = later.insert(run.len(), number);
        }
    }
    let mut spans = Vec::new();
    let mut number = 0;
    while let (Some(run), Some(partner)) = (runs.get(number), partners.get(number)) {
        let before = text.get(..run.start).unwrap_or_default().bytes().rev();
        let escaped = run.len() == 1 && before.take_while(|&byte| byte == b'\\').count() % 2 == 1;
        number = match partner.and_then(|partner| Some((partner, runs.get(partner)?))) {
            Some((partner, closing)) if !escaped => {
                spans.push(run.start..closing.end);
                partner + 1
            }
            _ => number + 1,
        };
    }
    spans
}

fn backticks(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr_iter(b'`', text.as_bytes()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(line: &str) -> Option<String> {
        let bracket = line.find(']')?;
        let LinkFix { edits, .. } = mend(line, bracket, 0..line.len())?;
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
            "[a](/a (b))",
            "[a](/a \"b \"c\" d\")",
            "[注](见 第3条)",
            "[a] (a b.png)",
            "[a](a b.png",
            "a](a b.png)",
            "\\[a](a b.png)",
            "[a\\](a b.png)",
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
            let bracket = text.find(']').unwrap();
            let found = code_spans(text).iter().any(|span| span.contains(&bracket));
            assert_eq!(found, within, "{text}");
        }
    }
}
