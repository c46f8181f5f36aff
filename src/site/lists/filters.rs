//! The parts of a long list that readers can ask for: its years, and the choices of its pages.
//!
//! Only one filter holds at a time: with two at once, every pair would need a page of its own. So
//! a list of `n` articles has at most `n / LINES + 1` further pages for each filter and part.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::archive::{Archive, Year, years_of};
use super::order::Order;
use super::window::window;
use crate::schema::Choice;
use crate::site::library::{Folder, Library, PageId};
use crate::text::slug;

/// The least number of articles on a page of a part: whoever narrows a list wants to go through it.
const LINES: usize = 50;

/// A part of a list, by keys that are the same in every build.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// The articles of a year.
    Year(i16),
    /// The articles with a choice: the key of the field, the key of the choice.
    Choice(Arc<str>, Arc<str>),
}

/// The parts into which the list of a section can be narrowed.
#[derive(Debug, Default)]
pub struct Filters {
    /// Its years, if it has several, or several months.
    pub years: Option<Archive>,
    /// Its fields of choices of which it has several.
    pub fields: Vec<ChoiceFilter>,
}

/// A field of choices, by which a list can be narrowed.
#[derive(Debug)]
pub struct ChoiceFilter {
    /// The key of the field.
    pub key: Arc<str>,
    /// The choices that articles have, in the order of their declaration.
    pub choices: Vec<ChoicePart>,
    /// Articles on one page of a choice. Never 0.
    page_size: usize,
}

/// The articles of a list with a choice.
#[derive(Debug)]
pub struct ChoicePart {
    /// The key of the choice.
    pub key: Arc<str>,
    /// Its pages, in the order of the list.
    pub pages: Vec<PageId>,
    /// Its address without number and ending: `/notices/index_kind-publicity`.
    base: String,
}

impl Filters {
    /// The parts of the list of a section whose pages are `all`.
    pub(super) fn of(library: &Library, order: &Order, folder: &Folder, all: &[PageId]) -> Self {
        let mut filters = Self::default();
        let page_size = folder.page_size.max(LINES);
        for key in &folder.content_type.filters {
            let choices = folder.content_type.group.field(key).and_then(|field| field.kind.choices());
            match choices {
                Some(choices) => {
                    let filter = ChoiceFilter {
                        key: key.as_str().into(),
                        choices: choice_parts(library, folder, (key.as_str(), choices), all),
                        page_size,
                    };
                    filters.fields.extend(Some(filter).filter(|filter| filter.choices.len() > 1));
                }
                None => filters.years = years(library, order, folder, all, page_size),
            }
        }
        filters
    }

    /// Whether the list can't be narrowed.
    pub fn is_empty(&self) -> bool {
        self.years.is_none() && self.fields.is_empty()
    }

    /// Every part with the number of its pages.
    pub fn parts(&self) -> impl Iterator<Item = (Part, usize)> {
        let years = self.years.iter().flat_map(|archive| {
            archive.years.iter().map(move |year| (Part::Year(year.year), archive.numbers(year)))
        });
        let fields = self.fields.iter().flat_map(|filter| {
            filter.choices.iter().map(move |part| (filter.part(part), filter.numbers(part)))
        });
        years.chain(fields)
    }

    /// The field and the choice of a part, if it is one of a choice.
    pub fn choice(&self, part: &Part) -> Option<(&ChoiceFilter, &ChoicePart)> {
        let Part::Choice(field, choice) = part else { return None };
        let filter = self.fields.iter().find(|filter| filter.key == *field)?;
        Some((filter, filter.choices.iter().find(|part| part.key == *choice)?))
    }

    /// The address of a page of a part, counted from 1.
    pub fn url(&self, part: &Part, number: usize) -> Option<String> {
        match part {
            Part::Year(year) => {
                let archive = self.years.as_ref().filter(|archive| archive.year(*year).is_some())?;
                Some(archive.year_url(*year, number))
            }
            Part::Choice(..) => Some(self.choice(part)?.1.url(number)),
        }
    }

    /// The first article on a page of a part.
    pub fn first(&self, part: &Part, number: usize) -> Option<PageId> {
        match part {
            Part::Year(year) => {
                let archive = self.years.as_ref()?;
                archive.on_page(archive.year(*year)?, number).first()?.1.first().copied()
            }
            Part::Choice(..) => {
                let (filter, part) = self.choice(part)?;
                filter.on_page(part, number).first().copied()
            }
        }
    }
}

impl ChoiceFilter {
    /// The part of a choice.
    pub fn part(&self, part: &ChoicePart) -> Part {
        Part::Choice(self.key.clone(), part.key.clone())
    }

    /// The number of pages of a choice.
    pub fn numbers(&self, part: &ChoicePart) -> usize {
        part.pages.len().div_ceil(self.page_size).max(1)
    }

    /// The articles on a page of a choice, counted from 1.
    pub fn on_page<'p>(&self, part: &'p ChoicePart, number: usize) -> &'p [PageId] {
        window(&part.pages, self.page_size, number)
    }
}

impl ChoicePart {
    /// The address of a page of it, counted from 1.
    pub fn url(&self, number: usize) -> String {
        if number <= 1 { format!("{}.html", self.base) } else { format!("{}_{number}.html", self.base) }
    }
}

/// The years of a list, if there is more than one month to choose from.
fn years(
    library: &Library,
    order: &Order,
    folder: &Folder,
    all: &[PageId],
    page_size: usize,
) -> Option<Archive> {
    let mut newest = all.to_vec();
    order.sort(&mut newest);
    let years: Vec<Year> = years_of(library, &newest);
    let months: usize = years.iter().map(|year| year.months.len()).sum();
    // `index_y2026.html`: an article has no `_` in its address, a choice always a `-`.
    let base = format!("{}index_y", folder.base);
    (months > 1).then_some(Archive { lang: folder.lang, base, years, page_size })
}

/// The choices of a field that pages have, each with its pages.
fn choice_parts(
    library: &Library,
    folder: &Folder,
    (key, choices): (&str, &[Choice]),
    all: &[PageId],
) -> Vec<ChoicePart> {
    let mut with: HashMap<&str, Vec<PageId>> = HashMap::new();
    for id in all {
        let items = library.page(*id).map(|page| page.fields.items(key)).unwrap_or_default();
        for choice in items.iter().filter_map(|item| item.choice()) {
            let pages = with.entry(&choice.key).or_default();
            if pages.last() != Some(id) {
                pages.push(*id);
            }
        }
    }
    let mut parts: Vec<ChoicePart> = Vec::new();
    let field = slug(key).unwrap_or_else(|| "x".into());
    let mut bases: HashSet<String> = HashSet::new();
    for (at, choice) in choices.iter().enumerate() {
        let name = slug(&choice.key).unwrap_or_else(|| at.to_string());
        let mut base = format!("{}index_{field}-{name}", folder.base);
        // Two keys may have one slug: 甲 and 贾.
        if !bases.insert(base.clone()) {
            base = format!("{base}-{at}");
            bases.insert(base.clone());
        }
        // The address of a choice does not depend on which others have pages today.
        let Some(pages) = with.remove(&*choice.key) else { continue };
        parts.push(ChoicePart { key: choice.key.as_str().into(), pages, base });
    }
    parts
}
