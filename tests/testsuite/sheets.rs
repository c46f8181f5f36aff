//! Sections whose pages are the rows of a table.

use crate::site::{Run, Site, program};
use crate::trial_workbook::{Cell, Worksheet, day_number, workbook};

const HEAD: [&str; 8] = ["编号", "标题", "日期", "级别", "颁发单位", "获奖人", "次数", "正文"];

/// Two hundred honors, each with the cells of its row: with every way to write a date, commas,
/// quotation marks, several persons, texts of several paragraphs.
fn honors() -> Vec<[String; 8]> {
    let honor = |number: usize| {
        let date = match number % 5 {
            0 => format!("{}", 2001 + number % 25),
            1 => format!("{}年", 2001 + number % 25),
            2 => format!("{}年{}月", 2001 + number % 25, 1 + number % 12),
            3 => String::new(),
            _ => format!("{}-{:02}-{:02}", 2001 + number % 25, 1 + number % 12, 1 + number % 28),
        };
        let level = ["国家级", "省级", "市级、县级", "公司级"][number % 4];
        let persons = ["", "张三", "张三、李四"][number % 3];
        let body = match number % 4 {
            0 => "由市委表彰，奖励 1,000 元。\n\n证书“原件”在档案室。".to_owned(),
            1 => format!("第{number}号证书。"),
            _ => String::new(),
        };
        [
            format!("ry-{number:03}"),
            format!("第{number}届“先进, 党支部”"),
            date,
            level.to_owned(),
            "中共岚江市委: 组织部 #1".to_owned(),
            persons.to_owned(),
            ["", "多次"][number % 2].to_owned(),
            body,
        ]
    };
    (1..=200).map(honor).collect()
}

/// A site with a section of honors; `more` are further lines of its front matter.
fn site(more: &str) -> Site {
    Site::new().section("honors", &format!("title: 荣誉\ntype: honor\n{more}"))
}

fn csv(rows: &[[String; 8]]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &[String; 8]| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("{}\r\n{}\r\n", HEAD.join(","), lines.join("\r\n"))
}

/// Writes rows as a person would who works with a spreadsheet: days are days, years are numbers.
fn fill(sheet: &mut Worksheet, rows: &[[String; 8]]) {
    sheet.merge((0, 0), (0, 7), "岚江钨业荣誉一览表");
    for (column, name) in (0..).zip(HEAD) {
        sheet.write(1, column, name);
    }
    for (at, row) in (2..).zip(rows) {
        // An empty row in between is no page.
        let at = if at > 50 { at + 1 } else { at };
        for (column, cell) in (0..).zip(row) {
            let numbers: Vec<&str> = cell.split('-').collect();
            match (column, numbers.as_slice()) {
                _ if cell.is_empty() => continue,
                (2, [year, month, date]) => {
                    let day =
                        day_number(year.parse().unwrap(), month.parse().unwrap(), date.parse().unwrap());
                    sheet.write(at, column, Cell::Day(day));
                }
                (2, [year]) if year.len() == 4 => {
                    sheet.write(at, column, year.parse::<f64>().unwrap());
                }
                _ => sheet.write(at, column, cell),
            }
        }
    }
}

/// The Markdown file that a row stands for.
fn markdown(row: &[String; 8]) -> String {
    let keys = ["title", "date", "level", "awarded_by", "recipients", "times"];
    let values = row.iter().skip(1).zip(keys).filter(|(value, _)| !value.is_empty());
    let lines = values.map(|(value, key)| match key {
        "date" => format!("{key}: {}\n", value.trim_end_matches('年')),
        _ => format!("{key}: {}\n", serde_json::to_string(value).unwrap()),
    });
    let body = if row[7].is_empty() { String::new() } else { format!("\n{}\n", row[7]) };
    format!("---\n{}---\n{body}", lines.collect::<String>())
}

