//! Makes pages of the rows of tables.
//!
//! A section names its table (`取自: 荣誉.xlsx` in `_index.md`), or has a `pages.csv` or
//! `pages.xlsx` in its folder. Each row becomes the text of the Markdown file that it stands for,
//! so that it is read, listed, rendered and rebuilt as any other page. The file is named after the
//! row's 编号, or else after its title: the address stays when rows change places.

mod columns;
mod document;
mod fields;
mod told;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub(super) use self::columns::{BODY, Columns};
pub(super) use self::document::RowText;
use self::document::own_part;
use super::place::place_one;
use super::section_types::SectionTypes;
use crate::problem::{CellName, Place, Problem, SourceText, missing_file, suggest};
use crate::sheet::{MOST_BYTES, Sheet, SheetCell, SheetRow, Workbook, fault, read_csv};
use crate::site::{Config, SectionSource, Unplaced, join, section_group};
use crate::source::yaml::Step;
use crate::source::{
    Document, Inventory, Origin, RowDocument, RowDocuments, SiteFolder, TableText, has_extension,
};
use crate::text::file_name::is_portable;
use crate::text::{half_width, slug};

/// The context for reading the tables of a site.
pub(super) struct SheetFiles<'s> {
    pub folder: &'s SiteFolder,
    pub inventory: &'s Inventory,
    pub config: &'s Config,
    pub sections: &'s [SectionSource],
    pub types: &'s SectionTypes,
}

/// The pages of all tables.
#[derive(Default)]
pub(super) struct SheetPages {
    pub documents: RowDocuments,
    /// Whether there are rows, or whole tables, that could not be read.
    pub lacks_pages: bool,
    pub problems: Vec<Problem>,
    /// The files that belong to rows: they are no articles of their own.
    pub parts: BTreeSet<String>,
    /// The places of the rows, with what is shown there, by the names of their files in lower case:
    /// many systems take `A.md` and `a.md` for one file.
    places: HashMap<String, (Origin, String)>,
}

/// A table whose rows are pages.
struct Order<'s> {
    file: String,
    /// The folder of the pages below `content/`.
    folder: String,
    lang: usize,
    /// The section that names the table.
    section: Option<&'s SectionSource>,
}

/// A text with its warnings, or why there is none.
type ReadFile = Result<(String, Vec<Problem>), Problem>;

/// A sheet, and how to say where something in it is.
struct Table {
    sheet: Sheet,
    source: TableSource,
}

enum TableSource {
    Text(Arc<TableText>),
    Sheet { file: Arc<str>, name: String },
}

