//! Takes the headline and what stands around it from the beginning of a text.

use super::super::inline::plain;
use super::super::model::{Alignment, Block, BlockKind, List, ListItem, Paragraph};
use super::byline;
use super::fields::{Recognized, is_empty};
use super::figure::holds_picture;
use super::heading::chapter;
use super::letterhead::is_letterhead;
use crate::markdown::{looks_like_a_heading, ordinal};
use crate::text::{calls_readers, is_han};

/// Maximum number of blocks at the beginning that may be the head.
const MOST: usize = 8;
/// Maximum length of a headline, in characters.
const LONGEST: usize = 60;
/// Size, in half points, from which words are large: 小二号 is 18 points.
const LARGE: u16 = 36;

/// A line of the head: a paragraph or heading before the text begins.
struct Line {
    /// The index of its block.
    at: usize,
    words: String,
    is_centred: bool,
    size: u16,
    /// Whether it looks like a headline.
    is_large: bool,
    is_title_style: bool,
}

/// Takes headline, kicker, subtitle, label and bylines. `called` is what the manuscript calls
/// itself outside its text.
pub(super) fn take(blocks: &mut Vec<Block>, called: Option<&str>, recognized: &mut Recognized) {
    let lines = lines(blocks);
    let mut found = headline(&lines);
    if let Some(called) = called.filter(|_| found.as_ref().is_none_or(|(_, is_guess)| *is_guess)) {
        // The line of that name is the headline, wherever it is.
        let named = lines.iter().position(|line| is_called(called, &line.words)).map(|at| (at..=at, true));
        let is_set_apart = found
            .as_ref()
            .is_some_and(|(range, _)| lines.get(*range.start()).is_some_and(|line| line.is_centred));
        if named.is_none()
            && !is_set_apart
            && let Some(title) = without_site(called)
        {
            recognized.add("title", vec![title], true);
            return take_bylines(blocks, &lines, recognized);
        }
        found = named.or(found);
    }
    let Some((range, is_guess)) = found else { return };
    let (first, last) = (*range.start(), *range.end());
    // A text of one line has no headline: nothing would be left.
    if is_guess
        && lines.iter().take(last + 1).count() >= blocks.iter().filter(|block| !is_empty(block)).count()
    {
        return;
    }
    let mut taken: Vec<usize> = Vec::new();
    let words: Vec<&str> =
        lines.iter().skip(first).take(last + 1 - first).map(|line| line.words.trim()).collect();
    let (label, title) = labelled(&words.concat());
    recognized.add("title", vec![title.clone()], is_guess);
    if let Some(label) = label {
        recognized.add("label", vec![label], false);
    }
    taken.extend(lines.iter().skip(first).take(last + 1 - first).map(|line| line.at));
    for line in lines.iter().take(first) {
        if let Some(statements) = byline::statements(&line.words) {
            taken.extend(taken_whole(statements, line.at, blocks, recognized));
        } else if line.is_centred && !is_letterhead(&line.words) && !calls_readers(&line.words) {
            recognized.add("kicker", vec![line.words.trim().to_owned()], true);
            taken.push(line.at);
        }
    }
    for line in lines.iter().skip(last + 1) {
        if let Some(statements) = byline::statements(&line.words) {
            taken.extend(taken_whole(statements, line.at, blocks, recognized));
            continue;
        }
        let subtitle =
            || subtitle(line).filter(|_| !recognized.has("subtitle") && stands_alone(line, blocks));
        let author = || names(line).filter(|names| are_authors(names, &title, blocks, line.at));
        if let Some(date) = byline::date(strip_note(&line.words)) {
            recognized.add("date", vec![date], false);
        } else if calls_readers(&line.words) {
            continue;
        } else if let Some(subtitle) = subtitle() {
            recognized.add("subtitle", vec![subtitle], !line.words.trim().starts_with("——"));
        } else if let Some(names) = author() {
            recognized.add("author", names, true);
        } else {
            break;
        }
        taken.push(line.at);
    }
    remove(blocks, &taken);
}

