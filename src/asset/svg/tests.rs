use super::*;

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</svg>"
    )
}

/// The drawing as it is published, and what is reported, in English.
fn published(text: &str) -> (String, Vec<String>) {
    let drawing = cleaned("content/a.svg", text);
    let told = drawing.problems.iter().map(|problem| problem.message.en.clone()).collect();
    let published = drawing.text.unwrap_or_else(|| text.to_owned());
    // Every root has its namespace; most examples here are shorter without it.
    let has_one = text.contains("xmlns");
    (if has_one { published } else { published.replace(&format!(" xmlns=\"{}\"", attribute::SVG), "") }, told)
}

#[test]
fn a_plain_drawing_stays_byte_for_byte() {
    for inner in [
        "<defs><linearGradient id='a'><stop offset='0' stop-color='#fff'/></linearGradient></defs>\
         <rect width=\"9\" fill=\"url(#a)\" style='filter: url( \"#b\" )'/>",
        "<use xlink:href=\"#a\"/><use href='#b'></use>",
        "<style>/* a */ rect{fill:url(#a)} @media print{g{fill:none}}</style>",
        "<style><![CDATA[ a > b {fill:red} ]]></style>",
        "<image href=\"data:image/png;base64,AAAA\"/><image href=\"data:image/bmp;base64,AAAA\"/>",
        "<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AA) format('woff2')}\
         @font-face{src:url('data:application/x-font-ttf;base64,AA')}</style>",
        r#"<style>text::before{content:"\201C";font-family:'\5B8B \'a'}@media print{g{a:b}}</style>"#,
        r#"<g id="a\(:url(b)" class="image(1)" aria-label="图：url(见下)"/>"#,
        "<a href=\"https://www.example.com/\"><text>甲 &amp; 乙 &#x4E00;</text></a>",
        "<text xml:space=\"preserve\" font-family=\"a\\b\">一</text>",
    ] {
        let drawing = cleaned("a.svg", &svg(inner));
        assert!(drawing.text.is_none() && drawing.problems.is_empty(), "{inner} {drawing:?}");
    }
}

#[test]
fn what_could_run_or_ask_elsewhere_is_removed_and_said() {
    let cases = [
        ("<script>alert(1)</script><g/>", "<g/>", "a script"),
        ("<script href=\"x\"/><g/>", "<g/>", "a script"),
        ("<g ONload=\"x\" fill=\"red\"/>", "<g fill=\"red\"/>", "the event handler `ONload`"),
        ("<foreignObject><p>x</p></foreignObject>", "", "`<foreignObject>`"),
        ("<iframe src=\"x\"/>", "", "`<iframe>`"),
        ("<rect fill=\"url(http://x/#a)\"/>", "<rect/>", "a reference"),
        ("<rect style=\"fill:URL( 'http://x/')\"/>", "<rect/>", "a reference"),
        ("<rect style=\"fill:u\\72l(http://x)\"/>", "<rect/>", "a reference"),
        ("<use xlink:href=\"b.svg#a\"/>", "<use/>", "a reference"),
        ("<use href=\"data:image/svg+xml,x\"/>", "<use/>", "a reference"),
        ("<image href=\"http://x/a.png\"/>", "<image/>", "a reference"),
        ("<image href=\"data:text/html,x\"/>", "<image/>", "a reference"),
        ("<image href=\"data:image/svg+xml;base64,AA\"/>", "<image/>", "a reference"),
        ("<a href=\"java&#10;script:alert(1)\"><g/></a>", "<a><g/></a>", "a reference"),
        ("<a><set attributeName=\"xlink:href\" to=\"javascript:x\"/></a>", "<a></a>", "a script"),
        ("<g xml:base=\"http://x/\"/>", "<g/>", "a reference"),
        (
            "<style>@import 'http://x/a.css'; g{fill:red}</style>",
            "<style> g{fill:red}</style>",
            "a reference",
        ),
        (
            "<style>rect{fill:url(http://x/f);stroke:red}&#64;import url(a);g{a:b}</style>",
            "<style>rect{stroke:red}g{a:b}</style>",
            "a reference",
        ),
        ("<style>g{fill:image-set('http://x' 1x)}</style>", "<style>g{}</style>", "a reference"),
        ("<style>@im\\70ort 'x';</style>", "<style></style>", "a reference"),
        (r"<style>g{a:'\a';fill:u\72l(http://x)}</style>", "<style></style>", "a reference"),
        (r"<style>g{fill:url('\68ttp://x');a:b}</style>", "<style>g{a:b}</style>", "a reference"),
        ("<style>g{a:'/*';fill:url(http://x);b:'*/'}</style>", "<style>g{a:''}</style>", "a reference"),
    ];
    for (inner, expected, told) in cases {
        let (text, problems) = published(&svg(inner));
        assert_eq!(text, svg(expected), "{inner}");
        assert!(problems.len() == 1 && problems[0].contains(told), "{inner} {problems:?}");
        // A second time there is nothing to remove.
        assert!(cleaned("a.svg", &text).text.is_none(), "{text}");
    }
    let own = "<g inkscape:label='x' /><metadata><rdf:RDF>张三</rdf:RDF></metadata><sodipodi:namedview/>";
    assert_eq!(published(&svg(own)), (svg("<g/>"), vec![]));
    let sheet = "<?xml-stylesheet href='http://x/a.css'?>".to_owned() + &svg("");
    assert_eq!(published(&sheet).0, svg(""));
}

