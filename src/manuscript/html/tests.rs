use std::cell::Cell;

use super::super::recognize::recognize;
use super::super::write::body;
use super::*;

/// Reads a page next to which there is `a.png`, and writes it back. Returns the text and the codes
/// of the findings.
fn text(html: &str) -> (String, Vec<&'static str>) {
    let picture = |address: &str| (address == "稿.files/a.png").then(|| vec![1; 300]);
    let manuscript = read(html, &picture);
    let names: Vec<Option<String>> = (0..manuscript.files.len()).map(|n| Some(format!("{n}.png"))).collect();
    let codes = manuscript.findings.iter().map(|finding| finding.code).collect();
    (body(&manuscript, &names), codes)
}

#[test]
fn the_clipboard_of_word_keeps_numbers_and_loses_noise() {
    let html = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:1\r\n<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\
        <head><style><!-- p.MsoNormal {mso-style-parent:\"\";} --></style></head><body><!--StartFragment-->\
        <p class=MsoNormal style='text-indent:32.0pt'><b><span style='font-size:16.0pt;mso-bidi-font-size:12pt'>会议强调，</span></b><span>要加强\n学习。<o:p></o:p></span></p>\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>（一）<span>&nbsp;&nbsp; </span></span><![endif]>提高认识</p>\
        <p style='mso-list:l1 level1 lfo2'><span style='font-family:Wingdings;mso-list:Ignore'>l<span>&nbsp;</span></span>甲</p>\
        <p><span style='mso-hide:all;display:none'>不公开</span>m<sup>2</sup></p><!--EndFragment--></body></html>";
    assert!(is_page(html));
    let (text, codes) = text(html);
    assert_eq!(text, "**会议强调，**要加强学习。\n\n（一）提高认识\n\n• 甲\n\nm²\n");
    assert_eq!(codes, ["import/hidden"]);
}

/// Returns the codes and messages of the findings of a page.
fn findings(html: &str) -> Vec<(&'static str, String)> {
    let manuscript = read(html, &|_| None);
    manuscript.findings.into_iter().map(|finding| (finding.code, finding.message.zh)).collect()
}

#[test]
fn links_into_the_old_site_are_named_and_scripts_are_not() {
    let html = "<p>甲<a href='fj/名单.doc'>附件：名单</a>、<a href='/tz/1.html'>通知</a>、<a href='fj/名单.doc'>附件：名单</a>、\
        <a href='javascript:void(0)'>脚本</a>、<a href='#top'>上面</a>、<a href=''>空</a>、<a>无</a>、<a href='https://a.example/'>网站</a>、\
        <a href='//x.example/y'>缺头</a>、<a href='file:///C:/a.doc'>本机</a>、<a href='big.jpg'><img src='稿.files/a.png'></a></p>";
    assert_eq!(
        findings(html).into_iter().filter(|(code, _)| *code == "import/link").collect::<Vec<_>>(),
        [(
            "import/link",
            "有 4 个链接指向原来网站里的文件或网页，只导入了文字：“附件：名单”（fj/名单.doc）、“通知”（/tz/1.html）、\
             “缺头”（//x.example/y）、“本机”（file:///C:/a.doc）"
                .to_owned()
        )]
    );
    let many: String = (0..30).map(|n| format!("<p><a href='{n}.doc'>甲{n}</a></p>")).collect();
    let [(_, message)] = findings(&many).try_into().unwrap();
    assert!(message.starts_with("有 30 个链接") && message.ends_with("“甲19”（19.doc）等"), "{message}");
}

#[test]
fn hidden_words_are_told_once_and_scripts_are_not() {
    let html = "<head><title>题</title><style>p{}</style></head><p>甲<span style='display: NONE'>乙<script>x</script></span></p>\
        <div hidden>丙</div><ul><li style='display:none'>丁</li><li>戊</li></ul><table border=1><tr><td>己</td>\
        <td style='display:none'>庚</td></tr><tr style='display:none'><td>辛</td></tr></table>\
        <script>s</script><noscript>n</noscript><template>t</template><div style='display:none'> <img src=x></div>";
    let (text, codes) = text(html);
    assert_eq!(text, "甲\n\n- 戊\n\n己\n".replace("己\n", "| 己 |\n|---|\n"));
    assert_eq!(codes, ["import/hidden"]);
    assert_eq!(findings(html)[0].1, "有 5 处隐藏的文字，没有导入（“乙”、“丙”、“丁”等）");
}

/// A page of an old portal: tables in tables, menus and a column of links.
const PORTAL: &str = "<html><head><title>关于“七一”表彰的决定-某某党建网</title></head><body>\
    <table width=1000><tr><td>首页 | 要闻 | 通知</td></tr></table><table width=1000><tr><td width=200><table><tr><td>热点新闻</td></tr>\
    <tr><td><a href=1.htm>市委召开会议</a></td></tr></table></td><td><table width=100%><tr><td>您现在的位置：<a href=/>首页</a> &gt; <a href=/tz>通知公告</a></td></tr>\
    <tr><td align=center><b>关于“七一”表彰的决定</b></td></tr><tr><td align=center>发布时间：2009-06-30 来源：组织部 作者：王晓明 点击数：<script>document.write(123)</script>次 【字体：大 中 小】</td></tr>\
    <tr><td>&nbsp;&nbsp;各党支部：<br><br>&nbsp;&nbsp;为庆祝建党88周年，经研究，决定表彰下列同志，希望他们再接再厉，作出更大的成绩。<br><br>\
    <table border=1><tr><td rowspan=2>单位</td><td colspan=2>人数</td></tr><tr><td>男</td><td>女</td></tr><tr><td>一支部</td><td>3</td><td>5</td></tr></table>\
    <p align=right>中共某某市委组织部<br>二〇〇九年六月三十日</p></td></tr><tr><td>上一篇：没有了<br>下一篇：<a href=2.htm>关于培训的通知</a></td></tr>\
    <tr><td>【打印本页】【关闭窗口】</td></tr></table></td></tr></table><table><tr><td>版权所有：某某市委组织部 浙ICP备000号</td></tr></table></body></html>";

#[test]
fn a_page_that_tables_lay_out_is_read_as_its_text() {
    let mut manuscript = read(PORTAL, &|_| None);
    let codes: Vec<&str> = manuscript.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["import/lost"]);
    let recognized = recognize(&mut manuscript, &|_| None);
    let fields: Vec<(&str, &str)> =
        recognized.fields.iter().map(|field| (field.key, field.values[0].as_str())).collect();
    assert_eq!(
        fields,
        [
            ("title", "关于“七一”表彰的决定"),
            ("date", "2009-06-30"),
            ("source", "组织部"),
            ("author", "王晓明"),
            ("unit", "中共某某市委组织部"),
        ]
    );
    assert_eq!(
        body(&manuscript, &[]),
        "各党支部：\n\n为庆祝建党88周年，经研究，决定表彰下列同志，希望他们再接再厉，作出更大的成绩。\n\n\
         | 单位 | 人数 | << |\n|---|---|---|\n| ^^ | 男 | 女 |\n| 一支部 | 3 | 5 |\n\n\
         :::落款\n中共某某市委组织部\n二〇〇九年六月三十日\n:::\n"
    );
}

