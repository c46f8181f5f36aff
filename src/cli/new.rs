//! `dangjian new`: writes the scaffold of a new article.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::failure::{Failure, unknown_type};
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::{NewPage, new_page, unknown_section};
use crate::load::{Outline, OutlineSection};
use crate::problem::Problem;
use crate::schema::{Choice, ContentType, Field, Kind};

/// Asks the writer a question; returns `None` where nobody can be asked, or input has ended.
type Ask<'a> = dyn FnMut(&str) -> Option<String> + 'a;

pub(super) fn run(given: &arguments::NewArguments, terminal: &Terminal) -> Result<(), Failure> {
    let outline = Outline::open(&site::settings(&given.site, clock::now(None)?))?;
    let today = clock::day(clock::now(None)?.in_zone(outline.config.zone));
    let can_ask = terminal.can_ask();
    let mut ask = |question: &str| if can_ask { terminal.ask(question) } else { None };
    let wanted = NewPageArguments::find(given, &outline, terminal, &mut ask)?;
    let written = new_page(
        &outline,
        &NewPage {
            content_type: &wanted.content_type,
            title: &wanted.title,
            section: wanted.section,
            lang: wanted.lang,
            today: &today,
            answers: &wanted.answers,
            text: None,
        },
    )?;
    let (file, site) = (terminal.shown(&outline.folder.path(&written.file)), terminal.shown(&given.site));
    terminal.answer(&terminal.say(
        || format!("已新建 {file}\n写完以后删去“草稿: 是”。预览：dangjian serve {site}\n"),
        || {
            format!(
                "Wrote {file}\nRemove `draft: true` when it is finished. Preview: dangjian serve {site}\n"
            )
        },
    ))
}

/// A complete request for a new article.
struct NewPageArguments<'o> {
    content_type: Arc<ContentType>,
    title: String,
    section: &'o OutlineSection,
    lang: usize,
    answers: BTreeMap<String, String>,
}

impl<'o> NewPageArguments<'o> {
    fn find(
        given: &arguments::NewArguments,
        outline: &'o Outline,
        terminal: &Terminal,
        ask: &mut Ask<'_>,
    ) -> Result<Self, Failure> {
        let lang = match &given.lang {
            Some(code) => outline.config.language(code).ok_or_else(|| unknown_language(code, outline))?,
            None => 0,
        };
        let content_type = content_type(given, outline, terminal, ask)?;
        let title = title(given, terminal, ask)?;
        let section = section(given, outline, &content_type, terminal, ask)?;
        let answers = answers(&content_type, outline.lang(), terminal, ask);
        Ok(Self { content_type, title, section, lang, answers })
    }
}

fn content_type(
    given: &arguments::NewArguments,
    outline: &Outline,
    terminal: &Terminal,
    ask: &mut Ask<'_>,
) -> Result<Arc<ContentType>, Failure> {
    let types = &outline.theme.types;
    if let Some(name) = &given.content_type {
        return types.meant_by(name.trim()).cloned().ok_or_else(|| unknown_type(name, types));
    }
    let all: Vec<&Arc<ContentType>> = types.iter().collect();
    let names: Vec<String> = all.iter().map(|found| found.name.get(terminal.lang()).to_owned()).collect();
    choose(terminal.pick("写哪一类？", "Which type?"), &names, terminal, ask)
        .and_then(|at| all.get(at).map(|found| Arc::clone(found)))
        .ok_or_else(|| missing("类型", "TYPE"))
}

fn title(given: &arguments::NewArguments, terminal: &Terminal, ask: &mut Ask<'_>) -> Result<String, Failure> {
    if let Some(title) = given.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        return Ok(title.to_owned());
    }
    while let Some(title) = ask(terminal.pick("标题：", "Title: ")) {
        if !title.is_empty() {
            return Ok(title);
        }
    }
    Err(missing("标题", "TITLE"))
}

