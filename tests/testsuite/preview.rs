//! The preview through the real program. What it sends and when it reloads is tested beside it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use dangjian::portal::{Portal, Settings};
use dangjian::render::Renderer;
use dangjian::schema::Date;

use crate::site::{NOW, Site, program};

/// A running preview, ended with the test.
struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn of(site: &Site) -> Self {
        let mut command = program();
        command.arg("serve").arg(site.path("")).args(["--port", "0", "--now", NOW]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = said.find_map(|line| Some(line.split_once("http://")?.1.split('/').next()?.to_owned()));
        Self { child, address: address.expect("the preview prints its address") }
    }

    /// The answer to a request, head and body.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks until the answer is as wanted.
    #[track_caller]
    fn waits(&self, path: &str, wanted: impl Fn(&str) -> bool) {
        let begin = Instant::now();
        while !wanted(&self.get(path)) {
            assert!(begin.elapsed() < Duration::from_secs(20), "{}", self.get(path));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// PEERS.md: "a page deleted while previewing", "addresses while a rebuild runs", "preview and the published folder".
#[test]
fn the_preview_follows_the_site_and_leaves_the_published_folder_alone() {
    let site = Site::new().news("news/a.md", "甲", "", "正文").news("news/b.md", "乙", "", "");
    site.build_with(&["--base-url", "https://dj.example/"]).ok();
    let before = site.published();
    let preview = Preview::of(&site);
    assert!(preview.get("/news/b.html").starts_with("HTTP/1.1 200"));
    site.news_changed("news/a.md", "新的标题", "正文");
    preview.waits("/news/a.html", |answer| answer.contains("新的标题"));
    site.remove("content/news/b.md");
    preview.waits("/news/b.html", |answer| answer.starts_with("HTTP/1.1 404"));
    // A mistake: the address still answers with the page as it was, whatever is being rebuilt meanwhile.
    site.change("content/news/a.md", "---\ntitle: 坏\ndate: 2023-02-30\n---\n");
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(600) {
        let answer = preview.get("/news/a.html");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("新的标题"), "{answer}");
    }
    site.news_changed("news/a.md", "又好了", "");
    preview.waits("/news/a.html", |answer| answer.contains("又好了"));
    drop(preview);
    assert!(before == site.published(), "the preview wrote into the published folder");
    assert!(!site.path("public").exists(), "the preview made a folder");
}

#[test]
fn blocks_say_their_line_where_the_preview_asks_for_it_and_nowhere_else() {
    let text = "---\ntitle: 甲\ndate: 2026-01-01\n---\n\n第一段\n\n- 项\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let site = Site::new().file("content/news/a.md", &text);
        let now = Date::parse(NOW).unwrap();
        let settings = Settings { folder: site.path(""), now, shown: Vec::new(), base_url: None };
        let portal = Portal::open(&settings).unwrap();
        let route = portal.site().route("news/a.html").unwrap();
        let rendered =
            |renderer: &Renderer| String::from_utf8(renderer.render(route).unwrap().bytes).unwrap();
        let lined = rendered(&portal.renderer.clone().with_lines());
        let wanted = "<p data-line=\"6\">第一段</p>\n<ul data-line=\"8\">\n<li data-line=\"8\">项</li>";
        assert!(lined.contains(wanted), "{lined}");
        assert!(!rendered(&portal.renderer).contains("data-line"));
    }
}

/// A site that will be in a sub-path of its server is shown there too: the page that is not found links so.
#[test]
fn a_site_in_a_sub_path_is_previewed_there() {
    let site = Site::new().news("news/a.md", "甲", "", "正文");
    let config = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    site.change("site.yaml", format!("{config}base_url: https://dj.example/party/\n"));
    let preview = Preview::of(&site);
    assert!(preview.get("/party?x").contains("location: /party/"));
    for path in ["/party/", "/party/news/a.html", "/news/a.html"] {
        assert!(preview.get(path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let missing = preview.get("/party/no/such.html");
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
    let style = missing.split('"').find(|part| part.ends_with(".css")).unwrap();
    assert!(style.starts_with("/party/"), "{style}");
    assert!(preview.get(style).starts_with("HTTP/1.1 200"), "{style}");
}