#[test]
fn an_indent_below_a_break_begins_a_paragraph() {
    let html = "<p>&nbsp;&nbsp;各党支部：<br>&nbsp;&nbsp;决定表彰。<br>甲<br>　　<span>一、名单</span><br>  乙<br><b>&nbsp;</b>&nbsp;<b>丙</b><br></p>";
    assert_eq!(text(html).0, "各党支部：\n\n决定表彰。\\\n甲\n\n一、名单\\\n乙\n\n**丙**\n");
}

#[test]
fn tables_of_data_stay_tables() {
    let long = "他长期在生产一线工作，带领班组完成了多项技术改造，为企业节约了大量的资金。".repeat(4);
    for (html, expected) in [
        ("<table><tr><td>支部</td><td>人数</td></tr><tr><td><table><tr><td>嵌</td></tr></table></td><td>3</td></tr></table>", "| 支部 | 人数 |\n|---|---|\n| 嵌 | 3 |\n".to_owned()),
        // Links with their dates.
        ("<table><tr><td><a href='https://a.example/'>通知</a></td><td>11月20日</td></tr><tr><td><a href='https://a.example/2'>公告</a></td><td>11月21日</td></tr></table>",
            "| [通知](https://a.example/) | 11月20日 |\n|---|---|\n| [公告](https://a.example/2) | 11月21日 |\n".to_owned()),
        ("<table border=1><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", "| 甲 |\n|---|\n| 乙 |\n".to_owned()),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", "甲\n\n乙\n".to_owned()),
        // A form: its long cell has a label.
        (&format!("<table><tr><td>姓名</td><td>张三</td></tr><tr><td>事迹</td><td><p>{long}</p><p>{long}</p></td></tr></table>"),
            format!("| 姓名 | 张三 |\n|---|---|\n| 事迹 | {long}<br>{long} |\n")),
        // Rows of data above a text that fills the page stay, as a table.
        (&format!("<table><tr><td>姓名</td><td>张三</td></tr><tr><td colspan=2><p>{long}</p><p>{long}</p></td></tr></table>"),
            format!("| 姓名 | 张三 |\n|---|---|\n\n{long}\n\n{long}\n")),
        // A menu is told, and a byline may have a cell for each of its parts.
        (&format!("<table><tr><td><a href=/>要闻</a></td><td><a href=/a>通知</a></td><td><a href=/b>党课</a></td></tr><tr><td colspan=3><p>{long}</p></td></tr></table>"),
            format!("{long}\n")),
        (&format!("<table><tr><td>来源：工会</td><td>作者：张三</td></tr><tr><td colspan=2>{long}</td></tr></table>"),
            format!("来源：工会　作者：张三\n\n{long}\n")),
    ] {
        assert_eq!(text(html).0, expected, "{html}");
    }
}

