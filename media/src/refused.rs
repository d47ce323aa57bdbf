//! Why a file is not taken. People read the words of the app, found by the code; the words here are for developers.

use std::fmt;

/// A file that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Empty,
    UnknownType,
    Svg,
    Html,
    /// A zip, which is also what Word and Excel write.
    Archive,
    Gif,
    Heic,
    Avif,
    /// More than [`crate::MOST_BYTES`], or [`crate::pdf::MOST_BYTES`].
    TooLarge,
    /// More than [`crate::MOST_PIXELS`] or [`crate::MOST_SIDE`], or more than the server can decode.
    TooManyPixels,
    /// More than [`crate::jpeg::MOST_SCANS`].
    TooManyScans,
    /// A picture that moves.
    Animated,
    /// A way of coding that browsers do not decode: the file may be sound.
    Unsupported(&'static str),
    /// Cut off, or not what its format says.
    Damaged(&'static str),
    /// A PDF that does things when it is opened.
    PdfActive,
    /// A JPEG that was to be canonical and is not.
    NotCanonical,
}

impl Refused {
    /// The name under which the app keeps its words for it.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Empty => "empty",
            Refused::UnknownType => "unknown_type",
            Refused::Svg => "svg",
            Refused::Html => "html",
            Refused::Archive => "archive",
            Refused::Gif => "gif",
            Refused::Heic => "heic",
            Refused::Avif => "avif",
            Refused::TooLarge => "too_large",
            Refused::TooManyPixels => "too_many_pixels",
            Refused::TooManyScans => "too_many_scans",
            Refused::Animated => "animated",
            Refused::Unsupported(_) => "unsupported",
            Refused::Damaged(_) => "damaged",
            Refused::PdfActive => "pdf_active",
            Refused::NotCanonical => "not_canonical",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Refused::Unsupported(why) | Refused::Damaged(why) => write!(f, ": {why}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Refused {}
