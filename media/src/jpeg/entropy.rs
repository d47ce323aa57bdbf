//! Whether the data of each scan is all there and nothing more: every Huffman code is followed to the end, and what it
//! stands for is thrown away. Decoders fill what is missing with grey and pass over what is too much; this does neither.

use super::image::{Image, RST0, Scan};
use crate::refused::Refused::{self, Damaged};

/// Bytes that may follow the last block of a sequential scan: encoders in hardware fill up to some power of two, or write
/// a restart marker too many.
const SLACK: usize = 16;

/// What is remembered between the scans of a progressive picture: of each component and block, which of the 64
/// coefficients are not zero. One bit a coefficient.
#[derive(Default)]
pub struct Walk {
    known: [Vec<u64>; 4],
}

/// A component in a unit of a scan.
struct Lane<'a> {
    /// Its blocks in a unit.
    blocks: u8,
    dc: &'a [u8],
    ac: &'a [u8],
}

impl Walk {
    /// Follows one scan. All scans of a picture come here, in order.
    pub fn scan(&mut self, image: &Image<'_>, scan: &Scan<'_>) -> Result<(), Refused> {
        let (units, lanes) = layout(image, scan).ok_or(Damaged("a scan of unknown components"))?;
        let mut bits = Bits { data: scan.data, held: 0, count: 0, run: 0 };
        let mut band = match (scan.parts.as_slice(), lanes.as_slice()) {
            ([part], [lane]) if scan.first > 0 => self.known.get_mut(part.component).map(|known| (known, lane.ac)),
            _ => None,
        };
        if let Some((known, _)) = &mut band {
            known.resize(units as usize, 0);
        }
        for unit in 0..units {
            if unit > 0 && unit.checked_rem(scan.restart.into()) == Some(0) {
                bits.restart()?;
            }
            match &mut band {
                Some((known, table)) => {
                    let Some(known) = known.get_mut(unit as usize) else { continue };
                    if scan.high == 0 { bits.band(table, scan, known)? } else { bits.refine(table, scan, known)? }
                }
                None => {
                    for lane in &lanes {
                        (0..lane.blocks).try_for_each(|_| bits.block(lane, scan))?;
                    }
                }
            }
        }
        let slack = if scan.first == 0 && scan.last > 0 { SLACK } else { 0 };
        if bits.left()? + bits.data.len() > slack {
            return Err(Damaged("a scan with more than its blocks"));
        }
        Ok(())
    }
}

/// How many units a scan has, and what each is made of. Alone, a component comes block by block, and only as many as hold
/// something of the picture; several come in units of equal area, filled up at the edges.
fn layout<'a>(image: &Image<'_>, scan: &Scan<'a>) -> Option<(u32, Vec<Lane<'a>>)> {
    let most_h = image.components.iter().map(|component| component.h).max()?;
    let most_v = image.components.iter().map(|component| component.v).max()?;
    let is_alone = scan.parts.len() == 1;
    let (mut h, mut v) = (1, 1);
    let mut lanes = Vec::new();
    for part in &scan.parts {
        let component = image.components.get(part.component)?;
        if is_alone {
            (h, v) = (component.h, component.v);
        }
        let dc = scan.dc.get(usize::from(part.dc))?.unwrap_or_default();
        let ac = scan.ac.get(usize::from(part.ac))?.unwrap_or_default();
        lanes.push(Lane { blocks: if is_alone { 1 } else { component.h * component.v }, dc, ac });
    }
    let across = (image.size.width * u32::from(h)).div_ceil(8 * u32::from(most_h));
    let down = (image.size.height * u32::from(v)).div_ceil(8 * u32::from(most_v));
    Some((across * down, lanes))
}

struct Bits<'a> {
    data: &'a [u8],
    /// Bits read from `data` and not yet taken are the lowest `count` of these.
    held: u64,
    count: u32,
    /// Blocks to come of which the band is all zero.
    run: u32,
}

