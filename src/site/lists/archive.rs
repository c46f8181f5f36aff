//! Lists the dated pages of a language by year and month. A year with many articles has several
//! pages.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::order::Order;
use crate::schema::Precision;
use crate::site::library::{Library, PageId};

/// Dated pages: those of a language, or of the list of a section.
#[derive(Debug)]
pub struct Archive {
    /// The number of the language.
    pub lang: usize,
    /// The beginning of the addresses of its years: the folder `/archive/`, or `/news/index_y`.
    pub base: String,
    /// The years that have articles, the last one first. Never empty.
    pub years: Vec<Year>,
    /// Articles on one page of a year. Never 0.
    pub page_size: usize,
}

/// The least number of articles on one page of a year: each is one line, and readers of an archive
/// go through many.
const LINES: usize = 100;

/// The pages of a year.
#[derive(Debug)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Its months, the last one first. Never empty.
    pub months: Vec<Month>,
}

/// The pages of a month.
#[derive(Debug)]
pub struct Month {
    /// From 1 to 12; `None` for articles whose date is only a year, which come last.
    pub month: Option<i8>,
    /// Its pages, from the newest.
    pub pages: Vec<PageId>,
}

impl Archive {
    /// The address of the page with all years.
    pub fn url(&self) -> String {
        format!("{}index.html", self.base)
    }

    /// The address of the page of a year with this number, from 1.
    pub fn year_url(&self, year: i16, number: usize) -> String {
        match number {
            0 | 1 => format!("{}{year}.html", self.base),
            number => format!("{}{year}_{number}.html", self.base),
        }
    }

    /// The number of pages of a year.
    pub fn numbers(&self, year: &Year) -> usize {
        year.count().div_ceil(self.page_size).max(1)
    }

    /// The page of its year on which a month begins. Months are counted from 0, pages from 1.
    pub fn number_of(&self, year: &Year, month: usize) -> usize {
        let before: usize = year.months.iter().take(month).map(|month| month.pages.len()).sum();
        before / self.page_size + 1
    }

    /// The articles on a page of a year, by month. Months are counted from 0, pages from 1.
    pub fn on_page<'y>(&self, year: &'y Year, number: usize) -> Vec<(usize, &'y [PageId])> {
        let first = number.saturating_sub(1).saturating_mul(self.page_size);
        let mut before = 0;
        let mut found = Vec::new();
        for (at, month) in year.months.iter().enumerate() {
            let start = first.saturating_sub(before).min(month.pages.len());
            let end = (first + self.page_size).saturating_sub(before).min(month.pages.len());
            if let Some(pages) = month.pages.get(start..end).filter(|pages| !pages.is_empty()) {
                found.push((at, pages));
            }
            before += month.pages.len();
        }
        found
    }

    /// A year, if it has articles.
    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(self.position(year)?)
    }

    /// The nearest years after and before a year that have articles.
    pub fn beside(&self, year: i16) -> (Option<i16>, Option<i16>) {
        let Some(at) = self.position(year) else { return (None, None) };
        let number = |at: usize| self.years.get(at).map(|year| year.year);
        (at.checked_sub(1).and_then(number), number(at + 1))
    }

    fn position(&self, year: i16) -> Option<usize> {
        self.years.binary_search_by_key(&Reverse(year), |found| Reverse(found.year)).ok()
    }
}

impl Year {
    /// The number of its articles.
    pub fn count(&self) -> usize {
        self.months.iter().map(|month| month.pages.len()).sum()
    }
}

/// The articles of each month of a year, the last month first, those without a month at the end.
type Months = BTreeMap<Reverse<Option<i8>>, Vec<PageId>>;

/// The archives of all languages that have dated articles; none if the site has no archive.
pub(super) fn archives(library: &Library, order: &Order) -> Vec<Archive> {
    let config = &library.base.config;
    if !config.fields.is("archive") {
        return Vec::new();
    }
    let archive = |lang| {
        let years = years_of(library, order.newest(lang));
        let base = format!("/{}archive/", config.prefix(lang));
        let page_size = config.page_size.max(LINES);
        (!years.is_empty()).then_some(Archive { lang, base, years, page_size })
    };
    (0..config.languages.len()).filter_map(archive).collect()
}

/// The years of these pages, which come from the newest.
pub(super) fn years_of(library: &Library, newest: &[PageId]) -> Vec<Year> {
    let mut found: BTreeMap<Reverse<i16>, Months> = BTreeMap::new();
    for id in newest {
        let Some(date) = library.page(*id).and_then(|page| page.date()) else { continue };
        let month = (date.precision() >= Precision::Month).then(|| date.civil().month());
        let months = found.entry(Reverse(date.year())).or_default();
        months.entry(Reverse(month)).or_default().push(*id);
    }
    let month = |(Reverse(month), pages)| Month { month, pages };
    let year =
        |(Reverse(year), months): (_, Months)| Year { year, months: months.into_iter().map(month).collect() };
    found.into_iter().map(year).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_page_of_a_year_stands_on_one_of_its_pages(counts in proptest::collection::vec(1..40usize, 1..13), page_size in 1..60usize) {
            let mut id = 0;
            let mut months = Vec::new();
            for (number, count) in (1..).zip(&counts) {
                let pages = (0..*count).map(|_| { id += 1; PageId(id) }).collect();
                months.push(Month { month: Some(number), pages });
            }
            let year = Year { year: 2026, months };
            let archive = Archive { lang: 0, base: "/archive/".into(), years: Vec::new(), page_size };
            let numbers = 1..=archive.numbers(&year);
            let shown: Vec<Vec<(usize, &[PageId])>> = numbers.map(|number| archive.on_page(&year, number)).collect();
            let found: Vec<PageId> = shown.iter().flatten().flat_map(|(_, pages)| pages.iter().copied()).collect();
            let all: Vec<PageId> = year.months.iter().flat_map(|month| month.pages.iter().copied()).collect();
            prop_assert_eq!(found, all);
            for page in &shown {
                let count: usize = page.iter().map(|(_, pages)| pages.len()).sum();
                prop_assert!((1..=page_size).contains(&count));
            }
            for (at, month) in year.months.iter().enumerate() {
                let page = &shown[archive.number_of(&year, at) - 1];
                let begins = |(found, pages): &(usize, &[PageId])| *found == at && pages.first() == month.pages.first();
                prop_assert!(page.iter().any(begins));
            }
        }
    }
}
