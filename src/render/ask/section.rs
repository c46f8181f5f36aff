//! A section: what its `_index.md` says, how many pages it has, its list.

use std::sync::Arc;

use super::file::{FileTarget, FileUse};
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::{ContentType, Fields, SortKey, Value};
use crate::site::{self, PageId, SectionId};
use crate::store::Fingerprint;

/// The folder, title and address of a section.
#[derive(Clone, Copy)]
pub(in super::super) struct SectionName<'v>(pub(super) &'v site::Section);

impl<'v> SectionName<'v> {
    pub fn path(&self) -> &'v str {
        &self.0.path
    }

    pub fn title(&self) -> &'v str {
        &self.0.title
    }

    pub fn url(&self) -> String {
        self.0.url()
    }
}

/// The front matter of a section's `_index.md`.
#[derive(Clone, Copy)]
pub(in super::super) struct SectionFront<'v> {
    view: &'v View,
    id: SectionId,
    pub(super) section: &'v site::Section,
}

impl<'v> SectionFront<'v> {
    pub fn id(&self) -> SectionId {
        self.id
    }

    pub(super) fn view(&self) -> &'v View {
        self.view
    }

    /// Its folder below `content/`; empty for the home page.
    pub fn path(&self) -> &'v str {
        &self.section.path
    }

    /// The number of its language.
    pub fn lang(&self) -> usize {
        self.section.lang
    }

    /// Its `_index.md`, if there is one.
    pub fn file(&self) -> Option<&'v str> {
        self.section.file.as_deref()
    }

    pub fn fields(&self) -> &'v Fields {
        &self.section.fields
    }

    pub fn title(&self) -> &'v str {
        &self.section.title
    }

    pub fn url(&self) -> String {
        self.section.url()
    }

    /// The address of a page of its list, counted from 1.
    pub fn list_url(&self, number: usize) -> String {
        self.section.list_url(number)
    }

    /// The type of its pages.
    pub fn content_type(&self) -> &'v ContentType {
        &self.section.content_type
    }

    /// The order of its pages.
    pub fn order(&self) -> &'v [SortKey] {
        &self.section.order
    }

    /// The field by which its pages are grouped.
    pub fn group_by(&self) -> Option<&'v str> {
        self.section.group_by()
    }

    /// The picture of its banner.
    pub fn banner(&self) -> Option<FileTarget<'v>> {
        let Some(Value::Image(image)) = self.section.fields.get("banner") else { return None };
        self.view.resolve(&image.src, self.file().unwrap_or("content/_index.md"), FileUse::Show)
    }

    fn print(&self, print: &mut Fingerprint) {
        print.number(self.section.print);
        // The published name of a picture changes with its content.
        if let Some(banner) = self.banner() {
            banner.print(print);
        }
    }
}

/// A section with those around it that it is shown with.
#[derive(Clone, Copy)]
pub(in super::super) struct SectionView<'v>(SectionFront<'v>);

impl<'v> SectionView<'v> {
    pub fn front(&self) -> SectionFront<'v> {
        self.0
    }

    /// The section around it, unless that is the home page.
    pub fn parent(&self) -> Option<SectionFront<'v>> {
        let parent = self.0.view.section_front(self.0.section.parent?)?;
        (!parent.path().is_empty()).then_some(parent)
    }

    /// The sections in it, in order.
    pub fn children(&self) -> impl Iterator<Item = SectionFront<'v>> {
        self.0.view.section_fronts(&self.0.section.children)
    }

    /// The sections next to it and itself, in order. Those at the top are the main menu; they have
    /// none.
    pub fn siblings(&self) -> impl Iterator<Item = SectionFront<'v>> {
        let view = self.0.view;
        self.parent().into_iter().flat_map(move |parent| view.section_fronts(&parent.section.children))
    }

    /// The sections around it up to the home page, the nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = AroundName<'v>> {
        let (view, parent) = (self.0.view, self.0.section.parent);
        let next = move |front: &SectionFront<'v>| view.section_front(front.section.parent?);
        std::iter::successors(parent.and_then(|id| view.section_front(id)), next).map(AroundName)
    }
}

/// The name of a section around another.
pub(in super::super) struct AroundName<'v>(SectionFront<'v>);

impl<'v> AroundName<'v> {
    pub fn id(&self) -> SectionId {
        self.0.id
    }

    pub fn path(&self) -> &'v str {
        self.0.path()
    }

    pub fn title(&self) -> &'v str {
        self.0.title()
    }

    pub fn url(&self) -> String {
        self.0.url()
    }
}

