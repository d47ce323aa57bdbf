//! Whether the bytes of an upload are what they are called, and of a kind that is kept.

use sha2::{Digest as _, Sha256};
use thidua_domain::evidence::Kind;
use thidua_media::kind::{self, sniff};
use thidua_media::refused::Refused;
use thidua_media::{Size, decode, pdf};

use super::Facts;

/// Why a whole upload is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Other bytes than their name says.
    Hash,
    Refused(Refused),
}

/// Checks a whole file. Takes seconds and some 300 MB for the largest photo.
pub fn check(sha: &str, bytes: &[u8]) -> Result<Facts, Fault> {
    if crate::hex(&Sha256::digest(bytes)) != sha {
        return Err(Fault::Hash);
    }
    let (kind, Size { width, height }) = look(bytes).map_err(Fault::Refused)?;
    Ok(Facts { kind, bytes: bytes.len() as u64, width, height })
}

fn look(bytes: &[u8]) -> Result<(Kind, Size), Refused> {
    match sniff(bytes) {
        kind::Kind::Jpeg => Ok((Kind::Jpeg, decode::check(bytes)?)),
        kind::Kind::Pdf => pdf::check(bytes).map(|()| (Kind::Pdf, Size::default())),
        // A device makes JPEG of them.
        kind::Kind::Png | kind::Kind::Webp => Err(Refused::UnknownType),
        _ => Err(thidua_media::stripped(bytes).err().unwrap_or(Refused::UnknownType)),
    }
}
