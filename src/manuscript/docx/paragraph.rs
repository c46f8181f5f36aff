//! Reads paragraphs: their words, and what is printed before them.

use super::flow::Flow;
use super::line::{Line, Part, figure};
use super::loss::Loss;
use super::numbering::{Mark, PrintedNumber};
use super::reading::{MOST_PARAGRAPHS, Reading};
use super::styled;
use super::styles::{Layout, NumberReference, ParagraphStyle, outline};
use super::xml::{Element, Family};
use crate::manuscript::inline::{Inline, plain};
use crate::manuscript::model::{Alignment, Block, BlockKind, Look, Paragraph};
use crate::text::{is_cjk, is_han, is_secrecy_mark};

/// Maximum number of characters of a line that an indent sets to the right.
const LONGEST_FAR: usize = 32;

impl Reading<'_, '_, '_> {
    /// Reads a paragraph.
    pub fn paragraph(&mut self, element: &Element<'_>, flow: &mut Flow) {
        if self.paragraphs >= MOST_PARAGRAPHS {
            self.is_too_long = true;
            return;
        }
        let outer = std::mem::replace(&mut self.place, self.paragraphs + 1);
        let properties = element.word("pPr");
        let styles = self.styles;
        let named = properties.and_then(|properties| properties.value("pStyle"));
        let style = styles.paragraph(named);
        let mut line = Line { tokens: std::mem::take(&mut flow.held) };
        let contents = self.contents;
        self.pieces(element, style, &mut line);
        if self.contents > contents && line.is_empty() {
            flow.drop_contents_title();
        }
        if properties.is_some_and(|properties| self.goes_on(properties)) {
            flow.held = line.tokens;
        } else if style.is_contents && !line.is_empty() {
            self.lose(Loss::Contents, "");
            flow.drop_contents_title();
        } else {
            self.finish(line, properties, style, flow);
        }
        self.place = outer;
    }

    /// Whether a paragraph is one with the next: its end was deleted, or it is the large first
    /// letter of the next one.
    fn goes_on(&mut self, properties: &Element<'_>) -> bool {
        let mark = properties.word("rPr");
        let has = |name: &str| mark.is_some_and(|mark| mark.word(name).is_some());
        if has("del") || has("moveFrom") {
            self.lose(Loss::Deletion, "¶");
            return true;
        }
        let frame = properties.word("framePr").and_then(|frame| frame.attribute("dropCap"));
        matches!(frame, Some("drop" | "margin"))
    }

    /// Adds a paragraph whose end was deleted and that no other one follows.
    pub fn finish_held(&mut self, flow: &mut Flow) {
        let line = Line { tokens: std::mem::take(&mut flow.held) };
        if !line.tokens.is_empty() {
            let outer = std::mem::replace(&mut self.place, self.paragraphs + 1);
            self.finish(line, None, self.styles.paragraph(None), flow);
            self.place = outer;
        }
    }

    fn finish(
        &mut self,
        mut line: Line,
        properties: Option<&Element<'_>>,
        style: &ParagraphStyle,
        flow: &mut Flow,
    ) {
        let is_empty = line.is_empty();
        let number = match (is_empty, self.is_shown()) {
            (_, false) => None,
            // Word numbers empty paragraphs, too, unless they are hidden.
            (true, true) if properties.is_some_and(is_hidden) => None,
            _ => self.number(properties, style),
        };
        if style.part == Some(styled::Part::Code) {
            self.paragraphs = self.paragraphs.max(self.place);
            flow.push_code(&line.words(), self.place);
            return;
        }
        if is_empty {
            return;
        }
        if style.part == Some(styled::Part::Facts) {
            self.lose(Loss::Facts, &line.words());
            return;
        }
        self.styled.extend(style.part.map(|part| (self.place, part)));
        let underlined = line.take_underlines();
        self.losses.add(Loss::Underline, self.place, "", underlined);
        let words = line.words();
        if is_secrecy_mark(&words) {
            self.lose(Loss::Secrecy, words.trim());
        }
        if style.is_caption {
            self.captions.insert(self.place);
        }
        let own = properties.and_then(outline);
        let look = Look { outline: own.unwrap_or(style.outline), ..line.look() };
        let alignment = alignment(&line, properties, style);
        // A heading that is bold throughout is a heading, and not an emphasized one.
        let has_bold = look.outline.is_none() || !look.is_bold;
        let is_heading = look.outline.is_some();
        let mut label = number.as_ref().and_then(|number| label(number, is_heading));
        let mut blocks = Vec::new();
        for part in line.parts(has_bold) {
            match part {
                Part::Words(mut text) => {
                    if let Some((label, has_gap)) = label.take() {
                        let gap = gap(&label, has_gap, &plain(&text));
                        text.insert(0, Inline::text(format!("{label}{gap}")));
                    }
                    blocks.push(self.block(text, alignment, &look));
                }
                Part::Pictures(pictures) => blocks.push(figure(pictures, self.place)),
                Part::Floating(floating) => blocks.extend(floating),
            }
        }
        if let Some((label, _)) = label {
            blocks.insert(0, self.block(vec![Inline::text(label)], alignment, &look));
        }
        self.paragraphs = self.paragraphs.max(self.place);
        self.losses.name_place(self.place, &words);
        self.last_words = words;
        match number {
            Some(number) if !is_heading && !matches!(number.mark, Mark::Text { .. }) => {
                flow.push_item(&number, blocks);
            }
            Some(number) if !is_heading => flow.push_numbered(&number, blocks),
            None if style.is_of_item => flow.push_more(blocks),
            _ => blocks.into_iter().for_each(|block| flow.push(block)),
        }
    }

    fn block(&self, text: Vec<Inline>, alignment: Alignment, look: &Look) -> Block {
        let paragraph = Paragraph { text, alignment, look: look.clone() };
        Block::new(BlockKind::Paragraph(paragraph), self.place)
    }

    /// Counts a paragraph, and returns its number.
    fn number(&mut self, properties: Option<&Element<'_>>, style: &ParagraphStyle) -> Option<PrintedNumber> {
        let own = properties.map(NumberReference::read).unwrap_or_default();
        let number = self.numbering.next(&style.number.with(own));
        for format in std::mem::take(&mut self.numbering.unknown) {
            self.lose(Loss::Number, &format);
        }
        number
    }
}

