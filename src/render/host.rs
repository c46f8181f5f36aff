//! What links, pictures and directives of a body mean in the site.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::call;
use super::fact::Fact;
use super::frame;
use super::value::{Origin, Target};
use super::world::World;
use crate::markdown::{self, Anywhere, Directive, Host, Link, ResolvedImage};
use crate::problem::{Finding, Problem, unsafe_address};
use crate::site::{PageId, percent_decoded};
use crate::text::address;
use crate::text::link::{self, Destination};

/// Resolves for one document.
pub(super) struct Resolver<'w> {
    world: &'w World,
    file: &'w str,
    lang: usize,
    page: Option<&'w tera::Value>,
    /// What is wrong with what is shown all the same. How much it matters is the site's to say; that takes nothing off a page.
    told: RefCell<Vec<Finding>>,
}

impl<'w> Resolver<'w> {
    /// For the document `file` in a language; `page` is its card, for directives that ask for it.
    pub fn new(world: &'w World, file: &'w str, lang: usize, page: Option<&'w tera::Value>) -> Self {
        Self { world, file, lang, page, told: RefCell::default() }
    }

    /// What was found wrong with what is shown as it is written.
    pub fn told(self) -> Vec<Finding> {
        self.told.into_inner()
    }

    /// A link as it is written, about which there is something to tell.
    fn as_written(&self, href: String, finding: Finding) -> Link {
        self.told.borrow_mut().push(finding);
        Link { href }
    }

    fn document(&self, path: &str, fragment: Option<&str>, span: Range<usize>) -> Result<Link, Finding> {
        let site = &self.world.site;
        let target =
            site.document(self.file, path).or_else(|| site.document(self.file, &percent_decoded(path)));
        let found = target
            .as_deref()
            .and_then(|file| site.page_of_file(file))
            .or_else(|| site.page_of_file(&percent_decoded(target.as_deref()?)));
        let Some(id) = found else { return self.section_or_problem(path, fragment, target.as_deref(), span) };
        // A link to the Chinese file leads an English reader to the English page, where there is one.
        let page = site.page(id).and_then(|page| site.translation(&page.stem, self.lang).or(Some(page)));
        let Some(page) = page else {
            return Ok(self.as_written(written(path, fragment), broken(path, None, span)));
        };
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Ok(Link { href: page.url.to_string() });
        };
        let id = site.page_of_file(&page.file).unwrap_or(id);
        frame::note(|| Fact::Text(id));
        match self.world.heading(id, &percent_decoded(fragment)) {
            Some(heading) => Ok(Link { href: format!("{}#{heading}", page.url) }),
            // The page is there: readers come to its top.
            None => {
                let problem = Problem::warning(
                    "link/anchor",
                    format!("“{}”里没有“{fragment}”这个小标题", page.title()),
                    format!("`{}` has no heading `{fragment}`", page.file),
                )
                .help(
                    "“#”后面照那篇文章里小标题的原文写",
                    "after `#` write the words of a heading of that page",
                );
                Ok(self.as_written(page.url.to_string(), Finding { problem, span }))
            }
        }
    }

    /// `../news/_index.md` is a section.
    fn section_or_problem(
        &self,
        path: &str,
        fragment: Option<&str>,
        file: Option<&str>,
        span: Range<usize>,
    ) -> Result<Link, Finding> {
        let site = &self.world.site;
        let folder = file.and_then(|file| file.strip_prefix("content/")).and_then(|file| {
            let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
            name.starts_with("_index").then_some(folder)
        });
        if let Some(section) = folder.and_then(|folder| site.section_at(self.lang, folder)) {
            return Ok(Link { href: section.url() });
        }
        if file.is_some_and(|file| site.is_unread(file)) {
            return Ok(Link { href: written(path, fragment) });
        }
        if let Some(left_out) = file.and_then(|file| site.left_out_file(file)) {
            let state = left_out.state;
            return Err(Finding {
                problem: Problem::warning(
                    "link/hidden",
                    format!("“{}”现在不发布（{}），这个链接只留下文字", left_out.title, state.chinese()),
                    format!("`{path}` is not published now ({}); only the words stay", state.name()),
                )
                .help(
                    "等它发布，链接自动恢复；不再需要的，去掉链接",
                    "the link comes back when it is published; remove it if it is no longer wanted",
                ),
                span,
            });
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let finding = broken(path, file.and_then(|file| site.nearest_document(file, name)), span);
        Ok(self.as_written(written(path, fragment), finding))
    }

    /// `/news/x.html`: an address of the site.
    fn rooted(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding> {
        let path = destination.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decoded(path);
        let wanted = decoded.trim_start_matches('/');
        let wanted = if wanted.is_empty() || wanted.ends_with('/') {
            format!("{wanted}index.html")
        } else {
            wanted.to_owned()
        };
        if self.world.site.route(&wanted).is_some()
            || self.world.site.resource(self.file, destination).is_some()
        {
            return Ok(Link { href: destination.to_owned() });
        }
        let finding = broken(destination, self.world.site.nearest_route(&wanted), span);
        Ok(self.as_written(destination.to_owned(), finding))
    }
}

/// A destination as it is written.
fn written(path: &str, fragment: Option<&str>) -> String {
    fragment.map_or_else(|| path.to_owned(), |fragment| format!("{path}#{fragment}"))
}

fn broken(path: &str, meant: Option<&str>, span: Range<usize>) -> Finding {
    let problem = Problem::error(
        "link/broken",
        format!("链接指向的“{path}”不存在"),
        format!("the link leads to `{path}`, which is not there"),
    );
    // Another site comes first: no file of this one looks like it.
    let whole = address::whole(path);
    let problem = problem.did_you_mean(
        whole.as_deref().or(meant),
        "链接别的文章，写它的文件名，如 ./x.md；附件放在文章旁边，也写文件名",
        "write the file of the other page, such as `./x.md`; attachments go beside the article",
    );
    Finding { problem, span }
}

impl Host for Resolver<'_> {
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding> {
        let destination = destination.trim();
        if let Destination::Refused(refusal) = link::destination(destination) {
            return Err(Finding { problem: unsafe_address(destination, refusal), span });
        }
        let (path, _) = destination.split_once('#').unwrap_or((destination, ""));
        frame::note(|| Fact::Link(self.file.into(), self.lang, path.into()));
        if destination.starts_with('/') {
            return self.rooted(destination, span);
        }
        let (path, fragment) = destination
            .split_once('#')
            .map_or((destination, None), |(path, fragment)| (path, Some(fragment)));
        let is_document = path.to_ascii_lowercase().ends_with(".md");
        if !is_document {
            let origin = Origin { file: self.file, lang: self.lang };
            match self.world.target_file(destination, origin.file) {
                Some(Target::Asset(asset)) => return Ok(Link { href: format!("/{}", asset.path) }),
                Some(Target::Static(path)) => return Ok(Link { href: path }),
                _ => {}
            }
        }
        if is_document {
            self.document(path, fragment, span)
        } else {
            self.section_or_problem(path, fragment, None, span)
        }
    }

    fn image(&self, source: &str, span: Range<usize>) -> Result<ResolvedImage, Finding> {
        match self.world.target_file(source, self.file) {
            Some(Target::Asset(asset)) => {
                Ok(ResolvedImage { src: format!("/{}", asset.path), size: asset.size })
            }
            Some(Target::Static(path)) => Ok(ResolvedImage { src: path, size: None }),
            Some(Target::Outside(url)) => {
                let problem = Problem::error(
                    "img/hotlink",
                    format!("图片“{url}”在别的网站上"),
                    format!("the picture `{url}` is on another site"),
                )
                .help(
                    "把图片另存到文章旁边，写它的文件名",
                    "save it beside the article and write its file name",
                );
                self.told.borrow_mut().push(Finding { problem, span });
                Ok(ResolvedImage { src: url, size: None })
            }
            None => {
                if let Destination::Refused(refusal) = link::destination(source) {
                    return Err(Finding { problem: unsafe_address(source, refusal), span });
                }
                let problem = Problem::error(
                    "img/missing",
                    format!("找不到图片“{source}”"),
                    format!("there is no picture `{source}`"),
                );
                let problem = problem.did_you_mean(
                    self.world.site.nearest_resource(self.file, source),
                    "把图片放在文章旁边，写它的文件名",
                    "put it beside the article and write its file name",
                );
                self.told.borrow_mut().push(Finding { problem, span });
                Ok(ResolvedImage { src: source.to_owned(), size: None })
            }
        }
    }

    fn directive(&self, directive: &Directive, body: &str) -> Result<String, Vec<Finding>> {
        call::directive(self.world, directive, body, Origin { file: self.file, lang: self.lang }, self.page)
    }
}

