//! Checks that the units, pages and files that front matter refers to exist, and that ids and parts
//! of series are unique.

use std::sync::Arc;

use rayon::prelude::*;

use super::reference_words as words;
use crate::problem::{Problem, folder_for_file, missing_file, picture_elsewhere, suggest, unsafe_address};
use crate::schema::{Fields, Group, Kind, Value};
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page, is_of_party, may_refer};
use crate::site::lists::{Axis, Lists};
use crate::site::routes::alias_path;
use crate::source::yaml::Step;
use crate::text::link::{Destination, destination};
use crate::text::list;

/// At most this many mistakes of a run come with a suggestion that needs a search through all
/// pages.
const SUGGESTED: usize = 50;

/// Largest rayon job, in pages.
const PIECE: usize = 256;

/// The two stages that references are looked up in.
#[derive(Clone, Copy)]
pub(in crate::site) struct References<'s> {
    pub(in crate::site) library: &'s Library,
    pub(in crate::site) lists: &'s Lists,
}

impl References<'_> {
    /// Reports the wrong references of all pages.
    pub(in crate::site) fn check(self) -> Vec<LateProblem> {
        let is_wrong = |page: &&Arc<Page>| {
            let mut found = Vec::new();
            self.walk(page, None, &mut found);
            !found.is_empty()
        };
        let pages = self.library.pages.par_iter().with_max_len(PIECE).filter(|page| page.has_body);
        let mut unplaced = Vec::new();
        // Suggestions are made in sequence: their number is limited, and the same mistakes must get
        // them in every run.
        for page in pages.filter(is_wrong).collect::<Vec<_>>() {
            self.check_page(page, &mut unplaced);
        }
        unplaced
    }

    /// Reports the wrong references of a page.
    pub(in crate::site) fn check_page(self, page: &Page, unplaced: &mut Vec<LateProblem>) {
        self.walk(page, Some(SUGGESTED), unplaced);
    }

    fn walk(self, page: &Page, suggested: Option<usize>, unplaced: &mut Vec<LateProblem>) {
        if !page.standing.refers {
            return;
        }
        let Self { library, lists } = self;
        let lang = page.lang;
        let mut walk = Walk { library, lists, page, lang, path: Vec::new(), suggested, unplaced };
        walk.fields(&page.content_type.group, &page.fields);
        walk.aliases();
        walk.own_id();
        walk.own_part();
    }
}

/// A walk through the values of a page.
struct Walk<'w> {
    library: &'w Library,
    lists: &'w Lists,
    page: &'w Page,
    /// The language of the current value.
    lang: usize,
    /// The path to the current value.
    path: Vec<Step>,
    /// The number of mistakes of a run from which on pages are not searched for suggestions; `None`
    /// for no suggestions at all.
    suggested: Option<usize>,
    unplaced: &'w mut Vec<LateProblem>,
}

