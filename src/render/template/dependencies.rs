//! Finds what a template is made from: all that it extends, includes and calls, and what it shows
//! of `data`.
//!
//! [`scan`] reads the templates. It may find more than a rendering uses, never less: whatever looks
//! like the name of a template counts as one, and where `data` or a field is used in a way that
//! can't be followed, all of it counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::render::ask::{AllData, Data, Dependency, Now, TemplateText, Vocabulary};
use crate::store::{Fingerprint, StoreUse, program};
use crate::theme::TemplateSource;
use crate::theme::scan::{self, TemplateScan};

/// Name of the file in the store.
const FILE: &str = "templates";

/// The dependencies of every template and component of a theme.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::render) struct TemplateDependencies {
    templates: BTreeMap<Arc<str>, TemplateSummary>,
    /// The template in which each component is defined.
    components: HashMap<String, Arc<str>>,
    /// The templates that may show the body of a component.
    with_body: HashSet<Arc<str>>,
    mentioned: Arc<Vocabulary>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TemplateSummary {
    dependencies: Arc<[Dependency]>,
    mentions_counts: bool,
}

/// The names and words in the templates of one name.
#[derive(Default)]
struct Mentions {
    templates: BTreeSet<String>,
    components: BTreeSet<String>,
    dependencies: BTreeSet<Dependency>,
    counts: bool,
    shows_all: bool,
    words: HashSet<Box<str>, FixedState>,
    is_whole: bool,
    lists_own: bool,
    lists_added: bool,
    print: Fingerprint,
}

