//! JPEG (ITU-T T.81) without loss: taken apart and put together again in one canonical form.
//!
//! ```text
//! SOI
//! APP0 JFIF 1.01        grey and YCbCr     ┐ exactly one statement of the colours,
//! APP14 Adobe           RGB, CMYK, YCCK    ┘ none for CMYK that no Adobe program wrote
//! APP1 EXIF             an orientation and nothing else, when it is not 1
//! DQT                   the tables that a component uses, lowest number first
//! SOF0, SOF1 or SOF2    components numbered 1, 2, 3, 4, or named R, G, B
//! a scan, and again:    DRI if it changed; DHT with the tables this scan uses, if they changed; SOS; its data
//! EOI
//! ```
//!
//! Everything else goes, wherever it stood: other segments, tables that nothing uses, fill bytes, what lies behind the
//! end. What stays is the coded picture, bit for bit. Bits behind the last block of a scan stay too: to know where that
//! block ends is to decode it, and only the server does that.

#[cfg(feature = "decode")]
pub(crate) mod entropy;
mod exif;
pub(crate) mod image;
pub(crate) mod read;

use image::{APP0, APP1, APP14, Colour, DHT, DQT, DRI, EOI, Image, SOI, SOS, Scan, Tables};

use crate::refused::Refused;
use crate::{MOST_BYTES, Size};

/// Scans of a progressive photo. Encoders write about ten; each costs a decoder a walk through the whole picture.
pub const MOST_SCANS: u32 = 100;

/// Segments of all kinds. Cameras write some dozens, and an ICC profile or extended XMP can take hundreds.
pub const MOST_SEGMENTS: u32 = 10_000;

/// A JPEG in its canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jpeg {
    pub bytes: Vec<u8>,
    /// As stored; an orientation of 5 to 8 swaps the sides.
    pub size: Size,
    /// From 1 (upright) to 8, as in EXIF.
    pub orientation: u8,
    pub scans: u32,
}

/// Puts a JPEG into its canonical form; a canonical one stays the same, byte for byte.
///
/// Refuses what is cut off, inconsistent or beyond the limits, and codings no browser decodes (arithmetic, lossless, 12
/// bits). Allocates once, about as much as the input.
pub fn canonical(bytes: &[u8]) -> Result<Jpeg, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let mut writer = Writer::default();
    let image = read::read(bytes, &mut |image, scan| {
        if writer.out.is_empty() {
            writer.out.reserve_exact(bytes.len() + HEAD);
            writer.head(image);
        }
        writer.scan(image, scan);
        Ok(())
    })?;
    let mut bytes = writer.out;
    bytes.extend([0xFF, EOI]);
    // What is said of the colours can be longer than it was.
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    Ok(Jpeg { bytes, size: image.size, orientation: image.orientation.unwrap_or(1), scans: image.scans })
}

/// Whether [`canonical`] would change nothing.
pub fn is_canonical(bytes: &[u8]) -> bool {
    canonical(bytes).is_ok_and(|jpeg| jpeg.bytes == bytes)
}

/// Bytes that the canonical form may have and the input not: JFIF, and the last four of an EXIF cut short.
const HEAD: usize = 22;

#[derive(Default)]
struct Writer<'a> {
    out: Vec<u8>,
    // What a decoder of `out` knows by now.
    dc: Tables<'a>,
    ac: Tables<'a>,
    restart: u16,
}

impl<'a> Writer<'a> {
    fn head(&mut self, image: &Image<'a>) {
        self.out.extend([0xFF, SOI]);
        match image.colour {
            Colour::Jfif => self.segment(APP0, &[b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"]),
            Colour::Adobe(transform) => self.segment(APP14, &[b"Adobe\0\x64\0\0\0\0", &[transform]]),
            Colour::Unsaid => (),
        }
        if let Some(orientation @ 2..=8) = image.orientation {
            self.segment(APP1, &[&exif::minimal(orientation)]);
        }
        let is_used = |number: usize| image.components.iter().any(|component| component.quantizer == number);
        let used = image.quantizers.iter().enumerate().filter(|(number, _)| is_used(*number));
        let tables: Vec<&[u8]> = used.filter_map(|(_, table)| *table).collect();
        self.segment(DQT, &tables);
        let [w0, w1] = (image.size.width as u16).to_be_bytes();
        let [h0, h1] = (image.size.height as u16).to_be_bytes();
        let mut frame = vec![8, h0, h1, w0, w1, image.components.len() as u8];
        for (at, component) in image.components.iter().enumerate() {
            frame.extend([id(image, at), component.h << 4 | component.v, component.quantizer as u8]);
        }
        self.segment(image.sof, &[&frame]);
    }

    fn scan(&mut self, image: &Image<'a>, scan: &Scan<'a>) {
        if scan.restart != self.restart {
            self.restart = scan.restart;
            self.segment(DRI, &[&scan.restart.to_be_bytes()]);
        }
        let mut changed = Vec::new();
        let dc = self.dc.iter_mut().zip(scan.dc);
        for (known, used) in dc.chain(self.ac.iter_mut().zip(scan.ac)) {
            if used.is_some() && *known != used {
                *known = used;
                changed.extend(used);
            }
        }
        if !changed.is_empty() {
            self.segment(DHT, &changed);
        }
        let mut head = vec![scan.parts.len() as u8];
        for part in &scan.parts {
            head.extend([id(image, part.component), part.dc << 4 | part.ac]);
        }
        head.extend([scan.first, scan.last, scan.high << 4 | scan.low]);
        self.segment(SOS, &[&head]);
        let mut rest = scan.data;
        while let Some(at) = rest.windows(2).position(|pair| pair == [0xFF, 0xFF]) {
            let (kept, filled) = rest.split_at(at);
            self.out.extend(kept);
            rest = filled.get(1..).unwrap_or_default();
        }
        self.out.extend(rest);
    }

    /// Invariant: no segment here is longer than 2,200 bytes, that is eight Huffman tables.
    fn segment(&mut self, marker: u8, parts: &[&[u8]]) {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        self.out.extend([0xFF, marker]);
        self.out.extend((length as u16 + 2).to_be_bytes());
        parts.iter().for_each(|part| self.out.extend(*part));
    }
}

/// The number of a component. Decoders take these three letters for RGB, and 1, 2, 3 for YCbCr.
fn id(image: &Image<'_>, component: usize) -> u8 {
    let is_rgb = image.components.len() == 3 && image.colour == Colour::Adobe(0);
    let ids = if is_rgb { b"RGB\0" } else { b"\x01\x02\x03\x04" };
    ids.get(component).copied().unwrap_or_default()
}
