//! Reads a Hugo site.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{dashed, filled, of_date};
use super::folder::{OldFolder, may_be_page, outermost, parts};
use super::front::{Front, front, settings, text, value, words};
use super::model::{Language, Leftover, OldKind, OldPage, OldSite};
use super::scope::zone_of;
use crate::problem::Problem;
use crate::schema::Date;
use crate::source::yaml::Node;

/// Reads the site. Pages that cannot be read are told in its notes.
pub(super) fn read(folder: &OldFolder) -> Result<OldSite, Vec<Problem>> {
    let mut site = OldSite::new(OldKind::Hugo);
    let config = configuration(folder)?;
    let content = text(&config, "contentDir").unwrap_or_else(|| "content".to_owned());
    if !folder.has(&content) {
        return Err(vec![no_content(&content)]);
    }
    if let Some(address) = text(&config, "baseURL") {
        site.host(&address);
    }
    site.zone = zone_of(text(&config, "timeZone").as_deref(), &mut site.notes);
    for key in ["title", "baseURL", "copyright"] {
        site.settings.extend(text(&config, key).map(|value| (key.to_owned(), value)));
    }
    for (key, value) in value(&config, "params").map(Node::entries).unwrap_or_default() {
        site.settings.extend(words(value).map(|value| (format!("params.{key}"), value)));
    }
    let fixed = text(&config, "staticDir").unwrap_or_else(|| "static".to_owned());
    site.roots = vec![fixed, "assets".to_owned(), content.clone()];
    let languages = value(&config, "languages").map(Node::entries).unwrap_or_default();
    let default = text(&config, "defaultContentLanguage").unwrap_or_else(|| "en".to_owned());
    let main = languages.iter().find(|(code, _)| *code == default).map(|(_, settings)| settings);
    let own_content = main.and_then(|main| text(main, "contentDir"));
    let reading = Reading {
        config: &config,
        content: own_content.filter(|own| folder.has(own)).unwrap_or(content),
        codes: languages.iter().map(|(code, _)| code.clone()).collect(),
        default,
    };
    reading.pages(folder, &mut site);
    Ok(site)
}

/// Reads the settings: one file, or those of a folder, of which each has the keys of its name.
fn configuration(folder: &OldFolder) -> Result<Node, Vec<Problem>> {
    let endings = ["toml", "yaml", "yml", "json"];
    let mut entries: Vec<(String, Node)> = Vec::new();
    let names = ["hugo", "config", "config/_default/hugo", "config/_default/config"];
    let files = names.iter().flat_map(|name| endings.map(|ending| format!("{name}.{ending}")));
    for file in files.filter(|file| folder.has(file)) {
        let words = folder.text(&file).map_err(|problem| vec![problem])?;
        entries.extend(settings(&file, &words)?.entries().iter().cloned());
    }
    for file in folder.files("config/_default", &mut Vec::new()) {
        let (_, stem, ending) = parts(&file);
        if endings.contains(&ending.as_str()) && !matches!(stem, "hugo" | "config") && !stem.contains('.') {
            let words = folder.text(&file).map_err(|problem| vec![problem])?;
            entries.push((stem.to_owned(), settings(&file, &words)?));
        }
    }
    Ok(Node::Mapping(entries))
}

struct Reading<'c> {
    config: &'c Node,
    content: String,
    /// The codes of the languages.
    codes: Vec<String>,
    default: String,
}

