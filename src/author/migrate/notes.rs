//! Collects what is to be told of a migration.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::problem::Problem;

/// What is to be told.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub problems: Vec<Problem>,
    /// The files of which a text was put into a page.
    pub included: BTreeSet<PathBuf>,
    /// The keys that were taken over: the old one, what it is here, and the number of pages.
    pub mapped: BTreeMap<(String, String), usize>,
    /// The keys that were left: the number of pages, and the first of them with its value.
    pub left: BTreeMap<String, LeftKey>,
}

/// A key of the old site that has no place here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftKey {
    /// The number of pages that had it.
    pub pages: usize,
    /// The first of them.
    pub file: String,
    /// Its value there, if it is short.
    pub value: String,
}

impl Notes {
    pub(super) fn tell(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Counts a key that was taken over under another name.
    pub(super) fn mapped(&mut self, from: &str, to: &str) {
        *self.mapped.entry((from.to_owned(), to.to_owned())).or_default() += 1;
    }

    /// Counts a key that was left.
    pub(super) fn left(&mut self, key: &str, file: &str, value: String) {
        let known = self.left.entry(key.to_owned()).or_insert_with(|| LeftKey {
            pages: 0,
            file: file.to_owned(),
            value: short(&value),
        });
        known.pages += 1;
    }
}

/// The beginning of a tag or a word of the old site, as a message shows it.
pub(super) fn short(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}

/// A tag that nothing here stands for. `zh` and `en` say what became of it; `{}` is the tag.
pub(super) fn old_tag(raw: &str, zh: &str, en: &str) -> Problem {
    let shown = short(raw);
    Problem::warning("import/old-tag", zh.replace("{}", &shown), en.replace("{}", &format!("`{shown}`")))
}
