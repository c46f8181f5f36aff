//! The list of all questions, and asking them.

use serde::{Deserialize, Serialize};

use super::recorder::Recorder;
use super::{
    Alike, AllData, Answer, Archive, ArgumentName, Around, Blocks, Catalogue, Component, Count, Counts, Data,
    Feed, File, FormerAddresses, Front, Headings, InterfaceWords, Languages, Link, Map, NamesIn, Now,
    Original, Person, Photo, Posts, Purposes, Question, Refer, Scope, Section, SectionFilters, SectionList,
    SectionPart, SectionText, SharedValue, Sitemap, Statistics, TemplateNames, TemplateText, Term, TermList,
    Terms, Text, ThemeBundle, ThemeFile, ThemeOptions, Translations, TrustedAddress, UnitByName, UnitFigures,
    UnitLink, UnitPlace, Units, View, WholeSite, Year, exact,
};
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

thread_local! {
    /// Records the dependencies of the rendering on this thread. The template engine calls
    /// functions and filters without a place for it, so it is kept here for the duration of one
    /// rendering, and for that of each value that is made within it.
    static RECORDER: Recorder<Dependency> = const { Recorder::new() };
}

impl View {
    /// Answers a question and records that the rendering on this thread depends on the answer.
    pub fn ask<Q: Question>(&self, question: Q) -> Q::Answer<'_>
    where
        Dependency: From<Q>,
    {
        let answer = question.answer(self);
        RECORDER.with(|recorder| recorder.record(|| question.into()));
        answer
    }
}

/// Renders a route with `work`; returns its dependencies too, sorted, each once. An exact rendering
/// is made from the templates as they are written and from all that they could name, and nothing
/// that it makes is kept for others: mistakes in templates are reported of these.
pub(in super::super) fn recorded<T>(is_exact: bool, work: impl FnOnce() -> T) -> (T, Vec<Dependency>) {
    exact::within(is_exact, || RECORDER.with(|recorder| recorder.apart(work)))
}

/// Makes a value within a rendering: its dependencies are returned and not recorded for the
/// rendering.
pub(super) fn recorded_apart<T>(work: impl FnOnce() -> T) -> (T, Vec<Dependency>) {
    RECORDER.with(|recorder| recorder.apart(work))
}

/// Records that the rendering on this thread shows a made value.
pub(super) fn record_made(made: impl FnOnce() -> SharedValue) {
    RECORDER.with(|recorder| recorder.record(|| Dependency::Made(made())));
}

/// Records all that a value was made from.
pub(super) fn record_all(dependencies: &[Dependency]) {
    RECORDER.with(|recorder| recorder.record_all(dependencies));
}

/// Declares [`Dependency`] with a variant for each question, and hands its methods on to them.
macro_rules! questions {
    ($($name:ident: $question:ty,)*) => {
        /// A question that a rendering asked, or a made value that it showed. A later build asks
        /// again: while all dependencies of a route are the same, so are its bytes.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[allow(private_interfaces, reason = "the questions are for rendering; others only store and compare")]
        pub enum Dependency {
            /// A value that was made from answers.
            Made(SharedValue),
            $(
                #[doc = concat!("The question `", stringify!($question), "`.")]
                $name($question),
            )*
        }

        $(impl From<$question> for Dependency {
            fn from(question: $question) -> Self {
                Self::$name(question)
            }
        })*

        impl Dependency {
            pub(in super::super) fn scope(&self) -> Scope {
                match self {
                    Self::Made(made) => made.scope(),
                    $(Self::$name(question) => question.scope(),)*
                }
            }

            pub(in super::super) fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
                match self {
                    Self::Made(made) => made.words(page),
                    $(Self::$name(question) => question.words(page),)*
                }
            }

            fn page_mut(&mut self) -> Option<&mut PageId> {
                match self {
                    Self::Made(made) => made.page_mut(),
                    $(Self::$name(question) => question.page_mut(),)*
                }
            }

            /// Takes in the answer as it is now; returns the value that only its maker can take in,
            /// if it is one.
            fn print<'d>(&'d self, view: &View, print: &mut Fingerprint) -> Option<&'d SharedValue> {
                match self {
                    Self::Made(made) => return Some(made),
                    $(Self::$name(question) => question.print(view, print),)*
                }
                None
            }
        }
    };
}

questions! {
    Front: Front,
    Text: Text,
    Headings: Headings,
    Around: Around,
    Alike: Alike,
    Translations: Translations,
    SectionText: SectionText,
    Section: Section,
    Counts: Counts,
    SectionList: SectionList,
    SectionFilters: SectionFilters,
    SectionPart: SectionPart,
    Map: Map,
    Terms: Terms,
    Term: Term,
    TermList: TermList,
    Archive: Archive,
    Year: Year,
    Answer: Answer,
    Count: Count,
    Refer: Refer,
    NamesIn: NamesIn,
    Person: Person,
    Named: ArgumentName,
    Link: Link,
    UnitByName: UnitByName,
    UnitLink: UnitLink,
    UnitPlace: UnitPlace,
    Posts: Posts,
    UnitFigures: UnitFigures,
    Units: Units,
    Statistics: Statistics,
    WholeSite: WholeSite,
    Blocks: Blocks,
    Languages: Languages,
    InterfaceWords: InterfaceWords,
    ThemeOptions: ThemeOptions,
    TemplateText: TemplateText,
    TemplateNames: TemplateNames,
    TrustedAddress: TrustedAddress,
    ThemeFile: ThemeFile,
    ThemeBundle: ThemeBundle,
    Component: Component,
    File: File,
    Data: Data,
    AllData: AllData,
    Now: Now,
    Feed: Feed,
    Catalogue: Catalogue,
    FormerAddresses: FormerAddresses,
    Sitemap: Sitemap,
    Photo: Photo,
    Original: Original,
    Purposes: Purposes,
}

impl Dependency {
    /// The same dependency where pages have other numbers; nothing where its page is gone.
    pub(in super::super) fn renumbered(&self, number: impl FnOnce(PageId) -> Option<PageId>) -> Option<Self> {
        let mut dependency = self.clone();
        if let Some(id) = dependency.page_mut() {
            *id = number(*id)?;
        }
        Some(dependency)
    }

    /// Whether it is about pages by what is in their fields, which an index answers.
    pub(in super::super) fn is_by_field(&self) -> bool {
        match self {
            Self::Answer(answer) => answer.is_by_field(),
            Self::Count(count) => count.is_by_field(),
            Self::Named(named) => named.is_by_field(),
            _ => false,
        }
    }

    /// Whether it has no fingerprint and is made from other dependencies.
    pub(in super::super) fn is_made(&self) -> bool {
        self.scope() == Scope::Made
    }

    /// The fingerprint of the answer as it is now. `of_made` takes in a made value that has a
    /// fingerprint.
    pub(in super::super) fn fingerprint(
        &self,
        view: &View,
        of_made: impl FnOnce(&SharedValue, &mut Fingerprint),
    ) -> u64 {
        let mut print = Fingerprint::new();
        if let Some(made) = self.print(view, &mut print) {
            of_made(made, &mut print);
        }
        print.done()
    }
}
