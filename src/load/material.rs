//! Reads a site's folder into the material that is then organised.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::article_cache::ArticleCache;
use super::articles::{ArticleReader, ReadArticle};
use super::data::DataFiles;
use super::data_names::data_names;
use super::misplaced::is_for_developers;
use super::name::DocumentName;
use super::section::section;
use super::section_types::{SectionTypes, unknown_section_types};
use super::settings::Settings;
use super::sheets::{SheetFiles, SheetPages};
use crate::problem::{Problem, SourceText};
use crate::site::{Addresses, Config, Material, Organization, SectionSource, Statistics};
use crate::source::{Inventory, ListedFile, SiteFolder};
use crate::store::{Fingerprint, fingerprint};
use crate::theme::Theme;

/// Largest rayon job, in articles.
const PIECE: usize = 64;

/// The files of a site, and the context for reading them.
pub(super) struct SiteFiles<'l> {
    pub folder: &'l SiteFolder,
    pub inventory: &'l Inventory,
    pub theme: &'l Theme,
    pub settings: &'l Settings,
}

impl SiteFiles<'_> {
    /// Reads everything that the site is organised from. Mistakes are added to `problems`; what
    /// could be read is returned all the same, so that the same run finds the mistakes of later
    /// stages.
    pub(super) fn material(
        &self,
        config: Config,
        sources: &mut ArticleCache,
        problems: &mut Vec<Problem>,
    ) -> Material {
        let Self { folder, inventory, theme, settings } = *self;
        let types = &theme.types;
        let zone = config.zone;
        let files = inventory.documents.par_iter().with_max_len(PIECE);
        let names: Vec<DocumentName> = files.map(|file| DocumentName::of(file, &config)).collect();
        let (indexes, mut articles): (Vec<&DocumentName>, Vec<&DocumentName>) =
            names.iter().partition(|name| name.is_section);
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
        let sheets =
            SheetFiles { folder, inventory, config: &config, sections: &sections, types: &section_types };
        let SheetPages { documents, mut lacks_pages, problems: found, parts, .. } = sheets.pages();
        problems.extend(found);
        let listed = documents.listed(fingerprint);
        // A file next to a table is a part of its row.
        articles.retain(|name| !parts.contains(name.file));
        unread.extend(parts.into_iter().filter(|name| !documents.has(name)));
        folder.set_rows(documents);
        let rows: Vec<DocumentName> = listed.iter().map(|row| DocumentName::of(row, &config)).collect();
        articles.extend(&rows);
        sources.compare_count(articles.len());
        let (ignored, lines) = (&config.ignored_keys, config.markdown.line_ends());
        let sections_of = &section_types;
        let reading =
            ArticleReader { folder, types, sections: sections_of, sources, zone, ignored, lines, settings };
        let read = articles.par_iter().with_max_len(PIECE).map(|name| reading.page(name));
        let read: Vec<ReadArticle> = read.collect();
        let mut pages = Vec::with_capacity(read.len());
        for (name, read) in articles.iter().zip(read) {
            match read.source {
                Some(page) => pages.push(page),
                // It is no article: nothing can mean it, with or without mistakes.
                None if is_for_developers(name.file) => {}
                None => {
                    lacks_pages |= read.problems.iter().any(Problem::is_error);
                    unread.insert(name.file.to_owned());
                }
            }
            if let Some(known) = read.known {
                sources.learn(name.file, known);
            }
            problems.extend(read.problems);
        }
        unknown_section_types(folder, &sections, types, problems);
        let addresses = addresses(folder, inventory, problems);
        let languages: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let data_files = names_of(&inventory.data);
        let data_names = data_names(&data_files, types);
        problems.extend(data_names.problems);
        unread.extend(data_names.misnamed);
        let mut data = DataFiles {
            folder,
            types,
            languages: &languages,
            problems,
            files: &data_names.files,
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
            home: languages.iter().map(|code| home_word(theme, code)).collect(),
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
            lacks_pages,
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

/// The word of the interface for the home page.
fn home_word(theme: &Theme, code: &str) -> Option<String> {
    theme.words(code)?.get("home").map(str::to_owned)
}

fn names_of(files: &[ListedFile]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}
