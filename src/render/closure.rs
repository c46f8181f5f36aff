//! What a template is made from: all that it extends, includes and calls, and what of the data it shows.
//!
//! Found by reading the texts. It may name more than a rendering meets, never less: what looks like the name of a template
//! or a component counts as one, and where `data` is used in a way that can't be followed, all of it counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::fact::Fact;
use crate::store::Fingerprint;
use crate::theme::Theme;

/// What every template and component of a theme is made from.
pub(super) struct Closures {
    templates: BTreeMap<Arc<str>, Closure>,
    /// The template in which each component is defined.
    components: HashMap<String, Arc<str>>,
    /// The costly fields that any template shows.
    costly: BTreeSet<&'static str>,
}

/// Fields of `page` and `route` that take long to make: where no template says their names, they aren't made.
const COSTLY: [&str; 5] = ["words", "minutes", "toc", "json_ld", "correction"];
/// Where one of these is said, fields may be shown that nobody names.
const WHOLE: [&str; 8] = ["json", "get", "keys", "values", "items", "pairs", "debug", "__tera_context"];

#[derive(Default)]
struct Closure {
    facts: Vec<Fact>,
    mentions_counts: bool,
    /// The fingerprint of the templates of this name alone.
    print: u64,
}

/// What a text mentions itself.
#[derive(Default)]
struct Mentions {
    templates: BTreeSet<String>,
    components: BTreeSet<String>,
    facts: BTreeSet<Fact>,
    counts: bool,
    costly: BTreeSet<&'static str>,
    print: Fingerprint,
}

impl Closures {
    /// Reads the templates of a theme.
    pub(super) fn new(theme: &Theme) -> Self {
        let mut mentions: BTreeMap<Arc<str>, Mentions> = BTreeMap::new();
        let mut components = HashMap::new();
        for template in theme.used_templates() {
            let name: Arc<str> = template.name.as_str().into();
            for component in defined(&template.text) {
                components.insert(component.to_owned(), name.clone());
            }
            let found = mentions.entry(name).or_default();
            found.print.number(template.layer as u64).text(&template.text);
            mention(&template.text, found);
        }
        let names: Vec<Arc<str>> = mentions.keys().cloned().collect();
        let templates = names.into_iter().map(|name| {
            let closure = closure(&name, &mentions, &components);
            (name, closure)
        });
        let templates = templates.collect();
        let costly = mentions.into_values().flat_map(|found| found.costly).collect();
        Self { templates, components, costly }
    }

    /// Whether a template may show one of the [`COSTLY`] fields.
    pub(super) fn shows(&self, field: &str) -> bool {
        self.costly.contains(field)
    }

    /// The facts of all that a template is made from.
    pub(super) fn facts(&self, template: &str) -> &[Fact] {
        self.templates.get(template).map(|closure| closure.facts.as_slice()).unwrap_or_default()
    }

    /// The fingerprint of the templates of a name; 0 where there is none.
    pub(super) fn print(&self, template: &str) -> u64 {
        self.templates.get(template).map_or(0, |closure| closure.print)
    }

    /// Whether a template or what it is made from may show numbers of pages.
    pub(super) fn mentions_counts(&self, template: &str) -> bool {
        self.templates.get(template).is_none_or(|closure| closure.mentions_counts)
    }

    /// The fact of a component.
    pub(super) fn of_component(&self, id: &str) -> Fact {
        Fact::Templates(self.components.get(id).cloned().unwrap_or_else(|| id.into()))
    }
}

fn closure(
    name: &Arc<str>,
    mentions: &BTreeMap<Arc<str>, Mentions>,
    components: &HashMap<String, Arc<str>>,
) -> Closure {
    let mut facts = BTreeSet::new();
    let mut counts = false;
    let mut met: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut next = vec![name.clone()];
    while let Some(name) = next.pop() {
        if !met.insert(name.clone()) {
            continue;
        }
        facts.insert(Fact::Template(name.clone()));
        let Some(found) = mentions.get(&name) else { continue };
        facts.extend(found.facts.iter().cloned());
        counts |= found.counts;
        next.extend(found.templates.iter().map(|name| Arc::from(name.as_str())));
        next.extend(found.components.iter().filter_map(|component| components.get(component).cloned()));
    }
    let print = mentions.get(name).map_or(0, |found| found.print.done());
    Closure { facts: facts.into_iter().collect(), mentions_counts: counts, print }
}

