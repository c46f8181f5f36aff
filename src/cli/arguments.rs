//! Defines the command line: each command and option once, with its help in Chinese and in English
//! (`中文｜English`), of which [`translate`](super::translate) picks one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::clock::{self, Moment};
use super::translate;
use crate::load::zone_of;
use crate::problem::{Language, Problem, Severity};
use crate::schema::Date;

/// 把 Markdown 文章做成“党建在线”网站｜Turns Markdown articles into a “Party Building Online”
/// portal
#[derive(Debug, Parser)]
#[command(
    name = "dangjian",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 消息用中文（zh）还是英文（en）；不写就看系统的语言设置｜Messages in Chinese (zh) or English
    /// (en); by locale when left out
    #[arg(id = "messages", long = "lang", alias = "language", global = true, value_name = "zh|en", value_parser = ["zh", "en"], hide_possible_values = true)]
    language: Option<String>,
    /// 显示帮助｜Print help
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// 显示版本号｜Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(InitArguments),
    New(NewArguments),
    Serve(ServeArguments),
    Build(BuildArguments),
    Check(CheckArguments),
    Fix(FixArguments),
    Import(ImportArguments),
    Tidy(TidyArguments),
    Photo(PhotoArguments),
    Export(ExportArguments),
    List(ListArguments),
    Types(TypesArguments),
    Schema(SchemaArguments),
    Explain(ExplainArguments),
    Completions(CompletionsArguments),
}

/// 新建站点｜Make a new site
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// 新站点的文件夹，要么还没有，要么是空的｜Folder of the new site: not there yet, or empty
    #[arg(value_name = "文件夹｜DIR")]
    pub folder: PathBuf,
    /// 只要最少的几个文件，不要示例内容｜A bare site in place of the example
    #[arg(long)]
    pub empty: bool,
}

/// 新建一篇文章｜Write a new article
#[derive(Debug, Args)]
pub(super) struct NewArguments {
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

/// 在浏览器里预览，文件一改就更新｜Preview in a browser that follows every change
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 端口；不写就是 1860，被占用时用后面的｜Port; 1860 or the next that is free when left out
    #[arg(short, long, value_name = "端口｜PORT")]
    pub port: Option<u16>,
    /// 让同一网络里的手机和其他电脑也能看｜Let phones and other machines of the network look, too
    #[arg(long)]
    pub lan: bool,
    /// 启动后自动打开浏览器｜Open the browser
    #[arg(long)]
    pub open: bool,
    /// 不显示草稿、没到发布时间的和已下线的文章，与发布后看到的一样｜Leave out drafts, what is
    /// scheduled and what has expired, as in the published site
    #[arg(long)]
    pub without_drafts: bool,
    /// 问题一处一处全列出来，相同的也不合并｜Show every problem in full, also those that say the
    /// same
    #[arg(long)]
    pub all: bool,
    /// 每秒查看一次文件：站点在共享文件夹里，改了不更新时用｜Look at files once a second: for
    /// shared folders in which changes are not noticed
    #[arg(long)]
    pub poll: bool,
    #[command(flatten)]
    pub now: NowArgument,
}

/// 生成网站｜Build the site
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 输出文件夹；不写就是站点里的 public｜Output folder; `public` in the site when left out
    #[arg(short, long, value_name = "文件夹｜DIR")]
    pub output: Option<PathBuf>,
    /// 另把整个网站打成一个压缩包，便于用 U 盘带走｜Also write the whole site as one archive, to be
    /// carried on a stick
    #[arg(long, value_name = "文件.zip｜FILE.zip")]
    pub zip: Option<PathBuf>,
    /// 另列出新增、修改、删除的文件，便于过网闸：写成表格（.csv），或者连同新增、修改的文件打成压缩包
    /// （.zip）；与 --zip 原来的那个压缩包比较｜Also list files that were added, changed or removed,
    /// for a gateway: as a table (.csv), or with the files themselves (.zip); compared with the
    /// archive that --zip replaces
    #[arg(long, value_name = "文件｜FILE")]
    pub changes: Option<PathBuf>,
    /// 与这个以前的网站压缩包比较｜Compare with this earlier archive
    #[arg(long, value_name = "文件.zip｜FILE.zip", requires = "changes")]
    pub since: Option<PathBuf>,
    /// 草稿也发布｜Publish drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// 没到发布时间的也发布｜Publish what is scheduled, too
    #[arg(long)]
    pub future: bool,
    #[command(flatten)]
    pub now: NowArgument,
    /// 网站首页的完整地址，代替 site.yaml 里的 base_url｜Full address of the home page, in place of
    /// `base_url` in site.yaml
    #[arg(long, value_name = "网址｜URL")]
    pub base_url: Option<String>,
    /// 全部重新生成，不看上次的记录｜Make everything anew, whatever is remembered of the last build
    #[arg(long)]
    pub full: bool,
    /// 说明这个页面或这篇文章这次为什么重做，或者为什么不用重做｜Tell why this page or article was
    /// made anew, or not
    #[arg(long, value_name = "页面｜PATH")]
    pub explain: Vec<String>,
    /// 列出每一步的用时，并写一份浏览器性能工具能打开的记录｜Print the time of each stage, and
    /// write a trace for a browser's profiler
    #[arg(long)]
    pub timings: bool,
    /// 问题一处一处全列出来，相同的也不合并｜Show every problem in full, also those that say the
    /// same
    #[arg(long)]
    pub all: bool,
    /// 结果和问题用 JSON 写到标准输出｜Write result and problems as JSON to the standard output
    #[arg(long)]
    pub json: bool,
}

