//! Evidence files, as a device and the server both treat them: what a file is, by its content alone, and what of it may
//! be kept. No I/O, no clock, no names; every byte that comes in may be hostile. Nothing here shrinks a picture or turns
//! it: a device lets its browser do that.
//!
//! Of a picture, only what draws it is kept: no place, no time, no camera, no second picture, nothing behind the end.
//! Colour profiles go too: they name devices, carry whatever one likes, and the canvas of a browser, where every photo
//! passes, answers in sRGB without one. A photo of a wider gamut that is stripped first is a little paler for it.

mod cursor;
#[cfg(feature = "decode")]
pub mod decode;
pub mod jpeg;
pub mod kind;
pub mod pdf;
mod png;
pub mod refused;
mod webp;

use kind::Kind;
use refused::Refused;

/// Bytes of a picture. Phones write 3 to 15 MB; a device must hold the file and its copy in memory at once.
pub const MOST_BYTES: usize = 30_000_000;

/// Pixels of a picture. Above the 50 million of ordinary phones; decoded, 60 million are 240 MB in a browser.
pub const MOST_PIXELS: u64 = 60_000_000;

/// Pixels of a side: what graphics hardware commonly takes as one surface, and all that a WebP can have.
pub const MOST_SIDE: u32 = 16_384;

/// Width and height in pixels as stored, before any orientation is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// A size within the limits, known before anything is allocated for it.
    fn check(width: u32, height: u32) -> Result<Size, Refused> {
        if width == 0 || height == 0 {
            return Err(Refused::Damaged("no pixels"));
        }
        if width > MOST_SIDE || height > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(Refused::TooManyPixels);
        }
        Ok(Size { width, height })
    }
}

/// What a device may store at once, before its browser shrinks the picture. A JPEG becomes canonical, PNG and WebP lose
/// all but their pixels, a PDF that passes [`pdf::check`] stays as it is.
///
/// HEIC and AVIF are refused, each with its own code: they are not taken apart here, but many a browser can decode them,
/// and what its canvas gives back is a JPEG.
pub fn stripped(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    match kind::sniff(bytes) {
        Kind::Jpeg => jpeg::canonical(bytes).map(|jpeg| jpeg.bytes),
        Kind::Png => png::stripped(bytes),
        Kind::Webp => webp::stripped(bytes),
        Kind::Pdf => pdf::check(bytes).map(|()| bytes.to_vec()),
        Kind::Gif => Err(Refused::Gif),
        Kind::Heic => Err(Refused::Heic),
        Kind::Avif => Err(Refused::Avif),
        Kind::Svg => Err(Refused::Svg),
        Kind::Html => Err(Refused::Html),
        Kind::Zip => Err(Refused::Archive),
        Kind::Empty => Err(Refused::Empty),
        Kind::Unknown => Err(Refused::UnknownType),
    }
}
