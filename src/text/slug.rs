//! Makes ASCII names: parts of addresses, heading ids, names of published files.

use std::borrow::Cow;

use any_ascii::any_ascii_char;
use percent_encoding::percent_decode_str;
use twox_hash::XxHash3_64;
use unicode_normalization::UnicodeNormalization;

use super::reading::Sounds;

/// Maximum length of a slug, in bytes. A longer one is cut at the end of a word.
const LONGEST: usize = 60;

/// Returns the ASCII form of `words` in lower case: letters and digits as they are, Chinese as
/// pinyin, other scripts transliterated, joined by hyphens. `None` if nothing is left. The same
/// words give the same slug in every build.
pub fn slug(words: &str) -> Option<String> {
    let Slug { text, .. } = read(words, LONGEST);
    (!text.is_empty()).then_some(text)
}

/// Returns the slug of a name for an address. Names that differ have addresses that differ: what is
/// cut, and what has no letters, ends in four or six digits of its hash. `None` if it is blank.
///
/// ```text
/// 中共岚江物业股份有限公司委员会关于…… → zhong-gong-lan-jiang-…-yuan-3f0c
/// ★ → x-52c0c1
/// ```
pub fn address_name(words: &str) -> Option<String> {
    /// The length of a hyphen and the digits of a hash.
    const MARK: usize = 5;
    let Slug { text, is_cut } = read(words, LONGEST);
    if !text.is_empty() && !is_cut {
        return Some(text);
    }
    if words.trim().is_empty() {
        return None;
    }
    let hash = XxHash3_64::oneshot(words.as_bytes());
    if text.is_empty() {
        return Some(format!("x-{:06x}", hash & 0xFF_FFFF));
    }
    let Slug { text, .. } = read(words, LONGEST - MARK);
    Some(format!("{text}-{:04x}", hash & 0xFFFF))
}

/// A slug, and whether it says less than the words.
struct Slug {
    text: String,
    is_cut: bool,
}

fn read(words: &str, longest: usize) -> Slug {
    if is_slug(words) && words.len() <= longest {
        return Slug { text: words.to_owned(), is_cut: false };
    }
    let words = plain(words);
    let mut slug = String::new();
    let (mut in_word, mut word) = (false, 0);
    let mut is_cut = false;
    for (c, sound) in Sounds::of(&words) {
        let letters = if sound.is_none() { letters(c) } else { "" };
        let is_letter = !letters.is_empty();
        if sound.is_some() || (is_letter && !in_word) {
            word = slug.len();
            if word > 0 {
                slug.push('-');
            }
        }
        match sound {
            Some(sound) if sound.is_ascii() => slug.push_str(sound),
            Some(sound) => slug.extend(sound.chars().map(|c| if c == 'ü' { 'v' } else { c })),
            None if c.is_ascii() && is_letter => slug.push(c.to_ascii_lowercase()),
            None => slug
                .extend(letters.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase())),
        }
        in_word = is_letter;
        if slug.len() > longest {
            // Drop the word that exceeds the limit; cut a single word that is longer than a slug.
            slug.truncate(if word > 0 { word } else { longest });
            is_cut = true;
            break;
        }
    }
    Slug { text: slug, is_cut }
}

/// The words without percent escapes, as exports of other programs write names, and with the
/// letters and digits that circled and full-width ones stand for: ① is 1, Ⅰ is I.
fn plain(words: &str) -> Cow<'_, str> {
    let decoded = if words.contains('%') { percent_decode_str(words).decode_utf8().ok() } else { None };
    let words = decoded.unwrap_or(Cow::Borrowed(words));
    if words.chars().all(|c| c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return words;
    }
    Cow::Owned(words.nfkc().collect())
}

/// The ASCII letters and digits of a letter of another script; nothing for marks.
fn letters(c: char) -> &'static str {
    let ascii = if c.is_alphanumeric() { any_ascii_char(c) } else { "" };
    if ascii.bytes().any(|byte| byte.is_ascii_alphanumeric()) { ascii } else { "" }
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
            for name in [&words, &likely].into_iter().filter_map(|words| address_name(words)) {
                prop_assert!(is_slug(&name) && address_name(&name).as_ref() == Some(&name), "{}", name);
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
            ("Ünïcode", Some("unicode")),
            ("图①", Some("tu-1")),
            ("图Ⅱ", Some("tu-ii")),
            ("ａｂ全角", Some("ab-quan-jiao")),
            ("Москва", Some("moskva")),
            ("α", Some("a")),
            ("★", None),
            ("2014-08-31-%e5%b7%a5%e4%bd%9c%e4%bc%9a%e8%ae%ae", Some("2014-08-31-gong-zuo-hui-yi")),
            ("100%党", Some("100-dang")),
            ("旅游", Some("lv-you")),
            ("重庆银行行长参加行业会议", Some("chong-qing-yin-hang-hang-zhang-can-jia-hang-ye-hui-yi")),
            ("2023年“重温入党誓词”活动", Some("2023-nian-chong-wen-ru-dang-shi-ci-huo-dong")),
        ] {
            assert_eq!(slug(words).as_deref(), expected, "{words}");
        }
    }

    /// `cases/03`, `cases/13`
    #[test]
    fn names_that_differ_have_addresses_that_differ() {
        let long = "中共岚江物业股份有限公司委员会关于开展主题党日活动的通知";
        let [one, other] =
            [address_name(long).unwrap(), address_name(&long.replace("通知", "报告")).unwrap()];
        assert!(
            one != other && one.len() <= LONGEST && one.starts_with("zhong-gong-lan-jiang-wu-ye"),
            "{one} {other}"
        );
        for (words, expected) in [("党建", Some("dang-jian")), ("", None), (" ", None)] {
            assert_eq!(address_name(words).as_deref(), expected);
        }
        let names = ["★", "☆", "……", "مەكتەپ", "خەۋەر", "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "Ελλάδα", "Россия"];
        let slugs: std::collections::BTreeSet<String> =
            names.iter().filter_map(|name| address_name(name)).collect();
        assert_eq!(slugs.len(), names.len(), "{slugs:?}");
    }

    #[test]
    fn slugs_end_with_a_word() {
        let long = slug(&"创新驱动".repeat(20)).unwrap_or_default();
        assert!(long.len() <= 60 && long.ends_with("-dong"), "{long}");
        assert_eq!(slug(&"a".repeat(100)).map(|slug| slug.len()), Some(60));
        assert_eq!(slug(&format!("{} {}", "a".repeat(50), "b".repeat(50))), Some("a".repeat(50)));
    }
}
