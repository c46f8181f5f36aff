//! Calls rows by their names where messages name files: a row has none.

use crate::problem::RowKey;

/// How a row is called.
#[derive(Debug, Clone)]
pub(crate) enum RowName {
    Id(String),
    Title(String),
}

impl RowName {
    /// Returns by what the row is called.
    pub(super) fn key(&self) -> RowKey {
        match self {
            Self::Id(_) => RowKey::Id,
            Self::Title(_) => RowKey::Title,
        }
    }
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
}
