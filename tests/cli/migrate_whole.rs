//! `dangjian import` of whole sites: nothing is lost without a word, and nothing is taken for
//! something else.

use super::{Place, Run};

/// A bare site.
fn site() -> Place {
    let place = Place::bare();
    std::fs::remove_file(place.path("site/content/news/welcome.md")).unwrap();
    place
}

/// Imports and returns the run with the article `name` in the section of news.
#[track_caller]
fn import(place: &Place, arguments: &[&str], name: &str) -> (Run, String) {
    let run = place.run(&[&["import", "--site", "site"], arguments].concat());
    let names: Vec<_> = std::fs::read_dir(place.path("site/content/news"))
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    let whole = format!("site/content/news/{name}.md");
    let folder = format!("site/content/news/{name}/index.md");
    let file = [whole, folder].into_iter().find(|file| place.path(file).exists());
    let file = file.unwrap_or_else(|| panic!("{name}: {names:?}\n{}{}", run.out, run.err));
    (run, place.read(&file))
}

/// What the report says.
fn report(place: &Place) -> String {
    place.read("site/导入报告.md")
}

/// An export of WordPress with these items, each of a status and a text.
fn export(items: &[(&str, &str, &str)]) -> String {
    let item = |(at, (status, text, more)): (usize, &(&str, &str, &str))| {
        let id = at + 1;
        format!(
            "<item><title>篇{id}</title><link>https://old.example.com/?p={id}</link><wp:post_id>{id}</wp:post_id>\
             <wp:post_type>post</wp:post_type><wp:status>{status}</wp:status><wp:post_name>p{id}</wp:post_name>\
             <wp:post_date>2019-05-0{id} 09:00:00</wp:post_date>\
             <content:encoded><![CDATA[{text}]]></content:encoded>{more}</item>"
        )
    };
    let items: String = items.iter().enumerate().map(item).collect();
    format!(
        "<rss xmlns:wp=\"w\" xmlns:content=\"c\"><channel><title>旧</title>\
         <wp:base_blog_url>https://old.example.com</wp:base_blog_url>{items}</channel></rss>"
    )
}

#[test]
fn a_value_that_names_itself_is_read_once() {
    let place = site();
    place.write("旧/_config.yml", "title: a\n");
    place.write(
        "旧/_posts/2019-05-01-a.md",
        "---\ntitle: 甲\nimg: \"{{ page.img }}/{{ page.img }}\"\n---\n前\n\n{% include figure.html src=\"{{ page.img }}\" %}\n\n后\n",
    );
    let (_, text) = import(&place, &["--from", "jekyll", "旧"], "2019-05-01-a");
    assert!(text.contains('前') && text.contains('后'), "{text}");
}

#[test]
fn a_file_is_not_put_into_itself() {
    let place = site();
    place.write("旧/_config.yml", "title: a\n");
    let words = "文{% include_relative 2019-05-01-a.md %}{% include_relative b.txt %}\n";
    place.write("旧/_posts/2019-05-01-a.md", &format!("---\ntitle: 甲\n---\n{words}"));
    place.write("旧/_posts/b.txt", "块\n\n{% include_relative c.txt %}\n{% include_relative c.txt %}\n");
    place.write("旧/_posts/c.txt", "底\n\n{% include_relative b.txt %}\n{% include_relative b.txt %}\n");
    let (_, text) = import(&place, &["--from", "jekyll", "旧"], "2019-05-01-a");
    assert_eq!(
        (text.matches('文').count(), text.matches('块').count(), text.matches('底').count()),
        (1, 1, 2)
    );
    assert!(report(&place).contains("又放进了它自己"), "{}", report(&place));
    // Files that put in others twice, without a circle.
    for at in 0..19 {
        let inner = format!("{{% include_relative f{}.txt %}}\n", at + 1).repeat(2);
        place.write(&format!("旧/_posts/f{at}.txt"), &format!("层\n\n{inner}"));
    }
    place.write("旧/_posts/2019-05-02-b.md", "---\ntitle: 乙\n---\n{% include_relative f0.txt %}\n");
    let (_, text) = import(&place, &["--from", "jekyll", "旧"], "2019-05-02-b");
    assert!(text.matches('层').count() <= 500, "{}", text.len());
    assert!(report(&place).contains("太多、太长") || place.read("site/导入报告-2.md").contains("太多、太长"));
}

