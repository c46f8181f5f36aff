//! Everything that there is to tell of a site, without writing anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::strays::strays;
use super::{Memory, Opening, Settings, Timings, build, read};
use crate::output;
use crate::problem::{self, Baseline, Heard, Policy, Problem};
use crate::render::Renderer;
use crate::source::{Inventory, SiteFolder, Stamp};

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Mistakes, warnings and advice, as the site wants to hear of them, sorted.
    pub problems: Vec<Problem>,
    /// The same with those that the list of old ones knows.
    pub all: Vec<Problem>,
    /// How many are known and left: by a comment, or by the list of old ones.
    pub silenced: usize,
    /// Pages that would be published.
    pub pages: usize,
    /// Routes that were rendered.
    pub routes: usize,
    /// The files of the site as they were.
    pub(super) stamps: BTreeMap<String, Stamp>,
}

/// Checks a site: reads and renders everything, and tells of all that a build would tell, of advice besides, and of comments that ignore
/// what is not there.
pub fn check(settings: &Settings) -> Checked {
    let timings = Timings::new(false);
    let mut opening = match Opening::new(settings, &timings) {
        Ok(opening) => opening,
        Err(problems) => return Checked { problems: problems.clone(), all: problems, ..Checked::default() },
    };
    let mut memory = Memory::for_looking(&opening.folder);
    let opened = opening.organised(&mut memory);
    let Opening { folder, inventory, mut problems, .. } = opening;
    let stamps = inventory.all().map(|file| (file.name.clone(), file.stamp)).collect();
    let Some((renderer, _)) = opened else {
        problem::sort(&mut problems);
        return Checked { problems: problems.clone(), all: problems, stamps, ..Checked::default() };
    };
    let site = renderer.site().clone();
    let policy = &site.config().policy;
    let is_wrong = read::judged(site.config(), &folder, problems.clone()).iter().any(Problem::is_error);
    let renderer = renderer.checking();
    problems.extend(if is_wrong { build::mistakes(&renderer) } else { build::rendered(&renderer) });
    problems.extend(unpublishable(&renderer, &inventory));
    problems.extend(strays(&inventory, || renderer.assets().files()));
    problem::sort(&mut problems);
    let mut heard = comments(&folder, &inventory);
    let without_list = Policy { baseline: Baseline::default(), ..policy.clone() };
    let all = without_list.apply(problems.clone(), |file| folder.text(file));
    let mut told = policy.heard(problems, &mut heard, |file| folder.text(file));
    // With mistakes not everything was looked at: a comment may be for what was not.
    let of_comments = heard.mistakes(!is_wrong);
    told.extend(without_list.apply(of_comments, |_| None));
    problem::sort(&mut told);
    Checked {
        problems: told,
        all,
        silenced: heard.silenced,
        pages: site.pages().len(),
        routes: site.routes().len(),
        stamps,
    }
}

/// Files that could not be read, or not published where they would be.
fn unpublishable(renderer: &Renderer, inventory: &Inventory) -> Vec<Problem> {
    let assets = renderer.assets();
    let asked: Vec<_> = assets.all().into_values().collect();
    let mut found: Vec<Problem> = asked.par_iter().filter_map(|asset| assets.bytes(asset).err()).collect();
    let site = renderer.site();
    // Two routes of one path, or one and a file of `static/`, have been told of as a collision of addresses.
    let routes: Vec<(&str, String)> = site
        .routes()
        .chunk_by(|a, b| a.path == b.path)
        .filter_map(|same| same.first())
        .map(|route| (route.path.as_str(), site.file_of(route)))
        .collect();
    let is_route = |path: &str| routes.binary_search_by(|(route, _)| (*route).cmp(path)).is_ok();
    let assets = asked.iter().map(|asset| (asset.path.as_str(), None));
    let statics = inventory.statics.iter().map(|file| {
        let name = file.name.as_str();
        (name.strip_prefix("static/").unwrap_or(name), Some(name))
    });
    let statics = statics.filter(|(path, _)| !is_route(path));
    let routes = routes.iter().map(|(path, file)| (*path, Some(file.as_str())));
    found.extend(output::refusals(routes.chain(assets).chain(statics)));
    found
}

/// The comments in all texts of the site that ignore a problem.
fn comments(folder: &SiteFolder, inventory: &Inventory) -> Heard {
    let files: Vec<&str> = [&inventory.documents, &inventory.data, &inventory.configuration]
        .into_iter()
        .flatten()
        .map(|file| file.name.as_str())
        .collect();
    let texts: Vec<Option<Arc<str>>> =
        files.par_iter().map(|file| folder.text(file).filter(|text| Heard::concerns(file, text))).collect();
    let mut heard = Heard::default();
    for (file, text) in files.iter().zip(texts) {
        heard.take_in(file, text);
    }
    heard
}
