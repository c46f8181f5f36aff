//! Moves an article or a section: its files go to another folder or get another name, every link
//! to it is mended, and its former address leads to the new one.
//!
//! A move is tried in a copy of the site (`copy`). There the files are renamed, and the site is
//! opened again. Each mention (`mention`) that no longer means what it meant before is written anew
//! (`meaning`), and each page that has another address gets the former one as an alias. Then the
//! copy is checked: only if there is no mistake that the site did not have are the same changes
//! made in the site (`commit`). So nothing depends on finding every place where an address may be
//! written: what was missed is found by the check.

mod commit;
mod copy;
mod fields;
mod meaning;
mod mention;
mod plan;
mod trial;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::commit::Changes;
use self::copy::SiteCopy;
use self::meaning::Meaning;
use self::mention::{Form, Mention};
use self::plan::Moved;
use self::trial::{Opened, TextWithMentions, everything};
use crate::build::check;
use crate::load::Settings;
use crate::problem::{BASELINE, Baseline, Edit, Fix, Problem, SourceText, apply};
use crate::schema::{Group, with_item, without_item};
use crate::site::{Addresses, State, Target, section_group};
use crate::source::Document;
use crate::source::yaml::in_quotes;

/// A move as it is asked for.
#[derive(Debug, Clone)]
pub struct MoveOrder {
    /// An article or a section: `content/news/x.md`, `news/x`, `news`.
    pub from: String,
    /// A section, or the new name: `honors`, `honors/y`.
    pub to: String,
    /// Whether recorded addresses (`addresses.yaml`) stay as they are.
    pub keeps_addresses: bool,
    /// Whether nothing is changed.
    pub is_dry: bool,
}

/// A file whose text changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedText {
    /// Its path from the site's folder, after the move.
    pub file: String,
    /// Its text before.
    pub before: String,
    /// Its text afterwards.
    pub after: String,
}

/// What a move changed, or would change.
#[derive(Debug, Default)]
pub struct MoveReport {
    /// The files and folders that were renamed, by path from the site's folder.
    pub renamed: Vec<(String, String)>,
    /// The files whose text was changed.
    pub changed: Vec<ChangedText>,
    /// The number of links and names that were written anew.
    pub links: usize,
    /// Former addresses, and where they lead now.
    pub forwarded: Vec<(String, String)>,
    /// What is left for the writer.
    pub left: Vec<Problem>,
    /// Whether an earlier move, which had been killed, was finished first.
    pub finished: bool,
}

/// Moves an article or a section of a site.
///
/// # Errors
/// It can't be moved there, or there would be mistakes afterwards: nothing is changed then.
pub fn relocate(settings: &Settings, order: &MoveOrder) -> Result<MoveReport, Vec<Problem>> {
    let one = |problem: Problem| vec![problem];
    let before = Opened::open(settings, &settings.folder)?;
    if commit::is_unfinished(&before.folder) {
        if order.is_dry {
            return Err(vec![words::unfinished()]);
        }
        if commit::finish(&before.folder).map_err(one)? {
            let report = relocate(settings, order).map_err(|mut problems| {
                problems.insert(0, words::finished());
                problems
            })?;
            return Ok(MoveReport { finished: true, ..report });
        }
    }
    if order.keeps_addresses && !before.folder.has(Addresses::FILE) {
        return Err(vec![words::no_addresses()]);
    }
    let mut moved = plan::plan(&before.folder, &before.inventory, before.site(), (&order.from, &order.to))
        .map_err(one)?;
    if let Some(rows) = before.folder.rows() {
        moved.take_rows(rows.names());
    }
    plan::refuse_links(&before.folder, &before.inventory, &moved).map_err(one)?;
    let texts = before.mentions();
    let known = check(&everything(settings, &settings.folder)).all;
    let beside = own_files(&before, &texts, &moved);
    plan::take_beside(&before.folder, &before.inventory, &mut moved, beside.into_iter());
    let copy = SiteCopy::of(&before.folder, &before.inventory).map_err(one)?;
    let trial = Trial { settings, order, before: &before, texts: &texts, moved: &moved };
    let (mut changes, report) = trial.run(&copy, &known)?;
    if !order.is_dry {
        let read = report.changed.iter().map(|text| {
            let old = moved.old_name(&text.file);
            (text.file.clone(), (old.to_owned(), text.before.clone()))
        });
        let read: BTreeMap<String, (String, String)> = read.collect();
        changes.before = read.iter().map(|(file, (_, text))| (file.clone(), text.clone())).collect();
        commit::make(&before.folder, &changes, &read).map_err(one)?;
    }
    Ok(report)
}

