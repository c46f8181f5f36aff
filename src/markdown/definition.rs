//! Tells definitions of links, `[通知]: files/notice.pdf`, from text that looks like one:
//! `[责任编辑]: 赵六`. CommonMark takes both for definitions, and shows neither.

/// Maximum length of a label, in bytes.
const LONGEST: usize = 4_000;

/// Whether the line whose content begins at `start` begins like a definition, with a label that
/// ends with the `]` at `bracket` and a colon, but defines no address.
pub(super) fn is_only_text(body: &str, start: usize, bracket: usize) -> bool {
    if bracket.saturating_sub(start) > LONGEST {
        return false;
    }
    let label = body.get(start..bracket).and_then(|label| label.trim_start().strip_prefix('['));
    let Some(label) = label.filter(|label| !label.starts_with('^')) else { return false };
    if label.trim().is_empty() || label.contains(['[', ']']) {
        return false;
    }
    let rest = body.get(bracket + 2..).unwrap_or_default();
    // The address may be on the next line.
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let line = rest.split('\n').next().unwrap_or_default().trim();
    let (address, behind) = match line.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        Some(parts) => parts,
        None => line.split_once([' ', '\t']).unwrap_or((line, "")),
    };
    // What comes after an address is a title, else nothing is defined.
    let is_definition = behind.trim().is_empty() || behind.trim_start().starts_with(['"', '\'', '(']);
    !address.is_empty() && is_definition && !is_address(address)
}

/// Whether `text` looks like an address rather than a name or words: `https://…`, `/news/`,
/// `#top`, `../notice.md`, `名单.xlsx`, `news/2026`.
fn is_address(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
    };
    let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        is_scheme(scheme) && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.is_empty()
    });
    if has_scheme || text.starts_with(['/', '#', '?']) || text.starts_with("./") || text.starts_with("../") {
        return true;
    }
    if text.contains('@') {
        return false;
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let has_letter = path.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_path = has_letter && path.is_ascii() && path.contains('/');
    is_path || path.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && is_ending(ending))
}

/// Whether a name may end so behind its last full stop: `pdf`, `cn`, `html/`.
fn is_ending(ending: &str) -> bool {
    let ending = ending.trim_end_matches('/');
    let is_short = (1..=8).contains(&ending.len());
    is_short
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_defines_none() {
        for (line, expected) in [
            ("[责任编辑]: 赵六", true),
            ("[责任编辑]:赵六", true),
            ("[1]: 参见《党章》第三条", true),
            ("[1]:\n参见《党章》", true),
            ("[时间]: 14:30", true),
            ("[日期]: 2026/11/20", true),
            ("[分工]: 张三/李四", true),
            ("[邮箱]: dj@example.cn", true),
            ("[版本]: 1.2", true),
            ("[1]: <参见党章>", true),
            ("[1]: 赵六 \"主任\"", true),
            ("[1]: 赵六 主任", false),
            ("[^1]: 注释", false),
            ("[ ]: 甲", false),
            ("[1]:\n\n甲", false),
            ("[1]: https://example.cn/党建", false),
            ("[1]: <https://example.cn/>", false),
            ("[1]: mailto:dj@example.cn", false),
            ("[1]: www.example.cn", false),
            ("[1]: /news/", false),
            ("[1]: #注", false),
            ("[1]: ../通知.md \"题\"", false),
            ("[1]: 名单.xlsx", false),
            ("[1]: news/2026", false),
            ("[1]:\nhttps://example.cn", false),
        ] {
            let bracket = line.find(']').unwrap();
            assert_eq!(is_only_text(line, 0, bracket), expected, "{line}");
        }
    }
}
