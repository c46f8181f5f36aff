//! Tests what the line ends of a block mean: wrapped by an editor, or a paragraph each.

use proptest::prelude::*;

use super::advice::advising;
use super::{Site, html};
use crate::markdown::{Headings, Lines, Options, cut, lead, plain, render};
use crate::problem::apply;

/// Wraps a text at a width in characters.
fn wrapped(text: &str, width: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines: Vec<String> = chars.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join("\n")
}

/// Returns the paragraphs and headings of a page, with `#` before a heading.
fn blocks(body: &str, options: &Options) -> Vec<String> {
    let html = render(body, options, &Site::default()).html;
    let blocks = html.lines().filter(|line| line.starts_with("<p") || line.starts_with("<h"));
    let texts = blocks.map(|line| {
        let mark = if line.starts_with("<h") { "#" } else { "" };
        let text: String =
            line.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        format!("{mark}{text}")
    });
    texts.collect()
}

/// The articles as a word processor hands them over: a line for each paragraph.
const PASTED: [&str; 5] = [
    // News.
    "公司党委召开理论学习中心组学习会\n11月18日，公司党委召开理论学习中心组（扩大）学习会，传达学习上级会议精神，研究贯彻落实措施。公司党委书记主持会议并讲话，党委委员、各支部书记参加会议。\n会议指出，要加强学习。\n会议要求，各支部要结合生产经营实际，把学习成果转化为推动工作的实际成效，确保全年任务如期完成！\n通讯员 张三\n",
    // A notice with annexes and a signature.
    "各党支部：\n为做好年度党费收缴工作，现将有关事项通知如下。\n一、收缴范围\n全体在册党员。\n二、工作要求\n（一）各支部要按月足额收缴，逐人登记造册，不得拖欠。\n（二）12月10日前报党群工作部。\n特此通知。\n附件：1.党费收缴台账\n2.党员名册\n党群工作部\n2026年11月20日\n",
    // A speech.
    "同志们：\n今天我们召开这次会议，主要任务是总结工作、表彰先进、部署任务。下面，我讲三点意见。\n一、统一思想，提高认识\n（一）认清形势\n一是要看到成绩。一年来，各支部围绕中心、服务大局，做了大量工作。\n二是要看到差距。\n二、突出重点，狠抓落实\n同志们，让我们携起手来，为完成全年目标任务而努力奋斗！\n",
    // Minutes with labels.
    "时间：2026年11月20日\n地点：三楼会议室\n主持人：张三\n记录：李四\n出席：王五、赵六\n会议内容：\n1、传达学习上级文件精神。\n2、讨论发展对象。\n与会同志一致同意。\n",
    // A list of honors.
    "先进基层党组织\n第一党支部\n第三党支部\n优秀共产党员\n张三\n李　四\n欧阳小明\n优秀党务工作者\n王五\n",
];

#[test]
fn each_line_of_a_pasted_text_is_a_paragraph() {
    for body in PASTED {
        let lines: Vec<&str> = body.lines().collect();
        assert_eq!(blocks(body, &Options::default()), lines, "{body}");
        let joined = Options { sentence_lines: Lines::Join, ..Options::default() };
        assert!(blocks(body, &joined).len() < lines.len(), "{body}");
    }
}

#[test]
fn what_is_read_with_certainty_is_not_doubted() {
    for body in PASTED {
        let page = render(body, &advising(), &Site::default());
        let codes: Vec<&str> = page.findings.iter().map(|found| found.problem.code).collect();
        assert!(!codes.contains(&"md/lines-in-doubt"), "{body}: {codes:?}");
    }
}

#[test]
fn numbered_lines_of_a_pasted_text_are_headings_where_text_follows() {
    let options = Options { headings: Headings::Detect, ..Options::default() };
    let headings = |body| -> Vec<String> {
        blocks(body, &options)
            .into_iter()
            .filter_map(|block| Some(block.strip_prefix('#')?.to_owned()))
            .collect()
    };
    assert_eq!(headings(PASTED[1]), ["一、收缴范围", "二、工作要求"]);
    assert_eq!(headings(PASTED[2]), ["一、统一思想，提高认识", "（一）认清形势", "二、突出重点，狠抓落实"]);
    assert_eq!(headings("安排如下：\n一、学习\n二、工作\n三、生活\n"), Vec::<String>::new());
    // Report tells of them.
    let found = render(PASTED[1], &advising(), &Site::default()).findings;
    let told = found.iter().filter(|found| found.problem.code == "md/ordinal-not-heading");
    assert_eq!(
        told.map(|found| &PASTED[1][found.span.clone()]).collect::<Vec<_>>(),
        ["一、收缴范围", "二、工作要求"]
    );
}

