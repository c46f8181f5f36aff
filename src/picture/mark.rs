//! The mark of content that was generated with artificial intelligence.
//!
//! Since September 2025 services in China write it into the metadata of what they generate
//! (GB 45438-2025, annex E; the practice guide TC260-PG-20258A puts it into XMP), and nobody may
//! remove it: `<TC260:AIGC>{"Label":"1","ContentProducer":"…"}</TC260:AIGC>`. Some write the JSON
//! into other texts: `{"AIGC":{"Label":"1"}}`. Foreign services use IPTC's `DigitalSourceType`.

use serde_json::Value;

use super::container::Parts;
use super::exif::Tiff;
use super::xmp;
use crate::text::escape;

const NAMESPACE: (&str, &str) = ("TC260", "http://www.tc260.org.cn/ns/AIGC/1.0/");
const IPTC: (&str, &str) = ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/");
const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";
const GENERATED: &str = "trainedAlgorithmicMedia";
const COMPOSITE: &str = "compositeWithTrainedAlgorithmicMedia";

/// Most bytes of the JSON: it has seven short values.
const MOST: usize = 8 << 10;
/// Most bytes between `AIGC` and the JSON: `": `, `\0`, `>`, `="`.
const MOST_BETWEEN: usize = 80;

/// The mark of a picture that was generated, or may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AiMark {
    /// The JSON object of the Chinese rules, as written: `{"Label":"1",…}`.
    pub json: Option<String>,
    /// IPTC's type of the source, as written.
    pub source_type: Option<&'static str>,
}

impl AiMark {
    /// The label of the Chinese rules: 1 is generated, 2 may be generated, 3 is suspected to be.
    pub fn label(&self) -> Option<u8> {
        label(&serde_json::from_str(self.json.as_deref()?).ok()?)
    }

    /// Finds the mark in the metadata of a picture.
    pub(super) fn find(parts: &Parts<'_>) -> Option<Self> {
        let comment = parts.exif.as_deref().and_then(Tiff::new).and_then(|tiff| tiff.comment());
        let texts = || {
            let iptc = parts.iptc.into_iter();
            let exif = parts.exif.as_deref().into_iter();
            let comment = comment.as_deref().map(str::as_bytes).into_iter();
            parts.xmp.iter().chain(&parts.texts).map(AsRef::as_ref).chain(exif).chain(iptc).chain(comment)
        };
        let json = texts().find_map(find_json);
        let holds = |name: &str| texts().any(|text| memchr::memmem::find(text, name.as_bytes()).is_some());
        let source_type = [COMPOSITE, GENERATED].into_iter().find(|name| holds(name));
        (json.is_some() || source_type.is_some()).then_some(Self { json, source_type })
    }

    /// Writes the mark, and nothing else, as XMP.
    pub(super) fn packet(&self) -> String {
        self.packet_with(&[], &[])
    }

    /// Writes the mark and other properties, with their namespaces, as XMP.
    pub(super) fn packet_with(&self, namespaces: &[(&str, &str)], others: &[(&str, &str)]) -> String {
        let source = self.source_type.map(|name| format!("{SOURCE_TYPES}{name}"));
        let json = self.json.iter().map(|json| ("TC260:AIGC", json.as_str()));
        let source = source.iter().map(|source| ("Iptc4xmpExt:DigitalSourceType", source.as_str()));
        let namespaces = [&[NAMESPACE, IPTC], namespaces].concat();
        xmp::packet(&namespaces, &json.chain(source).chain(others.iter().copied()).collect::<Vec<_>>())
    }
}

/// Finds `AIGC` with a JSON object behind it that has a label, in plain text or inside of XML.
fn find_json(bytes: &[u8]) -> Option<String> {
    memchr::memmem::find_iter(bytes, b"AIGC").find_map(|at| {
        let rest = bytes.get(at..)?;
        let text = String::from_utf8_lossy(rest.get(..MOST.min(rest.len()))?);
        let text = escape::unescaped(&text);
        let from = text.char_indices().take(MOST_BETWEEN).find(|(_, c)| *c == '{')?.0;
        let text = text.get(from..)?;
        object(text).or_else(|| object(&text.replace("\\\"", "\"")))
    })
}

/// Returns the JSON object that a text begins with, if it has a label.
fn object(text: &str) -> Option<String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    label(&value)?;
    text.get(..values.byte_offset()).map(str::to_owned)
}

fn label(value: &Value) -> Option<u8> {
    let label = match value.get("Label")? {
        Value::String(text) => text.trim().parse().ok()?,
        Value::Number(number) => u8::try_from(number.as_u64()?).ok()?,
        _ => return None,
    };
    (1..=3).contains(&label).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_found_in_the_places_where_services_write_it() {
        let json = r#"{"Label":"1","ContentProducer":"某公司","ProduceID":"a{1}"}"#;
        let escaped = json.replace('"', "&quot;");
        for text in [
            format!("<TC260:AIGC>{json}</TC260:AIGC>"),
            format!("<rdf:Description TC260:AIGC=\"{escaped}\"/>"),
            format!("AIGC\0{json}"),
            format!("{{\"AIGC\":{json}}}"),
            format!("{{\"AIGC\": \"{}\"}}", json.replace('"', "\\\"")),
            format!("AIGC is a word. {{\"AIGC\":{json}}}"),
        ] {
            assert_eq!(find_json(text.as_bytes()).as_deref(), Some(json), "{text}");
        }
        for text in ["AIGC", "AIGC {}", "{\"AIGC\":{\"Label\":\"0\"}}", "AIGC{\"Label\":\"1\""] {
            assert_eq!(find_json(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_mark_is_read_back_from_its_packet() {
        let mark = AiMark {
            json: Some(r#"{"Label":"2","ContentProducer":"<甲>"}"#.to_owned()),
            source_type: Some(COMPOSITE),
        };
        let packet = mark.packet();
        let parts = Parts { xmp: vec![packet.as_bytes().into()], ..Parts::default() };
        assert_eq!(AiMark::find(&parts), Some(mark.clone()));
        assert_eq!(mark.label(), Some(2));
    }
}
