//! Converts the HTML that is within Markdown.

use scraper::{Html, Node};

use super::convert::{Converter, Target};
use super::markup::{destination, image};
use super::notes::old_tag;
use crate::problem::Problem;

/// Where an element is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub in_table: bool,
    pub in_heading: bool,
}

/// Elements whose look is the theme's.
const LOOKS: [&str; 24] = [
    "u",
    "font",
    "span",
    "center",
    "mark",
    "small",
    "big",
    "ins",
    "label",
    "abbr",
    "p",
    "div",
    "section",
    "figure",
    "figcaption",
    "nobr",
    "wbr",
    "cite",
    "q",
    "dfn",
    "article",
    "picture",
    "source",
    "hr",
];

impl Converter<'_> {
    /// Converts an element within a line; `None` if it stays as it is. `open` holds what the
    /// closing tags become of elements that are open.
    pub(super) fn html_element(
        &mut self,
        html: &str,
        place: Place,
        open: &mut Vec<(String, String)>,
        after: &str,
    ) -> Option<String> {
        // What an element marks ends in its paragraph.
        let paragraph = after.split("\n\n").next().unwrap_or_default().to_ascii_lowercase();
        if html.starts_with("<!--") {
            return None;
        }
        let name = html.trim_start_matches(['<', '/']);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = name.get(..length)?.to_ascii_lowercase();
        if html.starts_with("</") {
            return match open.iter().rposition(|(known, _)| *known == name) {
                Some(at) => Some(open.remove(at).1),
                // It closes what is in another paragraph, or nothing.
                None => (LOOKS.contains(&name.as_str()) || KNOWN.contains(&name.as_str())).then(String::new),
            };
        }
        let mut with = |mark: &str| {
            // Markdown has no mark around nothing, or beside a blank.
            let inner = paragraph.split(&format!("</{name}")).next().unwrap_or_default();
            let is_closed = inner.len() < paragraph.len();
            let is_tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
            let mark =
                if is_closed && is_tight && !inner.is_empty() && !inner.contains('<') { mark } else { "" };
            open.push((name.clone(), mark.to_owned()));
            Some(mark.to_owned())
        };
        match name.as_str() {
            "br" if place.in_table => None,
            "br" if place.in_heading => Some(" ".to_owned()),
            "br" if after.starts_with('\n') => Some("\\".to_owned()),
            "br" if after.trim_start_matches([' ', '\t']).is_empty() => Some(String::new()),
            "br" => Some("\\\n".to_owned()),
            "b" | "strong" => with("**"),
            "i" | "em" => with("*"),
            "del" | "s" | "strike" => with("~~"),
            "code" | "kbd" | "tt" | "samp" => with("`"),
            "sub" | "sup" => {
                let inner = after.split("</").next().unwrap_or_default();
                // The words are changed by the writer: `H2O` is not `H₂O`.
                self.tell(raised(html, inner), html);
                with("")
            }
            "a" => {
                let address = attribute(html, "href");
                let target = address.as_deref().map(|address| (self.link(address), address));
                let (before, behind) = match target {
                    Some((Target::To(to), _)) => ("[", format!("]({})", destination(&to))),
                    Some((Target::Same, address)) => ("[", format!("]({})", destination(address))),
                    _ => ("", String::new()),
                };
                open.push((name, behind));
                Some(before.to_owned())
            }
            "img" => {
                let address = self.picture_address(html)?;
                let alt = attribute(html, "alt").unwrap_or_default();
                let title = attribute(html, "title").unwrap_or_default();
                Some(self.shown(&address, &alt, &title).unwrap_or_else(|| image(&alt, &address, &title)))
            }
            "iframe" | "embed" => {
                open.push((name, String::new()));
                let address = attribute(html, "src")?;
                Some(self.embedded(&address, html))
            }
            "script" | "style" | "link" | "meta" => {
                open.push((name, String::new()));
                self.tell(left_out(html), html);
                Some(String::new())
            }
            name if LOOKS.contains(&name) => {
                self.look(html);
                with("")
            }
            _ => None,
        }
    }

    /// Converts a block of HTML; `None` if it stays as it is.
    pub(super) fn html_block(&mut self, block: &str) -> Option<String> {
        let trimmed = block.trim();
        // A remark to the writer.
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("<!--").count() == 1 {
            return None;
        }
        let html = Html::parse_fragment(trimmed);
        let has_words = html.root_element().text().any(|words| !words.trim().is_empty());
        let names: Vec<&str> = html
            .root_element()
            .descendants()
            .filter_map(|node| match node.value() {
                Node::Element(element) => Some(element.name()),
                _ => None,
            })
            .filter(|name| *name != "html")
            .collect();
        let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(name));
        if has(&["script", "style", "link", "meta", "noscript"]) && !has(&["p", "img", "table", "a"]) {
            self.tell(left_out(trimmed), block.lines().next().unwrap_or_default());
            return Some(String::new());
        }
        if !has_words
            && !has(&["img", "iframe", "video", "audio", "embed", "table", "hr", "object", "source"])
        {
            // `<div class="x">` around Markdown.
            if !names.is_empty() && !trimmed.starts_with("</") {
                self.look(trimmed);
            }
            return Some(String::new());
        }
        // Elements that Markdown does not know: words such as `<单位>`, `<T>`.
        let is_known = names.iter().any(|name| KNOWN.contains(name));
        if !is_known {
            return None;
        }
        Some(self.html(trimmed))
    }

    /// Writes what stands for a page that was embedded.
    pub(super) fn embedded(&mut self, address: &str, html: &str) -> String {
        let full = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        if !full.contains("://") {
            self.tell(left_out(html), html);
            return String::new();
        }
        self.tell(shown_as_link(&full), html);
        format!("[{}{full}](<{full}>)", self.pick("观看：", "Open: "))
    }
}

