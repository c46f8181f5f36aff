//! Reports addresses that no reader may follow, wherever they were written.

use super::Problem;
use crate::text::address;
use crate::text::link::Refusal;

/// Returns the problem for the refused address `written`.
pub fn unsafe_address(written: &str, refusal: Refusal) -> Problem {
    if let Some(problem) = from_clipboard(written) {
        return problem;
    }
    let (zh, en) = match refusal {
        Refusal::Unsafe => (format!("地址“{written}”不安全"), format!("the address `{written}` is not safe")),
        Refusal::Scheme => {
            (format!("“{written}”这样的地址读者打不开"), format!("readers cannot open `{written}`"))
        }
        Refusal::Incomplete => {
            (format!("“{written}”不是完整的网址"), format!("`{written}` is not a full address"))
        }
        Refusal::Host => (format!("“{written}”的域名部分不对"), format!("`{written}` does not name a host")),
        Refusal::Machine => (
            format!("“{written}”是本机或共享文件夹里的文件，读者打不开"),
            format!("`{written}` is a file on one machine or a share: readers cannot open it"),
        ),
    };
    let problem = Problem::error("link/unsafe", zh, en);
    match refusal {
        Refusal::Unsafe | Refusal::Scheme => problem.did_you_mean(
            address::whole(written).as_deref(),
            "链接只能指向网页、文件、邮箱或电话：http、https、mailto、tel 或相对路径",
            "link to a page, a file, a mail address or a telephone: http, https, mailto, tel or a relative path",
        ),
        Refusal::Incomplete => problem.did_you_mean(
            address::whole(written).as_deref(),
            "写全网址，如 https://www.example.com/；站内的地址以一个“/”开头",
            "write all of it, such as https://www.example.com/; an address of the site begins with one `/`",
        ),
        Refusal::Host => problem.help(
            "域名里不写用户名（“@”前面的），端口只写一个，如 http://10.0.0.8:8080/",
            "write no user name before the host, and one port at most, such as http://10.0.0.8:8080/",
        ),
        Refusal::Machine => problem.help(
            "把文件放到文章旁边，写它的文件名",
            "put the file beside the article and write its name",
        ),
    }
}

