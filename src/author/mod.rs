//! **author**: writes what people edit: new sites, new pages, imported manuscripts, editor files,
//! fixes, smaller photos; and what leaves the site: tables, documents, books.
//!
//! In: an [`Outline`](crate::load::Outline), an opened site, or the problems of a check. Out: files
//! in the site's folder, or where the caller says.
//!
//! Never: imports `live`, `preview` or `cli`; writes into the published folder; overwrites an
//! article that has changed since it was read.

mod due;
mod editor;
mod export;
mod fix;
mod import;
mod migrate;
mod new_file;
mod new_page;
mod photo;
mod relocate;
mod start;
mod tidy;

pub use due::{BuildCommand, Due, DueChange, DueFile, Dues, change_name, due_file, write_due};
pub use editor::{EditorFiles, editor_files};
pub use export::{
    BookSelection, WechatArticle, WechatPicture, WrittenBook, WrittenDocument, WrittenTable, WrittenWechat,
    export_book, export_docx, export_sheet, export_wechat, find_article, wechat_article,
};
pub use fix::{FixFilter, FixReport, FixedFile, fix, proposed_fixes};
pub use import::{ImportCounts, ImportOrder, Imported, Importer};
pub use migrate::{
    MigratedPage, MigrationOrder, MigrationReport, MigrationSource, OldKind, migrate, write_report,
};
pub use new_page::{NewFile, NewPage, NewText, new_page, unknown_section};
pub use photo::{LargePhoto, ORIGINALS, PhotoMeasures, PhotoOrder, PhotoPlan, ShrinkReport, shrinkable};
pub use relocate::{ChangedText, MoveOrder, MoveReport, relocate};
pub use start::{Starter, start};
pub use tidy::{TidyReport, tidy};

pub(crate) use fix::fix_one;
