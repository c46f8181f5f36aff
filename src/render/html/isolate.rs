//! Isolates text that is written from left to right within a page that is written from right to
//! left.
//!
//! After an Arabic letter the Unicode bidirectional algorithm shows `2026-11-20` as 20-11-2026 and
//! `0996-123` as 123-0996 (UAX #9, rules W2 to W4), and puts characters next to a Latin name on its
//! other side. A writer can't see why, so the page isolates such runs: `<bdi>` around numbers of
//! several parts, Latin and Chinese. A plain number needs none.

use memchr::memchr;

use super::tag::{Tag, closing};

/// Elements whose text is not text of the page, or has its direction already.
const LEFT_ALONE: [&str; 11] =
    ["script", "style", "title", "textarea", "option", "select", "bdi", "bdo", "code", "pre", "svg"];

/// `html` with all such runs in the text of its body isolated.
pub(in crate::render) fn isolated(html: &str) -> String {
    let body = html.find("<body").unwrap_or(0);
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    out.push_str(html.get(..body).unwrap_or_default());
    let mut rest = html.get(body..).unwrap_or_default();
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        let (words, markup) = rest.split_at(open);
        text(words, &mut out);
        let end = markup_end(markup);
        let (markup, after) = markup.split_at(end);
        out.push_str(markup);
        rest = after;
    }
    text(rest, &mut out);
    out
}

/// The end of the tag at the beginning; of an element that is left alone, the end of the element;
/// of a `<` that is not a tag, the byte after it.
fn markup_end(markup: &str) -> usize {
    let name: &str = markup
        .get(1..)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
        .unwrap_or_default();
    if let Some(comment) = markup.strip_prefix("<!--") {
        return comment.find("-->").map_or(markup.len(), |end| end + 7);
    }
    if !markup.starts_with("</") && name.is_empty() {
        return 1;
    }
    let end = Tag::new(markup.as_bytes(), 0).skip().unwrap_or(markup.len());
    if !LEFT_ALONE.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return end;
    }
    closing(markup.as_bytes(), end, &name.to_ascii_lowercase()).unwrap_or(markup.len())
}

/// Text without tags, its runs isolated.
fn text(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            // A character reference, such as `&amp;`.
            '&' => rest.find(';').map_or(1, |end| end + 1),
            first if is_ltr(first) => {
                let length = run(rest);
                let (run, after) = rest.split_at(length);
                if needs_isolation(run) {
                    out.push_str("<bdi>");
                    out.push_str(run);
                    out.push_str("</bdi>");
                } else {
                    out.push_str(run);
                }
                rest = after;
                continue;
            }
            first => first.len_utf8(),
        };
        let (passed, after) = rest.split_at(length);
        out.push_str(passed);
        rest = after;
    }
}

/// The length of the run at the beginning: words of letters and digits, and what joins them.
fn run(text: &str) -> usize {
    let mut end = word(text);
    loop {
        let Some((space, joiner)) =
            text.get(end..).and_then(|rest| rest.chars().next()).and_then(|c| Some((c == ' ', joins(c)?)))
        else {
            return end;
        };
        let after = text.get(end + joiner..).unwrap_or_default();
        let next = word(after);
        let joined = next > 0
            && (!space
                || belongs(text.get(..end).unwrap_or_default(), after.get(..next).unwrap_or_default()));
        if !joined {
            return end;
        }
        end += joiner + next;
    }
}

/// The length of the word at the beginning, a percent sign behind it included.
fn word(text: &str) -> usize {
    let length = text.find(|c| !is_ltr(c)).unwrap_or(text.len());
    length + usize::from(length > 0 && text.get(length..).is_some_and(|rest| rest.starts_with('%')))
}

/// The length of a character that may be between two words of a run.
fn joins(c: char) -> Option<usize> {
    matches!(c, ' ' | '-' | '.' | '/' | ':' | ',' | '_' | '@' | '+' | '–' | '~' | '·' | '〔' | '〕')
        .then(|| c.len_utf8())
}

/// Whether two words with a space between them are one run: Latin words, a name with its number, a
/// date with its time. Two numbers are not.
fn belongs(before: &str, after: &str) -> bool {
    let has_letter = |word: &str| word.chars().any(char::is_alphabetic);
    has_letter(before)
        || has_letter(after)
        || (before.contains('-') && after.chars().all(|c| c.is_ascii_digit()))
}

fn needs_isolation(run: &str) -> bool {
    run.chars().any(|c| c.is_alphabetic()) || run.chars().any(|c| !c.is_ascii_digit())
}

/// A letter of a script that is written from left to right, or a European digit.
fn is_ltr(c: char) -> bool {
    let is_rtl = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    c.is_alphanumeric() && !is_rtl
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_several_parts_latin_and_chinese_are_isolated() {
        for (text, expected) in [
            ("تېلېفون 0996-0000000.", "تېلېفون <bdi>0996-0000000</bdi>."),
            ("ۋاقتى 2026-11-18 09:30:00", "ۋاقتى <bdi>2026-11-18 09:30:00</bdi>"),
            ("ISO 9001 دەرسى", "<bdi>ISO 9001</bdi> دەرسى"),
            ("ئۇلارنىڭ 13.6% ى", "ئۇلارنىڭ <bdi>13.6%</bdi> ى"),
            ("新ICP备00000000号-1", "<bdi>新ICP备00000000号-1</bdi>"),
            ("北矿党发〔2026〕3号", "<bdi>北矿党发〔2026〕3号</bdi>"),
            // A number alone, and one with a Uyghur ending.
            ("24 كىشى", "24 كىشى"),
            ("2026-يىلى 20-نويابىر", "2026-يىلى 20-نويابىر"),
            // Two numbers stand in the order of the text.
            ("12 24 كىشى", "12 24 كىشى"),
            ("A &amp; B", "<bdi>A</bdi> &amp; <bdi>B</bdi>"),
            ("&#39;ئا", "&#39;ئا"),
        ] {
            assert_eq!(isolated(text), expected, "{text}");
        }
    }

    #[test]
    fn markup_and_what_is_isolated_already_stay() {
        for html in [
            "<html><head><title>A-1</title></head><body class=\"a-1\"><p title=\"2026-11-18 > A\">ئا</p></body></html>",
            "<bdi>2026-11-18</bdi><time datetime=\"2026-11-18\"><bdi>2026-11-18</bdi></time>",
            "<script>a-b < c</script><pre>A-1</pre><svg><text>A</text></svg><!-- A-1 -->",
        ] {
            assert_eq!(isolated(html), html);
        }
        assert_eq!(isolated("<p>A-1</p><b>A"), "<p><bdi>A-1</bdi></p><b><bdi>A</bdi>");
    }

    proptest! {
        #[test]
        fn nothing_but_isolation_is_added(html in "[a-c0-2ئا<>/&; \"'=.%-]{0,60}") {
            let plain = |text: &str| text.replace("<bdi>", "").replace("</bdi>", "");
            prop_assert_eq!(plain(&isolated(&html)), plain(&html));
        }

        #[test]
        fn what_is_isolated_needs_no_more(text in "[A-C0-2ئا .%-]{0,40}") {
            let once = isolated(&text);
            prop_assert_eq!(isolated(&once), once);
        }
    }
}
