//! The example site: the five seed pages can be recognised in it, fact by fact, and it keeps the
//! promises that the theme makes for every site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::html::Page;
use crate::site::{NOW, files, program};

/// The folder of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The example site, built once for all tests of this file.
struct Example {
    folder: TempDir,
    stderr: String,
}

static EXAMPLE: LazyLock<Example> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let mut command = program();
    command.arg("build").arg(repository().join("content-example"));
    command.arg("--output").arg(folder.path().join("public")).args(["--now", NOW]);
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    Example { folder, stderr }
});

fn public() -> PathBuf {
    EXAMPLE.folder.path().join("public")
}

fn page(path: &str) -> Page {
    Page::parse(
        &std::fs::read_to_string(public().join(path)).unwrap_or_else(|error| panic!("{path}: {error}")),
    )
}

/// Every page of the built site.
fn pages() -> impl Iterator<Item = (String, Page)> {
    let found = files(&public()).into_iter().filter(|(name, _)| name.ends_with(".html"));
    found.map(|(name, bytes)| (name, Page::parse(&String::from_utf8(bytes).unwrap())))
}

/// The main part of the page contains all these words.
#[track_caller]
fn says(path: &str, facts: &[&str]) {
    let words = page(path).the("main").replace(' ', "");
    let missing: Vec<&&str> = facts.iter().filter(|fact| !words.contains(&fact.replace(' ', ""))).collect();
    assert!(missing.is_empty(), "{path} does not say {missing:?}");
}

#[test]
fn it_is_built_without_a_warning() {
    LazyLock::force(&EXAMPLE);
    assert_eq!(EXAMPLE.stderr, "");
}

#[test]
fn seed_000_overview_in_three_parts() {
    let headings = page("about/overview.html").texts("main .prose h2");
    assert_eq!(headings, ["组织概况", "党建工作", "所获荣誉"]);
    says(
        "about/overview.html",
        &[
            "2006年7月",
            "11",
            "240",
            "50",
            "70",
            "100",
            "%",
            "“一二三四五”工作体系",
            "2011年",
            "全省先进基层党组织",
            "多次",
            "市",
            "区",
        ],
    );
    says("en/about/overview.html", &["July 2006", "11", "240", "50", "70", "100", "2011"]);
}

#[test]
fn seed_000_the_work_system_with_every_named_part() {
    says(
        "concepts/one-two-three-four-five.html",
        &[
            "一",
            "二",
            "三",
            "四",
            "五",
            "总思路",
            "服务生产经营",
            "中心任务",
            "政治核心",
            "先锋模范",
            "两个作用",
            "三会三卡",
            "恳谈会",
            "议事会",
            "评议会",
            "建议卡",
            "承诺卡",
            "实绩卡",
            "2019年",
            "全市非公企业",
            "四个抓手",
            "严管理",
            "精服务",
            "新实践",
            "亮典型",
            "精准施策，精准服务",
            "三培养",
            "竞赛",
            "技术",
            "文化",
            "体育",
            "五方联动",
            "纪检",
            "监察",
            "监事",
            "财务",
            "内控",
            "五必谈",
            "五必访",
        ],
    );
    says(
        "concepts/three-meetings-three-cards.html",
        &["恳谈会", "议事会", "评议会", "建议卡", "承诺卡", "实绩卡", "2019年"],
    );
    says("concepts/three-cultivations.html", &["三培养", "骨干", "党员"]);
    says("studios/index.html", &["工作室"]);
    let studios = page("studios/index.html").attributes("main .studio h2 a, main .studio h3 a", "href");
    assert_eq!(studios.len(), 2, "{studios:?}");
    assert_eq!(page("concepts/one-two-three-four-five.html").texts("main ol.levels > li").len(), 5);
}

#[test]
fn seed_000_honors_by_level_with_years_and_several_times() {
    says("honors/index.html", &["省级", "市级", "县（市、区）级", "2011", "全省先进基层党组织", "多次"]);
    says("honors/advanced-many.html", &["多次"]);
}

