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

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// A whole number as it is written out beside a sum (bằng chữ): `ba triệu hai trăm chín mươi nghìn`.
pub fn in_words(number: i64) -> String {
    let minus = if number < 0 { "âm " } else { "" };
    let mut words = Vec::new();
    spell(number.unsigned_abs(), false, &mut words);
    format!("{minus}{}", if words.is_empty() { DIGITS[0].to_owned() } else { words.join(" ") })
}

/// `inner` where something stands before: then the hundreds of the first group are said though they are none.
fn spell(number: u64, inner: bool, words: &mut Vec<&'static str>) {
    const BILLION: u64 = 1_000_000_000;
    let (billions, rest) = (number / BILLION, number % BILLION);
    if billions > 0 {
        spell(billions, inner, words);
        words.push("tỷ");
    }
    let mut inner = inner || billions > 0;
    for (size, name) in [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")] {
        let group = rest / size % 1_000;
        if group == 0 {
            continue;
        }
        spell_group(group, inner, words);
        words.extend((!name.is_empty()).then_some(name));
        inner = true;
    }
}

/// A number from 1 to 999.
fn spell_group(group: u64, inner: bool, words: &mut Vec<&'static str>) {
    let digit =
        |at: u64| usize::try_from(group / at % 10).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || inner {
        words.extend([digit(100), "trăm"]);
    }
    match tens {
        0 if ones > 0 && (hundreds > 0 || inner) => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(10), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(1)),
    }
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

    #[test]
    fn sums_are_written_out_as_people_read_them() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (10, "mười"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (24, "hai mươi bốn"),
            (105, "một trăm linh năm"),
            (111, "một trăm mười một"),
            (2_000, "hai nghìn"),
            (2_005, "hai nghìn không trăm linh năm"),
            (760_000, "bảy trăm sáu mươi nghìn"),
            (3_290_000, "ba triệu hai trăm chín mươi nghìn"),
            (1_005_000, "một triệu không trăm linh năm nghìn"),
            (1_000_000_000, "một tỷ"),
            (2_050_000_001, "hai tỷ không trăm năm mươi triệu không trăm linh một"),
            (1_000_000_000_000, "một nghìn tỷ"),
            (-21, "âm hai mươi mốt"),
        ] {
            assert_eq!(in_words(number), words);
        }
        assert!(in_words(i64::MIN).starts_with("âm chín tỷ hai trăm hai mươi ba triệu"));
    }
}
