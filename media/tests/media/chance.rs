//! Damage by a seeded generator: the same on every run.

/// xorshift64*.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One to three faults: bits that flip, bytes that are other, gone or doubled, a piece of another file.
    pub fn damage(&mut self, file: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = file.to_vec();
        for _ in 0..=self.below(3) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(6) {
                0 | 1 => bytes[at] ^= 1 << self.below(8),
                2 => bytes[at] = [0, 0xFF, 0xD9, 0xD8, 0xDA, 0xC4, 0xD0, 1][self.below(8)],
                3 => drop(bytes.drain(at..end)),
                4 => bytes.extend_from_within(at..end),
                _ => {
                    let from = self.below(other.len());
                    let piece = other[from..(from + 1 + self.below(300)).min(other.len())].to_vec();
                    drop(bytes.splice(at..at + self.below(end - at + 1), piece));
                }
            }
        }
        bytes
    }
}
