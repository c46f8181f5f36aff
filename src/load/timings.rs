//! Measures how long each stage of a run takes: for a table in the terminal, and for a browser's
//! profiler.
//!
//! Nothing published depends on it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::problem::Words;

/// The stages of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "Stage::words says it")]
pub enum Stage {
    List,
    Recall,
    Theme,
    Read,
    Organise,
    Engine,
    Verify,
    Render,
    Assets,
    Publish,
    Search,
    Remember,
    /// One of the pages rendered in [`Stage::Render`].
    Route,
}

impl Stage {
    /// Describes the stage.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::List => ("列出文件", "list the files"),
            Self::Recall => ("读取上次的记录", "recall the last build"),
            Self::Theme => ("读取站点设置和主题", "read configuration and theme"),
            Self::Read => ("读取文章信息", "read front matter"),
            Self::Organise => ("整理栏目和网址", "organise the site"),
            Self::Engine => ("准备模板", "prepare the templates"),
            Self::Verify => ("核对哪些要重做", "find what has to be rebuilt"),
            Self::Render => ("生成页面", "render pages"),
            Self::Assets => ("图片、附件和样式", "pictures, attachments, styles"),
            Self::Publish => ("发布", "publish"),
            Self::Search => ("编搜索索引", "index for the search"),
            Self::Remember => ("保存这次的记录", "remember this build"),
            Self::Route => ("其中每个页面", "of which each page"),
        };
        Words::new(zh, en)
    }
}

/// Collects the times. Every method can be called from many threads.
#[derive(Debug)]
pub struct Timings {
    begin: Instant,
    spans: Mutex<Vec<Span>>,
    /// Whether the time of each page is recorded as well.
    detailed: bool,
}

/// One measured piece of work.
#[derive(Debug, Clone)]
struct Span {
    stage: Stage,
    detail: String,
    thread: usize,
    start: Duration,
    took: Duration,
    /// The part of that time that belongs to other stages, which its thread executed while waiting
    /// for other threads of this stage.
    others: Duration,
    count: usize,
    bytes: u64,
}

thread_local! {
    /// Time of the stages that this thread has completed since its current stage began.
    static INNER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Total of a stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageTime {
    /// Time; for work on several threads at once, the sum.
    pub time: Duration,
    /// Number of routes or files.
    pub count: usize,
    /// Number of their bytes.
    pub bytes: u64,
}

/// Returns the number of this thread in the pool, from 1; 0 for any other thread.
fn thread() -> usize {
    rayon::current_thread_index().map_or(0, |index| index + 1)
}

impl Timings {
    /// Starts the clock. `detailed` also records the time of each page.
    pub fn new(detailed: bool) -> Self {
        Self { begin: Instant::now(), spans: Mutex::default(), detailed }
    }

    /// Returns the time since the start.
    pub fn elapsed(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Runs `work` as a stage.
    pub fn stage<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        self.counted(stage, || (work(), 0, 0))
    }

    /// Runs `work` as a stage; it also returns its number of routes or files, and their bytes.
    pub fn counted<T>(&self, stage: Stage, work: impl FnOnce() -> (T, usize, u64)) -> T {
        let (start, before) = (self.begin.elapsed(), INNER.take());
        let (result, count, bytes) = work();
        let (took, others) = (self.begin.elapsed().saturating_sub(start), INNER.get());
        INNER.set(before + took);
        self.note(Span { stage, detail: String::new(), thread: thread(), start, took, others, count, bytes });
        result
    }

    /// Runs `work` for one page; it also returns the number of its bytes.
    pub fn page<T>(&self, path: &str, work: impl FnOnce() -> (T, u64)) -> T {
        if !self.detailed {
            return work().0;
        }
        let start = self.begin.elapsed();
        let (result, bytes) = work();
        let took = self.begin.elapsed().saturating_sub(start);
        let (stage, detail, others) = (Stage::Route, path.to_owned(), Duration::ZERO);
        self.note(Span { stage, detail, thread: thread(), start, took, others, count: 1, bytes });
        result
    }

    fn note(&self, span: Span) {
        self.spans.lock().unwrap_or_else(PoisonError::into_inner).push(span);
    }

    /// Returns the total of each stage that ran, in order.
    pub fn table(&self) -> BTreeMap<Stage, StageTime> {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        let mut table: BTreeMap<Stage, StageTime> = BTreeMap::new();
        for span in spans.iter() {
            let took = table.entry(span.stage).or_default();
            took.time += span.took.saturating_sub(span.others);
            took.count += span.count;
            took.bytes += span.bytes;
        }
        table
    }

    /// Writes a trace in the format of Chromium's profiler (Trace Event Format), which
    /// `about:tracing` in a browser and Perfetto open.
    pub fn trace(&self) -> String {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        let microseconds = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        // Write one event after another: a large site has very many.
        let mut text = String::from("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
        for (at, span) in spans.iter().enumerate() {
            if at > 0 {
                text.push_str(",\n");
            }
            let event = json!({
                    "name": if span.detail.is_empty() { span.stage.words().en } else { span.detail.clone() },
                    "cat": if span.stage == Stage::Route { "route" } else { "stage" },
                    "ph": "X",
                    "ts": microseconds(span.start),
                    "dur": microseconds(span.took),
                    "pid": 1,
                    "tid": span.thread,
                    "args": { "count": span.count, "bytes": span.bytes },
            });
            text.push_str(&event.to_string());
        }
        text + "]}"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_summed_in_their_order_and_each_page_is_in_the_trace() {
        let timings = Timings::new(true);
        assert_eq!(timings.counted(Stage::Render, || (7, 2, 30)), 7);
        timings.stage(Stage::Read, || {});
        timings.page("news/x.html", || ((), 15));
        let table = timings.table();
        let stages: Vec<Stage> = table.keys().copied().collect();
        assert_eq!(stages, [Stage::Read, Stage::Render, Stage::Route]);
        assert_eq!((table[&Stage::Render].count, table[&Stage::Render].bytes), (2, 30));
        let trace: serde_json::Value = serde_json::from_str(&timings.trace()).unwrap();
        assert_eq!(trace["traceEvents"][2]["name"], "news/x.html");
        assert_eq!(trace["traceEvents"][2]["args"]["bytes"], 15);
    }

    #[test]
    fn what_a_thread_does_of_another_stage_meanwhile_is_not_counted_twice() {
        let timings = Timings::new(false);
        let wait = || std::thread::sleep(Duration::from_millis(30));
        timings.stage(Stage::Read, || {
            timings.stage(Stage::Engine, || timings.stage(Stage::Recall, wait));
            timings.stage(Stage::Theme, wait);
        });
        timings.stage(Stage::Verify, || {});
        let table = timings.table();
        assert!(table[&Stage::Recall].time >= Duration::from_millis(30));
        assert!(table.values().map(|took| took.time).sum::<Duration>() <= timings.elapsed(), "{table:?}");
    }

    #[test]
    fn pages_are_kept_only_where_asked_for() {
        let timings = Timings::new(false);
        timings.page("news/x.html", || ((), 15));
        assert!(timings.table().is_empty());
    }
}
