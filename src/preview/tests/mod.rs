//! Tests the preview as a browser uses it: over sockets, with files that change.

mod client;
mod desk;
mod live;
mod serving;

use super::*;
use crate::problem::SourceText;
use crate::trial::PATIENCE;
use client::Client;
use std::collections::BTreeMap;
use std::fs;
use std::sync::mpsc;

/// A site for tests that serves its files unchanged. A text that contains `坏` is an error; the
/// text `?` fails when rendered; the text `!` makes the program panic.
struct Files {
    folder: PathBuf,
    texts: BTreeMap<String, Vec<u8>>,
}

impl Backend for Files {
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        if path.ends_with(".mp4") {
            return Ok(self.texts.contains_key(path).then(|| Answer::File(self.folder.join(path))));
        }
        match self.texts.get(path).map(Vec::as_slice) {
            Some(b"?") => {
                Err(vec![Problem::error("template/error", "模板有错", "template error").in_file("page.html")])
            }
            Some(b"!") => panic!("on purpose"),
            bytes => Ok(bytes.map(|bytes| Answer::Bytes(bytes.to_vec()))),
        }
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }
}

fn organise(folder: &std::path::Path) -> Result<Arc<dyn Backend>, Vec<Problem>> {
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(entry.path()).unwrap_or_default();
        if let Some(at) = std::str::from_utf8(&bytes).ok().and_then(|text| text.find('坏')) {
            let text = std::str::from_utf8(&bytes).unwrap();
            let problem = Problem::error("text/bad", "有坏字 <b>", "a bad word <b>");
            problems
                .push(problem.at(&SourceText::new(&name, text), at..at + 3).help("改成“好”", "make it good"));
        }
        texts.insert(name, bytes);
    }
    if problems.is_empty() { Ok(Arc::new(Files { folder: folder.to_owned(), texts })) } else { Err(problems) }
}

fn look(folder: &std::path::Path) -> Option<Update> {
    Some(Update { portal: organise(folder), touched: TouchedFiles::default() })
}

/// Options of a server on any port, for this machine, that watches these folders.
fn options(watch: Vec<PathBuf>) -> ServerOptions {
    ServerOptions {
        port: Some(0),
        lan: false,
        watch,
        ignore: Vec::new(),
        poll: false,
        language: Language::Chinese,
        limits: Limits::default(),
    }
}

/// A running preview of a folder; it stops when dropped.
struct Preview {
    client: Client,
    folder: PathBuf,
    events: mpsc::Receiver<Event>,
    _server: Server,
    _dir: tempfile::TempDir,
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, false)
    }

    fn with(files: &[(&str, &str)], lan: bool) -> Self {
        Self::within(files, lan, Limits::default())
    }

    fn within(files: &[(&str, &str)], lan: bool, limits: Limits) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().canonicalize().unwrap().join("site");
        fs::create_dir(&folder).unwrap();
        for (path, text) in files {
            save(&folder, path, text);
        }
        let options = ServerOptions {
            port: Some(0),
            lan,
            watch: vec![folder.clone()],
            ignore: vec![folder.join("public")],
            poll: false,
            language: Language::Chinese,
            limits,
        };
        let (sender, events) = mpsc::channel();
        let site = folder.clone();
        let server =
            Server::start(&options, move |_| look(&site), move |event| drop(sender.send(event))).unwrap();
        let client = Client::of(server.address());
        assert!(matches!(events.recv().unwrap(), Event::Started { instead_of: None, .. }));
        let preview = Self { client, folder, events, _server: server, _dir: dir };
        preview.next_event();
        preview
    }

    fn save(&self, path: &str, text: &str) {
        save(&self.folder, path, text);
    }

    /// Waits for the next event; it must come soon.
    fn next_event(&self) -> Event {
        self.events.recv_timeout(PATIENCE).unwrap()
    }

    /// Asserts that nothing happens for a time much longer than a change takes to be noticed.
    fn stays_quiet(&self) {
        let event = self.events.recv_timeout(Duration::from_millis(400));
        assert!(event.is_err(), "{event:?}");
    }
}

/// Saves a file as an editor does, replacing the old file with a complete new one: no reader finds
/// half of it.
fn save(folder: &std::path::Path, path: &str, text: &str) {
    let place = folder.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    // Create it outside the folder, which may be watched.
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    file.persist(place).unwrap();
}
