//! `dangjian import`: a manuscript becomes an article that the next build understands.

use std::fs;

use super::Place;

const NOTICE: &str = "关于开展学习教育的通知\r\n来源：党群工作部　作者：张三、李四\r\n各党支部：\r\n\
    现将有关事项通知如下。\r\n一、总体要求\r\n要提高认识。\r\n二、工作安排\r\n每月学习一次，具体如下：\r\n\
    序号\t内容\r\n1\t党章\r\n2\t条例\r\n附件：1.学习计划\r\n党群工作部\r\n2026年11月20日\r\n";

#[test]
fn a_pasted_notice_becomes_an_article_with_its_attachment() {
    let place = Place::bare();
    place.write("稿/通知.txt", NOTICE);
    place.write("稿/学习计划.csv", "日期,内容\n");
    let run = place.run(&["import", "稿/通知.txt", "--site", "site", "--section", "news"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("关于开展学习教育的通知（认出来的，请核对）"), "{}", run.out);
    assert!(run.out.contains("作者：张三、李四\n"), "{}", run.out);
    assert!(run.out.contains("2个标题，4段文字，1个表格，1个附件"), "{}", run.out);
    assert!(run.out.contains("导入了 1 篇"), "{}", run.out);
    // The unit is not in the organization: it is not set, and that is said.
    assert!(run.err.contains("import/unit"), "{}", run.err);
    let folder = fs::read_dir(place.path("site/content/news")).unwrap().flatten();
    let folder = folder.map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    assert_eq!(fs::read_to_string(folder.join("学习计划.csv")).unwrap(), "日期,内容\n");
    let article = fs::read_to_string(folder.join("index.md")).unwrap();
    let (front, body) = article.split_once("\n---\n").unwrap();
    assert!(front.starts_with("---\n# 从稿件里认出来的，请核对\n标题: 关于开展学习教育的通知\n"), "{front}");
    for line in [
        "来源: 党群工作部",
        "作者: 张三、李四",
        "# 从稿件里认出来的，请核对\n日期: 2026年11月20日",
        "附件:\n  - 学习计划.csv",
        "草稿: 是",
    ] {
        assert!(front.contains(line), "{line}: {front}");
    }
    assert_eq!(
        body,
        "\n各党支部：\n\n现将有关事项通知如下。\n\n## 一、总体要求\n\n要提高认识。\n\n## 二、工作安排\n\n\
         每月学习一次，具体如下：\n\n| 序号 | 内容 |\n|---|---|\n| 1 | 党章 |\n| 2 | 条例 |\n\n\
         :::落款\n党群工作部\n2026年11月20日\n:::\n"
    );
    place.run(&["check", "site"]).done();
}

#[test]
fn what_was_imported_before_is_recognised() {
    let place = Place::bare();
    place.write("稿/a.txt", NOTICE);
    place.write("稿/~$a.txt", "x");
    assert_eq!(place.run(&["import", "稿", "--site", "site"]).code, 0);
    let again = place.run(&["import", "稿", "--site", "site"]);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("import/again") && again.out.contains("1 篇没有导入"),
        "{}{}",
        again.out,
        again.err
    );
    assert_eq!(place.run(&["import", "稿", "--site", "site", "--again"]).code, 0);
    let count = fs::read_dir(place.path("site/content/news")).unwrap().flatten();
    let articles = count.filter(|entry| entry.file_name().to_string_lossy().contains("guan-yu")).count();
    assert_eq!(articles, 2);
}

/// Whatever marks the title has, within one batch too; and only the same title is the same.
#[test]
fn titles_with_marks_are_recognised_and_others_are_not_taken_for_them() {
    let place = Place::bare();
    for (name, title) in
        [("a", "党委召开A|B会议"), ("b", "他说：\"党员 必须: 带头\" #1"), ("c", "关于放假的通知")]
    {
        place.write(
            &format!("稿/{name}.html"),
            &format!("<h1>{title}</h1><p>见附件，请各支部认真落实，特此通知。</p>"),
        );
    }
    assert_eq!(place.run(&["import", "稿", "--site", "site"]).code, 0);
    let again = place.run(&["import", "稿", "--site", "site"]);
    assert!(again.out.contains("3 篇没有导入"), "{}{}", again.out, again.err);
    place.write("d.html", "<h1>通知</h1><p>见附件，请各支部认真落实，特此通知。</p>");
    let other = place.run(&["import", "d.html", "--site", "site"]);
    assert_eq!(other.code, 0, "{}", other.err);
    assert_eq!(place.run(&["import", "d.html", "d.html", "--site", "site"]).code, 1);
}

