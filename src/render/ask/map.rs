//! The map: all sections of a language.

use super::section::{SectionFront, SectionName};
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

/// All sections of a language with their numbers of pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Map(pub usize);

/// A section of the map.
#[derive(Clone, Copy)]
pub(in super::super) struct Branch<'v>(SectionFront<'v>);

impl<'v> Branch<'v> {
    pub fn name(&self) -> SectionName<'v> {
        SectionName(self.0.section)
    }

    pub fn count(&self) -> usize {
        self.0.section.all.len()
    }

    pub fn children(&self) -> impl Iterator<Item = Branch<'v>> {
        self.0.view().section_fronts(&self.0.section.children).map(Branch)
    }
}

impl Question for Map {
    /// The home page's section.
    type Answer<'v> = Option<Branch<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.section_front(view.site.section_id(self.0, "")?).map(Branch)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for section in view.site.sections().iter().filter(|section| section.lang == self.0) {
            print.text(&section.path).number(section.print).number(section.all.len() as u64);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("全部栏目和文章数", "all sections and their numbers of pages")
    }
}
