//! What happens to a build from outside: killed at any moment, no room on the disk, files that others hold.
//!
//! DESIGN.md, promise 2: every file of the published folder is whole, and the folder is the old site, the new one, or one
//! that the next run completes from its journal.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::site::{NOW, files, program};

type Files = BTreeMap<String, Vec<u8>>;

/// How often a build is killed at a random moment.
const KILLS: usize = 200;
/// Enough for the folders to be exchanged where all of them differ.
const PAGES: usize = 320;

/// A site of many small pages with a theme that prints next to nothing: what is published counts here.
struct Version {
    folder: PathBuf,
    /// What a clean build of it publishes.
    built: Files,
}

/// Writes the site and builds it into a fresh folder. `marks` gives the text of each page; `more` are further pages.
fn version(dir: &Path, name: &str, mark: impl Fn(usize) -> &'static str, more: &[&str]) -> Version {
    let folder = dir.join(name);
    let write = |path: String, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site.yaml".into(), "title: 站\nlist: {page_size: 1000}\ntaxonomies: {}\n".into());
    write(
        "types/news.yaml".into(),
        "name: 新闻\ntemplate: page/shown.html\nlist: list/shown.html\norder: -date\n".into(),
    );
    write("templates/page/shown.html".into(), "{{ page.title }}{{ page.content | safe }}".into());
    write("templates/list/shown.html".into(), "{{ section.title }}".into());
    for n in 0..PAGES {
        let text = format!("---\ntitle: 第 {n} 篇\ndate: 2026-01-01\n---\n{}\n", mark(n).repeat(n % 40 + 1));
        write(format!("content/news/{}/p{n}.md", n % 7), text);
    }
    for name in more {
        write(format!("content/news/{name}.md"), "---\ntitle: 另一篇\ndate: 2026-01-01\n---\n文\n".into());
    }
    let clean = dir.join(format!("{name}-clean"));
    let output = build(&folder, &clean).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Version { built: files(&clean), folder }
}

