//! Every command of the READMEs and of `docs/`, run as it is written there, in the order of the
//! pages; and every directive, article, setting and key that they show, tried in a site.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../src/trial_workbook.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod trial_workbook;
use trial_workbook::{Worksheet, workbook};

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

#[path = "../src/trial.rs"]
mod trial;
use trial::PATIENCE;

/// The documents for users, in the order in which they are read.
const ENGLISH: [&str; 5] =
    ["README.md", "docs/writing.md", "docs/site.md", "docs/publishing.md", "docs/commands.md"];
/// The same in Chinese.
const CHINESE: [&str; 5] =
    ["README.zh.md", "docs/writing.zh.md", "docs/site.zh.md", "docs/publishing.zh.md", "docs/commands.zh.md"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).unwrap()
}

/// The fenced blocks of a document that are in this language.
fn blocks(name: &str, language: &str) -> Vec<String> {
    let text = document(name);
    between(&text, &format!("\n```{language}\n"), "\n```").into_iter().map(str::to_owned).collect()
}

/// The lines of all ```sh blocks of a document.
fn commands(name: &str) -> Vec<String> {
    let blocks = blocks(name, "sh");
    let lines = blocks
        .iter()
        .flat_map(|block| block.lines())
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// The words of a command line; quotes keep words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate().flat_map(|(number, part)| {
        if number % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
    });
    parts.map(str::to_owned).collect()
}

/// A folder in which a reader follows the documents.
struct Reader {
    folder: tempfile::TempDir,
}

impl Reader {
    fn command(&self, line: &str) -> Command {
        let mut words = words(line).into_iter();
        let name = words.next().unwrap();
        let mut command = match name.as_str() {
            "cargo" => Command::new(env!("CARGO")),
            // The program that `cargo install` has installed.
            "dangjian" => Command::new(self.folder.path().join("bin/dangjian")),
            other => panic!("no reader can run `{other}`: {line}"),
        };
        // Commands of cargo are for the folder of the repository.
        command.current_dir(if name == "cargo" { repository() } else { self.folder.path() });
        command.args(words).stdin(Stdio::null()).env_remove("LANG").env_remove("LC_ALL");
        command
    }

    fn follow(&self, line: &str) {
        if line == "tests/run" {
            // This test is part of it.
            let checked = Command::new("bash").arg("-n").arg(repository().join(line)).status().unwrap();
            assert!(checked.success());
        } else if line.contains("serve") {
            answers(self.command(line), line);
        } else {
            let mut command = self.command(line);
            if line.starts_with("cargo install") {
                command.args(["--locked", "--no-track", "--root"]).arg(self.folder.path());
            }
            let output = command.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{line}\n{}{said}", String::from_utf8_lossy(&output.stdout));
        }
    }
}

/// A process that is killed with the test, even if it fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a preview, asks it for the home page, and ends it.
fn answers(mut command: Command, line: &str) {
    let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut said = BufReader::new(running.0.stdout.take().unwrap()).lines();
    let address = said.find_map(|line| {
        let line = line.unwrap();
        let rest = line.split_once("http://")?.1;
        Some(rest.split('/').next().unwrap().to_owned())
    });
    let address = address.unwrap_or_else(|| panic!("{line} prints no address"));
    assert!(address.starts_with("127.0.0.1:"), "{line} listens on {address}");
    let page = get(&address);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("党建在线"), "{line}\n{page:.400}");
    drop(running);
    assert!(TcpStream::connect(&address).is_err(), "{line} goes on after its end");
}

fn get(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut page = Vec::new();
    stream.read_to_end(&mut page).unwrap();
    String::from_utf8_lossy(&page).into_owned()
}

