//! Turns errors of the file system into problems that name the path.

use crate::problem::{Problem, reason};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The operation that failed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operation {
    Read,
    Write,
    Remove,
}

/// Returns the failure as a problem of `path`, with the known advice.
pub(super) fn refused(doing: Operation, path: &Path, error: &io::Error) -> Problem {
    let (zh, en) = match doing {
        Operation::Read => ("无法读取", "cannot read"),
        Operation::Write => ("无法写入", "cannot write"),
        Operation::Remove => ("无法删除", "cannot remove"),
    };
    let ((code, help), why) = (cause(error), reason(error));
    let path = path.display();
    let problem =
        Problem::error(code, format!("{zh}“{path}”：{}", why.zh), format!("{en} \"{path}\": {}", why.en));
    match help {
        Some((zh, en)) => problem.help(zh, en).in_file(path.to_string()),
        None => problem.in_file(path.to_string()),
    }
}

type Help = Option<(&'static str, &'static str)>;

/// Returns the code and the help for an error of the operating system.
fn cause(error: &io::Error) -> (&'static str, Help) {
    match error.kind() {
        ErrorKind::PermissionDenied => (
            "output/permission",
            Some((
                "检查文件夹的权限，或者换一个输出文件夹",
                "check the folder's permissions, or choose another folder",
            )),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "output/permission",
            Some(("换一个可以写入的输出文件夹", "choose a folder that can be written to")),
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("output/disk-full", Some(("清理磁盘后重新生成", "free some space and build again")))
        }
        ErrorKind::FileTooLarge => (
            "output/too-large",
            Some((
                "把它缩小，或者换一个输出文件夹；也检查一下系统对文件大小的限制（ulimit -f）",
                "make it smaller, or choose another folder; the system may limit the size of files, too (ulimit -f)",
            )),
        ),
        ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists
        | ErrorKind::IsADirectory
        | ErrorKind::DirectoryNotEmpty => (
            "output/in-the-way",
            Some(("把它移走，或者换一个输出文件夹", "move it away, or choose another folder")),
        ),
        ErrorKind::NotFound => (
            "output/missing",
            Some((
                "看看是不是刚被移走，或者网络盘、U 盘断开了，再重新生成",
                "see whether it was moved, or a network drive is gone, and build again",
            )),
        ),
        _ => (
            "output/io",
            Some((
                "检查磁盘是否断开、文件是否被别的程序占用，再重新生成",
                "see whether the disk is there and no other program holds the file, and build again",
            )),
        ),
    }
}

/// The kind of entry at a path; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    Nothing,
    File {
        length: u64,
    },
    Folder,
    /// A symbolic link or a device: something that a build never writes.
    Other,
}

/// Returns the kind of entry at `path`. A path through a file (`file/x`) is nothing.
pub(super) fn kind(path: &Path) -> io::Result<EntryKind> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_file() => Ok(EntryKind::File { length: data.len() }),
        Ok(data) if data.is_dir() => Ok(EntryKind::Folder),
        Ok(_) => Ok(EntryKind::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(EntryKind::Nothing)
        }
        Err(error) => Err(error),
    }
}

/// Removes a staging folder with its content, if it exists; links in it are not followed.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Checks that this process may create and remove entries of `folder`.
#[cfg(unix)]
pub(super) fn is_writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Checks nothing: on Windows the read-only flag of a folder has no meaning, so only trying shows.
#[cfg(not(unix))]
pub(super) fn is_writable(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_is_told_in_both_languages_with_what_to_do() {
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            let problem = refused(Operation::Write, Path::new("public/a.html"), &io::Error::from(kind));
            assert_eq!(problem.code, "output/disk-full");
            assert_eq!(problem.message.zh, "无法写入“public/a.html”：磁盘空间不足");
            assert_eq!(problem.message.en, "cannot write \"public/a.html\": no space left");
            let help = problem.help.unwrap();
            assert_eq!((&*help.zh, &*help.en), ("清理磁盘后重新生成", "free some space and build again"));
        }
    }
}
