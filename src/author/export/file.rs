//! Writes the files of exports. None that is there is overwritten.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::problem::{Problem, reason};
use crate::text::file_name::is_portable;

/// Writes a new file.
///
/// # Errors
/// There is a file of that name, or it cannot be written.
pub(super) fn write_new(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::File::create_new(file)?.write_all(bytes)
}

/// Reports that a file was not written, with a code.
pub(super) fn unwritten(code: &'static str, file: &Path, error: &std::io::Error) -> Problem {
    let shown = file.display().to_string();
    if error.kind() == ErrorKind::AlreadyExists {
        return Problem::error(
            code,
            "这个文件已经有了，没有写",
            "this file exists already; it was not written",
        )
        .in_file(shown)
        .help("先把它移走，或者用 -o 换一个文件名", "move it away, or name another file with `-o`");
    }
    Problem::error(
        code,
        format!("这个文件写不进去：{}", reason(error).zh),
        format!("this file cannot be written: {}", reason(error).en),
    )
    .in_file(shown)
    .help(
        "看看能不能往这个文件夹里写东西，或者用 -o 换一个地方",
        "see whether you may write into its folder, or choose another with `-o`",
    )
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
