//! A site that is opened to be moved about: its texts, and what they mention.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::fields::FieldMentions;
use super::mention::{Mention, Reading, in_body};
use crate::load::{CacheUse, DocumentName, Settings, SiteLoader, Timings};
use crate::markdown::Options;
use crate::problem::{Problem, SourceText};
use crate::render::Renderer;
use crate::schema::Group;
use crate::site::{Site, State, organization_group, section_group};
use crate::source::yaml::Yaml;
use crate::source::{Document, Inventory, ListedFile, SiteFolder, Stamp};
use crate::theme::Theme;

/// An opened site.
pub(super) struct Opened {
    pub folder: SiteFolder,
    pub inventory: Inventory,
    renderer: Renderer,
    theme: std::sync::Arc<Theme>,
}

/// A text of a site, and what it mentions.
pub(super) struct TextWithMentions {
    /// The text as it was read.
    pub text: String,
    /// What it mentions, in the order of the places.
    pub mentions: Vec<Mention>,
}

impl Opened {
    /// Opens the site in `root` with all its articles, also those that are not published.
    ///
    /// # Errors
    /// Mistakes that hide the whole site: in `site.yaml`, or in the theme.
    pub(super) fn open(settings: &Settings, root: &Path) -> Result<Self, Vec<Problem>> {
        let settings = everything(settings, root);
        let timings = Timings::new(false);
        let mut opening = SiteLoader::new(&settings, &timings)?;
        let mut memory = CacheUse::for_looking(&opening.folder);
        let opened = opening.organised(&mut memory);
        let SiteLoader { folder, inventory, problems, .. } = opening;
        match opened {
            Some((renderer, theme)) => Ok(Self { folder, inventory, renderer, theme }),
            None => Err(problems),
        }
    }

    pub(super) fn site(&self) -> &Site {
        self.renderer.site()
    }

    /// The mentions in all texts, by file.
    pub(super) fn mentions(&self) -> BTreeMap<String, TextWithMentions> {
        let Inventory { documents, data, configuration, .. } = &self.inventory;
        let all = documents.iter().chain(data).chain(configuration);
        let names: Vec<&str> = all.map(|file| file.name.as_str()).collect();
        self.mentions_in(&names)
    }

    /// The mentions in these files.
    pub(super) fn mentions_in(&self, files: &[&str]) -> BTreeMap<String, TextWithMentions> {
        let site = self.site();
        let languages: Vec<String> =
            site.config().languages.iter().map(|language| language.code.clone()).collect();
        let options: Vec<Options> =
            (0..languages.len()).map(|lang| self.renderer.markdown_options(lang)).collect();
        let reading =
            Reading { options: &options, directives: self.renderer.directives(), languages: &languages };
        let read = files.par_iter().filter_map(|file| {
            let read = match *file {
                file if file.ends_with(".md") => self.document(file, reading),
                "site.yaml" => self.yaml(
                    file,
                    |fields| {
                        fields.settings(self.renderer.blocks(), &self.theme.option_group, site.types());
                    },
                    reading,
                ),
                file => self.yaml(file, |_| {}, reading),
            };
            Some(((*file).to_owned(), read?))
        });
        read.collect()
    }

    fn document(&self, file: &str, reading: Reading<'_>) -> Option<TextWithMentions> {
        let site = self.site();
        // In a document some blanks of the front matter are plain ones, at the same places.
        let (text, _) = self.folder.read_file(file).ok()?;
        let (document, _) = Document::split(file.to_owned(), text.clone()).ok()?;
        let listed = ListedFile { name: file.to_owned(), stamp: Stamp::default() };
        let lang = DocumentName::of(&listed, site.config()).lang;
        let page = site.page_of_file(file).and_then(|id| site.page(id));
        let name = file.rsplit('/').next().unwrap_or_default();
        let group = match page {
            Some(page) => &page.content_type.group,
            None if name.starts_with("_index.") => section_group(),
            None => crate::schema::common_group(),
        };
        let mentions = in_document(&document, group, lang, reading);
        Some(TextWithMentions { text, mentions })
    }

    fn yaml(
        &self,
        file: &str,
        further: impl Fn(&mut FieldMentions<'_>),
        reading: Reading<'_>,
    ) -> Option<TextWithMentions> {
        if !file.ends_with(".yaml") {
            return None;
        }
        let (text, _) = self.folder.read(file).ok()?;
        let source = SourceText::new(file, &text);
        let yaml = Yaml::read(&source, 0..text.len()).ok()?;
        let mut fields = FieldMentions::new(&yaml, 0, reading);
        if let Some(group) = self.data_group(file) {
            fields.group(group, &yaml.node);
        }
        further(&mut fields);
        let mentions = fields.found;
        Some(TextWithMentions { text, mentions })
    }

    fn data_group(&self, file: &str) -> Option<&Group> {
        let name = file.strip_prefix("data/")?.strip_suffix(".yaml")?;
        let mut declared = self.site().types().all_data();
        let declared = declared.find(|(known, _)| *known == name).map(|(_, data)| &data.group);
        declared.or_else(|| (name == "organization").then(organization_group))
    }
}

/// The mentions in a document, in the order of their places: those of its front matter, whose
/// fields are those of `group`, and those of its body.
fn in_document(document: &Document, group: &Group, lang: usize, reading: Reading<'_>) -> Vec<Mention> {
    let source = SourceText::new(&document.file, &document.text);
    let mut found = Vec::new();
    if let Ok(yaml) = Yaml::read(&source, document.front_matter.clone()) {
        let mut fields = FieldMentions::new(&yaml, lang, reading);
        fields.group(group, &yaml.node);
        found.extend(fields.found);
    }
    found.extend(in_body(document.body(), document.body.start, lang, reading));
    found
}

/// The settings by which a site is opened with all its articles.
pub(super) fn everything(settings: &Settings, root: &Path) -> Settings {
    let mut settings = Settings { folder: root.to_owned(), ..settings.clone() };
    settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    settings
}
