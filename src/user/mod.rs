//! **user**: reads what belongs to the person at this machine, and to no site.
//!
//! In: the person's own `settings.yaml`, and a file of a site. Out: [`UserSettings`], and an editor
//! that shows the file ([`open_source`]). A site is copied between machines and is the same for all
//! its writers; a preferred editor is not part of it, so it is stored in the person's configuration
//! folder. Nothing published depends on it.

mod browser;
mod editor;
mod settings;
mod settings_file;
mod source;

pub use browser::open_in_browser;
pub use editor::{Editor, EditorCommand};
pub use settings::{UserSettings, settings_group};
pub use settings_file::settings_file;
pub use source::open_source;
