//! Tells what a move could not mend, or changed besides: types, addresses that end, words that
//! still name what was moved, mistakes that were not there before.

use std::collections::BTreeMap;

use super::attempt::Attempt;
use super::commit::Changes;
use super::meaning::Meaning;
use super::report::MoveReport;
use super::trial::Opened;
use super::words;
use crate::problem::{BASELINE, Problem, SourceText};
use crate::site::{Addresses, Target};
use crate::source::Inventory;

impl Attempt<'_> {
    /// Tells of articles whose type was that of their section, and is another one now.
    pub(super) fn tell_types(&self, after: &Opened, report: &mut MoveReport) {
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
    pub(super) fn by_hand(&self, after: &Opened) -> Vec<Problem> {
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
    pub(super) fn tell_lost(&self, last: &Opened, report: &mut MoveReport) {
        let site = self.before.site();
        let lost = site.routes().iter().filter(|route| {
            // Pages and lists have their aliases, or were told.
            let is_kept = matches!(route.target, Target::Page(_) | Target::Section(_, 1) | Target::Alias(_));
            !is_kept && last.site().route(&route.path).is_none()
        });
        let lost: Vec<&str> = lost.map(|route| route.path.as_str()).collect();
        report.left.extend(words::lost(&lost));
    }

    /// Tells where former addresses and names still stand: in templates, in tables, in text. They
    /// are only looked for as words, so nothing is changed.
    pub(super) fn tell_remains(&self, last: &Opened, report: &mut MoveReport) {
        let mut wanted: Vec<String> = report.forwarded.iter().map(|(was, _)| was.clone()).collect();
        let mut quoted = Vec::new();
        if let Some((old, _)) = self.moved.moved_section() {
            wanted.extend(self.bases(last).into_iter().map(|(base, _)| format!("/{base}")));
            quoted.extend([format!("\"{old}\""), format!("'{old}'")]);
        }
        let Inventory { documents, resources, data, overrides, configuration, .. } = &last.inventory;
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
    }

    /// Reports sections without `_index.md`, whose lists have addresses that nothing keeps.
    pub(super) fn bare_sections(&self, after: &Opened, report: &mut MoveReport) {
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
    pub(super) fn new_problems(&self, known: &[Problem], mut found: Vec<Problem>) -> Vec<Problem> {
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
    pub(super) fn verify(&self, last: &Opened, changes: &Changes, report: &mut MoveReport) {
        let bases = self.bases(last);
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
    }
}

/// Takes one of a number, if there is one.
fn take_one(count: &mut usize) -> bool {
    let is_there = *count > 0;
    *count -= usize::from(is_there);
    is_there
}
