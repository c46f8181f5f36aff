//! Provides the few texts that this stage writes itself, by the language of the page.

/// The texts in one language.
#[derive(Debug)]
pub(super) struct Labels {
    /// A table that follows no heading.
    pub table: &'static str,
    /// The notes at the end.
    pub notes: &'static str,
    /// A reference to a note, before its number.
    pub note: &'static str,
    /// Back from a note to the text, before its number.
    pub back: &'static str,
    /// A task that is done.
    pub done: &'static str,
    /// A task that is not done.
    pub to_do: &'static str,
    /// Titles of alerts without one, in the order of [`AlertKind`](super::alert::AlertKind).
    pub alerts: [&'static str; 5],
}

const CHINESE: Labels = Labels {
    table: "表格",
    notes: "注释",
    note: "注释",
    back: "返回正文，注释",
    done: "已完成",
    to_do: "未完成",
    alerts: ["说明", "提示", "重要", "警告", "注意"],
};

const ENGLISH: Labels = Labels {
    table: "Table",
    notes: "Notes",
    note: "Note ",
    back: "Back to the text, note ",
    done: "Done",
    to_do: "To do",
    alerts: ["Note", "Tip", "Important", "Warning", "Caution"],
};

/// Returns the texts for a page in `language` (a code such as `zh` or `en`; Chinese if empty).
pub(super) fn labels(language: &str) -> &'static Labels {
    if is_chinese(language) { &CHINESE } else { &ENGLISH }
}

/// Whether `language` is Chinese.
pub(super) fn is_chinese(language: &str) -> bool {
    language.is_empty() || language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("zh"))
}
