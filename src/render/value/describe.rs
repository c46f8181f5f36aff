//! Lists the fields of a page with the labels that its type declares: a theme that asks for them
//! shows every content type, also those that a site adds, without a template for each.

use tera::Value as Shown;

use super::object::Object;
use crate::schema::{Field, Group, Kind, Types};

/// The fields of its type for which a page has a value, in the order of their declaration. `page`
/// is a card or page as templates receive it, `lang` the code of the language of the labels.
/// With `added`, only those that the site adds to a type of its theme.
pub(in crate::render) fn fields(types: &Types, page: &Shown, lang: &str, added: bool) -> Shown {
    let content_type = page.get_from_path("type").and_then(Shown::as_str).and_then(|id| types.get(id));
    let Some(found) = content_type else { return Shown::from(Vec::<Shown>::new()) };
    let keys = if added { &found.added } else { &found.own };
    let declared = keys.iter().filter_map(|key| found.group.field(key));
    Shown::from(declared.filter_map(|field| named(field, page, lang)).collect::<Vec<_>>())
}

/// The value of a field, where there is one.
fn value<'s>(field: &'s Field, map: &'s Shown) -> Option<&'s Shown> {
    map.get_from_path(&field.key).filter(|value| !value.is_undefined() && !value.is_none())
}

/// A field with its label, where `map` has a value for it.
fn named(field: &Field, map: &Shown, lang: &str) -> Option<Shown> {
    let mut shown = described(&field.kind, value(field, map)?, lang);
    shown.set("key", &*field.key).set("label", field.label.get(lang));
    Some(shown.done())
}

/// A value with its kind, and its items or fields.
fn described(kind: &Kind, value: &Shown, lang: &str) -> Object {
    let mut shown = Object::default();
    shown.set("kind", kind.name()).set("value", value.clone());
    match kind {
        // Values are in the page's language already.
        Kind::Localized(inner) => return described(inner, value, lang),
        Kind::List(of) => {
            let items = value.as_array().unwrap_or_default();
            if let Some(group) = in_table(of) {
                table(&mut shown, group, items, lang);
            }
            let items = items.iter().map(|item| described(of, item, lang).done());
            shown.set("items", Shown::from(items.collect::<Vec<_>>()));
        }
        Kind::Group(group) => {
            let fields = group.fields().iter().filter_map(|field| named(field, value, lang));
            shown.set("fields", Shown::from(fields.collect::<Vec<_>>()));
        }
        _ => {}
    }
    shown
}

/// The group of items that fit into the rows of a table.
fn in_table(of: &Kind) -> Option<&Group> {
    let is_cell = |field: &Field| !matches!(field.kind, Kind::List(_) | Kind::Group(_) | Kind::Markdown);
    match of {
        Kind::Group(group) if group.fields().iter().all(is_cell) => Some(group),
        _ => None,
    }
}

/// Labels of the columns that are not empty, and the rows: a cell without a value has no `kind`.
fn table(shown: &mut Object, group: &Group, items: &[Shown], lang: &str) {
    let used = |field: &&Field| items.iter().any(|item| value(field, item).is_some());
    let columns: Vec<&Field> = group.fields().iter().filter(used).collect();
    let row = |item: &Shown| {
        let cell = |field: &&Field| {
            let found = value(field, item).map(|value| described(&field.kind, value, lang));
            found.unwrap_or_default().done()
        };
        Shown::from(columns.iter().map(cell).collect::<Vec<_>>())
    };
    shown.set("rows", Shown::from(items.iter().map(row).collect::<Vec<_>>()));
    let labels = columns.iter().map(|field| Shown::from(field.label.get(lang)));
    shown.set("columns", Shown::from(labels.collect::<Vec<_>>()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::problem::SourceText;
    use crate::schema::declare_type;

    fn types(text: &str) -> Types {
        let mut types = Types::default();
        types.insert(
            declare_type("shift", &SourceText::new("types/shift.yaml", text), &Group::default(), None)
                .unwrap(),
        );
        types
    }

    #[test]
    fn fields_come_with_labels_and_lists_of_groups_as_tables() {
        let types = types(
            "name: 班组\nfields:\n  motto: {label: {zh: 口号, en: Motto}}\n  empty: {label: 空}\n  results:\n    label: 成果\n    type: list\n    of: {type: group, fields: {name: {label: 名称}, value: {label: 数, type: integer}, note: {label: 注}}}\n",
        );
        let page = json!({"type": "shift", "title": "甲班", "motto": "快", "results": [{"name": "一", "value": 1}, {"name": "二"}]});
        let shown = fields(&types, &Shown::from_serializable(&page), "en", false);
        let shown = serde_json::to_value(&shown).unwrap();
        assert_eq!(shown[0], json!({"kind": "text", "value": "快", "key": "motto", "label": "Motto"}));
        assert_eq!((&shown[1]["columns"], shown.as_array().unwrap().len()), (&json!(["名称", "数"]), 2));
        assert_eq!(shown[1]["rows"][0][1], json!({"kind": "integer", "value": 1}));
        assert_eq!(shown[1]["rows"][1], json!([{"kind": "text", "value": "二"}, {}]));
        assert_eq!(
            fields(&types, &Shown::from_serializable(&json!({"type": "none"})), "zh", false).len(),
            Some(0)
        );
    }
}
