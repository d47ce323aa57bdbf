//! Rows that papers of several screens need.

use thidua_domain::org::{UNIT, Unit};

use super::sitting::Office;
use crate::state::App;

/// A unit as the body that issues a paper. Followed.
pub fn office(app: App, unit: &str) -> Office {
    let Some(unit) = app.row::<Unit>(UNIT, unit) else { return Office::default() };
    let parent = unit.parent.and_then(|parent| app.row::<Unit>(UNIT, &parent));
    Office { name: unit.name, parent: parent.map(|parent| parent.name).unwrap_or_default() }
}
