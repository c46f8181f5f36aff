//! The messages of wrong references.

use crate::problem::{Problem, Words};
use crate::schema::Group;
use crate::site::library::State;
use crate::source::yaml::Step;

pub(super) fn repeated_id(id: &str, first: &str) -> Problem {
    Problem::warning(
        "reference/repeated-id",
        format!("编号“{id}”已经给了“{first}”"),
        format!("the id `{id}` is that of `{first}`"),
    )
    .help("给其中一篇换个编号", "give one of them another id")
}

pub(super) fn repeated_part(series: &str, part: i64, first: &str) -> Problem {
    Problem::warning(
        "reference/repeated-part",
        format!("系列“{series}”的第{part}部分已经有了：{first}"),
        format!("part {part} of the series `{series}` is `{first}` already"),
    )
    .help("改成它自己的序号", "give it a number of its own")
}

pub(super) fn impossible_alias(alias: &str) -> Problem {
    Problem::error(
        "address/alias",
        format!("“{alias}”不能用作旧链接"),
        format!("`{alias}` cannot be a former address"),
    )
    .help(
        "从“/”写起，只用英文字母、数字和 / . _ -，如 /old/page.html",
        "write it from the root, in letters, digits and / . _ - only, such as /old/page.html",
    )
}

/// A former address with a query: one file answers all queries.
pub(super) fn alias_with_query(alias: &str) -> Problem {
    let path = alias.split('?').next().unwrap_or_default().trim();
    Problem::warning(
        "address/query",
        format!("旧链接“{alias}”里问号后面的没有用上：凡是 {path} 都会转到这一篇"),
        format!("what follows `?` in the former address `{alias}` has no effect: all of {path} leads here"),
    )
    .help(
        "旧网站靠问号后面的编号区分文章的，要请网站服务器的管理员按编号转；不用的，删去问号和后面的",
        "if the old site told its pages apart by it, the server has to redirect them; else take it out",
    )
}

/// `count` units in the field at `path`, which takes one.
pub(super) fn several_units(count: usize, group: &Group, path: &[Step]) -> Problem {
    let label = key_in(path).map_or("", |key| label(group, key));
    Problem::error(
        "reference/unknown-unit",
        format!("“{label}”只写一个党组织，这里写了 {count} 个"),
        format!("this is one unit only, but {count} are written"),
    )
    .help("只留下一个；别的写在正文里", "keep one of them, and name the others in the text")
}

/// The key of the field of a page to which a path leads.
fn key_in(path: &[Step]) -> Option<&str> {
    path.iter().find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None })
}

/// The Chinese label of a field.
fn label<'g>(group: &'g Group, key: &str) -> &'g str {
    group.field(key).map_or("", |field| field.label.get("zh"))
}

fn no_unit(name: &str) -> Problem {
    Problem::error(
        "reference/unknown-unit",
        format!("组织架构里没有“{name}”"),
        format!("there is no unit `{name}`"),
    )
}

pub(super) fn unknown_unit(name: &str, nearest: Option<&str>) -> Problem {
    no_unit(name).did_you_mean(
        nearest,
        "先把它写进 data/organization.yaml",
        "add it to data/organization.yaml first",
    )
}

/// The name of a kind of units, which `kind` says.
pub(super) fn unit_kind(name: &str, kind: Words) -> Problem {
    no_unit(name).help(kind.zh, kind.en)
}

/// A unit in `data/` that does not exist.
pub(super) fn unknown_unit_of_data(name: &str, nearest: Option<&str>) -> Problem {
    no_unit(name).did_you_mean(
        nearest,
        "核对编号或名称；还没有的，先写进 data/organization.yaml",
        "look at the id or name again, or add it to data/organization.yaml first",
    )
}

/// A company, a workshop or a team at `path`: it needs no place in the organization of the Party.
pub(super) fn not_of_party(name: &str, group: &Group, path: &[Step]) -> Problem {
    let key = key_in(path);
    if key == Some("recipient") && group.field("team").is_some() {
        return no_unit(name).help(
            format!(
                "“{}”只写党组织；公司、车间、班组、工作室等，写“{}: {name}”，不用登记",
                label(group, "recipient"),
                label(group, "team")
            ),
            format!(
                "`recipient` is a Party organization; of a company, workshop or team write `team: {name}`"
            ),
        );
    }
    let label = key.map_or("", |key| label(group, key));
    no_unit(name).help(
        format!("“{label}”只写党组织的编号或名称；“{name}”是党组织的，先写进 data/organization.yaml，不是的，删去这一项"),
        format!("this is the id or name of a Party organization: add `{name}` to data/organization.yaml if it is one, else remove the line"),
    )
}

pub(super) fn hidden(name: &str, state: State) -> Problem {
    Problem::warning(
        "reference/hidden",
        format!("“{name}”现在不发布（{}），提到它的地方暂不显示", state.chinese()),
        format!("`{name}` is not published now ({})", state.name()),
    )
    .help("发布它，或者去掉这处引用", "publish it, or remove the reference")
}

pub(super) fn untranslated(name: &str) -> Problem {
    Problem::warning(
        "reference/untranslated",
        format!("“{name}”还没有这种语言的版本，提到它的地方暂不显示"),
        format!("`{name}` is not there in this language yet; the reference stays empty"),
    )
    .help("等它译好，或者去掉这处引用", "translate it, or remove the reference")
}

pub(super) fn unknown_page(name: &str, nearest: Option<&str>) -> Problem {
    let problem = Problem::error(
        "reference/unknown-page",
        format!("没有编号或标题为“{name}”的文章"),
        format!("there is no page `{name}`"),
    )
    .did_you_mean(
        nearest,
        "编号是文件名（不带 .md），或文章信息里的“编号”",
        "the id is the file's name without `.md`, or `id:` in its front matter",
    );
    if nearest.is_some() {
        return problem;
    }
    problem.help_in_rows(|_| {
        (
            "编号是文件名（不带 .md），或表格里的“编号”".to_owned(),
            "the id is the file's name without `.md`, or its `id` in the table".to_owned(),
        )
    })
}

/// Several pages in one text.
pub(super) fn several_pages(name: &str) -> Problem {
    unknown_page(name, None).help(
        "这里像是写了几篇：标题里会有标点，所以每篇要写一行，前面加上“- ”",
        "these seem to be several pages: titles have commas of their own, so give each a line `- …`",
    )
}
