//! Extracts the beginning of an article as plain text.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::chars::{is_indent, joins};
use super::cut::cut;
use super::options::Lines;
use super::paragraphs::Paragraphs;
use super::prepare::prepare;
use crate::text::{element_name, parts_words};

/// Returns the text of `markdown` without markup, blocks separated by line breaks. Pictures, notes,
/// code blocks, directive lines and raw HTML are left out.
pub fn plain(markdown: &str) -> String {
    words_of(markdown, &super::Options::default(), false)
}

/// Returns the text of `markdown` as [`plain`] does. `torn` means that it is a part of a body: the
/// definitions of its reference links are elsewhere.
fn words_of(markdown: &str, options: &super::Options, torn: bool) -> String {
    let page = prepare(markdown, options);
    let elsewhere = |link: BrokenLink<'_>| {
        let named = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        (torn && named).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let options = super::options::extensions(options);
    let parser = Parser::new_with_broken_link_callback(&page.text, options, Some(elsewhere));
    let mut words = String::new();
    let mut hidden = 0_usize;
    let mut broken = false;
    let mut in_script = false;
    let mut cell = 0;
    for event in parser {
        match event {
            Event::InlineHtml(tag) if is_script(&tag) => in_script = !tag.starts_with("</"),
            Event::Text(_) | Event::Code(_) if in_script => {}
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_)) => hidden += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::FootnoteDefinition) => {
                hidden = hidden.saturating_sub(1)
            }
            Event::Text(text) | Event::Code(text) if hidden == 0 => {
                let text = page.clean(&*text);
                let text = if words.is_empty() || words.ends_with('\n') {
                    text.trim_start_matches(is_indent)
                } else {
                    &text
                };
                if broken {
                    join(&mut words, text);
                } else {
                    words.push_str(text);
                }
                broken = broken && text.is_empty();
            }
            Event::SoftBreak => broken = hidden == 0,
            Event::HardBreak if hidden == 0 => end_line(&mut words),
            // `<br>`, and `</p>` before the next paragraph of HTML.
            Event::InlineHtml(tag) if hidden == 0 && parts_words(name_of(&tag)) => end_line(&mut words),
            Event::Start(Tag::TableCell) => cell = words.len(),
            Event::End(TagEnd::TableCell) => match words.get(cell..).map(str::trim) {
                // Marks that merge cells are no words.
                Some("<<" | "^^") => words.truncate(cell),
                _ => words.push(' '),
            },
            Event::End(tag) if ends_block(tag) && hidden == 0 => {
                (broken, in_script) = (false, false);
                end_line(&mut words);
            }
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Whether a tag is that of an element whose content readers do not see.
fn is_script(tag: &str) -> bool {
    let name = name_of(tag);
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

/// Returns the name of the element of a tag in its brackets.
fn name_of(tag: &str) -> &str {
    element_name(tag.strip_prefix('<').unwrap_or_default())
}

/// Appends `text` to the same line, after a space unless Chinese joins the two.
fn join(words: &mut String, text: &str) {
    let text = text.trim_start_matches(is_indent);
    if let (Some(before), Some(after)) = (words.chars().next_back(), text.chars().next())
        && !joins(before, after, true)
        && !before.is_whitespace()
    {
        words.push(' ');
    }
    words.push_str(text);
}

/// Appends the text of a paragraph to that of those before it. Where these end without a mark, only
/// a space keeps apart what readers would take for one phrase: below `到会三十`, `五名同志发言。`
/// would become `到会三十五名同志发言。`.
fn join_paragraph(words: &mut String, text: &str) {
    let text = text.trim_matches(is_indent);
    let is_closing = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】');
    let is_letter_or_sign = |c: char| !"。！？；：，、…—.!?;:,".contains(c) && !c.is_whitespace();
    if !text.is_empty() && words.trim_end_matches(is_closing).ends_with(is_letter_or_sign) {
        words.push(' ');
    }
    join(words, text);
}

/// Ends the line in a text of blocks, once.
pub(super) fn end_line(words: &mut String) {
    words.truncate(words.trim_end_matches([' ', '\n']).len());
    if !words.is_empty() {
        words.push('\n');
    }
}

/// Whether the element that ends is a block, so that the next text begins a line.
pub(super) fn ends_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}

