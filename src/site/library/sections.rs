//! Makes the sections of a site from its folders and their `_index.md`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::folder::{Folder, SectionSource};
use super::id::SectionId;
use super::page::PageSource;
use super::visibility::State;
use crate::schema::stored::encode;
use crate::schema::{ContentType, Fields, SortKey, Types};
use crate::site::config::{Config, address, section_group};
use crate::store::Fingerprint;

/// All sections of all languages.
#[derive(Debug)]
pub(in crate::site) struct Sections {
    /// Sorted by language and path, so that a section comes after those around it.
    pub(in crate::site) folders: Vec<Arc<Folder>>,
    /// By path, for each language.
    ids: Vec<HashMap<Box<str>, SectionId>>,
    /// The languages that have any page or section.
    pub(in crate::site) used_languages: Vec<usize>,
}

impl Sections {
    /// Makes a section for each folder with pages or an `_index.md`, and for all folders around it.
    pub(super) fn new(
        config: &Config,
        types: &Types,
        sources: Vec<SectionSource>,
        pages: &[(Box<PageSource>, State)],
    ) -> Self {
        let titles = first_titles(&sources);
        let mut plan = Plan {
            config,
            types,
            titles,
            drafts: Vec::new(),
            ids: vec![HashMap::new(); config.languages.len()],
        };
        for ((lang, path), source) in folders(sources, pages) {
            plan.add(lang, &path, source);
        }
        plan.finish()
    }

    /// A section.
    pub(in crate::site) fn get(&self, id: SectionId) -> Option<&Folder> {
        self.folders.get(id.at()).map(|folder| &**folder)
    }

    /// The number of the section in this folder.
    pub(in crate::site) fn id(&self, lang: usize, path: &str) -> Option<SectionId> {
        self.ids.get(lang)?.get(path.trim_matches('/')).copied()
    }

    /// All sections with their numbers.
    pub(in crate::site) fn with_ids(&self) -> impl Iterator<Item = (SectionId, &Folder)> {
        (0..).map(SectionId).zip(self.folders.iter().map(|folder| &**folder))
    }
}

/// The folder of a stem: the section of the page.
pub(super) fn folder(stem: &str) -> &str {
    memchr::memrchr(b'/', stem.as_bytes()).and_then(|at| stem.get(..at)).unwrap_or_default()
}

/// The last part of a stem: the name of the page.
pub(super) fn name(stem: &str) -> &str {
    memchr::memrchr(b'/', stem.as_bytes()).and_then(|at| stem.get(at + 1..)).unwrap_or(stem)
}

/// A folder and all folders around it: `a/b`, `a` and the empty path of the home page.
fn with_ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| folder(path)))
}

/// The folders that become sections, by language and path, each with its `_index.md` if it has one.
type Folders = BTreeMap<(usize, String), Option<SectionSource>>;

fn folders(sources: Vec<SectionSource>, pages: &[(Box<PageSource>, State)]) -> Folders {
    let mut folders = Folders::from([((0, String::new()), None)]);
    // Pages come in the order of their files, so those of one folder follow each other.
    let mut last = None;
    for (page, _) in pages {
        let own = (page.lang, folder(&page.stem));
        if last.replace(own) == Some(own) {
            continue;
        }
        for path in with_ancestors(folder(&page.stem)) {
            if folders.insert((page.lang, path.to_owned()), None).is_some() && !path.is_empty() {
                break;
            }
        }
    }
    for source in sources {
        for path in with_ancestors(&source.folder) {
            folders.entry((source.lang, path.to_owned())).or_default();
        }
        folders.insert((source.lang, source.folder.clone()), Some(source));
    }
    folders
}

/// The titles that sections have in the first language, by folder.
fn first_titles(sources: &[SectionSource]) -> HashMap<String, String> {
    let first = sources.iter().filter(|source| source.lang == 0);
    first
        .filter_map(|source| Some((source.folder.clone(), source.fields.text("title", "")?.to_owned())))
        .collect()
}

