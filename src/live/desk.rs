//! Implements the writer's desk on an opened site: answers the requests of the preview's panel.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::author::{NewFile, NewPage, find_article, new_page, unknown_section, wechat_article};
use crate::load::{Outline, Portal, Settings};
use crate::picture::data_address;
use crate::preview::PageProblem;
use crate::preview::desk::{
    self, Article, ArticleQuery, Articles, Choices, CreatedArticle, NewArticle, SectionChoice, TypeChoice,
    WechatCopy, WechatFile,
};
use crate::problem::{Language, Problem};
use crate::schema::{Date, Translated};
use crate::site::{Page, PageId, Site, State};
use crate::source::SiteFolder;
use crate::user;

/// The desk of an opened site.
pub struct SiteDesk {
    portal: Portal,
    site: Arc<Site>,
    folder: SiteFolder,
    settings: Settings,
    /// Number of recorded problems, by file.
    problems: HashMap<String, usize>,
    now: Box<dyn Fn() -> Date + Send + Sync>,
}

impl SiteDesk {
    /// Creates the desk of `portal`, which was opened with `settings`. `now` returns the time of
    /// each write: a preview may run for days without being opened again.
    pub fn new(portal: &Portal, settings: &Settings, now: impl Fn() -> Date + Send + Sync + 'static) -> Self {
        let mut problems = HashMap::new();
        for place in portal.warnings.iter().filter_map(|problem| problem.place.as_ref()) {
            *problems.entry(place.file.clone()).or_default() += 1;
        }
        Self {
            portal: portal.clone(),
            site: portal.site().clone(),
            folder: portal.folder.clone(),
            settings: settings.clone(),
            problems,
            now: Box::new(now),
        }
    }

    fn outline(&self) -> Result<Outline, Vec<Problem>> {
        Outline::open(&Settings { now: (self.now)(), ..self.settings.clone() })
    }

    fn problems_of(&self, page: &Page) -> usize {
        self.problems.get(&*page.file).copied().unwrap_or_default()
    }

    fn article(&self, page: &Page, language: Language) -> Article {
        let date = page.date().map(|date| date.to_string());
        Article {
            title: page.title().to_owned(),
            file: page.file.to_string(),
            url: page.url.to_string(),
            type_name: words(&page.content_type.name, language).to_owned(),
            state: page.state.name(),
            state_name: state_name(page.state, language),
            date: date.and_then(|date| date.split('T').next().map(str::to_owned)),
            section: self
                .site
                .section(page.section)
                .map(|section| section.title.to_string())
                .unwrap_or_default(),
            problems: self.problems_of(page),
        }
    }
}

impl desk::Desk for SiteDesk {
    fn articles(&self, query: &ArticleQuery, language: Language) -> Articles {
        let is_meant = |page: &&Page| {
            let title = page.title().to_lowercase();
            let file = page.file.to_lowercase();
            query.state.as_deref().is_none_or(|state| state == page.state.name())
                && (!query.problems || self.problems_of(page) > 0)
                && query
                    .words
                    .iter()
                    .all(|word| title.contains(word.as_str()) || file.contains(word.as_str()))
        };
        let mut pages: Vec<(PageId, &Page)> =
            self.site.pages_with_ids().filter(|(_, page)| is_meant(page)).collect();
        pages.sort_by_key(|(id, _)| self.site.rank(*id));
        let articles = pages.iter().take(query.limit).map(|(_, page)| self.article(page, language));
        Articles { total: pages.len(), articles: articles.collect() }
    }

    fn choices(&self, language: Language) -> Result<Choices, Vec<Problem>> {
        let outline = self.outline()?;
        let types = outline.theme.types.iter().map(|content_type| TypeChoice {
            id: content_type.id.to_string(),
            name: words(&content_type.name, language).to_owned(),
        });
        let sections = outline.sections.iter().map(|section| SectionChoice {
            folder: section.folder.clone(),
            title: section.title.clone(),
            content_type: section.content_type.as_ref().map(|content_type| content_type.id.to_string()),
        });
        Ok(Choices { types: types.collect(), sections: sections.collect() })
    }

