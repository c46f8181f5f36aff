//! The writer's desk: answers the requests of the panel over a page.
//!
//! Everybody who may see the pages may read. Writing (creating an article, opening a source in an
//! editor, applying a fix) is only for a browser on this machine, and only for pages of this run
//! (`guard.rs`).

use axum::body::{Body, to_bytes};
use axum::extract::Query as FromQuery;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

use super::failure::panicked;
use super::stage::SharedState;
use super::{Backend, PageProblem, answer, lan};
use crate::problem::{Language, Problem};

/// Maximum bytes of a request's body: a title and a few names.
const LARGEST: usize = 64 * 1024;
/// Maximum time for the body to arrive.
const PATIENCE: Duration = Duration::from_secs(5);
/// Maximum number of articles in a list. The default is [`USUAL`].
const MOST: usize = 500;
const USUAL: usize = 50;

/// Services for the writer besides showing pages.
pub trait Desk: Send + Sync {
    /// Lists the articles that match a query, the newest first.
    fn articles(&self, query: &ArticleQuery, language: Language) -> Articles;

    /// Lists the types of article that can be created, and the sections that can contain them.
    ///
    /// # Errors
    /// The mistakes that prevent reading the site's sections or types.
    fn choices(&self, language: Language) -> Result<Choices, Vec<Problem>>;

    /// Writes the scaffold of a new article into the site.
    ///
    /// # Errors
    /// The request is invalid, or the file cannot be written.
    fn new_page(&self, wanted: &NewArticle) -> Result<CreatedArticle, Vec<Problem>>;

    /// Makes the article at a path in the published folder for the editor of a WeChat account.
    ///
    /// # Errors
    /// There is no article at the path, or it has mistakes.
    fn wechat(&self, path: &str, language: Language) -> Result<WechatCopy, Vec<Problem>>;

    /// Opens a file of the site in an editor, at a line (from 1).
    ///
    /// # Errors
    /// The file may not be opened, or the editor does not start.
    fn open(&self, file: &str, line: usize) -> Result<(), Vec<Problem>>;
}

/// Selects articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleQuery {
    /// Words that must all be in the title or the file name, in any case.
    pub words: Vec<String>,
    /// Name of a state, for example `draft`.
    pub state: Option<String>,
    /// Whether to list only articles with problems.
    pub problems: bool,
    /// Maximum number of articles.
    pub limit: usize,
}

/// The articles that match a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Articles {
    /// Number of all matches, including those left out.
    pub total: usize,
    /// At most [`ArticleQuery::limit`] of them.
    pub articles: Vec<Article>,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Title.
    pub title: String,
    /// File, relative to the site's folder.
    pub file: String,
    /// Address from the site's root.
    pub url: String,
    /// Name of its type, in the reader's language.
    pub type_name: String,
    /// Name of its state: `published`, `draft`, `scheduled` or `expired`.
    pub state: &'static str,
    /// Its state, in the reader's language.
    pub state_name: &'static str,
    /// Date in the precision in which it was given, without a time of day.
    pub date: Option<String>,
    /// Title of its section.
    pub section: String,
    /// Number of recorded problems of its file.
    pub problems: usize,
}

/// The possible values for a new article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// Content types.
    pub types: Vec<TypeChoice>,
    /// Sections.
    pub sections: Vec<SectionChoice>,
}

/// A content type to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeChoice {
    /// Id.
    pub id: String,
    /// Name, in the reader's language.
    pub name: String,
}

/// A section to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionChoice {
    /// Folder below `content/`.
    pub folder: String,
    /// Title.
    pub title: String,
    /// Id of the type of its articles.
    #[serde(rename = "type")]
    pub content_type: Option<String>,
}

/// A request for a new article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewArticle {
    /// Id or name of its type.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Title.
    pub title: String,
    /// Folder or title of its section; if empty, the first section for its type.
    #[serde(default)]
    pub section: String,
}

/// A new article that has been written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreatedArticle {
    /// File, relative to the site's folder.
    pub file: String,
    /// Address that its page will have.
    pub url: String,
}

