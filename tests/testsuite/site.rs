//! A small site in a folder of its own, built by the real program.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use tempfile::TempDir;

use crate::html::Page;

/// The time of every build of a test.
pub const NOW: &str = "2026-11-20T12:00:00+08:00";

/// A site under construction. All its files are in a temporary folder that is removed with it.
pub struct Site {
    folder: Rc<TempDir>,
}

impl Site {
    /// A site with only a title.
    pub fn new() -> Self {
        Self::bare().file("site.yaml", "title: 测试站\n")
    }

    /// An empty folder.
    pub fn bare() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        Self { folder: Rc::new(folder) }
    }

    /// A site whose news pages are rendered by `template`.
    pub fn showing(template: &str) -> Self {
        Self::new().news_templates(template, "")
    }

    /// A site whose lists of news are rendered by `template`.
    pub fn listing(template: &str) -> Self {
        Self::new().news_templates("", template)
    }

    /// Gives news templates of their own. The theme's own stay, since other types extend them.
    pub fn news_templates(self, page: &str, list: &str) -> Self {
        let declaration =
            "name: 新闻\ntemplate: page/shown.html\nlist: list/shown.html\norder: -date\nrequire: [date]\n";
        self.file("types/news.yaml", declaration)
            .file("templates/page/shown.html", page)
            .file("templates/list/shown.html", list)
    }

    /// Adds a file.
    pub fn file(self, path: impl AsRef<Path>, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Adds a file of any bytes.
    pub fn bytes(self, path: impl AsRef<Path>, bytes: &[u8]) -> Self {
        self.change(path, bytes);
        self
    }

    /// Adds a piece of news of the 1st of January 2026; `more` is further front matter, with line
    /// ends.
    pub fn news(self, path: &str, title: &str, more: &str, body: &str) -> Self {
        let text = format!("---\ntitle: {title}\ndate: 2026-01-01\n{more}---\n{body}\n");
        self.file(format!("content/{path}"), &text)
    }

    /// Writes a piece of news again.
    pub fn news_changed(&self, path: &str, title: &str, body: &str) {
        let text = format!("---\ntitle: {title}\ndate: 2026-01-01\n---\n{body}\n");
        self.change(format!("content/{path}"), text);
    }

    /// Adds a section's `_index.md`.
    pub fn section(self, path: &str, front_matter: &str) -> Self {
        self.file(format!("content/{path}/_index.md"), &format!("---\n{front_matter}---\n"))
    }

    /// Writes a file of a site that has been built already.
    pub fn change(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// The path of a file of the site on this machine.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    /// The path of the published folder.
    pub fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Builds it.
    pub fn build(&self) -> Run {
        self.build_with(&["--all"])
    }

    /// Builds it with further arguments; a later `--now` replaces [`NOW`].
    pub fn build_with<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Run {
        let mut command = program();
        command.arg("build").arg(self.path("")).arg("--output").arg(self.public());
        if !arguments.iter().any(|argument| argument.as_ref() == "--now") {
            command.args(["--now", NOW]);
        }
        command.args(arguments);
        self.run(command)
    }

    /// Runs a command, whose output names this site's folders `[SITE]` and `[PUBLIC]`.
    pub fn run(&self, mut command: impl std::borrow::BorrowMut<Command>) -> Run {
        let output = command.borrow_mut().output().unwrap();
        let site = self.path("").display().to_string();
        let public = self.public().display().to_string();
        let plain = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("what the program says is UTF-8");
            text.replace(&site, "[SITE]/")
                .replace(site.trim_end_matches('/'), "[SITE]")
                .replace(&public, "[PUBLIC]")
        };
        Run {
            code: output.status.code(),
            stdout: plain(output.stdout),
            stderr: plain(output.stderr),
            public: self.public(),
            _folder: self.folder.clone(),
        }
    }

    /// Runs a command as [`Site::run`] does, on one thread, and returns the processor time that it
    /// has used.
    #[cfg(unix)]
    pub fn timed(&self, command: Command) -> (Run, std::time::Duration) {
        // The shell's `times` prints in its second line the time of its children:
        // `0m1.25s 0m0.04s`.
        let times = self.folder.path().join("times");
        let mut shell = Command::new("sh");
        shell.args(["-c", "\"$@\"; code=$?; times >\"$0\"; exit $code"]);
        shell.arg(&times).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let run = self.run(shell.env("RAYON_NUM_THREADS", "1"));
        let seconds = |word: &str| {
            let (minutes, seconds) = word.trim_end_matches('s').split_once('m').unwrap();
            minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
        };
        let times = fs::read_to_string(times).unwrap();
        let used = times.lines().nth(1).unwrap().split_whitespace().map(seconds).sum();
        (run, std::time::Duration::from_secs_f64(used))
    }

    /// Every file of the published folder with its bytes.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.public())
    }
}

/// The program, with messages in Chinese whatever the machine's locale.
pub fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("dangjian"));
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RAYON_NUM_THREADS"] {
        command.env_remove(variable);
    }
    command.stdin(std::process::Stdio::null());
    command
}

/// A picture of one pixel.
pub fn pixel(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = image::GrayImage::from_pixel(1, 1, image::Luma([shade]));
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

/// The result of a run of the program.
pub struct Run {
    /// Exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    public: PathBuf,
    _folder: Rc<TempDir>,
}

impl Run {
    /// The same run, which must have succeeded.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self
    }

    /// The problems of a run that must have found some, one a line; see [`Run::problems`].
    #[track_caller]
    pub fn fails(self) -> String {
        assert_eq!(self.code, Some(1), "{}{}", self.stdout, self.stderr);
        self.problems()
    }

    /// The problems that were shown, one a line: place, code, message, and after `→` what to do.
    pub fn problems(&self) -> String {
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for line in self.stderr.lines() {
            let heading = line.split_once("]: ").and_then(|(head, message)| {
                let (severity, code) = head.split_once('[')?;
                ["错误", "警告", "提示", "error", "warning", "info"]
                    .contains(&severity)
                    .then_some((code, message))
            });
            let trimmed = line.trim_start();
            if let Some((code, message)) = heading {
                shown.push(Shown { code, message, place: "", help: "" });
            } else if let Some(last) = shown.last_mut() {
                let place = trimmed.strip_prefix("--> ").or_else(|| trimmed.strip_prefix("::: "));
                if let Some(place) = place {
                    // Further places are those of labels.
                    last.place = if last.place.is_empty() { place } else { last.place };
                } else if let Some(help) =
                    trimmed.strip_prefix("= 改法：").or_else(|| trimmed.strip_prefix("= help: "))
                {
                    last.help = help;
                }
            }
        }
        shown.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// A page of the published folder.
    #[track_caller]
    pub fn page(&self, path: &str) -> Page {
        Page::parse(&self.text(path))
    }

    /// The text of a file of the published folder.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.public.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The bytes of a file of the published folder.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.public.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether the published folder has a file.
    pub fn has(&self, path: &str) -> bool {
        self.public.join(path).is_file()
    }

    /// The names of all files of the published folder but the theme's and the program's own, in
    /// order.
    pub fn tree(&self) -> Vec<String> {
        let own = |name: &String| !name.starts_with("theme/") && !name.starts_with('.');
        files(&self.public).into_keys().filter(own).collect()
    }
}

struct Shown<'s> {
    code: &'s str,
    message: &'s str,
    place: &'s str,
    help: &'s str,
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{} ", self.place)?;
        }
        write!(f, "{}: {}", self.code, self.message)?;
        if !self.help.is_empty() {
            write!(f, " → {}", self.help)?;
        }
        Ok(())
    }
}

/// Every file below a folder by its path, with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}
