//! Finds the places of mistakes and what was probably meant.
//!
//! Nothing here is recorded, because nothing of it is published: what comes out is a [`Problem`],
//! and a route with one is rendered again by every build.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::View;
use crate::problem::{self, Finding, Place, Problem, SourceLines, SourceText, Words, unsafe_address};
use crate::schema::written_trail;
use crate::site::{Route, Target, configuration_group, join};
use crate::source::yaml::{Part, Step, Yaml};
use crate::text::link::Refusal;
use crate::theme::Component;

impl View {
    /// The problems that the site wants reported, as severe as it says.
    pub fn judged(&self, problems: Vec<Problem>) -> Vec<Problem> {
        self.site.config().policy.apply(self.folder.at_tables(problems), |file| self.folder.written(file))
    }

    /// A problem at `words` in `file`; in the file as a whole where they are written otherwise
    /// there.
    pub fn at_words(&self, problem: Problem, file: &str, words: &str) -> Problem {
        let read = self.folder.read(file).ok().map(|(text, _)| text);
        let found = read.as_deref().and_then(|text| Some((text, text.find(words)?)));
        match found {
            Some((text, start)) => problem.at(&SourceText::new(file, text), start..start + words.len()),
            None => problem.in_file(file),
        }
    }

    /// The findings in `text`, a field of a file, at the same words in the file.
    pub fn at_same_words(&self, found: Vec<Finding>, file: &str, text: &str) -> Vec<Problem> {
        if found.is_empty() {
            return Vec::new();
        }
        let (found, unlisted) =
            problem::listed(found, problem::MOST_LISTED, |finding| finding.problem.severity);
        let read = self.folder.read(file).map(|(text, _)| text).unwrap_or_default();
        let lines = SourceLines::new(SourceText::new(file, &read));
        let find = |words: &str, from: usize| {
            let found = memchr::memmem::find(read.as_bytes().get(from..)?, words.as_bytes());
            found.map(|at| from + at)
        };
        // The same words may be in another field before this one.
        let first = text.trim_start().lines().next().unwrap_or_default();
        let from = find(first, 0).unwrap_or_default();
        let placed = found.into_iter().map(|Finding { mut problem, span }| {
            let words = text.get(span).unwrap_or_default();
            let start = find(words, from).or_else(|| find(words, 0));
            let place = start.map(|start| lines.place(start..start + words.len()));
            problem.place = Some(place.unwrap_or_else(|| Place::whole_file(file)));
            // It would fix the text of the field, wherever that is in the file.
            problem.fix = None;
            problem
        });
        placed.chain(unlisted.problem(file)).collect()
    }

    /// A problem at its place in `site.yaml`.
    pub fn in_configuration(&self, problem: Problem, path: &[Step], part: Part) -> Problem {
        let Ok((text, _)) = self.folder.read("site.yaml") else { return problem.in_file("site.yaml") };
        let source = SourceText::new("site.yaml", &text);
        match Yaml::read(&source, 0..text.len()) {
            Ok(yaml) => {
                let trail = written_trail(configuration_group(), &yaml.node, path);
                yaml.at(problem, &trail, part)
            }
            Err(_) => problem.in_file("site.yaml"),
        }
    }

    /// The problem of naming a template that does not exist.
    pub fn missing_template(&self, name: &str) -> Problem {
        let problem = Problem::error(
            "template/missing",
            format!("主题里没有模板“{name}”"),
            format!("the theme has no template `{name}`"),
        );
        // A list is no page: only those of the same folder can be meant.
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut beside = if folder.is_empty() { Vec::new() } else { self.theme.template_names(folder) };
        let file = |stem: &str| format!("{folder}/{stem}.html");
        let stem = name.strip_prefix(folder).map_or(name, |rest| rest.trim_start_matches('/'));
        let stem = stem.strip_suffix(".html").unwrap_or(stem);
        let meant = problem::suggest(stem, beside.iter().map(String::as_str)).map(file);
        let (zh, en) = if beside.is_empty() {
            (
                "文章、栏目里的“模板”（template）或“列表模板”（list）写错了，改正或删去那一行".to_owned(),
                "correct or remove `template` of the page or section, or its `list`".to_owned(),
            )
        } else {
            if folder != "list" {
                beside = beside.iter().map(|stem| file(stem)).collect();
            }
            (
                format!("可用的：{}；不写就用默认的", beside.join("、")),
                format!("there are {}; leave it out for the default", beside.join(", ")),
            )
        };
        problem.did_you_mean(meant.as_deref(), zh, en)
    }

