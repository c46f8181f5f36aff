//! Matches codes against the patterns in a site's settings: one code (`link/broken`) or a family
//! (`link/*`).

use super::codes;

/// The meaning of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternMeaning {
    /// Codes whose severity a site can set.
    Codes,
    /// A code whose severity is the same for every site.
    Fixed,
    /// No code; perhaps the given one was meant.
    Nothing(Option<&'static str>),
}

/// Returns whether `pattern` names `code`.
pub fn names(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix("/*") {
        Some(family) => code.strip_prefix(family).is_some_and(|rest| rest.starts_with('/')),
        None => pattern == code,
    }
}

/// Returns whether a site can neither change the severity of `code` nor suppress it.
pub fn is_fixed(code: &str) -> bool {
    codes::find(code).is_some_and(|code| code.fixed)
}

/// Looks up what `pattern` names. A family consists of its codes that are not fixed.
pub fn look_up(pattern: &str) -> PatternMeaning {
    if pattern.ends_with("/*") {
        let found = codes::all().any(|code| names(pattern, code.name) && !code.fixed);
        return if found { PatternMeaning::Codes } else { PatternMeaning::Nothing(None) };
    }
    match codes::find(pattern) {
        Some(code) if code.fixed => PatternMeaning::Fixed,
        Some(_) => PatternMeaning::Codes,
        None => PatternMeaning::Nothing(codes::nearest(pattern)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_all_of_its_codes() {
        assert!(names("link/*", "link/broken") && names("link/broken", "link/broken"));
        assert!(!names("link/*", "links/broken") && !names("link", "link/broken"));
        assert_eq!(look_up("link/broken"), PatternMeaning::Codes);
        assert_eq!(look_up("link/*"), PatternMeaning::Codes);
        assert_eq!(look_up("yaml/syntax"), PatternMeaning::Fixed);
        assert_eq!(look_up("link/brokn"), PatternMeaning::Nothing(Some("link/broken")));
        assert_eq!(look_up("nothing/*"), PatternMeaning::Nothing(None));
    }
}
