use super::builder::*;
use crate::manuscript::BlockKind;

/// The lines of a document, of which the paragraphs with a style of headings begin with its level.
fn outlined(document: &Docx) -> Vec<String> {
    let manuscript = document.read();
    let line = |block: &crate::manuscript::Block| {
        let words = block.words();
        match &block.kind {
            BlockKind::Paragraph(paragraph) => match paragraph.look.outline {
                Some(level) => format!("{level} {words}"),
                None => words,
            },
            _ => {
                markdown(&crate::manuscript::Manuscript { blocks: vec![block.clone()], ..Default::default() })
            }
        }
    };
    manuscript.blocks.iter().map(line).collect()
}

#[test]
fn numbers_in_chinese_are_text() {
    for (format, text, expected) in [
        ("chineseCounting", "%1、", "一、甲\n\n二、乙\n\n三、丙\n"),
        ("chineseCountingThousand", "（%1）", "（一）甲\n\n（二）乙\n\n（三）丙\n"),
        ("chineseCountingThousand", "第%1条", "第一条　甲\n\n第二条　乙\n\n第三条　丙\n"),
        ("japaneseCounting", "%1、", "一、甲\n\n二、乙\n\n三、丙\n"),
        ("taiwaneseCounting", "%1.", "一.甲\n\n二.乙\n\n三.丙\n"),
        ("chineseLegalSimplified", "%1、", "壹、甲\n\n贰、乙\n\n叁、丙\n"),
        ("ideographTraditional", "%1、", "甲、甲\n\n乙、乙\n\n丙、丙\n"),
        ("ideographZodiac", "%1、", "子、甲\n\n丑、乙\n\n寅、丙\n"),
        ("decimalEnclosedCircle", "%1", "①甲\n\n②乙\n\n③丙\n"),
        ("decimalEnclosedCircleChinese", "%1", "①甲\n\n②乙\n\n③丙\n"),
        ("decimalFullWidth", "%1．", "１．甲\n\n２．乙\n\n３．丙\n"),
        ("lowerLetter", "%1)", "a)甲\n\nb)乙\n\nc)丙\n"),
        ("upperRoman", "%1", "I 甲\n\nII 乙\n\nIII 丙\n"),
        ("decimal", "（%1）", "（1）甲\n\n（2）乙\n\n（3）丙\n"),
        ("decimal", "%1、", "1、甲\n\n2、乙\n\n3、丙\n"),
        ("decimal", "第%1章", "第1章　甲\n\n第2章　乙\n\n第3章　丙\n"),
        // Plain numbers and bullets are lists.
        ("decimal", "%1.", "1. 甲\n2. 乙\n3. 丙\n"),
        ("decimal", "%1)", "1. 甲\n2. 乙\n3. 丙\n"),
        ("bullet", "\u{f06c}", "- 甲\n- 乙\n- 丙\n"),
        ("none", "", "甲\n\n乙\n\n丙\n"),
        ("none", "注：", "注：甲\n\n注：乙\n\n注：丙\n"),
    ] {
        let document = docx(&[n(1, 0, "甲"), n(1, 0, "乙"), n(1, 0, "丙")].concat())
            .numbering(&numbers(1, &[(format, text)]));
        assert_eq!(document.markdown(), expected, "{format} {text}");
        assert_eq!(document.findings(), [], "{format} {text}");
    }
}

#[test]
fn a_format_that_is_unknown_is_written_in_digits_and_told() {
    let document = docx(&n(1, 0, "甲")).numbering(&numbers(1, &[("hebrew1", "%1、")]));
    assert_eq!(document.markdown(), "1、甲\n");
    let [(code, message)] = document.findings().try_into().unwrap();
    assert_eq!(code, "import/symbol");
    assert_eq!(message, "第1段（“甲”）：有 1 处自动编号的格式不认识，按普通数字写出（“hebrew1”）");
}

#[test]
fn levels_begin_again_below_each_number() {
    let levels = [
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "%1.%4"),
    ];
    let body = [
        n(1, 0, "总体要求"),
        n(1, 1, "目标"),
        n(1, 2, "甲"),
        n(1, 2, "乙"),
        n(1, 1, "原则"),
        n(1, 2, "丙"),
        n(1, 0, "主要任务"),
        n(1, 1, "学习"),
        n(1, 3, "丁"),
    ]
    .concat();
    // The last number mixes 二 and 1, as the file says.
    assert_eq!(
        docx(&body).numbering(&numbers(1, &levels)).markdown(),
        "一、总体要求\n\n（一）目标\n\n1. 甲\n2. 乙\n\n（二）原则\n\n1. 丙\n\n二、主要任务\n\n（一）学习\n\n二.1 丁\n"
    );
    let legal =
        [level(0, "chineseCounting", "第%1章", ""), level(1, "decimal", "%1.%2", "<w:isLgl/>")].concat();
    let legal = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{legal}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let body = [n(1, 0, "总则"), n(1, 1, "甲"), n(1, 0, "分则"), n(1, 1, "乙")].concat();
    assert_eq!(
        docx(&body).numbering(&legal).markdown(),
        "第一章　总则\n\n1.1 甲\n\n第二章　分则\n\n2.1 乙\n"
    );
}

#[test]
fn a_level_begins_again_where_the_file_says() {
    // 第X条 goes on through all chapters: `lvlRestart` 0.
    let levels = [
        level(0, "chineseCounting", "第%1章", ""),
        level(1, "chineseCounting", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
    ];
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        levels.concat()
    );
    let body = [n(1, 0, "总则"), n(1, 1, "甲"), n(1, 1, "乙"), n(1, 0, "附则"), n(1, 1, "丙")].concat();
    assert_eq!(
        docx(&body).numbering(&numbering).markdown(),
        "第一章　总则\n\n第一条　甲\n\n第二条　乙\n\n第二章　附则\n\n第三条　丙\n"
    );
}

