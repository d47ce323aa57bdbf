//! PDF, the form of decisions and scans. Nothing is taken out of one: it is kept whole or refused.

use crate::refused::Refused;

/// Bytes of a PDF. A scanned decision of some dozens of pages is 5 to 10 MB.
pub const MOST_BYTES: usize = 20_000_000;

/// How far from the end readers look for the mark of the end.
const TAIL: usize = 1_024;

/// What makes a PDF act on its own or carry other files. The names are longer than chance writes into compressed data.
const ACTIVE: [&[u8]; 4] = [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia"];

/// Refuses what is no plain PDF: begun by something else, cut off, followed by something else, or active in plain sight.
///
/// A cheap first net, no more: names in compressed objects, encrypted ones or those written with `#xx` go through it.
/// Keep PDFs away from the pages of the app, and let people's readers open them.
pub fn check(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    if !bytes.starts_with(b"%PDF-1.") && !bytes.starts_with(b"%PDF-2.") {
        return Err(Refused::Damaged("no PDF from its first byte"));
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    let Some(end) = tail.windows(5).rposition(|window| window == b"%%EOF") else {
        return Err(Refused::Damaged("no end"));
    };
    if !tail.iter().skip(end + 5).all(is_blank) {
        return Err(Refused::Damaged("something behind the end"));
    }
    let names = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').filter_map(|(at, _)| bytes.get(at..));
    for name in names {
        if ACTIVE.iter().any(|active| name.starts_with(active)) || is_script(name) {
            return Err(Refused::PdfActive);
        }
    }
    Ok(())
}

/// `/JS` with its value, a string or a reference. Alone it is short enough to turn up in the data of a scan.
fn is_script(name: &[u8]) -> bool {
    let value = name.strip_prefix(b"/JS").map(|rest| (rest, rest.iter().find(|byte| !is_blank(byte))));
    match value {
        Some((_, Some(b'(' | b'<'))) => true,
        Some((rest, Some(b'0'..=b'9'))) => rest.first().is_some_and(is_blank),
        _ => false,
    }
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pdf(body: &str, end: &str) -> Result<(), Refused> {
        check(format!("%PDF-1.7\n1 0 obj\n<<{body}>>\nendobj\n%%EOF{end}").as_bytes())
    }

    #[test]
    fn only_a_whole_and_quiet_pdf_passes() {
        let quiet = ["", "/Type/Catalog", "/JSON (x)", "/JS", "/JS /Next", "/JS7 0 R", "(JavaScript)"];
        for body in quiet {
            assert_eq!(pdf(body, "\r\n\0 "), Ok(()), "{body}");
        }
        let active = [
            "/S/JavaScript",
            "/JS (app.alert(1))",
            "/JS(x)",
            "/JS<61>",
            "/JS 12 0 R",
            "/JS\r\n\0(x)",
            "/S /Launch",
            "/EmbeddedFiles 3 0 R",
            "/Type /EmbeddedFile",
            "/Subtype/RichMedia",
        ];
        for body in active {
            assert_eq!(pdf(body, "\n"), Err(Refused::PdfActive), "{body}");
        }
    }

    #[test]
    fn nothing_stands_before_a_pdf_or_behind_it() {
        assert_eq!(check(b""), Err(Refused::Empty));
        assert_eq!(check(b"%PDF-2.0\n%%EOF"), Ok(()));
        for damaged in ["\n%PDF-1.7\n%%EOF", "%PDF-3.0\n%%EOF", "%PDF-1.7\n%%EO", "%PDF-1.7\n%%EOF\nPK", "%PDF-1.7"] {
            assert_eq!(check(damaged.as_bytes()).map_err(|refused| refused.code()), Err("damaged"), "{damaged}");
        }
        assert_eq!(pdf("", &" ".repeat(TAIL - 5)), Ok(()));
        assert!(pdf("", &" ".repeat(TAIL - 4)).is_err());
    }

    #[test]
    fn a_pdf_is_as_large_as_the_limit_and_no_larger() {
        let of_size = |size: usize| {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.resize(size - 5, b' ');
            check(&[bytes, b"%%EOF".to_vec()].concat())
        };
        assert_eq!(of_size(MOST_BYTES), Ok(()));
        assert_eq!(of_size(MOST_BYTES + 1), Err(Refused::TooLarge));
    }
}
