//! Finds all problems of a site, without writing anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::links::Links;
use super::run::{looked_at, mistakes};
use super::strays::strays;
use crate::load::{self, CacheUse, Settings, SiteLoader, Timings};
use crate::output;
use crate::problem::{self, Baseline, Policy, Problem, Suppressions};
use crate::render::Renderer;
use crate::site::{Site, State, Target, static_path};
use crate::source::{Inventory, SiteFolder, Stamp};

/// Result of a check.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Mistakes, warnings and advice, filtered by the site's policy and sorted.
    pub problems: Vec<Problem>,
    /// The same, including those in the baseline.
    pub all: Vec<Problem>,
    /// Number of problems left out, by a comment or by the baseline.
    pub silenced: usize,
    /// Number of pages that would be published.
    pub pages: usize,
    /// Number of routes that were rendered.
    pub routes: usize,
    /// Stamps of the site's files when they were checked.
    pub(crate) stamps: BTreeMap<String, Stamp>,
}

/// Checks a site: reads and renders everything. Reports all that a build would report, and also
/// advice and comments that ignore a problem that does not exist.
pub fn check(settings: &Settings) -> CheckReport {
    let timings = Timings::new(false);
    let mut opening = match SiteLoader::new(settings, &timings) {
        Ok(opening) => opening,
        Err(problems) => {
            return CheckReport { problems: problems.clone(), all: problems, ..CheckReport::default() };
        }
    };
    let mut memory = CacheUse::for_looking(&opening.folder);
    let opened = opening.organised(&mut memory);
    let SiteLoader { folder, inventory, mut problems, .. } = opening;
    let stamps = inventory.all().map(|file| (file.name.clone(), file.stamp)).collect();
    let Some((renderer, _)) = opened else {
        problem::sort(&mut problems);
        return CheckReport { problems: problems.clone(), all: problems, stamps, ..CheckReport::default() };
    };
    let site = renderer.site().clone();
    let policy = &site.config().policy;
    let is_wrong = load::judged(site.config(), &folder, problems.clone()).iter().any(Problem::is_error);
    let renderer = renderer.checking();
    // A file that is cut off shows when it is decoded.
    renderer.assets().make_ahead();
    if is_wrong {
        problems.extend(mistakes(&renderer));
    } else {
        let links = Links::default();
        problems.extend(looked_at(&renderer, |route, bytes| links.look(&renderer, route, bytes)));
        let dead = links.problems(&renderer, &folder, &problems);
        problems.extend(dead);
    }
    problems.extend(unpublishable(&renderer, &inventory));
    if !is_wrong {
        problems.extend(of_later(settings, &site, &problems));
    }
    problems.extend(strays(&inventory, || renderer.assets().files()));
    problems.extend(load::placed(&folder, &site, site.untranslated()));
    problems = folder.at_tables(problems);
    problem::sort(&mut problems);
    let mut heard = comments(&folder, &inventory);
    let without_list = Policy { baseline: Baseline::default(), ..policy.clone() };
    let all = without_list.apply(problems.clone(), |file| folder.written(file));
    let mut told = policy.heard(problems, &mut heard, |file| folder.written(file));
    // With mistakes not everything was checked: a comment may concern a part that was not.
    let of_comments = heard.mistakes(!is_wrong);
    told.extend(without_list.apply(of_comments, |_| None));
    problem::sort(&mut told);
    CheckReport {
        problems: told,
        all,
        silenced: heard.silenced,
        pages: site.pages().len(),
        routes: site.routes().len(),
        stamps,
    }
}