impl World {
    /// Markdown of a field or a filter to HTML. Its links are those of the document `file`; mistakes in it are reported
    /// to the frame.
    pub(super) fn markdown(&self, text: &str, file: &str, lang: usize) -> String {
        let resolver = Resolver::new(self, file, lang, None);
        let mut rendered = markdown::render(text, &self.markdown_options(lang), &resolver);
        rendered.findings.extend(resolver.told());
        if let Ok(frame) = frame::current() {
            for problem in self.at_same_words(rendered.findings, file, text) {
                frame.report(problem);
            }
        }
        rendered.html
    }

    /// The id of the heading of a page that `wanted` means: its id, or its words.
    fn heading(&self, page: PageId, wanted: &str) -> Option<String> {
        let headings = self.headings(page)?;
        let found =
            headings.iter().find(|heading| heading.id == wanted || heading.text.trim() == wanted.trim());
        found.map(|heading| heading.id.clone())
    }

    fn headings(&self, page: PageId) -> Option<Arc<Vec<markdown::Heading>>> {
        let known = |world: &Self| {
            world.headings.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&page).cloned()
        };
        if let Some(headings) = known(self) {
            return Some(headings);
        }
        let file = &self.site.page(page)?.file;
        let (document, _) = self.folder.document(file).ok()?;
        let headings =
            Arc::new(markdown::render(document.body(), &self.site.config().markdown, &Anywhere).headings);
        self.headings
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(page, headings.clone());
        Some(headings)
    }
}
