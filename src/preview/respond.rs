//! Answers one request: checks it, then looks up the page or the file that it names.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::failure::{panicked, unreadable};
use super::follow::{PageFollower, Reader};
use super::stage::{ChangeCounts, SharedState, ShownSite};
use super::{Answer, Backend, address, answer, content_type, desk, guard, lan, overlay};
use crate::problem::{Language, Problem};

/// Files of the preview itself that pages load.
const OWN: [(&str, &str); 7] = [
    ("live.js", include_str!("live.js")),
    ("merge.js", include_str!("merge.js")),
    ("files.js", include_str!("files.js")),
    ("marks.js", include_str!("marks.js")),
    ("panel.js", include_str!("panel.js")),
    ("tools.js", include_str!("tools.js")),
    ("live.css", include_str!("live.css")),
];
/// Maximum number of events queued for one browser.
const EVENTS: usize = 16;
/// Answers a request from the machine `peer`.
pub(super) async fn reply(peer: IpAddr, shared: &Arc<SharedState>, request: Request) -> Response {
    // Only the desk reads a body: reading requests have none.
    let (request, body) = request.into_parts();
    let (uri, headers) = (&request.uri, &request.headers);
    let task = desk::Task::at(uri.path());
    let checked = if task.is_some_and(desk::Task::writes) {
        guard::check_writing(&request.method, uri, headers, shared.lan, peer, &shared.token)
    } else {
        guard::check(&request.method, uri, headers, shared.lan)
    };
    if let Err(refusal) = checked {
        return refuse(refusal, shared.language);
    }
    if let Some(task) = task {
        return desk::reply(shared, task, &request, body).await;
    }
    let own = OWN.iter().find(|(name, _)| uri.path().strip_prefix("/__dangjian/") == Some(name));
    if let Some((name, text)) = own {
        return answer::text(StatusCode::OK, content_type::of(name), *text);
    }
    match uri.path() {
        "/__dangjian/events" => events(shared, uri.query().unwrap_or_default(), headers, peer),
        _ => match shared.showing().await {
            Some(showing) => file(shared, &showing, uri, headers).await,
            None => plain(StatusCode::SERVICE_UNAVAILABLE, "预览正在结束 · The preview is ending\n"),
        },
    }
}

fn refuse(refusal: guard::RequestRefusal, language: Language) -> Response {
    let (status, zh, en) = match refusal {
        guard::RequestRefusal::Method => {
            (StatusCode::METHOD_NOT_ALLOWED, "预览只能看，不能改\n", "The preview can only be read\n")
        }
        guard::RequestRefusal::Stranger => (
            StatusCode::FORBIDDEN,
            "请用 127.0.0.1 或 localhost 打开预览；用 --lan 启动后，也可以用本机的 IP 地址\n",
            "Open the preview as 127.0.0.1 or localhost; started with --lan, also by this machine's IP address\n",
        ),
        guard::RequestRefusal::Reading => {
            (StatusCode::METHOD_NOT_ALLOWED, "这个地址只能写入\n", "This address is for writing alone\n")
        }
        guard::RequestRefusal::Remote => (
            StatusCode::FORBIDDEN,
            "别的电脑和手机只能看；新建文章、打开文件，请在运行预览的电脑上做\n",
            "Other machines may only look; write on the machine that the preview runs on, as http://127.0.0.1\n",
        ),
        guard::RequestRefusal::Token => (
            StatusCode::FORBIDDEN,
            "这个页面是以前的预览留下的，请刷新\n",
            "This page is left from an earlier preview; load it again\n",
        ),
        guard::RequestRefusal::Kind => {
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "只收 JSON\n", "Only JSON is taken\n")
        }
    };
    let mut response = plain(status, if language == Language::Chinese { zh } else { en });
    let allowed = match refusal {
        guard::RequestRefusal::Method => "GET, HEAD",
        guard::RequestRefusal::Reading => "POST",
        _ => return response,
    };
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    answer::text(status, "text/plain; charset=utf-8", text)
}

