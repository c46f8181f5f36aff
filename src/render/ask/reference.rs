//! Names that are written in fields and arguments, and what they refer to.

use std::sync::Arc;

use super::organization::meant;
use super::{Question, Scope, View};
use crate::problem::{Problem, Words};
use crate::schema::Translated;
use crate::site::{Axis, PageId};
use crate::source::yaml::Node;
use crate::store::Fingerprint;
use crate::theme::Refers;

/// Asks which page is meant by an id or a title, with its title and address: language, the words,
/// the types that the page may have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Refer(usize, Arc<str>, Box<[String]>);

impl Refer {
    /// Without types, a page of any type is meant.
    pub fn new(lang: usize, name: &str, types: &[String]) -> Self {
        Self(lang, name.into(), types.into())
    }
}

/// The meaning of a reference to a page.
pub(in super::super) enum Means<'v> {
    Page(PageName<'v>),
    /// A page that is not published, or not in this language: nothing is shown of it, not even its
    /// name.
    KeptBack,
    /// Several pages, by their places below `content/`.
    Several(Vec<&'v str>),
    Nothing,
}

/// A page as others refer to it.
pub(in super::super) struct PageName<'v> {
    pub page: PageId,
    pub id: &'v str,
    pub title: &'v str,
    pub url: &'v str,
    /// The id of its content type.
    pub content_type: &'v str,
}

impl Question for Refer {
    type Answer<'v> = Means<'v>;

    fn answer<'v>(&self, view: &'v View) -> Means<'v> {
        let found = view.site.refer(self.0, &self.1, &self.2);
        match found.and_then(|id| Some((id, view.site.page(id)?))) {
            Some((id, page)) => Means::Page(PageName {
                page: id,
                id: view.site.own_name(page),
                title: page.title(),
                url: &page.url,
                content_type: &page.content_type.id,
            }),
            None => {
                let several = view.site.namesakes(self.0, &self.1, &self.2);
                if several.len() > 1 {
                    return Means::Several(several.iter().map(|page| &*page.stem).collect());
                }
                if view.site.is_kept_back(self.0, &self.1) { Means::KeptBack } else { Means::Nothing }
            }
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        match self.answer(view) {
            Means::Page(PageName { page, id, title, url, content_type }) => {
                print.number(view.site.page(page).map_or(0, |page| page.key));
                print.text(id).text(title).text(url).text(content_type);
            }
            Means::KeptBack => drop(print.number(1)),
            Means::Several(stems) => drop(print.value(&stems)),
            Means::Nothing => {}
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        meant(&self.1)
    }
}

/// The address of a person's page: language, name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Person(pub usize, pub Arc<str>);

impl Question for Person {
    type Answer<'v> = Option<&'v str>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let id = view.people.get(&(self.0, self.1.to_string()))?;
        view.site.page((*id)?).map(|page| &*page.url)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(self.answer(view).unwrap_or_default());
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("人物“{}”的页面", self.1), format!("page of the person `{}`", self.1))
    }
}

/// The thing that an argument of a component names: its kind, language, what is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct ArgumentName(pub Refers, pub usize, pub Arc<str>);

/// The meaning of a name to a component.
pub(in super::super) enum NameMeaning {
    /// The form by which components ask for it.
    Name(String),
    /// Several things, which is a mistake: the name is none of them.
    Several(Box<Problem>),
    /// It can't be known: the file that it would be in has mistakes, or the page is in another
    /// language only.
    Unknown,
    /// Nothing: a mistake.
    Nothing,
}

impl View {
    /// The titles of the groups of `data/links.yaml`.
    pub(super) fn link_groups(&self) -> Vec<Translated> {
        let groups = self.site.data().get("links").map(Node::items).unwrap_or_default();
        groups.iter().filter_map(|group| Translated::from_node(group.get("title")?)).collect()
    }
}

/// Pairs that writers put around a whole name.
const PAIRS: [(char, char); 7] =
    [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('【', '】'), ('"', '"')];

/// Returns a name without the pair of marks around it: `「第四党支部」`.
fn without_pair(text: &str) -> Option<&str> {
    let text = text.trim();
    PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

/// Returns a title without its quotation marks: people write “ ” and " for one another.
fn without_marks(title: &str) -> String {
    title.chars().filter(|c| !is_quotation_mark(*c) && !c.is_whitespace()).collect()
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '＂' | '「' | '」' | '『' | '』')
}

