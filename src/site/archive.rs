//! The archive: the dated pages of a language by year and month.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{PageId, Site};
use crate::schema::Precision;

/// The dated pages of a language.
#[derive(Debug)]
pub struct Archive {
    /// The number of the language.
    pub lang: usize,
    /// Its folder in addresses, ending in `/`: `/archive/`.
    pub base: String,
    /// The years that have pages, the last one first. Never empty.
    pub years: Vec<Year>,
}

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
    /// From 1 to 12; `None` for pages whose date is only a year, which come last.
    pub month: Option<i8>,
    /// Its pages, from the newest.
    pub pages: Vec<PageId>,
}

impl Archive {
    /// The address of the page with all years.
    pub fn url(&self) -> String {
        format!("{}index.html", self.base)
    }

    /// The address of the page of a year.
    pub fn year_url(&self, year: i16) -> String {
        format!("{}{year}.html", self.base)
    }

    /// A year, if it has pages.
    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(self.position(year)?)
    }

    /// The years after and before a year that have pages.
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
    /// How many pages it has.
    pub fn count(&self) -> usize {
        self.months.iter().map(|month| month.pages.len()).sum()
    }

    /// Its pages, month after month.
    pub fn pages(&self) -> impl Iterator<Item = PageId> {
        self.months.iter().flat_map(|month| month.pages.iter().copied())
    }
}

/// The pages of each month of a year, the greatest month first; one that is not known is the least.
type Months = BTreeMap<Reverse<Option<i8>>, Vec<PageId>>;

/// The archives of all languages that have dated pages; none where the site wants none.
pub(super) fn archives(site: &Site) -> Vec<Archive> {
    if !site.config.fields.is("archive") {
        return Vec::new();
    }
    let archive = |lang| {
        let mut found: BTreeMap<Reverse<i16>, Months> = BTreeMap::new();
        for id in site.newest(lang) {
            let Some(date) = site.page(*id).and_then(|page| page.date()) else { continue };
            let month = (date.precision() >= Precision::Month).then(|| date.civil().month());
            let months = found.entry(Reverse(date.year())).or_default();
            months.entry(Reverse(month)).or_default().push(*id);
        }
        let month = |(Reverse(month), pages)| Month { month, pages };
        let year = |(Reverse(year), months): (_, Months)| Year {
            year,
            months: months.into_iter().map(month).collect(),
        };
        let years: Vec<Year> = found.into_iter().map(year).collect();
        let base = format!("/{}archive/", site.config.prefix(lang));
        (!years.is_empty()).then_some(Archive { lang, base, years })
    };
    (0..site.config.languages.len()).filter_map(archive).collect()
}
