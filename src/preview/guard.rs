//! Decides which requests are answered.
//!
//! A page on the internet can make a browser send requests to this server: through a name of its
//! own that resolves to this address (DNS rebinding; visible in `Host`), or directly (visible in
//! `Origin`). Neither may read a draft.
//!
//! A request that writes a file or starts a program must also come from a page of this run, on this
//! machine. A page knows the token of its run. A form on another site can't send JSON or a custom
//! header without a CORS preflight request, and preflight requests are refused.

use axum::http::{HeaderMap, Method, Uri, header};
use std::net::IpAddr;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestRefusal {
    /// The method does not read, at an address that can only be read.
    Method,
    /// The server is named by an address that is not its own, or called from a page of another
    /// site.
    Stranger,
    /// The method is not POST, at an address that can only be written.
    Reading,
    /// The request to write comes from another machine.
    Remote,
    /// The token is not that of this run.
    Token,
    /// The body is not JSON.
    Kind,
}

/// Refuses all but requests from a page of this run, on this machine. `token` is the run's.
pub(super) fn check_writing(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    lan: bool,
    peer: IpAddr,
    token: &str,
) -> Result<(), RequestRefusal> {
    if method != Method::POST {
        return Err(RequestRefusal::Reading);
    }
    called_by_us(uri, headers, lan)?;
    if !headers.contains_key(header::ORIGIN) {
        return Err(RequestRefusal::Stranger);
    }
    if !is_here(peer) {
        return Err(RequestRefusal::Remote);
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if token.is_empty() || text("x-dangjian") != token {
        return Err(RequestRefusal::Token);
    }
    let kind = text("content-type").split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(RequestRefusal::Kind) }
}

/// Refuses all but reading requests that name this server by its own address.
pub(super) fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    lan: bool,
) -> Result<(), RequestRefusal> {
    if method != Method::GET && method != Method::HEAD {
        return Err(RequestRefusal::Method);
    }
    called_by_us(uri, headers, lan)
}

/// Returns whether a request comes from the machine that the server runs on.
pub(super) fn is_here(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}

/// Checks that the request names the server by its own address and, if a page sent it, that this is
/// one of the server's own pages.
fn called_by_us(uri: &Uri, headers: &HeaderMap, lan: bool) -> Result<(), RequestRefusal> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).filter(|_| headers.get_all(header::HOST).iter().count() == 1);
    let host = host.ok_or(RequestRefusal::Stranger)?;
    let named_in_line = uri.authority().map(|authority| authority.as_str());
    if !is_ours(host, lan) || named_in_line.is_some_and(|name| name != host) {
        return Err(RequestRefusal::Stranger);
    }
    match headers.get(header::ORIGIN) {
        None => Ok(()),
        Some(origin) if origin.as_bytes() == format!("http://{host}").as_bytes() => Ok(()),
        Some(_) => Err(RequestRefusal::Stranger),
    }
}

