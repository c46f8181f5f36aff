//! Stores the warnings of a build, so that the next one can report them again without doing the
//! work again: a site on which one page has a warning is otherwise organised at every build.

use serde::{Deserialize, Serialize};

use crate::problem::{CellName, Edit, Fix, Label, Place, Problem, Severity, Words, codes};

/// At most this many warnings are stored. A site with more is organised again, which costs less
/// than it takes to read them all.
const MOST: usize = 1_000;

/// A problem as it is stored. The form of [`Problem`] itself is for programs that read JSON: it
/// leaves out what is zero.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredProblem {
    code: String,
    severity: u8,
    place: Option<StoredPlace>,
    message: StoredWords,
    help: Option<StoredWords>,
    labels: Vec<(StoredPlace, StoredWords)>,
    fix: Option<StoredFix>,
    is_of_draft: bool,
}

/// File, line, column, length, excerpt, skipped.
type StoredPlace = (String, usize, usize, usize, String, usize, Option<StoredWords>);
/// Chinese and English.
type StoredWords = (String, String);
/// Words, whether it is certain, and its edits: begin, end, text.
type StoredFix = (StoredWords, bool, Vec<(usize, usize, String)>);

/// The stored form of the warnings of a build. `None` if there are too many, or if they are about
/// the published folder, which may be another one at the next build, or about what that may write.
pub(super) fn stored(problems: &[Problem]) -> Option<Vec<StoredProblem>> {
    let is_of_output = |problem: &Problem| {
        ["output/", "store/", "address/unwritten"].iter().any(|of| problem.code.starts_with(of))
    };
    if problems.len() > MOST || problems.iter().any(is_of_output) {
        return None;
    }
    Some(problems.iter().map(StoredProblem::of).collect())
}

/// The warnings themselves; `None` if one of them can't be reported any more.
pub(super) fn restored(stored: &[StoredProblem]) -> Option<Vec<Problem>> {
    stored.iter().map(StoredProblem::problem).collect()
}

impl StoredProblem {
    fn of(problem: &Problem) -> Self {
        // What is said of rows has been chosen.
        let Problem { code, severity, place: at, message, help, labels, fix, row: _, is_of_draft } = problem;
        let edits = |fix: &Fix| {
            fix.edits.iter().map(|edit| (edit.span.start, edit.span.end, edit.text.clone())).collect()
        };
        Self {
            code: (*code).to_owned(),
            severity: match severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Info => 2,
            },
            place: at.as_ref().map(place),
            message: words(message),
            help: help.as_ref().map(words),
            labels: labels.iter().map(|label| (place(&label.place), words(&label.words))).collect(),
            fix: fix.as_ref().map(|fix| (words(&fix.words), fix.certain, edits(fix))),
            is_of_draft: *is_of_draft,
        }
    }

    fn problem(&self) -> Option<Problem> {
        Some(Problem {
            code: codes::find(&self.code)?.name,
            severity: match self.severity {
                0 => Severity::Error,
                1 => Severity::Warning,
                2 => Severity::Info,
                _ => return None,
            },
            place: self.place.as_ref().map(place_of),
            message: words_of(&self.message),
            help: self.help.as_ref().map(words_of),
            labels: self.labels.iter().map(label_of).collect(),
            fix: self.fix.as_ref().map(fix_of),
            row: None,
            is_of_draft: self.is_of_draft,
        })
    }
}

fn words(Words { zh, en }: &Words) -> StoredWords {
    (zh.clone(), en.clone())
}

fn words_of((zh, en): &StoredWords) -> Words {
    Words { zh: zh.clone(), en: en.clone() }
}

fn place(Place { file, line, column, length, excerpt, skipped, cell }: &Place) -> StoredPlace {
    let cell = cell.as_ref().map(|cell| (cell.sheet.clone(), cell.column.clone()));
    (file.clone(), *line, *column, *length, excerpt.clone(), *skipped, cell)
}

fn place_of((file, line, column, length, excerpt, skipped, cell): &StoredPlace) -> Place {
    let cell_of = |(sheet, column): &StoredWords| CellName { sheet: sheet.clone(), column: column.clone() };
    Place {
        file: file.clone(),
        line: *line,
        column: *column,
        length: *length,
        excerpt: excerpt.clone(),
        skipped: *skipped,
        cell: cell.as_ref().map(cell_of).map(Box::new),
    }
}

fn label_of((place, words): &(StoredPlace, StoredWords)) -> Label {
    Label { place: place_of(place), words: words_of(words) }
}

fn fix_of((words, certain, edits): &StoredFix) -> Fix {
    let edit = |(start, end, text): &(usize, usize, String)| Edit { span: *start..*end, text: text.clone() };
    Fix { words: words_of(words), certain: *certain, edits: edits.iter().map(edit).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn a_warning_is_what_it_was() {
        let text = SourceText::new("content/a.md", "甲\n乙：丙\n");
        let edits = vec![Edit { span: 7..10, text: ": ".into() }];
        let full = Problem::warning("meta/full-width-colon", "甲", "a")
            .at(&text, 7..10)
            .help("乙", "b")
            .label(text.place(0..3), "丙", "c")
            .fix(Fix::probable("丁", "d", edits));
        let of_draft = Problem::error("meta/missing", "戊", "e").in_file("content/b.md").of_draft();
        let all = [full, of_draft, Problem::info("menu/hidden", "己", "f")];
        let bytes = postcard::to_allocvec(&stored(&all).unwrap()).unwrap();
        let read: Vec<StoredProblem> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(restored(&read).unwrap(), all);
    }

    #[test]
    fn what_is_about_the_published_folder_is_not_stored() {
        assert!(stored(&[Problem::warning("output/collision", "甲", "a")]).is_none());
        let many = vec![Problem::info("menu/hidden", "甲", "a"); MOST + 1];
        assert!(stored(&many).is_none());
    }
}
