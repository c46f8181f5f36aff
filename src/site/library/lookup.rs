//! Finds pages, sections and files of the library by the names that writers use.

use super::id::{PageId, SectionId};
use super::names::Names;
use super::page::Page;
use super::rare_pairs::RarePairs;
use super::selection::HiddenPage;
use super::stage::{Library, PageNames};
use super::visibility::State;
use crate::site::config::{address, percent_decoded};
use crate::store::Fingerprint;
use crate::text::Headline;

/// The meaning of a name by which one page refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Page(PageId),
    /// Several pages have the name.
    Several,
    Nothing,
}

impl Library {
    /// The page that an id (`x`, `news/x`) or a title means, of one of these types; of any type if
    /// there are none. `None` if several pages are meant: which of them is for the writer to say.
    pub(in crate::site) fn refer(&self, lang: usize, written: &str, types: &[String]) -> Option<PageId> {
        match self.meaning(lang, written, types) {
            Meaning::Page(id) => Some(id),
            Meaning::Nothing | Meaning::Several => None,
        }
    }

    /// The meaning of a reference. An id comes before a file (`news/x`), and that before a title.
    pub(super) fn meaning(&self, lang: usize, written: &str, types: &[String]) -> Meaning {
        for (names, key_lang) in self.by_precedence(lang) {
            let mut found = self.called_by(names, key_lang, written, (lang, types));
            if let Some(first) = found.next() {
                return if found.next().is_some() { Meaning::Several } else { Meaning::Page(first) };
            }
        }
        // A title as its writer has written it, with a break.
        match Headline::parse(written) {
            Some(read) if read.title != written => self.meaning(lang, &read.title, types),
            _ => Meaning::Nothing,
        }
    }

    /// The page of one of these types that an id or a place (`topics/x`) means. A title means none:
    /// what is found then depends on where pages are, and not on their words.
    pub(in crate::site) fn placed_at(&self, lang: usize, written: &str, types: &[String]) -> Option<PageId> {
        let [ids, stems, _] = self.by_precedence(lang);
        let mut found = [ids, stems].into_iter().map(|(names, key_lang)| {
            let mut found = self.called_by(names, key_lang, written, (lang, types));
            (found.next(), found.next())
        });
        match found.find(|(first, _)| first.is_some())? {
            (first, None) => first,
            _ => None,
        }
    }

    /// The page that the body of another one in this language mentions (see
    /// [`PageSource::mentions`](super::page::PageSource::mentions)).
    pub(in crate::site) fn mentioned(&self, lang: usize, written: &str) -> Option<PageId> {
        if let Some(name) = written.strip_prefix('=') {
            return self.refer(lang, name, &[]);
        }
        if !written.starts_with('/') {
            return self.page_of_file(written);
        }
        let by_url = || {
            let ids = PageId::from(0).zip(&self.pages);
            ids.map(|(id, page)| (page.url.clone(), id)).collect()
        };
        self.by_url.get_or_init(by_url).get(written).copied()
    }

    /// The other pages whose titles share rare pairs of characters with that of a page, once for
    /// each pair, by number.
    pub(in crate::site) fn alike(&self, id: PageId) -> Vec<PageId> {
        let near =
            |page| self.pairs.get_or_init(|| RarePairs::of(&self.pages, self.languages())).near(id, page);
        self.page(id).map(near).unwrap_or_default()
    }

    /// The fingerprint of the titles of all pages.
    pub(in crate::site) fn titles_print(&self) -> u64 {
        *self.titles.get_or_init(|| {
            let mut print = Fingerprint::new();
            for page in &self.pages {
                print.text(page.title());
            }
            print.done()
        })
    }