/// Elements of HTML that hold text.
const KNOWN: [&str; 48] = [
    "p",
    "div",
    "span",
    "center",
    "font",
    "b",
    "i",
    "u",
    "strong",
    "em",
    "a",
    "img",
    "br",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "code",
    "iframe",
    "video",
    "audio",
    "embed",
    "figure",
    "figcaption",
    "details",
    "summary",
    "section",
    "article",
    "header",
    "hr",
    "sub",
    "sup",
    "small",
    "object",
];

/// Returns an attribute of an element as it is written.
pub(super) fn attribute(html: &str, name: &str) -> Option<String> {
    let fragment = Html::parse_fragment(html);
    let mut elements = fragment.root_element().descendants().filter_map(scraper::ElementRef::wrap);
    let value = elements.find_map(|element| element.value().attr(name).map(str::trim).map(str::to_owned))?;
    (!value.is_empty()).then_some(value)
}

fn raised(html: &str, inner: &str) -> Problem {
    let inner: String = inner.chars().take(20).collect();
    Problem::warning(
        "import/old-look",
        format!("上下标 {html}{inner} 成了普通文字"),
        format!("what was raised or lowered ({html}{inner}) is plain text"),
    )
    .help("写成 H₂O、m² 这样的字符", "write characters such as H₂O and m²")
}

pub(super) fn left_out(html: &str) -> Problem {
    old_tag(html, "{} 没有带过来", "{} was not carried over").help(
        "脚本和样式在这里不起作用；它显示的内容，用组件（:::）",
        "scripts and styles have no effect here: use a directive (:::)",
    )
}

pub(super) fn shown_as_link(address: &str) -> Problem {
    Problem::info(
        "import/old-file",
        format!("嵌在页面里的 {address} 成了链接"),
        format!("{address}, which was embedded, is a link"),
    )
    .help(
        "内网看不到外站的视频；有文件的，放在文章旁边，用 :::视频",
        "put the file next to the article and use `:::video`",
    )
}
