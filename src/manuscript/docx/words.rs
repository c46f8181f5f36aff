//! What is reported of a document that was read, with what to do.

use super::loss::{Loss, Tally};
use crate::problem::{Problem, Words};

/// Returns the problem of a loss.
pub(super) fn problem(loss: Loss, tally: &Tally) -> Problem {
    let count = tally.count;
    let names = names(tally);
    match loss {
        Loss::Secrecy | Loss::Insertion | Loss::Deletion | Loss::Comment | Loss::Hidden => {
            of_confidence(loss, count, &names)
        }
        Loss::PictureFormat | Loss::PictureLink | Loss::PictureSize | Loss::PictureDamage | Loss::Crop => {
            of_picture(loss, count, &names)
        }
        Loss::Chart | Loss::Diagram | Loss::Object | Loss::Formula | Loss::Chunk => {
            of_object(loss, count, &names)
        }
        Loss::Number | Loss::Symbol | Loss::Private => of_symbol(loss, count, &names),
        _ => of_text(loss, count, &names),
    }
}

/// Returns the examples in both languages: `（“甲”、“乙”）`, or nothing.
fn names(tally: &Tally) -> Words {
    if tally.examples.is_empty() {
        return Words::new("", "");
    }
    let zh: Vec<String> = tally.examples.iter().map(|name| format!("“{name}”")).collect();
    let en: Vec<String> = tally.examples.iter().map(|name| format!("`{name}`")).collect();
    let (more_zh, more_en) = if tally.count > tally.examples.len() { ("等", ", …") } else { ("", "") };
    Words::new(format!("（{}{more_zh}）", zh.join("、")), format!(" ({}{more_en})", en.join(", ")))
}

/// What readers must not see.
fn of_confidence(loss: Loss, count: usize, names: &Words) -> Problem {
    let (zh, en) = (&names.zh, &names.en);
    match loss {
        Loss::Secrecy => Problem::error(
            "import/secrecy",
            format!("稿件里有密级或内部标志{zh}，不能发布"),
            format!("the manuscript bears a mark of secrecy{en} and must not be published"),
        )
        .help(
            "先请保密审查人员确认；确实可以公开的，在原稿里去掉标志再导入",
            "ask those who are responsible for secrecy; if it may be published, remove the mark and import it again",
        ),
        Loss::Insertion => Problem::warning(
            "import/changes",
            format!("稿件里有 {count} 处没有接受的修订（新增的文字），已按接受处理{zh}"),
            format!("{count} insertions that nobody has accepted were taken as accepted{en}"),
        )
        .help(
            "看看这些文字该不该有；最好在 Word 的“审阅”里接受或拒绝全部修订，再导入",
            "see whether these words are meant to be there; better accept or reject all changes (Review) and import it again",
        ),
        Loss::Deletion => Problem::warning(
            "import/changes",
            format!("稿件里有 {count} 处没有接受的修订（删去的文字），没有导入{zh}"),
            format!("{count} deletions that nobody has accepted were taken as accepted{en}"),
        )
        .help(
            "看看这些文字该不该删；最好在 Word 的“审阅”里接受或拒绝全部修订，再导入",
            "see whether these words are meant to be gone; better accept or reject all changes (Review) and import it again",
        ),
        Loss::Comment => Problem::warning(
            "import/changes",
            format!("稿件里有 {count} 条批注，没有导入"),
            format!("{count} comments were left out"),
        )
        .help(
            "打开原稿看看批注：可能还有没有改的地方",
            "read them in the manuscript: something may still have to be changed",
        ),
        _ => Problem::warning(
            "import/hidden",
            format!("有 {count} 处隐藏的文字，没有导入{zh}"),
            format!("{count} pieces of hidden text were left out{en}"),
        )
        .help(
            "要发布的，在 Word 里选中它，去掉“字体—隐藏”；不要的，在原稿里删去",
            "if it is to be published, remove `Hidden` from its font in Word; otherwise delete it there",
        ),
    }
}

