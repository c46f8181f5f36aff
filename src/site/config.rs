//! `site.yaml`, typed.

use std::sync::LazyLock;

use super::imprint;
use super::judgement;
use super::mourning;
use super::permalink::{Pattern, Permalinks, permalinks};
use super::search::{self, Search};
use crate::markdown::{self, Headings, Lines, Numbering, Paragraphs};
use crate::problem::{Policy, Problem, Severity, SourceText};
use crate::schema::{Fields, Group, Reader, Translated, Value, Zone, declare_group, place, written_trail};
use crate::source::yaml::{Node, Part, Step, Yaml};
use crate::text::link::base_address;

/// What the declarations that are part of the program say. A test sees to it that they are right.
fn built_in(name: &str, text: &str) -> Group {
    declare_group(&SourceText::new(name, text)).unwrap_or_default()
}

/// The declaration of `site.yaml`.
pub fn configuration_group() -> &'static Group {
    static GROUP: LazyLock<Group> =
        LazyLock::new(|| built_in("site.yaml", include_str!("declared/site.yaml")));
    &GROUP
}

/// The declaration of a section's `_index.md`.
pub fn section_group() -> &'static Group {
    static GROUP: LazyLock<Group> =
        LazyLock::new(|| built_in("section.yaml", include_str!("declared/section.yaml")));
    &GROUP
}

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its code, which is also the suffix of files (`x.en.md`) and the first part of addresses (`/en/`).
    pub code: String,
    /// Its own name for itself.
    pub name: String,
    /// What goes into `lang=""`: a BCP 47 tag.
    pub locale: String,
    /// Whether it is written from right to left.
    pub rtl: bool,
}

/// A taxonomy that the site declares.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its name, which is also its folder in addresses.
    pub name: String,
    /// The fields that hold a page's terms.
    pub fields: Vec<String>,
    /// Its title.
    pub title: Value,
}

/// What `site.yaml` says.
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
    /// How addresses are made, by section or type.
    pub permalinks: Permalinks,
    /// What is switched on in Markdown.
    pub markdown: markdown::Options,
    /// Another number gives styles and scripts other names, so that no browser shows the ones that it has kept.
    pub style_version: i64,
    /// What the site makes of its problems.
    pub policy: Policy,
    /// Keys of other generators in front matter, of which nobody wants to hear.
    pub ignored_keys: Vec<String>,
    /// The search engine that searches the site, where it names one.
    pub search: Option<Search>,
    /// The time zone in which all of the site's dates are read, shown, filed and published.
    pub zone: Zone,
}

impl Config {
    /// Reads `site.yaml`. What could be read comes with every mistake in it, so that those of the rest of the site are found in the same run.
    ///
    /// # Errors
    /// Mistakes without whose mending the rest can't be understood: languages that are wrong.
    pub fn read(yaml: &Yaml<'_>) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let zone = zone(&yaml.node);
        let mut reader = Reader::new(yaml.text()).in_zone(zone.unwrap_or_default());
        let fields = reader.group(configuration_group(), &yaml.node);
        if zone.is_none() {
            unknown_zone(&fields, &yaml.node, &mut reader);
        }
        check_addresses(&fields, &yaml.node, &mut reader);
        let before = reader.count();
        check_languages(&fields, &yaml.node, &mut reader);
        let is_understood = reader.count() == before;
        check_home(&yaml.node, &mut reader);
        mourning::check(&fields, &yaml.node, &mut reader);
        imprint::check(&fields, &yaml.node, &mut reader);
        search::check(&fields, &yaml.node, &mut reader);
        let severities = judgement::read(&fields, &yaml.node, &mut reader);
        check_permalinks(&yaml.node, &mut reader);
        let problems = place(reader.finish(), yaml);
        let config = Self::from_fields(fields, zone.unwrap_or_default(), severities);
        if is_understood { Ok((config, problems)) } else { Err(problems) }
    }

    fn from_fields(fields: Fields, zone: Zone, severities: Vec<(String, Option<Severity>)>) -> Self {
        let mut languages: Vec<Language> = fields.items("languages").iter().filter_map(language).collect();
        if languages.is_empty() {
            languages.push(Language {
                code: "zh".into(),
                name: "简体中文".into(),
                locale: "zh-CN".into(),
                rtl: false,
            });
        }
        let mut taxonomies: Vec<Taxonomy> = match fields.get("taxonomies") {
            Some(list) => list.items().iter().filter_map(taxonomy).collect(),
            None => vec![Taxonomy { name: "tags".into(), fields: vec!["tags".into()], title: tags_title() }],
        };
        if fields.is("authors") && !taxonomies.iter().any(|taxonomy| taxonomy.name == AUTHORS) {
            taxonomies.push(authors());
        }
        let base_url = fields.text("base_url", "").and_then(base_address);
        Self {
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
            search: search::given(&fields).and_then(Search::parse),
            zone,
            languages,
            taxonomies,
            base_url,
            fields,
        }
    }

