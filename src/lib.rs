//! `dangjian` (党建): see the README.
pub mod asset;
pub mod cli;
pub mod markdown;
pub mod output;
pub mod portal;
pub mod preview;
pub mod problem;
pub mod render;
pub mod schema;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
