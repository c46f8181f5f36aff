//! The Atom feed (RFC 4287) and the sitemap (sitemaps.org 0.9): both need full addresses.

use crate::render::ask::{self, Entry, FeedView};
use crate::render::date;
use crate::render::world::World;
use crate::schema::Date;
use crate::text::escaped;

/// The feed of a language.
pub(in crate::render) fn atom(world: &World, lang: usize) -> String {
    let view = &world.view;
    let FeedView { title, home_url, url, updated, entries } = view.ask(ask::Feed(lang));
    let code = view.code(lang);
    let base = view.base_url().unwrap_or_default().trim_end_matches('/');
    let title = escaped(title);
    let moment = |date: Date| {
        let at = date.civil();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            view.zone(),
        )
    };
    let full = |path: &str| escaped(&format!("{base}{path}")).into_owned();
    let home = full(&home_url);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n<title>{title}</title>\n<id>{home}</id>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{title}</name></author>\n",
        full(&url),
        moment(updated),
    );
    for Entry { title, summary, url, changed } in entries {
        let url = full(url);
        let date = changed.map(moment).unwrap_or_default();
        out += &format!(
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n<updated>{date}</updated>\n<summary>{}</summary>\n</entry>\n",
            escaped(title),
            escaped(summary),
        );
    }
    out + "</feed>\n"
}

/// The addresses of all pages.
pub(in crate::render) fn sitemap(world: &World) -> String {
    let base = world.view.base_url().unwrap_or_default();
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for (path, changed) in world.view.ask(ask::Sitemap) {
        out += &format!("<url><loc>{}</loc>", escaped(&format!("{base}{path}")));
        if let Some(date) = changed {
            out += &format!("<lastmod>{}</lastmod>", date::shown(date, "iso", "en").unwrap_or_default());
        }
        out += "</url>\n";
    }
    out + "</urlset>\n"
}
