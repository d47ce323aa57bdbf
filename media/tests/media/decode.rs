//! The last word on a photo.

use thidua_media::decode::check;
use thidua_media::jpeg::canonical;
use thidua_media::refused::Refused;

use crate::chance::Chance;
use crate::photos::{HEIGHT, WIDTH, all, baseline, behind, markers};

fn photos() -> Vec<(&'static str, Vec<u8>)> {
    all().into_iter().map(|(name, photo)| (name, canonical(&photo).unwrap().bytes)).collect()
}

#[test]
fn a_whole_photo_passes_and_only_in_its_canonical_form() {
    for ((name, canonical), (_, photo)) in photos().into_iter().zip(all()) {
        let size = check(&canonical).unwrap_or_else(|refused| panic!("{name}: {refused}"));
        assert_eq!((size.width, size.height), (WIDTH.into(), HEIGHT.into()), "{name}");
        assert_eq!(check(&photo), Err(Refused::NotCanonical), "{name}");
        assert_eq!(check(&behind(&canonical, &[&[0]])), Err(Refused::NotCanonical), "{name}");
    }
    assert_eq!(check(b""), Err(Refused::Empty));
    assert_eq!(check(&baseline()[..99]).map_err(|refused| refused.code()), Err("damaged"));
}

#[test]
fn data_that_ends_early_or_late_is_refused_in_every_scan() {
    for (name, photo) in photos() {
        let found = markers(&photo);
        for (n, (_, at)) in found.iter().enumerate().filter(|(_, (marker, _))| *marker == 0xDA) {
            let (start, end) = (at + 2 + usize::from(photo[at + 3]), found[n + 1].1);
            for cut in start + 1..end {
                let photo = [&photo[..cut], &photo[end..]].concat();
                assert!(check(&photo).is_err(), "{name}, scan {n} cut at {cut} of {start}..{end}");
            }
            let is_progressive = found.iter().any(|(marker, _)| *marker == 0xC2);
            for (more, is_much) in [(1, is_progressive), (15, is_progressive), (17, true), (9_999, true)] {
                let photo = [&photo[..end], &[0x55].repeat(more), &photo[end..]].concat();
                let refused = check(&photo).err();
                assert_eq!(refused.is_some(), is_much, "{name}, scan {n} with {more} more: {refused:?}");
            }
        }
    }
}

#[test]
fn a_restart_comes_right_behind_its_blocks() {
    for (name, photo) in photos().iter().filter(|(name, _)| name.contains("restart")) {
        let at = photo.windows(2).position(|window| window == [0xFF, 0xD0]).unwrap();
        let photo = [&photo[..at], &[0x55], &photo[at..]].concat();
        assert_eq!(check(&photo), Err(Refused::Damaged("a scan without its restarts")), "{name}");
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let photos = photos();
    let (mut chance, mut passed, mut refused) = (Chance(11_251_126), 0, 0);
    for _ in 0..20_000 {
        let (photo, other) = (chance.pick(&photos), chance.pick(&photos));
        let damaged = chance.damage(&photo.1, &other.1);
        let Ok(jpeg) = canonical(&damaged) else { continue };
        match check(&jpeg.bytes) {
            Ok(size) => passed += u32::from(size == jpeg.size),
            Err(_) => refused += 1,
        }
    }
    assert!(passed > 100 && refused > 2_000, "{passed} passed, {refused} refused: too few to say anything");
}
