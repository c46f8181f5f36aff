//! The taxonomies that a site declares.

use crate::schema::{Fields, Value};

/// A taxonomy that the site declares.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its name, which is also its folder in addresses.
    pub name: String,
    /// The fields that contain a page's terms.
    pub fields: Vec<String>,
    /// Its title.
    pub title: Value,
}

/// The taxonomies of `site.yaml`; tags if it declares none, and authors if it wants them.
pub(super) fn taxonomies(fields: &Fields) -> Vec<Taxonomy> {
    let mut taxonomies: Vec<Taxonomy> = match fields.get("taxonomies") {
        Some(list) => list.items().iter().filter_map(taxonomy).collect(),
        None => vec![Taxonomy { name: "tags".into(), fields: vec!["tags".into()], title: tags_title() }],
    };
    if fields.is("authors") && !taxonomies.iter().any(|taxonomy| taxonomy.name == AUTHORS) {
        taxonomies.push(authors());
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
    Some(Taxonomy { fields: vec![fields.text("field", "").unwrap_or(&name).to_owned()], title, name })
}

/// The name of the taxonomy of authors, which leaves photographers out.
const AUTHORS: &str = "authors";

/// The taxonomy of everyone named as the author or a correspondent of a page.
fn authors() -> Taxonomy {
    let word = |lang: &str, word: &str| (lang.into(), Value::Text(word.into()));
    Taxonomy {
        name: AUTHORS.into(),
        fields: vec!["author".into(), "correspondents".into()],
        title: Value::Localized(vec![word("zh", "作者"), word("en", "Authors"), word("ug", "ئاپتورلار")]),
    }
}

fn tags_title() -> Value {
    Value::Localized(vec![
        ("zh".into(), Value::Text("标签".into())),
        ("en".into(), Value::Text("Tags".into())),
    ])
}