fn section<'o>(
    given: &arguments::NewArguments,
    outline: &'o Outline,
    content_type: &ContentType,
    terminal: &Terminal,
    ask: &mut Ask<'_>,
) -> Result<&'o OutlineSection, Failure> {
    if let Some(written) = &given.section {
        return outline.section(written).ok_or_else(|| Failure::usage(unknown_section(written, outline)));
    }
    let fitting = outline.sections_for(content_type);
    let (first, others) = match fitting.split_first() {
        Some((first, others)) => (Some(*first), others),
        None => (None, &[][..]),
    };
    if let (Some(only), true) = (first, others.is_empty()) {
        return Ok(only);
    }
    let offered = if first.is_some() { fitting.clone() } else { outline.sections.iter().collect() };
    let names: Vec<String> =
        offered.iter().map(|section| format!("{} ({})", section.title, section.folder)).collect();
    choose(terminal.pick("放进哪个栏目？", "Which section?"), &names, terminal, ask)
        .and_then(|at| offered.get(at).copied())
        .or(first)
        .ok_or_else(|| no_section(content_type))
}

/// Asks for each required choice field without a default. Without an answer the scaffold contains a
/// first choice, to be replaced.
fn answers(
    content_type: &ContentType,
    lang: &str,
    terminal: &Terminal,
    ask: &mut Ask<'_>,
) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for field in content_type.group.fields().iter().filter(|field| field.required && field.default.is_none())
    {
        let Some(choices) = choices_of(field) else { continue };
        let names: Vec<String> =
            choices.iter().map(|choice| choice.name.get(terminal.lang()).to_owned()).collect();
        let question =
            terminal.say(|| format!("{}？", field.label.get("zh")), || format!("{}?", field.label.get("en")));
        if let Some(choice) = choose(&question, &names, terminal, ask).and_then(|at| choices.get(at)) {
            let written = if lang.starts_with("zh") { choice.name.get(lang) } else { choice.key.as_str() };
            answers.insert(field.key.to_string(), written.to_owned());
        }
    }
    answers
}

fn choices_of(field: &Field) -> Option<&[Choice]> {
    match &field.kind {
        Kind::Choice(choices) => Some(choices),
        Kind::List(of) => match &**of {
            Kind::Choice(choices) => Some(choices),
            _ => None,
        },
        _ => None,
    }
}

/// Repeats a question until the writer chooses one of `names`, by number or name; `None` when `ask`
/// returns none.
fn choose(question: &str, names: &[String], terminal: &Terminal, ask: &mut Ask<'_>) -> Option<usize> {
    let listed: String =
        names.iter().enumerate().map(|(at, name)| format!("  {:>2}  {name}\n", at + 1)).collect();
    let mut prompt = format!("{question}\n{listed}> ");
    loop {
        let answer = ask(&prompt)?;
        let by_number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_name = || names.iter().position(|name| name.eq_ignore_ascii_case(&answer));
        if let Some(at) = by_number.filter(|at| *at < names.len()).or_else(by_name) {
            return Some(at);
        }
        prompt = terminal.pick("请输入前面的数字：", "Its number, please: ").to_owned();
    }
}

fn missing(zh: &str, en: &str) -> Failure {
    let problem = Problem::error("new/missing", format!("没有写{zh}"), format!("{en} is missing"));
    Failure::usage(problem.help(
        "例如：dangjian new 新闻 \"第二党支部开展主题党日活动\"",
        "for example: dangjian new news \"The Second Branch holds its party day\"",
    ))
}

/// A language that the site does not have.
pub(super) fn unknown_language(code: &str, outline: &Outline) -> Failure {
    let codes: Vec<&str> = outline.config.languages.iter().map(|language| language.code.as_str()).collect();
    let problem = Problem::error(
        "new/unknown-language",
        format!("站点没有“{code}”这种语言"),
        format!("the site has no language `{code}`"),
    );
    Failure::usage(problem.help(
        format!("可以写 site.yaml 里列出的：{}", codes.join("、")),
        format!("site.yaml has: {}", codes.join(", ")),
    ))
}

