//! Words messages about a page that is a row of a table: it has no file to rename, and no lines of
//! front matter to add.

use crate::problem::Problem;

/// How a row is called.
#[derive(Debug, Clone)]
pub(crate) enum RowName {
    Id(String),
    Title(String),
}

/// Replaces the names of files in a text, between these marks, by those of rows. `row` returns the
/// row of a file with its number. `None` if there are none.
pub(super) fn named<'r>(
    text: &str,
    (open, close): (&str, &str),
    row: impl Fn(&str) -> Option<(&'r RowName, usize)>,
) -> Option<String> {
    let mut named = String::new();
    let mut rest = text;
    let is_chinese = open != close;
    while let Some((before, after)) = rest.split_once(&format!("{open}content/")) {
        let (inner, after_close) = after.split_once(close)?;
        named.push_str(before);
        match row(&format!("content/{inner}")) {
            Some((RowName::Id(id), number)) if is_chinese => {
                named.push_str(&format!("编号“{id}”（第{number}行）"));
            }
            Some((RowName::Title(title), number)) if is_chinese => {
                named.push_str(&format!("“{title}”（第{number}行）"));
            }
            Some((RowName::Id(id), number)) => named.push_str(&format!("id `{id}` (row {number})")),
            Some((RowName::Title(title), number)) => named.push_str(&format!("`{title}` (row {number})")),
            None => named.push_str(&format!("{open}content/{inner}{close}")),
        }
        rest = after_close;
    }
    (!named.is_empty()).then(|| named + rest)
}

/// Speaks of columns and the 编号 where the words of a problem speak of lines and of the name of
/// the page's file. Other files have names: `写它的文件名` stays.
pub(super) fn change(problem: &mut Problem, has_id: bool) {
    let (zh, en) = if has_id { ("编号", "id") } else { ("标题", "title") };
    let help = problem.help.as_mut();
    for words in [Some(&mut problem.message), help].into_iter().flatten() {
        let text = words.zh.replace("文章信息里", "表格里");
        let text =
            text.replace("改文件名", &format!("改{zh}")).replace("文件名里写着", &format!("{zh}里写着"));
        words.zh = columns(&text);
        let text = words.en.replace("rename its file", &format!("change its {en}"));
        words.en = text.replace("the name of the file says", &format!("its {en} says"));
    }
}

/// Makes columns of lines: `加一行“草稿: 是”` is `加一列“草稿”，这一行写“是”`.
fn columns(text: &str) -> String {
    const LINE: &str = "加一行“";
    let mut changed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(LINE) {
        let Some((line, after)) = after.split_once('”') else { break };
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        changed.push_str(&format!("{before}加一列“{key}”"));
        if !value.is_empty() && !value.contains('…') {
            changed.push_str(&format!("，这一行写“{value}”"));
        }
        rest = after;
    }
    changed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_called_by_their_names() {
        let (id, title) = (RowName::Id("ry 1".into()), RowName::Title("午".into()));
        let row = |file: &str| match file {
            "content/a/ry 1.md" => Some((&id, 2)),
            "content/a/wu.md" => Some((&title, 3)),
            _ => None,
        };
        let zh = |text: &str| named(text, ("“", "”"), row);
        assert_eq!(
            zh("“content/a/ry 1.md”和“content/a/wu.md”、“content/a/b.md”相同").as_deref(),
            Some("编号“ry 1”（第2行）和“午”（第3行）、“content/a/b.md”相同")
        );
        assert_eq!(zh("没有“content/a"), None);
        assert_eq!(zh("网址名"), None);
        let en = named("`content/a/ry 1.md` is", ("`", "`"), row);
        assert_eq!(en.as_deref(), Some("id `ry 1` (row 2) is"));
    }

    #[test]
    fn lines_are_columns_of_a_table() {
        assert_eq!(
            columns("没定稿的，加一行“草稿: 是”；或者加一行“网址名: ……”，"),
            "没定稿的，加一列“草稿”，这一行写“是”；或者加一列“网址名”，"
        );
        assert_eq!(columns("加一行"), "加一行");
        assert_eq!(columns("加一行“甲"), "加一行“甲");
        let mut problem = Problem::warning("a/b", "文件名里写着“draft”", "x").help(
            "在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名",
            "give it a `slug:`, or rename its file",
        );
        change(&mut problem, true);
        let help = problem.help.unwrap();
        assert_eq!(problem.message.zh, "编号里写着“draft”");
        assert_eq!(help.zh, "在其中一篇的表格里加一列“网址名”，或者改编号");
        assert_eq!(help.en, "give it a `slug:`, or change its id");
    }
}
