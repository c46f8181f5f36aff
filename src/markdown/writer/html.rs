//! Handles raw HTML: shows it as text or passes it through, except for the writer's comments and
//! those that stand for directives.

use std::ops::Range;

use super::super::remark;
use super::super::tags::Tags;
use super::element::{self, ClosingTags};
use super::state::{Elements, Writer};
use crate::problem::{Edit, Fix, Problem};
use crate::text::{element_name, escape, opens_comment};

impl Writer<'_> {
    pub(super) fn html_line(&mut self, html: &str, range: &Range<usize>) {
        if let Some(marker) = self.page.marker(html) {
            return self.marker(marker);
        }
        let text = self.page.verbatim(html, range);
        let text = self.page.clean(text);
        if let Some((block, _)) = &mut self.html {
            block.push_str(&text);
        }
    }

    pub(super) fn end_html(&mut self) {
        let Some((html, range)) = self.html.take() else { return };
        if self.chinese && remark::seems_to_end_early(&html) {
            self.report(remark::too_long(), range.clone());
        }
        let html = remark::without(&html);
        let text = html.trim();
        if text.is_empty() {
            return;
        }
        if self.options.raw_html {
            if remark::is_open(&html) {
                self.report(remark::shown(), range.clone());
            }
            self.report_placeholders(&range, true);
            let html = self.with_addresses(&html, &range);
            self.out.push_str(&html);
        } else {
            self.open_tag("<p", &range);
            self.out.push('>');
            if self.chinese && opens_comment(text) {
                self.report(remark::shown(), range);
            } else if text.contains('<') {
                self.report_html(text, range);
            }
            escape::text(&mut self.out, text);
            self.out.push_str("</p>\n");
            self.words.push_str(text);
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let html = self.page.clean(html);
        if self.picture.is_some() {
            return;
        }
        if remark::is_one(&html) {
            if self.chinese && remark::seems_to_end_early(&html) {
                self.report(remark::too_long(), range);
            }
            return;
        }
        // A cell has no other way to begin a line.
        if self.table.in_cell && is_break(&html) {
            return self.hard_break(&range);
        }
        if self.options.raw_html {
            self.other_than_pictures();
            self.report_placeholders(&range, false);
            let html = self.with_addresses(&html, &range);
            self.out.push_str(&html);
        } else {
            // `text` reports a comment.
            if !(self.chinese && opens_comment(&html)) {
                self.report_html(&html, range.clone());
            }
            self.text(&html, range);
        }
    }

    /// Reports HTML that is shown as text. Each element is reported once, not again where it is
    /// closed.
    ///
    /// An element that contains others is reported for all of its paragraph: the rows and cells of
    /// a table are not reported one by one.
    fn report_html(&mut self, html: &str, range: Range<usize>) {
        const CONTAINERS: [&str; 16] = [
            "article",
            "blockquote",
            "center",
            "details",
            "div",
            "dl",
            "figure",
            "li",
            "ol",
            "p",
            "section",
            "table",
            "tbody",
            "thead",
            "tr",
            "ul",
        ];
        if element::is_placeholder(html) {
            return;
        }
        let paragraph = self.paragraph.as_ref().map(|paragraph| paragraph.tag);
        let is_within = paragraph.is_some() && self.elements.container == paragraph;
        let Some(name) = self.elements.opened_by(html).filter(|_| !is_within) else { return };
        if CONTAINERS.iter().any(|container| name.eq_ignore_ascii_case(container)) {
            self.elements.container = paragraph;
        }
        self.report(raw_html(name), range);
    }

    /// Reports words in angle brackets where HTML is allowed: browsers hide what is no element.
    /// `is_block` says whether the HTML at `range` is a block, in which no Markdown is read.
    fn report_placeholders(&mut self, range: &Range<usize>, is_block: bool) {
        let page = self.page;
        let written = page.text.get(range.clone()).unwrap_or_default();
        for found in Tags::read(written).opening {
            let tag = written.get(found.clone()).unwrap_or_default();
            let place = range.start + found.start..range.start + found.end;
            let is_foreign = element::opens_foreign(tag);
            if place.start < self.elements.end_of_foreign || !(is_foreign || element::is_placeholder(tag)) {
                continue;
            }
            let closing = self.elements.closing.get_or_insert_with(|| ClosingTags::read(&page.text));
            if is_foreign {
                self.elements.end_of_foreign = closing.end(tag, place.start);
            } else if !closing.closes(tag, place.start) {
                let span = page.map.span(place.clone());
                // A backslash before the first tag of a block makes it a paragraph.
                self.report(hidden_words(tag, span, is_block && found.start > 0), place);
            }
        }
    }
}

