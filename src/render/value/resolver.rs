//! Resolves links, pictures and directives of a body in the site.

use std::cell::RefCell;
use std::ops::Range;

use super::call::{self, Caller};
use super::field::Origin;
use super::hidden_link::hidden;
use crate::attachment::is_shown_by_browsers;
use crate::markdown::{self, Directive, Host, Link, ResolvedImage};
use crate::problem::{
    Finding, Problem, file_elsewhere, folder_for_file, picture_elsewhere, unsafe_address, with_nearest,
};
use crate::render::ask::{self, FileTarget, FileUse, Leads, LinkedPage};
use crate::render::template::scope::{self, RenderScope};
use crate::render::world::World;
use crate::site::percent_decoded;
use crate::text::address;
use crate::text::link::{self, Destination};

/// The resolver of one document.
pub(in crate::render) struct Resolver<'w> {
    world: &'w World,
    file: &'w str,
    lang: usize,
    page: Option<&'w tera::Value>,
    /// Mistakes in what is shown all the same. The site decides how much they matter; that takes
    /// nothing off a page.
    told: RefCell<Vec<Finding>>,
}

impl<'w> Resolver<'w> {
    /// For the document `file` in a language; `page` is its card, for directives that ask for it.
    pub fn new(world: &'w World, file: &'w str, lang: usize, page: Option<&'w tera::Value>) -> Self {
        Self { world, file, lang, page, told: RefCell::default() }
    }

    /// The mistakes in what is shown as it is written.
    pub fn told(self) -> Vec<Finding> {
        self.told.into_inner()
    }

    /// A link as it is written, with a mistake to report.
    fn as_written(&self, href: String, finding: Finding) -> Link {
        self.told.borrow_mut().push(finding);
        Link::to(href)
    }

    /// A link to a page, or to a heading of it.
    fn page(&self, page: &LinkedPage<'_>, fragment: Option<&str>, span: Range<usize>) -> Link {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Link::to(page.url.to_owned());
        };
        let wanted = percent_decoded(fragment);
        let headings = self.world.view.ask(ask::Headings(page.id)).unwrap_or_default();
        let found =
            headings.iter().find(|heading| heading.id == wanted || heading.text.trim() == wanted.trim());
        if let Some(heading) = found {
            return Link::to(format!("{}#{}", page.url, heading.id));
        }
        let problem = Problem::warning(
            "link/anchor",
            format!("“{}”里没有“{fragment}”这个小标题", page.title),
            format!("`{}` has no heading `{fragment}`", page.file),
        )
        .help("“#”后面照那篇文章里小标题的原文写", "after `#` write the words of a heading of that page");
        // The page is there: readers come to its top.
        self.as_written(page.url.to_owned(), Finding { problem, span })
    }
}

/// The name under which readers store a file, if browsers don't show it.
fn download(name: &str) -> Option<String> {
    (!is_shown_by_browsers(name)).then(|| name.to_owned())
}

/// The path of a destination, without what follows it.
fn path_of(destination: &str) -> &str {
    destination.split(['?', '#']).next().unwrap_or_default()
}

/// What follows the path of a destination: `?page=2` or `#page=2`.
fn query(destination: &str) -> &str {
    destination.find(['?', '#']).and_then(|at| destination.get(at..)).unwrap_or_default()
}

/// A destination as it is written.
fn written(path: &str, fragment: Option<&str>) -> String {
    fragment.map_or_else(|| path.to_owned(), |fragment| format!("{path}#{fragment}"))
}

fn broken(file: &str, path: &str, meant: Option<&str>, span: Range<usize>) -> Finding {
    if path.is_empty() {
        let problem = Problem::error("link/broken", "链接没有写地址", "the link has no address").help(
            "在圆括号里写网址或文件名：[文字](x.md)；不是链接的，去掉方括号和圆括号",
            "write an address or a file between the brackets, [words](x.md), or remove the brackets",
        );
        return Finding { problem, span };
    }
    let problem = Problem::error(
        "link/broken",
        format!("链接指向的“{path}”不存在"),
        format!("the link leads to `{path}`, which is not there"),
    );
    // An address of another site comes first: no file of this one resembles it.
    let whole = address::whole(path);
    let (zh, en) = if file.starts_with("content/") {
        (
            "链接别的文章，写它的文件名，如 ./x.md；附件放在文章旁边，也写文件名",
            "write the file of the other page, such as `./x.md`; attachments go beside the article",
        )
    } else {
        (
            "链接文章，从“/”写起，写生成以后的网址，如 /news/x.html；附件放进 static 文件夹，写成“/文件名”",
            "write the published address of a page, such as `/news/x.html`; put a file into `static` and \
             write `/` and its name",
        )
    };
    let problem = with_nearest(problem, path, whole.as_deref().or(meant), zh, en);
    Finding { problem, span }
}

/// A link to a folder, of which no page is made unless it is a section.
fn to_folder(path: &str, span: Range<usize>) -> Finding {
    let folder = path.trim_end_matches('/');
    let problem = folder_for_file("link/broken", path).help(
        format!("链接栏目，写 {folder}/_index.md；链接文件，写里面的文件名：{folder}/文件名"),
        format!("for a section write {folder}/_index.md; for a file, its name: {folder}/name"),
    );
    Finding { problem, span }
}

