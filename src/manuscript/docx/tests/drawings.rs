use super::builder::*;

fn with_pictures(body: &str) -> Docx {
    docx(body).picture("a", "image1.png", &png(1)).picture("b", "image2.png", &png(2))
}

#[test]
fn pictures_are_figures_or_stay_in_their_line() {
    let picture = |id: &str| inline_picture(id, "name=\"图片 1\" descr=\"党员 植树\"");
    for (body, expected) in [
        (format!("<w:p>{}</w:p>", picture("a")), "![党员 植树](image1.png)\n"),
        (
            format!("<w:p>{}{}{}</w:p>", picture("a"), r(" "), picture("b")),
            ":::图组 列数=2\n![党员 植树](image1.png)\n![党员 植树](image2.png)\n:::\n",
        ),
        (format!("<w:p>{}{}{}</w:p>", r("按"), picture("a"), r("键")), "按![党员 植树](image1.png)键\n"),
        (
            format!(
                "<w:p>{}<w:r><w:br/></w:r>{}<w:r><w:br/></w:r>{}</w:p>",
                r("上文"),
                picture("a"),
                r("下文")
            ),
            "上文\n\n![党员 植树](image1.png)\n\n下文\n",
        ),
        (
            "<w:p><w:r><w:drawing><a:blip r:embed=\"a\"/></w:drawing></w:r></w:p>".to_owned(),
            "![](image1.png)\n",
        ),
        // One beside the words does not part them.
        (format!("<w:p>{}{}{}</w:p>", r("前"), anchored_picture("b"), r("后")), "前后\n\n![](image2.png)\n"),
        (format!("<w:p>{}{}</w:p>", anchored_picture("b"), r("后")), "![](image2.png)\n\n后\n"),
    ] {
        let document = with_pictures(&body);
        assert_eq!(document.markdown(), expected, "{body}");
        assert_eq!(document.findings(), [], "{body}");
    }
}

#[test]
fn a_caption_is_the_line_below() {
    let picture = format!("<w:p>{}</w:p>", inline_picture("a", ""));
    let centred = |words: &str| p_with("<w:jc w:val=\"center\"/>", words);
    let seq = format!("<w:p>{}{}{}</w:p>", r("图"), field(" SEQ 图 ", &r("1")), r("　会场"));
    for (body, expected) in [
        ([picture.clone(), p("△党员在植树")].concat(), "![△党员在植树](image1.png \"△党员在植树\")\n"),
        ([picture.clone(), p("图1 会场")].concat(), "![图1 会场](image1.png \"图1 会场\")\n"),
        ([picture.clone(), seq].concat(), "![图1　会场](image1.png \"图1　会场\")\n"),
        (
            [picture.clone(), p("活动现场（张三 摄）")].concat(),
            "![活动现场](image1.png \"活动现场（张三 摄）\")\n",
        ),
        (
            [p("正文"), picture.clone(), centred("活动现场")].concat(),
            "正文\n\n![活动现场](image1.png \"活动现场\")\n",
        ),
        ([picture.clone(), s("C", "会议现场")].concat(), "![会议现场](image1.png \"会议现场\")\n"),
        // A letterhead is above the headline.
        ([picture.clone(), centred("关于学习的通知")].concat(), "![](image1.png)\n\n关于学习的通知\n"),
        (
            [p("正文"), picture.clone(), p("图书角建成。")].concat(),
            "正文\n\n![](image1.png)\n\n图书角建成。\n",
        ),
        (
            [p("正文"), picture, centred("会议强调，要加强学习。")].concat(),
            "正文\n\n![](image1.png)\n\n会议强调，要加强学习。\n",
        ),
    ] {
        let style = "<w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"caption\"/></w:style>";
        assert_eq!(with_pictures(&body).styles(style).markdown(), expected, "{body}");
    }
}

#[test]
fn a_picture_is_carried_once() {
    let body = format!(
        "<w:p>{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        inline_picture("a", ""),
        inline_picture("c", "descr=\"合影\""),
        inline_picture("a", "")
    );
    // The second part has the same bytes, and is named as what it is not.
    let document = with_pictures(&body).picture("c", "copy.jpeg", &png(1)).picture("d", "x.jpeg", &png(3));
    let manuscript = document.read();
    assert_eq!(manuscript.files.len(), 1);
    assert_eq!(manuscript.files[0].alt, "合影");
    let named =
        with_pictures(&format!("<w:p>{}</w:p>", inline_picture("d", ""))).picture("d", "x.jpeg", &png(3));
    assert_eq!(named.markdown(), "![](x.png)\n");
}

#[test]
fn grouped_and_old_pictures_are_read() {
    let group = format!(
        "<w:p><w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wpg:wgp>{}{}</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>",
        pic("a", ""),
        pic("b", "")
    );
    assert_eq!(with_pictures(&group).markdown(), ":::图组 列数=2\n![](image1.png)\n![](image2.png)\n:::\n");
    let old = "<w:p><w:r><w:pict><v:shape alt=\"会场全景\"><v:imagedata r:id=\"a\" o:title=\"x\"/></v:shape></w:pict></w:r></w:p>";
    assert_eq!(with_pictures(old).markdown(), "![会场全景](image1.png)\n");
    let art = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"热烈庆祝\"/></v:shape></w:pict></w:r></w:p><w:p><w:r><w:pict><v:rect o:hr=\"t\"/></w:pict></w:r></w:p>";
    assert_eq!(docx(art).markdown(), "热烈庆祝\n\n---\n");
}

