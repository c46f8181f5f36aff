//! Reads `src/` as a graph: which file imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::scan::{Scanned, scan};

/// An import, from a file to a file: `render/card.rs`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that imports.
    pub from: String,
    /// The file that defines what is imported.
    pub to: String,
    /// The path as written.
    pub written: String,
    /// The path from the root of the program: `site::Site`. Its room may pass on what another room
    /// defines.
    pub named: String,
}

/// The files of `src/` by their names below it, and what they import from each other.
#[derive(Debug, Default)]
pub struct House {
    /// The text of each file, without those that are for tests only.
    pub files: BTreeMap<String, String>,
    /// All imports, sorted.
    pub imports: Vec<Import>,
}

/// The room of a file: its folder in `src/`, or the file itself.
pub fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The module of a file: `render/mod.rs` is `render`, `render/card.rs` is `render::card`, `lib.rs`
/// is the root.
fn module(file: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" { Vec::new() } else { stem.split('/').map(str::to_owned).collect() }
}

impl House {
    /// Reads the folder `src`.
    pub fn read(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(src, src, &mut files);
        Self::of(files)
    }

    /// From the texts of its files.
    pub fn of(mut files: BTreeMap<String, String>) -> Self {
        files.remove("main.rs");
        let mut scanned: BTreeMap<String, Scanned> =
            files.iter().map(|(file, text)| (file.clone(), scan(text))).collect();
        let for_tests: Vec<Vec<String>> = scanned
            .iter()
            .flat_map(|(file, scanned)| {
                scanned.test_modules.iter().map(|name| [module(file), vec![name.clone()]].concat())
            })
            .collect();
        let is_for_tests = |file: &str| for_tests.iter().any(|test| module(file).starts_with(test));
        scanned.retain(|file, _| !is_for_tests(file));
        files.retain(|file, _| !is_for_tests(file));
        let modules = Modules {
            files: files.keys().map(|file| (module(file), file.as_str())).collect(),
            scanned: &scanned,
        };
        let imports = scanned.iter().flat_map(|(file, scanned)| modules.imports(file, scanned));
        let imports: BTreeSet<Import> = imports.collect();
        Self { imports: imports.into_iter().collect(), files }
    }

    /// The circles of a room: sets of files that import each other, directly or through others.
    pub fn circles(&self, of: &str) -> Vec<Vec<&str>> {
        let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for import in self.imports.iter().filter(|import| room(&import.from) == of && room(&import.to) == of)
        {
            reached.entry(&import.from).or_default().insert(&import.to);
        }
        // A room has a few dozen files: add what is reached in one more step until nothing is new.
        loop {
            let further: Vec<(&str, &str)> = reached
                .iter()
                .flat_map(|(from, to)| {
                    to.iter().flat_map(|to| reached.get(to)).flatten().map(|to| (*from, *to))
                })
                .filter(|(from, to)| !reached.get(from).is_some_and(|known| known.contains(to)))
                .collect();
            if further.is_empty() {
                break;
            }
            for (from, to) in further {
                reached.entry(from).or_default().insert(to);
            }
        }
        let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|known| known.contains(to));
        let circles: BTreeSet<Vec<&str>> = reached
            .keys()
            .filter(|file| reaches(file, file))
            .map(|file| {
                reached.keys().filter(|other| reaches(file, other) && reaches(other, file)).copied().collect()
            })
            .collect();
        circles.into_iter().collect()
    }
}

