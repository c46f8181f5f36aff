//! Loads a theme with all files that override its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::layer::MOST_PUBLISHED;
use super::options::{self, DeclaredOptions, SiteOptions};
use super::pictures::{self, Purposes};
use super::{InterfaceWords, Layer};
use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Fields, Group, Types, declare_data, declare_type};
use crate::source::yaml::{self, Node};
use crate::source::{MOST_OF_OTHERS, decode, foreign_theme, told_of, too_large, undecodable};
use crate::store::Fingerprint;
use crate::text::{holds_line_break, is_line_break};

/// A theme as the site uses it: site over theme over parent theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The name in `site.yaml`.
    pub name: String,
    /// The sources of its files; the first layer that has a file is used. The first layer is the
    /// site itself.
    pub layers: Vec<Layer>,
    /// The content types.
    pub types: Types,
    /// The options that a site can set.
    pub option_group: Group,
    /// The options as set by the site, with the theme's defaults.
    pub options: Fields,
    /// The colours and numbers among the options, as a style sheet.
    option_style: String,
    /// The places that show pictures.
    pub pictures: Purposes,
    /// All templates of all layers.
    pub templates: Vec<TemplateSource>,
    /// The fingerprint of the declarations of the content types.
    pub types_print: u64,
    /// The published files: maps the name below the theme's root to the number of the layer that
    /// has it.
    pub files: BTreeMap<String, usize>,
    words: BTreeMap<String, InterfaceWords>,
}

/// The source of a template.
#[derive(Debug, Clone)]
pub struct TemplateSource {
    /// Its name below `templates/`.
    pub name: String,
    /// The number of its layer; 0 is the site.
    pub layer: usize,
    /// Its file name as problems show it.
    pub shown: String,
    /// Its text.
    pub text: String,
}

/// The theme of a site that chooses none.
const DEFAULT: &str = "classic";

/// The style sheet made from the options, used if no layer has a file with this name.
pub const OPTION_STYLE: &str = "styles/options.css";

/// Folders of a theme whose files are published.
const PUBLISHED: [&str; 3] = ["styles", "scripts", "images"];

