//! **user**: reads what belongs to the person at this machine, and to no site.
//!
//! In: the person's own `settings.yaml`, and a file of a site. Out: [`Settings`], and an editor
//! that shows the file ([`open_source`]). A site is copied between machines and is the same for all
//! its writers; a preferred editor is not part of it, so it is stored in the person's configuration
//! folder. Nothing published depends on it.

mod browser;
mod editor;
mod settings;
mod source;

pub use browser::open_in_browser;
pub use editor::{Command, Editor};
pub use settings::{Settings, settings_file, settings_group};
pub use source::open_source;