impl TemplateDependencies {
    /// Returns what an earlier build has read of the same templates, or reads them. `scans` are of
    /// the templates `used`.
    pub(in crate::render) fn recalled(
        used: &[&TemplateSource],
        scans: &[TemplateScan<'_>],
        stored: Option<&StoreUse>,
    ) -> Self {
        let epoch = epoch(used);
        stored.and_then(|stored| stored.load(FILE, epoch)).unwrap_or_else(|| {
            let read = Self::read(used, scans);
            if let Some(stored) = stored {
                stored.save(FILE, epoch, &read);
            }
            read
        })
    }

    fn read(used: &[&TemplateSource], scans: &[TemplateScan<'_>]) -> Self {
        let mut mentions: BTreeMap<Arc<str>, Mentions> = BTreeMap::new();
        let mut components = HashMap::new();
        for (template, scan) in used.iter().zip(scans) {
            let name: Arc<str> = template.name.as_str().into();
            let read = scan::mentions_of(scan).unwrap_or_else(|_| scan::Mentions::unknown());
            for component in &read.defined {
                components.insert(component.clone(), name.clone());
            }
            let found = mentions.entry(name).or_default();
            found.print.number(template.layer as u64).text(&template.text);
            found.add(read);
        }
        let templates = summaries(&mentions, &components);
        let shows_body =
            |found: &Mentions| ["body", "__tera_context"].iter().any(|word| found.words.contains(*word));
        let with_body = mentions.iter().filter(|(_, found)| shows_body(found));
        let with_body = with_body.map(|(name, _)| name.clone()).collect();
        let is_whole = mentions.values().any(|found| found.is_whole);
        let lists_own = mentions.values().any(|found| found.lists_own);
        let lists_added = mentions.values().any(|found| found.lists_added);
        let prints = mentions.iter().map(|(name, found)| (name.clone(), found.print.done())).collect();
        let words = (!is_whole).then(|| mentions.into_values().flat_map(|found| found.words).collect());
        let mentioned = Arc::new(Vocabulary { words, lists_own, lists_added, prints });
        Self { templates, components, with_body, mentioned }
    }

    /// Returns the words that the templates mention, for questions.
    pub(in crate::render) fn mentioned(&self) -> &Arc<Vocabulary> {
        &self.mentioned
    }

    /// The dependencies of all that a template is made from.
    pub(in crate::render) fn dependencies(&self, template: &str) -> Arc<[Dependency]> {
        self.templates.get(template).map(|summary| summary.dependencies.clone()).unwrap_or_default()
    }

    /// Whether a template or what it is made from may show numbers of pages.
    pub(in crate::render) fn mentions_counts(&self, template: &str) -> bool {
        self.templates.get(template).is_none_or(|summary| summary.mentions_counts)
    }

    /// Whether a component may show the body with which it is called.
    pub(in crate::render) fn shows_body(&self, component: &str) -> bool {
        self.components.get(component).is_none_or(|template| self.with_body.contains(template))
    }

    /// The template in which a component is defined.
    pub(in crate::render) fn of_component(&self, id: &str) -> Arc<str> {
        self.components.get(id).cloned().unwrap_or_else(|| id.into())
    }
}

/// Makes what was read valid for this program and these templates alone.
fn epoch(used: &[&TemplateSource]) -> u64 {
    let mut print = Fingerprint::new();
    print.number(program());
    for template in used {
        print.text(&template.name).number(template.layer as u64).text(&template.text);
    }
    print.done()
}

/// Returns the summary of each template: of all that it is made from.
fn summaries(
    mentions: &BTreeMap<Arc<str>, Mentions>,
    components: &HashMap<String, Arc<str>>,
) -> BTreeMap<Arc<str>, TemplateSummary> {
    let all: Vec<(&Arc<str>, &Mentions)> = mentions.iter().collect();
    let numbers: HashMap<&str, usize> =
        all.iter().enumerate().map(|(number, (name, _))| (&***name, number)).collect();
    // What each template names: other templates by number, and names that no template has.
    let named = |found: &Mentions| -> (Vec<usize>, Vec<Arc<str>>) {
        let of_components = found.components.iter().filter_map(|component| components.get(component));
        let names = found.templates.iter().map(String::as_str).chain(of_components.map(|name| &**name));
        let (mut known, mut missing) = (Vec::new(), Vec::new());
        for name in names {
            match numbers.get(name) {
                Some(number) => known.push(*number),
                None => missing.push(Arc::from(name)),
            }
        }
        (known, missing)
    };
    let named: Vec<_> = all.iter().map(|(_, found)| named(found)).collect();
    let summaries = all.iter().enumerate().map(|(first, (name, _))| {
        let mut met = vec![false; all.len()];
        let mut next = vec![first];
        let mut dependencies: Vec<Dependency> = Vec::new();
        let (mut counts, mut shows_all, mut mentions_section) = (false, false, false);
        while let Some(number) = next.pop() {
            let (Some(met), Some((name, found)), Some((known, missing))) =
                (met.get_mut(number), all.get(number), named.get(number))
            else {
                continue;
            };
            if std::mem::replace(met, true) {
                continue;
            }
            dependencies.push(TemplateText((*name).clone()).into());
            dependencies.extend(missing.iter().map(|name| TemplateText(name.clone()).into()));
            dependencies.extend(found.dependencies.iter().cloned());
            counts |= found.counts;
            shows_all |= found.shows_all;
            mentions_section |= found.words.contains("section");
            next.extend(known);
        }
        dependencies.sort_unstable();
        dependencies.dedup();
        // What shows all fields of a section shows its number of pages.
        let mentions_counts = counts || (shows_all && mentions_section);
        ((*name).clone(), TemplateSummary { dependencies: dependencies.into(), mentions_counts })
    });
    summaries.collect()
}

impl Mentions {
    /// Adds what one template mentions.
    fn add(&mut self, read: scan::Mentions) {
        let named = read.extends.iter().chain(&read.includes);
        self.templates.extend(named.map(|name| without_layer(name).to_owned()));
        // Functions take names of templates too: `part(name="aside.html")`.
        self.templates.extend(read.texts.iter().filter_map(|text| template_name(text)).map(str::to_owned));
        self.components.extend(read.components);
        // The context shows everything.
        let shows_context = read.words.contains("__tera_context");
        if shows_context || read.words.contains("now") {
            self.dependencies.insert(Now.into());
        }
        self.counts |= shows_context || read.words.contains("count");
        self.dependencies.extend(read.data.fields.into_iter().map(|field| Data(field.into()).into()));
        if read.data.is_all {
            self.dependencies.insert(AllData.into());
        }
        self.shows_all |= read.shows_all;
        self.is_whole |= read.is_whole;
        self.lists_own |= read.lists_own;
        self.lists_added |= read.lists_added;
        self.words.extend(read.words);
    }
}

/// A text, if it looks like the name of a template; without the layer that it may name.
fn template_name(text: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '-');
    let is_name = text.contains('.') && text.len() <= 200 && text.chars().all(is_plain);
    is_name.then(|| without_layer(text))
}

/// The name of a template without the layer that it may name: `theme/base.html` is `base.html`.
fn without_layer(name: &str) -> &str {
    match name.split_once('/') {
        Some((layer, rest)) if matches!(layer, "site" | "theme") || layer.starts_with("parent") => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(text: &str) -> Mentions {
        let mut found = Mentions::default();
        found.add(scan::mentions(text).unwrap());
        found
    }

    #[test]
    fn templates_components_and_data_are_dependencies() {
        let found = mentioned(
            "{% extends \"theme/base.html\" %}{% include `partials/页 头` %}{{ part(name='b.html') }}\
             {{ <ui.member_count node={n} /> }}{{ data.links }}{{ now | date }}",
        );
        let templates: Vec<&str> = found.templates.iter().map(String::as_str).collect();
        assert_eq!(templates, ["b.html", "base.html", "partials/页 头"]);
        assert!(found.components.contains("ui.member_count") && !found.counts);
        let dependencies: Vec<Dependency> = found.dependencies.into_iter().collect();
        assert_eq!(dependencies, [Data("links".into()).into(), Now.into()]);
        assert!(mentioned("{{ s.count }}").counts);
    }

    #[test]
    fn the_whole_context_depends_on_everything_in_it() {
        let found = mentioned("{{ __tera_context }}");
        assert!(found.counts && found.is_whole && found.shows_all);
        assert!(found.dependencies.contains(&AllData.into()) && found.dependencies.contains(&Now.into()));
    }
}
