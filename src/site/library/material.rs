//! The input of the library: what the rooms before this one have read.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::SectionSource;
use super::organization::Organization;
use super::page::PageSource;
use super::statistics::Statistics;
use super::visibility::State;
use crate::schema::{Date, Types};
use crate::site::config::{Addresses, Config};
use crate::source::yaml::Node;

/// Everything that a site is organised from.
#[derive(Debug)]
pub struct Material {
    /// `site.yaml`.
    pub config: Config,
    /// Content types.
    pub types: Types,
    /// The word of the interface for the home page, in each language.
    pub home: Vec<Option<String>>,
    /// All pages, of any state, in the order of their files.
    #[allow(clippy::vec_box, reason = "they are moved from list to list, and are many and large")]
    pub pages: Vec<Box<PageSource>>,
    /// All `_index.md`.
    pub sections: Vec<SectionSource>,
    /// `data/organization.yaml`.
    pub organization: Organization,
    /// `data/statistics.yaml`.
    pub statistics: Statistics,
    /// `addresses.yaml`.
    pub addresses: Addresses,
    /// The other files of `data/`, by name without ending.
    pub data: BTreeMap<String, Node>,
    /// The fingerprints of the files of `data/`, by name without ending.
    pub data_prints: BTreeMap<String, u64>,
    /// Pictures and attachments below `content/`.
    pub resources: BTreeSet<String>,
    /// Files below `static/`.
    pub statics: BTreeSet<String>,
    /// Files that could not be read because of mistakes: a reference to one is not a mistake as
    /// well.
    pub unread: BTreeSet<String>,
    /// Whether an article is among them whose mistakes are errors, so that nothing is published.
    pub lacks_pages: bool,
    /// The time of the build.
    pub now: Date,
    /// The states whose pages are shown besides published ones.
    pub shown: Vec<State>,
}

/// The part of the material that an edit of an article does not change.
#[derive(Debug)]
pub(in crate::site) struct Base {
    pub(in crate::site) config: Config,
    pub(in crate::site) types: Types,
    pub(in crate::site) home: Vec<Option<String>>,
    pub(in crate::site) organization: Organization,
    pub(in crate::site) statistics: Statistics,
    pub(in crate::site) addresses: Addresses,
    pub(in crate::site) data: BTreeMap<String, Node>,
    pub(in crate::site) data_prints: BTreeMap<String, u64>,
    pub(in crate::site) resources: BTreeSet<String>,
    pub(in crate::site) statics: BTreeSet<String>,
    pub(in crate::site) unread: BTreeSet<String>,
    pub(in crate::site) lacks_pages: bool,
}