    /// The name by which templates know a page and ask for it: its id, or its place (`news/x`) if
    /// another page of its language has the same id.
    pub(in crate::site) fn own_name<'p>(&self, page: &'p Page) -> &'p str {
        let mut called = self.names.ids.find(&self.pages, &page.id, page.lang);
        if called.nth(1).is_some() { &page.stem } else { &page.id }
    }

    /// The names of pages in the order in which a reference is looked up, each with the language of
    /// its keys.
    fn by_precedence(&self, lang: usize) -> [(&Names, usize); 3] {
        let PageNames { ids, stems, titles, .. } = &self.names;
        // The versions of a page in all languages share their stem.
        [(ids, lang), (stems, 0), (titles, lang)]
    }

    /// The pages of a language and of some types with a name.
    fn called_by<'l>(
        &'l self,
        names: &'l Names,
        key_lang: usize,
        written: &str,
        (lang, types): (usize, &'l [String]),
    ) -> impl Iterator<Item = PageId> + use<'l> {
        let fits =
            move |id: &PageId| self.page(*id).is_some_and(|page| page.lang == lang && is_of(page, types));
        names.find(&self.pages, written, key_lang).filter(fits)
    }

    /// The page with this name (see [`Self::own_name`]) and address, which is probably in this
    /// language.
    pub(in crate::site) fn page_with(&self, lang: usize, name: &str, url: &str) -> Option<PageId> {
        let languages = [lang].into_iter().chain(self.other_languages(lang));
        let called = languages.flat_map(|lang| self.names.ids.find(&self.pages, name, lang));
        let mut found = called.chain(self.names.stems.find(&self.pages, name, 0));
        found.find(|id| self.page(*id).is_some_and(|page| &*page.url == url))
    }

    /// Whether a page of another language has this id or title.
    pub(in crate::site) fn is_elsewhere(&self, lang: usize, written: &str, types: &[String]) -> bool {
        self.other_languages(lang).any(|other| self.meaning(other, written, types) != Meaning::Nothing)
    }

    fn other_languages(&self, lang: usize) -> impl Iterator<Item = usize> + use<> {
        (0..self.languages()).filter(move |other| *other != lang)
    }

    /// The pages of a language that a name means: those with this id; if there is none, the one
    /// with this file; if there is none, those with this title.
    pub(in crate::site) fn namesakes(&self, lang: usize, name: &str, types: &[String]) -> Vec<&Page> {
        // Ids are looked for first; the index of titles is made only if it is needed.
        let found = self.by_precedence(lang).into_iter().map(|(names, key_lang)| {
            let ids = self.called_by(names, key_lang, name, (lang, types));
            ids.filter_map(|id| self.page(id)).collect::<Vec<_>>()
        });
        found.into_iter().find(|pages: &Vec<&Page>| !pages.is_empty()).unwrap_or_default()
    }

    /// The state of a page that is not shown, by id, stem or title.
    pub(in crate::site) fn hidden(&self, lang: usize, written: &str) -> Option<State> {
        let is_meant = |page: &&HiddenPage| {
            page.lang == lang && (page.id == written || page.title == written || page.stem == written)
        };
        self.left_out.iter().find(is_meant).map(|page| page.state)
    }

    /// The page made from a file.
    pub(in crate::site) fn page_of_file(&self, file: &str) -> Option<PageId> {
        self.names.files.find(&self.pages, file, 0).next()
    }

    /// The version of a page in a language.
    pub(in crate::site) fn translation(&self, stem: &str, lang: usize) -> Option<&Page> {
        self.names.stems.find_in(&self.pages, stem, lang).and_then(|id| self.page(id))
    }

    /// The versions of a page in all languages, in their order.
    pub(in crate::site) fn translations(&self, stem: &str) -> impl Iterator<Item = &Page> {
        self.names.stems.find(&self.pages, stem, 0).filter_map(|id| self.page(id))
    }

    /// The page under whose title this one is sorted by name, if it is another one: the version in
    /// the first language, so that lists of names have the same order in every language.
    pub(in crate::site) fn named(&self, page: &Page) -> Option<&Page> {
        if page.lang == 0 { None } else { self.translation(&page.stem, 0) }
    }

    /// The folder of the section that `written` means: its folder, or its title in any language if
    /// only one section has it.
    pub(in crate::site) fn section_named(&self, written: &str) -> Option<&str> {
        let at = |lang| Some(&*self.folder(self.sections.id(lang, written.trim())?)?.path);
        if let Some(path) = (0..self.languages()).find_map(at) {
            return Some(path);
        }
        let folders = self.sections.folders.iter();
        let mut titled = folders.filter(|folder| !folder.path.is_empty() && *folder.title == *written.trim());
        let path = &*titled.next()?.path;
        titled.all(|folder| *folder.path == *path).then_some(path)
    }

    /// The section that `written` means in a language: its folder, or its title in any language if
    /// only one section has it.
    pub(in crate::site) fn section_meant_by(&self, lang: usize, written: &str) -> Option<SectionId> {
        if let Some(id) = self.sections.id(lang, written) {
            return Some(id);
        }
        let folders = self.sections.folders.iter();
        let mut titled = folders.filter(|folder| *folder.title == *written.trim());
        let path = &titled.next()?.path;
        if titled.any(|other| other.path != *path) {
            return None;
        }
        self.sections.id(lang, path)
    }

    /// The file of `static/` that is published at this path.
    pub(in crate::site) fn static_at(&self, path: &str) -> Option<&str> {
        self.nearest.published_at(&self.base.statics, path)
    }

    /// The file of `content/` or `static/` that `target` means in the document `file`: relative to
    /// it, or in `static/` if it begins with `/` or is written in `site.yaml`: by its name there,
    /// or by its published one. Percent escapes are decoded, queries and fragments ignored.
    pub(in crate::site) fn resource(&self, file: &str, target: &str) -> Option<String> {
        let plain = |target: &str| {
            if target.starts_with('/') {
                let path = address::join("", target)?;
                let name = format!("static/{path}");
                let by_name = self.base.statics.contains(&name).then_some(name);
                return by_name.or_else(|| self.static_at(&path).map(str::to_owned));
            }
            let name = address::join(file, target)?;
            let is_there = self.base.resources.contains(&name) || self.base.statics.contains(&name);
            if is_there {
                return Some(name);
            }
            // Nothing lies beside `site.yaml`: its files are in `static/`.
            let name = format!("static/{name}");
            (!file.contains('/') && self.base.statics.contains(&name)).then_some(name)
        };
        let cut = || target.split(['?', '#']).next().unwrap_or_default();
        plain(target).or_else(|| plain(&percent_decoded(target))).or_else(|| plain(&percent_decoded(cut())))
    }
}

/// Whether a page is of one of these types; any page is if there are none.
fn is_of(page: &Page, types: &[String]) -> bool {
    types.is_empty() || types.iter().any(|t| **t == *page.content_type.id)
}
