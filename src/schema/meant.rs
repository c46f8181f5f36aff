//! Finds the field that was meant by an unknown key.
//!
//! Missing required fields come first: if there is no title, 题目 and 标題 mean the title, however
//! similar they look to 题图 and 标签. Then come other spellings and synonyms of a name, then
//! similar names. Except for required fields, the kind of the field must fit the value: 发布人:
//! 张三 is not a date, so it cannot mean 发布时间.

use std::sync::Arc;

use super::{Field, Group};
use crate::problem::suggest;
use crate::source::yaml::Node;
use crate::text::likeness;

/// The fields of a group that a mapping lacks, and those that it has.
pub(super) struct AbsentFields<'g> {
    required: Vec<&'g Field>,
    optional: Vec<&'g Field>,
    given: Vec<&'g Field>,
}

/// The field that was probably meant.
pub(super) struct MeantField<'g> {
    pub field: &'g Field,
    /// The name of the field that is nearest to what is written.
    pub name: &'g str,
    /// Whether the name certainly means the same, so that a fix may replace what is written.
    pub is_certain: bool,
    /// Whether the field is required and missing.
    pub is_missing: bool,
}

impl<'g> AbsentFields<'g> {
    /// Sorts the fields of `group` by whether they are in `entries`.
    pub fn of(group: &'g Group, entries: &[(String, Node)]) -> Self {
        let given: Vec<&Arc<str>> =
            entries.iter().filter_map(|(key, _)| group.meant_by(key)).map(|field| &field.key).collect();
        let (given, absent): (Vec<_>, Vec<_>) =
            group.fields().iter().partition(|field| given.contains(&&field.key));
        let (required, optional) = absent.into_iter().partition(|field| field.is_wanted());
        Self { required, optional, given }
    }

    /// Returns the field that `written` probably means, with `value` after it.
    pub fn meant(&self, written: &str, value: &Node) -> Option<MeantField<'g>> {
        let fitting = || self.optional.iter().copied().filter(|field| field.kind.fits(value));
        let required = || self.required.iter().copied();
        let found =
            |is_certain, is_missing| move |(field, name)| MeantField { field, name, is_certain, is_missing };
        same(required(), written)
            .map(found(true, true))
            .or_else(|| synonymous(required(), written).map(found(true, true)))
            .or_else(|| within(required(), written).map(found(false, true)))
            .or_else(|| same(fitting(), written).map(found(true, false)))
            .or_else(|| synonymous(fitting(), written).map(found(false, false)))
            .or_else(|| {
                alike(required(), written)
                    .map(|(field, name)| found(is_slip(written, name), true)((field, name)))
            })
            .or_else(|| {
                alike(fitting(), written)
                    .map(|(field, name)| found(is_slip(written, name), false)((field, name)))
            })
            .or_else(|| {
                // `titel` next to `title`: a slip, but the name is already used, so there is no
                // fix.
                alike(self.given.iter().copied(), written)
                    .filter(|(_, name)| is_slip(written, name))
                    .map(found(false, false))
            })
    }
}

impl Group {
    /// Returns the name that `written` probably means, where it stands before `value` and next to
    /// the names in `given`.
    pub fn probable_name(&self, given: &[&str], written: &str, value: &str) -> Option<&str> {
        let given: Vec<(String, Node)> = given.iter().map(|name| ((*name).to_owned(), Node::Null)).collect();
        let value = Node::String(value.to_owned());
        AbsentFields::of(self, &given).meant(written, &value).map(|meant| meant.name)
    }
}

/// Returns the field that has `written`, in another spelling, as a name.
fn same<'g>(mut fields: impl Iterator<Item = &'g Field>, written: &str) -> Option<(&'g Field, &'g str)> {
    fields.find_map(|field| {
        let name = field.names().find(|name| likeness::is_same(name, written))?;
        Some((field, name))
    })
}

/// Returns the field that has `written` as a synonym, with the name to write.
fn synonymous<'g>(
    mut fields: impl Iterator<Item = &'g Field>,
    written: &str,
) -> Option<(&'g Field, &'g str)> {
    fields.find_map(|field| {
        field.like.iter().find(|word| likeness::is_same(word, written))?;
        Some((field, if written.is_ascii() { &*field.key } else { field.label.get("zh") }))
    })
}

/// Returns the field whose Chinese name is the end of `written`: 文章标题 means 标题.
fn within<'g>(mut fields: impl Iterator<Item = &'g Field>, written: &str) -> Option<(&'g Field, &'g str)> {
    let written = likeness::plain(written);
    let ends = |name: &&str| !name.is_ascii() && name.chars().count() > 1 && written.ends_with(*name);
    fields.find_map(|field| field.names().find(ends).map(|name| (field, name)))
}

/// Returns the field whose name is most similar to `written`. Chinese names are short: one other
/// character makes another word (主讲人 is not 主持人), so for them a likeness of form is not
/// enough.
fn alike<'g>(fields: impl Iterator<Item = &'g Field> + Clone, written: &str) -> Option<(&'g Field, &'g str)> {
    if !written.is_ascii() {
        let near = |field: &'g Field| field.names().find(|name| likeness::is_near(written, name));
        return fields.clone().find_map(|field| Some((field, near(field)?)));
    }
    let name = suggest(written, fields.clone().flat_map(Field::names))?;
    let field = fields.clone().find(|field| field.names().any(|known| known == name))?;
    Some((field, name))
}

/// Whether `written` is a typing error of an English key: titel, sumary. Chinese words that differ
/// in one character mean different things.
fn is_slip(written: &str, name: &str) -> bool {
    const SHORTEST: usize = 4;
    let (written, name) = (written.to_ascii_lowercase(), name.to_ascii_lowercase());
    written.is_ascii()
        && name.is_ascii()
        && name.len() >= SHORTEST
        && strsim::damerau_levenshtein(&written, &name) == 1
}
