//! How long to wait before the next try. Chance is handed in.

/// Waits 0 to `2 s × 2^failures`, at most 0 to 60 s, spread evenly (full jitter). `chance` is any random number.
/// A server that names its own pause gets that, plus up to a tenth.
pub fn wait_ms(failures: u32, retry_after_ms: Option<u64>, chance: u64) -> u64 {
    if let Some(asked) = retry_after_ms {
        return asked.saturating_add(chance % (asked / 10 + 1));
    }
    let ceiling = 2_000_u64.saturating_mul(1 << failures.min(6)).min(60_000);
    chance % (ceiling + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_minute_and_never_beyond() {
        assert!(wait_ms(0, None, u64::MAX) <= 2_000);
        assert!((0..200).all(|n| wait_ms(n, None, u64::from(n) * 7_919_113) <= 60_000));
        assert_eq!(wait_ms(9, Some(5_000), 0), 5_000);
    }
}
