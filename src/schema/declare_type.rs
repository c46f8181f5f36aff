//! Parses the declaration of a content type.

use std::collections::HashSet;
use std::sync::Arc;

use super::declare::{Declaration, is_called, strings};
use super::declared_words as words;
use super::{ContentType, Field, Group, Kind, SortKey, Translated};
use crate::problem::{Problem, SourceText};
use crate::source::yaml::{Node, Part, Step};
use crate::text::NameOrder;

const TYPE_KEYS: [&str; 13] = [
    "name",
    "alias",
    "help",
    "template",
    "list",
    "schema_org",
    "paginate",
    "filters",
    "order",
    "require",
    "scaffold",
    "fields",
    "rules",
];

/// Parses `types/<id>.yaml`. The fields of the type are `common` and its own. Where a theme has the
/// type already (`under`), the file adds fields to it and replaces what it names; whatever it
/// leaves out stays: `字段: {主讲人: {种类: 人物}}` alone adds one field to the news.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_type<'t>(
    id: &str,
    text: &'t SourceText<'t>,
    common: &'t Group,
    under: Option<&'t ContentType>,
) -> Result<ContentType, Vec<Problem>> {
    let before = under.map_or(common, |under| &under.group);
    let known = |written: &str| before.meant_by(written).map(|field| field.key.to_string());
    let (mut declaration, node) = Declaration::of(text, &known)?;
    declaration.common = Some(before);
    declaration.known_keys(&node, &TYPE_KEYS, &words::TYPE);
    let own = declaration.group(&node);
    for (key, _) in node.get("fields").map(Node::entries).unwrap_or_default() {
        if let Some(field) = own.field(key) {
            declaration.keeps_common(field, common);
        }
    }
    let mut own_keys = under.map(|under| under.own.clone()).unwrap_or_default();
    let further = own.fields().iter().map(|field| &field.key);
    let further: Vec<Arc<str>> = further.filter(|key| !own_keys.contains(key)).cloned().collect();
    own_keys.extend(further.iter().cloned());
    let added = under.map(|under| {
        let known = |key: &Arc<str>| common.field(key).is_some();
        under.added.iter().chain(further.iter().filter(|key| !known(key))).cloned().collect()
    });
    let mut fields: Vec<Field> = before.fields().to_vec();
    fields.extend(own.fields().iter().map(|field| with_names_of(field, common)));
    declaration.require(&node, &mut fields);
    let scaffold = declaration.scaffold(&node, &fields);
    let order = declaration.order(&node, &fields);
    let filters = declaration.filters(&node, &fields);
    let rules = under.map_or(&common.rules, |under| &under.group.rules).clone();
    let rules = rules.into_iter().chain(own.rules.iter().cloned()).collect();
    let mut aliases = under.map(|under| under.aliases.clone()).unwrap_or_default();
    aliases.extend(strings(&node, "alias"));
    let mut content_type = ContentType {
        id: id.into(),
        name: (declaration.words(&node, "name"))
            .or_else(|| Some(under?.name.clone()))
            .unwrap_or_else(|| Translated::plain(id)),
        aliases,
        help: (declaration.words(&node, "help")).or_else(|| Some(under?.help.clone())).unwrap_or_default(),
        template: (declaration.string(&node, "template"))
            .or_else(|| Some(under?.template.clone()))
            .unwrap_or_else(|| "page/page.html".into()),
        list: (declaration.string(&node, "list"))
            .or_else(|| Some(under?.list.clone()))
            .unwrap_or_else(|| "list/text.html".into()),
        order: under.map_or_else(|| vec![SortKey::parse("-date")], |under| under.order.clone()),
        scaffold: match under {
            Some(under) if scaffold.is_empty() => under.scaffold.clone(),
            _ => scaffold,
        },
        schema_org: (declaration.string(&node, "schema_org")).or_else(|| under?.schema_org.clone()),
        // A template of the site's own may have no place for the links.
        filters: (filters.or_else(|| Some(under.filter(|_| node.get("list").is_none())?.filters.clone())))
            .unwrap_or_default(),
        paginate: declaration.flag(&node, "paginate", under.is_none_or(|under| under.paginate)),
        group: Arc::new(Group::new(fields, rules, None)),
        own: own_keys,
        added: added.unwrap_or_default(),
    };
    if !order.is_empty() {
        content_type.order = order.iter().map(|key| content_type.sort_key(key)).collect();
    }
    declaration.finish(content_type)
}

