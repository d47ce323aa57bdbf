//! When somebody is called: at once, and then not again for a while, however much happens meanwhile.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// Calls that are remembered for one person; the oldest make room.
const MOST: usize = 32;

/// Who is to be called. `C` is why.
pub struct Rounds<C> {
    /// Between two calls of one person.
    gap: Duration,
    people: BTreeMap<String, Turn<C>>,
}

struct Turn<C> {
    /// Not before this.
    from: Instant,
    due: Vec<C>,
}

impl<C> Rounds<C> {
    pub fn new(gap: Duration) -> Rounds<C> {
        Rounds { gap, people: BTreeMap::new() }
    }

    pub fn note(&mut self, person: String, call: C, now: Instant) {
        let turn = self.people.entry(person).or_insert_with(|| Turn { from: now, due: Vec::new() });
        if turn.due.len() == MOST {
            turn.due.remove(0);
        }
        turn.due.push(call);
    }

    /// Those whose turn has come, each with why, oldest first. Their next turn is a gap away.
    pub fn ready(&mut self, now: Instant) -> Vec<(String, Vec<C>)> {
        self.people.retain(|_, turn| now < turn.from || !turn.due.is_empty());
        let ready = self.people.iter_mut().filter(|(_, turn)| turn.from <= now && !turn.due.is_empty());
        let take = |(person, turn): (&String, &mut Turn<C>)| {
            turn.from = now + self.gap;
            (person.clone(), std::mem::take(&mut turn.due))
        };
        ready.map(take).collect()
    }

    /// When the next turn comes, if anybody waits for one.
    pub fn next(&self) -> Option<Instant> {
        self.people.values().filter(|turn| !turn.due.is_empty()).map(|turn| turn.from).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_called_once_in_a_while_and_nothing_is_forgotten() {
        let gap = Duration::from_secs(60);
        let (mut rounds, begun) = (Rounds::new(gap), Instant::now());
        let after = |seconds: u64| begun + Duration::from_secs(seconds);
        rounds.note("a".into(), 1, begun);
        rounds.note("a".into(), 2, begun);
        assert_eq!(rounds.next(), Some(begun));
        assert_eq!(rounds.ready(begun), [("a".into(), vec![1, 2])]);
        assert_eq!(rounds.next(), None);
        rounds.note("a".into(), 3, after(1));
        rounds.note("b".into(), 4, after(2));
        assert_eq!(rounds.ready(after(2)), [("b".into(), vec![4])]);
        rounds.note("a".into(), 5, after(59));
        assert_eq!((rounds.ready(after(59)).len(), rounds.next()), (0, Some(after(60))));
        assert_eq!(rounds.ready(after(60)), [("a".into(), vec![3, 5])]);
        assert_eq!(rounds.ready(after(200)), []);
        assert!(rounds.people.is_empty(), "who is not called takes no room");
    }

    #[test]
    fn what_is_remembered_of_one_person_is_bounded() {
        let (mut rounds, now) = (Rounds::new(Duration::ZERO), Instant::now());
        (0..1_000).for_each(|n| rounds.note("a".into(), n, now));
        assert_eq!(rounds.ready(now)[0].1, Vec::from_iter(1_000 - MOST..1_000));
    }
}