    /// A missing template at the place that names it.
    pub fn at_template_name(&self, target: &Target, problem: Problem) -> Problem {
        let site = &self.site;
        let (file, fields, key, section, (of_type, of_type_named)) = match target {
            Target::Page(id) => {
                let Some(page) = site.page(*id) else { return problem };
                let of_type = (&page.content_type.id, &page.content_type.template);
                (Some(&*page.file), &*page.fields, "template", site.section(page.section), of_type)
            }
            Target::Section(id, _) | Target::Part(id, ..) => {
                let Some(section) = site.section(*id) else { return problem };
                let of_type = (&section.content_type.id, &section.content_type.list);
                (section.file.as_deref(), &section.fields, "list", None, of_type)
            }
            _ => return problem,
        };
        let own = file.zip(fields.text(key, ""));
        let of_section =
            || section.and_then(|section| section.file.as_deref().zip(section.fields.text(key, "")));
        match own.or_else(of_section) {
            Some((file, words)) => self.at_words(problem, file, words),
            // A type of the site names it.
            None => {
                let file = format!("types/{of_type}.yaml");
                let is_there = self.folder.path(&file).is_file();
                if is_there { self.at_words(problem, &file, of_type_named) } else { problem }
            }
        }
    }

    /// The problem of an address that was refused on the page of `target`, where it was written, as
    /// far as that can be found.
    pub fn refused(&self, target: &Target, address: &str) -> Problem {
        let problem = unsafe_address(address, Refusal::Unsafe);
        let own = match target {
            Target::Page(id) => self.site.page(*id).map(|page| page.file.to_string()),
            Target::Section(id, _) | Target::Part(id, ..) => {
                self.site.section(*id).and_then(|section| section.file.as_deref()).map(str::to_owned)
            }
            _ => None,
        };
        match self.written_in(address, own.as_deref()).or(own) {
            Some(file) => self.at_words(problem, &file, address),
            None => problem.in_file("site.yaml"),
        }
    }

    /// The file of a route.
    pub fn source_of(&self, route: &Route) -> String {
        self.site.file_of(route)
    }

    /// The file in which a text of several lines is written: `own`, or another one that may hold
    /// words of a page. YAML may fold the lines: only the beginning of the first one counts.
    pub fn file_with(&self, text: &str, own: Option<&str>) -> String {
        let line = text.trim_start().lines().next().unwrap_or_default();
        let words: String = line.chars().take(20).collect();
        let sections = || self.site.sections().iter().filter_map(|section| section.file.as_deref());
        let is_in = |file: &&str| self.folder.text(file).is_some_and(|text| text.contains(words.trim_end()));
        let found = self.written_in(words.trim_end(), own);
        let found = found.or_else(|| sections().find(is_in).map(str::to_owned));
        found.or_else(|| own.map(str::to_owned)).unwrap_or_else(|| "site.yaml".to_owned())
    }

    /// The file that contains these words: `own`, or one of those that concern the entire site.
    fn written_in(&self, words: &str, own: Option<&str>) -> Option<String> {
        let data = self
            .site
            .data()
            .keys()
            .flat_map(|name| ["yaml", "yml", "csv"].map(|extension| format!("data/{name}.{extension}")));
        let known = ["site.yaml", "data/organization.yaml", "data/statistics.yaml"].map(str::to_owned);
        let is_in = |file: &String| self.folder.text(file).is_some_and(|text| text.contains(words));
        own.map(str::to_owned).into_iter().chain(known).chain(data).find(is_in)
    }

    /// The picture in the folder of `document` that `written` probably meant.
    pub fn nearest_picture(&self, document: &str, written: &str) -> Option<Cow<'_, str>> {
        self.site.nearest_resource(document, written)
    }

    /// Whether `written` means a folder in `document`, be it an empty one.
    pub fn is_folder(&self, document: &str, written: &str) -> bool {
        let is_empty_one = || {
            let path = if written.starts_with('/') {
                format!("static/{}", join("", written)?)
            } else {
                join(document, written)?
            };
            Some(!written.is_empty() && self.folder.path(&path).is_dir())
        };
        self.site.is_folder(document, written) || is_empty_one().unwrap_or(false)
    }

    /// The directive or block that was probably meant, and the list of all.
    pub fn nearest_component(&self, name: &str, is_block: bool) -> (Option<&str>, Words) {
        let components: &BTreeMap<String, Component> = if is_block { &self.blocks } else { &self.directives };
        let listed = super::listed(components.iter().map(|(name, found)| (name.as_str(), &found.label)));
        (Component::nearest(components, name), Words { zh: listed.0, en: listed.1 })
    }
}