#[track_caller]
fn can_be_followed(documents: &[&str]) {
    let commands: Vec<_> = documents.iter().flat_map(|name| commands(name)).collect();
    assert!(commands.len() >= 12, "{commands:?}");
    assert!(commands.contains(&"cargo run --release -- serve content-example".to_owned()));
    assert!(commands.contains(&"tests/run".to_owned()));
    let reader = Reader { folder: tempfile::TempDir::new().unwrap() };
    for line in commands {
        reader.follow(&line);
    }
    assert!(reader.folder.path().join("my-site/public/index.html").is_file());
}

#[test]
fn the_documents_in_english_can_be_followed() {
    can_be_followed(&ENGLISH);
}

#[test]
fn the_documents_in_chinese_can_be_followed() {
    can_be_followed(&CHINESE);
}

/// Both languages say the same: the same commands, and as many headings, blocks, list items and
/// rows of tables.
#[test]
fn both_languages_have_the_same_outline() {
    let plain = |name: &str| -> Vec<String> {
        // Types and titles are in the reader's language.
        commands(name)
            .iter()
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .collect()
    };
    let outline = |name: &str| -> Vec<String> {
        let text = document(name);
        let kind = |line: &str| {
            let marks = ["# ", "## ", "```", "- ", "1. ", "2. ", "3. ", "| "];
            marks.iter().find(|mark| line.starts_with(**mark)).map(|mark| mark.trim().to_owned())
        };
        text.lines().filter_map(kind).collect()
    };
    for (english, chinese) in ENGLISH.iter().zip(CHINESE) {
        assert_eq!(plain(english), plain(chinese), "{english}");
        assert_eq!(outline(english), outline(chinese), "{english}");
    }
}

/// The anchor that GitHub makes of a heading: `5. Build and publish` is `5-build-and-publish`.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The text without code, in which links are examples.
fn prose(text: &str) -> String {
    let mut is_inside = false;
    let kept = text.lines().filter(|line| {
        let is_fence = line.starts_with("```");
        is_inside ^= is_fence;
        !is_inside && !is_fence
    });
    kept.flat_map(|line| line.split('`').step_by(2).chain(["\n"])).collect()
}

/// Each link from one document to another leads to a file and a heading that are there, and nothing
/// is left unlinked.
#[test]
fn links_between_the_documents_lead_somewhere() {
    let more = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "themes/README.md"];
    let mut linked = 0;
    for name in ENGLISH.into_iter().chain(CHINESE).chain(more) {
        let text = document(name);
        for link in between(&prose(&text), "](", ")") {
            if link.contains("://") || link.contains(' ') || link.contains(".jpg") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let path = repository().join(name);
            let path = if file.is_empty() { path } else { path.parent().unwrap().join(file) };
            assert!(path.exists(), "{name} links to {link}, which is not there");
            if !heading.is_empty() {
                let text = std::fs::read_to_string(&path).unwrap();
                let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
                let mut anchors = headings.map(|line| anchor(line.trim_start_matches('#').trim()));
                assert!(anchors.any(|anchor| anchor == heading), "{name}: {link} has no such heading");
            }
            linked += 1;
        }
    }
    assert!(linked > 60, "only {linked} links were found");
    for [readme, others @ ..] in [ENGLISH, CHINESE] {
        let text = document(readme);
        for other in others {
            assert!(text.contains(&format!("]({other})")), "{readme} does not link to {other}");
        }
    }
}

/// The pieces of text between two marks: `between("a `b` c `d`", "`", "`")` is `b`, `d`.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((inside, after)) = after.split_once(close) else { break };
        found.push(inside);
        rest = after;
    }
    found
}

/// Runs the program and returns what it printed, if it succeeded.
#[track_caller]
fn dangjian(arguments: &[&str]) -> String {
    // `DANGJIAN` names an optimized one, with which the examples take a fifth of the time.
    let named = std::env::var_os("DANGJIAN").unwrap_or_else(|| env!("CARGO_BIN_EXE_dangjian").into());
    let mut command = Command::new(named);
    let output = command.args(arguments).stdin(Stdio::null()).env_remove("LANG").output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "dangjian {arguments:?}\n{printed}");
    printed.into_owned()
}

