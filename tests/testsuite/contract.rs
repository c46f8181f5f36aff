//! The template contract: templates receive exactly the values that `themes/README.md` lists.
//!
//! A theme whose templates print all their values is compared with the tables of the README, in
//! both directions: every listed name exists, and every existing name is listed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::example::repository;
use crate::site::{Run, Site, files};

/// The names in the tables of the README.
struct Contract {
    /// Values of every template.
    common: BTreeSet<String>,
    /// Further values of a template: always defined, and optional.
    templates: BTreeMap<String, Names>,
    /// The contents of a value.
    values: BTreeMap<String, Names>,
}

#[derive(Debug, Default, Clone)]
struct Names {
    always: BTreeSet<String>,
    sometimes: BTreeSet<String>,
}

/// The names in backticks, except in parentheses.
fn names(cell: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let plain: String = cell
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(');
            let is_plain = depth == 0;
            depth -= i32::from(*c == ')');
            is_plain
        })
        .collect();
    plain.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn contract() -> Contract {
    let text = std::fs::read_to_string(repository().join("themes/README.md")).unwrap();
    let mut contract =
        Contract { common: BTreeSet::new(), templates: BTreeMap::new(), values: BTreeMap::new() };
    let mut table = "";
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match (line.starts_with('|'), cells.as_slice()) {
            (false, _) => table = "",
            (_, ["name", "what"]) => table = "common",
            (_, ["template", "receives"]) => table = "templates",
            (_, ["value" | "kind of field", "always", _]) => table = "values",
            (_, [first, ..]) if first.starts_with("---") => {}
            (_, [first, _]) if table == "common" => contract.common.extend(names(first)),
            (_, [first, cell]) if table == "templates" => {
                let (always, sometimes) = cell.split_once("where").unwrap_or((cell, ""));
                let names = Names { always: names(always), sometimes: names(sometimes) };
                contract.templates.insert(first.trim_matches('`').to_owned(), names);
            }
            (_, [first, always, sometimes]) if table == "values" => {
                let word = |mark| first.split(mark).nth(1).map(str::to_owned);
                let name = word('*').or_else(|| word('`')).unwrap();
                contract.values.insert(name, Names { always: names(always), sometimes: names(sometimes) });
            }
            _ => {}
        }
    }
    contract
}

