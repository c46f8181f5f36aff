//! What is said of photos that stay as they are.

use std::io;
use std::path::Path;

use super::keep::ORIGINALS;
use crate::picture::Format;
use crate::problem::{Problem, reason};

pub(super) fn too_long() -> Problem {
    Problem::error(
        "img/unwritten",
        "照片没有缩小：文件超过 256 MB",
        "the photo was not made smaller: it has more than 256 MB",
    )
    .help("先用看图软件把它缩小", "make it smaller with a picture program first")
}

pub(super) fn other_format(format: Format) -> Problem {
    let name = format.name();
    Problem::info(
        "img/large",
        format!("这是照片，却存成了{}：缩小后该是 JPEG，文件名要跟着变，所以没有动它", name.zh),
        format!("this is a photo saved as {}: a smaller one would be a JPEG under another name", name.en),
    )
    .help(
        "用画图或看图软件另存为 JPEG，再改文章里的文件名",
        "save it as JPEG with any picture program, and change the name in the article",
    )
}

pub(super) fn offered(document: &str) -> Problem {
    Problem::info(
        "img/large",
        format!("{document} 给读者下载这张原图，没有缩小它"),
        format!("{document} offers this original to readers: it was left as it is"),
    )
    .help(
        "确实要缩小的，先删去那篇文章里的“原图下载: 是”",
        "to shrink it, remove `originals: true` there first",
    )
}

pub(super) fn changed() -> Problem {
    Problem::warning(
        "img/changed",
        "这张照片刚刚又变了，没有动它",
        "this photo has just changed; it was left",
    )
    .help("等别的程序存完，再运行一次", "run this again when the other program has finished")
}

pub(super) fn in_the_way(folder: &Path) -> Problem {
    Problem::error(
        "img/unwritten",
        format!("照片没有缩小：“{ORIGINALS}”不是文件夹，原来的照片没有地方留"),
        format!("the photo was not made smaller: `{ORIGINALS}` is no folder, so originals cannot be kept"),
    )
    .in_file(folder.display().to_string())
    .help("把这个文件改个名字，再运行一次", "give that file another name, and run this again")
}

pub(super) fn unwritten(file: &Path, error: &io::Error) -> Problem {
    let why = reason(error);
    Problem::error(
        "img/unwritten",
        format!("照片没有缩小：{}", why.zh),
        format!("the photo was not made smaller: {}", why.en),
    )
    .in_file(file.display().to_string())
    .help(
        "原来的照片没有丢。检查磁盘空间和文件夹的权限，再运行一次",
        "the original is not lost. Look at the room on the disk and the permissions, and run this again",
    )
}

pub(super) fn missing(place: &Path) -> Problem {
    let shown = place.display();
    Problem::error("cli/no-file", format!("找不到“{shown}”"), format!("there is no `{shown}`")).help(
        "写出站点文件夹或者照片的路径；名称里有空格的，整个加引号",
        "give the folder of a site, or a photo; put a name with spaces into quotation marks",
    )
}

pub(super) fn kept_already(place: &Path) -> Problem {
    let shown = place.display();
    Problem::error(
        "img/unwritten",
        format!("“{shown}”里是留着的原图，不缩小"),
        format!("`{shown}` holds originals that are kept: they are not shrunk"),
    )
    .help(
        "不再需要的，直接删去；要缩小的照片，写站点的文件夹",
        "delete those that are not needed; to shrink photos, give the folder of the site",
    )
}
