//! The kinds of fields, one file each: how a kind is declared, read, described and scaffolded.
//!
//! A new kind is a variant of [`Kind`](super::Kind), a file here, and a line in each of the two
//! tables below.

mod any;
mod boolean;
mod choice;
mod colour;
mod date;
mod file;
mod form;
mod group;
mod image;
mod in_line;
mod integer;
mod list;
mod localized;
mod markdown;
mod number;
mod organization;
mod parts;
mod person;
mod reference;
mod text;
mod url;
mod value;

pub(super) use date::{DateKind, is_midnight, wrong_date};
pub(super) use form::FieldKind;
pub(super) use group::with_defaults;

use form::DeclaredKind;
use in_line::InLine;
use serde_json::Value as Json;

use super::declare::Declaration;
use super::json_schema::SchemaWriter;
use super::scaffold::ScaffoldValues;
use super::{Choice, Field, Kind, Reader, Value};
use crate::problem::{Problem, Words, suggest};
use crate::source::yaml::{Node, Part, Step};

/// The kinds that can be declared, in the order in which messages list them.
const DECLARED: [&DeclaredKind; 18] = [
    &text::DECLARED,
    &markdown::DECLARED,
    &date::DECLARED,
    &integer::DECLARED,
    &number::DECLARED,
    &boolean::DECLARED,
    &colour::DECLARED,
    &choice::DECLARED,
    &url::DECLARED,
    &choice::SEVERAL,
    &image::DECLARED,
    &file::DECLARED,
    &person::DECLARED,
    &organization::DECLARED,
    &reference::DECLARED,
    &list::DECLARED,
    &group::DECLARED,
    &any::DECLARED,
];

impl Kind {
    /// Calls `ask` with what the kind knows about itself.
    fn with<T>(&self, ask: impl FnOnce(&dyn FieldKind) -> T) -> T {
        match self {
            Kind::Text => ask(&text::TextKind),
            Kind::Markdown => ask(&markdown::MarkdownKind),
            Kind::Date => ask(&date::DateKind),
            Kind::Integer { minimum, maximum } => {
                ask(&integer::IntegerKind { minimum: *minimum, maximum: *maximum })
            }
            Kind::Number => ask(&number::NumberKind),
            Kind::Boolean => ask(&boolean::BooleanKind),
            Kind::Colour => ask(&colour::ColourKind),
            Kind::Choice(choices) => ask(&choice::ChoiceKind(choices)),
            Kind::Url => ask(&url::UrlKind),
            Kind::Image => ask(&image::ImageKind),
            Kind::File => ask(&file::FileKind),
            Kind::Person => ask(&person::PersonKind),
            Kind::Organization => ask(&organization::OrganizationKind),
            Kind::Reference(_) => ask(&reference::ReferenceKind),
            Kind::List(of) => ask(&list::ListKind(of)),
            Kind::Group(group) => ask(&group::GroupKind(group)),
            Kind::Localized(inner) => ask(&localized::LocalizedKind(inner)),
            Kind::Any => ask(&any::AnyKind),
        }
    }

    /// Returns the name of the kind as declarations write it.
    pub fn name(&self) -> &'static str {
        self.with(|kind| kind.name())
    }

    /// Returns the name of the kind for lists of fields: `整数`, `列表：日期`.
    pub fn label(&self) -> Words {
        self.with(|kind| kind.label())
    }

    /// Describes what the writer should write, in Chinese and in English.
    pub fn wanted(&self) -> (&'static str, &'static str) {
        self.with(|kind| kind.wanted())
    }

    /// Returns an example value, to show the form.
    pub fn example(&self) -> String {
        self.with(|kind| kind.example())
    }

    fn advice(&self, key: &str) -> Words {
        self.with(|kind| kind.advice(key))
    }

    pub(super) fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        self.with(|kind| kind.is_nothing(or_none, text))
    }

    fn is_free_text(&self) -> bool {
        self.with(|kind| kind.is_free_text())
    }

    pub(super) fn fits(&self, value: &Node) -> bool {
        *value == Node::Null || self.with(|kind| kind.fits(value))
    }

    pub(super) fn in_line(&self) -> InLine {
        self.with(|kind| kind.in_line())
    }

    pub(super) fn schema(&self, writer: &mut SchemaWriter<'_>, path: &str) -> Json {
        self.with(|kind| kind.schema(writer, path))
    }

    pub(super) fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        self.with(|kind| kind.placeholder(values))
    }

    pub(super) fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        self.with(|kind| kind.note(values, field))
    }

    /// Returns the choices of a field that takes one or several of them.
    pub fn choices(&self) -> Option<&[Choice]> {
        match self {
            Kind::Choice(choices) => Some(choices),
            Kind::List(of) => of.choices(),
            _ => None,
        }
    }

    /// Whether a value is written as a mapping: `{名称: 党建网, 网址: …}`.
    fn is_written_as_group(&self) -> bool {
        matches!(self, Kind::Group(group) if group.short.is_none())
    }
}

impl Reader<'_> {
    /// Reads one value. Returns `None` if it is wrong (and reported) or empty.
    pub fn value(&mut self, kind: &Kind, node: &Node, name: &str) -> Option<Value> {
        kind.with(|kind| self.value_of(kind, node, name))
    }
}

impl Declaration<'_> {
    /// Lists the kinds, by their Chinese and English names.
    pub(super) fn kinds() -> Words {
        let words = DECLARED.iter().filter_map(|kind| kind.words.first()).copied();
        let names = DECLARED.iter().map(|kind| kind.name);
        Words::new(words.collect::<Vec<_>>().join("、"), names.collect::<Vec<_>>().join(", "))
    }

    /// Parses the kind of a field: its `type`, and what that kind needs.
    pub(super) fn kind(&mut self, node: &Node) -> Kind {
        if self.is_too_deep() {
            return Kind::Text;
        }
        let written = node.get("type").and_then(Node::as_str).unwrap_or(text::DECLARED.name);
        let is_meant = |kind: &&&DeclaredKind| kind.name == written || kind.words.contains(&written.trim());
        if let Some(kind) = DECLARED.iter().find(is_meant) {
            return (kind.declare)(self, node);
        }
        let known = Self::kinds();
        let names = DECLARED.iter().map(|kind| kind.name);
        let words = DECLARED.iter().flat_map(|kind| kind.words).copied();
        let problem = Problem::error(
            "type/unknown-kind",
            format!("没有“{written}”这种字段类型"),
            format!("there is no kind of field `{written}`"),
        )
        .did_you_mean(
            suggest(written, names.chain(words)),
            format!("可用的种类：{}", known.zh),
            format!("kinds: {}", known.en),
        );
        self.report(&[Step::Key("type".into())], Part::Value, problem);
        Kind::Text
    }
}