/// Returns whether `host` may name the server: this machine's own name and loopback addresses; with
/// `lan`, any address but no other name, since a name can be made to resolve to anything.
fn is_ours(host: &str, lan: bool) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().is_ok_and(|address| lan || address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(
        method: Method,
        headers: &[(&'static str, &'static str)],
        lan: bool,
    ) -> Result<(), RequestRefusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, axum::http::HeaderValue::from_static(value));
        }
        check(&method, &Uri::from_static("/"), &map, lan)
    }

    #[test]
    fn its_own_addresses_are_answered() {
        for host in ["127.0.0.1:1860", "localhost:1860", "LOCALHOST", "[::1]:1860", "127.0.0.1"] {
            assert_eq!(ask(Method::GET, &[("host", host)], false), Ok(()), "{host}");
        }
        assert_eq!(
            ask(Method::HEAD, &[("host", "localhost:1"), ("origin", "http://localhost:1")], false),
            Ok(())
        );
        assert_eq!(ask(Method::GET, &[("host", "192.168.1.8:1860")], true), Ok(()));
    }

    #[test]
    fn strangers_are_not() {
        for host in [
            "evil.example",
            "evil.example:1860",
            "192.168.1.8:1860",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "",
            ":1860",
        ] {
            assert_eq!(ask(Method::GET, &[("host", host)], false), Err(RequestRefusal::Stranger), "{host}");
        }
        assert_eq!(ask(Method::GET, &[("host", "evil.example:1860")], true), Err(RequestRefusal::Stranger));
        assert_eq!(ask(Method::GET, &[], false), Err(RequestRefusal::Stranger));
        assert_eq!(
            ask(Method::GET, &[("host", "localhost"), ("host", "evil.example")], false),
            Err(RequestRefusal::Stranger)
        );
        for origin in ["null", "http://evil.example", "https://localhost:1860", "http://localhost:3000"] {
            let headers = [("host", "localhost:1860"), ("origin", origin)];
            assert_eq!(ask(Method::GET, &headers, false), Err(RequestRefusal::Stranger), "{origin}");
        }
    }

    #[test]
    fn nothing_but_reading() {
        assert_eq!(ask(Method::POST, &[("host", "localhost")], false), Err(RequestRefusal::Method));
        assert_eq!(ask(Method::OPTIONS, &[("host", "localhost")], false), Err(RequestRefusal::Method));
    }

    #[test]
    fn writing_is_for_a_page_of_this_run_on_this_machine() {
        const RIGHT: [(&str, &str); 4] = [
            ("host", "127.0.0.1:1860"),
            ("origin", "http://127.0.0.1:1860"),
            ("x-dangjian", "secret"),
            ("content-type", "application/json; charset=utf-8"),
        ];
        let ask = |method: Method, peer: &str, token: &str, headers: &[(&'static str, &'static str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, axum::http::HeaderValue::from_static(value));
            }
            check_writing(&method, &Uri::from_static("/"), &map, true, peer.parse().unwrap(), token)
        };
        let with = |name: &'static str, value: &'static str| {
            RIGHT.map(|(known, right)| (known, if known == name { value } else { right }))
        };
        let without = |name: &str| RIGHT.into_iter().filter(|(known, _)| *known != name).collect::<Vec<_>>();
        for peer in ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(ask(Method::POST, peer, "secret", &RIGHT), Ok(()), "{peer}");
        }
        let here =
            |headers: &[(&'static str, &'static str)]| ask(Method::POST, "127.0.0.1", "secret", headers);
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::OPTIONS] {
            assert_eq!(ask(method, "127.0.0.1", "secret", &RIGHT), Err(RequestRefusal::Reading));
        }
        for peer in ["192.168.1.8", "::ffff:192.168.1.8", "fe80::1", "0.0.0.0"] {
            assert_eq!(ask(Method::POST, peer, "secret", &RIGHT), Err(RequestRefusal::Remote), "{peer}");
        }
        for headers in [
            with("host", "evil.example").to_vec(),
            with("origin", "http://evil.example").to_vec(),
            with("origin", "null").to_vec(),
            with("origin", "http://localhost:1860").to_vec(),
            without("origin"),
            without("host"),
        ] {
            assert_eq!(here(&headers), Err(RequestRefusal::Stranger), "{headers:?}");
        }
        for headers in
            [with("x-dangjian", "secre").to_vec(), with("x-dangjian", "").to_vec(), without("x-dangjian")]
        {
            assert_eq!(here(&headers), Err(RequestRefusal::Token), "{headers:?}");
        }
        // Without a token, because the system has no random numbers, nobody may write.
        assert_eq!(ask(Method::POST, "127.0.0.1", "", &with("x-dangjian", "")), Err(RequestRefusal::Token));
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
            assert_eq!(here(&with("content-type", kind)), Err(RequestRefusal::Kind), "{kind}");
        }
        assert_eq!(here(&without("content-type")), Err(RequestRefusal::Kind));
    }
}