impl Theme {
    /// Loads the theme `name` for the site in the folder `site`, with the interface texts of these
    /// languages. `common` are the fields that every page may have, `given` is what `site.yaml`
    /// sets of the theme's options. Mistakes that leave the articles readable are returned with the
    /// theme.
    ///
    /// # Errors
    /// An unknown theme; or all mistakes, if one is in its content types.
    pub fn load(
        site: &Path,
        name: &str,
        languages: &[&str],
        common: &Group,
        given: Option<SiteOptions<'_>>,
    ) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let mut problems = Vec::new();
        let (layers, declared, pictures) = layers(site, name, &mut problems)?;
        let (option_group, options, option_style) = options::read(declared, given, &mut problems);
        let mut theme = Self { option_group, options, option_style, pictures, ..Self::of(name, layers) };
        let errors = |problems: &[Problem]| problems.iter().filter(|problem| problem.is_error()).count();
        let before = errors(&problems);
        theme.load_types(common, &mut problems);
        let is_typed = errors(&problems) == before;
        theme.load_words(languages, &mut problems);
        theme.load_templates(&mut problems);
        for folder in PUBLISHED {
            for (at, layer) in theme.layers.iter().enumerate() {
                for file in layer.list(folder) {
                    if layer.length(&file) > MOST_PUBLISHED {
                        problems.push(too_large(&layer.shown(&file), MOST_PUBLISHED));
                    }
                    theme.files.entry(file).or_insert(at);
                }
            }
        }
        if is_typed { Ok((theme, problems)) } else { Err(problems) }
    }

    fn of(name: &str, layers: Vec<Layer>) -> Self {
        Self {
            name: name.to_owned(),
            option_group: Group::default(),
            options: Fields::default(),
            option_style: String::new(),
            pictures: Purposes::default(),
            types: Types::default(),
            types_print: 0,
            templates: Vec::new(),
            files: BTreeMap::new(),
            words: BTreeMap::new(),
            layers,
        }
    }

    /// Returns the built-in content types, for use without a site. `common` are the fields that
    /// every page may have.
    pub fn built_in_types(common: &Group) -> Types {
        let (mut layers, mut named) = (Vec::new(), Some(DEFAULT.to_owned()));
        while let Some(layer) = named.as_deref().and_then(Layer::built_in) {
            let text = layer.read("theme.yaml").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let text = text.unwrap_or_default();
            let node = yaml::parse(&SourceText::new("theme.yaml", &text), 0..text.len()).ok();
            named = node.and_then(|node| Some(node.get("parent")?.as_str()?.to_owned()));
            layers.push(layer);
        }
        let mut theme = Self::of(DEFAULT, layers);
        // The built-in types have no mistakes; the tests of the built-in themes check that.
        theme.load_types(common, &mut Vec::new());
        theme.types
    }

    /// Returns the interface texts in `lang`: its own, else those of its primary language, else
    /// English.
    pub fn words(&self, lang: &str) -> Option<&InterfaceWords> {
        self.words.get(candidates(lang).find(|lang| self.words.contains_key(*lang))?)
    }

    /// Returns the bytes of a published file.
    pub fn read(&self, file: &str) -> Option<Cow<'static, [u8]>> {
        match self.files.get(file) {
            Some(layer) => self.layers.get(*layer)?.read(file),
            None if file == OPTION_STYLE => Some(Cow::Owned(self.option_style.clone().into_bytes())),
            None => None,
        }
    }

    /// Returns the path of a file of the theme as messages show it.
    pub fn shown(&self, file: &str) -> String {
        let layer = self.files.get(file).and_then(|layer| self.layers.get(*layer));
        layer.map_or_else(|| file.to_owned(), |layer| layer.shown(file))
    }

    /// Returns the path of a published file below the folder of the built-in themes,
    /// `classic/styles/base.css`, if it is the file of one of them.
    pub fn built_in_path(&self, file: &str) -> Option<String> {
        match self.layers.get(*self.files.get(file)?)? {
            Layer::BuiltIn(theme) => Some(format!("{theme}/{file}")),
            Layer::Folder { .. } => None,
        }
    }

    /// Returns whether a published file is the site's own, outside of its themes.
    pub fn is_of_site(&self, file: &str) -> bool {
        let layer = self.files.get(file).and_then(|layer| self.layers.get(*layer));
        layer.is_some_and(|layer| matches!(layer, Layer::Folder { inside, .. } if inside.is_empty()))
    }

    /// Reads the files with `extension` below `folder` of one layer. Returns their names, names as
    /// shown, and texts.
    fn texts_of(
        &self,
        layer: usize,
        folder: &str,
        extension: &str,
        problems: &mut Vec<Problem>,
    ) -> Vec<(String, String, String)> {
        let Some(layer) = self.layers.get(layer) else { return Vec::new() };
        let names = layer.list(folder).into_iter().filter(|name| name.ends_with(extension));
        let read = |name: String| {
            let shown = layer.shown(&name);
            let text = read_text(layer, &name, &shown, problems)?;
            Some((name, shown, text))
        };
        names.filter_map(read).collect()
    }

    fn load_types(&mut self, common: &Group, problems: &mut Vec<Problem>) {
        let mut print = Fingerprint::new();
        let mut declared_in: Vec<(Arc<str>, usize, String)> = Vec::new();
        // From the lowest layer up: each adds to what those below it declare.
        for at in (0..self.layers.len()).rev() {
            for (name, shown, text) in self.texts_of(at, "types", ".yaml", problems) {
                print.number(at as u64).text(&name).text(&text);
                let id = name.trim_start_matches("types/").trim_end_matches(".yaml");
                let source = SourceText::new(&shown, &text);
                if let Some(name) = id.strip_prefix("data/") {
                    match declare_data(name, &source) {
                        Ok(data) => self.types.insert_data(name, data),
                        Err(found) => problems.extend(found),
                    }
                    continue;
                }
                match declare_type(id, &source, common, self.types.get(id).map(|under| &**under)) {
                    Ok(content_type) => {
                        declared_in.retain(|(id, ..)| *id != content_type.id);
                        declared_in.push((content_type.id.clone(), at, shown.clone()));
                        self.types.insert(content_type);
                    }
                    Err(found) => problems.extend(found),
                }
            }
        }
        self.types_print = print.done();
        // A site's file comes before those of its theme: the mistake is most likely there.
        declared_in.sort_by_key(|(_, layer, _)| *layer);
        for (at, (id, _, shown)) in declared_in.iter().enumerate() {
            let others = declared_in.iter().skip(at + 1).map(|(other, ..)| other);
            problems.extend(others.filter_map(|other| self.same_name(id, other)).map(|p| p.in_file(shown)));
        }
    }

    /// Reports two types with one name: what a writer means by it would be left to chance.
    fn same_name(&self, id: &str, other: &str) -> Option<Problem> {
        let (one, other) = (self.types.get(id)?, self.types.get(other)?);
        let names = || std::iter::once(&*one.id).chain(one.name.all());
        let is_other = |name: &str| {
            name.eq_ignore_ascii_case(&other.id) || other.name.all().any(|own| own.eq_ignore_ascii_case(name))
        };
        let name = names().find(|name| is_other(name))?;
        let problem = Problem::error(
            "type/repeated-name",
            format!("内容类型“{}”和“{}”都叫“{name}”", one.id, other.id),
            format!("the content types `{}` and `{}` are both called `{name}`", one.id, other.id),
        );
        Some(problem.help(
            format!("给它换个名称；要改已有的类型，文件名写成 types/{}.yaml", other.id),
            format!("give it another name; to change the other type, name the file types/{}.yaml", other.id),
        ))
    }

    /// Loads the interface texts. They differ from other files: a site's `i18n/zh.yaml` adds to the
    /// theme's, key by key.
    fn load_words(&mut self, languages: &[&str], problems: &mut Vec<Problem>) {
        let files: Vec<(&Layer, String)> = self
            .layers
            .iter()
            .flat_map(|layer| layer.list("i18n").into_iter().map(move |name| (layer, name)))
            .filter(|(_, name)| name.ends_with(".yaml"))
            .collect();
        let wanted: BTreeSet<&str> = languages
            .iter()
            .filter_map(|lang| {
                candidates(lang).find(|lang| files.iter().any(|(_, name)| of_words(name) == *lang))
            })
            .collect();
        for (layer, name) in files.iter().filter(|(_, name)| wanted.contains(of_words(name))) {
            let shown = layer.shown(name);
            let Some(text) = read_text(layer, name, &shown, problems) else { continue };
            match yaml::parse(&SourceText::new(&shown, &text), 0..text.len()) {
                Ok(Node::Mapping(entries)) => {
                    self.words.entry(of_words(name).to_owned()).or_default().add(&Node::Mapping(entries));
                }
                Ok(_) => problems.push(no_words(&shown)),
                Err(problem) => problems.push(*problem),
            }
        }
    }

    /// Loads the templates of all layers: one that is overridden can still be extended by the name
    /// of its layer.
    fn load_templates(&mut self, problems: &mut Vec<Problem>) {
        for (at, layer) in self.layers.iter().enumerate() {
            for name in layer.list("templates") {
                let shown = layer.shown(&name);
                let Some(text) = read_text(layer, &name, &shown, problems) else { continue };
                let name = name.trim_start_matches("templates/").to_owned();
                self.templates.push(TemplateSource { name, layer: at, shown, text });
            }
        }
    }
}

