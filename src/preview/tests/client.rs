//! A small HTTP client that sends exactly the given bytes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::trial::PATIENCE;

/// A client of one server.
#[derive(Clone, Copy)]
pub(super) struct Client {
    address: SocketAddr,
}

/// A response; the body is read to the end of the connection.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Extracts the hash from the page's script element.
    pub(super) fn hash(&self) -> String {
        let text = self.text();
        let (_, rest) = text.split_once("data-hash=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Client {
    pub(super) fn of(address: SocketAddr) -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], address.port())) }
    }

    /// Creates a client that calls the server by another address of this machine.
    pub(super) fn at(address: SocketAddr) -> Self {
        Self { address }
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(super) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    pub(super) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut reader = self.open(method, path, headers);
        let (status, headers) = head(&mut reader);
        let mut body = Vec::new();
        reader.read_to_end(&mut body).unwrap();
        Reply { status, headers, body }
    }

    /// Sends `body` with `headers`; `Content-Length` is that of the body.
    pub(super) fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let length = body.len().to_string();
        let headers = [&[("content-length", length.as_str())], headers].concat();
        let mut reader = self.open("POST", path, &headers);
        // A refused request may not be read to its end.
        let _ = reader.get_mut().write_all(body.as_bytes());
        let (status, headers) = head(&mut reader);
        let mut body = Vec::new();
        let _ = reader.read_to_end(&mut body);
        Reply { status, headers, body }
    }

    /// Sends a request and leaves the connection open.
    fn open(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        stream.write_all((request + "\r\n").as_bytes()).unwrap();
        BufReader::new(stream)
    }

    /// Opens the events of the home page, as a browser that shows the version `hash`.
    pub(super) fn listen(&self, hash: &str) -> Listener {
        self.follow("index.html", hash)
    }

    /// Opens the events of a page; `page` is encoded as in a query.
    pub(super) fn follow(&self, page: &str, hash: &str) -> Listener {
        let mut reader = self.open("GET", &format!("/__dangjian/events?page={page}&v={hash}"), &[]);
        let (status, headers) = head(&mut reader);
        assert_eq!(status, 200);
        assert!(headers.contains(&("content-type".into(), "text/event-stream".into())));
        Listener { reader }
    }
}

fn head(reader: &mut impl BufRead) -> (u16, Vec<(String, String)>) {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
            None => return (status, headers),
        }
    }
}

/// An open stream of events.
pub(super) struct Listener {
    reader: BufReader<TcpStream>,
}

impl Listener {
    /// Returns the next event and its data; `None` when nothing comes for `patience`, or the stream
    /// has ended.
    pub(super) fn next(&mut self, patience: Duration) -> Option<(String, String)> {
        self.reader.get_ref().set_read_timeout(Some(patience)).unwrap();
        let (mut event, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            if self.reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(name) = line.strip_prefix("event: ") {
                event = name.trim_end().to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((event, data.trim_end().to_owned()));
            }
        }
    }

    /// Returns the next page that is sent, and its hash.
    pub(super) fn page(&mut self, patience: Duration) -> (String, String) {
        let (event, data) = self.next(patience).unwrap();
        assert_eq!(event, "page", "{data}");
        let told: serde_json::Value = serde_json::from_str(&data).unwrap();
        let text = |key: &str| told[key].as_str().unwrap().to_owned();
        (text("html"), text("hash"))
    }

    /// Returns whether the server ends the stream.
    pub(super) fn ends(mut self) -> bool {
        self.reader.get_ref().set_read_timeout(Some(PATIENCE)).unwrap();
        self.reader.read_to_end(&mut Vec::new()).is_ok()
    }
}
