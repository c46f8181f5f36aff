//! Documents built in the test, and the exact Markdown that they become.

mod any_bytes;
mod articles;
mod builder;
mod confidence;
mod drawings;
mod numbers;
mod package;
mod tables;
mod words;