fn remove(blocks: &mut Vec<Block>, taken: &[usize]) {
    let mut at = 0;
    blocks.retain(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
}

/// Adds what the line at `at` says to the fields. Returns its place if nothing of it is left.
fn taken_whole(
    statements: Vec<byline::Statement>,
    at: usize,
    blocks: &mut [Block],
    recognized: &mut Recognized,
) -> Option<usize> {
    match byline::add(statements, recognized) {
        byline::Left::Nothing => return Some(at),
        byline::Left::Words(words) => byline::keep(blocks, at, words),
        byline::Left::All => {}
    }
    None
}

/// Takes the bylines above a text that has no headline.
fn take_bylines(blocks: &mut Vec<Block>, lines: &[Line], recognized: &mut Recognized) {
    let mut taken = Vec::new();
    for line in lines {
        let Some(statements) = byline::statements(&line.words) else { break };
        taken.extend(taken_whole(statements, line.at, blocks, recognized));
    }
    remove(blocks, &taken);
}

/// Whether a manuscript that calls itself `支部换届 - 某某党建网` calls itself by the words of a
/// line.
fn is_called(called: &str, words: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let words = bare(words);
    let is_site = || without_site(called).is_none();
    let rest =
        || bare(called).strip_prefix(&words).map(|rest| rest.is_empty() || rest.starts_with(SEPARATORS));
    words.chars().count() >= SHORTEST && rest() == Some(true) && !is_site()
}

/// Characters between the title of a page and the name of its site.
const SEPARATORS: [char; 7] = ['-', '_', '|', '｜', '–', '—', '·'];
/// Minimum length of a title that only a page's head has, in characters.
const SHORTEST: usize = 4;

/// Returns what a page calls itself without the name of its site: `支部换届 - 某某党建网`,
/// `支部换届_要闻_某某党建网`. `None` if there is nothing but the name of a site.
fn without_site(called: &str) -> Option<String> {
    const SITES: [&str; 8] = ["网", "网站", "门户", "平台", "官网", "首页", "主页", "论坛"];
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, c) in called.char_indices().filter(|(_, c)| SEPARATORS.contains(c)) {
        let (before, after) = (called.get(..at)?, called.get(at + c.len_utf8()..)?);
        // `2025-2026`, `AI-党建`, `——`
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_within = is_latin(before.chars().next_back()) && !matches!(c, '|' | '｜' | '_')
            || before.ends_with(c)
            || after.starts_with(c)
            || c == '·' && !before.ends_with(' ');
        if !is_within {
            parts.push(called.get(start..at)?);
            start = at + c.len_utf8();
        }
    }
    parts.push(called.get(start..)?);
    let is_title = |part: &&str| {
        part.chars().count() >= SHORTEST
            && part.contains(is_han)
            && !SITES.iter().any(|site| part.ends_with(site))
    };
    parts.into_iter().map(str::trim).find(is_title).map(str::to_owned)
}

/// Returns the lines before the text begins: short paragraphs.
fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, block) in blocks.iter().enumerate().take(MOST) {
        let words = block.words();
        let line = match &block.kind {
            // Words below a picture are its caption.
            BlockKind::Paragraph(paragraph) if holds_picture(&paragraph.text) => break,
            BlockKind::Paragraph(paragraph) => line(at, words, paragraph),
            BlockKind::Heading(heading) => Line {
                at,
                words: plain(&heading.text),
                is_centred: true,
                size: 0,
                is_large: heading.level <= 1 && at == 0,
                is_title_style: heading.level == 0,
            },
            // `发布日期：…`, `来源：…` and `作者：…` are often items of a list.
            BlockKind::List(list) if !lines.is_empty() => match stated(list) {
                Some(words) => {
                    Line { at, words, is_centred: false, size: 0, is_large: false, is_title_style: false }
                }
                None => break,
            },
            _ => break,
        };
        let length = line.words.trim().chars().count();
        if length == 0 {
            continue;
        }
        // The text begins with a sentence, a heading or a long paragraph.
        let is_text = length > LONGEST
            || (line.words.trim_end().ends_with(['。', '！', '；']) && !line.is_large)
            || (looks_like_a_heading(&line.words).is_some() && !line.is_large);
        if is_text && byline::statements(&line.words).is_none() {
            break;
        }
        lines.push(line);
    }
    lines
}

/// Returns the items of a list on one line, if each is a byline.
fn stated(list: &List) -> Option<String> {
    let words = |item: &ListItem| item.blocks.iter().map(Block::words).collect::<String>();
    let items: Vec<String> = list.items.iter().map(words).collect();
    items.iter().all(|item| byline::statements(item).is_some()).then(|| items.join("；"))
}

fn line(at: usize, words: String, paragraph: &Paragraph) -> Line {
    let look = &paragraph.look;
    let is_centred = paragraph.alignment == Alignment::Center;
    let size = look.size.unwrap_or(0);
    // 方正小标宋 is the font of headlines in official documents.
    let is_headline_font = look.font.as_deref().is_some_and(|font| font.contains("小标宋"));
    let is_title_style = look.outline == Some(0);
    let is_large = is_title_style || is_headline_font || (is_centred && size >= LARGE);
    Line { at, words, is_centred, size, is_large, is_title_style }
}