#[test]
fn a_remark_has_its_place() {
    let drawing = cleaned("content/a.svg", &svg("\n<g/>\n<script/>"));
    let place = drawing.problems[0].place.as_ref().unwrap();
    assert_eq!((place.file.as_str(), place.line, place.column), ("content/a.svg", 3, 1));
}

#[test]
fn entities_are_written_out_if_they_are_short_and_else_removed() {
    let text = "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\"> <!ENTITY w '甲'>]>\
        <svg xmlns=\"&ns;\"><text id='&w;'>&w;乙</text></svg>";
    let (cleaned, told) = published(text);
    assert_eq!(cleaned, "<svg xmlns=\"http://www.w3.org/2000/svg\"><text id=\"甲\">甲乙</text></svg>");
    assert_eq!(told.len(), 1);
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg><text>&b;&c;</text></svg>";
    assert_eq!(published(bomb).0, "<svg><text></text></svg>");
    let plain = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/a.dtd\"><svg/>";
    assert_eq!(published(plain), ("<svg/>".into(), vec![]));
}

#[test]
fn what_is_behind_a_mistake_is_left_out() {
    for text in
        ["<svg><g><rect/></a>", "<svg><g><rect/>", "<svg><g><rect/><b c=></g><script>x</script></svg>"]
    {
        let (cleaned, told) = published(text);
        assert_eq!(cleaned, "<svg><g><rect/></g></svg>", "{text}");
        assert!(told.iter().any(|told| told.contains("mistake")), "{told:?}");
    }
    let deep = "<g>".repeat(5000);
    let (cleaned, _) = published(&format!("<svg>{deep}"));
    assert!(cleaned.ends_with("</g></svg>") && cleaned.len() < 3000);
}

#[test]
fn a_root_with_a_prefix_is_a_drawing_and_none_is_told() {
    let text = "<ns0:svg xmlns:ns0=\"http://www.w3.org/2000/svg\"><ns0:g><ns0:rect/></ns0:g></ns0:svg>";
    assert_eq!(published(text), (text.to_owned(), vec![]));
    let script = text.replace("<ns0:rect/>", "<ns0:script>x</ns0:script>");
    assert_eq!(published(&script).0, text.replace("<ns0:rect/>", ""));
    for none in ["<x:svg xmlns:x=\"http://x/\"><x:g/></x:svg>", "<!-- 空 -->"] {
        let (_, told) = published(none);
        assert!(told.len() == 1 && told[0].contains("mistake"), "{none} {told:?}");
    }
}

