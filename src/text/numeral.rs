//! Chinese numerals: reading, writing, and what a name says that it counts.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|digit| *digit == c).and_then(|at| u32::try_from(at).ok()),
    }
}

fn power(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// A number written digit by digit, such as 二〇二六.
pub fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    text.chars().try_fold(0_u32, |number, c| number.checked_mul(10)?.checked_add(digit(c)?))
}

/// A number written with its powers, such as 二十一 or 九千九百; at most 99 999 999.
pub fn parse(text: &str) -> Option<u32> {
    let (mut total, mut section, mut pending) = (0_u32, 0_u32, None);
    if text.is_empty() {
        return None;
    }
    for c in text.chars() {
        match (digit(c), power(c)) {
            (Some(digit), _) => pending = Some(digit),
            (_, Some(10_000)) => {
                total = section.checked_add(pending.take().unwrap_or(0))?.checked_mul(10_000)?;
                section = 0;
            }
            (_, Some(power)) => {
                section = section.checked_add(pending.take().unwrap_or(1).checked_mul(power)?)?
            }
            _ => return None,
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

/// `number` in Chinese numerals, such as 十二 or 一万零三; from 100 000 000 on in Arabic figures.
pub fn chinese(number: u64) -> String {
    let Some(number) = u32::try_from(number).ok().filter(|number| *number < 100_000_000) else {
        return number.to_string();
    };
    let (high, low) = (number / 10_000, number % 10_000);
    let mut text = String::new();
    if high > 0 {
        text += &section(high);
        text.push('万');
        if low > 0 && low < 1000 {
            text.push('零');
        }
    }
    if low > 0 || high == 0 {
        text += &section(low);
    }
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// A number below 10 000.
fn section(number: u32) -> String {
    if number == 0 {
        return "零".into();
    }
    let mut text = String::new();
    let mut gap = false;
    for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        text.extend(usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)));
        text += name;
    }
    text
}

/// What a name says that it counts: 六项机制 says 6, 五位一体 says 5, 三联 says 3, “一二三四五”工作体系
/// says 5 (a formula counts its figures), `Six mechanisms` says 6; 第四党支部 and 一线 count nothing, nor does 一 alone,
/// which begins more sayings (一以贯之) than counts.
pub fn counted_in(name: &str) -> Option<usize> {
    counted_in_chinese(name).or_else(|| counted_in_english(name))
}

fn counted_in_chinese(name: &str) -> Option<usize> {
    let is_numeral = |c: char| digit(c).is_some() || power(c).is_some();
    let start = name.find(is_numeral)?;
    let run: String = name[start..].chars().take_while(|c| is_numeral(*c)).collect();
    let before = name[..start].chars().next_back();
    let after = name[start + run.len()..].chars().next();
    if before == Some('第')
        || matches!(after, Some('年' | '月' | '日' | '线' | '流' | '致' | '体' | '把' | '起' | '心'))
    {
        return None;
    }
    let figures = run.chars().count();
    if figures > 1 && run.chars().all(|c| digit(c).is_some()) {
        return Some(figures);
    }
    parse(&run).and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 1)
}

fn counted_in_english(name: &str) -> Option<usize> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number =
        |word: &str| WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|at| at + 1);
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let start = words.iter().position(|word| number(word).is_some())?;
    let run = words[start..].iter().take_while(|word| number(word).is_some()).count();
    if run > 1 { Some(run) } else { words.get(start).and_then(|word| number(word)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_and_written() {
        for (number, text) in [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (10_003, "一万零三"),
            (12_000, "一万二千"),
            (99_999, "九万九千九百九十九"),
        ] {
            assert_eq!(chinese(number), text);
            assert_eq!(parse(text).map(u64::from), Some(number), "{text}");
        }
        assert_eq!(digits("二〇二六"), Some(2026));
        assert_eq!(parse("两百"), Some(200));
        assert_eq!(parse("党"), None);
    }

    #[test]
    fn a_name_says_what_it_counts() {
        for (name, count) in [
            ("六项机制", Some(6)),
            ("“五位一体”思想政治工作", Some(5)),
            ("三联", Some(3)),
            ("落实四抓方法", Some(4)),
            ("“一二三四五”工作体系", Some(5)),
            ("“一二一”工作法", Some(3)),
            ("两考", Some(2)),
            ("十二项制度", Some(12)),
            ("第四党支部", None),
            ("一线工作法", None),
            ("一以贯之", None),
            ("二〇二六年计划", None),
            ("先锋", None),
            ("Six mechanisms", Some(6)),
            ("The One-Two-Three-Four-Five System", Some(5)),
            ("Five-in-one supervision", Some(5)),
            ("Model workers", None),
            ("One, Two, One", Some(3)),
        ] {
            assert_eq!(counted_in(name), count, "{name}");
        }
    }
}