#[test]
fn the_same_honors_are_the_same_pages_whatever_they_are_written_in() {
    let honors = honors();
    let plain = honors
        .iter()
        .fold(site(""), |site, row| site.file(format!("content/honors/{}.md", row[0]), &markdown(row)));
    plain.build().ok();
    let wanted = plain.published();
    assert!(wanted.len() > 200, "{}", wanted.len());
    let text = csv(&honors);
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let whole = workbook(&[("荣誉", &|sheet| fill(sheet, &honors))]);
    let (first, second) = honors.split_at(77);
    let parts = workbook(&[
        ("Sheet3", &|_| {}),
        ("2026", &|sheet| fill(sheet, second)),
        ("旧的", &|sheet| fill(sheet, first)),
        ("选项", &|sheet| {
            sheet.is_hidden = true;
            sheet.write(0, 0, "市级");
        }),
    ]);
    let ways: [(&str, Site); 6] = [
        ("pages.csv", site("").file("content/honors/pages.csv", &text)),
        ("GBK", site("取自: 荣誉.csv\n").bytes("content/honors/荣誉.csv", &gbk)),
        ("pages.xlsx", site("").bytes("content/honors/pages.xlsx", &whole)),
        ("取自", site("取自: 荣誉.xlsx\n").bytes("content/honors/荣誉.xlsx", &parts)),
        (
            "工作表",
            site("from: [荣誉.xlsx]\n工作表: [2026, 旧的]\n").bytes("content/honors/荣誉.xlsx", &parts),
        ),
        (
            "half Markdown",
            first
                .iter()
                .fold(site(""), |site, row| {
                    site.file(format!("content/honors/{}.md", row[0]), &markdown(row))
                })
                .file("content/honors/pages.csv", &csv(second)),
        ),
    ];
    for (way, site) in ways {
        let run = site.build().ok();
        let problems = run.problems();
        assert!(problems.is_empty() || way == "GBK", "{way}: {problems}");
        let published = site.published();
        assert!(published.keys().eq(wanted.keys()), "{way}");
        for (path, bytes) in &wanted {
            assert_eq!(
                String::from_utf8_lossy(&published[path]),
                String::from_utf8_lossy(bytes),
                "{way}: {path}"
            );
        }
    }
}

/// A build in English.
fn in_english(site: &Site) -> Run {
    let mut command = program();
    command.args(["build", "--all"]).arg(site.path("")).arg("--output").arg(site.public());
    site.run(command.env("LANG", "en_US.UTF-8").args(["--now", crate::site::NOW]))
}

