//! Addresses: ASCII, lower case, the same as long as the file keeps its name.

use pinyin::ToPinyin;

/// Longest last part of an address, in bytes.
const LONGEST: usize = 60;

/// The ASCII form of a name for addresses: lower-case letters and digits, Han as pinyin, words joined by
/// hyphens, capped. `None` where nothing is left of it.
pub fn slug(name: &str) -> Option<String> {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |part: &str, alone: bool, gap: &mut bool| {
        if (*gap || alone) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        slug.push_str(part);
        *gap = alone;
        slug.len() < LONGEST
    };
    for c in name.chars() {
        let going_on = if c.is_ascii_alphanumeric() {
            push(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), false, &mut gap)
        } else if let Some(reading) = c.to_pinyin() {
            push(&reading.plain().replace('ü', "v"), true, &mut gap)
        } else {
            gap = true;
            true
        };
        if !going_on {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// The folder of a section in addresses: each part of its path as a slug.
pub(super) fn folder(path: &str) -> String {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(|part| slug(part).unwrap_or_else(|| "x".into()) + "/")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ascii() {
        for (name, wanted) in [
            ("党建要闻", Some("dang-jian-yao-wen")),
            ("2026-11-20 主题党日", Some("2026-11-20-zhu-ti-dang-ri")),
            ("Hello_World", Some("hello-world")),
            ("一二一", Some("yi-er-yi")),
            ("……", None),
        ] {
            assert_eq!(slug(name).as_deref(), wanted);
        }
        assert!(slug(&"党".repeat(100)).unwrap().len() <= LONGEST + 6);
    }
}
