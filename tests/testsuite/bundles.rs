//! Styles and scripts: several in one file, without comments, and still what they were.

use crate::site::{Run, Site};

/// A site with a theme whose base template asks for bundles of these files.
fn site(styles: &[(&str, &str)], scripts: &[(&str, &str)]) -> Site {
    let names = |files: &[(&str, &str)]| {
        files.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    };
    let base = format!(
        "<!DOCTYPE html><html lang=\"{{{{ lang }}}}\"><head><title>{{{{ route.title }}}}</title>\
         {{% for url in bundle(paths=[{}]) %}}<link rel=\"stylesheet\" href=\"{{{{ url }}}}\">{{% endfor %}}\
         {{% for url in bundle(paths=[{}]) %}}<script src=\"{{{{ url }}}}\" defer></script>{{% endfor %}}\
         </head><body>{{% block main %}}{{% endblock main %}}</body></html>",
        names(styles),
        names(scripts)
    );
    let mut site = Site::new()
        .file("site.yaml", "title: 站\ntheme: own\n")
        .file("themes/own/theme.yaml", "name: 自己的\nparent: classic\n")
        .file("themes/own/templates/base.html", &base)
        .news("news/x.md", "甲", "", "正文。");
    for (name, text) in styles.iter().chain(scripts) {
        site = site.file(format!("themes/own/{name}"), text);
    }
    site
}

/// The styles and scripts that a page asks for, in its order.
fn asked(site: &Site, run: &Run) -> Vec<(String, String)> {
    let page = run.page("news/x.html");
    let addresses = [page.attributes("link[rel=stylesheet]", "href"), page.attributes("script[src]", "src")];
    let files = site.published();
    let content = |address: String| {
        let path = address.trim_start_matches("../").to_owned();
        let text = String::from_utf8(files[&path].clone()).unwrap();
        (path, text)
    };
    addresses.concat().into_iter().map(content).collect()
}

fn texts(site: &Site, run: &Run) -> Vec<String> {
    asked(site, run).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn styles_and_scripts_of_a_bundle_are_one_file_each() {
    let site = site(
        &[
            ("styles/a.css", "/* a */\na { color: red; }\n"),
            ("styles/b.css", "b { background: url(../images/x.svg); }"),
        ],
        &[("scripts/a.js", "// a\n(function () { f(); }())"), ("scripts/b.js", "(function () {}())")],
    )
    .file("themes/own/images/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let run = site.build().ok();
    let found = texts(&site, &run);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("a{color:red}\nb{background:url(../images/x-"), "{}", found[0]);
    assert_eq!(
        found[1],
        "try{\n(function () { f(); }())\n}catch(e){setTimeout(function(){throw e})}\n\
         try{\n(function () {}())\n}catch(e){setTimeout(function(){throw e})}\n"
    );
}

#[test]
fn an_edited_style_changes_one_file_and_no_page() {
    let site = site(&[("styles/a.css", "a {}"), ("styles/b.css", "b {}")], &[]);
    site.build().ok();
    let before = site.published();
    site.change("themes/own/styles/b.css", "b { color: red }");
    site.build().ok();
    let after = site.published();
    assert!(before.keys().eq(after.keys()));
    let changed: Vec<_> =
        after.iter().filter(|(name, bytes)| before[*name] != **bytes).map(|(name, _)| name).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].starts_with("theme/styles/bundle-"), "{changed:?}");
}

#[test]
fn what_would_mean_something_else_among_others_keeps_its_file() {
    let site = site(
        &[
            ("styles/a.css", "a{}"),
            ("styles/b.css", "b{}"),
            ("styles/c.css", "@import 'x.css';\nc { }"),
            ("styles/d.css", "d{}"),
            ("styles/e.css", "e{ color: red; /* no end"),
            ("styles/f.css", "f{}"),
        ],
        &[
            ("scripts/a.js", "const same = 1;"),
            ("scripts/b.js", "(function () {}());"),
            ("scripts/c.js", "const same = 2; // two"),
        ],
    );
    let run = site.build().ok();
    assert_eq!(
        texts(&site, &run),
        [
            "a{}\nb{}\n",
            "@import 'x.css';c{}",
            "d{}",
            "e{ color: red; /* no end",
            "f{}",
            "const same = 1;",
            "(function () {}());",
            "const same = 2;",
        ]
    );
}

#[test]
fn a_script_of_the_site_keeps_its_file_and_a_style_of_the_site_is_joined() {
    let site = site(
        &[("styles/a.css", "a{}"), ("styles/b.css", "b{}")],
        &[("scripts/a.js", "a();"), ("scripts/b.js", "b();"), ("scripts/c.js", "c();")],
    )
    .file("styles/b.css", "b { color: red }")
    .file("scripts/c.js", "c(;");
    let run = site.build().ok();
    let found = texts(&site, &run);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "a{}\nb{color:red}\n");
    assert!(found[1].contains("a();") && found[1].contains("b();"));
}

#[test]
fn the_classic_theme_asks_for_few_files() {
    let site = Site::new().news("news/x.md", "甲", "", "正文。");
    let run = site.build().ok();
    let found = asked(&site, &run);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.rsplit_once('-').unwrap().0).collect();
    assert_eq!(
        names,
        ["theme/styles/bundle", "theme/styles/print", "theme/scripts/early", "theme/scripts/bundle"]
    );
    let home = run.page("index.html");
    assert_eq!(home.attributes("link[rel=stylesheet]", "href").len(), 2);
}

#[test]
fn a_file_that_the_theme_has_not_is_reported() {
    let site = site(&[("styles/a.css", "a{}")], &[]);
    site.remove("themes/own/styles/a.css");
    let told = site.build().fails();
    assert!(told.contains("styles/a.css"), "{told}");
}
