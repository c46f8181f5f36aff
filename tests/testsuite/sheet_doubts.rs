//! Tables of pages that say something else than their writer sees, or less: it is told.

use insta::assert_snapshot;

use crate::site::{Site, program};
use crate::trial_workbook::{Cell, NamedSheet, Worksheet, day_number, workbook};

/// A site with a section of honors; `more` are further lines of its front matter.
fn site(more: &str) -> Site {
    Site::new().section("honors", &format!("title: 荣誉\ntype: honor\n{more}"))
}

/// A site whose honors are the rows of this workbook.
fn with(sheets: &[NamedSheet<'_>]) -> Site {
    site("").bytes("content/honors/pages.xlsx", &workbook(sheets))
}

/// Writes the names of the columns, and rows of texts below them.
fn fill(sheet: &mut Worksheet, head: &[&str], rows: &[&[&str]]) {
    for (at, row) in (0..).zip([head].iter().chain(rows)) {
        for (column, cell) in (0..).zip(*row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(at, column, *cell);
        }
    }
}

const HEAD: [&str; 5] = ["编号", "标题", "级别", "日期", "颁发单位"];

#[test]
fn a_formula_without_a_result_is_told() {
    let made_by_a_program = |sheet: &mut Worksheet| {
        fill(sheet, &HEAD, &[&["a", "甲", "市级"], &["b", "", "市级"], &["c", "丙", "市级"]]);
        sheet.write(1, 4, Cell::Formula);
        sheet.write(2, 1, Cell::Formula);
        // A column that is not used.
        sheet.write(3, 5, Cell::Formula);
    };
    assert_snapshot!(with(&[("甲", &made_by_a_program)]).build().fails(), @r#"
    content/honors/pages.xlsx:工作表“甲”:第2行“颁发单位” sheet/formula-error: 这一格是公式，表格里没有存下它的结果 → 多半是别的程序生成的表格：用 Excel 或 WPS 打开，看到结果后保存一次；或者直接写上内容
    content/honors/pages.xlsx:工作表“甲”:第3行“标题” sheet/formula-error: 这一格是公式，表格里没有存下它的结果 → 多半是别的程序生成的表格：用 Excel 或 WPS 打开，看到结果后保存一次；或者直接写上内容
    "#);
}

#[test]
fn a_heading_without_a_result_is_told() {
    let list = |sheet: &mut Worksheet| {
        fill(sheet, &["名称"], &[&["甲", "乙"]]);
        sheet.write(0, 1, Cell::Formula);
    };
    let list = workbook(&[("list", &list)]);
    let site =
        Site::showing("{{ data.list }}").news("news/a.md", "甲", "", "").bytes("data/list.xlsx", &list);
    let said = site.build().fails();
    assert!(said.contains("data/list.xlsx:工作表“list”:第1行 sheet/formula-error"), "{said}");
    let head = |sheet: &mut Worksheet| {
        fill(sheet, &["标题", "级别"], &[&["甲", "市级", "市委"]]);
        sheet.write(0, 2, Cell::Formula);
    };
    let said = with(&[("甲", &head)]).build().fails();
    assert!(said.contains("content/honors/pages.xlsx:工作表“甲”:第1行 sheet/formula-error"), "{said}");
}

#[test]
fn a_date_is_as_precise_as_it_is_shown() {
    let fill = |sheet: &mut Worksheet| {
        fill(sheet, &["编号", "标题", "日期"], &[]);
        let codes = ["yyyy\"年\"m\"月\"", "mmm-yy", "yyyy", "yyyy-m-d", "m\"月\"d\"日\""];
        for (at, code) in (1..).zip(codes) {
            sheet.write(at, 0, f64::from(at));
            sheet.write(at, 1, "甲");
            sheet.write(at, 2, Cell::Styled(day_number(2011, 5, 2), code));
        }
    };
    let site = Site::new()
        .section("news", "title: 荣誉\n")
        .news_templates("{{ page.date }}", "")
        .bytes("content/news/pages.xlsx", &workbook(&[("甲", &fill)]));
    let run = site.build().ok();
    let dates = [1, 2, 3, 4, 5].map(|id| run.text(&format!("news/{id}.html")));
    assert_eq!(dates, ["2011-05", "2011-05", "2011", "2011-05-02", "2011-05-02"]);
    assert_snapshot!(run.problems(), @"content/news/pages.xlsx:工作表“甲”:第6行“日期” sheet/shown-otherwise: 这一格没有显示年份，用了表格里存的年份 → 看看年份对不对，把这一格的格式改成带年月日的");
}

#[test]
fn a_number_is_what_is_shown_or_is_told() {
    let fill = |sheet: &mut Worksheet| {
        fill(sheet, &["编号", "标题", "级别", "次数", "颁发单位"], &[]);
        for at in 1..=5 {
            sheet.write(at, 0, Cell::Styled(f64::from(at), "\"ry-\"000"));
            sheet.write(at, 1, "甲");
            sheet.write(at, 2, "市级");
        }
        sheet.write(1, 4, Cell::Styled(8.0, "\"岚党发〔2026〕\"0\"号\""));
        sheet.write(2, 4, Cell::Styled(0.5, "0%"));
        sheet.write(3, 4, Cell::Styled(8.0, "[DBNum1]0\"号\""));
        sheet.write(4, 4, 123_456_789_012_345_678.0);
        sheet.write(5, 4, "1.23457E+17");
    };
    let run = with(&[("甲", &fill)]).build().ok();
    let text = |id: &str| run.text(&format!("honors/{id}.html"));
    assert!(text("ry-001").contains("岚党发〔2026〕8号"));
    assert!(text("ry-002").contains("50%"));
    assert_snapshot!(run.problems(), @r#"
    content/honors/pages.xlsx:工作表“甲”:第4行“颁发单位” sheet/shown-otherwise: 这一格在表格里显示成别的样子（格式是“[DBNum1]0"号"”），这里用了存的数 → 要用显示的样子，就把这一格改成“文本”格式，照着写一遍
    content/honors/pages.xlsx:工作表“甲”:第5行“颁发单位” sheet/spoilt: 这个数超过 15 位，表格只留得住前 15 位，后面的变成了 0 → 把这一列设成“文本”格式，对照原件重新写上这个数
    content/honors/pages.xlsx:工作表“甲”:第6行“颁发单位” sheet/spoilt: 这个数写成了科学计数法，后面的数字已经丢了 → 在原来的表格里把这一列设成“文本”格式，对照原件重新写上，再另存
    "#);
    let csv = "编号,标题,级别,颁发单位\n1.23457E+17,甲,市级,####\n123456789012345000,乙,市级,5E2\n";
    let run = site("").file("content/honors/pages.csv", csv).build().ok();
    assert_snapshot!(run.problems(), @r#"
    content/honors/pages.csv:2:1 sheet/spoilt: 这个数写成了科学计数法，后面的数字已经丢了 → 在原来的表格里把这一列设成“文本”格式，对照原件重新写上，再另存
    content/honors/pages.csv:2:18 sheet/spoilt: 这不是内容：列太窄，表格存的是显示不下的样子 → 在原来的表格里把这一列拉宽，再另存
    content/honors/pages.csv:3:1 sheet/spoilt: 这个数超过 15 位，表格只留得住前 15 位，后面的变成了 0 → 把这一列设成“文本”格式，对照原件重新写上这个数
    "#);
    let show = "{% for row in data.list %}{{ row['名称'] }}；{% endfor %}";
    let run = Site::showing(show)
        .news("news/a.md", "甲", "", "")
        .file("data/list.csv", "名称\n甲\n1.2E+15\n")
        .build()
        .ok();
    assert_snapshot!(run.problems(), @"data/list.csv:3:1 sheet/spoilt: 这个数写成了科学计数法，后面的数字已经丢了 → 在原来的表格里把这一列设成“文本”格式，对照原件重新写上，再另存");
}

#[test]
fn hidden_rows_and_columns_are_told_and_published() {
    let fill = |sheet: &mut Worksheet| {
        let rows: [&[&str]; 4] = [
            &["a", "甲", "市级", "2026", "市委"],
            &["b", "乙", "市级", "2026"],
            &["c", "丙", "市级", "2026"],
            &["", "", "", "", ""],
        ];
        fill(sheet, &HEAD, &rows);
        sheet.hidden_rows.extend([2, 3, 4]);
        // The last one is not used.
        sheet.hidden_columns.extend([4, 7]);
    };
    let run = with(&[("2026", &fill)]).build().ok();
    assert!(run.has("honors/b.html") && run.has("honors/c.html"));
    assert_snapshot!(run.problems(), @r#"
    content/honors/pages.xlsx:工作表“2026”:第1行“颁发单位” sheet/hidden: 隐藏的列“颁发单位”也用上了 → 取消隐藏；不要发布的，从表格里删去这一列
    content/honors/pages.xlsx:工作表“2026”:第3行 sheet/hidden: 隐藏的行也用上了：第 3、4 行 → 筛选以后保存的，清除筛选；不要发布的行，从表格里删去，或者加一列“草稿”，写“是”
    "#);
}

#[test]
fn a_table_without_pages_is_told() {
    let nothing = |_: &mut Worksheet| {};
    let head = |sheet: &mut Worksheet| fill(sheet, &["标题", "级别"], &[]);
    let hidden = |sheet: &mut Worksheet| {
        sheet.is_hidden = true;
        fill(sheet, &["标题", "级别"], &[&["甲", "市级"]]);
    };
    let full = |sheet: &mut Worksheet| fill(sheet, &["标题", "级别"], &[&["甲", "市级"]]);
    assert_snapshot!(with(&[("甲", &nothing)]).build().ok().problems(), @"content/honors/pages.xlsx sheet/empty: 这张表是空的，没有文章 → 第一行写各列的名称，下面每行一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张");
    assert_snapshot!(with(&[("甲", &head)]).build().ok().problems(), @"content/honors/pages.xlsx:工作表“甲” sheet/empty: 这张表只有表头，没有文章 → 表头下面每行写一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张");
    assert_snapshot!(with(&[("甲", &hidden)]).build().ok().problems(), @"content/honors/pages.xlsx sheet/empty: 这个表格的工作表都是隐藏的，没有用，所以没有文章 → 取消隐藏要用的工作表，或者在 _index.md 里用“工作表”写明用哪几张");
    assert_snapshot!(with(&[("甲", &nothing), ("乙", &hidden)]).build().ok().problems(), @"content/honors/pages.xlsx sheet/empty: 这张表是空的，没有文章 → 第一行写各列的名称，下面每行一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张");
    assert_eq!(with(&[("甲", &full), ("乙", &nothing)]).build().ok().problems(), "");
    let csv = site("").file("content/honors/pages.csv", "标题,级别\n");
    assert_snapshot!(csv.build().ok().problems(), @"content/honors/pages.csv sheet/empty: 这张表只有表头，没有文章 → 表头下面每行写一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张");
}

#[test]
fn a_table_that_is_not_used_is_told() {
    let old = |name: &str| site("").file(format!("content/honors/{name}"), "x");
    assert_snapshot!(old("pages.xls").build().fails(), @"content/honors/pages.xls sheet/format: 这个表格没有读：文章的表格要是 .xlsx 或 .csv → 用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”；不用的，改名或者删去");
    assert_eq!(old("附件.xls").build().ok().problems(), "");
    let replaced = old("pages.et").file("content/honors/pages.csv", "标题,级别\n甲,市级\n");
    assert_snapshot!(replaced.build().ok().problems(), @"content/honors/pages.et sheet/format: 这个表格没有读：文章的表格要是 .xlsx 或 .csv → 用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”；不用的，改名或者删去");
    // In the folder of a page it is an attachment.
    let attached = site("")
        .file("content/honors/a/index.md", "---\n标题: 甲\n级别: 市级\n---\n[表](pages.xls)\n")
        .file("content/honors/a/pages.xls", "x");
    let said = attached.build().problems();
    assert!(!said.contains("sheet/"), "{said}");
    let of_csv =
        site("取自: 荣誉.csv\n工作表: 2026\n").file("content/honors/荣誉.csv", "标题,级别\n甲,市级\n");
    assert_snapshot!(of_csv.build().fails(), @"content/honors/_index.md:5:6 sheet/no-sheet: “工作表”没有用上：.csv 文件只有一张表 → 删去“工作表”一行，或者把表格存成“Excel 工作簿（.xlsx）”，用“取自”写上");
    assert_snapshot!(site("工作表: [2026, 2025]\n").build().fails(), @"content/honors/_index.md:4:7 sheet/no-sheet: “工作表”没有用上：这个栏目没有表格 → 删去“工作表”一行，或者把表格存成“Excel 工作簿（.xlsx）”，用“取自”写上");
}

#[test]
fn a_table_in_gbk_is_saved_so_that_excel_can_read_it() {
    let text = "编号,标题,级别\r\na,甲,市级\r\n";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let site = site("").bytes("content/honors/pages.csv", &gbk);
    assert_snapshot!(site.build().ok().problems(), @"content/honors/pages.csv source/encoding: 这个文件的编码是 GB18030，已按它读入 → 在 Excel、WPS 里另存为“CSV UTF-8（逗号分隔）”，免得别的程序读成乱码");
    let mut command = program();
    site.run(command.arg("fix").arg(site.path("")));
    let saved = std::fs::read(site.path("content/honors/pages.csv")).unwrap();
    assert_eq!(String::from_utf8_lossy(&saved), format!("\u{feff}{text}"));
    assert_eq!(site.build().ok().problems(), "");
}

#[test]
fn sums_and_remarks_that_are_pages_are_told() {
    let csv = "编号,标题,级别\na,甲,市级\nb,小 计,市级\n合计,16,市级\nc,说明：本表由工会负责,市级\n编号,标题,级别\n";
    let said = site("").file("content/honors/pages.csv", csv).build().fails();
    assert_snapshot!(said, @r#"
    content/honors/pages.csv:3:1 sheet/remark: “小 计”像是合计或说明，也成了一篇文章 → 合计、说明移到别的工作表，或者写进栏目的 _index.md；真是一篇文章的，换一个标题
    content/honors/pages.csv:4:1 sheet/remark: “合计”像是合计或说明，也成了一篇文章 → 合计、说明移到别的工作表，或者写进栏目的 _index.md；真是一篇文章的，换一个标题
    content/honors/pages.csv:5:1 sheet/remark: “说明：本表由工会负责”像是合计或说明，也成了一篇文章 → 合计、说明移到别的工作表，或者写进栏目的 _index.md；真是一篇文章的，换一个标题
    content/honors/pages.csv:6:1 sheet/remark: 这一行又是表头，成了一篇叫“标题”的文章 → 表头只留最上面的一行
    content/honors/pages.csv:6:7 meta/unknown-choice: “级别”没有“级别”这个选项 → 可选：国家级、省级、市级、县（市、区）级、行业级、集团级、公司级
    "#);
}

#[test]
fn messages_name_rows_and_no_files_that_are_not_there() {
    let csv = "编号,标题,级别\ncon,甲,市级\nindex,乙,市级\nry 1,丙,市级\nry.1,丁,市级\n,aux,市级\n!!,戊,市级\ndraft-x,己,市级\n";
    let said = site("").file("content/honors/pages.csv", csv).file("content/honors/a4.md", "正文\n").build();
    let said = said.fails();
    assert!(!said.contains("content/honors/con.md") && !said.contains("ry.1.md"), "{said}");
    assert_snapshot!(said, @r#"
    content/honors/a4.md:1:1 meta/absent: 表格里没有编号是“a4”的一行，这个文件自己也没有文章信息（标题、日期等） → 是表格里一行的正文的，把那一行的编号和文件名写成一样；单独的文章，在开头加上文章信息
    content/honors/pages.csv:2:1 sheet/no-name: 编号“con”做不了网址：这个名称另有用处，这一行没有成为文章 → 换一个编号，如 ry-2026-01
    content/honors/pages.csv:3:1 sheet/no-name: 编号“index”做不了网址：这个名称另有用处，这一行没有成为文章 → 换一个编号，如 ry-2026-01
    content/honors/pages.csv:5:6 address/collision: 编号“ry 1”（第4行）和编号“ry.1”（第5行）的网址相同，都是 /honors/ry-1.html → 在其中一篇的表格里加一列“网址名”，或者改编号
    content/honors/pages.csv:6:1 sheet/no-name: 标题“aux”做不了网址：这个名称另有用处，这一行没有成为文章 → 在“编号”一列写字母、数字，如 ry-2026-01
    content/honors/pages.csv:7:1 sheet/no-name: “!!”做不了网址，这一行没有成为文章 → 在“编号”一列写字母、数字，如 ry-2026-01
    content/honors/pages.csv:8:9 meta/says-draft: 编号里写着“draft”，文章却要发布 → 没定稿的，在表格里加一列“草稿”，这一行写“是”；定稿了的，去掉这几个字
    "#);
    let both = site("")
        .file("content/honors/pages.csv", "标题,级别\n丙 1,市级\n")
        .file("content/honors/bing.1.md", "---\n标题: 丁\n级别: 市级\n---\n");
    assert_snapshot!(both.build().fails(), @"content/honors/pages.csv:2:1 address/collision: “content/honors/bing.1.md”和“丙 1”（第2行）的网址相同，都是 /honors/bing-1.html → 在其中一篇的表格里加一列“网址名”，或者改标题");
}

#[test]
fn a_row_with_another_title_that_leaves_its_address_is_told() {
    let table = |titles: [&str; 2]| format!("标题,级别\n{},市级\n{},市级\n", titles[0], titles[1]);
    let site = site("")
        .file("addresses.yaml", "")
        .file("content/honors/pages.csv", &table(["先进党支部", "五一奖状"]));
    assert_eq!(site.build().ok().problems(), "");
    // Another order is no other title.
    site.change("content/honors/pages.csv", table(["五一奖状", "先进党支部"]));
    assert_eq!(site.build().ok().problems(), "");
    let addresses = std::fs::read_to_string(site.path("addresses.yaml")).unwrap();
    site.change("content/honors/pages.csv", table(["五一奖状", "先进基层党支部"]));
    assert_snapshot!(site.build().ok().problems(), @"content/honors/pages.csv:3:1 address/left: 网址 /honors/xian-jin-dang-zhi-bu.html 打不开了：用它的那一篇不在了，这一行是新的，可能是改了标题的同一篇 → 同一篇的，在这一行的“编号”里写 xian-jin-dang-zhi-bu，网址就不变；那一篇不要了的，在 addresses.yaml 里删去“content/honors/xian-jin-dang-zhi-bu.md”一行；要用新网址的，也删去，再在“旧链接”里写 /honors/xian-jin-dang-zhi-bu.html");
    // With its id, or with its former address where that is free, it is found.
    site.change("addresses.yaml", &addresses);
    let with = |column: &str, value: &str| {
        format!("标题,级别,{column}\n五一奖状,市级,\n先进基层党支部,市级,{value}\n")
    };
    site.change("content/honors/pages.csv", with("编号", "xian-jin-dang-zhi-bu"));
    let run = site.build().ok();
    assert_eq!(run.problems(), "");
    assert!(run.text("honors/xian-jin-dang-zhi-bu.html").contains("先进基层党支部"));
    let is_kept = |line: &&str| !line.contains("xian-jin-dang-zhi-bu");
    let others: Vec<&str> = addresses.lines().filter(is_kept).collect();
    assert_eq!(others.len() + 1, addresses.lines().count());
    site.change("addresses.yaml", others.join("\n"));
    site.change("content/honors/pages.csv", with("旧链接", "/honors/xian-jin-dang-zhi-bu.html"));
    let run = site.build().ok();
    assert_eq!(run.problems(), "");
    assert!(run.has("honors/xian-jin-dang-zhi-bu.html"));
    // A row that is gone leaves its readers, too.
    site.change("addresses.yaml", &addresses);
    site.change("content/honors/pages.csv", "标题,级别\n五一奖状,市级\n");
    assert_snapshot!(site.build().ok().problems(), @"addresses.yaml:2:1 address/gone: “content/honors/xian-jin-dang-zhi-bu.md”不在了，它的网址 /honors/xian-jin-dang-zhi-bu.html 打不开 → 改了文件名或者挪了地方的，把这一行的文件改成现在的，网址就不变；确实删去了的，删去这一行");
}