#[test]
fn what_programs_keep_for_themselves_goes_in_silence() {
    let text = "<svg content=\"&lt;mxfile host='x'>url(http://x)\" width=\"1\"><g data-name='a'/></svg>";
    assert_eq!(published(text), ("<svg width=\"1\"><g/></svg>".to_owned(), vec![]));
}

#[test]
fn entities_do_not_fill_the_memory() {
    let declared = format!("<!DOCTYPE svg [<!ENTITY a '{}'>]>", "a".repeat(200));
    for inner in
        [format!("<text>{}</text>", "&a;".repeat(10_000)), format!("<text id='{}'/>", "&a;".repeat(10_000))]
    {
        let (cleaned, told) = published(&format!("{declared}<svg>{inner}</svg>"));
        assert!(cleaned.len() <= LONGEST_EXPANSION + 100, "{}", cleaned.len());
        assert!(told.iter().any(|told| told.contains("mistake")), "{told:?}");
    }
}

#[test]
fn what_is_written_for_nobody_to_see_goes() {
    let comment = "<!-- 作者：张三丰 C:\\Users\\zhangsan\\内部.ai -->";
    for (inner, expected) in [
        (format!("{comment}<g>{comment}<rect/></g>"), "<g><rect/></g>"),
        (format!("<style>{comment}rect{{fill:red}}</style>"), "<style>rect{fill:red}</style>"),
        ("<desc>Created with Sketch.</desc><g/>".to_owned(), "<g/>"),
        ("<desc>\n  Generator: 张三</desc><g/>".to_owned(), "<g/>"),
        ("<desc>Exported from Figma at 2026</desc><g/>".to_owned(), "<g/>"),
        ("<desc>Created by potrace 1.16, written by P. S.</desc><g/>".to_owned(), "<g/>"),
    ] {
        assert_eq!(published(&svg(&inner)), (svg(expected), vec![]), "{inner}");
    }
    for stays in ["三个支部的党员人数", "Created by students of 2020: the gate", "Created in sketchbooks"]
    {
        let inner = svg(&format!("<desc>{stays}</desc><g/>"));
        assert_eq!(published(&inner), (inner, vec![]));
    }
    let around = format!("{comment}{}{comment}", svg("<g/>"));
    assert_eq!(published(&around), (svg("<g/>"), vec![]));
}

#[test]
fn what_stays_of_a_changed_element_stays_as_it_was() {
    let text = "<g onclick=\"x\" aria-label='a &amp; \"b\"'/>";
    assert_eq!(published(&svg(text)).0, svg("<g aria-label=\"a &amp; &quot;b&quot;\"/>"));
}