#[test]
fn the_name_of_a_page_is_a_guess_at_its_headline() {
    let headline = |html: &str| {
        let mut manuscript = read(html, &|_| None);
        let recognized = recognize(&mut manuscript, &|_| None);
        let title = recognized.fields.iter().find(|field| field.key == "title");
        (title.map(|field| (field.values.concat(), field.is_guess)), body(&manuscript, &[]))
    };
    let page = |title: &str, body: &str| {
        format!("<html><head><title>{title}</title></head><body>{body}</body></html>")
    };
    let news = "支部换届工作顺利完成";
    for (title, html, expected, is_guess, text) in [
        // The line of that name is it.
        (
            "支部换届工作顺利完成_某某党建网",
            "<div>学习园地</div><div>支部换届工作顺利完成</div><p>11月5日，支部换届。</p>",
            Some(news),
            true,
            "学习园地\n\n11月5日，支部换届。\n",
        ),
        // No line is.
        (
            "支部换届工作顺利完成 - 要闻 - 某某党建网",
            "<p>11月5日，支部换届。</p><p>大家鼓掌。</p>",
            Some(news),
            true,
            "11月5日，支部换届。\n\n大家鼓掌。\n",
        ),
        // What is certain stays.
        (
            "别的题目",
            "<h1>支部换届工作顺利完成</h1><p>11月5日，支部换届。</p>",
            Some(news),
            false,
            "11月5日，支部换届。\n",
        ),
        // The name of a site is none.
        (
            "某某党建网",
            "<p>11月5日，支部换届。</p><p>大家鼓掌。</p>",
            None,
            false,
            "11月5日，支部换届。\n\n大家鼓掌。\n",
        ),
        (
            "2025-2026年工作总结|某某网站",
            "<p>一年来，成绩显著。</p><p>大家鼓掌。</p>",
            Some("2025-2026年工作总结"),
            true,
            "一年来，成绩显著。\n\n大家鼓掌。\n",
        ),
    ] {
        let (found, body) = headline(&page(title, html));
        assert_eq!(
            (found, body.as_str()),
            (expected.map(|title| (title.to_owned(), is_guess)), text),
            "{title}"
        );
    }
}

