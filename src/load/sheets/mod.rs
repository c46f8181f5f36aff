//! Makes pages of the rows of tables.
//!
//! A section names its table (`取自: 荣誉.xlsx` in `_index.md`), or has a `pages.csv` or
//! `pages.xlsx` in its folder. Each row becomes the text of the Markdown file that it stands for,
//! so that it is read, listed, rendered and rebuilt as any other page. The file is named after the
//! row's 编号, or else after its title: the address stays when rows change places.

mod columns;
mod document;
mod fields;
mod naming;
mod orders;
mod remarks;
mod renamed;
mod table;
mod told;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub(super) use self::columns::{BODY, Columns};
pub(super) use self::document::RowText;
use self::document::own_part;
pub(super) use self::orders::SheetFiles;
use self::orders::{Order, is_csv, is_table};
pub(super) use self::renamed::renamed;
use self::table::{Table, TableSource};
use crate::problem::{Problem, SourceText};
use crate::sheet::{MOST_BYTES, SheetRow, Workbook, read_csv};
use crate::source::{Document, Origin, RowDocument, RowDocuments, RowName, TableText};

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

impl SheetFiles<'_> {
    /// Reads all tables.
    pub(super) fn pages(&self) -> SheetPages {
        let (orders, problems) = self.orders();
        let lacks_pages = problems.iter().any(Problem::is_error);
        let mut pages = SheetPages { problems, lacks_pages, ..SheetPages::default() };
        for order in orders {
            for table in self.tables(&order, &mut pages) {
                self.rows(&order, &table, &mut pages);
            }
        }
        pages
    }

    /// Reads the sheets of a table.
    fn tables(&self, order: &Order<'_>, pages: &mut SheetPages) -> Vec<Table> {
        let read = if is_csv(&order.file) {
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
                pages.problems.push(self.in_section(section, "sheets", at, problem));
            }
        }
        let has_sheets = !names.is_empty();
        if wanted.is_empty() {
            chosen.extend(names.into_iter().filter(|sheet| sheet.is_visible).map(|sheet| sheet.name));
        }
        if chosen.is_empty() && wanted.is_empty() && has_sheets {
            pages.problems.push(told::only_hidden().in_file(order.file.as_str()));
            return Ok(Vec::new());
        }
        let (mut tables, mut is_told) = (Vec::new(), false);
        let file: Arc<str> = order.file.as_str().into();
        for name in chosen {
            match workbook.sheet(&name) {
                // New workbooks have sheets that nobody has used.
                Ok(sheet) if sheet.rows.is_empty() && wanted.is_empty() => {}
                Ok(sheet) => {
                    tables.push(Table { sheet, source: TableSource::Sheet { file: file.clone(), name } });
                }
                Err(problem) => {
                    (pages.lacks_pages, is_told) = (true, true);
                    pages.problems.push(*problem);
                }
            }
        }
        if tables.is_empty() && wanted.is_empty() && !is_told {
            pages.problems.push(told::empty().in_file(order.file.as_str()));
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
        if let Some(row) = table.sheet.rows.get(head) {
            let flaws = table.flaws(row, &columns, |_| true);
            is_wrong |= flaws.iter().any(Problem::is_error);
            pages.problems.extend(flaws);
        }
        // Without titles, or with two columns for one field, no row can be read.
        if is_wrong {
            pages.lacks_pages = true;
            return;
        }
        let mut rows = table.pages(&columns, head).peekable();
        if rows.peek().is_none() {
            pages.problems.push(table.at_sheet(told::only_head()));
        }
        for row in rows {
            if self.row(order, table, &columns, row, pages).is_none() {
                pages.lacks_pages = true;
            }
        }
        pages.problems.extend(table.hidden(&columns, head));
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
        let at_row = |problem: Problem| table.at_row(row, columns, problem);
        let flaws = table.flaws(row, columns, |column| columns.is_used(column));
        let is_wrong = flaws.iter().any(Problem::is_error);
        pages.problems.extend(flaws);
        let stem = match self.stem(columns, row) {
            Ok(stem) => stem,
            // A title that is not known is none for now.
            Err(_) if is_wrong => return None,
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
        if is_wrong {
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
        pages.problems.extend(remarks::of(columns, row).map(at_row));
        let text = RowText::of(columns, row, &stem, own.as_ref());
        pages.problems.extend(text.problems);
        let origin = |column: &usize| {
            let cell = row.cells.iter().find(|cell| cell.column == *column);
            table.origin(row, cell, columns)
        };
        let id = columns.text_of("id", row);
        let name_in_table = if id.is_empty() {
            RowName::Title(columns.text_of("title", row).to_owned())
        } else {
            RowName::Id(id.to_owned())
        };
        let document = RowDocument {
            name: name_in_table,
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
}
