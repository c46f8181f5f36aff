//! Replaces pages whose words have changed, if the library keeps its shape.
//!
//! A writer changes words and looks at the page after each change. Lists, neighbours, terms and
//! addresses do not depend on words, except where something is sorted by them or refers to a page
//! by its title.

use std::collections::HashSet;
use std::sync::Arc;

use super::fingerprint::ShapeWords;
use super::id::PageId;
use super::page::{Page, PageSource};
use super::page_maker::PageMaker;
use super::stage::Library;
use crate::schema::{Date, Fields, Value};

/// A library after an edit that kept its shape.
pub(in crate::site) struct Edit {
    pub(in crate::site) library: Library,
    /// The pages that were replaced.
    pub(in crate::site) pages: Vec<PageId>,
    /// Whether one of them has a new title.
    pub(in crate::site) has_new_titles: bool,
}

impl Library {
    /// The library at the time `now` with new versions of these pages. `None` if its shape changes:
    /// then the site has to be organised from its material.
    pub(in crate::site) fn edit(&self, sources: Vec<PageSource>, now: Date) -> Option<Edit> {
        if now.start() >= self.next_change || now.start() < self.now.start() {
            return None;
        }
        let words = ShapeWords::of(self);
        let maker = PageMaker { now, ..self.page_maker() };
        let mut edit = Edit { library: self.clone(), pages: Vec::new(), has_new_titles: false };
        edit.library.now = now;
        for source in sources {
            let id = self.page_of_file(&source.file)?;
            let old = self.page(id)?;
            let state = source.standing.state(now);
            let next_change = source.standing.next_change(now);
            let page = maker.page(Box::new(source), state)?;
            if !words.are_alike(&page, old) {
                return None;
            }
            if page.title() != old.title() {
                if self.is_called(old.title()) || self.is_called(page.title()) {
                    return None;
                }
                edit.has_new_titles = true;
            }
            // A theme may declare `related` as a text, which is not part of the shape.
            if called([&page]) != called([old]) {
                edit.library.called = Arc::default();
            }
            edit.library.next_change = edit.library.next_change.min(next_change);
            *edit.library.pages.get_mut(id.at())? = Arc::new(page);
            edit.pages.push(id);
        }
        if edit.has_new_titles {
            (edit.library.pairs, edit.library.titles) = (Arc::default(), Arc::default());
            let Library { names, pages, .. } = &mut edit.library;
            edit.pages.iter().for_each(|id| names.titles.put_in_order(*id, pages));
        }
        Some(edit)
    }

    /// Whether a page refers to another one by this name, or might.
    fn is_called(&self, title: &str) -> bool {
        self.called.get_or_init(|| called(self.pages.iter().map(|page| &**page))).contains(title)
    }
}

/// All names by which fields of these pages refer to others.
fn called<'p>(pages: impl IntoIterator<Item = &'p Page>) -> HashSet<Box<str>> {
    let mut names = HashSet::new();
    for page in pages {
        let mentioned = page.mentions.iter().filter_map(|mentioned| mentioned.strip_prefix('='));
        names.extend(mentioned.map(Box::from));
        if !page.standing.refers {
            continue;
        }
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
        Value::Localized(values) => values.iter().for_each(|(_, value)| add_called(key, value, names)),
        _ => {}
    }
}

fn add_called_in(fields: &Fields, names: &mut HashSet<Box<str>>) {
    for (key, value) in fields.iter() {
        add_called(key, value, names);
    }
}