#[test]
fn text_boxes_are_read_once_where_they_are() {
    let numbering = numbers(1, &[("chineseCounting", "%1、")]);
    let boxed = text_box(&[n(1, 0, "框里"), p("第二段")].concat());
    for (body, expected) in [
        (format!("<w:p>{boxed}{}</w:p>", r("正文")), "一、框里\n\n第二段\n\n正文\n"),
        (format!("<w:p>{}{boxed}{}</w:p>", r("上"), r("下")), "上下\n\n一、框里\n\n第二段\n"),
        (format!("<w:p>{boxed}</w:p>"), "一、框里\n\n第二段\n"),
        (
            table(&[&[format!("<w:p>{boxed}</w:p>"), p("右")], &[p("下"), p("角")]]),
            "| 一、框里<br>第二段 | 右 |\n|---|---|\n| 下 | 角 |\n",
        ),
        (
            format!("<w:p>{}</w:p>", text_box(&format!("<w:p>{}</w:p>", inline_picture("a", "")))),
            "![](image1.png)\n",
        ),
        (
            format!(
                "<w:p>{}</w:p>",
                text_box(&[p("外"), format!("<w:p>{}</w:p>", text_box(&p("内")))].concat())
            ),
            "外\n\n内\n",
        ),
    ] {
        assert_eq!(with_pictures(&body).numbering(&numbering).markdown(), expected, "{body}");
    }
    // Old ones alone, and a choice in which nothing can be read.
    let old = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        p("旧框")
    );
    assert_eq!(docx(&old).markdown(), "旧框\n");
    let ink = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wpi\"><w:drawing><wp:inline/></w:drawing></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        inline_picture("a", "").replace("<w:r>", "").replace("</w:r>", "")
    );
    assert_eq!(with_pictures(&ink).markdown(), "![](image1.png)\n");
}

#[test]
fn the_words_of_shapes_and_diagrams_are_kept() {
    let shape = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:txBody><a:p><a:r><a:t>流程</a:t></a:r><a:r><a:t>图</a:t></a:r></a:p></a:txBody></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    assert_eq!(docx(shape).markdown(), "流程图\n");
    let data = format!(
        "<dgm:dataModel {NAMESPACES}><dgm:pt><dgm:t><a:p><a:r><a:t>第一步</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>第二步</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    );
    let smart = "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds r:dm=\"d\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let document = docx(smart).part("d", "diagramData", "diagrams/data1.xml", data);
    assert_eq!(document.markdown(), "第一步\n\n第二步\n");
    let [(code, message)] = document.findings().try_into().unwrap();
    assert_eq!((code, message.contains("1 个 SmartArt")), ("import/object", true));
}

#[test]
fn what_pages_cannot_show_is_told() {
    let emf = b"\x01\0\0\0\x6c\0\0\0".as_slice();
    let drawing = |inner: &str| {
        format!("<w:p>{}<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r></w:p>", r("甲"))
    };
    let object = |program: &str| {
        format!(
            "<w:p>{}<w:r><w:object><v:shape><v:imagedata r:id=\"a\"/></v:shape><o:OLEObject ProgID=\"{program}\"/></w:object></w:r></w:p>",
            r("甲")
        )
    };
    for (document, code, words, markdown) in [
        (docx(&format!("<w:p>{}{}</w:p>", r("甲"), inline_picture("e", ""))).picture("e", "image3.emf", emf), "import/picture", "1 张图片的格式浏览器显示不了，没有导入（“image3.emf”）", "甲\n"),
        (docx(&drawing("<a:graphic><pic:pic><pic:blipFill><a:blip r:link=\"l\"/></pic:blipFill></pic:pic></a:graphic>")).outside("l", "image", "file:///D:/照片/合影.jpg"), "import/picture", "1 张图片只是链接，文件里没有图片本身，没有导入（“合影.jpg”）", "甲\n"),
        (with_pictures(&drawing(&graphic("a", "<a:srcRect l=\"20000\" r=\"0\"/>"))), "import/picture", "1 张图片在 Word 里裁剪过，导入的是没有裁剪的整张（“image1.png”）", "甲![](image1.png)\n"),
        (docx(&drawing(&graphic("missing", ""))), "import/picture", "1 张图片读不出来", "甲\n"),
        (docx(&drawing("<a:graphic><a:graphicData><c:chart r:id=\"c\"/></a:graphicData></a:graphic>")), "import/object", "1 个图表", "甲\n"),
        (with_pictures(&object("Equation.DSMT4")), "import/object", "1 个公式", "甲\n"),
        (with_pictures(&object("Excel.Sheet.12")), "import/object", "1 个嵌入的对象或控件，没有导入（“Excel.Sheet.12”）", "甲![](image1.png)\n"),
        (with_pictures(&drawing(&format!("<wp:docPr id=\"1\" name=\"图片 9\" hidden=\"1\"/>{}", graphic("a", "")))), "import/hidden", "图片 9", "甲\n"),
    ] {
        assert_eq!(document.markdown(), markdown, "{words}");
        let findings = document.findings();
        let [(found, message)] = findings.as_slice() else { panic!("{words}: {findings:?}") };
        assert_eq!(*found, code);
        assert!(message.starts_with("第1段（“甲”）：") && message.contains(words), "{message}");
    }
}
