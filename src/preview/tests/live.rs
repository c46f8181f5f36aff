//! Tests what happens when a file changes.

use super::*;

const A_WHILE: Duration = Duration::from_millis(400);

fn page(text: &str) -> String {
    format!("<!doctype html><title>甲</title><body><p>{text}</p></body></html>")
}

#[test]
fn a_saved_file_is_shown_once() {
    let preview = Preview::of(&[("index.html", &page("旧"))]);
    let hash = preview.client.get("/").hash();
    let mut listener = preview.client.listen(&hash);
    preview.save("index.html", &page("新"));
    let told = listener.page(PATIENCE);
    assert_eq!(listener.next(A_WHILE), None);
    let home = preview.client.get("/");
    assert!(home.text().contains("新"));
    assert_ne!(home.hash(), hash);
    // The browser is sent what a new request would get, script included.
    assert_eq!(told, (home.text(), home.hash()));
    assert!(matches!(preview.next_event(), Event::Organised { .. }));
    preview.stays_quiet();
}

#[test]
fn four_files_saved_together_are_one_change() {
    let preview = Preview::of(&[("index.html", &page("旧")), ("b/c.html", &page("旧"))]);
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    // The writer thread may be delayed between two files: in one of twenty rounds it is not.
    let mut together = (0..20).map(|round| {
        let words = format!("新{round}");
        for name in ["a.html", "b/c.html", "d.css", "index.html"] {
            preview.save(name, &page(&words));
        }
        assert!(matches!(preview.next_event(), Event::Organised { .. }));
        let mut is_one = true;
        while preview.events.recv_timeout(A_WHILE).is_ok() {
            is_one = false;
        }
        assert!(listener.page(PATIENCE).0.contains(&words));
        assert_eq!(listener.next(A_WHILE), None);
        assert_eq!(preview.client.get("/b/c.html").status, 200);
        is_one
    });
    assert!(together.any(|is_one| is_one));
}

#[test]
fn organise_learns_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().canonicalize().unwrap();
    fs::create_dir(folder.join("content")).unwrap();
    fs::write(folder.join("theme.yaml"), "").unwrap();
    let options = ServerOptions {
        language: Language::English,
        ..options(vec![folder.join("content"), folder.join("theme.yaml")])
    };
    let (sender, calls) = mpsc::channel();
    let site = folder.join("content");
    let organise = move |changed: &[PathBuf]| {
        sender.send(changed.to_vec()).unwrap();
        look(&site)
    };
    let server = Server::start(&options, organise, |_| {}).unwrap();
    assert_eq!(calls.recv_timeout(PATIENCE).unwrap(), Vec::<PathBuf>::new());
    save(&folder, "content/甲.md", "正文");
    assert_eq!(calls.recv_timeout(PATIENCE).unwrap(), [folder.join("content/甲.md")]);
    // Save as editors do, replacing the old file with a new one. Other files in its folder do not
    // count.
    fs::write(folder.join("theme.new"), "name: x").unwrap();
    fs::rename(folder.join("theme.new"), folder.join("theme.yaml")).unwrap();
    assert_eq!(calls.recv_timeout(PATIENCE).unwrap(), [folder.join("theme.yaml")]);
    drop(server);
    // The worker ends with the server, and so does the closure given to it.
    assert_eq!(calls.recv_timeout(PATIENCE), Err(mpsc::RecvTimeoutError::Disconnected));
}

#[test]
fn what_programs_leave_behind_changes_nothing() {
    let preview = Preview::of(&[("index.html", &page("旧"))]);
    for name in [
        "~$稿件.docx",
        ".~lock.a#",
        "a.tmp",
        ".a.swp",
        "4913",
        ".git/index",
        ".dangjian/store",
        "public/x.html",
    ] {
        preview.save(name, "坏");
    }
    preview.client.get("/");
    preview.stays_quiet();
}

