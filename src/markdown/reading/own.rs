//! Recognizes lines that are paragraphs of their own by what they begin with.

use super::super::chars::is_han;
use super::super::literal::is_names;
use super::super::ordinal::looks_like_a_heading;
use super::super::title;
use super::line::{End, Line, NARROWEST, closes, width};
use super::listed::{begins_with_yi_shi, enumerator, is_definition, is_listed};
use super::signature::{is_date, signs};
use crate::text::{may_follow_signature, names_a_unit};

/// The place between two lines of a block.
pub(super) struct Boundary<'a> {
    pub lines: &'a [Line<'a>],
    /// The number of the line below it.
    pub at: usize,
    /// The numbers with which lines of the block begin, sorted.
    pub rows: &'a [(u8, u32)],
    /// The width at which the block was wrapped.
    pub limit: usize,
    /// The width of its full lines, if all have one.
    pub even: Option<usize>,
    /// Whether no empty lines part the paragraphs of the body, so that lines have to.
    pub is_dense: bool,
}

impl Boundary<'_> {
    fn pair(&self) -> Option<(&Line<'_>, &Line<'_>)> {
        Some((self.lines.get(self.at.checked_sub(1)?)?, self.lines.get(self.at)?))
    }

    /// Whether a paragraph begins below.
    pub(super) fn begins(&self, is_wrapped: bool) -> bool {
        let Some((line, next)) = self.pair() else { return false };
        if self.is_inseparable(line, next) {
            return false;
        }
        if next.is_item {
            // In Markdown, only the number 1 begins a list below text.
            return !is_wrapped
                && !line.is_item
                && !next.text.starts_with("1.")
                && !next.text.starts_with("1)");
        }
        if line.is_item && matches!(line.end, End::Words | End::Clause) && line.width >= NARROWEST {
            return false;
        }
        if self.is_signature(line, next) {
            return true;
        }
        match is_wrapped {
            true => self.is_meant(line, next) || self.is_ended(line, next),
            false => {
                let is_open = line.end == End::Clause || line.end == End::Words && goes_on_with(line, next);
                !is_open || is_own(line, next)
            }
        }
    }

    /// Whether a paragraph may begin below in a wrapped text, but not certainly: the line ends with
    /// a sentence, and is much shorter than the rest or has to part paragraphs.
    pub(super) fn is_unsure(&self) -> bool {
        let Some((line, next)) = self.pair() else { return false };
        let may_end = || match self.even {
            Some(limit) => self.is_dense || is_shorter(line, next, limit),
            None => self.has_room(line, next),
        };
        line.end == End::Sentence && self.is_plain() && !self.begins(true) && may_end()
    }

    /// Whether only the ends of the lines say how they are to be read.
    pub(super) fn is_plain(&self) -> bool {
        let Some((line, next)) = self.pair() else { return false };
        matches!(line.end, End::Sentence | End::Item)
            && !self.is_inseparable(line, next)
            && !is_own(line, next)
            && !line.is_item
            && !next.is_item
    }

    /// Whether nothing can begin between the lines.
    fn is_inseparable(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        line.is_hard
            || next.is_indented
            || (!line.has_han && !next.has_han)
            || next.text.starts_with(closes)
            || line.end == End::Open
            || is_within(line.text, next.text)
            || [line, next].iter().any(|line| line.text.starts_with(['|', '<', '\u{FF5C}']))
            || (line.is_picture() && next.is_picture())
            || (is_row_of_table(line.text) && is_row_of_table(next.text))
    }

    /// Whether the line below is the unit or the date that signs a document, or a note below these.
    fn is_signature(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let is_note = |line: &Line<'_>| may_follow_signature(line.text);
        if is_note(next) && (is_date(line.text) || is_note(line)) {
            return true;
        }
        match self.lines.get(self.at + 1) {
            Some(date) if is_date(date.text) => signs(next.text, false) && line.end == End::Sentence,
            Some(below) if !is_note(below) => false,
            _ => {
                let is_ended = matches!(line.end, End::Sentence | End::Item | End::Colon);
                is_date(next.text) && (is_ended || signs(line.text, false))
            }
        }
    }

    /// Whether a writer has ended the line above, in a text that an editor has wrapped: the line
    /// below begins with a number or a bullet, and that is no part of a sentence.
    fn is_meant(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        if line.is_bold() {
            return true;
        }
        let has_room = line.width + next.first_unit() + SLACK <= self.limit;
        let is_heading = line.end == End::Words && looks_like_a_heading(line.text).is_some();
        if is_heading || starts_with_label(line.text) && starts_with_label(next.text) {
            return has_room;
        }
        let is_part = begins_with_yi_shi(next.text) || !is_listed(next.text);
        if is_part && !begins_article(line, next.text) {
            return false;
        }
        let ends = matches!(line.end, End::Sentence | End::Item | End::Colon);
        let ends_item = has_room && line.end == End::Words;
        (ends || ends_item) && self.is_row(next)
    }

    /// Whether the writer has ended the line above, in a text that an editor has wrapped: it is
    /// much shorter than the rest. `各党支部：` and a title may stand above a text. Where empty
    /// lines part the paragraphs, a short sentence may be within one.
    fn is_ended(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let is_first = self.at == 1 && line.width <= SALUTATION;
        let is_salutation = is_first && is_salutation(line.text);
        let ends = matches!(line.end, End::Sentence | End::Item | End::Colon);
        match self.even {
            Some(limit) => {
                let is_title = is_first
                    && line.end == End::Words
                    && line.has_han
                    && line.width * 2 <= limit
                    && !line.text.ends_with('的')
                    && !goes_on_with(line, next)
                    && !line.text.contains(['，', '。', '；', '：']);
                (is_salutation || is_title || ends && self.is_dense) && is_shorter(line, next, limit)
            }
            None => is_salutation && self.has_room(line, next),
        }
    }

    /// Whether a line has room for the first clause of the next one: an editor that wraps at marks
    /// would have put it there.
    fn has_room(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let mark = next.text.find(['，', '。', '；', '：', '！', '？', '、']);
        let clause = mark.and_then(|at| next.text.get(..at)).unwrap_or(next.text);
        line.width + width(clause) + SLACK <= self.limit
    }

    /// Whether the number of a line belongs to a row of lines, rather than to an enumeration within
    /// the sentences: the number before it, or after it, begins a line too.
    fn is_row(&self, next: &Line<'_>) -> bool {
        let Some((kind, number)) = enumerator(next.text) else { return true };
        let begins = |wanted: u32| self.rows.binary_search(&(kind, wanted)).is_ok();
        match number {
            0 | 1 => begins(number + 1),
            _ => begins(number - 1),
        }
    }
}

