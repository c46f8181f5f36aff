//! Warns of what an article says of itself that can hardly be meant: a title that says draft on a
//! page that is published, a year in which there was no Party.

use crate::problem::Problem;
use crate::schema::{Date, Fields, Group, written_trail};
use crate::source::yaml::{Part, Step, Yaml};
use crate::text::{is_blank, likeness};

/// An article whose fields have been read.
pub(super) struct ReadFields<'r> {
    pub file: &'r str,
    pub yaml: &'r Yaml<'r>,
    pub group: &'r Group,
    pub fields: &'r Fields,
    /// The moment of the build.
    pub now: Date,
}

/// Words for a text that is not finished, or not approved.
const UNFINISHED: [&str; 10] =
    ["草稿", "未定稿", "待审", "待审核", "待审稿", "未审", "未审核", "未审稿", "待定稿", "draft"];

impl ReadFields<'_> {
    /// Returns what is doubtful.
    pub(super) fn doubts(&self) -> Vec<Problem> {
        self.unfinished().into_iter().chain(self.years()).collect()
    }

    /// Warns of an article that is published, though its title, its file or its folder says that it
    /// is unfinished.
    fn unfinished(&self) -> Option<Problem> {
        if self.fields.is("draft") {
            return None;
        }
        let title = self.fields.text("title", "").unwrap_or_default();
        let own = self.file.rsplit('/').next().unwrap_or(self.file);
        let stem = own.strip_suffix(".md").unwrap_or(own);
        let folders = self.file.rsplit('/').skip(1);
        let (zh, en) = if let Some(word) = unfinished_word(title) {
            (
                format!("标题里写着“{word}”，文章却要发布"),
                format!("the title says {word}, but the page is published"),
            )
        } else if let Some(word) = unfinished_word(stem) {
            (
                format!("文件名里写着“{word}”，文章却要发布"),
                format!("the name of the file says {word}, but the page is published"),
            )
        } else {
            let folder = folders.into_iter().find(|folder| is_folder_of_drafts(folder))?;
            (
                format!("文章放在文件夹“{folder}”里，却要发布"),
                format!("the page is in the folder `{folder}`, but it is published"),
            )
        };
        let problem = Problem::warning("meta/says-draft", zh, en)
            .help(
                "没定稿的，在文章信息里加一行“草稿: 是”；定稿了的，去掉这几个字",
                "add `draft: true` to the front matter; or, if it is finished, remove the word",
            )
            .help_in_rows(|_| {
                (
                    "没定稿的，在表格里加一列“草稿”，这一行写“是”；定稿了的，去掉这几个字".to_owned(),
                    "add a column `draft` and write `true`; or, if it is finished, remove the word"
                        .to_owned(),
                )
            });
        let problem = match unfinished_word(stem).filter(|_| unfinished_word(title).is_none()) {
            Some(word) => problem.message_in_rows(|key| {
                let (zh, en) = key.names();
                (
                    format!("{zh}里写着“{word}”，文章却要发布"),
                    format!("its {en} says {word}, but the page is published"),
                )
            }),
            None => problem,
        };
        let trail = written_trail(self.group, &self.yaml.node, &[Step::Key("title".into())]);
        Some(self.yaml.at(problem, &trail, Part::Value))
    }

    /// Warns of dates before the Party was founded, or decades ahead: the year is misspelt.
    fn years(&self) -> impl Iterator<Item = Problem> {
        const FIELDS: [&str; 7] =
            ["date", "updated", "event_date", "original_date", "publish_at", "expires", "pinned_until"];
        FIELDS.iter().filter_map(|key| self.year(key))
    }

    fn year(&self, key: &str) -> Option<Problem> {
        /// The year in which the Party was founded.
        const FOUNDED: i16 = 1921;
        /// Events and texts that a page is about may be older: from the Opium War on.
        const MODERN: i16 = 1839;
        const AHEAD: i16 = 50;
        /// Years that stand for ever, or for not yet: `下线时间: 2099-12-31`.
        const FOR_EVER: [i16; 4] = [2099, 2100, 2999, 9999];
        let date = self.fields.date(key)?;
        let year = date.civil().year();
        let first = if ["event_date", "original_date"].contains(&key) { MODERN } else { FOUNDED };
        let last = self.now.civil().year().saturating_add(AHEAD);
        let is_end = ["expires", "pinned_until", "publish_at"].contains(&key);
        let is_for_ever = is_end && FOR_EVER.contains(&year);
        // A page that is prepared for that year: its two dates agree.
        let publish_at = self.fields.date("publish_at").map(|date| date.civil().year());
        let is_for_ever = is_for_ever || (key == "date" && publish_at == Some(year));
        if (first..=last).contains(&year) || is_for_ever {
            return None;
        }
        let trail = written_trail(self.group, &self.yaml.node, &[Step::Key(key.into())]);
        let problem = Problem::warning(
            "date/unlikely",
            format!("年份 {year} 不像是对的"),
            format!("the year {year} is unlikely"),
        )
        .help("对照原件，看看年份是不是写错了", "look whether the year is misspelt");
        Some(self.yaml.at(problem, &trail, Part::Value))
    }
}