#[test]
fn an_error_lies_over_the_last_good_page_until_it_is_mended() {
    let preview = Preview::of(&[("index.html", &page("好")), ("a.html", &page("甲"))]);
    let hash = preview.client.get("/").hash();
    let mut listener = preview.client.listen(&hash);
    preview.save("index.html", "<i>\n  一个坏字 & <script>");
    let (event, data) = listener.next(PATIENCE).unwrap();
    let html: String = serde_json::from_str(&data).unwrap();
    assert_eq!(event, "problems");
    for part in [
        "1 个错误",
        "index.html:2:5",
        "一个<mark>坏</mark>字 &amp; &lt;script&gt;",
        "有坏字 &lt;b&gt;",
        "<b>改法：</b>改成“好”",
        "text/bad",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("<script"));
    assert!(matches!(preview.next_event(), Event::Failed { problems, .. } if problems.len() == 1));

    // The last good page and the other pages are still served; a browser that connects now is sent
    // the error.
    assert!(preview.client.get("/").text().contains("好"));
    assert_eq!(preview.client.get("/").hash(), hash);
    assert!(preview.client.get("/a.html").text().contains("甲"));
    let mut later = preview.client.listen(&hash);
    assert_eq!(later.next(PATIENCE), Some(("problems".into(), data)));

    preview.save("index.html", &page("又好了"));
    for listener in [&mut listener, &mut later] {
        assert!(listener.page(PATIENCE).0.contains("又好了"));
        assert_eq!(listener.next(PATIENCE).unwrap().0, "well");
    }
    let mended = preview.client.get("/");
    assert!(mended.text().contains("又好了"));
    assert_eq!(preview.client.listen(&mended.hash()).next(A_WHILE), None);
}

#[test]
fn without_any_good_site_every_address_shows_the_problems() {
    let preview = Preview::of(&[("index.html", "坏")]);
    for path in ["/", "/news/", "/photo.jpg"] {
        let reply = preview.client.get(path);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (500, Some("text/html; charset=utf-8")),
            "{path}"
        );
        assert!(
            reply.text().contains("<mark>坏</mark>") && reply.text().contains("lang=\"zh-CN\""),
            "{path}"
        );
    }
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    assert_eq!(listener.next(PATIENCE).unwrap().0, "problems");
    preview.save("index.html", &page("好"));
    assert_eq!(listener.next(PATIENCE).unwrap().0, "reload");
    assert_eq!(listener.next(PATIENCE).unwrap().0, "well");
    assert_eq!(preview.client.get("/").status, 200);
}

#[test]
fn who_shows_something_else_is_told_at_once() {
    let preview = Preview::of(&[("index.html", &page("甲"))]);
    for hash in ["0123456789abcdef", "%3Cx%3E"] {
        assert!(preview.client.listen(hash).page(PATIENCE).0.contains("甲"), "{hash}");
    }
    // There was no page when the browser loaded; now there is one.
    assert_eq!(preview.client.listen("").next(PATIENCE).unwrap().0, "reload");
}

#[test]
fn a_page_that_a_change_does_not_concern_hears_nothing() {
    let preview = Preview::of(&[("index.html", &page("甲")), ("a.html", &page("乙"))]);
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    preview.save("a.html", &page("丙"));
    assert_eq!(listener.next(A_WHILE), None);
}

#[test]
fn a_page_that_is_gone_is_gone_and_comes_back() {
    let preview = Preview::of(&[("index.html", &page("甲")), ("404.html", &page("没有"))]);
    let mut listener = preview.client.listen(&preview.client.get("/").hash());
    fs::remove_file(preview.folder.join("index.html")).unwrap();
    assert_eq!(listener.next(PATIENCE).unwrap().0, "gone");
    let missing = preview.client.get("/");
    assert_eq!((missing.status, missing.hash().as_str()), (404, ""));
    let mut listener = preview.client.listen("");
    preview.save("index.html", &page("又有了"));
    assert_eq!(listener.next(PATIENCE).unwrap().0, "reload");
}

