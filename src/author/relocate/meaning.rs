//! Tells what a mention means in a site, and how to write it so that it means something else.

use super::mention::{Mention, Names};
use super::plan::Moved;
use crate::site::{Site, Target, asked_path, join, percent_decoded};
use crate::text::link::{Destination, destination};

/// What a mention leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A page, a picture or an attachment: its file.
    File(String),
    /// A page of the list of a section: the section's folder, and the number from 1.
    Section(String, usize),
    /// Anything else that has an address.
    Route(String),
}

impl Meaning {
    /// What this mention of `file` means; `None` if it leads out of the site, or nowhere.
    pub(super) fn of(site: &Site, file: &str, mention: &Mention) -> Option<Self> {
        let words = mention.words.trim();
        match &mention.names {
            Names::Page(types) => {
                let page = site.page(site.refer(mention.lang, words, types)?)?;
                Some(Self::File(page.file.to_string()))
            }
            Names::Section => site.section_named(words).map(|path| Self::Section(path.to_owned(), 1)),
            Names::Path if !words.starts_with('/') => Self::of_path(site, file, words),
            Names::Address if !words.starts_with('/') => {
                let page = site.page_of_file(file).and_then(|id| site.page(id));
                let own = page.map_or("", |page| page.url.trim_start_matches('/'));
                Self::of_path(site, "", &format!("/{}", join(own, inside(words)?)?))
            }
            Names::Path | Names::Address => Self::of_path(site, file, words),
        }
    }

    fn of_path(site: &Site, file: &str, words: &str) -> Option<Self> {
        let path = inside(words)?;
        if words.starts_with('/') {
            let asked = asked_path(words);
            return match site.route(&asked) {
                Some(route) => Some(Self::of_route(site, &asked, &route.target)),
                None => site.resource(file, words).map(Self::File),
            };
        }
        if !path.to_ascii_lowercase().ends_with(".md") {
            return site.resource(file, words).map(Self::File);
        }
        let is_known = |file: &String| {
            site.page_of_file(file).is_some() || site.left_out_file(file).is_some() || site.is_unread(file)
        };
        let named = [join(file, path), join(file, &percent_decoded(path))];
        let section = |file: &String| {
            let (folder, name) = file.strip_prefix("content/")?.rsplit_once('/')?;
            let is_there = name.starts_with("_index.") && site.section_named(folder) == Some(folder);
            is_there.then(|| Self::Section(folder.to_owned(), 1))
        };
        let mut named = named.into_iter().flatten();
        named.find_map(|file| if is_known(&file) { Some(Self::File(file)) } else { section(&file) })
    }

    fn of_route(site: &Site, path: &str, target: &Target) -> Self {
        match target {
            Target::Page(id) => {
                let file = site.page(*id).map(|page| page.file.to_string());
                Self::File(file.unwrap_or_default())
            }
            Target::Section(id, number) => {
                let folder = site.section(*id).map(|section| section.path.to_string());
                Self::Section(folder.unwrap_or_default(), *number)
            }
            _ => Self::Route(path.to_owned()),
        }
    }

    /// What is meant once the files have moved. `bases` are the addresses of the moved sections,
    /// before and after: what lies below them, such as the feed of a section, goes with them.
    pub(super) fn moved(&self, moved: &Moved, bases: &[(String, String)]) -> Self {
        match self {
            Self::File(file) => Self::File(moved.file(file).to_owned()),
            Self::Section(path, number) => Self::Section(moved.section(path), *number),
            Self::Route(path) => {
                let below = |(before, after): &(String, String)| {
                    Some(format!("{after}{}", path.strip_prefix(before.as_str())?))
                };
                Self::Route(bases.iter().find_map(below).unwrap_or_else(|| path.clone()))
            }
        }
    }

    /// The words by which `file` mentions this in a site, in the form of those that are there.
    pub(super) fn words(&self, site: &Site, file: &str, mention: &Mention) -> Option<String> {
        let words = mention.words.trim();
        let path = words.split(['?', '#']).next().unwrap_or_default();
        let rest = words.get(path.len()..).unwrap_or_default();
        match &mention.names {
            Names::Page(_) => self.page_name(site, mention),
            Names::Section => match self {
                Self::Section(path, _) => Some(path.clone()),
                _ => None,
            },
            Names::Path if !words.starts_with('/') => {
                let target = match self {
                    Self::File(file) => file.clone(),
                    Self::Section(folder, _) => {
                        let name = path.rsplit('/').next().unwrap_or_default();
                        format!("content/{folder}/{name}")
                    }
                    Self::Route(_) => return None,
                };
                let way = relative(file, &target);
                let dot = if path.starts_with("./") && !way.starts_with("../") { "./" } else { "" };
                let way = match path.contains('%') {
                    true => escaped(&way),
                    // These would end the path.
                    false => way.replace('%', "%25").replace('#', "%23").replace('?', "%3F"),
                };
                Some(format!("{dot}{way}{rest}"))
            }
            Names::Path | Names::Address => {
                let address = self.address(site, mention.lang)?;
                let is_folder = path.ends_with('/') || !path.contains('.');
                let address = match address.strip_suffix("index.html").filter(|_| is_folder) {
                    Some(folder) => folder.to_owned(),
                    None => address,
                };
                Some(format!("{address}{rest}"))
            }
        }
    }

    fn page_name(&self, site: &Site, mention: &Mention) -> Option<String> {
        let Self::File(file) = self else { return None };
        let page = site.page(site.page_of_file(file)?)?;
        let candidates = [site.own_name(page), &*page.stem];
        let means = |name: &&str| {
            let mention = Mention { words: (*name).to_owned(), ..mention.clone() };
            Self::of(site, "", &mention).as_ref() == Some(self)
        };
        candidates.into_iter().find(means).map(str::to_owned)
    }

    fn address(&self, site: &Site, lang: usize) -> Option<String> {
        match self {
            Self::File(file) => {
                let page = site.page_of_file(file).and_then(|id| site.page(id));
                page.map(|page| page.url.to_string())
            }
            Self::Section(path, number) => {
                let languages = std::iter::once(lang).chain(0..site.config().languages.len());
                let section = languages.filter_map(|lang| site.section_at(lang, path)).next();
                section.map(|section| section.list_url(*number))
            }
            Self::Route(path) => Some(format!("/{path}")),
        }
    }
}

/// The path of a destination that stays within the site.
fn inside(words: &str) -> Option<&str> {
    let path = words.split(['?', '#']).next().unwrap_or_default();
    (destination(words) == Destination::Inside && !path.is_empty()).then_some(path)
}

/// The way from the folder of a file to another file: `../b/c.png`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let inner = parts.len().saturating_sub(1);
    let shared = folders.iter().zip(parts.iter().take(inner)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts.iter().skip(shared).copied()).collect::<Vec<_>>().join("/")
}

/// Percent escapes of what is not plain in a path.
fn escaped(path: &str) -> String {
    const ESCAPED: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(path, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_from_a_folder_to_a_file() {
        for (from, to, expected) in [
            ("content/news/a.md", "content/news/b.md", "b.md"),
            ("content/news/a.md", "content/honors/b.md", "../honors/b.md"),
            ("content/news/a/index.md", "content/news/b.jpg", "../b.jpg"),
            ("content/a.md", "content/news/b/index.md", "news/b/index.md"),
            ("content/news/a.md", "content/news/news/b.md", "news/b.md"),
        ] {
            assert_eq!(relative(from, to), expected);
            assert_eq!(join(from, expected).as_deref(), Some(to));
        }
        assert_eq!(escaped("图 1/a.md"), "%E5%9B%BE%201/a.md");
    }
}
