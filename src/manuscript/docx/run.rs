//! Reads runs: words that look alike, and what is set among them.

use super::alternative::chosen;
use super::line::{Line, Token};
use super::look::RunLook;
use super::loss::Loss;
use super::math::formula;
use super::reading::{NoteKind, Reading};
use super::styles::ParagraphStyle;
use super::symbol::{is_of_symbols, symbol};
use super::xml::{Element, Family};
use crate::text::{is_forbidden, is_private};

impl Reading<'_, '_, '_> {
    /// Reads what is in a paragraph.
    pub fn pieces(&mut self, parent: &Element<'_>, style: &ParagraphStyle, line: &mut Line) {
        for child in parent.elements() {
            match (child.family, child.name) {
                (Family::Word, "r") => self.run(child, style, line),
                (Family::Word, "pPr" | "rPr" | "sdtPr" | "sdtEndPr") => {}
                (Family::Word, "del" | "moveFrom") => self.deleted(child),
                (Family::Word, "ins" | "moveTo") => {
                    self.inserted(child);
                    self.pieces(child, style, line);
                }
                (Family::Word, "hyperlink") => {
                    let address = child
                        .attribute_of(Family::Relation, "id")
                        .and_then(|id| self.part.relations.get(id))
                        .map(|relation| relation.target.clone())
                        .and_then(|target| self.address(&target));
                    let depth = self.links.len();
                    // Words of a link that leads nowhere still look like one.
                    self.links.push(address.unwrap_or_default());
                    self.pieces(child, style, line);
                    self.links.truncate(depth);
                }
                (Family::Word, "fldSimple") => {
                    self.simple_field(child, |reading| reading.pieces(child, style, line));
                }
                (Family::Word, "sdt") => {
                    if let Some(content) = self.control(child) {
                        self.pieces(content, style, line);
                    }
                }
                (Family::Compatibility, "AlternateContent") => {
                    if let Some(branch) = chosen(child) {
                        self.pieces(branch, style, line);
                    }
                }
                (Family::Math, "oMath" | "oMathPara") => self.formula(child, &style.look, line),
                // Smart tags, directions, and what other programs wrap around runs.
                _ => self.pieces(child, style, line),
            }
        }
    }

    fn run(&mut self, run: &Element<'_>, style: &ParagraphStyle, line: &mut Line) {
        let properties = run.word("rPr");
        let named = properties.and_then(|properties| properties.value("rStyle"));
        let styles = self.styles;
        let base = match named.and_then(|named| styles.character(named)) {
            Some(character) => style.look.toggled(character),
            None => style.look.clone(),
        };
        let look = base.with(&RunLook::read(properties, &styles.theme));
        self.content(run, &look, style, line);
    }

    fn content(&mut self, run: &Element<'_>, look: &RunLook, style: &ParagraphStyle, line: &mut Line) {
        for child in run.elements() {
            match (child.family, child.name) {
                (Family::Word, "t") => {
                    let text = child.text();
                    // Blanks at the ends count only where the file says so.
                    let is_kept = child.attribute("space") == Some("preserve");
                    let text =
                        if is_kept { text.as_str() } else { text.trim_matches([' ', '\t', '\n', '\r']) };
                    self.show(text, look, line);
                }
                (Family::Word, "tab" | "ptab") => self.show("\t", look, line),
                (Family::Word, "noBreakHyphen") => self.show("-", look, line),
                // A page break within a paragraph parts it as a soft return does.
                (Family::Word, "br" | "cr") if self.is_shown() => line.tokens.push(Token::Break),
                (Family::Word, "instrText") => {
                    let instruction = child.text();
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
                        field.instruction.push_str(&instruction);
                    }
                }
                (Family::Word, "fldChar") => self.field_mark(child, look, line),
                (Family::Word, "sym") => self.symbol(child, look, line),
                (Family::Word, "drawing" | "pict" | "object") => {
                    if self.is_shown() && look.is_hidden != Some(true) {
                        self.drawing(child, line);
                    }
                }
                (Family::Word, "footnoteReference") => self.note_mark(NoteKind::Footnote, child, line),
                (Family::Word, "endnoteReference") => self.note_mark(NoteKind::Endnote, child, line),
                (Family::Word, "commentReference") => self.lose(Loss::Comment, ""),
                (Family::Word, "ruby") => {
                    if let Some(base) = child.word("rubyBase") {
                        self.pieces(base, style, line);
                    }
                    let reading = child.word("rt").map(Element::text).unwrap_or_default();
                    self.lose(Loss::Ruby, &reading);
                }
                (Family::Word, "rPr" | "delText" | "delInstrText") => {}
                (Family::Compatibility, "AlternateContent") => {
                    if let Some(branch) = chosen(child) {
                        self.content(branch, look, style, line);
                    }
                }
                (Family::Math, "oMath" | "oMathPara") => self.formula(child, look, line),
                _ => self.content(child, look, style, line),
            }
        }
    }

    /// Adds words, if readers see them.
    pub fn show(&mut self, text: &str, look: &RunLook, line: &mut Line) {
        if text.is_empty() || !self.is_shown() {
            return;
        }
        if look.is_hidden == Some(true) {
            if !text.trim().is_empty() {
                self.lose(Loss::Hidden, text);
            }
            return;
        }
        let font = look.latin.as_deref().filter(|font| is_of_symbols(font));
        let is_plain = |c: char| !is_forbidden(c) && !is_private(c) && !matches!(c, '\n' | '\r');
        if font.is_none() && text.chars().all(is_plain) {
            line.push(text, look, self.link());
            return;
        }
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match (c, font) {
                // A line feed in the XML is a blank.
                ('\n' | '\r', _) => shown.push(' '),
                (c, Some(font)) if is_private(c) || c.is_ascii_graphic() => {
                    match symbol(font, u32::from(c)) {
                        Some(symbol) => shown.push(symbol),
                        None => self.lose(Loss::Symbol, &format!("{font} {:X}", u32::from(c))),
                    }
                }
                (c, _) if is_private(c) => {
                    self.lose(Loss::Private, &format!("U+{:04X}", u32::from(c)));
                    shown.push(c);
                }
                (c, _) if is_forbidden(c) => {}
                (c, _) => shown.push(c),
            }
        }
        line.push(&shown, look, self.link());
    }

    fn symbol(&mut self, element: &Element<'_>, look: &RunLook, line: &mut Line) {
        let font = element.attribute("font").unwrap_or_default();
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        // The character is known; the font of the run does not matter any more.
        let look = RunLook { latin: None, ..look.clone() };
        match code.and_then(|code| symbol(font, code)) {
            Some(symbol) => self.show(&symbol.to_string(), &look, line),
            None if self.is_shown() => {
                self.lose(Loss::Symbol, &format!("{font} {}", element.attribute("char").unwrap_or_default()));
            }
            None => {}
        }
    }

    fn formula(&mut self, element: &Element<'_>, look: &RunLook, line: &mut Line) {
        if element.name == "oMathPara" {
            // Formulas on lines of their own: an empty line parts them from the words around them.
            let parting = [Token::Break, Token::Break];
            for part in element.elements().filter(|part| part.is(Family::Math, "oMath")) {
                line.tokens.extend(parting.clone());
                self.formula(part, look, line);
                line.tokens.extend(parting.clone());
            }
            return;
        }
        let text = formula(element);
        if self.is_shown() && !text.trim().is_empty() {
            self.lose(Loss::Formula, &text);
            self.show(&text, look, line);
        }
    }

    fn note_mark(&mut self, kind: NoteKind, element: &Element<'_>, line: &mut Line) {
        let Some(id) = element.attribute("id").filter(|_| self.is_shown()) else { return };
        match self.note(kind, id) {
            Some(note) => line.tokens.push(Token::Note(note)),
            None => self.lose(Loss::Note, ""),
        }
    }

    /// Counts a tracked change whose words were left out.
    pub fn deleted(&mut self, element: &Element<'_>) {
        if let Some(words) = content_of(element, &["t", "delText"]) {
            self.lose(Loss::Deletion, &words);
        }
    }

    /// Counts a tracked change whose words were taken.
    pub fn inserted(&mut self, element: &Element<'_>) {
        if let Some(words) = content_of(element, &["t"]) {
            self.lose(Loss::Insertion, &words);
        }
    }

    /// Returns the content of a content control, if readers see it.
    pub fn control<'e, 'y>(&mut self, control: &'e Element<'y>) -> Option<&'e Element<'y>> {
        let content = control.word("sdtContent")?;
        let Some(properties) = control.word("sdtPr") else { return Some(content) };
        let gallery = properties.word("docPartObj").and_then(|part| part.value("docPartGallery"));
        if gallery == Some("Table of Contents") {
            if self.is_shown() {
                self.lose(Loss::Contents, "");
            }
            return None;
        }
        if properties.flag("showingPlcHdr") == Some(true) {
            if self.is_shown() {
                self.lose(Loss::Placeholder, &content.text());
            }
            return None;
        }
        Some(content)
    }
}

/// Returns the first words of a tracked change; `None` if there is nothing to see in it.
/// `names` are the elements that hold its words.
fn content_of(element: &Element<'_>, names: &[&str]) -> Option<String> {
    const ENOUGH: usize = 100;
    let (mut words, mut has_more) = (String::new(), false);
    for part in element.descendants() {
        match part.name {
            name if names.contains(&name) => words.push_str(&part.text()),
            "drawing" | "pict" | "object" => has_more = true,
            _ => {}
        }
        if words.len() > ENOUGH {
            break;
        }
    }
    (has_more || !words.is_empty()).then_some(words)
}
