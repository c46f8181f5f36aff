//! Judges addresses that readers may follow. Every link of a page is checked here, wherever it was
//! written.

use std::borrow::Cow;

/// The kind of target that an address has for a reader of the page that contains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Another site: `http:` or `https:` with a host.
    Web,
    /// Mail or telephone: `mailto:`, `tel:`.
    Contact,
    /// A place on the same page: `#top`.
    Fragment,
    /// A path, from the root of the site or from the page.
    Inside,
    /// An address that no reader may follow.
    Refused(Refusal),
}

/// Why no reader may follow an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Runs a script or shows forged content: `javascript:`, `data:`.
    Unsafe,
    /// Another scheme: `ftp:`, `weixin:`.
    Scheme,
    /// The scheme or a part of it is missing before a host: `//host/x`, `www.host/x`, `https:/x`.
    Incomplete,
    /// A user name before the host, which looks like another host (`http://www.gov.cn@host/`), or
    /// more than a port after it.
    Host,
    /// A file on the writer's machine or on a network share: `C:\x`, `\\server\x`.
    Machine,
}

/// Schemes that run or show something in the name of the site.
const UNSAFE: [&str; 6] = ["javascript", "vbscript", "data", "file", "blob", "filesystem"];

/// Classifies `written` as browsers read it.
pub fn destination(written: &str) -> Destination {
    let address = bare(written);
    if address.starts_with('#') {
        return Destination::Fragment;
    }
    let Some((scheme, rest)) = scheme(&address) else { return without_scheme(&address) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if has_host(rest) && !is_plain_host(rest) => Destination::Refused(Refusal::Host),
        "http" | "https" if has_host(rest) => Destination::Web,
        "http" | "https" => Destination::Refused(Refusal::Incomplete),
        "mailto" | "tel" => Destination::Contact,
        name if UNSAFE.contains(&name) => Destination::Refused(Refusal::Unsafe),
        name if name.len() == 1 => Destination::Refused(Refusal::Machine),
        _ => Destination::Refused(Refusal::Scheme),
    }
}

/// Returns whether an address names a host on the web and contains nothing that ends an attribute
/// or a line.
pub fn is_full_address(address: &str) -> bool {
    destination(address) == Destination::Web
        && !address
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// Normalises the full address of a site's home page: scheme, host, perhaps port and path, ending
/// in `/`. Returns `None` for anything else, because it begins every address in the feed, the
/// sitemap and the heads of pages.
pub fn base_address(written: &str) -> Option<String> {
    let (scheme, rest) = written.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_plain = |c: char| c.is_alphanumeric() || "-._~%!$&()*+,;=:@/".contains(c);
    let segments = || path.split('/');
    if !matches!(scheme.as_str(), "http" | "https")
        || !is_authority(authority)
        || !path.chars().all(is_plain)
        || segments().any(|segment| matches!(segment, "." | ".."))
    {
        return None;
    }
    let path = path.trim_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    Some(format!("{scheme}://{authority}/{path}{slash}"))
}

/// Returns whether this is a host with an optional port, without name and password:
/// `dj.example.com`, `党建.中国`, `10.0.0.8:8080`, `[fd00::1]`.
fn is_authority(authority: &str) -> bool {
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = authority.strip_prefix('[') {
        let Some((address, port)) = inner.split_once(']') else { return false };
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_port && address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    // A dot may end a host name: the DNS root.
    host.strip_suffix('.').unwrap_or(host).split('.').all(is_label) && port.is_none_or(is_port)
}

/// Removes from an address what browsers ignore (`java\tscript:`) and all other invisible
/// characters: otherwise their removal from the page later could turn it into another address.
fn bare(written: &str) -> Cow<'_, str> {
    // Most addresses have nothing of the kind: `https://dj.example.com/news/x.html`.
    if written.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(written);
    }
    written.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).collect()
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || super::is_forbidden(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Splits an address at its colon into the scheme and the rest.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_one.then_some((scheme, rest))
}

fn without_scheme(address: &str) -> Destination {
    // Browsers read `\` as `/`.
    let mut first = address.chars();
    match (first.next(), first.next()) {
        (Some('\\'), Some('\\')) => Destination::Refused(Refusal::Machine),
        (Some('/' | '\\'), Some('/' | '\\')) => Destination::Refused(Refusal::Incomplete),
        _ if address.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) => {
            Destination::Refused(Refusal::Incomplete)
        }
        _ => Destination::Inside,
    }
}

