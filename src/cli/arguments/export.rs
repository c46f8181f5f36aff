//! Defines the commands that write what a site has in other forms.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// 把站点里的内容写成别的样子：Word 文档、公众号文章、书、表格｜Write what a site has in
/// another form: a Word document, an article for WeChat, a book, a table
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    #[command(subcommand)]
    pub kind: ExportKind,
}

/// The forms in which something can be written.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ExportKind {
    Book(ExportBookArguments),
    Docx(ExportDocxArguments),
    Sheet(ExportSheetArguments),
    Wechat(ExportWechatArguments),
}

/// 把一个栏目、一个专题或者一年的文章编成一本，打印或者存成 PDF｜Write the articles of a section, a
/// topic or a year as a book, for print or PDF
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportBookArguments {
    /// 栏目的文件夹或标题，或者专题的标题；不写就是全站｜Folder or title of a section, or title of
    /// a topic; the whole site when left out
    #[arg(value_name = "栏目或专题｜SECTION|TOPIC", required_unless_present = "year")]
    pub of: Option<String>,
    /// 只要这一年的文章，如 2026｜Articles of this year alone, such as 2026
    #[arg(long, value_name = "年份｜YEAR", value_parser = clap::value_parser!(i16).range(1..=9999))]
    pub year: Option<i16>,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写到这个文件；不写就用书名做文件名｜The file to write; named by the title when left out
    #[arg(short, long, alias = "to", value_name = "文件｜FILE")]
    pub output: Option<PathBuf>,
}

/// 把一篇文章写成 Word 文档，打印出来审稿｜Write an article as a Word document, for review on paper
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportDocxArguments {
    /// 文章的文件、标题或网址｜File, title or address of the article
    #[arg(value_name = "文章｜ARTICLE")]
    pub article: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写到这个文件；不写就用文章的标题做文件名｜The file to write; named by the title when left
    /// out
    #[arg(short, long, alias = "to", value_name = "文件｜FILE")]
    pub output: Option<PathBuf>,
}

/// 把一篇文章写成公众号的图文，复制到公众号编辑器｜Write an article for the editor of a WeChat
/// account
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportWechatArguments {
    /// 文章的文件、标题或网址｜File, title or address of the article
    #[arg(value_name = "文章｜ARTICLE")]
    pub article: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写到这个文件夹；不写就用文章的标题做名称｜The folder to write; named by the title when left
    /// out
    #[arg(short, long, alias = "to", value_name = "文件夹｜DIR")]
    pub output: Option<PathBuf>,
}

/// 把一个栏目的文章写成表格，每篇一行｜Write the pages of a section as a table, each as a row
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportSheetArguments {
    /// 栏目的文件夹或标题，如 honors｜Folder or title of the section, such as honors
    #[arg(value_name = "栏目｜SECTION")]
    pub section: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写成 .csv，不写 .xlsx｜As .csv, not as .xlsx
    #[arg(long)]
    pub csv: bool,
    /// 哪种语言的文章，如 en；不写就是默认语言｜Pages of this language, such as en; of the first
    /// one when left out
    #[arg(long = "in", value_name = "语言｜LANG")]
    pub lang: Option<String>,
    /// 写到这个文件｜The file to write
    #[arg(short, long, value_name = "文件｜FILE")]
    pub output: Option<PathBuf>,
}
