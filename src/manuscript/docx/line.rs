//! Collects the content of a paragraph, and parts it into words and pictures.

use std::rc::Rc;

use super::look::RunLook;
use crate::manuscript::inline::{Inline, Marks, plain, tidied};
use crate::manuscript::model::{Block, BlockKind, Figure, Look};

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub(super) enum Token {
    Words(Words),
    Break,
    /// A picture within the line: index of `Manuscript::files`.
    Picture(usize),
    /// Index of `Manuscript::notes`.
    Note(usize),
    /// What floats beside the words: pictures, and the paragraphs of text boxes.
    Floating(Vec<Block>),
}

/// Words that look alike.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub text: String,
    pub look: RunLook,
    /// The address that they lead to, empty if nobody can follow it. Words of one link share it.
    pub link: Option<Rc<str>>,
}

/// The content of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub tokens: Vec<Token>,
}

/// A part of a paragraph that is a block of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Words(Vec<Inline>),
    /// Pictures alone on their line.
    Pictures(Vec<usize>),
    Floating(Vec<Block>),
}

/// What is shown for blanks to be filled in.
const FORM_BLANK: &str = "____";
/// Leading blanks, in half-width columns, from which a short line was pushed to the right.
const PUSHED: usize = 20;
/// Maximum number of characters of such a line.
const LONGEST_PUSHED: usize = 32;

impl Line {
    pub fn push(&mut self, text: &str, look: &RunLook, link: Option<Rc<str>>) {
        match self.tokens.last_mut() {
            Some(Token::Words(last)) if last.look == *look && same(last.link.as_ref(), link.as_ref()) => {
                last.text.push_str(text);
            }
            _ => self.tokens.push(Token::Words(Words { text: text.to_owned(), look: look.clone(), link })),
        }
    }

    /// Whether nothing in it is seen.
    pub fn is_empty(&self) -> bool {
        self.tokens.iter().all(|token| match token {
            // Blanks that are underlined are a form's.
            Token::Words(words) => words.text.trim().is_empty() && !is_form_blank(words),
            Token::Break => true,
            Token::Picture(_) | Token::Note(_) => false,
            Token::Floating(blocks) => blocks.is_empty(),
        })
    }

    /// Returns its words, without what floats beside them.
    pub fn words(&self) -> String {
        let mut text = String::new();
        for token in &self.tokens {
            match token {
                Token::Words(words) => text.push_str(&words.text),
                Token::Break => text.push('\n'),
                _ => {}
            }
        }
        text
    }

    /// Returns the look that all its words share.
    pub fn look(&self) -> Look {
        let mut runs = self.tokens.iter().filter_map(|token| match token {
            Token::Words(words) if !words.text.trim().is_empty() => Some(&words.look),
            _ => None,
        });
        let Some(first) = runs.next() else { return Look::default() };
        let (mut size, mut font) = (first.size, first.font.as_ref());
        let mut is_bold = first.is_bold == Some(true);
        for look in runs {
            size = size.filter(|size| look.size == Some(*size));
            font = font.filter(|font| look.font.as_ref() == Some(font));
            is_bold &= look.is_bold == Some(true);
        }
        Look { size, font: font.map(|font| font.to_string()), is_bold, outline: None }
    }

    /// Whether blanks or tabs push its words to the right, as unit and date at the end often are.
    pub fn is_pushed(&self) -> bool {
        let words = self.words();
        let bare = words.trim_start();
        let pushed: usize = words
            .get(..words.len() - bare.len())
            .unwrap_or_default()
            .chars()
            .map(|c| match c {
                '\t' => 4,
                '\u{3000}' => 2,
                '\n' => 0,
                _ => 1,
            })
            .sum();
        pushed >= PUSHED && !bare.trim_end().contains('\n') && bare.chars().count() <= LONGEST_PUSHED
    }

