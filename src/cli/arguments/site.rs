//! Defines the commands that run a whole site: preview, build, check, fix.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::common::{NowArgument, SiteArgument};
use crate::problem::Severity;

/// 在浏览器里预览，文件一改就更新｜Preview in a browser that follows every change
#[derive(Debug, Args)]
pub(in crate::cli) struct ServeArguments {
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
pub(in crate::cli) struct BuildArguments {
    #[command(flatten)]
    pub site: SiteArgument,
    /// 输出文件夹；不写就是站点里的 public｜Output folder; `public` in the site when left out
    #[arg(short, long, value_name = "文件夹｜DIR")]
    pub output: Option<PathBuf>,
    /// 另把整个网站打成一个压缩包，便于用 U 盘带走｜Also write the whole site as one archive, to be
    /// carried on a stick
    #[arg(long, value_name = "文件.zip｜FILE.zip")]
    pub zip: Option<PathBuf>,
    /// 另列出新增、修改、删除的文件，便于过网闸：写成表格（.csv），或者连同新增、修改的文件打成
    /// 压缩包（.zip）；与 --zip 原来的那个压缩包比较｜Also list files that were added, changed or
    /// removed, for a gateway: as a table (.csv), or with the files themselves (.zip); compared
    /// with the archive that --zip replaces
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
pub(in crate::cli) struct CheckArguments {
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
pub(in crate::cli) struct FixArguments {
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

/// Parses the lowest severity that makes a check fail: its name in either language, singular or
/// plural.
fn denied() -> impl TypedValueParser<Value = Severity> {
    const NAMES: [&str; 6] = ["警告", "提示", "warnings", "infos", "warning", "info"];
    PossibleValuesParser::new(NAMES).map(|name| match name.as_str() {
        "提示" | "infos" | "info" => Severity::Info,
        _ => Severity::Warning,
    })
}
