//! Reads a part as a tree of elements that borrow from its text.
//!
//! Elements are known by the family of their namespace and their local name: the same element is
//! `<w:p>` in one file, `<ns0:p>` in another, and has another namespace in a strict one (ISO
//! 29500). The tree is bounded in depth and size, so that walking it with functions that call
//! themselves is safe. A document type is refused: with one, a text of a few bytes can stand for
//! gigabytes.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};

use crate::text::escape::unescaped;

/// Maximum depth of elements. A table in a text box in a table needs some forty.
const DEEPEST: usize = 120;
/// Maximum number of elements, attributes and texts of the text of a document: those of some
/// hundreds of pages. Each needs some 90 bytes.
pub(super) const TEXT: usize = 1_000_000;
/// The same of a part beside the text.
pub(super) const SIDE: usize = 300_000;
/// Maximum number of namespaces that are declared at the same time.
const MOST_PREFIXES: usize = 512;

/// Why a part can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum XmlFault {
    /// It has a document type.
    Dtd,
    /// It is nested too deeply, or has too many elements.
    TooLong,
    /// It is no XML.
    Invalid,
}

/// Namespaces of which the elements don't share names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Text: `w:p`.
    Word,
    /// References to other parts: `r:id`.
    Relation,
    /// Pictures and shapes, and their places: `a:blip`, `wp:anchor`, `pic:pic`, `wps:txbx`.
    Drawing,
    /// Alternatives: `mc:Choice`.
    Compatibility,
    /// Shapes of before 2010: `v:shape`.
    Vml,
    /// What programs of Office add to them: `o:OLEObject`.
    Office,
    /// Formulas: `m:oMath`.
    Math,
    /// Charts: `c:chart`.
    Chart,
    /// `SmartArt`: `dgm:relIds`.
    Diagram,
    /// Any other.
    Other,
}

impl Family {
    /// Returns the family of a namespace, transitional (`schemas.openxmlformats.org`) or strict
    /// (`purl.oclc.org`).
    fn of(namespace: &str) -> Self {
        let has = |part: &str| namespace.contains(part);
        match () {
            () if has("/wordprocessingml/") && namespace.ends_with("/main") => Self::Word,
            () if has("/officeDocument/") && namespace.ends_with("/relationships") => Self::Relation,
            () if has("/markup-compatibility/") => Self::Compatibility,
            () if has("/officeDocument/") && namespace.ends_with("/math") => Self::Math,
            () if has("/drawingml/") && namespace.ends_with("/chart") => Self::Chart,
            () if has("/office/drawing/2014/chartex") => Self::Chart,
            () if has("/drawingml/") && namespace.ends_with("/diagram") => Self::Diagram,
            () if has("/drawingml/") || has("/office/word/2010/wordprocessing") => Self::Drawing,
            () if namespace == "urn:schemas-microsoft-com:vml" => Self::Vml,
            () if namespace == "urn:schemas-microsoft-com:office:office" => Self::Office,
            () => Self::Other,
        }
    }

    /// Returns the family of a prefix that is not declared, as programs that cut pieces out of
    /// documents leave it.
    fn of_undeclared(prefix: &str) -> Self {
        match prefix {
            "w" => Self::Word,
            "r" => Self::Relation,
            "a" | "pic" | "wp" | "wps" | "wpg" | "wpc" => Self::Drawing,
            "mc" => Self::Compatibility,
            "v" => Self::Vml,
            "o" => Self::Office,
            "m" => Self::Math,
            "c" => Self::Chart,
            "dgm" => Self::Diagram,
            _ => Self::Other,
        }
    }
}

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element<'x> {
    pub family: Family,
    /// Its local name.
    pub name: &'x str,
    /// Its position in the text of the part, which tells it from others.
    pub at: usize,
    attributes: Vec<Attribute<'x>>,
    children: Vec<Node<'x>>,
}

#[derive(Debug, Clone)]
struct Attribute<'x> {
    family: Family,
    name: &'x str,
    value: Cow<'x, str>,
}