#[test]
fn a_link_leads_to_the_article_that_its_query_names() {
    let place = site();
    let links = "<a href=\"https://old.example.com/?p=2\">二</a> <a href=\"/?p=9\">九</a> <a href=\"?p=3&amp;x=1\">三</a>";
    place.write(
        "a.xml",
        &export(&[("publish", links, ""), ("publish", "<p>乙</p>", ""), ("publish", "<p>丙</p>", "")]),
    );
    let (_, text) = import(&place, &["--from", "wordpress", "a.xml"], "2019-05-01-p1");
    assert!(text.contains("[二](./2019-05-02-p2.md) 九 三"), "{text}");
    assert!(report(&place).contains("?p=9"), "{}", report(&place));
    // Pages of a portal whose program chooses by the query.
    let place = site();
    place.write("规则.yaml", "标题: h1\n正文: '#c'\n网址: /show.asp?id={name}\n");
    let page = |title: &str, body: &str| format!("<h1>{title}</h1><div id=c>{body}</div>");
    let links = "<a href='/show.asp?id=8'>八</a> <a href='show.asp?id=9'>九</a> <a href='/show.asp'>无</a>";
    place.write("旧/7.html", &page("甲", links));
    place.write("旧/8.html", &page("乙", "文"));
    place.run(&["import", "--site", "site", "--rules", "规则.yaml", "旧"]);
    let report = report(&place);
    let names: Vec<String> = std::fs::read_dir(place.path("site/content/news"))
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let text = names
        .iter()
        .map(|name| place.read(&format!("site/content/news/{name}")))
        .find(|text| text.contains("标题: 甲"));
    let text = text.unwrap_or_else(|| panic!("{names:?}"));
    assert!(text.contains("[八](./") && text.contains(") 九 无"), "{text}");
    assert!(report.contains("id=9"), "{report}");
    // A site of files has one page at a path, whatever follows.
    let place = site();
    place.write("旧/_config.yml", "permalink: /:year/:title/\n");
    place.write(
        "旧/source/_posts/a.md",
        "---\ntitle: 甲\ndate: 2019-05-01\n---\n[乙](/2019/b/?from=timeline) [丙](/2019/c/?id=1)\n",
    );
    place.write("旧/source/_posts/b.md", "---\ntitle: 乙\ndate: 2019-05-01\n---\n文\n");
    let (_, text) = import(&place, &["--from", "hexo", "旧"], "2019-05-01-a");
    assert!(text.contains("[乙](./2019-05-01-b.md) 丙"), "{text}");
}

#[test]
fn words_between_films_stay() {
    let place = site();
    place.write("旧/_config.yml", "permalink: /:year/:title/\n");
    for name in ["a.mp4", "b.mp4", "c.mp3", "d.mp4"] {
        place.write(&format!("旧/source/{name}"), "x");
    }
    place.write("旧/source/真.png", "x");
    place.write(
        "旧/source/_posts/a.md",
        "---\ntitle: 甲\ndate: 2019-05-01\n---\n\
         <div><embed src=\"https://v.example.com/1\">中间的字<video src=\"/a.mp4\"></video>后面的字</div>\n\n\
         行内 <video controls><source src=\"/b.mp4\" type=\"video/mp4\">不支持</video> 尾巴\n\n\
         <audio src=\"/c.mp3\"></audio>\n\n`<video src=\"/d.mp4\"></video>`\n\n\
         <!-- 责编：等领导定 <video src=\"/d.mp4\"></video> -->\n\n<video></video>\n\n<img src=\"/点.gif\" data-original=\"/真.png\">\n",
    );
    let (_, text) = import(&place, &["--from", "hexo", "旧"], "2019-05-01-a");
    for words in [
        "中间的字",
        "后面的字",
        "https://v.example.com/1",
        ":::视频 文件=a.mp4 :::\n",
        ":::视频 文件=b.mp4 :::\n",
        "行内",
        "尾巴",
        ":::音频 文件=c.mp3 :::\n",
        "`<video src=\"/d.mp4\"></video>`",
        "(真.png)",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!place.path("site/content/news/2019-05-01-a/d.mp4").exists());
    let report = report(&place);
    assert!(report.contains("<video></video> 没有带过来") && !report.contains("点.gif"), "{report}");
}

