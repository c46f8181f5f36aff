//! Pages at former addresses.

use super::metadata::full_address;
use crate::render::ask::{self, View};
use crate::render::html::address_from;
use crate::render::world::World;
use crate::site::Target;
use crate::text::escaped;

/// A page at a former address that sends the visitor on: to a page, to a section, or to all terms
/// of a taxonomy.
pub(in crate::render) fn alias(world: &World, target: &Target, path: &str) -> String {
    let view = &world.view;
    let (url, title, lang) = leads_to(view, target).unwrap_or_else(|| ("/".to_owned(), String::new(), 0));
    let (lang, canonical) = (view.code(lang), full_address(view, &url));
    // The only address that is within an attribute with another meaning.
    let relative = address_from(&url, path);
    let (title, url) = (escaped(&title), escaped(&url));
    let (canonical, relative) = (escaped(&canonical), escaped(&relative));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n<meta http-equiv=\"refresh\" content=\"0; url={relative}\">\n</head>\n<body>\n<p><a href=\"{url}\">{title}</a></p>\n</body>\n</html>\n"
    )
}

/// The address, the title and the language to which a former address leads.
fn leads_to(view: &View, target: &Target) -> Option<(String, String, usize)> {
    match target {
        Target::Alias(id) => {
            let page = view.ask(ask::Front(*id))?;
            Some((page.url().to_owned(), page.title().to_owned(), page.lang()))
        }
        Target::FormerSection(id) => {
            let (lang, folder) = view.section_key(*id)?;
            let section = view.ask(ask::Section(lang, folder))?.front();
            Some((section.url(), section.title().to_owned(), lang))
        }
        Target::FormerTerm(at) => {
            let (lang, name) = view.taxonomy_key(*at)?;
            let terms = view.ask(ask::Terms(lang, name.into()))?;
            Some((terms.url(), terms.title().to_owned(), lang))
        }
        _ => None,
    }
}
