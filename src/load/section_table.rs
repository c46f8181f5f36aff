//! Writes the pages of a section as the rows of a table.
//!
//! Each row is read back here, and must say the same as its page: what a cell cannot hold stays in
//! its file, and is told.

use std::collections::BTreeMap;

use super::Outline;
use super::section::front_matter;
use super::sheets::{BODY, Columns, RowText};
use crate::problem::Problem;
use crate::schema::{Field, Fields, Group, Kind, Reader};
use crate::sheet::{SheetCell, SheetRow};
use crate::site::Page;
use crate::source::Document;
use crate::source::yaml::{Node, Step, WrittenScalars};

/// The rows of a section.
#[derive(Debug, Default)]
pub struct SectionTable {
    /// The names of the columns, and a row for each page.
    pub rows: Vec<Vec<String>>,
    /// The pages that cannot be rows.
    pub left: Vec<Problem>,
}

/// A page as a row: its id, and its cells by the keys of the fields; the body by the empty key.
struct PageRow {
    cells: BTreeMap<String, String>,
}

/// The key under which the body of a page is.
const TEXT: &str = "";

/// Writes the pages of a language in the section in `folder` as rows, in the order of their list.
/// Those that can't be rows are told.
pub fn section_table(outline: &Outline, folder: &str, lang: usize) -> SectionTable {
    let mut table = SectionTable::default();
    let site = outline.site(&mut Vec::new());
    let Some(section) = outline.sections.iter().find(|section| section.folder == folder) else {
        return table;
    };
    let Some(content_type) = &section.content_type else { return table };
    let group = &content_type.group;
    let place = format!("content/{folder}");
    let holder = |page: &Page| page.file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let is_own = |page: &Page| holder(page).is_some_and(|folder| folder == place);
    // A page with its pictures is in a folder of its own: `news/a/index.md`.
    let is_bundle = |page: &Page| {
        let folder = holder(page).unwrap_or_default();
        let name = page.file.rsplit('/').next().unwrap_or_default();
        name.starts_with("index.") && folder.rsplit_once('/').is_some_and(|(above, _)| above == place)
    };
    let is_of_section = |page: &Page| page.has_body && page.lang == lang && (is_own(page) || is_bundle(page));
    let mut pages: Vec<_> = site.pages_with_ids().filter(|(_, page)| is_of_section(page)).collect();
    pages.sort_by_key(|(id, page)| (site.rank(*id), &page.file));
    let mut rows: Vec<PageRow> = Vec::new();
    for (_, page) in pages {
        let read = outline.folder.document(&page.file).ok();
        let row = read
            .filter(|_| page.content_type.id == content_type.id && is_own(page))
            .filter(|(document, _)| !has_remarks(document.front_matter()))
            .and_then(|(document, _)| row(outline, group, &document, lang));
        match row {
            Some(row) => rows.push(row),
            None => table.left.push(not_a_row().in_file(&*page.file)),
        }
    }
    let is_used = |key: &str| rows.iter().any(|row| row.cells.contains_key(key));
    let mut keys: Vec<&str> = vec!["id", "title"];
    let others = group.fields().iter().map(|field| &*field.key).filter(|key| !keys.contains(key));
    let others: Vec<&str> = others.filter(|key| is_used(key)).collect();
    keys.extend(others);
    keys.extend(is_used(TEXT).then_some(TEXT));
    table.rows.push(keys.iter().map(|key| name(outline, group, key, lang)).collect());
    let cells =
        |row: &PageRow| keys.iter().map(|key| row.cells.get(*key).cloned().unwrap_or_default()).collect();
    table.rows.extend(rows.iter().map(cells));
    table
}

/// Whether a front matter has remarks, which no cell holds: `来源: 党群部  # 未核实`.
fn has_remarks(front: &str) -> bool {
    front.lines().any(|line| line.trim_start().starts_with('#') || line.contains(" # "))
}

/// The name of a column: that of its field in the language of the pages.
fn name(outline: &Outline, group: &Group, key: &str, lang: usize) -> String {
    let is_chinese = outline.config.code(lang) == "zh";
    if key == TEXT {
        let free = |name: &&&str| group.meant_by(name).is_none() && name.is_ascii() != is_chinese;
        return BODY.iter().find(free).map_or_else(|| "body".to_owned(), |name| (*name).to_owned());
    }
    let label = group.field(key).map(|field| field.label.get("zh")).filter(|_| is_chinese);
    let is_own = |label: &&str| group.meant_by(label).is_some_and(|field| &*field.key == key);
    label.filter(is_own).unwrap_or(key).to_owned()
}

