//! The sections of a site, from its folders and their `_index.md`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{PageSource, Section, SectionId, SectionSource, Site, State, address, section_group};
use crate::schema::stored::encode;
use crate::schema::{ContentType, Fields, SortKey};
use crate::store::Fingerprint;

/// The folder of a stem: the section of the page.
pub(super) fn folder(stem: &str) -> &str {
    memchr::memrchr(b'/', stem.as_bytes()).and_then(|at| stem.get(..at)).unwrap_or_default()
}

/// The last part of a stem: the name of the page.
pub(super) fn name(stem: &str) -> &str {
    memchr::memrchr(b'/', stem.as_bytes()).and_then(|at| stem.get(at + 1..)).unwrap_or(stem)
}

/// A folder and all folders around it.
fn with_ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| folder(path)))
}

impl Site {
    pub(super) fn add_sections(&mut self, sources: Vec<SectionSource>, pages: &[(Box<PageSource>, State)]) {
        let mut found: BTreeMap<(usize, String), Option<SectionSource>> = BTreeMap::new();
        found.insert((0, String::new()), None);
        // Pages come in the order of their files: those of one folder after each other.
        let mut last = None;
        for (page, _) in pages {
            let own = (page.lang, folder(&page.stem));
            if last.replace(own) == Some(own) {
                continue;
            }
            for path in with_ancestors(folder(&page.stem)) {
                if found.insert((page.lang, path.to_owned()), None).is_some() && !path.is_empty() {
                    break;
                }
            }
        }
        let titles: HashMap<String, String> = sources
            .iter()
            .filter(|source| source.lang == 0)
            .filter_map(|source| Some((source.folder.clone(), source.fields.text("title", "")?.to_owned())))
            .collect();
        for source in sources {
            for path in with_ancestors(&source.folder) {
                found.entry((source.lang, path.to_owned())).or_default();
            }
            found.insert((source.lang, source.folder.clone()), Some(source));
        }
        for ((lang, path), source) in found {
            self.add_section(lang, &path, source, &titles);
        }
        let order = |sections: &Vec<Section>, id: &SectionId| {
            sections.get(id.at()).map(|s| (s.fields.integer("weight").unwrap_or(i64::MAX), s.path.clone()))
        };
        for at in 0..self.sections.len() {
            let mut children = std::mem::take(&mut self.sections[at].children);
            children.sort_by_key(|id| order(&self.sections, id));
            self.sections[at].children = children;
        }
    }

    /// Adds a section; those around it are there already, since shorter paths come first.
    fn add_section(
        &mut self,
        lang: usize,
        path: &str,
        source: Option<SectionSource>,
        titles: &HashMap<String, String>,
    ) {
        let Ok(number) = u32::try_from(self.sections.len()) else { return };
        let id = SectionId(number);
        let parent = (!path.is_empty()).then(|| self.section_id(lang, folder(path))).flatten();
        let (file, fields, text) = source.map_or((None, Fields::default(), 0), |source| {
            (Some(source.file.into()), source.fields, source.text)
        });
        let content_type = fields.text("type", "").and_then(|name| self.types.meant_by(name)).cloned();
        let content_type = content_type
            .or_else(|| Some(self.section(parent?)?.content_type.clone()))
            .or_else(|| self.fallback_type());
        let Some(content_type) = content_type else { return };
        let name = path.rsplit('/').next().unwrap_or_default();
        let title = fields
            .text("title", self.config.code(lang))
            .or_else(|| titles.get(path).map(String::as_str))
            .unwrap_or(name);
        let order: Vec<SortKey> = fields
            .items("order")
            .iter()
            .filter_map(|key| key.as_text())
            .map(|key| content_type.sort_key(key))
            .collect();
        let page_size = fields.integer("page_size").and_then(|size| usize::try_from(size).ok());
        let page_size = page_size.unwrap_or(if content_type.paginate { self.config.page_size } else { 0 });
        let base = format!("/{}{}", self.config.prefix(lang), address::folder(path));
        let mut print = Fingerprint::new();
        print.text(title).text(&base).text(&content_type.id).bytes(&encode(section_group(), &fields));
        let section = Section {
            print: print.done(),
            text,
            path: path.into(),
            lang,
            title: title.into(),
            base: base.into(),
            order: if order.is_empty() { content_type.order.clone() } else { order },
            page_size,
            file,
            fields,
            content_type,
            parent,
            children: Vec::new(),
            pages: Vec::new(),
            all: Vec::new(),
        };
        self.sections.push(section);
        if let Some(ids) = self.section_ids.get_mut(lang) {
            ids.insert(path.into(), id);
        }
        if let Some(parent) = parent.and_then(|parent| self.sections.get_mut(parent.at())) {
            parent.children.push(id);
        }
    }

    fn fallback_type(&self) -> Option<Arc<ContentType>> {
        self.types
            .get("news")
            .or_else(|| self.types.get("page"))
            .or_else(|| self.types.iter().next())
            .cloned()
    }
}
