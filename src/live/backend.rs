//! Shows a portal in the preview: renders each file on request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::desk::SiteDesk;
use super::search::SearchedSite;
use crate::asset::{Assets, Content};
use crate::author::fix_one;
use crate::load::{Portal, judged};
use crate::markdown;
use crate::preview::{self, About, Answer, Mistake, PageProblem};
use crate::problem::{Fix, Language, Problem};
use crate::render::Attempt;
use crate::site::{Page, Site, State, Target};

/// An opened site for the preview.
pub struct SiteBackend {
    portal: Portal,
    /// The new address of each page that moved with the last change, by its old path.
    moved: HashMap<String, String>,
    /// The assets before the last change: a page that still shows an old picture may request it
    /// again.
    before: Option<Arc<Assets>>,
    /// Rendered routes, by path.
    rendered: Mutex<HashMap<String, Arc<Attempt>>>,
    searched: SearchedSite,
    desk: Option<SiteDesk>,
}

/// Maximum number of cached pages: those that somebody is reading.
const KEPT: usize = 32;

impl SiteBackend {
    /// Shows a site; `before` is what was shown until now.
    pub fn new(portal: Portal, before: Option<&Self>) -> Self {
        let moved = before.map_or_else(HashMap::new, |before| moved(before.portal.site(), portal.site()));
        let searched = before.map(|before| before.searched.next()).unwrap_or_default();
        let before = before.map(|before| before.portal.renderer.assets().clone());
        // The lines connect the blocks of a page with its source.
        let portal = Portal { renderer: portal.renderer.with_lines(), ..portal };
        Self { portal, moved, before, rendered: Mutex::default(), searched, desk: None }
    }

    /// Adds a desk, so that one can write from the browser.
    #[must_use]
    pub fn with_desk(self, desk: SiteDesk) -> Self {
        Self { desk: Some(desk), ..self }
    }

    /// Renders a route as far as possible, or returns the cached result.
    fn render(&self, path: &str) -> Option<Arc<Attempt>> {
        let kept = || self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(attempt) = kept().get(path) {
            return Some(attempt.clone());
        }
        let attempt = Arc::new(self.portal.renderer.attempt(self.portal.site().route(path)?));
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(path.to_owned(), attempt.clone());
        Some(attempt)
    }

    /// Returns the bytes of a picture, an attachment or a style at its path.
    fn asset(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        let assets = self.portal.renderer.assets();
        // An asset's path is recorded when a page requests it, which may have been before the last
        // change.
        let again = || assets.again(self.before.as_ref()?, path);
        let Some(asset) = assets.at(path).or_else(again) else { return Ok(None) };
        self.answer(&asset.problems, assets.content(&asset)).map(Some)
    }

    /// Answers with the content of a file, unless no build would publish it.
    fn answer(
        &self,
        problems: &[Problem],
        content: Result<Content, Problem>,
    ) -> Result<Answer, Vec<Problem>> {
        let Portal { folder, .. } = &self.portal;
        let mut told = judged(self.portal.site().config(), folder, problems.to_vec());
        told.retain(Problem::is_error);
        match content {
            Err(problem) => Err(vec![problem]),
            Ok(_) if !told.is_empty() => Err(told),
            Ok(Content::Bytes(bytes)) => Ok(Answer::Bytes(bytes)),
            Ok(Content::File(path)) => Ok(Answer::File(path)),
        }
    }

    fn page_at(&self, path: &str) -> Option<&Page> {
        match self.portal.site().route(path)?.target {
            Target::Page(id) => self.portal.site().page(id),
            _ => None,
        }
    }

    /// Returns the file that a route is made from, and its title.
    fn file_of(&self, path: &str) -> Option<(String, String)> {
        let site = self.portal.site();
        match &site.route(path)?.target {
            Target::Page(id) => {
                let page = site.page(*id)?;
                let table = self.portal.folder.rows().and_then(|rows| rows.table_of(&page.file));
                let file = table.unwrap_or(&page.file);
                page.has_body.then(|| (file.to_owned(), page.title().to_owned()))
            }
            Target::Section(id, _) | Target::Part(id, ..) => {
                let section = site.section(*id)?;
                Some((section.file.as_ref()?.to_string(), section.title.to_string()))
            }
            Target::Home(lang) => {
                let home = site.section_at(*lang, "")?;
                Some((home.file.as_ref()?.to_string(), home.title.to_string()))
            }
            _ => None,
        }
    }