#[test]
fn lines_that_an_editor_has_wrapped_are_one_paragraph() {
    let text = "会议强调，各支部要认真学习领会会议精神，把思想和行动统一到会议部署上来。要结合实际制定措施，明确责任，细化分工。一要抓好学习；二要抓好落实；三要抓好检查。要坚持围绕中心、服务大局，推动党建工作与生产经营深度融合，以高质量党建引领企业高质量发展。";
    for width in [24, 30, 36, 38, 40, 44] {
        assert_eq!(html(&wrapped(text, width)), format!("<p>{text}</p>"), "{width}");
    }
    // Wrapped at marks; the other paragraph of the body tells how a line that ends with a full stop
    // is meant.
    let body = "会议强调，各支部要认真学习领会会议精神，\n把思想和行动统一到会议部署上来。\n要结合实际制定措施，明确责任。\n\n会上，支部书记围绕学习贯彻会议精神，结合企业实际讲了党课。\n会后，大家结合各自的岗位交流了体会，表示要落实到行动上。\n";
    assert_eq!(blocks(body, &Options::default()).len(), 2);
    // A list within a wrapped text, and an enumeration within its sentences.
    let listed = "会议强调，各支部要认真学习领会会议精神，把思想和\n行动统一到会议部署上来，做好以下工作：\n1、抓好学习，提高认识。\n2、抓好落实，务求实效。\n";
    assert_eq!(blocks(listed, &Options::default()).len(), 3);
    let within = "会议强调，各支部要做好以下工作：（一）认真学习领会会议精神；\n（二）把思想和行动统一到会议部署上来，结合实际制定措施；（三）\n明确责任。\n";
    assert_eq!(blocks(within, &Options::default()).len(), 1);
}

/// Wraps a text at a width in columns, with marks that hang over the end.
fn hung(text: &str, width: usize) -> String {
    let (mut lines, mut used) = (String::new(), 0);
    for c in text.chars() {
        let columns = if c.is_ascii() { 1 } else { 2 };
        if used + columns > width && !"，。、；：”）》".contains(c) {
            lines.push('\n');
            used = 0;
        }
        lines.push(c);
        used += columns;
    }
    lines
}

/// Paragraphs of news and notices.
const PARAGRAPHS: [&str; 5] = [
    "会上，公司党委书记秦望岳围绕学习贯彻党的二十届四中全会精神，结合企业改革发展实际，为全体党员讲了一堂生动的专题党课。",
    "他强调，要把学习成果转化为推动工作的实际行动。要聚焦主责主业，狠抓安全生产，确保全年各项任务圆满完成，以优异成绩向党的生日献礼。",
    "公司党委坚持以高质量党建引领保障高质量发展，把党的政治优势、组织优势转化为企业的竞争优势、发展优势。今年以来，各党支部围绕生产经营中心工作，组织开展党员先锋岗、党员责任区创建活动，累计解决技术难题36项，节约成本1200多万元。",
    "近日，第四党支部组织党员赴红色教育基地开展主题党日活动。党员们认真聆听讲解员对革命历史的介绍，深刻感受革命先烈坚定的理想信念和大无畏的革命精神。大家纷纷表示，要传承红色基因，立足岗位作贡献。",
    "根据《中国共产党章程》和《中国共产党发展党员工作细则》等有关规定，经支部委员会研究，拟接收张三、李四等2名同志为中共预备党员，现将有关情况予以公示，公示期为2026年5月6日至5月12日，共5个工作日。",
];

#[test]
fn a_paragraph_is_whole_whatever_width_it_was_wrapped_at() {
    let widths = || (24..=80).step_by(2);
    let torn: Vec<String> = PARAGRAPHS
        .iter()
        .flat_map(|text| widths().map(move |width| (text, width)))
        .filter(|(text, width)| blocks(&hung(text, *width), &Options::default()).len() != 1)
        .map(|(text, width)| hung(text, width))
        .collect();
    assert_eq!(torn, Vec::<String>::new());
    // An indent is part of the width of the first line.
    for width in widths().skip(5) {
        let [first, second] = [0, 4].map(|at| hung(&format!("　　{}", PARAGRAPHS[at]), width));
        let body = format!("{first}\n{second}\n");
        assert_eq!(blocks(&body, &Options::default()).len(), 2, "{body}");
    }
}

