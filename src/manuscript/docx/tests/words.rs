use super::builder::*;
use crate::manuscript::{Alignment, BlockKind, Look, Paragraph};

fn paragraphs(document: &Docx) -> Vec<Paragraph> {
    let blocks = document.read().blocks.into_iter();
    blocks
        .filter_map(
            |block| if let BlockKind::Paragraph(paragraph) = block.kind { Some(paragraph) } else { None },
        )
        .collect()
}

#[test]
fn runs_that_are_cut_in_pieces_are_one() {
    let body = [
        r("党支部"),
        r_with("<w:b/>", "三会"),
        "<w:proofErr/><w:bookmarkStart w:id=\"1\" w:name=\"a\"/>".to_owned(),
        r_with("<w:b w:val=\"true\"/>", "一课"),
        r_with("<w:b/>", " "),
        r_with("<w:b w:val=\"0\"/>", "制度"),
        r_with("<w:i/>", "斜"),
        r_with("<w:dstrike/>", "删"),
        r_with("<w:caps/>", "abc"),
        r("m"),
        r_with("<w:vertAlign w:val=\"superscript\"/>", "2"),
    ];
    let document = docx(&format!("<w:p>{}</w:p>", body.concat()));
    assert_eq!(document.markdown(), "党支部**三会一课** 制度*斜*~~删~~abcm²\n");
    assert_eq!(document.findings(), []);
}

#[test]
fn looks_come_from_styles_and_are_what_all_words_share() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme=\"minorEastAsia\"/><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"a\" w:default=\"1\"><w:name w:val=\"Normal\"/><w:rPr><w:sz w:val=\"32\"/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"Strong one\"/><w:basedOn w:val=\"a\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"c\"><w:name w:val=\"Emphasis\"/><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"d\"><w:name w:val=\"Plain\"/><w:rPr><w:b w:val=\"0\"/></w:rPr></w:style>";
    let theme = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:minorFont><a:ea typeface=\"\"/>\
        <a:font script=\"Hans\" typeface=\"仿宋_GB2312\"/></a:minorFont></a:theme>";
    let body = [
        p("正文"),
        format!(
            "<w:p>{}{}</w:p>",
            r_with("<w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:sz w:val=\"44\"/>", "标题"),
            r("　")
        ),
        format!("<w:p>{}{}</w:p>", r_with("<w:sz w:val=\"44\"/>", "甲"), r("乙")),
        s("b", "粗"),
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr>{}</w:p>",
            r_with("<w:rStyle w:val=\"c\"/>", "不粗")
        ),
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr>{}</w:p>",
            r_with("<w:rStyle w:val=\"d\"/>", "仍粗")
        ),
        p_with("<w:jc w:val=\"right\"/>", "党委办公室"),
        p_with("<w:jc w:val=\"both\"/>", "两端"),
    ];
    let document = docx(&body.concat()).styles(styles).part("t", "theme", "theme/theme1.xml", theme);
    let looks: Vec<(String, Alignment, Look)> = paragraphs(&document)
        .into_iter()
        .map(|paragraph| (crate::manuscript::plain(&paragraph.text), paragraph.alignment, paragraph.look))
        .collect();
    let look = |size: Option<u16>, font: &str, is_bold| Look {
        size,
        font: Some(font.to_owned()),
        is_bold,
        outline: None,
    };
    let of = |text: &str, alignment, look| (text.to_owned(), alignment, look);
    assert_eq!(
        looks,
        [
            of("正文", Alignment::Start, look(Some(32), "仿宋_GB2312", false)),
            of("标题", Alignment::Start, look(Some(44), "方正小标宋简体", false)),
            of("甲乙", Alignment::Start, look(None, "仿宋_GB2312", false)),
            of("粗", Alignment::Center, look(Some(32), "仿宋_GB2312", true)),
            of("不粗", Alignment::Center, look(Some(32), "仿宋_GB2312", false)),
            of("仍粗", Alignment::Center, look(Some(32), "仿宋_GB2312", true)),
            of("党委办公室", Alignment::End, look(Some(32), "仿宋_GB2312", false)),
            of("两端", Alignment::Start, look(Some(32), "仿宋_GB2312", false)),
        ]
    );
}