fn of_picture(loss: Loss, count: usize, names: &Words) -> Problem {
    let (zh, en) = (&names.zh, &names.en);
    match loss {
        Loss::PictureFormat => Problem::warning(
            "import/picture",
            format!("有 {count} 张图片的格式浏览器显示不了，没有导入{zh}"),
            format!("{count} pictures in formats that browsers do not show were left out{en}"),
        )
        .help(
            "在 Word 里右键点图片，“另存为图片”选 PNG 或 JPG，再放进文章",
            "save them as PNG or JPEG (`Save as Picture` in Word) and put them into the article",
        ),
        Loss::PictureLink => Problem::warning(
            "import/picture",
            format!("有 {count} 张图片只是链接，文件里没有图片本身，没有导入{zh}"),
            format!("{count} pictures are only linked: they are not in the file and were left out{en}"),
        )
        .help(
            "向投稿人要原图；Word 里插入图片时，不要选“链接到文件”",
            "ask the sender for the pictures; insert pictures without `Link to File`",
        ),
        Loss::PictureSize => Problem::warning(
            "import/picture",
            format!("有 {count} 张图片太大，没有导入{zh}"),
            format!("{count} pictures are too large and were left out{en}"),
        )
        .help(
            "一张图片最大 30 MB，全部图片合计最大 200 MB：先在 Word 里用“压缩图片”缩小",
            "a picture may have 30 MB, all of them 200 MB: make them smaller with `Compress Pictures`",
        ),
        Loss::Crop => Problem::warning(
            "import/picture",
            format!("有 {count} 张图片在 Word 里裁剪过，导入的是没有裁剪的整张{zh}"),
            format!("{count} pictures were cropped in Word, and are imported as a whole{en}"),
        )
        .help(
            "看看裁掉的部分能不能公开；在 Word 的“压缩图片”里选“删除图片的剪裁区域”，再导入",
            "see whether what was cut off may be shown; `Compress Pictures` can delete it for good",
        ),
        _ => Problem::warning(
            "import/picture",
            format!("有 {count} 张图片读不出来，没有导入{zh}"),
            format!("{count} pictures cannot be read and were left out{en}"),
        )
        .help("向投稿人要原图", "ask the sender for the pictures"),
    }
}

fn of_object(loss: Loss, count: usize, names: &Words) -> Problem {
    let (zh, en) = (&names.zh, &names.en);
    match loss {
        Loss::Chart => Problem::warning(
            "import/object",
            format!("有 {count} 个图表，没有导入{zh}"),
            format!("{count} charts were left out{en}"),
        )
        .help(
            "把图表另存为图片放进文章，或者用本站的图表组件写出数据",
            "save them as pictures, or write their numbers with the chart of this program",
        ),
        Loss::Diagram => Problem::warning(
            "import/object",
            format!("有 {count} 个 SmartArt 图形，只导入了里面的文字，样子没有了"),
            format!("of {count} SmartArt drawings only the words were imported"),
        )
        .help(
            "要保留样子的，在 Word 里另存为图片放进文章",
            "save them as pictures if they are to be shown as they are",
        ),
        Loss::Formula => Problem::warning(
            "import/object",
            format!("有 {count} 个公式，只导入了能读出的文字{zh}"),
            format!("of {count} formulas only what can be written on a line was imported{en}"),
        )
        .help(
            "对照原稿核对；复杂的公式截成图片",
            "compare them with the manuscript; use a picture of a formula that is complex",
        ),
        Loss::Chunk => Problem::warning(
            "import/object",
            format!("有 {count} 处内容由另一个文件插入，没有导入"),
            format!("{count} pieces that come from another file were left out"),
        )
        .help(
            "用 Word 打开，另存为新的 .docx，再导入",
            "open it in Word, save it as a new .docx and import that",
        ),
        _ => Problem::warning(
            "import/object",
            format!("有 {count} 个嵌入的对象或控件，没有导入{zh}"),
            format!("{count} embedded objects or controls were left out{en}"),
        )
        .help(
            "嵌入的表格、文件要给读者看的，单独存出来，作为附件或表格放进文章",
            "save those that readers need as files of their own, and attach them",
        ),
    }
}

