//! Reads articles: from the stored results of an earlier run, or from their files.

use super::article_cache::{ArticleCache, CacheHit, CachedArticle, encoded};
use super::doubts::ReadFields;
use super::misplaced::is_for_developers;
use super::name::DocumentName;
use super::section::front_matter;
use super::section_types::{SectionTypes, type_of};
use super::settings::Settings;
use crate::markdown::{self, Lines, Mentioned};
use crate::problem::{Edit, Fix, Problem};
use crate::schema::{
    Date, Fields, Group, Reader, Types, Value, Zone, common_group, fields_below, is_yes, written_trail,
};
use crate::site::{Config, PageSource, Standing, State, asked_path, join, percent_decoded};
use crate::source::yaml::{Node, Part, Step, Yaml};
use crate::source::{Document, SiteFolder};
use crate::store::{Fingerprint, fingerprint};
use crate::text::Headline;
use crate::theme::Theme;

/// Maximum length of a summary taken from a body, in characters.
const LEAD: usize = 110;

/// Fingerprints what decides, besides its text, how an article is read and which problems are
/// reported.
pub(super) fn print(theme: &Theme, config: &Config) -> u64 {
    let mut print = Fingerprint::new();
    print.number(theme.types_print).value(&config.zone.minutes());
    for key in &config.ignored_keys {
        print.text(key);
    }
    // Summaries are the first paragraphs, which lines are depends on this.
    print.text(&format!("{:?}", config.markdown.line_ends()));
    print.done()
}

/// The context for reading articles.
pub(crate) struct ArticleReader<'r> {
    pub folder: &'r SiteFolder,
    pub types: &'r Types,
    pub sections: &'r SectionTypes,
    pub sources: &'r ArticleCache,
    /// The site's time zone.
    pub zone: Zone,
    /// Keys of other generators, to be ignored without a problem.
    pub ignored: &'r [String],
    /// The meaning of line ends, for the summaries.
    pub lines: Lines,
    /// The run. Where it shows drafts or expired pages, their mistakes count like those of others.
    pub settings: &'r Settings,
}

/// Result of reading an article.
#[derive(Default)]
pub(crate) struct ReadArticle {
    pub source: Option<Box<PageSource>>,
    pub problems: Vec<Problem>,
    /// Bytes to store, where they differ from those stored already.
    pub known: Option<Vec<u8>>,
}

