//! How events and attendances read.

use thidua_domain::checkin::reason::{Grade, Reason};
use thidua_domain::date::{self, When};
use thidua_sync::Millis;

use super::known::{Known, Line};
use crate::components::card::Tone;
use crate::pages::moments;
use crate::text::{t, try_text};

/// When an event is: `08:00 – 11:30 ngày 26/11/2026`.
pub fn hours(known: &Known) -> String {
    let (from, to) = (known.event.opens, known.event.closes);
    let day = |at: Millis| When::Day(date::today(at)).to_string();
    if date::today(from) == date::today(to) {
        return t!("event-hours", from = date::clock(from), to = date::clock(to), day = day(from));
    }
    t!("event-days", from = date::clock(from), first = day(from), to = date::clock(to), last = day(to))
}

pub fn is_running(known: &Known, now: Millis) -> bool {
    known.event.is_open()
        && now >= known.event.opens.min(known.event.out.0)
        && now <= known.event.closes.max(known.event.out.1)
}

/// Where an event stands.
pub fn standing(known: &Known, now: Millis) -> (Tone, String) {
    match () {
        () if known.event.is_withdrawn => (Tone::Bad, t!("state-withdrawn")),
        () if known.event.closed.is_some() => (Tone::Plain, t!("event-closed")),
        () if is_running(known, now) => (Tone::Good, t!("event-running")),
        () if now < known.event.opens => (Tone::Wait, t!("event-coming")),
        () => (Tone::Plain, t!("event-over")),
    }
}

/// How an attendance stands: decided, or by its grade. What waits here says so before all.
pub fn grade(line: &Line) -> (Tone, String) {
    if let Some(resolution) = &line.attendance.resolution {
        return match resolution.is_present {
            true => (Tone::Good, t!("checkin-present")),
            false => (Tone::Bad, t!("checkin-absent")),
        };
    }
    if line.verdict.waits() && line.verdict.grade != Grade::Disputed {
        return (Tone::Wait, t!("checkin-open"));
    }
    if line.waiting > 0 && line.verdict.grade != Grade::Disputed {
        return (Tone::Wait, t!("checkin-waits-here"));
    }
    match line.verdict.grade {
        Grade::Verified => (Tone::Good, t!("checkin-verified")),
        Grade::Claimed => (Tone::Wait, t!("checkin-claimed")),
        Grade::Disputed => (Tone::Bad, t!("checkin-disputed")),
    }
}

/// Why it is worth no more, and what else is to be told of it.
pub fn reasons(line: &Line) -> Vec<String> {
    let told = line.verdict.reasons.iter().filter(|reason| **reason != Reason::NotSentYet);
    let mut words: Vec<String> = told.map(|reason| reason_text(*reason)).collect();
    if let Some(resolution) = &line.attendance.resolution {
        words.insert(0, t!("checkin-decided", reason = resolution.reason.clone()));
    }
    words
}

pub fn reason_text(reason: Reason) -> String {
    let key = format!("checkin-reason-{}", reason.id().replace('_', "-"));
    try_text(&key, &[]).unwrap_or_else(|| reason.id().to_owned())
}

/// A time of an event; with its day where the event has several.
pub fn clock(known: &Known, at: Option<Millis>) -> String {
    let is_short = date::today(known.event.opens) == date::today(known.event.closes.max(known.event.out.1));
    let one = |at: Millis| if is_short { date::clock(at) } else { moments::local(at) };
    at.map(one).unwrap_or_default()
}
