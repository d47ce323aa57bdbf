//! Counts of what happens, as Prometheus text. No names of people, no addresses.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use thidua_sync::command::{Outcome, Wait};
use thidua_sync::wire::Reply;

/// Upper bounds of the time buckets, in milliseconds.
const TIMES: [u64; 10] = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000];
/// Upper bounds of the group buckets, in commands.
const SIZES: [u64; 8] = [1, 5, 20, 50, 100, 500, 1_000, 2_000];

struct Histogram<const N: usize> {
    buckets: [AtomicU64; N],
    count: AtomicU64,
    sum: AtomicU64,
}

impl<const N: usize> Default for Histogram<N> {
    fn default() -> Self {
        let buckets = std::array::from_fn(|_| AtomicU64::new(0));
        Histogram { buckets, count: AtomicU64::new(0), sum: AtomicU64::new(0) }
    }
}

impl<const N: usize> Histogram<N> {
    fn add(&self, bounds: &[u64; N], value: u64) {
        if let Some(at) = bounds.iter().position(|bound| value <= *bound) {
            self.buckets[at].fetch_add(1, Relaxed);
        }
        self.count.fetch_add(1, Relaxed);
        self.sum.fetch_add(value, Relaxed);
    }

    fn text(&self, out: &mut String, name: &str, help: &str, bounds: &[u64; N]) {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} histogram");
        let mut total = 0;
        for (bound, bucket) in bounds.iter().zip(&self.buckets) {
            total += bucket.load(Relaxed);
            let _ = writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {total}");
        }
        let (count, sum) = (self.count.load(Relaxed), self.sum.load(Relaxed));
        let _ = writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {count}\n{name}_sum {sum}\n{name}_count {count}");
    }
}

/// What an outcome is called in the figures.
const OUTCOMES: [&str; 8] =
    ["applied", "merged", "rejected", "cached", "busy", "dep_unknown", "blob_missing", "client_forked"];

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    Sent,
    Failed,
    /// Its subscription was taken away.
    Removed,
}

/// What that is called in the figures.
const PUSHED: [&str; 3] = ["sent", "failed", "removed"];

#[derive(Default)]
pub struct Metrics {
    exchanges: AtomicU64,
    refused: AtomicU64,
    outcomes: [AtomicU64; 8],
    rows_sent: AtomicU64,
    exchange_ms: Histogram<10>,
    group_ms: Histogram<10>,
    group_size: Histogram<8>,
    listeners: AtomicI64,
    sign_ins: AtomicU64,
    sign_ins_failed: AtomicU64,
    store_errors: AtomicU64,
    files: AtomicU64,
    file_bytes: AtomicU64,
    files_refused: AtomicU64,
    pushes: [AtomicU64; 3],
}

/// Counts one listener for as long as it is held.
pub struct Listening(std::sync::Arc<Metrics>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.listeners.fetch_sub(1, Relaxed);
    }
}

impl Metrics {
    pub fn exchange(&self, time: Duration, rows: usize) {
        self.exchanges.fetch_add(1, Relaxed);
        self.rows_sent.fetch_add(rows as u64, Relaxed);
        self.exchange_ms.add(&TIMES, millis(time));
    }

    /// A request that was answered with a typed error.
    pub fn refused(&self) {
        self.refused.fetch_add(1, Relaxed);
    }

    pub fn outcomes(&self, replies: &[Reply]) {
        for reply in replies {
            let at = match &reply.outcome {
                _ if reply.cached => 3,
                Outcome::Applied { .. } => 0,
                Outcome::Merged { .. } => 1,
                Outcome::Rejected(_) => 2,
                Outcome::Deferred(Wait::Busy) => 4,
                Outcome::Deferred(Wait::DepUnknown) => 5,
                Outcome::Deferred(Wait::BlobMissing) => 6,
                Outcome::Deferred(Wait::ClientForked) => 7,
            };
            self.outcomes[at].fetch_add(1, Relaxed);
        }
    }

    pub fn group(&self, size: usize, time: Duration) {
        self.group_size.add(&SIZES, size as u64);
        self.group_ms.add(&TIMES, millis(time));
    }

    pub fn listening(self: &std::sync::Arc<Self>) -> Listening {
        self.listeners.fetch_add(1, Relaxed);
        Listening(self.clone())
    }

    pub fn sign_in(&self, passed: Result<(), ()>) {
        match passed {
            Ok(()) => self.sign_ins.fetch_add(1, Relaxed),
            Err(()) => self.sign_ins_failed.fetch_add(1, Relaxed),
        };
    }

    pub fn store_error(&self) {
        self.store_errors.fetch_add(1, Relaxed);
    }

    /// A file that was checked and kept.
    pub fn file(&self, bytes: u64) {
        self.files.fetch_add(1, Relaxed);
        self.file_bytes.fetch_add(bytes, Relaxed);
    }

    pub fn file_refused(&self) {
        self.files_refused.fetch_add(1, Relaxed);
    }

    pub fn pushed(&self, what: Pushed) {
        self.pushes[what as usize].fetch_add(1, Relaxed);
    }

    /// Everything, in the text format of Prometheus.
    pub fn text(&self, head: u64) -> String {
        let mut out = String::new();
        let single = [
            ("thidua_exchanges_total", "Exchanges answered.", "counter", self.exchanges.load(Relaxed)),
            ("thidua_refused_total", "Requests answered with a typed error.", "counter", self.refused.load(Relaxed)),
            ("thidua_rows_sent_total", "Rows sent to devices.", "counter", self.rows_sent.load(Relaxed)),
            ("thidua_sign_ins_total", "Sign-ins that passed.", "counter", self.sign_ins.load(Relaxed)),
            ("thidua_sign_ins_failed_total", "Sign-ins that failed.", "counter", self.sign_ins_failed.load(Relaxed)),
            (
                "thidua_store_errors_total",
                "Failures of the database, or of the store of files.",
                "counter",
                self.store_errors.load(Relaxed),
            ),
            ("thidua_files_total", "Photos and papers received.", "counter", self.files.load(Relaxed)),
            ("thidua_file_bytes_total", "Bytes of them.", "counter", self.file_bytes.load(Relaxed)),
            ("thidua_files_refused_total", "Photos and papers refused.", "counter", self.files_refused.load(Relaxed)),
            ("thidua_listeners", "Devices that listen for news.", "gauge", self.listeners.load(Relaxed).max(0) as u64),
            ("thidua_head_seq", "Newest sequence number.", "gauge", head),
        ];
        for (name, help, kind, value) in single {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
        }
        by_outcome(&mut out, "thidua_commands_total", "Commands by outcome.", &OUTCOMES, &self.outcomes);
        by_outcome(&mut out, "thidua_pushes_total", "Pushes to devices by outcome.", &PUSHED, &self.pushes);
        self.exchange_ms.text(&mut out, "thidua_exchange_milliseconds", "Time of an exchange.", &TIMES);
        self.group_ms.text(&mut out, "thidua_group_milliseconds", "Time of a group, flush included.", &TIMES);
        self.group_size.text(&mut out, "thidua_group_commands", "Commands in a group.", &SIZES);
        out
    }
}

fn by_outcome<const N: usize>(out: &mut String, name: &str, help: &str, outcomes: &[&str; N], counts: &[AtomicU64; N]) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter");
    for (outcome, count) in outcomes.iter().zip(counts) {
        let _ = writeln!(out, "{name}{{outcome=\"{outcome}\"}} {}", count.load(Relaxed));
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
