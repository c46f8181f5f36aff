//! Reads single properties of XMP, and writes a packet. XMP is XML; the few properties that are
//! asked for are found by their names, since a packet with an error in it still has its caption.

use crate::text::escape::{escaped, unescaped};

/// Returns the words of a property, `dc:description`, as an element or as an attribute. Several
/// items are joined with `、`.
pub(super) fn property(packet: &str, name: &str) -> Option<String> {
    element(packet, name).or_else(|| attribute(packet, name)).filter(|text| !text.is_empty())
}

fn element(packet: &str, name: &str) -> Option<String> {
    let from = packet.match_indices(name).map(|(at, _)| at).find(|at| {
        packet.get(..*at).is_some_and(|before| before.ends_with('<'))
            && packet
                .get(at + name.len()..)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\r', '\t']))
    })?;
    let inner = packet.get(from..)?.split_once('>')?.1;
    let inner = inner.split(&format!("</{name}>")).next()?;
    // Text between tags: `<rdf:Alt><rdf:li xml:lang="x-default">植树</rdf:li></rdf:Alt>`.
    let texts = inner.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).trim());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    Some(unescaped(&texts.join("、")).trim().to_owned())
}

fn attribute(packet: &str, name: &str) -> Option<String> {
    let rest = packet.split(&format!("{name}=")).nth(1)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(unescaped(rest.get(1..)?.split(quote).next()?).trim().to_owned())
}

/// Writes a packet with one description: namespaces as `(prefix, URI)`, and properties by their
/// full
/// names.
pub(super) fn packet(namespaces: &[(&str, &str)], properties: &[(&str, &str)]) -> String {
    use std::fmt::Write as _;
    let mut packet = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
        <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\""
        .to_owned();
    for (prefix, uri) in namespaces {
        let _ = write!(packet, " xmlns:{prefix}=\"{uri}\"");
    }
    packet.push('>');
    for (name, value) in properties {
        let _ = write!(packet, "<{name}>{}</{name}>", escaped(value));
    }
    packet.push_str("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
    packet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_read_as_element_and_as_attribute() {
        let packet = r#"<rdf:Description photoshop:Credit="新华社 &amp; 本报">
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">义务植树</rdf:li></rdf:Alt></dc:description>
            <dc:creator><rdf:Seq><rdf:li>张三</rdf:li><rdf:li>李四</rdf:li></rdf:Seq></dc:creator>"#;
        assert_eq!(property(packet, "dc:description").as_deref(), Some("义务植树"));
        assert_eq!(property(packet, "dc:creator").as_deref(), Some("张三、李四"));
        assert_eq!(property(packet, "photoshop:Credit").as_deref(), Some("新华社 & 本报"));
        assert_eq!(property(packet, "dc:desc"), None);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let packet = packet(&[("a", "urn:a")], &[("a:b", "{\"x\":\"<1>\"}")]);
        assert_eq!(property(&packet, "a:b").as_deref(), Some("{\"x\":\"<1>\"}"));
    }
}
