//! Names the files of exports, and words why one was not written.

use std::io::ErrorKind;
use std::path::Path;

use crate::problem::{Problem, unwritable};
use crate::text::file_name::is_portable;

/// Reports that a file was not written, with a code.
pub(in crate::author) fn unwritten(code: &'static str, file: &Path, error: &std::io::Error) -> Problem {
    let shown = file.display().to_string();
    let problem = if file.is_dir() {
        Problem::error(code, "这是一个文件夹，不是文件名", "this is a folder, and not the name of a file")
            .help(
                "在后面加上文件名，如 -o 稿件/一篇.docx",
                "add the name of a file, such as `-o papers/one.docx`",
            )
    } else if error.kind() == ErrorKind::AlreadyExists {
        Problem::error(code, "这个文件已经有了，没有写", "this file exists already; it was not written")
            .help("先把它移走，或者用 -o 换一个文件名", "move it away, or name another file with `-o`")
    } else if let Some(problem) = no_folder(code, file, error) {
        return problem;
    } else {
        unwritable(code, error).help(
            "看看能不能往这个文件夹里写东西，或者用 -o 换一个地方",
            "see whether you may write into its folder, or choose another with `-o`",
        )
    };
    problem.in_file(shown)
}

/// Reports that a folder for an export was not made, with a code.
pub(super) fn unmade(code: &'static str, folder: &Path, error: &std::io::Error) -> Problem {
    if let Some(problem) = no_folder(code, folder, error) {
        return problem;
    }
    let problem = match error.kind() {
        ErrorKind::AlreadyExists => Problem::error(
            code,
            "这个文件夹已经有了，没有往里写",
            "this folder exists already; nothing was written into it",
        )
        .help("先把它移走，或者用 -o 换一个新的文件夹名", "move it away, or name a new folder with `-o`"),
        _ => unwritable(code, error)
            .help("用 -o 换一个能写的地方", "choose a place with `-o` where you may write"),
    };
    problem.in_file(folder.display().to_string())
}

/// Reports that the folder is not there in which something is to be written.
fn no_folder(code: &'static str, path: &Path, error: &std::io::Error) -> Option<Problem> {
    let around = path.parent().filter(|around| !around.as_os_str().is_empty())?;
    let is_lost = error.kind() == ErrorKind::NotFound && !around.exists();
    is_lost.then(|| {
        Problem::error(code, "这个文件夹还没有，没有写", "this folder is not there; nothing was written")
            .in_file(around.display().to_string())
            .help(
                "先建好这个文件夹，或者用 -o 换一个地方",
                "make it first, or choose another place with `-o`",
            )
    })
}

/// Returns a title as the name of a file on any system, without an ending.
pub(super) fn name_of(title: &str) -> String {
    /// Maximum number of characters.
    const LONGEST: usize = 60;
    let is_allowed = |c: &char| !c.is_control() && !"\\/:*?\"<>|".contains(*c);
    let name: String = title.chars().filter(is_allowed).take(LONGEST).collect();
    let name = name.trim().trim_matches('.').trim().to_owned();
    let is_usable = !name.is_empty() && is_portable(&name);
    if is_usable { name } else { format!("文章 {name}").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_system_allows() {
        for (title, expected) in [
            ("第四党支部：十九个项目上墙", "第四党支部：十九个项目上墙"),
            ("a/b\\c: \"d\"?", "abc d"),
            ("  ..题..  ", "题"),
            ("CON", "文章 CON"),
            ("***", "文章"),
        ] {
            assert_eq!(name_of(title), expected);
        }
        assert_eq!(name_of(&"长".repeat(200)).chars().count(), 60);
    }
}