/// An article for the editor of a WeChat account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WechatCopy {
    /// Its title.
    pub title: String,
    /// Its text, as HTML that goes to the clipboard.
    pub html: String,
    /// Its pictures to upload, in order.
    pub pictures: Vec<WechatFile>,
    /// What is not in it, or not as on the page.
    pub problems: Vec<PageProblem>,
}

/// A picture to upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WechatFile {
    /// The name that the text has for it: `01-合影.jpg`.
    pub name: String,
    /// Its bytes, as an address (`data:image/jpeg;base64,…`).
    pub data: String,
}

/// Identifies a problem of a page, as the page sends it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mistake {
    /// Path of the page in the published folder.
    pub path: String,
    /// Code of the problem.
    pub code: String,
    /// File, relative to the site's folder.
    pub file: String,
    /// Line in the file, from 1; 0 for the entire file.
    #[serde(default)]
    pub line: usize,
    /// Column, in characters.
    #[serde(default)]
    pub column: usize,
}

/// A query as written in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct QueryParameters {
    q: String,
    state: String,
    problems: String,
    limit: Option<usize>,
}

impl QueryParameters {
    fn query(&self) -> ArticleQuery {
        ArticleQuery {
            words: self.q.split_whitespace().map(str::to_lowercase).collect(),
            state: Some(self.state.clone()).filter(|state| !state.is_empty()),
            problems: matches!(self.problems.as_str(), "1" | "true"),
            limit: self.limit.unwrap_or(USUAL).min(MOST),
        }
    }
}

/// The page that a request is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfPage {
    page: String,
}

/// A request to open a source.
#[derive(Debug, Deserialize)]
struct Source {
    file: String,
    line: Option<usize>,
}

/// The task of a path below `/__dangjian/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Articles,
    Choices,
    Qr,
    Wechat,
    New,
    Open,
    Fix,
}

impl Task {
    /// Returns the task for a path.
    pub(super) fn at(path: &str) -> Option<Self> {
        match path.strip_prefix("/__dangjian/")? {
            "articles" => Some(Self::Articles),
            "choices" => Some(Self::Choices),
            "qr" => Some(Self::Qr),
            "wechat" => Some(Self::Wechat),
            "new" => Some(Self::New),
            "open" => Some(Self::Open),
            "mend" => Some(Self::Fix),
            _ => None,
        }
    }

    /// Returns whether the task changes or starts something.
    pub(super) fn writes(self) -> bool {
        matches!(self, Self::New | Self::Open | Self::Fix)
    }
}

/// Performs a task that `guard.rs` has allowed.
pub(super) async fn reply(shared: &SharedState, task: Task, asked: &Parts, body: Body) -> Response {
    let language = shared.language;
    match task {
        Task::Articles => match from_query::<QueryParameters>(&asked.uri) {
            Ok(asked) => {
                let query = asked.query();
                at_desk(shared, move |desk| answer::json(StatusCode::OK, &desk.articles(&query, language)))
                    .await
            }
            Err(problem) => refused(&[problem], language),
        },
        Task::Choices => at_desk(shared, move |desk| answered(desk.choices(language), language)).await,
        Task::Qr => {
            let network = lan::address(shared.lan, &asked.headers);
            lan::qr(network.as_deref(), asked.uri.query().unwrap_or_default(), language)
        }
        Task::Wechat => match from_query::<OfPage>(&asked.uri) {
            Ok(asked) => {
                at_desk(shared, move |desk| answered(desk.wechat(&asked.page, language), language)).await
            }
            Err(problem) => refused(&[problem], language),
        },
        Task::New => match sent::<NewArticle>(body).await {
            Ok(wanted) => at_desk(shared, move |desk| answered(desk.new_page(&wanted), language)).await,
            Err(refusal) => refusal.response(language),
        },
        Task::Open => match sent::<Source>(body).await {
            Ok(source) => {
                let open =
                    move |desk: &dyn Desk| done(desk.open(&source.file, source.line.unwrap_or(1)), language);
                at_desk(shared, open).await
            }
            Err(refusal) => refusal.response(language),
        },
        Task::Fix => match sent::<Mistake>(body).await {
            Ok(mistake) => at_portal(shared, move |portal| Some(done(portal.fix(&mistake), language))).await,
            Err(refusal) => refusal.response(language),
        },
    }
}

