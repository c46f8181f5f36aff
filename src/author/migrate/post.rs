//! Turns the text of a post of WordPress into HTML: its shortcodes, and paragraphs without tags.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::element::attribute;
use super::notes::old_tag;
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
static BLANK_LINE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\n[ \t\u{a0}]*\n\s*|<br\s*/?>\s*<br\s*/?>\s*").ok());
static LINE_END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)(?:<br\s*/?>)?[ \t]*\n").ok());
/// Tags of blocks that hold paragraphs, and of those that are left as they are.
static BLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)<(/?)(?:
            (div|blockquote|section|article|aside|main|header|footer|center|details|fieldset|address|form)
            |(p|pre|script|style|table|ul|ol|dl|h[1-6]|figure|video|audio|iframe|textarea|select|summary)
            |(hr)
        )\b[^>]*>|<!--(?s:.*?)-->",
    )
    .ok()
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
            let lost = ids.iter().filter(|id| !files.contains_key(*id)).count();
            if lost > 0 {
                let whole = found.get(0).map_or("", |whole| whole.as_str()).to_owned();
                problems.push((lost_pictures(lost), whole));
            }
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
            let Some(address) = source.filter_map(|key| attribute(&tag, key)).next() else {
                let whole = found.get(0).map_or("", |whole| whole.as_str());
                problems.push((unknown(whole), whole.to_owned()));
                return String::new();
            };
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
    // The editor of blocks writes all paragraphs itself.
    let has_blocks = text.contains("<!-- wp:");
    Body { html: if has_blocks { html } else { with_paragraphs(&html) }, problems }
}

/// Makes paragraphs of what is between empty lines, and breaks of single line ends, as WordPress
/// does. Blocks stay as they are: `<p>甲</p>`, `<table>…</table>`.
fn with_paragraphs(html: &str) -> String {
    let Some(block) = BLOCK.as_ref() else { return html.to_owned() };
    let mut done = String::new();
    let mut at = 0;
    // Elements of these names are not all closed: to look for their ends each time takes long.
    let mut unclosed: Vec<String> = Vec::new();
    while let Some(found) = block.captures_at(html, at) {
        let Some(whole) = found.get(0) else { break };
        push_paragraphs(html.get(at..whole.start()).unwrap_or_default(), &mut done);
        let is_opening = found.get(1).is_some_and(|stroke| stroke.is_empty());
        at = whole.end();
        if let Some(name) = found.get(3).filter(|_| is_opening).map(|name| name.as_str().to_lowercase())
            && !unclosed.contains(&name)
        {
            match end_of(html, &name, whole.end()) {
                Some(end) => at = end,
                None => unclosed.push(name),
            }
        }
        done.push_str(html.get(whole.start()..at).unwrap_or_default());
        done.push('\n');
    }
    push_paragraphs(html.get(at..).unwrap_or_default(), &mut done);
    done
}

/// Returns where an element ends whose tag ends at `from`: behind the tag that closes it, at the
/// next block for a paragraph that nothing closes. `None` if nothing closes it: then the words
/// behind it are read as the others.
fn end_of(html: &str, name: &str, from: usize) -> Option<usize> {
    let block = BLOCK.as_ref()?;
    let (mut depth, mut at) = (0usize, from);
    while let Some(found) = block.captures_at(html, at) {
        let whole = found.get(0)?;
        let own = [2, 3].into_iter().find_map(|group| found.get(group)).map_or("", |own| own.as_str());
        let is_opening = found.get(1).is_some_and(|stroke| stroke.is_empty());
        let is_own = own.eq_ignore_ascii_case(name);
        if name == "p" && !own.is_empty() && (is_opening || !is_own) {
            return Some(whole.start());
        }
        at = whole.end();
        match (is_own, is_opening) {
            (true, true) => depth += 1,
            (true, false) if depth == 0 => return Some(at),
            (true, false) => depth -= 1,
            _ => {}
        }
    }
    None
}

fn push_paragraphs(words: &str, done: &mut String) {
    let (Some(blank), Some(line_end)) = (BLANK_LINE.as_ref(), LINE_END.as_ref()) else { return };
    let paragraphs = blank.split(words).map(str::trim).filter(|paragraph| !paragraph.is_empty());
    for paragraph in paragraphs {
        done.push_str(&format!("<p>{}</p>\n", line_end.replace_all(paragraph, "<br>\n")));
    }
}

/// Tells of pictures that are not in the export.
pub(super) fn lost_pictures(count: usize) -> Problem {
    Problem::warning(
        "import/old-file",
        format!("有 {count} 张图片不在导出的文件里，没有带过来"),
        format!("{count} pictures are not in the export: they were not carried over"),
    )
    .help(
        "在 WordPress 里导出“所有内容”，再导入一次；或者把图片放在文章旁边",
        "export `All content` in WordPress and import once more, or put the pictures next to the article",
    )
}

fn unknown(raw: &str) -> Problem {
    old_tag(
        raw,
        "短代码 {} 在这里没有对应的，去掉了",
        "the shortcode {} has no counterpart here: it was removed",
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
            ("<p>甲</p>\n乙", "<p>甲</p>\n<p>乙</p>"),
            (
                "[caption id=\"x\" width=\"3\"]<img src=\"a.jpg\"> 合影[/caption]",
                "<figure><img src=\"a.jpg\"> <figcaption>合影</figcaption></figure>",
            ),
            ("[gallery ids=\"7,8\"]", "<p><img src=\"https://a.example.com/wp-content/uploads/7.jpg\"></p>"),
            ("甲[1] [note]乙[/note] [x a=\"b\"]", "<p>甲[1] 乙</p>\n"),
            ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
            (
                "甲\n\n<p style=\"x\">乙</p>\n\n丙<br>\n丁\n\n戊",
                "<p>甲</p>\n<p style=\"x\">乙</p>\n<p>丙<br>\n丁</p>\n<p>戊</p>\n",
            ),
            (
                "<blockquote>甲\n\n乙</blockquote>丙",
                "<blockquote>\n<p>甲</p>\n<p>乙</p>\n</blockquote>\n<p>丙</p>",
            ),
            ("<p>甲\n<p>乙\n\n<ul>\n\n<li>丙</ul>", "<p>甲\n\n<p>乙\n\n\n<ul>\n\n<li>丙</ul>"),
            (
                "<table><td><table>\n\n</table>甲\n\n乙</table>",
                "<table><td><table>\n\n</table>甲\n\n乙</table>",
            ),
            ("<!-- wp:x -->\n甲\n\n乙", "<!-- wp:x -->\n甲\n\n乙"),
            ("[video mp4=\"a.mp4\"][/video]", "<video src=\"a.mp4\"></video>"),
        ] {
            assert_eq!(body(text, &files, &[]).html.trim_end(), expected.trim_end(), "{text}");
        }
    }
}
