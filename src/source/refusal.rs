//! Words the problems of files that are not read.

use std::path::Path;

use super::DecodeError;
use crate::problem::{Problem, SourceText};

pub(super) const MEGABYTE: u64 = 1 << 20;

pub(crate) fn too_large(name: &str, most: u64) -> Problem {
    let most = most / MEGABYTE;
    Problem::error(
        "source/too-large",
        format!("这个文件太大，超过了 {most} MB，没有读"),
        format!("this file is larger than {most} MB and was not read"),
    )
    .in_file(name)
    .help(
        "分成几个文件；图片、附件不要放进文字里，单独存成文件",
        "split it; pictures and attachments are files of their own",
    )
}

pub(crate) fn undecodable(name: &str, reason: DecodeError) -> Problem {
    match reason {
        DecodeError::Unknown(None) => Problem::error(
            "source/unreadable",
            "认不出这个文件的文字编码，可能不是文本文件",
            "the encoding of this file is not recognised",
        )
        .in_file(name)
        .help("用记事本打开，“另存为”时编码选 UTF-8", "save it as UTF-8"),
        DecodeError::Unknown(Some(probable)) => Problem::error(
            "source/unreadable",
            format!("认不出这个文件的文字编码，可能是 {probable}，没有把握，没有读"),
            format!(
                "the encoding of this file is not recognised; it may be {probable}, but was not read as such"
            ),
        )
        .in_file(name)
        .help(
            format!("用能选编码的编辑器按 {probable} 打开，看文字对了，再另存为 UTF-8"),
            format!("open it as {probable} in an editor, see whether it is right, and save it as UTF-8"),
        ),
        DecodeError::Damaged { text, at } => Problem::error(
            "source/damaged",
            "这个文件是 UTF-8 编码，但有的字坏了，第一处在这里",
            "this file is UTF-8 with broken characters; this is the first",
        )
        .at(&SourceText::new(name, &text), at)
        .help("对照原稿把坏的字改过来，再保存为 UTF-8", "fix the broken characters and save it as UTF-8"),
        DecodeError::DamagedGbk { text, at } => Problem::error(
            "source/damaged",
            "这个文件是 GBK 编码，但有的字坏了或者缺了一半，第一处在这里",
            "this file is GBK with broken or cut characters; this is the first",
        )
        .at(&SourceText::new(name, &text), at)
        .help(
            "文件可能没有复制完整：重新复制，或者对照原稿改过来，再保存为 UTF-8",
            "it may have been cut off: copy it again, or fix the broken characters, and save it as UTF-8",
        ),
        DecodeError::Mixed { text, at } => Problem::error(
            "source/damaged",
            "这个文件里混着两种编码：有的行是 UTF-8，从这一行起有 GBK",
            "this file mixes two encodings: some lines are UTF-8, and from this one on there is GBK",
        )
        .at(&SourceText::new(name, &text), at)
        .help(
            "多半是两个程序先后往里写过：对照原稿，把乱码的几行重新粘贴，再保存为 UTF-8",
            "two programs wrote it: paste the garbled lines again, as the original has them, and save it as UTF-8",
        ),
    }
}

pub(super) fn unreadable(name: &str, error: &impl std::fmt::Display) -> Problem {
    Problem::error(
        "source/unreadable",
        format!("读不了这个文件：{error}"),
        format!("this file cannot be read: {error}"),
    )
    .in_file(name)
    .help(
        "看看文件是不是被别的程序占用，有没有读取权限",
        "see whether another program holds it and whether you may read it",
    )
}

pub(super) fn foreign_file(root: &Path, path: &Path) -> Problem {
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    Problem::error(
        "source/foreign-file",
        "这是指向站点外面的快捷方式（链接），或者不是普通文件",
        "this is a link that leads out of the site, or no ordinary file",
    )
    .in_file(shown)
    .help("把文件本身复制到站点里来", "copy the file itself into the site")
}

/// Decodes a file name as GBK, the encoding of names in archives from Chinese Windows.
#[cfg(unix)]
fn name_in_gbk(path: &Path) -> Option<String> {
    use std::os::unix::ffi::OsStrExt as _;
    let name = path.file_name()?.as_bytes();
    encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(name).map(|name| name.into_owned())
}

#[cfg(not(unix))]
fn name_in_gbk(_path: &Path) -> Option<String> {
    None
}

pub(super) fn undecodable_name(root: &Path, path: &Path) -> Problem {
    let (zh, en) = match name_in_gbk(path) {
        Some(name) => (
            format!("文件名是 GBK 编码的“{name}”，别的程序认不出来"),
            format!("the file's name is not UTF-8; in GBK it is `{name}`"),
        ),
        None => ("文件名的编码无法识别".to_owned(), "the file's name is not UTF-8".to_owned()),
    };
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    Problem::error("source/file-name", zh, en).in_file(shown).help(
        "给文件改名，建议只用小写字母、数字和连字符",
        "rename the file; lower-case letters, digits and hyphens are best",
    )
}
