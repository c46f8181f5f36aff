//! The template engine, twice where it has to be: with the words of the main language written into it, and as the theme has it.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use tera::{Tera, TeraResult};

use super::fold::folded;
use super::frame;
use super::{filter, function};
use crate::problem::Problem;
use crate::theme::{Theme, template_problem};

/// The templates of a theme, read.
pub(super) struct Engines {
    theme: Arc<Theme>,
    main: Tera,
    /// Whether words are written into it.
    is_folded: bool,
    /// For the pages of other languages, and for telling where a template is wrong: read once it is wanted. What the main one could be read
    /// from it can be read from too, since words stand only where questions may.
    plain: OnceLock<Option<Tera>>,
}

fn register(tera: &mut Tera) {
    filter::register(tera);
    function::register(tera);
}

fn plain(theme: &Theme) -> Result<Tera, Vec<Problem>> {
    theme.engine(register, |text| Cow::Borrowed(text))
}

impl Engines {
    /// Reads the templates of a theme; `language` is the code of the site's main language.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub(super) fn new(theme: Arc<Theme>, language: &str) -> Result<Self, Vec<Problem>> {
        let words = theme.words(language);
        let main = words.and_then(|words| theme.engine(register, |text| folded(text, words)).ok());
        let is_folded = main.is_some();
        // What is wrong is told of the templates as they are written.
        let main = main.map_or_else(|| plain(&theme), Ok)?;
        Ok(Self { theme, main, is_folded, plain: OnceLock::new() })
    }

    /// The one in which templates and components can be looked for.
    pub(super) fn main(&self) -> &Tera {
        &self.main
    }

    fn plain(&self) -> &Tera {
        let plain = if self.is_folded { self.plain.get_or_init(|| plain(&self.theme).ok()) } else { &None };
        plain.as_ref().unwrap_or(&self.main)
    }

    /// Renders in a language with its engine.
    ///
    /// # Errors
    /// What is wrong with a template. Its place is right in an exact rendering only.
    pub(super) fn render<T>(
        &self,
        lang: usize,
        render: impl FnOnce(&Tera) -> TeraResult<T>,
    ) -> Result<T, Box<Problem>> {
        let engine = if lang == 0 && !frame::is_exact() { &self.main } else { self.plain() };
        render(engine).map_err(|error| Box::new(template_problem(&error, &self.theme)))
    }
}