#[test]
fn seed_001_four_grasps() {
    says(
        "concepts/four-grasps.html",
        &[
            "2008年",
            "党建凝聚，融合共赢",
            "一面旗帜",
            "紧抓企业发展目标",
            "紧抓企业文化建设",
            "紧抓作用发挥",
            "紧抓企业社会责任",
            "育根",
            "育神",
            "育效",
            "育责",
            "紧抓目标谋发展",
            "深植根脉固本基",
            "一建",
            "两考",
            "三联",
            "党委书记",
            "支部书记",
            "党小组长",
            "党员骨干",
            "项目党建法则",
            "统一党建文化标识",
            "拓宽党建文化载体",
            "建好党建活动阵地",
            "丰富党员职工生活",
            "六项机制",
            "决策参与机制",
            "定期沟通机制",
            "双培双推机制",
            "选人用人机制",
            "党群共建机制",
            "绩效考核机制",
            "人重于物，众重于己，公重于私",
            "送鱼不如教渔",
        ],
    );
    let grasps = page("concepts/four-grasps.html");
    assert_eq!(grasps.texts("main .pillar").len(), 4);
    assert_eq!(grasps.texts("main .couplet").len(), 4);
    assert_eq!(grasps.texts("main ol.mech > li").len(), 6);
    assert_eq!(grasps.texts("main ol.chain > li").len(), 4);
    assert_eq!(grasps.texts("main blockquote").len(), 2);
}

#[test]
fn seed_002_a_reprinted_feature() {
    let reprint = page("news/reprints/garment-park.html");
    assert_eq!(reprint.texts("main .prose h2").len(), 3);
    says(
        "news/reprints/garment-park.html",
        &[
            "来源",
            "作者",
            "2023-08-08",
            "云岭：",
            "三十八名",
            "八百一十六人",
            "四十四名",
            "七名",
            "四万多元",
            "1＋1",
            "1＋N",
            "四个标兵",
        ],
    );
    assert!(reprint.the("h1").contains('：'), "the place stands before the headline");
    let footer = reprint.the("footer.foot");
    assert!(
        footer.contains("岚ICP备00000000号-1") && footer.contains("岚公网安备00000000000000号"),
        "{footer}"
    );
}

#[test]
fn seed_003_a_brief_with_time_and_figures() {
    says(
        "news/archive/full-coverage-2008.html",
        &[
            "2008-06-20 13:43:22",
            "9",
            "223",
            "3",
            "6",
            "199",
            "24",
            "1670",
            "2007年",
            "79",
            "三名以上",
            "联合组建",
            "选派党建指导员",
            "市级",
            "1",
            "区级",
            "19",
        ],
    );
}

#[test]
fn seed_004_a_long_feature_of_a_series() {
    let feature = page("grassroots/branches/showcase/in-step.html");
    says(
        "grassroots/branches/showcase/in-step.html",
        &[
            "“一二一”走出节奏来",
            "记三磨制品分公司第四党支部",
            "编者按",
            "二十一名",
            "制品三部",
            "制品四部",
            "制品九部",
            "两个党小组",
            "六个科研项目",
            "七件专利",
            "十九个",
            "六成",
            "70余万元",
            "近五轮",
            "10万元",
            "120万元",
            "1.09亿元",
            "13.6%",
            "通讯员",
            "林疏影",
            "苏棠",
            "示范党支部巡礼",
        ],
    );
    assert!(feature.texts("main .prose p > strong:first-child").len() >= 5, "run-in leads are bold");
    assert_eq!(feature.texts("main .prose figure figcaption").len(), 3);
    assert_eq!(feature.texts("main .series li").len(), 4);
    says(
        "organization/branch-4.html",
        &["21", "第一党小组", "第二党小组", "制品三部", "一二一", "“一二一”走出节奏来"],
    );
    says(
        "concepts/one-two-one.html",
        &["一个党支部", "两个党小组", "一套活动载体", "步子齐", "节奏稳", "不掉队"],
    );
}