#[derive(Debug, Clone)]
enum Node<'x> {
    Element(Element<'x>),
    Text(Cow<'x, str>),
}

impl<'x> Element<'x> {
    /// Whether it is this one.
    pub fn is(&self, family: Family, name: &str) -> bool {
        self.family == family && self.name == name
    }

    /// Returns an element of Word with a copy of this one in it.
    pub fn wrapped(&self, name: &'static str) -> Self {
        let children = vec![Node::Element(self.clone())];
        Self { family: Family::Word, name, at: self.at, attributes: Vec::new(), children }
    }

    /// Returns its elements in order.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element<'x>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns its first element of this name.
    pub fn child(&self, family: Family, name: &str) -> Option<&Element<'x>> {
        self.elements().find(|element| element.is(family, name))
    }

    /// Returns its first element of this name in the namespace of Word.
    pub fn word(&self, name: &str) -> Option<&Element<'x>> {
        self.child(Family::Word, name)
    }

    /// Returns an attribute of its own namespace, written with its prefix or without.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_of(self.family, name)
    }

    /// Returns an attribute of a namespace: `r:id`.
    pub fn attribute_of(&self, family: Family, name: &str) -> Option<&str> {
        let is = |attribute: &&Attribute<'_>| attribute.family == family && attribute.name == name;
        self.attributes.iter().find(is).map(|attribute| attribute.value.as_ref())
    }

    /// Returns the value of a property: `center` of `<w:jc w:val="center"/>` in it.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.word(name)?.attribute("val")
    }

    /// Returns whether a property is switched on: `<w:b/>` or `<w:b w:val="1"/>`; `None` without
    /// it.
    pub fn flag(&self, name: &str) -> Option<bool> {
        let value = self.word(name)?.attribute("val").unwrap_or("1");
        Some(!matches!(value, "0" | "false" | "off" | "none"))
    }

    /// Returns all texts in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut left: Vec<&Node<'x>> = self.children.iter().rev().collect();
        while let Some(node) = left.pop() {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => left.extend(element.children.iter().rev()),
            }
        }
        text
    }

    /// Returns all elements in it, each before those in it.
    pub fn descendants(&self) -> impl Iterator<Item = &Element<'x>> {
        let mut left: Vec<&Element<'x>> = self.elements().rev().collect();
        std::iter::from_fn(move || {
            let next = left.pop()?;
            left.extend(next.elements().rev());
            Some(next)
        })
    }
}

