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
//! Data flows in one direction; a room never calls one that comes after it. The rooms, in that
//! order, each with what comes in → what goes out:
//!
//! - [`source`]: a site's folder → documents: decoded text with the spans of front matter and body;
//!   YAML with places
//! - [`schema`]: front matter and a content type → typed fields, or issues; also scaffolds and JSON
//!   Schemas
//! - [`theme`]: layers of folders (site over theme over parent) → content types, templates, words,
//!   files
//! - [`site`]: typed pages and data → sections, order, addresses, taxonomies, organization, routes,
//!   answers to queries; no bodies
//! - [`markdown`]: a body → HTML, headings, plain text, findings; its host resolves links and
//!   directives
//! - [`asset`]: pictures, attachments, styles → files under names that follow their content
//! - [`render`]: the site and one route → bytes, and the dependencies of the bytes; pure
//! - [`output`]: bytes → the published folder, complete or not at all
//! - [`user`]: the personal settings on this machine, and a source of the site → an editor that
//!   shows it
//! - [`preview`]: the site and a browser → live reload, from memory
//! - [`cli`]: arguments → the above, and text for the terminal
//!
//! Four rooms serve all others: [`problem`] (mistakes as values: code, place, message in two
//! languages, what to do), [`text`] (Chinese numerals, ASCII names, sort order, colours, QR codes),
//! [`store`] (what a build stores for the next one, and fingerprints), and [`portal`], which leads
//! a site through the stages and is where `build` and `preview` both start.
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
//!   last pass (`render::relative`), so that all pages can share values and fragments, and the
//!   output works anywhere.
//! - **No work twice.** Whatever a rendering requests from the site, the theme or a file is
//!   recorded as a [`render::Fact`]; the store contains a fingerprint of each, and the next build
//!   renders the routes whose dependencies differ ([`render::Trace`]). A new function for
//!   templates, or a new way to look something up while rendering, must record a fact, or pages
//!   become stale: `tests/testsuite/incremental.rs` finds such gaps.
//! - **No clock, no chance.** [`portal::Settings::now`] is the only time that anything reads; no
//!   order comes from a hash map.
//! - **No panic** on anything that comes from a file, a name, a socket or the command line.

pub mod asset;
pub mod cli;
pub mod markdown;
pub mod output;
pub mod portal;
pub mod preview;
pub mod problem;
pub mod render;
pub mod schema;
pub mod site;
pub mod source;
pub mod store;
pub mod text;
pub mod theme;
#[cfg(test)]
mod trial;
pub mod user;
