//! Reads the purposes of pictures that a theme declares under `pictures:` in `theme.yaml`.
//!
//! A photo is published in several widths, and a browser takes the one that it needs. How wide it
//! is shown, and in which shape, only the theme knows: it declares each place once, and templates
//! name it, as in `picture(of=page.cover, for="cover")`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::problem::{Problem, SourceText};
use crate::source::yaml::{self, Node, Part, Step};

/// The key in `theme.yaml`.
const KEY: &str = "pictures";
/// The purpose of a picture in full, for those that are enlarged or that no template names.
const FULL: &str = "full";
/// The purpose of a picture in a text.
const BODY: &str = "body";
/// Widths where a theme declares none, in pixels.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// The narrowest and the widest width that a theme may declare, in pixels.
const LIMITS: std::ops::RangeInclusive<u32> = 16..=4096;

/// A place of a theme that shows pictures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Purpose {
    /// Widths in pixels, from the narrowest to the widest.
    pub widths: Vec<u32>,
    /// Width to height of what is cut out; `None` for the whole picture.
    pub ratio: Option<(u32, u32)>,
    /// How wide it is shown, as HTML's attribute `sizes` says it.
    pub sizes: String,
}

impl Purpose {
    /// Returns the widest width.
    pub fn widest(&self) -> u32 {
        self.widths.last().copied().unwrap_or(WIDTHS[2])
    }
}

/// The purposes of a theme and of those under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purposes {
    full: Purpose,
    body: Purpose,
    others: BTreeMap<String, Purpose>,
}

impl Default for Purposes {
    fn default() -> Self {
        let whole = |widths: &[u32], sizes: &str| Purpose {
            widths: widths.to_vec(),
            ratio: None,
            sizes: sizes.to_owned(),
        };
        Self {
            full: whole(&WIDTHS[2..], "100vw"),
            body: whole(&WIDTHS, "(max-width: 800px) 100vw, 800px"),
            others: BTreeMap::new(),
        }
    }
}

impl Purposes {
    /// Returns a purpose by its name.
    pub fn get(&self, name: &str) -> Option<&Purpose> {
        match name {
            FULL => Some(&self.full),
            BODY => Some(&self.body),
            other => self.others.get(other),
        }
    }

    /// Returns the names of all purposes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [FULL, BODY].into_iter().chain(self.others.keys().map(String::as_str))
    }

    /// Returns the purpose of a picture in full.
    pub fn full(&self) -> &Purpose {
        &self.full
    }

    /// Adds the purposes of a theme, which replace those of the same name.
    pub(super) fn add(&mut self, declared: Vec<(String, Purpose)>) {
        for (name, purpose) in declared {
            match name.as_str() {
                FULL => self.full = purpose,
                BODY => self.body = purpose,
                _ => drop(self.others.insert(name, purpose)),
            }
        }
    }
}

