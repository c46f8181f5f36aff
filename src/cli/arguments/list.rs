//! Defines the commands that list and explain.

use std::path::PathBuf;

use clap::Args;

use super::common::{NowArgument, SiteArgument};

/// 列出全部文章｜List all pages
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 用 JSON 写｜As JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub now: NowArgument,
}

/// 到什么时候要再生成一次网站：定时发布、下线、取消置顶、公示开始和结束｜When a build is due
/// next: scheduled, expiring, pinned articles, periods that begin and end
#[derive(Debug, Args)]
pub(in crate::cli) struct NextArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 写成日历文件，可以导入手机和办公日历｜As a calendar file
    #[arg(long, group = "form")]
    pub ics: bool,
    /// 写成 Linux 的定时任务（crontab）｜As lines for crontab
    #[arg(long, group = "form")]
    pub cron: bool,
    /// 写成 Windows 的计划任务（要写 -o 文件.xml）｜As a task for Windows (with -o FILE.xml)
    #[arg(long, group = "form", requires = "output")]
    pub schtasks: bool,
    /// 写进这个文件｜Write it to this file
    #[arg(short, long, value_name = "文件｜FILE", requires = "form")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub now: NowArgument,
}

/// 列出内容类型和它们的字段｜List content types and their fields
#[derive(Debug, Args)]
pub(in crate::cli) struct TypesArguments {
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
pub(in crate::cli) struct SchemaArguments {
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
pub(in crate::cli) struct ExplainArguments {
    /// 报告里方括号中的代码，如 meta/unknown-key；只写 meta，列出这一类；不写，列出各类｜Code in
    /// the brackets of a report, such as meta/unknown-key; `meta` lists its family; all families
    /// when left out
    #[arg(value_name = "代码｜CODE")]
    pub code: Option<String>,
}

/// 生成命令补全脚本｜Write a completion script
#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArguments {
    /// bash、zsh、fish、powershell 或 elvish｜bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}
