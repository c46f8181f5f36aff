//! Turns page sources into pages: finds section, id, unit and address.

use super::id::{SectionId, UnitId};
use super::material::Base;
use super::page::{Page, PageSource};
use super::sections::{Sections, folder, name};
use super::selection::page_id;
use super::visibility::State;
use crate::schema::{Date, Value};
use crate::site::config::Filling;
use crate::store::Fingerprint;
use crate::text::{address_name, slug};

/// The parts of a site that decide where a page is.
#[derive(Clone, Copy)]
pub(super) struct PageMaker<'m> {
    pub(super) base: &'m Base,
    pub(super) sections: &'m Sections,
    pub(super) now: Date,
}

/// The place of a page in its site.
pub(super) struct Placement {
    pub(super) section: SectionId,
    pub(super) id: Box<str>,
    pub(super) unit: Option<UnitId>,
    pub(super) has_body: bool,
}

impl PageMaker<'_> {
    /// Makes the page of a file. `None` if the site has no section for it.
    pub(super) fn page(&self, source: Box<PageSource>, state: State) -> Option<Page> {
        let place = Placement {
            section: self.sections.id(source.lang, folder(&source.stem))?,
            id: page_id(&source).into(),
            unit: self.unit(&source),
            has_body: true,
        };
        self.place(source, state, place)
    }

    /// The unit whose page this is.
    fn unit(&self, source: &PageSource) -> Option<UnitId> {
        if &*source.content_type.id != "unit" {
            return None;
        }
        self.base.organization.find(source.fields.get("unit").and_then(Value::as_text)?)
    }

    /// Makes a page at a place.
    pub(super) fn place(&self, source: Box<PageSource>, state: State, place: Placement) -> Option<Page> {
        let Placement { section, id, unit, has_body } = place;
        let date = source.standing.date;
        Some(Page {
            moment: date.map(|date| date.start()),
            day: date.map(|date| date.day()),
            key: Fingerprint::new().number(source.lang as u64).text(&source.stem).done(),
            url: self.url(&source, section, &id)?,
            pinned: source.standing.is_pinned(self.now),
            id,
            unit,
            section,
            state,
            has_body,
            source,
        })
    }

    /// The address of a page: the one that it keeps, or by the pattern of its section or type, or
    /// its slug in the folder of its section.
    fn url(&self, source: &PageSource, section: SectionId, id: &str) -> Option<Box<str>> {
        let Base { config, addresses, .. } = self.base;
        let section = self.sections.get(section)?;
        if let Some(kept) = addresses.get(&source.file) {
            return Some(kept.into());
        }
        let slug = page_slug(source);
        let pattern = config.pattern(&section.path, &source.content_type);
        let address = pattern.and_then(|pattern| {
            let date = source.standing.date;
            let title = source.title();
            pattern.fill(&Filling { section: &section.path, date, slug: &slug, id, title })
        });
        Some(match address {
            Some(address) => format!("/{}{address}", config.prefix(source.lang)).into(),
            None => format!("{}{slug}.html", section.base).into(),
        })
    }
}

/// The last part of a page's address: from its `slug:`, else from its file's name.
fn page_slug(source: &PageSource) -> String {
    let own = source.standing.slug.as_deref().and_then(slug);
    let slug = own.or_else(|| address_name(name(&source.stem))).unwrap_or_else(|| "x".into());
    // `index` is the address of the section.
    if slug == "index" { "index-page".to_owned() } else { slug }
}
