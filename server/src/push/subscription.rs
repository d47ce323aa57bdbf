//! Subscriptions: where one signed-in device is called. Each belongs to a session and ends with it.

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::store::StoreError;

use super::reach::{Reach, Refused};
use super::{base64url, seal};
use crate::accounts::{self, Session};
use crate::store::{self, Clerk, Desk, Entry, Kind, Store};

/// Devices of one person that are called; the one that was entered first makes room.
pub const MOST: usize = 10;
/// Length of a subscription's secret, in bytes.
const AUTH: usize = 16;

/// What a browser's push service gave to a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    pub endpoint: String,
    /// The device's public key, a P-256 point in base64url.
    pub p256dh: String,
    /// The device's secret in base64url.
    pub auth: String,
    /// When it was entered.
    pub made: Millis,
}

/// What a device hands in: `PushSubscription.toJSON()`.
#[derive(Deserialize)]
pub struct Asked {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// What is wrong with what was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    Endpoint(Refused),
    Keys,
}

impl Asked {
    /// Reads it. What the endpoint's name stands for is looked at apart.
    pub fn check(self, reach: Reach, now: Millis) -> Result<Subscription, Unusable> {
        let Asked { endpoint, keys: Keys { p256dh, auth } } = self;
        reach.url(&endpoint).map_err(Unusable::Endpoint)?;
        let bytes = |text: &str| base64url::decode(text).filter(|_| text.len() < 100).ok_or(Unusable::Keys);
        match (bytes(&p256dh)?, bytes(&auth)?) {
            (point, auth) if !seal::is_point(&point) || auth.len() != AUTH => Err(Unusable::Keys),
            _ => Ok(Subscription { endpoint, p256dh, auth, made: now }),
        }
    }
}

/// Enters the subscription of the session that a token names, in place of an earlier one. Answers whether there is such a
/// session.
pub fn put(store: &dyn Store, token: &str, new: &Subscription, now: Millis) -> Result<bool, StoreError> {
    // A device hands it in at every start.
    let known = store::read(store, |desk| {
        let Some(session) = accounts::find(desk, token, now)? else { return Ok(false) };
        Ok(of(desk, &session.id)?.is_some_and(|known| Subscription { made: new.made, ..known } == *new))
    })?;
    if known {
        return Ok(true);
    }
    store::write(store, |clerk| {
        // It may have ended since the request came: nothing of it may be left.
        let Some(session) = accounts::find(clerk, token, now)? else { return Ok(false) };
        make_room(clerk, &session, new)?;
        let body = serde_json::to_string(new).expect("invariant: a subscription can be written as JSON");
        clerk.put_entry(Kind::Push, &Entry { id: session.id, owner: session.person, body })?;
        Ok(true)
    })
}

/// Drops the person's other subscriptions at the same endpoint, and the oldest beyond what one person may have.
fn make_room(clerk: &mut dyn Clerk, session: &Session, new: &Subscription) -> Result<(), StoreError> {
    let mut others: Vec<(Millis, String)> = Vec::new();
    for entry in clerk.entries(Kind::Push, Some(&session.person))? {
        let Some(other) = read(&entry).filter(|_| entry.id != session.id) else { continue };
        match other.endpoint == new.endpoint {
            true => drop(clerk.drop_entry(Kind::Push, &entry.id)?),
            false => others.push((other.made, entry.id)),
        }
    }
    others.sort();
    let beyond = (others.len() + 1).saturating_sub(MOST);
    others.iter().take(beyond).try_for_each(|(_, id)| clerk.drop_entry(Kind::Push, id).map(drop))
}

/// The subscription of a session.
pub fn of(desk: &mut dyn Desk, session: &str) -> Result<Option<Subscription>, StoreError> {
    Ok(desk.entry(Kind::Push, session)?.as_ref().and_then(read))
}

/// The sessions under which a person is called now.
pub fn sessions(desk: &mut dyn Desk, person: &str, now: Millis) -> Result<Vec<String>, StoreError> {
    let called = desk.entries(Kind::Push, Some(person))?;
    if called.is_empty() {
        return Ok(Vec::new());
    }
    let live = accounts::live(desk, person, now)?;
    Ok(called.into_iter().map(|entry| entry.id).filter(|id| live.iter().any(|session| session.id == *id)).collect())
}

/// Takes a session's subscription away.
pub fn leave(store: &dyn Store, session: &str) -> Result<(), StoreError> {
    if store::read(store, |desk| desk.entry(Kind::Push, session))?.is_none() {
        return Ok(());
    }
    store::write(store, |clerk| clerk.drop_entry(Kind::Push, session).map(drop))
}

/// Takes away a subscription that its push service does not know any more, unless the device has entered a new one.
pub fn gone(store: &dyn Store, session: &str, old: &Subscription) -> Result<bool, StoreError> {
    store::write(store, |clerk| match of(clerk, session)? {
        Some(found) if found == *old => clerk.drop_entry(Kind::Push, session),
        _ => Ok(false),
    })
}

/// Whether anybody is called at all.
pub fn any(store: &dyn Store) -> Result<bool, StoreError> {
    store::read(store, |desk| Ok(!desk.entries(Kind::Push, None)?.is_empty()))
}

/// One of another shape is none.
fn read(entry: &Entry) -> Option<Subscription> {
    serde_json::from_str(&entry.body).ok()
}