fn done(result: Result<(), Vec<Problem>>, language: Language) -> Response {
    match result {
        Ok(()) => answer::text(StatusCode::NO_CONTENT, answer::JSON, Body::empty()),
        Err(problems) => refused(&problems, language),
    }
}

/// Runs `ask` with the desk of the current site, on a thread where it may block.
async fn at_desk(shared: &SharedState, ask: impl FnOnce(&dyn Desk) -> Response + Send + 'static) -> Response {
    at_portal(shared, |portal| portal.desk().map(ask)).await
}

/// Runs `ask` with the current site, on a thread where it may block.
async fn at_portal(
    shared: &SharedState,
    ask: impl FnOnce(&dyn Backend) -> Option<Response> + Send + 'static,
) -> Response {
    let language = shared.language;
    let portal: Option<Arc<dyn Backend>> =
        shared.showing().await.and_then(|showing| showing.portal.as_ref().map(Arc::clone));
    let Some(portal) = portal else { return refused(&[no_site()], language) };
    let done = tokio::task::spawn_blocking(move || ask(&*portal)).await;
    match done {
        Ok(Some(response)) => response,
        Ok(None) => refused(&[no_site()], language),
        Err(_) => refused(&[panicked()], language),
    }
}

/// Why a request's body is rejected.
enum Unsent {
    TooLarge,
    TooSlow,
    Unreadable(Box<Problem>),
}

impl Unsent {
    fn response(&self, language: Language) -> Response {
        let (status, zh, en) = match self {
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "发来的内容太长", "this is too much"),
            Self::TooSlow => {
                (StatusCode::REQUEST_TIMEOUT, "发来的内容迟迟没有到齐", "this took too long to arrive")
            }
            Self::Unreadable(problem) => return refused(&[(**problem).clone()], language),
        };
        told(status, &[Problem::error("preview/request", zh, en)], language)
    }
}

/// Reads a request's body as JSON.
async fn sent<T: serde::de::DeserializeOwned>(body: Body) -> Result<T, Unsent> {
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(Unsent::TooLarge),
        Err(_) => return Err(Unsent::TooSlow),
    };
    serde_json::from_slice(&bytes)
        .map_err(|error| Unsent::Unreadable(Box::new(misunderstood(&error.to_string()))))
}

fn from_query<T: serde::de::DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    let query = FromQuery::<T>::try_from_uri(uri);
    query.map(|query| query.0).map_err(|rejection| misunderstood(&rejection.body_text()))
}

fn misunderstood(error: &str) -> Problem {
    Problem::error(
        "preview/request",
        format!("看不懂页面发来的请求：{error}"),
        format!("what the page asks for is not understood: {error}"),
    )
    .help("刷新页面再试一次", "load the page again and try once more")
}

fn no_site() -> Problem {
    Problem::error("preview/no-site", "站点还有错误，暂时做不了", "the site has errors; this has to wait")
        .help("先按终端里或页面上的提示改正错误", "correct them first, as the terminal or the page says")
}

fn answered<T: Serialize>(result: Result<T, Vec<Problem>>, language: Language) -> Response {
    match result {
        Ok(value) => answer::json(StatusCode::OK, &value),
        Err(problems) => refused(&problems, language),
    }
}

fn refused(problems: &[Problem], language: Language) -> Response {
    told(StatusCode::BAD_REQUEST, problems, language)
}

/// Builds a response with problems for a script.
fn told(status: StatusCode, problems: &[Problem], language: Language) -> Response {
    #[derive(Serialize)]
    struct Problems {
        problems: Vec<PageProblem>,
    }
    let problems = problems.iter().map(|problem| PageProblem::of(problem, language)).collect();
    answer::json(status, &Problems { problems })
}
