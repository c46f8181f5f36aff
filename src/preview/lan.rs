//! Determines a page's address in the network, and draws it as a QR code for a phone.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use if_addrs::IfAddr;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use super::address::site_path;
use super::answer;
use crate::problem::Language;
use crate::text::qr;

/// Characters that stay unencoded in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Returns the address at which other machines in the network reach this port of this machine;
/// `None` where it is in no network.
pub fn lan_address(port: u16) -> Option<String> {
    let host = towards_the_network().or_else(of_an_interface)?;
    Some(format!("http://{host}:{port}/"))
}

/// Returns the address that the system chooses for outgoing traffic: a machine may have many, also
/// those of virtual networks. Nothing is sent: connecting a datagram socket only selects the route.
fn towards_the_network() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // A documentation address, which belongs to no machine (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V4(own) => Some(*own.ip()).filter(|own| is_of_use(*own)),
        SocketAddr::V6(_) => None,
    }
}

/// Returns the first usable address of an interface: where no route leads out, the network may
/// still have other machines.
fn of_an_interface() -> Option<Ipv4Addr> {
    let interfaces = if_addrs::get_if_addrs().ok()?;
    let mut own = interfaces.into_iter().filter_map(|interface| match interface.addr {
        IfAddr::V4(address) => Some(address.ip).filter(|own| is_of_use(*own)),
        IfAddr::V6(_) => None,
    });
    own.next()
}

fn is_of_use(address: Ipv4Addr) -> bool {
    !address.is_loopback() && !address.is_link_local() && !address.is_unspecified()
}

/// Returns the address for other machines, where they may read; takes the port from `Host`.
pub(super) fn address(lan: bool, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|_| lan)?;
    lan_address(host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80))
}

/// Responds with the QR code of the page that `query` names (`page=news/a.html`), at its address
/// below `network`. Without `network` it responds 404: other machines may not read.
pub(super) fn qr(network: Option<&str>, query: &str, language: Language) -> Response {
    let page = query.split('&').find_map(|part| part.strip_prefix("page=")).unwrap_or_default();
    let page = percent_decode_str(page).decode_utf8_lossy().into_owned();
    let picture = network.and_then(|network| svg(&page_address(network, &page)?, language));
    match picture {
        Some(svg) => answer::text(StatusCode::OK, "image/svg+xml; charset=utf-8", svg),
        None => answer::text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", ""),
    }
}

/// Returns the address of a page below `network`, which ends in `/`.
fn page_address(network: &str, page: &str) -> Option<String> {
    let encoded = utf8_percent_encode(page.trim_start_matches('/'), PATH).to_string();
    // Reject the paths that the server would reject.
    site_path(&format!("/{encoded}"))?;
    Some(format!("{network}{encoded}"))
}

/// Draws an address as a QR code, with a label in the language of the panel.
fn svg(address: &str, language: Language) -> Option<String> {
    let label = match language {
        Language::Chinese => "用手机扫码打开这一页",
        Language::English => "Scan to open this page on a phone",
    };
    qr::svg(address, label, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_as_an_address_names_it() {
        let network = "http://192.168.1.5:1860/";
        let of = |page| page_address(network, page);
        assert_eq!(of("news/a b.html").as_deref(), Some("http://192.168.1.5:1860/news/a%20b.html"));
        assert_eq!(of("").as_deref(), Some(network));
        assert_eq!(of("/甲.html").as_deref(), Some("http://192.168.1.5:1860/%E7%94%B2.html"));
        assert_eq!(of("../x"), None);
        assert_eq!(of("a\\b"), None);
    }

    #[test]
    fn an_address_in_the_network_is_none_of_this_machine_alone() {
        if let Some(address) = lan_address(1860) {
            let host = address.strip_prefix("http://").and_then(|rest| rest.strip_suffix(":1860/")).unwrap();
            assert!(is_of_use(host.parse().unwrap()), "{address}");
        }
        assert!(!is_of_use(Ipv4Addr::LOCALHOST) && !is_of_use(Ipv4Addr::new(169, 254, 1, 1)));
    }
}
