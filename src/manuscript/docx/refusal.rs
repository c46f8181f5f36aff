//! Says why a file is not read as a document, and what to do with it.

use std::io::Error;

use super::package::PartFault;
use crate::attachment::{DocumentKind, OfficeKind};
use crate::problem::{Problem, Words, reason};

/// The problem of a file that can't be read at all.
pub(super) fn unreadable(error: &Error) -> Problem {
    let reason = reason(error);
    Problem::error(
        "import/damaged",
        format!("文件读不了：{}", reason.zh),
        format!("the file cannot be read: {}", reason.en),
    )
    .help("关掉正在打开它的程序，再试一次", "close the program that has it open, and try again")
}

/// The problem of a file that is no document in the format of Word since 2007; `None` if it may be
/// one.
pub(super) fn of_kind(kind: DocumentKind) -> Option<Problem> {
    const SAVE: (&str, &str) = (
        "用 WPS 或 Word 打开，“文件—另存为”选“Word 文档（.docx）”，再导入；只改后缀没有用",
        "open it in Word or WPS, choose `Save As` `Word Document (.docx)` and import that; another ending alone does not help",
    );
    const COPY: (&str, &str) = (
        "打开它，选中文字复制，粘贴到新的 Word 文档里存成 .docx；或者向投稿人要原来的 Word 稿",
        "open it, copy its words into a new Word document and save that as .docx, or ask the sender for the original",
    );
    const SHEET: (&str, &str) = (
        "表格里的内容，复制到 Word 文档里，或者作为附件放到文章旁边",
        "copy it into a Word document, or attach it to an article",
    );
    let (what, help) = match kind {
        DocumentKind::Office(OfficeKind::Word | OfficeKind::Other) => return None,
        DocumentKind::Empty => {
            return Some(Problem::error("import/damaged", "文件是空的", "the file is empty").help(
                "多半是没有复制完，重新复制一次",
                "probably it was not copied completely: copy it again",
            ));
        }
        DocumentKind::CutArchive => return Some(damaged()),
        DocumentKind::Locked => {
            return Some(
                Problem::error(
                    "import/locked",
                    "文件有打开密码，读不了",
                    "the file needs a password and cannot be read",
                )
                .help(
                    "用密码打开，“文件—信息—保护文档—用密码进行加密”里清空密码，保存后再导入",
                    "open it, remove the password (File, Info, Protect Document) and save it",
                ),
            );
        }
        DocumentKind::Old(OfficeKind::Sheets) => {
            (Words::new("旧版 Excel 表格", "an Excel sheet of before 2007"), SHEET)
        }
        DocumentKind::Old(OfficeKind::Slides) => {
            (Words::new("旧版 PPT 演示文稿", "a PowerPoint presentation of before 2007"), COPY)
        }
        DocumentKind::Old(_) => (
            Words::new(
                "旧版 Word 或 WPS 文档（.doc、.wps）",
                "a document of Word before 2007, or of old WPS (.doc, .wps)",
            ),
            SAVE,
        ),
        DocumentKind::Office(OfficeKind::Sheets) => (Words::new("Excel 表格", "an Excel sheet"), SHEET),
        DocumentKind::Office(OfficeKind::Slides) => {
            (Words::new("PPT 演示文稿", "a PowerPoint presentation"), COPY)
        }
        DocumentKind::Office(OfficeKind::Open) => {
            (Words::new("开放格式（ODF）的文件", "an Open Document file"), SAVE)
        }
        DocumentKind::Office(OfficeKind::Ofd) => (Words::new("OFD 版式文件", "an OFD document"), COPY),
        DocumentKind::Archive => (
            Words::new("压缩包", "an archive"),
            ("先解压，再导入里面的 Word 文档", "unpack it, and import the documents in it"),
        ),
        DocumentKind::Pdf => (Words::new("PDF 文件", "a PDF"), COPY),
        DocumentKind::Rtf => (Words::new("RTF 文档", "a document in Rich Text Format"), SAVE),
        DocumentKind::WebPage => (Words::new("网页，只是换了后缀", "a web page with another ending"), SAVE),
        DocumentKind::FlatXml => (Words::new("XML 格式的文档", "a document in a single XML file"), SAVE),
        DocumentKind::Other => (
            Words::new("别的文件，不是 Word 文档", "no Word document"),
            (
                "看看是不是选错了文件；图片直接放到文章旁边",
                "see whether it is the right file; put pictures next to an article",
            ),
        ),
    };
    let problem = Problem::error(
        "import/format",
        format!("这是{}，不能导入", what.zh),
        format!("this is {} and cannot be imported", what.en),
    );
    Some(problem.help(help.0, help.1))
}

/// The problem of an office document without a text.
pub(super) fn without_text() -> Problem {
    Problem::error(
        "import/format",
        "这个文件里没有 Word 正文，不能导入",
        "this file has no text of Word in it and cannot be imported",
    )
    .help("用 WPS 或 Word 打开看看，另存为 .docx 再导入", "open it, save it as .docx and import that")
}

fn damaged() -> Problem {
    Problem::error(
        "import/damaged",
        "文件不完整或已损坏，读不了",
        "the file is damaged or not complete and cannot be read",
    )
    .help(
        "自己先打开看看；打不开的，请投稿人重新发一次；打得开的，另存为新的 .docx 再导入",
        "try to open it; if that fails ask for it again, otherwise save it as a new .docx",
    )
}

/// The problem of a document whose text can't be read.
pub(super) fn of_fault(fault: PartFault) -> Problem {
    match fault {
        PartFault::TooLong => too_long(),
        PartFault::Locked => Problem::error(
            "import/locked",
            "压缩包里的内容有密码，读不了",
            "what is in the file needs a password and cannot be read",
        )
        .help("请投稿人发没有密码的", "ask for a file without a password"),
        PartFault::Dtd => Problem::error(
            "import/damaged",
            "文件里有 Word 不会写的声明（DTD），可能是恶意文件，没有读",
            "the file has a declaration that Word never writes (DTD) and may be malicious: it was not read",
        )
        .help("不要打开它，问问投稿人文件是哪里来的", "do not open it, and ask the sender where it is from"),
        PartFault::Missing | PartFault::Damaged => damaged(),
    }
}

/// The problem of a document that is too long for an article.
pub(super) fn too_long() -> Problem {
    Problem::error(
        "import/too-large",
        "文件太大或结构太复杂（正文解压后超过 24 MB、超过 3 万段，或者表格套得太深），没有读",
        "the file is too large or too complex (more than 24 MB of text, 30,000 paragraphs, or tables nested too deeply) and was not read",
    )
    .help("拆成几个文件再导入；不认识的人发来的，不要打开", "divide it into several files; do not open one from a stranger")
}
