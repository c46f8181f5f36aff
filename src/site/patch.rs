//! A site in which the words of some pages are others: nothing of it has to be organised again.
//!
//! Who writes changes words, and sees the page after each. Where pages stand (lists, neighbours, terms, addresses) does not
//! depend on words, except where something is sorted by them or refers to a page by its title.

use std::collections::HashSet;
use std::sync::Arc;

use super::organise::page_id;
use super::{Page, PageSource, Site, Unplaced, references};
use crate::schema::{Date, Fields, Value};
use crate::store::{Fingerprint, Gathered};

impl Site {
    /// This site at the moment `now` with these pages as they have just been read, and what is wrong with what they refer to.
    /// `None` where more has changed than their words: then the site has to be organised.
    pub fn patched(&self, sources: Vec<PageSource>, now: Date) -> Option<(Self, Vec<Unplaced>)> {
        if now.start() >= self.next_change || now.start() < self.now.start() {
            return None;
        }
        let mut site = self.clone();
        site.now = now;
        let shaping = self.shaping();
        let mut has_other_titles = false;
        let mut changed = Vec::with_capacity(sources.len());
        for source in sources {
            let id = self.page_of_file(&source.file)?;
            let old = self.page(id)?;
            let (state, name) = (source.standing.state(now), page_id(&source));
            site.next_change = site.next_change.min(source.standing.next_change(now));
            let page = Page {
                rank: old.rank,
                unit: old.unit,
                ..self.page_of(Box::new(source), state, old.section, name, true)?
            };
            let shape = |page: &Page| {
                let mut print = Gathered::default();
                self.print_shape(page, &shaping, &mut print);
                print.done()
            };
            if page.lang != old.lang || shape(&page) != shape(old) {
                return None;
            }
            if page.title() != old.title() {
                has_other_titles = true;
                if self.is_called(old.title()) || self.is_called(page.title()) {
                    return None;
                }
            }
            site.print = Fingerprint::new().number(site.print).number(page.key).number(page.print).done();
            changed.push(id);
            *site.pages.get_mut(id.at())? = Arc::new(page);
        }
        let mut problems = Vec::new();
        if has_other_titles {
            changed.iter().for_each(|id| site.titles.put_in_order(*id, &site.pages));
            site.make_menus(&mut problems);
        }
        for page in changed.into_iter().filter_map(|id| site.page(id)) {
            references::check_page(&site, page, &mut problems);
        }
        Some((site, problems))
    }

    /// Whether a page refers to another one by this name, or might.
    fn is_called(&self, title: &str) -> bool {
        self.called.get_or_init(|| called(&self.pages)).contains(title)
    }
}

/// All names by which fields of pages refer to others.
fn called(pages: &[Arc<Page>]) -> HashSet<Box<str>> {
    let mut names = HashSet::new();
    for page in pages.iter().filter(|page| page.standing.refers) {
        for (key, value) in page.fields.iter() {
            add_called(key, value, &mut names);
        }
    }
    names
}

fn add_called(key: &str, value: &Value, names: &mut HashSet<Box<str>>) {
    match value {
        Value::Reference(name) => drop(names.insert(name.clone())),
        Value::Text(name) if key == "related" => drop(names.insert(name.clone())),
        Value::List(items) => items.iter().for_each(|item| add_called(key, item, names)),
        Value::Group(fields) => add_called_in(fields, names),
        _ => {}
    }
}

fn add_called_in(fields: &Fields, names: &mut HashSet<Box<str>>) {
    for (key, value) in fields.iter() {
        add_called(key, value, names);
    }
}
