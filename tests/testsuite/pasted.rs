//! Five articles as WPS hands them over: a line for each paragraph, no empty lines, no indents.
//! They are read as they were meant, on the page and in the lists.

use crate::site::Site;

const NEWS: &str = "公司党委召开理论学习中心组学习会\n11月18日，公司党委召开理论学习中心组（扩大）学习会，传达学习上级会议精神，研究贯彻落实措施。公司党委书记主持会议并讲话。\n会议指出，要加强学习。\n会议要求，各支部要结合生产经营实际，把学习成果转化为推动工作的实际成效，确保全年任务如期完成！\n";

const NOTICE: &str = "各党支部：\n为做好年度党费收缴工作，现将有关事项通知如下。\n一、收缴范围\n全体在册党员。\n二、工作要求\n（一）各支部要按月足额收缴，逐人登记造册，不得拖欠。\n（二）12月10日前报党群工作部。\n特此通知。\n附件：1.党费收缴台账\n　　　2.党员名册\n　　　　　　　　　　　　党群工作部\n　　　　　　　　　　　2026年11月20日\n";

const SPEECH: &str = "同志们：\n今天我们召开这次会议，主要任务是总结工作、表彰先进、部署任务。下面，我讲三点意见。\n一、统一思想，提高认识\n（一）认清形势\n一是要看到成绩。一年来，各支部围绕中心、服务大局，做了大量工作。\n二是要看到差距。\n二、突出重点，狠抓落实\n同志们，让我们携起手来，为完成全年目标任务而努力奋斗！\n";

const MINUTES: &str = "时间：2026年11月20日\n地点：三楼会议室\n主持人：张三\n出席：李四、王五\n会议内容：\n1、传达学习上级文件精神。\n2、讨论发展对象。\n与会同志一致同意。\n";

const HONORS: &str = "先进基层党组织\n第一党支部\n第三党支部\n优秀共产党员\n张三\n李　四\n欧阳小明\n";

fn site(setting: &str) -> Site {
    let template = "{{ page.content | safe }}\n{{ page.summary }}";
    let site = Site::showing(template).file("site.yaml", &format!("title: 测试站\n{setting}"));
    [("news", NEWS), ("notice", NOTICE), ("speech", SPEECH), ("minutes", MINUTES), ("honors", HONORS)]
        .into_iter()
        .fold(site, |site, (name, body)| site.news(&format!("news/{name}.md"), name, "", body))
}

/// Returns the codes of what `check` reports of a site.
fn codes(site: &Site) -> Vec<String> {
    let mut command = crate::site::program();
    command.arg("check").arg(site.path("")).args(["--format", "json"]);
    let told = site.run(command).stdout;
    told.split("\"code\": \"").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

fn paragraphs(body: &str) -> String {
    let paragraph = |(number, line): (usize, &str)| {
        let addresses = number == 0 && line.ends_with('：');
        let class = if addresses { " class=\"salutation\"" } else { "" };
        format!("<p{class}>{}</p>\n", line.trim_matches('　'))
    };
    body.lines().enumerate().map(paragraph).collect()
}

#[test]
fn each_line_is_a_paragraph_and_a_signature_is_one() {
    let run = site("").build().ok();
    assert_eq!(run.problems(), "");
    for (name, body) in [("news", NEWS), ("speech", SPEECH), ("minutes", MINUTES), ("honors", HONORS)] {
        let page = run.text(&format!("news/{name}.html"));
        assert!(page.starts_with(&paragraphs(body)), "{page}");
    }
    let page = run.text("news/notice.html");
    let (text, _) = NOTICE.split_at(NOTICE.find("　　　　　　　　　　　　党群").unwrap());
    let signature = "<p class=\"signature\">党群工作部</p>\n<p class=\"signature\">2026年11月20日</p>\n";
    assert!(page.starts_with(&(paragraphs(text) + signature)), "{page}");
}

#[test]
fn numbered_lines_are_headings_by_option_and_reported_without_it() {
    let run = site("markdown: {headings: detect}\n").build().ok();
    let headings = |name: &str| -> Vec<String> {
        let page = run.text(&format!("news/{name}.html"));
        let found = page.lines().filter(|line| line.starts_with("<h"));
        found.filter_map(|line| Some(line.split_once('>')?.1.split('<').next()?.to_owned())).collect()
    };
    assert_eq!(headings("notice"), ["一、收缴范围", "二、工作要求"]);
    assert_eq!(headings("speech"), ["一、统一思想，提高认识", "（一）认清形势", "二、突出重点，狠抓落实"]);
    assert_eq!(headings("minutes"), Vec::<String>::new());
    assert_eq!(codes(&site("")), ["md/ordinal-not-heading"; 5]);
}

#[test]
fn a_summary_begins_with_the_first_paragraph_and_keeps_paragraphs_apart() {
    let (parted, joined) = ("\n先进基层党组织 第一党支部 第三", "\n先进基层党组织第一党支部第三");
    let site = site("");
    let run = site.build().ok();
    let page = run.text("news/news.html");
    assert!(page.contains("\n公司党委召开理论学习中心组学习会 11月18日，"), "{page}");
    assert!(run.text("news/honors.html").contains(parted));
    // Another reading of the lines makes other summaries at once.
    let again = site.file("site.yaml", "title: 测试站\nmarkdown: {lines: join}\n").build().ok();
    assert!(again.text("news/honors.html").contains(joined));
}

#[test]
fn a_signature_may_be_said_explicitly() {
    for name in ["落款", "signature"] {
        let body = format!("甲。\n\n:::{name}\n党群工作部\n2026年11月20日\n:::\n\n乙。\n");
        let site = Site::showing("{{ page.content | safe }}").news("news/x.md", "甲", "", &body);
        let run = site.build().ok();
        assert_eq!(run.problems(), "");
        assert_eq!(
            run.text("news/x.html"),
            "<p>甲。</p>\n<div class=\"signature\"><p>党群工作部</p>\n<p>2026年11月20日</p>\n</div>\n<p>乙。</p>\n"
        );
    }
}

#[test]
fn lines_of_a_list_of_labels_and_of_headings_do_not_run_together() {
    let body = "一、会议时间：11月20日\n二、会议地点：三楼会议室\n三、参会人员：全体党员\n\n主持人：张三\n出席：李四、王五\n\n一、提高认识\n要加强学习。\n\n●第一条\n●第二条\n";
    let site = Site::showing("{{ page.content | safe }}").news("news/x.md", "甲", "", body);
    assert_eq!(site.build().ok().text("news/x.html"), paragraphs(&body.replace("\n\n", "\n")));
    // A site that joins lines is told of them.
    let joining = site.file("site.yaml", "title: 测试站\nmarkdown: {lines: warn}\n");
    assert_eq!(codes(&joining), ["md/merged-paragraphs"; 4]);
}