#[test]
fn only_what_was_public_is_public() {
    let place = site();
    let more = "<wp:postmeta><wp:meta_key>来源单位</wp:meta_key><wp:meta_value>党委</wp:meta_value></wp:postmeta>\
                <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>77</wp:meta_value></wp:postmeta>\
                <wp:comment><wp:comment_content>好</wp:comment_content>\
                <wp:commentmeta><wp:meta_key>评</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:commentmeta></wp:comment>";
    let lost = "甲\n\n[gallery ids=\"8,9\"]\n\n[video][/video]\n\n<p style=\"x\">乙</p>\n\n丙\n丁";
    let secret = "<wp:post_password>***</wp:post_password>";
    let items = [
        ("publish", lost, more),
        ("archived", "文", ""),
        ("in-progress", "文", ""),
        ("draft", "文", ""),
        ("publish", "密", secret),
    ];
    place.write("a.xml", &export(&items));
    let (_, text) = import(&place, &["--from", "wordpress", "a.xml"], "2019-05-01-p1");
    assert!(!text.contains("草稿") && text.contains("\n甲\n\n乙\n\n丙"), "{text}");
    assert!(!text.contains("丙 丁") && !text.contains("乙丙"), "{text}");
    for name in ["2019-05-02-p2", "2019-05-03-p3", "2019-05-04-p4", "2019-05-05-p5"] {
        assert!(place.read(&format!("site/content/news/{name}.md")).contains("草稿: 是"), "{name}");
    }
    let report = report(&place);
    for words in [
        "status: archived",
        "status: in-progress",
        "来源单位",
        "1 条评论",
        "有 2 张图片不在",
        "有 1 张图片不在",
        "[video]",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!report.contains("postmeta: 评"), "{report}");
    // An export that was cut off between two elements.
    let whole = export(&[("publish", "甲", ""), ("publish", "乙", "")]);
    let place = site();
    place.write("a.xml", whole.strip_suffix("</channel></rss>").unwrap());
    place.run(&["import", "--site", "site", "--from", "wordpress", "a.xml"]).failed(1, "import/no-old-site");
    assert!(!place.path("site/content/news/2019-05-01-p1.md").exists());
}