#[test]
fn a_signature_that_blanks_push_to_the_right_keeps_its_words() {
    let tabs = "<w:r><w:tab/><w:tab/><w:tab/><w:tab/><w:tab/></w:r>";
    let body = [
        p(&format!("{}党群工作部", "　".repeat(14))),
        format!("<w:p>{tabs}{}</w:p>", r("2026年5月1日")),
        p_with("<w:ind w:leftChars=\"2000\" w:left=\"6400\"/>", "机关党委"),
        p_with("<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>", "正文缩进两字"),
        p("　　正文"),
        format!("<w:p>{}<w:r><w:tab/></w:r>{}</w:p>", r("甲方"), r("乙方")),
    ];
    let document = docx(&body.concat());
    assert_eq!(
        document.markdown(),
        "党群工作部\n\n2026年5月1日\n\n机关党委\n\n正文缩进两字\n\n正文\n\n甲方 乙方\n"
    );
    let alignments: Vec<Alignment> =
        paragraphs(&document).iter().map(|paragraph| paragraph.alignment).collect();
    let (end, start) = (Alignment::End, Alignment::Start);
    assert_eq!(alignments, [end, end, end, start, start, start]);
}

#[test]
fn soft_returns_stay_and_an_empty_line_between_them_ends_a_paragraph() {
    let br = "<w:r><w:br/></w:r>";
    let body = [
        format!("<w:p>{}{br}{}</w:p>", r("甲"), r("乙")),
        format!("<w:p>{}{br}{br}{}{br}</w:p>", r("丙"), r("丁")),
        "<w:p/>".to_owned(),
        p("　"),
        format!("<w:p><w:r><w:br w:type=\"page\"/></w:r>{}</w:p>", r("戊")),
        "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
        format!("<w:p>{}<w:r><w:lastRenderedPageBreak/><w:cr/></w:r>{}</w:p>", r("己"), r("庚")),
    ];
    assert_eq!(docx(&body.concat()).markdown(), "甲\\\n乙\n\n丙\n\n丁\n\n戊\n\n己\\\n庚\n");
}

#[test]
fn blanks_count_where_the_file_says_so() {
    let body = "<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space=\"preserve\"> b</w:t></w:r><w:r><w:t>\n c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d&amp;e&#12288;f</w:t></w:r></w:p>";
    assert_eq!(docx(body).markdown(), "a bc-d&e　f\n");
}

#[test]
fn links_lead_where_readers_can_follow() {
    let link = |id: &str, words: &str| {
        format!(
            "<w:hyperlink r:id=\"{id}\">{}{}</w:hyperlink>",
            r_with("<w:u w:val=\"single\"/>", words),
            r_with("<w:b/>", "！")
        )
    };
    let body = [
        format!("<w:p>{}见{}。</w:p>", r("详"), link("r1", "通知")),
        format!("<w:p>{}{}</w:p>", r("文件"), link("r2", "办法")),
        format!("<w:p><w:hyperlink w:anchor=\"_Toc\">{}</w:hyperlink></w:p>", r("第一章")),
        format!("<w:p>{}</w:p>", field(" HYPERLINK \"https://a.cn/b\" \\o \"提示\" ", &r("官网"))),
        format!("<w:p><w:fldSimple w:instr=\"HYPERLINK mailto:a@b.cn\">{}</w:fldSimple></w:p>", r("邮箱")),
    ];
    let document = docx(&body.concat()).outside("r1", "hyperlink", "http://www.12371.cn/a b.html").outside(
        "r2",
        "hyperlink",
        "file:///C:\\文件\\办法.doc",
    );
    assert_eq!(
        document.markdown(),
        "详[通知**！**](<http://www.12371.cn/a b.html>)\n\n文件办法**！**\n\n第一章\n\n[官网](https://a.cn/b)\n\n[邮箱](mailto:a@b.cn)\n"
    );
    let [(code, message)] = document.findings().try_into().unwrap();
    assert_eq!(code, "import/link");
    assert_eq!(
        message,
        "第2段（“文件办法！”）：有 1 个链接指向别人打不开的地方，只导入了文字（“file:///C:\\文件\\办法.doc”）"
    );
}

