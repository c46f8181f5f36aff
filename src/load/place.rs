//! Places mistakes that were found after the texts were dropped, by reading their files again.

use std::collections::BTreeMap;

use crate::problem::{self, Problem, SourceText};
use crate::schema::{Group, Issue, written_trail};
use crate::site::{
    Addresses, Site, Unplaced, configuration_group, organization_group, section_group, statistics_group,
};
use crate::source::SiteFolder;
use crate::source::yaml::Yaml;

/// Places mistakes that were found after the texts were dropped.
pub(crate) fn placed(folder: &SiteFolder, site: &Site, unplaced: Vec<Unplaced>) -> Vec<Problem> {
    let place = |unplaced: Unplaced| {
        let group = site
            .page_of_file(&unplaced.file)
            .and_then(|id| site.page(id))
            .map(|page| page.content_type.group.clone());
        match group {
            Some(group) => place_one(folder, &group, unplaced),
            None if unplaced.file == Addresses::FILE => place_one(folder, &Group::default(), unplaced),
            None if unplaced.file == "site.yaml" => place_one(folder, configuration_group(), unplaced),
            None if unplaced.file == "data/statistics.yaml" => {
                place_one(folder, statistics_group(), unplaced)
            }
            None if unplaced.file.starts_with("data/") => place_one(folder, organization_group(), unplaced),
            None => place_one(folder, section_group(), unplaced),
        }
    };
    let mut by_file: BTreeMap<String, Vec<Unplaced>> = BTreeMap::new();
    for one in unplaced {
        by_file.entry(one.file.clone()).or_default().push(one);
    }
    let mut problems = Vec::new();
    for (file, found) in by_file {
        // Placing each reads the file again, so their number is limited by the file's length.
        let row = folder.rows().and_then(|rows| rows.text(&file));
        let length = || std::fs::metadata(folder.path(&file)).map_or(0, |data| data.len());
        let length = row.map_or_else(|| usize::try_from(length()).unwrap_or(usize::MAX), str::len);
        let (found, unlisted) =
            problem::listed(found, problem::most_places(length), |one| one.problem.severity);
        let placed = found.into_iter().map(place);
        problems.extend(placed.map(|problem| problem.unwrap_or_else(|problem| problem)));
        problems.extend(unlisted.problem(&file));
    }
    problems
}

/// Places a mistake by reading its file again; `Err` without a line if the file cannot be read any
/// more.
pub(super) fn place_one(folder: &SiteFolder, group: &Group, unplaced: Unplaced) -> Result<Problem, Problem> {
    let Unplaced { file, path, part, problem, instead } = unplaced;
    let in_file = |problem: Problem| problem.in_file(file.as_str());
    let is_document = file.ends_with(".md");
    if !is_document && !file.ends_with(".yaml") {
        return Ok(in_file(problem));
    }
    let (text, span) = if is_document {
        let Ok((document, _)) = folder.document(&file) else { return Err(in_file(problem)) };
        let span = document.front_matter.clone();
        (document.text, span)
    } else {
        let Ok((text, _)) = folder.read(&file) else { return Err(in_file(problem)) };
        let length = text.len();
        (text, 0..length)
    };
    let source = SourceText::new(&file, &text);
    let Ok(yaml) = Yaml::read(&source, span) else { return Err(in_file(problem)) };
    let trail = written_trail(group, &yaml.node, &path);
    let issue = Issue { trail, part, problem, instead, other: None };
    Ok(issue.place(&yaml))
}
