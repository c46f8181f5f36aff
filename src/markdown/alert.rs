//! Recognizes alerts: block quotes that begin with `[!NOTE]` or `[!提示]`, optionally followed by a
//! title.

/// The kind of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Kind {
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
pub(super) fn of_quote(source: &str) -> Option<Kind> {
    let content = source.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    let (kind, rest) = mark(content.trim_start_matches([' ', '\t']))?;
    // `[!NOTE]: address` defines a link.
    (!rest.starts_with(':')).then_some(kind)
}

/// Splits the mark `[!NOTE]` off a text that begins with it.
pub(super) fn mark(text: &str) -> Option<(Kind, &str)> {
    let name = text.strip_prefix("[!").or_else(|| text.strip_prefix("[！"))?;
    let (name, rest) = name.split_once(']')?;
    Some((Kind::named(name)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_have_names_in_both_languages() {
        for (source, kind) in [
            ("> [!NOTE]\n> 甲", Some(Kind::Note)),
            (">[!tip] 标题", Some(Kind::Tip)),
            ("> [!重要]", Some(Kind::Important)),
            ("> [！警告] 标题", Some(Kind::Warning)),
            ("> [!注意]", Some(Kind::Caution)),
            ("> [!提示]", Some(Kind::Tip)),
            ("> [!说明]", Some(Kind::Note)),
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
