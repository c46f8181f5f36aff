//! Imports the pages of an old site.

use std::path::{Path, PathBuf};

use super::address::{path_of, query_of};
use super::code;
use super::convert::{Converter, Target};
use super::fields::{Fields, MigrationOrder, fields, is_of_program};
use super::folder::OldFolder;
use super::known::Known;
use super::leftover::{Used, leftovers, unnamed};
use super::lookup::Lookup;
use super::model::{Carried, Language, OldKind, OldPage, OldSite, Source};
use super::names::{Home, Taken, front_matter, write};
use super::notes::{LeftKey, Notes};
use super::rules::Rules;
use super::{hexo, hugo, jekyll, links, saved, wordpress};
use crate::markdown::plain;
use crate::problem::Problem;
use crate::site::alias_path;

/// The site that is imported.
#[derive(Debug, Clone)]
pub enum MigrationSource {
    /// The folder of a site of Hexo, Hugo or Jekyll.
    Folder(OldKind, PathBuf),
    /// An export of WordPress, and the folder with its files.
    WordPress(PathBuf, Option<PathBuf>),
    /// A file of rules, and a folder of saved pages.
    Saved(PathBuf, PathBuf),
}

/// What became of an old site.
#[derive(Debug, Default)]
pub struct MigrationReport {
    /// The pages that were imported.
    pub pages: Vec<MigratedPage>,
    /// Those that had been imported before: their old files, and their articles.
    pub known: Vec<(String, String)>,
    /// The keys that were taken over: the old one, what it is here, and the number of pages.
    pub mapped: Vec<(String, String, usize)>,
    /// The keys that were left.
    pub left: Vec<(String, LeftKey)>,
    /// What was not imported (errors), and what is to be looked at.
    pub problems: Vec<Problem>,
}

/// A page that was imported.
#[derive(Debug, Clone)]
pub struct MigratedPage {
    /// Its old file.
    pub from: String,
    /// Its article.
    pub to: String,
    /// Its title.
    pub title: String,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Its former addresses.
    pub aliases: Vec<String>,
    /// The number of files beside it.
    pub files: usize,
}

/// A page that is converted, but not written.
struct Converted<'a> {
    number: usize,
    fields: Fields<'a>,
    body: String,
    cover: Option<String>,
    files: Vec<Carried>,
}

/// The article of each page, once it is known.
struct Homes(Vec<Option<String>>);

impl Homes {
    fn set(&mut self, number: usize, file: String) {
        if let Some(home) = self.0.get_mut(number) {
            *home = Some(file);
        }
    }
}

/// Imports a site. `progress` is told how many pages of how many are done.
///
/// # Errors
/// The site cannot be read.
pub fn migrate(
    source: &MigrationSource,
    order: &MigrationOrder<'_>,
    progress: &dyn Fn(usize, usize),
) -> Result<MigrationReport, Vec<Problem>> {
    let open = |path: &Path| OldFolder::open(path).map_err(|problem| vec![problem]);
    match source {
        MigrationSource::Folder(kind, path) => {
            let folder = open(path)?;
            let site = match kind {
                OldKind::Hugo => hugo::read(&folder)?,
                OldKind::Jekyll => jekyll::read(&folder)?,
                _ => hexo::read(&folder)?,
            };
            import(site, Some(&folder), None, path, order, progress)
        }
        MigrationSource::WordPress(file, media) => {
            let media = media.as_deref().map(open).transpose()?;
            import(wordpress::read(file)?, None, media.as_ref(), file, order, progress)
        }
        MigrationSource::Saved(rules, path) => {
            let rules = Rules::load(rules)?;
            let folder = open(path)?;
            import(saved::read(&folder, &rules), Some(&folder), None, path, order, progress)
        }
    }
}

