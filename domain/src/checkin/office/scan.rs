//! Taking scans. None is refused for being late, forged, or somewhere else: it is kept, and judged.

use std::collections::BTreeMap;

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{IndexKey, Key, Scope};

use super::{key, of_person, pass, scopes, stored};
use crate::checkin::attendance::{self, Attendance, Fact, Proof, Way};
use crate::checkin::scan::{Scan, is_uuid};
use crate::checkin::{ATTENDANCE, SCAN, attendance_id, guest_id, token};
use crate::event::{self, Event};
use crate::visibility;

const BY_NUMBER: &str = "scan.number";
const BY_PASS: &str = "scan.pass";
/// Scans of events that the server does not have yet.
const EARLY: &str = "scan.early";
/// Scans of one person at one event that organisers see; more are kept for who made them.
const SHOWN: u32 = 64;
/// Most scans that a pass finds again.
const FOUND: usize = 400;

/// The index entries of a scan: its device's number, and the key of the pass that it shows.
pub fn index(body: &Body) -> Vec<IndexKey> {
    let Some(scan) = body.read::<Scan>() else { return Vec::new() };
    // Whether the signature holds was asked when it came; to look for a key it need not be asked again.
    let key = key_of(&scan).map(|key| IndexKey::new(BY_PASS, key));
    let early = scan.is_early.then(|| IndexKey::new(EARLY, scan.given.event.clone()));
    // The first of a number stands for all.
    let first = (!scan.is_later).then(|| number(&scan));
    first.into_iter().chain(key).chain(early).collect()
}

/// Numbers are a device's own, and a device is its owner's.
fn number(scan: &Scan) -> IndexKey {
    IndexKey::new(BY_NUMBER, format!("{}/{}/{}", scan.by, scan.given.n, scan.given.device))
}

/// Decides `scan.add`: see [`crate::checkin::scan::ADD`].
pub fn add(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let scan = Scan::read(who, command, Some(now)).ok_or(Refusal::new("bad_args"))?;
    let event = event::office::stored(rows, &scan.given.event);
    if let Ok(event) = &event {
        may_scan(rows, who, (event, &scan), now)?;
    }
    let id = &command.entity;
    let row = Key::new(SCAN, id.clone());
    if let Some(known) = rows.row(&row).and_then(|found| found.body.read::<Scan>()) {
        // What a restored device hands in once more is what it was.
        let same = scan.by == known.by && scan.at == known.at && scan.given == known.given;
        return if same { Ok(Effect::default()) } else { Err(Refusal::new("id_reused")) };
    }
    let others: Vec<Key> = rows.find(&number(&scan)).into_iter().filter(|other| *other != row).collect();
    let is_later = !others.is_empty();
    let scan = Scan { is_twice: is_later, is_later, ..scan };
    let event = match event {
        Ok(event) => event,
        // The device that planned it has not been here yet. It is kept, and found when the event comes.
        Err(why) if !is_uuid(&scan.given.event) => return Err(why),
        Err(_) => return Ok(keep_early(row, scan)),
    };
    // Before the signature is checked: a decision that lacks rows is made again.
    let found = of_scan(rows, id, &scan)?;
    let secrets = if scan.given.way == Way::Code { key::secrets(rows, &scan.given.event) } else { Vec::new() };
    let fact = Fact { is_twice: is_later, ..scan.fact(id, &secrets) };
    let found = if speaks_for_itself(&scan, &fact) { found } else { by_word(rows, &scan)? };
    let mut changed = BTreeMap::new();
    let shown = match &found {
        None => Shown::Nobodys,
        Some((_, attendance)) if attendance.scans >= SHOWN => Shown::Mine,
        Some(_) => Shown::Organisers,
    };
    if let Some((id, attendance)) = found {
        changed.insert(id, attendance::fold(attendance, fact));
    }
    // Of several the first but one has found this out already.
    let mut effect = Effect::default();
    if let [other] = others.as_slice() {
        mark_twice(rows, other, (&scan.given.event, &mut changed), &mut effect);
    }
    effect.put(row, scan_scopes(&event, &scan, shown), &json!(scan));
    for (id, attendance) in changed {
        effect.put(Key::new(ATTENDANCE, id), scopes(&event, &attendance), &json!(attendance));
    }
    Ok(effect)
}

