use super::super::inline::Inline;
use super::super::model::*;
use super::*;
use crate::manuscript::body;

/// A paragraph: `>` before it sets it to the right, `^` in the centre, `*` makes it bold, and a
/// number is its size in half points: `^44 关于……的通知`.
fn block(text: &str, place: usize) -> Block {
    let mut paragraph = Paragraph::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '>' => paragraph.alignment = Alignment::End,
            '^' => paragraph.alignment = Alignment::Center,
            '*' => paragraph.look.is_bold = true,
            '@' => {
                paragraph.text.push(Inline::Picture(0));
            }
            '~' if rest.len() > 2 && rest.as_bytes()[1].is_ascii_digit() => {
                paragraph.look.size = rest[1..3].parse().ok();
                rest = &rest[2..];
            }
            _ => break,
        }
        rest = &rest[1..];
    }
    for (number, line) in rest.split('\n').enumerate() {
        if number > 0 {
            paragraph.text.push(Inline::Break);
        }
        paragraph.text.push(Inline::text(line));
    }
    paragraph.text = super::super::inline::tidied(paragraph.text);
    Block::new(BlockKind::Paragraph(paragraph), place)
}

/// Recognizes a text of one paragraph a line. Returns the fields, and the body.
fn read(text: &str, files: &[&str]) -> (Vec<String>, String, Recognized) {
    let blocks = text.trim().lines().map(|line| line.trim_start().replace("\\n", "\n")).zip(1..);
    let mut manuscript = Manuscript {
        blocks: blocks.map(|(line, place)| block(&line, place)).collect(),
        files: vec![CarriedFile::default()],
        ..Manuscript::default()
    };
    let found = |name: &str| files.iter().find(|file| file.starts_with(name)).map(|file| (*file).to_owned());
    let recognized = recognize(&mut manuscript, &found);
    let fields = recognized.fields.iter().map(|field| {
        format!("{}{}={}", field.key, if field.is_guess { "?" } else { "" }, field.values.join("+"))
    });
    (fields.collect(), body(&manuscript, &[Some("1.jpg".into())]), recognized)
}

#[test]
fn a_news_item_has_its_head_and_bylines() {
    let (fields, body, _) = read(
        "^~32学思践悟新思想
         ^~44【主题党日】公司党委召开
         ^~44第三季度工作会议
         ^~32——推进党建与生产经营融合
         ^来源：党群工作部　作者：张三、李四　日期：2026年11月20日
         11月18日，公司党委召开会议。会议强调，要加强学习。
         @
         ^图为会议现场
         一、总体要求
         要提高认识。
         （一）学习
         要认真学习。
         （通讯员 王五 赵六）
         责任编辑：孙七",
        &[],
    );
    assert_eq!(
        fields,
        [
            "title=公司党委召开第三季度工作会议",
            "label=主题党日",
            "kicker?=学思践悟新思想",
            "subtitle=——推进党建与生产经营融合",
            "source=党群工作部",
            "author=张三+李四",
            "date=2026年11月20日",
            "editor=孙七",
            "correspondents=王五+赵六",
        ]
    );
    assert_eq!(
        body,
        "11月18日，公司党委召开会议。会议强调，要加强学习。\n\n![图为会议现场](1.jpg \"图为会议现场\")\n\n\
         ## 一、总体要求\n\n要提高认识。\n\n### （一）学习\n\n要认真学习。\n"
    );
}

#[test]
fn a_notice_has_its_attachments_and_signature() {
    let text = "关于开展学习教育的通知
         各党支部：
         现将有关事项通知如下。
         附件：1.学习计划 2.签到表
         >党群工作部
         >2026年11月20日";
    let (fields, body, recognized) = read(text, &["学习计划.docx", "签到表.xlsx"]);
    assert_eq!(fields, ["title?=关于开展学习教育的通知", "unit?=党群工作部", "date?=2026年11月20日"]);
    assert_eq!(recognized.attachments, ["学习计划.docx", "签到表.xlsx"]);
    assert_eq!(body, "各党支部：\n\n现将有关事项通知如下。\n\n:::落款\n党群工作部\n2026年11月20日\n:::\n");
    // A file that is missing: the list stays, and is reported.
    let (_, body, recognized) = read(text, &["学习计划.docx"]);
    assert_eq!((recognized.missing, recognized.attachments.len()), (vec!["签到表".to_owned()], 0));
    assert!(body.contains("附件：1.学习计划 2.签到表"), "{body}");
}