#[test]
fn fields_show_their_results_and_tables_of_contents_are_dropped() {
    let entry = |words: &str| {
        field(
            " HYPERLINK \\l \"_Toc1\" ",
            &[r(words), "<w:r><w:tab/></w:r>".to_owned(), field(" PAGEREF _Toc1 \\h ", &r("1"))].concat(),
        )
    };
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let body = [
        p("目　录"),
        format!("<w:p>{begin}{}</w:p>", entry("总则")),
        format!("<w:p>{}</w:p>", entry("分则")),
        format!("<w:p>{end}</w:p>"),
        format!("<w:p>{}{}{}</w:p>", r("见"), field(" REF a ", &r("第二章")), r("。")),
        format!("<w:p>{}</w:p>", field(" DATE \\@ \"yyyy\" ", &r("2026年5月1日"))),
        format!("<w:p>{}{}{}</w:p>", r("图"), field(" SEQ 图 ", &r("1")), r("　会场")),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "见第二章。\n\n2026年5月1日\n\n图1　会场\n");
    let [(code, _)] = document.findings().try_into().unwrap();
    assert_eq!(code, "import/look");
    // In a control, and by style.
    let body = [
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("目录")
        ),
        p("目录"),
        s("T", "总则……1"),
        p("正文"),
    ];
    let style = "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style>";
    assert_eq!(docx(&body.concat()).styles(style).markdown(), "正文\n");
}

#[test]
fn a_field_without_an_end_takes_nothing_with_it() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>";
    let separate = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let body = [
        format!("<w:p>{begin}</w:p>"),
        p("甲"),
        format!("<w:p>{separate}{}</w:p>", field(" REF a ", &r("乙"))),
        p("丙"),
    ];
    // `separate` makes it a table of contents in Word, too; but text that never ends is text.
    let markdown = docx(&body.concat()).markdown();
    assert!(markdown.starts_with("甲\n"), "{markdown}");
    assert!(markdown.contains('乙') && markdown.ends_with("丙\n"), "{markdown}");
}

#[test]
fn fields_without_results_show_what_their_instructions_say() {
    let bare = |instruction: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            instruction.get(..3).unwrap(),
            instruction.get(3..).unwrap()
        )
    };
    let check = |checked: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"{checked}\"/></w:checkBox></w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        bare("EQ \\o\\ac(○,3)"),
        r("同意"),
        check("1"),
        r("不同意"),
        check("0"),
        bare("MACROBUTTON AcceptAllChangesInDoc 姓名")
    );
    assert_eq!(docx(&body).markdown(), "③同意☑不同意□姓名\n");
}

#[test]
fn controls_show_their_content_and_prompts_are_left_out() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let body = [
        control("<w:alias w:val=\"标题\"/>", &p("块级")),
        format!("<w:p>{}{}</w:p>", r("姓名："), control("", &r("王宁"))),
        format!("<w:p>{}{}</w:p>", r("日期："), control("<w:showingPlcHdr/>", &r("单击此处输入日期。"))),
        format!(
            "<w:p><w:smartTag w:element=\"x\">{}</w:smartTag><w:customXml>{}</w:customXml><x:y xmlns:x=\"http://www.wps.cn/x\">{}</x:y></w:p>",
            r("甲"),
            r("乙"),
            r("丙")
        ),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "块级\n\n姓名：王宁\n\n日期：\n\n甲乙丙\n");
    let [(code, message)] = document.findings().try_into().unwrap();
    assert_eq!((code, message.contains("单击此处输入日期。")), ("import/look", true));
}