/// The pictures and attachments below the folder of a moved article that no other file mentions,
/// each with that article.
fn own_files(
    before: &Opened,
    texts: &BTreeMap<String, TextWithMentions>,
    moved: &Moved,
) -> BTreeMap<String, String> {
    let (mut own, mut others) = (BTreeMap::new(), BTreeSet::new());
    for (file, text) in texts {
        for mention in &text.mentions {
            let Some(Meaning::File(named)) = Meaning::of(before.site(), file, mention) else { continue };
            let is_resource = named.starts_with("content/") && !named.ends_with(".md");
            match moved.has(file) {
                true if is_resource && !moved.has(&named) => drop(own.insert(named, file.clone())),
                true => {}
                false => drop(others.insert(named)),
            }
        }
    }
    own.retain(|named, _| !others.contains(named));
    // Nobody knows what a text shows that cannot be read.
    let is_read = before.inventory.documents.iter().all(|file| texts.contains_key(&file.name));
    if is_read { own } else { BTreeMap::new() }
}

/// A page or section with another address.
struct NewAddress {
    was: String,
    is: String,
    /// Whether readers may know the former one.
    is_known: bool,
}

/// A move that is tried.
struct Trial<'t> {
    settings: &'t Settings,
    order: &'t MoveOrder,
    before: &'t Opened,
    texts: &'t BTreeMap<String, TextWithMentions>,
    moved: &'t Moved,
}

