//! Reads fields: text that Word computes, with the instruction that says how.
//!
//! A field is written as marks among runs, *begin, instruction, separate, result, end*, which may
//! lie paragraphs apart. Results are the text that readers see.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::line::Line;
use super::look::RunLook;
use super::loss::Loss;
use super::reading::{Field, Reading};
use super::symbol::symbol;
use super::xml::{Element, Family};
use crate::text::link::{Destination, destination};

/// Returns the positions of the beginnings of fields that have an end. A damaged field without one
/// must not take the rest of the text with it.
pub(super) fn closed_fields(root: &Element<'_>) -> BTreeSet<usize> {
    let mut open = Vec::new();
    let mut closed = BTreeSet::new();
    for element in root.descendants().filter(|element| element.is(Family::Word, "fldChar")) {
        match element.attribute("fldCharType") {
            Some("begin") => open.push(element.at),
            Some("end") => closed.extend(open.pop()),
            _ => {}
        }
    }
    closed
}

impl Reading<'_, '_, '_> {
    /// Whether what is read now is text that readers see.
    pub fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.is_result && !field.is_dropped)
    }

    /// Returns the address that words lead to now.
    pub fn link(&self) -> Option<Rc<str>> {
        let of_field = || self.fields.iter().rev().find_map(|field| field.link.clone());
        self.links.last().cloned().or_else(of_field)
    }

    /// Reads a mark of a field.
    pub fn field_mark(&mut self, mark: &Element<'_>, look: &RunLook, line: &mut Line) {
        match mark.attribute("fldCharType") {
            Some("begin") => {
                let is_closed = self.part.closed_fields.contains(&mark.at);
                let check = mark
                    .word("ffData")
                    .and_then(|data| data.word("checkBox"))
                    .map(|check| check.flag("checked").or_else(|| check.flag("default")).unwrap_or(false));
                self.fields.push(Field { is_result: !is_closed, check, ..Field::default() });
            }
            Some("separate") => {
                let Some(mut field) = self.fields.pop() else { return };
                self.begin_result(&mut field);
                self.fields.push(field);
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.end_field(&field, look, line);
                }
            }
            _ => {}
        }
    }

    /// Reads a field that is one element: `<w:fldSimple>`.
    pub fn simple_field(&mut self, element: &Element<'_>, read: impl FnOnce(&mut Self)) {
        let instruction = element.attribute("instr").unwrap_or_default().to_owned();
        let mut field = Field { instruction, ..Field::default() };
        self.begin_result(&mut field);
        self.fields.push(field);
        read(self);
        self.fields.pop();
    }

    fn begin_result(&mut self, field: &mut Field) {
        field.is_result = true;
        match field.kind().as_str() {
            "TOC" | "TOA" | "INDEX" => {
                if self.is_shown() {
                    self.lose(Loss::Contents, "");
                    self.contents += 1;
                }
                field.is_dropped = true;
            }
            // What they show is in their instruction; results are pictures of it.
            "EQ" | "SYMBOL" | "FORMCHECKBOX" => field.is_dropped = true,
            "HYPERLINK" => {
                field.link = Some(self.address(&hyperlink(&field.instruction)).unwrap_or_default())
            }
            _ => {}
        }
    }

    /// Returns the address of a link, if readers can follow it; otherwise it is reported.
    pub fn address(&mut self, written: &str) -> Option<Rc<str>> {
        match destination(written) {
            // A place in the same document has no address on a page.
            _ if written.is_empty() => None,
            Destination::Fragment => None,
            Destination::Web | Destination::Contact => Some(Rc::from(written)),
            Destination::Inside | Destination::Refused(_) => {
                if self.is_shown() {
                    self.lose(Loss::Link, written);
                }
                None
            }
        }
    }

    fn end_field(&mut self, field: &Field, look: &RunLook, line: &mut Line) {
        if !self.is_shown() {
            return;
        }
        let link = self.link();
        let mut show = |text: &str| line.push(text, look, link.clone());
        match field.kind().as_str() {
            "FORMCHECKBOX" => show(if field.check == Some(true) { "☑" } else { "□" }),
            "SYMBOL" => match symbol_of(&field.instruction) {
                Some(c) => show(&c.to_string()),
                None => self.lose(Loss::Symbol, &field.instruction),
            },
            "EQ" => {
                let (text, loss) = equation(&field.instruction);
                show(&text);
                if let Some(loss) = loss {
                    self.lose(loss, &text);
                }
            }
            "MACROBUTTON" | "GOTOBUTTON" => {
                let mut words = field.instruction.trim().splitn(3, char::is_whitespace);
                show(words.nth(2).unwrap_or_default());
            }
            "LISTNUM" | "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" => {
                self.lose(Loss::Number, &field.kind());
            }
            _ => {}
        }
    }
}

