//! Translates the Chinese words of declarations: `名称: 党课` is `name: 党课`.
//!
//! A declaration is parsed with English keys. One that is written in Chinese is translated first,
//! entry by entry, so the position of an entry gives the place of a mistake.

use crate::source::yaml::{Node, Step, Trail};
use crate::text::slug;

/// A Chinese word and the key that it stands for. Messages use the first word of a key.
pub(super) type Word = (&'static str, &'static str);

/// Keys of a content type.
pub(super) const TYPE: [Word; 16] = [
    ("名称", "name"),
    ("说明", "help"),
    ("字段", "fields"),
    ("新建时列出", "scaffold"),
    ("必填", "require"),
    ("排序", "order"),
    ("分页", "paginate"),
    ("筛选", "filters"),
    ("模板", "template"),
    ("列表模板", "list"),
    ("别名", "alias"),
    ("规则", "rules"),
    ("结构化数据", "schema_org"),
    ("新建", "scaffold"),
    ("必填项", "require"),
    ("顺序", "order"),
];
/// Keys of a field.
pub(super) const FIELD: [Word; 24] = [
    ("名称", "label"),
    ("种类", "type"),
    ("必填", "required"),
    ("选项", "choices"),
    ("说明", "help"),
    ("别名", "alias"),
    ("默认", "default"),
    ("同写时默认", "default_with"),
    ("每项", "of"),
    ("字段", "fields"),
    ("指向", "to"),
    ("最小", "minimum"),
    ("最大", "maximum"),
    ("分语言", "localized"),
    ("简写", "short"),
    ("可写无", "or_none"),
    ("规则", "rules"),
    ("近义词", "like"),
    ("整句", "sentences"),
    ("标签", "label"),
    ("类型", "type"),
    ("可选值", "choices"),
    ("可选", "choices"),
    ("默认值", "default"),
];
/// Keys of a rule.
pub(super) const RULE: [Word; 6] = [
    ("总数", "sum"),
    ("各项", "of"),
    ("数目", "count"),
    ("环节", "links"),
    ("见于", "in"),
    ("先后", "order"),
];

/// Returns the key that a word stands for. Any other word is returned unchanged.
pub(super) fn meant<'w>(words: &[Word], written: &'w str) -> &'w str
where
    'static: 'w,
{
    let plain = written.trim();
    words.iter().find(|(word, _)| *word == plain).map_or(written, |(_, key)| *key)
}

/// Lists one word for each of these keys, for messages.
pub(super) fn listed(words: &[Word], keys: &[&str]) -> String {
    let mut names: Vec<&str> = Vec::with_capacity(keys.len());
    for key in keys {
        names.push(words.iter().find(|(_, of)| of == key).map_or(key, |(word, _)| *word));
    }
    names.join("、")
}

/// Returns a mapping with English keys. If two words stand for the same key, the second stays as
/// written.
fn renamed(node: &Node, words: &[Word], value: impl Fn(&str, &Node) -> Node) -> Node {
    let Node::Mapping(entries) = node else { return node.clone() };
    let mut keys: Vec<String> = Vec::with_capacity(entries.len());
    for (written, _) in entries {
        let key = meant(words, written);
        let is_taken = keys.iter().any(|known| known == key) || (key != written && node.get(key).is_some());
        keys.push(if is_taken { written.clone() } else { key.to_owned() });
    }
    let values = entries.iter().zip(&keys).map(|((_, inner), key)| value(key, inner));
    Node::Mapping(keys.iter().cloned().zip(values.collect::<Vec<_>>()).collect())
}

/// Translates the declaration of a type or a group, with its fields and rules.
pub(super) fn declaration(node: &Node, known: &dyn Fn(&str) -> Option<String>) -> Node {
    renamed(node, &TYPE, |key, inner| match key {
        "fields" | "options" => fields(inner, known),
        "rules" => rules(inner),
        _ => inner.clone(),
    })
}

fn rules(node: &Node) -> Node {
    let rule = |item: &Node| renamed(item, &RULE, |_, inner| inner.clone());
    match node {
        Node::Sequence(items) => Node::Sequence(items.iter().map(rule).collect()),
        other => other.clone(),
    }
}