fn build(site: &Path, public: &Path) -> Command {
    let mut command = program();
    command.arg("build").arg(site).arg("--output").arg(public).args(["--now", NOW]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The three versions that follow each other: from the first to the second all pages change (the folders are exchanged), from
/// the second to the third and back to the first some do, come and go (the journal).
fn versions(dir: &Path) -> [Version; 3] {
    let some = |n: usize| n % 4 == 1;
    [
        version(dir, "one", |_| "旧的一段。\n\n", &["only-one", "deep/x"]),
        version(dir, "two", |_| "新的一段，长一些。\n\n", &["only-two"]),
        version(dir, "three", |n| if some(n) { "再改一次。\n\n" } else { "新的一段，长一些。\n\n" }, &["deep/x"]),
    ]
}

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// What a kill left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    Old,
    New,
    Journal,
}

/// A published folder over which builds are killed.
struct Victim {
    dir: PathBuf,
    seen: BTreeMap<Left, usize>,
}

impl Victim {
    fn public(&self) -> PathBuf {
        self.dir.join("public")
    }

    fn staging(&self) -> PathBuf {
        self.dir.join(".public.dangjian-staging")
    }

    /// Builds `new` over the published `old`, has `kill` end it, and looks at what there is. The next build must
    /// leave the folder as a clean one does.
    fn kill(&mut self, old: &Version, new: &Version, kill: impl FnOnce(&mut Child, &Path)) {
        let mut child = build(&new.folder, &self.public()).spawn().unwrap();
        kill(&mut child, &self.staging());
        let _ = child.kill();
        child.wait().unwrap();

        let found = files(&self.public());
        for (path, bytes) in found.iter().filter(|(path, _)| *path != ".dangjian") {
            let is_whole = [old, new].iter().any(|version| version.built.get(path) == Some(bytes));
            assert!(is_whole, "{path} is neither the old file nor the new one");
        }
        let left = if self.staging().join("journal").exists() {
            Left::Journal
        } else if found == old.built {
            Left::Old
        } else {
            assert!(found == new.built, "neither the old site nor the new one, and no journal");
            Left::New
        };
        *self.seen.entry(left).or_default() += 1;

        let output = build(&new.folder, &self.public()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(files(&self.public()) == new.built, "not what a clean build publishes");
        let beside = fs::read_dir(&self.dir).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(beside.collect::<Vec<_>>(), ["public"]);
    }
}

/// Kills builds over a folder of its own, the versions in turn; `kill` is given how often it has been asked.
fn kill_again_and_again(
    versions: &[Version; 3],
    times: usize,
    mut kill: impl FnMut(usize, &mut Child, &Path),
) -> BTreeMap<Left, usize> {
    let dir = tempfile::tempdir().unwrap();
    let mut victim = Victim { dir: dir.path().to_owned(), seen: BTreeMap::new() };
    assert!(build(&versions[0].folder, &victim.public()).output().unwrap().status.success());
    for n in 0..times {
        let (old, new) = (&versions[n % 3], &versions[(n + 1) % 3]);
        victim.kill(old, new, |child, staging| kill(n, child, staging));
    }
    victim.seen
}

#[test]
fn killed_at_random_moments() {
    let dir = tempfile::tempdir().unwrap();
    let versions = versions(dir.path());
    // Two at once: each of them waits for its disk half of the time. Measured as it is going to be.
    let workers: Vec<u64> = vec![1, 2];
    let seen = std::thread::scope(|scope| {
        let handles: Vec<_> = workers.iter().map(|seed| scope.spawn(|| kill_at_random(&versions, *seed))).collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect::<Vec<_>>()
    });
    let count = |left| seen.iter().filter_map(|seen| seen.get(&left)).sum::<usize>();
    assert_eq!(count(Left::Old) + count(Left::New) + count(Left::Journal), KILLS);
    // The moments were spread over the build: most of them fall into its rendering.
    assert!(count(Left::Old) > KILLS / 10, "{seen:?}");
}

/// Half of the kills, at moments between the start of a build and a little after its measured end.
fn kill_at_random(versions: &[Version; 3], seed: u64) -> BTreeMap<Left, usize> {
    let dir = tempfile::tempdir().unwrap();
    let public = dir.path().join("public");
    let mut took = Duration::ZERO;
    for version in versions {
        let begin = Instant::now();
        assert!(build(&version.folder, &public).output().unwrap().status.success());
        took = took.max(begin.elapsed());
    }
    let mut numbers = Numbers(seed);
    kill_again_and_again(versions, KILLS / 2, |_, _, _| {
        let moment = took.as_micros() as u64 * numbers.below(1050) / 1000;
        std::thread::sleep(Duration::from_micros(moment));
    })
}

/// The moments that chance seldom meets: while the folder is being changed. `appears` says when.
fn kill_when(versions: &[Version; 3], appears: impl Fn(&Path) -> bool, times: usize) -> BTreeMap<Left, usize> {
    let mut numbers = Numbers(3);
    kill_again_and_again(versions, times, |_, child, staging| {
        while child.try_wait().unwrap().is_none() && !appears(staging) {
            std::hint::spin_loop();
        }
        std::thread::sleep(Duration::from_micros(numbers.below(2500)));
    })
}

#[test]
fn killed_while_the_folder_is_changed() {
    let dir = tempfile::tempdir().unwrap();
    let versions = versions(dir.path());
    // The journal is there: two of three builds have one.
    let seen = kill_when(&versions, |staging| staging.join("journal").exists(), 12);
    assert!(seen.contains_key(&Left::Journal), "{seen:?}");
    // A new folder is being laid out to be exchanged, or its old one is being removed.
    let seen = kill_when(&versions, |staging| staging.join("whole/news").exists(), 12);
    assert!(seen.values().sum::<usize>() == 12, "{seen:?}");
}
