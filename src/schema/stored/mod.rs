//! Encodes typed fields as bytes and decodes them, so that what was read once need not be read
//! again.
//!
//! The keys and choices of a declaration are not in the bytes: [`decode`] takes them from the
//! group, which must be the one against which the fields were read. Any other bytes are refused, or
//! decode to fields of that group.

pub mod dates;
mod glimpse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{Fields, File, Group, Image, Kind, Person, Value};
use crate::source::yaml::Node;

use dates::{DATE, date_bytes, date_of};
pub(super) use glimpse::Glimpse;

/// Maximum nesting of values; anything deeper is corrupt data.
const DEPTH: usize = 64;

/// The output of the encoder. Texts are collected separately, so that one pass validates all of
/// them as UTF-8.
#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
    words: String,
}

/// The input that has not been decoded yet.
struct Rest<'b> {
    bytes: &'b [u8],
    words: &'b str,
}

impl<'b> Rest<'b> {
    /// Splits what [`Out::joined`] returned. Returns `None` if it is incomplete or its text is not
    /// UTF-8.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut rest = bytes;
        let length = take_count(&mut rest)?;
        let (bytes, words) = rest.split_at_checked(length)?;
        Some(Rest { bytes, words: simdutf8::basic::from_utf8(words).ok()? })
    }
}

impl Out {
    fn new() -> Self {
        Self { bytes: Vec::with_capacity(128), words: String::with_capacity(256) }
    }

    /// Returns the length of the bytes, then the bytes, then the texts.
    fn joined(self) -> Vec<u8> {
        let mut all = Vec::with_capacity(self.bytes.len() + self.words.len() + 4);
        put_number(self.bytes.len() as u64, &mut all);
        all.extend(self.bytes);
        all.extend(self.words.as_bytes());
        all
    }
}

/// Encodes `fields`, which were read against `group`.
pub fn encode(group: &Group, fields: &Fields) -> Vec<u8> {
    encode_some(group, fields, |_| true)
}

/// Encodes those of the `fields` that are not only text, in the sense of [`is_words`].
pub fn encode_frame(group: &Group, fields: &Fields) -> Vec<u8> {
    encode_some(group, fields, |value| !is_words(value))
}

/// Whether a value is only text for readers: texts, and pictures and files with their descriptions.
pub fn is_words(value: &Value) -> bool {
    matches!(
        value,
        Value::Text(_) | Value::Markdown(_) | Value::Image(_) | Value::File(_) | Value::Localized(_)
    )
}

/// Whether a field of this kind may have a value that is only text, in the sense of [`is_words`].
pub fn may_be_words(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Markdown | Kind::Colour | Kind::Image | Kind::File | Kind::Localized(_))
}

fn encode_some(group: &Group, fields: &Fields, is_wanted: impl Fn(&Value) -> bool) -> Vec<u8> {
    let mut out = Out::new();
    put_fields(group, fields.iter().filter(|(_, value)| is_wanted(value)), &mut out);
    out.joined()
}

/// Encodes the value of one field that was read against `group`.
pub fn encode_value(group: &Group, key: &str, value: &Value) -> Vec<u8> {
    let mut out = Out::default();
    if let Some(field) = group.field(key) {
        put_value(&field.kind, value, &mut out);
    }
    out.joined()
}

/// Whether bytes have the outline of encoded fields: they are complete, and their text is UTF-8.
/// The values are not checked.
pub(super) fn is_alike(bytes: &[u8]) -> bool {
    Rest::of(bytes).is_some()
}

/// Decodes bytes that [`encode`] has made for `group`. Returns `None` if they are not valid.
pub fn decode(group: &Group, bytes: &[u8]) -> Option<Fields> {
    let mut rest = Rest::of(bytes)?;
    let fields = take_fields(group, &mut rest, 0)?;
    (rest.bytes.is_empty() && rest.words.is_empty()).then_some(fields)
}

fn put_fields<'f>(group: &Group, fields: impl Iterator<Item = (&'f Arc<str>, &'f Value)>, out: &mut Out) {
    let place = |key: &str| group.fields().iter().position(|field| &*field.key == key);
    let known: Vec<_> = fields.filter_map(|(key, value)| Some((place(key)?, value))).collect();
    put_number(known.len() as u64, &mut out.bytes);
    for (at, value) in known {
        put_number(at as u64, &mut out.bytes);
        if let Some(field) = group.fields().get(at) {
            put_value(&field.kind, value, out);
        }
    }
}

fn take_fields(group: &Group, rest: &mut Rest<'_>, depth: usize) -> Option<Fields> {
    let count = take_count(&mut rest.bytes)?;
    let mut fields = Fields::with_room(count.min(group.fields().len()));
    for _ in 0..count {
        let field = group.fields().get(take_count(&mut rest.bytes)?)?;
        fields.push(field.key.clone(), take_value(&field.kind, rest, depth + 1)?);
    }
    Some(fields)
}

