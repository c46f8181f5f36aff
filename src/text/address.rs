//! Completes addresses whose beginning was left out: `www.example.com`, `zhang@e.example`,
//! `0571-12345678`.

use super::width::half_width;

/// Top-level domains that mark a name as a host. A file name such as `a.md` has other endings.
const DOMAINS: [&str; 18] = [
    "com", "cn", "net", "org", "gov", "edu", "mil", "int", "info", "top", "xyz", "site", "online", "tech",
    "hk", "mo", "tw", "example",
];

/// Returns the full address, if the meaning of `written` is clear. `None` also if it is complete
/// already.
pub fn whole(written: &str) -> Option<String> {
    let text = narrow(written.trim());
    if text.contains(char::is_whitespace) || text.is_empty() {
        return None;
    }
    if let Some(rest) = without_scheme(&text) {
        return Some(rest).filter(|whole| *whole != written);
    }
    // A number is that of a computer within a network, which hardly ever has a certificate.
    if is_numeric_host(text.split(['/', '?', '#']).next().unwrap_or_default()) {
        return Some(format!("http://{text}"));
    }
    if let Some((scheme, rest)) = text.split_once(':') {
        return with_scheme(scheme, rest).filter(|whole| *whole != written);
    }
    if text.contains('@') {
        return is_mail(&text).then(|| format!("mailto:{text}"));
    }
    if is_telephone(&text) {
        return Some(format!("tel:{text}"));
    }
    let site = text.split(['/', '?', '#']).next().unwrap_or_default();
    let text = text.trim_start_matches('/');
    let site = if site.is_empty() { text.split(['/', '?', '#']).next().unwrap_or_default() } else { site };
    is_site(site, true).then(|| format!("https://{text}"))
}

/// Repairs a scheme that lacks its colon or a slash: `http:/www.example.com`,
/// `https//www.example.com`, `https：//…`.
fn without_scheme(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https", "http"].into_iter().find(|scheme| lower.starts_with(scheme))?;
    let rest = text.get(scheme.len()..)?;
    let site = rest.trim_start_matches([':', '/', '\\', ';']);
    let has_mark = rest.len() > site.len();
    if has_mark { on_site(scheme, site) } else { None }
}

/// Corrects a scheme that is misspelled or written in words: `mail:zhang@e.example`,
/// `htp://www.example.com`, `电话：0571-12345678`.
fn with_scheme(scheme: &str, rest: &str) -> Option<String> {
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" | "mail" | "email" | "e-mail" | "邮箱" | "邮件" => {
            is_mail(rest).then(|| format!("mailto:{rest}"))
        }
        "tel" | "telephone" | "phone" | "mobile" | "电话" | "手机" => {
            is_telephone(rest).then(|| format!("tel:{rest}"))
        }
        "htp" | "htpp" | "htttp" | "hhttp" | "hppt" | "ttp" => on_site("http", rest),
        "htps" | "htpps" | "htttps" | "hhttps" | "httpss" | "httsp" | "hppts" | "ttps" => {
            on_site("https", rest)
        }
        _ => None,
    }
}

/// Returns the address `rest` of a site with this scheme, if it begins with the name of a site.
fn on_site(scheme: &str, rest: &str) -> Option<String> {
    let site = rest.trim_start_matches(['/', '\\']);
    is_site(site.split(['/', '?', '#']).next()?, false).then(|| format!("{scheme}://{site}"))
}

/// Whether `text` is a mail address.
fn is_mail(text: &str) -> bool {
    // `?subject=…` may follow.
    let text = text.split('?').next().unwrap_or_default();
    let Some((name, site)) = text.split_once('@') else { return false };
    !name.is_empty() && !name.contains('/') && !site.contains('@') && is_site(site, false)
}

/// Whether `text` is the number of a computer, perhaps with a port: `10.1.2.3:8080`; or the
/// computer itself with one: `localhost:8080`.
fn is_numeric_host(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = host.parse::<std::net::Ipv4Addr>().is_ok()
        || (port.is_some() && host.eq_ignore_ascii_case("localhost"));
    is_host && port.is_none_or(is_port)
}

