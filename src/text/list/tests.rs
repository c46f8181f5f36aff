use super::*;
use proptest::prelude::*;

#[test]
fn every_mark_separates() {
    for text in [
        "甲，乙",
        "甲,乙",
        "甲、乙",
        "甲；乙",
        "甲;乙",
        "甲, 乙",
        "【甲，乙】",
        "[甲、乙]",
        "【甲】【乙】",
        "［甲；乙］",
        "【甲】、【乙】",
        "甲，，乙，",
        "\"甲\"，\"乙\"",
        " 甲 ， 乙 ",
        "甲﹐乙",
        "甲﹑乙",
        "甲､乙",
        "甲﹔乙",
        "甲\u{200b}、\u{feff}乙",
        "（甲、乙）",
        "{甲，乙}",
    ] {
        assert_eq!(items(text), ["甲", "乙"], "{text}");
    }
    assert_eq!(items("Alice,Bob; Carol"), ["Alice", "Bob", "Carol"]);
}

#[test]
fn what_belongs_to_an_item_stays_in_it() {
    for text in [
        "甲（出差，明天回）",
        "甲(出差,明天回)",
        "《为人民服务、纪念白求恩》",
        "“学习，再学习”",
        "1,000",
        "1,234,567元",
        "１，０００人",
        "https://a.example/x,y;z",
        "/a,b.html",
        "",
    ] {
        assert_eq!(items(text), if text.is_empty() { vec![] } else { vec![text] }, "{text}");
    }
    assert_eq!(items("甲（出差，明天回）、乙（病假；住院）"), ["甲（出差，明天回）", "乙（病假；住院）"]);
    assert_eq!(items("（甲、乙"), ["（甲", "乙"]);
    assert_eq!(items("2025,2026"), ["2025", "2026"]);
    assert_eq!(items("/a.html,/b.html"), ["/a.html", "/b.html"]);
    assert_eq!(
        items("https://a.example/x, https://b.example/y"),
        ["https://a.example/x", "https://b.example/y"]
    );
    assert_eq!(items("【甲】乙、丙"), ["【甲】乙", "丙"]);
    assert_eq!(sentences("不忘初心，牢记使命；为民造福"), ["不忘初心，牢记使命", "为民造福"]);
    assert_eq!(sentences("学习讨论、民主评议"), ["学习讨论", "民主评议"]);
    assert_eq!(sentences("同意张三、李四转正，报党委审批").len(), 1);
}

#[test]
fn spaces_separate_names_and_only_names() {
    for (text, found) in [
        ("张三 李四", vec!["张三", "李四"]),
        ("张三　李四  王五六", vec!["张三", "李四", "王五六"]),
        ("张三（书记） 李四（委员 兼）", vec!["张三（书记）", "李四（委员 兼）"]),
        ("买买提·艾力 李四", vec!["买买提·艾力", "李四"]),
        ("张三（党办）李四（工会）", vec!["张三（党办）", "李四（工会）"]),
        ("张三\u{200b}李四", vec!["张三", "李四"]),
        ("张三 （党办） 李四 （工会） 王五", vec!["张三 （党办）", "李四 （工会）", "王五"]),
    ] {
        assert_eq!(names(text), NameSpacing::Names(found), "{text}");
    }
    for text in [
        "张三",
        "John Smith",
        "张 三",
        "田　富",
        "张 三（书记）",
        "张三（书记 兼）",
        "张三 （书记）",
        "张三　 (书记)",
        "",
    ] {
        assert_eq!(names(text), NameSpacing::One, "{text}");
    }
    for text in [
        "张三 主任",
        "党建办 张三",
        "本报记者 张三",
        "张 三 李 四",
        "欧阳 修",
        "张三 Smith",
        "第一党支部 张三",
        "张三（书记）同志",
    ] {
        assert_eq!(names(text), NameSpacing::Unclear, "{text}");
    }
}

#[test]
fn names_may_be_joined_by_other_marks_and_by_words() {
    for text in [
        "张三/李四",
        "张三 / 李四",
        "张三|李四",
        "张三&李四王五",
        "张三和李四",
        "张三以及李四",
        "欧阳修与张三",
        "张和平和李四",
        "张三.李四",
        "张三-李四",
        "张三——李四",
        "张三~李四",
        "张三:李四",
        "张三：李四",
        "张三＋李四",
        "张三·李四",
        "Alice and Bob",
        "Alice Lee & Bob",
    ] {
        assert!(may_join_names(text), "{text}");
    }
    for text in [
        "张三",
        "张和平",
        "和平",
        "李与",
        "张三（生产/安全）",
        "党群/行政部",
        "A/B",
        "张同和",
        "John Smith",
        "阿依·古丽",
        "买买提·艾力",
        "马克·吐温",
        "马合木提·白克力",
        "Alexander and",
        "Anderson",
        "传承与创新",
        "改革与发展",
    ] {
        assert!(!may_join_names(text), "{text}");
    }
}

