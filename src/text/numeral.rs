//! Reads and writes Chinese numerals, and finds the number that a name counts.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The numerals used on bills and receipts, which are hard to alter.
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => {
            let at = |digits: &[char; 10]| digits.iter().position(|digit| *digit == c);
            at(&DIGITS).or_else(|| at(&FORMAL)).and_then(|at| u32::try_from(at).ok())
        }
    }
}

fn power(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// Reads a number written digit by digit, for example 二〇二六.
pub fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    text.chars().try_fold(0_u32, |number, c| number.checked_mul(10)?.checked_add(digit(c)?))
}

/// Reads a number written with powers of ten, for example 二十一, 九千九百 or 壹佰贰拾; at most 99
/// 999 999.
///
/// Colloquial forms that leave out the last power (一万二 is 12 000) are not read: digit by digit
/// they would be other numbers.
pub fn parse(text: &str) -> Option<u32> {
    let (mut total, mut section, mut pending) = (0_u32, 0_u32, None);
    // Powers must decrease: 百 cannot follow 十.
    let mut least = u32::MAX;
    let mut follows_zero = false;
    if text.is_empty() {
        return None;
    }
    for c in text.chars() {
        match (digit(c), power(c)) {
            // Two digits in a row, as in 一二三, are not a number with powers. Only a zero may
            // precede a digit: 一百零五.
            (Some(_), _) if pending.is_some_and(|digit| digit > 0) => return None,
            (Some(digit), _) => {
                follows_zero |= digit == 0;
                pending = Some(digit);
            }
            (_, Some(10_000)) => {
                // 万 multiplies what precedes it, and occurs once: neither 万 nor 一万二千万 is a
                // number.
                section = section.checked_add(pending.take().unwrap_or(0))?;
                if section == 0 || total > 0 {
                    return None;
                }
                total = section.checked_mul(10_000)?;
                (section, least, follows_zero) = (0, 10_000, false);
            }
            (_, Some(power)) => {
                if power >= least {
                    return None;
                }
                (least, follows_zero) = (power, false);
                // 一 may be left out only before 十: 十二, 一千零十.
                let digit = match pending.take() {
                    Some(digit) if digit > 0 => digit,
                    _ if power == 10 => 1,
                    _ => return None,
                };
                section = section.checked_add(digit.checked_mul(power)?)?;
            }
            _ => return None,
        }
    }
    let last = pending.unwrap_or(0);
    if last > 0 && !follows_zero && (100..=10_000).contains(&least) {
        return None;
    }
    total.checked_add(section)?.checked_add(last)
}

/// Returns the number in an ordinal: 12 for 第十二 and for 第12.
pub fn parse_ordinal(text: &str) -> Option<u32> {
    let number = text.strip_prefix('第')?;
    parse(number).or_else(|| number.parse().ok())
}

/// Writes `number` in Chinese numerals, for example 十二 or 一万零三; in Arabic digits from 100 000
/// 000 on.
pub fn chinese(number: u64) -> String {
    let Some(text) = written(number, &DIGITS, ["千", "百", "十", ""]) else { return number.to_string() };
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// Writes `number` digit by digit, as years are written: 二〇二六.
pub fn year(number: u64) -> String {
    let digit = |c: char| match c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
        Some(0) | None => '〇',
        Some(digit) => DIGITS.get(digit).copied().unwrap_or('〇'),
    };
    number.to_string().chars().map(digit).collect()
}

/// Writes `number` as on bills: 壹佰贰拾叁; in Arabic digits from 100 000 000 on.
pub fn formal(number: u64) -> String {
    written(number, &FORMAL, ["仟", "佰", "拾", ""]).unwrap_or_else(|| number.to_string())
}

/// Writes an amount of money given in digits, for example `1680.5`, as on bills:
/// 壹仟陆佰捌拾元伍角整. Returns `None` unless `text` is an amount below 100 000 000 with at most
/// two decimals.
pub fn amount(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let yuan = whole.parse::<u64>().ok().filter(|yuan| *yuan < 100_000_000)?;
    if rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits = rest.chars().map(|c| c.to_digit(10).map(u64::from)).chain([Some(0), Some(0)]);
    let (jiao, fen) = (digits.next()??, digits.next()??);
    let mut words = String::new();
    if yuan > 0 || (jiao == 0 && fen == 0) {
        words += &format!("{}元", formal(yuan));
    }
    if jiao > 0 {
        words += &format!("{}角", formal(jiao));
    } else if fen > 0 && yuan > 0 {
        words.push('零');
    }
    words += &if fen > 0 { format!("{}分", formal(fen)) } else { "整".to_owned() };
    Some(words)
}

