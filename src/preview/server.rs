//! Runs the server: binds, answers, ends.

use super::connections::{self, Limits};
use super::follow::{Followed, Reader};
use super::stage::{Changes, Shared, Showing};
use super::watch::{Watchers, watch};
use super::{
    Answer, DEFAULT_PORT, Event, Options, Portal, Update, address, answer, content_type, desk, guard, lan,
    limits, overlay, worker,
};
use crate::problem::{Language, Problem, reason};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc as threads};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Number of ports to try, the default one included.
const PORTS_TRIED: u16 = 100;
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
/// Time that downloads may continue when the server ends.
const LAST_MOMENT: Duration = Duration::from_millis(500);

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server in its own thread.
    ///
    /// `look` is called with the real paths that have changed since the last call, sorted and
    /// without duplicates; a path is a hint that something at or below it is new. An empty list
    /// means: check everything; that happens at the start and at intervals. `look` returns `None`
    /// where nothing has changed. `report` is called for each event.
    ///
    /// # Errors
    /// The port is taken, or the system refuses.
    pub fn start(
        options: &Options,
        look: impl FnMut(&[PathBuf]) -> Option<Update> + Send + 'static,
        report: impl FnMut(Event) + Send + 'static,
    ) -> Result<Self, Problem> {
        let prepared = Prepared::new(options, look, report)?;
        let (address, shared) = (prepared.address, Arc::clone(&prepared.shared));
        let thread = std::thread::spawn(move || {
            let shared = Arc::clone(&prepared.shared);
            prepared.run(async move { shared.stopped().await });
        });
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// Returns the token that a page needs to write.
    #[cfg(test)]
    pub(super) fn token(&self) -> &str {
        &self.shared.token
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves until Ctrl-C. See [`Server::start`].
///
/// # Errors
/// The port is taken, or the system refuses.
pub fn serve(
    options: &Options,
    look: impl FnMut(&[PathBuf]) -> Option<Update> + Send + 'static,
    report: impl FnMut(Event) + Send + 'static,
) -> Result<(), Problem> {
    let prepared = Prepared::new(options, look, report)?;
    prepared.run(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // The signal can't be caught: it ends the process by itself.
            std::future::pending::<()>().await;
        }
    });
    Ok(())
}

/// A server that listens and organises, but does not answer yet.
struct Prepared {
    runtime: tokio::runtime::Runtime,
    listener: tokio::net::TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
    watchers: Watchers,
    /// Keeps the worker running, which ends when this and the watchers are dropped: it checks the
    /// files at intervals even where none can be watched.
    changes: threads::Sender<PathBuf>,
    limits: Limits,
}

impl Prepared {
    fn new(
        options: &Options,
        look: impl FnMut(&[PathBuf]) -> Option<Update> + Send + 'static,
        mut report: impl FnMut(Event) + Send + 'static,
    ) -> Result<Self, Problem> {
        limits::raise();
        let (listener, instead_of) = bind(options)?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|error| refused(&error))?;
        listener.set_nonblocking(true).map_err(|error| refused(&error))?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(|error| refused(&error))?
        };
        let shared = Shared::new(options.language, options.lan);
        report(Event::Started { address, instead_of });
        // Watch before reading, so that no change in between is missed.
        let (sender, changes) = threads::channel();
        let (watchers, problems) = watch(options, &sender);
        problems.into_iter().for_each(|problem| report(Event::Unwatched(Box::new(problem))));
        let shared_with_worker = Arc::clone(&shared);
        let poll = options.poll;
        std::thread::spawn(move || worker::work(look, report, &changes, &shared_with_worker, poll));
        let limits = options.limits;
        Ok(Self { runtime, listener, address, shared, watchers, changes: sender, limits })
    }

    /// Answers until `end` completes.
    fn run(self, end: impl Future<Output = ()> + Send + 'static) {
        let Self { runtime, listener, shared, watchers, changes, limits, .. } = self;
        runtime.block_on(async {
            let ending = Arc::clone(&shared);
            tokio::spawn(async move {
                end.await;
                ending.stop();
            });
            let too_long = async {
                shared.stopped().await;
                tokio::time::sleep(LAST_MOMENT).await;
            };
            tokio::select! {
                () = connections::serve(listener, &shared, limits) => {}
                () = too_long => {}
            }
        });
        drop((watchers, changes));
        runtime.shutdown_background();
    }
}

