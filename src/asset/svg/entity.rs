//! Entities: short texts that a name between `&` and `;` stands for.

/// The texts of the entities that people know from HTML. XML has none of them, so that browsers
/// show nothing of a drawing with one.
pub(super) fn of_html(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{a0}",
        "ensp" => "\u{2002}",
        "emsp" => "\u{2003}",
        "copy" => "©",
        "reg" => "®",
        "trade" => "™",
        "deg" => "°",
        "plusmn" => "±",
        "middot" => "·",
        "bull" => "•",
        "times" => "×",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "larr" => "←",
        "rarr" => "→",
        _ => return None,
    })
}

pub(super) fn is_built_in(reference: &quick_xml::events::BytesRef<'_>) -> bool {
    reference.is_char_ref() || matches!(&**reference, "amp" | "lt" | "gt" | "quot" | "apos")
}

/// The short texts that a document type declares, such as `<!ENTITY ns_svg "http://…">`. Longer
/// ones, and those that contain markup or other entities, are not used.
pub(super) fn entities(declared: &str) -> Vec<(String, String)> {
    /// More and longer ones are made to fill the memory.
    const MOST: usize = 64;
    const LONGEST: usize = 200;
    let found = declared.split("<!ENTITY").skip(1).take(MOST).filter_map(|rest| {
        let (name, rest) = rest.trim_start().split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = rest.get(1..)?.split(quote).next()?;
        let is_plain = value.len() <= LONGEST && !value.contains(['&', '<', '%']);
        (is_plain && name != "%").then(|| (name.to_owned(), value.to_owned()))
    });
    found.collect()
}
