//! Tries a move in a copy of the site: renames, mends what is mentioned, forwards addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::commit::{self, Changes};
use super::copy::SiteCopy;
use super::meaning::Meaning;
use super::mention::{Form, Mention};
use super::plan::Moved;
use super::report::{ChangedText, MoveOrder, MoveReport};
use super::trial::{Opened, TextWithMentions, everything};
use super::words;
use crate::build::check;
use crate::load::Settings;
use crate::problem::{BASELINE, Baseline, Edit, Fix, Problem, apply};
use crate::schema::{Group, with_item, without_item};
use crate::site::{Addresses, Page, Section, State, section_group};
use crate::source::yaml::in_quotes;
use crate::source::{Document, SiteFolder};

/// A page or section with another address.
struct NewAddress {
    was: String,
    is: String,
    /// Whether readers may know the former one.
    is_known: bool,
}

/// A move that is tried in a copy.
pub(super) struct Attempt<'t> {
    pub settings: &'t Settings,
    pub order: &'t MoveOrder,
    pub before: &'t Opened,
    pub texts: &'t BTreeMap<String, TextWithMentions>,
    pub moved: &'t Moved,
}

impl Attempt<'_> {
    /// Makes the changes in a copy, and checks it. `known` are the problems of the site.
    ///
    /// # Errors
    /// There would be more mistakes than before, or addresses would be lost.
    pub(super) fn run(
        &self,
        copy: &SiteCopy,
        known: &[Problem],
    ) -> Result<(Changes, MoveReport), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut report = MoveReport { renamed: self.moved.renames.clone(), ..MoveReport::default() };
        let folder = SiteFolder::open(copy.root()).map_err(one)?;
        let renamed =
            Changes { renames: self.moved.renames.clone(), texts: self.lists(), ..Changes::default() };
        commit::make(&folder, &renamed, &BTreeMap::new()).map_err(one)?;
        let after = Opened::open(self.settings, copy.root())?;
        self.refuse_rows(&after)?;
        self.refuse_other_addresses(&after)?;
        self.tell_types(&after, &mut report);
        let mut changes = renamed;
        let mut edits = self.mended(&after, &mut report);
        let former = self.former(&after, &mut report);
        let files: BTreeSet<String> = edits.keys().chain(former.keys()).cloned().collect();
        for file in files {
            let Some(text) = self.texts.get(self.moved.old_name(&file)) else { continue };
            let fix = Fix::certain("", "", edits.remove(&file).unwrap_or_default());
            let changed = apply(&text.text, &[&fix]).0;
            let changed = match former.get(&file) {
                Some(address) => self.forwarded(&file, changed, address, &mut report),
                None => changed,
            };
            if changed != text.text {
                folder.write_text(&file, &changed).map_err(one)?;
                changes.texts.insert(file, changed);
            }
        }
        for (file, after) in &changes.texts {
            let old = self.moved.old_name(file);
            let before = self.texts.get(old).map(|text| text.text.clone());
            let before = before.or_else(|| Some(self.before.folder.read_file(old).ok()?.0));
            let before = before.unwrap_or_default();
            report.changed.push(ChangedText { file: file.clone(), before, after: after.clone() });
        }
        let found = check(&everything(self.settings, copy.root())).all;
        let new = self.new_problems(known, found);
        let errors = new.iter().filter(|problem| problem.is_error()).count();
        if errors > 0 {
            let by_hand = self.by_hand(&after);
            let mut told: Vec<Problem> = match by_hand.is_empty() {
                true => new.into_iter().filter(Problem::is_error).collect(),
                false => by_hand,
            };
            told.push(words::mistakes(errors));
            return Err(told);
        }
        let last = Opened::open(self.settings, copy.root())?;
        self.verify(&last, &changes, &mut report);
        self.tell_lost(&last, &mut report);
        self.tell_remains(&last, &mut report);
        report.left.extend(new);
        Ok((changes, report))
    }

    /// The lists of the site that name files: recorded addresses, and known problems.
    fn lists(&self) -> BTreeMap<String, String> {
        let mut lists = BTreeMap::new();
        let folder = &self.before.folder;
        let is_row = |file: &str| folder.rows().is_some_and(|rows| rows.has(file));
        if let Ok((text, _)) = folder.read(Addresses::FILE) {
            let renamed = self.moved.files().map(|(old, new)| {
                let keeps = self.order.keeps_addresses || is_row(old);
                (old, keeps.then_some(new))
            });
            let changed = Addresses::renamed(&text, &renamed.collect());
            if changed != text {
                lists.insert(Addresses::FILE.to_owned(), changed);
            }
        }
        if let Ok((text, _)) = folder.read(BASELINE)
            && let Ok(mut baseline) = Baseline::read(&text)
            && baseline.rename(|file| self.moved.file(file).to_owned())
        {
            lists.insert(BASELINE.to_owned(), baseline.written());
        }
        lists
    }

    /// Refuses to move rows of a table whose addresses would change: a row has no alias.
    fn refuse_rows(&self, after: &Opened) -> Result<(), Vec<Problem>> {
        let Some(rows) = self.before.folder.rows() else { return Ok(()) };
        let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
        for (old, new) in self.moved.files().filter(|(old, _)| rows.has(old)) {
            if url(self.before, old) != url(after, new) {
                *lost.entry(rows.table_of(old).unwrap_or(old)).or_default() += 1;
            }
        }
        let problems: Vec<Problem> =
            lost.into_iter().map(|(table, count)| words::rows(table, count)).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Refuses a move by which articles that stay would get other addresses.
    fn refuse_other_addresses(&self, after: &Opened) -> Result<(), Vec<Problem>> {
        let stays = |page: &&Arc<Page>| page.has_body && !self.moved.has(&page.file);
        let pages = self.before.site().pages().iter().filter(stays);
        let other = pages.filter_map(|page| {
            let now = url(after, &page.file)?;
            (*now != *page.url).then(|| words::other_address(&page.file, &page.url, &now))
        });
        let problems: Vec<Problem> = other.collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The addresses of the moved sections, before and after: `news/`, `honors/news/`.
    pub(super) fn bases(&self, after: &Opened) -> Vec<(String, String)> {
        let Some((old, _)) = self.moved.moved_section() else { return Vec::new() };
        let sections = self.before.site().sections().iter();
        let below = sections.filter(|section| {
            section.path.strip_prefix(old).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let pair = |section: &Section| {
            let new = after.site().section_at(section.lang, &self.moved.section(&section.path))?;
            let base = |base: &str| base.trim_start_matches('/').to_owned();
            Some((base(&section.base), base(&new.base)))
        };
        let mut pairs: Vec<(String, String)> = below.filter_map(pair).collect();
        // The innermost section comes first.
        pairs.sort_by_key(|(base, _)| std::cmp::Reverse(base.len()));
        pairs
    }

    /// Each mention that does not mean in the copy what it meant, with what it is to mean.
    pub(super) fn astray<'m>(
        &'m self,
        after: &'m Opened,
        bases: &'m [(String, String)],
    ) -> impl Iterator<Item = (&'m str, &'m Mention, Meaning)> {
        self.texts.iter().flat_map(move |(file, text)| {
            let new = self.moved.file(file);
            text.mentions.iter().filter_map(move |mention| {
                let meant = Meaning::of(self.before.site(), file, mention)?.moved(self.moved, bases);
                let means = Meaning::of(after.site(), new, mention);
                (means.as_ref() != Some(&meant)).then_some((new, mention, meant))
            })
        })
    }

    /// The edits that mend mentions, by new file.
    fn mended(&self, after: &Opened, report: &mut MoveReport) -> BTreeMap<String, Vec<Edit>> {
        let bases = self.bases(after);
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for (file, mention, meant) in self.astray(after, &bases) {
            let words = meant.words(after.site(), file, mention);
            let old = self.moved.old_name(file);
            let is_open = || mention.is_exact && self.before.folder.may_be_written(old);
            let Some(words) = words.filter(|_| is_open()) else { continue };
            let text = self.texts.get(old).map_or("", |text| text.text.as_str());
            let edit = Edit::replace(mention.span.clone(), fitted(text, mention, words));
            let of_file = edits.entry(file.to_owned()).or_default();
            if !of_file.contains(&edit) {
                of_file.push(edit);
                report.links += 1;
            }
        }
        edits
    }

    /// The moved pages and sections that have another address in the copy, by new file.
    fn former(&self, after: &Opened, report: &mut MoveReport) -> BTreeMap<String, NewAddress> {
        let rows = self.before.folder.rows();
        let is_row = |file: &str| rows.is_some_and(|rows| rows.has(file));
        let mut former = BTreeMap::new();
        for (old, new) in self.moved.files().filter(|(old, _)| old.ends_with(".md") && !is_row(old)) {
            let (Some(was), Some(is)) = (url(self.before, old), url(after, new)) else { continue };
            if was == is {
                continue;
            }
            if self.before.folder.may_be_written(old) {
                let is_known = is_published(self.before, old);
                former.insert(new.to_owned(), NewAddress { was, is, is_known });
            } else if is_published(self.before, old) {
                report.left.push(words::not_forwarded(new, &was));
            }
        }
        self.bare_sections(after, report);
        former
    }

    /// The text of a page with its former address among its aliases, and without the present one.
    fn forwarded(&self, file: &str, text: String, address: &NewAddress, report: &mut MoveReport) -> String {
        let group = group_of(self.before, self.moved.old_name(file));
        let field = (&group, "aliases");
        let changed = |text: String, edit: &dyn Fn(&Document) -> Option<Vec<Edit>>| {
            let Ok((document, _)) = Document::split(file.to_owned(), text.clone()) else {
                return (text, false);
            };
            match edit(&document) {
                Some(edits) => (apply(&text, &[&Fix::certain("", "", edits)]).0, true),
                None => (text, false),
            }
        };
        let (text, _) = changed(text, &|document| {
            without_item(&document.text, document.front_matter.clone(), field, &address.is)
        });
        if !address.is_known {
            return text;
        }
        let (text, is_added) = changed(text, &|document| match document.has_front_matter() {
            true => with_item(&document.text, document.front_matter.clone(), field, &address.was),
            false => Some(vec![Edit::insert(0, format!("---\naliases: [{}]\n---\n", address.was))]),
        });
        if is_added {
            report.forwarded.push((address.was.clone(), address.is.clone()));
        } else {
            report.left.push(words::not_forwarded(file, &address.was));
        }
        text
    }
}

/// New words as they stand in the text: a space ends an address of Markdown and an argument of a
/// directive, and a comma or a colon means something in YAML.
fn fitted(text: &str, mention: &Mention, words: String) -> String {
    let before = text.get(..mention.span.start).unwrap_or_default();
    let is_new = |c: char| words.contains(c) && !mention.words.contains(c);
    let is_quoted = before.ends_with(['"', '\'']);
    match mention.form {
        Form::Text if before.ends_with('<') || is_quoted => words,
        Form::Text if [' ', '(', ')'].into_iter().any(is_new) => {
            words.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
        }
        Form::Argument if !is_quoted && is_new(' ') => format!("\"{words}\""),
        Form::Yaml if !is_quoted && [',', ':', '#', '[', ']', '{', '}', '&', '*'].into_iter().any(is_new) => {
            in_quotes(&words)
        }
        _ => words,
    }
}

/// The address of a page, or of the list of a section, by its file.
fn url(opened: &Opened, file: &str) -> Option<String> {
    let site = opened.site();
    if let Some(page) = site.page_of_file(file).and_then(|id| site.page(id)) {
        return Some(page.url.to_string());
    }
    let of_file = |section: &&Section| section.file.as_deref() == Some(file);
    site.sections().iter().find(of_file).map(|section| section.url())
}

/// Whether readers may know the address of a page or section.
fn is_published(opened: &Opened, file: &str) -> bool {
    let site = opened.site();
    let page = site.page_of_file(file).and_then(|id| site.page(id));
    page.is_none_or(|page| matches!(page.state, State::Published | State::Expired))
        || site.addresses().get(file).is_some()
}

fn group_of(opened: &Opened, file: &str) -> Group {
    let site = opened.site();
    let page = site.page_of_file(file).and_then(|id| site.page(id));
    page.map_or_else(|| section_group().clone(), |page| (*page.content_type.group).clone())
}
