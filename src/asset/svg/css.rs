//! Styles of a drawing: addresses in them lead into the drawing only.

/// Functions that take an address, also without `url`.
const FUNCTIONS: [&str; 6] = ["url(", "image-set(", "image(", "src(", "cross-fade(", "expression("];

/// Whether a value names no address outside of the drawing. What is in comments counts, too: where
/// one begins is not certain (`url(#/*)`).
pub(super) fn is_kept(value: &str) -> bool {
    let lower = without_harmless_escapes(value).to_ascii_lowercase();
    // An escape could spell any name: `u\72l(…)`.
    if lower.contains('\\') {
        return !lower.contains('(') && !lower.contains(':');
    }
    FUNCTIONS.iter().all(|function| {
        lower.match_indices(function).all(|(at, _)| {
            let argument = lower.get(at + function.len()..).unwrap_or_default();
            let argument = argument.trim_start().trim_start_matches(['"', '\'']).trim_start();
            let is_inside =
                argument.starts_with('#') || is_embedded_picture(argument) || is_embedded_font(argument);
            *function == "url(" && is_inside
        })
    })
}

/// Returns a style sheet without what asks for other files; `None` if there is nothing of that.
///
/// `@import url(a.css); rect{fill:url(http://x/)}` becomes ` rect{}`.
pub(super) fn cleaned(sheet: &str) -> Option<String> {
    if is_kept(sheet) && !imports(sheet) {
        return None;
    }
    let text = without_comments(sheet);
    // An escape outside of a string may hide anything, and no drawing program writes one.
    if without_harmless_escapes(&text).contains('\\') {
        return Some(String::new());
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (piece, mark, after) = piece(rest);
        if imports(piece) || !is_kept(piece) {
            // The mark of a rule that begins or ends stays, so that the others keep their meaning.
            out.extend(mark.filter(|mark| *mark != ';'));
        } else {
            out += piece;
            out.extend(mark);
        }
        rest = after;
    }
    Some(if is_kept(&out) && !imports(&out) { out } else { String::new() })
}

/// Whether a text may ask for another sheet.
fn imports(text: &str) -> bool {
    let lower = without_harmless_escapes(text).to_ascii_lowercase();
    lower.contains("@import") || (lower.contains('@') && lower.contains('\\'))
}

/// The text with `?` for each escape in a string that has neither `(` nor `@`, such as `"\201C"`:
/// whatever it spells, it calls no function. Other escapes stay.
fn without_harmless_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, string) = rest.split_at(at);
        let (string, after) = string.split_at(string_length(string));
        out += before;
        if string.contains(['(', '@']) {
            out += string;
        } else {
            out += &string.replace('\\', "?");
        }
        rest = after;
    }
    out + rest
}

/// The length of the string that a text begins with, up to its second mark or the end of the line.
fn string_length(text: &str) -> usize {
    let (mut quote, mut is_escaped) = (None, false);
    for (at, c) in text.char_indices() {
        match quote {
            None => quote = Some(c),
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open || c == '\n' => return at + c.len_utf8(),
            Some(_) => {}
        }
    }
    text.len()
}

/// The text up to the next `;`, `{` or `}` that is not within quotation marks or brackets, that
/// mark, and the rest.
fn piece(text: &str) -> (&str, Option<char>, &str) {
    let (mut quote, mut depth, mut is_escaped) = (None, 0_usize, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';' | '{' | '}') if depth == 0 => {
                let (piece, rest) = text.split_at(at);
                return (piece, Some(c), rest.get(1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, None, "")
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Whether an address, in lower case, is a picture that can't hold a script.
pub(super) fn is_embedded_picture(address: &str) -> bool {
    let kinds = ["png", "jpeg", "jpg", "gif", "webp"];
    let Some(rest) = address.strip_prefix("data:image/") else { return false };
    let Some((kind, after)) = rest.split_once([';', ',']) else { return false };
    // A drawing in a drawing is `svg+xml`, and may hold a script again.
    let is_plain = kind.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    kinds.contains(&kind) || (is_plain && !kind.starts_with("svg") && after.starts_with("base64,"))
}

/// Whether an address, in lower case, is a font that is written into the drawing.
fn is_embedded_font(address: &str) -> bool {
    let kinds = ["data:font/", "data:application/font", "data:application/x-font"];
    kinds.iter().any(|kind| address.starts_with(kind))
}