#[test]
fn symbols_are_characters() {
    let sym = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let body = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            sym("Wingdings", "F06C"),
            sym("Wingdings", "F0FE"),
            sym("Wingdings 2", "F0A3"),
            sym("Symbol", "F0B7")
        ),
        format!(
            "<w:p>{}{}</w:p>",
            r_with("<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>", "n\u{f06f}"),
            r("项")
        ),
        format!("<w:p>{}{}</w:p>", sym("Wingdings", "F0F3"), r("甲")),
        p("王\u{e863}"),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "●☑□•\n\n■□项\n\n甲\n\n王\u{e863}\n");
    let findings = document.findings();
    let [(first, symbol), (second, private)] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((*first, *second), ("import/symbol", "import/symbol"));
    assert!(symbol.starts_with("第3段（“甲”）") && symbol.contains("Wingdings F0F3"), "{symbol}");
    assert!(private.starts_with("第4段（“王\u{e863}”）") && private.contains("U+E863"), "{private}");
}

#[test]
fn words_with_readings_and_formulas_keep_their_words() {
    let ruby = format!(
        "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        r("fēi"),
        r("斐")
    );
    let fraction = "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:r><m:t>=</m:t></m:r>\
        <m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>";
    let body = [
        format!("<w:p>{}{ruby}</w:p>", r("王")),
        format!("<w:p>{}{fraction}</w:p>", r("得分")),
        format!("<m:oMathPara>{fraction}</m:oMathPara>"),
        format!("<w:p>{}<m:oMathPara>{fraction}{fraction}</m:oMathPara>{}</w:p>", r("上"), r("下")),
    ];
    let document = docx(&body.concat());
    assert_eq!(
        document.markdown(),
        "王斐\n\n得分(a+b)/2=x^2\n\n(a+b)/2=x^2\n\n上\n\n(a+b)/2=x^2\n\n(a+b)/2=x^2\n\n下\n"
    );
    let findings = document.findings();
    let codes: Vec<&str> = findings.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["import/look", "import/object"], "{findings:?}");
    assert!(findings[1].1.contains("有 4 个公式"), "{findings:?}");
}

#[test]
fn underlined_blanks_are_those_of_a_form() {
    let line = "<w:u w:val=\"single\"/>";
    let body = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            r("姓名"),
            r_with(line, "    "),
            r_with(&format!("{line}<w:b/>"), "  "),
            r("同志")
        ),
        format!("<w:p>{}{}</w:p>", r("单位"), r_with(line, "　党群部　")),
        format!("<w:p>{}</w:p>", r_with("<w:u w:val=\"none\"/>", "没有线")),
        format!("<w:p><w:r><w:rPr>{line}</w:rPr><w:tab/><w:tab/></w:r></w:p>"),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "姓名____同志\n\n单位　党群部\n\n没有线\n\n\\_\\_\\_\\_\n");
    let [(code, message)] = document.findings().try_into().unwrap();
    assert_eq!(code, "import/look");
    assert!(message.starts_with("第2段") && message.contains("1 处文字带下划线"), "{message}");
}

#[test]
fn notes_are_notes() {
    let note = |id: u32, words: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>", r(words))
    };
    let footnotes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>{}{}</w:footnotes>",
        note(1, " 见《党章》。"),
        note(2, "又注")
    );
    let endnotes = format!(
        "<w:endnotes {NAMESPACES}><w:endnote w:id=\"1\">{}{}</w:endnote></w:endnotes>",
        p("尾注"),
        p("第二段")
    );
    let mark = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        r("甲"),
        mark("footnote", 2),
        r("乙"),
        mark("footnote", 1),
        mark("endnote", 1),
        mark("footnote", 9)
    );
    let document = docx(&body).part("f", "footnotes", "footnotes.xml", footnotes).part(
        "e",
        "endnotes",
        "endnotes.xml",
        endnotes,
    );
    assert_eq!(
        document.markdown(),
        "甲[^1]乙[^2][^3]\n\n[^1]: 又注\n\n[^2]: 见《党章》。\n\n[^3]: 尾注\n\n    第二段\n"
    );
    assert_eq!(document.findings().len(), 1);
}

#[test]
fn a_large_first_letter_is_one_with_its_paragraph() {
    let body = [p_with("<w:framePr w:dropCap=\"drop\" w:lines=\"3\"/>", "春"), p("风又绿江南岸。")];
    assert_eq!(docx(&body.concat()).markdown(), "春风又绿江南岸。\n");
}
