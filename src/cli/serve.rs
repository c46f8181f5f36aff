//! `dangjian serve`

use std::path::PathBuf;
use std::sync::Arc;

use super::{Failure, Terminal, arguments, clock};
use crate::portal::{Live, Seen, Shown};
use crate::preview::{self, Event, Options, Touched, Update};
use crate::problem::terminal::tally;
use crate::site::State;
use crate::source::SiteFolder;

pub(super) fn run(given: &arguments::Serve, terminal: &Terminal) -> Result<(), Failure> {
    let folder = SiteFolder::open(&given.site.folder)?;
    let mut settings = super::settings(&given.site.folder, clock::now(given.now.given)?);
    settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    let options = Options {
        port: given.port,
        lan: given.lan,
        poll: false,
        watch: vec![folder.root().to_owned()],
        ignore: ["public", ".dangjian", ".git", "node_modules"].map(|name| folder.path(name)).to_vec(),
        language: terminal.language,
    };
    let is_fixed = given.now.given.is_some();
    let (mut live, mut last) = (Live::new(settings.clone()), None::<Arc<Shown>>);
    let look = move |changed: &[PathBuf]| -> Option<Update> {
        // Hours may pass between two changes.
        if !is_fixed {
            match clock::now(None) {
                Ok(now) => settings.now = now,
                Err(problem) => {
                    return Some(Update { portal: Err(vec![problem]), touched: Touched::default() });
                }
            }
        }
        let Seen { portal, touched } = live.look(settings.now, changed)?;
        let portal = portal.map(|portal| {
            let shown = Arc::new(Shown::new(portal, last.as_deref()));
            last = Some(shown.clone());
            shown as Arc<dyn preview::Portal>
        });
        Some(Update { portal, touched })
    };
    let speaker = Terminal::new(terminal.language);
    let lan = given.lan;
    preview::serve(&options, look, move |event| tell(&event, lan, &speaker))?;
    Ok(())
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
            // Nobody reads the answer any more: the server goes on.
            let _ = terminal.answer(&terminal.say(
                || format!("预览：http://127.0.0.1:{port}/（按 Ctrl-C 结束）\n"),
                || format!("Preview: http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"),
            ));
            if lan {
                terminal.remark(terminal.pick(
                    "同一网络里的其他电脑也能看：用本机的 IP 地址代替 127.0.0.1\n",
                    "Other machines of the network may look, too: with this machine's IP address for 127.0.0.1\n",
                ));
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
                || format!("{told}; the preview follows when they are mended\n"),
            ));
        }
        Event::Unwatched(problem) => terminal.problems(std::slice::from_ref(problem)),
    }
}
