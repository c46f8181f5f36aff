//! Reads the styles of a document, each with what it takes over from others.

use std::collections::BTreeMap;

use super::look::{RunLook, ThemeFonts};
use super::styled::{Part, part_of};
use super::xml::Element;
use crate::manuscript::model::Alignment;

/// Maximum number of styles that are based on each other. Damaged files have circles.
const LONGEST_CHAIN: usize = 20;
/// An indent from which a short line stands at the right, in twentieths of a point: half of the
/// width of a page.
const FAR: i64 = 4000;

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: BTreeMap<String, ParagraphStyle>,
    characters: BTreeMap<String, RunLook>,
    /// The look and the style of what names none.
    plain: ParagraphStyle,
    /// The numberings of styles of lists.
    lists: BTreeMap<String, String>,
    pub theme: ThemeFonts,
}

/// A style of paragraphs, with what it takes over.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    pub look: RunLook,
    /// The level of heading from 1, 0 for a title.
    pub outline: Option<u8>,
    pub number: NumberReference,
    pub layout: Layout,
    pub is_caption: bool,
    /// Whether it is one of a table of contents.
    pub is_contents: bool,
    /// What its paragraphs are part of.
    pub part: Option<Part>,
    /// Whether its paragraphs belong to the item of a list above them.
    pub is_of_item: bool,
}

/// Which number a paragraph has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberReference {
    pub number: Option<String>,
    /// The level that the paragraph itself names.
    pub level: Option<usize>,
    /// The level that a style names. It counts only if no level names the style.
    pub level_of_style: Option<usize>,
    /// The styles from which it comes, the nearest first.
    pub styles: Vec<String>,
}

/// Where the lines of a paragraph are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub alignment: Option<Alignment>,
    /// Whether it is indented to the right half of the page.
    pub is_far: Option<bool>,
}

impl Layout {
    /// Reads the properties of a paragraph: `<w:pPr>`.
    pub fn read(properties: &Element<'_>) -> Self {
        let alignment = properties.value("jc").map(|value| match value {
            "center" => Alignment::Center,
            "right" | "end" => Alignment::End,
            _ => Alignment::Start,
        });
        let indent = properties.word("ind");
        let number = |name: &str| indent.and_then(|indent| indent.attribute(name)?.parse::<i64>().ok());
        // Hundredths of a character, which count first; one of 三号 has 320 twentieths of a point.
        let sum = |chars: &[&str], twips: &[&str]| {
            let chars: Option<i64> = chars.iter().find_map(|name| number(name));
            chars.map(|chars| chars.saturating_mul(3)).or_else(|| twips.iter().find_map(|name| number(name)))
        };
        let left = sum(&["leftChars", "startChars"], &["left", "start"]);
        let first = sum(&["firstLineChars"], &["firstLine"]);
        let is_far = indent.map(|_| left.unwrap_or(0).saturating_add(first.unwrap_or(0)) >= FAR);
        Self { alignment, is_far }
    }

    /// Returns this layout with what `own` says instead.
    pub fn with(self, own: Self) -> Self {
        Self { alignment: own.alignment.or(self.alignment), is_far: own.is_far.or(self.is_far) }
    }
}

impl NumberReference {
    /// Reads the properties of a paragraph.
    pub fn read(properties: &Element<'_>) -> Self {
        let number = properties.word("numPr");
        let value = |name: &str| number.and_then(|number| number.value(name));
        Self {
            number: value("numId").map(str::to_owned),
            level: value("ilvl").and_then(|level| level.parse().ok()),
            ..Self::default()
        }
    }

    /// Returns this reference of a style with what a paragraph says instead.
    pub fn with(&self, own: Self) -> Self {
        match own.number {
            Some(_) => own,
            None => Self { level: own.level, ..self.clone() },
        }
    }

    /// Returns this reference of a style with what `id`, a style based on it, says instead.
    fn based(self, id: &str, own: Self) -> Self {
        let level_of_style = own.level.or(self.level_of_style);
        let mut styles = if own.number.is_some() { Vec::new() } else { self.styles };
        styles.insert(0, id.to_owned());
        Self { number: own.number.or(self.number), level: None, level_of_style, styles }
    }
}

