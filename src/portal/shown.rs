//! A portal as the preview shows it: each file made when it is asked for.

use super::{Desk, Portal};
use crate::preview::{self, Answer};
use crate::problem::Problem;

/// An opened site in front of a browser.
pub struct Shown {
    portal: Portal,
    desk: Option<Desk>,
}

impl Shown {
    /// Shows a site.
    pub fn new(portal: Portal) -> Self {
        Self { portal, desk: None }
    }

    /// The same with a desk, so that one can write from the browser.
    #[must_use]
    pub fn with_desk(self, desk: Desk) -> Self {
        Self { desk: Some(desk), ..self }
    }
}

impl preview::Portal for Shown {
    fn get(&self, path: &str) -> Result<Option<Answer>, Vec<Problem>> {
        let portal = &self.portal;
        if let Some(route) = portal.site().route(path) {
            return portal.renderer.render(route).map(|rendering| Some(Answer::Bytes(rendering.bytes)));
        }
        // A picture's address is known once a page has asked for it, and a browser asks for the page first.
        let assets = portal.renderer.assets();
        if let Some(asset) = assets.at(path) {
            let bytes = assets.bytes(&asset).map_err(|problem| vec![problem])?;
            return Ok(Some(Answer::Bytes(bytes)));
        }
        let name = format!("static/{path}");
        let is_there = portal.site().statics().contains(&name);
        Ok(is_there.then(|| Answer::File(portal.folder.path(&name))))
    }

    fn problems(&self) -> &[Problem] {
        &self.portal.warnings
    }

    fn desk(&self) -> Option<&dyn preview::Desk> {
        self.desk.as_ref().map(|desk| desk as &dyn preview::Desk)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Beginning, Settings, start};
    use super::*;
    use crate::preview::Portal as _;
    use crate::schema::Date;

    #[test]
    fn pages_assets_and_files_are_found_by_their_path() {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), Beginning::Bare, "2026-11-20").unwrap();
        std::fs::create_dir(dir.path().join("static")).unwrap();
        std::fs::write(dir.path().join("static/甲.txt"), "甲").unwrap();
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let shown = Shown::new(Portal::open(&settings).unwrap());
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
        assert_eq!(shown.get("甲.txt").unwrap(), Some(Answer::File(dir.path().join("static/甲.txt"))));
        assert_eq!(shown.get("news/nothing.html").unwrap(), None);
        assert_eq!(shown.get("site.yaml").unwrap(), None);
        assert!(!dir.path().join(".dangjian").exists(), "looking writes nothing");
    }
}
