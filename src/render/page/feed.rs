//! Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. All of them need full addresses.

use serde::Serialize;

use super::metadata::full_address;
use crate::render::ask::{Entry, FeedView};
use crate::render::date;
use crate::render::world::World;
use crate::schema::{Date, Zone};
use crate::site::{FeedFormat, FeedOf};
use crate::text::escaped;

/// A feed in a format.
pub(in crate::render) fn feed(world: &World, of: FeedOf, format: FeedFormat) -> String {
    let view = &world.view;
    let Some(question) = view.feed(of) else { return String::new() };
    let lang = view.language_of_feed(of);
    let writer = Writer { feed: view.ask(question), world, lang, format };
    match format {
        FeedFormat::Atom => writer.atom(),
        FeedFormat::Rss => writer.rss(),
        FeedFormat::Json => writer.json(),
    }
}

/// Atom needs a date even where the site has none.
const NEVER: &str = "1970-01-01T00:00:00Z";

struct Writer<'w> {
    feed: FeedView<'w>,
    world: &'w World,
    lang: usize,
    format: FeedFormat,
}

impl Writer<'_> {
    fn full(&self, path: &str) -> String {
        full_address(&self.world.view, path)
    }

    fn zone(&self) -> Zone {
        self.world.view.zone()
    }

    /// The language tag of the feed: `zh-CN`.
    fn language(&self) -> &str {
        self.world.view.language(self.lang).map_or("zh", |language| &language.locale)
    }

    fn own_address(&self) -> String {
        self.full(&self.feed.url(self.format))
    }

    fn atom(&self) -> String {
        let FeedView { title, page_url, updated, entries } = &self.feed;
        let (home, own) = (self.full(page_url), self.own_address());
        let (home, own, title) = (escaped(&home), escaped(&own), escaped(title));
        let site = self.world.site(self.lang);
        let author = site.organization.as_deref().or(site.title.as_deref()).unwrap_or_default();
        let (code, author) = (self.language(), escaped(author));
        let updated = updated.map_or_else(|| NEVER.to_owned(), |date| moment(date, self.zone()));
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n<title>{title}</title>\n<id>{home}</id>\n\
             <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n<updated>{updated}</updated>\n<author><name>{author}</name></author>\n",
        );
        for Entry { title, summary, url, changed, .. } in entries {
            let url = self.full(url);
            let url = escaped(&url);
            let date = changed.map(|date| moment(date, self.zone())).unwrap_or_default();
            out += &format!(
                "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n<updated>{date}</updated>\n<summary>{}</summary>\n</entry>\n",
                escaped(title),
                escaped(summary),
            );
        }
        out + "</feed>\n"
    }

    fn rss(&self) -> String {
        let FeedView { title, page_url, updated, entries } = &self.feed;
        let (home, own) = (self.full(page_url), self.own_address());
        let about = self.world.site(self.lang).description.as_deref().unwrap_or(title);
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n\
             <description>{}</description>\n<language>{}</language>\n<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n{}",
            escaped(title),
            escaped(&home),
            escaped(about),
            self.language(),
            escaped(&own),
            updated
                .map(|date| format!("<lastBuildDate>{}</lastBuildDate>\n", mail_date(date, self.zone())))
                .unwrap_or_default(),
        );
        for Entry { title, summary, url, published, .. } in entries {
            let url = self.full(url);
            let url = escaped(&url);
            let date = published.map(|date| mail_date(date, self.zone())).unwrap_or_default();
            out += &format!(
                "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid>{url}</guid>\n<pubDate>{date}</pubDate>\n<description>{}</description>\n</item>\n",
                escaped(title),
                escaped(summary),
            );
        }
        out + "</channel>\n</rss>\n"
    }

    fn json(&self) -> String {
        let FeedView { title, page_url, entries, .. } = &self.feed;
        let item = |entry: &Entry<'_>| {
            let url = self.full(entry.url);
            let changed = entry.changed.filter(|changed| Some(*changed) != entry.published);
            JsonItem {
                id: url.clone(),
                url,
                title: entry.title.to_owned(),
                content_text: if entry.summary.is_empty() { entry.title } else { entry.summary }.to_owned(),
                summary: entry.summary.to_owned(),
                date_published: entry.published.map(|date| moment(date, self.zone())),
                date_modified: changed.map(|date| moment(date, self.zone())),
            }
        };
        let feed = JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title,
            home_page_url: self.full(page_url),
            feed_url: self.own_address(),
            language: self.language(),
            items: entries.iter().map(item).collect(),
        };
        serde_json::to_string_pretty(&feed).unwrap_or_default() + "\n"
    }
}

#[derive(Serialize)]
struct JsonFeed<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: String,
    feed_url: String,
    language: &'f str,
    items: Vec<JsonItem>,
}

#[derive(Serialize)]
struct JsonItem {
    id: String,
    url: String,
    title: String,
    content_text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
}

/// `2026-11-28T09:30:00+08:00` (RFC 3339).
fn moment(date: Date, zone: Zone) -> String {
    let at = date.civil();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
    )
}

/// `Sat, 28 Nov 2026 09:30:00 +0800` (RFC 822, as RSS has it with a year of four digits).
fn mail_date(date: Date, zone: Zone) -> String {
    let at = date.civil();
    let (weekday, month) = date::short_names(date);
    format!(
        "{weekday}, {:02} {month} {:04} {:02}:{:02}:{:02} {}",
        at.day(),
        at.year(),
        at.hour(),
        at.minute(),
        at.second(),
        zone.to_string().replace(':', ""),
    )
}
