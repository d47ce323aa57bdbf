//! Reads QR codes out of a camera's pictures, in a worker of its own. Knows nothing of what they say.

use rqrr::PreparedImage;
use wasm_bindgen::prelude::wasm_bindgen;

/// Longest side of a picture that is looked at, in pixels.
pub const SIDE_MAX: usize = 4_096;

/// The text of the first code that can be read in a picture of grey values, row by row, 0 black. None when there is none, or
/// when `width` does not fit the picture.
#[wasm_bindgen]
pub fn read(luma: &[u8], width: usize) -> Option<String> {
    let height = luma.len().checked_div(width)?;
    if width * height != luma.len() || width > SIDE_MAX || height > SIDE_MAX || width.min(height) < 21 {
        return None;
    }
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, |x, y| luma[y * width + x]);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}