#[test]
fn a_line_much_shorter_than_the_rest_ends_a_paragraph() {
    for width in [34, 40, 60, 72] {
        let text = hung(PARAGRAPHS[2], width);
        for (body, expected) in [
            (format!("各党支部：\n{text}"), 2),
            (format!("各位领导，同志们：\n{text}"), 2),
            (format!("特此通知。\n{text}"), 2),
            (format!("主题党日\n{text}"), 2),
            (format!("{text}\n特此通知。"), 2),
            (format!("{text}\n党群工作部\n2026年5月1日\n（此件公开发布）\n抄送：各支部"), 5),
            (format!("各党支部：\n{text}\n{}\n党群工作部\n2026年5月1日", hung(PARAGRAPHS[4], width)), 5),
        ] {
            let found = blocks(&body, &Options::default());
            assert_eq!(found.len(), expected, "{width}: {found:?}");
            let codes: Vec<&str> =
                super::advice::findings(&body).iter().map(|found| found.problem.code).collect();
            assert_eq!(codes, [""; 0], "{body}");
        }
    }
    // Where empty lines part the paragraphs, both are possible; and where the last line of one is
    // as full as the rest.
    for body in [
        format!(
            "{}\n特此通知。\n{}\n\n{}\n",
            hung(PARAGRAPHS[2], 40),
            hung(PARAGRAPHS[4], 40),
            hung(PARAGRAPHS[3], 40)
        ),
        format!("{}\n{}\n", hung(PARAGRAPHS[0], 30), hung(PARAGRAPHS[1], 30)),
    ] {
        let codes: Vec<&str> =
            super::advice::findings(&body).iter().map(|found| found.problem.code).collect();
        assert_eq!(codes, ["md/lines-in-doubt"], "{body}");
    }
    // Wrapped at marks, a full stop may end a line early: both are possible.
    let body = "会议强调，各支部要认真学习领会会议精神，\n把思想和行动统一到会议部署上来，\n抓好落实。\n会议要求，各支部要结合实际制定工作措施，\n细化责任分工。\n";
    let codes: Vec<&str> = super::advice::findings(body).iter().map(|found| found.problem.code).collect();
    assert_eq!(codes, ["md/lines-in-doubt"]);
}

#[test]
fn text_below_numbered_lines_is_no_part_of_their_list() {
    for (body, expected) in [
        (
            "要求如下。\n1. 加强学习\n各支部要认真学习。\n2. 抓好落实\n“三会一课”要按时召开。\n",
            "<p>要求如下。</p>\n<ol>\n<li>加强学习</li>\n</ol>\n<p>各支部要认真学习。</p>\n<ol start=\"2\">\n<li>抓好落实</li>\n</ol>\n<p>“三会一课”要按时召开。</p>\n",
        ),
        ("1. 甲。\n2. 乙。\n丙。\n", "<ol>\n<li>甲。</li>\n<li>乙。</li>\n</ol>\n<p>丙。</p>\n"),
        ("1. 甲，\n乙。\n", "<ol>\n<li>甲，乙。</li>\n</ol>\n"),
        ("1. 甲。\n   乙。\n", "<ol>\n<li>甲。乙。</li>\n</ol>\n"),
        ("- 甲\n乙\n", "<ul>\n<li>甲乙</li>\n</ul>\n"),
    ] {
        assert_eq!(render(body, &Options::default(), &Site::default()).html, expected, "{body:?}");
    }
    assert_eq!(lead("1. 甲。\n2. 乙。\n丙。\n丁。\n", 100, Lines::Meant), "丙。丁。");
}

#[test]
fn what_belongs_together_is_not_parted() {
    for body in [
        "千里莺啼绿映红，\n水村山郭酒旗风。\n",
        "见[通知\n全文](a.md)。\n",
        "落实**“三会\n一课”**制度。\n",
        "会议通过了《办法》（试行。\n即日起施行）\n",
        "甲。  \n乙。\n",
        "甲。\\\n乙。\n",
        "One.\nTwo.\n",
        "![甲](a.png)\n![乙](b.png)\n",
        "甲 | 乙 | 丙\n丁 | 戊 | 己\n",
    ] {
        let joined = Options { sentence_lines: Lines::Join, ..Options::default() };
        let page = |options: &Options| render(body, options, &Site::default()).html;
        assert_eq!(page(&Options::default()), page(&joined), "{body:?}");
    }
}

#[test]
fn a_doubt_is_told_with_both_readings() {
    let body = "会上，支部书记围绕学习贯彻会议精神，结合企业实际讲了一堂党课。\n会后，大家结合各自的工作岗位交流了体会，表示要落实到行动上。\n";
    let page = render(body, &advising(), &Site::default());
    let [found] = &page.findings[..] else { panic!("{:?}", page.findings) };
    assert_eq!(found.problem.code, "md/lines-in-doubt");
    assert!(found.problem.message.zh.contains("每行一段") && found.problem.message.en.is_ascii());
    let fixed = apply(body, &[found.problem.fix.as_ref().unwrap()]).0;
    assert_eq!(fixed, body.replacen('\n', "\n\n", 1));
    let again = render(&fixed, &advising(), &Site::default());
    assert!(again.findings.is_empty() && again.html == page.html);
    // Without advice a build says nothing.
    assert!(render(body, &Options::default(), &Site::default()).findings.is_empty());
}

