//! Decides which file names every system can have.

/// The names that Windows reserves for devices, whatever follows the first dot: `con`, `CON.txt`.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Why some system can't have a file of a certain name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFlaw<'n> {
    /// It contains a control character, such as a line break.
    Control,
    /// It contains a character that Windows forbids.
    Character(char),
    /// It ends in a dot, which Windows drops.
    Dot,
    /// It ends in a space, which Windows drops.
    Space,
    /// Windows reserves this part of it, the one before the first dot, for a device.
    Device(&'n str),
}

/// The first flaw of the name of a file or a folder, if it has one.
pub fn flaw(name: &str) -> Option<NameFlaw<'_>> {
    if name.chars().any(char::is_control) {
        return Some(NameFlaw::Control);
    }
    let forbidden = |c: &char| matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\\');
    if let Some(odd) = name.chars().find(forbidden) {
        return Some(NameFlaw::Character(odd));
    }
    match name.chars().next_back() {
        Some('.') => Some(NameFlaw::Dot),
        Some(' ') => Some(NameFlaw::Space),
        _ => device(name).map(NameFlaw::Device),
    }
}

/// Whether every system can have a file of this name.
pub fn is_portable(name: &str) -> bool {
    flaw(name).is_none()
}

/// Whether a file or folder of this name can be published: ASCII, so that no server misunderstands
/// its address, and possible on every system.
pub fn is_publishable(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    !name.is_empty() && name.bytes().all(is_plain) && !name.ends_with('.') && device(name).is_none()
}

/// The part of a name that Windows takes for a device, if there is one: `nul` of `nul.tar.gz`.
pub fn device(name: &str) -> Option<&str> {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    // All of them have three or four letters; most stems have more.
    let is_device =
        matches!(stem.len(), 3 | 4) && DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device));
    is_device.then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaw_is_the_first_thing_that_some_system_refuses() {
        assert_eq!(flaw("a\nb:"), Some(NameFlaw::Control));
        assert_eq!(flaw("a:b?"), Some(NameFlaw::Character(':')));
        assert_eq!((flaw("end."), flaw("end ")), (Some(NameFlaw::Dot), Some(NameFlaw::Space)));
        assert_eq!(flaw("CON"), Some(NameFlaw::Device("CON")));
        assert_eq!(flaw("nul .tar.gz"), Some(NameFlaw::Device("nul")));
        for name in ["console.txt", "com10", "com0", "党建.png", "a.b.c", ".con", ""] {
            assert_eq!(flaw(name), None, "{name}");
            assert!(is_portable(name), "{name}");
        }
    }
}
