//! The one thing EXIF is needed for: which way is up.

/// The orientation in a TIFF structure, as browsers find it: one SHORT in the first directory, from 1 (upright) to 8.
pub fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |bytes: &[u8]| {
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        if is_little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) }
    };
    let directory = tiff.get(number(tiff.get(4..8)?)..)?;
    let (count, entries) = directory.split_at_checked(2)?;
    let mut fields = entries.as_chunks::<12>().0.iter().take(number(count));
    let [_, _, k0, k1, n0, n1, n2, n3, v0, v1, _, _] =
        fields.find(|[t0, t1, ..]| number(&[*t0, *t1]) == ORIENTATION)?;
    let is_one_short = number(&[*k0, *k1]) == SHORT && number(&[*n0, *n1, *n2, *n3]) == 1;
    let value = u8::try_from(number(&[*v0, *v1])).ok()?;
    (is_one_short && (1..=8).contains(&value)).then_some(value)
}

/// EXIF that holds an orientation and nothing else.
pub fn minimal(orientation: u8) -> [u8; 32] {
    let mut exif = *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[25] = orientation;
    exif
}

const ORIENTATION: usize = 0x0112;
const SHORT: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for value in 1..=8 {
            assert_eq!(orientation(&minimal(value)[6..]), Some(value));
        }
        assert_eq!(orientation(&minimal(9)[6..]), None);
        assert_eq!(orientation(&minimal(0)[6..]), None);
    }

    #[test]
    fn nothing_is_read_from_what_is_no_exif() {
        let exif = minimal(6);
        for end in 6..24 {
            assert_eq!(orientation(&exif[6..end]), None, "{end}");
        }
        for at in [6, 8, 10, 13, 15, 17, 19, 23] {
            let mut other = exif;
            other[at] ^= 1;
            assert_eq!(orientation(&other[6..]), None, "{at}");
        }
    }
}
