//! Writes pictures, and figures for pictures that are alone in a paragraph.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::caption::split_credit;
use super::line;
use super::link::is_unsafe;
use super::state::{OpenPicture, Picture, Writer};
use crate::problem::{Finding, Problem, unsafe_address};
use crate::text::escape;
use crate::text::link::Refusal;

/// How a picture is written.
struct Resolved {
    /// The tag without its closing `>`.
    tag: String,
    label: Option<String>,
    full: Option<String>,
}

impl OpenPicture {
    pub fn new(source: String, title: String, range: Range<usize>) -> Self {
        Self { source, title, range, alt: String::new(), nested: 0 }
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
        let alone = self.line.depth == 0;
        match self.resolve(&picture) {
            Ok(Resolved { tag, label, full }) => {
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
                let written = Picture { tag, label, full, title: picture.title, line };
                if let Some(pictures) =
                    self.paragraph.as_mut().and_then(|p| p.pictures.as_mut()).filter(|_| alone)
                {
                    pictures.push(written);
                }
            }
            Err(finding) => {
                self.findings.push(*finding);
                self.other_than_pictures();
                escape::text(&mut self.out, &picture.alt);
            }
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
            self.findings.push(Finding { problem: no_alt(), span });
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
        Ok(Resolved { tag, label: image.label, full: image.full })
    }

    /// Writes the label that readers must see with a picture.
    fn label(&mut self, label: Option<&str>) {
        if let Some(label) = label {
            self.out.push_str("<span class=\"picture-label\">");
            escape::text(&mut self.out, label);
            self.out.push_str("</span>");
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

    fn figure(&mut self, picture: &Picture) {
        self.out.push_str("<figure");
        line::push(&mut self.out, picture.line);
        self.out.push('>');
        if let Some(full) = &picture.full {
            self.out.push_str("<a class=\"enlarge\" href=\"");
            escape::attribute(&mut self.out, full);
            self.out.push_str("\">");
        }
        self.out.push_str(&picture.tag);
        self.out.push('>');
        if picture.full.is_some() {
            self.out.push_str("</a>");
        }
        self.label(picture.label.as_deref());
        let (caption, credit) = split_credit(&picture.title);
        if !picture.title.trim().is_empty() {
            self.out.push_str("<figcaption>");
            escape::text(&mut self.out, caption);
            if let Some(credit) = credit {
                self.out.push_str(if caption.is_empty() { "" } else { " " });
                self.out.push_str("<span class=\"credit\">");
                escape::text(&mut self.out, credit);
                self.out.push_str("</span>");
            }
            self.out.push_str("</figcaption>");
            self.words.push_str(picture.title.trim());
            self.words.push('\n');
        }
        self.out.push_str("</figure>");
    }
}

pub(super) fn no_alt() -> Problem {
    Problem::warning("img/alt", "图片没有说明文字", "the picture has no alternative text").help(
        "在方括号里写明图上有什么，看不到图的人要靠它：![党员义务植树](a.jpg)",
        "say in the brackets what the picture shows, for those who do not see it: ![Members planting trees](a.jpg)",
    )
}
