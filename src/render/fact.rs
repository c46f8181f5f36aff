//! What renderings ask for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::problem::Words;
use crate::site::{PageId, Query};
use crate::theme::Refers;

/// Something that a rendering asked for, and that a later build can ask for again: as long as all its facts are the same,
/// so are its bytes. Languages are numbers, sections are folders.
///
/// [`Fact::Card`] and [`Fact::Templates`] are made from other facts; the others have a value of their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fact {
    /// What lists show of a page, with all that it refers to.
    Card(PageId),
    /// A template with all that it extends, includes and calls, by its name below `templates/`.
    Templates(Arc<str>),
    /// The front matter, the state and the address of a page.
    Page(PageId),
    /// The text of a page's file.
    Text(PageId),
    /// The pages before and after a page, those related to it, the parts of its series, its terms.
    Around(PageId),
    /// The text of a section's `_index.md`.
    SectionText(usize, Arc<str>),
    /// What `_index.md` says of a section, its children and those around it.
    Section(usize, Arc<str>),
    /// How many pages there are in a section, its children and those around it.
    Counts(usize, Arc<str>),
    /// Which pages stand on a numbered page of a section's list.
    List(usize, Arc<str>, usize),
    /// All terms of a taxonomy.
    Taxonomy(usize, Arc<str>),
    /// The address of a term and the number of its pages.
    Term(usize, Arc<str>, Arc<str>),
    /// Which pages stand on a numbered page of a term's list.
    TermList(usize, Arc<str>, Arc<str>, usize),
    /// The years and months of the archive, with their numbers of pages.
    Archive(usize),
    /// Which pages stand on a numbered page of a year of the archive, its months, and which years are beside it.
    Year(usize, i16, usize),
    /// All sections with their numbers of pages.
    Map(usize),
    /// Which pages answer a query.
    Answer(Arc<Query>),
    /// Which page is meant by an id or title, with its title and address.
    Refer(usize, Arc<str>),
    /// The address of a person's page.
    Person(usize, Arc<str>),
    /// The name and address of a unit.
    UnitLink(usize, Arc<str>),
    /// All that there is of a unit, and below it.
    Unit(usize, Arc<str>),
    /// The whole organization.
    Organization(usize),
    /// `data/statistics.yaml`.
    Statistics,
    /// `site` of templates, and the menu.
    Site(usize),
    /// The words of the interface.
    Words(usize),
    /// The blocks of the home page.
    Blocks(usize),
    /// The languages that have pages.
    Languages,
    /// The addresses of a route in other languages, by its path.
    Translations(Arc<str>),
    /// The theme's options.
    Options,
    /// The text of the templates of one name below `templates/`, of the site and of each theme.
    Template(Arc<str>),
    /// A file of `data/`, by its name in templates.
    Data(Arc<str>),
    /// All files of `data/`.
    AllData,
    /// The moment of the build.
    Now,
    /// A picture, style or script of the theme.
    ThemeFile(Arc<str>),
    /// A picture or attachment as a document writes it: the document, and what is written.
    File(Arc<str>, Arc<str>),
    /// Where a link of a document leads: the document, the language of the page, and what is written.
    Link(Arc<str>, usize, Arc<str>),
    /// Which directive or block is meant by a name.
    Directive(Arc<str>),
    /// What an argument of a component names.
    Named(Refers, usize, Arc<str>),
    /// The feed.
    Feed(usize),
    /// The addresses and dates of all pages.
    Sitemap,
    /// What came of a part that many pages share: language, template, what it was told.
    Part(usize, Arc<str>, Arc<str>),
}

impl Fact {
    /// The page that it is about, by number.
    fn page_mut(&mut self) -> Option<&mut PageId> {
        match self {
            Self::Card(id) | Self::Page(id) | Self::Text(id) | Self::Around(id) => Some(id),
            _ => None,
        }
    }

    /// The same fact where pages have other numbers; nothing where its page is gone.
    pub(super) fn renumbered(&self, number: impl FnOnce(PageId) -> Option<PageId>) -> Option<Self> {
        let mut fact = self.clone();
        if let Some(id) = fact.page_mut() {
            *id = number(*id)?;
        }
        Some(fact)
    }

    /// Whether it is an answer of the organised site alone, which is the same as long as [`crate::site::Site::print`] is: no texts,
    /// pictures or files of the theme have a part in it.
    pub(super) fn is_of_site(&self) -> bool {
        matches!(
            self,
            Self::Page(_)
                | Self::Around(_)
                | Self::Counts(..)
                | Self::List(..)
                | Self::Taxonomy(..)
                | Self::Term(..)
                | Self::TermList(..)
                | Self::Archive(_)
                | Self::Year(..)
                | Self::Map(_)
                | Self::Answer(_)
                | Self::Refer(..)
                | Self::Person(..)
                | Self::Statistics
                | Self::Blocks(_)
                | Self::Languages
                | Self::Translations(_)
                | Self::Data(_)
                | Self::AllData
                | Self::Feed(_)
                | Self::Sitemap
        )
    }

