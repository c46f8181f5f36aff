//! Reads a Hexo site.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{dashed, filled, of_date};
use super::folder::{OldFolder, joined, may_be_page, outermost, parts};
use super::front::{all, front, settings, text, value};
use super::model::{Language, Leftover, OldKind, OldPage, OldSite};
use super::scope::zone_of;
use crate::problem::Problem;
use crate::schema::Date;
use crate::source::yaml::Node;

/// The endings of files that Hexo renders as Markdown.
const MARKDOWN: [&str; 6] = ["md", "markdown", "mkd", "mkdn", "mdown", "mkdown"];

/// Reads the site. Pages that cannot be read are told in its notes.
pub(super) fn read(folder: &OldFolder) -> Result<OldSite, Vec<Problem>> {
    let mut site = OldSite::new(OldKind::Hexo);
    let name = ["_config.yml", "_config.yaml", "_config.json"].into_iter().find(|name| folder.has(name));
    let config = match name {
        Some(name) => {
            let words = folder.text(name).map_err(|problem| vec![problem])?;
            settings(name, &words)?
        }
        None => Node::Mapping(Vec::new()),
    };
    let source = text(&config, "source_dir").unwrap_or_else(|| "source".to_owned());
    if !folder.has(&source) {
        return Err(vec![no_source(&source)]);
    }
    if let Some(address) = text(&config, "url") {
        site.host(&address);
    }
    if let Some(root) = text(&config, "root").map(|root| root.trim_end_matches('/').to_owned())
        && root.starts_with('/')
    {
        site.prefix = root;
    }
    site.zone = zone_of(text(&config, "timezone").as_deref(), &mut site.notes);
    for key in ["title", "author", "description", "url"] {
        site.settings.extend(text(&config, key).map(|value| (key.to_owned(), value)));
    }
    site.roots = vec![source.clone()];
    if let Some(theme) = text(&config, "theme") {
        site.roots.push(format!("themes/{theme}/source"));
    }
    let pattern = text(&config, "permalink").unwrap_or_else(|| ":year/:month/:day/:title/".to_owned());
    let new_name = text(&config, "new_post_name").unwrap_or_default();
    let reading = Reading { config: &config, source: &source, pattern, new_name };
    let files = folder.files(&source, &mut site.notes);
    let is_page = |below: &str| {
        let (_, _, ending) = parts(below);
        let is_markdown = MARKDOWN.contains(&ending.as_str());
        is_post(below) && (is_markdown || matches!(ending.as_str(), "html" | "htm"))
            || is_markdown && !is_hidden(below)
    };
    // The files of a post are in the folder of its name.
    let folder_of = |file: &str| {
        let (holder, stem, _) = parts(file);
        joined(holder, stem).filter(|_| is_post(reading.below(file)))
    };
    let pages = files.iter().filter(|file| is_page(reading.below(file)));
    let folders: BTreeSet<String> = pages.filter_map(|file| folder_of(file)).collect();
    let mut own: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &files {
        let below = reading.below(file);
        let (_, _, ending) = parts(below);
        if is_page(below) {
            match reading.page(folder, file, below, &site) {
                Ok(page) => site.pages.push(page),
                Err(problems) => site.notes.extend(problems),
            }
        } else if let Some(holder) = outermost(file, &folders) {
            own.entry(holder.to_owned()).or_default().push(file.clone());
        } else if is_hidden(below) && !is_post(below) {
            let is_markdown = MARKDOWN.contains(&ending.as_str());
            site.others.extend(is_markdown.then(|| (file.clone(), Leftover::Unpublished)));
        } else if may_be_page(&ending) && below != "robots.txt" {
            site.others.push((file.clone(), Leftover::of(&ending)));
        }
    }
    for page in &mut site.pages {
        page.own = folder_of(&page.file).and_then(|folder| own.remove(&folder)).unwrap_or_default();
    }
    Ok(site)
}

fn is_post(below: &str) -> bool {
    below.starts_with("_posts/") || below.starts_with("_drafts/")
}

fn is_hidden(below: &str) -> bool {
    below.split('/').any(|part| part.starts_with('_'))
}

struct Reading<'c> {
    config: &'c Node,
    source: &'c str,
    pattern: String,
    new_name: String,
}

