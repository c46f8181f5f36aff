//! Reads front matter, and with it the `_index.md` of a section.

use super::name::DocumentName;
use crate::problem::Problem;
use crate::schema::{Fields, Group, Reader, Zone, fields_below, place};
use crate::site::{SectionSource, section_group};
use crate::source::SiteFolder;
use crate::source::yaml::Yaml;
use crate::store::fingerprint;

/// Reads a front matter against a group; the problems have their places.
pub(super) fn front_matter(yaml: &Yaml<'_>, group: &Group, mut reader: Reader<'_>) -> (Fields, Vec<Problem>) {
    let fields = reader.group(group, &yaml.node);
    (fields, place(reader.finish(), yaml))
}

/// Reads a section's `_index.md`.
pub(super) fn section(
    folder: &SiteFolder,
    name: &DocumentName<'_>,
    read_as: (Zone, &[String]),
    problems: &mut Vec<Problem>,
) -> Option<SectionSource> {
    let (document, warnings) = folder.document(name.file).map_err(|problem| problems.push(problem)).ok()?;
    problems.extend(warnings);
    let mut yaml = document.yaml().map_err(|found| problems.extend(found)).ok()?;
    problems.append(&mut yaml.warnings);
    let reader = Reader::of(&yaml).with_joins(yaml.joins()).in_zone(read_as.0).of_page(read_as.1);
    let (fields, found) = front_matter(&yaml, section_group(), reader);
    problems.extend(found);
    problems.extend(fields_below(&document, section_group(), &yaml.node));
    Some(SectionSource {
        file: name.file.to_owned(),
        folder: name.stem.clone(),
        lang: name.lang,
        fields,
        text: fingerprint(document.text.as_bytes()),
    })
}
