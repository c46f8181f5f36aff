//! Sorts names of persons by pinyin or by the strokes of the surname (按姓氏笔画排序).

use ::pinyin::{ToPinyin, ToPinyinMulti};

use super::script::is_han;
use super::strokes;
use super::surname::surname;

/// An order for sorting names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOrder {
    /// By the syllables of their characters, then by tones, then by strokes.
    Pinyin,
    /// By the strokes of their characters, where the second place of a name of two characters
    /// counts as empty: 田富 before 田大利. Party congresses and the political consultative
    /// conferences sort so.
    Strokes,
    /// By the strokes of their characters in sequence: 田大利 before 田富. The people's congresses
    /// sort so.
    StrokesOfNames,
}

/// Sort key of a name. Keys of different orders must not be compared with each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey(Box<[(Sound, u32)]>);

/// A syllable with its tone in sortable form, padded with zeros. All zeros if the order is by
/// strokes.
type Sound = [u8; 8];

const SILENT: Sound = [0; 8];

impl NameOrder {
    /// Returns the order with this name in types, lists and templates.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "pinyin" => Some(Self::Pinyin),
            "strokes" => Some(Self::Strokes),
            "strokes-name" => Some(Self::StrokesOfNames),
            _ => None,
        }
    }

    /// Returns the sort key of `name`. `reading` is its pronunciation, if the writer gives one:
    /// `shan yan fang`, `Shàn Yànfāng`, or only its beginning.
    pub fn key(self, name: &str, reading: Option<&str>) -> NameKey {
        let characters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let stroke = |c: &char| (SILENT, strokes::place(*c));
        NameKey(match (self, characters.as_slice()) {
            (Self::Pinyin, _) => spoken(&characters, reading.unwrap_or_default()).collect(),
            (Self::Strokes, [first, second]) if !first.is_ascii() => {
                [stroke(first), (SILENT, 0), stroke(second)].into()
            }
            _ => characters.iter().map(stroke).collect(),
        })
    }
}

/// Returns the letter under which an index has a name, in lower case: `y` for 叶清和. `#` if it has
/// none. `reading` is its pronunciation, if the writer gives one.
pub fn initial(name: &str, reading: Option<&str>) -> char {
    let characters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let first = spoken(&characters, reading.unwrap_or_default()).next();
    let first = first.map_or('#', |(sound, _)| char::from(sound[0]));
    if first.is_ascii_lowercase() {
        return first;
    }
    // Letters of other scripts: their own.
    let own = characters.first().filter(|c| c.is_alphabetic() && !is_han(**c) && !c.is_ascii());
    own.and_then(|c| c.to_lowercase().next()).unwrap_or('#')
}

/// Returns each character with its sound and its place in stroke order.
fn spoken(characters: &[char], reading: &str) -> impl Iterator<Item = (Sound, u32)> {
    let name: String = characters.iter().collect();
    // A longer text is not a name, and its first character is not a surname.
    let known = if characters.len() <= 4 { surname(&name) } else { None };
    let mut surname = known.map_or("", |(_, syllables)| syllables).split(' ').filter(|s| !s.is_empty());
    let mut told = SpokenReading::new(reading);
    characters.iter().map(move |c| {
        let usual = surname.next().or_else(|| usual(*c));
        let sound = told.next(*c, usual).or_else(|| usual.map(sound));
        // Letters sort as they are among the syllables.
        (sound.unwrap_or_else(|| self::sound(&c.to_lowercase().to_string())), strokes::place(*c))
    })
}

/// Returns the usual syllable of a single character, with its tone.
fn usual(c: char) -> Option<&'static str> {
    if c.is_ascii() { None } else { c.to_pinyin().map(|reading| reading.with_tone_num_end()) }
}

