//! Reads a Jekyll site.

use super::address::{dashed, filled, of_date};
use super::folder::{OldFolder, joined, may_be_page, parts};
use super::front::{all, front, settings, text, value};
use super::model::{Language, Leftover, OldKind, OldPage, OldSite};
use super::scope::zone_of;
use crate::problem::Problem;
use crate::schema::Date;
use crate::source::yaml::Node;

const MARKDOWN: [&str; 5] = ["md", "markdown", "mkd", "mkdn", "mkdown"];

/// Folders that hold no pages, whatever the settings say.
const NO_PAGES: [&str; 3] = ["node_modules", "vendor", "_site"];

/// Reads the site. Pages that cannot be read are told in its notes.
pub(super) fn read(folder: &OldFolder) -> Result<OldSite, Vec<Problem>> {
    let mut site = OldSite::new(OldKind::Jekyll);
    let name = ["_config.yml", "_config.yaml", "_config.toml"].into_iter().find(|name| folder.has(name));
    let config = match name {
        Some(name) => {
            let words = folder.text(name).map_err(|problem| vec![problem])?;
            settings(name, &words)?
        }
        None => Node::Mapping(Vec::new()),
    };
    let source = text(&config, "source").and_then(|source| joined("", &source)).unwrap_or_default();
    let collections = Collection::all(&config, text(&config, "collections_dir"));
    let at = |name: &str| joined(&source, name).unwrap_or_default();
    if name.is_none() && !folder.has(&at("_posts")) {
        return Err(vec![no_site()]);
    }
    if let Some(prefix) = text(&config, "baseurl").map(|prefix| prefix.trim_matches('/').to_owned())
        && !prefix.is_empty()
    {
        site.prefix = format!("/{prefix}");
    }
    if let Some(address) = text(&config, "url") {
        site.host(&format!("{}{}", address.trim_end_matches('/'), site.prefix));
    }
    site.zone = zone_of(text(&config, "timezone").as_deref(), &mut site.notes);
    for (key, value) in config.entries() {
        site.settings.extend(super::front::words(value).map(|value| (key.clone(), value)));
    }
    site.more.extend(text(&config, "excerpt_separator"));
    site.roots = vec![source.clone()];
    let reading = Reading { config: &config, source, collections };
    for file in folder.files(&reading.source, &mut site.notes) {
        let below =
            file.strip_prefix(reading.source.as_str()).unwrap_or(&file).trim_start_matches('/').to_owned();
        let (_, _, ending) = parts(&below);
        let is_markdown = MARKDOWN.contains(&ending.as_str());
        let Some(place) = reading.place(&below) else {
            let is_left = is_markdown && is_left_by_name(&below);
            site.others.extend(is_left.then_some((file, Leftover::Unpublished)));
            continue;
        };
        if !(is_markdown || place.is_post() && matches!(ending.as_str(), "html" | "htm")) {
            // What has no front matter is copied, such as the page of another program.
            let is_page = || folder.text(&file).is_ok_and(|words| words.trim_start().starts_with("---"));
            if may_be_page(&ending) && (place.is_post() || is_page()) {
                site.others.push((file, Leftover::of(&ending)));
            }
            continue;
        }
        if let Place::Collection(name) = place
            && !reading.is_output(name)
        {
            site.notes.push(no_output(&file, name));
            continue;
        }
        match reading.page(folder, &file, &below, place, &site) {
            Ok(Some(page)) => site.pages.push(page),
            Ok(None) => site.others.push((file, Leftover::NoFront)),
            Err(problems) => site.notes.extend(problems),
        }
    }
    Ok(site)
}

/// Whether a file is in a folder that Jekyll leaves out because of its name, and that holds no
/// pieces of pages.
fn is_left_by_name(below: &str) -> bool {
    let mut folders = below.split('/').filter(|part| part.starts_with('_')).peekable();
    folders.peek().is_some()
        && folders.all(|part| !matches!(part, "_includes" | "_layouts" | "_site" | "_sass"))
        && !below.split('/').any(|part| NO_PAGES.contains(&part))
}

/// A collection of the settings.
struct Collection {
    name: String,
    /// Its folder: `_members`.
    folder: String,
    is_output: bool,
    pattern: Option<String>,
}

impl Collection {
    fn all(config: &Node, dir: Option<String>) -> Vec<Self> {
        let dir = dir.map(|dir| format!("{}/", dir.trim_matches('/'))).unwrap_or_default();
        let of = |name: &str, settings: Option<&Node>| Self {
            folder: format!("{dir}_{name}"),
            is_output: settings.and_then(|node| text(node, "output")).is_some_and(|value| value == "true"),
            pattern: settings.and_then(|node| text(node, "permalink")),
            name: name.to_owned(),
        };
        match value(config, "collections") {
            Some(Node::Sequence(names)) => {
                names.iter().filter_map(Node::as_str).map(|name| of(name, None)).collect()
            }
            Some(node) => node.entries().iter().map(|(name, settings)| of(name, Some(settings))).collect(),
            None => Vec::new(),
        }
    }
}

