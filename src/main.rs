//! The `dangjian` program.
fn main() {}
