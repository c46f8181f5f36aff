//! The writer's desk: what the panel over a page asks for, and has done.
//!
//! Looking is for everybody who may see the pages. Writing (a new article, opening a source in an editor) is for
//! who sits at this machine, and for pages of this run alone (`guard.rs`).

use axum::body::{Body, to_bytes};
use axum::extract::Query as FromQuery;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

use super::stage::Shared;
use super::{Portal, Told, answer, lan};
use crate::problem::{Language, Problem};

/// How much may be sent at most: a title and a few names.
const LARGEST: usize = 64 * 1024;
/// How long it may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many articles are listed at most, and where nothing is said.
const MOST: usize = 500;
const USUAL: usize = 50;

/// What can be done for a writer beside showing pages.
pub trait Desk: Send + Sync {
    /// The articles that a query asks for, the newest first.
    fn articles(&self, query: &Query, language: Language) -> Articles;

    /// Which articles can be written, and where they can stand.
    ///
    /// # Errors
    /// The mistakes for which the site's sections or types cannot be read.
    fn choices(&self, language: Language) -> Result<Choices, Vec<Problem>>;

    /// Writes the scaffold of a new article into the site.
    ///
    /// # Errors
    /// It cannot be written like this.
    fn new_page(&self, wanted: &Wanted) -> Result<Written, Vec<Problem>>;

    /// Opens a line (from 1) of a file of the site in an editor.
    ///
    /// # Errors
    /// It is no file that may be opened, or the editor does not start.
    fn open(&self, file: &str, line: usize) -> Result<(), Vec<Problem>>;
}

/// Which articles are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words that all stand in title or file name, in any case.
    pub words: Vec<String>,
    /// The name of a state, such as `draft`.
    pub state: Option<String>,
    /// Those alone of which there is something to complain.
    pub problems: bool,
    /// How many.
    pub limit: usize,
}

/// Articles that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Articles {
    /// How many there are, also those that are left out.
    pub total: usize,
    /// As many as were wanted.
    pub articles: Vec<Article>,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its title.
    pub title: String,
    /// Its file, below the site's folder.
    pub file: String,
    /// Its address from the site's root.
    pub url: String,
    /// The name of its type, for the reader.
    pub type_name: String,
    /// The name of its state.
    pub state: &'static str,
    /// The same for the reader.
    pub state_name: &'static str,
    /// Its date, as precise as it was given, without a time.
    pub date: Option<String>,
    /// The title of its section.
    pub section: String,
    /// How many problems of its file are known.
    pub problems: usize,
}

/// What a new article can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// The content types.
    pub types: Vec<TypeChoice>,
    /// The sections.
    pub sections: Vec<SectionChoice>,
}

/// A content type to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeChoice {
    /// Its id.
    pub id: String,
    /// Its name, for the reader.
    pub name: String,
}

/// A section to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionChoice {
    /// Its folder below `content/`.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// The id of the type that its articles have.
    #[serde(rename = "type")]
    pub content_type: Option<String>,
}

/// An article that is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Wanted {
    /// The id or name of its type.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Its title.
    pub title: String,
    /// The folder or title of its section; the first for its type when empty.
    #[serde(default)]
    pub section: String,
}

/// An article that has been written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Its file, below the site's folder.
    pub file: String,
    /// The address at which it will be.
    pub url: String,
}

/// A problem of a page, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mistake {
    /// The path of the page in the published folder.
    pub path: String,
    /// The problem's code.
    pub code: String,
    /// The file, below the site's folder.
    pub file: String,
    /// Line in it, from 1; 0 for the file as a whole.
    #[serde(default)]
    pub line: usize,
    /// The column, in characters.
    #[serde(default)]
    pub column: usize,
}

/// A query as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    state: String,
    problems: String,
    limit: Option<usize>,
}

impl Asked {
    fn query(&self) -> Query {
        Query {
            words: self.q.split_whitespace().map(str::to_lowercase).collect(),
            state: Some(self.state.clone()).filter(|state| !state.is_empty()),
            problems: matches!(self.problems.as_str(), "1" | "true"),
            limit: self.limit.unwrap_or(USUAL).min(MOST),
        }
    }
}

/// A source that is to be opened.
#[derive(Debug, Deserialize)]
struct Source {
    file: String,
    line: Option<usize>,
}

/// What a path of the desk is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Articles,
    Choices,
    Qr,
    New,
    Open,
    Mend,
}

impl Task {
    /// The task at a path.
    pub(super) fn at(path: &str) -> Option<Self> {
        match path.strip_prefix("/__dangjian/")? {
            "articles" => Some(Self::Articles),
            "choices" => Some(Self::Choices),
            "qr" => Some(Self::Qr),
            "new" => Some(Self::New),
            "open" => Some(Self::Open),
            "mend" => Some(Self::Mend),
            _ => None,
        }
    }

    /// Whether it changes or starts something.
    pub(super) fn writes(self) -> bool {
        matches!(self, Self::New | Self::Open | Self::Mend)
    }
}

/// Does a task that has been allowed.
pub(super) async fn reply(shared: &Shared, task: Task, asked: &Parts, body: Body) -> Response {
    let language = shared.language;
    match task {
        Task::Articles => match from_query::<Asked>(&asked.uri) {
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
        Task::New => match sent::<Wanted>(body).await {
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
        Task::Mend => match sent::<Mistake>(body).await {
            Ok(mistake) => at_portal(shared, move |portal| Some(done(portal.mend(&mistake), language))).await,
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

/// A problem that is not there any more.
pub(crate) fn gone() -> Problem {
    Problem::error(
        "fix/changed",
        "这一处已经变了，没有修改",
        "this has changed meanwhile; it was left as it is",
    )
    .help(
        "等页面更新后再试；还在的话，请打开源文件修改",
        "try again once the page is up to date, or mend it in the source",
    )
}

/// Asks the desk of the site that is shown, where it may take its time.
async fn at_desk(shared: &Shared, ask: impl FnOnce(&dyn Desk) -> Response + Send + 'static) -> Response {
    at_portal(shared, |portal| portal.desk().map(ask)).await
}

/// Asks the site that is shown, where it may take its time.
async fn at_portal(
    shared: &Shared,
    ask: impl FnOnce(&dyn Portal) -> Option<Response> + Send + 'static,
) -> Response {
    let language = shared.language;
    let portal: Option<Arc<dyn Portal>> =
        shared.showing().await.and_then(|showing| showing.portal.as_ref().map(Arc::clone));
    let Some(portal) = portal else { return refused(&[no_site()], language) };
    let done = tokio::task::spawn_blocking(move || ask(&*portal)).await;
    match done {
        Ok(Some(response)) => response,
        Ok(None) => refused(&[no_site()], language),
        Err(_) => refused(&[super::server::panicked()], language),
    }
}

/// Why what was sent is not taken.
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

/// What was sent, if it is as expected.
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
        .help("先按终端里或页面上的提示改正错误", "mend them first, as the terminal or the page says")
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

/// Problems as the answer to a script.
fn told(status: StatusCode, problems: &[Problem], language: Language) -> Response {
    #[derive(Serialize)]
    struct Problems {
        problems: Vec<Told>,
    }
    let problems = problems.iter().map(|problem| Told::of(problem, language)).collect();
    answer::json(status, &Problems { problems })
}
