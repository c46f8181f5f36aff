//! Reads `site.yaml` into [`Config`].

use super::base_url::check_base_url;
use super::declared::configuration_group;
use super::feeds::{Feeds, WebServer, feeds, servers};
use super::home::check_home;
use super::language::{Language, check_languages, languages};
use super::markdown::markdown_options;
use super::media::{self, Media};
use super::permalink::{Permalinks, check_permalinks, permalinks};
use super::search::{self, Search};
use super::taxonomy::{Taxonomy, taxonomies};
use super::zone::{unknown_zone, zone};
use super::{imprint, mourning, severity};
use crate::markdown;
use crate::problem::{Policy, Problem, Severity};
use crate::schema::{Fields, Reader, Value, Zone, place};
use crate::source::yaml::{Node, Step, Yaml};
use crate::text::link::base_address;

/// The contents of `site.yaml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// All fields.
    pub fields: Fields,
    /// The languages; the first is the default. Never empty.
    pub languages: Vec<Language>,
    /// The name of the theme.
    pub theme: String,
    /// The taxonomies.
    pub taxonomies: Vec<Taxonomy>,
    /// Articles on a page of a list.
    pub page_size: usize,
    /// Full address of the home page, ending in `/`.
    pub base_url: Option<String>,
    /// Patterns of addresses, by section or type.
    pub permalinks: Permalinks,
    /// The Markdown extensions and rules of the site.
    pub markdown: markdown::Options,
    /// Part of the names of styles and scripts: a new number makes browsers drop their cached
    /// copies.
    pub style_version: i64,
    /// The severities that the site gives to problems.
    pub policy: Policy,
    /// Keys of other generators in front matter that are not reported.
    pub ignored_keys: Vec<String>,
    /// The search engine that searches the site, if it names one.
    pub search: Option<Search>,
    /// Whether the site is searched by an index of its own.
    pub has_own_search: bool,
    /// Its feeds.
    pub feeds: Feeds,
    /// Whether articles are published for other programs, too: `api: true`.
    pub has_api: bool,
    /// The web servers for which former addresses are written.
    pub redirects: Vec<WebServer>,
    /// The time zone in which all of the site's dates are read, shown, filed and published.
    pub zone: Zone,
    /// The rules for files, and the hosts that are the site's own.
    pub media: Media,
}

impl Config {
    /// Reads `site.yaml`. Returns what could be read with every mistake in it, so that the mistakes
    /// in the rest of the site are found in the same run.
    ///
    /// # Errors
    /// Invalid languages: without them nothing else of the site can be understood.
    pub fn read(yaml: &Yaml<'_>) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let zone = zone(&yaml.node);
        let mut reader = Reader::of(yaml).in_zone(zone.unwrap_or_default());
        let fields = reader.group(configuration_group(), &yaml.node);
        if zone.is_none() {
            unknown_zone(&fields, &yaml.node, &mut reader);
        }
        check_base_url(&fields, &yaml.node, &mut reader);
        let before = reader.count();
        check_languages(&fields, &yaml.node, &mut reader);
        let is_understood = reader.count() == before;
        check_home(&yaml.node, &mut reader);
        mourning::check(&fields, &yaml.node, &mut reader);
        imprint::check(&fields, &yaml.node, &mut reader);
        search::check(&fields, &yaml.node, &mut reader);
        media::check(&fields, &yaml.node, &mut reader);
        let severities = severity::read(&fields, &yaml.node, &mut reader);
        check_permalinks(&yaml.node, &mut reader);
        let problems = place(reader.finish(), yaml);
        let config = Self::from_fields(fields, zone.unwrap_or_default(), severities);
        if is_understood { Ok((config, problems)) } else { Err(problems) }
    }

    fn from_fields(fields: Fields, zone: Zone, severities: Vec<(String, Option<Severity>)>) -> Self {
        Self {
            languages: languages(&fields),
            taxonomies: taxonomies(&fields),
            base_url: fields.text("base_url", "").and_then(base_address),
            feeds: feeds(&fields),
            has_api: fields.is("api"),
            redirects: servers(&fields),
            theme: fields.text("theme", "").unwrap_or("classic").to_owned(),
            permalinks: match fields.get("permalinks") {
                Some(Value::Any(node)) => permalinks(Some(node)),
                _ => Permalinks::new(),
            },
            page_size: fields
                .group("list")
                .and_then(|l| l.integer("page_size"))
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(15),
            markdown: markdown_options(&fields),
            style_version: fields.integer("style_version").unwrap_or(1),
            policy: Policy { severities, ..Policy::default() },
            ignored_keys: fields
                .items("ignore_keys")
                .iter()
                .filter_map(|key| Some(key.as_text()?.trim().to_owned()))
                .collect(),
            search: search::engine(&fields),
            has_own_search: search::is_own(&fields),
            zone,
            media: Media::of(&fields),
            fields,
        }
    }

    /// The path of the site on its server: `/` or `/site/`.
    pub fn base_path(&self) -> String {
        let rest = self.base_url.as_deref().and_then(|url| url.split_once("://"));
        let path = rest.and_then(|(_, rest)| rest.split_once('/'));
        path.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }

    /// The value of a key that holds any YAML, such as `menu`.
    pub fn any(&self, key: &str) -> Option<&Node> {
        if let Some(Value::Any(node)) = self.fields.get(key) { Some(node) } else { None }
    }

