//! Recognises what has been imported before.

use std::collections::HashMap;

use crate::load::Outline;
use crate::markdown::plain;
use crate::schema::common_group;
use crate::site::alias_path;
use crate::text::Headline;

/// The articles of the site by their former addresses and their titles.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_alias: HashMap<String, String>,
    /// By title: the files.
    by_title: HashMap<String, Vec<String>>,
}

impl Known {
    pub(super) fn of(outline: &Outline) -> Self {
        let (inventory, _) = outline.folder.inventory();
        let mut known = Self::default();
        for file in &inventory.documents {
            let Ok((document, _)) = outline.folder.document(&file.name) else { continue };
            let Ok(yaml) = document.yaml() else { continue };
            for (key, value) in yaml.node.entries() {
                let field = common_group().meant_by(key).map(|field| &*field.key);
                match field {
                    Some("title") => {
                        let titles = super::front::words(value);
                        titles.into_iter().for_each(|title| {
                            // `A\|B` is `A|B`, as the old site has it.
                            let title = Headline::parse(&title).map_or(title, |read| read.title);
                            known.by_title.entry(title).or_default().push(file.name.clone())
                        });
                    }
                    Some("aliases") => {
                        for path in super::front::all(value).iter().filter_map(|alias| alias_path(alias)) {
                            known.by_alias.entry(path.to_lowercase()).or_insert_with(|| file.name.clone());
                        }
                    }
                    _ => {}
                }
            }
        }
        known
    }

    /// Finds the article that had an address.
    pub(super) fn at(&self, path: &str) -> Option<&str> {
        self.by_alias.get(&path.to_lowercase()).map(String::as_str)
    }

    /// Finds an article with the same title and words.
    pub(super) fn same(&self, title: &str, body: &str, outline: &Outline) -> Option<&str> {
        let words = plain(body);
        let files = self.by_title.get(title)?;
        let is_same = |file: &&String| {
            outline.folder.document(file).is_ok_and(|(document, _)| plain(document.body()) == words)
        };
        files.iter().find(is_same).map(String::as_str)
    }
}