    /// Counts the underlined words, and writes underlined blanks as those of a form: `____`.
    pub fn take_underlines(&mut self) -> usize {
        let mut count = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            let is_underlined = |token: &Token| {
                matches!(token, Token::Words(words)
                    if words.look.is_underlined == Some(true) && words.link.is_none())
            };
            let run = self.tokens.iter().skip(at).take_while(|token| is_underlined(token)).count();
            let Some(run) = self.tokens.get_mut(at..at + run).filter(|run| !run.is_empty()) else {
                at += 1;
                continue;
            };
            at += run.len();
            let texts = run.iter().map(|token| match token {
                Token::Words(words) => words.text.as_str(),
                _ => "",
            });
            let text: String = texts.collect();
            if !text.trim().is_empty() {
                count += 1;
            } else if columns(&text) >= 2 {
                for (number, token) in run.iter_mut().enumerate() {
                    if let Token::Words(words) = token {
                        words.text = if number == 0 { FORM_BLANK.to_owned() } else { String::new() };
                    }
                }
            }
        }
        count
    }

    /// Parts it into blocks. An empty line between two soft returns ends a paragraph, and pictures
    /// that are alone on their line are a figure.
    pub fn parts(self, has_bold: bool) -> Vec<Part> {
        let mut lines: Vec<Vec<Token>> = vec![Vec::new()];
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut has_words = false;
        for token in self.tokens {
            match token {
                Token::Break => lines.push(Vec::new()),
                Token::Floating(blocks) if has_words => after.push(Part::Floating(blocks)),
                Token::Floating(blocks) => before.push(Part::Floating(blocks)),
                token => {
                    has_words |= matches!(&token, Token::Words(words) if !words.text.trim().is_empty());
                    if let Some(line) = lines.last_mut() {
                        line.push(token);
                    }
                }
            }
        }
        let mut parts = before;
        let mut open: Vec<Inline> = Vec::new();
        for line in lines {
            let pictures = pictures(&line);
            if let Some(pictures) = pictures {
                finish(&mut open, &mut parts);
                match parts.last_mut() {
                    Some(Part::Pictures(last)) => last.extend(pictures),
                    _ => parts.push(Part::Pictures(pictures)),
                }
                continue;
            }
            let words = inlines(line, has_bold);
            if words.is_empty() {
                finish(&mut open, &mut parts);
                continue;
            }
            if !open.is_empty() {
                open.push(Inline::Break);
            }
            open.extend(words);
        }
        finish(&mut open, &mut parts);
        parts.extend(after);
        parts
    }
}

/// Returns the pictures of a line that has nothing else.
fn pictures(line: &[Token]) -> Option<Vec<usize>> {
    let mut pictures = Vec::new();
    for token in line {
        match token {
            Token::Picture(picture) => pictures.push(*picture),
            Token::Words(words) if words.text.trim().is_empty() => {}
            _ => return None,
        }
    }
    (!pictures.is_empty()).then_some(pictures)
}

fn finish(open: &mut Vec<Inline>, parts: &mut Vec<Part>) {
    let words = tidied(std::mem::take(open));
    let is_seen = !plain(&words).trim().is_empty()
        || words.iter().any(|inline| matches!(inline, Inline::Picture(_) | Inline::Note(_)));
    if is_seen {
        parts.push(Part::Words(words));
    }
}

fn inlines(line: Vec<Token>, has_bold: bool) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut link: Option<Rc<str>> = None;
    for token in line {
        match token {
            Token::Words(words) => {
                let marks =
                    Marks { is_bold: has_bold && words.look.is_bold == Some(true), ..words.look.marks() };
                let text = Inline::Text { text: words.text, marks };
                let own = words.link.as_ref().filter(|address| !address.is_empty());
                match (own, inlines.last_mut()) {
                    (Some(own), Some(Inline::Link { text: inner, .. })) if same(Some(own), link.as_ref()) => {
                        inner.push(text);
                    }
                    (Some(own), _) => {
                        inlines.push(Inline::Link { text: vec![text], address: own.to_string() });
                    }
                    (None, _) => inlines.push(text),
                }
                link = words.link;
            }
            Token::Picture(picture) => inlines.push(Inline::Picture(picture)),
            Token::Note(note) => inlines.push(Inline::Note(note)),
            Token::Break | Token::Floating(_) => {}
        }
    }
    let is_blank = inlines.iter().all(|inline| match inline {
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    });
    if is_blank { Vec::new() } else { inlines }
}

/// Whether two words belong to the same link, and not only to links with the same address.
fn same(one: Option<&Rc<str>>, other: Option<&Rc<str>>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        _ => false,
    }
}

fn is_form_blank(words: &Words) -> bool {
    words.look.is_underlined == Some(true) && columns(&words.text) >= 2
}

/// Returns the width of blanks.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{3000}' | '\t') { 2 } else { 1 }).sum()
}

/// Returns a block with pictures.
pub(super) fn figure(pictures: Vec<usize>, place: usize) -> Block {
    Block::new(BlockKind::Figure(Figure { pictures, caption: Vec::new() }), place)
}