/// The sections as far as they have been made.
struct Plan<'p> {
    config: &'p Config,
    types: &'p Types,
    titles: HashMap<String, String>,
    drafts: Vec<Folder>,
    ids: Vec<HashMap<Box<str>, SectionId>>,
}

impl Plan<'_> {
    /// Adds a section. Those around it have been added: shorter paths come first.
    fn add(&mut self, lang: usize, path: &str, source: Option<SectionSource>) {
        let Ok(number) = u32::try_from(self.drafts.len()) else { return };
        let id = SectionId(number);
        let own = self.ids.get(lang);
        let parent = (!path.is_empty()).then(|| own?.get(folder(path)).copied()).flatten();
        let around = parent.and_then(|parent| self.drafts.get(parent.at()));
        let (file, fields, text) = source.map_or((None, Fields::default(), 0), |source| {
            (Some(source.file.into()), source.fields, source.text)
        });
        let content_type = fields.text("type", "").and_then(|name| self.types.meant_by(name)).cloned();
        let content_type = content_type
            .or_else(|| around.map(|around| around.content_type.clone()))
            .or_else(|| self.fallback_type());
        let Some(content_type) = content_type else { return };
        let title = self.title(lang, path, &fields);
        let base = format!("/{}{}", self.config.prefix(lang), address::folder(path));
        let mut print = Fingerprint::new();
        print.text(&title).text(&base).text(&content_type.id).bytes(&encode(section_group(), &fields));
        self.drafts.push(Folder {
            print: print.done(),
            text,
            path: path.into(),
            lang,
            title: title.into(),
            base: base.into(),
            order: order(&fields, &content_type),
            page_size: self.page_size(&fields, &content_type),
            file,
            fields,
            content_type,
            parent,
            children: Vec::new(),
        });
        if let Some(ids) = self.ids.get_mut(lang) {
            ids.insert(path.into(), id);
        }
        if let Some(parent) = parent.and_then(|parent| self.drafts.get_mut(parent.at())) {
            parent.children.push(id);
        }
    }

    /// The title in the section's own language, else in the first one, else the name of the folder.
    fn title(&self, lang: usize, path: &str, fields: &Fields) -> String {
        let name = path.rsplit('/').next().unwrap_or_default();
        let own = fields.text("title", self.config.code(lang));
        own.or_else(|| self.titles.get(path).map(String::as_str)).unwrap_or(name).to_owned()
    }

    fn page_size(&self, fields: &Fields, content_type: &ContentType) -> usize {
        let own = fields.integer("page_size").and_then(|size| usize::try_from(size).ok());
        own.unwrap_or(if content_type.paginate { self.config.page_size } else { 0 })
    }

    /// The type of pages in a site that names none.
    fn fallback_type(&self) -> Option<Arc<ContentType>> {
        self.types
            .get("news")
            .or_else(|| self.types.get("page"))
            .or_else(|| self.types.iter().next())
            .cloned()
    }

    /// Puts the sections within each section in order: by weight, then by folder.
    fn finish(self) -> Sections {
        let Self { mut drafts, ids, .. } = self;
        let weight = |folder: &Folder| folder.fields.integer("weight").unwrap_or(i64::MAX);
        let places: Vec<(i64, Box<str>)> =
            drafts.iter().map(|folder| (weight(folder), folder.path.clone())).collect();
        for folder in &mut drafts {
            folder.children.sort_by_key(|id| places.get(id.at()));
        }
        let is_used = |lang: &usize| ids.get(*lang).is_some_and(|ids| ids.contains_key(""));
        let used_languages = (0..ids.len()).filter(is_used).collect();
        Sections { folders: drafts.into_iter().map(Arc::new).collect(), ids, used_languages }
    }
}

/// The order that a section gives to its pages, else the one of their type.
fn order(fields: &Fields, content_type: &ContentType) -> Vec<SortKey> {
    let keys = fields.items("order").iter().filter_map(|key| key.as_text());
    let own: Vec<SortKey> = keys.map(|key| content_type.sort_key(key)).collect();
    if own.is_empty() { content_type.order.clone() } else { own }
}
