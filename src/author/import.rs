//! Imports manuscripts: a Word file, a page or a text becomes an article of a section.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use super::new_page::{NewFile, NewPage, NewText, TakenAddresses, one_more_page};
use crate::load::{Outline, OutlineSection};
use crate::manuscript::{self, BlockKind, FieldValue, Manuscript, Recognized};
use crate::markdown::plain;
use crate::picture;
use crate::problem::{Problem, Words, reason};
use crate::schema::{ContentType, Date, common_group};
use crate::source::yaml::Node;
use crate::source::{Document, ListedFile};
use crate::store::Fingerprint;
use crate::text::Headline;

/// Where imported manuscripts go.
#[derive(Debug)]
pub struct ImportOrder<'a> {
    /// The site.
    pub outline: &'a Outline,
    /// The type of the articles.
    pub content_type: &'a ContentType,
    /// Their section.
    pub section: &'a OutlineSection,
    /// Today, as `2026-11-20`: the date of an article that has none.
    pub today: &'a str,
    /// Whether one that has been imported before is imported once more.
    pub again: bool,
}

/// A file of the article: its name and its bytes.
type NamedFile = (String, Vec<u8>);

/// What became of a manuscript.
#[derive(Debug)]
pub struct Imported {
    /// The article.
    pub article: NewFile,
    /// Its title.
    pub title: String,
    /// The fields that the manuscript says: their labels, values, and whether they were guessed.
    pub fields: Vec<(String, String, bool)>,
    /// What was carried over.
    pub counts: ImportCounts,
    /// What was not, and what the writer must look at.
    pub findings: Vec<Problem>,
}

/// The number of blocks of each kind that were carried over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Paragraphs.
    pub paragraphs: usize,
    /// Headings.
    pub headings: usize,
    /// Tables.
    pub tables: usize,
    /// Pictures.
    pub pictures: usize,
    /// Footnotes.
    pub notes: usize,
    /// Attachments.
    pub attachments: usize,
}

/// Imports files, one after another. What it needs to know of the site is found once.
#[derive(Debug)]
pub struct Importer<'a> {
    order: ImportOrder<'a>,
    taken: TakenAddresses,
    /// The articles of the section by the fingerprints of their words.
    known: HashMap<u64, Vec<String>>,
}

impl<'a> Importer<'a> {
    /// Prepares the import.
    pub fn new(order: ImportOrder<'a>) -> Self {
        let taken = TakenAddresses::of(order.outline);
        let mut importer = Self { order, taken, known: HashMap::new() };
        if !importer.order.again {
            let within = format!("content/{}/", importer.order.section.folder);
            let (inventory, _) = importer.order.outline.folder.inventory();
            let is_article =
                |file: &&ListedFile| file.name.starts_with(&within) && file.name.ends_with(".md");
            inventory.all().filter(is_article).for_each(|file| importer.learn(&file.name));
        }
        importer
    }

    fn learn(&mut self, file: &str) {
        if let Ok((document, _)) = self.order.outline.folder.document(file) {
            self.known.entry(print(&plain(document.body()))).or_default().push(file.to_owned());
        }
    }

    /// Imports a file.
    ///
    /// # Errors
    /// The file cannot be read, is of a kind that is not read, was imported before, or the article
    /// cannot be written.
    pub fn import(&mut self, file: &Path) -> Result<Imported, Problem> {
        let imported = import(file, &self.order, &self.known, &mut self.taken)?;
        if !self.order.again {
            self.learn(&imported.article.file);
        }
        Ok(imported)
    }
}

fn print(words: &str) -> u64 {
    Fingerprint::new().text(words).done()
}

