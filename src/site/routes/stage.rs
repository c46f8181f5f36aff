//! The routes and menus of a site.

use std::sync::{Arc, OnceLock};

use super::menu::{MenuItem, Menus};
use super::route::{Route, find};
use super::table::routes;
use super::{collision, kept};
use crate::problem::Names;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Edit, Library};
use crate::site::lists::Lists;

/// All files that a build writes from pages, and the menus. Copies share both.
#[derive(Debug, Clone)]
pub(in crate::site) struct Routes {
    table: Arc<Table>,
    menus: Arc<Menus>,
}

/// The end of the path of a list.
const LIST: &str = "/index.html";

/// All routes, which do not depend on words.
#[derive(Debug)]
struct Table {
    /// Sorted by path.
    routes: Vec<Route>,
    /// The paths, for suggestions; made when the first mistake needs them.
    names: OnceLock<Names>,
    /// The folders that have a list, likewise.
    folders: OnceLock<Names>,
}

impl Routes {
    /// Makes the routes and menus. Reports wrong menus, and routes that share an address with each
    /// other, a file of `static/` or an article that is gone.
    pub(in crate::site) fn new(library: &Library, lists: &Lists) -> (Self, Vec<LateProblem>) {
        let (menus, mut problems) = Menus::new(library);
        let routes = routes(library, lists);
        problems.extend(collision::check(library, &routes));
        problems.extend(kept::check(library, lists, &routes));
        let table = Table { routes, names: OnceLock::new(), folders: OnceLock::new() };
        (Self { table: Arc::new(table), menus: Arc::new(menus) }, problems)
    }

    /// The routes and menus after an edit that kept the shape of the library: menus show titles.
    pub(in crate::site) fn edited(&self, edit: &Edit) -> (Self, Vec<LateProblem>) {
        if !edit.has_new_titles {
            return (self.clone(), Vec::new());
        }
        let (menus, problems) = Menus::new(&edit.library);
        (Self { table: self.table.clone(), menus: Arc::new(menus) }, problems)
    }

    /// All routes, sorted by path.
    pub(in crate::site) fn all(&self) -> &[Route] {
        &self.table.routes
    }

    /// Whether both are certainly the same routes.
    pub(in crate::site) fn are_those_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
    }

    /// The route of a path.
    pub(in crate::site) fn route(&self, path: &str) -> Option<&Route> {
        find(self.all(), path)
    }

    /// The path that `path` probably meant: `news/index.html` for `news`.
    pub(in crate::site) fn nearest(&self, path: &str) -> Option<&str> {
        if let Some(list) = self.route(&format!("{path}{LIST}")) {
            return Some(&list.path);
        }
        let paths = || self.all().iter().map(|route| route.path.as_str());
        if let Some(folder) = path.strip_suffix(LIST) {
            // All lists are called alike, so that only their folders tell which was meant.
            let folders = || Names::new(paths().filter_map(|path| path.strip_suffix(LIST)));
            let meant = self.table.folders.get_or_init(folders).nearest("", "", folder)?;
            return self.route(&format!("{meant}{LIST}")).map(|route| route.path.as_str());
        }
        self.table.names.get_or_init(|| Names::new(paths())).nearest("", "", path)
    }

    /// The main menu in a language.
    pub(in crate::site) fn menu(&self, lang: usize) -> &[MenuItem] {
        self.menus.main.get(lang).map(Vec::as_slice).unwrap_or_default()
    }

    /// The links of the footer in a language.
    pub(in crate::site) fn footer_links(&self, lang: usize) -> &[MenuItem] {
        self.menus.footer.get(lang).map(Vec::as_slice).unwrap_or_default()
    }
}
