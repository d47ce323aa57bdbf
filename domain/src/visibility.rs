//! Who sees what: the scopes of a person. A row lists the scopes in which it may be seen; nothing is filtered by field.

use thidua_sync::Millis;
use thidua_sync::domain::Rows;
use thidua_sync::draft;
use thidua_sync::order;
use thidua_sync::row::Scope;

use crate::date;
use crate::org::{self, Role};

/// Everybody with an account.
pub fn public() -> Scope {
    Scope::new("public")
}

/// The people of a unit, and those who answer for it from above.
pub fn of_unit(unit: &str) -> Scope {
    Scope(format!("unit:{unit}"))
}

/// Those who answer for a unit, in it or from above, without its other people.
pub fn of_lead(unit: &str) -> Scope {
    Scope(format!("lead:{unit}"))
}

/// One person.
pub fn of_person(person: &str) -> Scope {
    draft::own(person)
}

/// Those who organise an event, until it closes: names and secrets leave their devices then. What becomes of the attendance
/// they see afterwards by their unit, as those who lead it.
pub fn of_event(event: &str) -> Scope {
    Scope(format!("event:{event}"))
}

/// Those who keep people and roles.
pub fn administration() -> Scope {
    Scope::new("admin")
}

/// The scopes that a person may read on the server's present day.
pub fn scopes(rows: &dyn Rows, who: &str, now: Millis) -> Vec<Scope> {
    let mut scopes = order::set([public(), of_person(who)]);
    let grants = org::grants(rows, who, date::today(now));
    #[cfg(feature = "office")]
    scopes.extend(crate::council::office::sight::scopes(rows, who, &grants, now));
    for grant in grants {
        if grant.role == Role::Admin {
            scopes.insert(administration());
        } else if grant.role.reads_below() {
            scopes.extend(org::below(rows, &grant.unit).iter().flat_map(|unit| [of_unit(unit), of_lead(unit)]));
        } else if grant.role == Role::Staff {
            scopes.insert(of_unit(&grant.unit));
        }
    }
    #[cfg(feature = "office")]
    scopes.extend(crate::event::office::organised_by(rows, who, now).iter().map(|event| of_event(event)));
    scopes.into_iter().collect()
}