/// The first byte of a value, which says what follows. The numbers are part of the format.
mod form {
    pub const TEXT: u8 = 0;
    pub const MARKDOWN: u8 = 1;
    pub const DATE: u8 = 2;
    pub const INTEGER: u8 = 3;
    pub const NUMBER: u8 = 4;
    pub const NO: u8 = 5;
    pub const YES: u8 = 6;
    pub const CHOICE: u8 = 7;
    pub const IMAGE: u8 = 8;
    /// Number of optional texts of an image.
    pub const IMAGE_TEXTS: usize = 4;
    pub const FILE: u8 = 9;
    pub const PERSON: u8 = 10;
    pub const ORGANIZATION: u8 = 11;
    pub const REFERENCE: u8 = 12;
    pub const LIST: u8 = 13;
    pub const GROUP: u8 = 14;
    pub const LOCALIZED: u8 = 15;
    pub const ANY: u8 = 16;
}

fn put_value(kind: &Kind, value: &Value, out: &mut Out) {
    let mut words = |form, text: &str| {
        out.bytes.push(form);
        put_text(text, out);
    };
    match value {
        Value::Text(text) => words(form::TEXT, text),
        Value::Markdown(text) => words(form::MARKDOWN, text),
        Value::Organization(text) => words(form::ORGANIZATION, text),
        Value::Reference(text) => words(form::REFERENCE, text),
        Value::Date(date) => {
            out.bytes.push(form::DATE);
            out.bytes.extend(date_bytes(*date));
        }
        Value::Integer(number) => {
            out.bytes.push(form::INTEGER);
            out.bytes.extend(number.to_le_bytes());
        }
        Value::Number(number) => {
            out.bytes.push(form::NUMBER);
            out.bytes.extend(number.to_le_bytes());
        }
        Value::Boolean(value) => out.bytes.push(if *value { form::YES } else { form::NO }),
        Value::Choice(_, at) => {
            out.bytes.push(form::CHOICE);
            put_number(*at as u64, &mut out.bytes);
        }
        Value::Image(image) => {
            words(form::IMAGE, &image.src);
            let texts: [_; form::IMAGE_TEXTS] = [&image.alt, &image.caption, &image.credit, &image.focus];
            for text in texts {
                put_optional(text.as_deref(), out);
            }
        }
        Value::File(file) => {
            words(form::FILE, &file.src);
            put_optional(file.title.as_deref(), out);
        }
        Value::Person(person) => {
            words(form::PERSON, &person.name);
            for text in [&person.post, &person.unit] {
                put_optional(text.as_deref(), out);
            }
        }
        Value::List(items) => {
            out.bytes.push(form::LIST);
            put_number(items.len() as u64, &mut out.bytes);
            let of = if let Kind::List(of) = kind { of } else { kind };
            items.iter().for_each(|item| put_value(of, item, out));
        }
        Value::Group(fields) => {
            out.bytes.push(form::GROUP);
            if let Kind::Group(group) = kind {
                put_fields(group, fields.iter(), out);
            }
        }
        Value::Localized(values) => {
            out.bytes.push(form::LOCALIZED);
            put_number(values.len() as u64, &mut out.bytes);
            let of = if let Kind::Localized(of) = kind { of } else { kind };
            for (code, value) in values {
                put_text(code, out);
                put_value(of, value, out);
            }
        }
        Value::Any(node) => {
            out.bytes.push(form::ANY);
            put_node(node, out);
        }
    }
}