impl Reading<'_> {
    fn pages(&self, folder: &OldFolder, site: &mut OldSite) {
        let files = folder.files(&self.content, &mut site.notes);
        // A folder with `index.md` is a page: what else is in it belongs to that page.
        let is_page = |file: &&String| {
            let (_, stem, ending) = parts(file);
            self.in_language(stem).0 == "index" && is_text(&ending)
        };
        let bundles: BTreeSet<String> =
            files.iter().filter(is_page).map(|file| parts(file).0.to_owned()).collect();
        let mut own: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        let mut found = Vec::new();
        for file in &files {
            let (holder, stem, ending) = parts(file);
            let (stem, language) = self.in_language(stem);
            let bundle = outermost(file, &bundles);
            let is_index = stem == "index" && is_text(&ending);
            if let Some(bundle) = bundle.filter(|bundle| !(is_index && holder == *bundle)) {
                own.entry(bundle).or_default().push(file.clone());
            } else if !is_text(&ending) {
                let is_left = may_be_page(&ending) && self.below(file) != "robots.txt";
                site.others.extend(is_left.then(|| (file.clone(), Leftover::of(&ending))));
            } else if let Some(language) = language.filter(|language| *language != self.default) {
                site.notes.push(other_language(file, language));
            } else {
                found.push((file.as_str(), stem));
            }
        }
        let mut read = Vec::new();
        for (file, stem) in found {
            let opened = folder.text(file).map_err(|problem| vec![problem]);
            match opened.and_then(|words| front(file, &words, false).map(|front| (words, front))) {
                Ok((words, front)) if stem == "_index" => {
                    self.section(file, &words, &front, &mut titles, site);
                }
                Ok((words, front)) => read.push((file, stem, words, front)),
                Err(problems) => site.notes.extend(problems),
            }
        }
        for (file, stem, words, front) in read {
            let mut page = self.page(file, stem, words, front, &titles, site);
            if stem == "index" {
                page.own = own.remove(parts(file).0).unwrap_or_default();
            }
            site.pages.push(page);
        }
    }

    /// Splits a name into what it is called and its language: `a.en` is `a` in `en`.
    fn in_language<'s>(&self, stem: &'s str) -> (&'s str, Option<&'s str>) {
        match stem.rsplit_once('.') {
            Some((name, code)) if self.codes.iter().any(|known| known == code) => (name, Some(code)),
            _ => (stem, None),
        }
    }

    /// Reads the page of a section: its title is a name by which a section is found here.
    fn section(
        &self,
        file: &str,
        words: &str,
        front: &Front,
        titles: &mut BTreeMap<String, String>,
        site: &mut OldSite,
    ) {
        let below = self.below(parts(file).0).to_owned();
        if let Some(title) = text(&front.node, "title") {
            titles.insert(below, title);
        }
        if words.get(front.body..).is_some_and(|body| !body.trim().is_empty()) {
            site.notes.push(section_text(file));
        }
        if front.node.get("cascade").is_some() {
            site.notes.push(cascade(file));
        }
    }

    /// Returns a path below the folder of contents.
    fn below<'f>(&self, file: &'f str) -> &'f str {
        file.strip_prefix(self.content.as_str()).unwrap_or(file).trim_start_matches('/')
    }

    fn page(
        &self,
        file: &str,
        stem: &str,
        words: String,
        front: Front,
        titles: &BTreeMap<String, String>,
        site: &OldSite,
    ) -> OldPage {
        let (holder, _, ending) = parts(file);
        let below = self.below(holder);
        // The name of a page that is a folder is that of its folder.
        let (around, name) = match stem {
            "index" => below.rsplit_once('/').unwrap_or(("", below)),
            _ => (below, stem),
        };
        let folders: Vec<&str> = around.split('/').filter(|part| !part.is_empty()).collect();
        let mut sections = Vec::new();
        for length in (1..=folders.len()).rev() {
            let path = folders.get(..length).unwrap_or_default().join("/");
            sections.extend(titles.get(&path).cloned());
            sections.extend(folders.get(length - 1).map(|part| (*part).to_owned()));
        }
        let date = name.get(..10).filter(|date| Date::parse(date).is_ok() && date.contains('-'));
        let date = date.filter(|_| text(&front.node, "date").is_none()).map(str::to_owned);
        let path = if stem == "index" { below.to_owned() } else { format!("{around}/{name}") };
        let path = path.trim_start_matches('/').to_owned();
        let address = self.address(&front.node, around, name, site);
        OldPage {
            file: file.to_owned(),
            body: front.body,
            html: None,
            language: if ending.starts_with("htm") { Language::Html } else { Language::Markdown },
            title: None,
            date,
            is_draft: false,
            is_alone: true,
            addresses: address.into_iter().collect(),
            folders: vec![holder.to_owned(), self.content.clone()],
            sections,
            names: vec![path.clone(), format!("{path}.md"), self.below(file).to_owned(), name.to_owned()],
            stem: text(&front.node, "slug").unwrap_or_else(|| name.to_owned()),
            own: Vec::new(),
            front: front.node,
            text: words,
        }
    }

    /// Returns the address of a page. `around` is its folder, `name` its name in it.
    fn address(&self, front: &Node, around: &str, name: &str, site: &OldSite) -> Option<String> {
        if let Some(own) = text(front, "url") {
            return Some(format!("/{}", own.trim_start_matches('/')));
        }
        let section = around.split('/').next().unwrap_or_default();
        let title = text(front, "title").unwrap_or_default();
        let slug = text(front, "slug").map(|slug| dashed(&slug));
        let pattern = value(self.config, "permalinks").and_then(|patterns| {
            let of_pages = value(patterns, "page").filter(|pages| !pages.is_scalar());
            text(of_pages.unwrap_or(patterns), section)
        });
        let date = text(front, "date").and_then(|date| Date::parse_in(&date, site.zone).ok());
        let lowered = |path: &str| {
            let is_kept = text(self.config, "disablePathToLower").is_some_and(|value| value == "true");
            let path = path.replace(' ', "-");
            if is_kept { path } else { path.to_lowercase() }
        };
        let values = |part: &str| {
            of_date(part, date.as_ref()).or_else(|| match part {
                "section" => Some(section.to_owned()),
                "sections" => Some(around.to_owned()),
                "title" => Some(dashed(&title)),
                "slug" => Some(slug.clone().unwrap_or_else(|| dashed(&title))),
                "filename" | "contentbasename" => Some(lowered(name)),
                "slugorfilename" | "slugorcontentbasename" => {
                    Some(slug.clone().unwrap_or_else(|| lowered(name)))
                }
                _ => None,
            })
        };
        let address = match pattern {
            Some(pattern) => filled(&pattern, &values)?,
            None => {
                let last = slug.clone().unwrap_or_else(|| lowered(name));
                format!("/{}/{last}/", lowered(around)).replace("//", "/")
            }
        };
        let is_ugly = text(self.config, "uglyURLs").is_some_and(|value| value == "true");
        Some(match address.trim_end_matches('/') {
            plain if is_ugly && !plain.is_empty() => format!("{plain}.html"),
            plain if !address.ends_with('/') && !plain.rsplit('/').next()?.contains('.') => {
                format!("{plain}/")
            }
            _ => address,
        })
    }
}