/// Each system is a content type: no article needs HTML.
#[test]
fn no_article_has_a_tag() {
    let tag = |line: &str| {
        line.match_indices('<').any(|(at, _)| {
            let after = line[at + 1..].trim_start_matches('/');
            after.starts_with(|c: char| c.is_ascii_alphabetic()) && !after.starts_with("http")
        })
    };
    for (name, bytes) in files(&repository().join("content-example")) {
        if !name.ends_with(".md") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        // `[图](<文件 一.png>)` is Markdown, not HTML.
        let found: Vec<&str> = text.lines().filter(|line| tag(&line.replace("](<", "]("))).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// ARCHITECTURE.md, promise 5.
#[test]
fn no_label_stands_without_its_value() {
    for (name, page) in pages() {
        for text in
            page.texts("dt, dd:not(.bar), .meta li, .belongs li, .endby p, .imprint p, .imprint li, main th")
        {
            assert!(!text.is_empty() && !text.ends_with(['：', ':']), "{name}: “{text}” stands alone");
        }
        assert!(page.texts("dt").len() <= page.texts("dd").len(), "{name}: a term without its description");
    }
}

#[test]
fn no_heading_link_or_list_is_empty() {
    for (name, page) in pages() {
        for selector in ["h1", "h2", "h3", "h4", "ul", "ol", "figcaption", "title"] {
            let empty = page.texts(selector).iter().filter(|text| text.is_empty()).count();
            // A list of pictures has no text.
            let pictures =
                if selector.ends_with('l') { page.texts(&format!("{selector}:has(img)")).len() } else { 0 };
            assert!(empty <= pictures, "{name}: an empty {selector}");
        }
        for (selector, what) in [("a:not(:has(img))", "link"), ("button:not([aria-label])", "button")] {
            assert!(page.texts(selector).iter().all(|text| !text.is_empty()), "{name}: an empty {what}");
        }
    }
}

#[test]
fn every_picture_has_an_alternative_text_and_every_page_one_heading() {
    for (name, page) in pages() {
        assert_eq!(
            page.attributes("img", "alt").len(),
            page.texts("img").len(),
            "{name}: a picture without alt"
        );
        if !page.texts("meta[http-equiv=refresh]").is_empty() {
            continue;
        }
        assert_eq!(page.texts("h1").len(), 1, "{name}");
        assert_eq!(page.texts("main").len(), 1, "{name}");
    }
}

#[test]
fn ids_are_unique_and_anchors_lead_to_them() {
    let ids: BTreeMap<String, Vec<String>> =
        pages().map(|(name, page)| (name, page.attributes("[id]", "id"))).collect();
    for (name, page) in pages() {
        let mut own = ids[&name].clone();
        own.sort();
        let repeated: Vec<_> =
            own.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        assert!(repeated.is_empty(), "{name}: {repeated:?}");
        for href in page.attributes("a", "href") {
            let Some((path, fragment)) = href.split_once('#').filter(|(path, _)| !path.contains("://"))
            else {
                continue;
            };
            let target = if path.is_empty() { name.clone() } else { crate::output::resolve(&name, path) };
            assert!(ids[&target].iter().any(|id| id == fragment), "{name}: {href}");
        }
    }
}

#[test]
fn it_shows_every_content_type_in_both_languages() {
    let mut command = program();
    command.arg("list").arg(repository().join("content-example")).args(["--json", "--now", NOW]);
    let pages: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let published = |lang: &str, name: &str| {
        pages
            .as_array()
            .unwrap()
            .iter()
            .any(|page| page["lang"] == lang && page["type"] == name && page["state"] == "published")
    };
    // `data/` contains declarations of data, which have no pages.
    let types = files(&repository().join("themes/base/types"));
    for file in types.keys().filter(|file| !file.contains('/')) {
        let name = file.trim_end_matches(".yaml");
        for lang in ["zh", "en"] {
            assert!(published(lang, name), "no {name} in {lang}");
        }
    }
    assert!(pages.as_array().unwrap().len() >= 80, "about forty articles in two languages");
}
