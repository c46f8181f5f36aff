//! Opens the person's browser.

use crate::problem::{Problem, reason};

/// Shows an address of this machine in the browser, without waiting for the browser to end.
///
/// # Errors
/// There is no browser, or the system does not know it: a warning, since the address can be typed.
pub fn open_in_browser(address: &str) -> Result<(), Problem> {
    open::that_detached(address).map_err(|error| {
        Problem::warning(
            "serve/open",
            format!("浏览器没有打开：{}", reason(&error).zh),
            format!("the browser was not opened: {}", reason(&error).en),
        )
        .help(format!("请自己在浏览器里打开 {address}"), format!("open {address} in a browser yourself"))
    })
}