/// Converts the full-width marks and letters of an address to ASCII.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '。' => '.',
            _ => half_width(c),
        })
        .collect()
}

/// Returns whether `text` is a host name, perhaps with a port. With `by_ending` it must also begin
/// with `www.` or end with one of [`DOMAINS`].
fn is_site(text: &str, by_ending: bool) -> bool {
    let name = text
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(text, |(name, _)| name);
    let lower = name.to_ascii_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
    };
    if labels.len() < 2 || !labels.iter().all(is_label) {
        return false;
    }
    !by_ending
        || (labels.len() > 2 && lower.starts_with("www."))
        || labels.last().is_some_and(|last| DOMAINS.contains(last))
}

/// Returns whether `text` is a telephone number: at least seven digits, perhaps with hyphens and a
/// leading plus.
fn is_telephone(text: &str) -> bool {
    const SHORTEST: usize = 7;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= SHORTEST
        && text.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_out_of_an_address_is_put_before_it() {
        for (written, meant) in [
            ("www.example.com", "https://www.example.com"),
            ("www.example.com/a?b=c#d", "https://www.example.com/a?b=c#d"),
            ("WWW.12371.CN", "https://WWW.12371.CN"),
            ("12371.cn", "https://12371.cn"),
            ("//www.example.com/a", "https://www.example.com/a"),
            ("e.example:8080/a", ""),
            ("ｗｗｗ．example．com", "https://www.example.com"),
            ("www。example。com", "https://www.example.com"),
            ("https：//www.example.com", "https://www.example.com"),
            ("http:/www.example.com", "http://www.example.com"),
            ("http//www.example.com", "http://www.example.com"),
            ("https:www.example.com", "https://www.example.com"),
            ("zhang@e.example", "mailto:zhang@e.example"),
            ("zhang＠e.example", "mailto:zhang@e.example"),
            ("0571-12345678", "tel:0571-12345678"),
            ("mail:zhang@e.example", "mailto:zhang@e.example"),
            ("邮箱：zhang@e.example", "mailto:zhang@e.example"),
            ("mailto：zhang@e.example", "mailto:zhang@e.example"),
            ("电话：0571-12345678", "tel:0571-12345678"),
            ("tel：0571-12345678", "tel:0571-12345678"),
            ("htp://www.example.com/a", "http://www.example.com/a"),
            ("htpps://www.example.com", "https://www.example.com"),
            ("ttps://www.example.com", "https://www.example.com"),
            ("+8613800138000", "tel:+8613800138000"),
            ("10.1.2.3:8080/x", "http://10.1.2.3:8080/x"),
            ("192.168.0.1", "http://192.168.0.1"),
            ("１０．１．２．３/x?a=b", "http://10.1.2.3/x?a=b"),
            ("localhost:8080/x", "http://localhost:8080/x"),
            ("10.1.2", ""),
            ("10.1.2.3.pdf", ""),
            ("10.1.2.3:x", ""),
            ("zhang@e.example?subject=x", "mailto:zhang@e.example?subject=x"),
            ("mail:zhang@e.example?subject=x", "mailto:zhang@e.example?subject=x"),
        ] {
            assert_eq!(whole(written).unwrap_or_default(), meant, "{written}");
        }
    }

    #[test]
    fn files_and_whole_addresses_stay() {
        for written in [
            "a.md",
            "./x.md",
            "附件.pdf",
            "a/b.html",
            "合影.jpg",
            "",
            "https://www.example.com",
            "mailto:a@b.example",
            "a@b",
            "@a.example",
            "2026",
            "news/",
            "javascript:alert(1)",
            "http",
            "httpd.conf",
        ] {
            assert_eq!(whole(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_one_or_is_not(text in any::<String>(), likely in "(https?)?[:/：]{0,3}[a-z@.。0-9/#?-]{0,16}") {
            let _ = (whole(&text), whole(&likely));
        }
    }
}
