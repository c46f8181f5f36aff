//! Pages at former addresses.

use crate::render::ask;
use crate::render::html::address_from;
use crate::render::world::World;
use crate::site::PageId;
use crate::text::escaped;

/// A page at a former address that sends the visitor on.
pub(in crate::render) fn alias(world: &World, id: PageId, path: &str) -> String {
    let page = world.view.ask(ask::Front(id));
    let (url, title, lang) =
        page.map_or(("/", "", "zh"), |page| (page.url(), page.title(), world.view.code(page.lang())));
    let base = world.view.base_url();
    let canonical =
        base.map_or_else(|| url.to_owned(), |base| format!("{}{url}", base.trim_end_matches('/')));
    // The only address that is within an attribute with another meaning.
    let relative = address_from(url, path);
    let (title, url) = (escaped(title), escaped(url));
    let (canonical, relative) = (escaped(&canonical), escaped(&relative));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n<meta http-equiv=\"refresh\" content=\"0; url={relative}\">\n</head>\n<body>\n<p><a href=\"{url}\">{title}</a></p>\n</body>\n</html>\n"
    )
}
