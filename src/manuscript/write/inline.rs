//! Writes the content of a paragraph, and reads it back: `*`, `_`, `[` and their kind are escaped
//! only where they would be taken for marks.

use quick_xml::escape::unescape;

use super::super::inline::{Inline, Marks, plain};
use super::Writer;
use crate::markdown::{Anywhere, Options, render, split_credit};

/// How careful writing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As people write.
    Plain,
    /// What begins a block is escaped.
    Start,
    /// Every mark is escaped.
    Full,
    /// Every mark is escaped, and words are not marked: `foo**“bar”**baz` is bold nowhere.
    Bare,
}

impl Writer<'_> {
    /// Writes a paragraph.
    pub(super) fn inlines(&self, inlines: &[Inline]) -> String {
        self.checked(inlines, "\\\n")
    }

    /// Writes a paragraph on one line, with `gap` for breaks.
    pub(super) fn one_line(&self, inlines: &[Inline], gap: &str) -> String {
        self.checked(inlines, gap)
    }

    /// Writes the line of a table cell.
    pub(super) fn cell_line(&self, inlines: &[Inline]) -> String {
        self.checked(inlines, "<br>").replace('|', "\\|")
    }

    /// Writes words as the line of a table cell.
    pub(super) fn cell_words(&self, words: &str) -> String {
        self.cell_line(&[Inline::text(words)])
    }

    /// Writes words as a caption, on one line.
    pub(super) fn caption(&self, inlines: &[Inline]) -> String {
        self.checked(inlines, " ")
    }

    /// Writes a picture with what it shows, and with the words below it if there are any:
    /// `![植树](a.jpg "植树（张三 摄）")`. `None` if it is left out.
    pub(super) fn picture(&self, picture: usize, caption: &[Inline]) -> Option<String> {
        let name = self.names.get(picture)?.as_deref()?;
        let alt = self.manuscript.files.get(picture).map_or("", |file| file.alt.as_str());
        let caption = plain(caption).replace('\n', " ").trim().to_owned();
        let alt = if alt.trim().is_empty() { split_credit(&caption).0 } else { alt.trim() };
        let below = match caption.is_empty() {
            true => String::new(),
            false => format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\"")),
        };
        Some(format!("![{}]({}{below})", escaped(alt), destination(name)))
    }

    /// Writes as plainly as reads back to the same words.
    fn checked(&self, inlines: &[Inline], gap: &str) -> String {
        let words: Vec<Inline> = inlines.iter().filter_map(without_objects).collect();
        let expected = bare(&plain(&words));
        for care in [Care::Plain, Care::Start, Care::Full] {
            if expected.is_empty() || reads_as(&self.written(&words, gap, care), &expected) {
                return self.written(inlines, gap, care);
            }
        }
        self.written(inlines, gap, Care::Bare)
    }

    fn written(&self, inlines: &[Inline], gap: &str, care: Care) -> String {
        let mut writing = Writing { text: String::new(), open: Vec::new(), care };
        for inline in inlines {
            match inline {
                Inline::Text { text, marks } => {
                    writing.mark(*marks);
                    writing.words(text);
                }
                Inline::Break => {
                    writing.mark(Marks::default());
                    writing.text.push_str(gap);
                }
                Inline::Link { text, address } => {
                    writing.mark(Marks::default());
                    writing.text.push_str(&match is_address(text, address) {
                        true => format!("<{address}>"),
                        false => {
                            let words = self.written(text, " ", care);
                            format!("[{words}]({})", destination(address))
                        }
                    });
                }
                Inline::Picture(picture) => {
                    writing.mark(Marks::default());
                    writing.text.push_str(&self.picture(*picture, &[]).unwrap_or_default());
                }
                Inline::Note(note) => {
                    writing.mark(Marks::default());
                    writing.text.push_str(&format!("[^{}]", note + 1));
                }
            }
        }
        writing.mark(Marks::default());
        if care == Care::Plain { writing.text } else { started(&writing.text) }
    }
}

/// Whether the words of a link are its address, so that it can be written as `<https://…>`.
fn is_address(text: &[Inline], address: &str) -> bool {
    let is_plain =
        matches!(text, [Inline::Text { text, marks }] if text == address && *marks == Marks::default());
    is_plain && address.starts_with("http") && !address.contains([' ', '<', '>', '\\', '|'])
}

/// Returns what has words: pictures and notes are not compared.
fn without_objects(inline: &Inline) -> Option<Inline> {
    match inline {
        Inline::Picture(_) | Inline::Note(_) => None,
        Inline::Link { text, address } => {
            let text = text.iter().filter_map(without_objects).collect();
            Some(Inline::Link { text, address: address.clone() })
        }
        other => Some(other.clone()),
    }
}

/// A paragraph that is being written.
struct Writing {
    text: String,
    /// The marks that are open, the outermost first.
    open: Vec<&'static str>,
    care: Care,
}

impl Writing {
    /// Closes and opens marks, so that the next words are marked.
    fn mark(&mut self, marks: Marks) {
        if self.care == Care::Bare {
            return;
        }
        let wanted: Vec<&'static str> =
            [(marks.is_struck, "~~"), (marks.is_bold, "**"), (marks.is_italic, "*")]
                .into_iter()
                .filter_map(|(is_wanted, mark)| is_wanted.then_some(mark))
                .collect();
        let same = self.open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
        for mark in self.open.drain(same..).rev() {
            self.text.push_str(mark);
        }
        for mark in wanted.into_iter().skip(same) {
            self.text.push_str(mark);
            self.open.push(mark);
        }
    }

    fn words(&mut self, words: &str) {
        let words = words.replace(['\n', '\r', '\t'], " ");
        match self.care {
            Care::Plain | Care::Start => self.text.push_str(&words),
            Care::Full | Care::Bare => self.text.push_str(&escaped(&words)),
        }
    }
}

/// Escapes each sign that may be a mark.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '!' | '#' | '{' | '}'
        ) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// Escapes what begins a block. A number with a space after it loses the space: `1. 提高认识` would
/// be a list, and Chinese writers put none there.
fn started(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    if digits > 0
        && let Some((mark, words)) = rest.split_at_checked(1).filter(|(mark, _)| matches!(*mark, "." | ")"))
        && words.starts_with(' ')
    {
        let words = words.trim_start();
        return match words.starts_with(|c: char| c.is_ascii()) {
            true => format!("{number}\\{mark} {words}"),
            false => format!("{number}{mark}{words}"),
        };
    }
    match text.chars().next() {
        Some('#' | '>' | '-' | '+' | '*' | '=' | '|' | '~' | '`' | ':' | '<' | '[') => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

/// Writes an address, in angle brackets if it has blanks or brackets.
fn destination(address: &str) -> String {
    let address = address.replace(['\n', '\r'], "");
    match address.contains([' ', '\t', '(', ')', '<', '>', '\\', '"']) || address.is_empty() {
        true => format!("<{}>", address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E")),
        false => address,
    }
}

/// Whether a reader of the page reads `text` as one paragraph of these words.
fn reads_as(text: &str, expected: &str) -> bool {
    let html = render(text, &Options::default(), &Anywhere).html;
    let html = html.trim();
    let Some(inner) = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) else {
        return false;
    };
    if inner.contains("<p>") {
        return false;
    }
    let mut words = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    unescape(&words).is_ok_and(|words| bare(&words) == expected)
}

/// Returns the words without blanks: readers see them alike.
fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}
