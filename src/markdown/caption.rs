//! Splits picture captions.

use crate::text::last_bracketed;

/// Splits the photographer's credit off a caption: `图说（张某 摄）`, `图说。张某 摄`,
/// `（摄影：张某）`.
///
/// The credit is returned without its brackets.
pub fn split_credit(caption: &str) -> (&str, Option<&str>) {
    let caption = caption.trim();
    bracketed(caption)
        .or_else(|| trailing(caption))
        .map_or((caption, None), |(rest, credit)| (rest, Some(credit)))
}

fn bracketed(caption: &str) -> Option<(&str, &str)> {
    let (rest, credit) = last_bracketed(caption.trim_end_matches(['。', '.']))?;
    is_credit(credit).then_some((rest, credit))
}

fn is_credit(words: &str) -> bool {
    let by_verb = ["摄", "摄影", "供图", "制图", "绘"]
        .iter()
        .any(|verb| words.strip_suffix(verb).is_some_and(|name| !name.trim().is_empty()));
    let by_label =
        ["摄影：", "摄影:", "图：", "图:", "供图：", "图片来源：", "Photo:", "Photo by ", "Photo: "]
            .iter()
            .any(|label| words.starts_with(label));
    by_verb || by_label
}

fn trailing(caption: &str) -> Option<(&str, &str)> {
    let names = caption.trim_end_matches(['。', '.']).strip_suffix('摄')?;
    let name = names.strip_suffix([' ', '　', '\u{A0}'])?.trim_end();
    let start = name
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace() || matches!(c, '。' | '；' | '，' | '！' | '.'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    (start < name.len() && name.get(start..).unwrap_or_default().chars().count() <= 8)
        .then(|| {
            (
                caption
                    .get(..start)
                    .unwrap_or_default()
                    .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '；' | '，')),
                caption.get(start..).unwrap_or_default(),
            )
        })
        .map(|(rest, credit)| (rest, credit.trim_end_matches(['。', '.'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_captions() {
        for (caption, rest, credit) in [
            ("党员义务植树（林某 摄）", "党员义务植树", Some("林某 摄")),
            ("党员义务植树 (林某摄)", "党员义务植树", Some("林某摄")),
            ("党员义务植树。林某 摄", "党员义务植树。", Some("林某 摄")),
            ("党员义务植树 林某 摄", "党员义务植树", Some("林某 摄")),
            ("党员义务植树，林某　摄。", "党员义务植树", Some("林某　摄")),
            ("车间一角（摄影：林某）", "车间一角", Some("摄影：林某")),
            ("林某 摄", "", Some("林某 摄")),
            ("车间一角（局部）", "车间一角（局部）", None),
            ("党员义务植树", "党员义务植树", None),
            ("在车间拍摄", "在车间拍摄", None),
            ("（摄）", "（摄）", None),
            ("", "", None),
        ] {
            assert_eq!(split_credit(caption), (rest, credit), "{caption}");
        }
    }
}
