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
        Refusal::Machine => problem.help(
            "把文件放到文章旁边，写它的文件名",
            "put the file beside the article and write its name",
        ),
    }
}

/// Returns the problem of a picture on another site: pages request nothing from elsewhere.
pub fn picture_elsewhere(url: &str) -> Problem {
    Problem::error(
        "img/hotlink",
        format!("图片“{url}”在别的网站上"),
        format!("the picture `{url}` is on another site"),
    )
    .help("把图片另存到文章旁边，写它的文件名", "save it beside the article and write its file name")
}
