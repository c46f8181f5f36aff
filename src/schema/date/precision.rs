//! Tells how exact a date is.

/// The precision of a date: the smallest unit that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// 2011年
    Year,
    /// 2006年7月
    Month,
    /// 2023年8月8日
    Day,
    /// 2023-08-08 13:43
    Minute,
    /// 2008-06-20 13:43:22
    Second,
}
