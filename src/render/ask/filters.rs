//! The parts into which the list of a section can be narrowed.

use std::sync::Arc;

use super::archive::{YearPage, YearView};
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::ContentType;
use crate::site::{self, PageId, Part};
use crate::store::Fingerprint;

/// The parts of the list of a section with their numbers of pages: language, folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct SectionFilters(pub usize, pub Arc<str>);

/// The parts of a list, without its pages.
#[derive(Clone, Copy)]
pub(in super::super) struct FiltersView<'v> {
    content_type: &'v ContentType,
    filters: &'v site::Filters,
    code: &'v str,
}

/// A field by which a list can be narrowed.
pub(in super::super) struct FieldFilter<'v> {
    /// Its label.
    pub label: &'v str,
    pub values: Vec<FilterValue<'v>>,
}

/// A choice by which a list can be narrowed.
pub(in super::super) struct FilterValue<'v> {
    pub part: Part,
    pub name: &'v str,
    pub url: String,
    pub count: usize,
}

impl<'v> FiltersView<'v> {
    /// The years of the list, each with its address.
    pub fn years(self) -> impl Iterator<Item = (YearView<'v>, String)> {
        let archives = self.filters.years.iter();
        archives.flat_map(|archive| {
            let url = move |year: i16| archive.year_url(year, 1);
            YearView::all(archive).map(move |year| (year, url(year.year())))
        })
    }

    /// The fields of choices.
    pub fn fields(self) -> impl Iterator<Item = FieldFilter<'v>> {
        self.filters.fields.iter().filter_map(move |filter| {
            let field = self.content_type.group.field(&filter.key)?;
            let choices = field.kind.choices()?;
            let value = |part: &'v site::ChoicePart| {
                let choice = choices.iter().find(|choice| *choice.key == *part.key)?;
                Some(FilterValue {
                    part: filter.part(part),
                    name: choice.name.get(self.code),
                    url: part.url(1),
                    count: part.pages.len(),
                })
            };
            let values = filter.choices.iter().filter_map(value).collect();
            Some(FieldFilter { label: field.label.get(self.code), values })
        })
    }
}

impl View {
    fn filters(&self, lang: usize, path: &str) -> Option<FiltersView<'_>> {
        let section = self.site.section_at(lang, path)?;
        let (content_type, filters) = (&*section.content_type, &section.filters);
        (!filters.is_empty()).then(|| FiltersView { content_type, filters, code: self.code(lang) })
    }
}

impl Question for SectionFilters {
    type Answer<'v> = Option<FiltersView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.filters(self.0, &self.1)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(filters) = self.answer(view) else { return };
        for (year, url) in filters.years() {
            print.value(&year.year()).number(year.count() as u64).text(&url);
        }
        for field in filters.fields() {
            print.text(field.label);
            for FilterValue { part, name, url, count } in field.values {
                print.value(&part).text(name).text(&url).number(count as u64);
            }
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let path = &self.1;
        Words::new(
            format!("栏目“{path}”可以筛选的年份和选项"),
            format!("years and choices by which the list of `{path}` can be narrowed"),
        )
    }
}

/// A numbered page of a part of the list of a section: language, folder, part, number from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct SectionPart(pub usize, pub Arc<str>, pub Arc<Part>, pub usize);

/// A page of a part of a list.
pub(in super::super) enum PartPage<'v> {
    /// Of a year, by months.
    Year(YearPage<'v>),
    /// Of a choice.
    Choice(ChoicePage<'v>),
}

/// A page of the articles with a choice.
pub(in super::super) struct ChoicePage<'v> {
    filters: &'v site::Filters,
    part: Part,
    /// The name of the choice.
    pub name: &'v str,
    pub pages: &'v [PageId],
    /// The number of numbered pages.
    pub count: usize,
    /// The number of articles.
    pub total: usize,
}

impl ChoicePage<'_> {
    /// The address of the page with this number.
    pub fn url(&self, number: usize) -> String {
        self.filters.url(&self.part, number).unwrap_or_default()
    }
}

impl Question for SectionPart {
    type Answer<'v> = Option<PartPage<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let Self(lang, path, part, number) = self;
        let found = view.filters(*lang, path)?;
        let filters = found.filters;
        if let Part::Year(year) = &**part {
            return YearPage::of(filters.years.as_ref()?, *year, *number).map(PartPage::Year);
        }
        let (filter, choice) = filters.choice(part)?;
        let choices = found.content_type.group.field(&filter.key)?.kind.choices()?;
        Some(PartPage::Choice(ChoicePage {
            filters,
            part: (**part).clone(),
            name: choices.iter().find(|known| *known.key == *choice.key)?.name.get(found.code),
            pages: filter.on_page(choice, *number),
            count: filter.numbers(choice),
            total: choice.pages.len(),
        }))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        match self.answer(view) {
            None => {}
            Some(PartPage::Year(page)) => page.print(view, print),
            Some(PartPage::Choice(page)) => {
                print.text(page.name).number(page.count as u64).number(page.total as u64);
                print.text(&page.url(1));
                view.print_pages(page.pages, print);
            }
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let path = &self.1;
        Words::new(format!("栏目“{path}”筛选出的文章"), format!("pages of a part of the list of `{path}`"))
    }
}
