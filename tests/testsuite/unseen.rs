//! The blocks of a home page share one account of the pages that they have shown.

use crate::site::Site;

fn site() -> Site {
    let home = "title: 站\ntheme: classic\nhome:\n  - headline: {}\n  - tabs: {sections: [news], limit: 2}\n";
    let site =
        Site::new().file("site.yaml", home).news("news/a.md", "头条文章", "flags: [headline]\n", "甲。");
    (1..=3).fold(site, |site, number| {
        site.news(&format!("news/b{number}.md"), &format!("消息{number}"), "", "乙。")
    })
}

#[test]
fn what_the_headline_shows_is_in_no_list_below() {
    let site = site();
    let page = site.build().ok().page("index.html");
    assert_eq!(page.texts(".block-headline h2"), ["头条文章"]);
    let rows = page.texts(".block-tabs .rows a");
    assert_eq!(rows.len(), 2, "the list is as long as it was asked to be");
    assert!(rows.iter().all(|title| title.starts_with("消息")), "{rows:?}");
}

#[test]
fn a_list_of_nothing_else_shows_it_again() {
    let site = site();
    for number in 1..=3 {
        site.remove(&format!("content/news/b{number}.md"));
    }
    let page = site.build().ok().page("index.html");
    assert_eq!(page.texts(".block-tabs .rows a"), ["头条文章"]);
}

#[test]
fn another_headline_changes_the_lists_too() {
    let site = site();
    site.build().ok();
    site.change("content/news/a.md", "---\ntitle: 头条文章\ndate: 2026-01-01\n---\n甲。\n");
    let changed = site.build().ok().text("index.html");
    std::fs::remove_dir_all(site.path(".dangjian")).unwrap();
    assert_eq!(changed, site.build().ok().text("index.html"), "as a clean build has it");
    assert!(!changed.contains("block-headline"));
}
