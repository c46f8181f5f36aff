//! Explains why the operating system refused an operation.

use std::io::{Error, ErrorKind};

use super::{Problem, Words};

/// Returns the reason in both languages. An unusual error is given in the system's own words,
/// whatever their language.
pub fn reason(error: &Error) -> Words {
    let (zh, en) = match error.kind() {
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::NotFound => ("文件或文件夹不存在", "it does not exist"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("磁盘空间不足", "no space left"),
        ErrorKind::FileTooLarge => {
            ("文件超过了磁盘或系统允许的大小", "it is larger than the disk or the system allows")
        }
        ErrorKind::InvalidFilename => {
            ("名字太长，或者有不能用的字符", "the name is too long, or has a character that it cannot have")
        }
        ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists
        | ErrorKind::IsADirectory
        | ErrorKind::DirectoryNotEmpty => {
            ("那里已有同名的文件或文件夹", "there is a file or folder of that name")
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (HELD.0, HELD.1),
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING | LOCKED)) => (HELD.0, HELD.1),
        _ => return Words::new(error.to_string(), error.to_string()),
    };
    Words::new(zh, en)
}

const HELD: (&str, &str) = ("正被别的程序占用", "another program holds it");
/// Windows error codes: another program has opened the file, or locked a part of it.
const SHARING: i32 = 32;
const LOCKED: i32 = 33;

/// Reports that a file cannot be written, with a code. Place and help are up to the caller.
pub fn unwritable(code: &'static str, error: &Error) -> Problem {
    let why = reason(error);
    Problem::error(
        code,
        format!("这个文件写不进去：{}", why.zh),
        format!("this file cannot be written: {}", why.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_reasons_are_told_in_both_languages_and_others_as_the_system_does() {
        assert_eq!(reason(&Error::from(ErrorKind::PermissionDenied)).zh, "没有权限");
        assert_eq!(reason(&Error::from(ErrorKind::StorageFull)).en, "no space left");
        let odd = Error::other("the moon is full");
        assert_eq!(reason(&odd), Words::new("the moon is full", "the moon is full"));
    }
}
