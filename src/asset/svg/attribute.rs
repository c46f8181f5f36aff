//! Which attributes of a drawing stay.

use super::css::{self, is_embedded_picture};
use super::words::Removal;

/// Whether an attribute stays, or else what it is that is removed; nothing where nobody misses it.
pub(super) enum Verdict {
    Keep,
    /// It stays, without the metadata of the photo that it holds.
    KeepPicture,
    /// It stays, without the metadata of the photos in its addresses: `fill="url(data:…)"`.
    KeepStyle,
    Drop(Option<Removal>),
}

/// The namespace of links.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The namespace of drawings.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

pub(super) fn verdict(element: &str, name: &str, value: &str) -> Verdict {
    let keep_if = |is_kept: bool, removal| if is_kept { Verdict::Keep } else { Verdict::Drop(removal) };
    let lower = name.to_ascii_lowercase();
    let local = lower.rsplit(':').next().unwrap_or(&lower);
    if local.starts_with("on") {
        return Verdict::Drop(Some(Removal::Handler(name.to_owned())));
    }
    if local == "href" || local == "src" {
        let is_kept = is_kept_address(element, value);
        let is_picture = is_kept && matches!(element, "image" | "feImage") && value.contains(',');
        return if is_picture { Verdict::KeepPicture } else { keep_if(is_kept, Some(Removal::Outside)) };
    }
    match lower.split_once(':') {
        _ if lower == "xmlns" => keep_if(value.trim() == SVG, None),
        Some(("xmlns", _)) => keep_if(value == XLINK || value == SVG, None),
        // What drawing programs write for themselves: names of folders, users and versions.
        Some(("xml", "base")) => Verdict::Drop(Some(Removal::Outside)),
        Some(("xml" | "xlink", _)) => Verdict::Keep,
        Some(_) => Verdict::Drop(None),
        // The source of the whole document, which draw.io puts here, and notes of programs.
        None if lower == "content" || lower.starts_with("data-") => Verdict::Drop(None),
        // Names and descriptions, which are no styles whatever they say.
        None if matches!(lower.as_str(), "id" | "class") || lower.starts_with("aria-") => Verdict::Keep,
        // A colour or a filter may name an address, too: `fill="url(#a)"`.
        None if css::is_kept(value) => Verdict::KeepStyle,
        None => Verdict::Drop(Some(Removal::Outside)),
    }
}

/// Whether an address leads to a part of the drawing, or, of a picture, holds that picture. A link
/// that a reader follows may lead to a page.
fn is_kept_address(element: &str, value: &str) -> bool {
    // Browsers ignore control characters and spaces in an address.
    let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let plain = plain.to_ascii_lowercase();
    if plain.is_empty() || plain.starts_with('#') {
        return true;
    }
    match element {
        "image" | "feImage" => is_embedded_picture(&plain),
        "a" => plain.starts_with("https:") || plain.starts_with("http:") || plain.starts_with("mailto:"),
        _ => false,
    }
}
