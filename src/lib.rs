//! `dangjian` (党建): Markdown articles in, a "Party Building Online" portal out. This page is the map of the house.
//!
//! ```text
//!  files ──source──▶ documents ──schema──▶ typed pages ──site──▶ the organised site ──render──▶ bytes ──output──▶ files
//!                                                                       │
//!                                             preview renders one route when the browser asks for it
//! ```
//!
//! Data goes one way; a room never calls one that comes after it. The rooms, in the order of that way:
//!
//! | room | in → out |
//! |---|---|
//! | [`source`] | a site's folder → documents: decoded text with the spans of front matter and body; YAML with places |
//! | [`schema`] | front matter and a content type → typed fields, or issues; also scaffolds and JSON Schemas |
//! | [`theme`] | layers of folders (site over theme over parent) → content types, templates, words, files |
//! | [`site`] | typed pages and data → sections, order, addresses, taxonomies, organization, routes, answers to queries; no bodies |
//! | [`markdown`] | a body → HTML, headings, plain text, findings; what links and directives mean it asks its host |
//! | [`asset`] | pictures, attachments, styles → files under names that follow their content |
//! | [`render`] | the site and one route → bytes, and the facts that they are made from; pure |
//! | [`output`] | bytes → the published folder, whole or not at all |
//! | [`user`] | what the person at this machine has set, and a source of the site → an editor that shows it |
//! | [`preview`] | the site and a browser → live reload, from memory |
//! | [`cli`] | arguments → the above, and words for the terminal |
//!
//! Four rooms serve all others: [`problem`] (mistakes as values: code, place, words in two languages, what to do), [`text`]
//! (Chinese numerals, names in ASCII and in order, colours, QR codes), [`store`] (what a build remembers for the next one, and fingerprints), and [`portal`],
//! which leads a site through the stages and is where `build` and `preview` both begin.
//!
//! # What holds everywhere
//!
//! - **One declaration.** Content types are YAML in a theme (`types/`). Validation, Chinese keys, scaffolds, editor schemas, sorting
//!   and grouping follow from it; `site.yaml`, `_index.md` and `data/` are declared and read by the same mechanism. A
//!   directive's or a block's arguments are declared by its Tera component and nowhere else.
//! - **Mistakes are values.** A stage returns its problems beside its result; a run shows all of them, ordered by file and line. What is
//!   found after a text has been let go ([`site::Unplaced`]) is placed by reading that one file again.
//! - **Bodies are not kept.** Reading takes the metadata and a summary; rendering a route reads its body again, renders, and
//!   lets go. Memory grows with pages, not with text.
//! - **Addresses begin with `/`** in data and templates, and are made relative to the page in one last pass
//!   (`render::relative`), so that values and fragments can be shared by all pages and the output works anywhere.
//! - **No work twice.** Whatever a rendering asks of the site, the theme or a file is noted as a [`render::Fact`]; the store keeps a
//!   fingerprint of each, and the next build renders the routes whose facts differ ([`render::Trace`]). A new function for templates, or a new way to
//!   look something up while rendering, notes a fact, or pages grow stale: `tests/testsuite/incremental.rs` finds such gaps.
//! - **No clock, no chance.** [`portal::Settings::now`] is the only time that anything reads; no order comes from a hash map.
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
