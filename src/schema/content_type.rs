//! Defines content types and the set of all types of a site.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Field, Group, Translated};
use crate::problem::{Problem, suggest};
use crate::text::NameOrder;

/// A content type: the fields of its pages and the templates that show them.
#[derive(Debug, Clone)]
pub struct ContentType {
    /// The id: the name of its file in `types/` without the extension.
    pub id: Arc<str>,
    /// The name in each language.
    pub name: Translated,
    /// Other words that are read as this type, for example a former name.
    pub aliases: Vec<String>,
    /// One line of help for the writer.
    pub help: Translated,
    /// The template of a page.
    pub template: String,
    /// The template of a section of such pages.
    pub list: String,
    /// The schema.org type of its pages for machines, for example `NewsArticle`.
    pub schema_org: Option<String>,
    /// Whether long lists are split into numbered pages. Types shown as walls or trees set this to
    /// false.
    pub paginate: bool,
    /// What readers can narrow a long list by: `year`, and the keys of fields that are choices.
    pub filters: Vec<String>,
    /// The sort keys of its lists; a later key decides between pages that are equal by the earlier
    /// ones.
    pub order: Vec<SortKey>,
    /// The keys of the fields that `dangjian new` writes into a new page, in this order.
    pub scaffold: Vec<String>,
    /// The fields: the common ones, which every page may have, and its own.
    pub group: Arc<Group>,
    /// The keys of its own fields, in the order of their declaration.
    pub own: Vec<Arc<str>>,
    /// The keys of those that a site adds to a type of its theme, whose template can't name them.
    pub added: Vec<Arc<str>>,
}

impl ContentType {
    /// Returns everything that may be written for it: its id, its names, its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(&*self.id).chain(self.name.all()).chain(aliases)
    }

    /// Returns the fields that a scaffold writes: those listed in `scaffold`, then the other
    /// required fields without a default.
    pub fn scaffold_fields(&self) -> impl Iterator<Item = &Field> {
        let required = self.group.fields().iter().filter(|f| {
            f.required && f.default.is_none() && !self.scaffold.iter().any(|key| **key == *f.key)
        });
        self.scaffold.iter().filter_map(|key| self.group.field(key)).chain(required)
    }

    /// Returns the key of the field that is written as its key or any of its names. Any other text
    /// is returned trimmed.
    pub fn key_of<'w>(&'w self, written: &'w str) -> &'w str {
        self.group.meant_by(written).map_or(written.trim(), |field| &field.key)
    }

    /// Parses a sort key whose field may be written by any of its names: `-日期`.
    pub fn sort_key(&self, written: &str) -> SortKey {
        let key = SortKey::parse(written);
        // `pinyin` may be a field too, but as a sort key it is an order of names.
        if NameOrder::named(&key.key).is_some() {
            return key;
        }
        SortKey { key: self.key_of(&key.key).to_owned(), ..key }
    }
}

/// A key by which lists are sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SortKey {
    /// The key of the field, or the name of an order of names (see [`SortKey::parse`]).
    pub key: String,
    /// Whether the greatest value comes first.
    pub descending: bool,
}

impl SortKey {
    /// Parses `date`, or `-date` for descending order. The orders of names `pinyin`, `strokes` and
    /// `strokes-name` may also be written in Chinese: `拼音`, `姓氏笔画`, `姓名笔画`.
    pub fn parse(text: &str) -> Self {
        let (key, descending) = match text.trim().strip_prefix('-') {
            Some(key) => (key, true),
            None => (text.trim(), false),
        };
        let key = match key {
            "拼音" | "姓氏拼音" => "pinyin",
            "姓氏笔画" | "姓氏笔划" => "strokes",
            "姓名笔画" | "姓名笔划" => "strokes-name",
            key => key,
        };
        Self { key: key.to_owned(), descending }
    }
}

/// Writes the key as in YAML: `date`, `-date`.
impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}

/// The declaration of the entries of a file in `data/`.
#[derive(Debug, Clone)]
pub struct DataType {
    /// The name of the file in each language.
    pub name: Translated,
    /// The fields of an entry.
    pub group: Group,
}

/// All content types of a site by id, and the declarations of its data files.
#[derive(Debug, Clone, Default)]
pub struct Types {
    types: BTreeMap<Arc<str>, Arc<ContentType>>,
    data: BTreeMap<String, Arc<DataType>>,
}

impl Types {
    /// Adds a type; it replaces one with the same id.
    pub fn insert(&mut self, content_type: ContentType) {
        self.types.insert(content_type.id.clone(), Arc::new(content_type));
    }

    /// Adds the declaration of the entries of `data/<name>.yaml`.
    pub fn insert_data(&mut self, name: &str, data: DataType) {
        self.data.insert(name.to_owned(), Arc::new(data));
    }

    /// Returns the declaration of `data/<name>.yaml`, if there is one.
    pub fn data(&self, name: &str) -> Option<&Arc<DataType>> {
        self.data.get(name)
    }

    /// Returns all declared data files with their declarations, sorted by name.
    pub fn all_data(&self) -> impl Iterator<Item = (&str, &Arc<DataType>)> {
        self.data.iter().map(|(name, data)| (name.as_str(), data))
    }

    /// Returns the type with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<ContentType>> {
        self.types.get(id)
    }

    /// Returns the type that is meant by an id, by a name in any language, or by an alias.
    pub fn meant_by(&self, written: &str) -> Option<&Arc<ContentType>> {
        let is_meant = |t: &&Arc<ContentType>| t.spellings().any(|word| word.eq_ignore_ascii_case(written));
        self.get(written).or_else(|| self.iter().find(is_meant))
    }

    /// Returns all types, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<ContentType>> {
        self.types.values()
    }

    /// Returns every id, name and alias, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().flat_map(|t| t.spellings())
    }

    /// Returns the problem of a type that is not one of these. `code` says where it was written.
    pub fn unknown(&self, code: &'static str, written: &str) -> Problem {
        let names: Vec<&str> = self.iter().map(|content_type| content_type.name.get("zh")).collect();
        let ids: Vec<&str> = self.iter().map(|content_type| &*content_type.id).collect();
        Problem::error(
            code,
            format!("没有“{written}”这种内容类型"),
            format!("there is no content type `{written}`"),
        )
        .did_you_mean(
            suggest(written, self.names()),
            format!("可用的类型：{}", names.join("、")),
            format!("types: {}", ids.join(", ")),
        )
    }
}
