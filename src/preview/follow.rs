//! Follows one open page of a browser: sends the events that make it show what a new load would
//! show.
//!
//! After each change the page is rendered again, and sent only if it differs. So a page that a
//! change does not concern stays untouched, and no record of dependencies can be wrong.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::Sender;

use super::answer::{LARGEST_PAGE, hash, with_script};
use super::stage::{ChangeCounts, ServerState, SharedState, ShownSite};
use super::{About, Answer, Language, overlay};
use crate::problem::Problem;
use crate::source::read_at_most;

/// A page that a browser shows.
pub(super) struct PageFollower {
    /// Path in the published folder.
    page: String,
    /// Who reads it.
    reader: Reader,
    /// Hash of the version that it shows; empty where there was no such page.
    seen: String,
    /// The changes to files with fixed addresses that the browser has been sent; `None` if another
    /// run of the server sent its page.
    changes: Option<ChangeCounts>,
    /// HTML of the errors that are shown over it.
    overlay: Option<String>,
    about: Option<About>,
}

/// The reader of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader {
    /// Whether the reader is on the machine that the server runs on, so that sources can be opened.
    pub is_here: bool,
    /// Address of the preview in the network, where other machines may read.
    pub lan: Option<String>,
}

/// An event in the form that is sent to the browser.
pub(super) type PageEvent = Result<sse::Event, Infallible>;

impl PageFollower {
    /// Follows the page `page`. The browser shows the version with the hash `seen`, and has been
    /// sent `changes`.
    pub(super) fn new(page: String, reader: Reader, (seen, changes): (String, Option<ChangeCounts>)) -> Self {
        Self { page, reader, seen, changes, overlay: None, about: None }
    }

    /// Sends events until the browser disconnects or the server ends.
    pub(super) async fn follow(mut self, shared: Arc<SharedState>, browser: Sender<PageEvent>) {
        let mut stages = shared.stage.subscribe();
        loop {
            let stage = stages.borrow_and_update().clone();
            let events = match stage {
                ServerState::Stopped => return,
                ServerState::Starting => Vec::new(),
                ServerState::ShownSite(showing) => self.events(&shared, &showing).await,
            };
            for event in events {
                let mark = match &self.changes {
                    Some(changes) if !self.seen.is_empty() => shared.mark(&self.seen, changes),
                    _ => self.seen.clone(),
                };
                if browser.send(Ok(event.id(mark))).await.is_err() {
                    return;
                }
            }
            tokio::select! {
                changed = stages.changed() => if changed.is_err() { return },
                () = browser.closed() => return,
            }
        }
    }

    async fn events(&mut self, shared: &Arc<SharedState>, showing: &Arc<ShownSite>) -> Vec<sse::Event> {
        let mut events = Vec::new();
        if let Some(html) = &showing.overlay {
            self.lay_over(html.clone(), &mut events);
            return events;
        }
        let (now, page, language) = (showing.clone(), self.page.clone(), shared.language);
        let looked = tokio::task::spawn_blocking(move || PageState::at(&now, &page, language)).await;
        match looked {
            Ok(PageState::Page { html, about, problems }) => {
                let now = hash(&html);
                if now != self.seen {
                    let mark = shared.mark(&now, &showing.changes);
                    let script = shared.script(&self.page, &mark);
                    let html = String::from_utf8_lossy(&with_script(html, &script)).into_owned();
                    let is_page = !self.seen.is_empty();
                    if !is_page {
                        // A missing page that appears is loaded in full, with all files that it
                        // shows.
                        self.changes = Some(showing.changes.clone());
                    }
                    let name = if is_page { "page" } else { "reload" };
                    push(&mut events, name, &json!({ "html": html, "hash": mark }));
                    self.seen = now;
                }
                self.tell_changes(showing, &mut events);
                let for_reader = |mut about: Box<About>| {
                    about.can_open &= self.reader.is_here;
                    about.lan.clone_from(&self.reader.lan);
                    about
                };
                let about = about.map(for_reader);
                if let Some(about) = about.filter(|about| self.about.as_ref() != Some(about)) {
                    push(&mut events, "about", &about);
                    self.about = Some(*about);
                }
                match problems {
                    Some(problems) => self.lay_over(problems, &mut events),
                    None if self.overlay.take().is_some() => push(&mut events, "well", &json!({})),
                    None => {}
                }
            }
            Ok(PageState::Nothing { moved }) if !self.seen.is_empty() => {
                match moved {
                    Some(url) => push(&mut events, "moved", &json!({ "url": url })),
                    None => push(&mut events, "gone", &json!({})),
                }
                self.seen.clear();
            }
            Ok(PageState::Nothing { .. }) => {}
            Ok(PageState::Broken(html)) => self.lay_over(html, &mut events),
            Err(_) => {}
        }
        events
    }

    fn lay_over(&mut self, html: String, events: &mut Vec<sse::Event>) {
        if self.overlay.as_ref() != Some(&html) {
            push(events, "problems", &html);
            self.overlay = Some(html);
        }
    }

    /// Sends the changes to files with fixed addresses that the browser has not been sent before.
    fn tell_changes(&mut self, showing: &ShownSite, events: &mut Vec<sse::Event>) {
        let now = &showing.changes;
        let Some(before) = self.changes.replace(now.clone()) else {
            // Styles may have changed between two runs, and the page's hash does not show it.
            if !self.seen.is_empty() {
                push(events, "styles", &json!({}));
            }
            return;
        };
        if before.scripts != now.scripts {
            push(events, "reload", &json!({}));
        }
        if before.styles != now.styles {
            push(events, "styles", &json!({}));
        }
        let known = before.last_file();
        let files = now.files.iter().filter(|(number, _)| *number > known);
        let paths: Vec<String> = files.map(|(_, file)| format!("/{file}")).collect();
        if !paths.is_empty() {
            push(events, "files", &json!({ "paths": paths }));
        }
    }
}

fn push(events: &mut Vec<sse::Event>, name: &str, data: &impl Serialize) {
    events.extend(sse::Event::default().event(name).json_data(data));
}

/// The state of a page in the current site.
enum PageState {
    Page {
        html: Vec<u8>,
        about: Option<Box<About>>,
        /// Its mistakes, as HTML.
        problems: Option<String>,
    },
    Nothing {
        moved: Option<String>,
    },
    /// The mistakes that prevent rendering it, as HTML.
    Broken(String),
}

impl PageState {
    fn at(showing: &ShownSite, page: &str, language: Language) -> Self {
        let Some(portal) = &showing.portal else { return Self::Nothing { moved: None } };
        let told = |problems: &[Problem]| overlay::fragment(problems, language);
        let about = || {
            let about = portal.about(page, language)?;
            Some(Box::new(About { site_problems: portal.problems().len(), ..about }))
        };
        match portal.get(page) {
            Ok(Some(Answer::Bytes(html))) => Self::Page { html, about: about(), problems: None },
            Ok(Some(Answer::Faulty { html, problems })) => {
                Self::Page { html, about: about(), problems: Some(told(&problems)) }
            }
            Ok(Some(Answer::File(place))) => match read_at_most(&place, LARGEST_PAGE) {
                Ok(Some(html)) => Self::Page { html, about: None, problems: None },
                _ => Self::Nothing { moved: None },
            },
            Ok(None) => Self::Nothing { moved: portal.moved(page) },
            Err(problems) => Self::Broken(told(&problems)),
        }
    }
}
