//! `dangjian` (党建): turns Markdown articles into a "Party Building Online" portal. This page
//! describes its rooms.
//!
//! ```text
//!  files ──source──▶ documents ──schema──▶ typed pages ──site──▶ organised site
//!                                                                      │
//!  published folder ◀──output── bytes ◀────────────render──────────────┘
//!           browser ◀──preview────┘ (one route, when the browser requests it)
//! ```
//!
//! Data flows in one direction. Each room has a floor; it imports only rooms on lower floors, which
//! `tests/architecture` checks. From the ground up, each with what comes in → what goes out:
//!
//! | floor | room | in → out |
//! |---|---|---|
//! | 0 | [`text`] | strings → numerals, ASCII names, name order, escaping, file names |
//! | 1 | [`problem`] | a mistake as a value: code, place, words, fix → terminal, JSON, SARIF |
//! | 1 | `drawing` | values → charts, trees and formulas as SVG; pure |
//! | 2 | [`source`] | a site's folder → documents with spans; YAML with places |
//! | 2 | [`markdown`] | a body → HTML, headings, plain text, findings |
//! | 2 | [`attachment`] | bytes → what a file is, its pages, what its writer should know |
//! | 2 | [`sheet`] | the bytes of a table → rows of texts with places |
//! | 2 | [`picture`] | the bytes of a picture → its facts, smaller pictures, no metadata; pure |
//! | 3 | [`manuscript`] | a Word file, a page, a text → blocks, fields, findings; Markdown, Word |
//! | 3 | [`schema`] | front matter and a content type → typed fields; scaffolds, JSON Schemas |
//! | 3 | [`store`] | values → what a build stores for the next one; fingerprints |
//! | 3 | [`output`] | bytes → the published folder, complete or not at all |
//! | 4 | [`theme`] | layers of folders (site over theme over parent) → types, templates, words |
//! | 4 | [`user`] | personal settings → an editor that shows a source of the site |
//! | 5 | [`site`] | typed pages and data → sections, routes, queries; no bodies |
//! | 5 | [`asset`] | pictures, attachments, styles → files under names that follow their content |
//! | 6 | [`render`] | the site and one route → bytes, and the dependencies of the bytes; pure |
//! | 7 | [`load`] | a site's folder and settings → an opened site that renders any route |
//! | 7 | [`search`] | the words of pages → the index by which visitors find them; pure |
//! | 8 | [`mod@build`] | an opened site → the published folder, or all problems of the site |
//! | 9 | [`author`] | an outline, or problems → new sites, pages, editor files, fixes, exports |
//! | 9 | [`preview`] | a backend and a browser → pages that reload when a file has changed |
//! | 10 | [`live`] | changed files → the backend of the preview |
//! | 11 | [`cli`] | arguments → the above, and text for the terminal |
//!
//! `ARCHITECTURE.md` describes each phase, `CONTRIBUTING.md` how to add to it.
//!
//! # Rules for all rooms
//!
//! - **One declaration.** Content types are YAML in a theme (`types/`). Validation, Chinese keys,
//!   scaffolds, editor schemas, sorting and grouping follow from it; `site.yaml`, `_index.md` and
//!   `data/` are declared and read by the same mechanism. The arguments of a directive or a block
//!   are declared by its Tera component and nowhere else.
//! - **Mistakes are values.** A stage returns its problems with its result; a run shows all of
//!   them, ordered by file and line. Problems found after a text has been dropped
//!   ([`site::Unplaced`]) get their place by reading that one file again.
//! - **Bodies are not stored.** Reading extracts the metadata and a summary; rendering a route
//!   reads its body again, renders, and drops it. Memory grows with the number of pages, not with
//!   their text.
//! - **Addresses begin with `/`** in data and templates, and are made relative to the page in one
//!   last pass (`render::html`), so that all pages can share values and fragments, and the
//!   output works anywhere.
//! - **No work twice.** Rendering reads the site, the theme and the files through one door
//!   (`render::ask`), which records each question as a [`render::Dependency`]; the store keeps a
//!   fingerprint of each answer, and the next build renders the routes whose answers differ
//!   ([`render::Trace`]). A new way to look something up is a new question; nothing can be read
//!   without recording it.
//! - **No clock, no chance.** [`load::Settings::now`] is the only time that anything reads; no
//!   order comes from a hash map.
//! - **No panic** on anything that comes from a file, a name, a socket or the command line.

pub mod asset;
pub mod attachment;
pub mod author;
pub mod build;
pub mod cli;
mod drawing;
pub mod live;
pub mod load;
pub mod manuscript;
pub mod markdown;
pub mod output;
pub mod picture;
pub mod preview;
pub mod problem;
pub mod render;
pub mod schema;
pub mod search;
pub mod sheet;
pub mod site;
pub mod source;
pub mod store;
pub mod text;
pub mod theme;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod trial_workbook;
pub mod user;
