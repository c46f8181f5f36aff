//! **ask**: the only door from rendering to the site, the theme, its assets and the site's folder.
//!
//! In: a question. Out: its answer; and the rendering on this thread has recorded that it depends
//! on it. [`View`] keeps the site and the rest private to this folder, so that nothing outside can
//! read them without recording what it read.
//!
//! A question is one type that says everything about itself: its answer, the fingerprint of exactly
//! what the answer exposes, its [`Scope`], and its words for a reader who asks why a page was
//! rebuilt. A new one is a type in the file of its family and a line in the list below.
//!
//! A value that rendering makes from answers and shares among pages (cards, units, fragments) is a
//! [`SharedValue`] value: it is shown and recorded as one dependency, or it is [`CachedValue`] and
//! shown with all that it was made from.

mod alike;
mod ambient;
mod archive;
mod around;
mod cache;
mod data;
mod dependency;
mod exact;
mod feed;
mod file;
mod filters;
mod for_programs;
mod known_names;
mod link;
mod map;
mod names_in;
mod organization;
mod page;
mod picture;
mod problem;
mod query;
mod question;
mod recorder;
mod reference;
mod route;
mod section;
mod settings;
mod shared_value;
mod taxonomy;
mod text;
mod theme;
mod unknown_name;
mod view;
mod vocabulary;

pub(super) use alike::Alike;
pub(super) use ambient::Ambient;
pub(super) use archive::{Archive, MonthView, Year, YearPage, YearView};
pub(super) use around::{Around, RELATED};
pub(super) use cache::{CacheList, CacheMap, CachedValue, SharedList, SharedMap, made, shown};
pub(super) use data::{AllData, Data, Now};
pub use dependency::Dependency;
pub(super) use dependency::recorded;
pub(super) use exact::is_exact;
pub(super) use feed::{Entry, Feed, FeedView};
pub(super) use file::{File, FileTarget, FileUse};
pub(super) use filters::{PartPage, SectionFilters, SectionPart};
pub(super) use for_programs::{Catalogue, FormerAddresses, Listed, Sitemap, SitemapEntry, SitemapView};
pub(super) use link::{Leads, Link, LinkedPage};
pub(super) use map::{Branch, Map};
pub(super) use names_in::NamesIn;
pub(super) use organization::{
    Post, Posts, Statistics, UnitByName, UnitFigures, UnitLink, UnitName, UnitPlace, Units,
};
pub(super) use page::{Front, FrontMatter};
pub(super) use picture::{Original, Photo, PhotoView, Purposes};
pub(super) use query::{Answer, Count};
pub(super) use question::{Question, Scope};
pub(super) use reference::{ArgumentName, Means, NameMeaning, Person, Refer};
pub(super) use route::Translations;
pub(super) use section::{Counts, Section, SectionCounts, SectionFront, SectionList};
pub(super) use settings::{Blocks, Languages, WholeSite};
pub use shared_value::SharedValue;
pub(super) use taxonomy::{Term, TermList, TermView, Terms};
pub(super) use text::{Headings, ReadText, SectionText, Text};
pub(super) use theme::{
    Component, InterfaceWords, TemplateNames, TemplateText, ThemeBundle, ThemeFile, ThemeOptions,
    TrustedAddress,
};
pub(super) use unknown_name::listed;
pub(super) use view::{Sources, View};
pub(super) use vocabulary::Vocabulary;
