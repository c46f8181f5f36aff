//! Groups the digits of a number in threes.

/// Groups the digits of a decimal number: `1234567` → `1,234,567`. Its sign and its decimals stay.
/// A number with an exponent is written out: `1e-7` → `0.0000001`.
pub fn grouped(number: &str) -> String {
    let is_short = number.contains(['e', 'E']) && number.len() <= "-1.2345678901234567e-308".len();
    if let Some(value) = number.parse::<f64>().ok().filter(|value| is_short && value.is_finite()) {
        // Rust writes out all digits.
        return grouped(&value.to_string());
    }
    let (whole, rest) =
        number.split_once('.').map_or((number, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
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
        assert_eq!(
            ["1e20", "-1.5e3", "1e-7", "e", "1e400"].map(grouped),
            ["100,000,000,000,000,000,000", "-1,500", "0.0000001", "e", "1e400"]
        );
    }
}