fn has_host(rest: &str) -> bool {
    rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

/// Returns whether a host, after `//`, has neither a user name nor a second port.
fn is_plain_host(rest: &str) -> bool {
    // Browsers read `\` as `/`.
    let authority = rest.trim_start_matches('/').split(['/', '\\', '?', '#']).next().unwrap_or_default();
    // An IPv6 address has colons of its own: `[fd00::1]:80`.
    let after = authority.rsplit_once(']').map_or(authority, |(_, after)| after);
    !authority.contains('@') && after.matches(':').count() < 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read_as_browsers_read_it() {
        use Destination::{Contact, Fragment, Inside, Refused, Web};
        for (address, expected) in [
            ("https://dj.example.com/x", Web),
            (" HTTPS://dj.example.com", Web),
            ("http://[::1]:8080/", Web),
            ("http://a:80/b:c@d?e@f", Web),
            ("http://a:80:90/", Refused(Refusal::Host)),
            ("http://user@host/", Refused(Refusal::Host)),
            ("https://www.gov.cn:80@a.cn", Refused(Refusal::Host)),
            ("mailto:a@b.cn", Contact),
            ("TEL:123", Contact),
            ("#top", Fragment),
            ("/news/x.html", Inside),
            ("news/通知：甲.html", Inside),
            ("10:30 会议.md", Inside),
            ("a/b:c", Inside),
            ("?page=2", Inside),
            ("javascript%3Aalert(1)", Inside),
            ("javascript:alert(1)", Refused(Refusal::Unsafe)),
            ("\u{1} JaVa\tScr\nipt\r:x", Refused(Refusal::Unsafe)),
            ("java\u{b}script:x", Refused(Refusal::Unsafe)),
            ("java\u{200b}script:x", Refused(Refusal::Unsafe)),
            ("\u{feff}javascript:x", Refused(Refusal::Unsafe)),
            ("java\u{fdd0}script:x", Refused(Refusal::Unsafe)),
            ("javascript\t:x", Refused(Refusal::Unsafe)),
            ("vbscript:x", Refused(Refusal::Unsafe)),
            ("data:text/html,x", Refused(Refusal::Unsafe)),
            ("file:///etc/passwd", Refused(Refusal::Unsafe)),
            ("ftp://a.cn/x", Refused(Refusal::Scheme)),
            ("view-source:https://a.cn", Refused(Refusal::Scheme)),
            ("//a.cn/x", Refused(Refusal::Incomplete)),
            ("/\\a.cn/x", Refused(Refusal::Incomplete)),
            ("\\/a.cn/x", Refused(Refusal::Incomplete)),
            ("/\t/a.cn/x", Refused(Refusal::Incomplete)),
            ("www.a.cn", Refused(Refusal::Incomplete)),
            ("https:a.cn", Refused(Refusal::Incomplete)),
            ("https://", Refused(Refusal::Incomplete)),
            ("C:\\文件\\x.docx", Refused(Refusal::Machine)),
            ("\\\\server\\x", Refused(Refusal::Machine)),
        ] {
            assert_eq!(destination(address), expected, "{address:?}");
        }
    }

    #[test]
    fn the_address_of_a_site_is_scheme_host_and_path() {
        for (written, expected) in [
            ("https://dj.example.com", "https://dj.example.com/"),
            ("HTTP://10.0.0.8:8080/党建//", "http://10.0.0.8:8080/党建/"),
            ("https://党建.中国/a/b", "https://党建.中国/a/b/"),
            (" http://[fd00::1]:80/ ", "http://[fd00::1]:80/"),
            ("http://localhost/", "http://localhost/"),
        ] {
            assert_eq!(base_address(written).as_deref(), Some(expected), "{written}");
        }
        for written in [
            "https://a.example/\"><script>alert(1)</script>/",
            "https://a.example\"><b>",
            "https://a.example/'x",
            "https://a.example/?x=1",
            "https://a.example/#x",
            "https://user:word@a.example/",
            "https://user@a.example/",
            "https://a.example:http/",
            "https://a.example:99999/",
            "https://a.example/a b/",
            "https://a.example/a\tb",
            "https://a.example/\\b",
            "https://a.example/../b",
            "https:///x",
            "https://[::zz]/",
            "https://a..example/",
            "ftp://a.example/",
            "javascript://a.example/%0aalert(1)",
            "dj.example.com",
            "//dj.example.com",
            "",
        ] {
            assert_eq!(base_address(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_stands_before_every_address_needs_no_escape(written in "https?://[ -~党]{0,30}") {
            if let Some(base) = base_address(&written) {
                prop_assert!(!base.contains(['"', '\'', '<', '>', ' ', '?', '#', '\\']), "{}", base);
                prop_assert_eq!(base_address(&base), Some(base.clone()));
            }
        }

        #[test]
        fn no_disguise_makes_a_script_followed(
            gaps in prop::collection::vec("[\\t\\n\\r \\x01\\x0b\\x7f\u{200b}\u{ad}]{0,2}", 11..=11),
            upper in prop::collection::vec(any::<bool>(), 11..=11),
        ) {
            let mut disguised = String::new();
            for ((c, gap), upper) in "javascript:".chars().zip(&gaps).zip(&upper) {
                disguised.push_str(gap);
                disguised.push(if *upper { c.to_ascii_uppercase() } else { c });
            }
            prop_assert_eq!(destination(&disguised), Destination::Refused(Refusal::Unsafe));
        }
    }
}
