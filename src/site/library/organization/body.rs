//! Tells from a name which body of the Party it means.

/// The kind of body that a name says, if it says one: `公司党委` is a committee.
pub(super) fn body(name: &str) -> Option<&'static str> {
    const BODIES: [(&str, &str); 13] = [
        ("党小组", "group"),
        ("支部", "branch"),
        ("总支", "general"),
        ("党委", "committee"),
        ("党的委员会", "committee"),
        ("委员会", "committee"),
        ("党组", "leading group"),
        ("纪委", "discipline"),
        ("纪检", "discipline"),
        ("工会", "union"),
        ("团委", "league"),
        ("团支部", "league branch"),
        ("妇委会", "women"),
    ];
    // The last word decides: 公司党委第一支部 is a branch, not a committee.
    let found = BODIES.iter().filter_map(|(word, body)| Some((name.rfind(word)? + word.len(), *body)));
    found.max_by_key(|(end, _)| *end).map(|(_, body)| body)
}

/// The numerals in a name: `第十支部` must not be taken for `第一支部`.
pub(super) fn numerals(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百两".contains(*c)).collect()
}

/// Whether a name may be one of a Party body, which belongs in `data/organization.yaml`. An ASCII
/// name may be an id.
pub(in crate::site) fn is_of_party(name: &str) -> bool {
    name.is_ascii() || body(name).is_some()
}
