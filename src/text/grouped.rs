//! Groups the digits of a number in threes.

/// Groups the digits of a decimal number: `1234567` → `1,234,567`. Its sign and its decimals stay.
pub fn grouped(number: &str) -> String {
    let (whole, rest) =
        number.split_once('.').map_or((number, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::with_capacity(number.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped_in_threes() {
        let found = ["1234567", "-120", "13.6", "1000", "-1234.5678", ""].map(grouped);
        assert_eq!(found, ["1,234,567", "-120", "13.6", "1,000", "-1,234.5678", ""]);
    }
}