impl SheetFiles<'_> {
    /// Reads all tables.
    pub(super) fn pages(&self) -> SheetPages {
        let mut pages = SheetPages::default();
        for order in self.orders(&mut pages) {
            for table in self.tables(&order, &mut pages) {
                self.rows(&order, &table, &mut pages);
            }
        }
        pages
    }

    /// Lists the tables: those that sections name, and those with the usual name.
    fn orders(&self, pages: &mut SheetPages) -> Vec<Order<'_>> {
        let mut orders: Vec<Order<'_>> = Vec::new();
        for section in self.sections {
            for (at, written) in section.fields.items("from").iter().enumerate() {
                let Some(written) = written.as_text() else { continue };
                let file = join(&section.file, written).filter(|file| self.is_listed(file));
                let Some(file) = file else {
                    pages.lacks_pages = true;
                    let problem = missing_file(&section.file, written, self.nearest(section, written));
                    pages.problems.push(self.in_section(section, &["from"], at, problem));
                    continue;
                };
                let (folder, lang) = (section.folder.clone(), section.lang);
                orders.push(Order { file, folder, lang, section: Some(section) });
            }
        }
        for file in &self.inventory.resources {
            let Some((folder, own)) = file.name.rsplit_once('/') else { continue };
            let Some(lang) = self.lang_of_usual(own) else { continue };
            let folder = folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/');
            let is_new = |order: &Order<'_>| order.file != file.name || order.folder != folder;
            if orders.iter().all(is_new) {
                let section = |section: &&SectionSource| section.folder == folder && section.lang == lang;
                let section = self.sections.iter().find(section);
                orders.push(Order { file: file.name.clone(), folder: folder.to_owned(), lang, section });
            }
        }
        orders
    }

    fn is_listed(&self, file: &str) -> bool {
        self.inventory.resources.iter().any(|listed| listed.name == file)
    }

    /// Returns the language of `pages.csv`, `pages.xlsx` or `pages.en.xlsx`; `None` for any other
    /// name.
    fn lang_of_usual(&self, own: &str) -> Option<usize> {
        let (stem, _) = own.rsplit_once('.').filter(|_| is_table(own))?;
        match stem.rsplit_once('.') {
            Some((stem, code)) => self.config.language(code).filter(|_| stem.eq_ignore_ascii_case("pages")),
            None => stem.eq_ignore_ascii_case("pages").then_some(0),
        }
    }

    /// The table next to a section's `_index.md` that was probably meant.
    fn nearest(&self, section: &SectionSource, written: &str) -> Option<&str> {
        let folder = section.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = self.inventory.resources.iter().filter_map(|file| {
            file.name
                .strip_prefix(folder)?
                .strip_prefix('/')
                .filter(|own| !own.contains('/') && is_table(own))
        });
        suggest(written, beside)
    }

    /// Places a problem at an item of a key of a section's `_index.md`.
    fn in_section(&self, section: &SectionSource, key: &[&str], at: usize, problem: Problem) -> Problem {
        let mut path: Vec<Step> = key.iter().map(|key| Step::Key((*key).to_owned())).collect();
        if section.fields.items(key.first().unwrap_or(&"")).len() > 1 {
            path.push(Step::Index(at));
        }
        let unplaced = Unplaced::canonical(&section.file, path, problem);
        place_one(self.folder, section_group(), unplaced).unwrap_or_else(|problem| problem)
    }

    /// Reads the sheets of a table.
    fn tables(&self, order: &Order<'_>, pages: &mut SheetPages) -> Vec<Table> {
        let read = if has_extension(&order.file, "csv") {
            self.csv(order, pages).map(|table| vec![table])
        } else if is_table(&order.file) {
            self.workbook(order, pages)
        } else {
            Err(Box::new(told::no_table().in_file(order.file.as_str())))
        };
        read.unwrap_or_else(|problem| {
            pages.lacks_pages = true;
            pages.problems.push(*problem);
            Vec::new()
        })
    }

    fn csv(&self, order: &Order<'_>, pages: &mut SheetPages) -> Result<Table, Box<Problem>> {
        let (text, warnings) = self.folder.read_file(&order.file)?;
        pages.problems.extend(warnings);
        let sheet = read_csv(&SourceText::new(&order.file, &text))?;
        let text = Arc::new(TableText { file: order.file.clone(), text });
        Ok(Table { sheet, source: TableSource::Text(text) })
    }

    /// Reads the sheets that the section names, or all that are to be seen.
    fn workbook(&self, order: &Order<'_>, pages: &mut SheetPages) -> Result<Vec<Table>, Box<Problem>> {
        let bytes = self.folder.bytes(&order.file, MOST_BYTES)?;
        let mut workbook = Workbook::open(&order.file, bytes)?;
        let names = workbook.names();
        let wanted = order.section.map(|section| section.fields.items("sheets")).unwrap_or_default();
        let mut chosen: Vec<String> = Vec::new();
        for (at, wanted) in wanted.iter().enumerate() {
            let Some(wanted) = wanted.as_text() else { continue };
            let found = names.iter().find(|sheet| sheet.name.trim() == wanted.trim());
            chosen.extend(found.map(|sheet| sheet.name.clone()));
            if let Some(section) = order.section.filter(|_| found.is_none()) {
                pages.lacks_pages = true;
                let problem = told::no_sheet(wanted, &order.file, &names);
                pages.problems.push(self.in_section(section, &["sheets"], at, problem));
            }
        }
        if wanted.is_empty() {
            chosen.extend(names.into_iter().filter(|sheet| sheet.is_visible).map(|sheet| sheet.name));
        }
        let mut tables = Vec::new();
        let file: Arc<str> = order.file.as_str().into();
        for name in chosen {
            match workbook.sheet(&name) {
                // New workbooks have sheets that nobody has used.
                Ok(sheet) if sheet.rows.is_empty() && wanted.is_empty() => {}
                Ok(sheet) => {
                    tables.push(Table { sheet, source: TableSource::Sheet { file: file.clone(), name } });
                }
                Err(problem) => {
                    pages.lacks_pages = true;
                    pages.problems.push(*problem);
                }
            }
        }
        Ok(tables)
    }

    /// Makes pages of the rows of a table.
    fn rows(&self, order: &Order<'_>, table: &Table, pages: &mut SheetPages) {
        let Some(content_type) = self.types.of(&format!("{}/x", order.folder)) else { return };
        let Some((head, columns)) = Columns::find(&table.sheet.rows, &content_type.group) else {
            pages.problems.push(table.at_sheet(told::empty()));
            return;
        };
        let heading = |at: usize| table.sheet.rows.get(head)?.cells.iter().find(|cell| cell.column == at);
        let mut is_wrong = false;
        for (column, problem) in columns.mistakes(&table.sheet.rows, head) {
            is_wrong |= problem.is_error();
            let row = table.sheet.rows.get(head);
            let place =
                row.map(|row| table.origin(row, heading(column), &columns).place(columns.name(column)));
            pages.problems.push(Problem { place, ..problem });
        }
        // Without titles, or with two columns for one field, no row can be read.
        if is_wrong {
            pages.lacks_pages = true;
            return;
        }
        for row in table.sheet.rows.iter().skip(head + 1) {
            // A row with nothing but its number is an empty one that was prepared.
            if columns.has_content(row) && self.row(order, table, &columns, row, pages).is_none() {
                pages.lacks_pages = true;
            }
        }
    }

    /// Makes a page of a row; `None` if it has mistakes.
    fn row(
        &self,
        order: &Order<'_>,
        table: &Table,
        columns: &Columns<'_>,
        row: &SheetRow,
        pages: &mut SheetPages,
    ) -> Option<()> {
        let at_row = |problem: Problem| {
            let shown = columns.line_of("title", row).unwrap_or_default();
            Problem { place: Some(table.origin(row, None, columns).place(&shown)), ..problem }
        };
        let stem = match self.stem(columns, row) {
            Ok(stem) => stem,
            Err(problem) => {
                pages.problems.push(at_row(problem));
                return None;
            }
        };
        let (name, own) = self.name(order, &stem);
        // What is wrong with the row is not told of its file again.
        if own.as_ref().is_some_and(Result::is_ok) {
            pages.parts.insert(name.clone());
        }
        let faults: Vec<Problem> = row
            .cells
            .iter()
            .filter(|cell| cell.is_fault && columns.is_used(cell.column))
            .map(|cell| {
                let place = table.origin(row, Some(cell), columns).place(&columns.line(cell));
                Problem { place: Some(place), ..fault(&cell.text) }
            })
            .collect();
        if !faults.is_empty() {
            pages.problems.extend(faults);
            return None;
        }
        let own = match own {
            Some(text) => {
                // A file that can't be read is an article of its own, and tells what is wrong.
                let text = text.ok()?.0;
                let split = Document::split(name.clone(), text);
                if split.is_err() {
                    pages.parts.remove(&name);
                }
                Some(split.ok()?.0)
            }
            None => None,
        };
        if columns.text_of("title", row).is_empty() && own.is_none() {
            pages.problems.push(at_row(told::no_title()));
            return None;
        }
        if let Some((first, shown)) = pages.places.get(&name.to_lowercase()) {
            let has_id = !columns.text_of("id", row).is_empty();
            let problem = at_row(told::same_name(&stem, has_id));
            pages.problems.push(problem.label(
                first.place(shown),
                "第一次写在这里",
                "it is first written here",
            ));
            return None;
        }
        let text = RowText::of(columns, row, &stem, own.as_ref());
        pages.problems.extend(text.problems);
        let origin = |column: &usize| {
            let cell = row.cells.iter().find(|cell| cell.column == *column);
            table.origin(row, cell, columns)
        };
        let document = RowDocument {
            row: table.origin(row, None, columns),
            cells: text.columns.iter().map(origin).collect(),
            body: text.body.as_ref().map(origin),
            own: own.as_ref().map(|own| own_part(own, text.own_start)),
            text: text.text,
        };
        let shown = columns.line_of("title", row).unwrap_or_default();
        pages.places.insert(name.to_lowercase(), (document.row.clone(), shown));
        pages.documents.insert(name, document);
        Some(())
    }

    /// Returns the name of a row's file, without folder and language: its 编号, or its title in
    /// ASCII.
    fn stem(&self, columns: &Columns<'_>, row: &SheetRow) -> Result<String, Problem> {
        let id: String = columns.text_of("id", row).chars().map(half_width).collect();
        let id = id.trim();
        if id.is_empty() {
            let title = columns.text_of("title", row);
            if title.is_empty() {
                return Err(told::no_title());
            }
            return slug(title).ok_or_else(|| told::no_name(title));
        }
        let is_language =
            |name: &str| name.rsplit_once('.').is_some_and(|(_, code)| self.config.language(code).is_some());
        let is_name = is_portable(id)
            && !id.contains('/')
            && !id.starts_with(['.', '_', '~'])
            && !id.eq_ignore_ascii_case("index")
            && !is_language(id);
        if is_name { Ok(id.to_owned()) } else { slug(id).ok_or_else(|| told::no_name(id)) }
    }

    /// Returns the name of the file that a row stands for, and what is in it if it is there: a text
    /// of its own, `编号.md` or `编号/index.md`.
    fn name(&self, order: &Order<'_>, stem: &str) -> (String, Option<ReadFile>) {
        let suffix = match order.lang {
            0 => String::new(),
            lang => format!(".{}", self.config.code(lang)),
        };
        let below = if order.folder.is_empty() { String::new() } else { format!("{}/", order.folder) };
        let name = format!("content/{below}{stem}{suffix}.md");
        let bundle = format!("content/{below}{stem}/index{suffix}.md");
        let documents = &self.inventory.documents;
        let is_there =
            |name: &&String| documents.binary_search_by(|file| file.name.as_str().cmp(name.as_str())).is_ok();
        let own = [&name, &bundle].into_iter().find(is_there).cloned();
        match own {
            Some(own) => {
                let read = self.folder.read_file(&own);
                (own, Some(read))
            }
            None => (name, None),
        }
    }
}

impl Table {
    /// Where a cell is, or the row as a whole.
    fn origin(&self, row: &SheetRow, cell: Option<&SheetCell>, columns: &Columns<'_>) -> Origin {
        match &self.source {
            TableSource::Text(text) => {
                Origin::Span(text.clone(), cell.map_or(&row.span, |cell| &cell.span).clone())
            }
            TableSource::Sheet { file, name } => {
                let column = cell.map(|cell| columns.name(cell.column).to_owned()).unwrap_or_default();
                let name = CellName { sheet: name.clone(), column };
                Origin::Cell { file: file.clone(), name, row: row.number }
            }
        }
    }

    /// Places a problem at the table as a whole.
    fn at_sheet(&self, problem: Problem) -> Problem {
        match &self.source {
            TableSource::Text(text) => problem.in_file(text.file.as_str()),
            TableSource::Sheet { file, name } => {
                let cell = CellName { sheet: name.clone(), column: String::new() };
                Problem { place: Some(Place::of_cell(&**file, cell, 0, "")), ..problem }
            }
        }
    }
}

/// Whether a file is a table of a format that is read.
fn is_table(name: &str) -> bool {
    ["csv", "xlsx", "xlsm"].iter().any(|extension| has_extension(name, extension))
}