/// Writes a number below 100 000 000 with the given digits and powers; `None` for a greater one.
fn written(number: u64, digits: &[char; 10], powers: [&str; 4]) -> Option<String> {
    let number = u32::try_from(number).ok().filter(|number| *number < 100_000_000)?;
    let (high, low) = (number / 10_000, number % 10_000);
    let mut text = String::new();
    if high > 0 {
        text += &section(high, digits, powers);
        text.push('万');
        if low > 0 && low < 1000 {
            text.push('零');
        }
    }
    if low > 0 || high == 0 {
        text += &section(low, digits, powers);
    }
    Some(text)
}

/// Writes a number below 10 000.
fn section(number: u32, digits: &[char; 10], powers: [&str; 4]) -> String {
    if number == 0 {
        return "零".into();
    }
    let mut text = String::new();
    let mut gap = false;
    for (power, name) in [1000, 100, 10, 1].into_iter().zip(powers) {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        text.extend(usize::try_from(digit).ok().and_then(|digit| digits.get(digit)));
        text += name;
    }
    text
}

/// Returns the number that a name counts: 6 for 六项机制, 5 for 五位一体, 3 for 三联, 6 for
/// `Six mechanisms`. A formula counts its digits: “一二三四五”工作体系 gives 5.
///
/// 第四党支部 and 一线 count nothing. Neither does 一 alone: it begins sayings (一以贯之) more
/// often than it counts.
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(number in 0..100_000_000_u32) {
            let wide = u64::from(number);
            prop_assert_eq!(parse(&chinese(wide)), Some(number));
            prop_assert_eq!(parse(&formal(wide)), Some(number));
            prop_assert_eq!(digits(&year(wide)), Some(number));
            prop_assert_eq!(parse_ordinal(&format!("第{}", chinese(wide))), Some(number));
        }

        #[test]
        fn nothing_that_is_written_brings_it_down(text in "[第零一二两十百千万亿〇壹拾仟0-9a]{0,12}") {
            let _ = (parse(&text), digits(&text), parse_ordinal(&text), counted_in(&text), amount(&text));
        }
    }

    #[test]
    fn every_number_up_to_99_999_is_read_as_it_is_written() {
        for number in 0..=99_999_u32 {
            assert_eq!(parse(&chinese(number.into())), Some(number));
        }
    }

    #[test]
    fn years_ordinals_and_bills_have_forms_of_their_own() {
        assert_eq!(
            (year(2026), year(2000), year(1921)),
            ("二〇二六".into(), "二〇〇〇".into(), "一九二一".into())
        );
        assert_eq!(
            (formal(123), formal(10), formal(10_203)),
            ("壹佰贰拾叁".into(), "壹拾".into(), "壹万零贰佰零叁".into())
        );
        assert_eq!(
            (parse_ordinal("第十二"), parse_ordinal("第3"), parse_ordinal("十二")),
            (Some(12), Some(3), None)
        );
        assert_eq!((parse("一二三"), parse("十十"), parse("八八")), (None, None, None));
        for text in ["万", "零万", "一万二千万", "一万万", "百", "千", "一万二", "三百五", "万五", "五零百"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, number) in [
            ("一千零十", 1010),
            ("一百零", 100),
            ("两万零五", 20_005),
            ("十万", 100_000),
            ("一百一十二", 112),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for (text, words) in [
            ("0", "零元整"),
            ("1200", "壹仟贰佰元整"),
            ("1680.5", "壹仟陆佰捌拾元伍角整"),
            ("1001.05", "壹仟零壹元零伍分"),
            ("0.5", "伍角整"),
            ("0.05", "伍分"),
            ("32.16", "叁拾贰元壹角陆分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
        ] {
            assert_eq!(amount(text).as_deref(), Some(words), "{text}");
        }
        for text in ["", "-1", "1.234", "1e3", "100000000", "a", "1.-"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

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
