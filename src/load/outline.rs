//! Reads a site without its articles, for the commands that don't build.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::article_cache::{ArticleCache, CacheUse};
use super::articles;
use super::configuration::configuration;
use super::material::SiteFiles;
use super::name::DocumentName;
use super::section::section;
use super::section_types::SectionTypes;
use super::settings::Settings;
use crate::problem::{self, Problem, SourceText};
use crate::schema::{ContentType, Date, Types, Zone, common_group};
use crate::site::{Config, Organization, Site, State, organise};
use crate::source::SiteFolder;
use crate::source::yaml::Yaml;
use crate::theme::Theme;

/// `site.yaml`, the theme with its types, the sections and the units of a site. Mistakes in
/// articles don't matter here.
#[derive(Debug)]
pub struct Outline {
    /// The site's folder.
    pub folder: SiteFolder,
    /// `site.yaml`.
    pub config: Config,
    /// The theme.
    pub theme: Theme,
    /// The sections, outer ones first, then by weight and folder. The home page is not included.
    pub sections: Vec<OutlineSection>,
    /// The units of `data/organization.yaml`: id, and name in the first language.
    pub units: Vec<(String, String)>,
    /// The time at which it was opened.
    now: Date,
}

/// A section, as its `_index.md` describes it.
#[derive(Debug, Clone)]
pub struct OutlineSection {
    /// Folder below `content/`.
    pub folder: String,
    /// Title; the folder's name if it has none.
    pub title: String,
    /// Type of its pages.
    pub content_type: Option<Arc<ContentType>>,
    /// Whether its own `_index.md` names the type.
    pub says_type: bool,
    weight: i64,
}

/// Reads the time zone of the site in a folder. It is Chinese standard time where `site.yaml` can't
/// be read, which is reported when the site is opened.
pub fn zone_of(site: &Path) -> Zone {
    let text = SiteFolder::open(site).ok().and_then(|folder| folder.read("site.yaml").ok());
    // Nearly no site names one: reading the settings takes longer than a build without changes.
    let names_one = |text: &str| text.contains("时区") || text.to_ascii_lowercase().contains("zone");
    let zone = text.filter(|(text, _)| names_one(text)).and_then(|(text, _)| {
        let source = SourceText::new("site.yaml", &text);
        let yaml = Yaml::read(&source, 0..text.len()).ok()?;
        Some(Config::read(&yaml).ok()?.0.zone)
    });
    zone.unwrap_or_default()
}

/// Returns the built-in content types.
pub fn built_in_types() -> Types {
    Theme::built_in_types(common_group())
}

impl Outline {
    /// Reads the outline of a site.
    ///
    /// # Errors
    /// All mistakes in `site.yaml` and in the theme's declarations.
    pub fn open(settings: &Settings) -> Result<Self, Vec<Problem>> {
        let folder = SiteFolder::open(&settings.folder).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let read = configuration(&folder, settings, &mut problems);
        let Some((config, theme)) = read.filter(|_| !problems.iter().any(problem::Problem::is_error)) else {
            problem::sort(&mut problems);
            return Err(problems);
        };
        let sections = sections(&folder, &config, &theme);
        let units = units(&folder, &config);
        Ok(Self { folder, config, theme, sections, units, now: settings.now })
    }

    /// Organises the entire site as it is today, with pages of every state. Its mistakes are added
    /// to `problems`.
    pub(crate) fn site(&self, problems: &mut Vec<Problem>) -> Site {
        let (inventory, _) = self.folder.inventory();
        let settings = Settings {
            folder: self.folder.root().to_owned(),
            now: self.now,
            shown: vec![State::Draft, State::Scheduled, State::Expired],
            base_url: None,
        };
        let mut sources = self.cached();
        let (folder, theme) = (&self.folder, &self.theme);
        let lists = SiteFiles { folder, inventory: &inventory, theme, settings: &settings };
        organise(lists.material(self.config.clone(), &mut sources, problems)).0
    }

    /// Recalls what the last build learnt of the articles, if it would be learnt again today.
    fn cached(&self) -> ArticleCache {
        let read_as = articles::print(&self.theme, &self.config);
        ArticleCache::recall(&CacheUse::for_looking(&self.folder), read_as)
    }

    /// Returns the code of the site's first language.
    pub fn lang(&self) -> &str {
        self.config.code(0)
    }