/// Reads a text as XML, of at most `most` elements, attributes and texts.
pub(super) fn parse(source: &str, most: usize) -> Result<Element<'_>, XmlFault> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut reader = Reader::from_str(source);
    let mut scope = Scope::default();
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut root = None;
    let mut nodes = 0;
    loop {
        let from = position(&reader);
        let event = reader.read_event().map_err(|_| XmlFault::Invalid)?;
        let written = source.get(from..position(&reader)).unwrap_or_default();
        match event {
            Event::Start(tag) => {
                let inner = written.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
                let element = scope.element(inner, tag.name().0.len(), open.len() + 1, from)?;
                nodes += 1 + element.attributes.len();
                open.push(element);
            }
            Event::Empty(tag) => {
                let inner = written.strip_prefix('<').and_then(|tag| tag.strip_suffix("/>"));
                let element = scope.element(inner, tag.name().0.len(), open.len() + 1, from)?;
                scope.leave(open.len() + 1);
                nodes += 1 + element.attributes.len();
                close(element, &mut open, &mut root);
            }
            Event::End(_) => {
                let Some(mut element) = open.pop() else { return Err(XmlFault::Invalid) };
                scope.leave(open.len() + 1);
                // A vector of one element would keep room for four.
                element.children.shrink_to_fit();
                close(element, &mut open, &mut root);
            }
            Event::Text(words) => nodes += add(words.into_inner(), &mut open),
            Event::CData(words) => nodes += add(words.into_inner(), &mut open),
            Event::GeneralRef(name) => nodes += add(Cow::Owned(resolved(&name)), &mut open),
            Event::DocType(_) => return Err(XmlFault::Dtd),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if nodes > most || open.len() > DEEPEST {
            return Err(XmlFault::TooLong);
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err(XmlFault::Invalid),
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Puts a complete element into the one around it.
fn close<'x>(element: Element<'x>, open: &mut [Element<'x>], root: &mut Option<Element<'x>>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(Node::Element(element)),
        None if root.is_none() => *root = Some(element),
        None => {}
    }
}

/// Adds a text to the open element, and returns how many nodes that makes. Blanks between elements
/// are not text.
fn add<'x>(words: Cow<'x, str>, open: &mut [Element<'x>]) -> usize {
    let Some(parent) = open.last_mut() else { return 0 };
    let is_layout = words.bytes().all(|byte| byte.is_ascii_whitespace());
    if words.is_empty() || (is_layout && !matches!(parent.name, "t" | "instrText")) {
        return 0;
    }
    parent.children.push(Node::Text(words));
    1
}

/// Returns the character of `&amp;` or `&#9312;`. Names of others mean nothing without a document
/// type, and stay.
fn resolved(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    resolve_predefined_entity(name).map_or_else(|| format!("&{};", &**name), str::to_owned)
}

/// The namespaces that are declared where the reader is.
#[derive(Default)]
struct Scope<'x> {
    /// Depth of the element that declares it, prefix, family.
    declared: Vec<(usize, &'x str, Family)>,
}

impl<'x> Scope<'x> {
    /// Reads a tag, given without its brackets.
    fn element(
        &mut self,
        inner: Option<&'x str>,
        name: usize,
        depth: usize,
        at: usize,
    ) -> Result<Element<'x>, XmlFault> {
        let inner = inner.ok_or(XmlFault::Invalid)?;
        let full = inner.get(..name).ok_or(XmlFault::Invalid)?;
        let attributes = || {
            let mut attributes = Attributes::new(inner, name);
            // The check for those that are written twice compares each with all others.
            attributes.with_checks(false);
            attributes
        };
        for attribute in attributes() {
            let attribute = attribute.map_err(|_| XmlFault::Invalid)?;
            let declared = match attribute.key.0 {
                "xmlns" => "",
                other => match other.strip_prefix("xmlns:") {
                    Some(prefix) => prefix,
                    None => continue,
                },
            };
            self.declared.push((depth, declared, Family::of(&attribute.value)));
            if self.declared.len() > MOST_PREFIXES {
                return Err(XmlFault::TooLong);
            }
        }
        let (prefix, name) = full.split_once(':').unwrap_or(("", full));
        let family = self.family(prefix);
        let mut element = Element { family, name, at, attributes: Vec::new(), children: Vec::new() };
        for attribute in attributes() {
            let attribute = attribute.map_err(|_| XmlFault::Invalid)?;
            let (prefix, name) = attribute.key.0.split_once(':').unwrap_or(("", attribute.key.0));
            // Numbers of editing sessions are the most frequent attributes of Word.
            if name.starts_with("rsid") || prefix == "xmlns" || attribute.key.0 == "xmlns" {
                continue;
            }
            let family = if prefix.is_empty() || prefix == "xml" { family } else { self.family(prefix) };
            let value = match attribute.value {
                Cow::Borrowed(value) => unescaped(value),
                Cow::Owned(value) => Cow::Owned(unescaped(&value).into_owned()),
            };
            element.attributes.push(Attribute { family, name, value });
        }
        element.attributes.shrink_to_fit();
        Ok(element)
    }

    fn family(&self, prefix: &str) -> Family {
        let declared = self.declared.iter().rev().find(|(_, declared, _)| *declared == prefix);
        declared.map_or_else(|| Family::of_undeclared(prefix), |(_, _, family)| *family)
    }

    /// Forgets what an element at this depth declared.
    fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared, _, _)| *declared >= depth) {
            self.declared.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parse as parse_within, *};

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    fn parse(source: &str) -> Result<Element<'_>, XmlFault> {
        parse_within(source, SIDE)
    }

    #[test]
    fn the_namespace_counts_and_not_the_prefix() {
        for (prefix, namespace) in [("w", WORD), ("ns0", WORD), ("w", STRICT)] {
            let text = format!(
                "<?xml version=\"1.0\"?>\n<{prefix}:p xmlns:{prefix}=\"{namespace}\"><{prefix}:r \
                 {prefix}:val=\"a&amp;b\"/> <{prefix}:t xml:space=\"preserve\"> 甲&lt;&#20057; </{prefix}:t></{prefix}:p>"
            );
            let root = parse(&text).unwrap();
            assert!(root.is(Family::Word, "p"));
            assert_eq!(root.value("r"), Some("a&b"), "{text}");
            let words = root.word("t").unwrap();
            assert_eq!((words.text().as_str(), words.attribute("space")), (" 甲<乙 ", Some("preserve")));
            assert_eq!(root.text(), " 甲<乙 ");
        }
        let text = format!("<p xmlns=\"{WORD}\"><w xmlns=\"x\"/><t>1</t></p>");
        let root = parse(&text).unwrap();
        assert!(root.word("w").is_none() && root.word("t").is_some());
        assert!(parse("<w:p/>").unwrap().is(Family::Word, "p"));
    }

    #[test]
    fn what_is_too_deep_too_long_or_no_xml_is_refused() {
        let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(parse(&deep(DEEPEST)).is_ok());
        assert_eq!(parse(&deep(DEEPEST + 1)).unwrap_err(), XmlFault::TooLong);
        assert_eq!(parse(&"<a>".repeat(1_000_000)).unwrap_err(), XmlFault::TooLong);
        let wide = format!("<a>{}</a>", "<b/>".repeat(SIDE));
        assert_eq!(parse(&wide).unwrap_err(), XmlFault::TooLong);
        let prefixes: String = (0..=MOST_PREFIXES).map(|n| format!(" xmlns:a{n}=\"x\"")).collect();
        assert_eq!(parse(&format!("<a{prefixes}/>")).unwrap_err(), XmlFault::TooLong);
        let bomb = "<!DOCTYPE a [<!ENTITY b \"甲\">]><a>&b;</a>";
        assert_eq!(parse(bomb).unwrap_err(), XmlFault::Dtd);
        for text in ["", "甲", "<a>", "<a></b>", "</a>", "<a b=c/>", "<a><b></a>"] {
            assert_eq!(parse(text).unwrap_err(), XmlFault::Invalid, "{text}");
        }
    }

    #[test]
    fn elements_are_walked_in_order() {
        let root = parse("<a><b><c/></b><d/><b/></a>").unwrap();
        let names: Vec<&str> = root.descendants().map(|element| element.name).collect();
        assert_eq!(names, ["b", "c", "d", "b"]);
    }
}
