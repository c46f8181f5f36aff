//! Reads the definitions of components: a theme's templates inside an article or on the home page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tera::{ComponentArgType, ComponentInfo, Tera, Value};

use crate::problem::{Words, suggest};
use crate::schema::{Choice, Kind, Translated, Types};

/// The definition of a component: the only source of its names, arguments, defaults and help.
#[derive(Debug, Clone)]
pub struct Component {
    /// The name by which articles and `site.yaml` call it.
    pub name: String,
    /// The name by which the template engine knows it.
    pub id: String,
    /// Its name in each language.
    pub label: Translated,
    /// One line of help for the writer.
    pub help: Translated,
    /// The arguments that a caller can give.
    pub arguments: Vec<Argument>,
}

/// An argument of a component.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its key.
    pub key: String,
    /// The name in each language; each may be written instead of the key.
    pub label: Translated,
    /// The kind of field that its value is read as.
    pub kind: Kind,
    /// The kind of thing in the site that its value names: a name that does not exist is then a
    /// mistake.
    pub refers: Option<Refers>,
    /// Whether it is required.
    pub required: bool,
}

/// The kind of thing in the site that an argument names: `"ref"` next to its names in the
/// component's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Refers {
    /// A page, by id or title.
    Page,
    /// A section, by its folder.
    Section,
    /// A content type.
    Type,
    /// A unit of the organization, by id or name.
    Unit,
    /// A figure of `data/statistics.yaml`.
    Figure,
    /// A group of `data/links.yaml`, by its title in any language.
    Links,
    /// A tag that pages have.
    Tag,
}

impl Argument {
    /// Returns its name in Chinese, or the key if it has none.
    pub fn name(&self) -> &str {
        let label = self.label.get("zh");
        if label.is_empty() { &self.key } else { label }
    }

    /// Returns the values that it can have; any value if empty.
    pub fn choices(&self) -> &[Choice] {
        choices_of(&self.kind)
    }

    /// Whether it takes names: without one it would mean everything.
    pub fn takes_names(&self) -> bool {
        self.refers.is_some() || !self.choices().is_empty()
    }
}

impl Component {
    /// Returns the components that the templates `names` define (those below `directives` or
    /// `blocks`), by name. The template engine knows a component as `<prefix><name>`.
    ///
    /// An argument that is `"like": "honor.level"` has the choices of that field of the content
    /// type.
    pub fn all(tera: &Tera, types: &Types, names: &[String], prefix: &str) -> BTreeMap<String, Self> {
        let found = names.iter().filter_map(|name| {
            let info = tera.get_component_definition(&format!("{prefix}{name}"))?;
            Some((name.clone(), Self::new(name, &info, types)))
        });
        found.collect()
    }

    fn new(name: &str, info: &ComponentInfo, types: &Types) -> Self {
        let metadata = info.metadata();
        let arguments =
            info.args().iter().filter(|argument| !argument.is_implicit() && argument.name() != "body").map(
                |argument| {
                    let declared = metadata.get("args").and_then(|args| args.get_from_path(argument.name()));
                    Argument {
                        key: argument.name().to_owned(),
                        label: translated(declared),
                        kind: kind(argument.arg_type(), argument.default(), declared, types),
                        refers: declared.and_then(refers),
                        required: argument.is_required(),
                    }
                },
            );
        Self {
            name: name.to_owned(),
            id: info.name().to_owned(),
            label: translated(metadata.get("name")),
            help: translated(metadata.get("help")),
            arguments: arguments.collect(),
        }
    }

    /// Returns the argument that is meant by a key as written: its key, or a name in any language.
    pub fn argument(&self, written: &str) -> Option<&Argument> {
        let means = |a: &&Argument| {
            a.key == written || a.label.all().any(|label| label.eq_ignore_ascii_case(written))
        };
        self.arguments.iter().find(means)
    }

    /// Returns the name of the argument that was probably meant by an unknown key.
    pub fn nearest_argument(&self, written: &str) -> Option<&str> {
        suggest(
            written,
            self.arguments.iter().flat_map(|a| std::iter::once(a.key.as_str()).chain(a.label.all())),
        )
    }

