//! Vietnamese words: search that ignores case and marks, and the order of the alphabet for lists of people.

/// Lower case without marks, đ as d: `Hoà` and `hòa` both become `hoa`. Works on composed and decomposed text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if !('\u{300}'..='\u{36f}').contains(&c) {
            out.push(base(lower(c)));
        }
    }
    out
}

/// The small letter of the Latin letters that Vietnamese and its neighbours write with; the standard library knows all
/// scripts, by tables that every device would have to load.
fn lower(c: char) -> char {
    let code = u32::from(c);
    let next = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => code + 32,
        // Pairs of which the first is the capital.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | 'Ơ'..='ƥ' | 'Ḁ'..='ẕ' | 'Ạ'..='ỹ' if code % 2 == 0 => code + 1,
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ư' if code % 2 == 1 => code + 1,
        _ => code,
    };
    char::from_u32(next).unwrap_or(c)
}

/// Whether every word of a folded query begins a word of, or lies within, the folded text.
pub fn matches(folded: &str, query: &str) -> bool {
    query.split_whitespace().all(|word| holds(folded, word))
}

/// Whether a word lies within a text. The standard library's search first prepares itself for the word, which takes
/// longer than to look through a title.
pub fn holds(text: &str, word: &str) -> bool {
    let Some((first, rest)) = word.as_bytes().split_first() else { return true };
    let mut text = text.as_bytes();
    while let Some(at) = text.iter().position(|byte| byte == first) {
        text = &text[at + 1..];
        if text.starts_with(rest) {
            return true;
        }
    }
    false
}

/// Order of people: by given name, then middle, then family, each by the Vietnamese alphabet.
pub fn order(family: &str, middle: &str, given: &str) -> Vec<(u8, u8)> {
    let mut key = alphabet(given);
    key.push((0, 0));
    key.extend(alphabet(middle));
    key.push((0, 0));
    key.extend(alphabet(family));
    key
}

/// Sort key of a text: letters first, then tones (không, huyền, hỏi, ngã, sắc, nặng).
pub fn alphabet(text: &str) -> Vec<(u8, u8)> {
    text.chars().map(lower).map(rank).collect()
}

/// Each vowel with its five tones in dictionary order; the consonant đ has none.
const LETTERS: [(char, &str); 13] = [
    ('a', "àảãáạ"),
    ('ă', "ằẳẵắặ"),
    ('â', "ầẩẫấậ"),
    ('đ', ""),
    ('e', "èẻẽéẹ"),
    ('ê', "ềểễếệ"),
    ('i', "ìỉĩíị"),
    ('o', "òỏõóọ"),
    ('ô', "ồổỗốộ"),
    ('ơ', "ờởỡớợ"),
    ('u', "ùủũúụ"),
    ('ư', "ừửữứự"),
    ('y', "ỳỷỹýỵ"),
];

const ORDER: &str = " 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

fn toneless(c: char) -> (char, u8) {
    for (letter, tones) in LETTERS {
        if let Some(tone) = tones.chars().position(|toned| toned == c) {
            return (letter, u8::try_from(tone + 1).unwrap_or(0));
        }
    }
    (c, 0)
}

fn base(c: char) -> char {
    match toneless(c).0 {
        'ă' | 'â' => 'a',
        'đ' => 'd',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        other => other,
    }
}

fn rank(c: char) -> (u8, u8) {
    let (letter, tone) = toneless(c);
    let place = ORDER.chars().position(|known| known == letter).and_then(|at| u8::try_from(at + 1).ok());
    (place.unwrap_or(u8::MAX), tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_ignores_case_marks_and_the_place_of_the_tone() {
        assert_eq!(fold("Cưỡng chế Đô Lương, HOÀ – hòa"), "cuong che do luong, hoa – hoa");
        assert_eq!(fold("Nguye\u{302}\u{303}n"), "nguyen");
        assert!(matches(&fold("Cưỡng chế vụ Công ty Hoàng Long"), &fold("hoang cuong che")));
        assert!(matches("aab", "ab") && matches("aab", "") && matches("ab", "ab") && matches("", ""));
        assert!(!matches("ab", "abc") && !matches("", "a") && !matches("aba", "abb"));
    }

    #[test]
    fn small_letters_are_the_standard_ones() {
        let latin = ('\u{c0}'..='\u{177}').chain('Ạ'..='ỹ').chain(['Ơ', 'ơ', 'Ư', 'ư']).chain('A'..='z');
        for c in latin.filter(|c| *c != 'İ') {
            assert_eq!(lower(c).to_string(), c.to_lowercase().to_string(), "{c}");
        }
    }

    #[test]
    fn people_are_listed_by_given_name() {
        let mut people = [("Nguyễn", "Văn", "Đức"), ("Lê", "Thị", "An"), ("Phạm", "", "Dũng"), ("Bùi", "Thị", "Ân")];
        people.sort_by_key(|(family, middle, given)| order(family, middle, given));
        let given: Vec<&str> = people.iter().map(|(.., given)| *given).collect();
        assert_eq!(given, ["An", "Ân", "Dũng", "Đức"]);
    }
}
