//! What is reported of files, with what to do.

use super::name::ending;
use crate::problem::{Problem, Words};
use crate::text::size;

pub(super) fn macros() -> Problem {
    Problem::error("attachment/macro", "这个文件里有宏，不能发布", "this file contains macros and is not published").help(
        "用 WPS 或 Office 打开，另存为不带宏的格式（.docx、.xlsx、.pptx）或 PDF",
        "open it in the office program and save it in a format without macros (.docx, .xlsx, .pptx) or as PDF",
    )
}

pub(super) fn program() -> Problem {
    Problem::error(
        "attachment/program",
        "这是程序或脚本，不能发布",
        "this is a program or a script and is not published",
    )
    .help(
        "删去这个附件；确实要给职工安装软件的，请信息部门放到内网的软件下载处，文章里写它的网址",
        "remove it; software that staff install belongs to the place that your IT department has for it: link to that",
    )
}

pub(super) fn web_page(ending: &str) -> Problem {
    let is_office = matches!(ending, "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "wps" | "et");
    let (zh, en) = if is_office {
        (
            format!("这个文件内容是网页，只是后缀写成 .{ending}（常由业务系统导出），不能发布"),
            format!(
                "this is a web page that is named .{ending}, as some systems export it; it is not published"
            ),
        )
    } else {
        (
            "这是网页，打开时会运行里面的脚本，不能发布".to_owned(),
            "this is a web page, which runs its scripts when it is opened; it is not published".to_owned(),
        )
    };
    Problem::error("attachment/web-page", zh, en).help(
        "用 WPS 或 Office 打开，另存为 .docx、.xlsx 或 PDF；文字不多的，直接写进文章",
        "open it in the office program and save it as .docx, .xlsx or PDF, or write its words into the article",
    )
}

pub(super) fn shortcut() -> Problem {
    Problem::error(
        "attachment/shortcut",
        "这是快捷方式，不是文件本身，别人打不开",
        "this is a shortcut and not the file itself: others cannot open it",
    )
    .help(
        "右键点它，选“打开文件所在的位置”，把那里的文件放到文章旁边",
        "choose `Open file location` on it, and put the file that is there next to the article",
    )
}

pub(super) fn disk_image() -> Problem {
    Problem::error(
        "attachment/disk-image",
        "这是磁盘映像，不能发布",
        "this is the image of a disk and is not published",
    )
    .help(
        "把里面要给读者的文件取出来，放到文章旁边；文件多的打成 .zip",
        "take the files out that readers need, and put them next to the article, or into a .zip",
    )
}

pub(super) fn owner_of_page_file(owner: &str) -> Problem {
    owner_problem(owner).help(
        "在 Word、WPS 里删去“文件—信息—属性”中的作者和单位，再重新导出；程序不改这种文件",
        "remove author and company from the properties of the original (File, Info) and export it again; files of this kind are not rewritten",
    )
}

pub(super) fn owner_of_old_file(owners: &[String]) -> Problem {
    owner_problem(&owners.join("、")).help(
        "用 WPS 或 Office 打开，另存为 .docx、.xlsx 或 .pptx：发布时会自动去掉这些信息",
        "open it in the office program and save it as .docx, .xlsx or .pptx: from those such names are removed",
    )
}

/// `names` are documents in an archive.
pub(super) fn owners_inside(names: &[String]) -> Problem {
    let is_rewritten = |name: &String| matches!(ending(name).as_str(), "docx" | "xlsx" | "pptx");
    let are_rewritten = names.iter().all(is_rewritten);
    let names = names.join("、");
    let problem = Problem::info(
        "attachment/author",
        format!("压缩包里的“{names}”写着作者或单位，读者下载后看得到"),
        format!("in the archive `{names}` names its author or company, which readers see"),
    );
    match are_rewritten {
        true => problem.help(
            "在 Word、WPS 里删去“文件—信息—属性”中的作者和单位，再打包；或者不打包，把文件直接放到文章旁边，发布时会自动去掉",
            "remove author and company from its properties (File, Info) and pack it again, or put the file itself next to the article: from those such names are removed",
        ),
        false => problem.help(
            "在 Word、WPS 里删去“文件—信息—属性”中的作者和单位，PDF、OFD 要重新导出，再打包；另存为 .docx、.xlsx、.pptx 直接放到文章旁边的，发布时会自动去掉",
            "remove author and company from the properties of the original (File, Info), export a PDF or OFD again, and pack it; from .docx, .xlsx and .pptx files next to the article such names are removed",
        ),
    }
}

fn owner_problem(owner: &str) -> Problem {
    Problem::info(
        "attachment/author",
        format!("文件属性里写着“{owner}”，读者下载后看得到"),
        format!("the properties of the file name `{owner}`, which readers see"),
    )
}

/// A file that says something of persons and places, and is not written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TracedFile {
    /// A picture in a format that is only copied.
    Picture,
    /// A film or a recording.
    Media,
    /// Photos in a document or an archive.
    Inside,
    /// Films and recordings in a document or an archive.
    MediaInside,
}