impl Declaration<'_> {
    /// Makes the fields required that `require` names.
    fn require(&mut self, node: &Node, fields: &mut [Field]) {
        for (at, key) in strings(node, "require").into_iter().enumerate() {
            // A field of the type replaces the common one with the same key and comes after it:
            // search backwards.
            match fields.iter_mut().rfind(|field| is_called(field, &key)) {
                Some(field) => field.required = true,
                None => self.unknown_field(&[Step::Key("require".into()), Step::Index(at)], &key, fields),
            }
        }
    }

    /// Returns the keys of the fields that `scaffold` names.
    fn scaffold(&mut self, node: &Node, fields: &[Field]) -> Vec<String> {
        let mut scaffold = strings(node, "scaffold");
        for (at, key) in scaffold.iter_mut().enumerate() {
            match fields.iter().find(|field| is_called(field, key)) {
                Some(field) => *key = field.key.to_string(),
                None => self.unknown_field(&[Step::Key("scaffold".into()), Step::Index(at)], key, fields),
            }
        }
        scaffold
    }

    /// Returns `order` as it is written, with each name checked.
    fn order(&mut self, node: &Node, fields: &[Field]) -> Vec<String> {
        let order = strings(node, "order");
        for (at, key) in order.iter().enumerate() {
            let key = SortKey::parse(key).key;
            let is_field = fields.iter().any(|field| is_called(field, &key));
            if NameOrder::named(&key).is_none() && !is_field {
                self.unknown_field(&[Step::Key("order".into()), Step::Index(at)], &key, fields);
            }
        }
        order
    }

    /// Returns what `filters` names: `year`, or the keys of fields that are choices. `None` if the
    /// declaration has none; `filters: []` takes those of the theme away.
    fn filters(&mut self, node: &Node, fields: &[Field]) -> Option<Vec<String>> {
        node.get("filters")?;
        let mut filters = strings(node, "filters");
        for (at, key) in filters.iter_mut().enumerate() {
            let steps = [Step::Key("filters".into()), Step::Index(at)];
            // A field of the type replaces the common one with the same key and comes after it.
            match fields.iter().rfind(|field| is_called(field, key)) {
                Some(field) if field.kind.choices().is_some() => *key = field.key.to_string(),
                Some(field) => self.report(&steps, Part::Value, no_choices(field)),
                None if is_year(key) => *key = "year".to_owned(),
                None => self.unknown_field(&steps, key, fields),
            }
        }
        let mut known = HashSet::new();
        filters.retain(|key| known.insert(key.clone()));
        Some(filters)
    }

    /// Reports a field of a type that makes something else of a field that every page has: `时间:
    /// 文字` is the date of the page, by which pages are sorted, and it would be none any more.
    fn keeps_common(&mut self, field: &Field, common: &Group) {
        let steps = [Step::Key("fields".into()), Step::Key(field.key.to_string())];
        if let Some(known) = common.field(&field.key) {
            if is_same_kind(&field.kind, &known.kind) {
                return;
            }
            let (label, own) = (known.label.get("zh"), field.label.get("zh"));
            let (kind, given) = (known.kind.label(), field.kind.label());
            let problem = Problem::error(
                "type/common-field",
                format!("“{own}”就是各类文章都有的“{label}”，种类是{}，不能改成{}", kind.zh, given.zh),
                format!(
                    "every page has the field `{}`, a {}: it can't be a {}",
                    field.key, kind.en, given.en
                ),
            )
            .help(
                format!("换个名字，如“课程{own}”；“{label}”照旧可以写"),
                format!("give it another name; pages still have their `{}`", field.key),
            );
            self.report(&steps, Part::Key, problem);
            return;
        }
        let taken = field.names().find_map(|name| {
            let known = common.meant_by(name)?;
            let is_main = *known.key == *name || known.label.all().any(|label| label == name);
            is_main.then_some((name.to_owned(), known))
        });
        let Some((name, known)) = taken else { return };
        let problem = Problem::error(
            "type/common-field",
            format!("“{name}”是各类文章都有的一项，不能又是“{}”", field.label.get("zh")),
            format!("`{name}` is the field `{}` of every page: it can't mean `{}`", known.key, field.key),
        )
        .help("换个名称或别名", "choose another name or alias");
        self.report(&steps, Part::Key, problem);
    }
}

/// Whether a filter means the year of the date, which is no field.
fn is_year(written: &str) -> bool {
    matches!(written, "year" | "年份" | "年度" | "年")
}

fn no_choices(field: &Field) -> Problem {
    let (label, kind) = (field.label.get("zh"), field.kind.label());
    Problem::error(
        "type/wrong-value",
        format!("“{label}”是{}，列表不能按它筛选", kind.zh),
        format!("`{}` is a {}: lists can't be narrowed by it", field.key, kind.en),
    )
    .help(
        "“筛选”里写“年份”，或者种类是“选项”“多选”的字段",
        "`filters` names `year`, or fields of the kind `choice` or `choices`",
    )
}

/// Whether two fields take the same values, in one language or in several.
fn is_same_kind(own: &Kind, known: &Kind) -> bool {
    match (own, known) {
        (Kind::Localized(own), known) => is_same_kind(own, known),
        (own, Kind::Localized(known)) => is_same_kind(own, known),
        (Kind::List(own), Kind::List(known)) => is_same_kind(own, known),
        (own, known) => std::mem::discriminant(own) == std::mem::discriminant(known),
    }
}

/// Returns a field of a type with the names of the field that every page has, if it is that one: a
/// page whose type has `时间: 日期` may write `日期` as before.
fn with_names_of(field: &Field, common: &Group) -> Field {
    let Some(known) = common.field(&field.key) else { return field.clone() };
    let mut field = field.clone();
    let further = known.names().filter(|name| !field.names().any(|own| own == *name));
    let further: Vec<String> = further.map(str::to_owned).collect();
    field.aliases.extend(further);
    field.like.extend(known.like.iter().cloned());
    field
}