fn collect(src: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(src, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(src).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The modules by their paths, and the scan of each.
struct Modules<'m> {
    files: BTreeMap<Vec<String>, &'m str>,
    scanned: &'m BTreeMap<String, Scanned>,
}

impl Modules<'_> {
    /// The imports of a file, except names that it only re-exports.
    fn imports(&self, file: &str, scanned: &Scanned) -> Vec<Import> {
        let mut imports = Vec::new();
        for path in scanned.paths.iter().filter(|path| !path.is_passed_on) {
            let Some(absolute) = self.absolute(&module(file), &path.segments) else { continue };
            let Some(to) = self.home(&absolute, 0).filter(|to| *to != file) else { continue };
            imports.push(Import {
                from: file.to_owned(),
                to: to.to_owned(),
                written: path.segments.join("::"),
                named: absolute.join("::"),
            });
        }
        imports
    }

    /// A path from the root of the program; `None` for another crate.
    fn absolute(&self, module: &[String], segments: &[String]) -> Option<Vec<String>> {
        let (first, rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let (_, outer) = module.split_last()?;
                let rest = if rest.first().is_some_and(|next| next == "super") {
                    return self.absolute(outer, rest);
                } else {
                    rest
                };
                Some([outer, rest].concat())
            }
            _ => {
                let child = [module, std::slice::from_ref(first)].concat();
                self.files.contains_key(&child).then(|| [module, segments].concat())
            }
        }
    }

    /// The file that defines what a path names: re-exported names are followed.
    fn home(&self, path: &[String], depth: usize) -> Option<&str> {
        let length = (0..=path.len())
            .rev()
            .find(|length| self.files.contains_key(path.get(..*length).unwrap_or_default()))?;
        let (module, rest) = path.split_at_checked(length)?;
        let file = *self.files.get(module)?;
        let Some((item, rest)) = rest.split_first().filter(|_| depth < 8) else { return Some(file) };
        let named = self.scanned.get(file)?.paths.iter().find(|path| path.name.as_ref() == Some(item));
        let further = named.and_then(|named| self.absolute(module, &named.segments));
        match further {
            Some(further) => self.home(&[further, rest.to_vec()].concat(), depth + 1),
            None => Some(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(files: &[(&str, &str)]) -> House {
        House::of(files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect())
    }

    fn imports(house: &House) -> Vec<(&str, &str)> {
        house.imports.iter().map(|import| (import.from.as_str(), import.to.as_str())).collect()
    }

    #[test]
    fn a_name_is_followed_to_the_file_that_defines_it() {
        let house = house(&[
            ("lib.rs", "mod a;\nmod b;"),
            ("a/mod.rs", "mod one;\nmod two;\npub use one::One;\npub use crate::b::Other as B;"),
            ("a/one.rs", "use super::two::Two;\nuse super::B;"),
            ("a/two.rs", "use std::fmt;"),
            ("b.rs", "pub struct Other;\nfn f() -> crate::a::One { crate::a::two::make() }"),
        ]);
        let expected =
            [("a/one.rs", "a/two.rs"), ("a/one.rs", "b.rs"), ("b.rs", "a/one.rs"), ("b.rs", "a/two.rs")];
        assert_eq!(imports(&house), expected);
        assert!(house.circles("a").is_empty());
    }

    #[test]
    fn a_circle_is_found_over_several_files() {
        let house = house(&[
            ("a/mod.rs", "mod x;\nmod y;\nmod z;\nfn f() { x::f() }"),
            ("a/x.rs", "use super::y;"),
            ("a/y.rs", "fn f() { super::z::g() }"),
            ("a/z.rs", "use super::x::f;"),
        ]);
        assert_eq!(house.circles("a"), [["a/x.rs", "a/y.rs", "a/z.rs"]]);
    }

    #[test]
    fn modules_for_tests_are_no_part_of_the_house() {
        let house = house(&[
            ("a/mod.rs", "#[cfg(test)]\nmod tests;\nmod b;"),
            ("a/b.rs", "#[cfg(test)]\nmod tests { use super::super::tests::X; }"),
            ("a/tests/mod.rs", "mod deep;\nuse crate::a::b;"),
            ("a/tests/deep.rs", "use crate::a::b;"),
        ]);
        assert_eq!(house.files.keys().collect::<Vec<_>>(), ["a/b.rs", "a/mod.rs"]);
        assert!(house.imports.is_empty());
    }
}
