//! Values that rendering makes from answers and that many pages show.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Scope;
use crate::problem::Words;
use crate::site::PageId;

/// A value that is made from answers. A page that shows it depends on it, not on each of the
/// answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SharedValue {
    /// The card of a page, as lists show it, with all that it refers to.
    Card(PageId),
    /// A template with all that it extends, includes and calls, by its name below `templates/`.
    Templates(Arc<str>),
    /// A unit and all units below it: language, id.
    Unit(usize, Arc<str>),
    /// The tree of all units in a language.
    Organization(usize),
    /// `site` of templates in a language, with the menu and the settings that pages read.
    Site(usize),
    /// The theme's options in a language.
    Options(usize),
    /// The HTML of a fragment that many pages share: language, template, argument.
    Fragment(usize, Arc<str>, Arc<str>),
}

impl SharedValue {
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Card(_) | Self::Templates(_) => Scope::Made,
            _ => Scope::Own,
        }
    }

    pub(super) fn page_mut(&mut self) -> Option<&mut PageId> {
        if let Self::Card(id) = self { Some(id) } else { None }
    }

    pub(super) fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        match self {
            Self::Card(id) => {
                let file = page(*id);
                Words::new(format!("“{file}”在列表里显示的内容"), format!("what lists show of {file}"))
            }
            Self::Templates(name) => Words::new(format!("模板 {name}"), format!("template {name}")),
            Self::Unit(_, id) => Words::new(format!("党组织“{id}”"), format!("unit `{id}`")),
            Self::Organization(_) => Words::new("组织架构", "the organization"),
            Self::Site(_) => {
                Words::new("site.yaml 里的站名、菜单、页脚等", "title, menu or footer of site.yaml")
            }
            Self::Options(_) => Words::new("主题选项", "options of the theme"),
            Self::Fragment(_, name, _) => {
                Words::new(format!("公用部分 {name}"), format!("shared part {name}"))
            }
        }
    }
}
