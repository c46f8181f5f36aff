//! Reads a site's folder into the material that is then organised.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use super::Settings;
use super::articles::{Read, Reading};
use super::data::Data;
use super::sources::Sources;
use crate::problem::{self, BASELINE, Baseline, Problem, SourceText, suggest};
use crate::schema::{ContentType, Fields, Group, Reader, Types, Zone, declare_group, place, written_trail};
use crate::site::{
    Addresses, Config, Material, Organization, SectionSource, Site, State, Statistics, Unplaced,
    configuration_group, no_base_address, organization_group, section_group, statistics_group,
};
use crate::source::yaml::{Part, Step, Yaml};
use crate::source::{Inventory, Listed, SiteFolder, Stamp};
use crate::store::{Fingerprint, fingerprint};
use crate::text::link::base_address;
use crate::theme::{Given, Theme};

/// Largest rayon job, in articles.
const PIECE: usize = 64;

/// Returns the fields that every page may have.
pub(crate) fn common_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("common.yaml", include_str!("../schema/common.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// Reads `site.yaml` and the theme that it names. `None` where one of them has mistakes.
pub(super) fn configuration(
    folder: &SiteFolder,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Option<(Config, Theme)> {
    let (text, warning) = folder.read("site.yaml").map_err(|problem| problems.push(problem)).ok()?;
    problems.extend(warning);
    let source = SourceText::new("site.yaml", &text);
    let mut yaml = Yaml::read(&source, 0..text.len()).map_err(|found| problems.extend(found)).ok()?;
    problems.append(&mut yaml.warnings);
    let (mut config, found) = Config::read(&yaml).map_err(|found| problems.extend(found)).ok()?;
    problems.extend(found);
    config.policy.baseline = baseline(folder).map_err(|problem| problems.push(problem)).ok()?;
    if let Some(url) = &settings.base_url {
        config.base_url = base_address(url);
        if config.base_url.is_none() {
            problems.push(no_base_address(url));
        }
    }
    let given = config.any("theme_options").map(|node| {
        let path = [Step::Key("theme_options".into())];
        let key =
            written_trail(configuration_group(), &yaml.node, &path).into_iter().find_map(Step::into_key);
        (node, key.unwrap_or_default())
    });
    let given = given.as_ref().map(|(node, key)| Given { yaml: &yaml, key, node });
    let languages: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
    let theme = Theme::load(folder.root(), &config.theme, &languages, common_group(), given);
    let at_theme = |problem: Problem| {
        let is_named_here = problem.place.as_ref().is_some_and(|place| place.file == "site.yaml");
        if problem.code != "theme/unknown" || !is_named_here {
            return problem;
        }
        let path = vec![Step::Key("theme".into())];
        let unplaced = Unplaced::canonical("site.yaml", path, problem);
        place_one(folder, configuration_group(), unplaced).unwrap_or_else(|problem| problem)
    };
    let (theme, found) = theme.map_err(|found| problems.extend(found.into_iter().map(at_theme))).ok()?;
    problems.extend(found);
    Some((config, theme))
}

/// Reads the site's baseline; empty if there is none.
fn baseline(folder: &SiteFolder) -> Result<Baseline, Problem> {
    if !folder.has(BASELINE) {
        return Ok(Baseline::default());
    }
    let (text, _) = folder.read(BASELINE)?;
    Baseline::read(&text).map_err(|problem| *problem)
}

/// Filters problems, and sets their severity, by the site's policy.
pub(super) fn judged(config: &Config, folder: &SiteFolder, problems: Vec<Problem>) -> Vec<Problem> {
    config.policy.apply(problems, |file| folder.text(file))
}

/// The files of a site, and the context for reading them.
pub(super) struct Lists<'l> {
    pub folder: &'l SiteFolder,
    pub inventory: &'l Inventory,
    pub types: &'l Types,
    pub settings: &'l Settings,
}

impl Lists<'_> {
    /// Reads everything that the site is organised from. Mistakes are added to `problems`; what
    /// could be read is returned all the same, so that the same run finds the mistakes of later
    /// stages.
    pub(super) fn material(
        &self,
        config: Config,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) -> Material {
        let Self { folder, inventory, types, settings } = *self;
        let zone = config.zone;
        let files = inventory.documents.par_iter().with_max_len(PIECE);
        let names: Vec<Name> = files.map(|file| Name::of(file, &config)).collect();
        sources.expect(names.iter().filter(|name| !name.is_section).count());
        let (indexes, articles): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|name| name.is_section);
        let mut unread = BTreeSet::new();
        let read = indexes.par_iter().map(|name| {
            let mut problems = Vec::new();
            (section(folder, name, (zone, &config.ignored_keys), &mut problems), problems)
        });
        let mut sections: Vec<SectionSource> = Vec::with_capacity(indexes.len());
        for (name, (source, found)) in indexes.iter().zip(read.collect::<Vec<_>>()) {
            match source {
                Some(source) => sections.push(source),
                None => drop(unread.insert(name.file.to_owned())),
            }
            problems.extend(found);
        }
        let section_types = SectionTypes::new(&sections, types);
        let ignored = &config.ignored_keys;
        let shows_drafts = settings.shown.contains(&State::Draft);
        let reading =
            Reading { folder, types, sections: &section_types, sources, zone, ignored, shows_drafts };
        let read = articles.par_iter().with_max_len(PIECE).map(|name| reading.page(name));
        let read: Vec<Read> = read.collect();
        let mut pages = Vec::with_capacity(read.len());
        for (name, read) in articles.iter().zip(read) {
            match read.source {
                Some(page) => pages.push(page),
                None => drop(unread.insert(name.file.to_owned())),
            }
            if let Some(known) = read.known {
                sources.learn(name.file, known);
            }
            problems.extend(read.problems);
        }
        unknown_section_types(folder, &sections, types, problems);
        let addresses = addresses(folder, inventory, problems);
        let languages: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let mut data = Data {
            folder,
            types,
            languages: &languages,
            problems,
            files: &names_of(&inventory.data),
            unread: &mut unread,
            prints: BTreeMap::new(),
        };
        let organization = data.typed("organization", |yaml| Organization::read(yaml, zone));
        let statistics = data.typed("statistics", |yaml| Statistics::read(yaml, zone));
        let others = data.others();
        // A filter may show dates in data in the site's zone, so the zone is part of the
        // fingerprint.
        let in_zone = |print: u64| Fingerprint::new().number(print).value(&zone.minutes()).done();
        let data_prints = data.prints.into_iter().map(|(name, print)| (name, in_zone(print))).collect();
        Material {
            addresses,
            data_prints,
            types: types.clone(),
            now: settings.now.in_zone(zone),
            shown: settings.shown.clone(),
            data: others,
            resources: names_of(&inventory.resources).into_iter().collect(),
            statics: names_of(&inventory.statics).into_iter().collect(),
            config,
            pages,
            sections,
            organization,
            statistics,
            unread,
        }
    }
}

