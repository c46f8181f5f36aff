//! The names within a headline, which is not broken within them.

use std::ops::Range;
use std::sync::Arc;

use super::known_names::KnownNames;
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

/// Asks where known names are in a text: language, the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct NamesIn(pub usize, pub Arc<str>);

impl Question for NamesIn {
    /// In the order of the text; they don't overlap.
    type Answer<'v> = Vec<Range<usize>>;

    fn answer(&self, view: &View) -> Vec<Range<usize>> {
        let of_languages = view.names.get_or_init(|| {
            (0..view.languages().len())
                .map(|lang| KnownNames::of(&view.site, lang, view.code(lang)))
                .collect()
        });
        of_languages.get(self.0).map(|known| known.within(&self.1)).unwrap_or_default()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for name in self.answer(view) {
            print.number(name.start as u64).number(name.end as u64);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let text = &self.1;
        Words::new(format!("标题“{text}”里的单位和人名"), format!("names of units and people in `{text}`"))
    }
}
