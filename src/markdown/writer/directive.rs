//! Writes directives: the parser sees two comments, and the host returns the HTML for what is
//! between.

use std::ops::Range;

use super::super::directive::Opening;
use super::super::prepare::{Marker, MarkerKind};
use super::line;
use super::state::{Directives, OpenDirective, Writer};
use crate::problem::{Finding, Problem};
use crate::text::element_name;

/// Maximum nesting of directives. The content of the innermost is copied again for each directive
/// around it.
const DEEPEST: usize = 32;

impl Directives {
    pub fn enter(&mut self) {
        self.depth += 1;
    }

    pub fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

impl Writer<'_> {
    /// Handles the line of a directive.
    pub(super) fn marker(&mut self, id: usize) {
        let Some(marker) = self.page.markers.get(id).filter(|_| !self.directives.is_too_deep) else { return };
        match &marker.kind {
            MarkerKind::Open(opening) if opening.closed => self.call(opening, &marker.span, ""),
            MarkerKind::Open(opening) if self.directives.open.len() >= DEEPEST => {
                self.directives.is_too_deep = true;
                self.findings.push(Finding { problem: too_deep(opening), span: marker.span.clone() });
            }
            MarkerKind::Open(opening) => self.directives.open.push(OpenDirective {
                marker: id,
                colons: opening.colons,
                depth: self.directives.depth,
                before: std::mem::take(&mut self.out),
            }),
            MarkerKind::Close { colons } => self.close_line(marker, *colons),
        }
    }

    /// Handles a line of colons: it closes the directive that was opened with as many; if there is
    /// none, the innermost that was opened with fewer.
    fn close_line(&mut self, marker: &Marker, colons: usize) {
        let depth = self.directives.depth;
        let here = self.directives.open.iter().filter(|open| open.depth == depth).count();
        let from = self.directives.open.len() - here;
        let candidates = self.directives.open.get(from..).unwrap_or_default();
        let exact = candidates.iter().rposition(|open| open.colons == colons);
        match exact.or_else(|| candidates.iter().rposition(|open| open.colons <= colons)) {
            Some(at) => {
                while self.directives.open.len() > from + at + 1 {
                    self.close_innermost(false);
                }
                self.close_innermost(true);
            }
            None => self.findings.push(Finding { problem: stray(colons), span: marker.span.clone() }),
        }
    }

    /// Closes the directives that began in the element that ends here.
    pub(super) fn close_directives(&mut self) {
        while self.directives.open.last().is_some_and(|open| open.depth == self.directives.depth) {
            self.close_innermost(false);
        }
    }

    fn close_innermost(&mut self, closed: bool) {
        let Some(open) = self.directives.open.pop() else { return };
        let body = std::mem::replace(&mut self.out, open.before);
        let Some(Marker { kind: MarkerKind::Open(opening), span }) = self.page.markers.get(open.marker)
        else {
            return;
        };
        if !closed && !self.directives.is_too_deep {
            self.findings.push(Finding { problem: unclosed(opening), span: span.clone() });
        }
        self.call(opening, span, &body);
    }

    fn call(&mut self, opening: &Opening, span: &Range<usize>, body: &str) {
        match self.host.directive(&opening.call, body) {
            Ok(html) => {
                if self.options.advise && shows_nothing(&html) {
                    self.findings.push(Finding { problem: empty(opening), span: span.clone() });
                }
                let line = self.line_at(span.start);
                line::push_into(&mut self.out, &html, line);
                if !html.ends_with('\n') {
                    self.out.push('\n');
                }
            }
            // Keep the content, so that it can at least be read in the preview.
            Err(mut findings) => {
                self.findings.append(&mut findings);
                self.out.push_str(body);
            }
        }
    }
}

/// Whether HTML has neither text nor anything else to be seen.
fn shows_nothing(html: &str) -> bool {
    const SEEN: [&str; 14] = [
        "img", "svg", "video", "audio", "iframe", "picture", "object", "canvas", "input", "embed", "hr",
        "meter", "progress", "math",
    ];
    let mut tags = html.split('<');
    let is_text = |text: &str| !text.trim().is_empty();
    !tags.next().is_some_and(is_text)
        && tags.all(|tag| {
            let (tag, text) = tag.split_once('>').unwrap_or((tag, ""));
            !is_text(text) && !SEEN.iter().any(|seen| element_name(tag).eq_ignore_ascii_case(seen))
        })
}

fn empty(opening: &Opening) -> Problem {
    let name = &opening.call.name;
    Problem::warning(
        "md/directive-empty",
        format!("组件“{name}”在页面上什么也不显示"),
        format!("the directive `{name}` shows nothing on the page"),
    )
    .help(
        format!("检查参数和数据；要写在组件里面的文字、图片，放在 :::{name} 和 ::: 两行之间"),
        format!(
            "check its arguments and data; text and pictures of the directive go between the lines :::{name} and :::"
        ),
    )
}

fn unclosed(opening: &Opening) -> Problem {
    let name = &opening.call.name;
    let colons = ":".repeat(opening.colons);
    Problem::error(
        "md/directive-unclosed",
        format!("组件“{name}”没有结束"),
        format!("the directive `{name}` is not closed"),
    )
    .help(
        format!("在组件内容之后另起一行写 {colons}；没有内容的组件可以在同一行末尾写 {colons}"),
        format!(
            "write {colons} on a line of its own after its content, or at the end of this line if it has none"
        ),
    )
}

fn too_deep(opening: &Opening) -> Problem {
    let name = &opening.call.name;
    Problem::error(
        "md/directive-too-deep",
        format!("组件“{name}”外面已经套了 {DEEPEST} 层组件"),
        format!("the directive `{name}` lies in {DEEPEST} others"),
    )
    .help(
        "多半是前面的组件没有结束：每个组件之后另起一行写 :::",
        "others before it are probably not closed: write ::: on a line of its own after each",
    )
}

fn stray(colons: usize) -> Problem {
    let colons = ":".repeat(colons);
    Problem::error(
        "md/directive-stray",
        format!("这一行 {colons} 多余：前面没有等着结束的组件"),
        format!("this {colons} closes no directive"),
    )
    .help(
        "删去这一行；嵌套时外层组件要用更多的冒号（::::），列表或引用里的组件要在同一层结束",
        "delete the line; an outer directive has more colons (::::); a directive in a list or a quote ends in it",
    )
}