/// Returns the row of a page; `None` if no row says the same.
fn row(outline: &Outline, group: &Group, document: &Document, lang: usize) -> Option<PageRow> {
    let own = document.file.rsplit('/').next()?.strip_suffix(".md")?;
    let own = own.strip_suffix(&format!(".{}", outline.config.code(lang))).unwrap_or(own);
    let yaml = document.yaml().ok()?;
    let written = WrittenScalars::new(document.front_matter());
    let mut cells = BTreeMap::from([("id".to_owned(), own.to_owned())]);
    for (key, value) in yaml.node.entries() {
        let field = group.meant_by(key)?;
        let text = text(value, &[Step::Key(key.clone())], &written)?;
        if &*field.key == "id" && text != own {
            return None;
        }
        if !text.is_empty() {
            cells.insert(field.key.to_string(), text);
        }
    }
    let body = document.body().trim();
    if !body.is_empty() {
        cells.insert(TEXT.to_owned(), body.to_owned());
    }
    let wanted = fields(outline, group, document)?;
    let code = outline.config.code(lang);
    let named: BTreeMap<String, String> = cells
        .iter()
        .map(|(key, text)| {
            (key.clone(), group.field(key).map_or(text.clone(), |field| named(text, field, code)))
        })
        .collect();
    // A list is written in one line if its items can be told apart there.
    let joined = |cells: &BTreeMap<String, String>, separator: &str| {
        let cell = |(key, text): (&String, &String)| (key.clone(), text.replace(ITEM, separator));
        cells.iter().map(cell).collect::<BTreeMap<String, String>>()
    };
    [(&named, "、"), (&named, "\n"), (&cells, "、"), (&cells, "\n")].into_iter().find_map(
        |(cells, separator)| {
            let cells = joined(cells, separator);
            let read = read_back(outline, group, own, &cells, lang)?;
            let again = fields(outline, group, &read)?;
            // The id is the name of the file.
            let mut keys = group.fields().iter().map(|field| &*field.key).filter(|key| *key != "id");
            let is_same = read.body().trim() == body && keys.all(|key| again.get(key) == wanted.get(key));
            is_same.then_some(PageRow { cells })
        },
    )
}

/// Writes choices by their names, as people choose them: `公司级` for `company`.
fn named(text: &str, field: &Field, code: &str) -> String {
    let kind = match &field.kind {
        Kind::List(kind) => kind,
        kind => kind,
    };
    let Kind::Choice(choices) = kind else { return text.to_owned() };
    let item = |item: &str| {
        let meant = choices.iter().find(|choice| choice.is_meant_by(item));
        meant.map(|choice| choice.name.get(code)).filter(|name| !name.is_empty()).unwrap_or(item).to_owned()
    };
    text.split(ITEM).map(item).collect::<Vec<_>>().join(&ITEM.to_string())
}

/// Stands between the items of a list until it is known how they are separated.
const ITEM: char = '\u{1}';

/// Returns a value as a text; `None` if it is a group of values.
fn text(value: &Node, trail: &[Step], written: &WrittenScalars<'_>) -> Option<String> {
    match value {
        Node::Null => Some(String::new()),
        Node::String(text) => Some(text.trim().to_owned()),
        Node::Bool(_) | Node::Integer(_) | Node::Float(_) => written.at(trail),
        Node::Mapping(_) => None,
        Node::Sequence(items) => {
            let item = |(at, item): (usize, &Node)| {
                let trail: Vec<Step> = trail.iter().cloned().chain([Step::Index(at)]).collect();
                text(item, &trail, written)
                    .filter(|text| !matches!(item, Node::Sequence(_)) && !text.is_empty())
            };
            let items: Option<Vec<String>> = items.iter().enumerate().map(item).collect();
            Some(items?.join(&ITEM.to_string()))
        }
    }
}

/// Reads a front matter; `None` if it has mistakes.
fn fields(outline: &Outline, group: &Group, document: &Document) -> Option<Fields> {
    let yaml = document.yaml().ok()?;
    let config = &outline.config;
    let reader =
        Reader::of(&yaml).with_joins(yaml.joins()).in_zone(config.zone).of_page(&config.ignored_keys);
    let (fields, problems) = front_matter(&yaml, group, reader);
    (!problems.iter().any(Problem::is_error)).then_some(fields)
}

/// Makes the document again that these cells are read as.
fn read_back(
    outline: &Outline,
    group: &Group,
    own: &str,
    cells: &BTreeMap<String, String>,
    lang: usize,
) -> Option<Document> {
    let cell = |(column, text): (usize, String)| SheetCell { column, text, ..SheetCell::default() };
    let row = |texts: Vec<String>| SheetRow {
        cells: texts.into_iter().enumerate().map(cell).collect(),
        ..SheetRow::default()
    };
    let head = row(cells.keys().map(|key| name(outline, group, key, lang)).collect());
    let values = row(cells.values().cloned().collect());
    let rows = [head];
    let (_, columns) = Columns::find(&rows, group)?;
    let text = RowText::of(&columns, &values, own, None);
    Document::split(format!("{own}.md"), text.text).ok().map(|(document, _)| document)
}

fn not_a_row() -> Problem {
    Problem::info(
        "sheet/not-a-row",
        "这一篇没有写进表格：带着图片放在自己的文件夹里，带着备注（#），有的项目一格放不下，或者类型和栏目的不同",
        "this page is not in the table: it is a folder with its pictures, it has remarks (#), a cell can't hold one of its fields, or its type is not that of the section",
    )
    .help("它留在自己的文件里，和表格一起用", "it stays in its own file, next to the table")
}
