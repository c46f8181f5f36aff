//! Renames the keys of YAML to those of its declaration, whatever names the writer has used.

use super::{Group, Kind};
use crate::source::yaml::Node;

/// Returns `node` as a mapping with the keys of `group`, at every depth: `网址: …` becomes
/// `url: …`.
///
/// Values stay as they are, but a scalar written for a group becomes a mapping with the key
/// `group.short`. Of a value by language only the entries for `languages`, those of the site, are
/// left: on a site without English, `{zh: …, en: …}` becomes `{zh: …}`. If none of its languages is
/// one of the site's, the first value is used.
pub fn canonical(group: &Group, node: &Node, languages: &[&str]) -> Node {
    let Node::Mapping(entries) = node else {
        let short = group.short.as_ref().filter(|_| node.is_scalar() && *node != Node::Null);
        return short
            .map_or_else(|| node.clone(), |key| Node::Mapping(vec![(key.to_string(), node.clone())]));
    };
    let renamed = entries.iter().filter_map(|(written, value)| match group.meant_by(written) {
        // 图片: 无 is not the name of a picture.
        Some(field) if field.is_no_value(value) => None,
        Some(field) => Some((field.key.to_string(), value_of(&field.kind, value, languages))),
        None => Some((written.clone(), value.clone())),
    });
    Node::Mapping(renamed.collect())
}

fn value_of(kind: &Kind, node: &Node, languages: &[&str]) -> Node {
    match (kind, node) {
        (_, Node::Null) => Node::Null,
        (Kind::List(of), Node::Sequence(items)) => {
            Node::Sequence(items.iter().map(|item| value_of(of, item, languages)).collect())
        }
        // A single value stands for a list of one.
        (Kind::List(of), single) if !matches!(**of, Kind::Localized(_)) => {
            Node::Sequence(vec![value_of(of, single, languages)])
        }
        (Kind::Group(group), node) => canonical(group, node, languages),
        (Kind::Localized(inner), Node::Mapping(entries)) => by_language(inner, entries, languages),
        (Kind::Localized(inner), node) => value_of(inner, node, languages),
        _ => node.clone(),
    }
}

fn by_language(inner: &Kind, entries: &[(String, Node)], languages: &[&str]) -> Node {
    let own = entries.iter().filter(|(code, _)| languages.contains(&code.as_str()));
    let own: Vec<_> = own.map(|(code, value)| (code.clone(), value_of(inner, value, languages))).collect();
    match (own.is_empty(), entries.first()) {
        (true, Some((_, first))) => value_of(inner, first, languages),
        _ => Node::Mapping(own),
    }
}

#[cfg(test)]
mod tests {
    use super::super::declare_group;
    use super::*;
    use crate::problem::SourceText;
    use crate::source::yaml;

    const GROUP: &str = "
fields:
  title: {label: {zh: 分组}, localized: true}
  image: {label: {zh: 图片}, type: image}
  links: {label: {zh: 链接}, type: list, of: {type: group, short: url, fields: {title: {label: {zh: 名称}}, url: {label: {zh: 网址}}}}}
";

    #[test]
    fn names_of_fields_become_keys_at_every_depth() {
        let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
        let node = |text: &str| yaml::parse(&SourceText::new("a.yaml", text), 0..text.len()).unwrap();
        for (written, expected) in [
            ("分组: 甲\n链接: [{名称: 乙, 网址: /x}]", "title: 甲\nlinks: [{title: 乙, url: /x}]"),
            ("分组: {zh: 甲}\n链接: {名称: 乙}\n别的: 1", "title: {zh: 甲}\nlinks: [{title: 乙}]\n别的: 1"),
            ("links: [/x, {URL: /y}]", "links: [{url: /x}, {url: /y}]"),
            ("链接:", "links:"),
            ("链接: 无\n图片: ——", "{}"),
        ] {
            assert_eq!(canonical(&group, &node(written), &["zh", "en"]), node(expected), "{written}");
        }
        let both = node("分组: {zh: 甲, en: A}");
        for (languages, expected) in [
            (&["zh"][..], "title: {zh: 甲}"),
            (&["ug"], "title: 甲"),
            (&["zh", "en"], "title: {zh: 甲, en: A}"),
        ] {
            assert_eq!(canonical(&group, &both, languages), node(expected), "{languages:?}");
        }
    }
}