/// Reads the addresses at which articles have been published, if the site records them.
fn addresses(folder: &SiteFolder, inventory: &Inventory, problems: &mut Vec<Problem>) -> Addresses {
    if !inventory.has(Addresses::FILE) {
        return Addresses::default();
    }
    let read = folder.read(Addresses::FILE).map_err(|problem| vec![problem]).and_then(|(text, warning)| {
        problems.extend(warning);
        Addresses::read(&SourceText::new(Addresses::FILE, &text))
    });
    read.map_err(|found| problems.extend(found)).unwrap_or_default()
}

fn names_of(files: &[Listed]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}

/// The properties of a document that its file name determines.
pub(super) struct Name<'f> {
    pub(super) file: &'f str,
    pub(super) stamp: Stamp,
    /// Path below `content/`, without language and extension; for a bundle, its folder.
    pub(super) stem: String,
    pub(super) lang: usize,
    pub(super) is_section: bool,
}

impl<'f> Name<'f> {
    pub(super) fn of(listed: &'f Listed, config: &Config) -> Self {
        let file = listed.name.as_str();
        let path = file.strip_prefix("content/").unwrap_or(file);
        let path = path.get(..path.len() - 3).unwrap_or(path);
        let (path, lang) = match path.rsplit_once('.') {
            Some((stem, code)) => config.language(code).map_or((path, 0), |lang| (stem, lang)),
            None => (path, 0),
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // `Index.md` is reported, as what it was meant to be.
        let is_section = name.eq_ignore_ascii_case("_index");
        let is_bundle = name.eq_ignore_ascii_case("index") && !folder.is_empty();
        let stem = if is_section || is_bundle { folder } else { path };
        Self { file, stamp: listed.stamp, stem: stem.to_owned(), lang, is_section }
    }
}

/// Reads a front matter against a group; the problems have their places.
pub(super) fn front_matter(yaml: &Yaml<'_>, group: &Group, mut reader: Reader<'_>) -> (Fields, Vec<Problem>) {
    let fields = reader.group(group, &yaml.node);
    (fields, place(reader.finish(), yaml))
}

/// Reads a section's `_index.md`.
pub(super) fn section(
    folder: &SiteFolder,
    name: &Name<'_>,
    read_as: (Zone, &[String]),
    problems: &mut Vec<Problem>,
) -> Option<SectionSource> {
    let (document, warnings) = folder.document(name.file).map_err(|problem| problems.push(problem)).ok()?;
    problems.extend(warnings);
    let mut yaml = document.yaml().map_err(|found| problems.extend(found)).ok()?;
    problems.append(&mut yaml.warnings);
    let reader = Reader::new(yaml.text()).with_joins(yaml.joins()).in_zone(read_as.0).of_page(read_as.1);
    let (fields, found) = front_matter(&yaml, section_group(), reader);
    problems.extend(found);
    Some(SectionSource {
        file: name.file.to_owned(),
        folder: name.stem.clone(),
        lang: name.lang,
        fields,
        text: fingerprint(document.text.as_bytes()),
    })
}

/// The content type of each section that names one, for pages that do not.
pub(super) struct SectionTypes {
    types: BTreeMap<String, Arc<ContentType>>,
    fallback: Option<Arc<ContentType>>,
}

impl SectionTypes {
    pub(super) fn new(sections: &[SectionSource], types: &Types) -> Self {
        let sections =
            sections.iter().map(|section| (section.lang, section.folder.as_str(), &section.fields));
        Self::of_folders(sections.collect(), types)
    }