impl ArticleReader<'_> {
    /// Reads an article; an unchanged one is taken from the stored results.
    pub(crate) fn page(&self, name: &DocumentName<'_>) -> ReadArticle {
        let found = self.sources.get(name.file);
        let as_known = |found: &CacheHit<'_>| found.page(name, self.types, self.sections.of(&name.stem));
        let current = found.as_ref().filter(|found| found.known.is_current(&name.stamp));
        if let Some(source) = current.and_then(as_known) {
            return ReadArticle { source: Some(source), ..ReadArticle::default() };
        }
        let (document, mut problems) = match self.folder.document(name.file) {
            Ok(read) => read,
            Err(problem) => return ReadArticle { problems: vec![problem], ..ReadArticle::default() },
        };
        let text = fingerprint(document.text.as_bytes());
        let is_settled = self.sources.is_settled(&name.stamp);
        if let Some(found) = found.filter(|found| found.known.text == text)
            && let Some(source) = as_known(&found)
        {
            let known = found.known.restamped(name.stamp, is_settled);
            return ReadArticle { source: Some(source), known: known.encoded(), ..ReadArticle::default() };
        }
        let found = self.parsed(name, &document, text, &mut problems);
        // Cache only documents without problems: a warning about the file itself is reported by
        // reading the file.
        if problems.is_empty() {
            self.folder.keep(document);
        }
        let known = CachedArticle::new(name.file, name.stamp, is_settled, text);
        let known = match &found {
            Some((source, says_type, fields)) if problems.is_empty() => {
                known.with(source, *says_type, fields.clone())
            }
            _ => known,
        };
        ReadArticle { source: found.map(|(source, ..)| source), problems, known: known.encoded() }
    }

    /// Returns the page, whether it names its type itself, and the bytes of its fields.
    fn parsed(
        &self,
        name: &DocumentName<'_>,
        document: &Document,
        text: u64,
        problems: &mut Vec<Problem>,
    ) -> Option<(Box<PageSource>, bool, Vec<u8>)> {
        let mut yaml = document.yaml().map_err(|found| problems.extend(found)).ok()?;
        let before = problems.len();
        problems.append(&mut yaml.warnings);
        let found = self.typed(name, document, &yaml, text, problems);
        if problems.len() > before {
            let told = problems.split_off(before);
            problems.extend(self.by_state(&yaml, told));
        }
        found
    }

    /// Returns the mistakes of an article; those of one that is not published yet, or any more,
    /// don't stop a build.
    fn by_state(&self, yaml: &Yaml<'_>, found: Vec<Problem>) -> Vec<Problem> {
        let is_shown = |state| self.settings.shown.contains(&state);
        if says_draft(yaml) {
            // Placeholders are what drafts are for: in a draft they never stop a build, even where
            // drafts are shown.
            let is_told = |told: &Problem| !is_shown(State::Draft) || told.code == "meta/placeholder";
            return found
                .into_iter()
                .map(|told| if is_told(&told) { told.of_draft() } else { told })
                .collect();
        }
        if !is_shown(State::Expired) && self.says_expired(yaml) {
            return found.into_iter().map(Problem::of_expired).collect();
        }
        found
    }

    /// Returns whether a front matter says that the time of the article is over.
    fn says_expired(&self, yaml: &Yaml<'_>) -> bool {
        let date = |key| Date::parse_in(common_value(yaml, key)?.as_str()?, self.zone).ok();
        // If it ends before it begins, one of the two is a mistake: whether it is over is not
        // known.
        let begins = date("publish_at");
        let is_right = |ends: &Date| begins.is_none_or(|begins: Date| begins.begins_before(ends));
        let ends = date("expires").filter(is_right);
        ends.is_some_and(|date| date.deadline() <= self.settings.now.start())
    }

    fn typed(
        &self,
        name: &DocumentName<'_>,
        document: &Document,
        yaml: &Yaml<'_>,
        text: u64,
        problems: &mut Vec<Problem>,
    ) -> Option<(Box<PageSource>, bool, Vec<u8>)> {
        if !document.has_front_matter() && is_for_developers(name.file) {
            return None;
        }
        let (content_type, says_type) = type_of(yaml, name, self.types, self.sections, problems)?;
        let reader = Reader::of(yaml).with_joins(yaml.joins()).in_zone(self.zone).of_page(self.ignored);
        let reader = reader.of_type(&content_type.name, &content_type.id);
        let (mut fields, found) = front_matter(yaml, &content_type.group, reader);
        break_title(&mut fields);
        if document.has_front_matter() || found.is_empty() {
            problems.extend(found);
        } else {
            // Missing fields are only a consequence.
            problems.push(without_front_matter(document));
            // What such a text says of itself, such as that it is a draft, is not known.
            return None;
        }
        let group = &content_type.group;
        problems.extend(fields_below(document, group, &yaml.node));
        problems.extend(slide_without_cover(yaml, group, &fields));
        let (file, now) = (name.file, self.settings.now);
        problems.extend(ReadFields { file, yaml, group, fields: &fields, now }.doubts());
        let has_summary = fields.get("summary").is_some();
        let lead =
            if has_summary { String::new() } else { markdown::lead(document.body(), LEAD, self.lines) };
        let (bytes, print) = encoded(&content_type, &fields, &lead);
        let source = Box::new(PageSource {
            frame: PageSource::frame_of(&content_type, &fields),
            file: document.file.as_str().into(),
            stem: name.stem.as_str().into(),
            lang: name.lang,
            content_type,
            standing: Standing::of(&fields),
            fields: fields.into(),
            lead: lead.into(),
            mentions: mentioned(name.file, document.body()),
            text,
            print,
        });
        Some((source, says_type, bytes))
    }
}

/// What a body may name of the site, each once.
fn mentioned(file: &str, body: &str) -> Box<[Box<str>]> {
    /// At most so many: an index of all articles mentions none in particular.
    const MOST: usize = 100;
    let mut found: Vec<Box<str>> = Vec::new();
    markdown::mentions(body, |mentioned| {
        let named = match mentioned {
            Mentioned::Path(path) if path.starts_with('/') => Some(format!("/{}", asked_path(path))),
            Mentioned::Path(path) => join(file, &percent_decoded(path)),
            Mentioned::Name(name) => Some(format!("={name}")),
        };
        if let Some(named) = named.filter(|named| !found.iter().any(|known| **known == **named)) {
            found.push(named.into());
        }
    });
    if found.len() > MOST { Box::default() } else { found.into() }
}

