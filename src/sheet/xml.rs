//! Walks through the XML of a workbook.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is met on the way. Names are without their namespace.
pub(super) enum Piece<'x> {
    Open(&'x str, &'x BytesStart<'x>),
    Close(&'x str),
    Text(&'x str),
}

/// Calls `meet` for each piece; an empty element is opened and closed. `None` if the text is not
/// well-formed, declares anything of its own, or `meet` ends the walk with `None`.
pub(super) fn walk(text: &str, mut meet: impl FnMut(Piece<'_>) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                meet(Piece::Open(tag.local_name().as_ref(), &tag))?;
            }
            Event::Empty(tag) => {
                meet(Piece::Open(tag.local_name().as_ref(), &tag))?;
                meet(Piece::Close(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => {
                depth = depth.checked_sub(1)?;
                meet(Piece::Close(tag.local_name().as_ref()))?;
            }
            Event::Text(words) => meet(Piece::Text(&words))?,
            Event::CData(words) => meet(Piece::Text(&words))?,
            Event::GeneralRef(name) => {
                let reference = format!("&{};", &*name);
                meet(Piece::Text(&quick_xml::escape::unescape(&reference).ok()?))?;
            }
            Event::DocType(_) => return None,
            Event::Eof => return (depth == 0).then_some(()),
            _ => {}
        }
    }
}

/// Returns an attribute, by its name without namespace.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}
