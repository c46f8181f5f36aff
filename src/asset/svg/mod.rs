//! Removes from an SVG drawing what could run in the reader's browser or ask other hosts: scripts,
//! event handlers, foreign content, references to elsewhere, entities.
//!
//! A drawing is a document: opened by itself it is as powerful as a page. So it is read as XML, and
//! written again with the elements and attributes that draw. Elements that are not known are left
//! out, because browsers learn new ones.

mod attribute;
mod css;
mod element;
mod embedded;
mod entity;
mod lost;
mod note;
mod words;

use std::cell::Cell;
use std::collections::HashSet;

use quick_xml::escape::{escape, partial_escape};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use self::attribute::Verdict;
use self::element::{ANIMATIONS, DESCRIPTIONS, ELEMENTS};
use self::embedded::{Picture, Styles};
use self::entity::{entities, is_built_in, of_html};
use self::words::{Removal, Removed};
use crate::problem::{Problem, SourceText};

/// Deeper elements are not drawn by browsers either.
const DEEPEST: usize = 256;
/// Maximum length in bytes of all texts that are written in place of entities.
const LONGEST_EXPANSION: usize = 1 << 20;
/// Maximum number of prefixes of a root that are known as those of drawings.
const MOST_PREFIXES: usize = 8;

/// A drawing that was cleaned.
#[derive(Debug)]
pub(super) struct Drawing {
    /// Its bytes; `None` if nothing was removed.
    pub text: Option<String>,
    /// What was removed that readers or the writer might miss, with places in the file.
    pub problems: Vec<Problem>,
}

/// Cleans a drawing. What is behind a mistake in its XML is left out: no browser shows it.
pub(super) fn cleaned(file: &str, text: &str) -> Drawing {
    let mut cleaner = Cleaner {
        text,
        written: Writer::new(Vec::with_capacity(text.len())),
        open: Vec::new(),
        is_changed: false,
        removed: Vec::new(),
        entities: Vec::new(),
        expanded: Cell::new(0),
        prefixes: Vec::new(),
        has_root: false,
    };
    let is_whole = cleaner.run().is_some();
    if !is_whole {
        cleaner.close_all();
    }
    let Cleaner { written, is_changed, removed, has_root, .. } = cleaner;
    let source = SourceText::new(file, text);
    let mut problems = words::problems(&source, removed);
    problems.extend((!is_whole || !has_root).then(|| words::damaged().in_file(file)));
    let bytes = (is_changed || !is_whole).then(|| written.into_inner());
    Drawing { text: bytes.and_then(|bytes| String::from_utf8(bytes).ok()), problems }
}

/// The text without `<?xml … ?>` at its beginning.
pub(super) fn without_declaration(text: &str) -> &str {
    let plain = text.trim_start_matches('\u{feff}').trim_start();
    let declared = plain.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>"));
    declared.map_or(plain, |(_, rest)| rest)
}

/// Reports a drawing in an encoding that is not known.
pub(super) fn unreadable(file: &str) -> Problem {
    words::unreadable().in_file(file)
}

struct Cleaner<'t> {
    text: &'t str,
    written: Writer<Vec<u8>>,
    /// The elements that are open and were written.
    open: Vec<String>,
    is_changed: bool,
    removed: Vec<Removed>,
    /// Short texts that the document type declares; some programs put namespaces into them.
    entities: Vec<(String, String)>,
    /// Length in bytes of what was written in place of entities.
    expanded: Cell<usize>,
    /// The prefixes, besides `svg`, that the root gives to the elements of drawings.
    prefixes: Vec<String>,
    /// Whether `<svg>` was written as the outermost element.
    has_root: bool,
}

