//! Writes pieces of Markdown.

pub(super) fn fenced(language: &str, inner: &str) -> String {
    let inner = inner.trim_matches('\n').trim_end();
    let longest = inner.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", inner)
}

pub(super) fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| if line.trim().is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Writes a picture.
pub(super) fn image(alt: &str, address: &str, title: &str) -> String {
    let alt = alt.replace(['[', ']', '\n'], " ");
    let title = match title.trim() {
        "" => String::new(),
        title => format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")),
    };
    format!("![{}]({}{title})", alt.trim(), destination(address))
}

/// Writes an address, in angle brackets if it has blanks or brackets.
pub(super) fn destination(address: &str) -> String {
    match address.contains([' ', '(', ')', '<', '>']) || address.is_empty() {
        true => format!("<{}>", address.replace('<', "%3C").replace('>', "%3E")),
        false => address.to_owned(),
    }
}
