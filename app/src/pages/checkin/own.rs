//! What this device signs with: a person's pass, and the codes of the events that it shows. The keys stay on the device; the
//! server learns the public halves.

use std::collections::BTreeMap;

use leptos::prelude::GetUntracked as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use thidua_domain::checkin::short::Secret;
use thidua_domain::checkin::{EVENT_KEY, PASS, event_key_id, token};
use thidua_sync::command::Base;
use uuid::Uuid;

use super::known::waiting;
use crate::browser::device::{OwnSetting, Setting};
use crate::state::{App, NotTaken};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Keys {
    /// Seeds and secrets in Base32.
    pass: String,
    events: BTreeMap<String, (String, String)>,
    /// The number of the last scan.
    scans: u64,
    /// The person sends where they are with their own scans.
    with_spot: bool,
}

impl Keys {
    fn read(person: &str) -> Keys {
        OwnSetting::CheckinKeys.get(person).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    fn keep(&self, person: &str) {
        OwnSetting::CheckinKeys.set(person, &json!(self).to_string());
    }
}

/// 32 random bytes: three random UUIDs hold 366 random bits.
fn chance() -> [u8; 32] {
    let mut hash = Sha256::new();
    for _ in 0..3 {
        hash.update(Uuid::new_v4().as_bytes());
    }
    hash.finalize().into()
}

fn seed(text: &str) -> Option<[u8; 32]> {
    token::unbase32(text)?.try_into().ok()
}

fn person(app: App) -> String {
    app.who.get_untracked().map(|who| who.person).unwrap_or_default()
}

/// The seed of this person's pass; made, and its public half handed in, when there is none.
pub async fn pass(app: App) -> Result<[u8; 32], NotTaken> {
    let person = person(app);
    let mut keys = Keys::read(&person);
    let seed = seed(&keys.pass).unwrap_or_else(|| {
        let seed = chance();
        keys.pass = token::base32(&seed);
        keys.keep(&person);
        seed
    });
    let public = token::public(&seed);
    let id = token::key_id(&public);
    let is_known = app.row::<serde_json::Value>(PASS, &id).is_some();
    if !is_known && waiting(app, "pass.set@1").iter().all(|entry| entry.command.entity != id) {
        let args = json!({ "public": token::base32(&public), "proof": token::claim(&seed, &person) });
        app.send("pass.set@1", &id, Base::default(), args, None).await?;
    }
    Ok(seed)
}

/// The seed and the secret with which this device shows an event's codes; made and handed in when there are none.
pub async fn event(app: App, event: &str) -> Result<([u8; 32], Secret), NotTaken> {
    let person = person(app);
    let mut keys = Keys::read(&person);
    let stored = keys
        .events
        .get(event)
        .and_then(|(one, other)| Some((seed(one)?, Secret::try_from(token::unbase32(other)?).ok()?)));
    let (seed, secret) = stored.unwrap_or_else(|| {
        let (seed, whole) = (chance(), chance());
        let mut secret = Secret::default();
        secret.copy_from_slice(&whole[..16]);
        keys.events.insert(event.to_owned(), (token::base32(&seed), token::base32(&secret)));
        keys.keep(&person);
        (seed, secret)
    });
    let public = token::public(&seed);
    let row = event_key_id(event, &token::key_id(&public));
    let text = token::base32(&public);
    let is_known = app.row::<serde_json::Value>(EVENT_KEY, &row).is_some();
    let is_sent = || waiting(app, "event.key@1").iter().any(|entry| entry.command.args["public"] == text.as_str());
    if !is_known && !is_sent() {
        let args = json!({ "public": text, "secret": token::base32(&secret) });
        app.send("event.key@1", event, Base::default(), args, None).await?;
    }
    Ok((seed, secret))
}

/// The next number of this device's scans.
pub fn next_number(app: App) -> u64 {
    let person = person(app);
    let mut keys = Keys::read(&person);
    keys.scans += 1;
    keys.keep(&person);
    keys.scans
}

pub fn with_spot(app: App) -> bool {
    Keys::read(&person(app)).with_spot
}

pub fn set_with_spot(app: App, on: bool) {
    let person = person(app);
    let keys = Keys { with_spot: on, ..Keys::read(&person) };
    keys.keep(&person);
}

/// The number that lets go of a device which stands alone; nothing when it does not.
pub fn kiosk() -> String {
    let stored = Setting::Kiosk.get().unwrap_or_default();
    stored.split_once(' ').map(|(_, number)| number.to_owned()).unwrap_or_default()
}

/// Where it stands, and the number: the program goes nowhere else meanwhile.
pub fn set_kiosk(number: &str, at: &str) {
    Setting::Kiosk.set(&if number.is_empty() { String::new() } else { format!("{at} {number}") });
}
