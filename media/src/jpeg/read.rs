//! Taking a JPEG apart: the picture and its scans, checked as far as that goes without decoding them.

use super::image::{
    APP0, APP1, APP14, Colour, Component, DHT, DQT, DRI, EOI, Image, NONE, PROGRESSIVE, Part, RST0, SOI, SOS, Scan,
    Tables,
};
use super::{MOST_SCANS, MOST_SEGMENTS, exif};
use crate::Size;
use crate::cursor::Cursor;
use crate::refused::Refused::{self, Damaged, TooManyScans, Unsupported};

/// Hands each scan to `each`, in order. Ignores what lies behind the end of the image.
pub fn read<'a>(
    bytes: &'a [u8],
    each: &mut dyn FnMut(&Image<'a>, &Scan<'a>) -> Result<(), Refused>,
) -> Result<Image<'a>, Refused> {
    let mut cursor = Cursor(bytes);
    if cursor.array()? != [0xFF, SOI] {
        return Err(Damaged("no start of image"));
    }
    let mut reader = Reader::default();
    for _ in 0..MOST_SEGMENTS {
        let marker = marker(&mut cursor)?;
        if marker == EOI {
            return reader.finish();
        }
        // Reserved, restart markers and a second start: what has no length cannot be skipped.
        if matches!(marker, 0..0xC0 | RST0..=SOI) {
            return Err(Damaged("a marker out of place"));
        }
        let length = cursor.u16()?.checked_sub(2).ok_or(Damaged("a segment shorter than its length"))?;
        let body = Cursor(cursor.take(length.into())?);
        if marker == SOS {
            let mut scan = reader.scan(body)?;
            scan.data = data(&mut cursor, scan.restart)?;
            each(&reader.image, &scan)?;
        } else {
            reader.segment(marker, body)?;
        }
    }
    Err(Damaged("too many segments"))
}

fn marker(cursor: &mut Cursor<'_>) -> Result<u8, Refused> {
    if cursor.u8()? != 0xFF {
        return Err(Damaged("bytes between segments"));
    }
    loop {
        match cursor.u8()? {
            0xFF => (),
            marker => return Ok(marker),
        }
    }
}

/// What comes before the next marker that is not a restart. 0xFF in the data is followed by 0, or by fill bytes and 0.
fn data<'a>(cursor: &mut Cursor<'a>, restart: u16) -> Result<&'a [u8], Refused> {
    let mut ahead = *cursor;
    let mut next = RST0;
    loop {
        let run = ahead.0.iter().position(|byte| *byte == 0xFF).unwrap_or(ahead.0.len());
        ahead.take(run)?;
        let length = cursor.0.len() - ahead.0.len();
        match marker(&mut ahead)? {
            0 => (),
            marker if marker == next && restart > 0 => next = RST0 | (next + 1) & 7,
            RST0..SOI => return Err(Damaged("a restart out of turn")),
            _ if length == 0 => return Err(Damaged("a scan without data")),
            _ => return cursor.take(length),
        }
    }
}

#[derive(Default)]
struct Reader<'a> {
    image: Image<'a>,
    dc: Tables<'a>,
    ac: Tables<'a>,
    restart: u16,
    has_jfif: bool,
    adobe: Option<u8>,
}

impl<'a> Reader<'a> {
    /// Everything but a scan. Segments of applications count before the first scan alone, as they do for browsers.
    fn segment(&mut self, marker: u8, body: Cursor<'a>) -> Result<(), Refused> {
        let is_early = self.image.scans == 0;
        match marker {
            0xC0..=PROGRESSIVE => self.frame(marker, body)?,
            DQT => self.quantizers(body)?,
            DHT => self.huffman(body)?,
            DRI => self.restart = u16::from_be_bytes(whole(body)?),
            0xC3..=0xCF | 0xDE | 0xDF => return Err(Unsupported("arithmetic, lossless or hierarchical coding")),
            APP0 if is_early && body.0.len() >= 14 => self.has_jfif |= body.0.starts_with(b"JFIF\0"),
            APP1 if is_early => {
                if let Some(tiff) = body.0.strip_prefix(b"Exif\0\0") {
                    self.image.orientation.get_or_insert(exif::orientation(tiff).unwrap_or(1));
                }
            }
            APP14 if is_early => {
                if let [b'A', b'd', b'o', b'b', b'e', _, _, _, _, _, _, transform, ..] = body.0 {
                    self.adobe = Some(*transform);
                }
            }
            _ => (),
        }
        Ok(())
    }

    fn frame(&mut self, sof: u8, mut body: Cursor<'a>) -> Result<(), Refused> {
        let image = &mut self.image;
        if image.sof != 0 {
            return Err(Damaged("two frames"));
        }
        let [precision, h0, h1, w0, w1, count] = body.array()?;
        if precision != 8 {
            return Err(Unsupported("not 8 bits a sample"));
        }
        if !matches!(count, 1 | 3 | 4) {
            return Err(Unsupported("not 1, 3 or 4 components"));
        }
        image.sof = sof;
        image.size = Size::check(u16::from_be_bytes([w0, w1]).into(), u16::from_be_bytes([h0, h1]).into())?;
        for _ in 0..count {
            let [id, sampling, quantizer] = body.array()?;
            // The only component is never sampled by another.
            let (h, v) = if count == 1 { (1, 1) } else { (sampling >> 4, sampling & 15) };
            if !matches!((h, v), (1 | 2 | 4, 1 | 2 | 4)) {
                return Err(Unsupported("sampling other than 1, 2 or 4"));
            }
            image.components.push(Component { id, h, v, quantizer: quantizer.into(), known: [NONE; 64] });
        }
        end(body)
    }

