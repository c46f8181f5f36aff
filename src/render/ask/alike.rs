//! Pages that seem to be about the same affair as another, by their titles.

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

/// What two titles must share at least, in rare pairs: one may be chance.
const LEAST: usize = 2;

/// The pages whose titles share most rare pairs with that of a page, at most so many, the nearest
/// in time first. A question of its own: other surroundings of a page do not depend on words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Alike(pub PageId, pub usize);

impl Question for Alike {
    type Answer<'v> = Vec<PageId>;

    fn answer(&self, view: &View) -> Vec<PageId> {
        let Some(page) = view.site.page(self.0) else { return Vec::new() };
        let mut alike = Vec::new();
        view.add_nearest(page, view.site.alike(self.0), (LEAST, self.1), &mut alike);
        alike
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for id in self.answer(view) {
            print.number(view.site.page(id).map_or(0, |page| page.key));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Titles
    }

    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        let file = page(self.0);
        Words::new(format!("和“{file}”标题相近的文章"), format!("articles with titles like that of {file}"))
    }

    fn page_mut(&mut self) -> Option<&mut PageId> {
        Some(&mut self.0)
    }
}
