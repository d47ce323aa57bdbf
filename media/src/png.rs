//! PNG: the pixels and what gives them their colours. Compressed data is kept as it is and not looked into.

use crate::cursor::Cursor;
use crate::refused::Refused::{self, Animated, Damaged, TooLarge, Unsupported};
use crate::{MOST_BYTES, Size};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1A\n";

/// The type of colour whose samples are numbers of a palette.
const PALETTE: u8 = 3;

/// Only IHDR, PLTE, tRNS, IDAT and IEND, all that a picture in sRGB needs: gamma and colour profiles go as those of a JPEG
/// do. Refuses wrong checksums, APNG and chunks no browser knows; leaves out what lies behind the end.
pub fn stripped(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(TooLarge);
    }
    let mut cursor = Cursor(bytes);
    if cursor.array()? != *SIGNATURE {
        return Err(Damaged("no PNG"));
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(SIGNATURE);
    let mut picture = Picture::default();
    while picture.last != END {
        let mut ahead = cursor;
        let length = ahead.u32()? as usize;
        let kind: [u8; 4] = ahead.array()?;
        let data = ahead.take(length)?;
        if ahead.u32()? != crc(kind.iter().chain(data)) {
            return Err(Damaged("a wrong checksum"));
        }
        let chunk = cursor.take(12 + length)?;
        if picture.keeps(kind, data)? {
            out.extend(chunk);
        }
    }
    Ok(out)
}

// The order of what is kept; 0 is before all of it.
const HEAD: u8 = 1;
const COLOURS: u8 = 2;
const TRANSPARENCY: u8 = 3;
const DATA: u8 = 4;
const END: u8 = 5;

#[derive(Default)]
struct Picture {
    /// What was kept last.
    last: u8,
    /// Whether something that is not kept came after it.
    is_interrupted: bool,
    colour: u8,
    /// Entries of the palette.
    colours: usize,
}

impl Picture {
    fn keeps(&mut self, kind: [u8; 4], data: &[u8]) -> Result<bool, Refused> {
        let step = match &kind {
            b"IHDR" => HEAD,
            b"PLTE" if self.colour == PALETTE => COLOURS,
            b"tRNS" => TRANSPARENCY,
            b"IDAT" => DATA,
            b"IEND" => END,
            b"acTL" => return Err(Animated),
            // A palette for a picture that has none is a mere proposal.
            b"PLTE" | [b'a'..=b'z', ..] => {
                self.is_interrupted = true;
                return Ok(false);
            }
            _ => return Err(Unsupported("a chunk that no browser knows")),
        };
        let is_in_order = match step {
            HEAD => self.last == 0 && !self.is_interrupted,
            DATA => self.last < DATA && self.last > 0 || self.last == DATA && !self.is_interrupted,
            END => self.last == DATA,
            _ => 0 < self.last && self.last < step,
        };
        if !is_in_order {
            return Err(Damaged("chunks out of order"));
        }
        (self.last, self.is_interrupted) = (step, false);
        let is_sound = match step {
            HEAD => return self.head(data).map(|()| true),
            COLOURS => {
                self.colours = data.len() / 3;
                (1..=256).contains(&self.colours) && data.len().is_multiple_of(3)
            }
            TRANSPARENCY => match self.colour {
                0 => data.len() == 2,
                2 => data.len() == 6,
                PALETTE => (1..=self.colours).contains(&data.len()),
                _ => false,
            },
            DATA => self.colour != PALETTE || self.colours > 0,
            _ => data.is_empty(),
        };
        if is_sound { Ok(true) } else { Err(Damaged("a chunk that is not what it says")) }
    }

    fn head(&mut self, data: &[u8]) -> Result<(), Refused> {
        let mut head = Cursor(data);
        Size::check(head.u32()?, head.u32()?)?;
        let [depth, colour, 0, 0, 0 | 1] = head.array()? else { return Err(Damaged("an unknown method")) };
        self.colour = colour;
        match (colour, depth) {
            _ if !head.is_empty() => Err(Damaged("a head that is too long")),
            (0, 1 | 2 | 4 | 8 | 16) | (PALETTE, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16) => Ok(()),
            _ => Err(Damaged("an unknown type of colour")),
        }
    }
}

/// The checksum of ISO 3309, four bits at a time: a table of 64 bytes is fast enough.
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(!0, |crc, byte| {
        let crc = crc ^ u32::from(*byte);
        let crc = crc >> 4 ^ NIBBLES[(crc & 15) as usize];
        crc >> 4 ^ NIBBLES[(crc & 15) as usize]
    })
}

const NIBBLES: [u32; 16] = {
    let mut table = [0; 16];
    let mut at = 0;
    while at < 16 {
        let mut crc = at as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
};
