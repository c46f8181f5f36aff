//! Sections whose pages are the rows of a table.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::site::{Run, Site, program};

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

/// A workbook with these sheets.
fn workbook(sheets: &[(&str, &dyn Fn(&mut Worksheet))]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, fill) in sheets {
        fill(workbook.add_worksheet().set_name(*name).unwrap());
    }
    workbook.save_to_buffer().unwrap()
}

/// Writes rows as a person would who works with a spreadsheet: days are days, years are numbers.
fn fill(sheet: &mut Worksheet, rows: &[[String; 8]]) {
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.merge_range(0, 0, 0, 7, "岚江钨业荣誉一览表", &Format::new()).unwrap();
    for (column, name) in (0..).zip(HEAD) {
        sheet.write(1, column, name).unwrap();
    }
    for (at, row) in (2..).zip(rows) {
        // An empty row in between is no page.
        let at = if at > 50 { at + 1 } else { at };
        for (column, cell) in (0..).zip(row) {
            let numbers: Vec<&str> = cell.split('-').collect();
            match (column, numbers.as_slice()) {
                _ if cell.is_empty() => continue,
                (2, [year, month, date]) => {
                    let date = (year.parse().unwrap(), month.parse().unwrap(), date.parse().unwrap());
                    let date = ExcelDateTime::from_ymd(date.0, date.1, date.2).unwrap();
                    sheet.write_with_format(at, column, &date, &day).unwrap();
                }
                (2, [year]) if year.len() == 4 => {
                    sheet.write(at, column, year.parse::<f64>().unwrap()).unwrap();
                }
                _ => drop(sheet.write(at, column, cell).unwrap()),
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
        ("选项", &|sheet| drop(sheet.set_hidden(true).write(0, 0, "市级").unwrap())),
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
            sheet.write(0, column, name).unwrap();
        }
        let rows = [
            ["a", "先进党支部", "市级", "市委", "2026-01-02"],
            ["a", "先进工作者", "省级", "", ""],
            ["b", "", "省级", "", ""],
            ["c", "优秀党员", "国级", "", "昨天"],
            ["——", "标兵", "省级", "", ""],
        ];
        for (at, row) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                sheet.write(at, column, cell).unwrap();
            }
        }
        sheet.write(6, 0, "d").unwrap();
        sheet.write(6, 1, "先锋").unwrap();
        sheet.write_formula(6, 2, Formula::new("=#REF!").set_result("#REF!")).unwrap();
    };
    let site = site("").bytes("content/honors/pages.xlsx", &workbook(&[("2026", &mistakes)]));
    insta::assert_snapshot!(site.build().fails());
    insta::assert_snapshot!(in_english(&site).fails());
}

#[test]
fn a_table_that_cannot_be_read_is_told() {
    let whole = workbook(&[("甲", &|sheet| drop(sheet.write(0, 0, "标题").unwrap()))]);
    let cut = &whole[..whole.len() / 2];
    let told = |site: Site| site.build().fails();
    let named = |name: &str| site("取自: 荣誉.xlsx\n").bytes(format!("content/honors/{name}"), &whole);
    insta::assert_snapshot!(told(site("").bytes("content/honors/pages.xlsx", cut)));
    insta::assert_snapshot!(told(named("荣誉2.xlsx")));
    insta::assert_snapshot!(told(
        site("取自: 荣誉.xlsx\n工作表: 乙\n").bytes("content/honors/荣誉.xlsx", &whole)
    ));
    insta::assert_snapshot!(told(site("取自: 荣誉.md\n").file("content/honors/荣誉.md", "")));
    insta::assert_snapshot!(told(site("取自: 荣誉.doc\n").file("content/honors/荣誉.doc", "a")));
}

#[test]
fn mistakes_in_a_csv_file_are_told_at_their_lines() {
    let text = "标题,标题,级别\n甲,乙,市级\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails());
    let text = "标题,级别,,Levle\n甲,国级,多,1\n甲,市级,,\n\"丙\",#N/A,,\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails());
    let text = "荣誉名称,级别\n甲,市级\n";
    insta::assert_snapshot!(site("").file("content/honors/pages.csv", text).build().fails());
}

#[test]
fn merged_cells_count_for_each_row_and_dates_may_lose_their_format() {
    let fill = |sheet: &mut Worksheet| {
        for (column, name) in (0..).zip(["序号", "标 题", "日期", "级别"]) {
            sheet.write(0, column, name).unwrap();
        }
        for (at, title) in (1..).zip(["甲", "乙", "丙"]) {
            sheet.write(at, 0, at).unwrap();
            sheet.write(at, 1, title).unwrap();
            sheet.write(at, 3, "市级").unwrap();
        }
        sheet.merge_range(1, 2, 2, 2, "２０１１年", &Format::new()).unwrap();
        // The number of a day, in a cell that is no date.
        sheet.write(3, 2, 46_346).unwrap();
        // A row that was numbered in advance.
        sheet.write(4, 0, 4).unwrap();
    };
    let site = Site::new()
        .section("news", "title: 荣誉\n")
        .news_templates("{{ page.title }} {{ page.date.iso }}", "")
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
            "---\n级别: 国家级\n副题: 三次\n作这: 张三\n---\n正文，见[没有](x.md)。\n",
        )
        .file("content/honors/c.md", "---\n授予单位: 省委\n---\n");
    insta::assert_snapshot!(site.build().fails());
    site.change("content/honors/b/index.md", "---\n级别: 国家级\n副题: 三次\n---\n正文，见[甲](../a.md)。\n");
    let run = site.build().ok();
    insta::assert_snapshot!(run.problems());
    let text = run.text("honors/a.html");
    assert!(text.contains("市委") && text.contains("证书的照片") && text.contains("<img"), "{text}");
    let text = run.text("honors/b.html");
    assert!(text.contains("国家级") && text.contains("省委") && text.contains("三次"), "{text}");
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
            sheet.write(at, 0, row[0]).unwrap();
            match row[1].parse::<f64>() {
                Ok(number) => drop(sheet.write(at, 1, number).unwrap()),
                Err(_) => drop(sheet.write(at, 1, row[1]).unwrap()),
            }
        }
    };
    let other = |sheet: &mut Worksheet| drop(sheet.write(0, 0, "别的").unwrap());
    let text = |site: Site| site.build().ok().text("news/a.html");
    let wanted = "甲2026；乙；";
    assert_eq!(text(site("list.csv", "名称,年份\n甲,2026\n乙,\n".as_bytes())), wanted);
    assert_eq!(text(site("list.xlsx", &workbook(&[("甲", &fill), ("乙", &other)]))), wanted);
    assert_eq!(text(site("list.xlsx", &workbook(&[("甲", &other), ("list", &fill)]))), wanted);
    let wrong = |sheet: &mut Worksheet| {
        sheet.write(0, 0, "名称").unwrap();
        sheet.write_formula(1, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    };
    insta::assert_snapshot!(site("list.xlsx", &workbook(&[("甲", &wrong)])).build().fails());
}