/// 检查站点，不发布｜Check the site without publishing anything
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 草稿也检查｜Check drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// 没到发布时间的也检查｜Check what is scheduled, too
    #[arg(long)]
    pub future: bool,
    #[command(flatten)]
    pub now: NowArgument,
    /// 出现“警告”（warnings）或任何“提示”（infos）也算不通过｜Fail on warnings, or on infos too
    #[arg(long, value_name = "警告|提示｜warnings|infos", value_parser = denied(), hide_possible_values = true)]
    pub deny: Option<Severity>,
    /// 问题一处一处全列出来，相同的也不合并｜Show every problem in full, also those that say the
    /// same
    #[arg(long)]
    pub all: bool,
    /// 结果的格式：text、lines（一行一个）、json、sarif、github 或 gitlab｜Format: text, lines (one
    /// a line), json, sarif, github or gitlab
    #[arg(long, value_name = "格式｜FORMAT", value_parser = ["text", "lines", "json", "sarif", "github", "gitlab"], default_value = "text", hide_possible_values = true, hide_default_value = true)]
    pub format: String,
    /// 站点在代码仓库里的路径，写在 sarif、github、gitlab 的文件名前面｜Where the site is in its
    /// repository, for sarif, github and gitlab
    #[arg(long, value_name = "路径｜PREFIX", default_value = "", hide_default_value = true)]
    pub prefix: String,
    /// 把现有的问题记进 baseline.json，以后只报新的｜Note the present problems in baseline.json:
    /// from then on new ones only are told
    #[arg(long)]
    pub write_baseline: bool,
}

/// 自动修改能改的问题｜Mend what can be mended by itself
#[derive(Debug, Args)]
pub(super) struct FixArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 只显示会改什么，不动文件｜Show what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// 拿不准的也改，改完请自己看一遍｜Make changes that may not be what was meant, too: read them
    /// afterwards
    #[arg(long)]
    pub all: bool,
    /// 只改这种问题，如 meta/tab，或一类，如 punct/*｜This problem alone, such as meta/tab, or a
    /// family, such as punct/*
    #[arg(long, value_name = "代码｜CODE")]
    pub code: Vec<String>,
    /// 只改这个文件，如 content/news/x.md｜This file alone, such as content/news/x.md
    #[arg(long, value_name = "文件｜FILE")]
    pub file: Vec<String>,
}

/// 把收到的稿件变成文章：Word 文档、网页、文本｜Turn manuscripts into articles: Word files, pages,
/// texts
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// 稿件，或者放稿件的文件夹；写了 --from 的，是旧站的文件夹｜Manuscripts, or folders of them; with
    /// --from the folder of the old site
    #[arg(value_name = "稿件｜FILE", required = true)]
    pub file: Vec<PathBuf>,
    /// 站点文件夹；不写就是当前文件夹｜Folder of the site; this one when left out
    #[arg(long, value_name = "站点｜DIR", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 内容类型，如 新闻 或 news；不写就看栏目收哪一类｜Content type, such as news; that of the section
    /// when left out
    #[arg(long = "type", value_name = "类型｜TYPE")]
    pub content_type: Option<String>,
    /// 放进哪个栏目：文件夹名或栏目名；不写就放进第一个收这类文章的栏目｜Section: folder or title;
    /// the first for this type when left out
    #[arg(long, value_name = "栏目｜SECTION")]
    pub section: Option<String>,
    /// 把整个旧站导入进来，它是用什么做的：hexo、hugo、jekyll，或者 wordpress（写导出的 .xml 文件）｜
    /// Import a whole site, made by hexo, hugo or jekyll, or by wordpress (name the exported .xml)
    #[arg(long, value_name = "程序｜PROGRAM", value_parser = ["hexo", "hugo", "jekyll", "wordpress"], hide_possible_values = true)]
    pub from: Option<String>,
    /// WordPress 的图片和文件在哪个文件夹（wp-content/uploads）｜Folder with the pictures and files of
    /// WordPress (wp-content/uploads)
    #[arg(long, value_name = "文件夹｜DIR", requires = "from")]
    pub media: Option<PathBuf>,
    /// 老网站存下来的一批网页，按这个规则文件导入（标题、日期、正文各在哪个标签里）｜Import saved pages
    /// of an old portal by this file of rules: which elements hold title, date and text
    #[arg(long, value_name = "规则.yaml｜RULES.yaml", conflicts_with = "from")]
    pub rules: Option<PathBuf>,
    /// 导入过的也再导入一篇｜Import what has been imported before once more
    #[arg(long)]
    pub again: bool,
}