    /// Returns the component that is meant by a name as written.
    pub fn meant_by<'c>(components: &'c BTreeMap<String, Self>, written: &str) -> Option<&'c Self> {
        components.get(written).or_else(|| {
            components.values().find(|c| c.label.all().any(|label| label.eq_ignore_ascii_case(written)))
        })
    }

    /// Lists the names of all components, in Chinese where there are Chinese names.
    pub fn known(components: &BTreeMap<String, Self>) -> Words {
        listed(components.values().map(|component| (&component.label, component.name.as_str())))
    }

    /// Lists the names of all arguments.
    pub fn known_arguments(&self) -> Words {
        listed(self.arguments.iter().map(|argument| (&argument.label, argument.key.as_str())))
    }

    /// Returns the name of the component that was probably meant by an unknown one.
    pub fn nearest<'c>(components: &'c BTreeMap<String, Self>, written: &str) -> Option<&'c str> {
        suggest(
            written,
            components.values().flat_map(|c| std::iter::once(c.name.as_str()).chain(c.label.all())),
        )
    }
}

fn listed<'l>(names: impl Iterator<Item = (&'l Translated, &'l str)>) -> Words {
    let (zh, en): (Vec<&str>, Vec<&str>) = names
        .map(|(label, key)| (Some(label.get("zh")).filter(|zh| !zh.is_empty()).unwrap_or(key), key))
        .unzip();
    Words::new(zh.join("、"), en.join(", "))
}

/// Returns the kind of field that a value is read as: the kind that the definition names, else that
/// of its type or of its default.
fn kind(
    declared_type: Option<ComponentArgType>,
    default: Option<&Value>,
    declared: Option<&Value>,
    types: &Types,
) -> Kind {
    /// A number of pages, columns, levels.
    const COUNT: Kind = Kind::Integer { minimum: Some(0), maximum: None };
    let choices = choices(declared, types);
    let (text, any) = if choices.is_empty() {
        (Kind::Text, Kind::Any)
    } else {
        let choice = Kind::Choice(choices.into());
        (choice.clone(), choice)
    };
    match declared.and_then(|d| d.get_from_path("kind")).and_then(Value::as_str) {
        Some("url") => return Kind::Url,
        Some("image") => return Kind::Image,
        Some("file") => return Kind::File,
        _ => {}
    }
    match declared_type {
        Some(ComponentArgType::Integer) => COUNT,
        Some(ComponentArgType::Float | ComponentArgType::Number) => Kind::Number,
        Some(ComponentArgType::Bool) => Kind::Boolean,
        Some(ComponentArgType::Array) => Kind::List(Box::new(text)),
        Some(ComponentArgType::String) => text,
        Some(_) => any,
        None => match default {
            Some(value) if value.is_bool() => Kind::Boolean,
            Some(value) if value.is_i64() => COUNT,
            Some(value) if value.is_f64() => Kind::Number,
            Some(value) if value.is_array() => Kind::List(Box::new(text)),
            Some(value) if value.as_str().is_some() => text,
            _ => any,
        },
    }
}

fn refers(declared: &Value) -> Option<Refers> {
    match declared.get_from_path("ref")?.as_str()? {
        "page" => Some(Refers::Page),
        "section" => Some(Refers::Section),
        "type" => Some(Refers::Type),
        "unit" => Some(Refers::Unit),
        "figure" => Some(Refers::Figure),
        "links" => Some(Refers::Links),
        "tag" => Some(Refers::Tag),
        _ => None,
    }
}

/// Reads `"choices": {"rows": {"zh": "标题行"}, …}`, or takes those of the field that
/// `"like": "honor.level"` names.
fn choices(declared: Option<&Value>, types: &Types) -> Vec<Choice> {
    let like = declared.and_then(|declared| declared.get_from_path("like")).and_then(Value::as_str);
    if let Some((content_type, field)) = like.and_then(|like| like.split_once('.')) {
        let field = types.get(content_type).and_then(|found| found.group.field(field).cloned());
        return field.map(|field| choices_of(&field.kind).to_vec()).unwrap_or_default();
    }
    let map = declared.and_then(|declared| declared.get_from_path("choices")).and_then(Value::as_map);
    let choices = map.into_iter().flatten().filter_map(|(key, name)| {
        Some(Choice { key: key.as_str()?.to_owned(), name: translated(Some(name)), ..Choice::default() })
    });
    choices.collect()
}

fn choices_of(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Choice(choices) => choices,
        Kind::List(of) => choices_of(of),
        _ => &[],
    }
}

/// Reads `{"zh": …, "en": …}` or a string. Entries that are not languages are skipped.
fn translated(value: Option<&Value>) -> Translated {
    let Some(value) = value else { return Translated::default() };
    if let Some(text) = value.as_str() {
        return Translated::plain(text);
    }
    let words = value
        .as_map()
        .into_iter()
        .flatten()
        .filter_map(|(key, word)| Some((key.as_str()?.to_owned(), word.as_str()?.to_owned())));
    words.filter(|(key, _)| !matches!(key.as_str(), "kind" | "ref" | "choices")).collect()
}
