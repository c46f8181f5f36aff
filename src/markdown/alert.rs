//! Recognizes alerts: block quotes that begin with `[!NOTE]` or `[!提示]`, optionally followed by a
//! title.

/// The kind of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl AlertKind {
    /// Returns the last part of its class: `note` for `alert-note`.
    pub fn class(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name.trim().to_lowercase().as_str() {
            "note" | "说明" => Self::Note,
            "tip" | "提示" => Self::Tip,
            "important" | "重要" => Self::Important,
            "warning" | "警告" => Self::Warning,
            "caution" | "注意" => Self::Caution,
            _ => return None,
        })
    }
}

/// Returns the kind of alert if the block quote with this source is one.
pub(super) fn of_quote(source: &str) -> Option<AlertKind> {
    let content = source.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    let (kind, rest) = mark(content.trim_start_matches([' ', '\t']))?;
    // `[!NOTE]: address` defines a link.
    (!rest.starts_with(':')).then_some(kind)
}

/// Splits the mark `[!NOTE]` off a text that begins with it.
pub(super) fn mark(text: &str) -> Option<(AlertKind, &str)> {
    let name = text.strip_prefix("[!").or_else(|| text.strip_prefix("[！"))?;
    let (name, rest) = name.split_once(']')?;
    Some((AlertKind::named(name)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_have_names_in_both_languages() {
        for (source, kind) in [
            ("> [!NOTE]\n> 甲", Some(AlertKind::Note)),
            (">[!tip] 标题", Some(AlertKind::Tip)),
            ("> [!重要]", Some(AlertKind::Important)),
            ("> [！警告] 标题", Some(AlertKind::Warning)),
            ("> [!注意]", Some(AlertKind::Caution)),
            ("> [!提示]", Some(AlertKind::Tip)),
            ("> [!说明]", Some(AlertKind::Note)),
            ("> [!其他]", None),
            ("> [NOTE]", None),
            ("> [!NOTE]: a.md", None),
            ("> \\[!NOTE]", None),
            ("> 甲\n> [!NOTE]", None),
        ] {
            assert_eq!(of_quote(source), kind, "{source}");
        }
    }
}
