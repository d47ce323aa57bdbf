//! Keeping units, people and roles. By administrators within their subtree, or by the operator at the console.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::{Key, Scope};

use crate::checkin::office::{pass, roster};
use crate::org::{self, GRANT, Grant, PERSON, Person, Role, UNIT, Unit};
use crate::policy::{self, Act, Target};
use crate::{SYSTEM, date, history, visibility};

fn read<T: serde::de::DeserializeOwned>(args: &Value) -> Result<T, Refusal> {
    body::typed(args).map_err(|why| Refusal::new("bad_args").with("why", why))
}

/// Ids are short ASCII words: they stand in scopes, keys and addresses.
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Args: a unit without its path, which follows from its parent.
pub fn create_unit(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let mut args = command.args.clone();
    let parent = args["parent"].as_str().map(str::to_string);
    let above = match &parent {
        Some(id) => Some(org::unit(rows, id).ok_or(Refusal::new("unit_unknown").field("parent"))?),
        None => None,
    };
    match &parent {
        Some(id) => policy::allow(rows, who, Act::Administer, Target::unit(id), now)?,
        None if who == SYSTEM => {}
        None => return Err(Refusal::new("forbidden")),
    }
    let mut path = above.map(|unit| unit.path).unwrap_or_default();
    path.push(command.entity.clone());
    if let Some(map) = args.as_object_mut() {
        map.insert("path".into(), json!(path));
    }
    let unit: Unit = read(&args)?;
    let key = Key::new(UNIT, command.entity.clone());
    check_new(rows, &key, &[&unit.name, &unit.short])?;
    let mut effect = Effect::default();
    effect.put(key, vec![visibility::public()], &json!(unit));
    Ok(effect)
}

/// Args: `{successor, to}`: the unit ends on a day and another carries on.
pub fn succeed_unit(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    policy::allow(rows, who, Act::Administer, Target::unit(&command.entity), now)?;
    let mut unit = org::unit(rows, &command.entity).ok_or(Refusal::new("unit_unknown"))?;
    let successor = command.args["successor"].as_str().ok_or(Refusal::new("bad_args"))?;
    if org::unit(rows, successor).is_none() || successor == command.entity {
        return Err(Refusal::new("unit_unknown").field("successor"));
    }
    let to = command.args["to"].as_str().and_then(date::day).ok_or(Refusal::new("date_unreal").field("to"))?;
    if to < unit.valid_from {
        return Err(Refusal::new("period_backwards").field("to"));
    }
    unit.valid_to = Some(to);
    unit.successor = Some(successor.into());
    let mut effect = Effect::default();
    effect.put(Key::new(UNIT, command.entity.clone()), vec![visibility::public()], &json!(unit));
    Ok(effect)
}

pub fn create_person(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let person: Person = read(&command.args)?;
    if org::unit(rows, &person.unit).is_none() {
        return Err(Refusal::new("unit_unknown").field("unit"));
    }
    policy::allow(rows, who, Act::Administer, Target::unit(&person.unit), now)?;
    let key = Key::new(PERSON, command.entity.clone());
    check_new(rows, &key, &[&person.family, &person.given])?;
    let mut effect = Effect::default();
    effect.put(key, person_scopes(&command.entity, &person), &json!(person));
    roster::know(rows, &mut effect, (&command.entity, &person), &[], now);
    Ok(effect)
}

/// Args: `{unit, post}`.
pub fn move_person(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    // To who may not know of a person, there is none.
    let mut person = org::person(rows, &command.entity).ok_or(Refusal::new("forbidden"))?;
    policy::allow(rows, who, Act::Administer, Target::unit(&person.unit), now)?;
    let unit = command.args["unit"].as_str().ok_or(Refusal::new("bad_args"))?;
    if org::unit(rows, unit).is_none() {
        return Err(Refusal::new("unit_unknown").field("unit"));
    }
    policy::allow(rows, who, Act::Administer, Target::unit(unit), now)?;
    let left = std::mem::replace(&mut person.unit, unit.into());
    if let Some(post) = command.args["post"].as_str() {
        person.post = post.into();
    }
    let mut effect = Effect::default();
    effect.put(Key::new(PERSON, command.entity.clone()), person_scopes(&command.entity, &person), &json!(person));
    if left != person.unit {
        roster::forget(rows, &mut effect, &command.entity, &left, now);
        history::office::follow_move(rows, &mut effect, &command.entity, unit);
    }
    let passes = pass::of_person(rows, &command.entity);
    roster::know(rows, &mut effect, (&command.entity, &person), &passes, now);
    Ok(effect)
}

pub fn give_grant(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let mut grant: Grant = read(&command.args)?;
    if org::unit(rows, &grant.unit).is_none() {
        return Err(Refusal::new("unit_unknown").field("unit"));
    }
    policy::allow(rows, who, Act::Administer, Target::unit(&grant.unit), now)?;
    if org::person(rows, &grant.person).is_none() {
        return Err(Refusal::new("person_unknown").field("person"));
    }
    if grant.person == who {
        return Err(Refusal::new("own_grant"));
    }
    if grant.to.is_some_and(|to| to < grant.from) {
        return Err(Refusal::new("period_backwards").field("to"));
    }
    let key = Key::new(GRANT, command.entity.clone());
    if command.entity.is_empty() || command.entity.len() > 128 || rows.row(&key).is_some() {
        return Err(Refusal::new("already_exists"));
    }
    grant.given = Some(org::Stamp { by: who.into(), at: now });
    grant.withdrawn = None;
    let mut effect = Effect::default();
    effect.put(key, grant_scopes(&grant), &json!(grant));
    Ok(effect)
}

/// Ends a grant: it is kept as a fact, with who ended it, and gives nothing from now on.
pub fn withdraw_grant(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let key = Key::new(GRANT, command.entity.clone());
    let stored = rows.row(&key).and_then(|row| row.body.read::<Grant>());
    let mut grant = stored.ok_or(Refusal::new("forbidden"))?;
    policy::allow(rows, who, Act::Administer, Target::unit(&grant.unit), now)?;
    grant.to = date::today(now).pred_opt().map(|yesterday| yesterday.max(grant.from));
    grant.withdrawn = Some(org::Stamp { by: who.into(), at: now });
    let mut effect = Effect::default();
    effect.put(key, grant_scopes(&grant), &json!(grant));
    Ok(effect)
}

fn check_new(rows: &dyn Rows, key: &Key, names: &[&str]) -> Result<(), Refusal> {
    if !is_id(&key.id) {
        return Err(Refusal::new("id_unusable").with("id", &key.id));
    }
    if rows.row(key).is_some() {
        return Err(Refusal::new("already_exists").with("id", &key.id));
    }
    if names.iter().any(|name| name.trim().is_empty() || name.chars().count() > 300) {
        return Err(Refusal::new("name_missing"));
    }
    Ok(())
}

fn person_scopes(id: &str, person: &Person) -> Vec<Scope> {
    vec![visibility::of_unit(&person.unit), visibility::of_person(id), visibility::administration()]
}

/// Who leads a unit, signs for it or sits in its council is known in the unit.
fn grant_scopes(grant: &Grant) -> Vec<Scope> {
    let own = [visibility::of_person(&grant.person), visibility::administration()];
    let is_known = !matches!(grant.role, Role::Staff | Role::Admin);
    own.into_iter().chain(is_known.then(|| visibility::of_unit(&grant.unit))).collect()
}