/// Takes the breaks that a writer has set with `|` out of the title: only headlines show them. The
/// short title, which is none, has no breaks.
fn break_title(fields: &mut Fields) {
    let read = |fields: &Fields, key| match fields.get(key) {
        Some(Value::Text(title)) => Headline::parse(title),
        _ => None,
    };
    if let Some(Headline { title, .. }) = read(fields, "short_title") {
        fields.set("short_title".into(), Value::Text(title.into()));
    }
    if let Some(Headline { title, lines }) = read(fields, "title") {
        fields.set("title".into(), Value::Text(title.into()));
        if let Some(lines) = lines.filter(|_| fields.get("title_lines").is_none()) {
            fields.set("title_lines".into(), Value::Text(lines.into()));
        }
    }
}

/// Warns of a page flagged as a slide without a picture: no slide shows it.
fn slide_without_cover(yaml: &Yaml<'_>, group: &Group, fields: &Fields) -> Option<Problem> {
    let is_slide = |flag: &Value| flag.choice().is_some_and(|choice| choice.key == "slide");
    if fields.get("cover").is_some() || !fields.items("flags").iter().any(is_slide) {
        return None;
    }
    let problem = Problem::warning(
        "meta/slide-without-cover",
        "属性里有“幻灯”，可是没有题图，首页的图片新闻里不会出现",
        "this page is to be a slide, but has no cover: the slides leave it out",
    )
    .help(
        "加一行“题图: 照片.jpg”，照片放在文章旁边；不要上图片新闻的，删去“幻灯”",
        "add `cover: photo.jpg`, with the picture beside the article; or remove `slide`",
    )
    .help_in_rows(|_| {
        (
            "加一列“题图”，这一行写“照片.jpg”，照片放在文章旁边；不要上图片新闻的，删去“幻灯”".to_owned(),
            "add a column `cover` with the picture, which is beside the table; or remove `slide`".to_owned(),
        )
    });
    let trail = written_trail(group, &yaml.node, &[Step::Key("flags".into())]);
    Some(yaml.at(problem, &trail, Part::Value))
}

/// Returns whether a front matter declares the article a draft.
fn says_draft(yaml: &Yaml<'_>) -> bool {
    common_value(yaml, "draft").is_some_and(is_yes)
}

/// Returns what a front matter says of a common field, whatever its type.
fn common_value<'y>(yaml: &'y Yaml<'_>, key: &str) -> Option<&'y Node> {
    let is_key = |written: &str| common_group().meant_by(written).is_some_and(|field| &*field.key == key);
    yaml.node.entries().iter().find(|(written, _)| is_key(written)).map(|(_, value)| value)
}

/// Reports an article without front matter.
fn without_front_matter(document: &Document) -> Problem {
    let first_line = 0..document.text.find('\n').unwrap_or(document.text.len());
    let problem = Problem::error(
        "meta/absent",
        "文章开头没有文章信息（标题、日期等）",
        "this page has no front matter (title, date …)",
    );
    if document.lacks_opening() {
        let fix = Fix::probable(
            "在文件开头加一行 ---",
            "begin the file with a line `---`",
            vec![Edit::insert(0, "---\n")],
        );
        let problem = problem.help(
            "文章信息前面少了一行 ---，请写在文件的第一行",
            "the line `---` before the front matter is missing: it is the first of the file",
        );
        return problem.fix(fix).at(&document.source(), first_line);
    }
    let bare = document.bare_front_matter();
    if bare.is_some_and(|end| document.bare_front_matter_goes_on(end)) {
        let problem = problem.help(
            "文章信息的前面和后面各要有一行 ---，中间不留空行",
            "the front matter needs a line `---` before and after it, and no empty lines in it",
        );
        return problem.at(&document.source(), first_line);
    }
    if let Some(end) = bare {
        let closing = if document.text[..end].ends_with('\n') { "---\n" } else { "\n---\n" };
        let fix = Fix::probable(
            "在文章信息前后各加一行 ---",
            "put a line `---` before and after the front matter",
            vec![Edit::insert(0, "---\n"), Edit::insert(end, closing)],
        );
        let problem = problem.help(
            "文章信息的前面和后面各要有一行 ---",
            "the front matter needs a line `---` before and after it",
        );
        return problem.fix(fix).at(&document.source(), first_line);
    }
    problem.at(&document.source(), first_line).help(
        "在正文前面加上：一行 ---，一行“标题: ……”，一行“日期: ……”，再一行 ---",
        "begin with a line `---`, the lines `title: …` and `date: …`, and another line `---`",
    )
}