/// Whether a line is a row of a table without a line of dashes: it has cells between tabs or bars.
fn is_row_of_table(text: &str) -> bool {
    text.contains('\t') || text.starts_with('+') || text.matches(['|', '｜']).count() > 1
}

/// Whether the line above opens code, bold words, a link or a bracket that the one below closes.
fn is_within(above: &str, below: &str) -> bool {
    let is_odd = |mark: &str| above.matches(mark).count() % 2 == 1 && below.matches(mark).count() % 2 == 1;
    let opens = |open: char, close: char| {
        let rest = above.rsplit_once(open).map_or("", |(_, rest)| rest);
        let closes = below.find(close).filter(|at| below.find(open).is_none_or(|opens| *at < opens));
        !rest.is_empty() && !rest.contains(close) && closes.is_some()
    };
    is_odd("`") || is_odd("**") || is_odd("~~") || opens('[', ']') || opens('（', '）') || opens('(', ')')
}

/// The room from which on a line is shorter than those of one width.
const ROOM: usize = 6;

/// The widest line that is a salutation: `尊敬的各位领导、各位来宾，同志们：`.
const SALUTATION: usize = 40;

/// Whether a line says whom a text addresses: `各党支部：`, `各位领导、同志们：`.
/// `申报对象：` does not.
pub(in crate::markdown) fn is_salutation(line: &str) -> bool {
    let Some(addressed) = line.strip_suffix('：') else { return false };
    let mut parts = addressed.split(['、', '，', ',']).map(str::trim);
    // `各矿、厂`: what says that all are meant stands before the first.
    parts.next().is_some_and(is_addressed) && parts.all(|part| is_addressed(part) || are_names(part))
}

/// Words for those whom texts address.
const ADDRESSED: [&str; 36] = [
    "党支部",
    "支部",
    "党总支",
    "总支",
    "党委",
    "党组织",
    "党小组",
    "单位",
    "部门",
    "分公司",
    "公司",
    "厂",
    "车间",
    "班组",
    "科室",
    "部室",
    "处室",
    "室",
    "工会",
    "团委",
    "团支部",
    "学院",
    "学校",
    "矿",
    "区",
    "县",
    "书记",
    "干部",
    "领导",
    "同志",
    "党员",
    "代表",
    "来宾",
    "委员",
    "同事",
    "职工",
];

/// Whether words are nothing but such ones: `党支部书记`, `党员干部`.
fn are_names(words: &str) -> bool {
    let mut rest = words;
    while let Some(after) =
        ADDRESSED.iter().filter_map(|name| rest.strip_prefix(name)).min_by_key(|rest| rest.len())
    {
        rest = after;
    }
    rest.is_empty() && !words.is_empty()
}