/// Reads the `pictures:` of a `theme.yaml`, parsed into `node`.
///
/// # Errors
/// All mistakes in the declarations.
pub(super) fn declared(text: &SourceText<'_>, node: &Node) -> Result<Vec<(String, Purpose)>, Vec<Problem>> {
    let Some(pictures) = node.get(KEY) else { return Ok(Vec::new()) };
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    let mistake = |steps: &[Step]| {
        Problem::error(
            "theme/picture",
            "看不懂这一种图片的声明",
            "this declaration of a picture is not understood",
        )
        .help(
            "写成“名称: {widths: [480, 960], ratio: \"4:3\"}”，详见 dangjian explain theme/picture",
            "write `cover: {widths: [480, 960], ratio: \"4:3\"}`; see `dangjian explain theme/picture`",
        )
        .at(text, yaml::locate(text.text(), steps, Part::Value))
    };
    if !matches!(pictures, Node::Mapping(_) | Node::Null) {
        problems.push(mistake(&[Step::Key(KEY.into())]));
    }
    for (name, node) in pictures.entries() {
        match purpose(node) {
            Some(purpose) => read.push((name.clone(), purpose)),
            None => problems.push(mistake(&[Step::Key(KEY.into()), Step::Key(name.clone())])),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}

fn purpose(node: &Node) -> Option<Purpose> {
    let Node::Mapping(entries) = node else { return None };
    if entries.iter().any(|(key, _)| !["widths", "ratio", "sizes"].contains(&key.as_str())) {
        return None;
    }
    let mut widths = match node.get("widths") {
        None => WIDTHS.to_vec(),
        Some(node) => node.items().iter().map(width).collect::<Option<Vec<_>>>()?,
    };
    widths.sort_unstable();
    widths.dedup();
    let ratio = match node.get("ratio") {
        None => None,
        Some(node) => Some(ratio(node.as_str()?)?),
    };
    let sizes = match node.get("sizes") {
        None => "100vw".to_owned(),
        Some(node) => node.as_str()?.to_owned(),
    };
    (!widths.is_empty()).then_some(Purpose { widths, ratio, sizes })
}

fn width(node: &Node) -> Option<u32> {
    let Node::Integer(width) = node else { return None };
    u32::try_from(*width).ok().filter(|width| LIMITS.contains(width))
}

/// Reads a ratio such as `4:3`.
fn ratio(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once([':', '：', '/'])?;
    let side = |side: &str| side.trim().parse().ok().filter(|side| (1..=100).contains(side));
    Some((side(width)?, side(height)?))
}

/// Steps of each of red, green and blue in the colours behind pictures that are not loaded yet.
const STEPS: u8 = 4;

/// Returns the class of the style sheet that has a colour near this one, `tone-321` for `#c89646`;
/// `None` if it is not a colour. A page may not contain styles, so the colours are classes.
pub fn tone_class(colour: &str) -> Option<String> {
    let colour = u32::from_str_radix(colour.strip_prefix('#')?, 16).ok()?;
    let [_, red, green, blue] = colour.to_be_bytes();
    let step = |part: u8| part / (u8::MAX / STEPS + 1);
    Some(format!("tone-{}{}{}", step(red), step(green), step(blue)))
}

/// Writes the classes of [`tone_class`].
pub(super) fn tone_style() -> String {
    let mut style = String::new();
    let steps = || 0..STEPS;
    for (red, green, blue) in
        steps().flat_map(|red| steps().flat_map(move |green| steps().map(move |blue| (red, green, blue))))
    {
        let part = |step: u8| step * (u8::MAX / STEPS + 1) + (u8::MAX / STEPS / 2);
        let [r, g, b] = [red, green, blue].map(part);
        let _ = writeln!(style, ".tone-{red}{green}{blue} {{ background-color: #{r:02x}{g:02x}{b:02x}; }}");
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Purpose)>, Vec<Problem>> {
        let source = SourceText::new("theme.yaml", text);
        let node = yaml::parse(&source, 0..text.len()).unwrap();
        declared(&source, &node)
    }

    #[test]
    fn a_purpose_has_widths_in_order_a_ratio_and_sizes() {
        let read =
            read("pictures:\n  cover: {widths: [640, 320, 640], ratio: \"3:2\", sizes: 50vw}\n").unwrap();
        let cover = Purpose { widths: vec![320, 640], ratio: Some((3, 2)), sizes: "50vw".into() };
        assert_eq!(read, [("cover".to_owned(), cover)]);
    }

    #[test]
    fn a_theme_replaces_the_purposes_of_the_one_under_it() {
        let mut all = Purposes::default();
        assert_eq!(all.full().widest(), 1600);
        all.add(read("pictures: {full: {widths: [1200]}}").unwrap());
        assert_eq!((all.full().widest(), all.get("body").map(Purpose::widest)), (1200, Some(1600)));
    }

    #[test]
    fn mistakes_say_where_they_are() {
        for wrong in [
            "{widths: []}",
            "{widths: [0]}",
            "{widths: [9999]}",
            "{widths: wide}",
            "{ratio: 4}",
            "{ratio: \"0:3\"}",
            "{width: [480]}",
            "480",
        ] {
            let problems = read(&format!("name: 甲\npictures:\n  body: {wrong}\n")).unwrap_err();
            let [problem] = problems.as_slice() else { panic!("{wrong}: {problems:?}") };
            let place = problem.place.as_ref().unwrap();
            assert_eq!((problem.code, place.line, place.column), ("theme/picture", 3, 9), "{wrong}");
        }
        assert_eq!(read("pictures: [480]").unwrap_err().len(), 1);
    }

    #[test]
    fn every_colour_has_a_class_of_the_style_sheet_near_it() {
        let style = tone_style();
        for (colour, class) in [("#000000", "tone-000"), ("#ffffff", "tone-333"), ("#c89646", "tone-321")] {
            assert_eq!(tone_class(colour).as_deref(), Some(class));
            assert!(style.contains(&format!(".{class} {{")), "{class}");
        }
        assert!(style.contains(".tone-333 { background-color: #dfdfdf; }"), "{style}");
    }
}