#[test]
fn who_asks_while_the_site_is_first_organised_waits() {
    let (go, wait) = mpsc::channel::<()>();
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "index.html", &page("甲"));
    let folder = dir.path().to_owned();
    let options = options(Vec::new());
    let organise = move |_: &[PathBuf]| {
        let _ = wait.recv();
        look(&folder)
    };
    let server = Server::start(&options, organise, |_| {}).unwrap();
    let client = Client::of(server.address());
    let asking = std::thread::spawn(move || client.get("/").status);
    std::thread::sleep(Duration::from_millis(50));
    assert!(!asking.is_finished());
    go.send(()).unwrap();
    assert_eq!(asking.join().unwrap(), 200);
}

#[test]
fn the_server_ends_with_its_connections() {
    let preview = Preview::of(&[("index.html", &page("甲"))]);
    let client = preview.client;
    let listener = client.listen(&client.get("/").hash());
    let ending = std::thread::spawn(move || drop(preview));
    crate::trial::comes("the end of the server", || ending.is_finished());
    assert!(listener.ends());
    assert!(std::net::TcpStream::connect(("127.0.0.1", client.port())).is_err());
}

#[test]
fn where_the_system_is_not_relied_on_files_are_looked_at_every_second() {
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "index.html", &page("旧"));
    let folder = dir.path().to_owned();
    let options = ServerOptions { poll: true, ..options(Vec::new()) };
    let server = Server::start(&options, move |_| look(&folder), |_| {}).unwrap();
    let client = Client::of(server.address());
    let mut listener = client.listen(&client.get("/").hash());
    save(dir.path(), "index.html", &page("没有人说起"));
    assert!(listener.page(PATIENCE).0.contains("没有人说起"));
}

#[test]
fn what_keeps_its_address_is_told_without_the_page() {
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "index.html", &page("甲"));
    let folder = dir.path().canonicalize().unwrap();
    let options = options(vec![folder.clone()]);
    let site = folder.clone();
    let told = move |changed: &[PathBuf]| {
        let is_css = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "css");
        let files =
            changed.iter().filter(|path| !is_css(path)).filter_map(|path| path.strip_prefix(&site).ok());
        let files = files.map(|path| path.to_str().unwrap().to_owned()).collect();
        Some(Update {
            portal: organise(&site),
            touched: TouchedFiles { styles: changed.iter().any(is_css), scripts: false, files },
        })
    };
    let server = Server::start(&options, told, |_| {}).unwrap();
    let client = Client::of(server.address());
    let mut listener = client.listen(&client.get("/").hash());
    save(&folder, "a.css", "p{}");
    assert_eq!(listener.next(PATIENCE).unwrap(), ("styles".into(), "{}".into()));
    save(&folder, "甲 1.png", "x");
    assert_eq!(listener.next(PATIENCE).unwrap(), ("files".into(), "{\"paths\":[\"/甲 1.png\"]}".into()));
    assert_eq!(listener.next(A_WHILE), None);
}

#[test]
fn what_changed_while_nobody_listened_is_told_afterwards() {
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "index.html", &page("甲"));
    let folder = dir.path().canonicalize().unwrap();
    let options = options(vec![folder.clone()]);
    let site = folder.clone();
    let (sender, seen) = mpsc::channel();
    let told = move |changed: &[PathBuf]| {
        sender.send(()).unwrap();
        let files = changed.iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect();
        Some(Update { portal: organise(&site), touched: TouchedFiles { files, ..TouchedFiles::default() } })
    };
    let server = Server::start(&options, told, |_| {}).unwrap();
    let client = Client::of(server.address());
    seen.recv_timeout(PATIENCE).unwrap();
    let mark = client.get("/").hash();
    save(&folder, "a.png", "x");
    seen.recv_timeout(PATIENCE).unwrap();
    let mut listener = client.listen(&mark);
    assert_eq!(listener.next(PATIENCE).unwrap(), ("files".into(), "{\"paths\":[\"/a.png\"]}".into()));
    // A browser that has loaded the change is not sent it again.
    assert_eq!(client.listen(&client.get("/").hash()).next(A_WHILE), None);
}
