//! Taxonomies and their terms.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::{self, PageId};
use crate::store::Fingerprint;

/// All terms of a taxonomy: language, name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Terms(pub usize, pub Arc<str>);

/// A taxonomy in a language: its title, its address, its terms without their pages.
pub(in super::super) struct TermsView<'v> {
    taxonomy: &'v site::Taxonomy,
    declared: Option<&'v site::TaxonomyConfig>,
    code: &'v str,
}

/// A term: its name, address and number of pages.
pub(in super::super) struct TermView<'v> {
    taxonomy: &'v site::Taxonomy,
    term: &'v site::Term,
}

impl<'v> TermsView<'v> {
    pub fn name(&self) -> &'v str {
        self.declared.map_or("", |declared| &declared.name)
    }

    pub fn title(&self) -> &'v str {
        self.declared.and_then(|declared| declared.title.localized(self.code).as_text()).unwrap_or_default()
    }

    pub fn url(&self) -> String {
        self.taxonomy.url()
    }

    pub fn terms(&self) -> impl Iterator<Item = TermView<'v>> {
        let taxonomy = self.taxonomy;
        taxonomy.terms.iter().map(move |term| TermView { taxonomy, term })
    }
}

impl<'v> TermView<'v> {
    pub fn name(&self) -> &'v str {
        &self.term.name
    }

    /// The address of page `number` of its list.
    pub fn url(&self, number: usize) -> String {
        self.taxonomy.term_url(self.term, number)
    }

    pub fn count(&self) -> usize {
        self.term.pages.len()
    }

    /// The letter under which an index of names has it.
    pub fn letter(&self) -> Option<char> {
        self.term.letter
    }

    /// The page of the person whom it names.
    pub fn own(&self) -> Option<PageId> {
        self.term.own
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(&self.url(1)).number(self.count() as u64).value(&self.letter());
        print.number(self.own().and_then(|id| view.site.page(id)).map_or(0, |page| page.key));
    }
}

impl View {
    fn terms(&self, lang: usize, name: &str) -> Option<TermsView<'_>> {
        let taxonomy = self.site.taxonomy(lang, name)?;
        let declared = self.site.config().taxonomies.get(taxonomy.declared);
        Some(TermsView { taxonomy, declared, code: self.code(lang) })
    }

    fn term(&self, lang: usize, taxonomy: &str, name: &str) -> Option<TermView<'_>> {
        let taxonomy = self.site.taxonomy(lang, taxonomy)?;
        Some(TermView { taxonomy, term: taxonomy.term(name)? })
    }

    /// The name of the term with this number in the taxonomy with this number.
    pub fn term_key(&self, at: usize, term: usize) -> Option<&str> {
        Some(&self.site.taxonomies().get(at)?.terms.get(term)?.name)
    }
}

impl Question for Terms {
    type Answer<'v> = Option<TermsView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.terms(self.0, &self.1)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(taxonomy) = self.answer(view) else { return };
        print.text(&taxonomy.url());
        for term in taxonomy.terms() {
            print.text(term.name());
            term.print(view, print);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("分类“{}”的全部标签", self.1), format!("terms of `{}`", self.1))
    }
}

/// The address of a term and the number of its pages: language, taxonomy, name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Term(pub usize, pub Arc<str>, pub Arc<str>);

impl Question for Term {
    type Answer<'v> = Option<TermView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.term(self.0, &self.1, &self.2)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(term) = self.answer(view) {
            term.print(view, print);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("标签“{}”的文章", self.2), format!("pages of the term `{}`", self.2))
    }
}

/// A numbered page of a term's list: language, taxonomy, term, number from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct TermList(pub usize, pub Arc<str>, pub Arc<str>, pub usize);

/// A page of a term's list.
pub(in super::super) struct TermPage<'v> {
    /// The term.
    pub term: TermView<'v>,
    /// Its taxonomy's name, title and address.
    pub taxonomy: TaxonomyName<'v>,
    /// The pages on it.
    pub pages: &'v [PageId],
    /// The number of numbered pages of the list.
    pub count: usize,
}

/// The name, title and address of a taxonomy.
pub(in super::super) struct TaxonomyName<'v>(TermsView<'v>);

impl<'v> TaxonomyName<'v> {
    pub fn name(&self) -> &'v str {
        self.0.name()
    }

    pub fn title(&self) -> &'v str {
        self.0.title()
    }

    pub fn url(&self) -> String {
        self.0.url()
    }
}

impl<'v> From<TermsView<'v>> for TaxonomyName<'v> {
    fn from(terms: TermsView<'v>) -> Self {
        Self(terms)
    }
}

impl Question for TermList {
    type Answer<'v> = Option<TermPage<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let term = view.term(self.0, &self.1, &self.2)?;
        let size = view.site.config().page_size.max(1);
        Some(TermPage {
            taxonomy: TaxonomyName(view.terms(self.0, &self.1)?),
            pages: term.term.list_page(size, self.3),
            count: term.count().div_ceil(size).max(1),
            term,
        })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(page) = self.answer(view) else { return };
        page.term.print(view, print);
        print.text(&page.taxonomy.url());
        view.print_pages(page.pages, print);
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("标签“{}”的文章", self.2), format!("pages of the term `{}`", self.2))
    }
}
