//! Every command of the READMEs, run as it stands there, in the order of the page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
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
