//! Writes pictures, and figures for pictures that are alone in a paragraph.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::body::OriginalFile;
use super::super::caption::split_credit;
use super::line;
use super::link::is_unsafe;
use super::state::{OpenPicture, Picture, Writer};
use crate::problem::{Edit, Finding, Fix, Problem, unsafe_address};
use crate::text::escape;
use crate::text::link::Refusal;

/// How a picture is written.
struct Resolved {
    /// The tag without its closing `>`.
    tag: String,
    label: Option<String>,
    full: Option<String>,
    original: Option<OriginalFile>,
}

impl OpenPicture {
    pub fn new(source: String, title: String, range: Range<usize>) -> Self {
        Self { source, title, range, alt: String::new(), nested: 0 }
    }
}

impl Picture {
    pub(super) fn has_caption(&self) -> bool {
        !self.title.trim().is_empty()
    }
}

impl Writer<'_> {
    pub(super) fn start_picture(&mut self, picture: OpenPicture) {
        match &mut self.picture {
            Some(around) => around.nested += 1,
            None => {
                self.without_alert_mark("");
                self.picture = Some(picture);
            }
        }
    }

    pub(super) fn end_picture(&mut self) {
        let Some(mut picture) = self.picture.take() else { return };
        if picture.nested > 0 {
            picture.nested -= 1;
            self.picture = Some(picture);
            return;
        }
        // A link around a picture is open, and nothing else may be.
        let link = self.links.around_picture.clone();
        let alone = self.line.depth == usize::from(link.is_some());
        match self.resolve(&picture) {
            Ok(Resolved { tag, label, full, original }) => {
                self.visible("\u{FFFC}");
                self.out.push_str(&tag);
                if !picture.title.is_empty() {
                    self.out.push_str(" title=\"");
                    escape::attribute(&mut self.out, &picture.title);
                    self.out.push('"');
                }
                self.out.push('>');
                self.label(label.as_deref());
                let line = self.line_of(&picture.range);
                let has_alt = !picture.alt.trim().is_empty();
                let OpenPicture { title, range, .. } = picture;
                let written = Picture { tag, has_alt, label, full, original, link, title, range, line };
                match self.pictures_so_far().filter(|_| alone) {
                    Some(pictures) => pictures.push(written),
                    None => self.report_hidden_caption(&written),
                }
            }
            Err(finding) => {
                self.findings.push(*finding);
                self.other_than_pictures();
                escape::text(&mut self.out, &picture.alt);
            }
        }
    }

    /// Returns the pictures of the paragraph, or of an item or a cell, if it has nothing else.
    pub(super) fn pictures_so_far(&mut self) -> Option<&mut Vec<Picture>> {
        match &mut self.paragraph {
            Some(paragraph) => paragraph.pictures.as_mut(),
            None => self.tight.as_mut().map(|tight| &mut tight.pictures),
        }
    }

    /// Notes that the paragraph contains something other than pictures, so that they are not
    /// figures.
    pub(super) fn other_than_pictures(&mut self) {
        self.links.around_picture = None;
        let tight = self.tight.take().map(|tight| tight.pictures);
        let pictures = match &mut self.paragraph {
            Some(paragraph) => paragraph.pictures.take(),
            None => tight,
        };
        for picture in pictures.unwrap_or_default() {
            self.report_hidden_caption(&picture);
        }
    }

    /// Returns how a picture is written, if the host has it.
    fn resolve(&mut self, picture: &OpenPicture) -> Result<Resolved, Box<Finding>> {
        let span = self.page.map.span(picture.range.clone());
        if is_unsafe(&picture.source) {
            return Err(Box::new(Finding {
                problem: unsafe_address(&picture.source, Refusal::Unsafe),
                span,
            }));
        }
        let image = self.host.image(&picture.source, span.clone()).map_err(Box::new)?;
        let alt = picture.alt.trim();
        if alt.is_empty() {
            let fix = self.fix_from_metadata(picture, &image.said);
            self.findings.push(Finding { problem: Problem { fix, ..no_alt() }, span });
        }
        let mut tag = String::from("<img src=\"");
        escape::attribute(&mut tag, &image.src);
        tag.push_str("\" alt=\"");
        escape::attribute(&mut tag, alt);
        tag.push('"');
        if let Some((width, height)) = image.size {
            let _ = write!(tag, " width=\"{width}\" height=\"{height}\"");
        }
        if let Some((srcset, sizes)) = &image.widths {
            tag.push_str(" srcset=\"");
            escape::attribute(&mut tag, srcset);
            tag.push_str("\" sizes=\"");
            escape::attribute(&mut tag, sizes);
            tag.push('"');
        }
        if let Some(class) = &image.class {
            let _ = write!(tag, " class=\"{class}\"");
        }
        // The first picture is probably visible at once; loading it lazily would make the page
        // slower.
        if self.pictures > 0 {
            tag.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.pictures += 1;
        Ok(Resolved { tag, label: image.label, full: image.full, original: image.original })
    }

    /// Offers what the metadata of a photo say, where the writer says nothing of it. An agency's
    /// photo tells what it shows and who took it; a camera's may tell anything.
    ///
    /// `![](a.jpg)` becomes `![党员义务植树](a.jpg "党员义务植树。李四 摄")`.
    fn fix_from_metadata(
        &self,
        picture: &OpenPicture,
        said: &(Option<String>, Option<String>),
    ) -> Option<Fix> {
        let caption = one_line(said.0.as_deref()?)?;
        let written = self.page.text.get(picture.range.clone())?;
        // Only the usual way of writing: other brackets end elsewhere.
        let inner = written.strip_prefix("![")?;
        let alt =
            inner.find("](").filter(|end| inner.get(..*end).is_some_and(|alt| alt.trim().is_empty()))?;
        let place =
            |from: usize, to: usize| self.page.map.span(picture.range.start + from..picture.range.start + to);
        let mut edits = vec![Edit::replace(place(2, 2 + alt), caption.clone())];
        let credit = said.1.as_deref().and_then(one_line).filter(|_| picture.title.is_empty());
        // A caption that names somebody needs no second name.
        let credit = credit.filter(|_| written.ends_with(')') && split_credit(&caption).1.is_none());
        let (zh, en) = match credit {
            Some(credit) => {
                let end = written.len() - 1;
                edits.push(Edit::insert(
                    place(end, end).start,
                    format!(" \"{}\"", credited(&caption, &credit)),
                ));
                (format!("，图说里加上“{credit}”"), format!(", and the credit `{credit}`"))
            }
            None => (String::new(), String::new()),
        };
        Some(Fix::probable(
            format!("把照片自带的说明“{caption}”填进方括号{zh}"),
            format!("fill in the caption that the photo itself carries, `{caption}`{en}"),
            edits,
        ))
    }

    /// Writes the label that readers must see with a picture.
    fn label(&mut self, label: Option<&str>) {
        if let Some(label) = label {
            self.out.push_str("<span class=\"picture-label\">");
            escape::text(&mut self.out, label);
            self.out.push_str("</span>");
        }
    }

    /// Reports the caption of a picture that is no figure: it is only shown where a mouse rests, so
    /// not on phones or paper.
    pub(super) fn report_hidden_caption(&mut self, picture: &Picture) {
        if !picture.has_caption() {
            return;
        }
        let written = self.page.map.span(picture.range.clone());
        self.report(hidden_caption(self.page.body, written), picture.range.clone());
    }

    /// Ends the content of a list item or a cell. Pictures that are all of it are figures if one
    /// has a caption, which is only seen with a figure.
    pub(super) fn end_tight(&mut self) {
        let Some(tight) = self.tight.take() else { return };
        if tight.pictures.iter().any(Picture::has_caption) {
            self.out.truncate(tight.start);
            self.figures(&tight.pictures);
        }
    }

    /// Writes the figures of a paragraph that contains nothing else.
    pub(super) fn figures(&mut self, pictures: &[Picture]) {
        if let [picture] = pictures {
            self.figure(picture);
            self.out.push('\n');
            return;
        }
        let _ = writeln!(self.out, "<div class=\"figures figures-{}\">", pictures.len());
        for picture in pictures {
            self.figure(picture);
            self.out.push('\n');
        }
        self.out.push_str("</div>\n");
    }

    /// Writes the link to an original; `is_after_words` says whether a caption stands before it.
    fn original(&mut self, OriginalFile { link, words }: &OriginalFile, is_after_words: bool) {
        self.out.push_str(if is_after_words {
            " <a class=\"original\" href=\""
        } else {
            "<a class=\"original\" href=\""
        });
        escape::attribute(&mut self.out, &link.href);
        if let Some(name) = &link.download {
            self.out.push_str("\" download=\"");
            escape::attribute(&mut self.out, name);
        }
        self.out.push_str("\">");
        escape::text(&mut self.out, words);
        self.out.push_str("</a>");
    }

    fn figure(&mut self, picture: &Picture) {
        self.out.push_str("<figure");
        line::push(&mut self.out, picture.line);
        self.out.push('>');
        // A link of the writer's own replaces the one that enlarges: no link contains another.
        let link = picture.link.as_ref().filter(|tag| !tag.is_empty());
        match (link, &picture.full) {
            (Some(tag), _) => self.out.push_str(tag),
            (None, Some(full)) => {
                self.out.push_str("<a class=\"enlarge\" href=\"");
                escape::attribute(&mut self.out, full);
                // A link around a picture without words has those below it as its name.
                if !picture.has_alt && picture.has_caption() {
                    self.out.push_str("\" aria-label=\"");
                    escape::attribute(&mut self.out, picture.title.trim());
                }
                self.out.push_str("\">");
            }
            (None, None) => {}
        }
        self.out.push_str(&picture.tag);
        self.out.push('>');
        if link.is_some() || picture.full.is_some() {
            self.out.push_str("</a>");
        }
        self.label(picture.label.as_deref());
        let (caption, credit) = split_credit(&picture.title);
        let has_title = picture.has_caption();
        if has_title || picture.original.is_some() {
            self.out.push_str("<figcaption>");
            escape::text(&mut self.out, caption);
            if let Some(credit) = credit {
                self.out.push_str(if caption.is_empty() { "" } else { " " });
                self.out.push_str("<span class=\"credit\">");
                escape::text(&mut self.out, credit);
                self.out.push_str("</span>");
            }
            if let Some(original) = &picture.original {
                self.original(original, has_title);
            }
            self.out.push_str("</figcaption>");
        }
        if has_title {
            self.words.push_str(picture.title.trim());
            self.words.push('\n');
        }
        self.out.push_str("</figure>");
    }
}

