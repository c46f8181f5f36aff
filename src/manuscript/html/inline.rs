//! Reads the content of a paragraph.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::super::inline::{Inline, Marks, plain};
use super::loss::film_name;
use super::page::Page;
use super::style;
use crate::text::link::{Destination, destination};

/// Maximum nesting; what lies deeper loses its marks.
pub(super) const DEEPEST: usize = 120;
/// Maximum number of nodes in which hidden words are looked for.
const MOST_HIDDEN: usize = 2000;

impl Page<'_> {
    /// Adds what an inline node holds to `pieces`.
    pub(super) fn inline(
        &mut self,
        node: NodeRef<'_, Node>,
        marks: Marks,
        depth: usize,
        pieces: &mut Vec<Inline>,
    ) {
        if self.is_parted(node) {
            push_text(pieces, " ", Marks::default());
        }
        match node.value() {
            Node::Text(text) => push_text(pieces, text, marks),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    self.element(element, marks, depth, pieces);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, element: ElementRef<'_>, around: Marks, depth: usize, pieces: &mut Vec<Inline>) {
        if let Some(sign) = style::task(element) {
            return pieces.push(Inline::text(sign));
        }
        if self.is_left_out(&element) {
            return;
        }
        if depth > DEEPEST {
            let words: String = element.text().collect();
            self.losses.content("deeply nested", &words);
            return push_text(pieces, &words, around);
        }
        let marks = style::marks(&element, around);
        if style::property(&element, "mso-list").is_some_and(|value| value.eq_ignore_ascii_case("ignore")) {
            return pieces.push(Inline::text(number_of_word(&element)));
        }
        if self.own_piece(element, marks, pieces) {
            return;
        }
        match element.value().name() {
            "br" => pieces.push(Inline::Break),
            "img" => pieces.extend(self.picture(&element).map(Inline::Picture)),
            "a" => {
                let mut text = Vec::new();
                self.children(element, marks, depth, &mut text);
                let written = element.value().attr("href").unwrap_or_default();
                match self.address(written, &text) {
                    Some(address) if !text.is_empty() => pieces.push(Inline::Link { text, address }),
                    _ if text.is_empty() => {}
                    _ => {
                        if self.link.is_none() {
                            self.losses.link(&plain(&text), written);
                        }
                        pieces.extend(text);
                    }
                }
            }
            "video" | "audio" | "iframe" | "embed" | "object" | "mpvoice" | "mp-common-videosnap" => {
                self.losses.content("films", &film_name(element));
            }
            // What only decorates is no loss.
            _ if element.value().attr("aria-hidden") == Some("true") && self.link.is_some() => {}
            "svg" | "canvas" => {
                self.losses.content("drawings", element.value().attr("aria-label").unwrap_or_default());
            }
            // The reading of a rare character: `龘（dá）`.
            "rt" => {
                let words: String = element.text().collect();
                push_text(pieces, &format!("（{}）", words.trim()), marks);
            }
            "rp" => {}
            _ => self.children(element, marks, depth, pieces),
        }
    }

    /// Whether an element is not read. Hidden words are counted.
    pub(super) fn is_left_out(&mut self, element: &ElementRef<'_>) -> bool {
        if style::is_never_shown(element) {
            return true;
        }
        let is_hidden = style::is_hidden(element);
        if is_hidden {
            let is_words = |node: &NodeRef<'_, Node>| {
                let parent = node.parent().and_then(ElementRef::wrap);
                parent.is_none_or(|parent| !style::is_never_shown(&parent))
            };
            let texts = element.descendants().take(MOST_HIDDEN).filter(is_words);
            let texts = texts.filter_map(|node| node.value().as_text().map(|text| text.to_string()));
            self.losses.hide(&texts.collect::<String>());
        }
        is_hidden
    }

    /// Returns an address that a reader may follow from anywhere; those within the old site and
    /// scripts are dropped.
    fn address(&mut self, written: &str, text: &[Inline]) -> Option<String> {
        let written = written.trim();
        if matches!(destination(written), Destination::Web | Destination::Contact) {
            return Some(written.to_owned());
        }
        // A picture leads to its larger self, and a place on the page is on the paper, too.
        let is_other = !text.iter().any(|inline| matches!(inline, Inline::Picture(_)));
        let link = self.link.filter(|_| is_other && !written.starts_with('#'))?;
        let address = link(written);
        if address.is_none() {
            self.losses.content("links", &plain(text));
        }
        address.filter(|address| !address.is_empty())
    }

    pub(super) fn children(
        &mut self,
        element: ElementRef<'_>,
        marks: Marks,
        depth: usize,
        pieces: &mut Vec<Inline>,
    ) {
        for child in element.children() {
            self.inline(child, marks, depth + 1, pieces);
        }
    }
}

/// Returns the number that Word computed for an item and wrote before it: `（一）`.
/// A bullet is a letter of a font of signs: `l` in Wingdings.
fn number_of_word(element: &ElementRef<'_>) -> String {
    let words: String = element.text().collect();
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let is_number = words.chars().any(|c| c.is_ascii_digit() || crate::text::is_han(c))
        || words.ends_with(['.', ')', '、', '）'])
        || ('①'..='⒛').contains(&words.chars().next().unwrap_or(' '));
    if is_number { words.to_owned() } else { "• ".to_owned() }
}

/// Adds words. White space is one space, as browsers show it; at a line break between Chinese
/// characters there is none.
fn push_text(pieces: &mut Vec<Inline>, text: &str, marks: Marks) {
    let mut words = String::with_capacity(text.len());
    let mut gap: Option<bool> = None;
    let last = match pieces.last() {
        Some(Inline::Text { text, .. }) => text.chars().next_back(),
        _ => None,
    };
    for c in text.chars() {
        // A no-break space is a character.
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            gap = Some(gap.unwrap_or(false) || matches!(c, '\n' | '\r'));
            continue;
        }
        let c = if c == '\u{a0}' { ' ' } else { c };
        if let Some(has_break) = gap.take() {
            let before = words.chars().next_back().or(last);
            let is_joined = has_break && before.is_some_and(|before| crate::text::joins(before, c, true));
            if !is_joined && before.is_some() {
                words.push(' ');
            }
        }
        words.push(c);
    }
    if gap == Some(false) {
        words.push(' ');
    }
    if !words.is_empty() {
        pieces.push(Inline::Text { text: words, marks });
    }
}
