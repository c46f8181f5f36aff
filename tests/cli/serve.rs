//! `dangjian serve`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::Place;
use super::trial::{PATIENCE, comes};

/// A running preview, which ends when it is dropped.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn of(place: &Place, more: &[&str]) -> Self {
        let mut command = place.command();
        command.args([&["serve", "site", "--port", "0"][..], more].concat());
        Self::started(command.stderr(Stdio::null()))
    }

    fn started(command: &mut std::process::Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    /// Sends a request as a page of this run does.
    fn post(&self, path: &str, body: &str) -> String {
        let page = self.get("/");
        let token = page.split_once("data-token=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap();
        let headers = format!(
            "Origin: http://{}\r\nX-Dangjian: {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        self.ask("POST", path, &headers, body)
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = &self.address;
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n{body}");
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
            assert!(begin.elapsed() < PATIENCE, "{answer}");
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

#[test]
fn without_drafts_it_is_as_published() {
    let place = Place::bare();
    for (file, more) in [("d", "草稿: 是"), ("s", "定时发布: 2099-01-01"), ("e", "下线时间: 2026-11-20")]
    {
        let text = format!("---\n标题: {file}\n日期: 2026-11-19\n{more}\n---\n");
        place.write(&format!("site/content/news/{file}.md"), &text);
    }
    let now = ["--now", "2026-11-21"];
    let all = Serving::of(&place, &now);
    let published = Serving::of(&place, &[&now[..], &["--without-drafts", "--poll"]].concat());
    for file in ["d", "s", "e"] {
        let path = format!("/news/{file}.html");
        assert!(all.get(&path).starts_with("HTTP/1.1 200"), "{file}");
        assert!(published.get(&path).starts_with("HTTP/1.1 404"), "{file}");
    }
    assert!(all.get("/__dangjian/articles?state=draft").contains("\"file\":\"content/news/d.md\""));
    assert!(published.get("/__dangjian/articles?state=draft").contains("\"total\":0"));
}

/// Its standard error output until `is_enough` holds.
#[cfg(unix)]
fn says(command: &mut std::process::Command, is_enough: impl Fn(&str) -> bool) -> String {
    let mut serving = Serving::started(command.stderr(Stdio::piped()));
    let mut said = String::new();
    for line in BufReader::new(serving.child.stderr.take().unwrap()).lines() {
        said += &(line.unwrap() + "\n");
        if is_enough(&said) {
            break;
        }
    }
    said
}

#[cfg(unix)]
#[test]
fn the_network_address_and_wrong_settings_are_told() {
    let place = Place::bare();
    place.write("settings/dangjian/settings.yaml", "编辑机: vscode\n");
    let mut command = place.command();
    command.args(["serve", "site", "--port", "0", "--lan"]);
    let said = says(&mut command, |said| said.contains("已更新"));
    assert!(said.contains("[meta/unknown-key]") && said.contains("dangjian/settings.yaml:1:1"), "{said}");
    assert!(said.contains("手机和同一网络里的其他电脑：http://") || said.contains("没有连上网络"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_if_there_is_one() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::bare();
    let opened = place.path("opened");
    place.write("bin/xdg-open", &format!("#!/bin/sh\nprintf %s \"$1\" >'{}'\n", opened.display()));
    std::fs::set_permissions(place.path("bin/xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let command = |path: &str| {
        let mut command = place.command();
        command.args(["serve", "site", "--port", "0", "--open"]).env("PATH", place.path(path));
        command
    };
    let serving = Serving::started(command("bin").stderr(Stdio::null()));
    let told = || std::fs::read_to_string(&opened).unwrap_or_default();
    comes("the address in the browser", || told() == format!("http://{}/", serving.address));
    let said = says(&mut command("nothing"), |said| said.contains("[serve/open]"));
    assert!(said.contains("警告[serve/open]") && said.contains("浏览器没有打开"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_article_is_begun_and_opened_from_the_browser() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::bare();
    let told = place.path("told");
    let script =
        format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{0}.part'\nmv '{0}.part' '{0}'\n", told.display());
    place.write("my editor", &script);
    std::fs::set_permissions(place.path("my editor"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let editor = format!("编辑器: '\"{}\" +{{line}} {{file}}'\n", place.path("my editor").display());
    place.write("settings/dangjian/settings.yaml", &editor);
    let serving = Serving::of(&place, &["--now", "2026-11-21"]);

    let answer = serving.post("/__dangjian/new", r#"{"type":"news","title":"主题党日","section":"news"}"#);
    let file = "content/news/2026-11-21-zhu-ti-dang-ri.md";
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(file), "{answer}");
    serving.wait("/news/2026-11-21-zhu-ti-dang-ri.html", |page| page.starts_with("HTTP/1.1 200"));
    // The page of an article contains the lines of its source.
    assert!(serving.get("/news/welcome.html").contains("<p data-line=\""));

    let answer = serving.post("/__dangjian/open", &format!(r#"{{"file":"{file}","line":5}}"#));
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    comes("what the editor was told", || told.exists());
    let path = place.path("site").canonicalize().unwrap().join(file);
    let arguments = std::fs::read_to_string(&told).unwrap();
    let opened = arguments.lines().nth(1).map(std::path::PathBuf::from).unwrap();
    assert!(arguments.starts_with("+5\n") && opened.canonicalize().unwrap() == path, "{arguments}");

    // Mistakes in the settings are reported when they are needed.
    place.write("settings/dangjian/settings.yaml", "编辑器: vscod\n");
    let answer = serving.post("/__dangjian/open", &format!(r#"{{"file":"{file}"}}"#));
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("是不是“vscode”"), "{answer}");
    let answer = serving.post("/__dangjian/open", r#"{"file":"../settings/dangjian/settings.yaml"}"#);
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("editor/outside"), "{answer}");
}
