//! Says why a text is not a date.

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It is not written in any form of a date.
    Form,
    /// It has a month and a day, but no year.
    NoYear,
    /// It is written like a date, but the calendar has no such day or the clock no such time.
    Calendar,
    /// It is not one date but a period: `2026-11-20 9:00-11:00`, `11月20日至22日`.
    Period,
}