#[test]
fn a_saved_page_is_read_whole_and_in_its_own_encoding() {
    let place = site();
    place.write(
        "规则.yaml",
        "标题: h1\n正文: \"#c p\"\n去掉: \".share\"\n日期: .d\n来源: .d\n作者: .d\n编码: big5\n",
    );
    let page = |head: &str, title: &str| {
        format!(
            "<html><head>{head}</head><body><h1>{title}</h1><div class=d>2019-05-01 信息来源：党群部 \
             作者：张三 李四 分享到：</div><div id=c><p>第一段<span class=share>分享</span></p><div><p>分享</p></div>\
             <p>第二段</p></div></body></html>"
        )
    };
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    place.write("旧/a.html", &page("", "统一码"));
    std::fs::write(place.path("旧/b.html"), gbk(&page("<meta charset='gb2312'>", "国标码的标题"))).unwrap();
    std::fs::write(place.path("旧/c.html"), page("", "太大") + &" ".repeat(21 << 20)).unwrap();
    let run = place.run(&["import", "--site", "site", "--rules", "规则.yaml", "旧"]);
    let text: String = std::fs::read_dir(place.path("site/content/news"))
        .unwrap()
        .flatten()
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    for words in ["标题: 统一码", "标题: 国标码的标题", "第一段\n\n分享\n\n第二段", "来源: 党群部"]
    {
        assert!(text.contains(words), "{words}: {text}{}", run.err);
    }
    assert_eq!(text.matches("第一段\n\n").count(), 2, "{text}");
    let report = report(&place);
    assert!(report.contains("import/file-size") && !report.contains("找不到标题"), "{report}");
    // No encoding is stated: it is a guess, and told.
    let place = site();
    place.write("规则.yaml", "标题: h1\n正文: \"#c\"\n删去: .share\n");
    place.write("旧/a.html", "<h1>甲</h1><div id=c>文</div>");
    let run = place.run(&["import", "--site", "site", "--rules", "规则.yaml", "旧"]);
    run.failed(1, "meta/unknown-key");
    place.write("规则.yaml", "标题: h1\n正文: \"#c\"\n");
    place.write("旧/a.html", "");
    std::fs::write(place.path("旧/a.html"), encoding_rs::BIG5.encode(&page("", "黨的建設工作")).0).unwrap();
    place.run(&["import", "--site", "site", "--rules", "规则.yaml", "旧"]);
    assert!(self::report(&place).contains("import/encoding"), "{}", self::report(&place));
}

