//! The rooms of the house, their floors, and what each never does, as `ARCHITECTURE.md` describes
//! them.
//!
//! An import goes down: to a room on a lower floor, never to one above it or next to it. Within a
//! room no files import each other in a circle. Exceptions are in a list that can only become
//! shorter.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod house;
mod scan;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use house::{House, Import, room};

/// A room: its name, its floor, and rooms below it that it never imports, with the reason.
struct Room {
    name: &'static str,
    floor: u8,
    never: &'static [(&'static str, &'static str)],
}

const fn on(floor: u8, name: &'static str) -> Room {
    Room { name, floor, never: &[] }
}

/// All rooms, from the ground up. Rooms on one floor don't import each other.
const ROOMS: [Room; 24] = [
    on(0, "text"),
    on(1, "problem"),
    on(1, "drawing"),
    on(2, "source"),
    on(2, "markdown"),
    on(2, "attachment"),
    on(2, "picture"),
    on(2, "sheet"),
    on(3, "manuscript"),
    on(3, "schema"),
    on(3, "store"),
    on(3, "output"),
    on(4, "theme"),
    on(4, "user"),
    Room { name: "site", floor: 5, never: &[("theme", DATA), ("output", DATA), ("user", DATA)] },
    Room { name: "asset", floor: 5, never: &[("output", PURE), ("user", PURE)] },
    Room { name: "render", floor: 6, never: &[("output", PURE), ("user", PURE)] },
    Room { name: "search", floor: 7, never: &[("output", PURE), ("user", PURE), ("source", PURE)] },
    Room { name: "load", floor: 7, never: &[("output", LOADS), ("user", LOADS), ("drawing", LOADS)] },
    Room {
        name: "build",
        floor: 8,
        never: &[("user", "a build depends on no person's settings"), ("drawing", LOADS)],
    },
    Room { name: "author", floor: 9, never: &[("output", AUTHOR), ("asset", AUTHOR)] },
    Room {
        name: "preview",
        floor: 9,
        never: &[
            ("render", SERVER),
            ("site", SERVER),
            ("theme", SERVER),
            ("schema", SERVER),
            ("markdown", SERVER),
            ("asset", SERVER),
            ("store", SERVER),
            ("output", SERVER),
            ("load", SERVER),
            ("build", SERVER),
        ],
    },
    Room { name: "live", floor: 10, never: &[("build", LIVE), ("output", LIVE), ("store", LIVE)] },
    Room {
        name: "cli",
        floor: 11,
        never: &[("markdown", THIN), ("drawing", THIN), ("asset", THIN), ("output", THIN)],
    },
];

const DATA: &str = "a site is organised from its data alone";
const PURE: &str = "what is rendered depends on the site alone, and nothing is written";
const LOADS: &str = "loading leads a site through the stages and does none of their work";
const AUTHOR: &str = "authoring writes into the site, never into the published folder";
const SERVER: &str = "the server knows nothing of a site but `preview::Backend`";
const LIVE: &str = "the preview keeps everything in memory";
const THIN: &str = "commands parse arguments and print; they have no logic";

/// Something that part of a room never imports: files below `from`, except those below one of
/// `but`, and the beginning of a file's name (`markdown/writer/`) or of a path (`store::Store`).
struct Inner {
    from: &'static str,
    but: &'static [&'static str],
    never: &'static str,
    why: &'static str,
}

const INNER: &[Inner] = &[
    Inner {
        from: "load/",
        but: &["load/article_cache.rs"],
        never: "store::Store",
        why: "what is stored of articles is the cache's matter",
    },
    Inner {
        from: "markdown/prepare/",
        but: &[],
        never: "markdown/writer/",
        why: "a body is prepared before it is written",
    },
    Inner {
        from: "markdown/advice/",
        but: &[],
        never: "markdown/writer/",
        why: "advice reads a body and writes nothing",
    },
    Inner {
        from: "source/yaml/",
        but: &[],
        never: "source/folder.rs",
        why: "YAML is a text, wherever it comes from",
    },
    Inner { from: "render/", but: &["render/ask/", "render/renderer.rs"], never: "site::Site", why: DOOR },
    Inner { from: "render/", but: &["render/ask/", "render/renderer.rs"], never: "asset::Assets", why: DOOR },
    Inner {
        from: "render/",
        but: &["render/ask/", "render/renderer.rs"],
        never: "source::SiteFolder",
        why: DOOR,
    },
    Inner { from: "site/library/", but: &[], never: "site/lists/", why: STAGES },
    Inner { from: "site/library/", but: &[], never: "site/routes/", why: STAGES },
    Inner { from: "site/lists/", but: &[], never: "site/routes/", why: STAGES },
];

