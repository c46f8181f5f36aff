//! Typed values of fields.

use std::sync::Arc;

use super::{Choice, Date};
use crate::source::yaml::Node;

/// A value that has been found right for its field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
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
    /// The choice at this place of the declared ones.
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
    /// By language code.
    Localized(Vec<(String, Value)>),
    /// Free YAML.
    Any(Box<Node>),
}

/// A picture as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// Where it is, as written.
    pub src: String,
    /// What it shows, for readers who cannot see it.
    pub alt: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A file as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Where it is, as written.
    pub src: String,
    /// What it is called on the page; its file name where left out.
    pub title: Option<String>,
}

/// A person as front matter gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Post.
    pub post: Option<String>,
    /// Unit.
    pub unit: Option<String>,
}

/// Fields that have a value, by key, in the order of their declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Arc<str>, Value)>);

impl Fields {
    /// The value of a field, where it has one.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| &**name == key).map(|(_, value)| value)
    }

    /// Gives a field a value.
    pub fn set(&mut self, key: Arc<str>, value: Value) {
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// No fields, with room for some.
    pub(super) fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Adds a field that has no value yet.
    pub(super) fn push(&mut self, key: Arc<str>, value: Value) {
        self.0.push((key, value));
    }

    /// All fields that have a value.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The words of a text field in `lang`.
    pub fn text(&self, key: &str, lang: &str) -> Option<&str> {
        self.get(key)?.localized(lang).as_text()
    }

    /// The date of a date field.
    pub fn date(&self, key: &str) -> Option<Date> {
        if let Some(Value::Date(date)) = self.get(key) { Some(*date) } else { None }
    }

    /// The number of an integer field.
    pub fn integer(&self, key: &str) -> Option<i64> {
        if let Some(Value::Integer(number)) = self.get(key) { Some(*number) } else { None }
    }

    /// Whether a yes-or-no field says yes.
    pub fn is(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Boolean(true))
    }

    /// The items of a list field; the one value of another.
    pub fn items(&self, key: &str) -> &[Value] {
        self.get(key).map(Value::items).unwrap_or_default()
    }

    /// The fields of a group field.
    pub fn group(&self, key: &str) -> Option<&Fields> {
        if let Some(Value::Group(fields)) = self.get(key) { Some(fields) } else { None }
    }

    /// The key of the choice of a choice field.
    pub fn choice(&self, key: &str) -> Option<&str> {
        self.get(key)?.choice().map(|choice| choice.key.as_str())
    }
}

impl Value {
    /// The value in `lang`: itself unless it differs by language, then that language's or the first.
    pub fn localized(&self, lang: &str) -> &Value {
        let Value::Localized(values) = self else { return self };
        let primary = lang.split('-').next().unwrap_or(lang);
        let found = values
            .iter()
            .find(|(code, _)| code == lang)
            .or_else(|| values.iter().find(|(code, _)| code == primary));
        found.or_else(|| values.first()).map_or(self, |(_, value)| value)
    }

    /// The words of a text, a Markdown text, a unit, a reference or a person.
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

    /// The items of a list; any other value is a list of one.
    pub fn items(&self) -> &[Value] {
        if let Value::List(items) = self { items } else { std::slice::from_ref(self) }
    }

    /// Whether it says all of itself, and names nothing that has to be looked for: a file, a page, a person.
    pub fn is_plain(&self) -> bool {
        match self {
            Value::Text(_) | Value::Date(_) | Value::Integer(_) | Value::Number(_) => true,
            Value::Boolean(_) | Value::Choice(..) => true,
            Value::List(items) => items.iter().all(Value::is_plain),
            _ => false,
        }
    }

    /// The choice of a choice.
    pub fn choice(&self) -> Option<&Choice> {
        if let Value::Choice(choices, at) = self { choices.get(*at) } else { None }
    }
}
