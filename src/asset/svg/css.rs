//! Styles of a drawing: addresses in them lead into the drawing only.

/// Functions that take an address, also without `url`.
const FUNCTIONS: [&str; 6] = ["url(", "image-set(", "image(", "src(", "cross-fade(", "expression("];

/// Whether a value names no address outside of the drawing.
pub(super) fn is_kept(value: &str) -> bool {
    let lower = without_comments(value).to_ascii_lowercase();
    // An escape could spell any name: `u\72l(…)`.
    if lower.contains('\\') {
        return !lower.contains('(') && !lower.contains(':');
    }
    FUNCTIONS.iter().all(|function| {
        lower.match_indices(function).all(|(at, _)| {
            let argument = lower.get(at + function.len()..).unwrap_or_default();
            let argument = argument.trim_start().trim_start_matches(['"', '\'']).trim_start();
            *function == "url(" && (argument.starts_with('#') || is_embedded_picture(argument))
        })
    })
}

/// Returns a style sheet without what asks for other files; `None` if there is nothing of that.
///
/// `@import url(a.css); rect{fill:url(http://x/)}` becomes ` rect{}`.
pub(super) fn cleaned(sheet: &str) -> Option<String> {
    let asks =
        sheet.to_ascii_lowercase().contains("@import") || (sheet.contains('@') && sheet.contains('\\'));
    if is_kept(sheet) && !asks {
        return None;
    }
    let text = without_comments(sheet);
    // An escape may hide anything, and no drawing program writes one.
    if text.contains('\\') {
        return Some(String::new());
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (piece, mark, after) = piece(rest);
        let is_import = piece.trim_start().to_ascii_lowercase().starts_with("@import");
        if is_import || !is_kept(piece) {
            // The mark of a rule that begins or ends stays, so that the others keep their meaning.
            out.extend(mark.filter(|mark| *mark != ';'));
        } else {
            out += piece;
            out.extend(mark);
        }
        rest = after;
    }
    Some(out)
}

/// The text up to the next `;`, `{` or `}` that is not within quotation marks or brackets, that
/// mark, and the rest.
fn piece(text: &str) -> (&str, Option<char>, &str) {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, c) in text.char_indices() {
        match (quote, c) {
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
    let rest = address.strip_prefix("data:image/");
    rest.is_some_and(|rest| {
        kinds.iter().any(|kind| rest.strip_prefix(kind).is_some_and(|rest| rest.starts_with([';', ','])))
    })
}