/// Finds the mistakes of drafts and scheduled pages, which no build meets before their time: a
/// broken link of an article for tomorrow would stop the whole site tomorrow. `known` has been
/// found already.
fn of_later(settings: &Settings, site: &Site, known: &[Problem]) -> Vec<Problem> {
    const LATER: [State; 2] = [State::Draft, State::Scheduled];
    if !site.left_out().iter().any(|page| LATER.contains(&page.state)) {
        return Vec::new();
    }
    let mut settings = settings.clone();
    settings.shown.extend(LATER);
    let timings = Timings::new(false);
    let Ok(mut opening) = SiteLoader::new(&settings, &timings) else { return Vec::new() };
    let mut memory = CacheUse::for_looking(&opening.folder);
    let Some((renderer, _)) = opening.organised(&mut memory) else { return Vec::new() };
    let renderer = renderer.checking();
    let pages: BTreeMap<&str, State> =
        site.left_out().iter().map(|page| (page.file.as_str(), page.state)).collect();
    let rendered = renderer.site().routes().par_iter().filter_map(|route| {
        let Target::Page(id) = route.target else { return None };
        let page = renderer.site().page(id)?;
        pages.contains_key(&*page.file).then(|| renderer.attempt(route).problems)
    });
    let mut found: Vec<Problem> = rendered.flatten_iter().collect();
    found.append(&mut opening.problems);
    let of_later = found.into_iter().filter_map(|problem| {
        let file = problem.place.as_ref().map(|place| place.file.as_str())?;
        match pages.get(file)? {
            State::Draft => Some(problem.of_draft()),
            State::Scheduled => Some(problem.of_scheduled()),
            _ => None,
        }
    });
    let is_new = |problem: &Problem| {
        let same = |other: &Problem| other.code == problem.code && other.place == problem.place;
        !known.iter().any(same)
    };
    of_later.filter(is_new).collect()
}

/// Finds files that could not be read, or not published under their path.
fn unpublishable(renderer: &Renderer, inventory: &Inventory) -> Vec<Problem> {
    let assets = renderer.assets();
    let asked: Vec<_> = assets.all().into_values().collect();
    let mut found: Vec<Problem> = asked
        .par_iter()
        .flat_map_iter(|asset| {
            let unreadable = assets.content(asset).err();
            assets.problems_of(asset.file(), &asset.problems).into_iter().chain(unreadable)
        })
        .collect();
    found.par_extend(inventory.statics.par_iter().flat_map_iter(|file| {
        let problems = assets.static_file(&file.name);
        let problems = problems.map(|asset| assets.problems_of(Some(&file.name), &asset.problems));
        problems.unwrap_or_default().into_iter().chain(assets.static_content(&file.name).err())
    }));
    let site = renderer.site();
    // Two routes with one path, or a route and a file of `static/`, were reported before as a
    // collision of addresses.
    let routes: Vec<(&str, String)> = site
        .routes()
        .chunk_by(|a, b| a.path == b.path)
        .filter_map(|same| same.first())
        .map(|route| (route.path.as_str(), site.file_of(route)))
        .collect();
    let is_route = |path: &str| routes.binary_search_by(|(route, _)| (*route).cmp(path)).is_ok();
    let assets = asked.iter().map(|asset| (asset.path.as_str(), None));
    let statics: Vec<_> =
        inventory.statics.iter().map(|file| (static_path(&file.name), file.name.as_str())).collect();
    let statics = statics.iter().map(|(path, name)| (&**path, Some(*name)));
    let statics = statics.filter(|(path, _)| !is_route(path));
    let routes = routes.iter().map(|(path, file)| (*path, Some(file.as_str())));
    found.extend(output::refusals(routes.chain(assets).chain(statics)));
    found
}

/// Collects the comments in all texts of the site that ignore a problem.
fn comments(folder: &SiteFolder, inventory: &Inventory) -> Suppressions {
    let files: Vec<&str> = [&inventory.documents, &inventory.data, &inventory.configuration]
        .into_iter()
        .flatten()
        .map(|file| file.name.as_str())
        .collect();
    let texts: Vec<Option<Arc<str>>> = files
        .par_iter()
        .map(|file| folder.written(file).filter(|text| Suppressions::concerns(file, text)))
        .collect();
    let mut heard = Suppressions::default();
    for (file, text) in files.iter().zip(texts) {
        heard.take_in(file, text);
    }
    heard
}
