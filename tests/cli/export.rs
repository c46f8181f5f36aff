//! `dangjian export`: an article as a Word document and for a WeChat account, articles as a book.

use std::fs;
use std::path::Path;

use super::Place;

const ARTICLE: &str = "---\ntitle: 第四党支部十九个创新项目上墙\nlabel: 攻关\ndate: 2026-11-02\nsource: 岚江钨业报\n\
    correspondents: [苏棠]\nattachments: [名单.csv]\n---\n\n\
    会议强调，**要加强**学习，见[通知](https://example.com/a)和[另一篇](b.md)。脚注[^1]。\n\n\
    ## 一、总体要求\n\n各支部要抓好落实。\n\n![攻关榜](榜.png \"攻关榜（张三 摄）\")\n\n\
    | 支部 | 人数 | << |\n|---|---:|---:|\n| ^^ | 应到 | 实到 |\n| 甲 | 21 | 20 |\n\n\
    :::说明 标题=\"一条提醒\"\n写稿之前先问。\n:::\n\n> 引文一段。\n\n\
    :::落款\n党群工作部\n2026年11月20日\n:::\n\n[^1]: 注的内容。\n";

/// A bare site with an article that has everything.
fn site() -> Place {
    let place = Place::bare();
    place.write("site/content/news/a.md", ARTICLE);
    place.write("site/content/news/b.md", "---\ntitle: 另一篇\ndate: 2025-03-01\n---\n\n一段话。\n");
    place.write("site/content/news/名单.csv", "姓名\n甲\n");
    fs::write(place.path("site/content/news/榜.png"), include_bytes!("dot.png")).unwrap();
    place
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_word_document_is_read_back_to_the_same_article() {
    let place = site();
    let run = place.run(&["export", "docx", "news/a", "--site", "site", "-o", "稿/a.docx"]);
    assert_eq!(run.code, 1, "the folder is not there: {}", run.out);
    assert!(run.err.contains("export/unwritten") && run.err.contains("这个文件夹还没有"), "{}", run.err);
    for (kind, output, words) in [
        ("docx", "..", "这是一个文件夹，不是文件名"),
        ("wechat", "..", "这个文件夹已经有了"),
        ("wechat", "稿/公众号", "这个文件夹还没有"),
        ("book", "稿/书.html", "这个文件夹还没有"),
    ] {
        let of = if kind == "book" { "news" } else { "news/a" };
        let run = place.run(&["export", kind, of, "--site", "site", "-o", output]);
        assert!(run.code == 1 && run.err.contains(words), "{kind} {output}: {}", run.err);
    }
    fs::create_dir(place.path("稿")).unwrap();
    // By file, by title, by address; `--to` is another name of the option.
    for (at, article) in ["site/content/news/a.md", "第四党支部十九个创新项目上墙", "/news/a.html", "news/a"]
        .iter()
        .enumerate()
    {
        let file = format!("稿/{at}.docx");
        let run = place.run(&["export", "docx", article, "--site", "site", "--to", &file]);
        assert_eq!(run.code, 0, "{article}: {}", run.err);
        assert_eq!(run.out, format!("写好了 {file}\n"));
        // The site has no address, so that a link within it leads nowhere.
        assert!(run.err.contains("有 1 处站内链接没有带过来：“另一篇”"), "{}", run.err);
        assert!(run.err.contains("content/news/a.md:10:"), "{}", run.err);
        assert_eq!(fs::read(place.path(&file)).unwrap(), fs::read(place.path("稿/0.docx")).unwrap());
    }
    fs::copy(place.path("site/content/news/名单.csv"), place.path("稿/名单.csv")).unwrap();
    let run = place.run(&["import", "稿/0.docx", "--site", "site", "--section", "news"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let folder = fs::read_dir(place.path("site/content/news")).unwrap().flatten();
    let folder = folder.map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    let article = text(&folder, "index.md");
    let (front, body) = article.split_once("\n---\n").unwrap();
    for line in [
        "标题: 第四党支部十九个创新项目上墙",
        "栏头: 攻关",
        "日期: 2026年11月2日",
        "来源: 岚江钨业报",
        "通讯员: 苏棠",
        "附件:\n  - 名单.csv",
    ] {
        assert!(front.contains(line), "{line}: {front}");
    }
    // Exceptions: the link within the site, and the name of the picture.
    let (_, expected) = ARTICLE.split_once("\n---\n").unwrap();
    let expected = expected.replace("[另一篇](b.md)", "另一篇").replace("榜.png", "1.png");
    assert_eq!(body, expected);
    place.run(&["check", "site"]).done();
}

#[test]
fn a_document_with_an_address_keeps_its_links_and_overwrites_nothing() {
    let place = site();
    let yaml = place.read("site/site.yaml");
    place.write("site/site.yaml", &format!("base_url: https://dj.example.com/x/\n{yaml}"));
    let run = place.run(&["export", "docx", "news/a", "--site", "site"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    // Named by its title.
    let file = "【攻关】第四党支部十九个创新项目上墙.docx";
    assert_eq!(run.out, format!("写好了 {file}\n"));
    let bytes = fs::read(place.path(file)).unwrap();
    let again = place.run(&["export", "docx", "news/a", "--site", "site"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("export/unwritten") && again.err.contains("已经有了"), "{}", again.err);
    assert_eq!(fs::read(place.path(file)).unwrap(), bytes);
    let run = place.run(&["import", file, "--site", "site", "--section", "news"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let folder = fs::read_dir(place.path("site/content/news")).unwrap().flatten();
    let folder = folder.map(|entry| entry.path()).find(|path| path.is_dir()).unwrap();
    let article = text(&folder, "index.md");
    assert!(article.contains("[另一篇](https://dj.example.com/x/news/b.html)"), "{article}");
}

#[test]
fn an_article_for_wechat_has_looks_of_its_own_and_numbered_pictures() {
    let place = site();
    let run = place.run(&["export", "wechat", "news/a", "--site", "site", "-o", "公众号"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("写好了 公众号，图片 1 张\n"), "{}", run.out);
    assert!(run.err.contains("公众号文章带不了附件，只写了名称：名单"), "{}", run.err);
    assert!(run.err.contains("content/news/a.md:7:"), "{}", run.err);
    let folder = place.path("公众号");
    assert!(folder.join("01-榜.png").is_file());
    let page = text(&folder, "正文.html");
    assert!(page.contains("<title>【攻关】第四党支部十九个创新项目上墙</title>"), "{page}");
    assert!(page.contains("<img src=\"01%2D%E6%A6%9C%2Epng\""), "{page}");
    let (_, article) = page.split_once("<div id=\"article\">").unwrap();
    let (article, _) = article.split_once("</div>\n<aside>").unwrap();
    for forbidden in ["class=", "id=", "href", "<img", "<script", "<style", "position", "{{"] {
        assert!(!article.contains(forbidden), "{forbidden}: {article}");
    }
    for words in [
        "〔在这里插入图片：01-榜.png〕",
        "攻关榜（张三 摄）",
        "[1] 通知：https://example.com/a",
        "[2] 另一篇（见本单位网站）",
        "[注1] 注的内容。",
        "附件：名单（见本单位网站）",
        "一条提醒",
        "来源：岚江钨业报　日期：2026年11月2日",
        "党群工作部",
    ] {
        assert!(article.contains(words), "{words}: {article}");
    }
    let again = place.run(&["export", "wechat", "news/a", "--site", "site", "-o", "公众号"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("export/unwritten"), "{}", again.err);
}

#[test]
fn a_book_is_one_file_with_its_articles_in_the_order_of_time() {
    let place = site();
    place.write("site/content/news/z.md", "---\ntitle: 又一篇\ndate: 2026-11-10\n---\n\n见[首页](/)。\n");
    let run = place.run(&["export", "book", "news", "--site", "site", "-o", "书.html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    // What is not in the book has no address: the site states none of its own. That of a photo only
    // leads to its larger self.
    assert!(run.err.contains("有 1 处站内链接没有带过来：“首页”\n"), "{}", run.err);
    let book = place.read("书.html");
    let titles: Vec<&str> = book
        .split("<article id=\"a")
        .skip(1)
        .map(|article| article.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap())
        .collect();
    assert_eq!(titles[..2], ["另一篇", "【攻关】第四党支部十九个创新项目上墙"], "{titles:?}");
    assert_eq!(run.out.lines().next(), Some(format!("{} 篇文章编进了 书.html", titles.len()).as_str()));
    // Its pictures are in it, and links between its articles lead there.
    assert!(book.contains("src=\"data:image/png;base64,"), "{book}");
    assert!(!book.contains("srcset") && !book.contains("src=\"/"), "{book}");
    assert!(book.contains("<a href=\"#a1\">另一篇</a>"), "{book}");
    // The places of an article are its own.
    assert!(book.contains("id=\"a2-fn-1\"") && book.contains("href=\"#a2-fn-1\""), "{book}");
    // A year alone; a draft is in no book.
    place.write(
        "site/content/news/c.md",
        "---\ntitle: 没写完\ndate: 2025-05-01\ndraft: true\n---\n\n一段话。\n",
    );
    let run = place.run(&["export", "book", "--year", "2025", "--site", "site"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("1 篇文章编进了 "), "{}", run.out);
    let name = run.out.lines().next().unwrap().trim_start_matches("1 篇文章编进了 ");
    let book = place.read(name);
    assert!(name.ends_with("2025年.html") && book.contains("另一篇") && !book.contains("没写完"), "{name}");
}

#[test]
fn what_can_not_be_exported_is_said() {
    let place = site();
    place.write("site/content/news/d.md", "---\ntitle: 有错\ndate: 2026-11-01\n---\n\n:::没有这个 :::\n");
    for (arguments, code, place_of) in [
        (["docx", "没有的"], "export/unknown-article", ""),
        (["wechat", "没有的"], "export/unknown-article", ""),
        (["book", "没有的"], "export/unknown-section", ""),
        (["docx", "news/d"], "directive/unknown", "content/news/d.md"),
        (["wechat", "news/d"], "directive/unknown", "content/news/d.md"),
        (["book", "news"], "directive/unknown", "content/news/d.md"),
    ] {
        let run = place.run(&["export", arguments[0], arguments[1], "--site", "site", "-o", "x"]);
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.out);
        assert!(run.err.contains(code) && run.err.contains(place_of), "{arguments:?}: {}", run.err);
        assert!(!place.path("x").exists());
    }
    let place = site();
    let run = place.run(&["export", "book", "news", "--year", "1999", "--site", "site", "-o", "x"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("export/no-articles"), "{}", run.err);
    assert_eq!(place.run(&["export", "book", "--site", "site"]).code, 2);
    // Of several articles with one title all are named.
    for name in ["e", "f"] {
        place.write(
            &format!("site/content/news/{name}.md"),
            "---\ntitle: 同名\ndate: 2026-11-01\n---\n\n甲。\n",
        );
    }
    let run = place.run(&["export", "docx", "同名", "--site", "site"]);
    assert!(run.err.contains("content/news/e.md、content/news/f.md"), "{}", run.err);
    // A misspelt title is guessed.
    let run = place.run(&["export", "docx", "另一编", "--site", "site"]);
    assert!(run.err.contains("是不是“另一篇”"), "{}", run.err);
}