/// A site that uses everything that the README names, and whose templates print all their values.
fn site() -> Site {
    let mut site = Site::bare()
        .file("site.yaml", "\
title: 站
organization: 党委
slogan: [一句, 两句]
description: 简介
base_url: https://dj.example/
languages: [zh, en]
theme: dump
list: {page_size: 1}
banner: /pixel.png
logo: /pixel.png
lettering: /pixel.png
authors: true
people_index: true
archive: true
site_map: true
search: \"https://search.example/?site=dj&q={words}\"
page_tags: {code: \"1\"}
corrections: a@b.example
menu: [{section: news, children: [{section: news/branch}]}]
home: [{text: {title: 标题}}]
mourning: [{from: 2026-04-04, to: 2026-04-04, text: 致哀}]
footer: {organizer: 甲, undertaker: 乙, address: 丙, postcode: \"1\", phone: \"2\", email: a@b.example, copyright: 丁, icp: 京ICP备12345678号, police: 京公网安备12345678901234号, note: 庚, links: [{section: news}]}
")
        .file("themes/dump/theme.yaml", "name: 打印\nparent: classic\n")
        .file("themes/dump/templates/blocks/text.html", "{% component block_text(title: String = \"\") %}{{ title }}{% endcomponent block_text %}")
        .file("types/sample.yaml", "name: 样例\ntemplate: page/article.html\nlist: list/text.html\nfields:\n  choice: {label: 选择, type: choice, choices: {up: 上}}\n  image: {label: 图, type: image}\n  file: {label: 件, type: file}\n  person: {label: 人, type: person}\n  union: {label: 工会, type: organization}\n  reference: {label: 引用, type: reference}\n")
        .file("data/organization.yaml", "\
- id: committee
  type: committee
  name: 党委
  children:
    - id: b1
      type: branch
      name: 一支部
      short: 一
      secretary: {name: 张三, post: 书记}
      deputy: {name: 李四}
      committee: [王五（组织委员）]
      founded: 2010
      members: 21
      members_qualifier: over
      groups: [一组]
      departments: [一部]
      brand: {name: 一二一, slogan: 齐, concept: two}
      milestones: [{date: 2010, event: 成立}]
      profile: 概况
")
        .file("data/statistics.yaml", "- {id: all, label: 党员, value: 3, unit: 名, qualifier: over, as_of: 2026, of: 职工, organization: b1, note: 注, parts: [[one, two]], series: [{year: 2025, value: 2}, {year: 2026, value: 3}]}\n- {id: one, label: 男, value: 1}\n- {id: two, label: 女, value: 2}\n")
        .bytes("static/pixel.png", &PIXEL)
        .bytes("content/samples/pixel.png", &PIXEL)
        .bytes("content/samples/a.docx", b"%PDF-1.4 << /Type /Pages /Count 2 >>")
        .section("news", "title: 要闻\neyebrow: News\nsummary: 摘要\nbanner: /pixel.png\n")
        .section("news/branch", "title: 支部\neyebrow: Branch\nsummary: 摘要\nbanner: /pixel.png\n")
        .section("news/other", "title: 其他\n")
        .news("news/a.md", "甲", "tags: [安全]\nseries: {name: 系列, part: 1}\nunit: b1\n", "## 一\n\n### 二\n")
        .news("news/b.md", "乙", "tags: [安全]\nseries: {name: 系列, part: 2}\n", "")
        .news("news/c.md", "丙", "series: {name: 系列, part: 3}\n", "")
        .file("content/news/d.md", "---\ntitle: 丁\ndate: 2025\n---\n")
        .file("content/news/e.md", "---\ntitle: 戊\ndate: 2024-05\n---\n")
        .section("notices", "title: 公告\ntype: notice\ngroup_by: kind\n")
        .file("content/notices/n.md", "---\ntitle: 公示\ndate: 2026-01-01\nperiod: {from: 2026-01-01, to: 2026-01-02}\n---\n")
        .section("people", "title: 人物\ntype: person\n")
        .file("content/people/zhang.md", "---\ntitle: 张三\n---\n")
        .section("concepts", "title: 理念\ntype: concept\n")
        .file("content/concepts/two.md", "---\ntitle: 两个作用\n---\n")
        .section("organization", "title: 组织\ntype: unit\n")
        .section("samples", "title: 样例\ntype: sample\n")
        .file("content/samples/x.md", "---\ntitle: 样\nchoice: up\nimage: {src: pixel.png, alt: 说明, caption: 图说, credit: 摄影, focus: top}\nfile: a.docx\nperson: {name: 张三, post: 书记, unit: 一支部}\nunion: b1\nreference: two\n---\n");
    // Enough pages for a gap in the pager.
    for number in 1..=6 {
        site = site.news(&format!("news/other/{number}.md"), &format!("其他{number}"), "", "");
    }
    let classic = repository().join("themes/classic/templates");
    let printed = files(&classic).into_keys().filter(|name| {
        !name.contains("partials/")
            && !name.contains("blocks/")
            && !name.contains("directives/")
            && name != "base.html"
    });
    for name in printed {
        let text = format!(
            "{{\"template\": \"{name}\", \"figures\": {{{{ figures() | json | safe }}}}, \"all\": {{{{ __tera_context | json | safe }}}}}}"
        );
        site = site.file(format!("themes/dump/templates/{name}"), &text);
    }
    site
}

/// The smallest PNG with a size.
pub const PIXEL: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// The output of each page of the site: its template and its values.
fn printed(run: &Run) -> Vec<(String, Value)> {
    let pages = run.tree().into_iter().filter(|name| name.ends_with(".html"));
    pages
        .map(|name| {
            let text = run.text(&name);
            let value: Value =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
            (value["template"].as_str().unwrap().to_owned(), value)
        })
        .collect()
}

/// Everything at a path such as `pager.pages[]` within a value.
fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    path.split('.').fold(vec![value], |found, step| {
        let (key, is_list) = step.strip_suffix("[]").map_or((step, false), |key| (key, true));
        let inside = found.into_iter().filter_map(|value| value.get(key));
        if is_list {
            inside.flat_map(|list| list.as_array().into_iter().flatten()).collect()
        } else {
            inside.collect()
        }
    })
}

/// The path at which the values of a row of the README are found.
fn places(row: &str) -> Vec<String> {
    let found: &[&str] = match row {
        "card" => &[
            "pages[]",
            "groups[].pages[]",
            "months[].pages[]",
            "page.related[]",
            "page.neighbours.newer",
            "page.neighbours.older",
            "page.series.pages[]",
            "page.series.previous",
            "page.series.next",
        ],
        "card.section" => &["pages[].section", "page.section"],
        "menu[]" => &["menu[]", "menu[].children[]"],
        "page.toc[]" => &["page.toc[]", "page.toc[].children[]"],
        "section.children[]" => &["section.children[]", "section.siblings[]", "section.parent"],
        "term" => &["term", "terms[]"],
        "page.organization" => &["page.organization", "page.organization.children[]"],
        "page.organization.secretary" => {
            &["page.organization.secretary", "page.organization.deputy[]", "page.organization.committee[]"]
        }
        "choice" => {
            &["page.choice", "page.organization.type", "page.organization.members_qualifier", "pages[].kind"]
        }
        "image" => &["page.image", "section.banner", "site.banner"],
        "file" => &["page.file"],
        "person" => &["page.person"],
        "organization" => &["page.unit", "page.union"],
        "reference" => &["page.reference", "page.organization.brand.concept"],
        other => return vec![other.to_owned()],
    };
    found.iter().map(|path| (*path).to_owned()).collect()
}

/// The keys of fields, which the README does not repeat.
fn fields() -> BTreeSet<String> {
    let mut declarations = files(&repository().join("themes/base/types"));
    declarations.insert("common".into(), std::fs::read(repository().join("src/schema/common.yaml")).unwrap());
    let mut keys = BTreeSet::new();
    for bytes in declarations.values() {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let own = text.split_once("\nfields:\n").map_or("", |(_, fields)| fields);
        let is_field = |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && line.contains(':');
        keys.extend(
            own.lines()
                .take_while(|line| line.starts_with(' '))
                .filter(is_field)
                .map(|line| line.trim().split(':').next().unwrap().to_owned()),
        );
    }
    keys.extend(["choice", "image", "file", "person", "union", "reference"].map(str::to_owned));
    keys
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap_or_else(|| panic!("{value} is no map")).keys().cloned().collect()
}

#[test]
fn templates_receive_what_the_readme_says() {
    let (contract, site) = (contract(), site());
    let run = site.build().ok();
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (template, value) in printed(&run) {
        let family = contract.templates.keys().find(|name| match name.split_once('…') {
            Some((start, end)) => template.starts_with(start) && template.ends_with(end),
            None => **name == template,
        });
        let family = family.unwrap_or_else(|| panic!("the README does not name {template}"));
        let own: BTreeSet<String> = keys(&value["all"]).difference(&contract.common).cloned().collect();
        let names = &contract.templates[family];
        assert!(keys(&value["all"]).is_superset(&contract.common), "{template} lacks {:?}", contract.common);
        assert!(own.is_superset(&names.always), "{template} receives {own:?}, not {:?}", names.always);
        let all: BTreeSet<String> = names.always.union(&names.sometimes).cloned().collect();
        assert!(own.is_subset(&all), "{template}: the README does not name {:?}", own.difference(&all));
        seen.entry(family).or_default().extend(own);
    }
    for (family, names) in &contract.templates {
        let seen = seen.get(family.as_str()).unwrap_or_else(|| panic!("no page was made with {family}"));
        assert!(seen.is_superset(&names.sometimes), "{family} never receives {:?}", names.sometimes);
    }
}

#[test]
fn values_hold_what_the_readme_says() {
    let (contract, site, fields) = (contract(), site(), fields());
    let run = site.build().ok();
    let printed = printed(&run);
    assert!(contract.values.len() > 30, "{:?}", contract.values.keys());
    for (row, names) in &contract.values {
        let (top, found): (&str, Vec<String>) =
            if row == "figure" { ("figures", Vec::new()) } else { ("all", places(row)) };
        let values: Vec<&Value> = if top == "figures" {
            printed.iter().flat_map(|(_, value)| value["figures"].as_array().unwrap()).collect()
        } else {
            found
                .iter()
                .flat_map(|path| printed.iter().flat_map(|(_, value)| at(&value["all"], path)))
                .collect()
        };
        assert!(!values.is_empty(), "no {row} is anywhere");
        let mut known: BTreeSet<String> = names.always.union(&names.sometimes).cloned().collect();
        if row == "card" || row == "page" {
            known.extend(fields.clone());
        }
        if row == "page" {
            known.extend(contract.values["card"].always.union(&contract.values["card"].sometimes).cloned());
        }
        let mut seen = BTreeSet::new();
        for value in values {
            let own = keys(value);
            let missing: Vec<_> = names.always.difference(&own).collect();
            assert!(missing.is_empty(), "{row} lacks {missing:?}: {value}");
            let unknown: Vec<_> = own.difference(&known).collect();
            assert!(unknown.is_empty(), "the README does not name {unknown:?} of {row}: {value}");
            seen.extend(own);
        }
        let never: Vec<_> = names.sometimes.difference(&seen).filter(|name| !name.contains('/')).collect();
        assert!(never.is_empty(), "{row} never has {never:?}");
    }
}

/// All functions and filters of the README exist: an unknown one is a mistake when templates are
/// read.
#[test]
fn functions_and_filters_of_the_readme_exist() {
    let text = std::fs::read_to_string(repository().join("themes/README.md")).unwrap();
    let row = |title: &str| {
        let table: Vec<String> = text
            .lines()
            .skip_while(|line| !line.starts_with(title))
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .map(str::to_owned)
            .collect();
        table
            .into_iter()
            .flat_map(|line| names(line.split('|').nth(1).unwrap()))
            .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            .collect::<BTreeSet<String>>()
    };
    let (functions, filters) = (row("| call |"), row("| filter |"));
    assert!(functions.len() >= 11 && filters.len() >= 12, "{functions:?} {filters:?}");
    let mut template = String::from("{% if false %}");
    for name in &functions {
        template += &format!("{{{{ {name}() }}}}");
    }
    for name in &filters {
        template += &format!("{{{{ 1 | {name} }}}}");
    }
    let run = Site::new().file("templates/404.html", &format!("{template}{{% endif %}}")).build();
    assert_eq!(run.problems(), "");
    let run = Site::new().file("templates/404.html", "{% if false %}{{ nothing() }}{% endif %}").build();
    assert_eq!(run.code, Some(1), "an unknown function is not noticed");
}
