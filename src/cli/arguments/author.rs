//! Defines the commands that write what people edit: sites, articles, imports, photos.

use std::path::PathBuf;

use clap::Args;

/// 新建站点｜Make a new site
#[derive(Debug, Args)]
pub(in crate::cli) struct InitArguments {
    /// 新站点的文件夹，要么还没有，要么是空的｜Folder of the new site: not there yet, or empty
    #[arg(value_name = "文件夹｜DIR")]
    pub folder: PathBuf,
    /// 只要最少的几个文件，不要示例内容｜A bare site in place of the example
    #[arg(long)]
    pub empty: bool,
}

/// 新建一篇文章｜Write a new article
#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// 内容类型，如 新闻 或 news；dangjian types 列出全部｜Content type, such as news;
    /// `dangjian types` lists them
    #[arg(value_name = "类型｜TYPE")]
    pub content_type: Option<String>,
    /// 标题｜Its title
    #[arg(value_name = "标题｜TITLE")]
    pub title: Option<String>,
    /// 放进哪个栏目：文件夹名或栏目名；不写就放进第一个收这类文章的栏目｜Section: folder or title;
    /// the first for this type when left out
    #[arg(long, value_name = "栏目｜SECTION")]
    pub section: Option<String>,
    /// 站点文件夹；不写就是当前文件夹｜Folder of the site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 文章的语言代码，如 en；不写就是站点的第一种语言｜Language of the article, such as en; the
    /// site's first when left out
    #[arg(long = "in", value_name = "语言｜LANG")]
    pub lang: Option<String>,
}

/// 把收到的稿件变成文章：Word 文档、网页、文本｜Turn manuscripts into articles: Word files, pages,
/// texts
#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    /// 稿件，或者放稿件的文件夹；写了 --from 的，是旧站的文件夹｜Manuscripts, or folders of them;
    /// with --from the folder of the old site
    #[arg(value_name = "稿件｜FILE", required = true)]
    pub file: Vec<PathBuf>,
    /// 站点文件夹；不写就是当前文件夹｜Folder of the site; this one when left out
    #[arg(long, value_name = "站点｜DIR", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 内容类型，如 新闻 或 news；不写就看栏目收哪一类｜Content type, such as news; that of the
    /// section when left out
    #[arg(long = "type", value_name = "类型｜TYPE")]
    pub content_type: Option<String>,
    /// 放进哪个栏目：文件夹名或栏目名；不写就放进第一个收这类文章的栏目｜Section: folder or title;
    /// the first for this type when left out
    #[arg(long, value_name = "栏目｜SECTION")]
    pub section: Option<String>,
    /// 把整个旧站导入进来，它是用什么做的：hexo、hugo、jekyll，或者 wordpress（写导出的 .xml
    /// 文件）｜Import a whole site, made by hexo, hugo or jekyll, or by wordpress (name the
    /// exported .xml)
    #[arg(long, value_name = "程序｜PROGRAM", value_parser = ["hexo", "hugo", "jekyll", "wordpress"], hide_possible_values = true)]
    pub from: Option<String>,
    /// WordPress 的图片和文件在哪个文件夹（wp-content/uploads）｜Folder with the pictures and files
    /// of WordPress (wp-content/uploads)
    #[arg(long, value_name = "文件夹｜DIR", requires = "from")]
    pub media: Option<PathBuf>,
    /// 老网站存下来的一批网页，按这个规则文件导入（标题、日期、正文各在哪个标签里）｜Import saved
    /// pages of an old portal by this file of rules: which elements hold title, date and text
    #[arg(long, value_name = "规则.yaml｜RULES.yaml", conflicts_with = "from")]
    pub rules: Option<PathBuf>,
    /// 导入过的也再导入一篇｜Import what has been imported before once more
    #[arg(long)]
    pub again: bool,
}

/// 整理粘贴进来的文章：分段、标题、表格、图片、附件｜Tidy an article that was pasted: paragraphs,
/// headings, tables, pictures, attachments
#[derive(Debug, Args)]
pub(in crate::cli) struct TidyArguments {
    /// 文章｜The article
    #[arg(value_name = "文章｜FILE")]
    pub file: PathBuf,
    /// 只看会改什么，不改｜Show the changes, and make none
    #[arg(long)]
    pub dry_run: bool,
}

/// 把文章或栏目挪到别处，或者改名：链接一起改，旧网址转到新网址｜Move or rename an article or a
/// section: links are mended, and its former address leads to the new one
#[derive(Debug, Args)]
pub(in crate::cli) struct MoveArguments {
    /// 挪什么：content 里的文章或栏目，如 news/party-day.md、news｜What: an article or a section in
    /// `content`, such as news/party-day.md, or news
    #[arg(value_name = "文章或栏目｜FROM")]
    pub from: String,
    /// 挪到哪里：栏目，如 honors；或者新的名称，如 honors/party-day｜Where to: a section, such as
    /// honors, or a new name, such as honors/party-day
    #[arg(value_name = "去处｜TO")]
    pub to: String,
    /// 站点文件夹；不写就是当前文件夹｜Folder of the site; this one when left out
    #[arg(long, value_name = "站点｜DIR", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 记在 addresses.yaml 里的网址不变｜Addresses recorded in addresses.yaml stay as they are
    #[arg(long)]
    pub keep_address: bool,
    /// 只看会改什么，不改｜Show the changes, and make none
    #[arg(long)]
    pub dry_run: bool,
}

/// 把太大的照片原图缩小，原来的另外留着｜Shrink large photos, and keep the originals elsewhere
#[derive(Debug, Args)]
pub(in crate::cli) struct PhotoArguments {
    /// 站点文件夹、别的文件夹，或者照片；不写就是当前文件夹｜Sites, other folders, or photos; this
    /// folder when left out
    #[arg(value_name = "站点或照片｜SITE|FILE", default_value = ".", hide_default_value = true)]
    pub place: Vec<PathBuf>,
    /// 长边缩到多少像素，640 到 20000；不写就是 2560｜Pixels of the longer side afterwards, 640 to
    /// 20000; 2560 when left out
    #[arg(long, value_name = "像素｜PIXELS", default_value_t = 2560, hide_default_value = true, value_parser = clap::value_parser!(u32).range(640..=20000))]
    pub max: u32,
    /// 只看能省下多少，不动照片｜Show what would be saved, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// 不再问一遍，直接缩小｜Do it without asking
    #[arg(short, long, conflicts_with = "dry_run")]
    pub yes: bool,
}