/// What a file is by its folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'p> {
    Post,
    Draft,
    Collection(&'p str),
    Page,
}

impl Place<'_> {
    fn is_post(self) -> bool {
        matches!(self, Self::Post | Self::Draft)
    }
}

struct Reading<'c> {
    config: &'c Node,
    source: String,
    collections: Vec<Collection>,
}

impl Reading<'_> {
    /// Says what a file is; `None` for one that Jekyll does not read.
    fn place(&self, below: &str) -> Option<Place<'_>> {
        let own = |collection: &&Collection| {
            below.strip_prefix(collection.folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let folders: Vec<&str> = parts(below).0.split('/').collect();
        if folders.iter().any(|part| NO_PAGES.contains(part)) {
            return None;
        }
        if folders.contains(&"_posts") {
            return Some(Place::Post);
        }
        if folders.contains(&"_drafts") {
            return Some(Place::Draft);
        }
        if let Some(collection) = self.collections.iter().find(own) {
            return Some(Place::Collection(&collection.name));
        }
        let excluded = value(self.config, "exclude").map(all).unwrap_or_default();
        let is_excluded = |name: &String| {
            let name = name.trim_matches('/');
            below == name || below.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
        };
        let is_hidden = below.split('/').any(|part| part.starts_with('_'));
        (!is_hidden && !excluded.iter().any(is_excluded)).then_some(Place::Page)
    }

    fn is_output(&self, name: &str) -> bool {
        self.collections.iter().any(|collection| collection.name == name && collection.is_output)
    }

    /// Reads a page; `None` for a file without front matter, which Jekyll copies.
    fn page(
        &self,
        folder: &OldFolder,
        file: &str,
        below: &str,
        place: Place<'_>,
        site: &OldSite,
    ) -> Result<Option<OldPage>, Vec<Problem>> {
        let words = folder.text(file).map_err(|problem| vec![problem])?;
        let front = front(file, &words, false)?;
        if !front.is_there && !place.is_post() {
            return Ok(None);
        }
        let mut node = front.node;
        self.add_defaults(&mut node, below, place);
        let (holder, stem, ending) = parts(below);
        let (date, name) = dated(stem).filter(|_| place.is_post()).unwrap_or((None, stem));
        let around: Vec<String> = match place {
            Place::Post | Place::Draft => {
                let outer = holder.split('/').take_while(|part| !matches!(*part, "_posts" | "_drafts"));
                outer.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
            Place::Collection(name) => vec![name.to_owned()],
            Place::Page => holder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        };
        let mut addresses = Vec::new();
        if place != Place::Draft {
            addresses.extend(self.address(&node, below, place, (name, date), &around, site));
        }
        let outer = parts(file).0.to_owned();
        let mut names = vec![below.to_owned(), stem.to_owned(), file.to_owned()];
        names.extend(below.strip_prefix("_posts/").map(parts).map(|(inner, stem, _)| {
            if inner.is_empty() { stem.to_owned() } else { format!("{inner}/{stem}") }
        }));
        Ok(Some(OldPage {
            file: file.to_owned(),
            body: front.body,
            html: None,
            language: if ending.starts_with("htm") { Language::Html } else { Language::Markdown },
            title: place.is_post().then(|| titled(name)),
            date: date.map(str::to_owned),
            is_draft: place == Place::Draft,
            is_alone: !place.is_post(),
            addresses,
            folders: vec![outer, self.source.clone()],
            sections: around.iter().rev().cloned().collect(),
            names,
            stem: match name {
                "index" | "README" => around.last().cloned().unwrap_or_else(|| "index".to_owned()),
                name => text(&node, "slug").unwrap_or_else(|| name.to_owned()),
            },
            own: Vec::new(),
            front: node,
            text: words,
        }))
    }

    /// Adds the values that the settings give to all pages of a folder or a kind.
    fn add_defaults(&self, node: &mut Node, below: &str, place: Place<'_>) {
        let kind = match place {
            Place::Post => "posts",
            Place::Draft => "drafts",
            Place::Collection(name) => name,
            Place::Page => "pages",
        };
        let mut added: Vec<(usize, String, Node)> = Vec::new();
        for default in value(self.config, "defaults").map(Node::items).unwrap_or_default() {
            let scope = default.get("scope");
            let path = scope.and_then(|scope| text(scope, "path")).unwrap_or_default();
            let path = path.trim_matches('/');
            let of_kind = scope.and_then(|scope| text(scope, "type"));
            let is_below = path.is_empty()
                || below == path
                || below.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
            // Patterns with `*` are rare, and set layouts.
            if !is_below || of_kind.is_some_and(|of| of != kind && format!("{of}s") != kind) {
                continue;
            }
            for (key, value) in default.get("values").map(Node::entries).unwrap_or_default() {
                added.push((path.len(), key.clone(), value.clone()));
            }
        }
        // The narrowest comes last, and counts.
        added.sort_by_key(|(length, _, _)| *length);
        let Node::Mapping(entries) = node else { return };
        for (_, key, value) in added.into_iter().rev() {
            if !entries.iter().any(|(known, _)| *known == key) && !SHOWN_BY_LAYOUT.contains(&key.as_str()) {
                entries.push((key, value));
            }
        }
    }

    /// Returns the address of a page.
    fn address(
        &self,
        front: &Node,
        below: &str,
        place: Place<'_>,
        (name, date): (&str, Option<&str>),
        around: &[String],
        site: &OldSite,
    ) -> Option<String> {
        let own = text(front, "permalink");
        let style = text(self.config, "permalink").unwrap_or_else(|| "date".to_owned());
        let of_collection = |wanted: &str| {
            let found = self.collections.iter().find(|collection| collection.name == wanted);
            found.and_then(|collection| collection.pattern.clone())
        };
        let pattern = match (own, place) {
            (Some(own), _) => own,
            (None, Place::Post | Place::Draft) => of_collection("posts").unwrap_or(style.clone()),
            (None, Place::Collection(name)) => {
                of_collection(name).unwrap_or_else(|| "/:collection/:path:output_ext".to_owned())
            }
            (None, Place::Page) if name == "index" => {
                return Some(format!("/{}/", around.join("/")).replace("//", "/"));
            }
            (None, Place::Page) => {
                let path = parts(below).0;
                let is_pretty = style == "pretty" || style.ends_with('/');
                let end = if is_pretty { "/" } else { ".html" };
                return Some(format!("/{path}/{name}{end}").replace("//", "/"));
            }
        };
        let pattern = match pattern.as_str() {
            "date" => "/:categories/:year/:month/:day/:title:output_ext",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
            "none" => "/:categories/:title:output_ext",
            pattern => pattern,
        };
        let written = text(front, "date");
        let date = written.as_deref().or(date).and_then(|date| Date::parse_in(date, site.zone).ok());
        let slug = text(front, "slug").unwrap_or_else(|| name.to_owned());
        let values = |part: &str| {
            of_date(part, date.as_ref()).or_else(|| match part {
                "title" | "slug" => Some(if part == "slug" { dashed(&slug) } else { slug.clone() }),
                "name" | "basename" => Some(name.to_owned()),
                "categories" => Some(categories(front, around, place).join("/")),
                "collection" => Some(around.first().cloned().unwrap_or_default()),
                "path" => {
                    let inner = below.split_once('/').map_or(below, |(_, rest)| rest);
                    Some(inner.rsplit_once('.').map_or(inner, |(stem, _)| stem).to_owned())
                }
                "output_ext" => Some(".html".to_owned()),
                _ => None,
            })
        };
        let address = filled(pattern, &values)?;
        let last = address.rsplit('/').next().unwrap_or_default();
        Some(if last.is_empty() || last.contains('.') { address } else { format!("{address}.html") })
    }
}

/// Values of the settings that only matter for the look of the old site.
const SHOWN_BY_LAYOUT: [&str; 6] = ["layout", "image", "comments", "sidebar", "toc", "author_profile"];

/// Returns the categories of a post as they are in its address: those of its folder first.
fn categories(front: &Node, around: &[String], place: Place<'_>) -> Vec<String> {
    let outer = if place.is_post() { around } else { &[] };
    let mut names: Vec<String> = outer.to_vec();
    names.extend(text(front, "category"));
    match value(front, "categories") {
        Some(Node::String(words)) => names.extend(words.split_whitespace().map(str::to_owned)),
        Some(node) => names.extend(all(node)),
        None => {}
    }
    let mut slugs: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim().to_lowercase().replace(' ', "%20")) {
        if !slugs.contains(&name) {
            slugs.push(name);
        }
    }
    slugs
}

