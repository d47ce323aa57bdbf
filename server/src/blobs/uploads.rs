//! Who is sending files to this node: no more requests at once than memory allows, and one at a time for a person's file.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, watch};

use super::Upload;

/// Requests that bring a piece, at once. A piece takes up to 1 MB of memory.
const SEATS: usize = 64;
/// Files of one person, at once.
const OWN: usize = 16;
/// Files that are checked at once: each takes some 300 MB.
const CHECKS: usize = 2;

pub struct Uploads {
    seats: Arc<Semaphore>,
    pub checks: Arc<Semaphore>,
    lines: Mutex<HashMap<Upload, Arc<Line>>>,
}

impl Default for Uploads {
    fn default() -> Uploads {
        Uploads {
            seats: Arc::new(Semaphore::new(SEATS)),
            checks: Arc::new(Semaphore::new(CHECKS)),
            lines: Mutex::default(),
        }
    }
}

/// Those who wait for one upload.
#[derive(Default)]
struct Line {
    turn: Arc<tokio::sync::Mutex<()>>,
    /// The number of the last who came.
    last: watch::Sender<u64>,
}

/// A place in a line. It leaves with the last of them.
struct Ticket {
    uploads: Arc<Uploads>,
    upload: Upload,
    line: Arc<Line>,
    number: u64,
}

/// The right to change an upload, until it is dropped.
pub struct Turn {
    _lock: OwnedMutexGuard<()>,
    ticket: Ticket,
}

impl Uploads {
    /// A place for a request that brings a piece, if there is one.
    pub fn seat(&self, upload: &Upload) -> Option<OwnedSemaphorePermit> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let own = lines.keys().filter(|other| other.person == upload.person).count();
        if own >= OWN { None } else { self.seats.clone().try_acquire_owned().ok() }
    }

    /// Waits until nobody else on this node changes the upload.
    pub async fn turn(self: &Arc<Self>, upload: &Upload) -> Turn {
        let line = self.lines.lock().unwrap_or_else(PoisonError::into_inner).entry(upload.clone()).or_default().clone();
        let mut number = 0;
        line.last.send_modify(|last| {
            *last += 1;
            number = *last;
        });
        let ticket = Ticket { uploads: self.clone(), upload: upload.clone(), line, number };
        Turn { _lock: ticket.line.turn.clone().lock_owned().await, ticket }
    }
}

impl Turn {
    /// Waits until somebody waits for this turn: often the same device, whose connection broke without a word.
    pub async fn wanted(&self) {
        let mut last = self.ticket.line.last.subscribe();
        let number = self.ticket.number;
        // The sender lives as long as the line.
        drop(last.wait_for(|last| *last > number).await);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut lines = self.uploads.lines.lock().unwrap_or_else(PoisonError::into_inner);
        // One is the list's, one is ours.
        if Arc::strong_count(&self.line) == 2 {
            lines.remove(&self.upload);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_at_a_time_and_nothing_is_left_of_a_line() {
        let uploads = Arc::new(Uploads::default());
        let upload = Upload::new("hanh", "a");
        let first = uploads.turn(&upload).await;
        let other = uploads.turn(&Upload::new("sinh", "a")).await;
        let mut second = Box::pin(uploads.turn(&upload));
        let late = tokio::time::timeout(std::time::Duration::from_millis(1), &mut second).await;
        assert!(late.is_err(), "two at once");
        first.wanted().await;
        drop(first);
        drop(second.await);
        drop(other);
        // Somebody gave up waiting.
        let held = uploads.turn(&upload).await;
        let waits = tokio::time::timeout(std::time::Duration::from_millis(1), uploads.turn(&upload)).await;
        assert!(waits.is_err());
        drop(held);
        assert!(uploads.lines.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn nobody_takes_all_the_seats() {
        let uploads = Arc::new(Uploads::default());
        let mut turns = Vec::new();
        let mut seats = Vec::new();
        for n in 0..OWN {
            seats.push(uploads.seat(&Upload::new("hanh", "a")).unwrap());
            turns.push(uploads.turn(&Upload::new("hanh", &n.to_string())).await);
        }
        assert!(uploads.seat(&Upload::new("hanh", "b")).is_none());
        let others: Vec<_> = (0..SEATS).map_while(|_| uploads.seat(&Upload::new("sinh", "a"))).collect();
        assert_eq!(others.len(), SEATS - OWN);
    }
}
