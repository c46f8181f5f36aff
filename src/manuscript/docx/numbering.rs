//! Computes the numbers that Word prints before paragraphs: they are not in the text.
//!
//! A paragraph names a *numbering* (`w:num`) and a level. A numbering refers to a *definition*
//! (`w:abstractNum`) and may begin levels with other numbers. All numberings of a definition share
//! its counters: where a later list goes on from an earlier one, it has another numbering of the
//! same definition.

use std::collections::{BTreeMap, BTreeSet};

use super::number_format::print;
use super::styles::NumberReference;
use super::xml::{Element, Family};

/// The number of levels that a definition has.
const LEVELS: usize = 9;
/// Maximum number of definitions that stand for each other by way of styles.
const LONGEST_CHAIN: usize = 5;

/// What is printed before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedNumber {
    /// The definition.
    pub definition: String,
    pub level: usize,
    pub mark: Mark,
}

/// A printed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A dot or another sign.
    Bullet,
    /// `1.` or `1)`.
    Plain {
        number: u32,
        /// As it is printed.
        text: String,
    },
    /// Any other: `（一）`, `第三条`.
    Text {
        text: String,
        /// Whether the file sets a gap after it.
        has_gap: bool,
    },
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    has_gap: bool,
    /// Whether all numbers in its text are printed in digits.
    is_legal: bool,
    /// The number of levels whose use begins it again; `None` for all above it.
    restart: Option<usize>,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("none".to_owned(), String::new());
        Self { start: 1, format, text, has_gap: true, is_legal: false, restart: None, style: None }
    }
}

#[derive(Debug, Clone, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The style of lists whose definition it takes.
    link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Instance {
    definition: String,
    starts: [Option<u32>; LEVELS],
    levels: BTreeMap<usize, Level>,
}

