//! The Atom feed (RFC 4287) and the sitemap (sitemaps.org 0.9): both need full addresses.

use super::world::World;
use crate::schema::Date;
use crate::site::{Site, Target};
use crate::text::escaped;

/// How many pages a feed holds.
const ENTRIES: usize = 20;

/// The feed of a language.
pub(super) fn atom(world: &World, lang: usize) -> String {
    let site = &world.site;
    let config = site.config();
    let code = config.code(lang);
    let base = config.base_url.as_deref().unwrap_or_default().trim_end_matches('/');
    let title = escaped(config.fields.text("title", code).unwrap_or_default());
    let pages: Vec<_> = site
        .newest(lang)
        .iter()
        .filter_map(|id| site.page(*id))
        .filter(|page| page.date().is_some())
        .take(ENTRIES)
        .collect();
    let moment = |date: crate::schema::Date| {
        let at = date.civil();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            config.zone,
        )
    };
    let updated = pages.first().and_then(|page| page.date()).unwrap_or(site.now());
    let full = |path: &str| escaped(&format!("{base}{path}")).into_owned();
    let home = full(&site.home_url(lang));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n<title>{title}</title>\n<id>{home}</id>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{title}</name></author>\n",
        full(&site.feed_url(lang)),
        moment(updated),
    );
    for page in pages {
        let url = full(&page.url);
        let date = page.standing.changed().map(moment).unwrap_or_default();
        out += &format!(
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n<updated>{date}</updated>\n<summary>{}</summary>\n</entry>\n",
            escaped(page.title()),
            escaped(page.summary()),
        );
    }
    out + "</feed>\n"
}

/// The addresses of all pages.
pub(super) fn sitemap(site: &Site) -> String {
    let base = site.config().base_url.as_deref().unwrap_or_default();
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    addresses(site, |path, changed| {
        out += &format!("<url><loc>{}</loc>", escaped(&format!("{base}{path}")));
        if let Some(date) = changed {
            out +=
                &format!("<lastmod>{}</lastmod>", super::date::shown(date, "iso", "en").unwrap_or_default());
        }
        out += "</url>\n";
    });
    out + "</urlset>\n"
}

/// Tells each address of the sitemap, and when it last changed.
pub(super) fn addresses(site: &Site, mut tell: impl FnMut(&str, Option<Date>)) {
    for route in site.routes() {
        let changed = match route.target {
            Target::Page(id) => site.page(id).and_then(|page| page.standing.changed()),
            Target::Home(_) | Target::Section(_, 1) => None,
            Target::Archive(_) | Target::Year(_, _, 1) | Target::Map(_) => None,
            _ => continue,
        };
        tell(&route.path, changed);
    }
}