    /// Returns the problems of a route: those of its file, and those found when it was rendered.
    fn told(&self, path: &str, file: Option<&str>, language: Language) -> Vec<PageProblem> {
        let of_file =
            self.portal.warnings.iter().filter(|problem| file.is_some_and(|file| problem.is_in(file)));
        let attempt = self.render(path);
        let met = attempt.iter().flat_map(|attempt| &attempt.problems);
        let mut told: Vec<PageProblem> = Vec::new();
        for problem in of_file.chain(met).map(|problem| PageProblem::of(problem, language)) {
            if !told.contains(&problem) {
                told.push(problem);
            }
        }
        told
    }

    /// Finds the problem with a fix that `wanted` identifies.
    fn mistake(&self, wanted: &Mistake) -> Option<Problem> {
        let is_meant = |problem: &&Problem| {
            problem.code == wanted.code
                && problem.fix.is_some()
                && problem.place.as_ref().is_some_and(|place| {
                    (&place.file, place.line, place.column) == (&wanted.file, wanted.line, wanted.column)
                })
        };
        let attempt = self.render(&wanted.path);
        let met = attempt.iter().flat_map(|attempt| &attempt.problems);
        self.portal.warnings.iter().chain(met).find(is_meant).cloned()
    }

    fn words_of(&self, file: &str) -> usize {
        let text = |(document, _): (crate::source::Document, _)| markdown::plain(document.body());
        self.portal.folder.document(file).map_or(0, |document| markdown::count_words(&text(document)))
    }
}

impl preview::Backend for SiteBackend {
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        if let Some(attempt) = self.render(path) {
            let Attempt { bytes, problems, .. } = &*attempt;
            return match bytes.clone() {
                Some(bytes) if !problems.iter().any(Problem::is_error) => Ok(Some(Answer::Bytes(bytes))),
                Some(html) => Ok(Some(Answer::Faulty { html, problems: problems.clone() })),
                None => Err(problems.clone()),
            };
        }
        if let Some(asset) = self.asset(path)? {
            return Ok(Some(asset));
        }
        if let Some(bytes) = self.searched.get(&self.portal.renderer, path) {
            return Ok(Some(Answer::Bytes(bytes)));
        }
        let Some(name) = self.portal.site().static_at(path) else { return Ok(None) };
        let assets = self.portal.renderer.assets();
        let Some(asset) = assets.static_file(name) else { return Ok(None) };
        self.answer(&asset.problems, assets.static_content(name)).map(Some)
    }

    fn problems(&self) -> &[Problem] {
        &self.portal.warnings
    }

    fn desk(&self) -> Option<&dyn preview::Desk> {
        self.desk.as_ref().map(|desk| desk as &dyn preview::Desk)
    }

    fn base(&self) -> String {
        self.portal.site().config().base_path()
    }

    fn moved(&self, path: &str) -> Option<String> {
        self.moved.get(path).cloned()
    }

    fn fix(&self, mistake: &Mistake) -> Result<(), Vec<Problem>> {
        let problem = self.mistake(mistake).ok_or_else(|| vec![Fix::outdated()])?;
        fix_one(&self.portal.folder, &problem).map_err(|problem| vec![problem])
    }

    fn about(&self, path: &str, language: Language) -> Option<About> {
        self.portal.site().route(path)?;
        let (file, title) = self.file_of(path).unzip();
        let page = self.page_at(path);
        let code = match language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        let words = file.as_deref().map_or(0, |file| self.words_of(file));
        let state_name = |state: State| match language {
            Language::Chinese => state.chinese(),
            Language::English => state.name(),
        };
        Some(About {
            path: path.to_owned(),
            content_type: page.map_or_else(String::new, |page| page.content_type.id.to_string()),
            type_name: page.map_or_else(String::new, |page| page.content_type.name.get(code).to_owned()),
            title: title.unwrap_or_default(),
            state: page.map(|page| page.state.name()),
            state_name: page.map_or("", |page| state_name(page.state)).to_owned(),
            ribbon: page.and_then(|page| ribbon(page, language)),
            words,
            minutes: words.div_ceil(markdown::READ_IN_A_MINUTE),
            problems: self.told(path, file.as_deref(), language),
            can_open: file.is_some(),
            file,
            ..About::default()
        })
    }
}

