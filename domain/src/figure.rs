//! Figures (số liệu): numerator and denominator of an indicator, for a unit and a period, as whole numbers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::{Command, Refusal};
use thidua_sync::domain::{Effect, Rows};
use thidua_sync::row::Key;

use crate::org::Stamp;
use crate::policy::{self, Act, Target};
use crate::rate::Rate;
use crate::record::History;
use crate::visibility;

pub const TABLE: &str = "figure";
/// Longest id of a figure that is cited, in bytes: an indicator, a unit and two days.
pub const ID_MAX: usize = 160;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub indicator: String,
    pub unit: String,
    pub period: Period,
    #[serde(rename = "num")]
    pub numerator: i64,
    #[serde(rename = "den")]
    pub denominator: i64,
    /// Who entered it last, and when.
    #[serde(default)]
    pub entered: Option<Stamp>,
}

/// Both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    #[serde(with = "crate::date::iso")]
    pub from: NaiveDate,
    #[serde(with = "crate::date::iso")]
    pub to: NaiveDate,
}

impl Figure {
    pub fn rate(&self) -> Rate {
        Rate { numerator: self.numerator, denominator: self.denominator }
    }

    /// One figure for each indicator, unit and period.
    pub fn id(&self) -> String {
        format!("{}.{}.{}.{}", self.indicator, self.unit, self.period.from, self.period.to)
    }
}

/// Decides `figure.enter`: args are the figure; the entity is its id.
pub fn enter(rows: &dyn Rows, who: &str, command: &Command, now: Millis) -> Result<Effect, Refusal> {
    let mut figure: Figure = body::typed(&command.args).map_err(|_| Refusal::new("bad_args"))?;
    policy::allow(rows, who, Act::EnterFigure, Target::unit(&figure.unit), now)?;
    if command.entity != figure.id() || figure.numerator < 0 || figure.denominator < 0 {
        return Err(Refusal::new("bad_args"));
    }
    if figure.numerator > figure.denominator {
        return Err(Refusal::new("numerator_above_denominator").field("num"));
    }
    if figure.period.from > figure.period.to {
        return Err(Refusal::new("period_backwards").field("to"));
    }
    let (key, scopes) = (Key::new(TABLE, figure.id()), vec![visibility::of_unit(&figure.unit)]);
    let stored = rows.row(&key);
    // Two people who enter the same figure must see one another's.
    if let Some(stored) = &stored
        && command.base.seq != 0
        && stored.seq != 0
        && command.base.seq != stored.seq
    {
        return Err(Refusal::new("changed_since_seen"));
    }
    let before = stored.and_then(|stored| stored.body.read::<Figure>());
    figure.entered = Some(Stamp { by: who.into(), at: now });
    let numbers = |rate: Rate| json!([rate.numerator, rate.denominator]);
    let old = before.map_or(Value::Null, |before| numbers(before.rate()));
    let history = History::of(&key, who, command, now).with("rate", old, numbers(figure.rate()));
    let mut effect = Effect::default();
    history.keep(rows, scopes.clone(), command, &mut effect)?;
    effect.put(key, scopes, &json!(figure));
    Ok(effect)
}