    /// The path of the site on its server: `/`, or `/site/`.
    pub fn base_path(&self) -> String {
        let rest = self.base_url.as_deref().and_then(|url| url.split_once("://"));
        let path = rest.and_then(|(_, rest)| rest.split_once('/'));
        path.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }

    /// The free YAML of a key.
    pub fn any(&self, key: &str) -> Option<&Node> {
        if let Some(Value::Any(node)) = self.fields.get(key) { Some(node) } else { None }
    }

    /// The blocks of the home page in a language, with the steps to each within `site.yaml`.
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

    /// The first part of addresses in a language: nothing for the default, else `en/`.
    pub fn prefix(&self, lang: usize) -> String {
        if lang == 0 { String::new() } else { format!("{}/", self.code(lang)) }
    }
}

/// The field of `site.yaml` that holds the time zone.
const ZONE: &str = "time_zone";

/// The zone that `site.yaml` names, looked up before anything else is read, since dates depend on it. `None` for what is no zone.
fn zone(site: &Node) -> Option<Zone> {
    let is_zone = |key: &str| configuration_group().meant_by(key).is_some_and(|field| &*field.key == ZONE);
    let written = site.entries().iter().find(|(key, _)| is_zone(key)).map(|(_, value)| value);
    match written {
        None | Some(Node::Null) => Some(Zone::default()),
        Some(Node::Integer(hours)) => Zone::parse(&format!("{hours:+}")),
        Some(value) => value.as_str().and_then(Zone::parse),
    }
}

fn unknown_zone(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    // What is no text at all has been reported.
    let Some(written) = fields.text(ZONE, "") else { return };
    let problem = Problem::error(
        "config/time-zone",
        format!("看不懂“{written}”这个时区"),
        format!("`{written}` is not a time zone"),
    )
    .help(
        "写成 +08:00 这样，即比格林尼治时间早几小时；北京时间就是 +08:00，不写也是",
        "write the distance from Greenwich, such as +08:00, which is also what holds if you leave it out",
    );
    let path = [Step::Key(ZONE.into())];
    reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
}

/// A full address begins with its scheme.
fn check_addresses(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let Some(url) = fields.text("base_url", "") else { return };
    if base_address(url).is_none() {
        let trail = written_trail(configuration_group(), site, &[Step::Key("base_url".into())]);
        reader.report(&trail, Part::Value, no_base_address(url));
    }
}

/// `url` is no address at which a site can be.
pub fn no_base_address(url: &str) -> Problem {
    Problem::error(
        "config/base-url",
        format!("“{url}”不是完整的网址"),
        format!("`{url}` is not the full address of a site"),
    )
    .help(
        "写成 https://dj.example.com/ 这样，只写域名和路径；内网没有固定地址就不写",
        "write https://dj.example.com/, with nothing but a host and a path, or leave it out",
    )
}

/// The code of a language is a part of file names and addresses, and its own.
fn check_languages(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let mut known: Vec<String> = Vec::new();
    for (at, language) in fields.items("languages").iter().filter_map(language).enumerate() {
        let is_code = !language.code.is_empty()
            && language.code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_code || known.contains(&language.code) {
            let code = &language.code;
            let (zh, en) = if is_code {
                (format!("语言“{code}”写了两次"), format!("the language `{code}` is given twice"))
            } else {
                (format!("“{code}”不是语言代码"), format!("`{code}` is no language code"))
            };
            let problem = Problem::error("config/language", zh, en);
            let problem = if is_code {
                problem.help("留下一个，删去另一个", "keep one of them")
            } else {
                problem.help(
                    "语言代码用英文字母，如 zh、en、ug",
                    "a code is of ASCII letters, such as zh, en, ug",
                )
            };
            let path = [Step::Key("languages".into()), Step::Index(at)];
            reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
        }
        known.push(language.code);
    }
}

/// The home page is a list of blocks, or such a list for each language; a block is one name with its arguments.
fn check_home(site: &Node, reader: &mut Reader<'_>) {
    let Some((key, home)) = site
        .entries()
        .iter()
        .find(|(key, _)| configuration_group().meant_by(key).is_some_and(|f| &*f.key == "home"))
    else {
        return;
    };
    let lists: Vec<(Vec<Step>, &Node)> = match home {
        Node::Mapping(entries) => entries
            .iter()
            .map(|(code, list)| (vec![Step::Key(key.clone()), Step::Key(code.clone())], list))
            .collect(),
        other => vec![(vec![Step::Key(key.clone())], other)],
    };
    let wrong = || {
        Problem::error("config/home", "首页要写成板块的列表", "the home page is a list of blocks").help(
            "每个板块一行，例如“- 头条: {属性: 头条}”；分语言的写在 zh:、en: 下面",
            "a block a line, such as `- headline: {flag: headline}`; by language below `zh:` and `en:`",
        )
    };
    for (trail, list) in lists {
        let Node::Sequence(blocks) = list else {
            if *list != Node::Null {
                reader.report(&trail, Part::Value, wrong());
            }
            continue;
        };
        for (at, block) in blocks.iter().enumerate() {
            let is_block = matches!(block.entries(), [(_, Node::Mapping(_) | Node::Null)]);
            if !is_block {
                let mut trail = trail.clone();
                trail.push(Step::Index(at));
                reader.report(&trail, Part::Value, wrong());
            }
        }
    }
}