fn import(
    file: &Path,
    order: &ImportOrder<'_>,
    known: &HashMap<u64, Vec<String>>,
    taken: &mut TakenAddresses,
) -> Result<Imported, Problem> {
    let shown = file.display().to_string();
    let bytes = read(file, &shown)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut manuscript = manuscript::read(bytes, &shown, &|address| nearby(folder, address))?;
    let names_there = names_in(folder);
    let mut recognized =
        manuscript::recognize(&mut manuscript, &|name| manuscript::named(&names_there, name));
    let mut findings = std::mem::take(&mut manuscript.findings);
    for finding in &mut findings {
        if finding.place.is_none() {
            *finding = finding.clone().in_file(shown.clone());
        }
    }
    findings.extend(recognized.missing.iter().map(|name| missing(name, &shown)));
    if let Some(unit) = unmatched(&recognized, order) {
        findings.push(unknown_unit(&unit, &shown));
    }
    let (names, mut files) = pictures(&manuscript);
    for name in &recognized.attachments {
        let path = folder.join(name);
        let bytes = read(&path, &path.display().to_string())?;
        files.push((name.clone(), bytes));
    }
    let body = manuscript::body(&manuscript, &names);
    if recognized.value("title").is_none() {
        // A text that only has sentences: its file has a name.
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        recognized.fields.insert(0, FieldValue { key: "title", values: vec![stem], is_guess: true });
    }
    let title = recognized.value("title").unwrap_or_default().to_owned();
    let written = Headline::escaped(&title);
    let (answers, remarks) = answers(&recognized, order);
    findings.extend(unread_date(&recognized, &answers, order, &shown));
    if !recognized.annexes.is_empty() {
        findings.push(annexes(&recognized.annexes, &shown));
    }
    if !order.again
        && let Some(known) = imported_before(order, known, (&written, &body), &answers)
    {
        return Err(again(&known, &shown));
    }
    let text = NewText { body: &body, remarks: &remarks, files: &files };
    // The file and the address have the date of the article.
    let date = recognized
        .value("date")
        .and_then(|date| Date::parse(date).ok())
        .map(|date| date.civil().date().to_string());
    let page = NewPage {
        content_type: order.content_type,
        title: &written,
        section: order.section,
        lang: 0,
        today: date.as_deref().unwrap_or(order.today),
        answers: &answers,
        text: Some(text),
    };
    let article = one_more_page(order.outline, &page, taken)?;
    let fields = shown_fields(&recognized, &answers, order);
    let attachments = recognized.attachments.len();
    let counts = ImportCounts { attachments, ..counts(&manuscript) };
    Ok(Imported { article, title, fields, counts, findings })
}

fn read(file: &Path, shown: &str) -> Result<Vec<u8>, Problem> {
    let refused = |error: &std::io::Error| {
        Problem::error(
            "import/unreadable",
            format!("打不开这个文件：{}", reason(error).zh),
            format!("this file cannot be opened: {}", reason(error).en),
        )
        .in_file(shown)
        .help(
            "看看文件名对不对，是不是正在被别的程序占用",
            "see whether the name is right, and whether it is open elsewhere",
        )
    };
    let data = fs::metadata(file).map_err(|error| refused(&error))?;
    // A pipe or a device would wait for ever.
    if !data.is_file() {
        return Err(refused(&std::io::ErrorKind::InvalidInput.into()));
    }
    if data.len() > manuscript::LONGEST {
        let (zh, en) = ("文件太大，没有读", "the file is too large and was not read");
        return Err(Problem::error("import/file-size", zh, en).in_file(shown).help(
            "稿件最大 200 MB；在 Word 里“压缩图片”，或者分成几个文件",
            "a manuscript has at most 200 MB: compress its pictures in Word, or part it",
        ));
    }
    fs::read(file).map_err(|error| refused(&error))
}

/// Returns the bytes of a file within a folder that a page refers to, such as
/// `通知.files/image001.jpg`. Nothing outside the folder is read.
fn nearby(folder: &Path, address: &str) -> Option<Vec<u8>> {
    /// Maximum length of a picture, in bytes: more is never published.
    const LONGEST: u64 = 100 << 20;
    let path = Path::new(address);
    if !path.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return None;
    }
    // A link may lead elsewhere.
    let path = folder.join(path).canonicalize().ok()?;
    let is_within = path.starts_with(folder.canonicalize().ok()?);
    let data = fs::metadata(&path).ok()?;
    (is_within && data.is_file() && data.len() <= LONGEST).then(|| fs::read(&path).ok())?
}

/// Returns the names of the files in a folder, sorted, without hidden ones.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