    fn new_page(&self, wanted: &NewArticle) -> Result<CreatedArticle, Vec<Problem>> {
        let outline = self.outline()?;
        // A line break in a title comes from pasting.
        let title = wanted.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(vec![no_title()]);
        }
        let types = &outline.theme.types;
        let content_type = types
            .meant_by(wanted.content_type.trim())
            .ok_or_else(|| vec![types.unknown("new/unknown-type", &wanted.content_type)])?;
        let section = if wanted.section.trim().is_empty() {
            outline.sections_for(content_type).first().copied()
        } else {
            outline.section(&wanted.section)
        };
        let section = section.ok_or_else(|| vec![unknown_section(&wanted.section, &outline)])?;
        let today = (self.now)().in_zone(outline.config.zone).civil().date().to_string();
        let page = NewPage {
            content_type,
            title: &title,
            section,
            lang: 0,
            today: &today,
            answers: &BTreeMap::new(),
            text: None,
        };
        let NewFile { file, url } = new_page(&outline, &page).map_err(|problem| vec![problem])?;
        Ok(CreatedArticle { url, file })
    }

    fn wechat(&self, path: &str, language: Language) -> Result<WechatCopy, Vec<Problem>> {
        let id = find_article(&self.portal, &format!("/{path}")).map_err(|problem| vec![problem])?;
        let article = wechat_article(&self.portal, id)?;
        let pictures = article
            .pictures
            .iter()
            .map(|picture| WechatFile { name: picture.name.clone(), data: data_address(&picture.bytes) });
        let pictures = pictures.collect();
        let problems = article.findings.iter().map(|problem| PageProblem::of(problem, language)).collect();
        Ok(WechatCopy { title: article.title, html: article.html, pictures, problems })
    }

    fn open(&self, file: &str, line: usize) -> Result<(), Vec<Problem>> {
        user::open_source(&self.folder, file, line)
    }
}

fn words(words: &Translated, language: Language) -> &str {
    words.get(match language {
        Language::Chinese => "zh",
        Language::English => "en",
    })
}

fn state_name(state: State, language: Language) -> &'static str {
    match language {
        Language::Chinese => state.chinese(),
        Language::English => state.name(),
    }
}