fn of_symbol(loss: Loss, count: usize, names: &Words) -> Problem {
    let (zh, en) = (&names.zh, &names.en);
    match loss {
        Loss::Number => Problem::warning(
            "import/symbol",
            format!("有 {count} 处自动编号的格式不认识，按普通数字写出{zh}"),
            format!("{count} automatic numbers have an unknown format and are written in digits{en}"),
        )
        .help("对照原稿核对编号", "compare them with the manuscript"),
        Loss::Symbol => Problem::warning(
            "import/symbol",
            format!("有 {count} 个符号字体里的符号认不出，没有导入{zh}"),
            format!("{count} characters of fonts of symbols are unknown and were left out{en}"),
        )
        .help("对照原稿，用输入法的符号补上", "compare with the manuscript and type them"),
        _ => Problem::warning(
            "import/symbol",
            format!("有 {count} 个字只有某种字体才有（自造字），别人看到的是空框{zh}"),
            format!("{count} characters are in one font only (for private use): others see a box{en}"),
        )
        .help("换成标准的字；人名里的生僻字，看看新版输入法有没有", "replace them with standard characters"),
    }
}

fn of_text(loss: Loss, count: usize, names: &Words) -> Problem {
    let (zh, en) = (&names.zh, &names.en);
    match loss {
        Loss::Part => Problem::warning(
            "import/part",
            format!("文件里有 {count} 个部分读不出来{zh}，编号、脚注或格式可能不全"),
            format!("{count} parts of the file cannot be read{en}: numbers, notes or looks may be missing"),
        )
        .help(
            "用 WPS 或 Word 打开，另存为新的 .docx，再导入",
            "open it, save it as a new .docx and import that",
        ),
        Loss::Encoding => Problem::warning(
            "import/part",
            "文件里有些字是乱码，用“�”代替",
            "some characters of the file are damaged and are written as `�`",
        )
        .help("对照原稿改正", "compare with the manuscript"),
        Loss::InnerTable => Problem::warning(
            "import/table",
            format!("有 {count} 个表格套在另一个表格里，里面的写成了单元格里的几行字"),
            format!("{count} tables are within a cell of another one; their rows became lines"),
        )
        .help("拆成两个表格", "make two tables of them"),
        Loss::Link => Problem::warning(
            "import/link",
            format!("有 {count} 个链接指向别人打不开的地方，只导入了文字{zh}"),
            format!("{count} links lead where nobody can follow them; only their words were imported{en}"),
        )
        .help("要链接的，改成网址，或者把文件作为附件", "write an address of the web, or attach the file"),
        Loss::Note => Problem::warning(
            "import/part",
            format!("有 {count} 个脚注或尾注在文件里找不到"),
            format!("{count} footnotes or endnotes are missing in the file"),
        )
        .help("对照原稿补上", "compare with the manuscript"),
        Loss::Placeholder => Problem::info(
            "import/look",
            format!("有 {count} 处没有填写的提示文字，没有导入{zh}"),
            format!("{count} prompts that nobody has filled in were left out{en}"),
        )
        .help("该填的在文章里补上", "write what belongs there"),
        Loss::Underline => Problem::info(
            "import/look",
            format!("有 {count} 处文字带下划线，没有保留：网页上下划线是链接"),
            format!("{count} underlined pieces are written without the line: on a page it means a link"),
        )
        .help("要强调的，改成加粗", "make them bold if they are to stand out"),
        Loss::Ruby => Problem::info(
            "import/look",
            format!("有 {count} 处拼音注音没有保留{zh}"),
            format!("{count} annotations above words were left out{en}"),
        )
        .help("要注音的，写在字后面的括号里", "write them in brackets behind the words"),
        Loss::Facts => Problem::info(
            "import/look",
            format!("导出时写在正文前面的文章信息没有导入{zh}"),
            format!("the values of fields that an export writes above the text were left out{en}"),
        )
        .help("改动了哪一项，就改进文章信息", "where one has been changed, change it in the front matter"),
        Loss::Contents => Problem::info(
            "import/look",
            "Word 生成的目录没有导入：网页的目录由标题自动生成",
            "the table of contents was left out: pages make their own from the headings",
        ),
        _ => Problem::info(
            "import/look",
            format!("页眉页脚里的文字没有导入{zh}"),
            format!("words in headers and footers were left out{en}"),
        )
        .help("里面有读者要看的内容，抄进正文", "copy what readers need into the text"),
    }
}
