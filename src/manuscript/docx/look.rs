//! Reads how runs of words look.

use std::rc::Rc;

use super::xml::{Element, Family};
use crate::manuscript::inline::{Marks, Script};

/// The fonts that a theme names, by the names that styles use for them.
#[derive(Debug, Clone, Default)]
pub(super) struct ThemeFonts {
    pub major: Option<Rc<str>>,
    pub minor: Option<Rc<str>>,
}

impl ThemeFonts {
    /// Reads the fonts for Chinese of a theme.
    pub fn read(theme: &Element<'_>) -> Self {
        let font = |name: &str| {
            let fonts = theme.descendants().find(|element| element.is(Family::Drawing, name))?;
            let face = |element: &Element<'_>| {
                let face = element.attribute("typeface")?;
                (!face.is_empty()).then(|| Rc::from(face))
            };
            let east = fonts.child(Family::Drawing, "ea").and_then(face);
            let script = || fonts.elements().find(|font| font.attribute("script") == Some("Hans"));
            east.or_else(|| script().and_then(face))
        };
        Self { major: font("majorFont"), minor: font("minorFont") }
    }

    fn find(&self, name: &str) -> Option<Rc<str>> {
        if name.starts_with("major") { self.major.clone() } else { self.minor.clone() }
    }
}

/// How words look, where that is said: `None` leaves it to what is around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RunLook {
    pub is_bold: Option<bool>,
    pub is_italic: Option<bool>,
    pub is_struck: Option<bool>,
    pub is_hidden: Option<bool>,
    pub is_underlined: Option<bool>,
    pub script: Option<Script>,
    /// In half points.
    pub size: Option<u16>,
    /// The font of Chinese words.
    pub font: Option<Rc<str>>,
    /// The font of others, which may be one of symbols.
    pub latin: Option<Rc<str>>,
}

impl RunLook {
    /// Reads the properties of a run: `<w:rPr>`.
    pub fn read(properties: Option<&Element<'_>>, theme: &ThemeFonts) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let flag = |name: &str| properties.flag(name);
        let fonts = properties.word("rFonts");
        let named = |name: &str| fonts.and_then(|fonts| fonts.attribute(name)).map(Rc::from);
        let of_theme = || theme.find(fonts?.attribute("eastAsiaTheme")?);
        let is_struck = match (flag("strike"), flag("dstrike")) {
            (None, None) => None,
            (one, other) => Some(one == Some(true) || other == Some(true)),
        };
        Self {
            is_bold: flag("b"),
            is_italic: flag("i"),
            is_struck,
            is_hidden: flag("vanish"),
            is_underlined: flag("u"),
            script: properties.value("vertAlign").map(|value| match value {
                "superscript" => Script::Super,
                "subscript" => Script::Sub,
                _ => Script::Normal,
            }),
            size: properties.value("sz").and_then(|size| size.parse().ok()),
            font: of_theme().or_else(|| named("eastAsia")),
            latin: named("ascii").or_else(|| named("hAnsi")),
        }
    }

    /// Returns this look with what `own` says instead.
    pub fn with(&self, own: &Self) -> Self {
        Self {
            is_bold: own.is_bold.or(self.is_bold),
            is_italic: own.is_italic.or(self.is_italic),
            is_struck: own.is_struck.or(self.is_struck),
            is_hidden: own.is_hidden.or(self.is_hidden),
            is_underlined: own.is_underlined.or(self.is_underlined),
            script: own.script.or(self.script),
            size: own.size.or(self.size),
            font: own.font.clone().or_else(|| self.font.clone()),
            latin: own.latin.clone().or_else(|| self.latin.clone()),
        }
    }

    /// Returns this look, of the style of a paragraph, with that of a style of characters. Bold in
    /// bold is not bold, and not bold in bold is: each that is true switches (ISO 29500-1, 17.7.3).
    pub fn toggled(&self, character: &Self) -> Self {
        let switch = |outer: Option<bool>, own: Option<bool>| match (outer, own) {
            (Some(true), Some(own)) => Some(!own),
            (outer, own) => own.or(outer),
        };
        Self {
            is_bold: switch(self.is_bold, character.is_bold),
            is_italic: switch(self.is_italic, character.is_italic),
            is_struck: switch(self.is_struck, character.is_struck),
            is_hidden: switch(self.is_hidden, character.is_hidden),
            ..self.with(character)
        }
    }

    /// Returns the marks of words that look so.
    pub fn marks(&self) -> Marks {
        Marks {
            is_bold: self.is_bold == Some(true),
            is_italic: self.is_italic == Some(true),
            is_struck: self.is_struck == Some(true),
            script: self.script.unwrap_or_default(),
        }
    }
}
