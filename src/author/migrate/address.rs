//! Fills in the patterns of addresses that old sites have: `:year/:month/:day/:title/`.

use crate::schema::{Date, MONTHS};

/// Returns what stands for a name in a pattern: `None` for one that is not known.
pub(super) type Values<'v> = dyn Fn(&str) -> Option<String> + 'v;

/// Fills in a pattern. `None` if a name in it has no value: then the address is not known.
pub(super) fn filled(pattern: &str, values: &Values<'_>) -> Option<String> {
    let mut address = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        address.push_str(rest.get(..at)?);
        rest = rest.get(at + 1..)?;
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if length == 0 {
            address.push(':');
            continue;
        }
        // `:title_:id`: the longest name that has a value.
        let (name, value) = (1..=length).rev().find_map(|length| {
            let name = rest.get(..length)?;
            Some((name, values(name)?))
        })?;
        address.push_str(&value);
        rest = rest.get(name.len()..)?;
    }
    address.push_str(rest);
    let mut address = format!("/{}", address.trim_start_matches('/'));
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(address)
}

/// Returns a part of a date by the name that all programs have for it: `year`, `month`, `i_month`.
pub(super) fn of_date(name: &str, date: Option<&Date>) -> Option<String> {
    let at = date?.civil();
    Some(match name {
        "year" => format!("{:04}", at.year()),
        "short_year" => format!("{:02}", at.year() % 100),
        "month" => format!("{:02}", at.month()),
        "i_month" => at.month().to_string(),
        "day" => format!("{:02}", at.day()),
        "i_day" => at.day().to_string(),
        "hour" => format!("{:02}", at.hour()),
        "minute" => format!("{:02}", at.minute()),
        "second" => format!("{:02}", at.second()),
        "y_day" => format!("{:03}", at.date().day_of_year()),
        "yearday" => at.date().day_of_year().to_string(),
        "monthname" => MONTHS.get(usize::try_from(at.month() - 1).ok()?)?.to_ascii_lowercase(),
        _ => return None,
    })
}

/// Returns words as the programs write them in addresses: in lower case, with `-` between them.
/// Chinese characters stay.
pub(super) fn dashed(words: &str) -> String {
    let mut text = String::new();
    for c in words.trim().chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, '_' | '.') => text.extend(c.to_lowercase()),
            _ if text.ends_with('-') || text.is_empty() => {}
            _ => text.push('-'),
        }
    }
    text.trim_end_matches('-').to_owned()
}

/// Returns the path of an address on the old site, from `/`, without what leads to the site: its
/// host, and the folder in which it was. `None` for an address of another site.
pub(super) fn path_of(written: &str, hosts: &[String], prefix: &str) -> Option<String> {
    let written = written.trim();
    let first = written.split(['/', '?', '#']).next()?;
    let is_scheme = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    // `mailto:` has no slashes.
    let is_full =
        written.starts_with("//") || first.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
    let own = |host: &String| {
        let rest = written.strip_prefix(host.as_str()).or_else(|| {
            // An address may have been written before the site had a certificate.
            let other = match host.split_once("://")? {
                ("https", rest) => format!("http://{rest}"),
                (_, rest) => format!("https://{rest}"),
            };
            written.strip_prefix(&other)
        });
        rest.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    let path = match hosts.iter().find_map(own) {
        Some("") => "/",
        Some(path) => path,
        None if is_full => return None,
        None => {
            let inner =
                written.strip_prefix(prefix).filter(|rest| rest.starts_with('/') && !prefix.is_empty());
            inner.unwrap_or(written)
        }
    };
    Some(path.to_owned())
}

/// Returns an address in the form in which addresses are compared: `/a/index.html`, `/a/` and `/a`
/// are one, and so are `%E4%BD%A0` and `你`. `/show.asp?id=7` and `/show.asp?id=8` are two.
pub(super) fn compared(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path).to_lowercase();
    let path = path.strip_suffix("index.html").or(path.strip_suffix("index.htm")).unwrap_or(&path);
    let path = path.strip_suffix(".html").unwrap_or(path).trim_matches('/');
    let Some(query) = query_of(address) else { return path.to_owned() };
    // Their order says nothing. What saves pages adds `.html` to the whole name.
    let mut values: Vec<String> = query.split('&').filter(|part| !part.is_empty()).map(decoded).collect();
    values.sort();
    let values = values.join("&");
    format!("{path}?{}", values.strip_suffix(".html").unwrap_or(&values))
}

/// Returns what is after `?` in an address, if anything is.
pub(super) fn query_of(address: &str) -> Option<&str> {
    let (_, query) = address.split('#').next()?.split_once('?')?;
    (!query.is_empty()).then_some(query)
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_with_the_longest_name_that_has_a_value() {
        let date = Date::parse("2019-05-01 09:03").unwrap();
        let values = |name: &str| match name {
            "title" => Some("a-b".to_owned()),
            "categories" => Some(String::new()),
            name => of_date(name, Some(&date)),
        };
        for (pattern, expected) in [
            (":year/:month/:day/:title/", Some("/2019/05/01/a-b/")),
            ("/:categories/:i_month-:i_day/:title.html", Some("/5-1/a-b.html")),
            ("/:title_:hour:minute", Some("/a-b_0903")),
            ("/p/:abbrlink/", None),
            ("/a/:", Some("/a/:")),
        ] {
            assert_eq!(filled(pattern, &values).as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn the_address_of_a_page_is_that_below_its_site() {
        let hosts = ["https://old.example.com/blog".to_owned()];
        for (written, expected) in [
            ("https://old.example.com/blog/a/", Some("/a/")),
            ("http://old.example.com/blog", Some("/")),
            ("/blog/a/", Some("/a/")),
            ("/a/", Some("/a/")),
            ("a.html", Some("a.html")),
            ("https://old.example.com/blogger/", None),
            ("//cdn.example.com/a.png", None),
            ("mailto:a@example.com", None),
        ] {
            assert_eq!(path_of(written, &hosts, "/blog").as_deref(), expected, "{written}");
        }
        assert_eq!(compared("/A/index.html"), compared("/a"));
        assert_eq!(compared("/%E4%BD%A0.html#x"), compared("/你"));
        assert_eq!(compared("/a.asp?id=7&c=%E4%BD%A0#x"), compared("/a.asp?c=你&id=7"));
        for (one, other) in [("/?p=1", "/?p=2"), ("/?p=1", "/"), ("/a.asp?id=7", "/a.asp?id=77")] {
            assert_ne!(compared(one), compared(other), "{one} {other}");
        }
    }
}
