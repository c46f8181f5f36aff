//! Finds what a template is made from: all that it extends, includes and calls, and what it shows
//! of `data`.
//!
//! It reads the code of the templates. It may find more than a rendering uses, never less: whatever
//! looks like the name of a template or a component counts as one, and where `data` or a field is
//! used in a way that can't be followed, all of it counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::render::ask::{AllData, Data, Dependency, Mentioned, Now, TemplateText};
use crate::store::Fingerprint;
use crate::theme::Theme;

/// What every template and component of a theme is made from.
pub(in crate::render) struct TemplateDependencies {
    templates: BTreeMap<Arc<str>, Closure>,
    /// The template in which each component is defined.
    components: HashMap<String, Arc<str>>,
    mentioned: Arc<Mentioned>,
}

/// Filters that may show fields that no template names.
const WHOLE: [&str; 5] = ["json", "get", "keys", "values", "pairs"];

struct Closure {
    dependencies: Arc<[Dependency]>,
    mentions_counts: bool,
}

/// What the text of a template mentions itself.
#[derive(Default)]
struct Mentions {
    templates: BTreeSet<String>,
    components: BTreeSet<String>,
    dependencies: BTreeSet<Dependency>,
    counts: bool,
    /// Whether it may show all fields of a value other than a page.
    shows_all: bool,
    words: HashSet<Box<str>, FixedState>,
    /// Whether it may show fields that it does not name.
    is_whole: bool,
    print: Fingerprint,
}

impl TemplateDependencies {
    /// Reads the templates of a theme.
    pub(in crate::render) fn new(theme: &Theme) -> Self {
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
        let is_whole = mentions.values().any(|found| found.is_whole);
        let prints = mentions.iter().map(|(name, found)| (name.clone(), found.print.done())).collect();
        let words = (!is_whole).then(|| mentions.into_values().flat_map(|found| found.words).collect());
        Self { templates, components, mentioned: Arc::new(Mentioned { words, prints }) }
    }

    /// What the templates mention, for questions.
    pub(in crate::render) fn mentioned(&self) -> &Arc<Mentioned> {
        &self.mentioned
    }

    /// The dependencies of all that a template is made from.
    pub(in crate::render) fn dependencies(&self, template: &str) -> Arc<[Dependency]> {
        self.templates.get(template).map(|closure| closure.dependencies.clone()).unwrap_or_default()
    }

    /// Whether a template or what it is made from may show numbers of pages.
    pub(in crate::render) fn mentions_counts(&self, template: &str) -> bool {
        self.templates.get(template).is_none_or(|closure| closure.mentions_counts)
    }

    /// The template in which a component is defined.
    pub(in crate::render) fn of_component(&self, id: &str) -> Arc<str> {
        self.components.get(id).cloned().unwrap_or_else(|| id.into())
    }
}

fn closure(
    name: &Arc<str>,
    mentions: &BTreeMap<Arc<str>, Mentions>,
    components: &HashMap<String, Arc<str>>,
) -> Closure {
    let mut dependencies: BTreeSet<Dependency> = BTreeSet::new();
    let (mut counts, mut shows_all, mut mentions_section) = (false, false, false);
    let mut met: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut next = vec![name.clone()];
    while let Some(name) = next.pop() {
        if !met.insert(name.clone()) {
            continue;
        }
        dependencies.insert(TemplateText(name.clone()).into());
        let Some(found) = mentions.get(&name) else { continue };
        dependencies.extend(found.dependencies.iter().cloned());
        counts |= found.counts;
        shows_all |= found.shows_all;
        mentions_section |= found.words.contains("section");
        next.extend(found.templates.iter().map(|name| Arc::from(name.as_str())));
        next.extend(found.components.iter().filter_map(|component| components.get(component).cloned()));
    }
    // What shows all fields of a section shows its number of pages.
    let mentions_counts = counts || (shows_all && mentions_section);
    Closure { dependencies: dependencies.into_iter().collect(), mentions_counts }
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
    code(text).filter_map(|code| text.get(code)).for_each(|code| mention_in_code(code, found));
}

