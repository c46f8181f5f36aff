//! A book: articles in one document, for print.

use tera::Value as Shown;

use crate::problem::Problem;
use crate::render::template::scene::Scene;
use crate::render::template::scope::RenderScope;
use crate::render::value::object::Object;
use crate::site::PageId;

/// What is in a book.
#[derive(Debug, Clone)]
pub struct BookOrder {
    /// The number of its language.
    pub lang: usize,
    /// Its title.
    pub title: String,
    /// The first and the last date of its articles; empty if unknown.
    pub from: String,
    /// The last of them.
    pub to: String,
    /// Its articles, in order.
    pub pages: Vec<PageId>,
}

/// The template of a book with what it receives.
pub(in crate::render) fn scene(scope: &RenderScope, order: &BookOrder) -> Result<Scene, Box<Problem>> {
    let world = &scope.world;
    let mut articles = Vec::with_capacity(order.pages.len());
    for (at, id) in order.pages.iter().enumerate() {
        let page = world.page(scope, *id)?;
        let title = page.get_from_path("title").and_then(Shown::as_str).unwrap_or_default();
        let mut article = Object::default();
        article
            .set("number", at + 1)
            .set("running", Shown::safe_string(&css_text(title)))
            .set("page", page.clone());
        articles.push(article.done());
    }
    let mut book = Object::default();
    book.set("title", order.title.as_str()).set("count", order.pages.len());
    book.set("from", order.from.as_str()).set("to", order.to.as_str());
    let mut scene = world.scene(scope.lang, "book.html".into());
    scene.insert("book", book.done());
    scene.insert("articles", Shown::from(articles));
    Ok(scene)
}

/// Writes words as the content of a string in a style sheet within HTML.
fn css_text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' | '\'' => text += &format!("\\{:x} ", u32::from(c)),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_its_string() {
        assert_eq!(css_text("一“二”\"</style>\\\n"), "一“二”\\22 \\3c /style\\3e \\5c  ");
    }
}