impl Elements {
    /// Returns the name of the first element that begins in `html`, or an empty name if there is
    /// something else to report. Returns `None` if `html` only ends elements that have been
    /// reported.
    fn opened_by<'h>(&mut self, html: &'h str) -> Option<&'h str> {
        let mut first = None;
        let mut has_tags = false;
        for Tag { name, closes, is_empty } in tags(html) {
            has_tags = true;
            let key = name.to_ascii_lowercase();
            let open = self.open.get_mut(&key).filter(|open| closes && **open > 0);
            match open {
                Some(open) => *open -= 1,
                None => {
                    first = first.or(Some(if closes { "" } else { name }));
                    if !closes && !is_empty {
                        *self.open.entry(key).or_default() += 1;
                    }
                }
            }
        }
        if has_tags { first } else { Some("") }
    }
}

struct Tag<'h> {
    name: &'h str,
    closes: bool,
    /// Whether the element has no end tag.
    is_empty: bool,
}

/// Returns the tags in a piece of HTML.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    /// Elements that never have an end tag.
    const EMPTY: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];
    html.match_indices('<').filter_map(move |(at, _)| {
        let rest = html.get(at + 1..)?;
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name =
            Some(element_name(rest)).filter(|_| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let is_ended =
            rest.find('>').is_some_and(|end| rest.get(..end).is_some_and(|tag| tag.ends_with('/')));
        let is_empty = is_ended || EMPTY.iter().any(|empty| name.eq_ignore_ascii_case(empty));
        Some(Tag { name, closes, is_empty })
    })
}

/// Returns the problem of words in angle brackets that browsers take for an element, `<待定>` in
/// Latin letters; `span` is their place in the body. Within a block of HTML, where a backslash is
/// shown, entities stand for the brackets.
fn hidden_words(tag: &str, span: Range<usize>, is_within_block: bool) -> Problem {
    let problem = Problem::warning(
        "md/hidden-words",
        format!("{tag} 不是 HTML 的标签，浏览器不会显示它"),
        format!("{tag} is no element of HTML; browsers do not show it"),
    );
    if is_within_block {
        let shown = escape::escaped(tag);
        let edits = vec![Edit::replace(span, shown.to_string())];
        return problem
            .help(
                format!("要显示尖括号和里面的文字，在 HTML 里写成 {shown}"),
                format!("to show the brackets and the words, write {shown} within HTML"),
            )
            .fix(Fix::probable(format!("改成 {shown}"), format!("write {shown}"), edits));
    }
    problem
        .help(
            format!("要显示尖括号和里面的文字，在前面加反斜线：\\{tag}"),
            format!("to show the brackets and the words, put a backslash before them: \\{tag}"),
        )
        .fix(Fix::probable(
            "在尖括号前加反斜线",
            "put a backslash before it",
            vec![Edit::insert(span.start, "\\")],
        ))
}

/// Returns the problem of an element, with what to write instead.
fn raw_html(name: &str) -> Problem {
    let problem =
        Problem::warning("md/raw-html", "文章里的 HTML 按文字显示", "HTML in an article is shown as text");
    let instead = match name.to_ascii_lowercase().as_str() {
        "b" | "strong" => Some(("加粗写成 **文字**", "write **words** for bold")),
        "i" | "em" => Some(("强调写成 *文字*", "write *words* for emphasis")),
        "br" => Some((
            "另起一段空一行；同一段里换行，在行末加一个反斜杠 \\",
            "leave an empty line for a new paragraph; a backslash at the end of a line breaks it",
        )),
        "p" | "div" | "center" | "section" | "span" | "font" | "u" | "big" | "small" | "style" => Some((
            "对齐、字号和颜色由网站的版式决定：去掉标签，只留文字，段落之间空一行",
            "alignment, size and colour are the theme's: keep the words without the tags, with an empty line between paragraphs",
        )),
        "img" => Some(("图片写成 ![说明](文件名)", "write ![description](file) for a picture")),
        "a" => Some(("链接写成 [文字](网址)", "write [words](address) for a link")),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Some(("标题在行首写 ## 和一个空格", "begin a heading with ## and a space"))
        }
        "ul" | "ol" | "li" => Some(("列表每行以 - 或 1. 开头", "begin each item with - or 1.")),
        "table" | "tr" | "td" | "th" | "tbody" | "thead" => {
            Some(("表格用 | 分开各格", "part the cells of a table by |"))
        }
        "hr" => Some(("分隔线写成单独一行 ---，前后空一行", "write --- on a line of its own for a rule")),
        "video" | "audio" | "iframe" | "embed" | "object" => {
            Some(("视频用组件：:::视频 文件=… :::", "use the directive `video`"))
        }
        _ => None,
    };
    match instead {
        Some((zh, en)) => problem.help(
            format!("{zh}；确需 HTML 时在 site.yaml 里写 正文: {{原始HTML: 允许}}"),
            format!("{en}; if it must be HTML, say markdown: {{html: allow}} in site.yaml"),
        ),
        None => problem.help(
            "改用 Markdown 或组件（:::）；确需 HTML 时在 site.yaml 里写 正文: {原始HTML: 允许}",
            "use Markdown or a directive (:::); if it must be HTML, say markdown: {html: allow} in site.yaml",
        ),
    }
}

/// Whether a tag is `<br>`.
fn is_break(tag: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches(['/', ' ']).eq_ignore_ascii_case("br"))
}
