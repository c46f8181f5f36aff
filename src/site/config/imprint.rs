//! Checks what a site must say about itself: its filing numbers and the address for corrections.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, written_trail};
use crate::source::yaml::{Node, Part, Step};
use crate::text::link::is_full_address;

/// Checks the filing numbers of the footer and the address for corrections; `fields` were read from
/// `site`.
pub(super) fn check(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let mut report = |path: &[&str], problem: Option<Problem>| {
        let Some(problem) = problem else { return };
        let path: Vec<Step> = path.iter().map(|key| Step::Key((*key).to_owned())).collect();
        reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
    };
    let footer = fields.group("footer");
    let number = |key| footer.and_then(|footer| footer.text(key, ""));
    report(&["footer", "icp"], number("icp").and_then(wrong_icp));
    report(&["footer", "police"], number("police").and_then(wrong_police));
    report(&["corrections"], fields.text("corrections", "").and_then(wrong_corrections));
}

fn wrong_icp(icp: &str) -> Option<Problem> {
    let problem = Problem::warning(
        "footer/icp",
        format!("“{icp}”不像ICP备案号"),
        format!("`{icp}` does not look like an ICP filing number"),
    )
    .help(
        "照备案通知写全，例如 京ICP备12345678号-1：省份简称、ICP备、数字、号，一律用半角数字和短横",
        "write it in full as it was given, such as 京ICP备12345678号-1",
    );
    (!is_icp(icp)).then_some(problem)
}

fn wrong_police(police: &str) -> Option<Problem> {
    let problem = Problem::warning(
        "footer/police",
        format!("“{police}”不像公安备案号"),
        format!("`{police}` does not look like a filing number of the public security organs"),
    )
    .help(
        "照备案通知写全，例如 京公网安备11010102000001号：省份简称、公网安备、14 位数字、号",
        "write it in full as it was given, such as 京公网安备11010102000001号: fourteen digits",
    );
    (!is_police(police)).then_some(problem)
}

fn wrong_corrections(to: &str) -> Option<Problem> {
    let problem = Problem::error(
        "config/corrections",
        format!("“{to}”不是邮箱，也不是完整的网址"),
        format!("`{to}` is neither an e-mail address nor a full address"),
    )
    .help(
        "写成 dangjian@example.com，或 https://oa.example.com/jiucuo",
        "write dangjian@example.com, or https://oa.example.com/corrections",
    );
    (!is_full_address(to) && !is_mailbox(to)).then_some(problem)
}

/// The text after the short name of a province: one Han character, any of them.
fn after_province(text: &str) -> Option<&str> {
    let province = text.trim().chars().next().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))?;
    text.trim().strip_prefix(province)
}

fn are_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// `新ICP备18000738号-1` or `京ICP证030173号`; newer filings have ten digits, and the number of the
/// site may be left out.
fn is_icp(text: &str) -> bool {
    let after = after_province(text).and_then(|rest| rest.strip_prefix("ICP"));
    let number =
        after.and_then(|rest| rest.strip_prefix(['备', '证'])).and_then(|rest| rest.split_once('号'));
    number.is_some_and(|(number, site)| {
        are_digits(number, 6, 10)
            && (site.is_empty() || site.strip_prefix('-').is_some_and(|n| are_digits(n, 1, 4)))
    })
}

/// `京公网安备11010102000001号`, with or without spaces before the digits.
fn is_police(text: &str) -> bool {
    let number = after_province(text).and_then(|rest| rest.strip_prefix("公网安备"));
    number
        .and_then(|rest| rest.trim_start_matches(' ').strip_suffix('号'))
        .is_some_and(|digits| are_digits(digits, 14, 14))
}

/// `name@host`, without characters that would end a `mailto:` address.
fn is_mailbox(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b))
    };
    text.split_once('@').is_some_and(|(name, host)| is_name(name) && is_name(host) && !host.contains('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_an_icp_number() {
        for right in [
            "新ICP备18000738号-1",
            "京ICP备05087018号",
            "粤ICP备2021012345号-12",
            "京ICP证030173号",
            "岚ICP备00000000号-1",
        ] {
            assert!(is_icp(right), "{right}");
        }
        for wrong in [
            "",
            "New ICP No. 18000738-1",
            "ICP备18000738号-1",
            "新ICP备18000738",
            "新ICP备 18000738号",
            "新ICP备１８０００７３８号",
            "新icp备18000738号-1",
            "新ICP备18000738号－1",
            "新ICP备18000738号-",
            "新ICP备1800号",
        ] {
            assert!(!is_icp(wrong), "{wrong}");
        }
    }

    #[test]
    fn forms_of_a_police_number() {
        for right in
            ["京公网安备11010102000001号", "京公网安备 11010102000001号", "岚公网安备00000000000000号"]
        {
            assert!(is_police(right), "{right}");
        }
        for wrong in [
            "",
            "公网安备11010102000001号",
            "京公网安备1101010200001号",
            "京公网安备11010102000001",
            "京公安备11010102000001号",
        ] {
            assert!(!is_police(wrong), "{wrong}");
        }
    }

    #[test]
    fn forms_of_a_mailbox() {
        assert!(is_mailbox("dj-1@example.com") && is_mailbox("dj@oa"));
        for wrong in ["", "@", "dj@", "dj example@x.com", "dj@x.com?subject=1", "a@b@c"] {
            assert!(!is_mailbox(wrong), "{wrong}");
        }
    }
}