/// Returns the level of heading that `outlineLvl` means: `Some(None)` for text.
pub(super) fn outline(properties: &Element<'_>) -> Option<Option<u8>> {
    let level: u8 = properties.value("outlineLvl")?.parse().ok()?;
    Some((level < 9).then(|| level + 1))
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(root: &Element<'_>, theme: ThemeFonts) -> Self {
        let defaults = root.word("docDefaults").and_then(|defaults| defaults.word("rPrDefault"));
        let base = RunLook::read(defaults.and_then(|defaults| defaults.word("rPr")), &theme);
        let mut written: BTreeMap<&str, &Element<'_>> = BTreeMap::new();
        for style in root.elements().filter(|style| style.name == "style") {
            if let Some(id) = style.attribute("styleId") {
                written.entry(id).or_insert(style);
            }
        }
        let mut styles = Self { theme, ..Self::default() };
        styles.plain.look = base.clone();
        for (id, style) in &written {
            let chain = chain(id, &written);
            match style.attribute("type") {
                Some("character") => {
                    let look = |look: RunLook, (_, style): &(&str, &Element<'_>)| {
                        look.with(&RunLook::read(style.word("rPr"), &styles.theme))
                    };
                    let look = chain.iter().rev().fold(RunLook::default(), look);
                    styles.characters.insert((*id).to_owned(), look);
                }
                Some("numbering") => {
                    let number = style.word("pPr").map(NumberReference::read).unwrap_or_default();
                    styles.lists.extend(number.number.map(|number| ((*id).to_owned(), number)));
                }
                Some("table") => {}
                _ => {
                    let is_default = style.attribute("default").is_some_and(|value| value != "0");
                    let style = paragraph_style(&chain, &base, &styles.theme);
                    if is_default {
                        styles.plain = style.clone();
                    }
                    styles.paragraphs.insert((*id).to_owned(), style);
                }
            }
        }
        styles
    }

    /// Returns the style that a paragraph names.
    pub fn paragraph(&self, id: Option<&str>) -> &ParagraphStyle {
        id.and_then(|id| self.paragraphs.get(id)).unwrap_or(&self.plain)
    }

    /// Returns the look of a style of characters.
    pub fn character(&self, id: &str) -> Option<&RunLook> {
        self.characters.get(id)
    }

    /// Returns the number that a style of lists stands for.
    pub fn list(&self, id: &str) -> Option<&str> {
        self.lists.get(id).map(String::as_str)
    }
}

/// Returns a style and those that it is based on, in this order.
fn chain<'s, 'x>(
    id: &'s str,
    written: &BTreeMap<&'s str, &'s Element<'x>>,
) -> Vec<(&'s str, &'s Element<'x>)> {
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some((id, style)) = next.and_then(|id| written.get_key_value(id)) {
        if chain.len() == LONGEST_CHAIN {
            break;
        }
        chain.push((*id, *style));
        next = style.value("basedOn");
    }
    chain
}

fn paragraph_style(chain: &[(&str, &Element<'_>)], base: &RunLook, theme: &ThemeFonts) -> ParagraphStyle {
    let mut all = ParagraphStyle { look: base.clone(), ..ParagraphStyle::default() };
    let mut level = None;
    for (id, style) in chain.iter().rev() {
        all.look = all.look.with(&RunLook::read(style.word("rPr"), theme));
        let name = style.value("name").unwrap_or_default().trim().to_lowercase();
        if let Some(named) = heading_of(&name) {
            level = Some(Some(named));
        }
        let number = |digits: &str| digits.trim().parse::<u8>().is_ok();
        all.part = part_of(&name).or(all.part);
        all.is_of_item |= name.starts_with("list continue") || name.starts_with("列表接续");
        all.is_caption |= matches!(name.as_str(), "caption" | "题注");
        all.is_contents |=
            name.strip_prefix("toc").is_some_and(number) || name.strip_prefix("目录").is_some_and(number);
        let Some(properties) = style.word("pPr") else { continue };
        all.layout = all.layout.with(Layout::read(properties));
        // A style named `heading 1` is one whatever level it names; `outlineLvl` counts for others.
        if let Some(written) = outline(properties).filter(|_| heading_of(&name) != Some(0)) {
            level = Some(written);
        }
        all.number = std::mem::take(&mut all.number).based(id, NumberReference::read(properties));
    }
    all.outline = level.flatten();
    all
}

/// Returns the level of heading that the name of a style means, 0 for a title.
fn heading_of(name: &str) -> Option<u8> {
    if matches!(name, "title" | "标题" | "文档标题") {
        return Some(0);
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    number.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
