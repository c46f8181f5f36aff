//! Whole articles, as programs write them.

use super::builder::*;
use crate::manuscript::{Alignment, BlockKind};

/// A run as WPS writes it: fonts of each script, sizes, languages.
fn wps(font: &str, size: u16, more: &str, words: &str) -> String {
    format!(
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\" w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>{more}\
         <w:color w:val=\"000000\" w:themeColor=\"text1\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
         <w14:textFill xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w14:solidFill><w14:schemeClr w14:val=\"tx1\"/></w14:solidFill></w14:textFill>\
         </w:rPr><w:t>{words}</w:t></w:r>"
    )
}

fn paragraph(properties: &str, runs: &[String]) -> String {
    format!(
        "<w:p w:rsidR=\"00A1\" w14:paraId=\"1\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:pPr><w:keepNext w:val=\"0\"/>\
         <w:spacing w:line=\"560\" w:lineRule=\"exact\"/>{properties}</w:pPr>{}</w:p>",
        runs.concat()
    )
}

#[test]
fn a_notice_as_wps_writes_it() {
    let indent = "<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/>";
    let body = |words: &str| paragraph(indent, &[wps("仿宋_GB2312", 32, "", words)]);
    let numbered = |words: &str| {
        let number = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
        paragraph(&format!("{number}{indent}"), &[wps("黑体", 32, "<w:b w:val=\"0\"/><w:bCs/>", words)])
    };
    let text = [
        paragraph(
            "<w:jc w:val=\"center\"/>",
            &[wps("方正小标宋简体", 44, "", "关于开展主题党日"), wps("方正小标宋简体", 44, "", "活动的通知")],
        ),
        paragraph("", &[]),
        paragraph("", &[wps("仿宋_GB2312", 32, "", "各党支部：")]),
        body("为深入学习贯彻党的二十大精神，现就有关事项通知如下。"),
        numbered("活动时间"),
        body("2026年5月1日（星期五）下午2：30。"),
        numbered("有关要求"),
        paragraph(
            indent,
            &[
                wps("楷体_GB2312", 32, "<w:b/>", "（一）提高认识。"),
                wps("仿宋_GB2312", 32, "", "各支部要高度"),
                "<w:bookmarkEnd w:id=\"0\"/>".to_owned(),
                wps("仿宋_GB2312", 32, "", "重视。"),
            ],
        ),
        body("附件：1.签到表"),
        paragraph(
            "<w:wordWrap w:val=\"0\"/><w:jc w:val=\"right\"/>",
            &[wps("仿宋_GB2312", 32, "", "机关党委    ")],
        ),
        paragraph("<w:jc w:val=\"right\"/>", &[wps("仿宋_GB2312", 32, "", "2026年4月20日")]),
    ];
    let document = docx(&text.concat()).numbering(&numbers(1, &[("chineseCounting", "%1、")])).with(
        "customXml/item1.xml",
        "<s:customData xmlns:s=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\"/>",
    );
    assert_eq!(
        document.markdown(),
        "关于开展主题党日活动的通知\n\n各党支部：\n\n为深入学习贯彻党的二十大精神，现就有关事项通知如下。\n\n一、活动时间\n\n\
         2026年5月1日（星期五）下午2：30。\n\n二、有关要求\n\n**（一）提高认识。**各支部要高度重视。\n\n附件：1.签到表\n\n机关党委\n\n2026年4月20日\n"
    );
    assert_eq!(document.findings(), []);
    let manuscript = document.read();
    let BlockKind::Paragraph(title) = &manuscript.blocks[0].kind else { panic!("{:?}", manuscript.blocks) };
    assert_eq!(
        (title.alignment, title.look.size, title.look.font.as_deref()),
        (Alignment::Center, Some(44), Some("方正小标宋简体"))
    );
    let BlockKind::Paragraph(last) = &manuscript.blocks[9].kind else { panic!("{:?}", manuscript.blocks) };
    assert_eq!((last.alignment, last.look.size), (Alignment::End, Some(32)));
    assert_eq!(manuscript.blocks[9].place, 10);
}

#[test]
fn a_report_with_photos_as_it_is_pasted_from_a_chat() {
    let br = "<w:r><w:br/></w:r>";
    let body = [
        p("第一党支部开展植树活动"),
        // One paragraph with soft returns, as browsers and chats put it on the clipboard.
        format!(
            "<w:p>{}{br}{br}{}{br}{}{br}{}</w:p>",
            r("　　5月1日，第一党支部开展植树活动。"),
            r("　　活动中，党员们种下50棵树。"),
            inline_picture("a", "name=\"图片 1\" descr=\"微信图片_20260501.jpg\""),
            r("　　大家表示，要做绿色发展的先锋。")
        ),
        format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p>", inline_picture("b", "")),
        p_with("<w:jc w:val=\"center\"/>", "党员在浇水（李明 摄）"),
        p("（通讯员：王宁）"),
    ];
    let document =
        docx(&body.concat()).picture("a", "image1.png", &png(1)).picture("b", "image2.png", &png(2));
    assert_eq!(
        document.markdown(),
        "第一党支部开展植树活动\n\n5月1日，第一党支部开展植树活动。\n\n活动中，党员们种下50棵树。\n\n![](image1.png)\n\n\
         大家表示，要做绿色发展的先锋。\n\n![党员在浇水](image2.png \"党员在浇水（李明 摄）\")\n\n（通讯员：王宁）\n"
    );
    assert_eq!(document.findings(), []);
}