/// Converts a syllable to its sortable form. `v` and ü become `u:`, so that lü is after lu and
/// before luan.
fn sound(syllable: &str) -> Sound {
    let mut sound = SILENT;
    let mut letters = syllable.bytes();
    let mut at = sound.iter_mut();
    while let Some((byte, place)) = letters.next().zip(at.next()) {
        match byte {
            b'v' => {
                *place = b'u';
                at.next().into_iter().for_each(|next| *next = b':');
            }
            // ü is two bytes long.
            0xC3 => {
                letters.next();
                *place = b'u';
                at.next().into_iter().for_each(|next| *next = b':');
            }
            byte => *place = byte,
        }
    }
    sound
}

/// A reading given by the writer, consumed character by character.
struct SpokenReading {
    /// Each word without tone marks, and its tone if it has exactly one mark.
    words: std::vec::IntoIter<(String, Option<char>)>,
    rest: String,
    tone: Option<char>,
}

impl SpokenReading {
    fn new(reading: &str) -> Self {
        let reading: String = reading.chars().flat_map(char::to_lowercase).collect();
        let words = reading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<_> = words.map(untoned).collect();
        Self { words: words.into_iter(), rest: String::new(), tone: None }
    }

    /// Returns the sound of the next character. If the reading gives no tone, it takes the tone
    /// that the character has in a known reading of the same syllable.
    fn next(&mut self, c: char, usual: Option<&'static str>) -> Option<Sound> {
        if self.rest.is_empty() {
            (self.rest, self.tone) = self.words.next()?;
        }
        let others = c.to_pinyin_multi().into_iter().flatten().map(|reading| reading.with_tone_num_end());
        let longest = usual
            .into_iter()
            .chain(others)
            .map(|toned| (toned.trim_end_matches(|c: char| c.is_ascii_digit()).replace('ü', "v"), toned))
            .filter(|(plain, _)| self.rest.starts_with(plain.as_str()))
            .reduce(|longest, other| if other.0.len() > longest.0.len() { other } else { longest });
        let Some((plain, toned)) = longest else { return Some(sound(&std::mem::take(&mut self.rest))) };
        self.rest.drain(..plain.len());
        let figure = self.rest.chars().next().filter(char::is_ascii_digit);
        if figure.is_some() {
            self.rest.remove(0);
        }
        let mark = if self.rest.is_empty() { self.tone } else { None };
        Some(figure.or(mark).map_or_else(|| sound(toned), |tone| sound(&format!("{plain}{tone}"))))
    }
}

