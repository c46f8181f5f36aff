//! Tests the responses to requests.

use super::*;

const PAGE: &str = "<!doctype html><title>甲</title><body><p>正文</p></body></html>";

#[test]
fn a_page_comes_with_the_script_and_is_not_kept() {
    let preview = Preview::of(&[("index.html", PAGE), ("news/甲.html", PAGE)]);
    let home = preview.client.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    let script = format!(
        "<p>正文</p><script src=\"/__dangjian/live.js\" data-page=\"index.html\" data-hash=\"{}\" data-token=\"",
        home.hash()
    );
    assert!(home.text().contains(&script) && home.hash().len() > 16, "{}", home.text());
    assert_eq!(preview.client.get("/news/%E7%94%B2.html").status, 200);
    let script = preview.client.get("/__dangjian/live.js");
    assert_eq!((script.status, script.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert!(script.text().contains("new EventSource"));
    assert_eq!(
        preview.client.get("/__dangjian/live.css").header("content-type"),
        Some("text/css; charset=utf-8")
    );
}

#[test]
fn a_folder_is_its_page() {
    let preview = Preview::of(&[("news/index.html", PAGE)]);
    assert_eq!(preview.client.get("/news/").status, 200);
    let reply = preview.client.get("/news?page=2");
    assert_eq!((reply.status, reply.header("location")), (307, Some("/news/?page=2")));
}

#[test]
fn what_is_not_there_is_said_by_the_sites_own_page() {
    let preview = Preview::of(&[("404.html", "<p>没有这一页</p>"), ("en/404.html", "<p>no such page</p>")]);
    for (path, text) in
        [("/x.html", "没有这一页"), ("/en/news/x", "no such page"), ("/%2e%2e/x", "没有这一页")]
    {
        let reply = preview.client.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (404, Some("text/html; charset=utf-8")));
        assert!(reply.text().contains(text) && reply.hash().is_empty(), "{path}");
    }
    let bare = Preview::of(&[]).client.get("/");
    assert!(bare.status == 404 && bare.text().contains("这里没有页面"));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    fs::write(preview.folder.parent().unwrap().join("secret.mp4"), "secret").unwrap();
    for path in [
        "/../secret.mp4",
        "/%2e%2e/secret.mp4",
        "/..%2fsecret.mp4",
        "/x/..%5c..%5csecret.mp4",
        "//etc/passwd",
        "/a%00.html",
    ] {
        let reply = preview.client.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("secret"));
    }
}

#[test]
fn only_its_own_name_is_answered() {
    let preview = Preview::of(&[("index.html", PAGE)]);
    let port = preview.client.port();
    for host in ["evil.example", &format!("evil.example:{port}"), "192.168.1.8"] {
        for path in ["/", "/__dangjian/events", "/__dangjian/live.js"] {
            assert_eq!(preview.client.ask("GET", path, &[("host", host)]).status, 403, "{host}{path}");
        }
    }
    assert_eq!(preview.client.ask("GET", "/", &[("origin", "http://evil.example")]).status, 403);
    assert_eq!(preview.client.ask("GET", "http://evil.example/", &[]).status, 403);
    assert_eq!(preview.client.ask("GET", "/", &[("host", &format!("localhost:{port}"))]).status, 200);
    let open = Preview::with(&[("index.html", PAGE)], true);
    assert_eq!(open.client.ask("GET", "/", &[("host", "192.168.1.8:1860")]).status, 200);
    assert_eq!(open.client.ask("GET", "/", &[("host", "evil.example")]).status, 403);
}