impl ArgumentName {
    /// What is meant if only the quotation marks differ from the name.
    fn found_by_words(&self, view: &View) -> Option<String> {
        let Self(refers, lang, text) = self;
        let bare = without_pair(text).filter(|bare| !bare.is_empty());
        if let Some(found) = bare.and_then(|bare| Self(*refers, *lang, bare.into()).found(view)) {
            return Some(found);
        }
        let text = bare.unwrap_or(text);
        if *refers != Refers::Page || !text.contains(is_quotation_mark) {
            return None;
        }
        let words = without_marks(text);
        let is_meant = |title: &str| title.contains(is_quotation_mark) && without_marks(title) == words;
        let mut same = view.site.pages().iter().filter(|page| page.lang == *lang && is_meant(page.title()));
        let title = same.next()?.title();
        // Two pages of these words are told as any name of several pages.
        if same.next().is_some() { None } else { Self(*refers, *lang, title.into()).found(view) }
    }

    /// Whether it is about pages by what is in their fields, which an index answers.
    pub fn is_by_field(&self) -> bool {
        self.0 == Refers::Tag
    }

    fn found(&self, view: &View) -> Option<String> {
        let Self(refers, lang, text) = self;
        let site = &view.site;
        match refers {
            Refers::Unit => {
                let unit = site.organization().unit(site.organization().find(text)?)?;
                Some(unit.id.to_string())
            }
            Refers::Figure => site.statistics().find(text).map(|figure| figure.id.to_string()),
            Refers::Links => {
                let groups = view.link_groups();
                let meant = groups.iter().find(|title| title.all().any(|title| title == &**text));
                meant.map(|title| title.get(view.code(*lang)).to_owned())
            }
            Refers::Type => site.types().meant_by(text).map(|content_type| content_type.id.to_string()),
            Refers::Section => site.section_named(text).map(str::to_owned),
            Refers::Tag => {
                let tag = text.trim();
                let has_pages = |lang| !site.pages_of(lang, Axis::Tag, tag).is_empty();
                (0..site.config().languages.len()).any(has_pages).then(|| tag.to_owned())
            }
            Refers::Page => {
                let page = site.page(site.refer(*lang, text, &[])?)?;
                Some(site.own_name(page).to_owned())
            }
        }
    }

    fn several(&self, view: &View) -> Option<Problem> {
        let Self(refers, lang, text) = self;
        match refers {
            Refers::Unit => view.site.ambiguous_unit(text),
            Refers::Page => view.site.ambiguous_page(*lang, text, &[]),
            Refers::Figure | Refers::Links | Refers::Type | Refers::Section | Refers::Tag => None,
        }
    }

    fn may_come(&self, view: &View) -> bool {
        let Self(refers, lang, text) = self;
        let site = &view.site;
        match refers {
            Refers::Unit => site.is_unread("data/organization.yaml"),
            Refers::Figure => site.is_unread("data/statistics.yaml"),
            Refers::Links => site.is_unread("data/links.yaml"),
            Refers::Page => {
                site.is_elsewhere(*lang, text, &[])
                    || site.hidden(*lang, text).is_some()
                    || site.may_be_unread(text)
            }
            Refers::Section => site.may_be_unread_section(text),
            Refers::Type => false,
            Refers::Tag => !site.unread().is_empty(),
        }
    }
}

impl Question for ArgumentName {
    type Answer<'v> = NameMeaning;

    fn answer(&self, view: &View) -> NameMeaning {
        if let Some(name) = self.found(view).or_else(|| self.found_by_words(view)) {
            return NameMeaning::Name(name);
        }
        match self.several(view) {
            Some(problem) => NameMeaning::Several(Box::new(problem)),
            None if self.may_come(view) => NameMeaning::Unknown,
            None => NameMeaning::Nothing,
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        match self.answer(view) {
            NameMeaning::Name(name) => print.text(&name),
            NameMeaning::Several(problem) => print.text(&format!("{:?}", (problem.message, problem.help))),
            NameMeaning::Unknown => print.number(1),
            NameMeaning::Nothing => print.number(2),
        };
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        meant(&self.2)
    }
}
