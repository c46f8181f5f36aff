//! The template engine, twice where necessary: with the words of the main language written into the
//! templates, and with the templates as the theme has them.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use tera::{Tera, TeraResult};

use crate::problem::Problem;
use crate::render::template::fold::folded;
use crate::theme::scan::TemplateScan;
use crate::theme::{Theme, template_problem};

/// The parsed templates of a theme.
pub(in crate::render) struct Engines {
    theme: Arc<Theme>,
    register: Register,
    main: Tera,
    /// Whether words are written into it.
    is_folded: bool,
    /// For the pages of other languages, and for the positions of mistakes in templates: parsed
    /// when first needed. A theme that the main engine could parse parses here too, since words
    /// replace only what could be a text.
    plain: OnceLock<Option<Tera>>,
}

/// Adds the functions and filters that templates call.
type Register = fn(&mut Tera);

fn plain(theme: &Theme, register: Register) -> Result<Tera, Vec<Problem>> {
    theme.engine(register, |_, text| Cow::Borrowed(text))
}

impl Engines {
    /// Reads the templates of a theme, which `scans` are of; `language` is the code of the site's
    /// main language.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub(in crate::render) fn new(
        theme: Arc<Theme>,
        scans: &[TemplateScan<'_>],
        language: &str,
        register: Register,
    ) -> Result<Self, Vec<Problem>> {
        let main = theme.words(language).and_then(|words| {
            let prepared = |number: usize, text| {
                scans.get(number).map_or(Cow::Borrowed(text), |template| folded(template, words))
            };
            theme.engine(register, prepared).ok()
        });
        let is_folded = main.is_some();
        // Mistakes are reported of the templates as they are written.
        let main = main.map_or_else(|| plain(&theme, register), Ok)?;
        Ok(Self { theme, register, main, is_folded, plain: OnceLock::new() })
    }

    /// The engine in which templates and components can be looked up.
    pub(in crate::render) fn main(&self) -> &Tera {
        &self.main
    }

    fn plain(&self) -> &Tera {
        let plain = if self.is_folded {
            self.plain.get_or_init(|| plain(&self.theme, self.register).ok())
        } else {
            &None
        };
        plain.as_ref().unwrap_or(&self.main)
    }

    /// Renders in a language with its engine; an exact rendering with the templates as they are
    /// written.
    ///
    /// # Errors
    /// Mistakes in a template. Their positions are correct in an exact rendering only.
    pub(in crate::render) fn render<T>(
        &self,
        lang: usize,
        is_exact: bool,
        render: impl FnOnce(&Tera) -> TeraResult<T>,
    ) -> Result<T, Box<Problem>> {
        let engine = if lang == 0 && !is_exact { &self.main } else { self.plain() };
        render(engine).map_err(|error| Box::new(template_problem(&error, &self.theme)))
    }
}
