//! Guesses the encoding of a text that is neither UTF-8 nor marked.
//!
//! Almost any bytes can be read as GB18030 and give Chinese characters: `測試` in Big5 becomes
//! 代刚. So the decoded text is checked. In real Chinese most characters are among a few hundred
//! common ones, and almost all are in the first level of GB 2312; text in another encoding gives
//! characters from anywhere. The `chardetng` detector, which does the same for a browser, names the
//! alternative.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, WINDOWS_1252};

/// A guessed encoding, with the decoded text.
pub(super) struct Guess<'b> {
    pub encoding: &'static Encoding,
    pub text: Cow<'b, str>,
    /// Whether the text confirms the guess. An unsure guess is reported as one, and never written
    /// to the file.
    pub is_sure: bool,
}

/// Characters that make up more than half of any Chinese text: the most frequent ones of modern
/// Chinese, and those of the field.
pub(super) const COMMON: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家\
种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情\
明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见利什二等产或新己制身果加合回特代内信表化老给世位次度门任常\
先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打四总何电数安少报才结反受目量再建务做接必场件计管期市\
直德资命山金指克许统区保至队形社便空决治展马科司五基书非则听却界达光放强即像且权思完设式色路记品住告类求据程北边死张该交规\
万取拉格望术领共确传观清今切院识带导争运党委支部组织纪检监察群众会议通知标支习近平先进优秀荣誉称号奖评选推荐企矿厂车间班责任书\
李王刘陈杨赵黄周吴徐孙胡朱林何郭附图片摄影来源作者时间发布单位按照落实推动深入贯彻精神干培训宣讲谈主席\
编辑器栏网址样语言版权备案页脚链接菜幻灯头条置顶草稿线摘类型模板字段号邮箱简介姓职务站首布局颜色默";

/// Decodes `bytes` in the most probable encoding.
///
/// # Errors
/// Fails if no encoding gives a plausible text. The error is the name of the most likely encoding.
pub(super) fn guess(bytes: &[u8]) -> Result<Guess<'_>, Option<&'static str>> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let detected = detector.guess(None, Utf8Detection::Deny);
    let chinese = strictly(GB18030, bytes).map(|text| (Shares::of(bytes, &text), text));
    if let Some((shares, text)) = chinese
        && let Some(is_sure) = shares.verdict(detected)
    {
        return Ok(Guess { encoding: GB18030, text, is_sure });
    }
    let read = strictly(detected, bytes).filter(|text| is_plausible(detected, bytes, text));
    match read {
        Some(text) => Ok(Guess { encoding: detected, text, is_sure: false }),
        None => Err(Some(detected.name()).filter(|_| may_be_named(detected, bytes))),
    }
}

/// Returns whether an encoding that gives no plausible text may still be named as a hint. A hint
/// that is wrong makes the writer save garbage, and for a few characters the detector names
/// anything.
fn may_be_named(detected: &'static Encoding, bytes: &[u8]) -> bool {
    const LEAST: usize = 4;
    let Some(text) = strictly(detected, bytes) else { return false };
    let beside_ascii = || text.chars().filter(|c| !c.is_ascii());
    let all = beside_ascii().count();
    let count = |is: fn(char) -> bool| beside_ascii().filter(|c| is(*c)).count();
    if detected == BIG5 {
        all >= 2 && count(is_usual_han) * 10 >= all * 7
    } else if detected == EUC_KR {
        all >= LEAST && count(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)) * 10 >= all * 7
    } else if detected == EUC_JP || detected == SHIFT_JIS {
        all >= LEAST && count(|c| ('\u{3040}'..='\u{30ff}').contains(&c)) > 0
    } else {
        // An alphabet: words in small letters.
        detected != GBK && all >= 2 * LEAST && count(char::is_lowercase) * 10 >= all * 7
    }
}

/// Why bytes that are mostly Chinese in GB18030 are not.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spoilt {
    /// Some lines are in UTF-8, others in GB18030.
    Mixed,
    /// Single characters are cut or damaged.
    Damaged,
}