fn no_title() -> Problem {
    Problem::error("new/no-title", "还没有写标题", "there is no title")
        .help("写上文章的标题，以后可以再改", "write the title of the article; it can be changed later")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::{Starter, start};
    use crate::preview::desk::Desk as _;

    fn desk() -> (tempfile::TempDir, SiteDesk) {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), Starter::Bare, "2026-11-20").unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(dir.path().join("content/news").join(name), text).unwrap()
        };
        write("a.md", "---\n标题: 第二党支部 Party Day\n日期: 2026-11-20 08:30\n---\n");
        write("b.md", "---\n标题: 草稿一篇\n日期: 2026-11-19\n草稿: 是\n---\n");
        write("c.md", "---\n标题: 旧闻\n日期: 2006年7月\n---\n");
        let now = Date::parse("2026-11-21").unwrap();
        let shown = vec![State::Draft, State::Scheduled, State::Expired];
        let settings = Settings { folder: dir.path().to_owned(), now, shown, base_url: None };
        let desk = SiteDesk::new(&Portal::open(&settings).unwrap(), &settings, || {
            Date::parse("2026-11-22").unwrap()
        });
        (dir, desk)
    }

    fn titles(desk: &SiteDesk, words: &[&str], state: Option<&str>, limit: usize) -> (usize, Vec<String>) {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let query = ArticleQuery { words, state: state.map(str::to_owned), problems: false, limit };
        let found = desk.articles(&query, Language::Chinese);
        (found.total, found.articles.into_iter().map(|article| article.title).collect())
    }

    #[test]
    fn articles_are_found_by_words_and_state_newest_first() {
        let (_dir, desk) = desk();
        let (total, all) = titles(&desk, &[], None, 50);
        assert_eq!(
            (total, all[0].as_str(), all.last().unwrap().as_str()),
            (4, "第二党支部 Party Day", "旧闻")
        );
        assert_eq!(titles(&desk, &["党支部", "party"], None, 50).1, ["第二党支部 Party Day"]);
        assert_eq!(titles(&desk, &["news/c"], None, 50).1, ["旧闻"]);
        assert_eq!(titles(&desk, &[], Some("draft"), 50), (1, vec!["草稿一篇".to_owned()]));
        assert_eq!(titles(&desk, &["没有的"], None, 50), (0, Vec::new()));
        let (total, some) = titles(&desk, &[], None, 2);
        assert_eq!((total, some.len()), (4, 2));
    }

    #[test]
    fn an_article_is_told_in_the_readers_language() {
        let (_dir, desk) = desk();
        let query = ArticleQuery { words: vec!["news/b".into()], state: None, problems: false, limit: 1 };
        let told = |language| serde_json::to_value(desk.articles(&query, language)).unwrap();
        assert_eq!(
            told(Language::Chinese),
            serde_json::json!({"total": 1, "articles": [{
                "title": "草稿一篇", "file": "content/news/b.md", "url": "/news/b.html", "typeName": "新闻",
                "state": "draft", "stateName": "草稿", "date": "2026-11-19", "section": "党建要闻", "problems": 0,
            }]})
        );
        assert_eq!(told(Language::English)["articles"][0]["stateName"], "draft");
    }

    #[test]
    fn a_draft_is_copied_for_a_wechat_account_and_its_mistakes_are_told() {
        let (dir, desk) = desk();
        let copied = desk.wechat("news/b.html", Language::Chinese).unwrap();
        assert_eq!((copied.title.as_str(), copied.pictures.len(), copied.problems.len()), ("草稿一篇", 0, 0));
        assert!(copied.html.starts_with("<section style=") && copied.html.contains("日期：2026年11月19日"));
        for path in ["news/index.html", "nothing.html", "", "../site.yaml"] {
            let problems = desk.wechat(path, Language::Chinese).unwrap_err();
            assert_eq!(problems[0].code, "export/unknown-article", "{path}");
        }
        // A mistake that only rendering finds.
        let text = "---\n标题: 有错\n日期: 2026-11-19\n---\n\n:::没有这个 :::\n";
        std::fs::write(dir.path().join("content/news/d.md"), text).unwrap();
        let portal = Portal::open(&desk.settings).unwrap();
        let desk = SiteDesk::new(&portal, &desk.settings, || Date::parse("2026-11-22").unwrap());
        let problems = desk.wechat("news/d.html", Language::Chinese).unwrap_err();
        assert_eq!(problems[0].code, "directive/unknown");
    }

    #[test]
    fn what_can_be_written_is_listed_and_written() {
        let (dir, desk) = desk();
        let long =
            NewArticle {
                content_type: "news".into(), title: "创新驱动".repeat(9), section: "news".into()
            };
        let long = desk.new_page(&long).unwrap();
        let choices = desk.choices(Language::Chinese).unwrap();
        assert!(choices.types.iter().any(|choice| choice.id == "news" && choice.name == "新闻"));
        assert_eq!(choices.sections[0].content_type.as_deref(), Some("news"));
        let wanted = |content_type: &str, title: &str, section: &str| NewArticle {
            content_type: content_type.into(),
            title: title.into(),
            section: section.into(),
        };
        let written = desk.new_page(&wanted("新闻", " 主题党日\n活动 ", "")).unwrap();
        assert_eq!(written.file, "content/news/2026-11-22-zhu-ti-dang-ri-huo-dong.md");
        assert_eq!(written.url, "/news/2026-11-22-zhu-ti-dang-ri-huo-dong.html");
        let text = std::fs::read_to_string(dir.path().join(&written.file)).unwrap();
        assert!(text.contains("标题: 主题党日 活动\n"), "{text}");
        for (wanted, code) in [
            (wanted("news", " \n", "news"), "new/no-title"),
            (wanted("nwes", "甲", "news"), "new/unknown-type"),
            (wanted("news", "甲", "../../outside"), "new/unknown-section"),
            (wanted("news", "甲", "nothing"), "new/unknown-section"),
        ] {
            let problems = desk.new_page(&wanted).unwrap_err();
            assert_eq!((problems.len(), problems[0].code), (1, code), "{wanted:?}");
            assert!(problems[0].help.is_some());
        }
        let again = desk.new_page(&wanted("news", "主题党日活动", "news")).unwrap();
        assert_eq!(again.url, "/news/2026-11-22-zhu-ti-dang-ri-huo-dong-2.html");
        // The page is at the address that was returned.
        let opened = Portal::open(&desk.settings).unwrap();
        for url in [written.url, long.url, again.url] {
            assert!(opened.site().route(url.trim_start_matches('/')).is_some(), "{url}");
        }
    }

    #[test]
    fn only_sources_of_the_site_are_opened() {
        let (_dir, desk) = desk();
        for file in ["../a.md", "/etc/passwd", "content/news/nothing.md"] {
            assert!(desk.open(file, 1).unwrap_err()[0].code.starts_with("editor/"), "{file}");
        }
    }
}
