//! WebP: one still picture and its transparency.

use crate::cursor::Cursor;
use crate::refused::Refused::{self, Animated, Damaged, TooLarge};
use crate::{MOST_BYTES, Size};

/// Flags of VP8X.
const ANIMATION: u8 = 0x02;
const ALPHA: u8 = 0x10;

/// The picture alone, in the simplest form it has: VP8L; VP8; or VP8X with ALPH and VP8. Leaves out all other chunks and
/// what lies behind the end, and refuses animations.
pub fn stripped(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(TooLarge);
    }
    let mut file = Cursor(bytes);
    let (riff, length): ([u8; 4], u32) = (file.array()?, little(file.array()?));
    let mut chunks = Cursor(file.take(length as usize)?);
    if riff != *b"RIFF" || chunks.array()? != *b"WEBP" {
        return Err(Damaged("no WebP"));
    }
    let mut canvas = None;
    let mut alpha = None;
    let mut picture = None;
    while !chunks.is_empty() {
        let mut ahead = chunks;
        let (kind, length): ([u8; 4], u32) = (ahead.array()?, little(ahead.array()?));
        let data = ahead.take(length as usize)?;
        // Chunks of odd length are followed by one byte more.
        ahead.take(data.len() % 2)?;
        chunks = ahead;
        match &kind {
            b"VP8X" if canvas.is_none() && picture.is_none() => canvas = Some(head(data)?),
            b"ALPH" if alpha.is_none() && picture.is_none() && canvas.is_some() => alpha = Some(data),
            b"VP8 " if picture.is_none() => picture = Some((kind, data, lossy(data)?)),
            b"VP8L" if picture.is_none() && alpha.is_none() => picture = Some((kind, data, lossless(data)?)),
            b"ANIM" | b"ANMF" => return Err(Animated),
            b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" => return Err(Damaged("chunks out of order")),
            _ => (),
        }
    }
    let (kind, data, size) = picture.ok_or(Damaged("no picture"))?;
    if canvas.is_some_and(|canvas| canvas != size) {
        return Err(Damaged("a picture of another size than its canvas"));
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(*b"RIFF\0\0\0\0WEBP");
    if let Some(alpha) = alpha {
        let ([w0, w1, w2, _], [h0, h1, h2, _]) = ((size.width - 1).to_le_bytes(), (size.height - 1).to_le_bytes());
        chunk(&mut out, *b"VP8X", &[ALPHA, 0, 0, 0, w0, w1, w2, h0, h1, h2]);
        chunk(&mut out, *b"ALPH", alpha);
    }
    chunk(&mut out, kind, data);
    let length = (out.len() as u32 - 8).to_le_bytes();
    out.iter_mut().skip(4).zip(length).for_each(|(byte, new)| *byte = new);
    Ok(out)
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend(kind);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    out.extend([0].iter().take(data.len() % 2));
}

fn head(data: &[u8]) -> Result<Size, Refused> {
    let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = Cursor(data).array()?;
    if flags & ANIMATION != 0 {
        return Err(Animated);
    }
    Size::check(1 + little([w0, w1, w2, 0]), 1 + little([h0, h1, h2, 0]))
}

fn lossy(data: &[u8]) -> Result<Size, Refused> {
    let [tag, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] = Cursor(data).array()? else { return Err(Damaged("no VP8")) };
    if tag & 1 == 1 {
        return Err(Damaged("a frame that needs another"));
    }
    // The upper two bits propose a scale.
    Size::check(little([w0, w1 & 0x3F, 0, 0]), little([h0, h1 & 0x3F, 0, 0]))
}

fn lossless(data: &[u8]) -> Result<Size, Refused> {
    let [0x2F, b0, b1, b2, b3] = Cursor(data).array()? else { return Err(Damaged("no VP8L")) };
    let bits = little([b0, b1, b2, b3]);
    if bits >> 29 != 0 {
        return Err(Damaged("an unknown version of VP8L"));
    }
    Size::check(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
}

fn little(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes)
}