/// 整理粘贴进来的文章：分段、标题、表格、图片、附件｜Tidy an article that was pasted: paragraphs,
/// headings, tables, pictures, attachments
#[derive(Debug, Args)]
pub(super) struct TidyArguments {
    /// 文章｜The article
    #[arg(value_name = "文章｜FILE")]
    pub file: PathBuf,
    /// 只看会改什么，不改｜Show the changes, and make none
    #[arg(long)]
    pub dry_run: bool,
}

/// 把太大的照片原图缩小，原来的另外留着｜Shrink large photos, and keep the originals elsewhere
#[derive(Debug, Args)]
pub(super) struct PhotoArguments {
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

/// 把站点里的内容写成别的样子：Word 文档、公众号文章、书、表格｜Write what a site has in
/// another form: a Word document, an article for WeChat, a book, a table
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(subcommand)]
    pub kind: ExportKind,
}

/// The forms in which something can be written.
#[derive(Debug, Subcommand)]
pub(super) enum ExportKind {
    Book(ExportBookArguments),
    Docx(ExportDocxArguments),
    Sheet(ExportSheetArguments),
    Wechat(ExportWechatArguments),
}

/// 把一个栏目、一个专题或者一年的文章编成一本，打印或者存成 PDF｜Write the articles of a section, a
/// topic or a year as a book, for print or PDF
#[derive(Debug, Args)]
pub(super) struct ExportBookArguments {
    /// 栏目的文件夹或标题，或者专题的标题；不写就是全站｜Folder or title of a section, or title of a
    /// topic; the whole site when left out
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
pub(super) struct ExportDocxArguments {
    /// 文章的文件、标题或网址｜File, title or address of the article
    #[arg(value_name = "文章｜ARTICLE")]
    pub article: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写到这个文件；不写就用文章的标题做文件名｜The file to write; named by the title when left out
    #[arg(short, long, alias = "to", value_name = "文件｜FILE")]
    pub output: Option<PathBuf>,
}

/// 把一篇文章写成公众号的图文，复制到公众号编辑器｜Write an article for the editor of a WeChat account
#[derive(Debug, Args)]
pub(super) struct ExportWechatArguments {
    /// 文章的文件、标题或网址｜File, title or address of the article
    #[arg(value_name = "文章｜ARTICLE")]
    pub article: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写到这个文件夹；不写就用文章的标题做名称｜The folder to write; named by the title when left out
    #[arg(short, long, alias = "to", value_name = "文件夹｜DIR")]
    pub output: Option<PathBuf>,
}

/// 把一个栏目的文章写成表格，每篇一行｜Write the pages of a section as a table, each as a row
#[derive(Debug, Args)]
pub(super) struct ExportSheetArguments {
    /// 栏目的文件夹或标题，如 honors｜Folder or title of the section, such as honors
    #[arg(value_name = "栏目｜SECTION")]
    pub section: String,
    /// 站点文件夹；不写就是当前文件夹｜The site; this folder when left out
    #[arg(long, value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// 写成 .csv，不写 .xlsx｜As .csv, not as .xlsx
    #[arg(long)]
    pub csv: bool,
    /// 哪种语言的文章，如 en；不写就是默认语言｜Pages of this language, such as en; of the first one
    /// when left out
    #[arg(long = "in", value_name = "语言｜LANG")]
    pub lang: Option<String>,
    /// 写到这个文件｜The file to write
    #[arg(short, long, value_name = "文件｜FILE")]
    pub output: Option<PathBuf>,
}

/// 列出全部文章｜List all pages
#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 用 JSON 写｜As JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub now: NowArgument,
}

