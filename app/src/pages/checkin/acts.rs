//! Checking in: what was scanned, typed or named becomes a scan on this device, and the person is told what became of it.
//! What is no code of ours is refused in words; everything else is kept and judged.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::activity::Spot;
use thidua_domain::checkin::attendance::{Going, Guest, Way};
use thidua_domain::checkin::reason::{Grade, Reason};
use thidua_domain::checkin::scan::{self, Given};
use thidua_domain::checkin::short;
use thidua_domain::checkin::token::{self, Code, Fault};
use thidua_domain::checkin::{attendance_id, guest_id};
use thidua_domain::date;
use thidua_sync::Millis;
use thidua_sync::command::Base;

use super::known::{self, Known, Line};
use super::own;
use super::words::reason_text;
use crate::browser::{device, time};
use crate::pages::activities::words::why_not;
use crate::pages::moments;
use crate::state::App;
use crate::text::t;

/// How it is told: by colour, sound, and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    /// They were here before.
    Again,
    /// Kept, but somebody will look at it.
    Doubt,
    /// Nothing was kept.
    Bad,
}

impl Tone {
    /// As sounds and styles call it.
    pub fn id(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Again => "again",
            Tone::Doubt => "doubt",
            Tone::Bad => "bad",
        }
    }
}

/// What became of a scan.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub tone: Tone,
    pub title: String,
    pub name: String,
    pub words: String,
}

impl Done {
    fn bad(words: String) -> Done {
        Done { tone: Tone::Bad, title: t!("checkin-bad"), name: String::new(), words }
    }
}

/// Why a text is no code, in words.
fn fault(fault: Fault) -> String {
    match fault {
        Fault::NotOurs => t!("checkin-fault-not-ours"),
        Fault::Truncated => t!("checkin-fault-truncated"),
        Fault::UnknownVersion => t!("checkin-fault-version"),
        Fault::Forged => t!("checkin-fault-forged"),
        Fault::OtherEvent => t!("checkin-fault-other"),
    }
}

/// What is the same in every scan of this device.
fn given(app: App, event: &str, way: Way, going: Going) -> Given {
    let measured = app.sync.with_untracked(|sync| sync.last_ok.map(|_| sync.skew_ms));
    let device = app.peek(|client| client.meta.client.0.to_string()).unwrap_or_default();
    Given {
        event: event.to_owned(),
        person: None,
        guest: None,
        way,
        token: None,
        code: None,
        going,
        device,
        n: own::next_number(app),
        skew: measured,
        spot: None,
    }
}

/// Makes a scan durable. Answers its id.
async fn add(app: App, given: Given) -> Result<String, String> {
    let id = time::record_id();
    let sent = app.send(scan::ADD, &id, Base::default(), json!(given), None).await;
    sent.map(|()| id).map_err(|why| why_not(&why))
}

/// The time of the server, as far as this device knows it.
pub fn now(app: App) -> Millis {
    time::now().saturating_add(app.sync.with_untracked(|sync| sync.skew_ms))
}

/// A person scans what the hall shows.
pub async fn own_scan(app: App, text: &str, spot: Option<Spot>) -> Done {
    let code = match token::read(text) {
        Ok(Code::Event(code)) => code,
        Ok(Code::Pass(_)) => return Done::bad(t!("checkin-fault-pass")),
        Err(why) => return Done::bad(fault(why)),
    };
    let event = code.event.to_string();
    let known = untrack(|| known::event(app, &event));
    let line = known.as_ref().and_then(|known| untrack(|| known::mine(app, known)));
    let going = known.as_ref().map_or(Going::In, |known| known::going(known, line.as_ref(), now(app)));
    let own = Given { token: Some(text.trim().to_owned()), spot, ..given(app, &event, Way::Shown, going) };
    let before = counted_since(line.as_ref());
    match add(app, own).await {
        Ok(scan) => {
            let line = known.as_ref().and_then(|known| untrack(|| known::mine(app, known)));
            told(app, line, &scan, own_name(app), going, before)
        }
        Err(why) => Done::bad(why),
    }
}

/// A person types the code of the hall.
pub async fn own_code(app: App, known: &Known, typed: &str, spot: Option<Spot>) -> Done {
    if short::read(typed).is_none() {
        return Done::bad(t!("checkin-fault-typed"));
    }
    let line = untrack(|| known::mine(app, known));
    let going = known::going(known, line.as_ref(), now(app));
    let own = Given { code: Some(typed.trim().to_owned()), spot, ..given(app, &known.id, Way::Code, going) };
    let before = counted_since(line.as_ref());
    match add(app, own).await {
        Ok(scan) => told(app, untrack(|| known::mine(app, known)), &scan, own_name(app), going, before),
        Err(why) => Done::bad(why),
    }
}