/// The spans of code in a template: what is within `{{ }}` and `{% %}`.
pub(in crate::render) fn code(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += memchr::memchr(b'{', bytes.get(at..)?)?;
            let start = at + 2;
            at += 1;
            match bytes.get(at) {
                Some(b'#') => at = start + memchr::memmem::find(bytes.get(start..)?, b"#}").unwrap_or(0),
                Some(open @ (b'{' | b'%')) => {
                    at = end_of_code(bytes, start, if *open == b'{' { b'}' } else { b'%' });
                    let code = start..at;
                    let is_raw =
                        *open == b'%' && text.get(code.clone()).is_some_and(|code| statement(code) == "raw");
                    if is_raw {
                        // What follows is text, whatever it looks like.
                        at += memchr::memmem::find(bytes.get(at..)?, b"endraw").unwrap_or(bytes.len());
                    }
                    return Some(code);
                }
                _ => {}
            }
        }
    })
}

/// The name of a statement: the first word of its code.
pub(in crate::render) fn statement(code: &str) -> &str {
    let code = code.trim_start_matches(['-', ' ', '\t', '\n']);
    let end = code.find(|c: char| !is_word(c)).unwrap_or(code.len());
    code.get(..end).unwrap_or_default()
}

/// The end of code that begins at `start`: at `}}` or `%}` outside of its texts.
fn end_of_code(bytes: &[u8], start: usize, close: u8) -> usize {
    let (mut at, mut quote) = (start, None);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), b'\\') => at += 1,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, byte) if *byte == close && bytes.get(at + 1) == Some(&b'}') => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn mention_in_code(text: &str, found: &mut Mentions) {
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
    let is_computed = has_computed_index(text);
    found.is_whole |= is_computed;
    found.shows_all |= is_computed;
    for (at, word) in words(text) {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        if is_whole(text, at, word) {
            found.is_whole = true;
            // `fields(of=page)` is about a page.
            found.shows_all |= word != "fields";
        }
        match word {
            "now" => drop(found.dependencies.insert(Now.into())),
            // The context shows everything.
            "count" | "__tera_context" => found.counts = true,
            "data" => found.dependencies.extend(data(rest)),
            _ => {}
        }
        if !found.words.contains(word) {
            found.words.insert(word.into());
        }
    }
}

/// Whether the word at `at` may show all fields of a value: a filter that shows or asks for any of
/// them, a function that lists them, a loop over keys and values or over the fields of the page, a
/// computed attribute or filter.
fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at + word.len()..).unwrap_or_default();
    let is_filter = || {
        let argument = before.strip_suffix(['"', '\'', '`']).unwrap_or_default().trim_end();
        let is_named = argument.strip_suffix('=').is_some_and(|before| before.trim_end().ends_with("filter"));
        is_named || before.trim_end().ends_with('|')
    };
    let is_loop = || {
        let mut words = rest.split_whitespace();
        let names_several = words.by_ref().take_while(|word| *word != "in").any(|name| name.contains(','));
        names_several || rest.split_whitespace().skip_while(|word| *word != "in").nth(1) == Some("page")
    };
    let is_computed = || {
        let value = rest.trim_start().strip_prefix('=').filter(|value| !value.starts_with('='));
        value.is_some_and(|value| !is_one_text(value, &[',', ')', '|']))
    };
    match word {
        "for" if is_loop() => true,
        "attribute" | "filter" if is_computed() => true,
        "fields" => rest.trim_start().starts_with('(') && !before.ends_with('.'),
        "__tera_context" => true,
        _ => WHOLE.contains(&word) && is_filter(),
    }
}

/// Whether code begins with a text in quotation marks that is followed by one of `ends` or nothing.
fn is_one_text(code: &str, ends: &[char]) -> bool {
    let code = code.trim_start();
    let Some(quote) = code.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else { return false };
    let Some((_, rest)) = code.get(1..).and_then(|inner| inner.split_once(quote)) else { return false };
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(ends)
}

/// Whether code reads a field with a computed name: `page[name]`, `pages[0]["a" ~ b]`. Numbers,
/// slices and texts are not computed.
fn has_computed_index(code: &str) -> bool {
    const WORDS: [&str; 12] =
        ["in", "not", "and", "or", "if", "elif", "else", "is", "set", "set_global", "return", "with"];
    code.match_indices('[').any(|(at, _)| {
        let before = code.get(..at).unwrap_or_default().trim_end();
        let before = before.strip_suffix('?').unwrap_or(before);
        let word = before.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
        let is_index =
            before.ends_with([']', ')', '"', '\'', '}']) || (!word.is_empty() && !WORDS.contains(&word));
        let index = code.get(at + 1..).unwrap_or_default().trim_start();
        let is_number = index.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':'));
        let is_slice = index.split(']').next().is_some_and(|inside| inside.contains(':'));
        is_index && !is_number && !is_slice && !index.starts_with("loop.") && !is_one_text(index, &[']'])
    })
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

