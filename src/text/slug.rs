//! Makes ASCII names: parts of addresses, heading ids, names of published files.

use super::reading::Sounds;

/// Maximum length of a slug, in bytes. A longer one is cut at the end of a word.
const LONGEST: usize = 60;

/// Returns the ASCII form of `words` in lower case: letters and digits as they are, Chinese as
/// pinyin, joined by hyphens. `None` if nothing is left. The same words give the same slug in every
/// build.
pub fn slug(words: &str) -> Option<String> {
    if is_slug(words) {
        return Some(words.to_owned());
    }
    let mut slug = String::new();
    let (mut in_word, mut word) = (false, 0);
    for (c, sound) in Sounds::of(words) {
        let letter = c.is_ascii_alphanumeric();
        if sound.is_some() || (letter && !in_word) {
            word = slug.len();
            if word > 0 {
                slug.push('-');
            }
        }
        match sound {
            Some(sound) if sound.is_ascii() => slug.push_str(sound),
            Some(sound) => slug.extend(sound.chars().map(|c| if c == 'ü' { 'v' } else { c })),
            None if letter => slug.push(c.to_ascii_lowercase()),
            None => {}
        }
        in_word = letter;
        if slug.len() > LONGEST {
            // Drop the word that exceeds the limit; cut a single word that is longer than a slug.
            slug.truncate(if word > 0 { word } else { LONGEST });
            break;
        }
    }
    (!slug.is_empty()).then_some(slug)
}

/// Returns whether `words` is a slug already, as the names of most files are.
fn is_slug(words: &str) -> bool {
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    words.len() <= LONGEST && words.split('-').all(|part| !part.is_empty() && is_plain(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_slug_is_ascii_and_short(words in any::<String>(), likely in "[重庆银行长女旅一a-zA-Z0-9 ，_-]{0,80}") {
            for slug in [&words, &likely].into_iter().filter_map(|words| slug(words)) {
                let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
                prop_assert!(slug.bytes().all(plain) && slug.len() <= LONGEST && !slug.starts_with('-'), "{}", slug);
                prop_assert!(!slug.ends_with('-') && !slug.contains("--"), "{}", slug);
                prop_assert!(is_slug(&slug));
                // Capitals rule out the shortcut.
                prop_assert_eq!(super::slug(&slug.to_uppercase()), Some(slug));
            }
        }
    }

    #[test]
    fn slugs_are_readable_ascii() {
        for (words, expected) in [
            ("党建引领", Some("dang-jian-yin-ling")),
            ("一、“三会一课”制度", Some("yi-san-hui-yi-ke-zhi-du")),
            ("Party Building 2026", Some("party-building-2026")),
            ("2026年工作", Some("2026-nian-gong-zuo")),
            ("Hello_World", Some("hello-world")),
            ("A+B：c", Some("a-b-c")),
            ("……", None),
            ("", None),
            ("Ünïcode", Some("n-code")),
            ("旅游", Some("lv-you")),
            ("重庆银行行长参加行业会议", Some("chong-qing-yin-hang-hang-zhang-can-jia-hang-ye-hui-yi")),
            ("2023年“重温入党誓词”活动", Some("2023-nian-chong-wen-ru-dang-shi-ci-huo-dong")),
        ] {
            assert_eq!(slug(words).as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn slugs_end_with_a_word() {
        let long = slug(&"创新驱动".repeat(20)).unwrap_or_default();
        assert!(long.len() <= 60 && long.ends_with("-dong"), "{long}");
        assert_eq!(slug(&"a".repeat(100)).map(|slug| slug.len()), Some(60));
        assert_eq!(slug(&format!("{} {}", "a".repeat(50), "b".repeat(50))), Some("a".repeat(50)));
    }
}
