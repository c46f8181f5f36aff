//! **author**: writes what people edit: new sites, new pages, imported manuscripts, editor files,
//! fixes, smaller photos.
//!
//! In: an [`Outline`](crate::load::Outline), or the problems of a check. Out: files in the site's
//! folder.
//!
//! Never: imports `live`, `preview` or `cli`; writes into the published folder; overwrites an
//! article that has changed since it was read.

mod editor;
mod fix;
mod import;
mod new_page;
mod photo;
mod sheet;
mod start;
mod tidy;

pub use editor::{EditorFiles, editor_files};
pub use fix::{FixFilter, FixReport, FixedFile, fix, proposed_fixes};
pub use import::{ImportCounts, ImportOrder, Imported, import};
pub use new_page::{NewFile, NewPage, NewText, new_page, unknown_section};
pub use photo::{LargePhoto, ORIGINALS, PhotoMeasures, PhotoOrder, PhotoPlan, ShrinkReport, shrinkable};
pub use sheet::{WrittenTable, export_sheet};
pub use start::{Starter, start};
pub use tidy::{TidyReport, tidy};

pub(crate) use fix::fix_one;