/// A caption with its credit: `植树。张三 摄`, but `植树（新华社供图）`, since no agency takes a
/// photo.
fn credited(caption: &str, credit: &str) -> String {
    const AGENCIES: [char; 8] = ['社', '报', '网', '台', '部', '心', '司', '会'];
    let stop = if caption.ends_with(['。', '！', '？', '.']) { "" } else { "。" };
    if split_credit(&format!("{caption}（{credit}）")).1.is_some() || credit.ends_with('摄') {
        return format!("{caption}{stop}{credit}");
    }
    if credit.is_ascii() {
        return format!("{caption} (Photo: {credit})");
    }
    if credit.ends_with(AGENCIES) {
        return format!("{}（{credit}供图）", caption.trim_end_matches('。'));
    }
    format!("{caption}{stop}{credit} 摄")
}

/// A text of metadata as it can stand in Markdown; `None` if it can't.
fn one_line(text: &str) -> Option<String> {
    /// Longest text, in characters, that is taken for a caption.
    const LONGEST: usize = 200;
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let is_plain = !text.contains(['[', ']', '"', '\\', '<', '`', '*', '_', '!']);
    (is_plain && !text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
}

/// Returns the problem of a caption that readers don't see; `span` is its picture in the body. A
/// picture on a line of its own becomes a paragraph by empty lines.
fn hidden_caption(body: &str, span: Range<usize>) -> Problem {
    let before = body.get(..span.start).unwrap_or_default();
    let after = body.get(span.end..).unwrap_or_default();
    let is_line = before.is_empty() || before.ends_with('\n');
    let is_line = is_line && (after.is_empty() || after.starts_with(['\n', '\r']));
    let problem = Problem::warning(
        "img/caption-hidden",
        "图片和别的文字在一起，图说只在鼠标停留时出现，手机上和打印时看不到",
        "the picture is among words: its caption only shows where a mouse rests, not on phones or paper",
    )
    .help(
        "让图片单独成段（前后各空一行，外面不要加粗），图说和摄影者就显示在图下",
        "put the picture into a paragraph of its own (an empty line before and after, no bold around it) to show the caption below it",
    );
    if !is_line {
        return problem;
    }
    /// Number of lines of pictures that are looked at, so that a long row takes no long time.
    const LONGEST_ROW: usize = 100;
    // Pictures on lines right below each other stay together: they are shown as a row.
    let above = before.rsplit('\n').skip(1).take(LONGEST_ROW).take_while(|line| is_only_pictures(line));
    let above: usize = above.map(|line| line.len() + 1).sum();
    let start = before.len().saturating_sub(above);
    let below = after.split_inclusive('\n').skip(1).take(LONGEST_ROW);
    let below = below.take_while(|line| is_only_pictures(line));
    let below: usize = below.map(str::len).sum();
    let end = span.end + after.find('\n').map_or(after.len(), |at| at + 1) + below;
    let is_empty = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let mut edits = Vec::new();
    if !is_empty(body.get(..start).unwrap_or_default().lines().next_back()) {
        edits.push(Edit::insert(start, "\n"));
    }
    if !is_empty(body.get(end..).unwrap_or_default().lines().next()) {
        edits.push(Edit::insert(end, "\n"));
    }
    if edits.is_empty() {
        return problem;
    }
    problem.fix(Fix::probable("在图片前后各空一行", "put an empty line before and after the picture", edits))
}

/// Whether a line has pictures and nothing else: `![甲](a.jpg "图一") ![乙](b.jpg)`.
fn is_only_pictures(line: &str) -> bool {
    let mut rest = line.trim();
    let mut has_one = false;
    while let Some((_, after)) = rest.strip_prefix("![").and_then(|rest| rest.split_once("](")) {
        let mut is_quoted = false;
        let end = after.find(|c| {
            is_quoted ^= c == '"';
            c == ')' && !is_quoted
        });
        let Some(end) = end else { return false };
        has_one = true;
        rest = after.get(end + 1..).unwrap_or_default().trim_start();
    }
    has_one && rest.is_empty()
}

fn no_alt() -> Problem {
    Problem::warning("img/alt", "图片没有说明文字", "the picture has no alternative text").help(
        "在方括号里写明图上有什么，看不到图的人要靠它：![党员义务植树](a.jpg)",
        "say in the brackets what the picture shows, for those who do not see it: ![Members planting trees](a.jpg)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_says_what_somebody_did() {
        for (caption, credit, expected) in [
            ("义务植树", "张三", "义务植树。张三 摄"),
            ("义务植树。", "张三 摄", "义务植树。张三 摄"),
            ("义务植树。", "新华社", "义务植树（新华社供图）"),
            ("Members plant trees.", "Xinhua", "Members plant trees. (Photo: Xinhua)"),
            ("义务植树", "新华社记者张三摄", "义务植树。新华社记者张三摄"),
        ] {
            assert_eq!(credited(caption, credit), expected);
        }
    }
}