#[test]
fn numberings_of_one_definition_go_on_unless_they_begin_again() {
    let shared = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/>\
        <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
    let numbering = format!("{}{shared}", numbers(1, &[("decimal", "%1.")]));
    let body = [
        n(1, 0, "甲"),
        n(1, 0, "乙"),
        p("中间"),
        n(2, 0, "丙"),
        p("中间"),
        n(3, 0, "丁"),
        n(3, 0, "戊"),
        n(1, 0, "己"),
    ];
    assert_eq!(
        docx(&body.concat()).numbering(&numbering).markdown(),
        "1. 甲\n2. 乙\n\n中间\n\n3. 丙\n\n中间\n\n1. 丁\n2. 戊\n3. 己\n"
    );
    // Lists that follow each other stay two.
    let body = [n(1, 0, "甲"), n(3, 0, "乙")].concat();
    assert_eq!(docx(&body).numbering(&numbering).markdown(), "1. 甲\n\n1) 乙\n");
    let replaced = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\">\
        <w:start w:val=\"5\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:lvlOverride></w:num>";
    let numbering = format!("{}{replaced}", numbers(1, &[("decimal", "%1.")]));
    assert_eq!(docx(&n(2, 0, "甲")).numbering(&numbering).markdown(), "五、甲\n");
}

#[test]
fn styles_bring_numbers_and_levels_of_headings() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a\" w:default=\"1\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:ilvl w:val=\"5\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"mine\"><w:name w:val=\"我的小标题\"/><w:basedOn w:val=\"2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"loop\"><w:name w:val=\"x\"/><w:basedOn w:val=\"loop\"/></w:style>";
    // The level that names a style counts, and not the one that the style names.
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"1\"/>"),
        level(1, "decimal", "%2.", "<w:pStyle w:val=\"2\"/>"),
    );
    let body = [
        s("t", "实施方案"),
        s("1", "总体要求"),
        s("2", "目标"),
        s("mine", "原则"),
        s("1", "任务"),
        p_with("<w:pStyle w:val=\"1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "没有编号"),
        p_with("<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>", "正文一样的"),
        p_with("<w:outlineLvl w:val=\"2\"/>", "三级"),
        s("loop", "正文"),
    ]
    .concat();
    let document = docx(&body).styles(styles).numbering(&numbering);
    assert_eq!(
        outlined(&document),
        [
            "0 实施方案",
            "1 一、总体要求",
            "2 1.目标",
            "2 2.原则",
            "1 二、任务",
            "1 没有编号",
            "三、正文一样的",
            "3 三级",
            "正文"
        ]
    );
    // A heading that is bold by its style has no marks.
    assert!(
        document.markdown().starts_with("实施方案\n\n一、总体要求\n\n1.目标\n"),
        "{}",
        document.markdown()
    );
}

#[test]
fn lists_lie_within_items() {
    let numbering = numbers(1, &[("decimal", "%1."), ("bullet", "·"), ("decimal", "%3)")]);
    let body =
        [n(1, 0, "甲"), n(1, 1, "乙"), n(1, 1, "丙"), n(1, 2, "丁"), n(1, 0, "戊"), p("正文"), n(1, 0, "己")]
            .concat();
    assert_eq!(
        docx(&body).numbering(&numbering).markdown(),
        "1. 甲\n\n   - 乙\n\n   - 丙\n\n     1. 丁\n\n2. 戊\n\n正文\n\n3. 己\n"
    );
    let numbering = numbers(1, &[("decimal", "%1."), ("lowerLetter", "%2)")]);
    let body = [n(1, 0, "甲"), n(1, 1, "乙"), n(1, 1, "丙"), n(1, 0, "丁")].concat();
    assert_eq!(docx(&body).numbering(&numbering).markdown(), "1. 甲\n\n   a)乙\n\n   b)丙\n\n2. 丁\n");
}

#[test]
fn what_is_not_shown_is_not_counted() {
    let numbering = numbers(1, &[("chineseCounting", "%1、")]);
    let empty = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let hidden =
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>";
    // Word shows the number of an empty paragraph.
    let body = [&n(1, 0, "甲"), empty, &n(1, 0, "丙"), hidden, &n(1, 0, "丁")].concat();
    assert_eq!(docx(&body).numbering(&numbering).markdown(), "一、甲\n\n三、丙\n\n四、丁\n");
    // A numbering that is not in the file.
    assert_eq!(docx(&n(9, 0, "甲")).numbering(&numbering).markdown(), "甲\n");
    assert_eq!(docx(&n(1, 0, "甲")).markdown(), "甲\n");
}

#[test]
fn a_definition_may_be_that_of_a_style_of_lists() {
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"L\"><w:name w:val=\"x\"/><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>{}",
        numbers(2, &[("chineseCounting", "%1、")])
    );
    assert_eq!(docx(&n(1, 0, "甲")).styles(styles).numbering(&numbering).markdown(), "一、甲\n");
}

#[test]
fn numbers_typed_by_hand_stay_text() {
    let body = [
        p("一、总体要求"),
        p("1.提高认识"),
        p("1. 提高认识"),
        p("2. 抓好落实"),
        p("（一）目标"),
        p("1、学习"),
    ]
    .concat();
    assert_eq!(
        docx(&body).markdown(),
        "一、总体要求\n\n1.提高认识\n\n1.提高认识\n\n2.抓好落实\n\n（一）目标\n\n1、学习\n"
    );
}