impl Host for Resolver<'_> {
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding> {
        let destination = destination.trim();
        if let Destination::Refused(refusal) = link::destination(destination) {
            return Err(Finding { problem: unsafe_address(destination, refusal), span });
        }
        let (path, fragment) = destination
            .split_once('#')
            .map_or((destination, None), |(path, fragment)| (path, Some(fragment)));
        let is_rooted = destination.starts_with('/');
        let asked = if !is_rooted && ask::Link::is_document(path) { path } else { destination };
        match self.world.view.ask(ask::Link(self.file.into(), self.lang, asked.into())) {
            Leads::File(FileTarget::Asset(asset)) => {
                Ok(Link { href: format!("/{}", asset.path), download: download(asset.name()) })
            }
            Leads::File(FileTarget::Static(file)) => {
                let download = download(file.name());
                Ok(Link { href: file.path + query(destination), download })
            }
            Leads::File(FileTarget::Outside(href)) | Leads::Section(href) => Ok(Link::to(href)),
            Leads::Page(page) => Ok(self.page(&page, fragment, span)),
            Leads::Address => Ok(Link::to(destination.to_owned())),
            Leads::Unread => Ok(Link::to(written(path, fragment))),
            Leads::Hidden { title, state } => Err(Finding { problem: hidden(path, title, state), span }),
            Leads::Nowhere { meant } if is_rooted => {
                let finding = broken(self.file, destination, meant.as_deref(), span);
                Ok(self.as_written(destination.to_owned(), finding))
            }
            Leads::Nowhere { .. } if !path.is_empty() && self.world.view.is_folder(self.file, path) => {
                Ok(self.as_written(written(path, fragment), to_folder(path, span)))
            }
            Leads::Nowhere { meant } => {
                Ok(self.as_written(written(path, fragment), broken(self.file, path, meant.as_deref(), span)))
            }
        }
    }

    fn image(&self, source: &str, span: Range<usize>) -> Result<ResolvedImage, Finding> {
        match self.world.resolved(source, self.file, FileUse::Show) {
            Some(found @ (FileTarget::Asset(_) | FileTarget::Static(_))) => {
                if let Some(problem) = self.world.view.unshowable(&found) {
                    self.told.borrow_mut().push(Finding { problem, span });
                }
                Ok(self.world.body_picture(found, self.file, self.lang))
            }
            Some(FileTarget::Outside(url)) => {
                if !self.world.view.is_own_host(&url) {
                    let problem = picture_elsewhere(self.file, &url);
                    self.told.borrow_mut().push(Finding { problem, span });
                }
                Ok(ResolvedImage::at(url))
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
                let meant = self.world.view.nearest_picture(self.file, source);
                let problem = if self.world.view.is_folder(self.file, source) {
                    folder_for_file("img/missing", source)
                } else if self.file.starts_with("content/") {
                    with_nearest(
                        problem,
                        source,
                        meant.as_deref(),
                        "把图片放在文章旁边，写它的文件名",
                        "put it beside the article and write its file name",
                    )
                } else {
                    with_nearest(
                        problem,
                        source,
                        meant.as_deref(),
                        "把图片放进 static 文件夹，写成“/文件名”，如 /photo.jpg",
                        "put it into `static` and write `/` and its name, such as /photo.jpg",
                    )
                };
                self.told.borrow_mut().push(Finding { problem, span });
                Ok(ResolvedImage::at(source))
            }
        }
    }

    fn request(&self, address: &str, span: Range<usize>) {
        if !self.world.view.is_own_host(address) {
            self.told.borrow_mut().push(Finding { problem: file_elsewhere(address), span });
        }
    }

    fn is_published(&self, address: &str) -> bool {
        if !address.starts_with('/') || self.world.view.base_path() != "/" {
            return false;
        }
        match self.world.view.ask(ask::Link(self.file.into(), self.lang, address.into())) {
            Leads::Address => true,
            Leads::File(FileTarget::Static(file)) => file.path == percent_decoded(path_of(address)),
            _ => false,
        }
    }

    fn directive(&self, directive: &Directive, body: &str) -> Result<String, Vec<Finding>> {
        let origin = Origin::new(self.file, self.lang);
        let caller = Caller { origin, page: self.page, told: &self.told };
        call::directive(self.world, directive, body, &caller)
    }
}

impl World {
    /// Renders Markdown of a field or a filter to HTML. Its links are those of the document `file`;
    /// mistakes in it are reported to the render scope.
    pub(in crate::render) fn markdown(&self, text: &str, file: &str, lang: usize) -> String {
        let (html, findings) = self.rendered(text, file, lang);
        if let Ok(scope) = scope::current() {
            self.view.at_same_words(findings, file, text).into_iter().for_each(|found| scope.report(found));
        }
        html
    }

    /// Renders Markdown of which a template does not say where it is from: a block of the home
    /// page, a field, a file of `data/`. Mistakes in it are reported where the same words are
    /// written.
    pub(in crate::render) fn markdown_of_template(&self, text: &str, scope: &RenderScope) -> String {
        let (html, findings) = self.rendered(text, "", scope.lang);
        if !findings.is_empty() {
            let file = self.view.file_with(text, scope.file.as_deref());
            let placed = self.view.at_same_words(findings, &file, text);
            placed.into_iter().for_each(|found| scope.report(found));
        }
        html
    }

    fn rendered(&self, text: &str, file: &str, lang: usize) -> (String, Vec<Finding>) {
        let resolver = Resolver::new(self, file, lang, None);
        let mut rendered = markdown::render(text, &self.view.markdown_options(lang), &resolver);
        rendered.findings.extend(resolver.told());
        (rendered.html, rendered.findings)
    }
}