fn import(
    mut site: OldSite,
    folder: Option<&OldFolder>,
    media: Option<&OldFolder>,
    path: &Path,
    order: &MigrationOrder<'_>,
    progress: &dyn Fn(usize, usize),
) -> Result<MigrationReport, Vec<Problem>> {
    let mut notes = Notes { problems: std::mem::take(&mut site.notes), ..Notes::default() };
    site.pages.retain(|page| {
        let is_empty = is_of_program(page);
        if is_empty {
            notes.tell(of_program().in_file(page.file.clone()));
        }
        !is_empty
    });
    if site.pages.is_empty() {
        notes.problems.extend(leftovers(&site, folder, &Used::new()));
        let mut problems = std::mem::take(&mut notes.problems);
        problems.retain(Problem::is_error);
        problems.push(nothing(site.kind, path));
        return Err(problems);
    }
    notes.problems.extend(without_address(&site));
    let lookup = Lookup::new(&site, folder, media);
    let mut report = MigrationReport::default();
    let (known, mut taken) = (Known::of(order.outline), Taken::of(order.outline));
    let mut homes = Homes(vec![None; site.pages.len()]);
    let mut converted: Vec<Converted<'_>> = Vec::new();
    let mut used = Used::new();
    let total = site.pages.len();
    for (number, page) in site.pages.iter().enumerate() {
        let read = convert(number, page, &lookup, order, &mut notes);
        used.extend(read.files.iter().filter_map(|file| match &file.from {
            Source::File(path) => Some(path.clone()),
            Source::Bytes(_) => None,
        }));
        let before = if order.again { None } else { imported_before(page, &read, &site, &known, order) };
        match before {
            Some(file) => {
                homes.set(number, file.clone());
                report.known.push((page.file.clone(), file));
            }
            None => converted.push(read),
        }
        progress(number + 1, 2 * total);
    }
    used.append(&mut notes.included);
    notes.problems.extend(leftovers(&site, folder, &used));
    let has_formulas = |page: &OldPage| page.body().contains("$$");
    if let Some(page) = site.pages.iter().find(|page| has_formulas(page)) {
        notes.tell(page.at(formulas(), "$$", 0));
    }
    let mut placed: Vec<(Converted<'_>, Home)> = Vec::new();
    for read in converted {
        let Some(page) = site.pages.get(read.number) else { continue };
        match taken.home(page, &read.fields, order.today) {
            Some(home) => {
                homes.set(read.number, home.file(!read.files.is_empty()));
                placed.push((read, home));
            }
            None => notes.tell(no_name().in_file(page.file.clone())),
        }
    }
    for (done, (read, home)) in placed.iter().enumerate() {
        let Some(page) = site.pages.get(read.number) else { continue };
        let aliases = aliases(page, read, home, &site, &mut taken, &mut notes);
        notes.problems.extend(unnamed(page, folder, &used));
        let front = front_matter(&read.fields, read.cover.as_deref(), &aliases, order.outline);
        let file = home.file(!read.files.is_empty());
        let (body, lost) = links::resolved(&read.body, &file, &homes.0);
        for number in lost {
            let title = site.pages.get(number).map_or("", |page| page.file.as_str());
            notes.tell(links::lost_page(title).in_file(page.file.clone()));
        }
        let text = format!("{front}\n{body}");
        match write(order.outline, home, &text, &read.files) {
            Ok(to) => report.pages.push(MigratedPage {
                from: page.file.clone(),
                to,
                title: read.fields.title.clone(),
                is_draft: read.fields.is_draft,
                aliases,
                files: read.files.len(),
            }),
            Err(problem) => notes.tell(problem),
        }
        progress(total + done + 1, 2 * total);
    }
    report.mapped = notes.mapped.into_iter().map(|((from, to), count)| (from, to, count)).collect();
    report.left = notes.left.into_iter().collect();
    report.problems = notes.problems;
    Ok(report)
}

/// Reads the fields of a page and converts its text.
fn convert<'a>(
    number: usize,
    page: &OldPage,
    lookup: &Lookup<'_>,
    order: &MigrationOrder<'a>,
    notes: &mut Notes,
) -> Converted<'a> {
    let mut fields = fields(page, lookup.site, order, notes);
    let body = summarized(page, lookup.site, &mut fields, notes);
    let title = fields.title.clone();
    let mut converter = Converter::new(lookup, page, (&order.outline.config, &title), notes);
    let body = converter.without_tags(&body);
    let body = match page.language {
        Language::Markdown => converter.markdown(&body),
        Language::Html => converter.html(&body),
    };
    let cover = fields.cover.take().and_then(|address| match converter.media(&address) {
        Target::To(name) => Some(name),
        Target::Same => Some(address),
        Target::Lost => None,
    });
    converter.tell_looks();
    let files = std::mem::take(&mut converter.files);
    Converted { number, fields, body: tidied(&body), cover, files }
}

