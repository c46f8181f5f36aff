//! Renders problems for a browser: over a page, or as a page of their own.

use crate::problem::terminal::{name, printable, tally};
use crate::problem::{Digest, Language, MOST_BLOCKS, Place, Problem, ProblemGroup, Severity};
use crate::text::{colon, escaped};
use std::fmt::Write;

/// Characters of a long line to show before the marked text and, with [`AFTER`], from its start on.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// Renders problems as an HTML fragment. Text from files is escaped.
pub(super) fn fragment(problems: &[Problem], language: Language) -> String {
    let (close, next) = match language {
        Language::Chinese => ("关闭", "改好并保存后，这里会自动消失。"),
        Language::English => ("Close", "This goes away by itself once they are fixed and saved."),
    };
    let mut html = format!(
        "<section class=\"problems\" role=\"alert\">\n<h1>{}</h1>\n<button type=\"button\">{close}</button>\n<ol>\n",
        tally(problems, language)
    );
    let digest = Digest::new(problems, MOST_BLOCKS);
    for group in &digest.groups {
        push_group(&mut html, group, language);
    }
    html.push_str("</ol>\n");
    if digest.is_shortened() {
        let every = match language {
            Language::Chinese => "每一处都列出来：在终端里运行 dangjian check --all",
            Language::English => "Every place: run dangjian check --all in a terminal",
        };
        let _ = writeln!(html, "<p class=\"next\">{every}</p>");
    }
    let _ = write!(html, "<p class=\"next\">{next}</p>\n</section>\n");
    html
}

/// Renders problems as a page, for when there is no page to show them over. `script` is the script
/// of every page, so that this page reloads too.
pub(super) fn page(fragment: &str, language: Language, script: &str) -> String {
    let (lang, title) = match language {
        Language::Chinese => ("zh-CN", "站点有问题"),
        Language::English => ("en", "Problems in the site"),
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} · dangjian</title>\n\
         <link rel=\"stylesheet\" href=\"/__dangjian/live.css\">\n<body class=\"alone\">\n{fragment}{script}</body>\n</html>\n"
    )
}

fn push_group(html: &mut String, group: &ProblemGroup<'_>, language: Language) {
    let problem = group.first;
    let separator = colon(language == Language::Chinese);
    let told = group.told(language).map(|told| format!("{separator}{told}")).unwrap_or_default();
    let class = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let _ = writeln!(
        html,
        "<li class=\"{class}\">\n<p class=\"message\"><b>{}</b> {}{} <code>{}</code></p>",
        name(problem.severity, language),
        escape(problem.message.get(language)),
        escape(&told),
        escape(problem.code),
    );
    if let Some(place) = &problem.place {
        let _ = writeln!(html, "<p class=\"place\">{}</p>", escape(&place.shown(language)));
        if place.line > 0 {
            push_line(html, place);
        }
    }
    // Labels relate to the first problem only, not to the others.
    let labels = if group.count() == 1 { problem.labels.as_slice() } else { &[] };
    for label in labels {
        let (place, words) = (label.place.shown(language), label.words.get(language));
        let _ = writeln!(
            html,
            "<p class=\"place\">{}</p>\n<p class=\"help\">{}</p>",
            escape(&place),
            escape(words)
        );
        if label.place.line > 0 {
            push_line(html, &label.place);
        }
    }
    if let Some(help) = &problem.help {
        let word = match (language, group.help().is_some()) {
            (Language::Chinese, true) => "改法：",
            (Language::Chinese, false) => "改法（第一处）：",
            (Language::English, true) => "Help: ",
            (Language::English, false) => "Help (for the first): ",
        };
        let _ = writeln!(html, "<p class=\"help\"><b>{word}</b>{}</p>", escape(help.get(language)));
    }
    html.push_str("</li>\n");
}

