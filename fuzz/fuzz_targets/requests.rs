//! Any bytes as what a browser sends to the preview: it answers, and goes on to answer.
#![no_main]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use dangjian::preview::{Answer, Backend, Limits, Server, ServerOptions, TouchedFiles, Update};
use dangjian::problem::{Language, Problem};
use libfuzzer_sys::fuzz_target;

/// A site of two pages.
struct Pages;

impl Backend for Pages {
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."), "{path}");
        Ok(matches!(path, "index.html" | "news/x.html")
            .then(|| Answer::Bytes(b"<p>page</p></body>".to_vec())))
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }
}

static SERVER: LazyLock<(Server, SocketAddr)> = LazyLock::new(|| {
    let options = ServerOptions {
        port: Some(0),
        lan: false,
        watch: Vec::new(),
        ignore: Vec::new(),
        poll: false,
        language: Language::Chinese,
        limits: Limits { wait: Duration::from_millis(500), ..Limits::default() },
    };
    let look = |_: &[std::path::PathBuf]| {
        let portal: Arc<dyn Backend> = Arc::new(Pages);
        Some(Update { portal: Ok(portal), touched: TouchedFiles::default() })
    };
    let server = Server::start(&options, look, |_| {}).expect("the server starts");
    let address = server.address();
    (server, address)
});

/// What comes back for what is sent. `is_last` closes the way to the server: what is cut off is
/// then not waited for, but the server need not answer, either.
fn answer(sent: &[u8], is_last: bool) -> Vec<u8> {
    let mut stream = TcpStream::connect(SERVER.1).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a connection has a limit");
    let _ = stream.write_all(sent);
    if is_last {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = Vec::new();
    // Who follows a page is told of it for as long as it is there.
    let _ = stream.take(1 << 16).read_to_end(&mut answer);
    answer
}

fuzz_target!(|bytes: &[u8]| {
    // An open stream of events is no answer to wait for.
    if memchr(bytes, b"events") {
        return;
    }
    let answered = answer(bytes, true);
    assert!(
        answered.is_empty() || answered.starts_with(b"HTTP/1."),
        "{:?}",
        String::from_utf8_lossy(&answered)
    );
    let host = format!("GET / HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", SERVER.1);
    assert!(answer(host.as_bytes(), false).starts_with(b"HTTP/1.1 200"), "the server has stopped answering");
});

fn memchr(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
