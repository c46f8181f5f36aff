//! How long each stage of a run took: for a table in the terminal, and for a browser's profiler.
//!
//! Nothing that is published depends on it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;

/// The stages of a run in their order, as `--timings` names them: in Chinese and in English.
pub const STAGES: [(&str, &str, &str); 12] = [
    ("list", "列出文件", "list the files"),
    ("recall", "读取上次的记录", "recall the last build"),
    ("theme", "读取配置和主题", "read configuration and theme"),
    ("read", "读取文章信息", "read front matter"),
    ("organise", "组织站点", "organise the site"),
    ("engine", "准备模板", "prepare the templates"),
    ("verify", "核对哪些要重做", "find what has to be made anew"),
    ("render", "生成页面", "render pages"),
    ("assets", "图片、附件和样式", "pictures, attachments, styles"),
    ("publish", "发布", "publish"),
    ("remember", "保存这次的记录", "remember this build"),
    ("route", "其中每个页面", "of which each page"),
];

/// Gathers what took how long. Every method can be called from many threads.
#[derive(Debug)]
pub struct Timings {
    begin: Instant,
    spans: Mutex<Vec<Span>>,
    /// Whether each page's time is kept as well.
    detailed: bool,
}

/// One thing that was done.
#[derive(Debug, Clone)]
struct Span {
    stage: &'static str,
    detail: String,
    thread: usize,
    start: Duration,
    took: Duration,
    count: usize,
    bytes: u64,
}

/// What a stage took in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stage {
    /// Time; of what is done by several threads at once, the sum.
    pub took: Duration,
    /// Routes or files.
    pub count: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Timings {
    /// Begins to count. `detailed` also keeps the time of each page.
    pub fn new(detailed: bool) -> Self {
        Self { begin: Instant::now(), spans: Mutex::default(), detailed }
    }

    /// The time since the beginning.
    pub fn elapsed(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Does `work` as a stage.
    pub fn stage<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        self.counted(stage, || (work(), 0, 0))
    }

    /// Does `work` as a stage; it also tells how many routes or files it had, and their bytes.
    pub fn counted<T>(&self, stage: &'static str, work: impl FnOnce() -> (T, usize, u64)) -> T {
        let start = self.begin.elapsed();
        let (result, count, bytes) = work();
        self.note(stage, String::new(), start, count, bytes);
        result
    }

    /// Does `work` for one page, which gives the number of its bytes beside its result.
    pub fn page<T>(&self, path: &str, work: impl FnOnce() -> (T, u64)) -> T {
        if !self.detailed {
            return work().0;
        }
        let start = self.begin.elapsed();
        let (result, bytes) = work();
        self.note("route", path.to_owned(), start, 1, bytes);
        result
    }

    fn note(&self, stage: &'static str, detail: String, start: Duration, count: usize, bytes: u64) {
        let took = self.begin.elapsed().saturating_sub(start);
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
        let span = Span { stage, detail, thread, start, took, count, bytes };
        self.spans.lock().unwrap_or_else(PoisonError::into_inner).push(span);
    }

    /// What each stage took, in the order of [`STAGES`]; those that there were.
    pub fn table(&self) -> Vec<(&'static str, Stage)> {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: BTreeMap<&str, Stage> = BTreeMap::new();
        for span in spans.iter() {
            let stage = found.entry(span.stage).or_default();
            stage.took += span.took;
            stage.count += span.count;
            stage.bytes += span.bytes;
        }
        STAGES.iter().filter_map(|(name, ..)| Some((*name, *found.get(name)?))).collect()
    }

    /// A trace in the format of Chromium's profiler (Trace Event Format): a browser opens it under `about:tracing`, and
    /// Perfetto does.
    pub fn trace(&self) -> String {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        let microseconds = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let events: Vec<_> = spans
            .iter()
            .map(|span| {
                json!({
                    "name": if span.detail.is_empty() { span.stage } else { &span.detail },
                    "cat": span.stage,
                    "ph": "X",
                    "ts": microseconds(span.start),
                    "dur": microseconds(span.took),
                    "pid": 1,
                    "tid": span.thread,
                    "args": { "count": span.count, "bytes": span.bytes },
                })
            })
            .collect();
        json!({ "traceEvents": events, "displayTimeUnit": "ms" }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_summed_in_their_order_and_each_page_is_in_the_trace() {
        let timings = Timings::new(true);
        assert_eq!(timings.counted("render", || (7, 2, 30)), 7);
        timings.stage("read", || {});
        timings.page("news/x.html", || ((), 15));
        let table = timings.table();
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["read", "render", "route"]);
        assert_eq!((table[1].1.count, table[1].1.bytes), (2, 30));
        let trace: serde_json::Value = serde_json::from_str(&timings.trace()).unwrap();
        assert_eq!(trace["traceEvents"][2]["name"], "news/x.html");
        assert_eq!(trace["traceEvents"][2]["args"]["bytes"], 15);
    }

    #[test]
    fn pages_are_kept_only_where_asked_for() {
        let timings = Timings::new(false);
        timings.page("news/x.html", || ((), 15));
        assert!(timings.table().is_empty());
    }
}