    /// Whether it is about where pages stand alone, which is the same as long as [`crate::site::Site::shape`] is.
    pub(super) fn is_of_shape(&self) -> bool {
        match self {
            Self::Around(_)
            | Self::Counts(..)
            | Self::List(..)
            | Self::Taxonomy(..)
            | Self::Term(..)
            | Self::TermList(..)
            | Self::Archive(_)
            | Self::Year(..)
            | Self::Map(_)
            | Self::Languages
            | Self::Translations(_) => true,
            // A template may ask for an order that no section has.
            Self::Answer(query) => query.sort.iter().all(|key| key.key == "date"),
            _ => false,
        }
    }

    /// Whether it is made from other facts and has no value of its own.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Card(_) | Self::Templates(_))
    }

    /// In words, for one who asks why a page was made anew. `page` tells the file of a page.
    pub(super) fn told(&self, page: impl Fn(PageId) -> String) -> Words {
        let told = |zh: String, en: String| Words::new(zh, en);
        match self {
            Self::Card(id) => {
                let file = page(*id);
                told(format!("“{file}”在列表里显示的内容"), format!("what lists show of {file}"))
            }
            Self::Page(id) => {
                let file = page(*id);
                told(format!("“{file}”的文章信息或状态"), format!("front matter or state of {file}"))
            }
            Self::Text(id) => {
                let file = page(*id);
                told(format!("“{file}”的内容"), format!("text of {file}"))
            }
            Self::Around(id) => {
                let file = page(*id);
                told(
                    format!("“{file}”的上一篇、下一篇、相关文章或标签"),
                    format!("neighbours, related pages or tags of {file}"),
                )
            }
            Self::Templates(name) | Self::Template(name) => {
                told(format!("模板 {name}"), format!("template {name}"))
            }
            Self::SectionText(_, path) | Self::Section(_, path) => {
                told(format!("栏目“{path}”的 _index.md 或它的上下级栏目"), format!("section `{path}`"))
            }
            Self::Counts(_, path) => told(
                format!("栏目“{path}”或相邻栏目的文章数"),
                format!("number of pages in section `{path}` or beside it"),
            ),
            Self::List(_, path, number) => told(
                format!("栏目“{path}”列表第 {number} 页上的文章"),
                format!("pages on page {number} of the list of `{path}`"),
            ),
            Self::Taxonomy(_, name) => told(format!("分类“{name}”的全部标签"), format!("terms of `{name}`")),
            Self::Term(_, _, term) | Self::TermList(_, _, term, _) => {
                told(format!("标签“{term}”的文章"), format!("pages of the term `{term}`"))
            }
            Self::Archive(_) => told("归档的年月和篇数".into(), "years and months of the archive".into()),
            Self::Year(_, year, _) => told(format!("{year} 年的文章"), format!("pages of {year}")),
            Self::Map(_) => told("全部栏目和文章数".into(), "all sections and their numbers of pages".into()),
            Self::Answer(query) => {
                let query = query.told();
                told(format!("查询 pages({query}) 的结果"), format!("answer to pages({query})"))
            }
            Self::Refer(_, name) | Self::Named(_, _, name) | Self::UnitLink(_, name) => {
                told(format!("“{name}”所指的页面或党组织"), format!("what `{name}` refers to"))
            }
            Self::Person(_, name) => {
                told(format!("人物“{name}”的页面"), format!("page of the person `{name}`"))
            }
            Self::Unit(_, name) => told(format!("党组织“{name}”"), format!("unit `{name}`")),
            Self::Organization(_) => told("组织架构".into(), "the organization".into()),
            Self::Statistics => told("data/statistics.yaml".into(), "data/statistics.yaml".into()),
            Self::Site(_) => {
                told("site.yaml 里的站名、菜单、页脚等".into(), "title, menu or footer of site.yaml".into())
            }
            Self::Words(_) => told("界面文字（i18n）".into(), "words of the interface (i18n)".into()),
            Self::Blocks(_) => {
                told("site.yaml 里的首页板块".into(), "blocks of the home page in site.yaml".into())
            }
            Self::Languages => told("网站有哪些语言".into(), "languages that have pages".into()),
            Self::Translations(_) => told("其他语言的版本".into(), "versions in other languages".into()),
            Self::Options => told("主题选项".into(), "options of the theme".into()),
            Self::Data(name) => told(format!("data/{name}"), format!("data/{name}")),
            Self::AllData => told("data 里的文件".into(), "files of data/".into()),
            Self::Now => told("生成时间".into(), "moment of the build".into()),
            Self::ThemeFile(name) => told(format!("主题文件 {name}"), format!("file of the theme, {name}")),
            Self::File(_, name) => {
                told(format!("图片或附件“{name}”"), format!("picture or attachment {name}"))
            }
            Self::Link(_, _, name) => {
                told(format!("链接“{name}”所指的页面"), format!("target of the link {name}"))
            }
            Self::Directive(name) => told(format!("组件“{name}”"), format!("directive `{name}`")),
            Self::Feed(_) => told("订阅源里的文章".into(), "pages of the feed".into()),
            Self::Part(_, name, _) => told(format!("公用部分 {name}"), format!("shared part {name}")),
            Self::Sitemap => told("全部页面的网址和日期".into(), "addresses and dates of all pages".into()),
        }
    }
}
