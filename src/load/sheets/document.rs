//! Makes the text of a Markdown file of a row.

use std::collections::BTreeMap;

use super::columns::{Columns, Meaning};
use super::{fields, told};
use crate::problem::Problem;
use crate::sheet::SheetRow;
use crate::source::yaml::{Node, Part, Step};
use crate::source::{Document, OwnPart};
use crate::text::likeness;

/// The text that is made of a row, and of the file that belongs to it.
pub struct RowText {
    pub text: String,
    /// The columns of its lines after the first one.
    pub columns: Vec<usize>,
    /// The column of its body.
    pub body: Option<usize>,
    /// Where the part from the file begins.
    pub own_start: usize,
    pub problems: Vec<Problem>,
}

/// What the file next to the table says, by the keys of its fields.
type OwnFields<'o> = BTreeMap<String, (&'o str, &'o Node)>;

impl RowText {
    /// Makes the text of a row. What the file says of a field comes before what the row says.
    pub fn of(columns: &Columns<'_>, row: &SheetRow, stem: &str, own: Option<&Document>) -> Self {
        let yaml = own.and_then(|own| own.yaml().ok());
        let entries = yaml.as_ref().map(|yaml| yaml.node.entries()).unwrap_or_default();
        let own_fields: OwnFields<'_> =
            entries.iter().filter_map(|(key, value)| Some((columns.key_of(key)?, (&**key, value)))).collect();
        let has_own_body = own.is_some_and(|own| !own.body().trim().is_empty());
        let mut made = Self {
            text: "---\n".to_owned(),
            columns: Vec::new(),
            body: None,
            own_start: 0,
            problems: Vec::new(),
        };
        let mut body = String::new();
        for (at, name, meaning) in columns.all() {
            let Some(cell) = row.cells.iter().find(|cell| cell.column == at) else { continue };
            match meaning {
                Meaning::Field(field) => {
                    // The file's name says it: an id like that is the default.
                    if &*field.key == "id" && cell.text == stem {
                        continue;
                    }
                    if let Some((key, value)) = own_fields.get(&*field.key) {
                        let is_other = !is_same(value, &cell.text);
                        made.problems.extend(yaml.as_ref().filter(|_| is_other).map(|yaml| {
                            let path = [Step::Key((*key).to_owned())];
                            yaml.at(told::said_twice(key, name, &cell.text), &path, Part::Value)
                        }));
                        continue;
                    }
                    let is_key = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
                    let key = if is_key { name } else { &field.key };
                    made.text += &format!("{key}: {}\n", fields::value(&field.kind, cell));
                    made.columns.push(at);
                }
                Meaning::Body if has_own_body => {
                    let own = own.filter(|own| own.body().trim() != cell.text);
                    made.problems.extend(own.map(|own| {
                        let start = own.body.start + (own.body().len() - own.body().trim_start().len());
                        let line =
                            own.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                        told::body_twice(name).at(&own.source(), start..start + line.len())
                    }));
                }
                Meaning::Body => {
                    body = format!("\n{}\n", cell.text);
                    made.body = Some(at);
                }
                Meaning::Count | Meaning::Unknown => {}
            }
        }
        let front_matter = own.filter(|own| own.has_front_matter());
        if let (Some(own), Some(_)) = (own, front_matter) {
            made.own_start = made.text.len();
            made.text += own.text.get(own.front_matter.start..).unwrap_or_default();
        } else {
            made.text += "---\n";
            made.own_start = made.text.len();
            made.text += own.map(Document::body).unwrap_or_default();
        }
        // What is told of the file is told of this text, as everything else.
        if let Some(own) = own {
            let lines = |text: &str, end: usize| text.get(..end).map_or(0, |text| text.matches('\n').count());
            let added = lines(&made.text, made.own_start)
                .saturating_sub(lines(&own.text, own_part(own, 0).start_in_file));
            let places = made.problems.iter_mut().filter_map(|problem| problem.place.as_mut());
            places.for_each(|place| place.line += added);
        }
        made.text += &body;
        made
    }
}

/// Where the part from the file begins in the file.
pub(super) fn own_part(own: &Document, start: usize) -> OwnPart {
    let start_in_file = if own.has_front_matter() { own.front_matter.start } else { own.body.start };
    OwnPart { start, start_in_file }
}

/// Whether a value of front matter says the same as a cell.
fn is_same(value: &Node, text: &str) -> bool {
    let written = match value {
        Node::String(text) => text.clone(),
        Node::Integer(number) => number.to_string(),
        Node::Float(number) => number.to_string(),
        Node::Bool(is_so) => is_so.to_string(),
        Node::Sequence(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Node::as_str).collect();
            items.unwrap_or_default().join("、")
        }
        Node::Null | Node::Mapping(_) => return false,
    };
    likeness::is_same(&written, text)
}
