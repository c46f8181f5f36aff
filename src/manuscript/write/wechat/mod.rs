//! Writes an article for the editor of a WeChat account (公众号), which takes over what a clipboard
//! carries, and leaves out what it does not know.
//!
//! Its rules: looks are in `style` attributes alone; no class, id, script, style sheet, position or
//! background picture; sizes in pixels; no link leads out of WeChat. So links become numbered notes
//! at the end, and each picture a line that says which file to upload there.

mod block;
mod look;
mod text;

use crate::manuscript::paper::Paper;
use crate::text::{colon, escaped};

/// An article for the editor of a WeChat account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WechatText {
    /// Its HTML.
    pub html: String,
    /// The pictures to upload, in order: indexes of the files of the text.
    pub pictures: Vec<usize>,
}

/// The words that the article gets besides its own.
#[derive(Debug, Clone, Copy)]
struct Words {
    links: &'static str,
    notes: &'static str,
    note: &'static str,
    on_site: &'static str,
}

const CHINESE: Words =
    Words { links: "参考链接", notes: "注释", note: "注", on_site: "（见本单位网站）" };
const ENGLISH: Words = Words { links: "Links", notes: "Notes", note: "note ", on_site: " (on our website)" };

/// Writes an article, with the names of its pictures by index. `is_chinese` is its language.
pub fn wechat(paper: &Paper, names: &dyn Fn(usize, usize) -> String, is_chinese: bool) -> WechatText {
    let words = if is_chinese { CHINESE } else { ENGLISH };
    let mut writer = Writer {
        paper,
        names,
        words,
        is_chinese,
        links: Vec::new(),
        notes: Vec::new(),
        pictures: Vec::new(),
    };
    let html = writer.article();
    WechatText { html, pictures: writer.pictures }
}

struct Writer<'m> {
    paper: &'m Paper,
    /// Returns the name of the file of a picture: its index, and its number in the article from 1.
    names: &'m dyn Fn(usize, usize) -> String,
    words: Words,
    is_chinese: bool,
    /// The addresses of links, and the words of those that lead to the site itself.
    links: Vec<Endnote>,
    /// The notes that the text refers to, by index.
    notes: Vec<usize>,
    pictures: Vec<usize>,
}

/// A note for a link: its words and its address, which is empty if nobody knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Endnote {
    words: String,
    address: String,
}

impl Writer<'_> {
    fn article(&mut self) -> String {
        let paper = self.paper;
        let mut html = String::new();
        // The headline has a field of its own there; these have none.
        for line in [&paper.kicker, &paper.subtitle].into_iter().flatten() {
            html += &format!("<p style=\"{}\">{}</p>", look::HEADLINE, escaped(line));
        }
        if !paper.facts.is_empty() {
            let facts = self.blocks(&paper.facts);
            html += &format!("<section style=\"{}\">{facts}</section>", look::FACTS);
        }
        let (text, signature) = paper.signed();
        html += &self.blocks(text);
        html += &self.attachments();
        html += &self.blocks(signature);
        html += &self.note_list();
        html += &self.link_list();
        for byline in &paper.bylines {
            html += &format!("<p style=\"{}\">{}</p>", look::BYLINE, escaped(byline));
        }
        format!("<section style=\"{}\">{html}</section>", look::ARTICLE)
    }

    fn attachments(&self) -> String {
        let Self { paper, words, .. } = self;
        let names = paper.attachment_lines();
        if names.is_empty() {
            return String::new();
        }
        let names: Vec<String> = names.iter().map(|name| escaped(name).into_owned()).collect();
        format!(
            "<p style=\"{}\">{}{}{}</p>",
            look::PARAGRAPH,
            escaped(&paper.attachments_word),
            names.join("<br>"),
            words.on_site
        )
    }

    /// Writes the notes that the text refers to.
    fn note_list(&mut self) -> String {
        let mut html = String::new();
        let mut at = 0;
        // A note may refer to another one.
        while let Some(note) = self.notes.get(at).copied() {
            at += 1;
            let blocks = self.paper.text.notes.get(note).map(Vec::as_slice).unwrap_or_default();
            let lines = self.lines(blocks).join("<br>");
            html += &format!("<p style=\"{}\">[{}{at}] {lines}</p>", look::ENDNOTE, self.words.note);
        }
        self.titled(self.words.notes, &html)
    }

    fn link_list(&self) -> String {
        let entry = |(at, link): (usize, &Endnote)| {
            let (words, address) = (escaped(&link.words), escaped(&link.address));
            let colon = colon(self.is_chinese);
            let rest = match link.address.as_str() {
                "" => self.words.on_site.to_owned(),
                _ => format!("{colon}{address}"),
            };
            format!("<p style=\"{}\">[{}] {words}{rest}</p>", look::ENDNOTE, at + 1)
        };
        let html: String = self.links.iter().enumerate().map(entry).collect();
        self.titled(self.words.links, &html)
    }

    fn titled(&self, title: &str, html: &str) -> String {
        match html {
            "" => String::new(),
            _ => format!("<p style=\"{}\">{title}</p>{html}", look::ENDNOTES),
        }
    }
}

#[cfg(test)]
mod tests;
