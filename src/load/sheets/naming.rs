//! Finds the name of the file that a row stands for.

use super::columns::Columns;
use super::orders::{Order, SheetFiles};
use super::told;
use crate::problem::Problem;
use crate::sheet::SheetRow;
use crate::text::file_name::{device, is_portable};
use crate::text::{address_name, half_width, is_han, slug};

/// A text with its warnings, or why there is none.
pub(super) type ReadFile = Result<(String, Vec<Problem>), Problem>;

impl SheetFiles<'_> {
    /// Returns the name of a row's file, without folder and language: its 编号, or its title in
    /// ASCII.
    pub(super) fn stem(&self, columns: &Columns<'_>, row: &SheetRow) -> Result<String, Problem> {
        let id: String = columns.text_of("id", row).chars().map(half_width).collect();
        let id = id.trim();
        if id.is_empty() {
            let title = columns.text_of("title", row);
            if title.is_empty() {
                return Err(told::no_title());
            }
            let stem = slug(title).and(address_name(title)).ok_or_else(|| told::no_name(title))?;
            return if is_reserved(&stem) { Err(told::reserved_title(title)) } else { Ok(stem) };
        }
        let is_language =
            |name: &str| name.rsplit_once('.').is_some_and(|(_, code)| self.config.language(code).is_some());
        let is_name = is_portable(id)
            && !id.contains('/')
            && !id.starts_with(['.', '_', '~'])
            && !id.eq_ignore_ascii_case("index")
            && !is_language(id);
        // The address is made of letters and digits, whatever the file's name is. Of Chinese words
        // it is only made where it is the name, since that takes long, and they are no reserved
        // name: that they have one is enough.
        if is_name && id.contains(is_han) {
            let has_address = id.chars().any(|c| slug(c.encode_utf8(&mut [0; 4])).is_some());
            return if has_address { Ok(id.to_owned()) } else { Err(told::no_name(id)) };
        }
        let address = slug(id).and(address_name(id)).ok_or_else(|| told::no_name(id))?;
        match is_name {
            _ if is_reserved(&address) => Err(told::reserved_id(id)),
            true => Ok(id.to_owned()),
            false => Ok(address),
        }
    }

    /// Returns the name of the file that a row stands for, and what is in it if it is there: a text
    /// of its own, `编号.md` or `编号/index.md`.
    pub(super) fn name(&self, order: &Order<'_>, stem: &str) -> (String, Option<ReadFile>) {
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

/// Whether a page can't have this name: the list of the section has it, or Windows keeps it for a
/// device.
fn is_reserved(name: &str) -> bool {
    name == "index" || device(name).is_some()
}
