//! Tests the requests of the panel over a page, and who may send them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;

use super::*;
use crate::preview::desk::{
    Article, ArticleQuery, Articles, Choices, CreatedArticle, NewArticle, SectionChoice, TypeChoice,
    WechatCopy, WechatFile,
};

/// A site of one page, with a desk that records the calls.
#[derive(Default)]
struct Noting {
    noted: Mutex<Vec<String>>,
    has_no_desk: bool,
}

impl Noting {
    fn note(&self, what: String) {
        self.noted.lock().unwrap().push(what);
    }
}

impl Backend for Noting {
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        Ok((path == "index.html").then(|| Answer::Bytes(b"<p>page</p>".to_vec())))
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }

    fn about(&self, path: &str, _: Language) -> Option<About> {
        Some(About { path: path.to_owned(), can_open: true, ..About::default() })
    }

    fn desk(&self) -> Option<&dyn Desk> {
        (!self.has_no_desk).then_some(self)
    }
}

impl Desk for Noting {
    fn articles(&self, query: &ArticleQuery, _: Language) -> Articles {
        self.note(format!("{query:?}"));
        let article = Article {
            title: "甲".into(),
            file: "content/a.md".into(),
            url: "/a.html".into(),
            type_name: "新闻".into(),
            state: "draft",
            state_name: "草稿",
            date: None,
            section: "要闻".into(),
            problems: 2,
        };
        Articles { total: 7, articles: vec![article] }
    }

    fn choices(&self, _: Language) -> Result<Choices, Vec<Problem>> {
        let types = vec![TypeChoice { id: "news".into(), name: "新闻".into() }];
        let section =
            SectionChoice {
                folder: "news".into(), title: "要闻".into(), content_type: Some("news".into())
            };
        Ok(Choices { types, sections: vec![section] })
    }

    fn new_page(&self, wanted: &NewArticle) -> Result<CreatedArticle, Vec<Problem>> {
        if wanted.title == "!" {
            panic!("on purpose");
        }
        self.note(format!("new {} {} {}", wanted.content_type, wanted.title, wanted.section));
        Ok(CreatedArticle { file: "content/news/a.md".into(), url: "/news/a.html".into() })
    }

    fn wechat(&self, path: &str, _: Language) -> Result<WechatCopy, Vec<Problem>> {
        self.note(format!("wechat {path}"));
        if path != "news/a.html" {
            return Err(vec![Problem::error("export/unknown-article", "没有", "none")]);
        }
        let picture = WechatFile { name: "01-甲.jpg".into(), data: "data:image/jpeg;base64,AA==".into() };
        Ok(WechatCopy { title: "甲".into(), html: "<p>".into(), pictures: vec![picture], problems: vec![] })
    }

    fn open(&self, file: &str, line: usize) -> Result<(), Vec<Problem>> {
        self.note(format!("open {file} {line}"));
        if file.starts_with("content/") {
            return Ok(());
        }
        let text = SourceText::new("settings.yaml", "editor: vi\n");
        Err(vec![Problem::error("editor/command", "不行", "no").at(&text, 8..10).help("改", "mend")])
    }
}

/// A running preview of such a site.
struct Running {
    site: Arc<Noting>,
    client: Client,
    server: Server,
}

impl Running {
    fn new(lan: bool, has_no_desk: bool) -> Self {
        let site = Arc::new(Noting { has_no_desk, ..Noting::default() });
        let options = ServerOptions {
            port: Some(0),
            lan,
            watch: Vec::new(),
            ignore: Vec::new(),
            poll: false,
            language: Language::Chinese,
            limits: Limits::default(),
        };
        let shown = Arc::clone(&site);
        let look = move |_: &[PathBuf]| {
            let portal: Arc<dyn Backend> = shown.clone();
            Some(Update { portal: Ok(portal), touched: TouchedFiles::default() })
        };
        let server = Server::start(&options, look, |_| {}).unwrap();
        let client = Client::of(server.address());
        Self { site, client, server }
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.client.port())
    }

    /// Sends a request as a page of this run does.
    fn post(&self, path: &str, body: &str) -> super::client::Reply {
        let origin = self.origin();
        let headers = [
            ("origin", origin.as_str()),
            ("content-type", "application/json"),
            ("x-dangjian", self.server.token()),
        ];
        self.client.post(path, &headers, body)
    }

    fn noted(&self) -> Vec<String> {
        std::mem::take(&mut self.site.noted.lock().unwrap())
    }
}

fn json(reply: &super::client::Reply) -> serde_json::Value {
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    serde_json::from_slice(&reply.body).unwrap()
}

