//! Loads templates into the engine.

use std::borrow::Cow;
use std::collections::HashSet;

use tera::Tera;

use super::errors::{load_problems, template_problem};
use super::load::TemplateSource;
use super::{Theme, scan};
use crate::problem::Problem;

/// Returns the prefix of a layer's templates in the engine: the site's are `site/…`, the theme's
/// `theme/…`, those of parents `parent/…`, `parent2/…`.
fn prefix(layer: usize) -> String {
    match layer {
        0 => "site/".to_owned(),
        1 => "theme/".to_owned(),
        2 => "parent/".to_owned(),
        more => format!("parent{}/", more - 1),
    }
}

impl Theme {
    /// Returns the engine with all used templates, each as transformed by `prepare`, which gets the
    /// number of the template among them and its text. `register` adds the functions and filters
    /// first, because their names are checked when templates are added.
    ///
    /// # Errors
    /// Every template that cannot be parsed, each with its place.
    pub fn engine<'t>(
        &'t self,
        register: impl Fn(&mut Tera),
        prepare: impl Fn(usize, &'t str) -> Cow<'t, str>,
    ) -> Result<Tera, Vec<Problem>> {
        let fresh = || {
            let mut tera = Tera::new();
            tera.autoescape_on(vec![".html", ".htm", ".xml", ".svg"]);
            register(&mut tera);
            tera
        };
        let mut tera = fresh();
        let prefixes: Vec<String> = (0..self.layers.len()).map(prefix).collect();
        tera.set_fallback_prefixes(prefixes).map_err(|error| vec![template_problem(&error, self)])?;
        let names = self.engine_names();
        let names = names.iter().enumerate();
        let templates =
            names.map(|(number, (name, template))| (name.as_str(), prepare(number, &template.text)));
        match tera.add_raw_templates(templates) {
            Ok(()) => Ok(tera),
            Err(error) => {
                // The engine stops at the first syntax error, so parse each template alone to find
                // the others.
                let alone = self.templates.iter().filter_map(|template| {
                    let error = fresh()
                        .add_raw_template(
                            &format!("{}{}", prefix(template.layer), template.name),
                            &template.text,
                        )
                        .err()?;
                    matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
                        .then(|| template_problem(&error, self))
                });
                let problems: Vec<Problem> = alone.collect();
                Err(if problems.is_empty() { load_problems(&error, self) } else { problems })
            }
        }
    }

    /// Returns the used templates with their names in the engine. A template that is only used by
    /// its plain name gets that name, so that it is found at once. The name with the layer is
    /// needed if another template uses it, and if the template defines components, because of these
    /// the engine takes those of the first layer.
    fn engine_names(&self) -> Vec<(String, &TemplateSource)> {
        let name = |(template, is_named): (&TemplateSource, bool)| match is_named
            || scan::defines_components(&template.text)
        {
            true => format!("{}{}", prefix(template.layer), template.name),
            false => template.name.clone(),
        };
        self.used().into_iter().map(|used| (name(used), used.0)).collect()
    }

    /// Returns the used templates: the first of each name, and those that another template extends
    /// by the name with the layer. The bool says whether it is one of the latter. A template that
    /// is completely replaced is left out: it would only be checked against blocks that no longer
    /// exist.
    fn used(&self) -> Vec<(&TemplateSource, bool)> {
        // Few texts contain the name of a layer.
        let saying: Vec<Vec<&str>> = (0..self.layers.len())
            .map(|layer| {
                let prefix = prefix(layer);
                let texts = self.templates.iter().map(|template| template.text.as_str());
                texts.filter(|text| text.contains(&prefix)).collect()
            })
            .collect();
        let mut met = HashSet::new();
        // The templates are in the order of their layers.
        let used = self.templates.iter().filter_map(|template| {
            let name = format!("{}{}", prefix(template.layer), template.name);
            let is_named = saying.get(template.layer).into_iter().flatten().any(|text| text.contains(&name));
            (met.insert(template.name.as_str()) || is_named).then_some((template, is_named))
        });
        used.collect()
    }

    /// Returns the used templates: those that a page or another template can use.
    pub fn used_templates(&self) -> impl Iterator<Item = &TemplateSource> {
        self.used().into_iter().map(|(template, _)| template)
    }

    /// Returns the names of the templates below `folder`, without extension, sorted.
    pub fn template_names(&self, folder: &str) -> Vec<String> {
        let inside = |t: &TemplateSource| {
            t.name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".html").map(str::to_owned)
        };
        let mut names: Vec<String> = self.templates.iter().filter_map(inside).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Returns the template that the engine knows by this name.
    pub(super) fn template(&self, engine_name: &str) -> Option<&TemplateSource> {
        let of_layer = |t: &&TemplateSource| engine_name.strip_prefix(&prefix(t.layer)) == Some(&t.name);
        let plain = || self.templates.iter().find(|t| engine_name == t.name);
        self.templates.iter().find(of_layer).or_else(plain)
    }
}