/// Returns the names of the pictures under which the body shows them, and their bytes. Their names
/// are numbers: those in a Word file say nothing.
fn pictures(manuscript: &Manuscript) -> (Vec<Option<String>>, Vec<NamedFile>) {
    let (mut names, mut files) = (Vec::new(), Vec::new());
    for file in &manuscript.files {
        if file.bytes.is_empty() {
            names.push(None);
            continue;
        }
        let ending = ending(&file.bytes, &file.name);
        let name = format!("{}.{ending}", files.len() + 1);
        names.push(Some(name.clone()));
        files.push((name, file.bytes.clone()));
    }
    (names, files)
}

/// Returns the ending of a picture, by its content.
fn ending(bytes: &[u8], name: &str) -> String {
    let by_name = Path::new(name).extension().and_then(|ending| ending.to_str());
    let by_name = by_name.filter(|ending| ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    picture::Format::of(bytes)
        .endings()
        .first()
        .map(|ending| (*ending).to_owned())
        .or_else(|| by_name.map(str::to_ascii_lowercase))
        .unwrap_or_else(|| "bin".to_owned())
}

/// Returns an article of the section with the same title, the same text, and the same values of
/// fields: the notice of next month may differ only by its date.
fn imported_before(
    order: &ImportOrder<'_>,
    known: &HashMap<u64, Vec<String>>,
    (title, body): (&str, &str),
    answers: &BTreeMap<String, String>,
) -> Option<String> {
    let words = plain(body);
    let title = bare_title(title);
    let values = || answers.values().flat_map(|value| value.lines());
    let pictures = body.matches("![").count();
    let is_same = |document: &Document| {
        let front = document.front_matter();
        title_of(document).is_some_and(|known| bare_title(&known) == title)
            && values().all(|value| front.contains(value))
            && plain(document.body()) == words
            // Pictures have no words: an album is another if it has more of them.
            && document.body().matches("![").count() == pictures
            && (!words.trim().is_empty() || pictures == 0)
    };
    let alike = known.get(&print(&words)).into_iter().flatten();
    let read = |file: &str| order.outline.folder.document(file);
    alike.into_iter().find(|file| read(file).is_ok_and(|(document, _)| is_same(&document))).cloned()
}

/// The title in the front matter of an article.
fn title_of(document: &Document) -> Option<String> {
    let yaml = document.yaml().ok()?;
    let is_title = |key: &str| common_group().meant_by(key).is_some_and(|field| &*field.key == "title");
    let (_, value) = yaml.node.entries().iter().find(|(key, _)| is_title(key))?;
    match value {
        Node::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// A title as it is read, in one line: without the breaks that its writer has set with `|`.
fn bare_title(title: &str) -> String {
    let bare = Headline::parse(title).map_or_else(|| title.to_owned(), |read| read.title);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the values of the fields that the type has, and the words above those that were guessed.
fn answers(
    recognized: &Recognized,
    order: &ImportOrder<'_>,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut answers, mut remarks) = (BTreeMap::new(), BTreeMap::new());
    let is_chinese = order.outline.lang().starts_with("zh");
    for field in &recognized.fields {
        if order.content_type.group.field(field.key).is_none() {
            continue;
        }
        // What only looks like a date stays in the text.
        if field.key == "date" && field.values.iter().any(|date| Date::parse(date).is_err()) {
            continue;
        }
        // A unit that the site does not know would stop it.
        if field.key == "unit" && unmatched(recognized, order).is_some() {
            continue;
        }
        let value = field.values.join(if is_chinese { "、" } else { "; " });
        if field.key != "title" {
            answers.insert(field.key.to_owned(), value);
        }
        if field.is_guess {
            let remark = if is_chinese {
                "从稿件里认出来的，请核对"
            } else {
                "Recognized in the manuscript: check it"
            };
            remarks.insert(field.key.to_owned(), remark.to_owned());
        }
    }
    if !recognized.attachments.is_empty() {
        // A list even of one: a name may contain a comma.
        answers.insert("attachments".to_owned(), recognized.attachments.join("\n") + "\n");
    }
    (answers, remarks)
}

/// Returns the unit that the manuscript names, if the organization of the site has no such unit.
fn unmatched(recognized: &Recognized, order: &ImportOrder<'_>) -> Option<String> {
    let unit = recognized.value("unit")?;
    let is_known = order.outline.units.iter().any(|(id, name)| id == unit || name == unit);
    (!is_known).then(|| unit.to_owned())
}

/// Returns the fields that the article got, by their labels.
fn shown_fields(
    recognized: &Recognized,
    answers: &BTreeMap<String, String>,
    order: &ImportOrder<'_>,
) -> Vec<(String, String, bool)> {
    let is_set = |field: &&FieldValue| field.key == "title" || answers.contains_key(field.key);
    let shown = |field: &FieldValue| (label(field.key, order), field.values.join("、"), field.is_guess);
    recognized.fields.iter().filter(is_set).map(shown).collect()
}

fn label(key: &str, order: &ImportOrder<'_>) -> String {
    let field = order.content_type.group.field(key);
    field.map_or(key, |field| field.label.get(order.outline.lang())).to_owned()
}

/// Reports a date that cannot be read: it is not in the text any more. Pages of all types have the
/// other fields, with the same kinds.
fn unread_date(
    recognized: &Recognized,
    answers: &BTreeMap<String, String>,
    order: &ImportOrder<'_>,
    file: &str,
) -> Option<Problem> {
    let written = recognized.value("date").filter(|_| !answers.contains_key("date"))?;
    let label = label("date", order);
    let problem = Problem::warning(
        "import/date",
        format!("稿件里的“{label}：{written}”不是一个日期，没有填进去"),
        format!("`{label}: {written}` of the manuscript is no date, and was not set"),
    );
    Some(problem.in_file(file).help(
        "查清日期，自己写进文章信息，如 2026-11-20",
        "find out the date and write it into the article, such as 2026-11-20",
    ))
}

fn annexes(heads: &[String], file: &str) -> Problem {
    let (zh, en) = (heads.join("、"), heads.join(", "));
    Problem::info(
        "import/annex",
        format!("稿件落款后面附着{zh}，放在正文后面，每个一节"),
        format!("the manuscript has annexes below its signature ({en}): each is a section at the end of the text"),
    )
    .in_file(file)
    .help(
        "给读者下载、填写的表格，另存为单独的文件作附件，再从正文里删去",
        "save forms that readers fill in as files of their own and attach them, then delete them from the text",
    )
}

fn counts(manuscript: &Manuscript) -> ImportCounts {
    let count = |is: fn(&BlockKind) -> bool| manuscript.blocks.iter().filter(|block| is(&block.kind)).count();
    ImportCounts {
        paragraphs: count(|kind| matches!(kind, BlockKind::Paragraph(_))),
        headings: count(|kind| matches!(kind, BlockKind::Heading(_))),
        tables: count(|kind| matches!(kind, BlockKind::Table(_))),
        pictures: manuscript.files.iter().filter(|file| !file.bytes.is_empty()).count(),
        notes: manuscript.notes.len(),
        attachments: 0,
    }
}

fn missing(name: &str, file: &str) -> Problem {
    Problem::warning(
        "import/attachment",
        format!("附件“{name}”不在稿件旁边"),
        format!("the attachment `{name}` is not next to the manuscript"),
    )
    .in_file(file)
    .help(
        "把附件放进稿件所在的文件夹再导入；或者导入以后放到文章旁边，写进“附件”一项",
        "put it into the folder of the manuscript and import again, or next to the article, and list it as an attachment",
    )
}

fn unknown_unit(unit: &str, file: &str) -> Problem {
    Problem::info(
        "import/unit",
        format!("稿件署名“{unit}”，data/organization.yaml 里没有这个单位，没有填“供稿单位”"),
        format!(
            "the manuscript is signed by `{unit}`, which data/organization.yaml does not have: no unit is set"
        ),
    )
    .in_file(file)
    .help("是本单位的组织，先登记再填；不是，不用管", "add it there if it belongs to the organization")
}

fn again(known: &str, file: &str) -> Problem {
    let words = Words::new(
        format!("这篇稿子已经导入过，是 {known}"),
        format!("this manuscript has been imported before, as {known}"),
    );
    Problem::warning("import/again", words.zh, words.en)
        .in_file(file)
        .help("要再导入一篇，加上 --again", "to import it once more, add --again")
}
