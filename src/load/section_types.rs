//! Finds the content type of a page: its own, or that of the nearest section.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::name::DocumentName;
use super::place::place_one;
use crate::problem::Problem;
use crate::schema::{ContentType, Fields, Types, common_group};
use crate::site::{SectionSource, Site, Unplaced, section_group};
use crate::source::SiteFolder;
use crate::source::yaml::{Part, Step, Yaml};

/// The content type of each section that names one, for pages that do not.
pub(crate) struct SectionTypes {
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
    pub(crate) fn of_site(site: &Site, types: &Types) -> Self {
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

pub(super) fn unknown_section_types(
    folder: &SiteFolder,
    sections: &[SectionSource],
    types: &Types,
    problems: &mut Vec<Problem>,
) {
    for section in sections {
        let Some(name) = section.fields.text("type", "").filter(|name| types.meant_by(name).is_none()) else {
            continue;
        };
        let unplaced = Unplaced::canonical(
            &section.file,
            vec![Step::Key("type".into())],
            types.unknown("meta/unknown-type", name),
        );
        problems.extend(place_one(folder, section_group(), unplaced));
    }
}

/// Returns the type that the front matter names, else that of the section; and whether the front
/// matter names it.
pub(super) fn type_of(
    yaml: &Yaml<'_>,
    name: &DocumentName<'_>,
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
        problems.push(yaml.at(
            types.unknown("meta/unknown-type", written),
            &[Step::Key(key.clone())],
            Part::Value,
        ));
    }
    Some((found?, true))
}