fn is_text(ending: &str) -> bool {
    matches!(ending, "md" | "markdown" | "mdown" | "html" | "htm")
}

fn no_content(content: &str) -> Problem {
    Problem::error(
        "import/no-old-site",
        format!("这不像 Hugo 站点：没有 {content} 文件夹"),
        format!("this is no Hugo site: it has no folder `{content}`"),
    )
    .help(
        "写 hugo.toml（或 config.toml）所在的文件夹；别的程序的站点，用 --from hexo 或 --from jekyll",
        "name the folder with `hugo.toml` or `config.toml`; for other sites use `--from hexo` or `--from jekyll`",
    )
}

fn other_language(file: &str, language: &str) -> Problem {
    Problem::error(
        "import/old-left",
        format!("是另一种语言（{language}）的，没有导入"),
        format!("the page is in another language ({language}): it was not imported"),
    )
    .in_file(file)
    .help(
        "只导入旧站主要语言的文章；要这一篇，放到中文版旁边，如 x.en.md",
        "pages of the main language are imported: put this one next to its article, as `x.en.md`",
    )
}

fn section_text(file: &str) -> Problem {
    Problem::warning(
        "import/old-left",
        "栏目自己的文字没有带过来",
        "the text of a section was not carried over",
    )
    .in_file(file)
    .help(
        "要的话，复制到这里栏目的 _index.md 里",
        "copy it into `_index.md` of the section here if it is needed",
    )
}

fn cascade(file: &str) -> Problem {
    Problem::warning(
        "import/old-left",
        "栏目给里面文章统一设的项（cascade）没有带过来",
        "what the section sets for all its pages (cascade) was not carried over",
    )
    .in_file(file)
    .help("看看有没有不公开、不列出这样的设置", "see whether it hides pages or leaves them out of lists")
}
