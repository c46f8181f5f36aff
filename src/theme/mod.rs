//! **theme**: theme folders in; templates, content types, words and files of the interface out.
//!
//! A site's own files stand in for those of its theme, and a theme's for those of its parent: that is
//! settled here ([`Theme::load`]) and nowhere else. Functions and filters that templates call are registered
//! by render, which knows the site and the page's language; the names that they have here are checked when
//! templates are loaded.

mod component;
mod errors;
mod layer;
mod load;
mod options;
mod templates;
mod words;

pub use component::{Argument, ArgumentKind, Component, Refers};
pub use errors::template_problem;
pub use layer::{Layer, embedded_example, embedded_print};
pub use load::{OPTION_STYLE, Theme};
pub use options::Given;
pub use words::Words;