#[test]
fn a_page_of_wechat_has_its_head_and_pictures() {
    let html = "<!DOCTYPE html><html><head><meta property=\"og:title\" content=\"备用\"></head><body><div id=\"page\">\
        <h1 id=\"activity-name\">\n  清明祭英烈 </h1><div id=\"meta_content\"><a id=\"js_name\">岚山党建</a>\
        <em id=\"publish_time\">2026-04-05 10:30</em></div>\
        <div id=\"js_content\" style=\"visibility: hidden;\"><section><p><img data-src=\"稿.files/a.png\" src=\"data:image/gif;base64,R0lGOD\" alt=\"图片\"></p>\
        <p style=\"text-align: center;\">图为活动现场</p><section><span>4月5日，党员来到陵园。</span><br><br>大家默哀。</section>\
        <img data-src=\"https://mmbiz.qpic.example/x/640\" width=\"600\"><iframe data-src=\"v\"></iframe></section></div>\
        <div>阅读原文</div></div></body></html>";
    let picture = |address: &str| (address == "稿.files/a.png").then(|| vec![1; 300]);
    let mut manuscript = read(html, &picture);
    let found: Vec<String> = manuscript.findings.iter().map(ToString::to_string).collect();
    assert!(found.len() == 2 && found[0].contains("https://mmbiz.qpic.example/x/640"), "{found:?}");
    let recognized = recognize(&mut manuscript, &|_| None);
    let values: Vec<&str> =
        ["title", "source", "date"].iter().filter_map(|key| recognized.value(key)).collect();
    assert_eq!(values, ["清明祭英烈", "岚山党建", "2026-04-05 10:30"]);
    assert_eq!(
        body(&manuscript, &[Some("1.png".into())]),
        "![图为活动现场](1.png \"图为活动现场\")\n\n4月5日，党员来到陵园。\n\n大家默哀。\n"
    );
}

#[test]
fn blocks_of_a_page_are_carried_over() {
    for (html, expected) in [
        ("<div>甲<div>乙</div>丙</div>", "甲\n\n乙\n\n丙\n"),
        ("<nav>首页</nav><p>甲</p><footer>页脚</footer>", "甲\n"),
        ("<h2>一、目标</h2><p align=center>居中</p>", "### 一、目标\n\n居中\n"),
        ("<ol start=3><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ol>", "3. 甲\n\n   - 乙\n\n4. 丙\n"),
        ("<blockquote><p>甲</p></blockquote><pre>a\n b</pre><hr>", "> 甲\n\n```\na\n b\n```\n\n---\n"),
        (
            "<table><tr><td rowspan=2>支部</td><td colspan=2>人数</td></tr><tr><td>应到</td><td>实到</td></tr><tr><td>一<br>二</td><td>3</td><td></td></tr></table>",
            "| 支部 | 人数 | << |\n|---|---|---|\n| ^^ | 应到 | 实到 |\n| 一<br>二 | 3 |  |\n",
        ),
        (
            "<figure><img src='稿.files/a.png' alt='树'><figcaption>植树</figcaption></figure>",
            "![树](0.png \"植树\")\n",
        ),
        (
            "<p>见<a href='https://a.example/x'>网站</a>、<a href='javascript:x()'>脚本</a>、<a href='/old.html'>旧文</a></p>",
            "见[网站](https://a.example/x)、脚本、旧文\n",
        ),
        ("<p>a&nbsp;b &amp; c</p><script>x</script><style>p{}</style>", "a b & c\n"),
        ("<p>龘<ruby>龘<rt>dá</rt></ruby></p>", "龘龘（dá）\n"),
        (
            "<p><span style='font-weight:700'>甲</span><b style='font-weight:normal'>乙</b><i>丙</i><s>丁</s></p>",
            "**甲**乙*丙*~~丁~~\n",
        ),
    ] {
        assert_eq!(text(html).0, expected, "{html}");
    }
}

#[test]
fn only_pages_are_pages() {
    for (text, expected) in [
        ("<!DOCTYPE html>", true),
        ("\u{feff}\n<HTML lang=zh>", true),
        ("<p>甲</p>", true),
        ("<?xml version=\"1.0\"?><html>", true),
        ("<甲>", false),
        ("<pending>", false),
        ("Version: 1.0 发布", false),
        ("甲<p>", false),
        ("", false),
    ] {
        assert_eq!(is_page(text), expected, "{text}");
    }
}

