//! Turns the text of a post of WordPress into HTML: its shortcodes, and paragraphs without tags.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::element::attribute;
use crate::problem::Problem;
use crate::text::escaped;

/// The HTML of a post, and what is to be told of it, with the words that it is about.
pub(super) struct Body {
    pub html: String,
    pub problems: Vec<(Problem, String)>,
}

static CAPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?s)\[(?:wp_)?caption[^\]]*\]\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(.*?)\[/(?:wp_)?caption\]").ok()
});
static GALLERY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[gallery\b([^\]]*)\]").ok());
static EMBED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)\[embed[^\]]*\]\s*(.*?)\s*\[/embed\]").ok());
static FILM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)\[(video|audio)\b([^\]]*)\](?:.*?\[/(?:video|audio)\])?").ok());
static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"\[/?([a-z][a-z0-9_-]*)(?:\s+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s\]]+))*\s*/?\]"#).ok()
});
static BLANK_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\n[ \t\u{a0}]*\n\s*").ok());
static PRE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?is)<(pre|script|style|table|ul|ol)\b.*?</(?:pre|script|style|table|ul|ol)>").ok()
});

/// Returns the HTML of a text. `files` are the addresses of files by their ids, `owned` those of
/// the post.
pub(super) fn body(text: &str, files: &HashMap<&str, &str>, owned: &[&str]) -> Body {
    let mut html = text.to_owned();
    let mut problems = Vec::new();
    if let Some(pattern) = CAPTION.as_ref() {
        html = pattern.replace_all(&html, "<figure>$1<figcaption>$2</figcaption></figure>").into_owned();
    }
    if let Some(pattern) = GALLERY.as_ref() {
        let gallery = |found: &Captures<'_>| {
            let tag = format!("<gallery {}>", found.get(1).map_or("", |part| part.as_str()));
            let ids = attribute(&tag, "ids").or_else(|| attribute(&tag, "include"));
            let ids: Vec<&str> = match &ids {
                Some(ids) => ids.split(',').map(str::trim).collect(),
                None => owned.to_vec(),
            };
            let pictures = ids.iter().filter_map(|id| files.get(id));
            pictures.map(|address| format!("<p><img src=\"{}\"></p>", escaped(address))).collect::<String>()
        };
        html = pattern.replace_all(&html, gallery).into_owned();
    }
    if let Some(pattern) = EMBED.as_ref() {
        html = pattern.replace_all(&html, "<p><a href=\"$1\">$1</a></p>").into_owned();
    }
    if let Some(pattern) = FILM.as_ref() {
        let film = |found: &Captures<'_>| {
            let [name, rest] = [1, 2].map(|group| found.get(group).map_or("", |part| part.as_str()));
            let tag = format!("<{name} {rest}>");
            let source = ["src", "mp4", "mp3", "m4v", "webm", "m4a", "ogg", "wav"].iter();
            let address = source.filter_map(|key| attribute(&tag, key)).next().unwrap_or_default();
            format!("<{name} src=\"{}\"></{name}>", escaped(&address))
        };
        html = pattern.replace_all(&html, film).into_owned();
    }
    if let Some(pattern) = OTHER.as_ref() {
        let whole_text = html.clone();
        for found in pattern.captures_iter(&whole_text) {
            let whole = found.get(0).map_or("", |part| part.as_str());
            let name = found.get(1).map_or("", |part| part.as_str());
            // `[a]` in a text is no shortcode: one has attributes, or is closed.
            let is_closed =
                whole_text.contains(&format!("[/{name}]")) && whole_text.contains(&format!("[{name}"));
            if is_closed || whole.contains('=') {
                problems.push((unknown(whole), whole.to_owned()));
                html = html.replacen(whole, "", 1);
            }
        }
    }
    let has_tags = text.contains("<p>") || text.contains("<p ") || text.contains("<!-- wp:");
    Body { html: if has_tags { html } else { with_paragraphs(&html) }, problems }
}

/// Makes paragraphs of empty lines, and breaks of single ones, as WordPress does.
fn with_paragraphs(html: &str) -> String {
    let (Some(blank), Some(kept)) = (BLANK_LINE.as_ref(), PRE.as_ref()) else { return html.to_owned() };
    let mut done = String::new();
    let mut at = 0;
    let words = |part: &str, done: &mut String| {
        for paragraph in blank.split(part.trim()).filter(|paragraph| !paragraph.trim().is_empty()) {
            done.push_str(&format!("<p>{}</p>\n", paragraph.trim().replace('\n', "<br>\n")));
        }
    };
    for block in kept.find_iter(html) {
        words(html.get(at..block.start()).unwrap_or_default(), &mut done);
        done.push_str(block.as_str());
        at = block.end();
    }
    words(html.get(at..).unwrap_or_default(), &mut done);
    done
}

fn unknown(raw: &str) -> Problem {
    let shown: String = raw.chars().take(60).collect();
    Problem::warning(
        "import/old-tag",
        format!("短代码 {shown} 在这里没有对应的，去掉了"),
        format!("the shortcode `{shown}` has no counterpart here: it was removed"),
    )
    .help(
        "看看它原来显示什么，改成正文、图片或者组件（:::）",
        "write what it showed: words, a picture or a directive (:::)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_and_lines_become_html() {
        let files = HashMap::from([("7", "https://a.example.com/wp-content/uploads/7.jpg")]);
        for (text, expected) in [
            ("甲\n乙\n\n丙", "<p>甲<br>\n乙</p>\n<p>丙</p>\n"),
            ("<p>甲</p>\n乙", "<p>甲</p>\n乙"),
            (
                "[caption id=\"x\" width=\"3\"]<img src=\"a.jpg\"> 合影[/caption]",
                "<p><figure><img src=\"a.jpg\"> <figcaption>合影</figcaption></figure></p>\n",
            ),
            (
                "[gallery ids=\"7,8\"]",
                "<p><p><img src=\"https://a.example.com/wp-content/uploads/7.jpg\"></p></p>\n",
            ),
            ("甲[1] [note]乙[/note] [x a=\"b\"]", "<p>甲[1] 乙</p>\n"),
            ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
            ("[video mp4=\"a.mp4\"][/video]", "<p><video src=\"a.mp4\"></video></p>\n"),
        ] {
            assert_eq!(body(text, &files, &[]).html.trim_end(), expected.trim_end(), "{text}");
        }
    }
}
