//! Files of `data/` that templates read as they are, and the time of the build. Templates ask for
//! these by naming them: reading their text finds it out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::Date;
use crate::site::PageId;
use crate::source::yaml::Node;
use crate::store::Fingerprint;

/// A file of `data/`, by its name in templates.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Data(pub Arc<str>);

impl Question for Data {
    type Answer<'v> = Option<&'v Node>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.site.data().get(&*self.0)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.data_print(&self.0));
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("data/{}", self.0), format!("data/{}", self.0))
    }
}

/// All files of `data/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct AllData;

impl Question for AllData {
    type Answer<'v> = &'v BTreeMap<String, Node>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.site.data()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.all_data_print());
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("data 里的文件", "files of data/")
    }
}

/// The time of the build.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Now;

impl Question for Now {
    type Answer<'v> = Date;

    fn answer(&self, view: &View) -> Date {
        view.site.now()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(&self.answer(view).to_string());
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("生成时间", "moment of the build")
    }
}