#[test]
fn a_list_is_no_headings_and_a_sentence_no_signature() {
    let (fields, body, _) = read(
        "会议通知
         1.会议时间
         2.会议地点
         3.参会人员
         时间：每周五下午
         活动从五月持续到
         2026年11月20日",
        &[],
    );
    assert_eq!(fields, ["title?=会议通知"]);
    assert_eq!(
        body,
        "1.会议时间\n\n2.会议地点\n\n3.参会人员\n\n时间：每周五下午\n\n活动从五月持续到\n\n2026年11月20日\n"
    );
}

#[test]
fn bylines_are_read_in_their_forms() {
    for (line, expected) in [
        ("来源：党群工作部", Some("source=党群工作部")),
        ("作　者：张　三", Some("author=张三")),
        ("（通讯员 张三 李四）", Some("correspondents=张三+李四")),
        ("文/图 张三", Some("author+photographers=张三")),
        ("文/张三　图/李四", Some("author=张三 photographers=李四")),
        ("摄影：张三（工会）、李四", Some("photographers=张三（工会）+李四")),
        ("发布时间：2026-11-20 08:30", Some("date=2026-11-20 08:30")),
        ("来源：工会 浏览次数：402次", Some("source=工会 =")),
        ("2009年06月30日 09:12 | 来源：工会 | 阅读：123次", Some("date=2009年06月30日 09:12 source=工会 =")),
        ("2026/11/5 9:30:00 来源：工会", Some("date=2026/11/5 9:30:00 source=工会")),
        ("来源：工会 点击数：次 【字体：大 中 小】[打印]", Some("source=工会 =")),
        ("阅读：读书使人进步", None),
        ("时间：每周五下午", None),
        ("文化广场", None),
        ("图书角：一楼", None),
        ("作者：", None),
        ("作者：张三。他是车间的钳工", None),
        ("会议由张三主持", None),
    ] {
        let found = byline::statements(line).map(|statements| {
            let words = statements.iter().map(|(key, values)| format!("{key}={}", values.join("+")));
            words.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found.as_deref(), expected, "{line}");
    }
}

#[test]
fn pictures_get_their_captions() {
    let (_, body, _) = read(
        "标题一行
         正文第一段，说明情况。
         @\\n党员植树（张三 摄）
         @
         又一段正文，不是图说。
         @看图
         正文@",
        &[],
    );
    assert_eq!(
        body,
        "正文第一段，说明情况。\n\n![党员植树](1.jpg \"党员植树（张三 摄）\")\n\n![](1.jpg)\n\n又一段正文，不是图说。\n\n\
         ![看图](1.jpg \"看图\")\n\n正文@\n"
    );
}

#[test]
fn a_table_of_layout_is_unwrapped() {
    let cell = |text: &str| Cell { blocks: vec![block(text, 1)], ..Cell::default() };
    let table = |rows: Vec<Vec<Cell>>| {
        let rows = rows.into_iter().map(|cells| Row { cells }).collect();
        Block::new(BlockKind::Table(Table { head: 0, rows }), 1)
    };
    let mut blocks = vec![
        table(vec![vec![cell("只有一格，是排版用的。")]]),
        table(vec![vec![cell("@"), cell("@")], vec![cell("左图"), cell("右图")]]),
        table(vec![vec![cell("甲"), cell("乙")]]),
    ];
    figure::unwrap_layout(&mut blocks);
    let kinds: Vec<bool> = blocks.iter().map(|block| matches!(block.kind, BlockKind::Table(_))).collect();
    assert_eq!(kinds, [false, false, false, false, false, true]);
}

#[test]
fn attachments_without_files_are_no_headings() {
    for list in ["附件：1.学习计划\n2.签到表", "附件：\n1.学习计划", "附件：1.学习计划\n2.签到表\n3.名单"]
    {
        let (_, body, recognized) =
            read(&format!("通知\n各支部：\n{list}\n>党群工作部\n>2026年11月20日"), &[]);
        assert!(!body.contains('#') && body.contains(":::落款"), "{body}");
        assert!(recognized.missing.contains(&"学习计划".to_owned()), "{recognized:?}");
    }
}

#[test]
fn typed_bullets_are_a_list() {
    let (_, body, _) = read("标题一行\n正文一段，说明情况。\n● 甲\n●乙\n■ 一个\n- 丙\n- 丁", &[]);
    assert_eq!(body, "正文一段，说明情况。\n\n- 甲\n- 乙\n\n■ 一个\n\n- 丙\n- 丁\n");
}

#[test]
fn chapters_of_rules_are_headings_and_what_begins_with_a_number_is_no_headline() {
    let (fields, body, _) = read(
        "第一章 总则\n第一条 为了加强管理，制定本办法。\n第一节 权利\n第二条 党员有下列权利。\n第二章 附则",
        &[],
    );
    assert_eq!(fields, [] as [String; 0]);
    assert_eq!(
        body,
        "## 第一章 总则\n\n第一条 为了加强管理，制定本办法。\n\n### 第一节 权利\n\n第二条 党员有下列权利。\n\n## 第二章 附则\n"
    );
    for first in ["①事项", "姓名____党支部", "Body before.", "一、目标", "●甲"] {
        assert!(read(&format!("{first}\n正文一段，说明情况。"), &[]).0.is_empty(), "{first}");
    }
    // A text of one line stays a text.
    assert_eq!(read("只有一行", &[]).1, "只有一行\n");
}

#[test]
fn what_only_begins_like_a_byline_stays_in_the_text() {
    for line in [
        "时间：2026年12月18日",
        "来源：群众反映最集中的是停车难。",
        "（2025年12月—2026年11月）",
        "摄像：赵六",
    ] {
        let (fields, body, _) = read(&format!("关于召开会议的通知\n{line}\n请全体党员准时参加。"), &[]);
        assert!(fields.len() == 1 && body.contains(line), "{line}: {fields:?} {body}");
    }
    let (fields, ..) = read("清明祭英烈\n2026-04-05 来源：组织部 浏览次数：12\n党员来到陵园。", &[]);
    assert_eq!(fields, ["title?=清明祭英烈", "date=2026-04-05", "source=组织部"]);
    let (_, body, _) = read("走访记\n正文一段，说明情况。\n@\n图为何老书记坚持下乡？因为他放心不下。", &[]);
    assert!(body.ends_with("\n\n图为何老书记坚持下乡？因为他放心不下。\n"), "{body}");
}

#[test]
fn a_red_head_is_no_headline_and_a_signature_may_have_notes_below() {
    let (fields, body, _) = read(
        "^中共某某公司委员会文件\n^某党发〔2026〕18号\n^关于做好工作的通知\n各支部：\n请抓好落实。\n\
         >某某公司党委\n>2026年11月3日\n（联系人：陈静）\n抄送：各部门",
        &[],
    );
    assert!(fields.contains(&"title?=关于做好工作的通知".to_owned()), "{fields:?}");
    assert!(body.starts_with("中共某某公司委员会文件\n\n某党发〔2026〕18号\n\n各支部："), "{body}");
    assert!(body.contains(":::落款\n某某公司党委\n2026年11月3日\n:::\n\n（联系人：陈静）"), "{body}");
}

#[test]
fn a_bold_heading_is_of_the_level_of_its_number() {
    let (_, body, _) = read(
        "标题一行\n正文一段，说明情况。\n*一、提高认识\n要认真。\n1.坚持问题导向\n要查摆问题。\n二、突出重点。工作千头万绪，要抓重点。\n*三、加强领导\n要有人抓。",
        &[],
    );
    assert!(body.contains("\n## 一、提高认识\n") && body.contains("\n## 三、加强领导\n"), "{body}");
}

#[test]
fn labels_at_the_beginning_name_the_fields() {
    for (text, fields, body) in [
        (
            "标题：支部召开组织生活会\n副标题：——记第一党支部\n日期：2026年11月12日\n来源：机关党委\n作者：王晓明\n正文：\n会议开展批评。",
            vec![
                "title=支部召开组织生活会",
                "subtitle=——记第一党支部",
                "date=2026年11月12日",
                "source=机关党委",
                "author=王晓明",
            ],
            "会议开展批评。\n",
        ),
        (
            "标　题: 甲的事迹\n时间：2026-11-12\n正文：会议开展批评。\n乙。",
            vec!["title=甲的事迹", "date=2026-11-12"],
            "会议开展批评。\n\n乙。\n",
        ),
        ("题目：\n甲的事迹\n正文：会议：要落实。", vec!["title=甲的事迹"], "会议：要落实。\n"),
        // Not at the beginning, and no label of a submission.
        (
            "关于征文的通知\n标题：自拟\n正文：不超过两千字。",
            vec!["title?=关于征文的通知"],
            "标题：自拟\n\n正文：不超过两千字。\n",
        ),
    ] {
        let (found, written, _) = read(text, &[]);
        assert_eq!(
            (found.iter().map(String::as_str).collect::<Vec<_>>(), written.as_str()),
            (fields, body),
            "{text}"
        );
    }
}

#[test]
fn verses_slogans_and_names_of_others_are_no_head() {
    for (text, fields) in [
        ("^~44七律·颂党\n^王晓明\n^南湖烟雨起征帆，\n^百载风云历万难。", vec!["title=七律·颂党"]),
        ("^~44颂党\n^南湖烟雨起征帆\n^百载风云历万难\n^星火燎原天地阔", vec!["title=颂党"]),
        (
            "^~44支部换届\n^点击上方蓝字关注我们\n来源：工会\n11月5日，支部换届。",
            vec!["title=支部换届", "source=工会"],
        ),
        ("^点击上方蓝字关注我们\n支部换届\n11月5日，支部换届。", vec!["title?=支部换届"]),
        (
            "^~44在会议上的讲话\n^（2026年11月10日）\n^赵立新\n同志们：\n今天我讲三点。",
            vec!["title=在会议上的讲话", "date=2026年11月10日", "author?=赵立新"],
        ),
        ("^~44在会议上的讲话\n赵立新\n今天我讲三点。", vec!["title=在会议上的讲话"]),
        ("^~44荣誉榜\n^王晓明　李娜\n以上同志获评优秀党员。", vec!["title=荣誉榜"]),
        ("^~44党员风采：陈静\n^陈静\n陈静，女，1980年生。", vec!["title=党员风采：陈静"]),
        (
            "^~44平凡岗位\n^党员的一天\n^王晓明\n陈静是一名干部。",
            vec!["title=平凡岗位", "subtitle?=党员的一天", "author?=王晓明"],
        ),
    ] {
        let (found, body, _) = read(text, &[]);
        assert_eq!(found, fields, "{text}: {body}");
        // Nothing vanishes.
        for line in text.lines().map(|line| line.trim_start_matches(['^', '~', '4'])) {
            let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let seen = bare(&found.join("")) + &bare(&body);
            let words = line.rsplit('：').next().unwrap();
            assert!(seen.contains(&bare(words)), "{line}: {seen}");
        }
    }
}

#[test]
fn an_editor_beside_the_responsible_one_stays_in_the_text() {
    for (end, fields, body) in [
        ("编辑：张三", vec!["editor=张三"], "支部开展活动。\n"),
        (
            "责任编辑：王晓明 校对：李娜\n编辑：张三",
            vec!["editor=王晓明", "proofreaders=李娜"],
            "支部开展活动。\n\n编辑：张三\n",
        ),
        ("编辑：张三 责编：王晓明", vec!["editor=王晓明"], "支部开展活动。\n\n编辑：张三\n"),
    ] {
        let (found, written, _) = read(&format!("^~44党建简讯\n支部开展活动。\n{end}"), &[]);
        assert_eq!(
            (&found[1..], written.as_str()),
            (&fields.iter().map(ToString::to_string).collect::<Vec<_>>()[..], body),
            "{end}"
        );
    }
    // A second source is not lost, either.
    let (found, body, _) = read(
        "支部换届\n来源：工会\n2026-11-20\n11月5日，支部换届。\n大家鼓掌。\n（来源：人民网 作者：张三）",
        &[],
    );
    assert!(
        found.contains(&"source=工会".to_owned()) && found.contains(&"author=张三".to_owned()),
        "{found:?}"
    );
    assert!(body.ends_with("大家鼓掌。\n\n来源：人民网\n"), "{body}");
}

#[test]
fn attachments_on_several_lines_are_one_list() {
    let text = "关于举办培训班的通知\n各支部：\n请参加。\n附件1：日程表\n附件2：报名表（样表）\n>某某局党委\n>2026年11月3日";
    let (_, body, recognized) = read(text, &["日程表.docx", "报名表（样表）.xlsx"]);
    assert_eq!(recognized.attachments, ["日程表.docx", "报名表（样表）.xlsx"]);
    assert!(!body.contains("附件"), "{body}");
    let (_, body, recognized) = read(text, &[]);
    assert_eq!(recognized.missing, ["日程表", "报名表（样表）"]);
    assert!(body.contains("附件1：日程表\n\n附件2：报名表（样表）\n\n:::落款"), "{body}");
    let names = ["附件2：报名表（样表）.xlsx", "1.日程表.docx", "附件1.签到表.doc"].map(str::to_owned);
    for (wanted, expected) in
        [("报名表（样表）", Some(0)), ("日程表", Some(1)), ("签到表.doc", Some(2)), ("表", None)]
    {
        assert_eq!(
            attachment::named(&names, wanted).as_ref(),
            expected.map(|at: usize| &names[at]),
            "{wanted}"
        );
    }
    let listed =
        attachment::listed_attachments("请参加。\n\n附件1：日程表\n\n附件2：报名表（样表）\n", &names);
    assert_eq!(listed.unwrap().1, [names[1].clone(), names[0].clone()]);
}

#[test]
fn annexes_below_the_signature_are_sections() {
    let (fields, body, recognized) = read(
        "关于评议的通知\n各支部：\n请评议。\n附件：1.测评表\n2.党员自评表（可从网站\n下载）\n>某某局党委\n>2026年11月3日\n（此件公开发布）\n\
         抄送：市委组织部。\n附件1\n*测评表\n请打钩。\n附件2\n名单如下。\n>某某局\n>2026年11月1日",
        &[],
    );
    assert_eq!(recognized.annexes, ["附件1", "附件2"]);
    assert_eq!(recognized.missing, ["党员自评表（可从网站下载）"]);
    assert!(fields.contains(&"date?=2026年11月3日".to_owned()), "{fields:?}");
    assert!(
        body.ends_with(
            ":::落款\n某某局党委\n2026年11月3日\n:::\n\n（此件公开发布）\n\n抄送：市委组织部。\n\n## 附件1\n\n### 测评表\n\n请打钩。\n\n\
             ## 附件2\n\n名单如下。\n\n某某局\n\n2026年11月1日\n"
        ),
        "{body}"
    );
}

#[test]
fn dates_in_chinese_numerals_are_dates() {
    for (written, expected) in [
        ("二〇二六年十一月二十日", "二〇二六年十一月二十日"),
        ("二O二六年十一月", "二〇二六年十一月"),
        ("二0二六年十一月二十日", "二〇二六年十一月二十日"),
        ("２０２６年１１月２０日", "２０２６年１１月２０日"),
    ] {
        let (fields, body, _) = read(&format!("工作总结\n一年来成绩显著。\n>{written}"), &[]);
        assert_eq!(fields, ["title?=工作总结".to_owned(), format!("date?={expected}")]);
        assert!(body.ends_with(&format!("{written}\n")), "{body}");
    }
    // Not to the right, it may be part of the text.
    assert_eq!(read("工作总结\n一年来成绩显著。\n2026年11月20日", &[]).0, ["title?=工作总结"]);
}

/// 红头 and 发文字号 stay above the text, and head none of it: a reader would find them among the
/// headings.
#[test]
fn the_head_of_an_official_document_is_no_heading() {
    let (fields, body, _) = read(
        "^~72中共云岭公司委员会文件
         ^~32云岭党发〔2026〕12号
         ^~44关于开展主题党日活动的通知
         各党支部：
         现将有关事项通知如下。
         一、活动时间
         11月20日。",
        &[],
    );
    assert_eq!(fields, ["title=关于开展主题党日活动的通知"]);
    assert!(body.starts_with("中共云岭公司委员会文件\n\n云岭党发〔2026〕12号\n"), "{body}");
    assert_eq!(body.matches("## ").count(), 1, "{body}");
}