    /// Returns the sections for pages of a type: first those that name it, then those that inherit
    /// it.
    pub fn sections_for(&self, content_type: &ContentType) -> Vec<&OutlineSection> {
        let takes = |section: &&OutlineSection| {
            section.content_type.as_ref().is_some_and(|own| own.id == content_type.id)
        };
        let (mut first, then): (Vec<_>, Vec<_>) =
            self.sections.iter().filter(takes).partition(|section| section.says_type);
        first.extend(then);
        first
    }

    /// Finds a section by its folder or title.
    pub fn section(&self, written: &str) -> Option<&OutlineSection> {
        let written = written.trim().replace('\\', "/");
        let written = written.trim_matches('/');
        let folder = written.strip_prefix("content/").unwrap_or(written);
        self.sections
            .iter()
            .find(|section| section.folder == folder)
            .or_else(|| self.sections.iter().find(|section| section.title == written))
    }
}

fn sections(folder: &SiteFolder, config: &Config, theme: &Theme) -> Vec<OutlineSection> {
    // The next build reports mistakes in a section's file; here the file is only ignored.
    let mut unheard = Vec::new();
    let (inventory, _) = folder.inventory();
    let names: Vec<DocumentName> =
        inventory.documents.iter().map(|file| DocumentName::of(file, config)).collect();
    let sources: Vec<_> = names
        .iter()
        .filter(|name| name.is_section && name.lang == 0)
        .filter_map(|name| section(folder, name, (config.zone, &config.ignored_keys), &mut unheard))
        .collect();
    let types = SectionTypes::new(&sources, &theme.types);
    let mut found: BTreeMap<String, OutlineSection> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.folder.is_empty()) {
        let named = source.fields.text("type", "").and_then(|name| theme.types.meant_by(name));
        let section = OutlineSection {
            folder: source.folder.clone(),
            title: source.fields.text("title", config.code(0)).unwrap_or(&source.folder).to_owned(),
            content_type: types.of(&format!("{}/x", source.folder)).cloned(),
            says_type: named.is_some(),
            weight: source.fields.integer("weight").unwrap_or(i64::MAX),
        };
        found.insert(source.folder.clone(), section);
    }
    for name in names.iter().filter(|name| !name.is_section) {
        // A folder without `_index.md` is a section, too.
        let Some((outer, _)) = name.stem.rsplit_once('/') else { continue };
        found.entry(outer.to_owned()).or_insert_with(|| OutlineSection {
            folder: outer.to_owned(),
            title: outer.to_owned(),
            content_type: types.of(&name.stem).cloned(),
            says_type: false,
            weight: i64::MAX,
        });
    }
    let mut sections: Vec<OutlineSection> = found.into_values().collect();
    sections.sort_by_key(|section| (section.folder.matches('/').count(), section.weight));
    sections
}

fn units(folder: &SiteFolder, config: &Config) -> Vec<(String, String)> {
    let file = "data/organization.yaml";
    if !folder.path(file).is_file() {
        return Vec::new();
    }
    let organization = folder
        .read(file)
        .ok()
        .and_then(|(text, _)| {
            let source = SourceText::new(file, &text);
            Organization::read(&Yaml::read(&source, 0..text.len()).ok()?, config.zone)
                .ok()
                .map(|(organization, _)| organization)
        })
        .unwrap_or_default();
    let named = organization.units().filter(|(_, unit)| unit.is_of_party());
    named
        .map(|(_, unit)| {
            let name = unit.fields.text("name", config.code(0)).unwrap_or(&unit.id);
            (unit.id.to_string(), name.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{SiteLoader, Timings};
    use super::*;
    use crate::store::{Store, StoreUse};

    #[test]
    fn what_a_build_learnt_of_articles_counts_while_they_are_read_the_same_way() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| crate::load::fixture::write(dir.path(), name, text);
        write("site.yaml", "title: 甲\n");
        write("content/news/a.md", "---\ntitle: 甲\ndate: 2026-11-20 08:00\n---\n");
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let timings = Timings::new(false);
        let opening = SiteLoader::new(&settings, &timings).unwrap();
        let stored = StoreUse { store: Store::of(dir.path()), recalls: true, keeps: true };
        let looking = CacheUse::for_looking(&opening.folder);
        let mut memory = CacheUse { stored, moment: u64::MAX, ..looking };
        opening.open(&mut memory, |_| Vec::new()).unwrap();
        let is_known = || Outline::open(&settings).unwrap().cached().get("content/news/a.md").is_some();
        assert!(is_known());
        for more in ["time_zone: \"+06:00\"\n", "ignore_keys: [layout]\n"] {
            write("site.yaml", &format!("title: 甲\n{more}"));
            assert!(!is_known(), "{more}");
        }
    }
}