/// Returns the text without the mark that ends its summary. A short beginning is the summary.
fn summarized(page: &OldPage, site: &OldSite, fields: &mut Fields<'_>, notes: &mut Notes) -> String {
    /// Maximum length of a summary, in characters.
    const LONGEST: usize = 200;
    let mut body = page.body().to_owned();
    if fields.is_from_heading {
        let start = body.find("# ").unwrap_or_default();
        let end = body.get(start..).and_then(|rest| rest.find('\n')).map_or(body.len(), |at| start + at);
        body.replace_range(..end, "");
    }
    let code = code::ranges(&body);
    let found = site.more.iter().filter(|mark| !mark.trim().is_empty()).filter_map(|mark| {
        let mut places = body.match_indices(mark.as_str()).map(|(at, _)| at);
        Some((places.find(|at| !code::contains(&code, *at))?, mark))
    });
    // Only the first one ends the summary; a rule (`---`) further down is a rule.
    let Some((at, mark)) = found.min() else { return body };
    let before = plain(body.get(..at).unwrap_or_default());
    let words = before.split_whitespace().collect::<Vec<_>>().join(" ");
    let has_summary = fields.values.iter().any(|(key, _)| *key == "summary");
    let is_plain = !words.contains(['{', '<', '|', '!']) && !words.is_empty();
    if !has_summary && is_plain && words.chars().count() <= LONGEST {
        fields.values.push(("summary", vec![words]));
        notes.mapped(mark, "summary");
    } else {
        notes.left(mark, &page.file, String::new());
    }
    // Others than comments are shown.
    if mark.starts_with("<!--") {
        body.replace_range(at..at + mark.len(), "");
    }
    body
}

/// Removes empty lines at both ends.
fn tidied(text: &str) -> String {
    let start = text.len() - text.trim_start().len();
    let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    // The blanks before the first word may matter.
    text.get(line..).unwrap_or_default().trim_end().to_owned() + "\n"
}

/// Finds the article that was made of a page before.
fn imported_before(
    page: &OldPage,
    read: &Converted<'_>,
    site: &OldSite,
    known: &Known,
    order: &MigrationOrder<'_>,
) -> Option<String> {
    let by_address = former(page, &read.fields, site)
        .into_iter()
        // `/show.asp?id=7` is no alias, and not `/show.asp`.
        .filter(|address| query_of(address).is_none())
        .find_map(|address| known.at(&alias_path(&address)?).map(str::to_owned));
    by_address.or_else(|| known.same(&read.fields.title, &read.body, order.outline).map(str::to_owned))
}

/// Returns the former addresses of a page, from `/`.
fn former(page: &OldPage, fields: &Fields<'_>, site: &OldSite) -> Vec<String> {
    let own = page.addresses.first().map_or("", String::as_str);
    let around = own.rsplit_once('/').map_or("", |(around, _)| around);
    let mut found: Vec<String> = Vec::new();
    for address in page.addresses.iter().chain(&fields.addresses) {
        let Some(path) = path_of(address, &site.hosts, &site.prefix) else { continue };
        let path = match path.starts_with(['/', '?']) {
            true => path,
            // Hugo: from the folder of the page.
            false => format!("{around}/{path}"),
        };
        if !found.contains(&path) {
            found.push(path);
        }
    }
    found
}