/// A new site in a temporary folder.
fn site(arguments: &[&str]) -> (tempfile::TempDir, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let site = folder.path().join("site").to_str().unwrap().to_owned();
    dangjian(&[&["init", &site], arguments].concat());
    (folder, site)
}

/// Writes an article into a folder of its own, next to the pictures and attachments that it names.
fn write_article(site: &str, name: &str, text: &str) {
    let folder = Path::new(site).join("content").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.md"), text).unwrap();
    for picture in ["合影.jpg", "会场.jpg"] {
        if text.contains(picture) {
            std::fs::copy(repository().join("themes/classic/screenshot.jpg"), folder.join(picture)).unwrap();
        }
    }
    for file in ["报送单.csv", "录像.mp4", "录音.mp3"] {
        if text.contains(file) {
            std::fs::write(folder.join(file), "支部,人数\n").unwrap();
        }
    }
}

/// Each directive that a document shows is complete: it stands in an article of the example site as
/// it is written.
#[test]
fn directives_can_be_copied() {
    for documents in [ENGLISH, CHINESE] {
        let texts = documents.map(document);
        let directives: Vec<_> = texts
            .iter()
            .flat_map(|text| between(text, "`:::", "`"))
            .filter(|rest| !rest.is_empty())
            .map(|rest| format!(":::{rest}"))
            .collect();
        assert!(directives.len() >= 11, "{directives:?}");
        let (_folder, site) = site(&[]);
        for (number, directive) in directives.iter().enumerate() {
            let article = format!("---\n标题: 组件\n日期: 2026-11-20\n---\n\n{directive}\n");
            write_article(&site, &format!("study/directive-{number}"), &article);
        }
        dangjian(&["check", &site, "--deny", "warnings"]);
        dangjian(&["build", &site]);
        for (number, directive) in directives.iter().enumerate() {
            let page =
                std::fs::read_to_string(format!("{site}/public/study/directive-{number}.html")).unwrap();
            let shows = [" d-", "\"d-", "<figure>"].iter().any(|mark| page.contains(mark));
            assert!(shows, "{directive} shows nothing");
        }
    }
}

/// Each Markdown block is a whole article, or the text of one, without a mistake.
#[test]
fn articles_can_be_copied() {
    for documents in [ENGLISH, CHINESE] {
        let articles: Vec<_> = documents.iter().flat_map(|name| blocks(name, "markdown")).collect();
        assert_eq!(articles.len(), 3, "{articles:?}");
        let (_folder, site) = site(&[]);
        for (number, article) in articles.iter().enumerate() {
            let head = if article.starts_with("---\n") {
                ""
            } else {
                "---\n标题: 例子\n日期: 2026-11-20\n---\n\n"
            };
            write_article(&site, &format!("news/article-{number}"), &format!("{head}{article}\n"));
        }
        dangjian(&["check", &site, "--deny", "warnings"]);
        dangjian(&["build", &site]);
        let page = |number: usize| {
            std::fs::read_to_string(format!("{site}/public/news/article-{number}.html")).unwrap()
        };
        assert!(page(0).contains("<strong>“学”</strong>字当头"), "{}", page(0));
        for box_of in ["d-note", "d-gallery", "d-practice"] {
            assert!(page(1).contains(box_of), "{box_of}");
        }
        assert!(!page(2).contains("link/broken"), "a comment is on the page");
    }
}

