//! Runs the stages: for a complete site, and for an edit of some articles.

use std::sync::Arc;

use super::checks::{self, References};
use super::late_problem::LateProblem;
use super::library::{Library, Material, PageSource, Prints};
use super::lists::Lists;
use super::routes::Routes;
use super::stages::Site;
use crate::schema::Date;

/// Organises a site. Returns every mistake that is found with it; if there are errors among them,
/// the site must not be published.
pub fn organise(material: Material) -> (Site, Vec<LateProblem>) {
    let (library, mut problems) = Library::new(material);
    let lists = Lists::new(&library);
    // Nothing below needs anything else below.
    let references = References { library: &library, lists: &lists };
    let check = || rayon::join(|| references.check(), || checks::check(&library));
    let make = || rayon::join(|| Routes::new(&library, &lists), || Prints::of(&library));
    let ((wrong_references, wrong_library), ((routes, wrong_routes), prints)) = rayon::join(check, make);
    problems.extend(wrong_references);
    problems.extend(wrong_library);
    problems.extend(wrong_routes);
    (Site { library, lists: Arc::new(lists), routes, prints }, problems)
}

impl Site {
    /// The site at the time `now` with new versions of these pages, and the mistakes in what they
    /// refer to. `None` if the shape of the library changes, as by a new date or address: then
    /// lists and routes are different too, and the site has to be organised from its material.
    pub fn patched(&self, sources: Vec<PageSource>, now: Date) -> Option<(Self, Vec<LateProblem>)> {
        let edit = self.library.edit(sources, now)?;
        let lists = self.lists.clone();
        let (routes, mut problems) = self.routes.edited(&edit);
        let prints = self.prints.edited(&edit.library, &edit.pages);
        let references = References { library: &edit.library, lists: &lists };
        for page in edit.pages.iter().filter_map(|id| edit.library.page(*id)) {
            references.check_page(page, &mut problems);
        }
        Some((Self { library: edit.library, lists, routes, prints }, problems))
    }
}