#[test]
fn mistakes_in_a_workbook_are_told_at_their_cells() {
    let mistakes = |sheet: &mut Worksheet| {
        for (column, name) in (0..).zip(["编号", "标题", "级别", "授于单位", "日期"]) {
            sheet.write(0, column, name);
        }
        let rows = [
            ["a", "先进党支部", "市级", "市委", "2026-01-02"],
            ["a", "先进工作者", "省级", "", ""],
            ["b", "", "省级", "", ""],
            ["c", "优秀党员", "国级", "", "昨天"],
            ["//", "标兵", "省级", "", ""],
        ];
        for (at, row) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                sheet.write(at, column, cell);
            }
        }
        sheet.write(6, 0, "d");
        sheet.write(6, 1, "先锋");
        sheet.write(6, 2, Cell::Fault("#REF!".into()));
    };
    let site = site("").bytes("content/honors/pages.xlsx", &workbook(&[("2026", &mistakes)]));
    insta::assert_snapshot!(site.build().fails(), @"
    content/honors/pages.xlsx:工作表“2026”:第1行“授于单位” sheet/unknown-column: 没有“授于单位”这一项，这一列没有用上 → 表头写文章里各项的名称；可以写哪些，用 dangjian types 查看
    content/honors/pages.xlsx:工作表“2026”:第3行 sheet/same-id: 编号“a”写了两次，不知道是哪一篇 → 每一行的编号要不同
    content/honors/pages.xlsx:工作表“2026”:第4行 sheet/no-title: 这一行没有标题，没有成为文章 → 补上标题；合计、说明这样的行，移到表格外面
    content/honors/pages.xlsx:工作表“2026”:第5行“日期” date/invalid: 看不懂“昨天”这个日期 → 写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样
    content/honors/pages.xlsx:工作表“2026”:第5行“级别” meta/unknown-choice: “级别”没有“国级”这个选项 → 可选：国家级、省级、市级、县（市、区）级、行业级、集团级、公司级
    content/honors/pages.xlsx:工作表“2026”:第6行 sheet/no-name: “//”做不了网址，这一行没有成为文章 → 在“编号”一列写字母、数字，如 ry-2026-01
    content/honors/pages.xlsx:工作表“2026”:第7行“级别” sheet/formula-error: 这一格的公式出错了，结果是“#REF!” → 在表格里改好公式，或者直接写上内容，保存后再生成
    ");
    insta::assert_snapshot!(in_english(&site).fails(), @"
    content/honors/pages.xlsx:sheet `2026`:row 1 `授于单位` sheet/unknown-column: there is no field `授于单位`: this column is not used → a column has the name of a field; `dangjian types` lists them
    content/honors/pages.xlsx:sheet `2026`:row 3 sheet/same-id: the id `a` is written twice: it is not known which page is meant → each row has an id of its own
    content/honors/pages.xlsx:sheet `2026`:row 4 sheet/no-title: this row has no title and is no page → add the title; sums and remarks belong outside of the table
    content/honors/pages.xlsx:sheet `2026`:row 5 `日期` date/invalid: `昨天` is not a date → write 2026-11-20, 2006-07 or 2011
    content/honors/pages.xlsx:sheet `2026`:row 5 `级别` meta/unknown-choice: `级别` has no choice `国级` → choices: national, provincial, city, county, industry, group, company
    content/honors/pages.xlsx:sheet `2026`:row 6 sheet/no-name: no address can be made of `//`: this row is no page → write letters and digits into the column `id`, such as h-2026-01
    content/honors/pages.xlsx:sheet `2026`:row 7 `级别` sheet/formula-error: the formula of this cell has failed: it is `#REF!` → fix the formula, or write the value itself, and save the table
    ");
}

#[test]
fn a_table_that_cannot_be_read_is_told() {
    let whole = workbook(&[("甲", &|sheet| sheet.write(0, 0, "标题"))]);
    let cut = &whole[..whole.len() / 2];
    let told = |site: Site| site.build().fails();
    let named = |name: &str| site("取自: 荣誉.xlsx\n").bytes(format!("content/honors/{name}"), &whole);
    insta::assert_snapshot!(told(site("").bytes("content/honors/pages.xlsx", cut)), @"content/honors/pages.xlsx sheet/damaged: 这个表格打不开：不是 .xlsx 文件，或者没有复制完整 → 用 Excel 或 WPS 打开看看；打得开的，另存为“Excel 工作簿（.xlsx）”，打不开的，重新复制一份");
    insta::assert_snapshot!(told(named("荣誉2.xlsx")), @"content/honors/_index.md:4:5 reference/missing-file: 找不到文件“荣誉.xlsx” → 是不是“荣誉2.xlsx”？");
    insta::assert_snapshot!(told(
        site("取自: 荣誉.xlsx\n工作表: 乙\n").bytes("content/honors/荣誉.xlsx", &whole)
    ), @"content/honors/_index.md:5:6 sheet/no-sheet: “荣誉.xlsx”里没有工作表“乙” → 里面的工作表：甲");
    insta::assert_snapshot!(told(site("取自: 荣誉.md\n").file("content/honors/荣誉.md", "")), @"
    content/honors/_index.md:4:5 reference/missing-file: 找不到文件“荣誉.md” → 把文件放在 _index.md 旁边；以“/”开头的在 static 文件夹里找
    content/honors/荣誉.md:1:1 meta/absent: 文章开头没有文章信息（标题、日期等） → 在正文前面加上：一行 ---，一行“标题: ……”，一行“日期: ……”，再一行 ---
    ");
    insta::assert_snapshot!(told(site("取自: 荣誉.doc\n").file("content/honors/荣誉.doc", "a")), @"content/honors/荣誉.doc sheet/format: “取自”要写一张表格（.xlsx 或 .csv），这个文件不是 → Excel、WPS 表格另存为“Excel 工作簿（.xlsx）”，放在 _index.md 旁边");
}

#[test]
fn mistakes_in_a_csv_file_are_told_at_their_lines() {
    let text = "标题,标题,级别\n甲,乙,市级\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails(), @"content/honors/pages.csv:1:4 sheet/column-twice: “标题”和“标题”两列是同一项 → 留下一列，另一列合并过来，或者改成别的项");
    let text = "标题,级别,,awarded_bye\n甲,国级,多,市委\n甲,市级,,\n\"丙\",#N/A,,\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails(), @"
    content/honors/pages.csv:1:1 sheet/unknown-column: 第 C 列没有表头，这一列没有用上 → 在表头里写上这一列是什么；不用的，删掉这一列
    content/honors/pages.csv:1:8 sheet/unknown-column: 没有“awarded_bye”这一项，这一列没有用上 → 是不是“awarded_by”？
    content/honors/pages.csv:2:3 meta/unknown-choice: “级别”没有“国级”这个选项 → 可选：国家级、省级、市级、县（市、区）级、行业级、集团级、公司级
    content/honors/pages.csv:3:1 sheet/same-id: 这一行的标题和上面的一样，网址会重复 → 加一列“编号”，每行写一个不同的编号（字母、数字），网址就用它
    content/honors/pages.csv:4:5 sheet/formula-error: 这一格的公式出错了，结果是“#N/A” → 在表格里改好公式，或者直接写上内容，保存后再生成
    ");
    let text = "荣誉名称,级别\n甲,市级\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails(), @"
    content/honors/pages.csv:1:1 sheet/no-title: 表头里没有标题一列，不知道每一行是哪一篇 → 把有标题的那一列的表头改成“标题”；不用这张工作表的，在 _index.md 里用“工作表”写明用哪几张
    content/honors/pages.csv:1:1 sheet/unknown-column: 没有“荣誉名称”这一项，这一列没有用上 → 表头写文章里各项的名称；可以写哪些，用 dangjian types 查看
    ");
}

#[test]
fn merged_cells_count_for_each_row_and_dates_may_lose_their_format() {
    let fill = |sheet: &mut Worksheet| {
        for (column, name) in (0..).zip(["序号", "标 题", "日期", "来源"]) {
            sheet.write(0, column, name);
        }
        for (at, title) in (1..).zip(["甲", "乙", "丙"]) {
            sheet.write(at, 0, f64::from(at));
            sheet.write(at, 1, title);
            sheet.write(at, 3, "市级");
        }
        sheet.merge((1, 2), (2, 2), "２０１１年");
        // The number of a day, in a cell that is no date.
        sheet.write(3, 2, 46_346.0);
        // A row that was numbered in advance.
        sheet.write(4, 0, 4.0);
    };
    let site = Site::new()
        .section("news", "title: 荣誉\n")
        .news_templates("{{ page.title }} {{ page.date }}", "")
        .bytes("content/news/pages.xlsx", &workbook(&[("甲", &fill)]));
    let run = site.build().ok();
    let pages = ["jia", "yi", "bing"].map(|name| run.text(&format!("news/{name}.html")));
    assert_eq!(pages, ["甲 2011", "乙 2011", "丙 2026-11-20"]);
    assert_eq!(run.tree().iter().filter(|name| name.starts_with("news/")).count(), 4);
}

#[test]
fn a_file_next_to_the_table_belongs_to_its_row() {
    let site = site("")
        .file(
            "content/honors/pages.csv",
            "编号,标题,级别,授予单位\na,甲,市级,市委\nb,乙,省级,省委\nc,丙,省级,省委\n",
        )
        .file("content/honors/a.md", "证书的照片：\n\n![证书](a.png)\n")
        .bytes("content/honors/a.png", &crate::site::pixel(7))
        .file(
            "content/honors/b/index.md",
            "---\n级别: 国家级\n次数: 多次\n作这: 张三\n---\n正文，见[没有](x.md)。\n",
        )
        .file("content/honors/c.md", "---\n授予单位: 省委\n---\n");
    insta::assert_snapshot!(site.build().fails(), @"
    content/honors/b/index.md:2:5 sheet/said-twice: “级别”在表格里写的是“省级”，和这里不一样，用了这里的 → 两处只留一处，或者改成一样
    content/honors/b/index.md:4:1 meta/unknown-key: 没有“作这”这一项 → 看看是不是写错了字；可以写哪些项，用 dangjian types 荣誉 查看
    content/honors/b/index.md:6:5 link/broken: 链接指向的“x.md”不存在 → 链接别的文章，写它的文件名，如 ./x.md；附件放在文章旁边，也写文件名
    ");
    site.change("content/honors/b/index.md", "---\n级别: 国家级\n次数: 多次\n---\n正文，见[甲](../a.md)。\n");
    let run = site.build().ok();
    insta::assert_snapshot!(run.problems(), @"content/honors/b/index.md:2:5 sheet/said-twice: “级别”在表格里写的是“省级”，和这里不一样，用了这里的 → 两处只留一处，或者改成一样");
    let text = run.text("honors/a.html");
    assert!(text.contains("市委") && text.contains("证书的照片") && text.contains("<img"), "{text}");
    let text = run.text("honors/b.html");
    assert!(text.contains("国家级") && text.contains("省委") && text.contains("多次"), "{text}");
    assert!(text.contains("a.html"), "{text}");
}

#[test]
fn a_table_in_data_is_read_as_csv_is() {
    let show = "{% for row in data.list %}{{ row['名称'] }}{{ row['年份'] }}；{% endfor %}";
    let site = |name: &str, bytes: &[u8]| {
        Site::showing(show).news("news/a.md", "甲", "", "").bytes(format!("data/{name}"), bytes)
    };
    let fill = |sheet: &mut Worksheet| {
        for (at, row) in (0..).zip([["名称", "年份"], ["甲", "2026"], ["乙", ""]]) {
            sheet.write(at, 0, row[0]);
            match row[1].parse::<f64>() {
                Ok(number) => sheet.write(at, 1, number),
                Err(_) => sheet.write(at, 1, row[1]),
            }
        }
    };
    let other = |sheet: &mut Worksheet| sheet.write(0, 0, "别的");
    let text = |site: Site| site.build().ok().text("news/a.html");
    let wanted = "甲2026；乙；";
    assert_eq!(text(site("list.csv", "名称,年份\n甲,2026\n乙,\n".as_bytes())), wanted);
    assert_eq!(text(site("list.xlsx", &workbook(&[("甲", &fill), ("乙", &other)]))), wanted);
    assert_eq!(text(site("list.xlsx", &workbook(&[("甲", &other), ("list", &fill)]))), wanted);
    let wrong = |sheet: &mut Worksheet| {
        sheet.write(0, 0, "名称");
        sheet.write(1, 0, Cell::Fault("#DIV/0!".into()));
    };
    insta::assert_snapshot!(site("list.xlsx", &workbook(&[("甲", &wrong)])).build().fails(), @"data/list.xlsx:工作表“甲”:第2行“名称” sheet/formula-error: 这一格的公式出错了，结果是“#DIV/0!” → 在表格里改好公式，或者直接写上内容，保存后再生成");
}

/// Writes the section of a site as a table, and returns what was said and its bytes.
fn exported(site: &Site, arguments: &[&str], name: &str) -> (Run, Vec<u8>) {
    let mut command = program();
    let file = site.public().with_file_name(name);
    command.args(["export", "sheet", "荣誉", "--site"]).arg(site.path("")).arg("-o").arg(&file);
    let run = site.run(command.args(arguments));
    (run, std::fs::read(file).unwrap_or_default())
}

#[test]
fn a_section_that_is_written_as_a_table_is_the_same_pages() {
    let honors = honors();
    let site = honors
        .iter()
        .fold(site(""), |site, row| site.file(format!("content/honors/{}.md", row[0]), &markdown(row)));
    // A group of values, an item with a comma, a page in its own folder, one of another type.
    let stays = [
        ("group.md", "title: 组\nlevel: city\nseries: {name: 一, part: 1}\n"),
        ("own/index.md", "title: 包\nlevel: city\n"),
        ("other.md", "title: 新闻\ntype: news\ndate: 2026-01-01\n"),
        ("id.md", "title: 编号\nid: x\nlevel: city\n"),
    ];
    for (name, front_matter) in stays {
        site.change(format!("content/honors/{name}"), format!("---\n{front_matter}---\n"));
    }
    site.change(
        "content/honors/tags.md",
        "---\ntitle: 标签\nlevel: [市级, county]\ntags: ['甲, 乙', 丙]\nviews: 007\n---\n",
    );
    site.build().ok();
    let wanted = site.published();
    let (run, workbook) = exported(&site, &[], "甲.xlsx");
    let (_, csv) = exported(&site, &["--csv"], "甲.csv");
    let (_, again) = exported(&site, &[], "乙.xlsx");
    assert_eq!(workbook, again);
    insta::assert_snapshot!(run.ok().problems(), @"content/honors/other.md sheet/not-a-row: 这一篇没有写进表格：带着图片放在自己的文件夹里，带着备注（#），有的项目一格放不下，或者类型和栏目的不同：4 篇，第一篇 content/honors/other.md → 它留在自己的文件里，和表格一起用");
    let said = exported(&site, &[], "甲.xlsx").0.fails();
    assert!(said.contains("sheet/unwritten") && said.contains("-o"), "{said}");
    for row in &honors {
        site.remove(&format!("content/honors/{}.md", row[0]));
    }
    site.remove("content/honors/tags.md");
    for (name, bytes) in [("pages.xlsx", workbook), ("pages.csv", csv)] {
        site.change(format!("content/honors/{name}"), bytes);
        site.build().ok();
        let published = site.published();
        assert!(published.keys().eq(wanted.keys()), "{name}");
        let differ: Vec<&String> = wanted.keys().filter(|path| published[*path] != wanted[*path]).collect();
        assert!(differ.is_empty(), "{name}: {differ:?}");
        // A table of a table is the same table.
        let (_, of_table) = exported(&site, &[], &format!("of-{name}.xlsx"));
        assert_eq!(of_table, again, "{name}");
        site.remove(&format!("content/honors/{name}"));
    }
}

#[test]
fn a_fix_changes_the_file_next_to_the_table_and_never_the_table() {
    let table = "编号,标题,级别\na,甲,国级\nb, 乙,市级\n";
    let site = site("")
        .file("content/honors/pages.csv", table)
        .file("content/honors/b.md", "\n---\n次数： 多次\n---\n证书，见[没有](/b.html)。\n");
    let mut command = program();
    site.run(command.args(["fix", "--all"]).arg(site.path("")));
    let text = |name: &str| std::fs::read_to_string(site.path(name)).unwrap();
    assert_eq!(text("content/honors/pages.csv"), table);
    assert!(
        text("content/honors/b.md").starts_with("\n---\n次数: 多次\n---\n证书"),
        "{}",
        text("content/honors/b.md")
    );
}