/// Returns the text that stands for the summary of an article that has none: that of its first
/// paragraphs, [`cut`] to `limit` characters. Headings, lists, quotes, tables, pictures, code and
/// directives are skipped.
///
/// Only the beginning of `body` is read, and it is parsed only if it has markup: this is done for
/// every article whenever a site is read.
///
/// `lines` is the meaning of line ends, as on the page: its paragraphs are those of the summary.
pub fn lead(body: &str, limit: usize, lines: Lines) -> String {
    let mut words = String::new();
    // The lines of a paragraph have been read with those around them.
    let options = super::Options { sentence_lines: Lines::Join, ..super::Options::default() };
    for paragraph in Paragraphs::of(body, lines) {
        let source = beginning(paragraph, limit * 3);
        let text = match source.bytes().any(|byte| b"*_`[]<&\\~".contains(&byte)) {
            // An address or a bold text may be long. If there is markup, read more, so that what
            // the beginning opens is also closed.
            true => {
                let source = untorn(beginning(paragraph, limit * 30), paragraph.len());
                Cow::Owned(words_of(&without_notes(source), &options, true))
            }
            false => unwrapped(source),
        };
        text.split('\n').for_each(|text| join_paragraph(&mut words, text));
        if words.chars().nth(limit).is_some() {
            break;
        }
    }
    cut(&words, limit)
}

/// Removes the references to footnotes from a paragraph.
fn without_notes(source: &str) -> Cow<'_, str> {
    let mut words = Cow::Borrowed(source);
    while let Some(start) = words.find("[^")
        && let Some(length) = words.get(start..).unwrap_or_default().find(']')
    {
        words.to_mut().replace_range(start..=start + length, "");
    }
    words
}

