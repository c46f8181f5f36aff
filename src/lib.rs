//! `dangjian` (党建): see the README.
pub mod markdown;
pub mod output;
pub mod preview;
pub mod problem;