#[test]
fn pages_in_other_forms_are_told() {
    let place = site();
    place.write("旧/_config.yml", "permalink: /:year/:abbrlink/\n");
    place.write("旧/source/_posts/a.md", "---\ntitle: 甲\ndate: 2019-05-01\n---\n[表](a/表.csv)\n");
    place.write("旧/source/_posts/a/表.csv", "1,2\n");
    place.write("旧/source/_posts/a/图.txt", "没有提到\n");
    place.write("旧/source/_posts/b.txt", "一篇\n");
    place.write("旧/source/about.html", "<p>一页</p>\n");
    place.write("旧/source/robots.txt", "User-agent: *\n");
    place.write("旧/source/_old/c.md", "一篇\n");
    place.write("旧/source/d/e.org", "一篇\n");
    place.write("旧/source/d/f.org", "一篇\n");
    import(&place, &["--from", "hexo", "旧"], "2019-05-01-a");
    let told = report(&place);
    for line in [
        "- source/_posts/b.txt：不是 Markdown 写的，没有导入\n",
        "- source/about.html：不是 Markdown 写的，没有导入\n",
        "- source/_old/c.md：在旧站不发布的文件夹里，没有导入\n",
        "- source/d：e.org、f.org：不是 Markdown 写的，没有导入\n",
        "- source/_posts/a.md：文章的文件夹里有正文没有提到的文件，没有带过来：图.txt\n",
        "- 1 篇文章的旧网址算不出来，没有留旧链接：source/_posts/a.md\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    assert!(!told.contains("robots"), "{told}");

    let place = site();
    place.write("旧/_config.yml", "title: a\n");
    place.write("旧/_posts/2019-05-01-a.md", "---\ntitle: 甲\n---\n文{% include_relative b.txt %}\n");
    place.write("旧/_posts/b.txt", "放进来的\n");
    place.write("旧/_posts/2019-05-02-b.textile", "---\ntitle: 乙\n---\nh1. 文\n");
    place.write("旧/list.html", "---\ntitle: 丙\n---\n<p>文</p>\n");
    place.write("旧/copied.html", "<p>文</p>\n");
    place.write("旧/README.md", "说明\n");
    let (run, _) = import(&place, &["--from", "jekyll", "旧"], "2019-05-01-a");
    let told = report(&place);
    for line in [
        "- _posts/2019-05-02-b.textile：不是 Markdown 写的，没有导入\n",
        "- list.html：不是 Markdown 写的，没有导入\n",
        "- README.md：没有文章信息，旧站不生成网页，没有导入\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    assert!(!told.contains("b.txt") && !told.contains("copied") && run.code == 1, "{told}");

    let place = site();
    place.write("规则.yaml", "标题: h1\n正文: '#c'\n");
    place.write("旧/7.html", "<h1>甲</h1><div id=c>文</div>");
    for name in ["8.jsp", "a/9.aspx", "a/b.css"] {
        place.write(&format!("旧/{name}"), "x");
    }
    place.run(&["import", "--site", "site", "--rules", "规则.yaml", "旧"]);
    let told = report(&place);
    assert!(told.contains("8.jsp、9.aspx：规则没有写这种文件，没有读") && !told.contains("b.css"), "{told}");
}

#[test]
fn the_files_of_a_bundle_are_told_that_its_text_does_not_name() {
    let place = site();
    place.write("旧/hugo.toml", "title = 'a'\n");
    place.write(
        "旧/content/news/a/index.md",
        "---\ntitle: 甲\ndate: 2019-05-01\n---\n[表](表.csv) [网](c.jsp)\n",
    );
    for name in ["表.csv", "featured.jpg", "更多.md", "图/1.jpg", "c.jsp"] {
        place.write(&format!("旧/content/news/a/{name}"), "文\n");
    }
    let (_, text) = import(&place, &["--from", "hugo", "旧"], "2019-05-01-a");
    assert!(text.contains("[表](表.csv) 网"), "{text}");
    let told = report(&place);
    let line = "- content/news/a/index.md：文章的文件夹里有正文没有提到的文件，没有带过来：c.jsp、featured.jpg、1.jpg、更多.md\n";
    assert!(told.contains(line) && told.contains("“c.jsp”这种文件不能发布"), "{told}");
}

#[test]
fn no_address_of_the_import_stays_in_an_article() {
    let place = site();
    place.write("旧/_config.yml", "url: https://old.example.com\n");
    place.write(
        "旧/_posts/2019-05-01-a.md",
        "---\ntitle: 甲\n---\n见{% post_url 2019-05-02-b %}，另见{% post_url 2019-05-03-c %}。\n\n\
         [乙]({% post_url 2019-05-02-b %}) [丙]({{ site.url }}{% post_url 2019-05-03-c %}) \
         [全](https://old.example.com{% post_url 2019-05-02-b %}) [x][x]\n\n[x]: {% post_url 2019-05-03-c %}\n",
    );
    place.write("旧/_posts/2019-05-02-b.md", "---\ntitle: 乙\n---\n文\n");
    let (_, text) = import(&place, &["--from", "jekyll", "旧"], "2019-05-01-a");
    assert!(!text.contains("invalid"), "{text}");
    assert!(text.contains("见[乙](./2019-05-02-b.md)，另见2019-05-03-c。"), "{text}");
    assert!(
        text.contains("[乙](./2019-05-02-b.md) 丙 [全](./2019-05-02-b.md)") && text.contains("[x]: #"),
        "{text}"
    );
}

#[test]
fn the_first_mark_outside_code_ends_the_summary() {
    let place = site();
    place.write("旧/_config.yml", "excerpt_separator: '---'\n");
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}");
    place.write("旧/_posts/2019-05-01-a.md", &page("甲", "摘要。\n\n---\n\n中\n\n---\n\n后\n"));
    place.write(
        "旧/_posts/2019-05-02-b.md",
        &page("乙", "写 `<!--more-->` 分开。\n\n<!--more-->\n\n```\n<!--more-->\n---\n```\n"),
    );
    let arguments = ["--from", "jekyll", "旧"];
    let (_, text) = import(&place, &arguments, "2019-05-01-a");
    assert!(text.contains("摘要: 摘要。") && text.contains("摘要。\n\n---\n\n中\n\n---\n\n后\n"), "{text}");
    let text = place.read("site/content/news/2019-05-02-b.md");
    assert!(text.contains("写 `<!--more-->` 分开。\n\n\n\n```\n<!--more-->\n---\n```\n"), "{text}");
}
