//! Renders every route and publishes them, whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Portal, destination};
use crate::output::{Publication, Summary};
use crate::problem::{self, Problem};
use crate::render::Renderer;
use crate::site::State;

/// Told of how far a build has come.
pub type Progress<'p> = dyn Fn(usize, usize) + Sync + 'p;

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// Pages that were published.
    pub pages: usize,
    /// Sections that were published.
    pub sections: usize,
    /// Files written, unchanged and removed.
    pub files: Summary,
    /// How many pages were left out, by state.
    pub left_out: BTreeMap<State, usize>,
    /// What was noticed.
    pub warnings: Vec<Problem>,
}

/// Renders every route of a site into `folder`.
///
/// # Errors
/// All problems of the run. The folder is then as it was.
pub fn build(portal: &Portal, folder: &Path, progress: &Progress<'_>) -> Result<Built, Vec<Problem>> {
    let site = portal.site();
    destination::check(portal.folder.root(), folder).map_err(|problem| vec![problem])?;
    let publication = Publication::begin(folder).map_err(|problem| vec![problem])?;
    let problems: Mutex<Vec<Problem>> = Mutex::new(portal.warnings.clone());
    let done = AtomicUsize::new(0);
    let report = |found: Vec<Problem>| {
        problems.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(found)
    };
    let routes = site.routes();
    routes.par_iter().for_each(|route| {
        match portal.renderer.render(route) {
            Ok(rendering) => {
                if !rendering.warnings.is_empty() {
                    report(rendering.warnings);
                }
                if let Err(problem) = publication.write(&route.path, &rendering.bytes) {
                    report(vec![problem]);
                }
            }
            Err(found) => report(found),
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, routes.len());
    });
    publish_files(portal, &publication, &report);
    let mut problems = problems.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    problem::sort(&mut problems);
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    let files = publication.commit().map_err(|problem| vec![problem])?;
    let mut left_out = BTreeMap::new();
    for page in site.left_out() {
        *left_out.entry(page.state).or_default() += 1;
    }
    let sections: BTreeSet<_> = site
        .sections()
        .iter()
        .filter(|section| !section.path.is_empty())
        .map(|section| (&section.path, section.lang))
        .collect();
    Ok(Built { pages: site.pages().len(), sections: sections.len(), files, left_out, warnings: problems })
}

/// The mistakes that show when the routes of a site are rendered. What is rendered goes nowhere.
pub(super) fn mistakes(renderer: &Renderer) -> Vec<Problem> {
    // Every template may ask for data; with a part of it unread they would all complain.
    if renderer.site().unread().iter().any(|file| file.starts_with("data/")) {
        return Vec::new();
    }
    let found = renderer.site().routes().par_iter().map(|route| match renderer.render(route) {
        Ok(rendering) => rendering.warnings,
        Err(problems) => problems,
    });
    // What a page lacks is told where it lacks it, not where a template misses it.
    found.flatten_iter().filter(|problem| problem.code != "template/render").collect()
}

/// What pages asked for, and the files of `static/`.
fn publish_files(portal: &Portal, publication: &Publication, report: &(dyn Fn(Vec<Problem>) + Sync)) {
    let assets = portal.renderer.assets();
    let all: Vec<_> = assets.all().into_values().collect();
    all.par_iter().for_each(|asset| {
        let published = assets.bytes(asset).and_then(|bytes| publication.write(&asset.path, &bytes));
        if let Err(problem) = published {
            report(vec![problem]);
        }
    });
    portal.site().statics().par_iter().for_each(|name| {
        let path = name.trim_start_matches("static/");
        if let Err(problem) = publication.copy(path, &portal.folder.path(name)) {
            report(vec![problem.in_file(name.as_str())]);
        }
    });
}