    fn quantizers(&mut self, mut body: Cursor<'a>) -> Result<(), Refused> {
        while let Some(head) = body.0.first() {
            let slot =
                self.image.quantizers.get_mut(usize::from(head & 15)).ok_or(Damaged("a table without number"))?;
            let table = match head >> 4 {
                0 => body.take(1 + 64)?,
                1 => body.take(1 + 128)?,
                _ => return Err(Damaged("a quantization table of unknown width")),
            };
            // Decoders do not agree on when such a table would take effect.
            if self.image.scans > 0 && slot.is_some_and(|known| known != table) {
                return Err(Damaged("a quantization table that changes between scans"));
            }
            *slot = Some(table);
        }
        Ok(())
    }

    fn huffman(&mut self, mut body: Cursor<'a>) -> Result<(), Refused> {
        while !body.is_empty() {
            let mut ahead = body;
            let head = ahead.u8()?;
            let counts: [u8; 16] = ahead.array()?;
            let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let symbols = ahead.take(total)?;
            let mut next = 0;
            for (bits, count) in (1..).zip(counts) {
                next = (next << 1) + u32::from(count);
                // The code of all ones belongs to no symbol.
                if next >= 1 << bits {
                    return Err(Damaged("a Huffman table with too many codes"));
                }
            }
            let tables = match head >> 4 {
                0 if symbols.iter().all(|bits| *bits < 16) => &mut self.dc,
                1 if total <= 256 => &mut self.ac,
                _ => return Err(Damaged("a Huffman table of impossible symbols")),
            };
            let slot = tables.get_mut(usize::from(head & 15)).ok_or(Damaged("a table without number"))?;
            *slot = Some(body.take(17 + total)?);
        }
        Ok(())
    }

    fn scan(&mut self, mut body: Cursor<'a>) -> Result<Scan<'a>, Refused> {
        if self.image.scans == 0 {
            self.settle()?;
        }
        let image = &mut self.image;
        image.scans += 1;
        if image.scans > MOST_SCANS {
            return Err(TooManyScans);
        }
        let count = body.u8()?;
        let pairs = body.take(2 * usize::from(count))?.as_chunks::<2>().0;
        let [first, last, bits] = whole(body)?;
        // A sequential scan brings everything, whatever it says.
        let is_progressive = image.sof == PROGRESSIVE;
        let (first, last, high, low) = if is_progressive { (first, last, bits >> 4, bits & 15) } else { (0, 63, 0, 0) };
        let is_band = if first == 0 { last == 0 } else { first <= last && last < 64 && count == 1 };
        if is_progressive && !is_band || low > 13 || high > 0 && high != low + 1 {
            return Err(Damaged("a scan of impossible coefficients"));
        }
        let (dc, ac) = Default::default();
        let mut scan = Scan { parts: Vec::new(), first, last, high, low, dc, ac, restart: self.restart, data: &[] };
        let mut rest = image.components.iter_mut().enumerate();
        let mut blocks = 0;
        for [id, tables] in pairs {
            let Some((at, component)) = rest.find(|(_, component)| component.id == *id) else {
                return Err(Damaged("a scan of unknown components, or out of order"));
            };
            component.advance(&scan)?;
            blocks += component.h * component.v;
            let is_first_dc = first == 0 && high == 0;
            let dc = if is_first_dc { choose(&self.dc, &mut scan.dc, tables >> 4)? } else { 0 };
            let ac = if last > 0 { choose(&self.ac, &mut scan.ac, tables & 15)? } else { 0 };
            scan.parts.push(Part { component: at, dc, ac });
        }
        if scan.parts.is_empty() || scan.parts.len() > 1 && blocks > 10 {
            return Err(Damaged("a scan of no components, or too many"));
        }
        Ok(scan)
    }

    /// What must be known before the first scan.
    fn settle(&mut self) -> Result<(), Refused> {
        let image = &mut self.image;
        let has_quantizer =
            |component: &Component| image.quantizers.get(component.quantizer).is_some_and(Option::is_some);
        if image.components.is_empty() || !image.components.iter().all(has_quantizer) {
            return Err(Damaged("a scan before its frame or its tables"));
        }
        // The order in which the decoder of most browsers asks.
        let is_rgb = image.components.iter().map(|component| component.id).eq(*b"RGB");
        image.colour = match (image.components.len(), self.adobe) {
            (4, None) => Colour::Unsaid,
            (4, Some(0)) => Colour::Adobe(0),
            (4, Some(_)) => Colour::Adobe(2),
            (3, Some(0)) if !self.has_jfif => Colour::Adobe(0),
            (3, None) if !self.has_jfif && is_rgb => Colour::Adobe(0),
            _ => Colour::Jfif,
        };
        Ok(())
    }

    fn finish(self) -> Result<Image<'a>, Refused> {
        let is_known = |component: &Component| component.known.first().is_some_and(|bit| *bit != NONE);
        if self.image.components.is_empty() || !self.image.components.iter().all(is_known) {
            return Err(Damaged("an image that ends before it is complete"));
        }
        Ok(self.image)
    }
}

/// Puts a table among those that are used.
fn choose<'a>(known: &Tables<'a>, used: &mut Tables<'a>, number: u8) -> Result<u8, Refused> {
    let table = known.get(usize::from(number)).copied().flatten();
    let slot = used.get_mut(usize::from(number)).filter(|_| table.is_some());
    *slot.ok_or(Damaged("a scan without its Huffman tables"))? = table;
    Ok(number)
}

/// A segment of exactly this length.
fn whole<const N: usize>(mut body: Cursor<'_>) -> Result<[u8; N], Refused> {
    let bytes = body.array()?;
    end(body).map(|()| bytes)
}

fn end(body: Cursor<'_>) -> Result<(), Refused> {
    if body.is_empty() { Ok(()) } else { Err(Damaged("a segment longer than its contents")) }
}