#[test]
fn articles_and_choices_are_for_all_who_look() {
    let running = Running::new(false, false);
    let reply =
        running.client.get("/__dangjian/articles?q=%E4%B8%BB%E9%A2%98+Day&state=draft&problems=1&limit=3");
    assert_eq!((reply.status, reply.header("cache-control")), (200, Some("no-store")));
    assert_eq!(
        json(&reply),
        serde_json::json!({"total": 7, "articles": [{
            "title": "甲", "file": "content/a.md", "url": "/a.html", "typeName": "新闻", "state": "draft",
            "stateName": "草稿", "date": null, "section": "要闻", "problems": 2,
        }]})
    );
    running.client.get("/__dangjian/articles?limit=99999");
    running.client.get("/__dangjian/articles");
    let query = |words: &[&str], state: Option<&str>, problems, limit| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        format!("{:?}", ArticleQuery { words, state: state.map(str::to_owned), problems, limit })
    };
    let asked = [
        query(&["主题", "day"], Some("draft"), true, 3),
        query(&[], None, false, 500),
        query(&[], None, false, 50),
    ];
    assert_eq!(running.noted(), asked);
    assert_eq!(
        json(&running.client.get("/__dangjian/choices")),
        serde_json::json!({
            "types": [{"id": "news", "name": "新闻"}],
            "sections": [{"folder": "news", "title": "要闻", "type": "news"}],
        })
    );
    let bad = running.client.get("/__dangjian/articles?limit=many");
    assert_eq!((bad.status, json(&bad)["problems"][0]["code"].as_str()), (400, Some("preview/request")));
}

#[test]
fn an_article_is_copied_for_a_wechat_account() {
    let running = Running::new(false, false);
    let reply = running.client.get("/__dangjian/wechat?page=news%2Fa.html");
    assert_eq!(
        json(&reply),
        serde_json::json!({
            "title": "甲", "html": "<p>", "problems": [],
            "pictures": [{"name": "01-甲.jpg", "data": "data:image/jpeg;base64,AA=="}],
        })
    );
    let refused = running.client.get("/__dangjian/wechat");
    assert_eq!(
        (refused.status, json(&refused)["problems"][0]["code"].as_str()),
        (400, Some("export/unknown-article"))
    );
    assert_eq!(running.noted(), ["wechat news/a.html", "wechat "]);
}

