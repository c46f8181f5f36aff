//! Limits the number of connections, and the time that one may keep the server waiting.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::Sleep;

use super::respond::reply;
use super::stage::SharedState;

/// Limits on clients and connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Maximum time for a request's head to arrive, and for a stalled write to continue.
    pub wait: Duration,
    /// Maximum connections from one other machine. A browser opens six, and one more for each page
    /// that it follows.
    pub of_one: usize,
    /// Maximum connections from all other machines together. This machine's own are not counted, so
    /// that the writer can always read.
    pub of_others: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { wait: Duration::from_secs(10), of_one: 32, of_others: 512 }
    }
}

/// Pause after the system had no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(500);

/// Accepts connections until the server stops, then waits for those that are open.
pub(super) async fn serve(listener: TcpListener, shared: &Arc<SharedState>, limits: Limits) {
    let seats = Arc::new(Seats::new(limits));
    let mut open = JoinSet::new();
    let stopped = shared.stopped();
    tokio::pin!(stopped);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = open.join_next() => continue,
            () = &mut stopped => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Without a seat, the connection is closed at once.
                if let Some(seat) = Seats::take(&seats, peer.ip()) {
                    open.spawn(connection(stream, peer.ip(), Arc::clone(shared), limits.wait, seat));
                }
            }
            // The client closed it before it was accepted.
            Err(error)
                if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(_) => tokio::time::sleep(NO_ROOM).await,
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn connection(stream: TcpStream, peer: IpAddr, shared: Arc<SharedState>, wait: Duration, _seat: Seat) {
    let of_requests = Arc::clone(&shared);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let shared = Arc::clone(&of_requests);
        async move { Ok::<_, Infallible>(reply(peer, &shared, request.map(Body::new)).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(wait);
    let connection = http.serve_connection(TokioIo::new(Impatient { stream, wait, stalled: None }), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = shared.stopped() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// A connection that fails once a write has been blocked for `wait`: the client does not read.
struct Impatient {
    stream: TcpStream,
    wait: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    fn judged<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let wait = self.wait;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(wait)));
        stalled.as_mut().poll(cx).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judged(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.judged(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(cx);
        self.judged(cx, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.judged(cx, polled)
    }
}

/// Counts the connections from other machines.
struct Seats {
    limits: Limits,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// The seat of one connection; dropping it frees the seat.
struct Seat {
    seats: Arc<Seats>,
    peer: IpAddr,
}

impl Seats {
    fn new(limits: Limits) -> Self {
        Self { limits, taken: Mutex::default() }
    }

    /// Takes a seat for a connection from `peer`; `None` where it, or all other machines together,
    /// have reached the limit.
    fn take(seats: &Arc<Self>, peer: IpAddr) -> Option<Seat> {
        let seat = || Seat { seats: Arc::clone(seats), peer };
        if peer.to_canonical().is_loopback() {
            return Some(seat());
        }
        let mut taken = seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (own, all) = (taken.get(&peer).copied().unwrap_or_default(), taken.values().sum::<usize>());
        if own >= seats.limits.of_one || all >= seats.limits.of_others {
            return None;
        }
        taken.insert(peer, own + 1);
        Some(seat())
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.peer) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_leaves_seats_for_others_and_this_one_always_has_one() {
        let limits = Limits { of_one: 2, of_others: 3, ..Limits::default() };
        let seats = Arc::new(Seats::new(limits));
        let take = |peer: [u8; 4]| Seats::take(&seats, IpAddr::from(peer));
        let (first, second) = (take([10, 0, 0, 1]), take([10, 0, 0, 1]));
        assert!(first.is_some() && second.is_some() && take([10, 0, 0, 1]).is_none());
        let third = take([10, 0, 0, 2]);
        assert!(third.is_some() && take([10, 0, 0, 3]).is_none(), "all together have three");
        drop(first);
        assert!(take([10, 0, 0, 3]).is_some(), "a seat is free again");
        let own: Vec<_> = (0..100).map(|_| take([127, 0, 0, 1])).collect();
        assert!(own.iter().all(Option::is_some));
        drop((second, third, own));
        assert!(seats.taken.lock().unwrap().is_empty());
    }
}