impl Walk<'_> {
    fn report(&mut self, problem: Problem) {
        self.unplaced.push(LateProblem::canonical(&self.page.file, self.path.clone(), problem));
    }

    fn within(&mut self, step: Step, walk: impl FnOnce(&mut Self)) {
        self.path.push(step);
        walk(self);
        self.path.pop();
    }

    /// A value for the pages of one language, which names pages of that language. A language that
    /// the site does not have shows nothing.
    fn in_language(&mut self, code: &str, walk: impl FnOnce(&mut Self)) {
        let mut languages = self.library.base.config.languages.iter();
        let Some(lang) = languages.position(|language| language.code == code) else { return };
        let outer = std::mem::replace(&mut self.lang, lang);
        self.within(Step::Key(code.to_owned()), walk);
        self.lang = outer;
    }

    fn fields(&mut self, group: &Group, fields: &Fields) {
        for (key, value) in fields.iter().filter(|(_, value)| may_refer(value)) {
            let Some(field) = group.field(key) else { continue };
            self.within(Step::Key(key.to_string()), |walk| walk.value(&field.kind, value));
        }
    }

    fn value(&mut self, kind: &Kind, value: &Value) {
        match (kind, value) {
            (Kind::Organization, Value::Organization(name)) => self.unit(name),
            (Kind::Reference(types), Value::Reference(name)) => self.reference(types, name),
            (Kind::Image, Value::Image(image)) => self.image(&image.src),
            (Kind::File, Value::File(file)) => self.file(&file.src),
            (Kind::List(of), Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(Step::Index(at), |walk| walk.value(of, item));
                }
            }
            (Kind::Group(group), Value::Group(fields)) => self.fields(group, fields),
            (Kind::Localized(of), Value::Localized(values)) => {
                for (code, value) in values {
                    self.in_language(code, |walk| walk.value(of, value));
                }
            }
            (Kind::Localized(of), value) => self.value(of, value),
            _ => {}
        }
    }

    /// Reports an id that another page of the language has too.
    fn own_id(&mut self) {
        let given = |page: &Page| page.standing.id.clone();
        let Some(id) = given(self.page) else { return };
        let namesakes = self.library.namesakes(self.page.lang, &id, &[]);
        let mut others = namesakes.iter().filter(|other| given(other).is_some_and(|other| other == id));
        let Some(first) = others.find(|other| other.file < self.page.file) else { return };
        let problem = words::repeated_id(&id, &first.file);
        self.unplaced.push(LateProblem::canonical(&self.page.file, vec![Step::Key("id".into())], problem));
    }

    /// Reports a part of a series that another page is already.
    fn own_part(&mut self) {
        let part = |page: &Page| {
            let series = page.fields.group("series")?;
            Some((series.text("name", "")?.to_owned(), series.integer("part")?))
        };
        let Some(own) = part(self.page) else { return };
        let parts = self.lists.pages_of(self.library, self.page.lang, Axis::Series, &own.0);
        let mut others = parts.iter().filter_map(|id| self.library.page(*id));
        let is_before = |other: &&Page| other.file < self.page.file && part(other).as_ref() == Some(&own);
        let Some(first) = others.find(is_before) else { return };
        let problem = words::repeated_part(&own.0, own.1, &first.file);
        let path = vec![Step::Key("series".into()), Step::Key("part".into())];
        self.unplaced.push(LateProblem::canonical(&self.page.file, path, problem));
    }

    /// Reports former addresses that no published file can have.
    fn aliases(&mut self) {
        for (at, alias) in self.page.fields.items("aliases").iter().enumerate() {
            let Some(alias) = alias.as_text() else { continue };
            self.path = vec![Step::Key("aliases".into()), Step::Index(at)];
            if alias_path(alias).is_none() {
                self.report(words::impossible_alias(alias));
            } else if alias.contains('?') {
                self.report(words::alias_with_query(alias));
            }
        }
        self.path.clear();
    }

    fn unit(&mut self, name: &str) {
        let Self { library, page, .. } = *self;
        let organization = &library.base.organization;
        if !is_no_unit(library, name) {
            return;
        }
        if let Some(problem) = library.ambiguous_unit(name) {
            self.report(problem);
            return;
        }
        let group = &page.content_type.group;
        let units = list::items(name);
        // Each is there, but the field takes one.
        if units.len() > 1 && units.iter().all(|unit| organization.find(unit).is_some()) {
            self.report(words::several_units(units.len(), group, &self.path));
            return;
        }
        let nearest = self.suggested.and_then(|_| organization.nearest(name));
        let problem = if let Some(kind) = organization.is_kind(name) {
            words::unit_kind(name, kind)
        } else if nearest.is_none() && !is_of_party(name) {
            words::not_of_party(name, group, &self.path)
        } else {
            words::unknown_unit(name, nearest)
        };
        self.report(problem);
    }

    /// Reports a picture on another site: pages request nothing from elsewhere.
    fn image(&mut self, src: &str) {
        if destination(src) == Destination::Web && !self.library.base.config.media.is_own(src) {
            self.report(picture_elsewhere(&self.page.file, src));
            return;
        }
        self.file(src);
    }

    fn file(&mut self, src: &str) {
        let destination = destination(src);
        if destination == Destination::Web || self.library.resource(&self.page.file, src).is_some() {
            return;
        }
        if let Destination::Refused(refusal) = destination {
            self.report(unsafe_address(src, refusal));
            return;
        }
        if self.suggested.is_some() && self.library.is_folder(&self.page.file, src) {
            self.report(folder_for_file("reference/missing-file", src));
            return;
        }
        let nearest = self.suggested.and_then(|_| self.library.nearest_resource(&self.page.file, src));
        self.report(missing_file(&self.page.file, src, nearest.as_deref()));
    }

    fn reference(&mut self, types: &[String], name: &str) {
        let Self { library, lang, .. } = *self;
        if library.refer(lang, name, types).is_some() {
            return;
        }
        if let Some(problem) = library.ambiguous_page(lang, name, types) {
            self.report(problem);
            return;
        }
        if library.may_be_unread(name) {
            return;
        }
        if let Some(state) = library.hidden(lang, name) {
            self.report(words::hidden(name, state));
            return;
        }
        if library.is_elsewhere(lang, name, types) {
            self.report(words::untranslated(name));
            return;
        }
        if self.is_several(types, name) {
            self.report(words::several_pages(name));
            return;
        }
        self.report(words::unknown_page(name, suggest(name, self.candidates(types))));
    }

    /// Whether a text that names no page names several: `甲的标题、乙的标题`. A comma may be part
    /// of a title, so each mark is also tried alone.
    fn is_several(&self, types: &[String], name: &str) -> bool {
        let is_page = |part: &&str| self.library.refer(self.lang, part.trim(), types).is_some();
        let at = |marks: &[char]| name.split(marks).filter(|part| !part.trim().is_empty()).collect();
        [at(&['、']), at(&['；', ';']), list::items(name)]
            .iter()
            .any(|parts: &Vec<&str>| parts.len() > 1 && parts.iter().all(is_page))
    }

    /// The ids and titles that may be meant. The search through all pages is worth it for some
    /// mistakes, not for thousands.
    fn candidates(&self, types: &[String]) -> impl Iterator<Item = &str> {
        let is_searched = self.suggested.is_some_and(|most| self.unplaced.len() < most);
        let pages = if is_searched { self.library.pages.as_slice() } else { &[] };
        let fits = |page: &&Arc<Page>| {
            page.lang == self.lang && (types.is_empty() || types.iter().any(|t| **t == *page.content_type.id))
        };
        pages.iter().filter(fits).flat_map(|page| [&*page.id, page.title()])
    }
}

/// Whether no unit has this id or name, and none can have it in a file that could not be read.
pub(super) fn is_no_unit(library: &Library, name: &str) -> bool {
    let base = &library.base;
    base.organization.find(name).is_none() && !base.unread.contains("data/organization.yaml")
}
