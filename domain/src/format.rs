//! Numbers and money as officials write them: `1.490.000 đ`. One formatter for screen, print and file.

/// Whole numbers in groups of three: `1.490.000`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// Reads a whole number as people type it, with or without groups. `None` for anything else, or beyond 10^15.
pub fn typed(text: &str) -> Option<i64> {
    let digits: String = text.trim().chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}')).collect();
    let plain = !digits.is_empty() && digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|number| *number <= 1_000_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_read_back() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (4_850_000_000, "4.850.000.000")] {
            assert_eq!(grouped(number), text);
            assert_eq!(typed(text), Some(number));
        }
        assert_eq!(grouped(-1_234), "-1.234");
        for bad in ["", "1,5", "-3", "1e9", "99999999999999999999", "١٢"] {
            assert_eq!(typed(bad), None, "{bad}");
        }
    }
}
