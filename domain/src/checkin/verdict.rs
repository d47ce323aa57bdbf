//! What scans are worth: a pure function of the event, its certified keys, the facts and a decision, in any order.
//!
//! Time is what gives a photographed code away: by the device's corrected clock or by the server's receipt it was used after
//! its window. Somebody who sends a photo within seconds, or changes the program's clock, is not found by it; a place alone
//! proves nothing either, for a browser says where it is told to be.

use std::collections::BTreeSet;

use thidua_sync::Millis;
use thidua_sync::order;

use super::attendance::{Attendance, Fact, Going, Proof, Way};
use super::reason::{Grade, Reason};
use super::{place, token};
use crate::event::Event;

/// How far a corrected clock may be from a code's window.
pub const SLACK: Millis = 90_000;
/// How long after its window a code may come to the server and be verified.
pub const PROMPT: Millis = 600_000;
/// How long after an event's end an organiser's word is as good as on the day.
pub const WORD: Millis = 3 * 86_400_000;
/// How far a device's clock may be off before people are told, and a corrected one be ahead of the server's.
pub const AHEAD: Millis = 300_000;

/// One scan, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The id of the scan.
    pub id: String,
    pub grade: Grade,
    pub reasons: BTreeSet<Reason>,
}

/// What becomes of all scans of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The best of the scans.
    pub grade: Grade,
    /// A scan verified or claimed, with a code of the event's own, unless an organiser decided otherwise.
    pub is_counted: bool,
    pub is_resolved: bool,
    /// Those of all scans.
    pub reasons: BTreeSet<Reason>,
    /// UTC instants of the first scan in and the last scan out, of those that have the grade.
    pub first_in: Option<Millis>,
    pub last_out: Option<Millis>,
    pub scans: Vec<Judged>,
}

impl Verdict {
    /// Whether it does not count, and nobody has decided so: an organiser has to look at it, or what proves it has to come.
    pub fn waits(&self) -> bool {
        !self.is_counted && !self.is_resolved
    }
}

/// Judges how somebody attended. `keys` are the event's certified keys, by [`token::key_id`].
pub fn verdict(event: &Event, keys: &BTreeSet<String>, attendance: &Attendance) -> Verdict {
    let scans: Vec<Judged> =
        attendance.facts.iter().map(|fact| judge((event, keys), attendance.person.as_deref(), fact)).collect();
    let best = scans.iter().map(|scan| scan.grade).min();
    let mut reasons = order::set(scans.iter().flat_map(|scan| scan.reasons.iter().copied()));
    let mut tell = |holds: bool, reason: Reason| {
        if holds {
            reasons.insert(reason);
        }
    };
    tell(scans.is_empty(), Reason::EnteredByHand);
    tell(!event.invites(attendance.person.as_deref(), attendance.unit.as_deref()), Reason::NotInvited);
    tell(event.is_withdrawn, Reason::EventWithdrawn);
    let grade = best.unwrap_or(Grade::Claimed);
    let pairs = attendance.facts.iter().zip(&scans);
    let good: Vec<&Fact> = pairs.filter(|(_, scan)| scan.grade == grade).map(|(fact, _)| fact).collect();
    let times = |going: Going| good.iter().filter(move |fact| fact.going == going).map(|fact| fact.when());
    let (first_in, last_out) = (times(Going::In).min(), times(Going::Out).max());
    tell(first_in.is_none() && last_out.is_some(), Reason::OutOnly);
    let left = times(Going::Out).min();
    let came_back = left.is_some_and(|left| times(Going::In).any(|came| came > left));
    tell(came_back && !event.is_reentry_allowed, Reason::Reentered);
    let is_counted = match &attendance.resolution {
        Some(resolution) => resolution.is_present,
        None => scans.iter().any(stands),
    };
    let is_resolved = attendance.resolution.is_some();
    Verdict { grade, is_counted, is_resolved, reasons, first_in, last_out, scans }
}

/// Whether a scan counts by itself. A code of a key or secret that is not the event's, as far as is known, is no more than words.
fn stands(scan: &Judged) -> bool {
    let is_unproven = [Reason::KeyUnknown, Reason::CodeWaits].iter().any(|reason| scan.reasons.contains(reason));
    scan.grade != Grade::Disputed && !is_unproven
}