/// Each YAML block is valid, in an empty site and in the example alike: a part of `site.yaml`, or
/// the file that its first line names. The settings of the user's own editor are tried in
/// `src/user/settings.rs`.
#[test]
fn settings_can_be_copied() {
    for documents in [ENGLISH, CHINESE] {
        let blocks: Vec<_> = documents.iter().flat_map(|name| blocks(name, "yaml")).collect();
        assert_eq!(blocks.len(), 9, "{blocks:?}");
        for block in blocks.iter().filter(|block| !block.starts_with("# settings.yaml\n")) {
            for kind in [&["--empty"] as &[&str], &[]] {
                let (_folder, site) = site(kind);
                if let Some(name) = block.lines().next().unwrap().strip_prefix("# types/") {
                    std::fs::create_dir_all(format!("{site}/types")).unwrap();
                    std::fs::write(format!("{site}/types/{name}"), block).unwrap();
                } else if let Some(name) = block.lines().next().unwrap().strip_prefix("# content/") {
                    if kind.is_empty() {
                        continue;
                    }
                    let index = std::path::Path::new(&site).join("content").join(name);
                    std::fs::create_dir_all(index.parent().unwrap()).unwrap();
                    std::fs::write(&index, format!("---\n{block}\n---\n")).unwrap();
                    let is_table = |word: &&str| word.ends_with(".xlsx");
                    let table = block.split_whitespace().find(is_table).unwrap();
                    write_table(&index.with_file_name(table), &["2026", "2025"]);
                } else {
                    let file = format!("{site}/site.yaml");
                    let settings = std::fs::read_to_string(&file).unwrap();
                    std::fs::write(&file, format!("{settings}\n{block}\n")).unwrap();
                }
                dangjian(&["check", &site, "--deny", "warnings"]);
            }
        }
    }
}

/// Writes a workbook with an honor on each of these sheets.
fn write_table(file: &std::path::Path, sheets: &[&str]) {
    let fill = |name: &str, sheet: &mut Worksheet| {
        for (column, (head, cell)) in (0..).zip([("标题", name), ("级别", "市级"), ("日期", "2026-01-01")])
        {
            sheet.write(0, column, head);
            sheet.write(1, column, cell);
        }
    };
    let fills: Vec<_> = sheets.iter().map(|name| move |sheet: &mut Worksheet| fill(name, sheet)).collect();
    let sheets: Vec<trial_workbook::NamedSheet<'_>> =
        sheets.iter().zip(&fills).map(|(name, fill)| (*name, fill as &dyn Fn(&mut Worksheet))).collect();
    std::fs::write(file, workbook(&sheets)).unwrap();
}

/// The properties of a schema, each with what it refers to.
fn properties(schema: &str) -> serde_json::Map<String, serde_json::Value> {
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// In the tables of keys the Chinese and the English key of each row are one and the same.
#[test]
fn keys_are_the_same_in_both_languages() {
    let (folder, site) = site(&["--empty"]);
    let schemas = folder.path().join("schemas");
    dangjian(&["schema", schemas.to_str().unwrap(), "--site", &site]);
    let read = |name: &str| properties(&std::fs::read_to_string(schemas.join(name)).unwrap());
    let rows = |name: &str, head: &str| -> Vec<String> {
        let text = document(name);
        let table = between(&text, &format!("\n| {head} |"), "\n\n");
        assert_eq!(table.len(), 1, "{name}");
        table[0].lines().skip(2).map(str::to_owned).collect()
    };
    let settings = rows("docs/site.md", "`site.yaml`");
    assert_eq!(settings, rows("docs/site.zh.md", "`site.yaml`"));
    let fields = rows("docs/writing.md", "article");
    assert_eq!(fields, rows("docs/writing.zh.md", "文章"));
    for (table, schema) in [(settings, "site.schema.json"), (fields, "page.schema.json")] {
        let known = read(schema);
        assert!(table.len() >= 10, "{table:?}");
        for row in table {
            let cells: Vec<_> =
                row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            for pair in cells.chunks(2) {
                let [chinese, english] = pair else { panic!("{row}") };
                if !chinese.is_empty() || !english.is_empty() {
                    assert!(known.contains_key(*chinese), "{chinese}");
                    assert_eq!(known.get(*chinese), known.get(*english), "{row}");
                }
            }
        }
    }
}
