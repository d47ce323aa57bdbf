//! What a file is, by its first bytes. Its name and what the sender calls it say nothing.

/// What a file is. Only the first four are ever kept; the rest are told apart so that people can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Gif,
    Heic,
    Avif,
    Svg,
    Html,
    /// Also what Word and Excel write.
    Zip,
    Empty,
    Unknown,
}

/// Tells what a file is. Says nothing of whether it is sound.
pub fn sniff(bytes: &[u8]) -> Kind {
    match bytes {
        [] => Kind::Empty,
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Kind::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Kind::Zip,
        [b'%', b'P', b'D', b'F', b'-', ..] => Kind::Pdf,
        [a, b, c, d, b'f', b't', b'y', b'p', brands @ ..] => {
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            family(brands.get(..length.saturating_sub(8)).unwrap_or(brands))
        }
        _ => markup(bytes),
    }
}

/// HEIC or AVIF, by its brands: the major one, four bytes of version, then the compatible ones. `mif1` and `msf1` say no
/// more than "a picture" or "a sequence".
fn family(brands: &[u8]) -> Kind {
    let is_avif = |brand: &[u8]| matches!(brand, b"avif" | b"avis");
    match brands.get(..4) {
        Some(major) if is_avif(major) => Kind::Avif,
        Some(b"mif1" | b"msf1") if brands.chunks_exact(4).skip(2).any(is_avif) => Kind::Avif,
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1" | b"msf1") => {
            Kind::Heic
        }
        _ => Kind::Unknown,
    }
}

/// Tags by which browsers take a file for a page; `<?xml` and comments may stand before.
const HTML: [&str; 19] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "script",
    "iframe",
    "title",
    "style",
    "table",
    "meta",
    "link",
    "base",
    "div",
    "h1",
    "font",
    "br",
    "form",
    "p",
    "a",
];

/// SVG or HTML, behind whatever XML allows before the first tag.
fn markup(bytes: &[u8]) -> Kind {
    let mut rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            _ => break,
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return Kind::Unknown };
        rest = rest.get(at + end.len()..).unwrap_or_default();
    }
    let Some(tag) = rest.strip_prefix(b"<") else { return Kind::Unknown };
    let is = |name: &str| {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'[');
        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
            && tag.get(name.len()).is_none_or(ends)
    };
    if is("svg") || is("svg:svg") || is("!doctype svg") {
        Kind::Svg
    } else if HTML.iter().any(|name| is(name)) {
        Kind::Html
    } else {
        Kind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let cases: [(&[u8], Kind); 34] = [
            (b"", Kind::Empty),
            (b" ", Kind::Unknown),
            (b"\xFF\xD8", Kind::Unknown),
            (b"\xFF\xD8\xFF\xE0", Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Kind::Png),
            (b"\x89PNG\n\x1A\n", Kind::Unknown),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\0\0\0\0WAVE", Kind::Unknown),
            (b"GIF89a", Kind::Gif),
            (b"GIF88a", Kind::Unknown),
            (b"PK\x03\x04", Kind::Zip),
            (b"PK\x05\x06", Kind::Zip),
            (b"%PDF-1.7", Kind::Pdf),
            (b"\n%PDF-1.7", Kind::Unknown),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Kind::Avif),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1avif", Kind::Heic),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1miaf", Kind::Avif),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42avif", Kind::Unknown),
            (b"\0\0\0\x00ftyp", Kind::Unknown),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Kind::Svg),
            (b"\xEF\xBB\xBF \n<?xml version='1.0'?>\n<!-- <html> -->\t<SVG>", Kind::Svg),
            (b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC ''><svg/>", Kind::Svg),
            (b"<svgs>", Kind::Unknown),
            (b"<!-- never closed <svg>", Kind::Unknown),
            (b"<?xml version='1.0'?><note/>", Kind::Unknown),
            (b"<!DOCTYPE HTML><p>", Kind::Html),
            (b"  <html>", Kind::Html),
            (b"<!-- x --><ScRiPt >alert(1)", Kind::Html),
            (b"<body", Kind::Html),
            (b"<p>", Kind::Html),
            (b"<picture>", Kind::Unknown),
            (b"hello", Kind::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), kind, "{}", bytes.escape_ascii());
        }
    }
}
