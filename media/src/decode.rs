//! The last word on a photo, at the server: it must decode, all of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use zune_core::bytestream::ZCursor;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::jpeg::entropy::Walk;
use crate::jpeg::image::{Component, Image};
use crate::jpeg::{self, MOST_SCANS, read};
use crate::refused::Refused::{self, Damaged, NotCanonical, TooManyPixels};
use crate::{MOST_SIDE, Size};

/// Bytes that the decoder may take at once: a progressive photo of 24 million pixels, or a baseline one of 60.
pub const MOST_MEMORY: u64 = 256_000_000;

/// Checks a canonical JPEG to its last bit, and answers its size.
///
/// First each scan is followed code by code, because decoders, however strict, take a photo for whole that ends early or
/// has more in it than it shows. Then a decoder makes pixels of it.
pub fn check(bytes: &[u8]) -> Result<Size, Refused> {
    if jpeg::canonical(bytes)?.bytes != bytes {
        return Err(NotCanonical);
    }
    let mut walk = Walk::default();
    let image = read::read(bytes, &mut |image, scan| walk.scan(image, scan))?;
    drop(walk);
    if memory(&image) > MOST_MEMORY {
        return Err(TooManyPixels);
    }
    let side = MOST_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side).set_strict_mode(true);
    let options = options.jpeg_set_max_scans(MOST_SCANS as usize);
    // The decoder has panicked on hostile files before; nothing of it is looked at after it did.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().is_ok_and(|pixels| !pixels.is_empty())
    }));
    if decoded.unwrap_or(false) { Ok(image.size) } else { Err(Damaged("the decoder does not take it")) }
}

/// What the decoder will allocate: three bytes a pixel, and the coefficients if they come in more than one scan.
fn memory(image: &Image<'_>) -> u64 {
    let pixels = u64::from(image.size.width) * u64::from(image.size.height);
    let blocks = image.components.iter().map(|component| u64::from(component.h * component.v));
    let most = |of: fn(&Component) -> u8| image.components.iter().map(of).max().map_or(1, u64::from);
    let unit = most(|component| component.h) * most(|component| component.v);
    let coefficients = if image.scans > 1 { 2 * blocks.sum::<u64>() * pixels / unit } else { 0 };
    3 * pixels + coefficients
}
