//! **theme**: turns theme folders into templates, content types, interface texts and files.
//!
//! A site's own files override those of its theme, and a theme's those of its parent: this is
//! resolved here ([`Theme::load`]) and nowhere else. The functions and filters that templates call
//! are registered by render, which knows the site and the page's language; their names are checked
//! when templates are loaded.

mod component;
mod errors;
mod layer;
mod load;
mod options;
mod pictures;
pub(crate) mod scan;
mod templates;
mod words;

pub use component::{Argument, Component, Refers};
pub use errors::template_problem;
pub use layer::{Layer, embedded_example, embedded_print};
pub use load::{OPTION_STYLE, TemplateSource, Theme};
pub use options::SiteOptions;
pub use pictures::{Purpose, Purposes, tone_class};
pub use words::InterfaceWords;
