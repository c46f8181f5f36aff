//! Imports whole sites: of Hexo, Hugo and Jekyll.
//!
//! A reader for each returns an [`OldSite`](model::OldSite): its pages with their front matter and
//! former addresses. What follows is the same for all: fields, text, files beside the article,
//! links, former addresses. What could not be carried over is told, and is in the report.

mod address;
mod code;
mod convert;
mod element;
mod fields;
mod folder;
mod front;
mod hexo;
mod html;
mod hugo;
mod jekyll;
mod known;
mod links;
mod lookup;
mod model;
mod names;
mod notes;
mod report;
mod run;
mod scope;
mod tag;
mod template;
mod text;

pub use fields::MigrationOrder;
pub use model::OldKind;
pub use report::write_report;
pub use run::{MigratedPage, MigrationReport, MigrationSource, migrate};
