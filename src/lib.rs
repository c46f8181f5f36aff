//! `dangjian` (党建): see the README.
pub mod markdown;
pub mod problem;
pub mod schema;
pub mod source;