#[test]
fn hostile_pages_are_read_in_time() {
    let asked = Cell::new(0);
    let nearby = |_: &str| {
        asked.set(asked.get() + 1);
        None
    };
    let deep = format!("{}甲{}", "<div><b>".repeat(5000), "</b></div>".repeat(5000));
    let manuscript = read(&deep, &nearby);
    assert!(body(&manuscript, &[]).contains('甲'));
    let wide = format!(
        "<table><tr><td colspan=999999999 rowspan=999999999>甲</td></tr>{}</table>",
        "<tr><td>乙".repeat(300)
    );
    assert!(body(&read(&wide, &nearby), &[]).contains('乙'));
    let table = |size: usize| format!("<table>{}</table>", "<tr><td>甲<td>乙".repeat(size));
    crate::trial::in_proportion("rows", 300, table, |text| drop(read(&text, &|_| None)));
    assert_eq!(asked.get(), 0);
}

proptest::proptest! {
    #[test]
    fn any_page_is_read(html in "(<[a-z]{1,6}[ a-z='\"]{0,9}>|</[a-z]{1,6}>|[甲 &;<>\"]|<td|<table>|<li>){0,40}") {
        let manuscript = read(&html, &|_| None);
        let _ = body(&manuscript, &[]);
    }
}

#[test]
fn the_body_of_an_article_is_read_as_pages_show_it() {
    let html = r##"<p>会议强调，<strong>要加强</strong>学习<sup class="note-ref"><a href="#fn-1" role="doc-noteref">1</a></sup>，见<a href="/news/b.html">另一篇</a>、<a href="#yi">上文</a>和<a href="https://example.com/">网页</a>。</p>
<h2 id="yi">一、要求</h2><h3>（一）目标</h3>
<ul><li class="task"><input type="checkbox" disabled checked> 做了</li></ul>
<figure><a class="enlarge" href="/news/a.jpg"><img src="/news/a.jpg" alt="植树"></a><figcaption>植树 <span class="credit">张三　摄</span> <a class="original" href="/x.jpg">下载原图</a></figcaption></figure>
<div class="d-gallery"><div class="figures"><figure><img src="/news/a.jpg"></figure><figure><img src="/news/b.jpg"></figure></div></div>
<div class="table"><table><thead><tr><th rowspan="2" class="left">支部</th><th colspan="2">人数</th></tr><tr><th class="right">应到</th><th class="right">实到</th></tr></thead>
<tbody><tr><td>甲</td><td class="right">21</td><td class="right">20</td></tr></tbody></table></div>
<aside class="alert alert-warning" role="note"><p class="alert-title">注意</p><p>先问。</p></aside>
<div class="d-note note" role="note"><p>没有标题。</p></div>
<pre class="code"><code><span>fn </span>main() {}
</code></pre>
<dl class="facts"><div><dt>时间</dt><dd>11月14日</dd></div><div><dt>Place</dt><dd>Hall</dd></div></dl>
<p class="d-download"><a href="/news/c.csv">名单</a><span class="sub">CSV，<bdi>1 KB</bdi></span></p>
<dd class="bar" aria-hidden="true"><svg></svg></dd>
<p class="signature">党群工作部</p><p class="signature">2026年11月20日</p>
<section class="notes" role="doc-endnotes"><ol><li id="fn-1"><p>注的内容。 <a href="#fnref-1" role="doc-backlink">↩</a></p></li></ol></section>"##;
    let file = |address: &str| Some(address.as_bytes().to_vec());
    let link = |address: &str| (address != "/news/c.csv").then(|| format!("https://dj.example.com{address}"));
    let (manuscript, lost) = read_body(html, &BodySources { file: &file, link: &link }, Vec::new());
    let names: Vec<Option<String>> =
        (0..manuscript.files.len()).map(|at| Some(format!("{}.jpg", at + 1))).collect();
    assert_eq!(
        crate::manuscript::body(&manuscript, &names),
        "会议强调，**要加强**学习[^1]，见[另一篇](https://dj.example.com/news/b.html)、上文和\
         [网页](https://example.com/)。\n\n## 一、要求\n\n### （一）目标\n\n- ☑ 做了\n\n\
         ![植树](1.jpg \"植树（张三 摄）\")\n\n:::图组 列数=2\n![植树](1.jpg)\n![](2.jpg)\n:::\n\n\
         | 支部 | 人数 | << |\n|---|---:|---:|\n| ^^ | 应到 | 实到 |\n| 甲 | 21 | 20 |\n\n\
         :::说明 标题=\"注意\" 种类=注意\n先问。\n:::\n\n:::说明\n没有标题。\n:::\n\n```\nfn main() {}\n```\n\n\
         时间：11月14日\n\nPlace: Hall\n\n名单（CSV，1 KB）\n\n:::落款\n党群工作部\n2026年11月20日\n:::\n\n\
         [^1]: 注的内容。\n"
    );
    let told: Vec<_> = lost.iter().map(|lost| (&*lost.problem.message.zh, &*lost.about)).collect();
    assert_eq!(told, [("有 1 处站内链接没有带过来：“名单”", "名单")]);
}