#[test]
fn a_page_of_this_run_writes_and_opens() {
    let running = Running::new(false, false);
    let reply = running.post("/__dangjian/new", r#"{"type":"news","title":"主题党日","section":"news"}"#);
    assert_eq!(reply.status, 200);
    assert_eq!(json(&reply), serde_json::json!({"file": "content/news/a.md", "url": "/news/a.html"}));
    assert_eq!(running.post("/__dangjian/open", r#"{"file":"content/a.md","line":7}"#).status, 204);
    assert_eq!(running.post("/__dangjian/open", r#"{"file":"content/a.md","line":null}"#).status, 204);
    assert_eq!(running.noted(), ["new news 主题党日 news", "open content/a.md 7", "open content/a.md 1"]);
    let refused = running.post("/__dangjian/open", r#"{"file":"settings.yaml"}"#);
    assert_eq!(refused.status, 400);
    assert_eq!(
        json(&refused)["problems"][0],
        serde_json::json!({
            "severity": "error", "severityName": "错误", "code": "editor/command", "message": "不行", "help": "改",
            "file": "settings.yaml", "line": 1, "column": 9, "excerpt": "editor: vi", "fix": null,
        })
    );
    let panicked = running.post("/__dangjian/new", r#"{"type":"news","title":"!"}"#);
    assert_eq!(
        (panicked.status, json(&panicked)["problems"][0]["code"].as_str()),
        (400, Some("preview/panic"))
    );
}

#[test]
fn nobody_else_writes() {
    let running = Running::new(false, false);
    let origin = running.origin();
    let token = running.server.token().to_owned();
    assert!(token.len() == 32 && token != Running::new(false, false).server.token());
    let right =
        [("origin", origin.as_str()), ("content-type", "application/json"), ("x-dangjian", token.as_str())];
    let body = r#"{"file":"content/a.md"}"#;
    for (name, value, status) in [
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("x-dangjian", "0123456789abcdef0123456789abcdef", 403),
        ("content-type", "text/plain", 415),
    ] {
        let wrong = right.map(|(known, right)| (known, if known == name { value } else { right }));
        assert_eq!(running.client.post("/__dangjian/open", &wrong, body).status, status, "{name}: {value}");
        let left_out: Vec<_> = right.into_iter().filter(|(known, _)| *known != name).collect();
        assert_eq!(running.client.post("/__dangjian/open", &left_out, body).status, status, "{name}");
    }
    let evil = [&right[..], &[("host", "evil.example")]].concat();
    assert_eq!(running.client.post("/__dangjian/open", &evil, body).status, 403);
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
        let reply = running.client.ask(method, "/__dangjian/open", &right);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")), "{method}");
    }
    for path in ["/", "/__dangjian/articles", "/__dangjian/qr", "/__dangjian/open/", "/__dangjian/openx"] {
        let reply = running.client.post(path, &right, body);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{path}");
    }
    assert_eq!(running.noted(), Vec::<String>::new());
}

#[test]
fn another_machine_looks_and_does_not_write() {
    let running = Running::new(true, false);
    let port = running.client.port();
    // For the server, a request to this machine's address in the network comes from another
    // machine.
    let Some(host) = crate::preview::lan_address(port) else { return };
    let address: SocketAddr = host.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
    let client = Client::at(address);
    assert_eq!(client.get("/").status, 200);
    assert_eq!(client.get("/__dangjian/articles").status, 200);
    let origin = format!("http://{address}");
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/json"),
        ("x-dangjian", running.server.token()),
    ];
    let reply = client.post("/__dangjian/open", &headers, r#"{"file":"content/a.md"}"#);
    assert!(reply.status == 403 && reply.text().contains("手机"), "{reply:?}");
}

#[test]
fn what_is_sent_is_small_comes_soon_and_is_understood() {
    let running = Running::new(false, false);
    let long = format!(r#"{{"file":"content/{}.md"}}"#, "x".repeat(64 * 1024));
    let reply = running.post("/__dangjian/open", &long);
    assert_eq!(reply.status, 413);
    for body in ["", "{", "[]", "{}", r#"{"file":7}"#, r#"{"file":"content/a.md","line":-1}"#, "\u{feff}{}"] {
        let reply = running.post("/__dangjian/open", body);
        assert_eq!(
            (reply.status, json(&reply)["problems"][0]["code"].as_str()),
            (400, Some("preview/request")),
            "{body}"
        );
    }
    // Send nothing of the announced body.
    let mut stream = TcpStream::connect(("127.0.0.1", running.client.port())).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (port, origin, token) = (running.client.port(), running.origin(), running.server.token());
    write!(
        stream,
        "POST /__dangjian/open HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\norigin: {origin}\r\nx-dangjian: {token}\r\n\
         content-type: application/json\r\ncontent-length: 9\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(running.noted(), Vec::<String>::new());
}

#[test]
fn without_a_desk_there_is_a_problem_and_no_panic() {
    let running = Running::new(false, true);
    for reply in [
        running.client.get("/__dangjian/articles"),
        running.post("/__dangjian/open", r#"{"file":"content/a.md"}"#),
    ] {
        assert_eq!(
            (reply.status, json(&reply)["problems"][0]["code"].as_str()),
            (400, Some("preview/no-site"))
        );
    }
}

#[test]
fn a_code_leads_to_the_page_where_others_may_look() {
    assert_eq!(Running::new(false, false).client.get("/__dangjian/qr?page=news/a.html").status, 404);
    let running = Running::new(true, false);
    if crate::preview::lan_address(1).is_none() {
        return;
    }
    let reply = running.client.get("/__dangjian/qr?page=news/a.html");
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/svg+xml; charset=utf-8")));
    assert!(reply.text().starts_with("<svg ") && reply.text().contains("手机扫码"));
    assert_eq!(running.client.get("/__dangjian/qr?page=../x").status, 404);
}

#[test]
fn a_page_learns_where_others_look_and_whether_it_may_open_a_source() {
    let about = |client: Client| {
        let mut listener = client.listen("");
        loop {
            let (event, data) = listener.next(PATIENCE).unwrap();
            if event == "about" {
                let about: serde_json::Value = serde_json::from_str(&data).unwrap();
                return (about["canOpen"].as_bool(), about["lan"].as_str().map(str::to_owned));
            }
        }
    };
    assert_eq!(about(Running::new(false, false).client), (Some(true), None));
    let running = Running::new(true, false);
    let network = crate::preview::lan_address(running.client.port());
    assert_eq!(about(running.client), (Some(true), network.clone()));
    if let Some(address) = &network {
        let address = address.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        assert_eq!(about(Client::at(address)), (Some(false), network));
    }
}
