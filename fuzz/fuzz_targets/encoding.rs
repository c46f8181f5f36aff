//! Any bytes as a text in an encoding that nobody has named.
#![no_main]

use dangjian::source::{DecodeError, decode};
use dangjian::text::{is_forbidden, is_line_break};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match decode(bytes.to_vec()) {
        Ok(decoded) => {
            assert!(!decoded.text.contains(|c| is_forbidden(c) && !is_line_break(c)), "{:?}", decoded.text);
            if let Some(taken) = decoded.taken_out {
                assert!(taken.count > 0 && decoded.text.is_char_boundary(taken.at));
            }
            if let Some(foreign) = decoded.foreign {
                // What is sure may be saved as UTF-8, and is then the same text.
                assert!(!foreign.name.is_empty());
                let again = decode(decoded.text.clone().into_bytes()).expect("UTF-8 can be read");
                // A mark that stood behind the mark is one in its turn.
                if again.foreign.is_none() && !decoded.text.starts_with('\u{feff}') {
                    assert_eq!(again.text, decoded.text);
                }
            }
        }
        Err(DecodeError::Damaged { text, at }) => {
            assert_eq!(text.get(at), Some("\u{fffd}"));
        }
        Err(DecodeError::DamagedGbk { text, at }) => {
            assert_eq!(text.get(at), Some("\u{fffd}"));
        }
        Err(DecodeError::Mixed { text, at }) => assert!(text.get(at).is_some()),
        Err(DecodeError::Unknown(_)) => {}
    }
});