    /// Collects the types of a site that has been organised.
    pub(super) fn of_site(site: &Site, types: &Types) -> Self {
        let sections = site.sections().iter().filter(|section| section.file.is_some());
        Self::of_folders(
            sections.map(|section| (section.lang, &*section.path, &section.fields)).collect(),
            types,
        )
    }

    /// Collects the types from the language, folder and fields of each section. If a section's
    /// languages differ, the first one counts.
    fn of_folders(mut sections: Vec<(usize, &str, &Fields)>, types: &Types) -> Self {
        sections.sort_by_key(|(lang, folder, _)| (*lang, *folder));
        let mut found = BTreeMap::new();
        for (_, folder, fields) in sections {
            let named = fields.text("type", "").and_then(|name| types.meant_by(name));
            if let Some(content_type) = named {
                found.entry(folder.to_owned()).or_insert_with(|| content_type.clone());
            }
        }
        Self { types: found, fallback: types.get("news").or_else(|| types.get("page")).cloned() }
    }

    /// Returns the type of the nearest section around a stem.
    pub(super) fn of(&self, stem: &str) -> Option<&Arc<ContentType>> {
        let mut folder = stem;
        while let Some((outer, _)) = folder.rsplit_once('/') {
            if let Some(content_type) = self.types.get(outer) {
                return Some(content_type);
            }
            folder = outer;
        }
        self.types.get("").or(self.fallback.as_ref())
    }
}

fn unknown_section_types(
    folder: &SiteFolder,
    sections: &[SectionSource],
    types: &Types,
    problems: &mut Vec<Problem>,
) {
    for section in sections {
        let Some(name) = section.fields.text("type", "").filter(|name| types.meant_by(name).is_none()) else {
            continue;
        };
        let unplaced =
            Unplaced::canonical(&section.file, vec![Step::Key("type".into())], unknown_type(name, types));
        problems.extend(place_one(folder, section_group(), unplaced));
    }
}

fn unknown_type(name: &str, types: &Types) -> Problem {
    let problem = Problem::error(
        "meta/unknown-type",
        format!("没有“{name}”这种内容类型"),
        format!("there is no content type `{name}`"),
    );
    let names: Vec<&str> = types.iter().map(|content_type| content_type.name.get("zh")).collect();
    let ids: Vec<&str> = types.iter().map(|content_type| &*content_type.id).collect();
    problem.did_you_mean(
        suggest(name, types.names()),
        format!("可用的类型：{}", names.join("、")),
        format!("types: {}", ids.join(", ")),
    )
}

/// Returns the type that the front matter names, else that of the section; and whether the front
/// matter names it.
pub(super) fn type_of(
    yaml: &Yaml<'_>,
    name: &Name<'_>,
    types: &Types,
    sections: &SectionTypes,
    problems: &mut Vec<Problem>,
) -> Option<(Arc<ContentType>, bool)> {
    let given = yaml
        .node
        .entries()
        .iter()
        .find(|(key, _)| common_group().meant_by(key).is_some_and(|field| &*field.key == "type"));
    let Some((key, written)) = given.and_then(|(key, value)| Some((key, value.as_str()?))) else {
        return Some((sections.of(&name.stem)?.clone(), false));
    };
    let found = types.meant_by(written).cloned();
    if found.is_none() {
        problems.push(yaml.at(unknown_type(written, types), &[Step::Key(key.clone())], Part::Value));
    }
    Some((found?, true))
}

/// Places mistakes that were found after the texts were dropped.
pub(super) fn placed(folder: &SiteFolder, site: &Site, unplaced: Vec<Unplaced>) -> Vec<Problem> {
    let place = |unplaced: Unplaced| {
        let group = site
            .page_of_file(&unplaced.file)
            .and_then(|id| site.page(id))
            .map(|page| page.content_type.group.clone());
        match group {
            Some(group) => place_one(folder, &group, unplaced),
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
        let length = std::fs::metadata(folder.path(&file)).map_or(0, |data| data.len());
        let length = usize::try_from(length).unwrap_or(usize::MAX);
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
fn place_one(folder: &SiteFolder, group: &Group, unplaced: Unplaced) -> Result<Problem, Problem> {
    let Unplaced { file, path, part, problem } = unplaced;
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
    Ok(yaml.at(problem, &trail, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_tells_stem_language_and_kind() {
        let text = "title: 甲\nlanguages: [zh, en]\n";
        let source = SourceText::new("site.yaml", text);
        let (config, _) = Config::read(&Yaml::read(&source, 0..text.len()).unwrap()).unwrap();
        let told = |file: &str| {
            let listed = Listed { name: file.to_owned(), stamp: Stamp::default() };
            let name = Name::of(&listed, &config);
            (name.stem, name.lang, name.is_section)
        };
        assert_eq!(told("content/news/x.md"), ("news/x".into(), 0, false));
        assert_eq!(told("content/news/x.en.md"), ("news/x".into(), 1, false));
        assert_eq!(told("content/news/x/index.en.md"), ("news/x".into(), 1, false));
        assert_eq!(told("content/news/_index.md"), ("news".into(), 0, true));
        assert_eq!(told("content/_index.en.md"), (String::new(), 1, true));
        assert_eq!(told("content/v1.2.md"), ("v1.2".into(), 0, false));
        assert_eq!(told("content/news/x/INDEX.md"), ("news/x".into(), 0, false));
        assert_eq!(told("content/news/_Index.md"), ("news".into(), 0, true));
    }
}
