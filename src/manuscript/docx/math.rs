//! Writes formulas on one line, as people type them: `(a+b)/c`, `x^2`. Their layout is lost, which
//! is reported; their words and numbers are not.

use super::xml::{Element, Family};

/// Writes a formula (`m:oMath`).
pub(super) fn formula(element: &Element<'_>) -> String {
    let mut text = String::new();
    for child in element.elements() {
        text.push_str(&piece(child));
    }
    text
}

fn piece(element: &Element<'_>) -> String {
    if element.family == Family::Word {
        // Words between the pieces, and their properties.
        return if element.name == "t" { element.text() } else { formula(element) };
    }
    let part = |name: &str| element.child(Family::Math, name).map(formula).unwrap_or_default();
    let property = |holder: &str, name: &str| {
        let holder = element.child(Family::Math, holder)?;
        holder.child(Family::Math, name)?.attribute("val").map(str::to_owned)
    };
    match element.name {
        "t" => element.text(),
        "f" => format!("{}/{}", grouped(&part("num")), grouped(&part("den"))),
        "sSup" => format!("{}^{}", grouped(&part("e")), grouped(&part("sup"))),
        "sSub" => format!("{}_{}", grouped(&part("e")), grouped(&part("sub"))),
        "sSubSup" => format!("{}_{}^{}", grouped(&part("e")), grouped(&part("sub")), grouped(&part("sup"))),
        "rad" => format!("{}√{}", part("deg"), grouped(&part("e"))),
        "nary" => {
            let sign = property("naryPr", "chr").unwrap_or_else(|| "∫".to_owned());
            let limit = |mark: &str, words: String| match words.is_empty() {
                true => words,
                false => format!("{mark}{}", grouped(&words)),
            };
            format!("{sign}{}{} {}", limit("_", part("sub")), limit("^", part("sup")), part("e"))
        }
        "d" => {
            let open = property("dPr", "begChr").unwrap_or_else(|| "(".to_owned());
            let close = property("dPr", "endChr").unwrap_or_else(|| ")".to_owned());
            let parts: Vec<String> =
                element.elements().filter(|part| part.is(Family::Math, "e")).map(formula).collect();
            format!("{open}{}{close}", parts.join(", "))
        }
        "m" => {
            let rows = element.elements().filter(|row| row.is(Family::Math, "mr"));
            let row = |row: &Element<'_>| row.elements().map(formula).collect::<Vec<_>>().join(", ");
            rows.map(row).collect::<Vec<_>>().join("; ")
        }
        name if name.ends_with("Pr") => String::new(),
        _ => formula(element),
    }
}

/// Puts brackets around what has several parts.
fn grouped(text: &str) -> String {
    let is_one = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '%' | '°'));
    if is_one { text.to_owned() } else { format!("({text})") }
}