/// Recognises text that is Chinese, but not in one encoding throughout. Returns the text, with the
/// position of its first line in GB18030 or of its first damaged character.
pub(super) fn spoilt(bytes: &[u8]) -> Option<(Spoilt, String, usize)> {
    let is_chinese = |bytes: &[u8], text: &str| {
        let Shares { all, usual, han, common, .. } = Shares::of(bytes, text);
        han > 0 && common * 2 >= han && usual * 10 >= all * 7
    };
    let (mut text, mut first, mut utf8, mut mixed) = (String::new(), None, 0, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(line) = std::str::from_utf8(line) {
            utf8 += usize::from(!line.is_ascii());
            text.push_str(line);
            continue;
        }
        match strictly(GB18030, line).filter(|read| is_chinese(line, read)) {
            Some(read) => {
                first.get_or_insert(text.len());
                text.push_str(&read);
            }
            None => {
                mixed = false;
                break;
            }
        }
    }
    if let Some(first) = first.filter(|_| mixed && utf8 > 0) {
        return Some((Spoilt::Mixed, text, first));
    }
    /// Minimum number of characters for each broken one.
    const RIGHT_FOR_EACH_BROKEN: usize = 8;
    let (text, _) = GB18030.decode_without_bom_handling(bytes);
    let broken = text.matches('\u{fffd}').count();
    let han = text.chars().filter(|c| is_usual_han(*c)).count();
    let common = text.chars().filter(|c| is_usual_han(*c) && COMMON.contains(*c)).count();
    let is_damaged = broken > 0 && han >= RIGHT_FOR_EACH_BROKEN * broken && common * 2 >= han;
    let at = text.find('\u{fffd}').filter(|_| is_damaged)?;
    Some((Spoilt::Damaged, text.into_owned(), at))
}

/// Decodes `bytes` in an encoding; `None` if any byte is invalid.
pub(super) fn strictly<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Counts what `bytes` contain if they are GB18030.
#[derive(Debug, Default)]
struct Shares {
    /// Characters that are not ASCII.
    all: usize,
    /// Those in the first level of GB 2312, and marks.
    usual: usize,
    /// Those whose second byte is ASCII: none in GB 2312, two of five in Big5, and almost all if a
    /// single Western letter was taken for the first byte of a pair.
    split: usize,
    /// Han characters.
    han: usize,
    /// The common ones among these.
    common: usize,
}

impl Shares {
    fn of(bytes: &[u8], text: &str) -> Self {
        let mut shares = Self::default();
        let mut rest = bytes;
        while let [first, tail @ ..] = rest {
            rest = match (*first, tail) {
                (0..0x80, _) => tail,
                (_, [b'0'..=b'9', _, _, after @ ..]) => {
                    shares.all += 1;
                    after
                }
                (lead, [trail, after @ ..]) => {
                    shares.all += 1;
                    let is_gb2312 = *trail >= 0xA1;
                    shares.usual += usize::from(is_gb2312 && matches!(lead, 0xA1 | 0xA3 | 0xB0..=0xD7));
                    shares.split += usize::from(*trail < 0x80);
                    after
                }
                _ => tail,
            };
        }
        for c in text.chars().filter(|c| is_usual_han(*c)) {
            shares.han += 1;
            shares.common += usize::from(COMMON.contains(c));
        }
        shares
    }

    /// Decides whether the text is Chinese in GB18030, given what the detector recognised. `None`
    /// if it is not, otherwise whether that is sure.
    fn verdict(&self, detected: &'static Encoding) -> Option<bool> {
        let is_usual = self.usual * 10 >= self.all * 7;
        let is_common = self.common * 2 >= self.han && self.common > 0;
        if detected == GBK {
            return Some(is_usual && self.common * 3 >= self.han);
        }
        if is_common && is_usual {
            return Some(true);
        }
        // Names with rare characters look like an alphabet to the detector. But text in an alphabet
        // does not give such pairs of bytes.
        let is_alphabet = ![BIG5, EUC_JP, EUC_KR, SHIFT_JIS].contains(&detected);
        (is_alphabet && self.all >= 3 && self.split * 4 <= self.all && self.usual * 2 >= self.all)
            .then_some(false)
    }
}

