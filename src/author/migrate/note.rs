//! Writes notes: `{% note info %}`, `{{< notice tip >}}`, `:::info`.

use super::tag::Tag;

/// Names of tags that are notes.
const NOTES: [&str; 27] = [
    "note",
    "notice",
    "tip",
    "info",
    "warning",
    "admonition",
    "callout",
    "alert",
    "hint",
    "important",
    "caution",
    "danger",
    "success",
    "question",
    "attention",
    "error",
    "example",
    "abstract",
    "bug",
    "failure",
    "primary",
    "secondary",
    "notel",
    "noteblock",
    "message",
    "notification",
    "subnote",
];

/// Words that say how a note looks.
const LOOKS: [&str; 17] = [
    "default", "simple", "modern", "flat", "no-icon", "icon", "blue", "red", "green", "orange", "purple",
    "pink", "yellow", "gray", "grey", "light", "dark",
];

/// Whether a tag of this name is a note.
pub(super) fn is_note(name: &str) -> bool {
    NOTES.contains(&name)
}

/// Writes a note.
pub(super) fn note(name: &str, tag: &Tag, words: &str, is_chinese: bool) -> String {
    let unnamed: Vec<&str> =
        tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| value.as_str()).collect();
    let first = unnamed.first().copied().unwrap_or_default().to_ascii_lowercase();
    let kind = tag.named(&["type", "color", "style"]).unwrap_or_default().to_ascii_lowercase();
    let is_word = is_note(&first) || LOOKS.contains(&first.as_str());
    let rest = unnamed.into_iter().skip(usize::from(is_word));
    let rest = rest.filter(|word| !LOOKS.contains(word) && !matches!(*word, "true" | "false"));
    let title = tag.named(&["title", "header"]).map(str::to_owned);
    let title = title.unwrap_or_else(|| rest.collect::<Vec<_>>().join(" "));
    let kinds = [name, first.as_str(), kind.as_str()];
    format!("{}\n{}\n:::", opening(&kinds, &title, is_chinese), words.trim())
}

/// Returns the first line of a note that markdown-it writes as `:::info 标题`; `None` if it is
/// none.
pub(super) fn note_of(name: &str, title: &str, is_chinese: bool) -> Option<String> {
    let name = name.to_ascii_lowercase();
    is_note(&name).then(|| opening(&[&name], title, is_chinese))
}

fn opening(kinds: &[&str], title: &str, is_chinese: bool) -> String {
    let pick = |zh: &'static str, en: &'static str| if is_chinese { zh } else { en };
    let is_grave = |word: &&str| {
        matches!(*word, "warning" | "danger" | "error" | "caution" | "attention" | "bug" | "failure")
    };
    let kind = if kinds.iter().any(is_grave) {
        format!(" {}={}", pick("种类", "kind"), pick("注意", "warning"))
    } else if kinds.contains(&"important") {
        format!(" {}={}", pick("种类", "kind"), pick("重要", "important"))
    } else {
        String::new()
    };
    let title = match title.trim() {
        "" => String::new(),
        title => format!(" {}={}", pick("标题", "title"), value(title)),
    };
    format!(":::{}{title}{kind}", pick("说明", "note"))
}

/// Writes a value of an argument of a directive.
pub(super) fn value(words: &str) -> String {
    let is_plain = !words.is_empty() && !words.contains([' ', '"', '=', ':', '“', '”', '\u{3000}']);
    if is_plain { words.to_owned() } else { format!("\"{}\"", words.replace('"', "'")) }
}
