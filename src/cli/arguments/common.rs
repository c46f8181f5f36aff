//! Defines the arguments that several commands have.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::clock::{self, Moment};
use crate::load::zone_of;
use crate::problem::Problem;
use crate::schema::Date;

/// Selects the site.
#[derive(Debug, Args)]
pub(in crate::cli) struct SiteArgument {
    /// 站点文件夹（里面有 site.yaml）；不写就是当前文件夹｜Folder of the site (with site.yaml);
    /// this folder when left out
    #[arg(value_name = "站点｜SITE", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
}

/// Selects the time of the run.
#[derive(Debug, Args)]
pub(in crate::cli) struct NowArgument {
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
