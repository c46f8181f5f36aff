//! Finds the tables whose rows are pages.

use super::told;
use crate::load::place::place_one;
use crate::load::section_types::SectionTypes;
use crate::problem::{Problem, missing_file, suggest};
use crate::site::{Config, SectionSource, Unplaced, join, section_group};
use crate::source::yaml::Step;
use crate::source::{Inventory, SiteFolder, has_extension};

/// The context for reading the tables of a site.
pub(in crate::load) struct SheetFiles<'s> {
    pub folder: &'s SiteFolder,
    pub inventory: &'s Inventory,
    pub config: &'s Config,
    pub sections: &'s [SectionSource],
    pub types: &'s SectionTypes,
}

/// A table whose rows are pages.
pub(super) struct Order<'s> {
    pub file: String,
    /// The folder of the pages below `content/`.
    pub folder: String,
    pub lang: usize,
    /// The section that names the table.
    pub section: Option<&'s SectionSource>,
}

impl SheetFiles<'_> {
    /// Lists the tables: those that sections name, and those with the usual name. Problems that are
    /// errors are of tables that are not read.
    pub(super) fn orders(&self) -> (Vec<Order<'_>>, Vec<Problem>) {
        let (mut orders, mut problems): (Vec<Order<'_>>, Vec<Problem>) = Default::default();
        for section in self.sections {
            for (at, written) in section.fields.items("from").iter().enumerate() {
                let Some(written) = written.as_text() else { continue };
                let file = join(&section.file, written).filter(|file| self.is_listed(file));
                let Some(file) = file else {
                    let problem = missing_file(&section.file, written, self.nearest(section, written));
                    problems.push(self.in_section(section, "from", at, problem));
                    continue;
                };
                let (folder, lang) = (section.folder.clone(), section.lang);
                orders.push(Order { file, folder, lang, section: Some(section) });
            }
        }
        let (tables, foreign): (Vec<_>, Vec<_>) = self.usual().partition(|(file, ..)| is_table(file));
        for (file, folder, lang) in tables {
            let is_new = |order: &Order<'_>| order.file != file || order.folder != folder;
            if orders.iter().all(is_new) {
                let section = |section: &&SectionSource| section.folder == folder && section.lang == lang;
                let section = self.sections.iter().find(section);
                orders.push(Order { file: file.to_owned(), folder: folder.to_owned(), lang, section });
            }
        }
        // A table of another format that was replaced may still be there.
        for (file, folder, lang) in foreign {
            let has_other = orders.iter().any(|order| order.folder == folder && order.lang == lang);
            let is_ordered = orders.iter().any(|order| order.file == file);
            if !is_ordered && !self.is_page(folder) {
                problems.push(told::foreign_table(has_other).in_file(file));
            }
        }
        for section in self.sections {
            let is_own = |order: &&Order<'_>| order.section.is_some_and(|own| own.file == section.file);
            let mut own = orders.iter().filter(is_own).peekable();
            let has_own = own.peek().is_some();
            let is_unread = has_own || section.fields.items("from").is_empty();
            if !section.fields.items("sheets").is_empty() && is_unread && own.all(|order| is_csv(&order.file))
            {
                problems.push(self.in_section(section, "sheets", 0, told::no_sheets(has_own)));
            }
        }
        (orders, problems)
    }

    /// Lists the files with the usual name of a table, also in formats that are not read, with
    /// their folders below `content/` and languages.
    fn usual(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.inventory.resources.iter().filter_map(move |file| {
            let (folder, own) = file.name.rsplit_once('/')?;
            let lang = self.lang_of_usual(own).filter(|_| is_table(own) || is_foreign_table(own))?;
            let folder = folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/');
            Some((file.name.as_str(), folder, lang))
        })
    }

    /// Whether a folder is a page with its files.
    fn is_page(&self, folder: &str) -> bool {
        let index = format!("content/{folder}/index.md");
        !folder.is_empty() && self.inventory.documents.iter().any(|file| file.name == index)
    }

    fn is_listed(&self, file: &str) -> bool {
        self.inventory.resources.iter().any(|listed| listed.name == file)
    }

    /// Returns the language of `pages.csv`, `pages.xlsx` or `pages.en.xlsx`; `None` for any other
    /// name.
    fn lang_of_usual(&self, own: &str) -> Option<usize> {
        let (stem, _) = own.rsplit_once('.')?;
        match stem.rsplit_once('.') {
            Some((stem, code)) => self.config.language(code).filter(|_| stem.eq_ignore_ascii_case("pages")),
            None => stem.eq_ignore_ascii_case("pages").then_some(0),
        }
    }

    /// The table next to a section's `_index.md` that was probably meant.
    fn nearest(&self, section: &SectionSource, written: &str) -> Option<&str> {
        let folder = section.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = self.inventory.resources.iter().filter_map(|file| {
            file.name
                .strip_prefix(folder)?
                .strip_prefix('/')
                .filter(|own| !own.contains('/') && is_table(own))
        });
        suggest(written, beside)
    }

    /// Places a problem at an item of a key of a section's `_index.md`.
    pub(super) fn in_section(
        &self,
        section: &SectionSource,
        key: &str,
        at: usize,
        problem: Problem,
    ) -> Problem {
        let mut path = vec![Step::Key(key.to_owned())];
        if section.fields.items(key).len() > 1 {
            path.push(Step::Index(at));
        }
        let unplaced = Unplaced::canonical(&section.file, path, problem);
        place_one(self.folder, section_group(), unplaced).unwrap_or_else(|problem| problem)
    }
}

/// Whether a file is a table of a format that is read.
pub(super) fn is_table(name: &str) -> bool {
    ["csv", "xlsx", "xlsm"].iter().any(|extension| has_extension(name, extension))
}

/// Whether a file is a table of a format that is not read.
fn is_foreign_table(name: &str) -> bool {
    ["xls", "et", "ods", "xlsb", "numbers", "tsv"].iter().any(|extension| has_extension(name, extension))
}

pub(super) fn is_csv(name: &str) -> bool {
    has_extension(name, "csv")
}
