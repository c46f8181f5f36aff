//! A content type and the set of all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Field, Group, Translated};
use crate::text::NameOrder;

/// Which fields a page has and which templates show it.
#[derive(Debug, Clone)]
pub struct ContentType {
    /// Its id: the name of its file in `types/`.
    pub id: Arc<str>,
    /// Its name in each language.
    pub name: Translated,
    /// Other words that are read as this type, such as a name that it used to have.
    pub aliases: Vec<String>,
    /// One line for the writer.
    pub help: Translated,
    /// The template of a page.
    pub template: String,
    /// The template of a section of such pages.
    pub list: String,
    /// What its pages are to machines: a type of schema.org such as `NewsArticle`.
    pub schema_org: Option<String>,
    /// Whether long lists are split into numbered pages; walls and trees are shown whole.
    pub paginate: bool,
    /// The order in lists.
    pub order: Vec<SortKey>,
    /// What `dangjian new` writes into a new page, in this order.
    pub scaffold: Vec<String>,
    /// The fields: those that every page may carry, and its own.
    pub group: Arc<Group>,
    /// The keys of its own fields, in the order of their declaration.
    pub own: Vec<Arc<str>>,
}

impl ContentType {
    /// All that may be written for it: its id, its names, its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(&*self.id).chain(self.name.all()).chain(aliases)
    }

    /// The fields that a scaffold writes.
    pub fn scaffold_fields(&self) -> impl Iterator<Item = &Field> {
        let required = self.group.fields().iter().filter(|f| {
            f.required && f.default.is_none() && !self.scaffold.iter().any(|key| **key == *f.key)
        });
        self.scaffold.iter().filter_map(|key| self.group.field(key)).chain(required)
    }

    /// The key of a field that is written as its key or in any of its names; what is none comes back as it is.
    pub fn key_of<'w>(&'w self, written: &'w str) -> &'w str {
        self.group.meant_by(written).map_or(written.trim(), |field| &field.key)
    }

    /// A key by which lists are sorted, its field in any of its names: `-日期`.
    pub fn sort_key(&self, written: &str) -> SortKey {
        let key = SortKey::parse(written);
        // `pinyin` is a field too, but to sort by it is an order of names.
        if NameOrder::named(&key.key).is_some() {
            return key;
        }
        SortKey { key: self.key_of(&key.key).to_owned(), ..key }
    }
}

/// A key by which lists are sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SortKey {
    /// The field.
    pub key: String,
    /// From the greatest to the least.
    pub descending: bool,
}

impl SortKey {
    /// `date`, or `-date` for descending. `pinyin`, `strokes` and `strokes-name` are orders of names, which have Chinese names as well.
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

/// As it is written: `date`, `-date`.
impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}

/// What an entry of a file of `data/` holds.
#[derive(Debug, Clone)]
pub struct DataType {
    /// What the file is called in each language.
    pub name: Translated,
    /// The fields of an entry.
    pub group: Group,
}

/// All content types of a site, by id, and what its files of data hold.
#[derive(Debug, Clone, Default)]
pub struct Types {
    types: BTreeMap<Arc<str>, Arc<ContentType>>,
    data: BTreeMap<String, Arc<DataType>>,
}

impl Types {
    /// Adds a type; one of the same id is replaced.
    pub fn insert(&mut self, content_type: ContentType) {
        self.types.insert(content_type.id.clone(), Arc::new(content_type));
    }

    /// Declares what the file `data/<name>.yaml` holds.
    pub fn insert_data(&mut self, name: &str, data: DataType) {
        self.data.insert(name.to_owned(), Arc::new(data));
    }

    /// What the file `data/<name>.yaml` holds, where that is declared.
    pub fn data(&self, name: &str) -> Option<&Arc<DataType>> {
        self.data.get(name)
    }

    /// All files of data that are declared, by name.
    pub fn all_data(&self) -> impl Iterator<Item = (&str, &Arc<DataType>)> {
        self.data.iter().map(|(name, data)| (name.as_str(), data))
    }

    /// The type with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<ContentType>> {
        self.types.get(id)
    }

    /// The type that is meant by an id, by a name in any language, or by an alias.
    pub fn meant_by(&self, written: &str) -> Option<&Arc<ContentType>> {
        let is_meant = |t: &&Arc<ContentType>| t.spellings().any(|word| word.eq_ignore_ascii_case(written));
        self.get(written).or_else(|| self.iter().find(is_meant))
    }

    /// All types in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<ContentType>> {
        self.types.values()
    }

    /// Every id and name, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().flat_map(|t| t.spellings())
    }
}