/// All numberings of a document, and what they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Definition>,
    instances: BTreeMap<String, Instance>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The numberings and levels that have begun with a number of their own.
    begun: BTreeSet<(String, usize)>,
    /// Formats that are unknown, and printed in digits.
    pub unknown: BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`. `of_style` returns the numbering of a style of lists.
    pub fn read<'s>(root: &Element<'_>, of_style: impl Fn(&str) -> Option<&'s str>) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match element.name {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    numbering.definitions.insert(id.to_owned(), definition(element));
                }
                "num" => {
                    let Some(id) = element.attribute("numId") else { continue };
                    numbering.instances.insert(id.to_owned(), instance(element));
                }
                _ => {}
            }
        }
        numbering.follow_links(of_style);
        numbering
    }

    /// Lets each numbering refer to the definition that its own one only stands for.
    fn follow_links<'s>(&mut self, of_style: impl Fn(&str) -> Option<&'s str>) {
        let direct: BTreeMap<String, String> =
            self.instances.iter().map(|(id, instance)| (id.clone(), instance.definition.clone())).collect();
        for instance in self.instances.values_mut() {
            for _ in 0..LONGEST_CHAIN {
                let link = self.definitions.get(&instance.definition).and_then(|one| one.link.as_deref());
                let next = link.and_then(&of_style).and_then(|number| direct.get(number));
                let Some(next) = next else { break };
                instance.definition.clone_from(next);
            }
        }
    }

    /// Counts a paragraph, and returns what is printed before it.
    pub fn next(&mut self, reference: &NumberReference) -> Option<PrintedNumber> {
        // 0 switches the number of a style off.
        let id = reference.number.as_ref().filter(|id| *id != "0")?;
        let instance = self.instances.get(id)?;
        let definition = self.definitions.get(&instance.definition)?;
        let levels: Vec<&Level> = definition
            .levels
            .iter()
            .enumerate()
            .map(|(number, level)| instance.levels.get(&number).unwrap_or(level))
            .collect();
        let of_style = |style: &String| levels.iter().position(|level| level.style.as_ref() == Some(style));
        let named = || reference.styles.iter().find_map(of_style);
        let level = reference.level.or_else(named).or(reference.level_of_style).unwrap_or(0);
        let level = level.min(LEVELS - 1);
        let own = levels.get(level)?;
        let start_of = |number: usize| {
            let own = instance.starts.get(number).copied().flatten();
            own.or_else(|| levels.get(number).map(|level| level.start)).unwrap_or(1)
        };
        let counters = self.counters.entry(instance.definition.clone()).or_default();
        let begins =
            instance.starts.get(level).copied().flatten().is_some() && self.begun.insert((id.clone(), level));
        let counter = counters.get_mut(level)?;
        let value = match *counter {
            Some(value) if !begins => value.saturating_add(1),
            _ => start_of(level),
        };
        *counter = Some(value);
        for (number, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.get(number).and_then(|level| level.restart);
            if restart.is_none_or(|levels| level < levels) {
                *counter = None;
            }
        }
        let value_of =
            |number: usize| counters.get(number).copied().flatten().unwrap_or_else(|| start_of(number));
        let mark = mark(level, own, &levels, value_of, &mut self.unknown)?;
        Some(PrintedNumber { definition: instance.definition.clone(), level, mark })
    }
}

/// Prints the text of a level: `第%1条`.
fn mark(
    level: usize,
    own: &Level,
    levels: &[&Level],
    value_of: impl Fn(usize) -> u32,
    unknown: &mut BTreeSet<String>,
) -> Option<Mark> {
    if own.format == "bullet" {
        return (!own.text.trim().is_empty()).then_some(Mark::Bullet);
    }
    let mut text = String::new();
    let mut pieces = own.text.split('%');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digit = piece.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0);
        let Some(digit) = digit.and_then(|digit| usize::try_from(digit).ok()) else {
            text.push('%');
            text.push_str(piece);
            continue;
        };
        let number = digit - 1;
        let format = levels.get(number).map_or("decimal", |level| level.format.as_str());
        let format = if own.is_legal && format != "none" { "decimal" } else { format };
        let value = value_of(number);
        let printed = print(format, value).unwrap_or_else(|| {
            unknown.insert(format.to_owned());
            value.to_string()
        });
        text.push_str(&printed);
        text.push_str(piece.get(1..).unwrap_or_default());
    }
    let number = value_of(level);
    if own.format == "decimal" && (text == format!("{number}.") || text == format!("{number})")) {
        return Some(Mark::Plain { number, text });
    }
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(Mark::Text { text, has_gap: own.has_gap })
}

fn definition(element: &Element<'_>) -> Definition {
    let mut definition =
        Definition { link: element.value("numStyleLink").map(str::to_owned), ..Definition::default() };
    for level in element.elements().filter(|level| level.name == "lvl") {
        if let Some(place) = number_of(level).and_then(|number| definition.levels.get_mut(number)) {
            *place = read_level(level);
        }
    }
    definition
}

fn instance(element: &Element<'_>) -> Instance {
    let definition = element.value("abstractNumId").unwrap_or_default().to_owned();
    let mut instance = Instance { definition, ..Instance::default() };
    for other in element.elements().filter(|other| other.name == "lvlOverride") {
        let Some(number) = number_of(other).filter(|number| *number < LEVELS) else { continue };
        if let Some(level) = other.word("lvl") {
            instance.levels.insert(number, read_level(level));
        }
        let start = other.value("startOverride").and_then(|start| start.parse().ok());
        if let Some(place) = instance.starts.get_mut(number) {
            *place = start;
        }
    }
    instance
}

fn number_of(level: &Element<'_>) -> Option<usize> {
    level.attribute("ilvl")?.parse().ok()
}

fn read_level(level: &Element<'_>) -> Level {
    // A format of Word 2010 is wrapped together with one that older programs know.
    let wrapped = || {
        let fallback = level.child(Family::Compatibility, "AlternateContent")?;
        fallback.child(Family::Compatibility, "Fallback")?.value("numFmt")
    };
    let value = |name: &str| level.value(name);
    Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: value("numFmt").or_else(wrapped).unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        has_gap: value("suff") != Some("nothing"),
        is_legal: level.flag("isLgl") == Some(true),
        restart: value("lvlRestart").and_then(|levels| levels.parse().ok()),
        style: value("pStyle").map(str::to_owned),
    }
}
