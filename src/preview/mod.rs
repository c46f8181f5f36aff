//! **preview**: serves the site to a browser while it is being written.
//!
//! In: a function that organises the site, and the folders to watch. Out: pages in a browser, each
//! rendered on request ([`Backend::get`]) and reloaded when a file has changed.
//!
//! A worker thread organises the site at the start and after every change. A good site replaces the
//! previous one; where it has errors, the last good site stays and its pages show the errors as an
//! overlay until they are fixed. The server listens on this machine only unless told otherwise, and
//! answers only requests that name it by its own address (`guard.rs`). Everything else that the
//! panel over a page requests is answered by a [`Desk`] (`desk.rs`), which writes only for requests
//! from this machine.

mod about;
mod address;
mod answer;
mod connections;
mod content_type;
pub mod desk;
mod failure;
mod follow;
mod guard;
mod lan;
mod limits;
mod overlay;
mod respond;
mod server;
mod stage;
#[cfg(test)]
mod tests;
mod watch;
mod worker;

pub use about::{About, PageProblem};
pub use connections::Limits;
pub use desk::{Desk, Mistake};
pub use lan::lan_address;
pub use server::{Server, serve};

use crate::problem::{Fix, Language, Problem};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Port to try first.
pub const DEFAULT_PORT: u16 = 1860;

/// An organised site that renders files on request. Called from several threads at once.
pub trait Backend: Send + Sync + 'static {
    /// Returns the file at the site path `path` (for example `news/index.html`: decoded, no leading
    /// `/`, no `..`), or `None` if the site has none.
    ///
    /// # Errors
    /// The mistakes that prevent rendering this file; they are shown in its place.
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>>;

    /// Warnings and remarks about the entire site, for the terminal.
    fn problems(&self) -> &[Problem];

    /// Returns the services for the writer; `None` where pages are only shown.
    fn desk(&self) -> Option<&dyn Desk> {
        None
    }

    /// URL path at which the site will be published: `/`, or for example `/site/`. The preview
    /// serves it there too.
    fn base(&self) -> String {
        "/".to_owned()
    }

    /// Returns the URL of the page that was at the site path `path` before the last change, if it
    /// moved.
    fn moved(&self, _path: &str) -> Option<String> {
        None
    }

    /// Applies the fix that a problem of a page carries.
    ///
    /// # Errors
    /// The problem does not exist any more, or the file cannot be changed.
    fn fix(&self, _mistake: &Mistake) -> Result<(), Vec<Problem>> {
        Err(vec![Fix::outdated()])
    }

    /// Describes the page at the site path `path` for the writer's panel.
    fn about(&self, _path: &str, _language: Language) -> Option<About> {
        None
    }
}

/// Result of organising the site.
pub struct Update {
    /// The site, or its errors.
    pub portal: Result<Arc<dyn Backend>, Vec<Problem>>,
    /// Changed files other than pages.
    pub touched: TouchedFiles,
}

/// Changed files that keep their addresses, so that the pages showing them render the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TouchedFiles {
    /// Whether a style sheet has changed.
    pub styles: bool,
    /// Whether a script has changed.
    pub scripts: bool,
    /// Site paths of the other changed files, for example `photos/a.jpg`.
    pub files: Vec<String>,
}

/// Content of a file of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Rendered just now.
    Bytes(Vec<u8>),
    /// A page rendered as far as possible, and the mistakes to show over it.
    Faulty {
        /// The page.
        html: Vec<u8>,
        /// Its mistakes.
        problems: Vec<Problem>,
    },
    /// A file on the disk. It is sent piece by piece, so that a video does not fill the memory.
    File(PathBuf),
}

/// The options of a server: what it serves, and to whom.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Use this port and no other; 0 picks any free one. If `None`, try [`DEFAULT_PORT`] and the
    /// ports after it.
    pub port: Option<u16>,
    /// Whether other machines in the network may read, too.
    pub lan: bool,
    /// Folders and files whose changes cause the site to be organised again.
    pub watch: Vec<PathBuf>,
    /// Folders in which nothing counts as a change, for example the output folder.
    pub ignore: Vec<PathBuf>,
    /// Whether to check all files every second: the system does not report every change in a
    /// network folder.
    pub poll: bool,
    /// Language of the messages in the browser.
    pub language: Language,
    /// Limits on the clients.
    pub limits: Limits,
}

/// Something that happens while the server runs.
#[derive(Debug)]
pub enum Event {
    /// The server listens.
    Started {
        /// Address that it listens on.
        address: SocketAddr,
        /// Default port, if it was taken and another one is used instead.
        instead_of: Option<u16>,
    },
    /// The site has been organised and is shown.
    Organised {
        /// Its warnings and remarks.
        problems: Vec<Problem>,
        /// Time it took.
        took: Duration,
    },
    /// The site has errors; the last good site is still shown, with the errors over it.
    Failed {
        /// All its errors.
        problems: Vec<Problem>,
        /// Time it took to find them.
        took: Duration,
    },
    /// Changes cannot be watched, or only by polling.
    Unwatched(Box<Problem>),
}
