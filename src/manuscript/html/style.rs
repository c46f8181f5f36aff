//! Reads the looks that tags and `style` attributes give to words.

use scraper::ElementRef;

use super::super::inline::{Marks, Script};
use super::super::model::{Alignment, Look};

/// Returns the value of a property in a `style` attribute: `text-align:center`.
pub(super) fn property<'e>(element: &ElementRef<'e>, name: &str) -> Option<&'e str> {
    let style = element.value().attr("style")?;
    // The last declaration counts.
    style.split(';').rev().find_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        property.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Whether an element is no text on any page.
pub(super) fn is_never_shown(element: &ElementRef<'_>) -> bool {
    let never = [
        "script", "style", "head", "noscript", "template", "title", "meta", "link", "button", "select",
        "textarea", "input",
    ];
    never.contains(&element.value().name())
}

/// Whether readers do not see an element. `visibility` does not count: pages of WeChat have it on
/// their whole text until a script takes it away.
pub(super) fn is_hidden(element: &ElementRef<'_>) -> bool {
    let is = |name, hidden: &str| {
        let value = property(element, name).and_then(|value| value.get(..hidden.len()));
        value.is_some_and(|value| value.eq_ignore_ascii_case(hidden))
    };
    is("display", "none") || is("mso-hide", "all") || element.value().attr("hidden").is_some()
}

/// Adds the marks of an element to those around it.
pub(super) fn marks(element: &ElementRef<'_>, around: Marks) -> Marks {
    let mut marks = around;
    match element.value().name() {
        "b" | "strong" => marks.is_bold = true,
        "i" | "em" | "cite" | "dfn" => marks.is_italic = true,
        "s" | "strike" | "del" => marks.is_struck = true,
        "sup" => marks.script = Script::Super,
        "sub" => marks.script = Script::Sub,
        _ => {}
    }
    if let Some(weight) = property(element, "font-weight") {
        let number = weight.parse::<u32>().ok();
        marks.is_bold = weight.starts_with("bold") || number.is_some_and(|number| number >= 600);
    }
    if let Some(style) = property(element, "font-style") {
        marks.is_italic = style.starts_with("italic") || style.starts_with("oblique");
    }
    if property(element, "text-decoration").is_some_and(|line| line.contains("line-through")) {
        marks.is_struck = true;
    }
    match property(element, "vertical-align") {
        Some("super") => marks.script = Script::Super,
        Some("sub") => marks.script = Script::Sub,
        _ => {}
    }
    marks
}

/// Returns how the lines of a block are set, if it says so.
pub(super) fn alignment(element: &ElementRef<'_>) -> Option<Alignment> {
    let value = property(element, "text-align").or_else(|| element.value().attr("align"));
    if element.value().name() == "center" {
        return Some(Alignment::Center);
    }
    match value?.to_ascii_lowercase().as_str() {
        "center" | "-webkit-center" => Some(Alignment::Center),
        "right" | "end" => Some(Alignment::End),
        _ => Some(Alignment::Start),
    }
}

/// Adds the size and the font of an element to those around it.
pub(super) fn look(element: &ElementRef<'_>, around: &Look) -> Look {
    let mut look = around.clone();
    if let Some(size) = property(element, "font-size").and_then(half_points) {
        look.size = Some(size);
    }
    let font = property(element, "font-family").or_else(|| property(element, "mso-fareast-font-family"));
    if let Some(font) = font.and_then(|fonts| fonts.split(',').next()) {
        look.font = Some(font.trim_matches(['"', '\'', ' ']).to_owned());
    }
    if element
        .value()
        .attr("class")
        .is_some_and(|class| class.split_whitespace().any(|class| class == "MsoTitle"))
    {
        look.outline = Some(0);
    }
    look
}

/// Reads a size in points or pixels as half points: `16.0pt` is 32, `24px` is 36.
fn half_points(size: &str) -> Option<u16> {
    let size = size.trim();
    let (number, factor) = match size.strip_suffix("pt") {
        Some(number) => (number, 2.0),
        None => (size.strip_suffix("px")?, 1.5),
    };
    let size = number.trim().parse::<f32>().ok()? * factor;
    // A cast saturates; no size is negative.
    (size.is_finite() && (1.0..2000.0).contains(&size)).then_some(size.round() as u16)
}

/// Returns the sign of a task in a list, which a page shows as a box that can't be changed.
pub(super) fn task(element: ElementRef<'_>) -> Option<&'static str> {
    let has = |name: &str| element.value().attr(name).is_some();
    let is_box = element.value().name() == "input" && element.value().attr("type") == Some("checkbox");
    (is_box && has("disabled")).then(|| if has("checked") { "☑" } else { "☐" })
}

/// Whether an element has a class.
pub(super) fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}

/// Returns how the words of a cell are set, if its class says so.
pub(super) fn cell_alignment(cell: ElementRef<'_>) -> Option<Alignment> {
    [("right", Alignment::End), ("center", Alignment::Center), ("left", Alignment::Start)]
        .into_iter()
        .find_map(|(class, alignment)| has_class(cell, class).then_some(alignment))
}