impl Cleaner<'_> {
    /// Reads the drawing to its end; `None` at a mistake, or where entities fill the memory.
    fn run(&mut self) -> Option<()> {
        let mut reader = Reader::from_str(self.text);
        loop {
            if self.expanded.get() > LONGEST_EXPANSION {
                return None;
            }
            let at = usize::try_from(reader.buffer_position()).ok()?;
            match reader.read_event().ok()? {
                Event::Start(tag) => self.element(&mut reader, &tag, at, false)?,
                Event::Empty(tag) => self.element(&mut reader, &tag, at, true)?,
                Event::End(tag) => {
                    self.open.pop();
                    self.written.write_event(Event::End(tag)).ok()?;
                }
                Event::DocType(declared) => {
                    self.is_changed = true;
                    self.entities = entities(&declared);
                    if declared.to_ascii_uppercase().contains("<!ENTITY") {
                        self.remove(Removal::Entities, at);
                    }
                }
                Event::PI(instruction) => {
                    self.is_changed = true;
                    if instruction.target() == "xml-stylesheet" {
                        self.remove(Removal::Outside, at);
                    }
                }
                Event::GeneralRef(reference) if !is_built_in(&reference) => {
                    self.is_changed = true;
                    match self.entity(&reference).map(str::to_owned) {
                        Some(text) => self.write(&text)?,
                        None => self.remove(Removal::Entities, at),
                    }
                }
                // Programs and people note there what is meant for nobody else.
                Event::Comment(_) => self.is_changed = true,
                Event::Eof => return self.open.is_empty().then_some(()),
                other => self.written.write_event(other).ok()?,
            }
        }
    }

    fn element(
        &mut self,
        reader: &mut Reader<&[u8]>,
        tag: &BytesStart<'_>,
        at: usize,
        is_empty: bool,
    ) -> Option<()> {
        let full = tag.name().as_ref().to_owned();
        let is_root = self.open.is_empty() && !self.has_root;
        if is_root {
            self.prefixes = self.own_prefixes(tag);
        }
        let name = match full.split_once(':') {
            Some((prefix, name)) if prefix == "svg" || self.prefixes.iter().any(|own| own == prefix) => name,
            _ => full.as_str(),
        };
        let local = full.rsplit(':').next().unwrap_or(&full);
        if !ELEMENTS.contains(&name) || self.animates_an_address(tag, name) {
            self.is_changed = true;
            match local {
                "script" | "handler" | "listener" => self.remove(Removal::Script, at),
                _ if DESCRIPTIONS.contains(&local) || name.contains(':') => {}
                _ if ANIMATIONS.contains(&name) => self.remove(Removal::Script, at),
                _ => {
                    let removal = if is_empty || !self.loses_words(reader, tag) {
                        Removal::Foreign(full.clone())
                    } else {
                        Removal::Words(full.clone())
                    };
                    self.remove(removal, at);
                }
            }
            return if is_empty { Some(()) } else { reader.read_to_end(tag.name()).ok().map(drop) };
        }
        let behind = || self.text.get(usize::try_from(reader.buffer_position()).ok()?..);
        if name == "desc" && !is_empty && behind().is_some_and(note::is_one) {
            self.is_changed = true;
            return reader.read_to_end(tag.name()).ok().map(drop);
        }
        if self.open.len() >= DEEPEST {
            return None;
        }
        let mut kept = self.with_attributes(tag, name, at)?;
        if is_root && name == "svg" {
            self.has_root = true;
            self.add_namespaces(&mut kept);
        }
        if is_empty {
            return self.written.write_event(Event::Empty(kept)).ok();
        }
        if name == "style" {
            return self.style(reader, tag, kept, at);
        }
        self.open.push(full.clone());
        self.written.write_event(Event::Start(kept)).ok()
    }

    /// The prefixes that the root binds to the namespace of drawings, such as `xmlns:ns0`.
    fn own_prefixes(&self, root: &BytesStart<'_>) -> Vec<String> {
        let mut attributes = root.attributes();
        let bound = attributes.with_checks(false).filter_map(Result::ok).filter_map(|attribute| {
            let prefix = attribute.key.as_ref().strip_prefix("xmlns:")?.to_owned();
            (self.decoded(&attribute.value)? == attribute::SVG).then_some(prefix)
        });
        bound.take(MOST_PREFIXES).collect()
    }

    /// Adds the namespaces without which no browser draws it: that of drawings, and that of links
    /// where an attribute is named by its usual prefix.
    fn add_namespaces(&mut self, root: &mut BytesStart<'static>) {
        let prefix = root.name().prefix().map(|prefix| prefix.as_ref().to_owned());
        let own = prefix.map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
        let has = |name: &str| root.try_get_attribute(name).ok().flatten().is_some();
        let (has_own, has_links) = (has(&own), self.text.contains("xmlns:xlink"));
        if !has_own {
            self.is_changed = true;
            root.push_attribute((own.as_str(), attribute::SVG));
        }
        if !has_links && self.text.contains("xlink:") {
            self.is_changed = true;
            root.push_attribute(("xmlns:xlink", attribute::XLINK));
        }
    }

    /// Whether an animation gives an address or a handler: `<set attributeName="href" to="…"/>`.
    fn animates_an_address(&self, tag: &BytesStart<'_>, name: &str) -> bool {
        let target = || {
            let attribute = tag.try_get_attribute("attributeName").ok().flatten()?;
            Some(self.decoded(&attribute.value)?.trim().to_ascii_lowercase())
        };
        let is_address = |target: String| target.ends_with("href") || target.starts_with("on");
        ANIMATIONS.contains(&name)
            && (target().is_some_and(is_address)
                || tag.attributes().with_checks(false).any(|attribute| attribute.is_err()))
    }

    fn with_attributes(
        &mut self,
        tag: &BytesStart<'_>,
        element: &str,
        at: usize,
    ) -> Option<BytesStart<'static>> {
        let mut kept = BytesStart::new(tag.name().as_ref().to_owned());
        let mut is_changed = false;
        // The reader's own check compares each attribute with each.
        let mut known = HashSet::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            if !known.insert(attribute.key) {
                return None;
            }
            let name = attribute.key.as_ref().to_owned();
            let Some(value) = self.decoded(&attribute.value) else {
                is_changed = true;
                self.remove(Removal::Entities, at);
                continue;
            };
            // As it is written, within marks that are double now.
            let mut push = |value: &str| {
                let value = value.replace('"', "&quot;").into();
                kept.push_attribute(Attribute { key: attribute.key, value });
            };
            let verdict = attribute::verdict(element, &name, &value);
            let styles = match verdict {
                Verdict::KeepStyle => embedded::in_styles(&value),
                _ => Styles::default(),
            };
            if styles.is_unread {
                self.remove(Removal::Unread, at);
            }
            if let Some(cleaned) = styles.cleaned {
                is_changed = true;
                push(&escape(cleaned.as_str()));
                continue;
            }
            match verdict {
                Verdict::Keep | Verdict::KeepStyle if attribute.value.contains('&') => {
                    let written = escape(value.as_str());
                    is_changed |= self.holds_entity(&attribute.value);
                    push(if self.holds_entity(&attribute.value) { &written } else { &attribute.value });
                }
                Verdict::Keep | Verdict::KeepStyle => push(&attribute.value),
                Verdict::KeepPicture => match embedded::cleaned(&value) {
                    Picture::Clean => push(&attribute.value),
                    Picture::Cleaned(value) => {
                        is_changed = true;
                        push(&value);
                    }
                    Picture::Unread => {
                        push(&attribute.value);
                        self.remove(Removal::Unread, at);
                    }
                },
                Verdict::Drop(removal) => {
                    is_changed = true;
                    if let Some(removal) = removal {
                        self.remove(removal, at);
                    }
                }
            }
        }
        self.is_changed |= is_changed;
        Some(if is_changed { kept } else { tag.to_owned() })
    }

    /// A style sheet within a drawing: it is read up to its end, and written as one text.
    fn style(
        &mut self,
        reader: &mut Reader<&[u8]>,
        tag: &BytesStart<'_>,
        kept: BytesStart<'static>,
        at: usize,
    ) -> Option<()> {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let (mut sheet, mut has_comment) = (String::new(), false);
        let end = loop {
            let before = usize::try_from(reader.buffer_position()).ok()?;
            match reader.read_event().ok()? {
                Event::Text(text) => sheet += &text,
                Event::CData(text) => sheet += &text,
                Event::GeneralRef(reference) => sheet += &self.decoded(&format!("&{};", &*reference))?,
                Event::Comment(_) => has_comment = true,
                Event::End(end) if end.name() == tag.name() => break before,
                // An element in a style sheet: nothing that a drawing program writes.
                _ => return None,
            }
        };
        let close = kept.to_end().into_owned();
        let written = self.text.get(start..end)?.to_owned();
        self.written.write_event(Event::Start(kept)).ok()?;
        let mut cleaned = css::cleaned(&sheet);
        if cleaned.is_some() {
            self.remove(Removal::Outside, at);
        }
        let photos = embedded::in_styles(cleaned.as_deref().unwrap_or(&sheet));
        if photos.is_unread {
            self.remove(Removal::Unread, at);
        }
        cleaned = photos.cleaned.or(cleaned);
        match cleaned {
            None if has_comment => {
                self.is_changed = true;
                self.write(&sheet)?;
            }
            // As it was written: the same bytes.
            None => std::io::Write::write_all(self.written.get_mut(), written.as_bytes()).ok()?,
            Some(cleaned) => {
                self.is_changed = true;
                self.write(&cleaned)?;
            }
        }
        self.written.write_event(Event::End(close)).ok()
    }

    fn write(&mut self, text: &str) -> Option<()> {
        let escaped = partial_escape(text);
        self.written.write_event(Event::Text(BytesText::from_escaped(&*escaped))).ok()
    }

    fn remove(&mut self, removal: Removal, at: usize) {
        self.removed.push(Removed { removal, at });
    }

    /// The text of a declared entity; `None` if it is unknown, or too much was written already.
    fn entity(&self, name: &str) -> Option<&str> {
        let declared = self.entities.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
        let text = declared.or_else(|| of_html(name))?;
        let expanded = self.expanded.get().saturating_add(text.len());
        self.expanded.set(expanded);
        (expanded <= LONGEST_EXPANSION).then_some(text)
    }

    /// Whether a value refers to an entity that only a document type declares.
    fn holds_entity(&self, value: &str) -> bool {
        let names = value.split('&').skip(1).filter_map(|rest| rest.split(';').next());
        let is_known = |name: &str| quick_xml::escape::resolve_predefined_entity(name).is_some();
        names.into_iter().any(|name| !name.starts_with('#') && !is_known(name))
    }

    /// Decodes references to characters and entities; `None` if one is unknown.
    fn decoded(&self, value: &str) -> Option<String> {
        let resolve =
            |name: &str| self.entity(name).or_else(|| quick_xml::escape::resolve_predefined_entity(name));
        quick_xml::escape::unescape_with(value, resolve).ok().map(std::borrow::Cow::into_owned)
    }

    /// Closes what is open, so that what was read is a whole drawing.
    fn close_all(&mut self) {
        self.is_changed = true;
        while let Some(name) = self.open.pop() {
            let end = quick_xml::events::BytesEnd::new(name);
            let _ = self.written.write_event(Event::End(end));
        }
    }
}

#[cfg(test)]
mod tests;
