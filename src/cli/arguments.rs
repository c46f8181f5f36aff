//! What can be said on the command line: each command and option is defined once, here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::Outcome;

/// 把 Markdown 文章做成“党建在线”网站
#[derive(Debug, Parser)]
#[command(name = "dangjian", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 生成网站
    Build(Build),
}

/// Options of `build`.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// 站点文件夹（里面有 site.yaml）
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// 输出文件夹；不写就是站点里的 public
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// 草稿也发布
    #[arg(long)]
    pub drafts: bool,
    /// 未到发布时间的也发布
    #[arg(long)]
    pub future: bool,
    /// 以这一刻为“现在”，如 2026-11-20
    #[arg(long)]
    pub now: Option<String>,
    /// 网站首页的完整地址，代替 site.yaml 里的 base_url
    #[arg(long)]
    pub base_url: Option<String>,
}

/// Understands the arguments, or says what is wrong with them.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Outcome> {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => Ok(arguments.command),
        Err(error) => {
            let _ = error.print();
            Err(if error.use_stderr() { Outcome::Usage } else { Outcome::Done })
        }
    }
}