/// Returns the arguments of an instruction: words, or what is in quotation marks.
fn arguments(instruction: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut rest = instruction.trim();
    while !rest.is_empty() {
        let (argument, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        arguments.push(argument.to_owned());
        rest = after.trim_start();
    }
    arguments
}

/// Returns the address of `HYPERLINK "http://…" \l "place" \o "tip"`.
fn hyperlink(instruction: &str) -> String {
    let mut arguments = arguments(instruction).into_iter().skip(1);
    let mut address = String::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "\\l" => {
                let place = arguments.next().unwrap_or_default();
                if !address.is_empty() && !place.is_empty() {
                    address.push('#');
                    address.push_str(&place);
                }
            }
            "\\o" | "\\t" => drop(arguments.next()),
            switch if switch.starts_with('\\') && switch.len() == 2 => {}
            _ if address.is_empty() => address = argument,
            _ => {}
        }
    }
    address
}

/// Returns the character of `SYMBOL 254 \f "Wingdings"`.
fn symbol_of(instruction: &str) -> Option<char> {
    let arguments = arguments(instruction);
    let code = arguments.get(1)?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = arguments.iter().skip_while(|argument| !argument.eq_ignore_ascii_case("\\f")).nth(1);
    symbol(font.map_or("Symbol", String::as_str), code)
}

/// Returns what an equation shows, and what of it is lost: `EQ \o\ac(○,1)` is ①, and
/// `EQ \* jc2 \o\ad(\s\up 9(pīn),拼)` is a word with its reading above it.
fn equation(instruction: &str) -> (String, Option<Loss>) {
    let bare: String = instruction.split_whitespace().collect();
    if let Some((_, circled)) = bare.split_once("\\o\\ac(") {
        let circled = circled.strip_suffix(')').unwrap_or(circled);
        let (_, inner) = circled.split_once([',', ';']).unwrap_or(("", circled));
        let inner = inner.trim_start_matches(['\\', 's', 'u', 'p', 'd', 'o']);
        let inner: String = inner.chars().filter(|c| c.is_alphanumeric()).collect();
        let sign = match inner.parse::<u32>() {
            Ok(number @ 1..=20) => char::from_u32(0x2460 + number - 1),
            _ => "一二三四五六七八九十"
                .chars()
                .zip('㊀'..='㊉')
                .find(|(han, _)| inner == han.to_string())
                .map(|(_, sign)| sign),
        };
        return match sign {
            Some(sign) => (sign.to_string(), None),
            None => (format!("（{inner}）"), Some(Loss::Formula)),
        };
    }
    if bare.contains("\\o\\ad(") || bare.contains("\\s\\up") {
        let base = bare.rsplit_once([',', ';']).map_or("", |(_, base)| base.trim_end_matches(')'));
        return (base.to_owned(), Some(Loss::Ruby));
    }
    // `\f(1,2)` is a fraction.
    if let Some((_, fraction)) = bare.split_once("\\f(") {
        let words = fraction.strip_suffix(')').unwrap_or(fraction).replacen([',', ';'], "/", 1);
        return (words, Some(Loss::Formula));
    }
    let words = bare.trim_start_matches("EQ").trim_start_matches("eq");
    (words.replace('\\', ""), Some(Loss::Formula))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_read() {
        for (instruction, expected) in [
            (" HYPERLINK \"http://a.cn/b c\" \\o \"提示\" ", "http://a.cn/b c"),
            ("HYPERLINK http://a.cn \\l \"x\" \\h", "http://a.cn#x"),
            ("HYPERLINK \\l \"_Toc1\"", ""),
            ("HYPERLINK", ""),
        ] {
            assert_eq!(hyperlink(instruction), expected, "{instruction}");
        }
        assert_eq!(symbol_of("SYMBOL 254 \\f \"Wingdings\" \\s 12"), Some('☑'));
        assert_eq!(symbol_of("SYMBOL 0xB7"), Some('•'));
        assert_eq!(symbol_of("SYMBOL"), None);
        for (instruction, expected, loss) in [
            ("EQ \\o\\ac(○,1)", "①", None),
            ("eq \\o\\ac(○,12)", "⑫", None),
            ("EQ \\o\\ac(○,三)", "㊂", None),
            ("EQ \\o\\ac(□,优)", "（优）", Some(Loss::Formula)),
            ("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(dǎng),党)", "党", Some(Loss::Ruby)),
            ("EQ \\f(1,2)", "1/2", Some(Loss::Formula)),
        ] {
            assert_eq!(equation(instruction), (expected.to_owned(), loss), "{instruction}");
        }
    }
}
