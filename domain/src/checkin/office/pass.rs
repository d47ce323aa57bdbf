//! Passes: whose device holds which key. Scans of a pass that nobody had named are found again when its owner does.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::order;
use thidua_sync::row::{IndexKey, Key};

use super::{roster, scan};
use crate::checkin::rows::PassRow;
use crate::checkin::{PASS, token};
use crate::{org, visibility};

/// Most keys of a person; the oldest goes.
const MOST: usize = 10;
const BY_PERSON: &str = "pass.person";

pub fn index(body: &Body) -> Option<IndexKey> {
    body.read::<PassRow>().map(|pass| IndexKey::new(BY_PERSON, pass.person))
}

/// Whose a pass is.
pub fn owner(rows: &dyn Rows, key: &str) -> Option<String> {
    Some(rows.row(&Key::new(PASS, key))?.body.read::<PassRow>()?.person)
}

/// The keys of a person's passes.
pub fn of_person(rows: &dyn Rows, person: &str) -> Vec<String> {
    rows.find(&IndexKey::new(BY_PERSON, person)).into_iter().map(|key| key.id).collect()
}

/// Decides `pass.set`: args are `{public, proof}`, the key of the person's device and its [`token::claim`].
pub fn set(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let bad = || Refusal::new("bad_args");
    let public: [u8; 32] = command.args["public"]
        .as_str()
        .and_then(token::unbase32)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(bad)?;
    let proof = command.args["proof"].as_str().ok_or_else(bad)?;
    let id = token::key_id(&public);
    let mut effect = Effect::default();
    match owner(rows, &id) {
        Some(owner) if owner == who => return Ok(effect),
        Some(_) => return Err(Refusal::new("pass_taken")),
        None => {}
    }
    let keys = of_person(rows, who);
    if !token::is_claimed(&public, who, proof) {
        return Err(Refusal::new("pass_unproven"));
    }
    let mut keys: Vec<(Millis, String)> = keys
        .into_iter()
        .filter_map(|key| Some((rows.row(&Key::new(PASS, key.clone()))?.body.read::<PassRow>()?.at, key)))
        .collect();
    order::sort_by_key(&mut keys, |pass| pass.clone());
    let gone = (keys.len() + 1).saturating_sub(MOST);
    effect.dels.extend(keys.drain(..gone).map(|(_, key)| Key::new(PASS, key)));
    keys.push((now, id.clone()));
    let row = PassRow { person: who.into(), public: token::base32(&public), at: now };
    effect.put(Key::new(PASS, id.clone()), vec![visibility::of_person(who)], &json!(row));
    let keys: Vec<String> = order::set(keys.into_iter().map(|(_, key)| key)).into_iter().collect();
    if let Some(person) = org::person(rows, who) {
        roster::know(rows, &mut effect, (who, &person), &keys, now);
    }
    scan::resolve_pass(rows, &mut effect, who, &id);
    Ok(effect)
}