fn take_value(kind: &Kind, rest: &mut Rest<'_>, depth: usize) -> Option<Value> {
    if depth > DEPTH {
        return None;
    }
    Some(match take_byte(&mut rest.bytes)? {
        form::TEXT => Value::Text(take_text(rest)?.into()),
        form::MARKDOWN => Value::Markdown(take_text(rest)?.into()),
        form::ORGANIZATION => Value::Organization(take_text(rest)?.into()),
        form::REFERENCE => Value::Reference(take_text(rest)?.into()),
        form::DATE => Value::Date(date_of(take_array(&mut rest.bytes)?)?),
        form::INTEGER => Value::Integer(i64::from_le_bytes(take_array(&mut rest.bytes)?)),
        form::NUMBER => Value::Number(f64::from_le_bytes(take_array(&mut rest.bytes)?)),
        form::NO => Value::Boolean(false),
        form::YES => Value::Boolean(true),
        form::CHOICE => {
            let Kind::Choice(choices) = kind else { return None };
            let at = take_count(&mut rest.bytes)?;
            (at < choices.len()).then(|| Value::Choice(choices.clone(), at))?
        }
        form::IMAGE => Value::Image(Box::new(Image {
            src: take_text(rest)?.to_owned(),
            alt: take_optional(rest)?,
            caption: take_optional(rest)?,
            credit: take_optional(rest)?,
            focus: take_optional(rest)?,
        })),
        form::FILE => {
            Value::File(Box::new(File { src: take_text(rest)?.to_owned(), title: take_optional(rest)? }))
        }
        form::PERSON => Value::Person(Box::new(Person {
            name: take_text(rest)?.to_owned(),
            post: take_optional(rest)?,
            unit: take_optional(rest)?,
        })),
        form::LIST => {
            let of = if let Kind::List(of) = kind { of } else { kind };
            let count = take_count(&mut rest.bytes)?;
            Value::List((0..count).map(|_| take_value(of, rest, depth + 1)).collect::<Option<_>>()?)
        }
        form::GROUP => {
            let Kind::Group(group) = kind else { return None };
            Value::Group(take_fields(group, rest, depth + 1)?)
        }
        form::LOCALIZED => {
            let of = if let Kind::Localized(of) = kind { of } else { kind };
            let count = take_count(&mut rest.bytes)?;
            let one = |_| Some((take_text(rest)?.to_owned(), take_value(of, rest, depth + 1)?));
            Value::Localized((0..count).map(one).collect::<Option<_>>()?)
        }
        form::ANY => Value::Any(Box::new(take_node(rest, depth + 1)?)),
        _ => return None,
    })
}

fn put_node(node: &Node, out: &mut Out) {
    match node {
        Node::Null => out.bytes.push(0),
        Node::Bool(value) => out.bytes.push(if *value { 2 } else { 1 }),
        Node::Integer(number) => {
            out.bytes.push(3);
            out.bytes.extend(number.to_le_bytes());
        }
        Node::Float(number) => {
            out.bytes.push(4);
            out.bytes.extend(number.to_le_bytes());
        }
        Node::String(text) => {
            out.bytes.push(5);
            put_text(text, out);
        }
        Node::Sequence(items) => {
            out.bytes.push(6);
            put_number(items.len() as u64, &mut out.bytes);
            items.iter().for_each(|item| put_node(item, out));
        }
        Node::Mapping(entries) => {
            out.bytes.push(7);
            put_number(entries.len() as u64, &mut out.bytes);
            for (key, value) in entries {
                put_text(key, out);
                put_node(value, out);
            }
        }
    }
}

fn take_node(rest: &mut Rest<'_>, depth: usize) -> Option<Node> {
    if depth > DEPTH {
        return None;
    }
    Some(match take_byte(&mut rest.bytes)? {
        0 => Node::Null,
        1 => Node::Bool(false),
        2 => Node::Bool(true),
        3 => Node::Integer(i64::from_le_bytes(take_array(&mut rest.bytes)?)),
        4 => Node::Float(f64::from_le_bytes(take_array(&mut rest.bytes)?)),
        5 => Node::String(take_text(rest)?.to_owned()),
        6 => {
            let count = take_count(&mut rest.bytes)?;
            Node::Sequence((0..count).map(|_| take_node(rest, depth + 1)).collect::<Option<_>>()?)
        }
        7 => {
            let count = take_count(&mut rest.bytes)?;
            let one = |_| Some((take_text(rest)?.to_owned(), take_node(rest, depth + 1)?));
            Node::Mapping((0..count).map(one).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// Writes seven bits per byte, the lowest first; the high bit says that more bytes follow (LEB128):
/// 300 is `ac 02`.
fn put_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push((number & 0x7f) as u8);
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take_byte(rest)?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Reads a count of items, each of which takes at least one byte, or a length.
fn take_count(rest: &mut &[u8]) -> Option<usize> {
    usize::try_from(take_number(rest)?).ok()
}

fn put_text(text: &str, out: &mut Out) {
    put_number(text.len() as u64, &mut out.bytes);
    out.words.push_str(text);
}

fn take_text<'b>(rest: &mut Rest<'b>) -> Option<&'b str> {
    let length = take_count(&mut rest.bytes)?;
    let (text, after) = rest.words.split_at_checked(length)?;
    rest.words = after;
    Some(text)
}

fn put_optional(text: Option<&str>, out: &mut Out) {
    out.bytes.push(u8::from(text.is_some()));
    if let Some(text) = text {
        put_text(text, out);
    }
}

#[allow(clippy::option_option, reason = "bytes that are wrong, and a text that is not there")]
fn take_optional(rest: &mut Rest<'_>) -> Option<Option<String>> {
    match take_byte(&mut rest.bytes)? {
        0 => Some(None),
        _ => Some(Some(take_text(rest)?.to_owned())),
    }
}

fn take_byte(rest: &mut &[u8]) -> Option<u8> {
    let (byte, after) = rest.split_first()?;
    *rest = after;
    Some(*byte)
}

fn take_array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*array)
}
