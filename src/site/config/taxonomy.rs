//! The taxonomies that a site declares.

use crate::schema::{Fields, Value};

/// A taxonomy that the site declares.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its name, which is also its folder in addresses.
    pub name: String,
    /// The fields that contain a page's terms.
    pub fields: Vec<String>,
    /// Whether its terms are all persons whom the site names: in whichever field, as the title of
    /// their own page, and in the organization.
    pub is_of_people: bool,
    /// Its title.
    pub title: Value,
}

/// The taxonomies of `site.yaml`; tags if it declares none, and authors and the index of names if
/// it wants them.
pub(super) fn taxonomies(fields: &Fields) -> Vec<Taxonomy> {
    let mut taxonomies: Vec<Taxonomy> = match fields.get("taxonomies") {
        Some(list) => list.items().iter().filter_map(taxonomy).collect(),
        None => vec![of_field("tags", "tags", tags_title())],
    };
    for (key, own) in [("authors", authors as fn() -> Taxonomy), ("people_index", names)] {
        if fields.is(key) && !taxonomies.iter().any(|taxonomy| taxonomy.name == own().name) {
            taxonomies.push(own());
        }
    }
    taxonomies
}

fn taxonomy(value: &Value) -> Option<Taxonomy> {
    let Value::Group(fields) = value else { return None };
    let name = fields.text("name", "")?.to_owned();
    let title = fields
        .get("title")
        .cloned()
        .unwrap_or_else(|| if name == "tags" { tags_title() } else { Value::Text(name.as_str().into()) });
    Some(of_field(&name, fields.text("field", "").unwrap_or(&name), title))
}

fn of_field(name: &str, field: &str, title: Value) -> Taxonomy {
    Taxonomy { name: name.into(), fields: vec![field.into()], is_of_people: false, title }
}

/// The taxonomy of everyone named as the author or a correspondent of a page, which leaves
/// photographers out.
fn authors() -> Taxonomy {
    Taxonomy {
        fields: vec!["author".into(), "correspondents".into()],
        ..of_field("authors", "", localized(&[("zh", "作者"), ("en", "Authors"), ("ug", "ئاپتورلار")]))
    }
}

/// The index of everyone whom the site names.
fn names() -> Taxonomy {
    let title = localized(&[("zh", "人名索引"), ("en", "Index of names"), ("ug", "ئىسىم كۆرسەتكۈچى")]);
    Taxonomy { fields: Vec::new(), is_of_people: true, ..of_field("names", "", title) }
}

fn tags_title() -> Value {
    localized(&[("zh", "标签"), ("en", "Tags")])
}

fn localized(words: &[(&str, &str)]) -> Value {
    Value::Localized(words.iter().map(|(lang, word)| ((*lang).into(), Value::Text((*word).into()))).collect())
}
