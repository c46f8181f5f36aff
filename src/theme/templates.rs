//! Templates into the engine, and the engine's errors into problems.

use tera::{Error, Tera};

use super::Theme;
use super::load::TemplateSource;
use crate::problem::{Problem, SourceText};

/// The engine's name of a layer's template: the site's is `site/…`, the theme's `theme/…`, parents' `parent/…`.
fn prefix(layer: usize) -> String {
    match layer {
        0 => "site/".to_owned(),
        1 => "theme/".to_owned(),
        2 => "parent/".to_owned(),
        more => format!("parent{}/", more - 1),
    }
}

impl Theme {
    /// The engine with all templates. `register` adds the functions and filters first, since their names are
    /// checked as templates are added.
    ///
    /// # Errors
    /// Every template that cannot be read, each with its place.
    pub fn engine(&self, register: impl Fn(&mut Tera)) -> Result<Tera, Vec<Problem>> {
        let fresh = || {
            let mut tera = Tera::new();
            tera.autoescape_on(vec![".html", ".htm", ".xml", ".svg"]);
            register(&mut tera);
            tera
        };
        let mut tera = fresh();
        let prefixes: Vec<String> = (0..self.layers.len()).map(prefix).collect();
        tera.set_fallback_prefixes(prefixes).map_err(|error| vec![template_problem(&error, self)])?;
        let templates =
            self.used_templates().map(|t| (format!("{}{}", prefix(t.layer), t.name), t.text.as_str()));
        match tera.add_raw_templates(templates) {
            Ok(()) => Ok(tera),
            Err(error) => {
                // The engine stops at the first syntax error; each template alone shows the others.
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
                Err(if problems.is_empty() { vec![template_problem(&error, self)] } else { problems })
            }
        }
    }

    /// Whether a template can be asked for: it is the first of its name, or another one extends it by its layer's name.
    /// Those that are wholly stood in for would only be held against blocks that are no longer there.
    pub(super) fn is_used(&self, template: &TemplateSource) -> bool {
        let is_first = !self.templates.iter().any(|t| t.name == template.name && t.layer < template.layer);
        let name = format!("{}{}", prefix(template.layer), template.name);
        is_first || self.templates.iter().any(|t| t.text.contains(&name))
    }

    /// The templates that can be asked for.
    pub fn used_templates(&self) -> impl Iterator<Item = &TemplateSource> {
        self.templates.iter().filter(|template| self.is_used(template))
    }

    /// The names of the templates below `folder`, without ending.
    pub fn template_names(&self, folder: &str) -> Vec<String> {
        let inside = |t: &TemplateSource| {
            t.name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".html").map(str::to_owned)
        };
        let mut names: Vec<String> = self.templates.iter().filter_map(inside).collect();
        names.sort();
        names.dedup();
        names
    }

    fn template(&self, engine_name: &str) -> Option<&TemplateSource> {
        self.templates.iter().find(|t| engine_name.strip_prefix(&prefix(t.layer)) == Some(&t.name))
    }
}

/// An error of the template engine as a problem at its place in the template.
pub fn template_problem(error: &Error, theme: &Theme) -> Problem {
    use tera::ErrorKind;
    let (code, message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) => (
            "template/syntax",
            report.message().to_owned(),
            Some((report.filename().to_owned(), report.span().range.clone())),
        ),
        ErrorKind::RenderingError(report) => (
            "template/render",
            report.message().to_owned(),
            Some((report.filename().to_owned(), report.span().range.clone())),
        ),
        other => {
            let text = other.to_string();
            (
                "template/load",
                text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
                reported_place(&text, theme).or_else(|| quoted_place(&text, theme)),
            )
        }
    };
    let problem = Problem::error(
        code,
        format!("模板有错：{}", chinese(&message)),
        format!("error in a template: {message}"),
    )
    .help(
        "改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md",
        "mend the template, or pass this on to whoever made it; `themes/README.md` lists variables and functions",
    );
    match place {
        Some((name, span)) => match theme.template(&name) {
            Some(template) => problem.at(&SourceText::new(&template.shown, &template.text), span),
            None => problem.in_file(name),
        },
        None => problem,
    }
}

/// The place in a report that is text already: ` --> theme/base.html:3:14`.
fn reported_place(text: &str, theme: &Theme) -> Option<(String, std::ops::Range<usize>)> {
    let place = text.split("--> ").nth(1)?.lines().next()?.trim();
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) =
        (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let source = &theme.template(name)?.text;
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let start = start
        + source.get(start..)?.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    Some((name.to_owned(), start..start + 1))
}

/// The place of a report that only quotes: `Template 'site/x.html' is inheriting from 'y.html'`.
fn quoted_place(text: &str, theme: &Theme) -> Option<(String, std::ops::Range<usize>)> {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let (name, word) = (quoted.next()?, quoted.next()?);
    let start = theme.template(name)?.text.find(word)?;
    Some((name.to_owned(), start..start + word.len()))
}

/// The engine's commonest messages in Chinese; others stay as they are.
fn chinese(message: &str) -> String {
    const KNOWN: [(&str, &str); 13] = [
        ("in any parent template", "上级模板里没有这个区块"),
        ("Unexpected end of input", "文件在这里突然结束，少了结束标记"),
        ("is not defined", "没有这个变量"),
        ("not found in", "没有这个字段"),
        ("Unknown filter", "没有这个过滤器"),
        ("Unknown function", "没有这个函数"),
        ("Unknown test", "没有这个测试"),
        ("This filter is not registered", "没有这个过滤器"),
        ("This function is not registered", "没有这个函数"),
        ("not found", "找不到"),
        ("Found", "这里不该出现这样的写法"),
        ("Missing keyword argument", "缺少参数"),
        ("doesn't exist", "找不到上级模板"),
    ];
    match KNOWN.iter().find(|(english, _)| message.contains(english)) {
        Some((_, chinese)) => format!("{chinese}（{message}）"),
        None => message.to_owned(),
    }
}
