//! Reports addresses that no reader may follow, wherever they were written.

use super::Problem;
use crate::text::address;
use crate::text::link::Refusal;

/// Returns the problem for the refused address `written`.
pub fn unsafe_address(written: &str, refusal: Refusal) -> Problem {
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
        return problem.did_you_mean(
            nearest,
            "把文件放进 static 文件夹，写成“/文件名”",
            "put it into `static` and write `/` and its name",
        );
    }
    let is_section = file.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
    let (zh, en) = if is_section { (" _index.md ", "_index.md") } else { ("文章", "the article") };
    problem.did_you_mean(
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