/// Returns the languages whose texts a language shows, best first: its own, its primary language,
/// English.
fn candidates(lang: &str) -> impl Iterator<Item = &str> {
    [lang, lang.split('-').next().unwrap_or(lang), "en"].into_iter()
}

/// Returns the language of a file with interface texts.
fn of_words(name: &str) -> &str {
    name.trim_start_matches("i18n/").trim_end_matches(".yaml")
}

fn no_words(file: &str) -> Problem {
    Problem::error(
        "theme/words",
        "界面文字要写成“名称: 文字”，一条一行",
        "words of the interface are lines of `key: words`",
    )
    .in_file(file)
    .help("照着主题的 i18n/zh.yaml 写", "see `i18n/zh.yaml` of the theme")
}

fn read_text(layer: &Layer, name: &str, shown: &str, problems: &mut Vec<Problem>) -> Option<String> {
    if layer.length(name) > MOST_OF_OTHERS {
        problems.push(too_large(shown, MOST_OF_OTHERS));
        return None;
    }
    let Some(bytes) = layer.read(name) else {
        let problem = Problem::error(
            "source/unreadable",
            "主题的这个文件读不出来",
            "this file of the theme cannot be read",
        );
        let problem = problem.in_file(shown);
        problems.push(problem.help("看看文件有没有读取权限", "see whether you may read it"));
        return None;
    };
    // Nothing is to be reported or replaced in built-in files, which a test checks.
    if let (Layer::BuiltIn(_), Ok(text)) = (layer, simdutf8::basic::from_utf8(&bytes)) {
        return Some(text.to_owned());
    }
    match decode(bytes.into_owned()) {
        Ok(decoded) => {
            problems.extend(told_of(shown, &decoded));
            // In YAML and in templates, a manual line break of a word processor is a space.
            Some(if holds_line_break(&decoded.text) {
                decoded.text.replace(is_line_break, " ")
            } else {
                decoded.text
            })
        }
        Err(reason) => {
            problems.push(undecodable(shown, reason));
            None
        }
    }
}

