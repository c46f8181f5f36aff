//! Splits the formats of numbers into their parts: `#,##0.00"元"`.

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Characters that are shown.
    Text(String),
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// The whole number, as it is.
    Whole,
    /// Letters of a date: `yyyy` has the letter `y` and the length 4.
    Date(char, usize),
    /// Hours, minutes or seconds in brackets.
    Elapsed,
    /// The exponent of `0.00E+00`.
    Exponent,
    /// Something that changes the number in another way: Chinese numerals, fractions, conditions.
    Odd,
}

/// Reads the parts of a format, which semicolons separate.
pub(super) fn sections(code: &str) -> Vec<Vec<Token>> {
    /// What stands for the whole number, and the marks of the halves of a day.
    const WORDS: [(&str, Option<Token>); 6] = [
        ("GENERAL", Some(Token::Whole)),
        ("G/通用格式", Some(Token::Whole)),
        ("@", Some(Token::Whole)),
        ("AM/PM", None),
        ("A/P", None),
        ("上午/下午", None),
    ];
    const LONGEST_WORD: usize = "GENERAL".len();
    /// Spreadsheet programs allow 255 characters.
    const LONGEST: usize = 1_000;
    if code.len() > LONGEST {
        return vec![vec![Token::Odd]];
    }
    let mut sections = vec![Vec::new()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let (_, after) = rest.split_at_checked(c.len_utf8()).unwrap_or_default();
        let upper: String = rest.chars().take(LONGEST_WORD).flat_map(char::to_uppercase).collect();
        let mut token = None;
        let word = WORDS.iter().find(|(word, _)| upper.starts_with(word));
        rest = match (word, c.to_ascii_lowercase()) {
            (Some((word, meant)), _) => {
                token.clone_from(meant);
                rest.get(word.len()..).unwrap_or_default()
            }
            (None, ';') => {
                sections.push(Vec::new());
                after
            }
            (None, '"') => {
                let (text, after) = after.split_once('"').unwrap_or((after, ""));
                token = Some(Token::Text(text.to_owned()));
                after
            }
            // Shown as it is; a blank as wide as it; repeated to fill the cell.
            (None, '\\' | '!' | '_' | '*') => {
                let mut others = after.chars();
                let next = others.next();
                let text = next.filter(|_| matches!(c, '\\' | '!'));
                token = text.map(|c| Token::Text(c.to_string()));
                others.as_str()
            }
            (None, '[') => {
                let (inner, after) = after.split_once(']').unwrap_or((after, ""));
                token = bracket(inner);
                after
            }
            (None, 'e') if after.starts_with(['+', '-']) => {
                token = Some(Token::Exponent);
                after
            }
            (None, letter @ ('y' | 'e' | 'b' | 'g' | 'm' | 'd' | 'h' | 's' | 'a')) => {
                let length = rest.chars().take_while(|next| next.eq_ignore_ascii_case(&letter)).count();
                let letter = if matches!(letter, 'e' | 'b') { 'y' } else { letter };
                token = Some(Token::Date(letter, length));
                rest.get(length..).unwrap_or_default()
            }
            (None, digit @ ('0' | '#' | '?')) => {
                token = Some(Token::Digit(digit));
                after
            }
            (None, '.') => {
                token = Some(Token::Point);
                after
            }
            (None, ',') => {
                token = Some(Token::Comma);
                after
            }
            (None, '%') => {
                token = Some(Token::Percent);
                after
            }
            (None, '/') => {
                token = Some(Token::Odd);
                after
            }
            _ => {
                token = Some(Token::Text(c.to_string()));
                after
            }
        };
        if let Some(section) = sections.last_mut() {
            section.extend(token);
        }
    }
    sections
}

/// Reads what is in brackets: `[h]`, `[Red]`, `[$¥-804]`, `[DBNum1]`, `[<100]`.
fn bracket(inner: &str) -> Option<Token> {
    let lower = inner.to_ascii_lowercase();
    let is_of = |unit: &str| !lower.is_empty() && lower.trim_matches(|c| unit.contains(c)).is_empty();
    if ["h", "m", "s"].into_iter().any(is_of) {
        return Some(Token::Elapsed);
    }
    if let Some(symbol) = inner.strip_prefix('$') {
        let symbol = symbol.split('-').next().unwrap_or_default();
        return (!symbol.is_empty()).then(|| Token::Text(symbol.to_owned()));
    }
    // Names of colours change nothing.
    let is_odd = lower.starts_with("dbnum") || lower.starts_with("natnum") || inner.contains(['<', '>', '=']);
    is_odd.then_some(Token::Odd)
}