/// Returns the range of lines that are the headline, and whether that is only a guess: a line of
/// the style of titles, else the largest lines, else the first centred bold one, else the first
/// line that can be one.
fn headline(lines: &[Line]) -> Option<(std::ops::RangeInclusive<usize>, bool)> {
    let is_free = |line: &Line| {
        byline::statements(&line.words).is_none()
            && !is_letterhead(&line.words)
            && !calls_readers(&line.words)
    };
    let by_style = lines.iter().position(|line| line.is_title_style);
    let largest = lines.iter().filter(|line| line.is_large && is_free(line)).map(|line| line.size).max();
    let by_look = largest.and_then(|size| lines.iter().position(|line| line.is_large && line.size == size));
    let centred = || lines.iter().position(|line| line.is_centred && is_free(line));
    let first_line = || {
        let first = lines.iter().position(is_free)?;
        can_be_headline(lines.get(first)?.words.trim()).then_some(first)
    };
    let (first, is_guess) = match by_style.or(by_look) {
        Some(first) => (first, false),
        None => (centred().or_else(first_line)?, true),
    };
    // A headline set in two lines by hand: the next one looks the same.
    let line = lines.get(first)?;
    let goes_on = |next: &Line| {
        line.is_large
            && next.is_large
            && next.size == line.size
            && is_free(next)
            && !next.words.trim().starts_with("——")
    };
    let last = (first + 1..lines.len()).take_while(|at| lines.get(*at).is_some_and(goes_on)).last();
    Some((first..=last.unwrap_or(first), is_guess))
}

/// Whether words that only are the first of a text can be its headline: they are no sentence, no
/// item (`①…`, `第一章 总则`) and no form to fill in (`姓名____`).
fn can_be_headline(words: &str) -> bool {
    let is_sentence = words.ends_with(['。', '；', '，', '：', ':', '.', '！', '？']);
    let is_item = ordinal(words).is_some() || chapter(words).is_some() || !words.starts_with(is_letter);
    !is_sentence && !is_item && !words.contains("__")
}

/// Whether a headline may begin with a character.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !('①'..='⒛').contains(&c)
        || c.is_ascii_digit()
        || matches!(c, '“' | '《' | '【' | '‘' | '「')
}

/// Splits `【主题党日】清明祭英烈` into label and title.
fn labelled(title: &str) -> (Option<String>, String) {
    let title = title.trim();
    let split = title.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    match split {
        Some((label, rest)) if !label.is_empty() && !rest.trim().is_empty() => {
            (Some(label.trim().to_owned()), rest.trim().to_owned())
        }
        _ => (None, title.to_owned()),
    }
}

/// Returns the words of a subtitle: a line that begins with a dash, or a centred one.
fn subtitle(line: &Line) -> Option<String> {
    let words = line.words.trim();
    let is_dashed = words.starts_with("——") || words.starts_with("--") || words.starts_with('—');
    (is_dashed || line.is_centred && !is_in_brackets(words))
        .then(|| words.to_owned())
        .filter(|words| words.chars().any(is_han) && names(line).is_none() && !words.ends_with(is_end))
}

/// Whether a line ends a sentence, or a part of one: a verse does.
fn is_end(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | ':')
}

/// Whether a centred line has no other one below it: those are verses, or names.
fn stands_alone(line: &Line, blocks: &[Block]) -> bool {
    let next = blocks.iter().skip(line.at + 1).find(|block| !is_empty(block));
    let Some(Block { kind: BlockKind::Paragraph(next), .. }) = next else { return true };
    let words = plain(&next.text);
    let is_other = || {
        let words = words.trim();
        byline::statements(words).is_none()
            && byline::date(strip_note(words)).is_none()
            && !is_in_brackets(words)
            && !are_names(words)
    };
    line.words.trim().starts_with(['—', '-'])
        || next.alignment != Alignment::Center
        || holds_picture(&next.text)
        || !is_other()
}

/// Whether names below a headline are those of the authors: a text follows, and the headline is not
/// about them.
fn are_authors(names: &[String], title: &str, blocks: &[Block], at: usize) -> bool {
    const NEAR: usize = 3;
    let is_text = |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            paragraph.alignment != Alignment::Center
                && plain(&paragraph.text).trim_end().ends_with(['。', '！', '？', '”'])
        }
        _ => false,
    };
    let near = || blocks.iter().skip(at + 1).filter(|block| !is_empty(block)).take(NEAR);
    // `以上同志获评优秀党员。`
    let is_list = || near().next().is_some_and(|next| next.words().trim().starts_with("以上"));
    near().any(is_text) && !is_list() && !names.iter().any(|name| title.contains(name.as_str()))
}

fn is_in_brackets(words: &str) -> bool {
    words.starts_with(['（', '(']) && words.ends_with(['）', ')'])
}

/// Returns the names in a centred line that is nothing else: `张三　李四`, `党群工作部　张三` is
/// none.
fn names(line: &Line) -> Option<Vec<String>> {
    let names = || line.words.split(is_between).filter(|name| !name.is_empty()).map(str::to_owned);
    (line.is_centred && are_names(&line.words)).then(|| names().collect())
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == '、'
}

fn are_names(words: &str) -> bool {
    let names: Vec<&str> = words.split(is_between).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &str| (2..=3).contains(&name.chars().count()) && name.chars().all(is_han);
    (1..=4).contains(&names.len())
        && names.iter().all(|name| is_name(name) && crate::text::begins_with_surname(name))
}

/// Strips the brackets around a date below a headline: `（2026年11月20日）`.
fn strip_note(words: &str) -> &str {
    let words = words.trim();
    words.strip_prefix(['（', '(']).and_then(|words| words.strip_suffix(['）', ')'])).unwrap_or(words)
}
