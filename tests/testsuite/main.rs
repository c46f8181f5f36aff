//! Tests through the real program on small sites: one binary, one file a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod addresses;
mod any_bytes;
mod attachments;
mod bad_input;
mod bad_reports;
mod bundles;
mod content_types;
mod contract;
mod drawings;
mod example;
mod exports;
mod feeds;
mod filters;
mod html;
#[cfg(unix)]
mod incremental;
mod kill;
mod links;
mod markdown;
mod metadata;
mod one_article;
mod options;
mod output;
mod overview;
mod page_forms;
mod pasted;
mod peers;
mod photos;
mod plain;
mod preview;
mod publishing;
mod raw_html;
mod references;
mod safety;
mod search;
mod sections;
mod sheet_doubts;
mod sheets;
mod silence;
mod site;
mod static_names;
mod themes;
#[path = "../../src/trial.rs"]
mod trial;
#[path = "../../src/trial_workbook.rs"]
mod trial_workbook;
mod unsaid;
mod unseen;
mod values;