/// Returns the problem of a file that says where it was taken, or names persons; `None` if it says
/// neither.
pub fn traces(file: TracedFile, has_place: bool, names: &[String]) -> Option<Problem> {
    let (zh, en) = match (has_place, names) {
        (false, []) => return None,
        (true, []) => ("拍摄地点".to_owned(), "where it was taken".to_owned()),
        (false, names) => (format!("“{}”", names.join("、")), format!("`{}`", names.join("、"))),
        (true, names) => (
            format!("拍摄地点和“{}”", names.join("、")),
            format!("where it was taken, and `{}`", names.join("、")),
        ),
    };
    let (place_zh, place_en) = match file {
        TracedFile::Picture | TracedFile::Media => ("文件", "the file"),
        TracedFile::Inside => ("文件里的照片", "a photo in the file"),
        TracedFile::MediaInside => ("文件里的音视频", "a film or a recording in the file"),
    };
    let (help_zh, help_en) = match file {
        TracedFile::Picture => (
            "用看图软件打开，另存为 JPG 再放进来：JPG 里的这些信息，发布时自动去掉",
            "open it in a viewer and save it as JPEG: from JPEG such data are removed when it is published",
        ),
        TracedFile::Media | TracedFile::MediaInside => (
            "用剪辑软件或“格式工厂”重新导出，不带作者、位置信息；苹果手机发送时，在“选项”里关掉“位置”",
            "export it again without tags (author, location); on an iPhone switch off `Location` in `Options` when you share it",
        ),
        TracedFile::Inside => (
            "先用看图软件把照片另存一遍，去掉拍摄信息，再放进文件",
            "remove such data from the photos first, and put them into the file again",
        ),
    };
    let problem = Problem::warning(
        "attachment/metadata",
        format!("{place_zh}里记着{zh}，读者下载后看得到"),
        format!("{place_en} says {en}, which readers see"),
    );
    Some(problem.help(help_zh, help_en))
}

/// `kind` is what the file is called; `authors` are those who wrote the remarks, if they are named.
pub(super) fn remarks(kind: Words, authors: &[String]) -> Problem {
    let names = authors.join("、");
    let (zh, en) = match authors {
        [] => (String::new(), String::new()),
        _ => (format!("（{names}）"), format!(" (by {names})")),
    };
    Problem::warning(
        "attachment/remarks",
        format!("这个{}文件里还有批注或修订痕迹{zh}，读者都看得到", kind.zh),
        format!("this {} file still has comments or tracked changes{en}, which readers see", kind.en),
    )
    .help(
        "在“审阅”里接受全部修订、删去全部批注，保存后再放进来",
        "accept all changes and delete all comments (Review), and save it again",
    )
}

/// A document whose text is too long to be searched for remarks, or can't be read completely.
pub(super) fn unsearched_remarks(kind: Words) -> Problem {
    Problem::warning(
        "attachment/remarks",
        format!("这个{}文件太大或读不全，没有全部检查有没有批注和修订痕迹", kind.zh),
        format!("this {} file is too large or cannot be read completely: not all of it was searched for comments and tracked changes", kind.en),
    )
    .help(
        "打开看看“审阅”里有没有批注和修订；读不全的，用 WPS 或 Office 重新保存一遍",
        "see whether it has comments or changes (Review); if it is damaged, save it again in the office program",
    )
}

pub(super) fn signed() -> Problem {
    Problem::info(
        "attachment/author",
        "这个文件有数字签名，里面的作者、单位等信息没有去掉：改动会使签名失效",
        "this file is signed, so the author and company in it were not removed: a change would void the signature",
    )
    .help(
        "确需去掉的，去掉以后重新签名",
        "if they must not be published, remove them and sign the file again",
    )
}

pub(super) fn locked() -> Problem {
    Problem::info(
        "attachment/locked",
        "这个文件有打开密码，没有检查里面的内容",
        "this file needs a password; what is in it was not checked",
    )
    .help("要给读者看的，去掉密码再发布", "if readers are to see it, save it without a password")
}

/// Returns the problem of a document that keeps the names of its author and company.
pub fn unread() -> Problem {
    Problem::warning(
        "attachment/damaged",
        "文件读不全，里面的作者、单位和照片的拍摄地点没有去掉",
        "the file cannot be read completely, so author and company, and the places of photos, were not removed",
    )
    .help("用 WPS 或 Office 打开，重新保存一遍", "open it in the office program and save it again")
}

