//! Defines declared fields, their kinds, and groups of fields.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::{Rule, Translated};
use crate::problem::Words;
use crate::source::yaml::Node;

/// An example of the end of a period that begins on the example of a date.
pub(super) const PERIOD_END: &str = "2026-11-27";

/// One declared field.
#[derive(Debug, Clone)]
pub struct Field {
    /// The English key, which templates use.
    pub key: Arc<str>,
    /// The name in each language; each may be written instead of the key in front matter.
    pub label: Translated,
    /// Further names that may be written instead of the key.
    pub aliases: Vec<String>,
    /// Words with the same meaning that are not names of the field: a writer who uses one is shown
    /// the name.
    pub like: Vec<String>,
    /// Whether 无 in a text means that it has no value. In other kinds it always does.
    pub or_none: bool,
    /// Whether the items of the list are sentences. Sentences contain commas, so a comma does not
    /// separate items.
    pub sentences: bool,
    /// The kind of its value.
    pub kind: Kind,
    /// Whether a value is required.
    pub required: bool,
    /// The value if the field is left out.
    pub default: Option<Node>,
    /// The value if the field is left out and another one is given: a notice with a period is a
    /// public notice.
    pub default_with: Vec<(String, Node)>,
    /// One line of help for the writer.
    pub help: Translated,
}

/// The kind of value that a field has.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown, rendered to HTML for templates.
    Markdown,
    /// A date with the precision that is known.
    Date,
    /// A whole number within bounds.
    Integer {
        /// The minimum, if there is one.
        minimum: Option<i64>,
        /// The maximum, if there is one.
        maximum: Option<i64>,
    },
    /// A number.
    Number,
    /// Yes or no: 是/否, `true`/`false`.
    Boolean,
    /// A colour: `"#b3131b"`.
    Colour,
    /// One of the declared choices.
    Choice(Arc<[Choice]>),
    /// An address that readers may follow: `https://…`, `mailto:…`, `/news/x.html`.
    Url,
    /// A picture next to the document, or `/path` in `static/`.
    Image,
    /// A file next to the document.
    File,
    /// A person: a name, or a name with post and unit.
    Person,
    /// A node of `data/organization.yaml`, by id or name.
    Organization,
    /// A page of one of these types (of any type if empty), by id or title.
    Reference(Vec<String>),
    /// Any number of values of one kind. A single value is a list of one; `甲、乙` is a list of
    /// two.
    List(Box<Kind>),
    /// A group of fields.
    Group(Arc<Group>),
    /// A value for each language, as a mapping by language code, or one value for all languages.
    Localized(Box<Kind>),
    /// Any YAML (configuration only).
    Any,
}

/// One declared choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The key.
    pub key: String,
    /// The name in each language; each may be written instead of the key.
    pub name: Translated,
    /// Other words that are read as this choice, for example a former name.
    pub aliases: Vec<String>,
    /// Words that are not read as this choice, because it says more than they do: a writer who uses
    /// one is shown the name. 全国 for 国家级.
    pub like: Vec<String>,
}

impl Choice {
    /// Returns everything that may be written for it: its key, its names, its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(self.key.as_str()).chain(self.name.all()).chain(aliases)
    }

    /// Whether a text is one of its spellings; ASCII case is ignored.
    pub fn is_meant_by(&self, text: &str) -> bool {
        self.spellings().any(|word| word.eq_ignore_ascii_case(text))
    }
}

impl Field {
    /// Whether a page does not validate without it.
    pub(super) fn is_wanted(&self) -> bool {
        self.required && self.default.is_none()
    }

    /// Returns every name by which it can be written: its key, labels and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.key).chain(self.label.all()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Fields that belong together, with the rules among them.
#[derive(Debug, Clone, Default)]
pub struct Group {
    fields: Vec<Field>,
    /// Maps each key, label and alias, in lower case, to the index of its field.
    names: HashMap<String, usize, FixedState>,
    /// The rules among the fields.
    pub rules: Vec<Rule>,
    /// The field that gets the value if a scalar is written instead of a mapping.
    pub short: Option<Arc<str>>,
}

impl Group {
    /// Creates a group of `fields`. Of two fields with the same key the later replaces the earlier;
    /// a label or alias in common belongs to the later.
    pub fn new(fields: Vec<Field>, rules: Vec<Rule>, short: Option<Arc<str>>) -> Self {
        let mut kept: Vec<Field> = Vec::with_capacity(fields.len());
        for field in fields {
            match kept.iter_mut().find(|known| known.key == field.key) {
                Some(known) => *known = field,
                None => kept.push(field),
            }
        }
        let mut names = HashMap::default();
        for (at, field) in kept.iter().enumerate() {
            for name in field.label.all().chain(field.aliases.iter().map(String::as_str)) {
                names.insert(name.to_lowercase(), at);
            }
        }
        // Keys are inserted last, so that another field's label never takes a key.
        for (at, field) in kept.iter().enumerate() {
            names.insert(field.key.to_lowercase(), at);
        }
        Self { fields: kept, names, rules, short }
    }

    /// Returns the fields in the order of their declaration.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns the field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.key == key)
    }

    /// Returns the field that is meant by a key as written: its key, a label in any language, or an
    /// alias.
    pub fn meant_by(&self, written: &str) -> Option<&Field> {
        let written = written.trim();
        let at = self.names.get(written).or_else(|| self.names.get(&written.to_lowercase()))?;
        self.fields.get(*at)
    }

    /// Lists the fields as a writer writes them: by name in Chinese, by key in English.
    pub fn known(&self) -> Words {
        let (names, keys): (Vec<&str>, Vec<&str>) =
            self.fields.iter().map(|field| (field.label.get("zh"), &*field.key)).unzip();
        Words::new(names.join("、"), keys.join(", "))
    }

    /// Returns the two fields of a group that is a period: one that has a date `from` and a date
    /// `to`.
    pub(super) fn period_ends(&self) -> Option<(&Field, &Field)> {
        let date = |key| self.field(key).filter(|field| matches!(field.kind, Kind::Date));
        Some((date("from")?, date("to")?))
    }

    /// Returns an example of the mapping, with names in the language: the required fields and at
    /// most three in all.
    pub(crate) fn example(&self, lang: &str) -> String {
        const SHOWN: usize = 3;
        let (required, optional): (Vec<&Field>, Vec<&Field>) =
            self.fields.iter().partition(|field| field.required);
        let most = if required.is_empty() { SHOWN } else { required.len().min(SHOWN) };
        let shown = required.into_iter().chain(optional).take(most);
        let ends = self.period_ends().map(|(_, to)| &to.key);
        let one = |field: &Field| {
            let is_end = ends == Some(&field.key);
            let value = if is_end { PERIOD_END.to_owned() } else { field.kind.example() };
            format!("{}: {value}", field.label.get(lang))
        };
        format!("{{{}}}", shown.map(one).collect::<Vec<_>>().join(", "))
    }

    /// Returns every name by which a field can be written, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(Field::names)
    }

    /// Returns the label of a field, if it leads back to it: what is written as its key.
    pub(crate) fn own_label<'f>(&self, field: &'f Field, lang: &str) -> Option<&'f str> {
        let label = field.label.get(lang);
        let is_own = !label.is_empty() && self.meant_by(label).is_some_and(|meant| meant.key == field.key);
        is_own.then_some(label)
    }
}