/// Splits the name of a post: `2019-05-01-name`.
fn dated(stem: &str) -> Option<(Option<&str>, &str)> {
    let mut ends = stem.match_indices('-').map(|(at, _)| at);
    let end = ends.nth(2)?;
    let date = stem.get(..end).filter(|date| date.starts_with(|c: char| c.is_ascii_digit()))?;
    Date::parse(date).is_ok().then_some((Some(date), stem.get(end + 1..)?))
}

/// Returns the title that Jekyll makes of a name: `hello-world` is `Hello World`.
fn titled(name: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    name.split(['-', '_']).map(word).collect::<Vec<_>>().join(" ")
}

fn no_site() -> Problem {
    Problem::error(
        "import/no-old-site",
        "这不像 Jekyll 站点：没有 _config.yml，也没有 _posts 文件夹",
        "this is no Jekyll site: it has neither `_config.yml` nor `_posts`",
    )
    .help(
        "写 _config.yml 所在的文件夹；别的程序的站点，用 --from hexo 或 --from hugo",
        "name the folder with `_config.yml`; for other sites use `--from hexo` or `--from hugo`",
    )
}

fn no_output(file: &str, name: &str) -> Problem {
    Problem::error(
        "import/old-left",
        format!("“{name}”里的不是页面（没有设 output），没有导入"),
        format!("pages of `{name}` have no addresses (no `output: true`): not imported"),
    )
    .in_file(file)
    .help(
        "要导入，在旧站的 _config.yml 里给它设上 output",
        "say `output: true` in `_config.yml` to import them",
    )
}