/// Judges one scan of a person, or of a guest. What an organiser says of themselves is no more than their own word.
pub fn judge((event, keys): (&Event, &BTreeSet<String>), person: Option<&str>, fact: &Fact) -> Judged {
    let mut reasons = BTreeSet::new();
    let mut tell = |holds: bool, reason: Reason| {
        if holds {
            reasons.insert(reason);
        }
    };
    let corrected = fact.corrected();
    tell(matches!(fact.proof, Proof::Forged), Reason::Forged);
    tell(matches!(fact.proof, Proof::Foreign), Reason::OtherEvent);
    tell(matches!(fact.proof, Proof::Unreadable), Reason::Unreadable);
    tell(matches!(fact.proof, Proof::Wrong), Reason::CodeWrong);
    tell(matches!(fact.proof, Proof::Waits), Reason::CodeWaits);
    tell(is_elsewhere(event, fact), Reason::OutsideRadius);
    tell(is_outside_hours(event, fact), Reason::OutsideHours);
    let ahead = corrected.zip(fact.received).is_some_and(|(at, received)| at > received.saturating_add(AHEAD));
    tell(ahead, Reason::ClockAhead);
    if let Some(window) = fact.window() {
        let reason = match fact.way {
            Way::Pass => pass_fault(window, fact),
            _ => code_fault(window, fact),
        };
        if let Some(reason) = reason {
            tell(true, reason);
        }
    }
    let is_shown = fact.way == Way::Shown;
    let uncertified = matches!(&fact.proof, Proof::Signed { key, .. } if is_shown && !keys.contains(key));
    tell(uncertified, Reason::KeyUnknown);
    // Who holds the event's keys can make any code of it.
    let holds_keys = matches!(fact.way, Way::Shown | Way::Code) && event.organised.contains(&fact.by);
    tell(holds_keys || (matches!(fact.way, Way::Pass | Way::Name) && person == Some(&fact.by)), Reason::OwnWord);
    tell(is_late_word(event, fact), Reason::CameLate);
    tell(fact.received.is_none(), Reason::NotSentYet);
    tell(fact.skew.is_none(), Reason::SkewUnknown);
    tell(fact.skew.is_some_and(|skew| skew.unsigned_abs() > AHEAD.unsigned_abs()), Reason::SkewLarge);
    tell(fact.is_twice, Reason::NumberTwice);
    tell(event.closed.is_some_and(|closed| fact.when() > closed), Reason::AfterClosing);
    let grade = reasons.iter().map(|reason| reason.grade()).max().unwrap_or(Grade::Verified);
    Judged { id: fact.id.clone(), grade, reasons }
}

fn is_after(window: u32, at: Millis, slack: Millis) -> bool {
    at > token::begins(window) + token::WINDOW + slack
}

fn is_before(window: u32, at: Millis, slack: Millis) -> bool {
    at < token::begins(window) - slack
}

/// What is wrong with the time of a code that the hall showed. With an unknown clock only the server's receipt can say
/// that it was not used later, so it must have come as quickly as it must be used.
fn code_fault(window: u32, fact: &Fact) -> Option<Reason> {
    let (used, received) = (fact.corrected(), fact.received);
    // A typed code is good for its window and the one on either side.
    let slack = if fact.way == Way::Code { token::WINDOW } else { SLACK };
    let prompt = if used.is_some() { PROMPT } else { slack };
    if used.is_some_and(|at| is_after(window, at, slack)) {
        Some(Reason::UsedAfterWindow)
    } else if used.into_iter().chain(received).any(|at| is_before(window, at, slack)) {
        Some(Reason::UsedBeforeWindow)
    } else {
        received.is_some_and(|at| is_after(window, at, prompt)).then_some(Reason::CameLate)
    }
}

/// An organiser's word that comes long after everybody has gone: their right may be gone, too.
fn is_late_word(event: &Event, fact: &Fact) -> bool {
    let over = event.closes.max(event.out.1).max(event.closed.unwrap_or(Millis::MIN)).saturating_add(WORD);
    matches!(fact.way, Way::Pass | Way::Name | Way::Guest) && fact.received.is_some_and(|at| at > over)
}

/// A pass lives by its owner's clock, which may be wrong: then it proves less, and no more.
fn pass_fault(window: u32, fact: &Fact) -> Option<Reason> {
    let scanned = fact.corrected().or(fact.received)?;
    (is_after(window, scanned, SLACK) || is_before(window, scanned, SLACK)).then_some(Reason::PassOff)
}

/// Further away than the event reaches, whatever both devices may be wrong by.
fn is_elsewhere(event: &Event, fact: &Fact) -> bool {
    let Some((there, here)) = event.spot.zip(fact.spot) else { return false };
    let reach = event.radius.saturating_add(there.acc).saturating_add(here.acc);
    place::metres(there, here) > reach
}

fn is_outside_hours(event: &Event, fact: &Fact) -> bool {
    let (from, to) = match fact.going {
        Going::In => (event.opens, event.closes),
        Going::Out => event.out,
    };
    let by_window = || fact.window().map(|window| (token::begins(window), token::begins(window) + token::WINDOW));
    let by_clock = || fact.corrected().map(|at| (at, at));
    // An unknown clock says nothing but what came to the server was scanned before.
    let (first, last) = match fact.way {
        Way::Shown | Way::Code => by_window(),
        Way::Pass => by_clock().or_else(by_window),
        Way::Name | Way::Guest => by_clock(),
    }
    .or(fact.received.map(|at| (Millis::MIN, at)))
    .unwrap_or((from, to));
    first > to || last < from
}
