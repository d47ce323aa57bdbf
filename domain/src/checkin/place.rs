//! How far apart two spots are, in whole metres.

use crate::activity::Spot;

/// Metres of a degree on the mean sphere (radius 6,371,009 m).
const DEGREE: i64 = 111_195;
const MILLION: i64 = 1_000_000;

/// Cosines of whole degrees, in millionths.
const COSINES: [i64; 91] = [
    1_000_000, 999_848, 999_391, 998_630, 997_564, 996_195, 994_522, 992_546, 990_268, 987_688, 984_808, 981_627,
    978_148, 974_370, 970_296, 965_926, 961_262, 956_305, 951_057, 945_519, 939_693, 933_580, 927_184, 920_505,
    913_545, 906_308, 898_794, 891_007, 882_948, 874_620, 866_025, 857_167, 848_048, 838_671, 829_038, 819_152,
    809_017, 798_636, 788_011, 777_146, 766_044, 754_710, 743_145, 731_354, 719_340, 707_107, 694_658, 681_998,
    669_131, 656_059, 642_788, 629_320, 615_661, 601_815, 587_785, 573_576, 559_193, 544_639, 529_919, 515_038,
    500_000, 484_810, 469_472, 453_990, 438_371, 422_618, 406_737, 390_731, 374_607, 358_368, 342_020, 325_568,
    309_017, 292_372, 275_637, 258_819, 241_922, 224_951, 207_912, 190_809, 173_648, 156_434, 139_173, 121_869,
    104_528, 87_156, 69_756, 52_336, 34_899, 17_452, 0,
];

/// The distance in metres, as on a map that is flat between the two: right to 1 % of the sphere up to 2,000 km within the
/// tropics, and to the metre within a town. Accuracies are left out; what is no place is as far as can be.
pub fn metres(a: Spot, b: Spot) -> u32 {
    if !a.is_real() || !b.is_real() {
        return u32::MAX;
    }
    let north = (a.lat - b.lat) * DEGREE / MILLION;
    let across = (a.lon - b.lon).abs();
    // The shorter way round.
    let across = across.min(360 * MILLION - across);
    let east = across * DEGREE / MILLION * cosine((a.lat + b.lat) / 2) / MILLION;
    u32::try_from((north * north + east * east).isqrt()).unwrap_or(u32::MAX)
}

/// The cosine of a latitude, in millionths.
fn cosine(lat: i64) -> i64 {
    let lat = lat.abs().min(90 * MILLION);
    let degree = usize::try_from(lat / MILLION).unwrap_or(0);
    let (low, high) = (COSINES[degree], COSINES[(degree + 1).min(90)]);
    low + (high - low) * (lat % MILLION) / MILLION
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (i64, i64), b: (i64, i64), known: u32) {
        let spot = |(lat, lon)| Spot { lat, lon, acc: 0 };
        let found = metres(spot(a), spot(b));
        assert!(found.abs_diff(known) * 100 <= known, "{found} m, known are {known} m");
        assert_eq!(found, metres(spot(b), spot(a)));
    }

    const HANOI: (i64, i64) = (21_028_511, 105_804_817);

    #[test]
    fn distances_in_viet_nam_are_right_to_one_in_a_hundred() {
        check(HANOI, (20_844_912, 106_688_084), 93_975); // Hải Phòng
        check(HANOI, (16_054_407, 108_202_167), 608_059); // Đà Nẵng
        check(HANOI, (10_823_099, 106_629_664), 1_138_203); // Thành phố Hồ Chí Minh
        check((18_679_585, 105_681_335), (18_342_820, 105_905_690), 44_293); // Vinh, Hà Tĩnh
        check(HANOI, (21_029_411, 105_804_817), 100); // along the meridian
        check(HANOI, (21_028_511, 105_805_780), 100); // along the parallel
        assert_eq!(metres(Spot { lat: 0, lon: 179_999_000, acc: 0 }, Spot { lat: 0, lon: -179_999_000, acc: 0 }), 222);
    }
}