/// An organiser scans a person's pass.
pub async fn pass(app: App, known: &Known, text: &str, going: Going) -> Done {
    if let Err(why) = token::read_pass(text) {
        let words = if why == Fault::OtherEvent { t!("checkin-fault-hall") } else { fault(why) };
        return Done::bad(words);
    }
    let key = token::pass_key(text).unwrap_or_default();
    let person = untrack(|| known::expected(app, known)).into_iter().find(|one| one.keys.contains(&key));
    let id = person.as_ref().map_or_else(|| format!("?{key}"), |one| one.id.clone());
    let before = first_in(app, known, &id);
    let scanned = Given { token: Some(text.trim().to_owned()), ..given(app, &known.id, Way::Pass, going) };
    let scan = match add(app, scanned).await {
        Ok(scan) => scan,
        Err(why) => return Done::bad(why),
    };
    match person {
        Some(one) => told(app, line_of(app, known, &one.id), &scan, one.name, going, before),
        None => Done {
            tone: if before.is_some() { Tone::Again } else { Tone::Doubt },
            title: t!("checkin-kept"),
            name: t!("checkin-unknown-pass"),
            words: t!("checkin-unknown-pass-words"),
        },
    }
}

/// An organiser names a person.
pub async fn name(app: App, known: &Known, (person, name): (&str, String), going: Going) -> Done {
    let before = first_in(app, known, person);
    let named = Given { person: Some(person.to_owned()), ..given(app, &known.id, Way::Name, going) };
    match add(app, named).await {
        Ok(scan) => told(app, line_of(app, known, person), &scan, name, going, before),
        Err(why) => Done::bad(why),
    }
}

/// An organiser writes down somebody from outside.
pub async fn guest(app: App, known: &Known, guest: Guest) -> Done {
    let name = guest.name.clone();
    let given = Given { guest: Some(guest), ..given(app, &known.id, Way::Guest, Going::In) };
    match add(app, given).await {
        Ok(scan) => told(app, line_of(app, known, &guest_id(&scan)), &scan, name, Going::In, None),
        Err(why) => Done::bad(why),
    }
}

/// An organiser decides on an attendance.
pub async fn resolve(app: App, (id, seq): (&str, u64), present: bool, reason: &str) -> Result<(), String> {
    let args = json!({ "present": present, "reason": device::nfc(reason.trim()) });
    let base = Base { seq, ..Base::default() };
    app.send("attendance.resolve@1", id, base, args, None).await.map_err(|why| why_not(&why))
}

/// Since when somebody is counted as being there.
fn counted_since(line: Option<&Line>) -> Option<Millis> {
    line.filter(|line| line.verdict.is_counted)?.verdict.first_in
}

fn line_of(app: App, known: &Known, person: &str) -> Option<Line> {
    let id = attendance_id(&known.id, person);
    untrack(|| known::lines(app, known)).into_iter().find(|line| line.id == id)
}

fn first_in(app: App, known: &Known, person: &str) -> Option<Millis> {
    counted_since(line_of(app, known, person).as_ref())
}

fn own_name(app: App) -> String {
    untrack(|| app.me()).map(|me| me.full_name()).unwrap_or_default()
}

/// What is said of a scan that is on this device, by how it is judged with all that is known here. A typed code only the
/// server can compare, and of an event that is not here nothing can be said.
fn told(app: App, line: Option<Line>, scan: &str, name: String, going: Going, before: Option<Millis>) -> Done {
    let at = date::clock(now(app));
    let judged = line.as_ref().and_then(|line| line.verdict.scans.iter().find(|judged| judged.id == scan));
    let Some(judged) = judged else {
        return Done { tone: Tone::Doubt, title: t!("checkin-kept"), name, words: t!("checkin-elsewhere-words") };
    };
    let is_open = [Reason::KeyUnknown, Reason::CodeWaits].iter().any(|reason| judged.reasons.contains(reason));
    if judged.grade == Grade::Disputed || is_open {
        let why = judged.reasons.iter().filter(|reason| reason.grade() == Grade::Disputed || is_open);
        let why = why.filter(|reason| **reason != Reason::NotSentYet).map(|reason| reason_text(*reason));
        let words = t!("checkin-kept-words", why = why.collect::<Vec<_>>().join(" "));
        return Done { tone: Tone::Doubt, title: t!("checkin-kept"), name, words };
    }
    if let (Going::In, Some(first)) = (going, before) {
        let words = t!("checkin-again-words", at = moments::moment(first, now(app)));
        return Done { tone: Tone::Again, title: t!("checkin-again"), name, words };
    }
    let (title, words) = match going {
        Going::In => (t!("checkin-good"), t!("checkin-good-words", at = at)),
        Going::Out => (t!("checkin-out"), t!("checkin-out-words", at = at)),
    };
    Done { tone: Tone::Good, title, name, words }
}