/// Returns the layers from the site down to the last parent, the options that each theme declares,
/// and the purposes of pictures of all.
fn layers(
    site: &Path,
    name: &str,
    warnings: &mut Vec<Problem>,
) -> Result<(Vec<Layer>, Vec<DeclaredOptions>, Purposes), Vec<Problem>> {
    let mut layers = vec![Layer::of_site(site)];
    let (mut declared, mut pictures) = (Vec::new(), Vec::new());
    let mut wanted = Some(name.to_owned());
    let mut named_in = "site.yaml".to_owned();
    while let Some(name) = wanted {
        let found = match layers.as_slice() {
            [_site] => Layer::find(site, &name).filter(Layer::can_be_chosen),
            [.., child] => child.parent(site, &name),
            [] => None,
        };
        let Some(layer) = found else {
            let foreign = foreign_theme(site, &name);
            return Err(vec![foreign.unwrap_or_else(|| unknown_theme(site, &name).in_file(named_in))]);
        };
        if layers.contains(&layer) {
            let problem = Problem::error(
                "theme/circle",
                format!("主题“{name}”的上级主题绕回了它自己"),
                format!("theme `{name}` is its own parent"),
            );
            let problem = problem.in_file(named_in);
            return Err(vec![problem.help(
                "把 theme.yaml 里的 parent 改成另一个主题，或删去这一行",
                "name another `parent` in theme.yaml, or delete the line",
            )]);
        }
        let shown = layer.shown("theme.yaml");
        let mut problems = Vec::new();
        let Some(text) = read_text(&layer, "theme.yaml", &shown, &mut problems) else { return Err(problems) };
        warnings.append(&mut problems);
        let text = SourceText::new(&shown, &text);
        let node = yaml::parse(&text, 0..text.text().len()).map_err(|problem| vec![*problem])?;
        declared.push(options::declared(&text, &node)?);
        pictures.push(pictures::declared(&text, &node)?);
        wanted = node.get("parent").and_then(Node::as_str).map(str::to_owned);
        layers.push(layer);
        named_in = shown;
    }
    let mut purposes = Purposes::default();
    pictures.into_iter().rev().for_each(|declared| purposes.add(declared));
    Ok((layers, declared, purposes))
}

fn unknown_theme(site: &Path, name: &str) -> Problem {
    let names = Layer::names(site);
    let nearest =
        suggest(name, names.iter().map(String::as_str)).map_or_else(|| names.join("、"), str::to_owned);
    Problem::error("theme/unknown", format!("没有“{name}”这个主题"), format!("there is no theme `{name}`"))
        .help(
            format!("可用的主题：{nearest}；自己的主题放在站点的 themes 文件夹里"),
            format!("themes: {nearest}; a theme of your own goes into `themes/` of the site"),
        )
}
