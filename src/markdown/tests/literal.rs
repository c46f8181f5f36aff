//! Tests what looks like markup in Chinese texts and is text: labels, masked names, products,
//! blanks, dates, numbers as they are written.

use super::{check, html};

#[test]
fn what_looks_like_a_definition_is_shown() {
    check(&[
        ("[责任编辑]: 赵六", "<p>[责任编辑]: 赵六</p>"),
        ("[1]: 参见《党章》第三条", "<p>[1]: 参见《党章》第三条</p>"),
        ("甲\n\n　　[主送]: 各支部", "<p>甲</p>\n<p>[主送]: 各支部</p>"),
        ("甲\n\n    [主送]: 各支部", "<p>甲</p>\n<p>[主送]: 各支部</p>"),
        ("- [主送]: 各支部", "<ul>\n<li>[主送]: 各支部</li>\n</ul>"),
        ("> [*主送*]: 各支部", "<blockquote>\n<p>[<em>主送</em>]: 各支部</p>\n</blockquote>"),
        ("见[甲][1]\n\n[1]: a.md", "<p>见<a href=\"/a.md\">甲</a></p>"),
        ("[编辑]: 赵六\n[1]: a.md\n\n见[甲][1]", "<p>[编辑]: 赵六</p>\n<p>见<a href=\"/a.md\">甲</a></p>"),
        ("[Editor]: Zhao", ""),
    ]);
}

#[test]
fn masked_names_keep_their_stars() {
    check(&[
        ("王**、李**、张**", "<p>王**、李**、张**</p>"),
        ("公示：王*、李*，欧阳*", "<p>公示：王*、李*，欧阳*</p>"),
        ("王*明、李*华", "<p>王*明、李*华</p>"),
        ("王**（男）、李**（女）", "<p>王**（男）、李**（女）</p>"),
        ("举报人王**，被举报人李**。", "<p>举报人王**，被举报人李**。</p>"),
        (
            "**重点**、**难点**，王**、李**。",
            "<p><strong>重点</strong>、<strong>难点</strong>，王**、李**。</p>",
        ),
        ("**重点**、**难点**", "<p><strong>重点</strong>、<strong>难点</strong></p>"),
        ("要*斜体*字", "<p>要<em>斜体</em>字</p>"),
        ("**王**、**李**", "<p><strong>王</strong>、<strong>李</strong></p>"),
        ("**名单：王**，请看", "<p><strong>名单：王</strong>，请看</p>"),
        ("高*质*量", "<p>高<em>质</em>量</p>"),
        ("，于**北京**召开", "<p>，于<strong>北京</strong>召开</p>"),
    ]);
}

#[test]
fn products_and_marks_of_notes_keep_their_stars() {
    check(&[
        ("人*20人=2000元，3人*5", "<p>人*20人=2000元，3人*5</p>"),
        ("100元/人*3天*20人", "<p>100元/人*3天*20人</p>"),
        ("标*为必填项，带*号的请填写", "<p>标*为必填项，带*号的请填写</p>"),
        ("共*20人*参加", "<p>共<em>20人</em>参加</p>"),
    ]);
}

#[test]
fn blanks_of_forms_are_blanks() {
    check(&[
        ("____年____月\n____年____月", "<p>____年____月</p>\n<p>____年____月</p>"),
        ("姓名：____，性别：____。", "<p>姓名：____，性别：____。</p>"),
        ("__年__月__\n__年__月__", "<p>__年__月__</p>\n<p>__年__月__</p>"),
        ("__年度考核__", "<p><strong>年度考核</strong></p>"),
        ("甲\n\n____\n\n乙", "<p>甲</p>\n<hr>\n<p>乙</p>"),
        ("见[表](a___b.md)", "<p>见<a href=\"/a___b.md\">表</a></p>"),
    ]);
}

#[test]
fn items_have_the_numbers_that_are_written() {
    let numbers = |body: &str| {
        let html = html(body);
        let items = html.split("<li").skip(1).map(|item| item.split('>').next().unwrap_or_default().trim());
        items.collect::<Vec<_>>().join(",")
    };
    assert_eq!(numbers("1. 甲\n3. 乙\n5. 丙"), ",value=\"3\",value=\"5\"");
    assert_eq!(numbers("1. 甲\n2. 乙\n4. 丙\n5. 丁"), ",,value=\"4\",");
    assert_eq!(numbers("1. 甲\n1. 乙\n1. 丙"), ",,");
    assert_eq!(numbers("1. 甲\n2. 乙\n3. 丙\n3. 丁\n9. 戊"), ",,,value=\"3\",value=\"9\"");
    assert_eq!(numbers("3. 甲\n4. 乙"), ",");
    assert_eq!(numbers("1. 甲\n\n   3. 丙\n   5. 丁\n\n3. 乙"), ",,value=\"5\",value=\"3\"");
    assert_eq!(numbers("- 甲\n- 乙"), ",");
    assert_eq!(html("1. [ ] 甲\n3. [x] 乙").matches("class=\"task\"").count(), 2);
}

#[test]
fn a_date_begins_no_list() {
    check(&[
        ("2026. 11. 20 开会", "<p>2026. 11. 20 开会</p>"),
        ("甲\n\n2026. 1.5开会", "<p>甲</p>\n<p>2026. 1.5开会</p>"),
        ("2026. 开会", "<ol start=\"2026\">\n<li>开会</li>\n</ol>"),
    ]);
}
