//! **preview**: a local server that shows the site while it is being written.
//!
//! In: a function that organises the site, and the folders to watch. Out: pages in a browser, each
//! rendered when it is asked for ([`Portal::get`]), which load again when a file has changed.
//!
//! A worker thread organises the site, once at the start and then after every change. What it makes
//! takes the place of what was there; where it finds errors, the last good site stays and the errors
//! are laid over its pages until they are mended. The server listens on this machine alone unless it
//! is told otherwise, and answers only those who call it by its address (`guard.rs`). What the panel over a
//! page asks for beside the page itself, a [`Desk`] answers (`desk.rs`); it writes for this machine alone.

mod about;
mod address;
mod answer;
mod connections;
mod content_type;
pub mod desk;
mod follow;
mod guard;
mod lan;
mod limits;
mod overlay;
mod server;
mod stage;
#[cfg(test)]
mod tests;
mod watch;
mod worker;

pub use about::{About, Told};
pub use connections::Limits;
pub(crate) use desk::gone;
pub use desk::{Desk, Mistake};
pub use lan::lan_address;
pub use server::{Server, serve};

use crate::problem::{Language, Problem};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 1860;

/// An organised site that renders what a browser asks for. It is asked from several threads at once.
pub trait Portal: Send + Sync + 'static {
    /// The file at the site path `path` (`news/index.html`: decoded, no `/` in front, no `..`), or
    /// nothing where the site has none.
    ///
    /// # Errors
    /// The mistakes for which this file cannot be made; they are shown in its place.
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>>;

    /// Warnings and remarks about the site as a whole, for the terminal.
    fn problems(&self) -> &[Problem];

    /// What can be done for the writer beside showing pages; nothing where pages are only shown.
    fn desk(&self) -> Option<&dyn Desk> {
        None
    }

    /// The path of the site on the server where it will be: `/`, or `/site/`. The preview shows it there as well.
    fn base(&self) -> String {
        "/".to_owned()
    }

    /// Where the page is now that was at the site path `path` before the last change.
    fn moved(&self, _path: &str) -> Option<String> {
        None
    }

    /// Makes the change that a problem of a page comes with.
    ///
    /// # Errors
    /// There is no such problem any more, or the file cannot be changed.
    fn mend(&self, _mistake: &Mistake) -> Result<(), Vec<Problem>> {
        Err(vec![desk::gone()])
    }

    /// What there is to say of the page at the site path `path` to the one who writes it.
    fn about(&self, _path: &str, _language: Language) -> Option<About> {
        None
    }
}

/// What has been found when the site was looked at.
pub struct Update {
    /// The site, or its mistakes.
    pub portal: Result<Arc<dyn Portal>, Vec<Problem>>,
    /// What has changed besides pages.
    pub touched: Touched,
}

/// Files that have changed and keep their addresses: the pages that show them are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether a style sheet is among them.
    pub styles: bool,
    /// Whether a script is among them.
    pub scripts: bool,
    /// The paths of others in the published folder, such as `photos/a.jpg`.
    pub files: Vec<String>,
}

/// The content of a file of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Made just now.
    Bytes(Vec<u8>),
    /// A page as far as it could be made, and its mistakes, which lie over it.
    Faulty {
        /// The page.
        html: Vec<u8>,
        /// What is wrong with it.
        problems: Vec<Problem>,
    },
    /// As it is on the disk. It is sent piece by piece, so that a video does not fill the memory.
    File(PathBuf),
}

/// What to serve, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// This port and no other; 0 for any. Without it, [`DEFAULT_PORT`] or the next that is free.
    pub port: Option<u16>,
    /// Whether other machines of the network may look, too.
    pub lan: bool,
    /// Folders and files in which a change makes the site new.
    pub watch: Vec<PathBuf>,
    /// Folders in which nothing counts as a change, such as the output folder.
    pub ignore: Vec<PathBuf>,
    /// Whether files are looked at every second: in a network's folders the system does not tell of every change.
    pub poll: bool,
    /// Language of the messages in the browser.
    pub language: Language,
    /// What is put up with of those who look.
    pub limits: Limits,
}

/// What happens while the server runs.
#[derive(Debug)]
pub enum Event {
    /// The server listens.
    Started {
        /// Where.
        address: SocketAddr,
        /// The port that it would have taken, had it been free.
        instead_of: Option<u16>,
    },
    /// The site has been organised and is shown.
    Organised {
        /// What the writer should know all the same.
        problems: Vec<Problem>,
        /// How long it took.
        took: Duration,
    },
    /// The site has errors; what was shown before is still shown, with the errors over it.
    Failed {
        /// All of them.
        problems: Vec<Problem>,
        /// How long it took to find them.
        took: Duration,
    },
    /// Changes can't be seen, or only slowly.
    Unwatched(Box<Problem>),
}
