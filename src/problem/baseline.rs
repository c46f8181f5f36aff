//! Records known old problems, so that new ones stand out. `dangjian check --write-baseline` writes
//! the list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Problem, pattern};

/// Name of the file in a site's folder.
pub const FILE: &str = "baseline.json";

/// Version of the file's layout, counted from 1.
const VERSION: u32 = 1;

/// Maximum length of a recorded line, in characters: enough to recognise it.
const LINE: usize = 200;

/// Known problems, identified by what stays the same while lines move: file, code and text of the
/// line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    code: String,
    line: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    known: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    code: String,
    line: String,
    count: usize,
}

impl Key {
    fn of(problem: &Problem) -> Self {
        let (file, line) = match &problem.place {
            Some(place) => (place.file.clone(), place.excerpt.trim().chars().take(LINE).collect()),
            None => (String::new(), String::new()),
        };
        Self { file, code: problem.code.to_owned(), line }
    }
}

impl Baseline {
    /// Records the problems of a run as known, except those that cannot be suppressed.
    pub fn of(problems: &[Problem]) -> Self {
        let mut known = BTreeMap::new();
        for problem in problems.iter().filter(|problem| !pattern::is_fixed(problem.code)) {
            *known.entry(Key::of(problem)).or_default() += 1;
        }
        Self { known }
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// Returns a problem if the text is not valid JSON or has another layout.
    pub fn read(text: &str) -> Result<Self, Box<Problem>> {
        let wrong = |why: String| {
            let problem = Problem::error(
                "check/baseline",
                format!("这份已知问题清单读不懂：{why}"),
                format!("this list of known problems cannot be read: {why}"),
            );
            Box::new(problem.in_file(FILE).help(
                "删去它，再运行 dangjian check --write-baseline 重新生成",
                "remove it, and write it again with `dangjian check --write-baseline`",
            ))
        };
        let written: BaselineFile = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if written.version != VERSION {
            return Err(wrong(format!("version {}", written.version)));
        }
        let mut known = BTreeMap::new();
        for Entry { file, code, line, count } in written.known {
            *known.entry(Key { file, code, line }).or_default() += count;
        }
        Ok(Self { known })
    }

    /// Returns the file's text.
    pub fn written(&self) -> String {
        let entry = |(key, count): (&Key, &usize)| {
            let Key { file, code, line } = key.clone();
            Entry { file, code, line, count: *count }
        };
        let written = BaselineFile { version: VERSION, known: self.known.iter().map(entry).collect() };
        // Structs with strings and numbers only: serializing them as JSON cannot fail.
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// Gives the files other names. Returns whether that changed anything.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) -> bool {
        let mut known: BTreeMap<Key, usize> = BTreeMap::new();
        for (key, count) in &self.known {
            *known.entry(Key { file: name(&key.file), ..key.clone() }).or_default() += count;
        }
        let is_changed = known != self.known;
        self.known = known;
        is_changed
    }

    /// Returns the number of known problems.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Returns whether no problem is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Returns whether `problem` is known. Of problems on equal lines, as many are known as there
    /// were when the list was written; `seen` counts them.
    pub(super) fn knows(&self, problem: &Problem, seen: &mut KnownProblems) -> bool {
        if self.known.is_empty() || pattern::is_fixed(problem.code) {
            return false;
        }
        let key = Key::of(problem);
        let Some(known) = self.known.get(&key) else { return false };
        let seen = seen.0.entry(key).or_default();
        *seen += 1;
        *seen <= *known
    }
}

/// Counts the known problems that a run has met so far.
#[derive(Debug, Default)]
pub(super) struct KnownProblems(BTreeMap<Key, usize>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn as_many_as_were_there_are_known_wherever_their_lines_are_now() {
        let at = |text: &str, word: &str| {
            let start = text.rfind(word).unwrap();
            Problem::warning("link/broken", "断了", "broken")
                .at(&SourceText::new("a.md", text), start..start + 3)
        };
        let baseline = Baseline::of(&[at("甲 x\n", "x")]);
        let read = Baseline::read(&baseline.written()).unwrap();
        assert_eq!((read.len(), &read), (1, &baseline));
        let mut seen = KnownProblems::default();
        assert!(read.knows(&at("乙\n\n  甲 x\n", "x"), &mut seen), "its line has moved");
        assert!(!read.knows(&at("甲 x\n甲 x\n", "x"), &mut seen), "this is one more");
        assert!(!read.knows(&at("甲 y x\n", "x"), &mut KnownProblems::default()), "another line");
        let fixed = Problem::error("yaml/syntax", "", "");
        assert!(Baseline::of(&[fixed]).is_empty(), "what can't be left is not");
    }

    #[test]
    fn a_damaged_list_is_a_problem() {
        for text in
            ["", "[]", "{\"version\": 2, \"known\": []}", "{\"version\": 1, \"known\": [{\"file\": 1}]}"]
        {
            assert_eq!(Baseline::read(text).unwrap_err().code, "check/baseline", "{text}");
        }
    }
}