/// Returns the problem of an address that Word and other programs leave when a picture is pasted:
/// the picture itself (`data:image/png;base64,…`), or a file of the writer's own machine
/// (`file:///C:/Users/…/a.jpg`).
fn from_clipboard(written: &str) -> Option<Problem> {
    let has_scheme = |scheme: &str| {
        written.trim_start().get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    if has_scheme("data:image/") {
        let problem = Problem::error(
            "img/embedded",
            "图片整个写进了文字里",
            "a picture is written into the text itself",
        );
        return Some(problem.help(
            "把图片另存到文章旁边，这里只写它的文件名，如 a.jpg；不是文章里的，放进 static 文件夹，写成“/文件名”",
            "save it beside the article and write its file name, such as a.jpg; in other files, save it in \
             `static` and write `/` and its name",
        ));
    }
    if !has_scheme("file:") {
        return None;
    }
    let path = written.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let problem = Problem::error(
        "link/unsafe",
        format!("“{name}”只在一台电脑上，读者打不开"),
        format!("`{name}` is on one computer only: readers cannot open it"),
    );
    Some(problem.help(
        "把它复制到文章旁边，这里写它的文件名；不是文章里的，放进 static 文件夹，写成“/文件名”",
        "copy it beside the article and write its file name here; in other files, copy it into `static` \
         and write `/` and its name",
    ))
}

/// Returns the problem of an address of this site at which nothing is published; `meant` is one
/// that is.
pub fn no_such_address(address: &str, meant: Option<&str>) -> Problem {
    let problem = Problem::error(
        "link/broken",
        format!("网址“{address}”在本站没有"),
        format!("nothing is published at the address `{address}`"),
    );
    problem.did_you_mean(
        meant,
        "从“/”写起，写生成以后的网址，如 /news/index.html；别的网站写完整，如 https://www.example.com",
        "write the published address from the root, such as /news/index.html, and that of another \
         site in full",
    )
}

/// Says which file was probably meant, and that only capital letters differ, if that is so.
pub fn with_nearest(
    problem: Problem,
    written: &str,
    nearest: Option<&str>,
    zh: impl Into<String>,
    en: impl Into<String>,
) -> Problem {
    let name = |path: &str| path.trim_start_matches("./").to_lowercase();
    match nearest.filter(|nearest| name(nearest) == name(written)) {
        Some(nearest) => problem.help(
            format!("是不是“{nearest}”？大小写不一样，要照文件名写"),
            format!("did you mean `{nearest}`? Capital and small letters differ: write the name as the file has it"),
        ),
        None => problem.did_you_mean(nearest, zh, en),
    }
}

/// Returns the problem of a folder that is named in place of a file; `code` is that of a file that
/// is not there.
pub fn folder_for_file(code: &'static str, written: &str) -> Problem {
    let written = written.trim_end_matches('/');
    Problem::error(
        code,
        format!("“{written}”是文件夹，不是文件"),
        format!("`{written}` is a folder, not a file"),
    )
    .help(
        format!("写它里面的一个文件：{written}/文件名"),
        format!("name a file in it, such as {written}/name"),
    )
}

/// Returns the problem of a file that is not there; `file` names it as `written`. `nearest` is a
/// file that may be meant.
pub fn missing_file(file: &str, written: &str, nearest: Option<&str>) -> Problem {
    let problem = Problem::error(
        "reference/missing-file",
        format!("找不到文件“{written}”"),
        format!("there is no file `{written}`"),
    );
    // No file next to site.yaml or in `data` is published.
    if !file.starts_with("content/") {
        return with_nearest(
            problem,
            written,
            nearest,
            "把文件放进 static 文件夹，写成“/文件名”",
            "put it into `static` and write `/` and its name",
        );
    }
    let is_section = file.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
    let (zh, en) = if is_section { (" _index.md ", "_index.md") } else { ("文章", "the article") };
    with_nearest(
        problem,
        written,
        nearest,
        format!("把文件放在{zh}旁边；以“/”开头的在 static 文件夹里找"),
        format!("put it next to {en}; a path that begins with `/` is looked for in `static`"),
    )
}

/// Returns the problem of a picture on another site, whose address is in `file`: pages request
/// nothing from elsewhere.
pub fn picture_elsewhere(file: &str, url: &str) -> Problem {
    let problem = Problem::error(
        "img/hotlink",
        format!("图片“{url}”在别的网站上"),
        format!("the picture `{url}` is on another site"),
    );
    // No file next to site.yaml or in `data` is published.
    if !file.starts_with("content/") {
        return problem.help(
            "把图片另存到 static 文件夹，写成“/文件名”，如 /photo.jpg",
            "save it in `static` and write `/` and its name, such as /photo.jpg",
        );
    }
    let is_section = file.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
    if is_section {
        return problem.help(
            "把图片另存到 _index.md 旁边，写它的文件名",
            "save it beside _index.md and write its file name",
        );
    }
    problem.help("把图片另存到文章旁边，写它的文件名", "save it beside the article and write its file name")
}

/// Returns the problem of a script, a style, a film or a frame that a page fetches from another
/// host.
pub fn file_elsewhere(url: &str) -> Problem {
    Problem::error(
        "link/elsewhere",
        format!("网页要向别的网站取“{url}”"),
        format!("the page requests `{url}` from another site"),
    )
    .help(
        "把文件另存到文章旁边，写它的文件名；别的网站上的网页和视频，改成链接：[标题](https://……)；\
         是本单位服务器的，写进 site.yaml 的“自有域名”：媒体: {自有域名: [v.example.com]}",
        "save the file beside the article and write its name, or link to it: [title](https://…); \
         name a server of your own in site.yaml: `media: {hosts: [v.example.com]}`",
    )
}