/// Whether the end of a paragraph is hidden.
fn is_hidden(properties: &Element<'_>) -> bool {
    properties.word("rPr").and_then(|mark| mark.flag("vanish")) == Some(true)
}

fn alignment(line: &Line, properties: Option<&Element<'_>>, style: &ParagraphStyle) -> Alignment {
    let own = properties.map(Layout::read).unwrap_or_default();
    let layout = style.layout.with(own);
    let alignment = layout.alignment.unwrap_or_default();
    let is_far = || layout.is_far == Some(true) && line.words().trim().chars().count() <= LONGEST_FAR;
    let is_number = properties.is_some_and(|properties| properties.child(Family::Word, "numPr").is_some());
    if alignment == Alignment::Start && !is_number && (line.is_pushed() || is_far()) {
        return Alignment::End;
    }
    alignment
}

/// Returns the number that is written into the text of a paragraph, and whether the file sets a gap
/// after it. Bullets and plain numbers are those of lists, except before headings.
fn label(number: &PrintedNumber, is_heading: bool) -> Option<(String, bool)> {
    match &number.mark {
        Mark::Text { text, has_gap } => Some((text.clone(), *has_gap)),
        Mark::Plain { text, .. } if is_heading => Some((text.clone(), true)),
        Mark::Plain { .. } | Mark::Bullet => None,
    }
}

/// Returns what stands between a number and the words: nothing after `（一）` and `一、`, a wide
/// space after `第三条`, a space after `1.1` and `a)`.
fn gap(label: &str, has_gap: bool, words: &str) -> &'static str {
    let Some(last) = label.chars().next_back().filter(|_| has_gap) else { return "" };
    let is_chinese = words.chars().next().is_some_and(is_cjk);
    match last {
        last if is_han(last) => "　",
        last if last.is_ascii_alphanumeric() => " ",
        last if last.is_ascii() && !is_chinese => " ",
        _ => "",
    }
}
