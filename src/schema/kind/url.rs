//! An address that readers may follow.

use serde_json::Value as Json;

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words, unsafe_address};
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value, nothing};
use crate::source::yaml::{Node, Part};
use crate::text::address;
use crate::text::link::{Destination, destination};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "url", words: &["网址", "链接"], declare: |_, _| Kind::Url };

/// The kind.
pub(super) struct UrlKind;

impl FieldKind for UrlKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("网址", "address")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个网址，如 https://www.example.com/", "an address such as https://www.example.com/")
    }

    fn example(&self) -> String {
        "https://www.example.com/".to_owned()
    }

    /// Reads an address. An unsafe one is reported and gives no value.
    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let text = reader.text(self, node, name)?;
        let destination = destination(&text);
        if let Destination::Refused(refusal) = destination {
            reader.report(&[], Part::Value, unsafe_address(&text, refusal));
            return None;
        }
        if destination == Destination::Inside
            && let Some(whole) = address::whole(&text)
        {
            let problem = Problem::error(
                "link/broken",
                format!("“{text}”不是完整的网址"),
                format!("`{text}` is not a complete address"),
            );
            let problem = problem.help(format!("写成“{whole}”"), format!("write `{whole}`"));
            let mut issue = reader.issue(&[], Part::Value, problem);
            issue.instead(&text, Some(&whole));
            reader.issues.push(issue);
        }
        Some(Value::Text(text.into()))
    }

    // `/` is the address of the home page.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        text.trim() != "/" && nothing::is_said(text)
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| text.contains(['.', '/', ':']))
    }

    fn in_line(&self) -> InLine {
        InLine::Addresses
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        json_schema::scalar()
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        form::wanted_without_help(self, values, field)
    }
}
