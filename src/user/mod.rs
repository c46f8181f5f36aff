//! **user**: what belongs to the person at this machine, and to no site.
//!
//! In: the person's own `settings.yaml`, and a file of a site. Out: [`Settings`], and an editor that shows the file
//! ([`open_source`]). A site is copied from machine to machine and the same for all who write it; which editor
//! one likes is not a part of it, so it is kept in the person's configuration folder and read here. Nothing that
//! is published depends on it.

mod browser;
mod editor;
mod settings;
mod source;

pub use browser::open_in_browser;
pub use editor::{Command, Editor};
pub use settings::{Settings, settings_file, settings_group};
pub use source::open_source;
