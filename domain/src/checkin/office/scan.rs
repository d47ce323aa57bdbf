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
use crate::checkin::scan::Scan;
use crate::checkin::{ATTENDANCE, SCAN, attendance_id, guest_id, token};
use crate::event::{self, Event};
use crate::visibility;

const BY_NUMBER: &str = "scan.number";
const BY_PASS: &str = "scan.pass";
/// Most scans that a pass finds again.
const FOUND: usize = 400;

/// The index entries of a scan: its device's number, and the key of the pass that it shows.
pub fn index(body: &Body) -> Vec<IndexKey> {
    let Some(scan) = body.read::<Scan>() else { return Vec::new() };
    // Whether the signature holds was asked when it came; to look for a key it need not be asked again.
    let key = key_of(&scan).map(|key| IndexKey::new(BY_PASS, key));
    [number(&scan)].into_iter().chain(key).collect()
}

/// Numbers are a device's own, and a device is its owner's.
fn number(scan: &Scan) -> IndexKey {
    IndexKey::new(BY_NUMBER, format!("{}/{}/{}", scan.by, scan.given.n, scan.given.device))
}

/// Decides `scan.add`: see [`crate::checkin::scan::ADD`].
pub fn add(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let scan = Scan::read(who, command, Some(now)).ok_or(Refusal::new("bad_args"))?;
    let event = event::office::stored(rows, &scan.given.event)?;
    may_scan(rows, who, (&event, &scan), now)?;
    let id = &command.entity;
    let row = Key::new(SCAN, id.clone());
    if let Some(known) = rows.row(&row).and_then(|found| found.body.read::<Scan>()) {
        // What a restored device hands in once more is what it was.
        let same = Scan { received: known.received, ..scan } == known;
        return if same { Ok(Effect::default()) } else { Err(Refusal::new("id_reused")) };
    }
    let others: Vec<Key> = rows.find(&number(&scan)).into_iter().filter(|other| *other != row).collect();
    // Before the signature is checked: a decision that lacks rows is made again.
    let found = of_scan(rows, id, &scan)?;
    let secrets = if scan.given.way == Way::Code { key::secrets(rows, &scan.given.event) } else { Vec::new() };
    let fact = Fact { is_twice: !others.is_empty(), ..scan.fact(id, &secrets) };
    let found = if speaks_for_itself(&scan, &fact) { found } else { by_word(rows, &scan)? };
    let mut changed = BTreeMap::new();
    let is_nobodys = found.is_none();
    if let Some((id, attendance)) = found {
        changed.insert(id, attendance::fold(attendance, fact));
    }
    // Of several the first but one has found this out already.
    let mut effect = Effect::default();
    if let [other] = others.as_slice() {
        mark_twice(rows, other, (&scan.given.event, &mut changed), &mut effect);
    }
    effect.put(row, scan_scopes(&event, &scan, is_nobodys), &json!(scan));
    for (id, attendance) in changed {
        effect.put(Key::new(ATTENDANCE, id), scopes(&event, &attendance), &json!(attendance));
    }
    Ok(effect)
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

/// A scan is seen by who made it and by the organisers; one of nobody yet by the event's unit, who may know them.
fn scan_scopes(event: &Event, scan: &Scan, is_nobodys: bool) -> Vec<Scope> {
    let mut scopes = vec![visibility::of_person(&scan.by), visibility::of_event(&scan.given.event)];
    scopes.extend(is_nobodys.then(|| visibility::of_unit(&event.unit)));
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
        fact.is_twice = rows.find(&number(&scan)).len() > 1;
        let (_, attendance) = changed.remove(&id).unwrap_or((event.clone(), attendance));
        changed.insert(id, (event, attendance::fold(attendance, fact)));
    }
    for (id, (event, attendance)) in changed {
        effect.put(Key::new(ATTENDANCE, id), scopes(&event, &attendance), &json!(attendance));
    }
}
