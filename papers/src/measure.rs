//! How wide a line of Times New Roman is, so that a rule below it can be as long as it should.

/// Millimetres in twips of 1/20 point, rounded.
pub fn twips(millimetres: u16) -> u32 {
    (u32::from(millimetres) * 7200 + 63) / 127
}

/// Thousandths of the size, bold, of the letters without marks; marks do not change a letter's width.
const CAPITALS: [u32; 26] = [
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
    722, 722, 667,
];
const SMALL: [u32; 26] = [
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
    500, 500, 444,
];

/// Vietnamese letters by the letter that they are a form of.
const FORMS: [(&str, u8); 7] = [
    ("àáảãạăằắẳẵặâầấẩẫậ", b'a'),
    ("đ", b'd'),
    ("èéẻẽẹêềếểễệ", b'e'),
    ("ìíỉĩị", b'i'),
    ("òóỏõọôồốổỗộơờớởỡợ", b'o'),
    ("ùúủũụưừứửữự", b'u'),
    ("ỳýỷỹỵ", b'y'),
];

/// Width in twips of a bold line of this size in points.
pub fn width(text: &str, size: u32) -> u32 {
    text.chars().map(letter).sum::<u32>() * size * 20 / 1000
}

fn letter(c: char) -> u32 {
    let small = c.to_lowercase().next().unwrap_or(c);
    let base = FORMS.iter().find(|(forms, _)| forms.contains(small)).map_or(small, |(_, base)| char::from(*base));
    let widths = if c == small { &SMALL } else { &CAPITALS };
    match base {
        'a'..='z' => widths.get((u32::from(base) - u32::from('a')) as usize).copied().unwrap_or(500),
        ' ' | ',' | '.' => 250,
        '-' | ':' | '(' | ')' => 333,
        _ => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_motto_is_as_wide_as_the_font_says() {
        // 12.198 em of the font's bold.
        assert_eq!(width("Độc lập - Tự do - Hạnh phúc", 13), 12_198 * 13 * 20 / 1000);
    }
}