    /// The blocks of the home page in a language, each with its path in `site.yaml`.
    pub fn blocks(&self, lang: &str) -> Vec<(Vec<Step>, &Node)> {
        let mut trail = vec![Step::Key("home".into())];
        let Some(mut home) = self.any("home") else { return Vec::new() };
        if let Node::Mapping(entries) = home {
            let Some((code, blocks)) =
                entries.iter().find(|(code, _)| code == lang).or_else(|| entries.first())
            else {
                return Vec::new();
            };
            trail.push(Step::Key(code.clone()));
            home = blocks;
        }
        let with_trail = |(at, block)| {
            let mut trail = trail.clone();
            trail.push(Step::Index(at));
            (trail, block)
        };
        home.items().iter().enumerate().map(with_trail).collect()
    }

    /// The number of the language with this code.
    pub fn language(&self, code: &str) -> Option<usize> {
        self.languages.iter().position(|language| language.code == code)
    }

    /// The code of the language with this number.
    pub fn code(&self, lang: usize) -> &str {
        self.languages.get(lang).map_or("zh", |language| &language.code)
    }

    /// The first part of addresses in a language: empty for the default one, else `en/`.
    pub fn prefix(&self, lang: usize) -> String {
        if lang == 0 { String::new() } else { format!("{}/", self.code(lang)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Headings, Lines, Numbering, Paragraphs};
    use crate::problem::SourceText;
    use crate::schema::declare_group;

    fn read(text: &str) -> Result<Config, Vec<Problem>> {
        Config::read(&Yaml::read(&SourceText::new("site.yaml", text), 0..text.len())?)
            .map(|(config, _)| config)
    }

    fn told(text: &str) -> Vec<Problem> {
        Config::read(&Yaml::read(&SourceText::new("site.yaml", text), 0..text.len()).unwrap()).unwrap().1
    }

    #[test]
    fn built_in_declarations_are_right() {
        for (name, text) in [
            ("site", include_str!("../declared/site.yaml")),
            ("section", include_str!("../declared/section.yaml")),
            ("organization", include_str!("../declared/organization.yaml")),
            ("menu", include_str!("../declared/menu.yaml")),
            ("statistics", include_str!("../declared/statistics.yaml")),
            ("common", include_str!("../../schema/common.yaml")),
        ] {
            let declared = declare_group(&SourceText::new(name, text));
            assert!(declared.as_ref().is_ok_and(|group| !group.fields().is_empty()), "{name}: {declared:?}");
        }
    }

    #[test]
    fn settings_are_written_as_messages_advise() {
        let given = "title: 甲\n正文: {原始HTML: 允许, 句末换行: 成段, 中文序号标题: 识别, 双方括号链接: 是, 分段: CommonMark, 标题编号: 不编}\n首页:\n  - 头条: {属性: 头条}\n";
        assert_eq!(told(given), vec![]);
        let options = read(given).unwrap().markdown;
        assert!(options.raw_html && options.wikilinks);
        assert_eq!((options.sentence_lines, options.headings), (Lines::Paragraphs, Headings::Detect));
        assert_eq!(options.paragraphs, Paragraphs::CommonMark);
    }

    #[test]
    fn a_repeated_language_is_marked_whatever_the_language_of_the_key() {
        for key in ["语言", "languages"] {
            let text = format!("title: 甲\n{key}: [zh, zh]\n");
            let found = read(&text).unwrap_err();
            assert_eq!(found[0].place.as_ref().unwrap().marked(), "zh", "{key}");
            assert_eq!(found[0].place.as_ref().unwrap().line, 2);
        }
    }

    #[test]
    fn what_is_left_out_has_a_default_and_what_is_wrong_a_place() {
        let text = "title: 党建在线\nbase_url: https://dj.example/site\n";
        let config = read(text).unwrap();
        assert_eq!((config.page_size, config.languages.len(), config.theme.as_str()), (15, 1, "classic"));
        assert_eq!(config.base_url.as_deref(), Some("https://dj.example/site/"));
        let markdown = |text: &str| {
            let text = format!("title: 甲\n{text}");
            read(&text).unwrap().markdown
        };
        let left_out = markdown("");
        assert_eq!((left_out.paragraphs, left_out.headings), (Paragraphs::Chinese, Headings::Report));
        assert_eq!((left_out.sentence_lines, left_out.numbering), (Lines::Meant, Numbering::Off));
        let given = markdown(
            "markdown: {paragraphs: commonmark, lines: paragraphs, headings: detect, numbering: chinese}\n",
        );
        assert_eq!((given.paragraphs, given.headings), (Paragraphs::CommonMark, Headings::Detect));
        assert_eq!((given.sentence_lines, given.numbering), (Lines::Paragraphs, Numbering::Chinese));
        let given = markdown("markdown: {lines: join, headings: off}\n");
        assert_eq!((given.sentence_lines, given.headings), (Lines::Join, Headings::Off));
        for (word, lines) in [
            ("按意思", Lines::Meant),
            ("成段", Lines::Paragraphs),
            ("合并", Lines::Join),
            ("提醒", Lines::Warn),
            ("warn", Lines::Warn),
            ("commonmark", Lines::CommonMark),
        ] {
            let given = markdown(&format!("正文: {{句末换行: {word}}}\n"));
            assert_eq!(given.sentence_lines, lines, "{word}");
        }
        let problems = told("title: 甲\ntheem: x\n");
        assert_eq!((problems[0].code, problems[0].place.as_ref().unwrap().line), ("meta/unknown-key", 2));
    }
}