impl Trial<'_> {
    fn run(&self, copy: &SiteCopy, known: &[Problem]) -> Result<(Changes, MoveReport), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut report = MoveReport { renamed: self.moved.renames.clone(), ..MoveReport::default() };
        let folder = crate::source::SiteFolder::open(copy.root()).map_err(one)?;
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
        self.verify(copy, &changes, &mut report)?;
        self.tell_lost(copy, &mut report)?;
        self.tell_remains(copy, &mut report)?;
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
        let stays = |page: &&std::sync::Arc<crate::site::Page>| page.has_body && !self.moved.has(&page.file);
        let pages = self.before.site().pages().iter().filter(stays);
        let other = pages.filter_map(|page| {
            let now = url(after, &page.file)?;
            (*now != *page.url).then(|| words::other_address(&page.file, &page.url, &now))
        });
        let problems: Vec<Problem> = other.collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Tells of articles whose type was that of their section, and is another one now.
    fn tell_types(&self, after: &Opened, report: &mut MoveReport) {
        for (old, new) in self.moved.files() {
            let page = |opened: &'_ Opened, file: &str| {
                let page = opened.site().page_of_file(file).and_then(|id| opened.site().page(id));
                page.map(|page| page.content_type.clone())
            };
            let (Some(was), Some(is)) = (page(self.before, old), page(after, new)) else { continue };
            if was.id != is.id {
                report.left.push(words::other_type(new, &was, &is));
            }
        }
    }

    /// The mentions that no edit can mend, in the site as it is.
    fn by_hand(&self, after: &Opened) -> Vec<Problem> {
        let bases = self.bases(after);
        let told = self.astray(after, &bases).filter_map(|(file, mention, meant)| {
            let old = self.moved.old_name(file);
            let words = meant.words(after.site(), file, mention);
            if mention.is_exact && words.is_some() && self.before.folder.may_be_written(old) {
                return None;
            }
            let source = SourceText::new(old, &self.texts.get(old)?.text);
            Some(words::by_hand(&source, mention.span.clone(), &mention.words, &words.unwrap_or_default()))
        });
        told.collect()
    }

    /// Tells which addresses lead nowhere any more: feeds, further pages of lists.
    fn tell_lost(&self, copy: &SiteCopy, report: &mut MoveReport) -> Result<(), Vec<Problem>> {
        let last = Opened::open(self.settings, copy.root())?;
        let site = self.before.site();
        let lost = site.routes().iter().filter(|route| {
            // Pages and lists have their aliases, or were told.
            let is_kept = matches!(route.target, Target::Page(_) | Target::Section(_, 1) | Target::Alias(_));
            !is_kept && last.site().route(&route.path).is_none()
        });
        let lost: Vec<&str> = lost.map(|route| route.path.as_str()).collect();
        report.left.extend(words::lost(&lost));
        Ok(())
    }

    /// Tells where former addresses and names still stand: in templates, in tables, in text. They
    /// are only looked for as words, so nothing is changed.
    fn tell_remains(&self, copy: &SiteCopy, report: &mut MoveReport) -> Result<(), Vec<Problem>> {
        let last = Opened::open(self.settings, copy.root())?;
        let mut wanted: Vec<String> = report.forwarded.iter().map(|(was, _)| was.clone()).collect();
        let mut quoted = Vec::new();
        if let Some((old, _)) = self.moved.moved_section() {
            wanted.extend(self.bases(&last).into_iter().map(|(base, _)| format!("/{base}")));
            quoted.extend([format!("\"{old}\""), format!("'{old}'")]);
        }
        let crate::source::Inventory { documents, resources, data, overrides, configuration, .. } =
            &last.inventory;
        let tables = resources.iter().filter(|file| file.name.ends_with(".csv"));
        let all = documents.iter().chain(data).chain(overrides).chain(configuration).chain(tables);
        for file in all.filter(|file| file.name != Addresses::FILE && file.name != BASELINE) {
            let Ok((text, _)) = last.folder.read_file(&file.name) else { continue };
            let is_template = file.name.ends_with(".html");
            let also = quoted.iter().filter(|_| is_template);
            for words in wanted.iter().chain(also) {
                let own = |at: usize| {
                    let line =
                        text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
                    ["aliases", "旧链接", "- /", "- \"/"].iter().any(|key| line.trim_start().starts_with(key))
                        && self.moved.old_name(&file.name) != file.name
                };
                let mut places = text.match_indices(words.as_str()).map(|(at, _)| at);
                if let Some(at) = places.find(|at| !own(*at)) {
                    let source = SourceText::new(&file.name, &text);
                    report.left.push(words::remains(&source, at..at + words.len(), words));
                }
            }
        }
        Ok(())
    }

    /// The addresses of the moved sections, before and after: `news/`, `honors/news/`.
    fn bases(&self, after: &Opened) -> Vec<(String, String)> {
        let Some((old, _)) = self.moved.moved_section() else { return Vec::new() };
        let sections = self.before.site().sections().iter();
        let below = sections.filter(|section| {
            section.path.strip_prefix(old).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let pair = |section: &crate::site::Section| {
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
    fn astray<'m>(
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

    /// Reports sections without `_index.md`, whose lists have addresses that nothing keeps.
    fn bare_sections(&self, after: &Opened, report: &mut MoveReport) {
        let Some((old, _)) = self.moved.moved_section() else { return };
        for section in self.before.site().sections() {
            let is_inside =
                section.path.strip_prefix(old).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let new = after.site().section_at(section.lang, &self.moved.section(&section.path));
            let is_moved = new.is_some_and(|new| new.url() != section.url());
            if is_inside && is_moved && section.file.is_none() && !section.all.is_empty() {
                let file = format!("content/{}", self.moved.section(&section.path));
                report.left.push(words::not_forwarded(&file, &section.url()));
            }
        }
    }

    /// The problems of the copy that the site did not have: each that is told in the same words
    /// was known, and in a file that moved so are as many others of its kind as there were, since
    /// words may name what moved.
    fn new_problems(&self, known: &[Problem], mut found: Vec<Problem>) -> Vec<Problem> {
        let kind = |problem: &Problem, is_old: bool| {
            let file = problem.place.as_ref().map(|place| place.file.as_str()).unwrap_or_default();
            let file = if is_old { self.moved.file(file) } else { file };
            (problem.code, file.to_owned())
        };
        let mut same: BTreeMap<((&str, String), String), usize> = BTreeMap::new();
        for problem in known {
            *same.entry((kind(problem, true), problem.message.zh.clone())).or_default() += 1;
        }
        found.retain(|problem| {
            let of = (kind(problem, false), problem.message.zh.clone());
            !same.get_mut(&of).is_some_and(take_one)
        });
        let mut alike: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for ((kind, _), count) in same {
            // Only words about what moved may be others now.
            if self.moved.old_name(&kind.1) != kind.1 {
                *alike.entry(kind).or_default() += count;
            }
        }
        found.retain(|problem| !alike.get_mut(&kind(problem, false)).is_some_and(take_one));
        found
    }

    /// Reports the mentions that still mean something else, or could not be written anew.
    fn verify(
        &self,
        copy: &SiteCopy,
        changes: &Changes,
        report: &mut MoveReport,
    ) -> Result<(), Vec<Problem>> {
        let last = Opened::open(self.settings, copy.root())?;
        let bases = self.bases(&last);
        let files: Vec<&str> = changes.texts.keys().map(String::as_str).collect();
        let written = last.mentions_in(&files);
        for (file, text) in self.texts {
            let new = self.moved.file(file);
            let now = written.get(new);
            let means: Vec<Option<Meaning>> = now
                .map_or(&text.mentions, |now| &now.mentions)
                .iter()
                .map(|mention| Meaning::of(last.site(), new, mention))
                .collect();
            for (at, mention) in text.mentions.iter().enumerate() {
                let Some(meant) = Meaning::of(self.before.site(), file, mention) else { continue };
                let meant = meant.moved(self.moved, &bases);
                if means.get(at).is_some_and(|means| means.as_ref() == Some(&meant)) {
                    continue;
                }
                let shown = now.map_or(text, |now| now);
                let span = shown.mentions.get(at).map_or(0..0, |mention| mention.span.clone());
                let source = SourceText::new(new, &shown.text);
                let wanted = meant.words(last.site(), new, mention).unwrap_or_default();
                report.left.push(words::left(&source, span, &mention.words, &wanted));
            }
        }
        Ok(())
    }
}

/// Takes one of a number, if there is one.
fn take_one(count: &mut usize) -> bool {
    let is_there = *count > 0;
    *count -= usize::from(is_there);
    is_there
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
    let of_file = |section: &&crate::site::Section| section.file.as_deref() == Some(file);
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