fn keep_early(row: Key, scan: Scan) -> Effect {
    let scan = Scan { is_early: true, ..scan };
    let mut effect = Effect::default();
    effect.put(row, vec![visibility::of_person(&scan.by)], &json!(scan));
    effect
}

/// Takes the scans of an event that came before it. A scan that its maker may not make for others stays theirs alone.
pub fn take_early(rows: &dyn Rows, effect: &mut Effect, (id, event): (&str, &Event), now: Millis) {
    let mut changed: BTreeMap<String, Attendance> = BTreeMap::new();
    for key in rows.find(&IndexKey::new(EARLY, id)).into_iter().take(FOUND) {
        let Some(scan) = rows.row(&key).and_then(|found| found.body.read::<Scan>()) else { continue };
        let scan = Scan { is_early: false, ..scan };
        if may_scan(rows, &scan.by, (event, &scan), now).is_err() {
            continue;
        }
        let fact = Fact { is_twice: scan.is_twice, ..scan.fact(&key.id, &[]) };
        let found = of_scan(rows, &key.id, &scan).ok().flatten().filter(|_| speaks_for_itself(&scan, &fact));
        let shown = if found.is_some() { Shown::Organisers } else { Shown::Nobodys };
        if let Some((id, attendance)) = found {
            let attendance = changed.remove(&id).unwrap_or(attendance);
            changed.insert(id, attendance::fold(attendance, fact));
        }
        effect.put(key, scan_scopes(event, &scan, shown), &json!(scan));
    }
    for (id, attendance) in changed {
        effect.put(Key::new(ATTENDANCE, id), scopes(event, &attendance), &json!(attendance));
    }
}

/// People scan for themselves; for others those do who organise the event or did.
fn may_scan(rows: &dyn Rows, who: &str, (event, scan): (&Event, &Scan), now: Millis) -> Result<(), Refusal> {
    let for_self = matches!(scan.given.way, Way::Shown | Way::Code);
    let may = match for_self {
        true => scan.given.person.as_deref().is_none_or(|person| person == who),
        false => event::office::was_organiser(rows, who, event, now),
    };
    may.then_some(()).ok_or(Refusal::new("forbidden"))
}

/// The attendance that a scan belongs to, as it is so far; none when its pass is nobody's yet. The pass's signature is
/// another's to check: see [`speaks_for_itself`].
fn of_scan(rows: &dyn Rows, id: &str, scan: &Scan) -> Result<Option<(String, Attendance)>, Refusal> {
    let given = &scan.given;
    let person = match given.way {
        Way::Shown | Way::Code => scan.by.clone(),
        Way::Name => return by_word(rows, scan),
        Way::Pass => match key_of(scan).and_then(|key| pass::owner(rows, &key)) {
            Some(owner) => owner,
            None => return Ok(None),
        },
        Way::Guest => {
            let guest = given.guest.clone().ok_or(Refusal::new("bad_args"))?;
            let id = attendance_id(&given.event, &guest_id(id));
            let attendance = stored(rows, &id).unwrap_or_else(|| Attendance::of_guest(&given.event, guest));
            return Ok(Some((id, attendance)));
        }
    };
    known(rows, &given.event, &person).map(Some)
}

/// The attendance of the person whom an organiser names besides.
fn by_word(rows: &dyn Rows, scan: &Scan) -> Result<Option<(String, Attendance)>, Refusal> {
    scan.given.person.as_ref().map(|person| known(rows, &scan.given.event, person)).transpose()
}

