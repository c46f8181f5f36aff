//! Writes what a site has in other forms: a section as a table, an article as a Word document or
//! for a WeChat account, articles as a book for print.

mod article;
mod book;
mod file;
mod paper;
mod sheet;
mod wechat;
mod word;

pub use article::find_article;
pub use book::{BookSelection, WrittenBook, export_book};
pub(super) use file::unwritten;
pub use sheet::{WrittenTable, export_sheet};
pub use wechat::{WechatArticle, WechatPicture, WrittenWechat, export_wechat, wechat_article};
pub use word::{WrittenDocument, export_docx};