#[test]
fn a_photo_in_a_drawing_loses_its_metadata() {
    let mut png = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut png, 1, 1);
    encoder.add_text_chunk("Author".to_owned(), "SECRET".to_owned()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[7]).unwrap();
    let picture = |bytes: &[u8]| {
        let digits = crate::text::base64::encoded(bytes);
        svg(&format!("<image xlink:href=\"data:image/png;base64,{digits}\"/>"))
    };
    let (text, told) = published(&picture(&png));
    assert_eq!((text, told), (picture(&crate::picture::clean(&png).unwrap()), vec![]));
    // In styles and sheets, too, however they are written.
    let digits = |bytes: &[u8]| crate::text::base64::encoded(bytes);
    let (photo, clean) = (digits(&png), digits(&crate::picture::clean(&png).unwrap()));
    for style in [
        "<g style='background:url(data:image/png;base64,@)'/>",
        "<g style='a:url(#b);fill:URL( &quot;data:image/png;base64,@&quot; );b:url(data:image/png;base64,@)'/>",
        "<rect fill=\"url(data:image/png;base64,@)\"/>",
        "<animate attributeName=\"fill\" values=\"url(data:image/png;base64,@);red\"/>",
        "<style>g{fill:url('data:image/png;base64,@')} a{b:url(data:image/png;base64,@)}</style>",
        "<style><![CDATA[g{fill:url(data:image/png;base64,@)}]]></style>",
        "<style>@import 'x';g{fill:url(data:image/png;base64,@)}</style>",
        "<style>g{fill:url(data:image/png;base64,@</style>",
    ] {
        let (text, told) = published(&svg(&style.replace(",@", &format!(",{photo}"))));
        assert!(text.contains(&clean) && !text.contains(&photo), "{style} {text}");
        let is_told = told.iter().any(|told| told.contains("cannot be read"));
        assert!(!is_told, "{style} {told:?}");
        assert!(cleaned("a.svg", &text).text.is_none(), "{text}");
    }
    for style in [
        "<g style='fill:url(data:image/png,%89PNG)'/>",
        "<g fill='url(data:image/png)'/>",
        "<style>g{fill:url(\"data:image/png;a=')';base64,AAAA\")}</style>",
        "<style>g{fill:url('data:image/png;base64,AA\\41 A')}</style>",
    ] {
        let (text, told) = published(&svg(style));
        let is_told = told.len() == 1 && told[0].contains("cannot be read");
        // What names no picture is removed, which is told as well.
        let is_removed = told.len() == 1 && told[0].contains("a reference") && !text.contains("data:");
        assert!(is_told || is_removed, "{style} {told:?}");
    }
    // In percents, and cut off: they stay, and are told where something is in them.
    let (_, told) = published(&svg("<image href='data:image/jpeg,%FF%D8%FF'/>"));
    assert!(told[0].contains("cannot be read"), "{told:?}");
}

#[test]
fn a_photo_whose_digits_are_in_percents_loses_its_metadata() {
    let mut png = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut png, 1, 1);
    encoder.add_text_chunk("Author".to_owned(), "SECRET".to_owned()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[7]).unwrap();
    let digits = crate::text::base64::encoded(&png);
    let clean = crate::text::base64::encoded(&crate::picture::clean(&png).unwrap());
    let all: String = digits.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let some = digits.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let (start, rest) = digits.split_at(8);
    for written in [all, some, format!("{start}%0A%20 {rest}")] {
        for inner in ["<image href='data:image/png;base64,@'/>", "<g fill='url(data:image/png;base64,@)'/>"] {
            let (text, told) = published(&svg(&inner.replace('@', &written)));
            assert!(text.contains(&clean) && told.is_empty(), "{inner} {written} {told:?}");
        }
    }
    let (_, told) = published(&svg("<image href='data:image/png;base64,%zz'/>"));
    assert!(told[0].contains("cannot be read"), "{told:?}");
}

#[test]
fn many_addresses_are_read_once() {
    for piece in ["url(#a ", "url(data:image/png;", "url(data:image/png;base64,", "url( ", "url(data:image/"]
    {
        for inner in ["<g fill=\"@\"/>", "<style>g{fill:@}</style>"] {
            let make = |size: usize| svg(&inner.replace('@', &piece.repeat(size)));
            crate::trial::in_proportion(piece, 2_000, make, |text| drop(cleaned("a.svg", &text)));
        }
    }
}

#[test]
fn many_attributes_and_lost_words_take_time_in_proportion() {
    let attributes = |size: usize| (0..size).map(|number| format!(" a{number}=\"\"")).collect::<String>();
    let make = |size: usize| svg(&format!("<g{}/>", attributes(size)));
    crate::trial::in_proportion("attributes", 4_000, make, |text| drop(cleaned("a.svg", &text)));
    for piece in ["<flowRoot>a</flowRoot>", "<switch><foreignObject>a</foreignObject><text>a</text></switch>"]
    {
        let make = |size: usize| svg(&piece.repeat(size));
        crate::trial::in_proportion(piece, 200, make, |text| drop(cleaned("a.svg", &text)));
    }
    // A name that is given twice is a mistake, behind which nothing is shown.
    let (text, told) = published(&svg("<g/><g fill='red' fill='blue'/>"));
    assert!(text == svg("<g/>") && told[0].contains("mistake"), "{text} {told:?}");
}

