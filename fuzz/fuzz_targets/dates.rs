//! Any text as a date; what is printed of one can be read again.
#![no_main]

use dangjian::schema::Date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(date) = Date::parse(text) else { return };
    let printed = date.to_string();
    let again = Date::parse(&printed).unwrap_or_else(|error| panic!("{text} is {printed}: {error:?}"));
    assert_eq!(again.start(), date.start(), "{text} is {printed}");
    assert_eq!(again.precision(), date.precision(), "{text} is {printed}");
});
