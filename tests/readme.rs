//! Every command of the READMEs, run as it is written there, in the order of the page; and every directive, setting and
//! key that they show, tried in a site.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

#[path = "../src/trial.rs"]
mod trial;
use trial::PATIENCE;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of all ```sh blocks of a README.
fn commands(readme: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join(readme)).unwrap();
    let blocks = text.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    let lines =
        blocks.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// Words of a command line; quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate().flat_map(|(number, part)| {
        if number % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
    });
    parts.map(str::to_owned).collect()
}

/// A folder in which a reader follows the README.
struct Reader {
    folder: tempfile::TempDir,
}

impl Reader {
    fn command(&self, line: &str) -> Command {
        let mut words = words(line).into_iter();
        let name = words.next().unwrap();
        let mut command = match name.as_str() {
            "cargo" => Command::new(env!("CARGO")),
            // What `cargo install` has put there.
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

/// A process that ends with the test, however that ends.
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
fn can_be_followed(readme: &str) {
    let commands = commands(readme);
    assert!(commands.len() >= 6, "{commands:?}");
    assert!(commands.contains(&"cargo run --release -- serve content-example".to_owned()));
    assert!(commands.contains(&"tests/run".to_owned()));
    let reader = Reader { folder: tempfile::TempDir::new().unwrap() };
    for line in commands {
        reader.follow(&line);
    }
    assert!(reader.folder.path().join("my-site/public/index.html").is_file());
}

#[test]
fn the_readme_in_english_can_be_followed() {
    can_be_followed("README.md");
}

#[test]
fn the_readme_in_chinese_can_be_followed() {
    can_be_followed("README.zh.md");
}

#[test]
fn both_readmes_show_the_same_commands() {
    let plain = |readme: &str| -> Vec<String> {
        // Types and titles are in the reader's language.
        commands(readme)
            .iter()
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(plain("README.md"), plain("README.zh.md"));
}

fn readme(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).unwrap()
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
    let mut command = Command::new(env!("CARGO_BIN_EXE_dangjian"));
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

/// Each directive that a README shows is complete: it stands in an article of the example site as it is written.
#[test]
fn directives_can_be_copied() {
    for name in ["README.md", "README.zh.md"] {
        let text = readme(name);
        let directives: Vec<_> =
            between(&text, "`:::", "`").into_iter().map(|rest| format!(":::{rest}")).collect();
        assert!(directives.len() >= 2, "{name}: {directives:?}");
        let (_folder, site) = site(&[]);
        for (number, directive) in directives.iter().enumerate() {
            let article = format!("---\n标题: 组件\n日期: 2026-11-20\n---\n\n{directive}\n");
            std::fs::write(format!("{site}/content/study/directive-{number}.md"), article).unwrap();
        }
        dangjian(&["check", &site, "--deny", "warnings"]);
        dangjian(&["build", &site]);
        for (number, directive) in directives.iter().enumerate() {
            let page =
                std::fs::read_to_string(format!("{site}/public/study/directive-{number}.html")).unwrap();
            assert!(page.contains("<div class=\"d-"), "{name}: {directive} shows nothing");
        }
    }
}

/// Each YAML block of a README is a valid part of `site.yaml`, of an empty site and of the example alike, but for the
/// settings of the user's own editor.
#[test]
fn settings_can_be_copied() {
    for name in ["README.md", "README.zh.md"] {
        let text = readme(name);
        let blocks = between(&text, "\n```yaml\n", "\n```");
        let blocks: Vec<_> = blocks.iter().filter(|block| !block.starts_with(['e', '编'])).collect();
        assert_eq!(blocks.len(), 4, "{name}: {blocks:?}");
        for block in blocks {
            for kind in [&["--empty"] as &[&str], &[]] {
                let (_folder, site) = site(kind);
                let file = format!("{site}/site.yaml");
                let settings = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, format!("{settings}\n{block}\n")).unwrap();
                dangjian(&["check", &site, "--deny", "warnings"]);
            }
        }
    }
}

/// The properties of a schema, each with what it refers to.
fn properties(schema: &str) -> serde_json::Map<String, serde_json::Value> {
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// In the table of keys the Chinese and the English key of each row are one and the same.
#[test]
fn keys_are_the_same_in_both_languages() {
    let (folder, site) = site(&["--empty"]);
    let schemas = folder.path().join("schemas");
    dangjian(&["schema", schemas.to_str().unwrap(), "--site", &site]);
    let read = |name: &str| properties(&std::fs::read_to_string(schemas.join(name)).unwrap());
    let (settings, fields) = (read("site.schema.json"), read("page.schema.json"));
    let rows = |name: &str| -> Vec<String> {
        let text = readme(name);
        let table = between(&text, "\n| `site.yaml` |", "\n\n");
        assert_eq!(table.len(), 1, "{name}");
        table[0].lines().skip(2).map(str::to_owned).collect()
    };
    let table = rows("README.md");
    assert_eq!(table, rows("README.zh.md"));
    assert!(table.len() >= 20, "{table:?}");
    for row in table {
        let cells: Vec<_> =
            row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        for (pair, known) in cells.chunks(2).zip([&settings, &fields]) {
            let [chinese, english] = pair else { panic!("{row}") };
            if !chinese.is_empty() || !english.is_empty() {
                assert!(known.contains_key(*chinese), "{chinese}");
                assert_eq!(known.get(*chinese), known.get(*english), "{row}");
            }
        }
    }
}
