//! Explains on request why a route was rendered again, or not.

use crate::problem::Problem;
use crate::render::{Comparison, Reason, Renderer};
use crate::site::{Site, Target};

/// Why a route was rendered again, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Path of the route; the request itself if there is no such route.
    pub path: String,
    /// The reason; a problem if there is no such route.
    pub reason: Result<Reason, Box<Problem>>,
}

/// Explains for each requested route or article why it was rendered again, or not.
pub(super) fn explain(
    renderer: &Renderer,
    asked: &[String],
    verified: Option<&Comparison>,
) -> Vec<Explanation> {
    let asked = asked.iter().flat_map(|asked| {
        let routes = routes_of(renderer.site(), asked);
        if routes.is_empty() {
            return vec![Explanation {
                path: asked.clone(),
                reason: Err(Box::new(unknown_page(renderer.site(), asked))),
            }];
        }
        let explained = routes.into_iter().map(|number| Explanation {
            path: renderer.site().routes().get(number).map_or(asked, |route| &route.path).clone(),
            reason: Ok(verified.map_or(Reason::New, |verified| verified.reason(renderer, number))),
        });
        explained.collect()
    });
    asked.collect()
}

/// Returns the numbers of the routes that `asked` names: a path of the published site, or a file of
/// `content/`.
fn routes_of(site: &Site, asked: &str) -> Vec<usize> {
    let asked = asked.replace('\\', "/");
    let asked = asked.trim_start_matches("./").trim_start_matches('/');
    let page = site.page_of_file(asked);
    let is_meant = |path: &str, target: &Target| match target {
        Target::Page(id) if page.is_some() => page == Some(*id),
        Target::Section(id, _) | Target::Part(id, ..) => {
            path == asked || site.section(*id).is_some_and(|section| section.file.as_deref() == Some(asked))
        }
        _ => path == asked,
    };
    let routes = site.routes().iter().enumerate();
    routes.filter(|(_, route)| is_meant(&route.path, &route.target)).map(|(number, _)| number).collect()
}

fn unknown_page(site: &Site, asked: &str) -> Problem {
    let nearest = site.nearest_route(asked).or_else(|| {
        let (folder, name) = asked.rsplit_once('/')?;
        site.nearest_document(&format!("{folder}/"), name)
    });
    Problem::warning(
        "explain/unknown-page",
        format!("没有“{asked}”这个页面或文章"),
        format!("there is no page or article `{asked}`"),
    )
    .did_you_mean(
        nearest,
        "可以写页面的路径，如 news/x.html，也可以写文章的文件，如 content/news/x.md；dangjian list 列出全部文章",
        "give the path of a page, such as news/x.html, or the file of an article, such as content/news/x.md; `dangjian list` lists them",
    )
}