fn no_section(content_type: &ContentType) -> Failure {
    let problem = Problem::error(
        "new/no-section",
        format!("没有哪个栏目收“{}”这类文章", content_type.name.get("zh")),
        format!("there is no section for `{}`", content_type.id),
    );
    Failure::usage(problem.help(
        format!(
            "用 --section 指定栏目，或者新建一个，在它的 _index.md 里写“类型: {}”",
            content_type.name.get("zh")
        ),
        format!("say which with --section, or make one with `type: {}` in its _index.md", content_type.id),
    ))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::author::{Starter, start};
    use crate::problem::Language;
    use crate::schema::Date;

    fn outline(beginning: Starter) -> (tempfile::TempDir, Outline) {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), beginning, "2026-11-20").unwrap();
        let now = Date::parse("2026-11-20").unwrap();
        let outline = Outline::open(&super::super::site::settings(dir.path(), now)).unwrap();
        (dir, outline)
    }

    fn given(content_type: Option<&str>, title: Option<&str>) -> arguments::NewArguments {
        arguments::NewArguments {
            content_type: content_type.map(str::to_owned),
            title: title.map(str::to_owned),
            section: None,
            site: Path::new(".").to_owned(),
            lang: None,
        }
    }

    /// Resolves a request with these answers; also returns the questions that were asked.
    fn found<'o>(
        given: &arguments::NewArguments,
        outline: &'o Outline,
        answers: &[&str],
    ) -> (Result<NewPageArguments<'o>, Failure>, Vec<String>) {
        let mut questions = Vec::new();
        let mut answers = answers.iter();
        let mut ask = |question: &str| {
            questions.push(question.to_owned());
            answers.next().map(|answer| (*answer).to_owned())
        };
        let wanted = NewPageArguments::find(given, outline, &Terminal::new(Language::Chinese), &mut ask);
        (wanted, questions)
    }

    fn code(failure: &Failure) -> &'static str {
        match failure {
            Failure::Usage(problem) => problem.code,
            Failure::Problems(_) => "",
        }
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let (_dir, outline) = outline(Starter::Example);
        let (wanted, questions) =
            found(&given(None, None), &outline, &["五十", "荣誉", "", "全市先进", "省", "省级"]);
        let wanted = wanted.unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!((&*wanted.content_type.id, wanted.title.as_str()), ("honor", "全市先进"));
        assert_eq!((wanted.section.folder.as_str(), wanted.lang), ("honors", 0));
        assert_eq!(wanted.answers, BTreeMap::from([("level".to_owned(), "省级".to_owned())]));
        assert_eq!(questions.len(), 6, "{questions:?}");
        assert!(questions[0].starts_with("写哪一类？\n   1  支部活动\n"), "{}", questions[0]);
        assert_eq!((questions[1].as_str(), questions[2].as_str()), ("请输入前面的数字：", "标题："));
    }

    #[test]
    fn of_several_sections_one_is_chosen_or_the_first_taken() {
        let (_dir, outline) = outline(Starter::Example);
        let asked = given(Some("news"), Some("甲"));
        let (wanted, questions) = found(&asked, &outline, &["2"]);
        let second = wanted.unwrap_or_else(|failure| panic!("{failure:?}")).section.folder.clone();
        assert!(questions[0].starts_with("放进哪个栏目？\n   1  党建要闻 (news)\n"), "{}", questions[0]);
        assert_ne!(second, "news");
        let (wanted, _) = found(&asked, &outline, &[]);
        assert_eq!(wanted.unwrap_or_else(|failure| panic!("{failure:?}")).section.folder, "news");
    }

    #[test]
    fn with_nobody_to_ask_it_says_what_is_missing() {
        let (_dir, outline) = outline(Starter::Bare);
        for (given, expected) in [
            (given(None, None), "new/missing"),
            (given(Some("新闻"), None), "new/missing"),
            (given(Some("新闻"), Some("  ")), "new/missing"),
            (given(Some("新文"), Some("甲")), "cli/unknown-type"),
            (given(Some("荣誉"), Some("甲")), "new/no-section"),
            (
                arguments::NewArguments {
                    section: Some("nwes".into()), ..given(Some("新闻"), Some("甲"))
                },
                "new/unknown-section",
            ),
            (
                arguments::NewArguments {
                    section: Some("../..".into()), ..given(Some("新闻"), Some("甲"))
                },
                "new/unknown-section",
            ),
            (
                arguments::NewArguments { lang: Some("en".into()), ..given(Some("新闻"), Some("甲")) },
                "new/unknown-language",
            ),
        ] {
            let (wanted, _) = found(&given, &outline, &[]);
            assert_eq!(wanted.err().as_ref().map(code), Some(expected), "{given:?}");
        }
    }

    #[test]
    fn a_section_is_meant_by_folder_or_title() {
        let (_dir, outline) = outline(Starter::Example);
        for written in ["news/archive", "content/news/archive/", "往事留痕", "news\\archive"] {
            let given = arguments::NewArguments {
                section: Some(written.into()),
                ..given(Some("通知公告"), Some("甲"))
            };
            let wanted = found(&given, &outline, &[]).0.unwrap_or_else(|failure| panic!("{failure:?}"));
            assert_eq!(wanted.section.folder, "news/archive", "{written}");
        }
    }
}
