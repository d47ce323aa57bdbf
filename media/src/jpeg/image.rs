//! What a JPEG is made of, in the words of this crate. A component comes to be known scan by scan.

use crate::Size;
use crate::refused::Refused::{self, Damaged};

// Markers, without the 0xFF before each.
pub const SOI: u8 = 0xD8;
pub const EOI: u8 = 0xD9;
pub const SOS: u8 = 0xDA;
pub const DQT: u8 = 0xDB;
pub const DHT: u8 = 0xC4;
pub const DRI: u8 = 0xDD;
pub const APP0: u8 = 0xE0;
pub const APP1: u8 = 0xE1;
pub const APP14: u8 = 0xEE;
/// The first of the eight restart markers, which stand inside the data of a scan.
pub const RST0: u8 = 0xD0;

pub const PROGRESSIVE: u8 = 0xC2;

/// Tables by number, each as it stands in its segment, from the byte with its number on.
pub type Tables<'a> = [Option<&'a [u8]>; 4];

/// The picture, as known from all that came before.
#[derive(Default)]
pub struct Image<'a> {
    /// Its marker, SOF0 to SOF2: baseline, extended, progressive.
    pub sof: u8,
    pub size: Size,
    pub components: Vec<Component>,
    pub colour: Colour,
    /// From 1 to 8, once there was EXIF.
    pub orientation: Option<u8>,
    pub quantizers: Tables<'a>,
    pub scans: u32,
}

/// How the file says what its components mean, where it must be said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Grey or YCbCr, by JFIF.
    Jfif,
    /// By Adobe's segment: 0 is RGB or CMYK, 2 is YCCK.
    Adobe(u8),
    /// CMYK.
    #[default]
    Unsaid,
}

pub struct Component {
    pub id: u8,
    /// Blocks across and down in a unit of the picture: 1, 2 or 4.
    pub h: u8,
    pub v: u8,
    pub quantizer: usize,
    /// For each coefficient the lowest bit that scans have brought, or [`NONE`].
    pub known: [u8; 64],
}

pub const NONE: u8 = 0xFF;

pub struct Scan<'a> {
    pub parts: Vec<Part>,
    /// The coefficients it brings, from 0 to 63.
    pub first: u8,
    pub last: u8,
    /// The lowest bit of theirs known before, 0 if none is, and the lowest it brings.
    pub high: u8,
    pub low: u8,
    /// The Huffman tables it uses, and no others.
    pub dc: Tables<'a>,
    pub ac: Tables<'a>,
    /// Units between two restart markers, 0 for none.
    pub restart: u16,
    /// Its coded data with stuffing, restart markers and fill bytes.
    pub data: &'a [u8],
}

/// A component in a scan, with the numbers of its Huffman tables. A number that is not used is 0.
pub struct Part {
    pub component: usize,
    pub dc: u8,
    pub ac: u8,
}

impl Component {
    /// Each coefficient comes once, or from its high bits down, one a scan; and DC comes before all others.
    pub fn advance(&mut self, scan: &Scan<'_>) -> Result<(), Refused> {
        let before = if scan.high == 0 { NONE } else { scan.high };
        let is_early = scan.first > 0 && self.known.first() == Some(&NONE);
        let band = self.known.get_mut(scan.first.into()..=scan.last.into()).unwrap_or_default();
        if is_early || band.iter().any(|bit| *bit != before) {
            return Err(Damaged("a scan out of turn"));
        }
        band.fill(scan.low);
        Ok(())
    }
}