impl Reading<'_> {
    /// Returns a path below the folder of sources.
    fn below<'f>(&self, file: &'f str) -> &'f str {
        file.strip_prefix(self.source).unwrap_or(file).trim_start_matches('/')
    }

    /// Reads a page. `below` is its file below the folder of sources.
    fn page(
        &self,
        folder: &OldFolder,
        file: &str,
        below: &str,
        site: &OldSite,
    ) -> Result<OldPage, Vec<Problem>> {
        let words = folder.text(file).map_err(|problem| vec![problem])?;
        let front = front(file, &words, true)?;
        let kind = below.split('/').next().filter(|kind| matches!(*kind, "_posts" | "_drafts"));
        let path = kind.and_then(|kind| below.strip_prefix(kind)).unwrap_or(below).trim_start_matches('/');
        let (inner, stem, ending) = parts(path);
        let (date, slug) = match kind {
            Some(_) => self.named(stem),
            None => (None, stem.to_owned()),
        };
        let written = text(&front.node, "date").or_else(|| date.clone());
        let date_of = written.as_deref().and_then(|date| Date::parse_in(date, site.zone).ok());
        let slug = if inner.is_empty() { slug } else { format!("{inner}/{slug}") };
        let mut addresses = Vec::new();
        match (text(&front.node, "permalink"), kind) {
            (Some(own), _) => addresses.push(format!("/{}", own.trim_start_matches('/'))),
            (None, Some("_posts")) => addresses.extend(self.address(&front.node, &slug, date_of.as_ref())),
            (None, Some(_)) => {}
            (None, None) if stem == "index" => addresses.push(format!("/{inner}/").replace("//", "/")),
            (None, None) => addresses.push(format!("/{slug}.html")),
        }
        let (holder, _) = file.rsplit_once('/').unwrap_or(("", file));
        let is_index = kind.is_none() && stem == "index";
        let name = slug.rsplit('/').next().unwrap_or(&slug);
        Ok(OldPage {
            file: file.to_owned(),
            body: front.body,
            html: None,
            language: if ending.starts_with("htm") { Language::Html } else { Language::Markdown },
            title: None,
            date,
            is_draft: kind == Some("_drafts"),
            is_alone: kind.is_none(),
            addresses,
            folders: kind
                .and_then(|_| joined(holder, stem))
                .into_iter()
                .chain([holder.to_owned(), self.source.to_owned()])
                .collect(),
            sections: inner.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            names: vec![slug.clone(), stem.to_owned(), path.to_owned(), name.to_owned()],
            stem: if is_index {
                inner.rsplit('/').next().unwrap_or("index").to_owned()
            } else {
                name.to_owned()
            },
            own: Vec::new(),
            front: front.node,
            text: words,
        })
    }

    /// Splits the name of a post by the pattern for new ones: its date, and the rest.
    fn named(&self, stem: &str) -> (Option<String>, String) {
        let has_date = self.new_name.contains(":year") && self.new_name.contains(":day");
        let date = stem.get(..10).filter(|date| has_date && Date::parse(date).is_ok());
        let rest = date.and_then(|_| stem.get(10..)).map(|rest| rest.trim_start_matches(['-', '_']));
        match (date, rest) {
            (Some(date), Some(rest)) if !rest.is_empty() => (Some(date.to_owned()), rest.to_owned()),
            _ => (None, stem.to_owned()),
        }
    }

    /// Returns the address of a post.
    fn address(&self, front: &Node, slug: &str, date: Option<&Date>) -> Option<String> {
        let title = text(front, "title").unwrap_or_default();
        let values = |name: &str| {
            of_date(name, date).or_else(|| match name {
                "title" => Some(slug.to_owned()),
                "name" => slug.rsplit('/').next().map(str::to_owned),
                "post_title" => Some(dashed(&title)),
                "category" => Some(self.category(front)),
                "timestamp" => date.map(|date| format!("{}000", date.start())),
                name => text(front, name).or_else(|| text(self.config.get("permalink_defaults")?, name)),
            })
        };
        let address = filled(&self.pattern, &values)?;
        let last = address.rsplit('/').next().unwrap_or_default();
        Some(if last.is_empty() || last.contains('.') { address } else { format!("{address}.html") })
    }

    /// Returns the categories of a post as they are in its address.
    fn category(&self, front: &Node) -> String {
        let names =
            value(front, "categories").or_else(|| value(front, "category")).map(all).unwrap_or_default();
        let map = self.config.get("category_map");
        let slug = |name: &String| {
            let mapped = map.and_then(|map| text(map, name));
            mapped.unwrap_or_else(|| name.trim().replace([' ', '/'], "-"))
        };
        match names.is_empty() {
            true => text(self.config, "default_category").unwrap_or_else(|| "uncategorized".to_owned()),
            false => names.iter().map(slug).collect::<Vec<_>>().join("/"),
        }
    }
}

fn no_source(source: &str) -> Problem {
    Problem::error(
        "import/no-old-site",
        format!("这不像 Hexo 站点：没有 {source} 文件夹"),
        format!("this is no Hexo site: it has no folder `{source}`"),
    )
    .help(
        "写 _config.yml 所在的文件夹；别的程序的站点，用 --from hugo 或 --from jekyll",
        "name the folder with `_config.yml`; for other sites use `--from hugo` or `--from jekyll`",
    )
}
