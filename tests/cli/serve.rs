//! `dangjian serve`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::Place;

/// A running preview; dropped, it ends.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn of(place: &Place, more: &[&str]) -> Self {
        let mut child = place
            .command()
            .args([&["serve", "site", "--port", "0"][..], more].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks again and again until `is_there` holds.
    #[track_caller]
    fn wait(&self, path: &str, is_there: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let answer = self.get(path);
            if is_there(&answer) {
                return answer;
            }
            assert!(begin.elapsed() < Duration::from_secs(20), "{answer}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_are_shown_drafts_too_and_follow_changes() {
    let place = Place::bare();
    place.write("site/content/news/d.md", "---\n标题: 一篇草稿\n日期: 2026-11-20\n草稿: 是\n---\n\n第一稿\n");
    let serving = Serving::of(&place, &[]);
    assert!(serving.get("/").contains("“党建在线”开通"));
    assert!(serving.get("/news/d.html").contains("第一稿"));
    let nothing = serving.get("/news/nothing.html");
    assert!(nothing.starts_with("HTTP/1.1 404") && nothing.contains("</html>"), "{nothing}");
    place.write("site/content/news/d.md", "---\n标题: 一篇草稿\n日期: 2026-11-20\n草稿: 是\n---\n\n第二稿\n");
    serving.wait("/news/d.html", |page| page.contains("第二稿"));
    assert!(!place.path("site/public").exists());
}

#[test]
fn a_site_with_mistakes_is_served_once_they_are_mended() {
    let place = Place::bare();
    place.write("site/content/news/d.md", "---\n标题: 甲\n日期: 昨天\n---\n");
    let serving = Serving::of(&place, &[]);
    serving.wait("/", |page| page.contains("date/invalid"));
    place.write("site/content/news/d.md", "---\n标题: 改好了\n日期: 2026-11-20\n---\n");
    serving.wait("/news/d.html", |page| page.contains("改好了"));
}

#[test]
fn a_port_that_is_taken_and_a_folder_that_is_no_site_are_problems() {
    let place = Place::bare();
    let serving = Serving::of(&place, &[]);
    let port = serving.address.rsplit(':').next().unwrap();
    assert!(place.run(&["serve", "site", "--port", port]).failed(1, "preview/port").contains("--port"));
    place.run(&["serve", "nowhere"]).failed(1, "site/no-folder");
    place.run(&["serve"]).failed(1, "site/no-config");
}
