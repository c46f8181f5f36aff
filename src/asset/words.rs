//! What is reported of files that are not published.

use super::treatment::LARGEST_PICTURE;
use crate::problem::Problem;

/// The problem of a file that cannot be read any more.
pub(super) fn unreadable(name: &str) -> Problem {
    Problem::error("source/unreadable", "这个文件读不出来", "this file cannot be read")
        .in_file(name)
        .help("看看文件还在不在，有没有读取权限", "see whether it is still there and readable")
}

/// The problem of a picture that is too large to be read.
pub(super) fn too_large(name: &str) -> Problem {
    let most = LARGEST_PICTURE >> 20;
    Problem::error(
        "img/too-large",
        format!("这张图片太大，超过了 {most} MB，不能发布"),
        format!("this picture is larger than {most} MB and is not published"),
    )
    .in_file(name)
    .help(
        "用 dangjian photo 或看图软件把它缩小；要给人下载原图的，文章里写 原图下载: 是，缩小后的原图会去掉拍摄地点再提供下载",
        "make it smaller with `dangjian photo` or a picture editor; to offer originals write `originals: true` in the article: they are offered without the place where they were taken",
    )
}
