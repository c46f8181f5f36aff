//! A page: its front matter, its state, its address.

use super::section::SectionName;
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::{ContentType, Date, PageFields};
use crate::site::{self, PageId, Section, SectionId, UnitId};
use crate::store::Fingerprint;

/// The front matter, the state and the address of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Front(pub PageId);

/// A page without its text and without what is around it.
#[derive(Clone, Copy)]
pub(in super::super) struct FrontMatter<'v> {
    view: &'v View,
    page: &'v site::Page,
}

impl<'v> FrontMatter<'v> {
    /// The name by which templates ask for it: its id, or its place if several pages have that id.
    pub fn id(&self) -> &'v str {
        self.view.site.own_name(self.page)
    }

    pub fn url(&self) -> &'v str {
        &self.page.url
    }

    pub fn file(&self) -> &'v str {
        &self.page.file
    }

    /// The number of its language.
    pub fn lang(&self) -> usize {
        self.page.lang
    }

    pub fn title(&self) -> &'v str {
        self.page.title()
    }

    /// Its summary; the first sentences of its body where it gives none.
    pub fn summary(&self) -> &'v str {
        self.page.summary()
    }

    pub fn fields(&self) -> &'v PageFields {
        &self.page.fields
    }

    pub fn content_type(&self) -> &'v ContentType {
        &self.page.content_type
    }

    pub fn date(&self) -> Option<Date> {
        self.page.date()
    }

    /// Whether it is published, by the name that templates know.
    pub fn state(&self) -> &'static str {
        self.page.state.name()
    }

    /// Whether it is before the others of its list.
    pub fn is_pinned(&self) -> bool {
        self.page.pinned
    }

    /// Whether it has a file of its own, and so a body.
    pub fn has_body(&self) -> bool {
        self.page.has_body
    }

    /// The unit whose page it is.
    pub fn unit(&self) -> Option<(UnitId, &'v str)> {
        let id = self.page.unit?;
        Some((id, &self.view.site.organization().unit(id)?.id))
    }

    /// Its section: number, folder, title and address.
    pub fn section(&self) -> Option<SectionName<'v>> {
        self.view.section_name(self.page.section)
    }

    pub fn section_id(&self) -> SectionId {
        self.page.section
    }

    /// `upcoming`, `open` or `closed`: where now is in its `period`.
    pub fn period_state(&self) -> Option<&'static str> {
        let period = self.page.fields.group("period")?;
        let now = self.view.site.now().start();
        let (from, to) = (period.date("from")?, period.date("to")?);
        Some(if now < from.start() {
            "upcoming"
        } else if now < to.end() {
            "open"
        } else {
            "closed"
        })
    }
}

impl Question for Front {
    type Answer<'v> = Option<FrontMatter<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        Some(FrontMatter { view, page: view.site.page(self.0)? })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(front) = self.answer(view) else { return };
        let page = front.page;
        // The fingerprint of what was read: type, fields, first sentences.
        print
            .number(page.print)
            .text(front.id())
            .text(&page.url)
            .text(&page.file)
            .number(u64::from(page.has_body));
        print.text(page.state.name()).number(u64::from(page.pinned));
        let state = if page.standing.has_period() { front.period_state() } else { None };
        print.text(state.unwrap_or_default());
        print.text(front.unit().map_or("", |(_, id)| id));
        let section = view.site.section(page.section);
        print
            .text(section.map_or("", |section| &section.path))
            .text(section.map_or("", |section| &section.title))
            .text(&section.map_or_else(String::new, Section::url));
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        let file = page(self.0);
        Words::new(format!("“{file}”的文章信息或状态"), format!("front matter or state of {file}"))
    }

    fn page_mut(&mut self) -> Option<&mut PageId> {
        Some(&mut self.0)
    }
}

impl View {
    /// The page of a card that a template gives back: its name and address are those of a card, and
    /// whoever has a card depends on it.
    pub fn page_of_card(&self, lang: usize, id: &str, url: &str) -> Option<PageId> {
        self.site.page_with(lang, id, url)
    }
}