/// Translates the declarations of fields, by key. A field with a Chinese name gets an ASCII key,
/// and its name as label: 主讲人 becomes `zhu_jiang_ren`. A field that every page has gets its own
/// key, whatever name is written.
fn fields(node: &Node, known: &dyn Fn(&str) -> Option<String>) -> Node {
    let Node::Mapping(entries) = node else { return node.clone() };
    let mut keys: Vec<String> = Vec::with_capacity(entries.len());
    let fields = entries.iter().map(|(written, declared)| {
        let is_chinese = written.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        let mut declared = match declared {
            // Its kind alone: `主讲人: 人物`.
            Node::String(kind) => Node::Mapping(vec![("type".into(), Node::String(kind.clone()))]),
            other => field(other),
        };
        if !is_chinese {
            keys.push(written.clone());
            return (written.clone(), declared);
        }
        let key =
            known(written).or_else(|| slug(written)).unwrap_or_else(|| written.clone()).replace('-', "_");
        let key = if key.starts_with(|c: char| c.is_ascii_digit()) { format!("n{key}") } else { key };
        let is_free = |key: &String| !keys.contains(key) && node.get(key).is_none();
        let numbered = (2..1000).map(|number| format!("{key}_{number}"));
        let key = std::iter::once(key.clone()).chain(numbered).find(is_free).unwrap_or(key);
        keys.push(key.clone());
        if declared == Node::Null {
            declared = Node::Mapping(Vec::new());
        }
        if let Node::Mapping(entries) = &mut declared
            && !entries.iter().any(|(key, _)| key == "label")
        {
            entries.push(("label".into(), Node::String(written.trim().to_owned())));
        }
        (key, declared)
    });
    Node::Mapping(fields.collect())
}

/// Translates the declaration of a field.
fn field(node: &Node) -> Node {
    renamed(node, &FIELD, |key, inner| match (key, inner) {
        ("of", inner @ Node::Mapping(_)) => field(inner),
        ("fields", inner) => fields(inner, &|_| None),
        ("rules", inner) => rules(inner),
        _ => inner.clone(),
    })
}

/// Returns the first key of a declaration that contains a full-width colon, with the steps to it:
/// `主讲人：{种类: 人物}` has the key `主讲人：{种类`, which no field is called.
pub(super) fn with_wide_colon(node: &Node) -> Option<(Trail, &str)> {
    let below = |inner, step: &dyn Fn() -> Step| {
        let (mut trail, key): (Trail, &str) = with_wide_colon(inner)?;
        trail.insert(0, step());
        Some((trail, key))
    };
    match node {
        Node::Mapping(entries) => entries.iter().find_map(|(key, inner)| {
            let step = || Step::Key(key.clone());
            if key.contains('：') { Some((vec![step()], key.as_str())) } else { below(inner, &step) }
        }),
        Node::Sequence(items) => {
            items.iter().enumerate().find_map(|(at, inner)| below(inner, &|| Step::Index(at)))
        }
        _ => None,
    }
}

/// Converts a trail in the translated declaration to the same trail as written in the original.
pub(super) fn written(trail: &[Step], translated: &Node, original: &Node) -> Trail {
    let (mut translated, mut original) = (Some(translated), Some(original));
    let mut written = Trail::with_capacity(trail.len());
    for step in trail {
        // A kind written alone has no keys of its own.
        if original.is_some_and(Node::is_scalar) {
            break;
        }
        let (step, next, next_original) = match step {
            Step::Key(key) => {
                let entries = translated.map(Node::entries).unwrap_or_default();
                let at = entries.iter().position(|(known, _)| known == key);
                let entry = at.and_then(|at| original.map(Node::entries).unwrap_or_default().get(at));
                let own = entry.map_or_else(|| key.clone(), |(written, _)| written.clone());
                let inner = at.and_then(|at| entries.get(at)).map(|(_, value)| value);
                (Step::Key(own), inner, entry.map(|(_, value)| value))
            }
            Step::Index(at) => (
                step.clone(),
                translated.and_then(|node| node.items().get(*at)),
                original.and_then(|node| node.items().get(*at)),
            ),
        };
        written.push(step);
        (translated, original) = (next, next_original);
    }
    written
}
