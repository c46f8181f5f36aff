//! Defines the typed values of fields.

use std::sync::Arc;

use super::{Choice, Date};
use crate::source::yaml::Node;

/// A value that is valid for its field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Plain text.
    Text(Box<str>),
    /// Markdown, not yet rendered.
    Markdown(Box<str>),
    /// A date.
    Date(Date),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// The declared choices, and the index of the chosen one.
    Choice(Arc<[Choice]>, usize),
    /// A picture.
    Image(Box<Image>),
    /// A file.
    File(Box<File>),
    /// A person.
    Person(Box<Person>),
    /// A unit, as written: its id or name.
    Organization(Box<str>),
    /// A page, as written: its id or title.
    Reference(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A group.
    Group(Fields),
    /// Values by language code.
    Localized(Vec<(String, Value)>),
    /// Free YAML.
    Any(Box<Node>),
}

/// A picture as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// Its path or address, as written.
    pub src: String,
    /// A description for readers who cannot see it.
    pub alt: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The point that stays in sight where it is cropped, as written: [`crate::picture::Focus`].
    pub focus: Option<String>,
}

/// A file as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its path or address, as written.
    pub src: String,
    /// Its title on the page; the file name if left out.
    pub title: Option<String>,
}

/// A person as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The post.
    pub post: Option<String>,
    /// The unit.
    pub unit: Option<String>,
}

/// The fields that have a value, by key, in the order of their declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Arc<str>, Value)>);

impl Fields {
    /// Returns the value of a field, if it has one.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| &**name == key).map(|(_, value)| value)
    }

    /// Sets the value of a field.
    pub fn set(&mut self, key: Arc<str>, value: Value) {
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// Creates an empty set of fields with capacity for `count`.
    pub(super) fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Adds a field that has no value yet; that is not checked.
    pub(super) fn push(&mut self, key: Arc<str>, value: Value) {
        self.0.push((key, value));
    }

    /// Returns all fields that have a value.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Returns the text of a text field in `lang`.
    pub fn text(&self, key: &str, lang: &str) -> Option<&str> {
        self.get(key)?.localized(lang).as_text()
    }

    /// Returns the date of a date field.
    pub fn date(&self, key: &str) -> Option<Date> {
        if let Some(Value::Date(date)) = self.get(key) { Some(*date) } else { None }
    }

    /// Returns the number of an integer field.
    pub fn integer(&self, key: &str) -> Option<i64> {
        if let Some(Value::Integer(number)) = self.get(key) { Some(*number) } else { None }
    }

    /// Whether a yes-or-no field says yes.
    pub fn is(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Boolean(true))
    }

    /// Returns the items of a list field; any other field has its one value as the only item.
    pub fn items(&self, key: &str) -> &[Value] {
        self.get(key).map(Value::items).unwrap_or_default()
    }

    /// Returns the fields of a group field.
    pub fn group(&self, key: &str) -> Option<&Fields> {
        if let Some(Value::Group(fields)) = self.get(key) { Some(fields) } else { None }
    }

    /// Returns the key of the choice of a choice field.
    pub fn choice(&self, key: &str) -> Option<&str> {
        self.get(key)?.choice().map(|choice| choice.key.as_str())
    }
}

impl Value {
    /// Returns the value in `lang`: itself if it does not differ by language, otherwise the value
    /// of that language, or else the first.
    pub fn localized(&self, lang: &str) -> &Value {
        let Value::Localized(values) = self else { return self };
        let primary = lang.split('-').next().unwrap_or(lang);
        let found = values
            .iter()
            .find(|(code, _)| code == lang)
            .or_else(|| values.iter().find(|(code, _)| code == primary));
        found.or_else(|| values.first()).map_or(self, |(_, value)| value)
    }

    /// Returns the text of a text, a Markdown text, a unit, a reference or a person.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text)
            | Value::Markdown(text)
            | Value::Organization(text)
            | Value::Reference(text) => Some(text),
            Value::Person(person) => Some(&person.name),
            _ => None,
        }
    }

    /// Returns the items of a list; any other value is a list of one.
    pub fn items(&self) -> &[Value] {
        if let Value::List(items) = self { items } else { std::slice::from_ref(self) }
    }

    /// Whether the value is complete in itself and names nothing that must be looked up, unlike a
    /// file, a page or a person.
    pub fn is_plain(&self) -> bool {
        match self {
            Value::Text(_) | Value::Date(_) | Value::Integer(_) | Value::Number(_) => true,
            Value::Boolean(_) | Value::Choice(..) => true,
            Value::List(items) => items.iter().all(Value::is_plain),
            _ => false,
        }
    }

    /// Returns the choice of a choice value.
    pub fn choice(&self) -> Option<&Choice> {
        if let Value::Choice(choices, at) = self { choices.get(*at) } else { None }
    }
}
