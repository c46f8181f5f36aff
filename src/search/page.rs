//! The words of a page of a site, and the properties by which readers narrow what they found.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use memchr::memmem;

use super::article::{Article, Prepared};
use super::fold::folded;
use super::index::Facet;
use super::words::{Words, push_end, push_words_of_html};
use crate::markdown;
use crate::schema::{Fields, Value};
use crate::site::{Page, PageId, Site, State};
use crate::text::escaped;

/// Fields of every page whose values are shown with it. Others are addresses, times and switches.
const SHOWN: [&str; 13] = [
    "kicker",
    "subtitle",
    "short_title",
    "label",
    "source",
    "author",
    "correspondents",
    "photographers",
    "editor",
    "unit",
    "tags",
    "editors_note",
    "attachments",
];
/// Those of which a search finds single characters, and which come before other texts.
const NAMES: [&str; 8] =
    ["kicker", "subtitle", "short_title", "author", "correspondents", "photographers", "unit", "tags"];

/// The folder of the index of a language, below the root of the site and with a slash at its end;
/// `None` where the site has no search of its own.
pub fn index_folder(site: &Site, lang: usize) -> Option<String> {
    let url = site.search_url(lang).filter(|_| site.config().has_own_search)?;
    Some(url.trim_start_matches('/').trim_end_matches("index.html").to_owned())
}

/// The pages of a language that are found, from the oldest: pages without a date come first, as
/// they are not news. The order depends on nothing but the pages.
pub fn searched_pages(site: &Site, lang: usize) -> Vec<PageId> {
    let pages = site.pages_with_ids().filter(|(_, page)| page.lang == lang);
    let mut pages: Vec<(Option<i64>, &str, PageId)> =
        pages.map(|(id, page)| (page.moment, &*page.url, id)).collect();
    pages.sort_unstable();
    pages.into_iter().map(|(_, _, id)| id).collect()
}

/// Makes a page ready for the index; `body` is the HTML of its body, `html` all of it. Of a field
/// only what stands in that is found: many fields are for the editors alone.
pub fn prepared(site: &Site, page: &Page, body: &str, html: &[u8]) -> Prepared {
    let words = words_of(site, page, body, html);
    let date = page.date().map(|date| date.to_string()).unwrap_or_default();
    let is_chinese = site.config().code(page.lang).starts_with("zh");
    let state = match page.state {
        State::Published => "",
        state if is_chinese => state.chinese(),
        state => state.name(),
    };
    let url = page.url.trim_start_matches('/');
    Prepared::new(&Article { url, date: &date, state, words: &words })
}

fn words_of(site: &Site, page: &Page, body: &str, html: &[u8]) -> Words {
    let code = site.config().code(page.lang);
    let mut words = Words { title: page.title().to_owned(), ..Words::default() };
    if let Some(summary) = page.fields.word("summary") {
        summary.clone_into(&mut words.summary);
    }
    push_words_of_html(body, &mut words.text);
    let mut writer = Writer { site, lang: page.lang, code, html, words: OnceCell::new() };
    for (key, value) in page.fields.iter() {
        let is_own = page.content_type.own.iter().any(|own| own == key);
        if !is_own && !SHOWN.contains(&&**key) {
            continue;
        }
        let is_name = NAMES.contains(&&**key) || holds_names(value);
        writer.push(value, if is_name { &mut words.names } else { &mut words.text });
    }
    for text in [&mut words.names, &mut words.text] {
        let end = text.trim_end().len();
        text.truncate(end);
    }
    words
}

fn holds_names(value: &Value) -> bool {
    value.items().iter().any(|item| matches!(item, Value::Person(_) | Value::Organization(_)))
}

struct Writer<'s> {
    site: &'s Site,
    lang: usize,
    code: &'s str,
    /// The page.
    html: &'s [u8],
    /// Its words, folded; made when a text does not stand there as it is.
    words: OnceCell<String>,
}