/// Whether words name those whom a text addresses: `各党支部`, `尊敬的各位领导`, `同志们`.
/// `我们学习了他们` and `各支部本月完成情况如下` only begin or end like them.
fn is_addressed(words: &str) -> bool {
    const BEFORE: [&str; 18] = [
        "尊敬的",
        "敬爱的",
        "亲爱的",
        "各位",
        "各",
        "全体",
        "广大",
        "公司",
        "集团",
        "机关",
        "总部",
        "有关",
        "相关",
        "二级",
        "局属",
        "所属",
        "直属",
        "基层",
    ];
    const MANY: [&str; 7] = ["同志", "朋友", "同事", "党员", "代表", "职工", "战友"];
    let mut rest = words;
    while let Some(after) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let is_named = rest.len() < words.len() && are_names(rest);
    // `尊敬的李书记`
    let is_honoured = words.starts_with("尊敬的")
        && rest.chars().count() <= 6
        && ADDRESSED.iter().any(|name| rest.ends_with(name));
    let are_many = rest.strip_suffix("们").is_some_and(|one| MANY.contains(&one));
    is_named || is_honoured || are_many || names_a_unit(words)
}

/// Whether a line is much shorter than those of one width.
fn is_shorter(line: &Line<'_>, next: &Line<'_>, limit: usize) -> bool {
    line.width + next.first_unit().max(2) + ROOM <= limit
}

/// The columns by which a line is shorter than an editor would have made it.
pub(super) const SLACK: usize = 8;

/// Whether a reader would see `next` as a paragraph of its own below `line`: `一、…` and `1、…`,
/// `●…`, `时间：…`, a line after `**一、总体要求**` or after a heading.
pub(super) fn is_own(line: &Line<'_>, next: &Line<'_>) -> bool {
    let (above, below) = (line.text, next.text);
    is_listed(below)
        || is_listed(above) && looks_like_a_heading(above).is_some()
        || (is_names(above) && is_names(below))
        || begins_article(line, below)
        || (starts_with_year(above) && starts_with_year(below))
        || (starts_with_label(below) && (line.end == End::Sentence || starts_with_label(above)))
        || line.is_bold()
        || next.is_bold()
        || is_heading_above(line, next)
        || line.is_picture()
        || next.is_picture()
}

/// Whether a short line without punctuation is a heading above the next one: wrapped lines are
/// full, and none ends far before the next one does.
fn is_heading_above(line: &Line<'_>, next: &Line<'_>) -> bool {
    const SHORT: usize = 32;
    line.end == End::Words
        && line.width <= SHORT
        && line.has_han
        && next.width > 2 * line.width
        && next.end == End::Sentence
}

/// Whether the sentence of a line goes on in the next one, although no mark says so.
pub(super) fn goes_on_with(line: &Line<'_>, next: &Line<'_>) -> bool {
    let is_listed_above = is_listed(line.text) || starts_with_label(line.text);
    let is_torn = line.text.ends_with(['于', '把', '将', '或', '且']) || title::goes_on(line.text);
    !is_listed_above && (is_torn || next.text.starts_with(['的', '了', '及', '着', '或']))
}

/// Whether a line begins an article of rules: `第三条　党员…`, and `第三条党员…` below a sentence.
fn begins_article(line: &Line<'_>, next: &str) -> bool {
    let Some(rest) = next.trim_start_matches('*').strip_prefix('第') else { return false };
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    let words = rest.trim_start_matches(is_numeral);
    let is_numbered = words.len() < rest.len();
    let Some(words) = words.strip_prefix(['条', '章', '节', '款', '编', '篇']) else { return false };
    let is_apart = words.is_empty() || words.starts_with([' ', '\u{3000}', '\t', '：', ':', '、', '*']);
    is_numbered && (is_apart || line.end == End::Sentence)
}

/// Whether a line begins with a year, as those of a chronicle do: `2026年3月`, `2026.3.5`.
fn starts_with_year(line: &str) -> bool {
    let Some((year, rest)) = line.split_at_checked(4) else { return false };
    let is_year = year.starts_with("19") || year.starts_with("20");
    is_year && year.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(['年', '.', '-', '/'])
}

/// Whether a line begins with a label: `主持人：张三`. A label is a word; `会议强调，要：` is a
/// sentence.
fn starts_with_label(line: &str) -> bool {
    const LONGEST: usize = 8;
    let Some((label, words)) = line.split_once(['：', ':']) else { return false };
    let label = match label.strip_prefix('[').and_then(|label| label.strip_suffix(']')) {
        Some(label) if !is_definition(line) => label,
        _ => label,
    };
    let is_word = !label.ends_with([' ', '\u{3000}'])
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | ' ' | '\u{3000}' | '*'));
    let length = label.chars().filter(|c| c.is_alphanumeric()).count();
    is_word && label.contains(is_han) && (2..=LONGEST).contains(&length) && !words.starts_with("//")
}
