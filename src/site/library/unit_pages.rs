//! Gives every unit of the organization a page: the one that is written, or one made from the data.

use std::sync::Arc;

use super::id::{PageId, SectionId, UnitId};
use super::page::{Page, PageSource};
use super::page_maker::{PageMaker, Placement};
use super::visibility::{State, Visibility};
use crate::problem::Problem;
use crate::schema::{ContentType, Fields, Value, stored};
use crate::site::late_problem::LateProblem;
use crate::source::yaml::Step;
use crate::store::Fingerprint;

/// The page of each unit in each language.
#[derive(Debug)]
pub(in crate::site) struct UnitPages {
    languages: usize,
    /// The pages of the first unit in each language, then those of the second one, and so on.
    pages: Vec<Option<PageId>>,
}

impl UnitPages {
    /// Finds the pages of units among `pages`, and appends one for each unit that has none in a
    /// language with a section for units.
    pub(super) fn complete(
        maker: PageMaker<'_>,
        pages: &mut Vec<Arc<Page>>,
        problems: &mut Vec<LateProblem>,
    ) -> Self {
        let languages = maker.base.config.languages.len();
        let count = maker.base.organization.units().count();
        let mut unit_pages = Self { languages, pages: vec![None; count * languages] };
        unit_pages.add_written(pages, problems);
        let Some(unit_type) = maker.base.types.get("unit") else { return unit_pages };
        for lang in 0..languages {
            let mut sections = maker.sections.with_ids();
            let section =
                sections.find(|(_, folder)| folder.lang == lang && *folder.content_type.id == *unit_type.id);
            if let Some((section, _)) = section {
                unit_pages.add_missing(maker, unit_type, (lang, section), pages);
            }
        }
        unit_pages
    }

    /// The page of a unit in a language.
    pub(in crate::site) fn get(&self, unit: UnitId, lang: usize) -> Option<PageId> {
        if lang >= self.languages {
            return None;
        }
        *self.pages.get(unit.at() * self.languages + lang)?
    }

    /// Sets the page of a unit, and returns the one that was set before.
    fn set(&mut self, unit: UnitId, lang: usize, page: PageId) -> Option<PageId> {
        self.pages.get_mut(unit.at() * self.languages + lang)?.replace(page)
    }

    fn add_written(&mut self, pages: &[Arc<Page>], problems: &mut Vec<LateProblem>) {
        for (id, page) in (0..).map(PageId).zip(pages) {
            let Some(unit) = page.unit else { continue };
            let Some(first) = self.set(unit, page.lang, id) else { continue };
            let first = pages.get(first.at()).map(|page| &*page.file).unwrap_or_default();
            let path = vec![Step::Key("unit".into())];
            problems.push(LateProblem::canonical(&page.file, path, two_pages(first)));
        }
    }

    fn add_missing(
        &mut self,
        maker: PageMaker<'_>,
        unit_type: &Arc<ContentType>,
        (lang, section): (usize, SectionId),
        pages: &mut Vec<Arc<Page>>,
    ) {
        let folder = maker.sections.get(section).map(|folder| &*folder.path).unwrap_or_default();
        let code = maker.base.config.code(lang);
        for (unit, data) in maker.base.organization.units() {
            if self.get(unit, lang).is_some() || !data.is_of_party() {
                continue;
            }
            let name = data.fields.text("name", code).unwrap_or(&data.id);
            let source = Box::new(unit_source(unit_type, (lang, folder), &data.id, name));
            let Ok(number) = u32::try_from(pages.len()).map(PageId) else { return };
            let place = Placement { section, id: data.id.clone(), unit: Some(unit), has_body: false };
            if let Some(page) = maker.place(source, State::Published, place) {
                pages.push(Arc::new(page));
                self.set(unit, lang, number);
            }
        }
    }
}

/// The source of a page for a unit that has no file.
fn unit_source(
    unit_type: &Arc<ContentType>,
    (lang, folder): (usize, &str),
    id: &str,
    name: &str,
) -> PageSource {
    let mut fields = Fields::default();
    fields.set("title".into(), Value::Text(name.into()));
    fields.set("unit".into(), Value::Organization(id.into()));
    let print =
        Fingerprint::new().text(&unit_type.id).bytes(&stored::encode(&unit_type.group, &fields)).done();
    PageSource {
        mentions: Box::default(),
        text: 0,
        print,
        frame: PageSource::frame_of(unit_type, &fields),
        file: "data/organization.yaml".into(),
        stem: if folder.is_empty() { id.into() } else { format!("{folder}/{id}").into() },
        lang,
        content_type: unit_type.clone(),
        standing: Visibility::of(&fields),
        fields: fields.into(),
        lead: "".into(),
    }
}

fn two_pages(first: &str) -> Problem {
    Problem::error(
        "organization/two-pages",
        format!("这个党组织已经有主页“{first}”"),
        format!("this unit has its page already: `{first}`"),
    )
    .help("留下一个；另一个删去，或者改正它的“单位”", "keep one; delete the other, or correct its `unit`")
}