/// 列出内容类型和它们的字段｜List content types and their fields
#[derive(Debug, Args)]
pub(super) struct TypesArguments {
    /// 只看这一类，如 荣誉 或 honor｜This type alone, such as honor
    #[arg(value_name = "类型｜NAME")]
    pub name: Option<String>,
    /// 站点文件夹；不写就是当前文件夹，不在站点里就列出自带的类型｜Folder of the site; this folder
    /// when left out, and where that is no site the built-in types
    #[arg(long, value_name = "站点｜SITE")]
    pub site: Option<PathBuf>,
}

/// 生成编辑器用的补全文件（JSON Schema）｜Write JSON Schemas for editors
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 放在哪个文件夹；不写就是站点里的 .vscode/schemas｜Folder to write them to; `.vscode/schemas`
    /// in the site when left out
    #[arg(short, long, value_name = "文件夹｜DIR")]
    pub output: Option<PathBuf>,
    /// 站点文件夹，以前的写法｜Folder of the site, as it was given formerly
    #[arg(long = "site", value_name = "站点｜SITE", hide = true)]
    pub former_site: Option<PathBuf>,
}

/// 说明一个问题是什么意思、怎么改｜Explain a problem and how to mend it
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// 报告里方括号中的代码，如 meta/unknown-key；只写 meta，列出这一类；不写，列出各类｜Code in
    /// the brackets of a report, such as meta/unknown-key; `meta` lists its family; all families
    /// when left out
    #[arg(value_name = "代码｜CODE")]
    pub code: Option<String>,
}

/// 生成命令补全脚本｜Write a completion script
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// bash、zsh、fish、powershell 或 elvish｜bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// Parses the lowest severity that makes a check fail: its name in either language, singular or
/// plural.
fn denied() -> impl TypedValueParser<Value = Severity> {
    const NAMES: [&str; 6] = ["警告", "提示", "warnings", "infos", "warning", "info"];
    PossibleValuesParser::new(NAMES).map(|name| match name.as_str() {
        "提示" | "infos" | "info" => Severity::Info,
        _ => Severity::Warning,
    })
}

/// Selects the site.
#[derive(Debug, Args)]
pub(super) struct SiteArgument {
    /// 站点文件夹（里面有 site.yaml）；不写就是当前文件夹｜Folder of the site (with site.yaml);
    /// this folder when left out
    #[arg(value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
}

/// Selects the time of the run.
#[derive(Debug, Args)]
pub(super) struct NowArgument {
    /// 以这一刻为“现在”，如 2026-11-20｜Take this moment for now, such as 2026-11-20
    #[arg(long = "now", value_name = "时间｜TIME", value_parser = clock::parse)]
    pub given: Option<Moment>,
}

impl NowArgument {
    /// The moment that was given, in the time zone of the site in `folder` where it names none;
    /// else the clock's.
    pub fn at(&self, folder: &Path) -> Result<Date, Problem> {
        clock::now(self.given.as_ref().map(|given| given.within(zone_of(folder))))
    }
}

/// Returns the command-line definition with all its texts in `language`.
pub(super) fn command(language: Language) -> clap::Command {
    translate::translated(Arguments::command(), language)
}

/// Parses the arguments; `None` where no command is given.
pub(super) fn parse(arguments: &[OsString], language: Language) -> Result<Option<Command>, clap::Error> {
    let matches = command(language).try_get_matches_from(arguments)?;
    Ok(Arguments::from_arg_matches(&matches)?.command)
}

/// Returns the language that the arguments request, else the locale's. It is needed before they are
/// parsed, since errors in them are reported in this language.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let given = arguments.iter().enumerate().find_map(|(at, argument)| {
        let argument = argument.to_str()?;
        if matches!(argument, "--lang" | "--language") {
            arguments.get(at + 1)?.to_str()
        } else {
            argument.strip_prefix("--lang=").or_else(|| argument.strip_prefix("--language="))
        }
    });
    match given {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => {
            let locales =
                ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
            Language::from_locales(locales.iter().map(String::as_str))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn nothing_is_left_in_the_other_language() {
        fn check(command: &clap::Command, is_right: &impl Fn(&str) -> bool) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(is_right(&about), "{}: {about}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                let names: Vec<&str> =
                    argument.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
                assert!(!help.is_empty() && !help.contains('｜'), "{}: {help}", argument.get_id());
                assert!(names.iter().all(|name| !name.contains('｜')), "{names:?}");
                assert!(is_right(&help) || argument.get_id() == "shell", "{}: {help}", argument.get_id());
            }
            command.get_subcommands().for_each(|command| check(command, is_right));
        }
        let has_chinese = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        check(&command(Language::Chinese), &has_chinese);
        check(&command(Language::English), &|text| !has_chinese(text));
    }
}
