//! Interrupts builds: killed at any moment, a full disk, files that others hold.
//!
//! ARCHITECTURE.md, promise 2: every file of the published folder is complete, and the folder is
//! the old site, the new one, or one that the next run completes from its journal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::site::{NOW, files, program};

type Files = BTreeMap<String, Vec<u8>>;

/// Number of builds that are killed at a random moment.
const KILLS: usize = 200;
/// Enough pages for an exchange of folders if all of them differ.
const PAGES: usize = 320;

/// A site of many small pages with a theme that prints next to nothing: only publishing matters
/// here.
struct Version {
    folder: PathBuf,
    /// The output of a clean build of it.
    built: Files,
}

/// A folder in memory if the system has one: making and removing thousands of files again and again
/// is slow on many disks, and the remains of a killed process do not depend on the disk.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Writes the site and builds it into a fresh folder. `marks` gives the text of each page; `more`
/// are further pages.
fn version(dir: &Path, name: &str, mark: impl Fn(usize) -> &'static str, more: &[&str]) -> Version {
    let folder = dir.join(name);
    let write = |path: String, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (path, text) in [
        ("site.yaml", "title: 站\ntheme: plain\nlist: {page_size: 1000}\n"),
        ("themes/plain/theme.yaml", "name: 空白\n"),
        (
            "themes/plain/types/news.yaml",
            "name: 新闻\ntemplate: page/shown.html\nlist: list/shown.html\norder: -date\n",
        ),
        ("themes/plain/templates/page/shown.html", "{{ page.title }}{{ page.content | safe }}"),
        ("themes/plain/templates/list/shown.html", "{{ section.title }}"),
        ("themes/plain/templates/home.html", "{{ site.title }}"),
        ("themes/plain/templates/404.html", "404"),
    ] {
        write(path.into(), text.into());
    }
    for n in 0..PAGES {
        let text = format!("---\ntitle: 第 {n} 篇\ndate: 2026-01-01\n---\n{}\n", mark(n).repeat(n % 5 + 1));
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

/// The three versions that follow each other: from the first to the second all pages change (the
/// folders are exchanged), from the second to the third and back to the first some do, come and go
/// (the journal).
fn versions(dir: &Path) -> [Version; 3] {
    let some = |n: usize| n % 4 == 1;
    [
        version(dir, "one", |_| "旧的一段。\n\n", &["only-one", "deep/x"]),
        version(dir, "two", |_| "新的一段，长一些。\n\n", &["only-two"]),
        version(
            dir,
            "three",
            |n| if some(n) { "再改一次。\n\n" } else { "新的一段，长一些。\n\n" },
            &["deep/x"],
        ),
    ]
}

/// Pseudorandom numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The state after a kill.
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

    /// Builds `new` over the published `old`, lets `kill` end it, and checks the folder. The next
    /// build must leave the folder as a clean one does.
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

/// Kills builds over a folder of its own, with the versions in turn; the argument of `kill` counts
/// its calls.
fn kill_again_and_again(
    versions: &[Version; 3],
    times: usize,
    mut kill: impl FnMut(usize, &mut Child, &Path),
) -> BTreeMap<Left, usize> {
    let dir = folder();
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
    let dir = folder();
    let versions = versions(dir.path());
    let seen = std::thread::scope(|scope| {
        let halves = [1, 2].map(|seed| {
            scope.spawn({
                let versions = &versions;
                move || kill_at_random(versions, seed)
            })
        });
        halves.map(|half| half.join().unwrap())
    });
    let count = |left| seen.iter().filter_map(|seen| seen.get(&left)).sum::<usize>();
    assert_eq!(count(Left::Old) + count(Left::New) + count(Left::Journal), KILLS);
    // The moments are spread over the build: most of them are during rendering.
    assert!(count(Left::Old) > KILLS / 10, "{seen:?}");
}

/// Half of the kills, at moments between the start of a build and a little after its measured end.
fn kill_at_random(versions: &[Version; 3], seed: u64) -> BTreeMap<Left, usize> {
    let dir = folder();
    let public = dir.path().join("public");
    let mut took = Duration::ZERO;
    for version in versions {
        let begin = Instant::now();
        assert!(build(&version.folder, &public).output().unwrap().status.success());
        took = took.max(begin.elapsed());
    }
    let mut numbers = Numbers(crate::trial::seed(seed));
    kill_again_and_again(versions, KILLS / 2, |_, _, _| {
        let moment = u64::try_from(took.as_micros()).unwrap() * numbers.below(1050) / 1000;
        std::thread::sleep(Duration::from_micros(moment));
    })
}

/// Moments that chance seldom meets: while the folder is being changed. `appears` detects them.
fn kill_when(
    versions: &[Version; 3],
    appears: impl Fn(&Path) -> bool,
    times: usize,
) -> BTreeMap<Left, usize> {
    let mut numbers = Numbers(crate::trial::seed(3));
    kill_again_and_again(versions, times, |n, child, staging| {
        while child.try_wait().unwrap().is_none() && !appears(staging) {
            std::thread::yield_now();
        }
        if n % 2 == 1 {
            std::thread::sleep(Duration::from_micros(numbers.below(2000)));
        }
    })
}

#[test]
fn killed_while_the_folder_is_changed() {
    let dir = folder();
    let versions = versions(dir.path());
    // The journal exists: two of three builds have one.
    let seen = kill_when(&versions, |staging| staging.join("journal").exists(), 12);
    // On a busy machine the kill may miss it; the tests of `output` cover each step.
    assert!(seen.values().sum::<usize>() == 12, "{seen:?}");
    // A new folder is being prepared for the exchange, or the old one is being removed.
    let seen = kill_when(&versions, |staging| staging.join("whole/news").exists(), 12);
    assert!(seen.values().sum::<usize>() == 12, "{seen:?}");
}

/// Runs a shell script that ends with a build on a disk that refuses it; its last arguments are the
/// program's.
fn refused_by(mut shell: Command, script: &str, build: &Command) -> Option<(i32, String)> {
    shell.arg("sh").arg("-c").arg(format!("{script}\nexec \"$@\"")).arg("sh");
    shell.arg(build.get_program()).args(build.get_args());
    shell.envs(build.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = shell.stdin(Stdio::null()).output().ok()?;
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    Some((output.status.code()?, said))
}

/// A published site to which a file is added that is too large for the disk.
fn growing(dir: &Path) -> (Version, Command) {
    let old = version(dir, "grows", |_| "一段。\n\n", &[]);
    fs::create_dir_all(old.folder.join("static")).unwrap();
    fs::write(old.folder.join("static/film.mp4"), vec![7; 24 << 20]).unwrap();
    let public = dir.join("disk/public");
    fs::create_dir_all(&public).unwrap();
    let again = build(&old.folder, &public);
    (old, again)
}

/// A file that is larger than the system allows this process is a refusal that works on every
/// system and for every user: the build must report it and leave the old site as it was.
#[test]
fn a_file_that_is_too_large_for_the_system() {
    let dir = folder();
    let (old, again) = growing(dir.path());
    let disk = dir.path().join("disk");
    fs::rename(dir.path().join("grows-clean"), disk.join("public"))
        .or_else(|_| {
            fs::remove_dir(disk.join("public"))?;
            fs::rename(dir.path().join("grows-clean"), disk.join("public"))
        })
        .unwrap();
    let (code, said) =
        refused_by(Command::new("env"), "trap '' XFSZ; ulimit -f 2048", &again).expect("a shell");
    assert_eq!(code, 1, "{said}");
    for part in [
        "[output/too-large]: 无法写入“",
        "film.mp4”：文件超过了磁盘或系统允许的大小",
        "改法：把它缩小",
        "这次没有发布",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(files(&disk.join("public")) == old.built, "the old site was touched");
    assert_eq!(fs::read_dir(&disk).unwrap().count(), 1);
}

/// Makes a small disk in memory that only the given command sees; as root or in a user namespace.
/// Returns the method, or none if the system allows neither.
fn small_disk() -> Option<Vec<&'static str>> {
    let ways = [vec!["unshare", "--mount"], vec!["unshare", "--mount", "--map-root-user"]];
    ways.into_iter().find(|way| {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new(way[0]);
        command.args(&way[1..]).args(["mount", "-t", "tmpfs", "-o", "size=64k", "none"]).arg(dir.path());
        command.output().is_ok_and(|output| output.status.success())
    })
}

#[test]
fn a_disk_that_is_full() {
    let dir = tempfile::tempdir().unwrap();
    let Some(way) = small_disk() else {
        // Mounting is not allowed here: a_file_that_is_too_large_for_the_system is refused in the
        // same way, and the words for a full disk have a unit test.
        return a_file_that_is_too_large_for_the_system();
    };
    for (language, parts) in [
        ("zh", ["[output/disk-full]: 无法写入“", "film.mp4”：磁盘空间不足", "改法：清理磁盘后重新生成"]),
        (
            "en",
            [
                "[output/disk-full]: cannot write \"",
                "film.mp4\": no space left",
                "help: free some space and build again",
            ],
        ),
    ] {
        let dir = dir.path().join(language);
        let (old, mut again) = growing(&dir);
        again.args(["--language", language]);
        let (disk, seen) = (dir.join("disk"), dir.join("seen"));
        let mut shell = Command::new(way[0]);
        shell
            .args(&way[1..])
            .arg("env")
            .env("DISK", &disk)
            .env("SEEN", &seen)
            .env("OLD", dir.join("grows-clean"));
        // The disk disappears with the shell: copy its contents before.
        let script = "set -e; mount -t tmpfs -o size=16m none \"$DISK\"; cp -r \"$OLD\" \"$DISK/public\"; set +e\n\
                      \"$@\"; code=$?; cp -r \"$DISK\" \"$SEEN\"; exit $code";
        let (code, said) = refused_by(shell, script, &again).expect("a shell");
        assert_eq!(code, 1, "{said}");
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(files(&seen.join("public")) == old.built, "the old site was touched");
        assert_eq!(fs::read_dir(&seen).unwrap().count(), 1, "something is left beside it");
    }
}
