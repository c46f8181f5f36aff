//! Imports whole sites: of Hexo, Hugo and Jekyll, and exports of WordPress, saved
//! pages.
//!
//! A reader for each returns an [`OldSite`](model::OldSite): its pages with their front matter and
//! former addresses. What follows is the same for all: fields, text, files beside the article,
//! links, former addresses. What could not be carried over is told, and is in the report.

mod address;
mod code;
mod convert;
mod counterpart;
mod element;
mod embed;
mod field_value;
mod fields;
mod films;
mod folder;
mod front;
mod hexo;
mod html;
mod hugo;
mod jekyll;
mod known;
mod leftover;
mod links;
mod lookup;
mod markup;
mod model;
mod names;
mod note;
mod notes;
mod post;
mod report;
mod rules;
mod run;
mod saved;
mod scope;
mod tag;
mod template;
mod text;
mod wordpress;

pub use fields::MigrationOrder;
pub use model::OldKind;
pub use report::write_report;
pub use run::{MigratedPage, MigrationReport, MigrationSource, migrate};
