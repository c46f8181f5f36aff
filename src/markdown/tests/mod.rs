//! Tests the rendering of bodies, feature by feature.

mod advice;
mod blocks;
mod chinese;
mod conformance;
mod fixes;
mod large;
mod lines;
mod links;
mod literal;
mod loss;
mod marks;
mod problems;
mod properties;
mod reading;
mod seen;
mod titles;
mod vectors;

use std::cell::RefCell;
use std::ops::Range;

use super::*;
use crate::problem::{Finding, Problem};

/// A site that has everything except what has `missing` in its name, and writes directives visibly.
#[derive(Default)]
struct Site {
    links: RefCell<Vec<(String, Range<usize>)>>,
}

impl Host for Site {
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding> {
        self.links.borrow_mut().push((destination.to_owned(), span.clone()));
        if destination.contains("missing") {
            return Err(Finding { problem: Problem::error("link/broken", "没有", "missing"), span });
        }
        Ok(Link::to(format!("/{destination}")))
    }

    fn image(&self, source: &str, span: Range<usize>) -> Result<ResolvedImage, Finding> {
        if source.contains("missing") {
            return Err(Finding { problem: Problem::error("img/missing", "没有", "missing"), span });
        }
        let is = |word| source.contains(word);
        Ok(ResolvedImage {
            size: is("sized").then_some((4, 3)),
            widths: is("photo").then(|| ("/a-4.jpg 4w, /a-8.jpg 8w".to_owned(), "50vw".to_owned())),
            class: is("photo").then(|| "tone-123".to_owned()),
            label: is("generated").then(|| "AI 生成".to_owned()),
            ..ResolvedImage::at(format!("/{source}"))
        })
    }

    fn request(&self, _: &str, _: Range<usize>) {}

    fn is_published(&self, address: &str) -> bool {
        address.starts_with('/') && !address.contains("missing")
    }

    fn directive(&self, call: &Directive, body: &str) -> Result<String, Vec<Finding>> {
        if call.name == "unknown" {
            let problem = Problem::error("directive/unknown", "没有", "unknown");
            return Err(vec![Finding { problem, span: call.name_span.clone() }]);
        }
        let arguments: String = call.arguments.iter().map(|a| format!(" {}={}", a.key, a.value)).collect();
        let arguments = arguments.replace(['<', '>', '"'], "");
        Ok(format!("<div data-call=\"{}{arguments}\">\n{body}</div>", call.name))
    }
}

fn rendered(body: &str) -> RenderedBody {
    render(body, &Options::default(), &Site::default())
}

/// Returns the HTML without the last line end.
fn html(body: &str) -> String {
    let html = rendered(body).html;
    html.strip_suffix('\n').map(str::to_owned).unwrap_or(html)
}

fn codes(body: &str) -> Vec<(&'static str, String)> {
    let findings = rendered(body).findings;
    findings.into_iter().map(|found| (found.problem.code, body[found.span].to_owned())).collect()
}

fn check(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(html(body), *expected, "{body:?}");
    }
}
