//! `dangjian schema`

use super::{Failure, Terminal, arguments, clock};
use crate::portal::{Outline, editor_files};

pub(super) fn run(given: &arguments::Schema, terminal: &Terminal) -> Result<(), Failure> {
    let outline = Outline::open(&super::settings(&given.site, clock::now(None)?))?;
    let written = editor_files(&outline, &given.folder, terminal.language)?;
    terminal.problems(&written.warnings);
    let (count, folder) = (written.schemas, terminal.shown(&given.folder));
    terminal.answer(&terminal.say(
        || format!("已写好 {count} 个 JSON Schema：{folder}；用 VS Code 打开站点文件夹就能用\n"),
        || format!("Wrote {count} JSON Schemas to {folder}; open the site's folder in VS Code to use them\n"),
    ))
}