/// A document or an archive with pictures, films or documents that are too long, or damaged.
pub(super) fn unsearched_inside() -> Problem {
    Problem::warning(
        "attachment/metadata",
        "文件里有照片、音视频或文档读不出来或太大，没有检查、去掉里面的拍摄地点和姓名",
        "a photo, film or document in the file cannot be read or is too large: the place where it was taken and the names were neither looked for nor removed",
    )
    .help(
        "打开看看；太大的，缩小以后再放进文件，或者直接放到文章旁边",
        "see whether it is shown; make one that is too large smaller before you put it into the file, or put it next to the article",
    )
}

/// Returns the problem of a file that is too long to be looked through.
pub fn unsearched() -> Problem {
    Problem::warning(
        "attachment/metadata",
        "这个文件太大，没有检查里面有没有拍摄地点和姓名",
        "this file is too large to be searched for the place where it was taken and for names",
    )
    .help(
        "照片另存为 JPG 再放进来：JPG 里的这些信息，发布时自动去掉",
        "save the picture as JPEG: from JPEG such data are removed when it is published",
    )
}

/// A film or a recording whose tags are too long to be read.
pub(super) fn unsearched_media() -> Problem {
    Problem::warning(
        "attachment/metadata",
        "这个文件里的附加信息太长，没有全部检查有没有拍摄地点和姓名",
        "the tags of this file are too long to be searched for the place where it was taken and for names",
    )
    .help(
        "用剪辑软件或“格式工厂”重新导出，不带封面、作者、位置信息",
        "export it again without tags (cover, author, location)",
    )
}

pub(super) fn damaged(ending: &str) -> Problem {
    Problem::warning(
        "attachment/damaged",
        format!("这个文件不是完整的 .{ending} 文件，读者可能打不开"),
        format!("this file is not a complete .{ending} file: readers may not be able to open it"),
    )
    .help(
        "自己先打开看看；打不开的，请发来的人重新发一次，不要只改后缀",
        "try to open it; if that fails ask for it again, and do not rename files of another kind",
    )
}

/// Returns the problem of a file whose ending is that of another kind. `what` fits into “这是{}”;
/// `right` is the ending that it should have, empty where several may be meant.
pub fn misnamed(name: &str, what: Words, right: &str) -> Problem {
    let ending = ending(name);
    let (what_zh, what_en) = (what.zh.trim_start(), &what.en);
    let (right_zh, right_en) = match right {
        "" => ("把后缀改回原来的".to_owned(), "give it its own ending again".to_owned()),
        right => (format!("把后缀改成 .{right}"), format!("name it .{right}")),
    };
    Problem::warning(
        "attachment/damaged",
        format!("这个文件的后缀是 .{ending}，内容却是 {what_zh}，读者可能打不开"),
        format!("this file is named .{ending}, but it is {what_en}: readers may not be able to open it"),
    )
    .help(
        format!("{right_zh}，文章里的文件名也跟着改；本来要放别的文件的，换成那个文件"),
        format!("{right_en}, also where an article refers to it; if another file was meant, put that here"),
    )
}

pub(super) fn empty() -> Problem {
    Problem::warning("attachment/damaged", "这个文件是空的", "this file is empty")
        .help("多半是没有复制完，重新复制一次", "probably it was not copied completely: copy it again")
}

pub(super) fn unplayable(codec: &str) -> Problem {
    Problem::info(
        "media/codec",
        format!("这段音视频的格式是 {codec}，浏览器里播放不了，读者只能下载"),
        format!(
            "this film or recording is {codec}, which browsers do not play: readers can only download it"
        ),
    )
    .help(
        "用剪辑软件或“格式工厂”转成 MP4（视频 H.264，声音 AAC）；录音转成 MP3",
        "convert it to MP4 (H.264 and AAC), a recording to MP3",
    )
}

/// Returns the problem of a file with more than `most` bytes, which is the site's setting.
pub fn too_large(length: u64, most: u64) -> Problem {
    // Of a file that is larger by a few bytes, rounded numbers say nothing.
    let in_words = |bytes: u64| if size(length) == size(most) { format!("{bytes} B") } else { size(bytes) };
    let (length, most) = (in_words(length), in_words(most));
    Problem::error(
        "media/too-large",
        format!("这个文件有 {length}，本站单个文件最大 {most}，不能发布"),
        format!("this file has {length} and is not published: a file of this site has {most} at most"),
    )
    .help(
        "视频转成 720p、照片缩小、文件打包；确需发布的，在 site.yaml 里写 媒体: {最大: 200MB}",
        "make it smaller (a film 720p), or allow it in site.yaml: media: {max: 200MB}",
    )
}