/// Removes the tone marks of a word; returns its tone too if there is exactly one mark.
fn untoned(word: &str) -> (String, Option<char>) {
    const MARKED: [(&str, char); 7] = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("ǖǘǚǜü", 'v'),
        (" ńňǹ", 'n'),
    ];
    let mut tones = Vec::new();
    let plain = |c: char| {
        for (marked, plain) in MARKED {
            if let Some(tone) = marked.chars().position(|one| one == c) {
                tones.extend(['1', '2', '3', '4'].get(tone));
                return plain;
            }
        }
        c
    };
    let plain = word.chars().map(plain).collect();
    (plain, if let [tone] = *tones { Some(tone) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(order: NameOrder, names: &str) -> String {
        let mut names: Vec<&str> = names.split(' ').collect();
        names.sort_by_key(|name| order.key(name, None));
        names.join(" ")
    }

    #[test]
    fn names_stand_by_the_strokes_of_surnames() {
        let by_surname = "丁一 王大利 文田 田富 田大利 李鸣 李一鸣 李大鸣 林明 欧明 高富 高大富";
        let mut names: Vec<&str> = by_surname.split(' ').collect();
        names.reverse();
        assert_eq!(sorted(NameOrder::Strokes, &names.join(" ")), by_surname);
        let by_name = "丁一 王大利 文田 田大利 田富 李一鸣 李大鸣 李鸣 林明 欧明 高大富 高富";
        assert_eq!(sorted(NameOrder::StrokesOfNames, &names.join(" ")), by_name);
    }

    #[test]
    fn an_index_has_a_name_under_its_letter() {
        for (name, reading, letter) in [
            ("叶清和", None, 'y'),
            ("单明", None, 's'),
            ("曾八", Some("ceng ba"), 'c'),
            ("欧阳明", None, 'o'),
            ("Eve", None, 'e'),
            ("ئايگۈل", None, 'ئ'),
            ("123", None, '#'),
            ("", None, '#'),
        ] {
            assert_eq!(initial(name, reading), letter, "{name}");
        }
    }

    #[test]
    fn compound_surnames_compare_by_characters() {
        assert_eq!(sorted(NameOrder::Strokes, "欧阳明 欧阳一 司马光 上官云"), "上官云 司马光 欧阳一 欧阳明");
        // Spaces that widen short names are ignored.
        let key = |name| NameOrder::Strokes.key(name, None);
        assert_eq!(key("田　富"), key("田富"));
        assert_eq!(key("阿依·古丽"), key("阿依古丽"));
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        let wanted = [
            ("单", "shan4"),
            ("曾", "zeng1"),
            ("解", "xie4"),
            ("仇", "qiu2"),
            ("区", "ou1"),
            ("查", "zha1"),
            ("尉迟", "yu4"),
            ("万俟", "mo4"),
            ("长孙", "zhang3"),
            ("盖", "ge3"),
            ("朴", "piao2"),
            ("任", "ren2"),
            ("华", "hua4"),
            ("宁", "ning2"),
            ("纪", "ji3"),
            ("缪", "miao4"),
            ("乐", "yue4"),
            ("员", "yun4"),
            ("翟", "zhai2"),
            ("冼", "xian3"),
            ("单于", "chan2"),
            ("澹台", "tan2"),
        ];
        for (surname, first) in wanted {
            let key = NameOrder::Pinyin.key(&format!("{surname}国"), None);
            assert_eq!(key.0.first().map(|(found, _)| *found), Some(sound(first)), "{surname}");
        }
        assert_eq!(
            sorted(NameOrder::Pinyin, "曾庆国 单志刚 仇和 解放 区小明 查一鸣 尉迟恭 白云"),
            "白云 区小明 仇和 单志刚 解放 尉迟恭 曾庆国 查一鸣"
        );
    }

    #[test]
    fn of_one_sound_the_tones_count_then_the_strokes() {
        assert_eq!(sorted(NameOrder::Pinyin, "章明 张伟 张一 掌声 常青"), "常青 张伟 张一 章明 掌声");
        assert_eq!(sorted(NameOrder::Pinyin, "栾平 吕布 鲁迅 罗成"), "鲁迅 吕布 栾平 罗成");
        assert_eq!(sorted(NameOrder::Pinyin, "西门 先知 Smith 单一 史一"), "Smith 单一 史一 西门 先知");
    }

    #[test]
    fn a_reading_that_is_told_counts() {
        let key = |name, reading| NameOrder::Pinyin.key(name, reading);
        let told = key("曾艳芳", Some("ceng yan fang"));
        assert!(told < key("陈一", None) && key("曾艳芳", None) > key("陈一", None));
        for reading in ["Céng Yànfāng", "ceng2 yan4 fang1", "ceng", "céng-yàn'fāng", "CENG YANFANG"] {
            assert_eq!(key("曾艳芳", Some(reading)), told, "{reading}");
        }
        assert_eq!(key("单一", Some("")), key("单一", None));
        assert_eq!(key("吕一", Some("lǚ yī")), key("吕一", None));
        assert_eq!(key("吕一", Some("lv3 yi1")), key("吕一", None));
        // The tone is that of the surname, unless the reading gives another.
        assert_eq!(key("任一", Some("ren")), key("任一", None));
        assert!(key("任一", Some("rèn")) > key("任一", None));
    }

    proptest! {
        #[test]
        fn any_text_has_a_key(name in any::<String>(), reading in any::<String>()) {
            for order in [NameOrder::Pinyin, NameOrder::Strokes, NameOrder::StrokesOfNames] {
                prop_assert_eq!(order.key(&name, Some(&reading)), order.key(&name, Some(&reading)));
            }
        }
    }
}