/// Appends the line with the wrong text marked. A caret below it would be misplaced: in a browser's
/// fonts a Chinese character is not exactly twice as wide as others.
fn push_line(html: &mut String, place: &Place) {
    let characters: Vec<char> = place.excerpt.chars().collect();
    let start = place.column.saturating_sub(1 + place.skipped).min(characters.len());
    let from = start.saturating_sub(BEFORE);
    let end = (start + place.length.min(AFTER)).min(characters.len());
    let to = (start + AFTER).min(characters.len());
    let part = |from: usize, to: usize| {
        let text: String = characters.get(from..to).unwrap_or_default().iter().collect();
        escape(&text)
    };
    let _ = writeln!(
        html,
        "<pre><span class=\"line\">{}</span>{}{}<mark>{}</mark>{}{}</pre>",
        place.line,
        if from + place.skipped > 0 { "…" } else { "" },
        part(from, start),
        part(start, end),
        part(end, to.max(end)),
        if to < characters.len() { "…" } else { "" },
    );
}

/// Escapes text for HTML, and replaces characters that would hide something from the reader.
pub(super) fn escape(text: &str) -> String {
    escaped(&printable(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn a_problem_shows_place_line_mark_and_help() {
        let text = SourceText::new("content/甲.md", "---\n摄像: 张三\n");
        let problem = Problem::error("meta/unknown-key", "没有“摄像”这一项", "no field \"摄像\"")
            .at(&text, 4..10)
            .help("是不是“摄影”？", "did you mean \"摄影\"?");
        insta::assert_snapshot!(fragment(std::slice::from_ref(&problem), Language::Chinese), @r#"
        <section class="problems" role="alert">
        <h1>1 个错误</h1>
        <button type="button">关闭</button>
        <ol>
        <li class="error">
        <p class="message"><b>错误</b> 没有“摄像”这一项 <code>meta/unknown-key</code></p>
        <p class="place">content/甲.md:2:1</p>
        <pre><span class="line">2</span><mark>摄像</mark>: 张三</pre>
        <p class="help"><b>改法：</b>是不是“摄影”？</p>
        </li>
        </ol>
        <p class="next">改好并保存后，这里会自动消失。</p>
        </section>
        "#);
        insta::assert_snapshot!(fragment(&[problem], Language::English), @r#"
        <section class="problems" role="alert">
        <h1>1 error</h1>
        <button type="button">Close</button>
        <ol>
        <li class="error">
        <p class="message"><b>error</b> no field &quot;摄像&quot; <code>meta/unknown-key</code></p>
        <p class="place">content/甲.md:2:1</p>
        <pre><span class="line">2</span><mark>摄像</mark>: 张三</pre>
        <p class="help"><b>Help: </b>did you mean &quot;摄影&quot;?</p>
        </li>
        </ol>
        <p class="next">This goes away by itself once they are fixed and saved.</p>
        </section>
        "#);
    }

    #[test]
    fn what_is_the_same_of_many_files_is_said_once() {
        let at = |n: usize| {
            let file = format!("content/{n}.md");
            Problem::error("meta/missing", "缺少“标题”", "no title")
                .at(&SourceText::new(&file, "---\n"), 0..3)
        };
        let problems: Vec<Problem> = (0..300).map(at).collect();
        let html = fragment(&problems, Language::Chinese);
        assert!(html.contains("<h1>300 个错误</h1>") && html.len() < 1_500, "{html}");
        assert!(html.contains("缺少“标题”：300 篇，第一篇 content/0.md:1 <code>"), "{html}");
        assert!(html.contains("dangjian check --all"), "{html}");
    }

    #[test]
    fn nothing_from_a_file_becomes_markup() {
        let text = SourceText::new("<b>.md", "<script>alert('x')</script>\u{202e}");
        let problem =
            Problem::error("x/y", "<img src=x onerror=alert(1)>", "").at(&text, 0..8).help("\"&", "");
        let html = fragment(std::slice::from_ref(&problem), Language::Chinese)
            + &fragment(&[problem.in_file("<i>")], Language::Chinese);
        for bad in ["<script", "<img", "<b>.md", "<i>", "\"&<", "\u{202e}"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(html.contains("<mark>&lt;script&gt;</mark>alert(&#39;x&#39;)"), "{html}");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}错字{}", "前".repeat(500), "后".repeat(500));
        let html = fragment(
            &[Problem::error("x/y", "坏", "").at(&SourceText::new("a.md", &line), 1500..1506)],
            Language::Chinese,
        );
        let wanted =
            format!("</span>…{}<mark>错字</mark>{}…</pre>", "前".repeat(BEFORE), "后".repeat(AFTER - 2));
        assert!(html.contains(&wanted), "{html}");
    }
}