#[test]
fn it_can_only_be_read() {
    let preview = Preview::of(&[("index.html", PAGE), ("a.txt", "文字"), ("v.mp4", "0123456789")]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let reply = preview.client.ask(method, "/", &[]);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    for (path, length) in [("/a.txt", "6"), ("/v.mp4", "10")] {
        let reply = preview.client.ask("HEAD", path, &[]);
        assert_eq!((reply.status, reply.header("content-length"), reply.body.len()), (200, Some(length), 0));
    }
    assert_eq!(preview.client.ask("HEAD", "/", &[]).body.len(), 0);
}

#[test]
fn a_video_is_sent_in_parts() {
    let preview = Preview::of(&[("v.mp4", "0123456789"), ("a.txt", "0123456789"), ("index.html", PAGE)]);
    for path in ["/v.mp4", "/a.txt"] {
        let whole = preview.client.get(path);
        assert_eq!((whole.status, whole.text().as_str()), (200, "0123456789"));
        assert_eq!(whole.header("accept-ranges"), Some("bytes"));
        let part = preview.client.ask("GET", path, &[("range", "bytes=2-4")]);
        assert_eq!((part.status, part.text().as_str()), (206, "234"));
        assert_eq!(part.header("content-range"), Some("bytes 2-4/10"));
        assert_eq!(preview.client.ask("GET", path, &[("range", "bytes=-2")]).text(), "89");
        let outside = preview.client.ask("GET", path, &[("range", "bytes=10-")]);
        assert_eq!((outside.status, outside.header("content-range")), (416, Some("bytes */10")));
        let other = preview.client.ask("GET", path, &[("range", "bytes=2-4"), ("if-range", "\"old\"")]);
        assert_eq!((other.status, other.body.len()), (200, 10));
    }
    assert_eq!(preview.client.get("/v.mp4").header("content-type"), Some("video/mp4"));
    assert_eq!(preview.client.ask("GET", "/", &[("range", "bytes=0-1")]).status, 200);
}

#[test]
fn a_large_file_comes_whole() {
    let preview = Preview::of(&[]);
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 253) as u8).collect();
    fs::write(preview.folder.join("v.mp4"), &bytes).unwrap();
    preview.next_event();
    assert_eq!(preview.client.get("/v.mp4").body, bytes);
    let part = preview.client.ask("GET", "/v.mp4", &[("range", "bytes=1000000-")]);
    assert_eq!(part.body, bytes[1_000_000..]);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let preview = Preview::of(&[("a.css", "p{}"), ("v.mp4", "video")]);
    for path in ["/a.css", "/v.mp4"] {
        let tag = preview.client.get(path).header("etag").unwrap().to_owned();
        let again = preview.client.ask("GET", path, &[("if-none-match", &tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
}

#[test]
fn a_page_that_cannot_be_rendered_shows_why() {
    let preview = Preview::of(&[("a.html", "?"), ("b.html", "!"), ("c.html", PAGE)]);
    let broken = preview.client.get("/a.html");
    assert_eq!(broken.status, 500);
    assert!(broken.text().contains("模板有错") && broken.text().contains("template/error"));
    assert!(broken.hash().is_empty());
    assert!(preview.client.get("/b.html").text().contains("preview/panic"));
    assert_eq!(preview.client.get("/c.html").status, 200);
}

#[test]
fn a_taken_port_is_a_problem_or_the_next_one_is_taken() {
    let preview = Preview::of(&[]);
    let mut options = ServerOptions {
        port: Some(preview.client.port()),
        lan: false,
        watch: Vec::new(),
        ignore: Vec::new(),
        poll: false,
        language: Language::Chinese,
        limits: Limits::default(),
    };
    let start = |options: &ServerOptions, sender: mpsc::Sender<Event>| {
        let folder = preview.folder.clone();
        Server::start(options, move |_| look(&folder), move |event| drop(sender.send(event)))
    };
    let (sender, _events) = mpsc::channel();
    let problem = start(&options, sender).err().unwrap();
    assert_eq!((problem.code, problem.help.is_some()), ("preview/port", true));

    options.port = None;
    let (sender, events) = mpsc::channel();
    let first = start(&options, sender.clone()).unwrap();
    let second = start(&options, sender).unwrap();
    assert!(first.address().port() >= DEFAULT_PORT && second.address().port() > first.address().port());
    let told = events.iter().filter_map(|event| match event {
        Event::Started { address, instead_of } => Some((address.port(), instead_of)),
        _ => None,
    });
    let told: Vec<_> = told.take(2).collect();
    assert_eq!(told[1], (second.address().port(), Some(DEFAULT_PORT)));
}

#[test]
fn a_thousand_idle_connections_and_slow_clients_keep_nobody_waiting() {
    use std::io::Write;
    let preview = Preview::of(&[("index.html", PAGE)]);
    let address = ("127.0.0.1", preview.client.port());
    let mut open = Vec::new();
    for number in 0..1000 {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        match number % 4 {
            0 => {}
            // Half a request line.
            1 => stream.write_all(b"GET / HT").unwrap(),
            // A header without an end.
            2 => stream.write_all(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ").unwrap(),
            // A body that never comes.
            _ => stream
                .write_all(b"POST /__dangjian/open HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000000000\r\n\r\n{")
                .unwrap(),
        }
        open.push(stream);
    }
    assert_eq!(preview.client.get("/").status, 200);
    // The connections were still open then: the last one with an endless header still waits.
    let last = open.iter_mut().rev().nth(1).unwrap();
    last.set_nonblocking(true).unwrap();
    let heard = std::io::Read::read(last, &mut [0]);
    assert_eq!(heard.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    preview.save("index.html", &PAGE.replace("正文", "新"));
    assert!(listener.page(PATIENCE).0.contains("新"));
    // A request with too long a line is rejected.
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let long = format!("GET /{} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n", "x".repeat(1 << 20));
    let _ = stream.write_all(long.as_bytes());
    assert_eq!(preview.client.get("/").status, 200);
    drop(open);
}

/// Returns whether the server ends a connection on which `sent` was sent, within a time much longer
/// than its limit.
fn is_ended(preview: &Preview, sent: &[u8]) -> bool {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", preview.client.port())).unwrap();
    stream.write_all(sent).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.read_to_end(&mut Vec::new()).is_ok()
}

#[test]
fn a_request_that_does_not_come_whole_is_given_up() {
    let limits = Limits { wait: Duration::from_millis(300), ..Limits::default() };
    let preview = Preview::within(&[("index.html", PAGE)], false, limits);
    for sent in [
        "GET / HT",
        "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ",
        // A complete request, and half of another one after it.
        "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\nGET /",
    ] {
        assert!(is_ended(&preview, sent.as_bytes()), "{sent:?}");
    }
    // A letter now and then does not extend the limit.
    let mut slow = std::net::TcpStream::connect(("127.0.0.1", preview.client.port())).unwrap();
    let is_over = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        std::io::Write::write_all(&mut slow, b"G").is_err()
    });
    assert!(is_over, "a slow request is never given up");
    // The events of a page may be silent for as long as the page does not change.
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    std::thread::sleep(Duration::from_millis(900));
    preview.save("index.html", &PAGE.replace("正文", "新"));
    assert!(listener.page(Duration::from_secs(20)).0.contains("新"));
}

#[test]
fn a_download_that_nobody_reads_is_given_up() {
    use std::io::{Read, Write};
    let limits = Limits { wait: Duration::from_millis(300), ..Limits::default() };
    let preview = Preview::within(&[("index.html", PAGE)], false, limits);
    // More than the system's buffers hold.
    let length = 64 << 20;
    let film = std::fs::File::create(preview.folder.join("film.mp4")).unwrap();
    film.set_len(length).unwrap();
    preview.next_event();
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", preview.client.port())).unwrap();
    stream.write_all(b"GET /film.mp4 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read);
    assert!((1..length).contains(&(read.len() as u64)), "{} bytes came", read.len());
}

#[test]
fn no_page_is_followed_that_cannot_be_asked_for() {
    let preview = Preview::of(&[("index.html", PAGE), ("甲 乙.html", PAGE)]);
    // A page that exists would be sent at once: neither a path out of the site nor an empty name
    // finds one.
    for page in
        ["..%2Findex.html", "%2e%2e/index.html", "a%5C..%5Cindex.html", "index.html%00", "", "/index.html"]
    {
        let mut listener = preview.client.follow(page, "");
        assert_eq!(listener.next(Duration::from_millis(250)), None, "{page}");
    }
    for page in ["index.html", "%E7%94%B2+%E4%B9%99.html", "%E7%94%B2%20%E4%B9%99.html"] {
        assert_eq!(preview.client.follow(page, "0").page(PATIENCE).0.matches("正文").count(), 1);
    }
}
