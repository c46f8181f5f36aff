//! Writes a section as a table, of which its pages can be made again.

use std::path::{Path, PathBuf};

use super::file::unwritten;
use crate::author::new_file::write_new;
use crate::load::{Outline, OutlineSection, section_table};
use crate::problem::Problem;
use crate::sheet::{write_csv, write_workbook};

/// A table that has been written.
#[derive(Debug)]
pub struct WrittenTable {
    /// The file.
    pub file: PathBuf,
    /// The number of pages in it.
    pub pages: usize,
    /// The pages that cannot be rows.
    pub left: Vec<Problem>,
}

/// Writes the pages of a section in a language as a table to `file`, which must not be there: as
/// CSV, or as a workbook.
///
/// # Errors
/// The section has no page that can be a row, or the file cannot be written.
pub fn export_sheet(
    outline: &Outline,
    section: &OutlineSection,
    file: &Path,
    as_csv: bool,
    lang: usize,
) -> Result<WrittenTable, Problem> {
    let table = section_table(outline, &section.folder, lang);
    let pages = table.rows.len().saturating_sub(1);
    let failed = |error: &std::io::Error| unwritten("sheet/unwritten", file, error);
    if pages == 0 {
        return Err(no_pages(&section.folder));
    }
    let bytes = if as_csv {
        write_csv(&table.rows)
    } else {
        write_workbook(&section.title, &table.rows).map_err(|error| failed(&error.into()))?
    };
    write_new(file, &bytes).map_err(|error| failed(&error))?;
    Ok(WrittenTable { file: file.to_owned(), pages, left: table.left })
}

fn no_pages(folder: &str) -> Problem {
    Problem::error(
        "sheet/no-pages",
        format!("栏目“{folder}”里没有能写进表格的文章"),
        format!("the section `{folder}` has no page that can be a row of a table"),
    )
    .help(
        "文章要直接在栏目的文件夹里，类型和栏目的一样；图文包和里层文件夹里的不算",
        "pages are directly in its folder and of its type; those in folders of their own don't count",
    )
}