#[test]
fn what_is_no_manuscript_is_refused_and_leaves_nothing() {
    let place = Place::bare();
    fs::create_dir_all(place.path("空")).unwrap();
    fs::write(place.path("a.bin"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").unwrap();
    place.write("empty.txt", " \n　\n");
    let before = fs::read_dir(place.path("site/content/news")).unwrap().count();
    for (file, code) in [
        ("a.bin", "import/unknown-kind"),
        ("empty.txt", "import/empty"),
        ("没有.docx", "import/unreadable"),
        ("空", "import/nothing"),
    ] {
        let run = place.run(&["import", file, "--site", "site"]);
        assert!(run.code != 0 && run.err.contains(code), "{file}: {}", run.err);
    }
    let run = place.run(&["import", "empty.txt", "--site", "site", "--section", "没有"]);
    assert!(run.err.contains("new/unknown-section"), "{}", run.err);
    assert_eq!(fs::read_dir(place.path("site/content/news")).unwrap().count(), before);
}

#[test]
fn a_pasted_article_is_tidied_once() {
    let place = Place::bare();
    let article = "site/content/news/t/index.md";
    place.write("site/content/news/t/学习计划.docx.csv", "a");
    place.write("site/content/news/t/现场.png", "x");
    fs::copy("tests/cli/dot.png", place.path("site/content/news/t/现场.png")).unwrap();
    let text = "---\n标题: 学习教育\n日期: 2026-11-20\n---\n\n２０２６年，各党支部要学习。\n\n现场.png\n\n\
        序号\t内容\n1\t党章\t必读\n\n附件：1.学习计划.docx\n";
    place.write(article, text);
    let trial = place.run(&["tidy", article, "--dry-run"]);
    assert!(trial.out.contains("+2026年"), "{}{}", trial.out, trial.err);
    assert_eq!(fs::read_to_string(place.path(article)).unwrap(), text);
    let run = place.run(&["tidy", article]);
    assert!(run.code == 0 && run.out.contains("整理好了"), "{}{}", run.out, run.err);
    let tidied = fs::read_to_string(place.path(article)).unwrap();
    assert_eq!(
        tidied,
        "---\n标题: 学习教育\n日期: 2026-11-20\n附件:\n  - 学习计划.docx.csv\n---\n\n2026年，各党支部要学习。\n\n\
         ![](现场.png)\n\n| 序号 | 内容 |  |\n|---|---|---|\n| 1 | 党章 | 必读 |\n"
    );
    let again = place.run(&["tidy", article]);
    assert!(again.out.contains("没有要整理的"), "{}", again.out);
    for (folder, words) in
        [("site", "content/news/x.md"), ("site/content", "fix --all"), ("site/content/news/t", "index.md")]
    {
        let run = place.run(&["tidy", folder]);
        assert!(run.code != 0 && run.err.contains("tidy/folder") && run.err.contains(words), "{}", run.err);
    }
    let run = place.run(&["tidy", "没有.md"]);
    assert!(run.code != 0 && run.err.contains("tidy/no-site"), "{}", run.err);
}

#[test]
fn a_saved_page_brings_the_pictures_next_to_it() {
    let place = Place::bare();
    place.write(
        "稿/清明.html",
        "<!DOCTYPE html><html><head><meta charset=utf-8><script>x()</script></head><body><article>\
         <h1>清明祭英烈</h1><p align=center>来源：工会　作者：张三</p><p>党员来到陵园。</p>\
         <p><img src=\"%E6%B8%85%E6%98%8E_files/1.png\" alt=\"\"></p><p align=center>图为默哀</p>\
         <p><img src=\"../../secret.png\"></p><table><tr><th rowspan=2>支部<th colspan=2>人数<tr><th>应到<th>实到\
         <tr><td>一<td>26<td>23</table></article></body></html>",
    );
    place.write("稿/清明_files/x", "");
    fs::copy("tests/cli/dot.png", place.path("稿/清明_files/1.png")).unwrap();
    fs::copy("tests/cli/dot.png", place.path("secret.png")).unwrap();
    let run = place.run(&["import", "稿/清明.html", "--site", "site"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("import/web-picture") && run.err.contains("../../secret.png"), "{}", run.err);
    let folder = fs::read_dir(place.path("site/content/news")).unwrap().flatten();
    let folder = folder.map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    assert!(folder.join("1.png").is_file() && !folder.join("2.png").exists());
    let article = fs::read_to_string(folder.join("index.md")).unwrap();
    for line in [
        "标题: 清明祭英烈",
        "来源: 工会",
        "作者: 张三",
        "![图为默哀](1.png \"图为默哀\")",
        "| ^^ | 应到 | 实到 |",
    ] {
        assert!(article.contains(line), "{line}: {article}");
    }
}

#[test]
fn a_date_that_is_none_is_told() {
    let place = Place::bare();
    place.write("a.txt", "支部换届\n来源：工会\n日期：2026年13月40日\n11月5日，支部换届。\n大家鼓掌。\n");
    let run = place.run(&["import", "a.txt", "--site", "site", "--section", "news"]);
    assert!(run.code == 0 && run.out.contains("来源：工会"), "{}{}", run.out, run.err);
    assert!(!run.out.contains("日期："), "{}", run.out);
    let told = "import/date]: 稿件里的“日期：2026年13月40日”不是一个日期";
    assert!(run.err.contains(told), "{}", run.err);
}