#[test]
fn a_post_is_told_only_beside_a_name() {
    for text in ["记者张三", "组织委员欧阳修", "本报记者李建国", "张三同志"] {
        assert!(is_more_than_name(text), "{text}");
    }
    for text in ["记者之家", "作者简介", "摄影作品", "编辑说明"] {
        assert!(!is_more_than_name(text), "{text}");
    }
}

#[test]
fn brackets_around_a_list_are_no_part_of_it() {
    for (open, close) in MAY_BE_ROUND_LISTS.into_iter().chain(ROUND_LISTS) {
        assert_eq!(items(&format!("{open}甲、乙，丙{close}")), ["甲", "乙", "丙"], "{open}");
        let named = format!("{open}甲{close}乙、丙");
        assert_eq!(items(&named).len(), 2, "{named}");
    }
    assert_eq!(items("（张三（书记）、李四）"), ["张三（书记）", "李四"]);
    for text in ["（甲）", "（甲）乙", "（甲、乙）丙", "《甲、乙》", "“甲、乙”", "（甲、乙）（丙"]
    {
        assert_eq!(items(text), [text], "{text}");
    }
    for (text, parts) in [
        ("《条例》《准则》", vec!["《条例》", "《准则》"]),
        ("“党建” “学习”", vec!["党建", "学习"]),
        ("“党建”、‘学习’，「宣传」；\"群团\"", vec!["党建", "学习", "宣传", "群团"]),
        ("“两学一做”学习教育、“党建”", vec!["“两学一做”学习教育", "党建"]),
        ("“不忘初心，牢记使命”、“”、《党章》", vec!["“不忘初心，牢记使命”", "“”", "《党章》"]),
        ("“甲”和“乙”、丙", vec!["“甲”和“乙”", "丙"]),
        ("《甲、乙》《丙》、丁", vec!["《甲、乙》", "《丙》", "丁"]),
        ("《学习〈条例〉》《甲》", vec!["《学习〈条例〉》", "《甲》"]),
    ] {
        assert_eq!(items(text), parts, "{text}");
    }
    for text in ["《条例》解读", "学习《条例》《准则》", "“两学一做”学习教育", "《甲》和《乙》"]
    {
        assert_eq!(items(text), [text], "{text}");
    }
}

#[test]
fn only_what_certainly_is_a_file_or_an_address_is_split_at_spaces() {
    assert_eq!(files("a.pdf b.PDF，c.7z"), Some(vec!["a.pdf", "b.PDF", "c.7z"]));
    for text in ["关于 通知.pdf", "v1.2 说明.docx", "a.pdf", "a.pdf b", ".pdf .doc", "1. 通知.pdf"] {
        assert_eq!(files(text), None, "{text}");
    }
    assert_eq!(addresses("https://a.cn、/b"), Some(vec!["https://a.cn", "/b"]));
    for text in ["https://a.cn/x,y", "https://a.cn/甲、乙", "https://a.cn", "a b", "https://a.cn 主页"] {
        assert_eq!(addresses(text), None, "{text}");
    }
}

#[test]
fn very_long_lists_take_time_in_proportion() {
    for text in ["（".repeat(100_000), "甲，".repeat(100_000), "1,".repeat(100_000), "【".repeat(100_000)]
    {
        assert!(items(&text).len() <= 100_000);
        assert!(!may_join_words(&text));
    }
    for text in
        [" ".repeat(100_000), "张三 ".repeat(100_000), "《甲》".repeat(100_000), "（甲）".repeat(100_000)]
    {
        let _ = (names(&text), items(&text), files(&text), is_more_than_name(&text));
    }
}

proptest! {
    #[test]
    fn items_are_parts_of_the_text_in_order(text in "[甲乙1,，、；;（）()【】｛｝<>《》\\[\\]\"“” /:.a|等人摄]{0,24}") {
        let mut at = 0;
        for item in items(&text).into_iter().chain([]) {
            let place = text.get(at..).and_then(|rest| rest.find(item));
            prop_assert!(place.is_some() && !item.is_empty(), "{:?} in {:?}", item, text);
            at += place.unwrap() + item.len();
        }
        let _ = (names(&text), files(&text), addresses(&text), may_join_words(&text));
        let _ = (may_join_names(&text), is_more_than_name(&text));
    }
}
