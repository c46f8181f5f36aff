//! Links of documents to pages, sections, files and addresses of the site.

use std::borrow::Cow;
use std::sync::Arc;

use super::file::{FileTarget, FileUse};
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::{PageId, State, asked_path, percent_decoded};
use crate::store::Fingerprint;

/// Where a link of a document leads: the document, the language of the page, and what is written.
/// For a link to a document, the fragment is left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Link(pub Arc<str>, pub usize, pub Arc<str>);

/// Where a link leads.
pub(in super::super) enum Leads<'v> {
    /// To a picture or attachment.
    File(FileTarget<'v>),
    Page(LinkedPage<'v>),
    /// To the list of a section, at this address.
    Section(String),
    /// To an address of the site, as it is written.
    Address,
    /// To a file that has mistakes: it can't be known.
    Unread,
    /// To a page that is not published.
    Hidden {
        title: &'v str,
        state: State,
    },
    /// Nowhere; what was probably meant is for the message only.
    Nowhere {
        meant: Option<Cow<'v, str>>,
    },
}

/// The page to which a link leads.
pub(in super::super) struct LinkedPage<'v> {
    pub id: PageId,
    pub url: &'v str,
    /// Its title and file are for messages.
    pub title: &'v str,
    pub file: &'v str,
}

impl Link {
    /// `/news/x.html`: an address of the site.
    fn rooted<'v>(&self, view: &'v View) -> Leads<'v> {
        let wanted = asked_path(&self.2);
        if view.site.route(&wanted).is_some() {
            return Leads::Address;
        }
        // `/专题/` is the file `static/专题/index.html`.
        let resource = |address: &str| view.site.resource(&self.0, address);
        if let Some(name) = resource(&self.2).or_else(|| resource(&format!("/{wanted}"))) {
            return Leads::File(FileTarget::Static(view.static_file(name)));
        }
        if view.site.may_be_unread_at(&wanted) {
            return Leads::Unread;
        }
        Leads::Nowhere { meant: view.site.nearest_address(&wanted).map(Cow::Owned) }
    }

    fn document<'v>(&self, view: &'v View) -> Leads<'v> {
        let (site, path) = (&view.site, &*self.2);
        let target = site.document(&self.0, path).or_else(|| site.document(&self.0, &percent_decoded(path)));
        let found = target
            .as_deref()
            .and_then(|file| site.page_of_file(file))
            .or_else(|| site.page_of_file(&percent_decoded(target.as_deref()?)));
        let Some(id) = found else { return self.section(view, target.as_deref()) };
        // A link to the Chinese file leads an English reader to the English page, where there is
        // one.
        let page = site.page(id).and_then(|page| site.translation(&page.stem, self.1).or(Some(page)));
        match page {
            Some(page) => Leads::Page(LinkedPage {
                id: site.page_of_file(&page.file).unwrap_or(id),
                url: &page.url,
                title: page.title(),
                file: &page.file,
            }),
            None => Leads::Nowhere { meant: None },
        }
    }

    /// `../news/_index.md` is a section.
    fn section<'v>(&self, view: &'v View, file: Option<&str>) -> Leads<'v> {
        let site = &view.site;
        let folder = file.and_then(|file| file.strip_prefix("content/")).and_then(|file| {
            let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
            name.starts_with("_index").then_some(folder)
        });
        if let Some(section) = folder.and_then(|folder| site.section_at(self.1, folder)) {
            return Leads::Section(section.url());
        }
        if file.is_some_and(|file| site.is_unread(file)) {
            return Leads::Unread;
        }
        if let Some(left_out) = file.and_then(|file| site.left_out_file(file)) {
            return Leads::Hidden { title: &left_out.title, state: left_out.state };
        }
        let name = self.2.rsplit('/').next().unwrap_or(&self.2);
        Leads::Nowhere { meant: file.and_then(|file| site.nearest_document(file, name)).map(Cow::Borrowed) }
    }

    /// Whether a path is that of a document.
    pub fn is_document(path: &str) -> bool {
        path.to_ascii_lowercase().ends_with(".md")
    }
}

impl Question for Link {
    type Answer<'v> = Leads<'v>;

    fn answer<'v>(&self, view: &'v View) -> Leads<'v> {
        if self.2.starts_with('/') {
            return self.rooted(view);
        }
        // The part before `#` says what kind of file it is: `x.pdf#a.md` is not a document.
        if Self::is_document(self.2.split('#').next().unwrap_or_default()) {
            return self.document(view);
        }
        match view.resolve(&self.2, &self.0, FileUse::Offer) {
            Some(file @ (FileTarget::Asset(_) | FileTarget::Static(_))) => Leads::File(file),
            _ => Leads::Nowhere { meant: view.site.nearest_resource(&self.0, &self.2) },
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        match self.answer(view) {
            Leads::File(FileTarget::Asset(asset)) => {
                print.number(1).text(&asset.path).text(asset.name());
            }
            Leads::File(FileTarget::Static(file)) => drop(print.number(2).text(&file.path)),
            Leads::File(FileTarget::Outside(url)) => drop(print.number(3).text(&url)),
            Leads::Page(page) => {
                print.number(4).text(page.url).number(view.site.page(page.id).map_or(0, |page| page.key));
            }
            Leads::Section(url) => drop(print.number(5).text(&url)),
            Leads::Address => drop(print.number(6)),
            Leads::Unread => drop(print.number(7)),
            Leads::Hidden { .. } => drop(print.number(8)),
            Leads::Nowhere { .. } => drop(print.number(9)),
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("链接“{}”所指的页面", self.2), format!("target of the link {}", self.2))
    }
}