/// The names of the components that a template defines.
fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("component").filter_map(|(at, word)| {
        let rest = text.get(at + word.len()..)?;
        let name = rest.strip_prefix(|c: char| c.is_whitespace())?.trim_start();
        let end = name.find(|c: char| !is_word(c) && c != '.')?;
        name.get(..end).filter(|name| !name.is_empty())
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn mention(text: &str, found: &mut Mentions) {
    for quote in ['"', '\''] {
        found.templates.extend(text.split(quote).filter_map(template_name).map(str::to_owned));
    }
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let end = rest.find(|c: char| !is_word(c) && c != '.').unwrap_or(rest.len());
        if end > 0 {
            found.components.insert(rest.get(..end).unwrap_or_default().to_owned());
        }
    }
    for (at, word) in words(text) {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        if is_whole(text, at, word) {
            found.costly.extend(COSTLY);
        }
        match word {
            "now" => drop(found.facts.insert(Fact::Now)),
            "count" => found.counts = true,
            "data" => found.facts.extend(data(rest)),
            // A field follows a dot, or is named by a filter: `attribute="words"`.
            _ if text.get(..at).is_some_and(|before| before.ends_with(['.', '"', '\''])) => {
                found.costly.extend(COSTLY.iter().find(|field| **field == word));
            }
            _ => {}
        }
    }
}

/// Whether all fields of a value may be shown by what the word at `at` is about: a filter that shows or asks for any of them, a loop over
/// keys and values, an index that is no number. `ld+json` is the name of a kind of script.
fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at + word.len()..).unwrap_or_default();
    let is_index = || {
        let index = rest.strip_prefix("?").unwrap_or(rest).strip_prefix('[').map(str::trim_start);
        index.is_some_and(|index| index.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
    };
    let is_loop = || {
        let names = rest.split_once(" in ").map(|(names, _)| names);
        names.is_some_and(|names| names.len() < 80 && names.contains(','))
    };
    WHOLE.contains(&word) && !before.ends_with('+') || word == "for" && is_loop() || is_index()
}

/// The words of a text that are names of variables and fields, with where they are.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Their names are ASCII.
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..)?;
        let start = at + rest.iter().position(is_word)?;
        let word = text.as_bytes().get(start..)?;
        let end = word.iter().position(|byte| !is_word(byte)).unwrap_or(word.len());
        at = start + end;
        Some((start, text.get(start..at)?))
    })
}

/// What of the data is meant by `data` before `rest`: `data.links`, or all of it. `data-x` is an attribute of HTML.
fn data(rest: &str) -> Option<Fact> {
    if let Some(field) = rest.strip_prefix('.').or_else(|| rest.strip_prefix("?.")) {
        let end = field.find(|c| !is_word(c)).unwrap_or(field.len());
        return Some(match field.get(..end).filter(|name| !name.is_empty()) {
            Some(name) => Fact::Data(name.into()),
            None => Fact::AllData,
        });
    }
    (!rest.starts_with(['-', ':', '/'])).then_some(Fact::AllData)
}

/// A text between quotes, if it can be the name of a template: without the layer that it may name.
fn template_name(quoted: &str) -> Option<&str> {
    let plain = |c: char| is_word(c) || matches!(c, '/' | '.' | '-');
    if !quoted.contains('.') || quoted.len() > 200 || !quoted.chars().all(plain) {
        return None;
    }
    let (layer, name) = quoted.split_once('/').unwrap_or(("", quoted));
    Some(if matches!(layer, "site" | "theme") || layer.starts_with("parent") { name } else { quoted })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(text: &str) -> Mentions {
        let mut found = Mentions::default();
        mention(text, &mut found);
        found
    }

    #[test]
    fn costly_fields_are_made_where_a_text_may_show_them() {
        for (text, wanted) in [
            ("<p class=\"x\">{{ page.title }} words <meta charset=\"utf-8\"></p>", ""),
            ("{% for p in pages %}{{ p.toc }}{% endfor %}", "toc"),
            ("{{ page?.minutes }}{{ pages | map(attribute=\"words\") }}", "minutes words"),
            ("<script type=\"application/ld+json\">{{ route.json_ld }}</script>", "json_ld"),
            ("{% for x in list[0] %}{{ [p] }}{% endfor %}", ""),
            ("{{ page | json }}", "correction json_ld minutes toc words"),
            ("{{ page[name] }}", "correction json_ld minutes toc words"),
            ("{% for key, value in page %}{% endfor %}", "correction json_ld minutes toc words"),
        ] {
            let found = mentioned(text).costly.into_iter().collect::<Vec<_>>();
            assert_eq!(found.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn templates_components_and_data_are_found_in_a_text() {
        let found = mentioned(
            "{% extends \"theme/base.html\" %}{% include ['partials/a.html', \"b.html\"] ignore missing %}\
             {{ <ui.member_count node={n} /> }}{% <ui.fact name=\"x\"> %}{% </ui.fact> %}<p data-x=\"1\">{{ data.links }}{{ now | date }}",
        );
        let templates: Vec<&str> = found.templates.iter().map(String::as_str).collect();
        assert_eq!(templates, ["b.html", "base.html", "partials/a.html"]);
        assert!(found.components.contains("ui.member_count") && found.components.contains("ui.fact"));
        assert_eq!(found.facts.into_iter().collect::<Vec<_>>(), [Fact::Data("links".into()), Fact::Now]);
        assert!(!found.counts);
    }

    #[test]
    fn data_that_cannot_be_followed_is_all_of_it() {
        for text in
            ["{{ data[name] }}", "{% set d = data %}", "{{ f(x=data) }}", "{% for k in data | keys %}"]
        {
            assert_eq!(mentioned(text).facts.into_iter().collect::<Vec<_>>(), [Fact::AllData], "{text}");
        }
        assert!(mentioned("<i data-a=1 style=\"background:url(data:x)\">metadata database").facts.is_empty());
        assert!(mentioned("{{ s.count }}").counts);
    }

    #[test]
    fn definitions_of_components_are_found() {
        let text = "{% component ui.member_count(node: Map) -%}x{%- endcomponent ui.member_count %}";
        assert!(defined(text).any(|name| name == "ui.member_count"));
    }
}