/// Chooses the former addresses that the article can have. The others are told.
fn aliases(
    page: &OldPage,
    read: &Converted<'_>,
    home: &Home,
    site: &OldSite,
    taken: &mut Taken<'_>,
    notes: &mut Notes,
) -> Vec<String> {
    let mut chosen = Vec::new();
    for address in former(page, &read.fields, site) {
        let Some(path) = alias_path(&address).filter(|_| query_of(&address).is_none()) else {
            notes.tell(impossible(&address).in_file(page.file.clone()));
            continue;
        };
        if path.eq_ignore_ascii_case(home.url.trim_start_matches('/')) {
            continue;
        }
        if taken.take(&path) {
            chosen.push(address);
        } else {
            notes.tell(occupied(&address).in_file(page.file.clone()));
        }
    }
    chosen
}

/// Tells of the pages whose former address is not known: no link to them leads to their articles.
fn without_address(site: &OldSite) -> Option<Problem> {
    /// Maximum number of pages that are named.
    const MOST: usize = 5;
    let is_of_files = matches!(site.kind, OldKind::Hexo | OldKind::Hugo | OldKind::Jekyll);
    let pages = site.pages.iter().filter(|page| is_of_files && page.addresses.is_empty() && !page.is_draft);
    let files: Vec<&str> = pages.map(|page| page.file.as_str()).collect();
    let shown = files.get(..MOST).unwrap_or(&files).join("、");
    (!files.is_empty()).then(|| {
        Problem::warning(
            "import/old-address",
            format!("{} 篇文章的旧网址算不出来，没有留旧链接：{shown}", files.len()),
            format!("the former addresses of {} pages are not known, so that they have no aliases: {shown}", files.len()),
        )
        .help(
            "旧站设置里 permalink 的有些部分这里不认识，或者这几篇没有写；要旧网址能打开的，在文章里写上“旧链接”",
            "the pattern of addresses names what is not known here, or not in these pages: write their `aliases`",
        )
    })
}

fn formulas() -> Problem {
    Problem::info("import/old-look", "旧站的文章里有公式", "pages of the old site have formulas").help(
        "要显示成公式，在 site.yaml 里写 正文: {公式: 是}",
        "to show them, say `markdown: {math: true}` in `site.yaml`",
    )
}

fn of_program() -> Problem {
    Problem::info(
        "import/old-left",
        "这一页没有文字，是旧站自己的列表或功能页，没有导入",
        "the page has no text: it is a list or a function of the old site, and was not imported",
    )
    .help("这里的列表、归档、标签页由网站自己生成", "lists, archives and pages of tags are made by this site")
}

fn no_name() -> Problem {
    Problem::error(
        "new/there-already",
        "同名的文章太多，没有空着的文件名了",
        "there are too many articles of this name: no file name is left",
    )
    .help("换一个标题", "choose another title")
}

fn nothing(kind: OldKind, path: &Path) -> Problem {
    Problem::error(
        "import/nothing",
        format!("这个 {} 站点里没有能导入的文章", kind.name()),
        format!("there are no pages to import in this {} site", kind.name()),
    )
    .in_file(path.display().to_string())
    .help("看看文件夹写得对不对", "see whether it is the right folder")
}

fn impossible(address: &str) -> Problem {
    let address = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    Problem::warning(
        "import/old-address",
        format!("旧网址 {address} 里有汉字、空格或问号，不能留作旧链接"),
        format!("the former address `{address}` has letters other than English ones, blanks or a query: it can't be an alias"),
    )
    .help(
        "要让它继续能打开，请管服务器的同事把它转到新的网址",
        "ask those who run the server to redirect it to the new address",
    )
}

fn occupied(address: &str) -> Problem {
    Problem::warning(
        "import/old-address",
        format!("旧网址 {address} 这里已经有了，没有留作旧链接"),
        format!("the former address `{address}` is taken here: it is no alias"),
    )
    .help("看看那个网址现在是哪一页", "see which page has it now")
}
