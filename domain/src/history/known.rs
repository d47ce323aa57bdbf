//! Where silence is an answer: for which years a topic is complete.

use super::fact::{Known, Topic};
use super::{History, Subject};

impl History {
    fn vouched(&self, subject: &Subject, topic: Topic) -> impl Iterator<Item = &Known> {
        let own = &self.file(subject).known;
        own.iter().chain(&self.everywhere).filter(move |known| known.topic == topic)
    }

    /// Whether the topic is complete for a year.
    pub fn knows(&self, subject: &Subject, topic: Topic, year: i32) -> bool {
        let is_read = topic != Topic::Matters || self.reads_matters_of(subject);
        is_read
            && self.vouched(subject, topic).any(|known| known.from.is_none_or(|from| from <= year) && year <= known.to)
    }

    /// Whether the topic is complete for all years up to and with this one.
    pub fn knows_all(&self, subject: &Subject, topic: Topic, year: i32) -> bool {
        let start = self.vouched(subject, topic).filter(|known| known.from.is_none()).map(|known| known.to).max();
        let Some(mut reached) = start else { return false };
        // Each round goes to the end of a span that begins where the last one ended, so it ends.
        while reached < year {
            let next = reached.saturating_add(1);
            let spans = self.vouched(subject, topic);
            let further = spans.filter(|known| known.from.is_none_or(|from| from <= next) && known.to > reached);
            let Some(to) = further.map(|known| known.to).max() else { return false };
            reached = to;
        }
        true
    }
}