fn known(rows: &dyn Rows, event: &str, person: &str) -> Result<(String, Attendance), Refusal> {
    of_person(rows, event, person).ok_or(Refusal::new("person_unknown").field("person"))
}

/// Whether the scan says for itself whose it is: anything but a pass does, and a pass when its signature holds.
fn speaks_for_itself(scan: &Scan, fact: &Fact) -> bool {
    scan.given.way != Way::Pass || matches!(fact.proof, Proof::Signed { .. })
}

fn key_of(scan: &Scan) -> Option<String> {
    scan.given.token.as_deref().filter(|_| scan.given.way == Way::Pass).and_then(token::pass_key)
}

/// Says of an earlier scan that its number has come again; of another event's at once.
fn mark_twice(
    rows: &dyn Rows,
    other: &Key,
    (event, changed): (&str, &mut BTreeMap<String, Attendance>),
    effect: &mut Effect,
) {
    let Some(scan) = rows.row(other).and_then(|found| found.body.read::<Scan>()) else { return };
    if scan.is_twice {
        return;
    }
    let scan = Scan { is_twice: true, ..scan };
    let own = event::office::stored(rows, &scan.given.event);
    let seen = own.as_ref().map_or_else(
        |_| vec![visibility::of_person(&scan.by)],
        |event| {
            let is_known = of_scan(rows, &other.id, &scan).is_ok_and(|found| found.is_some());
            scan_scopes(event, &scan, if is_known { Shown::Organisers } else { Shown::Nobodys })
        },
    );
    effect.put(other.clone(), seen, &json!(scan));
    // A pass that does not hold stands where an organiser's word put it.
    for (id, attendance) in [of_scan(rows, &other.id, &scan), by_word(rows, &scan)].into_iter().flatten().flatten() {
        let mut attendance = changed.get(&id).cloned().unwrap_or(attendance);
        let Some(fact) = attendance.facts.iter_mut().find(|fact| fact.id == other.id) else { continue };
        fact.is_twice = true;
        if attendance.event == event {
            changed.insert(id, attendance);
        } else if let Ok(event) = event::office::stored(rows, &attendance.event) {
            effect.put(Key::new(ATTENDANCE, id), scopes(&event, &attendance), &json!(attendance));
        }
    }
}

/// Who sees a scan beside its maker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Mine,
    Organisers,
    /// It is nobody's yet: the event's unit may know whose it is.
    Nobodys,
}

fn scan_scopes(event: &Event, scan: &Scan, shown: Shown) -> Vec<Scope> {
    let mut scopes = vec![visibility::of_person(&scan.by)];
    scopes.extend((shown != Shown::Mine).then(|| visibility::of_event(&scan.given.event)));
    scopes.extend((shown == Shown::Nobodys).then(|| visibility::of_unit(&event.unit)));
    scopes
}

/// Gives the scans of a pass that was nobody's to its owner.
pub fn resolve_pass(rows: &dyn Rows, effect: &mut Effect, person: &str, pass: &str) {
    let mut changed: BTreeMap<String, (Event, Attendance)> = BTreeMap::new();
    for key in rows.find(&IndexKey::new(BY_PASS, pass)).into_iter().take(FOUND) {
        let Some(scan) = rows.row(&key).and_then(|found| found.body.read::<Scan>()) else { continue };
        let mut fact = scan.fact(&key.id, &[]);
        let is_this = matches!(&fact.proof, Proof::Signed { key, .. } if key == pass);
        let Ok(event) = event::office::stored(rows, &scan.given.event) else { continue };
        let Some((id, attendance)) = of_person(rows, &scan.given.event, person).filter(|_| is_this) else { continue };
        fact.is_twice = scan.is_twice;
        let (_, attendance) = changed.remove(&id).unwrap_or((event.clone(), attendance));
        changed.insert(id, (event, attendance::fold(attendance, fact)));
    }
    for (id, (event, attendance)) in changed {
        effect.put(Key::new(ATTENDANCE, id), scopes(&event, &attendance), &json!(attendance));
    }
}
