//! Runs the server: binds, answers, ends.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc as threads};
use std::thread::JoinHandle;
use std::time::Duration;

use super::connections::{self, Limits};
use super::stage::SharedState;
use super::watch::{Watchers, watch};
use super::{DEFAULT_PORT, Event, ServerOptions, Update, limits, worker};
use crate::problem::{Problem, reason};

/// Number of ports to try, the default one included.
const PORTS_TRIED: u16 = 100;
/// Time that downloads may continue when the server ends.
const LAST_MOMENT: Duration = Duration::from_millis(500);

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<SharedState>,
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
        options: &ServerOptions,
        look: impl FnMut(&[PathBuf]) -> Option<Update> + Send + 'static,
        report: impl FnMut(Event) + Send + 'static,
    ) -> Result<Self, Problem> {
        let prepared = PreparedServer::new(options, look, report)?;
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
    options: &ServerOptions,
    look: impl FnMut(&[PathBuf]) -> Option<Update> + Send + 'static,
    report: impl FnMut(Event) + Send + 'static,
) -> Result<(), Problem> {
    let prepared = PreparedServer::new(options, look, report)?;
    prepared.run(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // The signal can't be caught: it ends the process by itself.
            std::future::pending::<()>().await;
        }
    });
    Ok(())
}

/// A server that listens and organises, but does not answer yet.
struct PreparedServer {
    runtime: tokio::runtime::Runtime,
    listener: tokio::net::TcpListener,
    address: SocketAddr,
    shared: Arc<SharedState>,
    watchers: Watchers,
    /// Keeps the worker running, which ends when this and the watchers are dropped: it checks the
    /// files at intervals even where none can be watched.
    changes: threads::Sender<PathBuf>,
    limits: Limits,
}

impl PreparedServer {
    fn new(
        options: &ServerOptions,
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
        let shared = SharedState::new(options.language, options.lan);
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
fn bind(options: &ServerOptions) -> Result<(TcpListener, Option<u16>), Problem> {
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
