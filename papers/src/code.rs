//! A QR code as a picture (PNG, 1 bit a pixel): the same text always gives the same bytes.

use fast_qr::{ECL, QRBuilder};

/// Light modules around a code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;
/// Pixels along a module. One row of a module is one byte of the picture, so this is eight.
const PIXELS: usize = 8;
/// Longest text, in bytes. A longer one has modules that a phone cannot tell apart at the size of a paper's code.
pub const TEXT_MAX: usize = 240;

/// The picture; none of a text that is empty or too long.
pub fn png(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > TEXT_MAX {
        return None;
    }
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut pixels = Vec::with_capacity(side * PIXELS * (side + 1));
    for y in 0..side {
        let is_dark = |x: usize| {
            let (x, y) = (x.checked_sub(QUIET), y.checked_sub(QUIET));
            let place = x.zip(y).filter(|(x, y)| *x < code.size && *y < code.size);
            place.is_some_and(|(x, y)| code[y][x].value())
        };
        // No filter, then eight pixels a byte; 0 is black.
        let line: Vec<u8> = std::iter::once(0).chain((0..side).map(|x| if is_dark(x) { 0 } else { 0xff })).collect();
        (0..PIXELS).for_each(|_| pixels.extend(&line));
    }
    let size = u32::try_from(side * PIXELS).ok()?.to_be_bytes();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    // Grey, 1 bit.
    chunk(&mut out, b"IHDR", &[&size[..], &size, &[1, 0, 0, 0, 0]].concat());
    chunk(&mut out, b"IDAT", &stored(&pixels));
    chunk(&mut out, b"IEND", &[]);
    Some(out)
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let body = [&kind[..], data].concat();
    out.extend(&body);
    out.extend(crc(&body).to_be_bytes());
}

/// A zlib stream of blocks that are only stored: the archive around the picture compresses them.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(usize::from(u16::MAX));
    let last = blocks.len();
    for (at, block) in (1..).zip(blocks) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(at == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    out.extend((high << 16 | low).to_be_bytes());
    out
}

fn crc(data: &[u8]) -> u32 {
    let one = |crc: u32, byte: &u8| {
        let shift = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        (0..8).fold(crc ^ u32::from(*byte), shift)
    };
    !data.iter().fold(u32::MAX, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_phone_would_read_has_no_code() {
        assert_eq!(png(""), None);
        assert_eq!(png(&"a".repeat(TEXT_MAX + 1)), None);
        assert!(png(&"ă".repeat(TEXT_MAX / 2)).is_some());
    }

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(stored(b"Wikipedia")[14 + 2..], [0x11, 0xe6, 0x03, 0x98]);
    }
}