/// Binds the requested port; or else the default one or the next one that is free, with the default
/// port if that was taken.
fn bind(options: &Options) -> Result<(TcpListener, Option<u16>), Problem> {
    let host = if options.lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let open = |port| TcpListener::bind((host, port));
    if let Some(port) = options.port {
        return open(port).map(|listener| (listener, None)).map_err(|error| taken(port, &error));
    }
    let mut first = None;
    for port in DEFAULT_PORT..DEFAULT_PORT + PORTS_TRIED {
        match open(port) {
            Ok(listener) => return Ok((listener, (port != DEFAULT_PORT).then_some(DEFAULT_PORT))),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(taken(DEFAULT_PORT, &first.unwrap_or_else(|| io::Error::from(ErrorKind::AddrInUse))))
}

fn taken(port: u16, error: &io::Error) -> Problem {
    let (zh, en) = match error.kind() {
        ErrorKind::AddrInUse => ("已被占用".to_owned(), "is taken".to_owned()),
        ErrorKind::PermissionDenied => ("需要管理员权限".to_owned(), "needs an administrator".to_owned()),
        _ => (format!("打不开：{}", reason(error).zh), format!("cannot be opened: {}", reason(error).en)),
    };
    Problem::error("preview/port", format!("端口 {port} {zh}"), format!("port {port} {en}"))
        .help("用 --port 换一个端口", "choose another one with --port")
}

fn refused(error: &io::Error) -> Problem {
    Problem::error(
        "preview/server",
        format!("预览启动不了：{}", reason(error).zh),
        format!("the preview cannot start: {}", reason(error).en),
    )
    .help(
        "看看是不是被防火墙或安全软件拦住了，把 dangjian 加入信任后再试",
        "see whether a firewall or other security software is in the way, and trust dangjian there",
    )
}

pub(super) async fn reply(peer: IpAddr, shared: &Arc<Shared>, request: Request) -> Response {
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

fn refuse(refusal: guard::Refusal, language: Language) -> Response {
    let (status, zh, en) = match refusal {
        guard::Refusal::Method => {
            (StatusCode::METHOD_NOT_ALLOWED, "预览只能看，不能改\n", "The preview can only be read\n")
        }
        guard::Refusal::Stranger => (
            StatusCode::FORBIDDEN,
            "请用 127.0.0.1 或 localhost 打开预览；用 --lan 启动后，也可以用本机的 IP 地址\n",
            "Open the preview as 127.0.0.1 or localhost; started with --lan, also by this machine's IP address\n",
        ),
        guard::Refusal::Reading => {
            (StatusCode::METHOD_NOT_ALLOWED, "这个地址只能写入\n", "This address is for writing alone\n")
        }
        guard::Refusal::Remote => (
            StatusCode::FORBIDDEN,
            "别的电脑和手机只能看；新建文章、打开文件，请在运行预览的电脑上做\n",
            "Other machines may only look; write on the machine that the preview runs on, as http://127.0.0.1\n",
        ),
        guard::Refusal::Token => (
            StatusCode::FORBIDDEN,
            "这个页面是以前的预览留下的，请刷新\n",
            "This page is left from an earlier preview; load it again\n",
        ),
        guard::Refusal::Kind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "只收 JSON\n", "Only JSON is taken\n"),
    };
    let mut response = plain(status, if language == Language::Chinese { zh } else { en });
    let allowed = match refusal {
        guard::Refusal::Method => "GET, HEAD",
        guard::Refusal::Reading => "POST",
        _ => return response,
    };
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    answer::text(status, "text/plain; charset=utf-8", text)
}

/// Follows a page until the browser leaves it or the server ends.
fn events(shared: &Arc<Shared>, query: &str, headers: &HeaderMap, peer: IpAddr) -> Response {
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
    tokio::spawn(Followed::new(page, reader, shared.read(&seen)).follow(Arc::clone(shared), sender));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default()).into_response()
}

/// Result of looking up a path in the portal.
enum Found {
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

async fn file(shared: &Arc<Shared>, showing: &Arc<Showing>, uri: &Uri, headers: &HeaderMap) -> Response {
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
    match found.unwrap_or_else(|_| Found::Broken(vec![panicked()])) {
        Found::File { path, ready } => answer::respond(&path, ready, StatusCode::OK, headers),
        Found::Folder => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            answer::redirect(&format!("{}/{query}", uri.path()))
        }
        Found::Nothing { page: Some(page) } => {
            answer::respond("404.html", page, StatusCode::NOT_FOUND, &HeaderMap::new())
        }
        Found::Nothing { page: None } => {
            let text = match language {
                Language::Chinese => "这里没有页面。",
                Language::English => "There is no page here.",
            };
            let html = format!(
                "<!doctype html>\n<meta charset=\"utf-8\">\n<title>404</title>\n<p>{text}</p>\n{script}\n"
            );
            answer::text(StatusCode::NOT_FOUND, "text/html; charset=utf-8", html)
        }
        Found::Broken(problems) => problems_page(&overlay::fragment(&problems, language)),
    }
}

/// Asks the portal for a path; `None`, a path that is invalid in a site, finds nothing.
fn find(portal: &dyn Portal, path: Option<&str>, shared: &Shared, changes: &Changes) -> Found {
    let ready = |path: &str, answer: Answer| {
        let script = |hash: &str| shared.script(path, &shared.mark(hash, changes));
        answer::ready(path, answer, script).map_err(|error| vec![unreadable(path, &error)])
    };
    // The 404 page follows the missing path and reloads when a page appears there.
    let missing = |found: &str, answer: Answer| {
        let script = |_: &str| shared.script(path.unwrap_or_default(), "");
        answer::ready(found, answer, script).map_err(|error| vec![unreadable(found, &error)])
    };
    let look = || -> Result<Found, Vec<Problem>> {
        if let Some(path) = path {
            if let Some(answer) = portal.get(path)? {
                return Ok(Found::File { path: path.to_owned(), ready: ready(path, answer)? });
            }
            if portal.get(&format!("{path}/index.html"))?.is_some() {
                return Ok(Found::Folder);
            }
        }
        for page in address::not_found_pages(path.unwrap_or_default()) {
            if let Some(answer) = portal.get(&page)? {
                return Ok(Found::Nothing { page: Some(missing(&page, answer)?) });
            }
        }
        Ok(Found::Nothing { page: None })
    };
    look().unwrap_or_else(Found::Broken)
}

fn unreadable(path: &str, error: &io::Error) -> Problem {
    Problem::error(
        "preview/unreadable",
        format!("无法读取“{path}”：{}", reason(error).zh),
        format!("cannot read \"{path}\": {}", reason(error).en),
    )
    .help(
        "看看它是不是刚改了名或删掉了，是不是被别的程序占用，再刷新页面",
        "see whether it was renamed or deleted, or another program holds it, and load the page again",
    )
    .in_file(path)
}

pub(super) fn panicked() -> Problem {
    Problem::error(
        "preview/panic",
        "生成这个页面时程序出错了，这是 dangjian 的缺陷",
        "the program failed while it made this page: that is a defect of dangjian",
    )
    .help(
        "这不是稿子的问题；把终端里的信息报告给维护者",
        "the article is not at fault; please report what the terminal says to the maintainers",
    )
}
