//! `dangjian next`: lists when a build is due although no file changes.

use std::path::Path;

use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::{BuildCommand, Due, DueFile, Dues, change_name, due_file, write_due};
use crate::load::Portal;
use crate::site::State;

pub(super) fn run(given: &arguments::NextArguments, terminal: &Terminal) -> Result<(), Failure> {
    let now = given.now.at(&given.site.folder)?;
    let mut settings = site::settings(&given.site.folder, now);
    settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    let portal = Portal::open(&settings)?;
    let dues = Dues::of(portal.site(), now);
    let kind = match (given.ics, given.cron, given.schtasks) {
        (true, ..) => DueFile::Calendar,
        (_, true, _) => DueFile::Crontab,
        (_, _, true) => DueFile::Task,
        _ => return terminal.answer(&listed(&dues, terminal)),
    };
    let folder = std::path::absolute(&given.site.folder).unwrap_or_else(|_| given.site.folder.clone());
    let command = BuildCommand {
        program: std::env::current_exe().map_or("dangjian".into(), |path| path.display().to_string()),
        folder: folder.display().to_string(),
    };
    let bytes = due_file(&dues, kind, &command, terminal.language);
    match &given.output {
        Some(file) => {
            write_due(file, &bytes).map_err(|problem| Failure::Problems(vec![problem]))?;
            terminal.answer(&written(kind, file, dues.all.len(), terminal))
        }
        None => terminal.answer(&String::from_utf8_lossy(&bytes)),
    }
}

fn listed(dues: &Dues, terminal: &Terminal) -> String {
    let at = |due: &Due| clock::minute(due.at.start(), dues.zone).unwrap_or_default();
    let Some(first) = dues.all.first().map(at) else {
        return terminal
            .pick("没有会随时间变化的文章，不用再生成\n", "nothing changes with time: no build is due\n")
            .to_owned();
    };
    let rows = dues.all.iter().flat_map(|due| {
        due.changes.iter().map(|of_page| {
            let change = change_name(of_page.change, terminal.language).to_owned();
            vec![at(due), change, of_page.title.clone(), of_page.file.clone()]
        })
    });
    let head = terminal.say(
        || format!("下一次要生成网站的时间：{first}\n"),
        || format!("the next build is due on {first}\n"),
    );
    head + &table(&rows.collect::<Vec<_>>(), 2)
}

/// Says what was written, and what to do with it.
fn written(kind: DueFile, file: &Path, count: usize, terminal: &Terminal) -> String {
    let file = file.display();
    let head = terminal.say(
        || format!("写好了 {count} 个时间：{file}\n"),
        || format!("moments written: {count}, to {file}\n"),
    );
    let how = match kind {
        DueFile::Calendar => String::new(),
        DueFile::Crontab => terminal.say(
            || format!("加进定时任务：(crontab -l; cat \"{file}\") | crontab -\n"),
            || format!("to add them: (crontab -l; cat \"{file}\") | crontab -\n"),
        ),
        DueFile::Task => terminal.say(
            || format!("加进计划任务：schtasks /Create /TN 党建网站 /XML \"{file}\" /F\n"),
            || format!("to add them: schtasks /Create /TN dangjian /XML \"{file}\" /F\n"),
        ),
    };
    head + &how
}
