//! Writes words: their marks, links and notes.

use super::{Endnote, Writer, look};
use crate::manuscript::inline::{Inline, Marks, Script, plain};
use crate::text::escaped;

impl Writer<'_> {
    /// Writes the content of a paragraph.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text { text, marks } => marked(&escaped(text), *marks),
            Inline::Break => "<br>".to_owned(),
            Inline::Link { text, address } => self.link(text, address),
            Inline::Picture(picture) => {
                let name = self.picture_name(*picture);
                format!("<span style=\"{}\">{}</span>", look::LINK, escaped(&self.placeholder(&name)))
            }
            Inline::Note(note) => {
                let known = self.notes.iter().position(|known| known == note);
                let number = known.unwrap_or_else(|| {
                    self.notes.push(*note);
                    self.notes.len() - 1
                });
                mark(&format!("{}{}", self.words.note, number + 1))
            }
        }
    }

    /// Writes the words of a link, with the number of the note that has its address.
    fn link(&mut self, text: &[Inline], address: &str) -> String {
        let words = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let html = self.inlines(text);
        // Within the site whose address nobody knows.
        let is_within = address.starts_with('/');
        let shown =
            address.strip_prefix("mailto:").or_else(|| address.strip_prefix("tel:")).unwrap_or(address);
        let bare = |address: &str| address.trim_end_matches('/').to_owned();
        if bare(&words) == bare(shown) {
            // Its words are the address.
            return html;
        }
        let note = match is_within {
            true => Endnote { words, address: String::new() },
            false => Endnote { words, address: shown.to_owned() },
        };
        let is_same = |known: &Endnote| match is_within {
            true => *known == note,
            false => known.address == note.address,
        };
        let number = self.links.iter().position(is_same).unwrap_or_else(|| {
            self.links.push(note);
            self.links.len() - 1
        });
        format!("<span style=\"{}\">{html}</span>{}", look::LINK, mark(&(number + 1).to_string()))
    }

    /// Returns what stands where a picture is to be uploaded.
    pub(super) fn placeholder(&self, name: &str) -> String {
        match self.is_chinese {
            true => format!("〔在这里插入图片：{name}〕"),
            false => format!("[Insert the picture {name} here]"),
        }
    }

    /// Returns the name of the file of a picture. One that is shown twice has one file.
    pub(super) fn picture_name(&mut self, picture: usize) -> String {
        let known = self.pictures.iter().position(|known| *known == picture);
        let at = known.unwrap_or_else(|| {
            self.pictures.push(picture);
            self.pictures.len() - 1
        });
        (self.names)(picture, at + 1)
    }
}

/// Writes a number above the line: `[1]`.
fn mark(words: &str) -> String {
    format!("<sup style=\"{}\">[{words}]</sup>", look::MARK)
}

fn marked(html: &str, marks: Marks) -> String {
    let mut html = html.to_owned();
    let mut around = |is_set: bool, open: &str, close: &str| {
        if is_set {
            html = format!("{open}{html}{close}");
        }
    };
    around(marks.script == Script::Super, "<sup>", "</sup>");
    around(marks.script == Script::Sub, "<sub>", "</sub>");
    around(marks.is_struck, &format!("<span style=\"{}\">", look::STRUCK), "</span>");
    around(marks.is_italic, "<em>", "</em>");
    around(marks.is_bold, "<strong>", "</strong>");
    html
}