#[test]
fn signatures_are_set_apart() {
    let signed = "<p class=\"signature\">党群工作部</p>\n<p class=\"signature\">2026年11月20日</p>\n";
    let bodies = [
        "特此通知。\n党群工作部\n2026年11月20日\n",
        "特此通知。\n\n党群工作部\n\n2026年11月20日\n",
        "特此通知。\n　　　　　　　　党群工作部\n　　　　　　　2026年11月20日\n",
        "特此通知。\n\n                党群工作部\n                2026年11月20日\n",
        "特此通知。\n\n\t\t党群工作部\n\t\t2026年11月20日\n",
    ];
    for body in bodies {
        for lines in [Lines::Meant, Lines::Paragraphs, Lines::Join, Lines::Warn] {
            let options = Options { sentence_lines: lines, ..Options::default() };
            let page = render(body, &options, &Site::default());
            assert_eq!(page.html, format!("<p>特此通知。</p>\n{signed}"), "{body:?} {lines:?}");
        }
        let plain = Options { sentence_lines: Lines::CommonMark, ..Options::default() };
        assert!(!render(body, &plain, &Site::default()).html.contains("signature"), "{body:?}");
    }
    let annexed = html("甲。\n\n党群工作部　　2026年11月20日\n\n附件：1.名单\n");
    assert_eq!(
        annexed,
        "<p>甲。</p>\n<p class=\"signature\">党群工作部　　2026年11月20日</p>\n<p>附件：1.名单</p>"
    );
    assert!(!html("甲。\n本办法有效期至\n2026年11月20日").contains("signature"));
}

#[test]
fn whom_a_text_addresses_stands_at_the_margin() {
    let addressed = "<p class=\"salutation\">各党支部：</p>";
    assert!(html("各党支部：\n\n现将有关事项通知如下。").starts_with(addressed));
    // Only at the beginning, and only whom.
    for line in [
        "同志们：",
        "尊敬的各位领导、各位来宾，同志们：",
        "机关各部门、各分公司：",
        "党群工作部：",
        "各二级单位：",
        "各有关单位：",
        "各党支部书记：",
        "各位党员同志：",
        "尊敬的李书记：",
        "各矿、厂：",
        "各区、县党委：",
        "公司所属各单位、机关各部室：",
        "全体党员干部：",
    ] {
        assert!(html(&format!("{line}\n\n甲。")).starts_with("<p class=\"salutation\">"), "{line}");
    }
    for body in [
        "甲。\n\n各党支部：",
        "会议议程：\n\n甲。",
        "## 各党支部：\n\n甲。",
        "各支部本月完成情况如下：\n\n甲。",
        "各项数据来自公司统计部门，其中：\n\n甲。",
        "党委会议认为，必须依靠同志们：\n\n甲。",
        "我们学习了他们：\n\n甲。",
    ] {
        assert!(!html(body).contains("salutation"), "{body}");
    }
    let plain = Options { sentence_lines: Lines::CommonMark, ..Options::default() };
    assert!(!render("各党支部：\n\n甲。", &plain, &Site::default()).html.contains("salutation"));
}

/// Returns the text of the first block of a page, if it is a paragraph.
fn first_paragraph(body: &str) -> Option<String> {
    let page = render(body, &Options::default(), &Site::default()).html;
    let first = page.strip_prefix("<p>")?.split_once("</p>")?.0;
    (!first.contains('<')).then(|| first.split_whitespace().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_summary_begins_with_the_first_paragraph_of_the_page(
        body in "([党建要学习工作]{1,30}[，。；：、]?|一、|（一）|1、|时间：|●|\n|\n|\n\n|　　|“|”|2026年1月2日|甲公司\n2026年1月2日\n|附件：1、名单\n){1,16}",
    ) {
        let Some(first) = first_paragraph(&body) else { return Ok(()) };
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let lead = bare(&lead(&body, 10_000, Lines::Meant));
        prop_assert!(lead.starts_with(&first), "{:?}: {} | {}", body, first, lead);
        // The second paragraph of the page is not part of the first one of the summary.
        let cut_at = bare(&cut(&plain(&body), 10_000));
        prop_assert!(cut_at.starts_with(&first), "{:?}: {} | {}", body, first, cut_at);
    }

    #[test]
    fn reading_adds_no_word_and_loses_none(
        body in "([党建要学习工作a1 ]{1,30}[，。；：、]?|一、|（一）|1、|时间：|●|\n|\n|\n\n|　　|\t|“|”|2026年1月2日|甲公司\n2026年1月2日\n|附件：1、名单\n){1,16}",
    ) {
        let words = |lines| {
            let options = Options { sentence_lines: lines, ..Options::default() };
            let text = render(&body, &options, &Site::default()).text;
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>()
        };
        prop_assert_eq!(words(Lines::Meant), words(Lines::Join));
    }
}
