//! Queries: `pages(section="news", limit=10)`.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::{PageId, Query};
use crate::store::Fingerprint;

/// Asks which pages answer a query, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Answer(pub Arc<Query>);

impl Question for Answer {
    type Answer<'v> = Vec<PageId>;

    fn answer(&self, view: &View) -> Vec<PageId> {
        view.site.window(&self.0, &view.whole_answer(&self.0))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        view.print_pages(&self.answer(view), print);
    }

    fn scope(&self) -> Scope {
        // A template may ask for an order that no section has.
        if self.0.sort.iter().all(|key| key.key == "date") { Scope::Shape } else { Scope::Site }
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let query = self.0.told();
        Words::new(format!("查询 pages({query}) 的结果"), format!("answer to pages({query})"))
    }
}

/// The number of pages that answer a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Count(pub Arc<Query>);

impl Question for Count {
    type Answer<'v> = usize;

    fn answer(&self, view: &View) -> usize {
        view.site.window(&self.0, &view.whole_answer(&self.0)).len()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(self.answer(view) as u64);
    }

    /// The order has no part in it.
    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let query = self.0.told();
        Words::new(format!("查询 count({query}) 的结果"), format!("answer to count({query})"))
    }
}

impl Answer {
    /// Whether it asks for pages by what is in their fields, which an index answers.
    pub fn is_by_field(&self) -> bool {
        !self.0.with.is_empty()
    }
}

impl Count {
    /// The same as [`Answer::is_by_field`].
    pub fn is_by_field(&self) -> bool {
        !self.0.with.is_empty()
    }
}
