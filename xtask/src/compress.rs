//! Digests and compressed siblings. Compressing at the highest level is slow, so results are kept by content.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// SHA-256 as 64 hexadecimal digits.
pub fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a file of this name gets `.br` and `.gz` siblings. Pictures and fonts are compressed already.
pub fn is_compressible(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else { return false };
    ["html", "js", "css", "json", "webmanifest", "svg", "wasm", "txt"].contains(&extension)
}

/// Brotli bytes, taken from `kept` when the same content was compressed before at this quality.
pub fn brotli(bytes: &[u8], quality: i32, kept: &Path) -> Result<Vec<u8>> {
    keep(kept, &format!("{}.q{quality}.br", hex_digest(bytes)), || {
        let params = brotli::enc::BrotliEncoderParams {
            quality,
            lgwin: 22,
            size_hint: bytes.len(),
            ..brotli::enc::BrotliEncoderParams::default()
        };
        let mut out = Vec::new();
        brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
        Ok(out)
    })
}

/// Gzip bytes for the few clients without Brotli.
pub fn gzip(bytes: &[u8], kept: &Path) -> Result<Vec<u8>> {
    keep(kept, &format!("{}.gz", hex_digest(bytes)), || {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        Ok(encoder.finish()?)
    })
}

fn keep(kept: &Path, name: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let path = kept.join(name);
    if let Ok(bytes) = std::fs::read(&path) {
        return Ok(bytes);
    }
    let bytes = make()?;
    // A half-written file must never be taken for a whole one.
    let partial = kept.join(format!("{name}.{}", std::process::id()));
    std::fs::write(&partial, &bytes)?;
    std::fs::rename(partial, path)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_sha_256() {
        assert_eq!(hex_digest(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(is_compressible("a.wasm") && is_compressible("vi.json") && !is_compressible("icon.png"));
    }
}