#[test]
fn the_caption_of_a_table_stands_above_it() {
    let html = "<table><caption>表一 名单</caption><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>";
    let manuscript = read(html, &|_| None);
    assert_eq!(body(&manuscript, &[]), "表一 名单\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n");
}

/// The Markdown of a part of an article of this program.
fn of_own(html: &str) -> String {
    let file = |address: &str| Some(address.as_bytes().to_vec());
    let link = |_: &str| Some(String::new());
    let (manuscript, _) = read_body(html, &BodySources { file: &file, link: &link }, Vec::new());
    let names: Vec<Option<String>> =
        (0..manuscript.files.len()).map(|at| Some(format!("{}.jpg", at + 1))).collect();
    body(&manuscript, &names)
}

#[test]
fn words_that_looks_part_do_not_run_together() {
    for (html, expected) in [
        (
            "<figure><a class=\"enlarge\" href=\"/a.jpg\"><img src=\"/a.jpg\"></a>\
             <span class=\"picture-label\">AI 生成</span><figcaption>图说一</figcaption></figure>",
            "![（AI 生成）图说一](1.jpg \"（AI 生成）图说一\")\n",
        ),
        (
            "<p>甲<img src=\"/a.jpg\"><span class=\"picture-label\">AI 生成</span>乙</p>",
            "甲![](1.jpg)（AI 生成）乙\n",
        ),
        (
            "<figure><img src=\"/a.jpg\"><figcaption><p>甲</p><p>乙</p></figcaption></figure>",
            "![甲　乙](1.jpg \"甲　乙\")\n",
        ),
        (
            "<ul class=\"honor-rows\"><li><span class=\"yr\">2023</span><a class=\"t\" href=\"/h\">先锋</a>\
             <span class=\"by\"><span>市委</span> <span>授予 甲</span></span></li></ul>",
            "- 2023 先锋 市委 授予 甲\n",
        ),
        (
            "<ul class=\"rows\"><li><a href=\"/b\"><span class=\"mark\">置顶</span>题目</a>\
             <time datetime=\"2026-11-02\"><bdi>11-02</bdi></time></li></ul>",
            "- 置顶 题目 11-02\n",
        ),
        ("<p><strong>甲</strong><em>乙</em>丙<a href=\"/b\">丁</a><code>x</code></p>", "**甲***乙*丙丁x\n"),
    ] {
        assert_eq!(of_own(html), expected, "{html}");
    }
}

#[test]
fn what_is_lost_of_an_article_is_named() {
    let html = "<video aria-label=\"合唱\" src=\"/a.mp4\"></video><audio><source src=\"/x/%E7%94%B2.mp3\"></audio>\
                <iframe src=\"https://v.example.com/1\"></iframe><video src=\"/d.mp4\"></video><form></form>";
    let sources = BodySources { file: &|_| None, link: &|_| None };
    let (_, lost) = read_body(html, &sources, Vec::new());
    let told: Vec<_> = lost.iter().map(|lost| (&*lost.problem.message.zh, &*lost.about)).collect();
    assert_eq!(
        told,
        [
            ("有 4 段视频或音频没有带过来：“合唱”、“甲.mp3”、“https://v.example.com/1”等", "合唱"),
            ("有 1 个表单没有带过来", ""),
        ]
    );
}
