//! Raw HTML: shown as text or passed on, but for the writer's remarks, and the comments that stand for directives.

use std::ops::Range;

use super::super::remark;
use super::Writer;
use crate::problem::Problem;
use crate::text::escape;

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
        let html = remark::without(&html);
        let text = html.trim();
        if text.is_empty() {
            return;
        }
        if self.options.raw_html {
            self.out.push_str(&html);
        } else {
            self.open_tag("<p", &range);
            self.out.push('>');
            if text.contains('<') {
                self.report(raw_html(), range);
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
            return;
        }
        if self.options.raw_html {
            self.other_than_pictures();
            self.out.push_str(&html);
        } else {
            self.report(raw_html(), range.clone());
            self.text(&html, range);
        }
    }
}

fn raw_html() -> Problem {
    Problem::warning("md/raw-html", "文章里的 HTML 按文字显示", "HTML in an article is shown as text").help(
        "改用 Markdown 或组件（:::）；确需 HTML 时在 site.yaml 里写 markdown: {html: allow}",
        "use Markdown or a directive (:::); if it must be HTML, say markdown: {html: allow} in site.yaml",
    )
}
