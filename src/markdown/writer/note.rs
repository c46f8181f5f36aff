//! Writes footnotes: they are collected at the end of the page and numbered in the order in which
//! they are referred to.

use std::fmt::Write as _;
use std::ops::Range;

use super::state::{Note, Notes, Writer};
use crate::problem::Problem;

impl Notes {
    fn entry(&mut self, label: &str) -> usize {
        // The parser matches labels without regard to case.
        let label = label.to_lowercase();
        if let Some(&at) = self.labels.get(&label) {
            return at;
        }
        self.notes.push(Note::default());
        self.labels.insert(label, self.notes.len() - 1);
        self.notes.len() - 1
    }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        if self.picture.is_some() {
            return;
        }
        self.other_than_pictures();
        self.without_alert_mark("");
        let at = self.notes.entry(&self.page.clean(label));
        let Some(note) = self.notes.notes.get_mut(at) else { return };
        if note.number == 0 {
            self.notes.count += 1;
            note.number = self.notes.count;
        }
        note.references += 1;
        let (number, prefix) = (note.number, &self.options.id_prefix);
        let again = if note.references > 1 { format!("-{}", note.references) } else { String::new() };
        let _ = write!(
            self.out,
            "<sup class=\"note-ref\"><a href=\"#{prefix}fn-{number}\" id=\"{prefix}fnref-{number}{again}\" role=\"doc-noteref\" aria-label=\"{}{number}\">{number}</a></sup>",
            self.labels.note
        );
    }

    pub(super) fn start_note(&mut self, label: &str, range: Range<usize>) {
        let at = self.notes.entry(&self.page.clean(label));
        if self.notes.notes.get(at).is_some_and(|note| note.html.is_some()) {
            self.report(repeated(), range.clone());
        }
        if let Some(note) = self.notes.notes.get_mut(at) {
            note.range = range;
        }
        self.notes.open.push((at, std::mem::take(&mut self.out)));
        self.enter_container();
    }

    pub(super) fn end_note(&mut self) {
        self.close_container("");
        let Some((at, before)) = self.notes.open.pop() else { return };
        let html = std::mem::replace(&mut self.out, before);
        // The first definition of a label counts.
        if let Some(note) = self.notes.notes.get_mut(at) {
            note.html.get_or_insert(html);
        }
    }

    /// Writes the notes below the page.
    pub(super) fn write_notes(&mut self) {
        let mut notes = std::mem::take(&mut self.notes.notes);
        for note in notes.iter().filter(|note| note.number == 0) {
            self.report(unused(), note.range.clone());
        }
        notes.retain(|note| note.number > 0);
        if notes.is_empty() {
            return;
        }
        notes.sort_by_key(|note| note.number);
        let _ = writeln!(
            self.out,
            "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>",
            self.labels.notes
        );
        for note in &notes {
            self.write_note(note);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn write_note(&mut self, note: &Note) {
        let (number, prefix) = (note.number, &self.options.id_prefix);
        let html = note.html.as_deref().unwrap_or_default();
        let (content, end) = match html.strip_suffix("</p>\n") {
            Some(content) => (content, "</p>"),
            None => (html, ""),
        };
        let _ = write!(self.out, "<li id=\"{prefix}fn-{number}\">{content}");
        for reference in 1..=note.references {
            let again = if reference > 1 { format!("-{reference}") } else { String::new() };
            let _ = write!(
                self.out,
                " <a href=\"#{prefix}fnref-{number}{again}\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"{}{number}{again}\">↩</a>",
                self.labels.back
            );
        }
        let _ = writeln!(self.out, "{end}</li>");
    }
}

fn repeated() -> Problem {
    Problem::warning(
        "md/footnote-repeated",
        "同一个编号的注释写了两次，只显示第一次的",
        "this footnote is defined a second time; only the first is shown",
    )
    .help(
        "给它另一个编号，正文里相应的 [^…] 也要改",
        "give it a label of its own, also where the text refers to it",
    )
}

fn unused() -> Problem {
    Problem::warning(
        "md/footnote-unused",
        "正文里没有用到这条注释，它不会出现在页面上",
        "nothing refers to this footnote; it does not appear on the page",
    )
    .help("在正文里写 [^名称]，或删去这条注释", "write [^label] in the text, or delete the footnote")
}
