//! Finds the lines on which a text is written, though YAML has joined them.

use super::Reader;
use crate::source::yaml::{Part, locate};

/// Maximum number of texts to look up in one YAML text.
const MOST_SEARCHES: usize = 100;

/// Whether any value of the YAML may be written on several lines: a line continues the one before
/// it, or a block or a quotation begins.
///
/// Hardly any article has one, and then no text needs to be searched for.
fn may_fold(yaml: &str) -> bool {
    yaml.lines().map(str::trim).any(|line| {
        // `9:00 开会` is no key.
        let has_key = line.ends_with(':') || line.contains(": ") || line.contains(":\t");
        let is_entry = line.is_empty() || line.starts_with(['-', '#']) || has_key;
        let is_odd = |mark: char| line.matches(mark).count() % 2 == 1;
        !is_entry || line.contains(['>', '|']) || is_odd('"') || is_odd('\'')
    })
}

/// Returns the lines of a text that are joined in `yaml` without anything between them: it is there
/// as a value, with one of the `joins` inside.
fn joined_lines(yaml: &str, text: &str, joins: &[usize]) -> Option<Vec<String>> {
    if joins.is_empty() || text.is_empty() {
        return None;
    }
    memchr::memmem::find_iter(yaml.as_bytes(), text.as_bytes()).find_map(|at| {
        let end = at + text.len();
        let first = joins.partition_point(|join| *join <= at);
        let inside = joins.get(first..joins.partition_point(|join| *join < end))?;
        let before = yaml.get(..at)?.rsplit('\n').next()?.trim_end_matches([' ', '"', '\'']);
        let after = yaml.get(end..)?.trim_start_matches([' ', '"', '\'']);
        let is_value = before.is_empty() || before.ends_with([':', '-']);
        if inside.is_empty() || !is_value || !(after.is_empty() || after.starts_with('\n')) {
            return None;
        }
        let ends = inside.iter().copied().chain([end]);
        let mut start = at;
        let lines = ends.map(|end| yaml.get(std::mem::replace(&mut start, end)..end));
        lines.map(|line| line.map(|line| line.trim().to_owned())).collect()
    })
}

/// Returns the lines of a folded text that begins at `start` of `yaml`: follows its characters, of
/// which only the blanks differ. `None` if it is written in another way.
fn lines_from(yaml: &str, start: usize, text: &str, joins: &[usize]) -> Option<Vec<String>> {
    let mut rest = yaml.get(start..)?;
    match rest.chars().next()? {
        // The header of a block: `>-`.
        '>' | '|' => rest = rest.split_once('\n')?.1,
        '"' | '\'' => rest = &rest[1..],
        _ => {}
    }
    let start = yaml.len() - rest.len();
    let mut wanted = text.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut lines = vec![String::new()];
    for (at, c) in rest.char_indices() {
        if c == '\n' || joins.binary_search(&(start + at)).is_ok() {
            lines.push(String::new());
        }
        if wanted.peek().is_none() {
            break;
        }
        if !c.is_whitespace() && wanted.next() != Some(c) {
            return None;
        }
        lines.last_mut()?.push(c);
    }
    let lines = lines.into_iter().map(|line| line.trim().to_owned());
    wanted.next().is_none().then(|| lines.filter(|line| !line.is_empty()).collect())
}

impl Reader<'_> {
    /// Returns the lines on which the text of the current node is written, if there are several.
    pub(super) fn lines_of(&self, text: &str) -> Option<Vec<String>> {
        let text = text.trim();
        if text.contains('\n') {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            return Some(lines.map(str::to_owned).collect());
        }
        // Usually the text is on one line. Folding puts a space between lines, or nothing.
        let joined = joined_lines(self.yaml, text, self.joins);
        let may_be_folded = || {
            text.contains(' ') && *self.folds.get_or_init(|| may_fold(self.yaml) || !self.joins.is_empty())
        };
        if joined.is_none() && !may_be_folded() {
            return None;
        }
        // Each search reads the complete YAML, so their number is limited.
        if self.searches.replace(self.searches.get() + 1) > MOST_SEARCHES {
            return joined;
        }
        if joined.is_none() && memchr::memmem::find(self.yaml.as_bytes(), text.as_bytes()).is_some() {
            return None;
        }
        let start = locate(self.yaml, &self.trail, Part::Value).start;
        let lines = lines_from(self.yaml, start, text, self.joins)?;
        (lines.len() > 1).then_some(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_folded_is_searched_for() {
        for yaml in ["title: 张三 李四\n# a b\ntags:\n  - 甲 乙\n\nnote: \"a b\"\n", ""] {
            assert!(!may_fold(yaml), "{yaml}");
        }
        for yaml in [
            "tags: 党建\n  学习\n",
            "tags: >-\n  a: b\n",
            "tags: \"a:\n  b: c\"\n",
            "tags: 'a\n  - b'\n",
            "tags: |\n  - a\n",
        ] {
            assert!(may_fold(yaml), "{yaml}");
        }
    }

    #[test]
    fn the_number_of_searches_does_not_grow_with_the_texts() {
        let yaml = "a: >\n  b c\n";
        let reader = Reader::new(yaml);
        for at in 0..1000 {
            assert_eq!(reader.lines_of(&format!("甲 {at}")), None);
        }
        let one_line = Reader::new("a: b c\n");
        assert_eq!((one_line.lines_of("b c"), one_line.searches.get()), (None, 0));
    }
}