impl Writer<'_> {
    fn push(&mut self, value: &Value, out: &mut String) {
        match value {
            Value::Text(text) => text.lines().for_each(|line| self.line(line.trim(), out)),
            // Remarks and addresses in it are for nobody.
            Value::Markdown(text) => {
                markdown::plain(text).lines().for_each(|line| self.line(line.trim(), out));
            }
            Value::Integer(number) => self.line(&number.to_string(), out),
            Value::Number(number) => self.line(&number.to_string(), out),
            Value::Date(_) | Value::Boolean(_) | Value::Any(_) => {}
            Value::Choice(choices, at) => {
                if let Some(choice) = choices.get(*at) {
                    self.line(choice.name.get(self.code), out);
                }
            }
            Value::Image(image) => {
                let parts = [&image.alt, &image.caption, &image.credit];
                parts.into_iter().flatten().for_each(|part| self.line(part, out));
            }
            Value::File(file) => {
                let name = file.src.rsplit('/').next().unwrap_or_default();
                self.line(file.title.as_deref().unwrap_or(name), out);
            }
            Value::Person(person) => {
                self.line(&person.name, out);
                let parts = [&person.post, &person.unit];
                parts.into_iter().flatten().for_each(|part| self.line(part, out));
            }
            Value::Organization(name) => {
                self.line(unit_name(self.site, name, self.code), out);
            }
            Value::Reference(name) => {
                let page = self.site.refer(self.lang, name, &[]).and_then(|id| self.site.page(id));
                if let Some(page) = page {
                    self.line(page.title(), out);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.push(item, out)),
            Value::Group(fields) => self.fields(fields, out),
            Value::Localized(_) => self.push(value.localized(self.code), out),
        }
    }

    fn fields(&mut self, fields: &Fields, out: &mut String) {
        fields.iter().for_each(|(_, value)| self.push(value, out));
    }

    /// Appends a text, if the page shows all of it.
    fn line(&self, text: &str, out: &mut String) {
        if !text.is_empty() && self.shows(text) {
            push_end(out);
            out.push_str(text);
        }
    }

    /// Whether a text stands on the page: as it is, or with tags in it, as marks of names.
    fn shows(&self, text: &str) -> bool {
        if memmem::find(self.html, escaped(text).as_bytes()).is_some() {
            return true;
        }
        let words = self.words.get_or_init(|| {
            let mut words = String::new();
            push_words_of_html(&String::from_utf8_lossy(self.html), &mut words);
            folded(&words)
        });
        words.contains(&folded(text))
    }
}

/// The name of the unit that is meant; what is written where there is none.
fn unit_name<'s>(site: &'s Site, written: &'s str, code: &str) -> &'s str {
    let organization = site.organization();
    let unit = organization.find(written).and_then(|id| organization.unit(id));
    unit.and_then(|unit| unit.fields.text("name", code)).unwrap_or(written)
}

/// The properties of these pages: section, type, year, unit, and the choices by which their lists
/// are narrowed. One that all pages share, or none has, is left out.
pub fn facets(site: &Site, lang: usize, pages: &[PageId]) -> Vec<Facet> {
    let code = site.config().code(lang);
    let mut columns = Columns::default();
    for (at, page) in pages.iter().filter_map(|id| site.page(*id)).enumerate() {
        let section = site.section(page.section);
        if let Some(section) = section.filter(|section| !section.path.is_empty()) {
            columns.set("section", at, &section.title);
        }
        columns.set("type", at, page.content_type.name.get(code));
        if let Some(date) = page.date() {
            columns.set("year", at, &date.year().to_string());
        }
        if let Some(Value::Organization(name)) = page.fields.get("unit") {
            columns.set("unit", at, unit_name(site, name, code));
        }
        for key in &page.content_type.filters {
            let value = page.fields.get(key).and_then(Value::choice);
            let field = page.content_type.group.field(key);
            if let (Some(choice), Some(field)) = (value, field) {
                // Two types may have a field of the same key.
                let place = format!("{}.{key}", page.content_type.id);
                columns.label(&place, field.label.get(code));
                columns.set(&place, at, choice.name.get(code));
            }
        }
    }
    columns.done(pages.len())
}

/// The values of pages by property.
#[derive(Default)]
struct Columns {
    keys: Vec<String>,
    labels: BTreeMap<String, String>,
    values: BTreeMap<String, Vec<(usize, String)>>,
}

impl Columns {
    fn set(&mut self, key: &str, at: usize, value: &str) {
        if !self.values.contains_key(key) {
            self.keys.push(key.to_owned());
        }
        self.values.entry(key.to_owned()).or_default().push((at, value.to_owned()));
    }

    fn label(&mut self, key: &str, label: &str) {
        self.labels.entry(key.to_owned()).or_insert_with(|| label.to_owned());
    }

    fn done(self, count: usize) -> Vec<Facet> {
        let Self { keys, labels, mut values } = self;
        let facet = |key: String| {
            let found = values.remove(&key)?;
            let mut names: Vec<&str> = found.iter().map(|(_, name)| &**name).collect();
            names.sort_unstable();
            names.dedup();
            let is_of_all = names.len() < 2 && found.len() == count;
            if is_of_all || names.len() > usize::from(u16::MAX) / 2 {
                return None;
            }
            let mut of = vec![0; count];
            for (at, name) in &found {
                let number = names.binary_search(&&**name).ok()? + 1;
                *of.get_mut(*at)? = number as u16;
            }
            let label = labels.get(&key).cloned().unwrap_or_default();
            let names = names.into_iter().map(str::to_owned).collect();
            Some(Facet { key, label, values: names, of })
        };
        keys.into_iter().filter_map(facet).collect()
    }
}
