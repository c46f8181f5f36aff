//! `dangjian serve`: previews the site in a browser.

use std::path::PathBuf;
use std::sync::Arc;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::live::{LiveSite, LiveUpdate, SiteBackend, SiteDesk};
use crate::preview::{self, Event, Limits, ServerOptions, TouchedFiles, Update};
use crate::problem::Language;
use crate::problem::terminal::tally;
use crate::site::State;
use crate::source::SiteFolder;
use crate::user;

pub(super) fn run(given: &arguments::ServeArguments, terminal: &Terminal) -> Result<(), Failure> {
    let folder = SiteFolder::open(&given.site.folder)?;
    let mut settings = site::settings(&given.site.folder, given.now.at(&given.site.folder)?);
    if !given.without_drafts {
        settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    }
    // Mistakes in the user's settings don't prevent the preview.
    if let Err(problems) = user::UserSettings::load() {
        terminal.problems(&problems);
    }
    let options = ServerOptions {
        port: given.port,
        lan: given.lan,
        watch: vec![folder.root().to_owned()],
        ignore: ["public", ".dangjian", ".git", "node_modules"].map(|name| folder.path(name)).to_vec(),
        poll: given.poll,
        language: terminal.language,
        limits: Limits::default(),
    };
    let fixed = given.now.given.is_some().then_some(settings.now);
    let (mut live, mut last) = (LiveSite::new(settings.clone()), None::<Arc<SiteBackend>>);
    let look = move |changed: &[PathBuf]| -> Option<Update> {
        // Read the time again: hours may pass between two changes.
        match clock::now(fixed) {
            Ok(now) => settings.now = now,
            Err(problem) => {
                return Some(Update { portal: Err(vec![problem]), touched: TouchedFiles::default() });
            }
        }
        let LiveUpdate { portal, touched } = live.look(settings.now, changed)?;
        let portal = portal.map(|portal| {
            let opened = settings.now;
            let desk = SiteDesk::new(&portal, &settings, move || clock::now(fixed).unwrap_or(opened));
            let shown = Arc::new(SiteBackend::new(portal, last.as_deref()).with_desk(desk));
            last = Some(shown.clone());
            shown as Arc<dyn preview::Backend>
        });
        Some(Update { portal, touched })
    };
    let speaker = Terminal::new(terminal.language);
    speaker.shows(&given.site.folder, given.all);
    let (lan, open) = (given.lan, given.open);
    preview::serve(&options, look, move |event| {
        tell(&event, lan, &speaker);
        if let Event::Started { address, .. } = &event
            && open
        {
            open_browser(address.port(), speaker.language);
        }
    })?;
    Ok(())
}

/// Opens the browser on another thread, so that the server need not wait: some systems are slow to
/// report that there is no browser.
fn open_browser(port: u16, language: Language) {
    std::thread::spawn(move || {
        if let Err(problem) = user::open_in_browser(&format!("http://127.0.0.1:{port}/")) {
            Terminal::new(language).problems(&[problem]);
        }
    });
}

fn tell(event: &Event, lan: bool, terminal: &Terminal) {
    match event {
        Event::Started { address, instead_of } => {
            let port = address.port();
            if let Some(wanted) = instead_of {
                terminal.remark(&terminal.say(
                    || format!("端口 {wanted} 已被占用，改用 {port}\n"),
                    || format!("port {wanted} is taken, {port} is used instead\n"),
                ));
            }
            // Ignore a closed standard output: the server continues.
            let _ = terminal.answer(&terminal.say(
                || format!("预览：http://127.0.0.1:{port}/（按 Ctrl-C 结束）\n"),
                || format!("Preview: http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"),
            ));
            if lan {
                tell_network(port, terminal);
            }
        }
        Event::Organised { problems, took } => {
            terminal.problems(problems);
            let (told, took) = (tally(problems, terminal.language), took.as_millis());
            terminal.remark(&terminal.say(
                || format!("已更新（{took} 毫秒），{told}\n"),
                || format!("Up to date ({took} ms), {told}\n"),
            ));
        }
        Event::Failed { problems, .. } => {
            terminal.problems(problems);
            let told = tally(problems, terminal.language);
            terminal.remark(&terminal.say(
                || format!("{told}；改好以后自动更新\n"),
                || format!("{told}; the preview follows when they are fixed\n"),
            ));
        }
        Event::Unwatched(problem) => terminal.problems(std::slice::from_ref(&**problem)),
    }
    terminal.point_to_pages();
}

/// Reports the address at which phones and other machines reach the preview.
fn tell_network(port: u16, terminal: &Terminal) {
    terminal.remark(&match preview::lan_address(port) {
        Some(address) => terminal.say(
            || format!("手机和同一网络里的其他电脑：{address}\n"),
            || format!("Phones and other machines of the network: {address}\n"),
        ),
        None => terminal.say(
            || "本机没有连上网络，别的电脑现在看不到\n".to_owned(),
            || "This machine is in no network: others cannot look now\n".to_owned(),
        ),
    });
}
