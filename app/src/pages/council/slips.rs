//! What voters keep of their own votes: the choice and the number drawn for it, on this device and for them alone. By it they
//! find their vote on the board. Nobody else can give it back to them.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use thidua_domain::ballot::sealed::{self, Choice, Nonce, Vote};
use thidua_domain::council::acts;
use uuid::Uuid;

use super::known::waiting;
use crate::browser::device::OwnSetting;
use crate::state::App;

/// What was cast, sealed, by the ballot for which it was; the last one last.
type Slips = BTreeMap<String, Vec<String>>;

fn read(person: &str) -> Slips {
    OwnSetting::Votes.get(person).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Half of a hash over 244 random bits.
fn nonce() -> Nonce {
    let mut hash = Sha256::new();
    hash.update(Uuid::new_v4().as_bytes());
    hash.update(Uuid::new_v4().as_bytes());
    let mut nonce = Nonce::default();
    nonce.copy_from_slice(&hash.finalize()[..16]);
    nonce
}

/// Seals a vote and keeps it here before it goes anywhere.
pub fn seal(app: App, ballot: &str, choice: Choice) -> String {
    let (person, payload) = (app.my_id(), sealed::seal(choice, &nonce()));
    let mut slips = read(&person);
    slips.entry(ballot.to_owned()).or_default().push(payload.clone());
    OwnSetting::Votes.set(&person, &json!(slips).to_string());
    payload
}

/// What the reader cast in a ballot from this device, the last one last. Follows the outbox.
pub fn cast(app: App, ballot: &str) -> Vec<Vote> {
    let mut found = read(&app.my_id()).remove(ballot).unwrap_or_default();
    // A browser that keeps no settings still has what waits.
    for command in waiting(app).iter().filter(|command| command.kind == acts::CAST) {
        let payload = command.args["payload"].as_str().filter(|_| command.args["ballot"].as_str() == Some(ballot));
        found.extend(payload.filter(|payload| !found.iter().any(|known| known == payload)).map(str::to_owned));
    }
    let refused = app.attention();
    let is_refused = |text: &&String| refused.iter().any(|entry| entry.command.args["payload"].as_str() == Some(text));
    found.iter().filter(|text| !is_refused(text)).filter_map(|text| sealed::unseal(text).ok()).collect()
}
