//! Tests properties of every body.

use std::fmt::Write as _;

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Site, html};
use crate::markdown::{self, Headings, Lines, Options, cut, lead, plain, prepare, render, render_unprepared};

/// Pieces of Markdown whose combinations are worth trying.
pub(super) fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "党",
        "建，",
        "“",
        "”",
        "。",
        "《",
        "》",
        "a",
        "b c",
        "1",
        " ",
        "  ",
        "    ",
        "　　",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "*",
        "**",
        "~~",
        "_",
        "`",
        "```",
        "~~~\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "[",
        "](",
        ")",
        "![",
        "(",
        "\"",
        "\\",
        "<",
        ">",
        "<b>",
        "<!--",
        "-->",
        "<div>\n",
        "&amp;",
        "|",
        "|-|",
        "\n|-|-|\n",
        "---",
        ":::",
        "::::",
        "：：：",
        ":::a",
        " x=1",
        " :::",
        "=",
        "[^1]",
        "[^1]: ",
        "[x]: ",
        "[!NOTE]",
        "[!提示]",
        "[ ] ",
        "https://a.cn/",
        "a.png",
        "#a",
        "{#b}",
        "\u{A8CE}",
        "<!--:::0:0-->",
        "$",
        "한",
        "é",
        "😀",
        "\u{FE0F}",
        "\0",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Returns the names of the elements that are open after `html`, if each end tag closes the last
/// open element.
fn unclosed(html: &str) -> Result<Vec<String>, String> {
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => return Err(format!("</{name}> after {last:?}")),
            }
        } else if !matches!(name.as_str(), "br" | "hr" | "img" | "input") {
            open.push(name);
        }
    }
    Ok(open)
}

pub(super) fn all_on() -> Options {
    Options {
        definition_lists: true,
        math: true,
        wikilinks: true,
        smart_punctuation: true,
        highlight: true,
        ..Options::default()
    }
}

/// Returns the HTML of plain parsing, for bodies without directives and addresses with spaces.
fn unprepared(body: &str) -> String {
    render_unprepared(body, &Options::default(), &Site::default()).html
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_is_balanced_and_findings_lie_in_the_body(body in pieces()) {
        for options in [Options::default(), all_on()] {
            let page = render(&body, &options, &Site::default());
            prop_assert_eq!(unclosed(&page.html), Ok(vec![]), "{}", page.html);
            for found in page.findings {
                prop_assert!(body.get(found.span.clone()).is_some(), "{:?} in {:?}", found, body);
            }
        }
    }

    #[test]
    fn any_text_at_all_is_rendered(body in any::<String>()) {
        let page = render(&body, &Options::default(), &Site::default());
        prop_assert_eq!(unclosed(&page.html), Ok(vec![]));
        let raw = Options { raw_html: true, ..all_on() };
        render(&body, &raw, &Site::default());
    }

    #[test]
    fn text_without_chinese_comes_out_as_plain_parsing_has_it(
        body in "([ab1é😀 .,!?*_~`#>|<&+=:\t\u{A0}“”\\[\\]()\n\"'-]|\n    |\n\n  |\n---\n|[.!]\n|1\\. |&nbsp;|\\*\\*\\*\\*|5\\*3){0,60}",
    ) {
        // An address with a space is a link here, and three colons are a directive.
        let body = body.replace("](", "] (").replace("::", ":");
        for (headings, sentence_lines) in [(Headings::Report, Lines::Warn), (Headings::Detect, Lines::Paragraphs)] {
            let options = Options { headings, sentence_lines, ..Options::default() };
            prop_assert_eq!(render(&body, &options, &Site::default()).html, unprepared(&body));
        }
    }

    #[test]
    fn text_lies_where_its_span_says(body in pieces()) {
        // Text that looks like an address with a space but is not one is shown in angle brackets.
        let body = body.replace("](", "] (");
        let options = Options::default();
        let page = prepare::prepare(&body, &options);
        let mut code = false;
        for (event, range) in Parser::new_ext(&page.text, markdown::options::extensions(&options)).into_offset_iter() {
            code = (code || matches!(event, Event::Start(Tag::CodeBlock(_)))) && !matches!(event, Event::End(TagEnd::CodeBlock));
            let Event::Text(text) = event else { continue };
            // The text of an entity or an escape differs from the source; code is taken from the
            // body itself.
            if page.text.get(range.clone()) == Some(&*text) && !code {
                let there = body.get(page.map.span(range)).unwrap_or_default();
                prop_assert_eq!(there, &*page.clean(&*text));
            }
        }
    }

    #[test]
    fn code_and_addresses_are_never_changed(
        before in "[党“”。*]{0,8}", code in "[党建a1“”。，*~%\\[\\]()]{1,12}", after in "[党“”。*~]{0,8}",
    ) {
        let html = html(&format!("{before}\n\n```\n{code}\n```\n\n{after}"));
        prop_assert!(html.contains(&format!("<code>{code}\n</code>")), "{}", html);
        let html = super::html(&format!("{before} ``{code}`` [x](<{code}>)"));
        prop_assert!(html.contains(&format!("<code>{code}</code>")), "{}", html);
        if !code.starts_with("//") {
            prop_assert!(html.contains(&format!("<a href=\"/{code}\">")), "{}", html);
        }
    }

    #[test]
    fn the_words_of_a_text_are_its_words(body in "[党建“”a，。*\n]{0,40}") {
        let rendered = render(&body, &Options::default(), &Site::default()).text;
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&rendered), bare(&plain(&body)));
    }

    #[test]
    fn summaries_keep_to_their_length(body in pieces(), limit in 0_usize..60) {
        prop_assert!(lead(&body, limit, Lines::Meant).chars().count() <= limit);
        prop_assert!(cut(&body, limit).chars().count() <= limit);
        markdown::count_words(&body);
    }

    #[test]
    fn text_that_the_parser_shows_is_shown(body in "[党建a“”（）。，* ]{0,24}") {
        // Bold text is bold in full: the text shown is that of the source without the stars that
        // are markup.
        let html = html(&body);
        let mut shown = String::new();
        for event in Parser::new(&body) {
            if let Event::Text(text) = event {
                let _ = write!(shown, "{text}");
            }
        }
        let bare = |text: &str| text.chars().filter(|c| !"*<>/ \n".contains(*c) && !c.is_ascii_alphabetic()).collect::<String>();
        let han = |text: &str| bare(text).chars().filter(|c| !c.is_ascii()).collect::<String>();
        prop_assert_eq!(han(&html), han(&shown));
    }
}

#[test]
fn the_check_for_balance_can_fail() {
    assert!(unclosed("<p><b></p></b>").is_err());
    assert_eq!(unclosed("<p><br>").unwrap(), ["p"]);
}
