//! The preview through the real program. Its messages and reloads are tested next to its code.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use dangjian::load::{Portal, Settings};
use dangjian::render::Renderer;
use dangjian::schema::Date;

use crate::site::{NOW, Site, program};
use crate::trial::PATIENCE;

/// A running preview, which ends with the test.
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
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The first events for the home page.
    fn problems(&self) -> String {
        self.told("index.html")
    }

    /// The first events for a page: about itself, and last the problems, if there are any.
    fn told(&self, page: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET /__dangjian/events?page={page}&v=0");
        write!(stream, "{request} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut told = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(length @ 1..) = stream.read(&mut piece) {
            told.extend_from_slice(&piece[..length]);
            let whole = |event: &str| {
                let told = String::from_utf8_lossy(&told);
                told.split_once(event).is_some_and(|(_, data)| data.contains("\n\n"))
            };
            if whole("event: problems") {
                break;
            }
            if whole("event: about") {
                stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
            }
        }
        String::from_utf8_lossy(&told).into_owned()
    }

    #[track_caller]
    fn until(&self, is_so: impl Fn() -> bool, what: &str) {
        let begin = Instant::now();
        while !is_so() {
            assert!(begin.elapsed() < PATIENCE, "{what}: {}", self.problems());
        }
    }

    /// Requests again until the answer is as expected.
    #[track_caller]
    fn waits(&self, path: &str, wanted: impl Fn(&str) -> bool) {
        let begin = Instant::now();
        while !wanted(&self.get(path)) {
            assert!(begin.elapsed() < PATIENCE, "{}", self.get(path));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A page that is deleted during the preview, requests during a rebuild, and the published folder:
/// other generators fail in one of these.
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
    // After a mistake the address still answers with the last good page, also during a rebuild.
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

/// A site for a sub-path of its server is shown in that sub-path: the 404 page has links with it.
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

/// Hundreds of files at once, a folder that is renamed, one that is deleted: in the end the preview
/// shows the files as they are.
#[test]
fn many_files_and_whole_folders_are_followed() {
    let site = Site::new().news("news/a.md", "甲", "", "正文").news("notes/b.md", "乙", "", "");
    let preview = Preview::of(&site);
    assert!(preview.get("/news/a.html").starts_with("HTTP/1.1 200"));
    for number in 0..500 {
        site.news_changed(&format!("news/n{number}.md"), &format!("第{number}篇"), "文");
    }
    for number in [0, 250, 499] {
        preview.waits(&format!("/news/n{number}.html"), |answer| answer.contains(&format!("第{number}篇")));
    }
    std::fs::rename(site.path("content/notes"), site.path("content/moved")).unwrap();
    preview.waits("/moved/b.html", |answer| answer.starts_with("HTTP/1.1 200"));
    preview.waits("/notes/b.html", |answer| answer.starts_with("HTTP/1.1 404"));
    site.news_changed("moved/b.md", "又改了", "");
    preview.waits("/moved/b.html", |answer| answer.contains("又改了"));
    std::fs::remove_dir_all(site.path("content/news")).unwrap();
    preview.waits("/news/a.html", |answer| answer.starts_with("HTTP/1.1 404"));
    preview.waits("/index.html", |answer| !answer.contains("news/"));
}

/// Editors save in different ways: a new file replaces the old one, the old one is moved aside
/// first, in two halves.
#[test]
fn every_way_of_saving_is_seen() {
    let site = Site::new().news("news/a.md", "甲", "", "正文");
    let preview = Preview::of(&site);
    let place = site.path("content/news/a.md");
    let text = std::fs::read_to_string(&place).unwrap();
    let with = |words: &str| text.replace("正文", words);
    assert!(preview.get("/news/a.html").contains("正文"));
    for round in 0..3 {
        let words = format!("换上新的{round}");
        std::fs::write(site.path("content/news/a.md.new"), with(&words)).unwrap();
        std::fs::rename(site.path("content/news/a.md.new"), &place).unwrap();
        preview.waits("/news/a.html", |answer| answer.contains(&words));
        let words = format!("先挪开旧的{round}");
        std::fs::rename(&place, site.path("content/news/a.md~")).unwrap();
        std::fs::write(&place, with(&words)).unwrap();
        preview.waits("/news/a.html", |answer| answer.contains(&words));
        let words = format!("分两次写{round}");
        let whole = with(&words);
        let mut file = std::fs::File::create(&place).unwrap();
        let half = whole.len() / 2;
        file.write_all(&whole.as_bytes()[..half]).unwrap();
        std::thread::sleep(Duration::from_millis(60));
        file.write_all(&whole.as_bytes()[half..]).unwrap();
        drop(file);
        preview.waits("/news/a.html", |answer| answer.contains(&words));
    }
}

/// A mistake in any kind of file keeps the last good page, and disappears when it is fixed.
#[test]
fn mistakes_of_every_kind_come_and_go() {
    let links = |words: &str| format!("- {{title: 甲, links: [{{title: {words}, url: /news/a.html}}]}}\n");
    let site = Site::new().news("news/a.md", "甲", "", "正文").file("data/links.yaml", &links("乙"));
    let preview = Preview::of(&site);
    assert!(preview.get("/news/a.html").contains("正文"));
    let config = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    let article = std::fs::read_to_string(site.path("content/news/a.md")).unwrap();
    let cases = [
        ("content/news/a.md", "---\ntitle: [\n---\n".to_owned(), article.replace("正文", "好了")),
        ("data/links.yaml", "- {title: ".to_owned(), links("丙")),
        ("site.yaml", "title: [\n".to_owned(), config.replace("测试站", "新名字")),
        ("templates/404.html", "{% if %}".to_owned(), "<!DOCTYPE html><title>四零四</title>".to_owned()),
        ("types/note.yaml", "name: [".to_owned(), "name: {zh: 便条, en: Note}\n".to_owned()),
    ];
    for (file, wrong, right) in cases {
        let errors = || preview.problems().contains("section class");
        site.change(file, &wrong);
        preview.until(errors, file);
        assert!(preview.get("/news/a.html").starts_with("HTTP/1.1 200"), "{file}");
        site.change(file, &right);
        preview.until(|| !errors(), file);
    }
    preview.waits("/news/a.html", |answer| answer.contains("好了"));
    preview.waits("/index.html", |answer| answer.contains("新名字"));
    preview.waits("/none.html", |answer| answer.contains("四零四"));
}

/// A link to a missing page does not take the page away from its writer.
#[test]
fn a_page_with_a_mistake_in_its_text_is_shown_with_the_mistake() {
    let site = Site::new().news("news/a.md", "甲", "", "正文[坏](no.md)。");
    let preview = Preview::of(&site);
    let answer = preview.get("/news/a.html");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("正文"), "{answer}");
    let told = preview.told("news/a.html");
    assert!(told.contains("event: problems") && told.contains("link/broken"), "{told}");
    assert!(!preview.told("index.html").contains("event: problems"));
}
