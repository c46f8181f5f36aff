//! The parts of an office document that say who made it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::words;
use crate::problem::Problem;

/// What is removed from a part.
enum Removal {
    /// The text of the elements with these names.
    Text(&'static [&'static str]),
    /// Everything in the root element.
    Everything,
}

/// What is removed from the part `name`, if it is about its maker.
fn removal(name: &str) -> Option<Removal> {
    Some(match name.to_ascii_lowercase().as_str() {
        "docprops/core.xml" => Removal::Text(&["creator", "lastModifiedBy"]),
        "docprops/app.xml" => Removal::Text(&["Company", "Manager", "HyperlinkBase"]),
        // Offices and WPS write account numbers and the user's own fields there.
        "docprops/custom.xml" => Removal::Everything,
        // Open Document.
        "meta.xml" => Removal::Text(&["creator", "initial-creator", "printed-by", "user-defined"]),
        _ => return None,
    })
}

/// Whether a part of an office document is about its maker.
pub(super) fn is_one(name: &str) -> bool {
    removal(name).is_some()
}

/// Returns the part without what names its maker; `None` if it names nobody.
///
/// # Errors
/// The part is not XML as office programs write it.
pub(super) fn cleaned(name: &str, text: &str) -> Result<Option<String>, ()> {
    let Some(removal) = removal(name) else { return Ok(None) };
    let mut reader = Reader::from_str(text);
    let mut written = Writer::new(Vec::new());
    let (mut depth, mut emptied, mut is_changed) = (0_usize, None, false);
    let is_emptied = |tag: &BytesStart<'_>| match removal {
        Removal::Text(names) => names.contains(&tag.local_name().as_ref()),
        Removal::Everything => true,
    };
    loop {
        let event = reader.read_event().map_err(drop)?;
        let is_within = emptied.is_some_and(|from| depth > from);
        match &event {
            Event::DocType(_) => return Err(()),
            Event::Eof if depth > 0 => return Err(()),
            Event::Eof => break,
            Event::Start(tag) => {
                is_changed |= is_within;
                if emptied.is_none() && is_emptied(tag) {
                    emptied = Some(depth);
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) => is_changed |= is_within && !words.trim().is_empty(),
            _ => is_changed |= is_within,
        }
        let closes = matches!(event, Event::End(_)) && emptied == Some(depth);
        if closes {
            emptied = None;
        }
        if !is_within || closes {
            written.write_event(event).map_err(drop)?;
        }
    }
    if !is_changed {
        return Ok(None);
    }
    String::from_utf8(written.into_inner()).map(Some).map_err(drop)
}

/// Reports the author that an OFD document names. It is not changed: most are signed.
pub(super) fn ofd_owner(names: &[String], part: impl FnOnce(&str) -> Result<String, ()>) -> Option<Problem> {
    let name = names.iter().find(|name| name.eq_ignore_ascii_case("OFD.xml"))?;
    let text = part(name).ok()?;
    let mut reader = Reader::from_str(&text);
    let mut is_author = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => is_author = tag.local_name().as_ref() == "Author",
            Event::Text(words) if is_author && !words.trim().is_empty() => {
                return Some(words::owner_of_page_file(words.trim()));
            }
            Event::Eof => return None,
            _ => is_author = false,
        }
    }
}