/// The part of `data` that is used when `rest` follows the word: `data.links`, or all of it.
/// `data-x` is an attribute of HTML.
fn data(rest: &str) -> Option<Dependency> {
    if let Some(field) = rest.strip_prefix('.').or_else(|| rest.strip_prefix("?.")) {
        let end = field.find(|c| !is_word(c)).unwrap_or(field.len());
        return Some(match field.get(..end).filter(|name| !name.is_empty()) {
            Some(name) => Data(name.into()).into(),
            None => AllData.into(),
        });
    }
    (!rest.starts_with(['-', ':', '/'])).then_some(AllData.into())
}

/// A text between quotes, if it can be the name of a template; without the layer that it may name:
/// `theme/base.html` is `base.html`.
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
    fn fields_are_made_where_a_text_may_show_them() {
        const FIELDS: [&str; 5] = ["words", "minutes", "toc", "json_ld", "correction"];
        const ALL: &str = "words minutes toc json_ld correction";
        for (text, wanted) in [
            ("<p class=\"x\">{{ page.title }} words.toc <meta charset=\"words\"></p>", ""),
            ("{% for p in pages %}{{ p.toc }}{% endfor %}", "toc"),
            ("{{ page?.minutes }}{{ pages | map(attribute=\"words\") }}", "words minutes"),
            ("{#- page.toc, `fields(of=page)` -#}{{ <ui.fields of={x} /> }}", ""),
            ("<script type=\"application/ld+json\">{{ route.json_ld }}</script>", "json_ld"),
            (
                "{{ \"}}\" ~ page.toc }} {{ '\\'}}' ~ page.words }} { {{ \"{#\" }} {{ page.correction }} #}",
                "words toc correction",
            ),
            (
                "{% for x in list[0] %}{{ [p] }}{% endfor %}{{ p | map(attribute = 'a') }}{% if attribute == b %}",
                "",
            ),
            ("{{ blocks[loop.index0 - 1].name }}{% for i in x.items %}{{ i.get }}{% endfor %}", ""),
            ("{{ page | json }}", ALL),
            ("{{ pages | map(filter='json') }}", ALL),
            ("{{ page[name] }}", ALL),
            ("{{ page?[ name ] }}", ALL),
            ("{{ pages | map(attribute=name) }}", ALL),
            ("{{ <ui.fields of={fields(of=page)} /> }}", ALL),
            ("{% for key, value in page %}{% endfor %}", ALL),
            ("{% for key, value in\npage %}{% endfor %}", ALL),
            ("{% for value in page %}{% endfor %}", ALL),
            (
                "{% for p in pages(limit=3) %}{{ p[\"toc\"] }}{{ x[1:n] }}{{ [a, b] }}{% endfor %}{% if x in [a] %}",
                "toc",
            ),
            ("{{ page[\"to\" ~ lang] }}", ALL),
            ("{{ pages[0][name] }}", ALL),
            ("{{ page(id='x') [name] }}", ALL),
            ("{{ (p or q)[(name)] }}", ALL),
            ("{{ pages | sort(attribute=\"to\" ~ c) }}", ALL),
            ("{{ pages | map(filter=f) }}", ALL),
            ("{{ pages | map(filter=`json`) }}", ALL),
            ("{% raw %}{{ page.toc }}{#{% endraw %}{{ page.words }}{# #}", "words"),
        ] {
            let found = mentioned(text);
            let shown = FIELDS.into_iter().filter(|field| found.is_whole || found.words.contains(*field));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), wanted, "{text}");
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
        assert_eq!(
            found.dependencies.into_iter().collect::<Vec<_>>(),
            [Data("links".into()).into(), Now.into()]
        );
        assert!(!found.counts);
    }

    #[test]
    fn data_that_cannot_be_followed_is_all_of_it() {
        for text in
            ["{{ data[name] }}", "{% set d = data %}", "{{ f(x=data) }}", "{% for k in data | keys %}"]
        {
            assert_eq!(
                mentioned(text).dependencies.into_iter().collect::<Vec<_>>(),
                [AllData.into()],
                "{text}"
            );
        }
        assert!(
            mentioned("<i data-a=1 style=\"background:url(data:x)\">metadata database")
                .dependencies
                .is_empty()
        );
        assert!(mentioned("{{ s.count }}").counts);
    }

    #[test]
    fn definitions_of_components_are_found() {
        let text = "{% component ui.member_count(node: Map) -%}x{%- endcomponent ui.member_count %}";
        assert!(defined(text).any(|name| name == "ui.member_count"));
    }
}
