//! The theme: its words, templates, options and files.

use std::sync::Arc;

use super::{Question, Scope, View, is_exact};
use crate::problem::Words;
use crate::schema::{Fields, Value};
use crate::site::PageId;
use crate::store::Fingerprint;
use crate::theme;

/// The fields of a page that its data for machines is made from.
const METADATA: [&str; 6] = ["date", "updated", "source", "tags", "author", "cover"];

/// The fields that filters and functions read of the cards that they are given.
const READ: [(&str, &[&str]); 3] = [
    ("in_order", &["name", "pinyin"]),
    ("chart", &["value", "label", "year", "text", "unit"]),
    ("fields", &["type"]),
];

impl View {
    /// Whether a field of a page, or a variable, may be shown. What nobody shows need not be made:
    /// this changes what rendering costs, not what it publishes.
    pub fn shows(&self, name: &str) -> bool {
        self.mentioned.names(name)
            || self.listed.contains(name)
            || (self.has_metadata && METADATA.contains(&name))
            || READ.iter().any(|(by, fields)| fields.contains(&name) && self.mentioned.names(by))
            || is_exact()
    }

    /// Whether the value of a field has to be made: also one that is not shown where making it
    /// finds mistakes, such as a picture that is missing.
    pub fn shows_value(&self, name: &str, value: &Value) -> bool {
        !value.is_plain() || self.shows(name)
    }
}

/// The words of the interface in a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct InterfaceWords(pub usize);

impl Question for InterfaceWords {
    type Answer<'v> = Option<&'v theme::InterfaceWords>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.theme.words(view.code(self.0))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let words = self.answer(view);
        for key in words.iter().flat_map(|words| words.keys()) {
            print.text(key).text(words.and_then(|words| words.get(key)).unwrap_or_default());
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("界面文字（i18n）", "words of the interface (i18n)")
    }
}

/// The options of the theme as the site sets them. What is made from them has a fingerprint of its
/// own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct ThemeOptions;

impl Question for ThemeOptions {
    type Answer<'v> = &'v Fields;

    fn answer<'v>(&self, view: &'v View) -> &'v Fields {
        &view.theme.options
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(&format!("{:?}", self.answer(view)));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("主题选项", "options of the theme")
    }
}

/// The text of the templates of one name below `templates/`, of the site and of each theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct TemplateText(pub Arc<str>);

impl Question for TemplateText {
    /// Whether there is one.
    type Answer<'v> = bool;

    fn answer(&self, view: &View) -> bool {
        view.mentioned.prints.contains_key(&self.0)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.mentioned.prints.get(&self.0).copied().unwrap_or_default());
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("模板 {}", self.0), format!("template {}", self.0))
    }
}

/// The names of the templates in a folder below `templates/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct TemplateNames(pub Arc<str>);

impl Question for TemplateNames {
    type Answer<'v> = Vec<String>;

    fn answer(&self, view: &View) -> Vec<String> {
        view.theme.template_names(&self.0)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.value(&self.answer(view));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("模板文件夹 {}", self.0), format!("templates in {}", self.0))
    }
}

/// Whether an address that runs a script is written in a template:
/// `href="javascript:history.back()"`. Who writes templates can write scripts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct TrustedAddress(pub Arc<str>);

impl Question for TrustedAddress {
    type Answer<'v> = bool;

    fn answer(&self, view: &View) -> bool {
        ['"', '\''].into_iter().any(|mark| {
            let literal = format!("{mark}{}{mark}", self.0);
            view.theme.templates.iter().any(|template| template.text.contains(&literal))
        })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(u64::from(self.answer(view)));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("模板里的地址“{}”", self.0), format!("the address {} in templates", self.0))
    }
}

/// A picture, style or script of the theme, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct ThemeFile(pub Arc<str>);

impl Question for ThemeFile {
    /// Its address from the root.
    type Answer<'v> = Option<String>;

    fn answer(&self, view: &View) -> Option<String> {
        view.assets.theme_file(&self.0).map(|asset| format!("/{}", asset.path))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(&self.answer(view).unwrap_or_default());
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("主题文件 {}", self.0), format!("file of the theme, {}", self.0))
    }
}

/// Styles or scripts of the theme that are published in one file if possible, in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct ThemeBundle(pub Arc<[String]>);

impl Question for ThemeBundle {
    /// Their addresses from the root, or the name of a file that the theme has not.
    type Answer<'v> = Result<Vec<String>, String>;

    fn answer(&self, view: &View) -> Self::Answer<'_> {
        let assets = view.assets.bundle(&self.0).map_err(str::to_owned)?;
        Ok(assets.iter().map(|asset| format!("/{}", asset.path)).collect())
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let (Ok(said) | Err(said)) = self.answer(view).map(|addresses| addresses.join(" "));
        print.text(&said);
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        let names = self.0.join(", ");
        Words::new(format!("主题文件 {names}"), format!("files of the theme, {names}"))
    }
}

/// Asks which directive or block is meant by a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Component(pub Arc<str>);

/// The components that a name means.
pub(in super::super) struct Components<'v> {
    pub directive: Option<&'v theme::Component>,
    pub block: Option<&'v theme::Component>,
}

impl Question for Component {
    type Answer<'v> = Components<'v>;

    fn answer<'v>(&self, view: &'v View) -> Components<'v> {
        Components {
            directive: theme::Component::meant_by(&view.directives, &self.0),
            block: theme::Component::meant_by(&view.blocks, &self.0),
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let found = self.answer(view);
        for component in [found.directive, found.block] {
            print.text(&format!("{component:?}"));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("组件“{}”", self.0), format!("directive `{}`", self.0))
    }
}