/// Returns at most `limit` characters of `text`.
fn beginning(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

/// Removes a link or picture that has lost its address from the end of the beginning of a paragraph
/// of `whole` bytes.
fn untorn(beginning: &str, whole: usize) -> &str {
    if beginning.len() == whole {
        return beginning;
    }
    let Some(at) = beginning.rfind("](").filter(|at| !beginning.get(*at..).unwrap_or_default().contains(')'))
    else {
        return beginning;
    };
    let link = beginning.get(..at).unwrap_or_default().rfind('[').unwrap_or(at);
    beginning.get(..link).unwrap_or_default().trim_end_matches('!')
}

/// Joins the lines of a paragraph without markup.
fn unwrapped(source: &str) -> Cow<'_, str> {
    let mut lines = source.lines();
    let first = lines.next().unwrap_or_default();
    if first.len() == source.len() {
        return Cow::Borrowed(source);
    }
    let mut words = first.trim_end().to_owned();
    let mut previous = first;
    for line in lines {
        if previous.ends_with("  ") {
            end_line(&mut words);
            words.push_str(line.trim());
        } else {
            join(&mut words, line.trim_end());
        }
        previous = line;
    }
    Cow::Owned(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_markup() {
        for (markdown, expected) in [
            ("坚持**“两个维护”**不动摇", "坚持“两个维护”不动摇"),
            ("# 题\n\n甲[乙](a.md)`丙`[^1]\n丁\n\n![图](a.png \"图说\")\n\n[^1]: 注\n", "题\n甲乙丙\n丁"),
            ("a\nb", "a b"),
            ("|甲|乙|\n|-|-|\n|1|2|\n", "甲 乙\n1 2"),
            ("- 甲\n- 乙\n", "甲\n乙"),
            (":::note 题=1\n甲\n:::\n", "甲"),
            ("　　段首\n\n　　**乙**", "段首\n乙"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), expected, "{markdown:?}");
        }
    }

    #[test]
    fn a_lead_is_the_first_paragraphs() {
        for (body, expected) in [
            ("# 题\n\n甲。\n\n乙。\n", "甲。乙。"),
            ("![图](a.png)\n\n　　甲**“乙”**。\n　　丙。", "甲“乙”。丙。"),
            ("> [!NOTE]\n> 注\n\n|a|b|\n|-|-|\n\n```\n码\n```\n\n- 项\n\n甲。", "甲。"),
            (":::note 标题=甲\n乙\n\n:::gallery :::\n丙\n:::\n丁。", "丁。"),
            (":::stats ids=a :::\n甲。", "甲。"),
            ("题\n===\n\n甲\n乙", "甲 乙"),
            ("甲。\n---\n乙。", "甲。乙。"),
            ("到会三十\n\n五名同志发言。", "到会三十 五名同志发言。"),
            (
                "活动时间：3月2日\n\n活动地点：**201会议室**\n\n参加：35\n\n20人。",
                "活动时间：3月2日 活动地点：201会议室 参加：35 20人。",
            ),
            ("活动时间：3月2日\n活动地点：201室\n各支部", "活动时间：3月2日 活动地点：201室 各支部"),
            ("时间：**3月2日**\n地点：201室", "时间：3月2日 地点：201室"),
            ("到会三十  \n五名发言，\n没有", "到会三十 五名发言，没有"),
            ("到会**三十**\\\n五名发言<br>没有", "到会三十 五名发言 没有"),
            (
                "《通知》\n\n各支部：\n\n（略）\n\n他说：“好。”\n\n乙",
                "《通知》 各支部：（略） 他说：“好。”乙",
            ),
            ("Title\n\nText", "Title Text"),
            ("<center>图1</center>\n## 题\n正文。", "正文。"),
            (
                "<style>\n.x { color: red }\n</style>\n<script>\n\nvar x = 1;\n</script>\n<div\n class=\"x\"> 党员。\n</div>",
                "党员。",
            ),
            ("发言的\n<u>重点</u>内容\n如下。", "发言的重点内容如下。"),
            ("<b>时间</b>：3月。\n\n<STYLE>\n甲\n</STYLE>\n乙。", "时间：3月。乙。"),
            ("甲。<script>var x = `1`;</script>乙。", "甲。乙。"),
            ("甲。<style>.x {}\n\n乙。", "甲。乙。"),
            ("<div>\n\n<span\nclass=\"x\">乙</span>。\n\n</div>", "乙。"),
            ("<p>甲。\n乙。</p>\n丙。", "甲。乙。丙。"),
            ("<p class=\"MsoNormal\">同志们：</p>\n<p>今天开会。</p>", "同志们：今天开会。"),
            ("<P>到会三十</P>\n<p>五名同志发言。</p>", "到会三十 五名同志发言。"),
            ("<div>同志们：</div>\n\n<section>今天开会。</section>", "同志们：今天开会。"),
            ("<p align=\"center\">图1</p>\n<p>甲。</p>", "甲。"),
            ("<p><img src=\"a.png\"></p>\n<p>甲。</p>", "甲。"),
            ("甲。\n&emsp;&emsp;乙。", "甲。乙。"),
            ("Title\n---\n\nText.", "Text."),
            ("a | b\n--|--\n1 | 2\n\n甲。", "甲。"),
            ("One\ntwo.\n\nThree.", "One two. Three."),
            ("<!-- 备注\n\n乙 -->\n甲", "甲"),
            ("见[甲][x]、[乙][]。\n\n[x]: a.md\n", "见甲、乙。"),
            ("[^1]: 注\n\n甲[^1]。\n\n[^1]: 注", "甲。"),
            ("---\n\n    let x;\n\n    甲\n", "甲"),
            ("", ""),
        ] {
            assert_eq!(lead(body, 100, Lines::Meant), expected, "{body:?}");
        }
    }

    #[test]
    fn a_lead_is_cut_and_does_not_read_on() {
        assert_eq!(lead("第一句话在这里。第二句话也在这里。", 10, Lines::Meant), "第一句话在这里。");
        // Nothing is shown of a link's address, however long it is; bold text is closed.
        let address = "a".repeat(400);
        let body = format!("见[甲文](https://example.com/{address})，{}。", "党".repeat(200));
        assert!(lead(&body, 20, Lines::Meant).starts_with("见甲文，党"), "{}", lead(&body, 20, Lines::Meant));
        let body = format!("{}**{}**后文。", "党".repeat(10), "建".repeat(80));
        assert!(!lead(&body, 20, Lines::Meant).contains('*'), "{}", lead(&body, 20, Lines::Meant));
        let body = format!("见![图](data:image/png;base64,{})和[乙](b.md)。", "A".repeat(9000));
        assert_eq!(lead(&body, 20, Lines::Meant), "见");
        let long = format!("{}。\n\n{}", "党".repeat(5000), "建".repeat(5000));
        assert_eq!(lead(&long, 20, Lines::Meant).chars().count(), 20);
    }
}