/// Returns whether `text`, decoded from another encoding, is plausible.
fn is_plausible(encoding: &'static Encoding, bytes: &[u8], text: &str) -> bool {
    /// Minimum number of non-ASCII characters: fewer are too ambiguous.
    const LEAST: usize = 4;
    let beside_ascii = text.chars().filter(|c| !c.is_ascii());
    let (all, usual) = if encoding == BIG5 {
        // Common characters and marks are in the first part of Big5.
        let leads = bytes.iter().filter(|byte| matches!(byte, 0xA1 | 0xA4..=0xC6)).count();
        let all = beside_ascii.count();
        (all, leads.min(all))
    } else if encoding == WINDOWS_1252 {
        let is_usual = |c: &char| {
            matches!(
                c,
                'À'..='ÿ'
                    | '‘'
                    | '’'
                    | '“'
                    | '”'
                    | '–'
                    | '—'
                    | '…'
                    | '•'
                    | '€'
                    | '£'
                    | '©'
                    | '®'
                    | '°'
                    | '·'
                    | '«'
                    | '»'
                    | '\u{a0}'
                    | '§'
                    | 'Œ'
                    | 'œ'
                    | '½'
                    | '™'
                    | '²'
                    | '³'
            )
        };
        let (all, usual) =
            (text.chars().filter(|c| !c.is_ascii()).count(), beside_ascii.filter(is_usual).count());
        // Only few letters of Latin words are not ASCII.
        let letters = text.chars().filter(char::is_ascii_alphabetic).count();
        return usual * 10 >= all * 9 && letters >= all * 2;
    } else if encoding == EUC_KR {
        let is_usual = |c: &char| is_mark(*c) || ('\u{ac00}'..='\u{d7a3}').contains(c);
        let all = beside_ascii.clone().count();
        return all > LEAST && beside_ascii.filter(is_usual).count() * 10 >= all * 7;
    } else if encoding == EUC_JP || encoding == SHIFT_JIS {
        // Japanese consists of Han characters with kana between them.
        let is_kana = |c: &char| ('\u{3040}'..='\u{30ff}').contains(c);
        let is_usual = |c: &char| is_mark(*c) || is_kana(c) || is_usual_han(*c);
        let all = beside_ascii.clone().count();
        let (kana, usual) =
            (beside_ascii.clone().filter(is_kana).count(), beside_ascii.filter(is_usual).count());
        return all >= 2 * LEAST && kana * 5 >= all && usual * 20 >= all * 19;
    } else {
        return false;
    };
    all >= LEAST && usual * 10 >= all * 8
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}')
}

