//! Registrations (đăng ký thi đua): what a person or a unit pledges for the year, and at which titles they aim. One for each
//! of them and year. A deadline marks what comes late and keeps nothing out: a device may have been offline on that day.

use serde_json::json;
use thidua_sync::Millis;
use thidua_sync::command::{Command, Fields, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use crate::date;
use crate::form::{self, Field, Type};
use crate::org::{self, Stamp};
use crate::policy::{self, Act, Target};
use crate::record::{Errors, FieldError, Spec};
use crate::visibility;

pub const TABLE: &str = "registration";
/// Until when registrations of a year are expected, by unit.
pub const DEADLINE: &str = "deadline";
pub const FORM: [Field; 6] = [
    Field::must("year", Type::Id, "year_missing"),
    Field::new("person", Type::Id),
    Field::new("collective", Type::Id),
    Field::must("awards", Type::Ids, "awards_missing"),
    Field::must("pledge", Type::Text(10_000), "pledge_missing"),
    Field::new("goals", Type::Text(10_000)),
];

pub const SPEC: Spec = Spec {
    table: TABLE,
    form: "registration@1",
    fields: &form::names(&FORM),
    check: form::decides(check),
    shape: form::decides(|fields| form::shape(&FORM, fields)),
    reads: |_| true,
    send_back: Act::ReturnActivity,
    submit: Act::Submit,
    shared: false,
};

/// What keeps it from being sent.
pub fn check(fields: &Fields) -> Vec<FieldError> {
    let mut errors = Errors::default();
    form::missing(&FORM, fields, &mut errors);
    let (person, collective) = (form::is_written(fields, "person"), form::is_written(fields, "collective"));
    errors.say(!person && !collective, "person", "nominee_missing");
    errors.say(person && collective, "person", "nominee_twice");
    errors.0.extend(form::shape(&FORM, fields));
    errors.0
}

#[cfg(feature = "office")]
pub use office::{index, submit};

/// What the server asks besides: one registration for each nominee and year, and who registers whom.
#[cfg(feature = "office")]
mod office {
    use serde_json::{Value, json};
    use thidua_sync::Millis;
    use thidua_sync::body::Body;
    use thidua_sync::command::{Command, Refusal};
    use thidua_sync::domain::{Effect, Rows};
    use thidua_sync::row::IndexKey;

    use super::SPEC;
    use crate::policy::{self, Act, Target};
    use crate::record::{self, State};

    const BY_NOMINEE: &str = "registration.of";

    /// By year and whom it is for; none of one that was withdrawn.
    pub fn index(body: &Body) -> Option<IndexKey> {
        let value = body.value();
        (value["state"] != json!(State::Withdrawn)).then(|| of(&value))
    }

    fn of(value: &Value) -> IndexKey {
        let text = |name: &str| value[name].as_str().unwrap_or_default();
        IndexKey::new(BY_NOMINEE, format!("{}/{}/{}", text("year"), text("person"), text("collective")))
    }

    /// Decides `registration.submit`. People register themselves; for others, and for a collective, a head or officer does.
    pub fn submit(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
        let fields = &command.args["fields"];
        if rows.find(&of(fields)).iter().any(|key| key.id != command.entity) {
            return Err(Refusal::new("registered_already").field("person"));
        }
        if let Some(unit) = command.args["unit"].as_str().filter(|_| fields["person"] != who) {
            let for_others = policy::allow(rows, who, Act::Lead, Target::unit(unit), now);
            for_others.map_err(|_| Refusal::new("registration_of_another").field("person"))?;
        }
        record::submit(&SPEC, rows, who, command, now)
    }
}

/// The id of the row that holds a unit's deadline.
pub fn deadline_id(year: &str, unit: &str) -> String {
    format!("{year}.{unit}")
}

/// Decides `deadline.set`: the entity is [`deadline_id`], args are `{year, unit, until}`; without `until` it ends.
pub fn set_deadline(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let args = &command.args;
    let text = |name: &str| args[name].as_str().ok_or(Refusal::new("bad_args"));
    let (year, unit) = (text("year")?, text("unit")?);
    if org::unit(rows, unit).is_none() || command.entity != deadline_id(year, unit) || year.len() > 64 {
        return Err(Refusal::new("bad_args"));
    }
    policy::allow(rows, who, Act::Lead, Target::unit(unit), now)?;
    let key = Key::new(DEADLINE, command.entity.clone());
    let mut effect = Effect::default();
    if args["until"].is_null() {
        effect.dels.extend(rows.row(&key).map(|_| key));
        return Ok(effect);
    }
    let until = date::day(text("until")?).ok_or(Refusal::new("date_unreal").field("until"))?;
    let row =
        json!({ "year": year, "unit": unit, "until": until.to_string(), "set": Stamp { by: who.into(), at: now } });
    effect.put(key, vec![visibility::public()], &row);
    Ok(effect)
}
