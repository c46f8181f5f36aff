//! The archive: the dated pages of a language by year and month.

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::{self, PageId};
use crate::store::Fingerprint;

/// The years and months of the archive of a language, with their numbers of pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Archive(pub usize);

/// The archive without its pages.
pub(in super::super) struct ArchiveView<'v>(&'v site::Archive);

/// A year of the archive without its pages.
#[derive(Clone, Copy)]
pub(in super::super) struct YearView<'v> {
    archive: &'v site::Archive,
    year: &'v site::Year,
}

/// A month of a year without its pages.
#[derive(Clone, Copy)]
pub(in super::super) struct MonthView<'v> {
    month: &'v site::Month,
}

impl<'v> ArchiveView<'v> {
    /// The address of a year.
    pub fn year_url(&self, year: i16) -> String {
        self.0.year_url(year, 1)
    }

    pub fn years(&self) -> impl Iterator<Item = YearView<'v>> {
        YearView::all(self.0)
    }
}

impl<'v> YearView<'v> {
    /// The years of an archive.
    pub(super) fn all(archive: &'v site::Archive) -> impl Iterator<Item = Self> {
        archive.years.iter().map(move |year| Self { archive, year })
    }

    pub fn year(&self) -> i16 {
        self.year.year
    }

    pub fn count(&self) -> usize {
        self.year.count()
    }

    /// Its months, each with the address of the page on which it begins.
    pub fn months(self) -> impl Iterator<Item = (MonthView<'v>, String)> {
        let url = move |at| self.archive.year_url(self.year.year, self.archive.number_of(self.year, at));
        self.year.months.iter().enumerate().map(move |(at, month)| (MonthView { month }, url(at)))
    }

    fn print(&self, print: &mut Fingerprint) {
        print.value(&self.year.year);
        for month in &self.year.months {
            print.value(&month.month).number(month.pages.len() as u64);
        }
    }
}

impl MonthView<'_> {
    /// From 1 to 12; `None` for pages whose date is only a year.
    pub fn month(&self) -> Option<i8> {
        self.month.month
    }

    pub fn count(&self) -> usize {
        self.month.pages.len()
    }
}

impl Question for Archive {
    type Answer<'v> = Option<ArchiveView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.site.archive(self.0).map(ArchiveView)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(archive) = self.answer(view) else { return };
        // The page size decides on which page a month begins.
        print.number(archive.0.page_size as u64).text(&archive.0.base);
        archive.years().for_each(|year| year.print(print));
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("归档的年月和篇数", "years and months of the archive")
    }
}

/// A numbered page of a year of the archive: language, year, number from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Year(pub usize, pub i16, pub usize);

/// A page of a year: its pages by month, and the years next to it.
pub(in super::super) struct YearPage<'v> {
    /// The year.
    pub year: YearView<'v>,
    number: usize,
}

impl<'v> YearPage<'v> {
    /// The page of a year of an archive with this number, from 1.
    pub(super) fn of(archive: &'v site::Archive, year: i16, number: usize) -> Option<Self> {
        Some(Self { year: YearView { archive, year: archive.year(year)? }, number })
    }

    pub(super) fn print(&self, view: &View, print: &mut Fingerprint) {
        let archive = self.year.archive;
        print.value(&self.beside()).number(archive.page_size as u64).text(&archive.base);
        self.year.print(print);
        self.months().for_each(|(_, pages)| view.print_pages(pages, print));
    }

    /// The address of the archive.
    pub fn archive_url(&self) -> String {
        self.year.archive.url()
    }

    /// The address of a year of the archive.
    pub fn year_url(&self, year: i16) -> String {
        self.year.archive.year_url(year, 1)
    }

    /// The years after and before it that have pages.
    pub fn beside(&self) -> (Option<i16>, Option<i16>) {
        self.year.archive.beside(self.year.year())
    }

    /// The number of numbered pages of the year.
    pub fn numbers(&self) -> usize {
        self.year.archive.numbers(self.year.year)
    }

    /// The address of the page of the year with this number.
    pub fn url(&self, number: usize) -> String {
        self.year.archive.year_url(self.year.year(), number)
    }

    /// The months on this page, each with those of its pages that are on it.
    pub fn months(&self) -> impl Iterator<Item = (MonthView<'v>, &'v [PageId])> {
        let YearView { archive, year } = self.year;
        let months = archive.on_page(year, self.number).into_iter();
        months.filter_map(|(at, pages)| Some((MonthView { month: year.months.get(at)? }, pages)))
    }
}

impl Question for Year {
    type Answer<'v> = Option<YearPage<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        YearPage::of(view.site.archive(self.0)?, self.1, self.2)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(page) = self.answer(view) {
            page.print(view, print);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("{} 年的文章", self.1), format!("pages of {}", self.1))
    }
}