/// Follows a page until the browser leaves it or the server ends.
fn events(shared: &Arc<SharedState>, query: &str, headers: &HeaderMap, peer: IpAddr) -> Response {
    let asked = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.find(|(key, _)| *key == name).map(|(_, value)| value);
        value.map(|value| value.replace('+', "%20")).filter(|value| !value.is_empty())
    };
    // The same paths are valid here as in requests for pages.
    let page = asked("page").and_then(|page| address::site_path(&format!("/{page}"))).unwrap_or_default();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let mark = || Some(percent_decode_str(&asked("v")?).decode_utf8().ok()?.into_owned());
    let seen = last.map(str::to_owned).or_else(mark).unwrap_or_default();
    let reader = Reader { is_here: guard::is_here(peer), lan: lan::address(shared.lan, headers) };
    let (sender, receiver) = mpsc::channel(EVENTS);
    tokio::spawn(PageFollower::new(page, reader, shared.read(&seen)).follow(Arc::clone(shared), sender));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default()).into_response()
}

/// Result of looking up a path in the portal.
enum Lookup {
    File {
        path: String,
        ready: answer::Ready,
    },
    /// No file, but a folder of that name has a page.
    Folder,
    Nothing {
        page: Option<answer::Ready>,
    },
    Broken(Vec<Problem>),
}

async fn file(
    shared: &Arc<SharedState>,
    showing: &Arc<ShownSite>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    let language = shared.language;
    let base = showing.portal.as_ref().map_or_else(|| "/".to_owned(), |portal| portal.base());
    if uri.path().len() + 1 == base.len() && base.starts_with(uri.path()) {
        return answer::redirect(&base);
    }
    let path = address::site_path(address::within(uri.path(), &base));
    let at = path.clone().unwrap_or_default();
    // With an empty hash, an error page reloads once there is a page at its path.
    let script = shared.script(&at, "");
    let problems_page = |problems: &str| {
        let html = overlay::page(problems, language, &script);
        answer::text(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", html)
    };
    let Some(portal) = showing.portal.as_ref().map(Arc::clone) else {
        return problems_page(showing.overlay.as_deref().unwrap_or_default());
    };
    let (of_page, changes) = (Arc::clone(shared), showing.changes.clone());
    let found =
        tokio::task::spawn_blocking(move || find(&*portal, path.as_deref(), &of_page, &changes)).await;
    match found.unwrap_or_else(|_| Lookup::Broken(vec![panicked()])) {
        Lookup::File { path, ready } => answer::respond(&path, ready, StatusCode::OK, headers),
        Lookup::Folder => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            answer::redirect(&format!("{}/{query}", uri.path()))
        }
        Lookup::Nothing { page: Some(page) } => {
            answer::respond("404.html", page, StatusCode::NOT_FOUND, &HeaderMap::new())
        }
        Lookup::Nothing { page: None } => {
            let text = match language {
                Language::Chinese => "这里没有页面。",
                Language::English => "There is no page here.",
            };
            let html = format!(
                "<!doctype html>\n<meta charset=\"utf-8\">\n<title>404</title>\n<p>{text}</p>\n{script}\n"
            );
            answer::text(StatusCode::NOT_FOUND, "text/html; charset=utf-8", html)
        }
        Lookup::Broken(problems) => problems_page(&overlay::fragment(&problems, language)),
    }
}

/// Asks the portal for a path; `None`, a path that is invalid in a site, finds nothing.
fn find(portal: &dyn Backend, path: Option<&str>, shared: &SharedState, changes: &ChangeCounts) -> Lookup {
    let ready = |path: &str, answer: Answer| {
        let script = |hash: &str| shared.script(path, &shared.mark(hash, changes));
        answer::ready(path, answer, script).map_err(|error| vec![unreadable(path, &error)])
    };
    // The 404 page follows the missing path and reloads when a page appears there.
    let missing = |found: &str, answer: Answer| {
        let script = |_: &str| shared.script(path.unwrap_or_default(), "");
        answer::ready(found, answer, script).map_err(|error| vec![unreadable(found, &error)])
    };
    let look = || -> Result<Lookup, Vec<Problem>> {
        if let Some(path) = path {
            if let Some(answer) = portal.get(path)? {
                return Ok(Lookup::File { path: path.to_owned(), ready: ready(path, answer)? });
            }
            if portal.get(&format!("{path}/index.html"))?.is_some() {
                return Ok(Lookup::Folder);
            }
        }
        for page in address::not_found_pages(path.unwrap_or_default()) {
            if let Some(answer) = portal.get(&page)? {
                return Ok(Lookup::Nothing { page: Some(missing(&page, answer)?) });
            }
        }
        Ok(Lookup::Nothing { page: None })
    };
    look().unwrap_or_else(Lookup::Broken)
}
