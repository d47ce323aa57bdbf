//! More that passed than a quota allows: the highest votes come first, and among equals at the cut the chair's choice decides.

use thidua_sync::order;

/// A nomination that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub nomination: String,
    pub yes: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    pub within: Vec<String>,
    pub beyond: Vec<String>,
    /// As many votes, fewer places, and no choice yet.
    pub tied: Vec<String>,
}

/// Cuts at so many places. `choice` names equals in the chair's order.
pub fn cut(passed: &[Ranked], places: usize, choice: &[String]) -> Cut {
    let mut ranked = passed.to_vec();
    order::sort_by_key(&mut ranked, |one| (u32::MAX - one.yes, place(choice, &one.nomination), one.nomination.clone()));
    let Some(edge) = places.checked_sub(1).and_then(|last| Some((ranked.get(last)?.yes, ranked.get(places)?.yes)))
    else {
        let beyond = ranked.split_off(places.min(ranked.len()));
        return Cut { within: names(ranked), beyond: names(beyond), tied: Vec::new() };
    };
    let beyond = ranked.split_off(places);
    let chosen = |one: &Ranked| choice.contains(&one.nomination);
    let is_decided = edge.0 != edge.1 || ranked.iter().filter(|one| one.yes == edge.0).all(chosen);
    if is_decided {
        return Cut { within: names(ranked), beyond: names(beyond), tied: Vec::new() };
    }
    let (mut tied, within): (Vec<Ranked>, Vec<Ranked>) = ranked.into_iter().partition(|one| one.yes == edge.0);
    let (also, beyond): (Vec<Ranked>, Vec<Ranked>) = beyond.into_iter().partition(|one| one.yes == edge.0);
    tied.extend(also);
    Cut { within: names(within), beyond: names(beyond), tied: names(tied) }
}

fn place(choice: &[String], nomination: &str) -> usize {
    choice.iter().position(|named| named == nomination).unwrap_or(usize::MAX)
}

fn names(ranked: Vec<Ranked>) -> Vec<String> {
    ranked.into_iter().map(|one| one.nomination).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passed: &[(&str, u32)], places: usize, choice: &[&str], expected: (&str, &str, &str)) {
        let passed: Vec<Ranked> =
            passed.iter().map(|(name, yes)| Ranked { nomination: (*name).into(), yes: *yes }).collect();
        let choice: Vec<String> = choice.iter().map(|name| (*name).into()).collect();
        let found = cut(&passed, places, &choice);
        let found = (found.within.join(" "), found.beyond.join(" "), found.tied.join(" "));
        assert_eq!((found.0.as_str(), found.1.as_str(), found.2.as_str()), expected);
    }

    #[test]
    fn the_highest_votes_come_first_and_the_chair_breaks_ties() {
        let passed = [("a", 6), ("b", 7), ("c", 6), ("d", 6), ("e", 5)];
        check(&passed, 9, &[], ("b a c d e", "", ""));
        check(&passed, 4, &[], ("b a c d", "e", ""));
        check(&passed, 2, &[], ("b", "e", "a c d"));
        check(&passed, 2, &["c"], ("b c", "a d e", ""));
        check(&passed, 3, &["d"], ("b", "e", "d a c"));
        check(&passed, 3, &["d", "a"], ("b d a", "c e", ""));
        check(&passed, 0, &[], ("", "b a c d e", ""));
        check(&[], 2, &["x"], ("", "", ""));
    }
}