/// Returns the notice across a page that visitors will not see, or not yet, and when that changes.
fn ribbon(page: &Page, language: Language) -> Option<String> {
    let date = |key: &str| page.fields.date(key).map(|date| date.to_string()).unwrap_or_default();
    let begins = Some(date("publish_at")).filter(|date| !date.is_empty()).unwrap_or_else(|| date("date"));
    let ends = date("expires");
    let (zh, en) = match page.state {
        State::Published => return None,
        State::Draft => (
            "草稿：只有预览里看得见，发布时不会出现；删去“草稿: 是”就会发布".to_owned(),
            "Draft: seen in the preview only; published once `draft: true` is removed".to_owned(),
        ),
        State::Scheduled => (
            format!("未到发布时间：{begins} 以后重新生成网站，访问者才看得见"),
            format!("Scheduled: visitors see it once the site is built on {begins} or later"),
        ),
        State::Expired => (
            format!("已下线：{ends} 起不再发布，只有预览里看得见"),
            format!("Expired: not published since {ends}; seen in the preview only"),
        ),
    };
    Some(if language == Language::Chinese { zh } else { en })
}

/// Finds the new address of each page that is no longer at its old path: the page of the same file,
/// else a new one with the same text.
fn moved(before: &Site, now: &Site) -> HashMap<String, String> {
    if before.has_same_routes(now) {
        return HashMap::new();
    }
    let gone: Vec<(&str, &Page)> = before
        .routes()
        .iter()
        .filter(|route| now.route(&route.path).is_none())
        .filter_map(|route| match route.target {
            Target::Page(id) => Some((route.path.as_str(), before.page(id)?)),
            _ => None,
        })
        .collect();
    if gone.is_empty() {
        return HashMap::new();
    }
    let is_new = |page: &&Page| before.page_of_file(&page.file).is_none();
    let new: HashMap<u64, &Page> =
        now.pages_with_ids().map(|(_, page)| page).filter(is_new).map(|page| (page.text, page)).collect();
    let found = gone.into_iter().filter_map(|(path, page)| {
        let same = now.page_of_file(&page.file).and_then(|id| now.page(id));
        let there = same.or_else(|| new.get(&page.text).copied())?;
        Some((path.to_owned(), there.url.to_string()))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::{Starter, start};
    use crate::load::Settings;
    use crate::preview::Backend as _;
    use crate::schema::Date;
    use crate::site::static_path;

    #[test]
    fn pages_assets_and_files_are_found_by_their_path() {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), Starter::Bare, "2026-11-20").unwrap();
        std::fs::create_dir(dir.path().join("static")).unwrap();
        std::fs::write(dir.path().join("static/甲.txt"), "甲").unwrap();
        std::fs::write(dir.path().join("static/a.exe"), "MZ").unwrap();
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let shown = SiteBackend::new(Portal::open(&settings).unwrap(), None);
        let page = |path: &str| match shown.get(path).unwrap() {
            Some(Answer::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
            other => panic!("{path}: {other:?}"),
        };
        let home = page("index.html");
        assert!(home.contains("“党建在线”开通"));
        let style =
            home.split("href=\"").find_map(|rest| rest.split('"').next().filter(|url| url.ends_with(".css")));
        assert!(page(style.unwrap().trim_start_matches("./")).contains('{'));
        assert!(page("404.html").contains("<html"));
        // What no build publishes is not shown either.
        assert_eq!(shown.get("a.exe").unwrap_err()[0].code, "attachment/program");
        assert_eq!(
            shown.get(&static_path("static/甲.txt")).unwrap(),
            Some(Answer::File(dir.path().join("static/甲.txt")))
        );
        assert_eq!(shown.get("news/nothing.html").unwrap(), None);
        assert_eq!(shown.get("site.yaml").unwrap(), None);
        assert!(!dir.path().join(".dangjian").exists(), "looking writes nothing");
    }

    #[test]
    fn the_preview_searches_what_is_on_the_screen_drafts_too() {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), Starter::Bare, "2026-11-20").unwrap();
        let draft = |text: &str| {
            let text = format!("---\ntitle: 稿子\ndate: 2026-11-01\ndraft: 是\n---\n\n{text}\n");
            std::fs::write(dir.path().join("content/news/a.md"), text).unwrap();
        };
        draft("写了一半。");
        let now = Date::parse("2026-11-21").unwrap();
        let settings = |shown| Settings { folder: dir.path().to_owned(), now, shown, base_url: None };
        let open = |shown, before: Option<&SiteBackend>| {
            SiteBackend::new(Portal::open(&settings(shown)).unwrap(), before)
        };
        let text = |shown: &SiteBackend, name: &str| match shown.get(name).unwrap() {
            Some(Answer::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
            other => panic!("{name}: {other:?}"),
        };
        let first = open(vec![State::Draft], None);
        assert!(text(&first, "search/index.js").contains("\"articles\":2"));
        let texts = text(&first, "search/t0.js");
        assert!(texts.contains("写了一半") && texts.contains("\"草稿\""), "{texts}");
        assert_eq!(first.get("search/t9.js").unwrap(), None);
        assert_eq!(first.get("news/t0.js").unwrap(), None);
        draft("写完了。");
        let second = open(vec![State::Draft], Some(&first));
        let texts = text(&second, "search/t0.js");
        assert!(texts.contains("写完了") && !texts.contains("写了一半"), "{texts}");
        assert!(!text(&open(Vec::new(), None), "search/t0.js").contains("稿子"));
    }

    #[test]
    fn who_looks_at_a_page_is_told_where_it_went_and_what_it_is() {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), Starter::Bare, "2026-11-20").unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        let text = "---\ntitle: 题\ndate: 2026-12-24\n---\n\n一二三四。\n";
        write("content/news/a.md", text);
        let now = Date::parse("2026-11-21").unwrap();
        let shown = vec![State::Draft, State::Scheduled];
        let settings = Settings { folder: dir.path().to_owned(), now, shown, base_url: None };
        let first = SiteBackend::new(Portal::open(&settings).unwrap(), None);
        let about = first.about("news/a.html", Language::Chinese).unwrap();
        assert_eq!((about.file.as_deref(), about.title.as_str()), (Some("content/news/a.md"), "题"));
        assert_eq!((about.state, about.words, about.minutes), (Some("scheduled"), 4, 1));
        assert!(about.ribbon.unwrap().contains("2026-12-24"));
        assert_eq!(first.about("news/b.html", Language::Chinese), None);

        // A changed file name changes the address.
        std::fs::rename(dir.path().join("content/news/a.md"), dir.path().join("content/news/b.md")).unwrap();
        let second = SiteBackend::new(Portal::open(&settings).unwrap(), Some(&first));
        assert_eq!(second.moved("news/a.html").as_deref(), Some("/news/b.html"));
        write("content/news/b.md", &text.replace("date:", "slug: c\ndate:"));
        let third = SiteBackend::new(Portal::open(&settings).unwrap(), Some(&second));
        assert_eq!(third.moved("news/b.html").as_deref(), Some("/news/c.html"));
        std::fs::remove_file(dir.path().join("content/news/b.md")).unwrap();
        let fourth = SiteBackend::new(Portal::open(&settings).unwrap(), Some(&third));
        assert_eq!(fourth.moved("news/c.html"), None);
    }
}
