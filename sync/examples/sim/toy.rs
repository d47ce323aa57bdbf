//! A small world of work: notes in units, drafts of them, a numbered ticket office, grants, and kinds that misbehave.

use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body::Body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Domain, Effect, Rows};
use thidua_sync::draft;
use thidua_sync::merge::{self, Merge};
use thidua_sync::row::{IndexKey, Key, Scope};

/// Most rows that one command of this world changes.
pub const MOST_ROWS: usize = 12;
pub const UNITS: [&str; 4] = ["north", "south", "east", "west"];

/// The rules. On a device, a kind that makes the server panic is unknown.
#[derive(Clone, Copy)]
pub struct Toy {
    pub on_server: bool,
}

pub fn note(id: &str) -> Key {
    Key::new("note", id)
}

pub fn grant(who: &str, unit: &str) -> Key {
    Key::new("grant", format!("{who}@{unit}"))
}

pub fn unit(name: &str) -> Scope {
    Scope(format!("unit:{name}"))
}

fn body(rows: &dyn Rows, key: &Key) -> Option<Value> {
    rows.row(key).map(|found| found.body.value())
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or("")
}

/// A note is seen in its unit and by whoever wrote it.
fn put_note(effect: &mut Effect, id: &str, value: &Value) {
    effect.put(note(id), vec![unit(text(value, "unit")), draft::own(text(value, "owner"))], value);
}

impl Toy {
    fn note_for(self, rows: &dyn Rows, who: &str, id: &str) -> Result<Value, Refusal> {
        let stored = body(rows, &note(id)).ok_or_else(|| Refusal::new("missing"))?;
        let may = text(&stored, "owner") == who || rows.row(&grant(who, text(&stored, "unit"))).is_some();
        if may { Ok(stored) } else { Err(Refusal::new("forbidden")) }
    }

    fn send(self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let args = &command.args;
        if rows.row(&note(&command.entity)).is_some() {
            return Err(Refusal::new("exists"));
        }
        if rows.row(&grant(who, text(args, "unit"))).is_none() {
            return Err(Refusal::new("forbidden").field("unit"));
        }
        if text(args, "title").contains("bad") {
            return Err(Refusal::new("bad_title").field("title"));
        }
        let mut effect = Effect::default();
        let value = json!({ "unit": args["unit"], "owner": who, "title": args["title"], "text": args["text"],
            "tags": [], "at": now });
        put_note(&mut effect, &command.entity, &value);
        draft::close(rows, who, &command.entity, command, &mut effect);
        Ok(effect)
    }

    fn set(self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let mut value = self.note_for(rows, who, &command.entity)?;
        let mut effect = Effect::default();
        if let Some(from) = &command.base.from {
            draft::close(rows, who, from, command, &mut effect);
        }
        for (name, mine) in command.args.as_object().into_iter().flatten() {
            let base = command.base.fields.get(name).cloned().unwrap_or(Value::Null);
            match merge::field(&base, mine, &value[name]) {
                Merge::Mine(new) => value[name] = new,
                Merge::Both(new) => {
                    value[name] = new;
                    effect.merged.push(name.clone());
                }
                Merge::Same => {}
                Merge::Clash => {
                    let beside = json!({ "note": command.entity, "field": name, "mine": mine, "who": who, "at": now });
                    let scopes = vec![unit(text(&value, "unit")), draft::own(who)];
                    effect.put(Key::new("clash", format!("{}/{name}", command.id.0)), scopes, &beside);
                    effect.conflicts.push(name.clone());
                }
            }
        }
        put_note(&mut effect, &command.entity, &value);
        Ok(effect)
    }

    /// Numbers without gaps or doubles: only the server can give them.
    fn take(self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let office = text(&command.args, "unit");
        if rows.row(&grant(who, office)).is_none() {
            return Err(Refusal::new("forbidden"));
        }
        let key = Key::new("office", office);
        let given = body(rows, &key).and_then(|value| value["given"].as_u64()).unwrap_or(0);
        if given >= 9 {
            return Err(Refusal::new("sold_out").with("given", given));
        }
        let mut effect = Effect::default();
        effect.put(key, vec![unit(office)], &json!({ "given": given + 1 }));
        let ticket = json!({ "unit": office, "number": given + 1, "who": who, "at": now });
        effect.put(Key::new("ticket", command.id.0.to_string()), vec![unit(office), draft::own(who)], &ticket);
        Ok(effect)
    }

    fn stamp(self, rows: &dyn Rows, who: &str, command: &Command) -> Result<Effect, Refusal> {
        let place = text(&command.args, "unit");
        if rows.row(&grant(who, place)).is_none() {
            return Err(Refusal::new("forbidden"));
        }
        let mut effect = Effect::default();
        for key in rows.find(&IndexKey::new("unit", place)).into_iter().take(MOST_ROWS) {
            let Some(mut value) = body(rows, &key) else { continue };
            value["stamp"] = command.args["stamp"].clone();
            put_note(&mut effect, &key.id, &value);
        }
        Ok(effect)
    }
}

impl Domain for Toy {
    fn decide(&self, rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let mut effect = Effect::default();
        match command.kind.as_str() {
            draft::SAVE | draft::DISCARD => draft::decide(rows, who, command, &note(&command.entity), now),
            "note.send@1" => self.send(rows, who, command, now),
            "note.set@1" => self.set(rows, who, command, now),
            // What builds sent long ago: one field, by another name.
            "note.title@0" => {
                let mut newer = command.clone();
                newer.args = json!({ "title": command.args["name"] });
                self.set(rows, who, &newer, now)
            }
            "note.move@1" => {
                let mut value = self.note_for(rows, who, &command.entity)?;
                value["unit"] = command.args["unit"].clone();
                put_note(&mut effect, &command.entity, &value);
                Ok(effect)
            }
            "note.drop@1" => {
                self.note_for(rows, who, &command.entity)?;
                effect.dels.push(note(&command.entity));
                Ok(effect)
            }
            "ticket.take@1" => self.take(rows, who, command, now),
            "unit.stamp@1" => self.stamp(rows, who, command),
            "grant.give@1" | "grant.take@1" if who == "boss" => {
                let (person, place) = (text(&command.args, "who"), text(&command.args, "unit"));
                match command.kind.as_str() {
                    "grant.give@1" => {
                        let value = json!({ "who": person, "unit": place });
                        effect.put(grant(person, place), vec![draft::own(person)], &value);
                    }
                    _ => effect.dels.push(grant(person, place)),
                }
                Ok(effect)
            }
            "nothing@1" => Ok(effect),
            #[allow(clippy::panic)]
            "poison@1" if self.on_server => panic!("poison"),
            _ => Err(Refusal::new("unknown_kind")),
        }
    }

    fn scopes(&self, rows: &dyn Rows, who: &str, _: Millis) -> Vec<Scope> {
        let mut scopes = vec![draft::own(who)];
        for key in rows.find(&IndexKey::new("granted", who)) {
            scopes.extend(body(rows, &key).map(|value| unit(text(&value, "unit"))));
        }
        scopes.sort();
        scopes
    }

    fn index(&self, table: &str, body: &Body) -> Vec<IndexKey> {
        match table {
            "note" => vec![IndexKey::new("unit", text(&body.value(), "unit"))],
            "grant" => vec![IndexKey::new("granted", text(&body.value(), "who"))],
            _ => Vec::new(),
        }
    }
}