impl View {
    pub(super) fn section_name(&self, id: SectionId) -> Option<SectionName<'_>> {
        self.site.section(id).map(SectionName)
    }

    pub(super) fn section_front(&self, id: SectionId) -> Option<SectionFront<'_>> {
        Some(SectionFront { view: self, id, section: self.site.section(id)? })
    }

    pub(super) fn section_fronts<'v>(
        &'v self,
        ids: &'v [SectionId],
    ) -> impl Iterator<Item = SectionFront<'v>> {
        ids.iter().filter_map(|id| self.section_front(*id))
    }

    /// The language and folder by which a section is asked for.
    pub fn section_key(&self, id: SectionId) -> Option<(usize, Arc<str>)> {
        self.site.section(id).map(|section| (section.lang, section.path.as_ref().into()))
    }

    /// Takes in something of a section, of its children, of those next to it, and of those around
    /// it up to the home page. `one` also receives whether more than the name of a section is
    /// shown.
    fn print_around(&self, lang: usize, path: &str, mut one: impl FnMut(&SectionFront<'_>, bool)) {
        let mut around = self.site.section_id(lang, path).and_then(|id| self.section_front(id));
        let mut steps = 0;
        while let Some(front) = around {
            // Next to it are the children of its parent, unless that is the home page.
            let is_shown = steps == 0 || (steps == 1 && !front.path().is_empty());
            one(&front, is_shown);
            let children = if is_shown { front.section.children.as_slice() } else { &[] };
            for child in self.section_fronts(children) {
                one(&child, true);
            }
            steps += 1;
            around = front.section.parent.and_then(|id| self.section_front(id));
        }
    }
}

/// The front matter of a section, its children and those around it: language, folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Section(pub usize, pub Arc<str>);

impl Question for Section {
    type Answer<'v> = Option<SectionView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let id = view.site.section_id(self.0, &self.1)?;
        view.section_front(id).map(SectionView)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        view.print_around(self.0, &self.1, |front, _| front.print(print));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        words(&self.1)
    }
}

/// The section for a reader who asks why a page was rebuilt.
pub(super) fn words(path: &str) -> Words {
    Words::new(format!("栏目“{path}”的 _index.md 或它的上下级栏目"), format!("section `{path}`"))
}

/// The numbers of pages in a section, its children and those around it: language, folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Counts(pub usize, pub Arc<str>);

/// Numbers of pages, by section.
pub(in super::super) struct SectionCounts(Vec<(SectionId, usize)>);

impl SectionCounts {
    /// The number of pages in a section and below it.
    pub fn of(&self, id: SectionId) -> usize {
        self.0.iter().find(|(section, _)| *section == id).map_or(0, |(_, count)| *count)
    }
}

impl Question for Counts {
    type Answer<'v> = SectionCounts;

    fn answer(&self, view: &View) -> SectionCounts {
        let mut counted = Vec::new();
        view.print_around(self.0, &self.1, |front, is_shown| {
            if is_shown {
                counted.push((front.id, front.section.all.len()));
            }
        });
        SectionCounts(counted)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        view.print_around(self.0, &self.1, |front, is_shown| {
            print.number(if is_shown { front.section.all.len() as u64 } else { 0 });
        });
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let path = &self.1;
        Words::new(
            format!("栏目“{path}”或相邻栏目的文章数"),
            format!("number of pages in section `{path}` or beside it"),
        )
    }
}

/// Asks which pages are on a numbered page of a section's list: language, folder, number from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct SectionList(pub usize, pub Arc<str>, pub usize);

/// A page of a section's list.
#[derive(Default)]
pub(in super::super) struct ListPage<'v> {
    pub pages: &'v [PageId],
    /// The number of numbered pages of the list.
    pub count: usize,
    /// The number of articles in the list.
    pub total: usize,
}

impl Question for SectionList {
    type Answer<'v> = ListPage<'v>;

    fn answer<'v>(&self, view: &'v View) -> ListPage<'v> {
        let Some(section) = view.site.section_at(self.0, &self.1) else { return ListPage::default() };
        ListPage { pages: section.list_page(self.2), count: section.list_pages(), total: section.all.len() }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let list = self.answer(view);
        print.number(list.total as u64).number(list.count as u64);
        view.print_pages(list.pages, print);
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let Self(_, path, number) = self;
        Words::new(
            format!("栏目“{path}”列表第 {number} 页上的文章"),
            format!("pages on page {number} of the list of `{path}`"),
        )
    }
}
