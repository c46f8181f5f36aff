//! The mistakes of a move, in words.

use std::io;

use crate::problem::{Problem, SourceText, reason};
use crate::schema::ContentType;

/// There is no article or section of this name.
pub(super) fn nothing_to_move(written: &str, nearest: Option<&str>) -> Problem {
    Problem::error(
        "move/unknown",
        format!("没有“{written}”这篇文章或者这个栏目"),
        format!("there is no article or section `{written}`"),
    )
    .did_you_mean(
        nearest,
        "写 content 里的文件名，如 news/party-day.md，或者栏目的文件夹，如 news",
        "write the name of a file in `content`, such as news/party-day.md, or the folder of a section, such as news",
    )
}

/// The home page, and with it everything, was named.
pub(super) fn whole_site() -> Problem {
    Problem::error("move/unknown", "整个网站挪不了", "the whole site cannot be moved")
        .help("写一篇文章或者一个栏目", "name an article or a section")
}

fn target(zh: String, en: String, (help_zh, help_en): (&str, &str)) -> Problem {
    Problem::error("move/target", zh, en).help(help_zh, help_en)
}

/// The new place is not in `content/`.
pub(super) fn outside(written: &str) -> Problem {
    target(
        format!("“{written}”不在 content 文件夹里"),
        format!("`{written}` is not in the folder `content`"),
        (
            "写 content 里的栏目，如 honors，或者新的文件名，如 honors/party-day",
            "write a section in `content`, such as honors, or a new name, such as honors/party-day",
        ),
    )
}

/// The new place is the old one.
pub(super) fn same(path: &str) -> Problem {
    target(
        format!("“{path}”已经在那里了"),
        format!("`{path}` is there already"),
        ("写另一个栏目，或者另一个名称", "write another section, or another name"),
    )
}

/// The folder for the new place is not there.
pub(super) fn no_folder(folder: &str, nearest: Option<&str>) -> Problem {
    Problem::error(
        "move/target",
        format!("没有“{folder}”这个栏目"),
        format!("there is no section `{folder}`"),
    )
    .did_you_mean(
        nearest,
        "先建栏目：在 content 里新建这个文件夹，里面放一个 _index.md",
        "make the section first: this folder in `content`, with an `_index.md` in it",
    )
}

/// Something is there already.
pub(super) fn taken(path: &str) -> Problem {
    target(
        format!("“{path}”已经有了"),
        format!("`{path}` is there already"),
        ("换一个名称，什么都不会被覆盖", "choose another name: nothing is overwritten"),
    )
}

/// A section was to be moved into itself.
pub(super) fn into_itself(path: &str) -> Problem {
    target(
        format!("“{path}”不能挪进它自己里面"),
        format!("`{path}` cannot be moved into itself"),
        ("写另一个栏目", "write another section"),
    )
}

/// No article or section can be called this.
pub(super) fn bad_name(name: &str) -> Problem {
    target(
        format!("“{name}”不能作文件名"),
        format!("`{name}` is no name for a file"),
        (
            "不用 \\ : * ? \" < > |，开头、结尾不用点和空格，不叫 index，点后面不是语言代码",
            "no \\ : * ? \" < > |, no dot or space at an end, not index, and no code of a language after a dot",
        ),
    )
}

/// Rows of a table would lose their addresses.
pub(super) fn rows(table: &str, count: usize) -> Problem {
    Problem::error(
        "move/rows",
        format!("“{table}”里的 {count} 篇文章会换网址，旧网址没有地方记"),
        format!("{count} articles of `{table}` would change their addresses, and nothing keeps the old ones"),
    )
    .help(
        "先建一个空的 addresses.yaml，运行一次 dangjian build，再挪：表格里的文章就保持原来的网址",
        "make an empty addresses.yaml, run `dangjian build` once, then move: the articles keep their addresses",
    )
}

/// Nothing was moved because of mistakes that are told besides.
pub(super) fn mistakes(count: usize) -> Problem {
    Problem::error(
        "move/mistakes",
        format!("没有挪：挪了以后会多出 {count} 个错误（见上）"),
        format!("nothing was moved: there would be {count} errors more (see above)"),
    )
    .help(
        "先改好，如在文章里写明“类型”，或者换一个地方",
        "mend them first, for example with the `type` of the article, or choose another place",
    )
}

/// A mention that could not be written anew.
pub(super) fn left(
    source: &SourceText<'_>,
    span: std::ops::Range<usize>,
    written: &str,
    meant: &str,
) -> Problem {
    Problem::warning(
        "move/left",
        format!("“{written}”没有改成，要人来改：现在是 {meant}"),
        format!("`{written}` could not be changed and is left for you: it is {meant} now"),
    )
    .help("旧网址会转到新的，读者暂时看不出来", "readers are sent on from the former address meanwhile")
    .at(source, span)
}

/// Part of the move has an address that leads nowhere afterwards.
pub(super) fn not_forwarded(file: &str, address: &str) -> Problem {
    Problem::warning(
        "move/left",
        format!("原来的网址 {address} 没有转到新网址"),
        format!("nothing leads from the former address {address} to the new one"),
    )
    .in_file(file)
    .help(
        "在“旧链接”里写上它；栏目没有 _index.md 的，先建一个",
        "put it into `aliases`; a section needs an `_index.md` for that",
    )
}

/// A file has changed since it was read.
pub(super) fn changed(file: &str) -> Problem {
    Problem::error(
        "move/changed",
        "这个文件刚刚被别的程序改了，什么都没有挪",
        "another program has just changed this file; nothing was moved",
    )
    .in_file(file)
    .help("再运行一次", "run it again")
}