/// Returns the word that says that a text is unfinished, if it is said of the text and not of
/// something in it: 通知（草稿）, 【待审】通知, 草稿：通知; but not 展出《草稿》手迹.
fn unfinished_word(text: &str) -> Option<&'static str> {
    // All of the words have one of these in them; few titles have.
    if !["稿", "审"].iter().any(|part| text.contains(part))
        && memchr::memchr2(b'd', b'D', text.as_bytes()).is_none()
    {
        return None;
    }
    // `Foreign Relations Law (Draft)` is the name of a bill, as （草案） is.
    const OF_BILLS: [&str; 7] = ["law", "regulation", "bill", "amendment", "plan", "outline", "rules"];
    let text = text.to_lowercase();
    let is_bill = OF_BILLS.iter().any(|word| text.contains(word)) || text.contains("comment");
    UNFINISHED.into_iter().find(|word| (!is_bill || !word.is_ascii()) && is_said_of(&text, word))
}

/// Whether a word of these says something of the text.
fn is_said_of(text: &str, word: &str) -> bool {
    const OPENING: &str = "（(【[〔［{";
    const CLOSING: &str = "）)】]〕］}";
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().chars().next_back();
        let after = text.get(at + word.len()..).unwrap_or_default().chars().next();
        let is_of = |c: Option<char>, marks: &str| c.is_some_and(|c| marks.contains(c));
        let is_apart = |c: char| is_blank(c) || c.is_whitespace() || "-—_－：:·.、，,".contains(c);
        let begins = before.is_none() && after.is_some_and(is_apart);
        let ends = after.is_none() && before.is_some_and(is_apart);
        // 草稿2, （草稿 第二版）: in brackets a number or a blank may follow.
        let in_brackets = is_of(before, OPENING)
            && (is_of(after, CLOSING) || after.is_some_and(|c| is_apart(c) || c.is_ascii_digit()));
        (before.is_none() && after.is_none()) || begins || ends || in_brackets
    })
}

/// Whether a folder's name says that what is in it is not published.
fn is_folder_of_drafts(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "草稿",
        "草稿箱",
        "草稿夹",
        "待审",
        "待审核",
        "未审",
        "未审核",
        "未定稿",
        "未发布",
        "待发布",
        "draft",
        "drafts",
    ];
    let name = likeness::plain(name);
    NAMES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_draft_is_told_from_a_title_about_drafts() {
        for title in [
            "通知（草稿）",
            "【待审】通知",
            "草稿：通知",
            "通知 未定稿",
            "通知-草稿",
            "通知(草稿2)",
            "Notice (DRAFT)",
            "草稿",
        ] {
            assert!(unfinished_word(title).is_some(), "{title}");
        }
        for title in [
            "毛泽东手迹草稿展出",
            "《草稿》读后",
            "通知",
            "法律（草案）",
            "“草稿”背后",
            "draftsman",
            "未审先判不可取",
        ] {
            assert_eq!(unfinished_word(title), None, "{title}");
        }
        assert!(is_folder_of_drafts("草稿箱") && is_folder_of_drafts("_Drafts"));
        assert!(!is_folder_of_drafts("news") && !is_folder_of_drafts("content"));
    }
}