#[test]
fn words_that_are_lost_are_told_with_the_remedy() {
    let words = "<foreignObject><div xmlns='x'>第一步</div></foreignObject>";
    let telling = |behind: &str| {
        let drawing = cleaned("a.svg", &svg(&format!("<switch>{words}{behind}</switch>")));
        let problem = &drawing.problems[0];
        (problem.severity == crate::problem::Severity::Warning, format!("{:?}", problem.help))
    };
    for behind in ["", "<text>[Not supported by viewer]</text>"] {
        let (is_warning, help) = telling(behind);
        assert!(is_warning && help.contains("格式化文本"), "{help}");
    }
    // A shortened text, and one of something else.
    for behind in ["<text>第一...</text>", "<text>第</text></switch><switch><text>一步</text>"] {
        assert!(telling(behind).0, "{behind}");
    }
    for behind in
        ["<text>第一</text> <text>步</text>", "<text><tspan>第</tspan>\n<tspan>一&#x6B65;</tspan></text>"]
    {
        assert!(!telling(behind).0, "{behind}");
    }
    // Inkscape's text that flows.
    for (open, close) in [("<flowRoot>", "</flowRoot>"), ("<svg:flowRoot>", "</svg:flowRoot>")] {
        let flowing = format!("{open}<flowRegion><rect/></flowRegion><flowPara>第一步</flowPara>{close}");
        let drawing = cleaned("a.svg", &svg(&flowing));
        let problem = &drawing.problems[0];
        assert_eq!(problem.severity, crate::problem::Severity::Warning);
        assert!(
            problem.message.zh.contains("flowRoot")
                && problem.help.iter().any(|help| help.zh.contains("转换为文本"))
        );
    }
    let long = "中共某某县委员会组织部干部监督科".repeat(200);
    let many = format!("<switch><foreignObject><p>{long}</p></foreignObject><text>{long}</text></switch>");
    assert_eq!(cleaned("a.svg", &svg(&many)).problems[0].severity, crate::problem::Severity::Info);
    // The words are there again.
    assert!(!telling("<text>第一步</text>").0);
    assert!(!telling("<image href='data:image/png;base64,AAAA'/>").0);
    let empty = cleaned("a.svg", &svg("<foreignObject><div/></foreignObject>"));
    assert_eq!(empty.problems[0].severity, crate::problem::Severity::Info);
}

#[test]
fn what_keeps_browsers_from_drawing_is_added() {
    let own = attribute::SVG;
    let added = |text: &str| cleaned("a.svg", text).text.unwrap();
    assert_eq!(added("<svg width=\"1\"/>"), format!("<svg width=\"1\" xmlns=\"{own}\"/>"));
    assert_eq!(
        added(&format!("<svg xmlns=\"{own}\"><use xlink:href=\"#a\"/></svg>")),
        format!("<svg xmlns=\"{own}\" xmlns:xlink=\"{}\"><use xlink:href=\"#a\"/></svg>", attribute::XLINK)
    );
    assert_eq!(
        added("<svg:svg><svg:g/></svg:svg>"),
        format!("<svg:svg xmlns:svg=\"{own}\"><svg:g/></svg:svg>")
    );
    let text = svg("<text aria-label=\"a&nbsp;b\">甲&nbsp;乙</text>");
    assert_eq!(published(&text), (text.replace("&nbsp;", "\u{a0}"), vec![]));
    let (text, told) = published(&svg("<text>甲&unknown;乙</text>"));
    assert_eq!(text, svg("<text>甲乙</text>"));
    assert!(told[0].contains("entities"), "{told:?}");
}
