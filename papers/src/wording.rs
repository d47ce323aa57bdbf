//! Numbers, days, letters and ends of lines as Decree 30/2020/NĐ-CP has them written.

use crate::paper::{Day, Issued, Look, Run, Text};

/// What stands where data is missing.
pub const GAP: &str = "…………";
/// Room to write a number by hand.
pub const ROOM: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// A number of a paper: below 10 it takes a 0 in front. What is no plain number stays.
pub fn number(text: &str) -> String {
    let text = text.trim();
    let one_digit = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit());
    if one_digit { format!("0{text}") } else { text.to_owned() }
}

/// `ngày 05 tháng 01 năm 2026`: days below 10 and the months 1 and 2 take a 0 in front, other months none.
pub fn day(day: Day) -> String {
    format!("ngày {:02} tháng {} năm {}", day.day, month(day.month), day.year)
}

/// `05/01/2026`, by the same rule.
pub fn short_day(day: Day) -> String {
    format!("{:02}/{}/{}", day.day, month(day.month), day.year)
}

fn month(month: u8) -> String {
    if month <= 2 { format!("{month:02}") } else { month.to_string() }
}

/// The day of issue, with room for what is not known.
pub fn issued(issued: Issued) -> String {
    match issued {
        Issued::On(on) => day(on),
        Issued::In(year) => format!("ngày\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}tháng\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}năm {year}"),
        Issued::Open => "ngày ..... tháng ..... năm .....".to_owned(),
    }
}

const POINTS: [char; 23] =
    ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'];

/// The letter of the point with this number, from 1; after the last letter they are doubled.
pub fn point(number: usize) -> String {
    let at = number.saturating_sub(1);
    let letter = POINTS.get(at % POINTS.len()).copied().unwrap_or('a');
    std::iter::repeat_n(letter, at / POINTS.len() + 1).collect()
}

/// Roman number, from 1.
pub fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        out.push_str(&sign.repeat(rest / value));
        rest %= value;
    }
    out
}

/// The text with this mark at its end, in place of whatever mark stood there.
pub fn ended(mut text: Text, mark: &str) -> Text {
    while let Some(last) = text.last_mut() {
        last.text.truncate(last.text.trim_end_matches(|c: char| c.is_whitespace() || ".;,/".contains(c)).len());
        if !last.text.is_empty() {
            break;
        }
        text.pop();
    }
    match text.last_mut() {
        Some(last) => last.text.push_str(mark),
        None => text.push(Run { text: mark.to_owned(), look: Look::Plain }),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::plain;

    #[test]
    fn days_below_10_and_the_months_1_and_2_take_a_zero() {
        let check = |y, m, d, long: &str, short: &str| {
            let on = Day::new(y, m, d).unwrap();
            assert_eq!((day(on).as_str(), short_day(on).as_str()), (long, short));
        };
        check(2026, 1, 5, "ngày 05 tháng 01 năm 2026", "05/01/2026");
        check(2026, 2, 10, "ngày 10 tháng 02 năm 2026", "10/02/2026");
        check(2026, 3, 9, "ngày 09 tháng 3 năm 2026", "09/3/2026");
        check(2026, 9, 30, "ngày 30 tháng 9 năm 2026", "30/9/2026");
        check(2026, 12, 31, "ngày 31 tháng 12 năm 2026", "31/12/2026");
    }

    #[test]
    fn a_number_below_10_takes_a_zero() {
        let check = |given: &str, written: &str| assert_eq!(number(given), written);
        check("5", "05");
        check("05", "05");
        check("10", "10");
        check("125", "125");
        check(" 7 ", "07");
        check("12a", "12a");
    }

    #[test]
    fn points_follow_the_alphabet_with_d_with_stroke() {
        let letters: String = (1..=24).map(point).collect::<Vec<_>>().join(" ");
        assert_eq!(letters, "a b c d đ e g h i k l m n o p q r s t u v x y aa");
    }

    #[test]
    fn sections_are_roman() {
        assert_eq!([1, 2, 4, 9, 14, 40].map(roman), ["I", "II", "IV", "IX", "XIV", "XL"]);
    }

    #[test]
    fn a_mark_replaces_the_one_that_stands_there() {
        let check = |given: &str, mark: &str, is: &str| assert_eq!(ended(plain(given), mark), plain(is));
        check("Căn cứ Luật", ";", "Căn cứ Luật;");
        check("Căn cứ Luật.", ";", "Căn cứ Luật;");
        check("hết. ", "./.", "hết./.");
        check("hết./.", "./.", "hết./.");
        check("", "./.", "./.");
    }
}