/// The system refuses.
pub(super) fn refused(file: &str, error: &io::Error) -> Problem {
    let why = reason(error);
    Problem::error("move/refused", format!("挪不了：{}", why.zh), format!("it cannot be moved: {}", why.en))
        .in_file(file)
        .help(
            "看看文件是不是正被 Word、WPS 打开，文件夹能不能写",
            "see whether a file is open in Word or WPS, and whether the folder may be written",
        )
}

/// A move that was killed has to be finished first.
pub(super) fn unfinished() -> Problem {
    Problem::error("move/unfinished", "上一次挪动没有挪完", "the last move was cut off").help(
        "不带 --dry-run 再运行一次，先把它挪完",
        "run it once without `--dry-run`: that finishes it first",
    )
}

/// A move that had been killed was finished.
pub(super) fn finished() -> Problem {
    Problem::warning(
        "move/unfinished",
        "上一次没有挪完的，先挪完了",
        "first, the last move was finished, which had been cut off",
    )
}

/// Addresses are to be kept that nobody has recorded.
pub(super) fn no_addresses() -> Problem {
    target(
        "没有 addresses.yaml，没有记下的网址可以保持".to_owned(),
        "there is no addresses.yaml: no recorded address can be kept".to_owned(),
        (
            "去掉 --keep-address，旧网址会转到新网址；或者先建一个空的 addresses.yaml，运行一次 dangjian build",
            "leave `--keep-address` out, and the former address leads on; or make an empty addresses.yaml and build once",
        ),
    )
}

/// A file is a link, or a link leads to it.
pub(super) fn linked(file: &str) -> Problem {
    target(
        format!("“{file}”是一个链接文件，挪了会断"),
        format!("`{file}` is a symbolic link, which would lead nowhere"),
        ("把链接换成文件本身，再挪", "put the file itself in its place first"),
    )
}

/// An article and a section have this name.
pub(super) fn article_or_section(path: &str) -> Problem {
    Problem::error(
        "move/unknown",
        format!("“{path}”既是一篇文章，又是一个栏目"),
        format!("`{path}` is an article and a section"),
    )
    .help(
        format!("挪文章写 {path}.md，挪栏目写 {path}/_index.md"),
        format!("write {path}.md for the article, {path}/_index.md for the section"),
    )
}

/// An article of this name is there in another language.
pub(super) fn other_language(file: &str) -> Problem {
    target(
        format!("“{file}”已经有了，挪过去就成了它的另一种语言"),
        format!("`{file}` is there: what is moved would become its translation"),
        ("换一个名称", "choose another name"),
    )
}

/// An article that stays would get another address.
pub(super) fn other_address(file: &str, was: &str, is: &str) -> Problem {
    Problem::error(
        "move/mistakes",
        format!("没有挪：这一篇不挪，可是网址会从 {was} 变成 {is}"),
        format!("nothing was moved: this stays, but its address would change from {was} to {is}"),
    )
    .in_file(file)
    .help(
        "看看 site.yaml 里的“网址样式”：一行既管栏目又管类型的，分开写成两行",
        "look at `permalinks` in site.yaml: write two lines for what is a section and a type",
    )
}

/// An article has the type of its new section.
pub(super) fn other_type(file: &str, was: &ContentType, is: &ContentType) -> Problem {
    Problem::warning(
        "move/type",
        format!("类型从“{}”变成了“{}”", was.name.get("zh"), is.name.get("zh")),
        format!("its type was `{}` and is `{}` now", was.id, is.id),
    )
    .in_file(file)
    .help(
        format!("要保持原来的类型，在文章里写一行：类型: {}", was.name.get("zh")),
        format!("to keep it, write `type: {}` in the article", was.id),
    )
}

/// A mention that has to be changed before the move.
pub(super) fn by_hand(
    source: &SourceText<'_>,
    span: std::ops::Range<usize>,
    written: &str,
    meant: &str,
) -> Problem {
    Problem::error(
        "move/mistakes",
        format!("这里的“{written}”指向要挪的东西，可是这样写的改不了"),
        format!("`{written}` names what is to be moved, and as it is written here it cannot be changed"),
    )
    .help(
        format!("改成生成以后的网址（从“/”写起），或者先删去，挪完再写上 {meant}"),
        format!("write its published address, which begins with `/`; or take it out, and put {meant} there after the move"),
    )
    .at(source, span)
}

/// Addresses that lead nowhere any more.
pub(super) fn lost(paths: &[&str]) -> Option<Problem> {
    /// Nobody reads a longer list.
    const LISTED: usize = 5;
    let listed: Vec<String> = paths.iter().take(LISTED).map(|path| format!("/{path}")).collect();
    let (zh, en) = (listed.join("、"), listed.join(", "));
    (!paths.is_empty()).then(|| {
        Problem::warning(
            "move/left",
            format!("这些网址不再有了，也没有转到别处（共 {} 个）：{zh}", paths.len()),
            format!(
                "these addresses are gone, and nothing leads on from them ({} in all): {en}",
                paths.len()
            ),
        )
        .help(
            "列表的后几页、订阅源、数据接口的网址跟着栏目走；有人订阅的，告诉他们新的网址",
            "further pages of lists, feeds and data go with their section: tell those who have subscribed",
        )
    })
}

/// A former address or name still stands somewhere.
pub(super) fn remains(source: &SourceText<'_>, span: std::ops::Range<usize>, written: &str) -> Problem {
    Problem::warning(
        "move/left",
        format!("这里还写着原来的 {written}，没有改"),
        format!("the former {written} still stands here; it was left as it is"),
    )
    .help(
        "指的是挪走的文章或栏目的，改成新的；网址会自动转到新的，模板里的栏目名不会",
        "if it means what was moved, write the new one: addresses lead on by themselves, names of sections in templates do not",
    )
    .at(source, span)
}
