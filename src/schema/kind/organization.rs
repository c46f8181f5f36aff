//! A node of `data/organization.yaml`, by id or name.

use super::form::{self, DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value, placeholder};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind {
        name: "organization", words: &["党组织", "单位"], declare: |_, _| Kind::Organization
    };

/// The kind.
pub(super) struct OrganizationKind;

impl FieldKind for OrganizationKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("党组织", "unit")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个党组织的编号或名称", "the id or name of a unit")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        reader.text(self, node, name).map(|text| Value::Organization(text.into()))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_loose_number_sign(text)
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        // The unit that the title names.
        let title = values.title.trim();
        let named = values.units.iter().find(|(id, name)| id == title || name == title);
        let to_do = || values.say(placeholder::CHINESE, placeholder::ENGLISH).to_owned();
        named.map_or_else(to_do, |(id, _)| id.clone())
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        if field.is_wanted() { units(values) } else { form::wanted_without_help(self, values, field) }
    }
}

/// Lists the units of the site.
fn units(values: &ScaffoldValues<'_>) -> String {
    /// Maximum number of units listed in a comment.
    const MOST: usize = 20;
    let shown: Vec<String> =
        values.units.iter().take(MOST).map(|(id, name)| format!("{id} {name}")).collect();
    let more = if values.units.len() > MOST { "……" } else { "" };
    shown.join(values.say("、", ", ")) + more
}