/// Whether `c` is one of the Han characters that texts of all days consist of: rare ones are more
/// often a wrong encoding.
pub(super) fn is_usual_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: [&str; 20] = [
        "关于召开2026年度组织生活会的通知",
        "title: 关于印发《党员教育管理工作实施细则》的通知\ndate: 2026-11-20\n---\n各党支部：\n现将有关事项通知如下。\n",
        "title: 标题\ndate: 2026-01-01\n",
        "姓名,单位\n王喆,第一党支部\n李堃,钨粉车间\n",
        "“三会一课”制度执行情况",
        "中国共产党",
        "学习强国",
        "习近平",
        "通知",
        "党费收缴",
        "炼铁厂第一党支部开展主题党日活动",
        "矽卡岩型白钨矿床的勘探",
        "碳化硨、氧化钇等稀土材料的生产",
        "缪骞、臧翀、亓珺、逄锦聚",
        "镕基同志视察矿区，题写“囍”字",
        "日期: 2026年1月1日\n作者: 张三（通讯员）\n",
        "We met on Monday. 会议由党委书记主持。",
        "１２３４，全角数字",
        "《关于新形势下党内政治生活的若干准则》",
        "一、二、三",
    ];
    const TRADITIONAL: [&str; 6] = [
        "title: 測試標題\ndate: 2026-01-01\n---\n各支部學習教育。\n",
        "關於召開組織生活會的通知",
        "繁體中文文章內容，這是一個測試。",
        "活動花絮與公告事項",
        "測試標題",
        "教育訓練課程表",
    ];
    const JAPANESE: [&str; 4] = [
        "title: お知らせ\n---\n本日は晴天なり。",
        "日本語の文章です。",
        "会議のご案内です",
        "株式会社の社員教育について",
    ];
    const KOREAN: [&str; 3] =
        ["안녕하세요 여러분", "title: 공지사항\n---\n창건 기념 행사를 알려드립니다.\n", "회의 안내문"];
    const WESTERN: [&str; 7] = [
        "title: “Quoted” title – it’s\n---\nText of some length.\n",
        "Résumé of the meeting",
        "The naïve façade of a café",
        "Müller's Straße in Köln",
        "It’s a long sentence with one mark.",
        "El señor García llegó mañana",
        "à la carte",
    ];

    fn read(encoding: &'static Encoding, text: &str) -> (Option<&'static str>, Option<String>, bool) {
        let (bytes, _, is_lossy) = encoding.encode(text);
        assert!(!is_lossy, "{text}");
        match guess(&bytes) {
            Ok(found) => (Some(found.encoding.name()), Some(found.text.into_owned()), found.is_sure),
            Err(name) => (name, None, false),
        }
    }

    #[test]
    fn chinese_in_gb18030_is_read_as_it_was() {
        for text in CHINESE {
            let (name, found, _) = read(GB18030, text);
            assert_eq!((name, found.as_deref()), (Some(GB18030.name()), Some(text)));
        }
        // A text that is long enough is sure, so that it may be saved as UTF-8.
        for text in CHINESE.iter().filter(|text| text.chars().count() > 14 && !text.contains('翀')) {
            assert!(read(GB18030, text).2, "{text}");
        }
    }

    #[test]
    fn other_encodings_are_recognised_and_never_sure() {
        let cases = [
            (BIG5, &TRADITIONAL[..]),
            (SHIFT_JIS, &JAPANESE),
            (EUC_JP, &JAPANESE),
            (EUC_KR, &KOREAN),
            (WINDOWS_1252, &WESTERN),
        ];
        for (encoding, texts) in cases {
            for text in texts {
                let (name, found, is_sure) = read(encoding, text);
                assert_eq!((name, found.as_deref()), (Some(encoding.name()), Some(*text)));
                assert!(!is_sure, "{text}");
            }
        }
    }

    #[test]
    fn no_encoding_is_named_that_would_give_garbage() {
        let hint = |bytes: &[u8]| guess(bytes).err().flatten();
        for text in ["黨", "學習", "黨建", "標題"] {
            let (bytes, _, _) = BIG5.encode(text);
            assert!(matches!(hint(&bytes), None | Some("Big5")), "{text}: {:?}", hint(&bytes));
        }
        let (gbk, _, _) = GBK.encode("关于召开组织生活会的通知");
        assert_eq!(hint(&[&gbk[..], "学习贯彻".as_bytes()].concat()), None);
        assert_eq!(hint(&gbk[..gbk.len() - 1]), None);
    }

    #[test]
    fn mixed_and_damaged_chinese_is_recognised() {
        let gbk = |text: &str| GBK.encode(text).0.into_owned();
        let (one, other) = ("title: 关于召开组织生活会的通知\n", "各党支部：现将有关事项通知如下。\n");
        let mixed = [one.as_bytes(), &gbk(other)].concat();
        assert_eq!(spoilt(&mixed), Some((Spoilt::Mixed, format!("{one}{other}"), one.len())));
        let mixed = [&gbk(one)[..], other.as_bytes()].concat();
        assert_eq!(spoilt(&mixed), Some((Spoilt::Mixed, format!("{one}{other}"), 0)));
        let whole = gbk(&format!("{one}{other}"));
        let (kind, text, at) = spoilt(&whole[..whole.len() - 2]).unwrap();
        assert!(kind == Spoilt::Damaged && text[at..].starts_with('\u{fffd}'), "{text}");
        let (big5, _, _) = BIG5.encode("關於召開組織生活會的通知，各支部學習教育");
        for bytes in [&big5[..], &whole, "党建".as_bytes(), b"R\xe9sum\xe9 of the meeting", b"\x81"] {
            assert_eq!(spoilt(bytes), None);
        }
    }

    #[test]
    fn what_may_be_anything_is_asked_for_or_right() {
        for (encoding, text) in [
            (BIG5, "標題"),
            (BIG5, "學習"),
            (BIG5, "中華民國"),
            (EUC_KR, "교육"),
            (SHIFT_JIS, "東京"),
            (EUC_JP, "東京都知事"),
            (WINDOWS_1252, "£5"),
            (encoding_rs::WINDOWS_1251, "Заголовок: Партийное строительство"),
            (encoding_rs::KOI8_R, "Заголовок: Партийное строительство"),
        ] {
            let (_, found, is_sure) = read(encoding, text);
            assert!(found.as_deref().is_none_or(|found| found == text), "{text} was read as {found:?}");
            assert!(!is_sure, "{text}");
        }
    }
}
