//! Words a problem for a page that is a row of a table: it has no file to rename, and no lines of
//! front matter to add. The check that reports the problem says both; the reader of tables chooses.

use super::{Problem, Words};

/// By what a row is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKey {
    /// Its 编号.
    Id,
    /// Its title, where it has no 编号.
    Title,
}

impl RowKey {
    /// Returns the name of its column in both languages.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Id => ("编号", "id"),
            Self::Title => ("标题", "title"),
        }
    }
}

/// What is said of a row in place of a page with a file of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RowWords {
    message: Option<ByKey>,
    help: Option<ByKey>,
}

/// The words for a row with a 编号, and for one without.
type ByKey = [Words; 2];

impl Problem {
    /// Sets the message for a page that is a row of a table.
    #[must_use]
    pub fn message_in_rows(mut self, words: impl Fn(RowKey) -> (String, String)) -> Self {
        self.row_words().message = Some(by_key(words));
        self
    }

    /// Sets the help for a page that is a row of a table.
    #[must_use]
    pub fn help_in_rows(mut self, words: impl Fn(RowKey) -> (String, String)) -> Self {
        self.row_words().help = Some(by_key(words));
        self
    }

    /// Says what there is to say of a row.
    pub fn speak_of_row(&mut self, key: RowKey) {
        let Some(words) = self.row.take() else { return };
        let choose = |[by_id, by_title]: ByKey| match key {
            RowKey::Id => by_id,
            RowKey::Title => by_title,
        };
        if let Some(message) = words.message {
            self.message = choose(message);
        }
        if let Some(help) = words.help {
            self.help = Some(choose(help));
        }
    }

    fn row_words(&mut self) -> &mut RowWords {
        self.row.get_or_insert_default()
    }

    /// Adds words at the end of the message.
    pub(super) fn add(&mut self, zh: &str, en: &str) {
        let of_rows = self.row.as_mut().and_then(|row| row.message.as_mut()).into_iter().flatten();
        for message in std::iter::once(&mut self.message).chain(of_rows) {
            message.zh.push_str(zh);
            message.en.push_str(en);
        }
    }

    /// Drops the help for rows: there is another one.
    pub(super) fn drop_row_help(&mut self) {
        if let Some(row) = &mut self.row {
            row.help = None;
        }
    }
}

fn by_key(words: impl Fn(RowKey) -> (String, String)) -> ByKey {
    [RowKey::Id, RowKey::Title].map(|key| {
        let (zh, en) = words(key);
        Words::new(zh, en)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_spoken_of_by_its_key() {
        let problem = || {
            Problem::error("a/b", "文件名里写着甲", "the name of the file says a")
                .help("改文件名", "rename its file")
                .message_in_rows(|key| {
                    (format!("{}里写着甲", key.names().0), format!("its {} says a", key.names().1))
                })
                .help_in_rows(|key| (format!("改{}", key.names().0), format!("change its {}", key.names().1)))
        };
        for (key, message, help) in [
            (RowKey::Id, "编号里写着甲（草稿，发布前要改好）", "改编号"),
            (RowKey::Title, "标题里写着甲（草稿，发布前要改好）", "改标题"),
        ] {
            let mut row = problem().of_draft();
            row.speak_of_row(key);
            assert_eq!((row.message.zh.as_str(), row.help.unwrap().zh.as_str()), (message, help));
        }
        let mut other = problem().help("别的", "another");
        other.speak_of_row(RowKey::Id);
        assert_eq!(other.help.unwrap().zh, "别的");
        let mut plain = Problem::error("a/b", "甲", "a");
        plain.speak_of_row(RowKey::Id);
        assert_eq!(plain, Problem::error("a/b", "甲", "a"));
    }
}
