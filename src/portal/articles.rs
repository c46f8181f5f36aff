//! Reads articles: from what is known of them, or from their files.

use super::read::{Name, SectionTypes, front_matter, type_of};
use super::sources::{Found, Known, Sources, encoded};
use crate::markdown;
use crate::problem::{Edit, Fix, Problem};
use crate::schema::{Types, Zone};
use crate::site::{PageSource, Standing};
use crate::source::{Document, SiteFolder};
use crate::store::fingerprint;

/// Longest summary that is taken from a body, in characters.
const LEAD: usize = 110;

/// What articles are read with.
pub(super) struct Reading<'r> {
    pub folder: &'r SiteFolder,
    pub types: &'r Types,
    pub sections: &'r SectionTypes,
    pub sources: &'r Sources,
    /// The site's time zone.
    pub zone: Zone,
}

/// What was read of an article.
#[derive(Default)]
pub(super) struct Read {
    pub source: Option<Box<PageSource>>,
    pub problems: Vec<Problem>,
    /// What is to be remembered, where that is not what is known already.
    pub known: Option<Vec<u8>>,
}

impl Reading<'_> {
    /// Reads an article; one that is as it was is taken from what is known of it.
    pub(super) fn page(&self, name: &Name<'_>) -> Read {
        let found = self.sources.get(name.file);
        let as_known = |found: &Found<'_>| found.page(name, self.types, self.sections.of(&name.stem));
        let current = found.as_ref().filter(|found| found.known.is_current(&name.stamp));
        if let Some(source) = current.and_then(as_known) {
            return Read { source: Some(source), ..Read::default() };
        }
        let (document, mut problems) = match self.folder.document(name.file) {
            Ok(read) => read,
            Err(problem) => return Read { problems: vec![problem], ..Read::default() },
        };
        let text = fingerprint(document.text.as_bytes());
        let is_settled = self.sources.is_settled(&name.stamp);
        if let Some(found) = found.filter(|found| found.known.text == text)
            && let Some(source) = as_known(&found)
        {
            let known = found.known.restamped(name.stamp, is_settled);
            return Read { source: Some(source), known: known.encoded(), ..Read::default() };
        }
        let found = self.parsed(name, &document, text, &mut problems);
        // A warning about the file itself is told when the file is read.
        if problems.is_empty() {
            self.folder.keep(document);
        }
        let known = Known::new(name.file, name.stamp, is_settled, text);
        let known = match &found {
            Some((source, says_type, fields)) if problems.is_empty() => {
                known.with(source, *says_type, fields.clone())
            }
            _ => known,
        };
        Read { source: found.map(|(source, ..)| source), problems, known: known.encoded() }
    }

    /// The page, whether it names its type itself, and the bytes of its fields.
    fn parsed(
        &self,
        name: &Name<'_>,
        document: &Document,
        text: u64,
        problems: &mut Vec<Problem>,
    ) -> Option<(Box<PageSource>, bool, Vec<u8>)> {
        let mut yaml = document.yaml().map_err(|found| problems.extend(found)).ok()?;
        problems.append(&mut yaml.warnings);
        let (content_type, says_type) = type_of(&yaml, name, self.types, self.sections, problems)?;
        let (fields, found) = front_matter(&yaml, &content_type.group, self.zone);
        if document.has_front_matter() || found.is_empty() {
            problems.extend(found);
        } else {
            // That this and that is missing only follows.
            problems.push(without_front_matter(document));
        }
        let has_summary = fields.get("summary").is_some();
        let lead = if has_summary { String::new() } else { markdown::lead(document.body(), LEAD) };
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
            text,
            print,
        });
        Some((source, says_type, bytes))
    }
}

/// An article that begins with its text.
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
    problem.at(&document.source(), first_line).help(
        "在正文前面加上：一行 ---，一行“标题: ……”，一行“日期: ……”，再一行 ---",
        "begin with a line `---`, the lines `title: …` and `date: …`, and another line `---`",
    )
}
