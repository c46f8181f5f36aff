//! The text of a page alone, for documents that leave the site.

use tera::{Context, Value as Shown};

use crate::problem::Problem;
use crate::render::ask;
use crate::render::template::scope::RenderScope;
use crate::render::value::describe;
use crate::site::PageId;

/// The text of a page, without what its theme sets around it.
#[derive(Debug, Clone, Default)]
pub struct PageText {
    /// Its body as HTML.
    pub body: String,
    /// The values of the fields that its type adds to those of every page, as HTML.
    pub facts: String,
    /// The note of the editor above it, as HTML.
    pub editors_note: String,
    /// Warnings that were found on the way.
    pub problems: Vec<Problem>,
}

/// Renders the text of a page.
pub(in crate::render) fn page_text(scope: &RenderScope, id: PageId) -> Result<PageText, Box<Problem>> {
    let world = &scope.world;
    let Some(page) = world.view.ask(ask::Front(id)) else { return Ok(PageText::default()) };
    let card = world.card(id);
    let read = if page.has_body() { world.view.ask(ask::Text(id)) } else { None };
    let body = match read {
        Some(read) => html(&world.body(scope, page.file(), read?, Some(&card)).html),
        None => String::new(),
    };
    let fields = describe::fields(world.view.types(), &card, scope.code(), false);
    let mut arguments = Context::new();
    arguments.insert_value("of", fields);
    let facts = world.render_component("ui.fields", &arguments, None, scope.lang, Some(&card))?;
    let editors_note = card.get_from_path("editors_note").map(html).unwrap_or_default();
    Ok(PageText { body, facts, editors_note, problems: Vec::new() })
}

fn html(value: &Shown) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