const DOOR: &str = "what is not asked through the view is not recorded, and pages become stale";
const STAGES: &str = "library, then lists, then routes: no way back";

/// Circles of files that still exist, one per line. When a circle becomes smaller, shorten its
/// line.
const CIRCLES: &[&[&str]] = &[];

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn house() -> House {
    House::read(&repository().join("src"))
}

fn known(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// The reason why an import is forbidden; `None` if it is allowed.
fn objection(import: &Import) -> Option<String> {
    let from = known(room(&import.from))?;
    let named = import.named.split("::").next().unwrap_or_default();
    let to = [room(&import.to), named];
    let to = to.into_iter().filter(|to| *to != from.name).filter_map(known);
    to.filter_map(|to| {
        if to.floor >= from.floor {
            return Some(format!(
                "`{}` is on floor {}, `{}` on {}",
                to.name, to.floor, from.name, from.floor
            ));
        }
        let never = from.never.iter().find(|(never, _)| *never == to.name);
        never.map(|(_, why)| format!("`{}` never imports `{}`: {why}", from.name, to.name))
    })
    .next()
}

/// The rules within rooms that an import violates.
fn inner_objections(import: &Import) -> impl Iterator<Item = String> {
    let from = import.from.as_str();
    let is_of =
        |rule: &&Inner| from.starts_with(rule.from) && !rule.but.iter().any(|but| from.starts_with(but));
    let rules = INNER.iter().filter(is_of);
    let broken = rules.filter(|rule| {
        let item = import.named.strip_prefix(rule.never);
        import.to.starts_with(rule.never)
            || item.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    });
    broken.map(|rule| format!("`{}` never imports `{}`: {}", rule.from, rule.never, rule.why))
}

#[test]
fn every_room_is_in_the_table_and_every_one_of_the_table_is_there() {
    let house = house();
    let there: BTreeSet<&str> =
        house.files.keys().map(|file| room(file)).filter(|room| *room != "lib").collect();
    let listed: BTreeSet<&str> = ROOMS.iter().map(|room| room.name).collect();
    assert_eq!(
        there, listed,
        "the folders of src/, and the rooms of the table in tests/architecture/main.rs"
    );
    assert!(ROOMS.is_sorted_by_key(|room| room.floor), "rooms are listed from the ground up");
    for Inner { from, .. } in INNER {
        assert!(house.files.keys().any(|file| file.starts_with(from)), "no file is below `{from}`");
    }
    for Room { name, floor, never } in &ROOMS {
        for (other, _) in *never {
            let other =
                known(other).unwrap_or_else(|| panic!("`{name}` never imports `{other}`, which is no room"));
            assert!(
                other.floor < *floor,
                "that `{name}` doesn't import `{}` follows from the floors",
                other.name
            );
        }
    }
}

#[test]
fn imports_go_down() {
    let house = house();
    let found = house.imports.iter().flat_map(|import| {
        objection(import).into_iter().chain(inner_objections(import)).map(move |why| (import, why))
    });
    let found: Vec<String> = found
        .map(|(import, why)| format!("src/{} imports `{}`: {why}", import.from, import.written))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    // A scanner that finds no imports would find no mistakes.
    assert!(house.imports.len() > 500, "only {} imports were found", house.imports.len());
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let house = house();
    let found: BTreeSet<Vec<&str>> = ROOMS.iter().flat_map(|room| house.circles(room.name)).collect();
    let listed: BTreeSet<Vec<&str>> = CIRCLES.iter().map(|circle| circle.to_vec()).collect();
    let shown = |circles: Vec<&Vec<&str>>| {
        circles.into_iter().map(|circle| format!("    &{circle:?},\n")).collect::<String>()
    };
    let new = shown(found.difference(&listed).collect());
    let gone = shown(listed.difference(&found).collect());
    assert!(
        new.is_empty() && gone.is_empty(),
        "circles that are not listed:\n{new}listed, but not there:\n{gone}"
    );
}

#[test]
fn comments_are_narrow() {
    let folders = ["src", "tests", "benches", "fuzz/fuzz_targets"];
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(repository().join(folder)));
    let mut found = Vec::new();
    for path in files.map(|entry| entry.unwrap().into_path()) {
        let file = path.strip_prefix(repository()).unwrap().to_string_lossy().replace('\\', "/");
        if !file.ends_with(".rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        found.extend(scan::long_comments(&text, 100).into_iter().map(|line| format!("{file}:{line}")));
    }
    assert!(found.is_empty(), "comments of more than 100 columns:\n{}", found.join("\n"));
}

#[test]
fn the_map_and_the_documents_name_every_room() {
    let read = |name: &str| std::fs::read_to_string(repository().join(name)).unwrap();
    let (map, document) = (read("src/lib.rs"), read("ARCHITECTURE.md"));
    for Room { name, .. } in &ROOMS {
        // `build` is a function and a module.
        let is_on_map = map.contains(&format!("`{name}`")) || map.contains(&format!("`mod@{name}`"));
        assert!(is_on_map, "src/lib.rs says nothing of `{name}`");
        assert!(document.contains(&format!("`{name}`")), "ARCHITECTURE.md says nothing of `{name}`");
        let file = Path::new("src").join(name).join("mod.rs");
        let head = read(file.to_str().unwrap());
        assert!(head.starts_with(&format!("//! **{name}**: ")), "{} says what the room does", file.display());
    }
}

#[test]
fn an_import_up_or_beside_and_a_broken_never_are_told() {
    let import = |from: &str, to: &str, named: &str| Import {
        from: from.to_owned(),
        to: to.to_owned(),
        written: String::new(),
        named: named.to_owned(),
    };
    assert_eq!(objection(&import("render/a.rs", "site/b.rs", "site")), None);
    assert_eq!(objection(&import("render/a.rs", "render/b.rs", "render")), None);
    let up = objection(&import("text/a.rs", "site/b.rs", "site"));
    assert_eq!(up.unwrap(), "`site` is on floor 5, `text` on 0");
    assert!(objection(&import("theme/a.rs", "user/b.rs", "user")).is_some());
    let passed_on = objection(&import("preview/a.rs", "render/b.rs", "problem"));
    assert_eq!(passed_on.unwrap(), format!("`preview` never imports `render`: {SERVER}"));
    assert!(objection(&import("text/a.rs", "text/b.rs", "site::Site")).is_some());
    let inner = |from: &str, named: &str| inner_objections(&import(from, "store/folder.rs", named)).count();
    assert_eq!(inner("load/open.rs", "store::Store"), 1);
    assert_eq!(inner("load/open.rs", "store::Stored"), 0);
    assert_eq!(inner("load/article_cache.rs", "store::Store"), 0);
}

#[test]
fn the_documents_name_files_that_are_there() {
    let mut named = 0;
    let documents = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "README.md", "README.zh.md"];
    let docs = std::fs::read_dir(repository().join("docs")).unwrap();
    let docs = docs.map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap()));
    for document in documents.map(str::to_owned).into_iter().chain(docs) {
        let text = std::fs::read_to_string(repository().join(&document)).unwrap();
        // Paths are in backticks: `src/render/page/context.rs`.
        let paths = text.split('`').filter(|part| part.starts_with("src/") || part.starts_with("tests/"));
        for path in paths.filter(|path| !path.contains([' ', '\n', '<', '*'])) {
            assert!(repository().join(path).exists(), "{document} names `{path}`, which is not there");
            named += 1;
        }
    }
    assert!(named > 30, "only {named} paths were found");
}
