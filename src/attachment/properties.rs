//! The parts of an office document that say who made it, and on which computer.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::words;
use crate::problem::Problem;

/// What is removed from a part.
#[derive(Default)]
struct Removal {
    /// The text of the elements with these names.
    texts: &'static [&'static str],
    /// The values of these attributes: an element, and its attribute.
    values: &'static [(&'static str, &'static str)],
    /// Whether everything in the root element goes.
    is_all: bool,
    /// Whether the folder of the document's template goes.
    is_template: bool,
}

/// What is removed from the part `name`, if it is about its maker. `has` tells whether the document
/// has a part whose name begins so.
fn removal(name: &str, has: impl Fn(&str) -> bool) -> Option<Removal> {
    let none = Removal::default();
    Some(match name.to_ascii_lowercase().as_str() {
        // Those who changed slides, which PowerPoint writes for authors who work at the same time.
        name if name.starts_with("ppt/changesinfos/") && name.ends_with(".xml") => {
            Removal { values: &[("chgData", "name"), ("chgData", "userId")], ..none }
        }
        // The same as core.xml, where programs for .NET put it.
        name if name.ends_with(".psmdcp") => Removal { texts: &["creator", "lastModifiedBy"], ..none },
        "docprops/core.xml" => Removal { texts: &["creator", "lastModifiedBy"], ..none },
        "docprops/app.xml" => Removal { texts: &["Company", "Manager", "HyperlinkBase"], ..none },
        // Offices and WPS write account numbers and the user's own fields there.
        "docprops/custom.xml" => Removal { is_all: true, ..none },
        // Open Document.
        "meta.xml" => Removal {
            texts: &["creator", "initial-creator", "printed-by", "user-defined"],
            values: &[("template", "xlink:href")],
            ..none
        },
        // Where the workbook was stored, and who reserved it: nothing that a sheet shows.
        "xl/workbook.xml" => Removal { values: &[("absPath", "url"), ("fileSharing", "userName")], ..none },
        "word/_rels/settings.xml.rels" => Removal { is_template: true, ..none },
        // Accounts of those who wrote comments and changes, whose names are there, too.
        "word/people.xml" => Removal { is_all: true, ..none },
        // Of comments that are not there any more.
        "ppt/commentauthors.xml" | "ppt/authors.xml" if !has("ppt/comments/") => {
            Removal { is_all: true, ..none }
        }
        "xl/persons/person.xml" if !has("xl/threadedComments/") => Removal { is_all: true, ..none },
        _ => return None,
    })
}

/// Whether a part of a document with the parts `names` is about its maker.
pub(super) fn is_one(name: &str, names: &[String]) -> bool {
    removal(name, |begin| has(names, begin)).is_some()
}

/// Whether a part has a name that begins so.
pub(super) fn has(names: &[String], begin: &str) -> bool {
    names.iter().any(|name| name.starts_with(begin))
}

/// Returns the part without what names its maker; `None` if it names nobody.
///
/// # Errors
/// The part is not XML as office programs write it.
pub(super) fn cleaned(name: &str, names: &[String], text: &str) -> Result<Option<String>, ()> {
    let Some(removal) = removal(name, |begin| has(names, begin)) else { return Ok(None) };
    let mut reader = Reader::from_str(text);
    let mut written = Writer::new(Vec::new());
    let (mut depth, mut emptied, mut is_changed) = (0_usize, None, false);
    let is_emptied =
        |tag: &BytesStart<'_>| removal.is_all || removal.texts.contains(&tag.local_name().as_ref());
    loop {
        let event = reader.read_event().map_err(drop)?;
        let is_within = emptied.is_some_and(|from| depth > from);
        let mut other = None;
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
                other = removal.without_values(tag)?.map(Event::Start);
            }
            Event::Empty(tag) => {
                is_changed |= is_within;
                other = removal.without_values(tag)?.map(Event::Empty);
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) => is_changed |= is_within && !words.trim().is_empty(),
            _ => is_changed |= is_within,
        }
        let closes = matches!(event, Event::End(_)) && emptied == Some(depth);
        if closes {
            emptied = None;
        }
        is_changed |= other.is_some();
        if !is_within || closes {
            written.write_event(other.unwrap_or(event)).map_err(drop)?;
        }
    }
    if !is_changed {
        return Ok(None);
    }
    String::from_utf8(written.into_inner()).map(Some).map_err(drop)
}

impl Removal {
    /// The tag without the values that are removed; `None` if it has none of them.
    fn without_values(&self, tag: &BytesStart<'_>) -> Result<Option<BytesStart<'static>>, ()> {
        let element = tag.local_name();
        let names: Vec<&str> =
            self.values.iter().filter(|(of, _)| *of == element.as_ref()).map(|(_, name)| *name).collect();
        let is_template = self.is_template && element.as_ref() == "Relationship" && is_template(tag)?;
        if names.is_empty() && !is_template {
            return Ok(None);
        }
        let (mut kept, mut is_changed) = (BytesStart::new(tag.name().as_ref().to_owned()), false);
        for attribute in tag.attributes().with_checks(false) {
            let Attribute { key, value: was } = attribute.map_err(drop)?;
            let value = match key.as_ref() {
                // Word looks for a template of this name in its own folder.
                "Target" if is_template && was.contains(['/', '\\']) => "Normal.dotm",
                name if names.contains(&name) => "",
                _ => &was,
            };
            is_changed |= value != was;
            // The value as it is written, within marks that are double now.
            let value = value.replace('"', "&quot;").into();
            kept.push_attribute(Attribute { key, value });
        }
        Ok(is_changed.then_some(kept))
    }
}

/// Whether a relationship leads to the template of a document.
fn is_template(tag: &BytesStart<'_>) -> Result<bool, ()> {
    let kind = tag.try_get_attribute("Type").map_err(drop)?;
    Ok(kind.is_some_and(|kind| kind.value.ends_with("/attachedTemplate")))
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