impl Bits<'_> {
    /// A block of a sequential scan, or the DC of one.
    fn block(&mut self, lane: &Lane<'_>, scan: &Scan<'_>) -> Result<(), Refused> {
        if scan.high > 0 {
            return self.take(1).map(drop);
        }
        let size = self.symbol(lane.dc)?;
        self.take(size)?;
        if scan.last > 0 {
            self.band(lane.ac, scan, &mut 0)?;
            if self.run > 0 {
                return Err(Damaged("a run of blocks in a sequential scan"));
            }
        }
        Ok(())
    }

    /// The coefficients of a block but DC, for the first time.
    fn band(&mut self, table: &[u8], scan: &Scan<'_>, known: &mut u64) -> Result<(), Refused> {
        let mut at = scan.first.max(1);
        while self.run == 0 && at <= scan.last {
            let symbol = self.symbol(table)?;
            let (zeros, size) = (symbol >> 4, symbol & 15);
            if size == 0 && zeros < 15 {
                self.run = (1 << zeros) + self.take(zeros)?;
                break;
            }
            at += zeros;
            if at > scan.last {
                return Err(Damaged("a coefficient beyond its band"));
            }
            self.take(size)?;
            *known |= u64::from(size > 0) << at;
            at += 1;
        }
        self.run = self.run.saturating_sub(1);
        Ok(())
    }

    /// One bit more of coefficients that are known, and those that are no longer zero by it.
    fn refine(&mut self, table: &[u8], scan: &Scan<'_>, known: &mut u64) -> Result<(), Refused> {
        let mut at = scan.first;
        while self.run == 0 && at <= scan.last {
            let symbol = self.symbol(table)?;
            let (mut zeros, size) = (symbol >> 4, symbol & 15);
            if size == 0 && zeros < 15 {
                self.run = (1 << zeros) + self.take(zeros)?;
                break;
            }
            self.take(size)?;
            while at <= scan.last && (*known >> at & 1 == 1 || zeros > 0) {
                if *known >> at & 1 == 1 {
                    self.take(1)?;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if at > scan.last || size > 1 {
                return Err(Damaged("a coefficient beyond its band"));
            }
            *known |= u64::from(size) << at;
            at += 1;
        }
        while self.run > 0 && at <= scan.last {
            self.take((*known >> at & 1) as u8)?;
            at += 1;
        }
        self.run = self.run.saturating_sub(1);
        Ok(())
    }

    /// Finds the code that comes next. Codes of one length are numbers in a row, and those of the next length go on where
    /// they ended, with a bit more.
    fn symbol(&mut self, table: &[u8]) -> Result<u8, Refused> {
        self.fill();
        // Behind the last bit there is room for as many zeros.
        let next = (self.held << 16 >> self.count) as u32 & 0xFFFF;
        let (counts, mut symbols) = table.get(1..).and_then(|table| table.split_at_checked(16)).unwrap_or_default();
        let mut first = 0;
        for (bits, count) in (1..).zip(counts) {
            let (those, longer) = symbols.split_at_checked(usize::from(*count)).unwrap_or_default();
            if let Some(symbol) = (next >> (16 - bits)).checked_sub(first).and_then(|at| those.get(at as usize)) {
                return self.take(bits).map(|_| *symbol);
            }
            (first, symbols) = ((first + u32::from(*count)) << 1, longer);
        }
        Err(Damaged("a code that stands for nothing"))
    }

    /// Takes up to 16 bits.
    fn take(&mut self, bits: u8) -> Result<u32, Refused> {
        self.fill();
        self.count = self.count.checked_sub(bits.into()).ok_or(Damaged("a scan with less than its blocks"))?;
        Ok((self.held >> self.count) as u32 & ((1 << bits) - 1))
    }

    /// Reads on while there is room, up to the next restart marker.
    fn fill(&mut self) {
        while self.count <= 40 {
            (self.held, self.data) = match self.data {
                [0xFF, 0, rest @ ..] => (self.held << 8 | 0xFF, rest),
                [0xFF, ..] | [] => return,
                [byte, rest @ ..] => (self.held << 8 | u64::from(*byte), rest),
            };
            self.count += 8;
        }
    }

    fn restart(&mut self) -> Result<(), Refused> {
        self.data = match (self.left()?, self.data) {
            (0, [0xFF, marker, rest @ ..]) if *marker & 0xF8 == RST0 => rest,
            _ => return Err(Damaged("a scan without its restarts")),
        };
        self.count = 0;
        Ok(())
    }

    /// Whole bytes that are held when no block may be left.
    fn left(&mut self) -> Result<usize, Refused> {
        self.fill();
        if self.run == 0 { Ok(self.count as usize / 8) } else { Err(Damaged("a run of blocks beyond the last")) }
    }
}