/// Patterns of addresses are given by section or type.
fn check_permalinks(site: &Node, reader: &mut Reader<'_>) {
    let is_key = |key: &str| configuration_group().meant_by(key).is_some_and(|f| &*f.key == "permalinks");
    let Some((key, given)) = site.entries().iter().find(|(key, _)| is_key(key)) else { return };
    let trail = vec![Step::Key(key.clone())];
    let wrong = || {
        Problem::error(
            "config/permalink",
            "网址样式要按栏目或类型来写",
            "permalinks are given by section or type",
        )
        .help(
            "如 news: /{section}/{year}/{month}{day}-{slug}.html",
            "such as news: /{section}/{year}/{month}{day}-{slug}.html",
        )
    };
    if !matches!(given, Node::Mapping(_) | Node::Null) {
        reader.report(&trail, Part::Value, wrong());
    }
    for (name, pattern) in given.entries() {
        let trail: Vec<Step> = trail.iter().cloned().chain([Step::Key(name.clone())]).collect();
        match pattern.as_str().map(Pattern::parse) {
            Some(Ok(_)) => {}
            Some(Err(problem)) => reader.report(&trail, Part::Value, problem),
            None => reader.report(&trail, Part::Value, wrong()),
        }
    }
}

fn language(value: &Value) -> Option<Language> {
    let Value::Group(fields) = value else { return None };
    let code = fields.text("code", "")?.to_owned();
    let (name, locale, rtl) = match code.as_str() {
        "zh" => ("简体中文", "zh-CN", false),
        "en" => ("English", "en", false),
        "ug" => ("ئۇيغۇرچە", "ug", true),
        other => (other, other, matches!(other, "ar" | "fa" | "he" | "ur")),
    };
    Some(Language {
        name: fields.text("name", "").unwrap_or(name).to_owned(),
        locale: fields.text("locale", "").unwrap_or(locale).to_owned(),
        rtl: fields.choice("dir").map_or(rtl, |dir| dir == "rtl"),
        code,
    })
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

/// The name of the taxonomy of those who wrote, photographers apart.
const AUTHORS: &str = "authors";

/// Whoever is named as the author or a correspondent of a page.
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

fn markdown_options(fields: &Fields) -> markdown::Options {
    let given = fields.group("markdown");
    let is = |key| given.is_some_and(|group| group.is(key));
    let choice = |key| given.and_then(|group| group.choice(key)).unwrap_or_default();
    markdown::Options {
        raw_html: given.and_then(|group| group.choice("html")) == Some("allow"),
        definition_lists: is("definition_lists"),
        math: is("math"),
        wikilinks: is("wikilinks"),
        smart_punctuation: is("smart_punctuation"),
        highlight: given.is_none_or(|group| group.get("highlight") != Some(&Value::Boolean(false))),
        paragraphs: match choice("paragraphs") {
            "commonmark" => Paragraphs::CommonMark,
            _ => Paragraphs::Chinese,
        },
        sentence_lines: match choice("lines") {
            "paragraphs" => Lines::Paragraphs,
            "join" => Lines::Join,
            _ => Lines::Warn,
        },
        headings: match choice("headings") {
            "detect" => Headings::Detect,
            "off" => Headings::Off,
            _ => Headings::Report,
        },
        numbering: match choice("numbering") {
            "chinese" => Numbering::Chinese,
            _ => Numbering::Off,
        },
        ..markdown::Options::default()
    }
}

/// A title as free YAML gives it: a string, or a mapping from language to string.
pub(super) fn title(node: &Node, lang: &str) -> Option<String> {
    Translated::from_node(node).map(|words| words.get(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("site", include_str!("declared/site.yaml")),
            ("section", include_str!("declared/section.yaml")),
            ("organization", include_str!("declared/organization.yaml")),
            ("menu", include_str!("declared/menu.yaml")),
            ("statistics", include_str!("declared/statistics.yaml")),
            ("common", include_str!("../schema/common.yaml")),
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
        assert_eq!((left_out.sentence_lines, left_out.numbering), (Lines::Warn, Numbering::Off));
        let given = markdown(
            "markdown: {paragraphs: commonmark, lines: paragraphs, headings: detect, numbering: chinese}\n",
        );
        assert_eq!((given.paragraphs, given.headings), (Paragraphs::CommonMark, Headings::Detect));
        assert_eq!((given.sentence_lines, given.numbering), (Lines::Paragraphs, Numbering::Chinese));
        let given = markdown("markdown: {lines: join, headings: off}\n");
        assert_eq!((given.sentence_lines, given.headings), (Lines::Join, Headings::Off));
        let problems = told("title: 甲\ntheem: x\n");
        assert_eq!((problems[0].code, problems[0].place.as_ref().unwrap().line), ("meta/unknown-key", 2));
    }
}
