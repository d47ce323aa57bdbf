//! Who may do what: one function over role × unit subtree × state × relation. It is asked for every command, against the
//! stored rows; the device asks it only to choose which buttons to show.

use chrono::NaiveDate;
use thidua_sync::Millis;
use thidua_sync::command::Refusal;
use thidua_sync::domain::Rows;

use crate::SYSTEM;
use crate::date;
use crate::org::{self, Grant, Role};
use crate::record::State;

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Send a record of one's own unit.
    Submit,
    Edit,
    Resend,
    Withdraw,
    /// Change what belongs to the unit, as its author or as who leads it.
    EditShared,
    ResendShared,
    WithdrawShared,
    /// Guide the unit's emulation work: its movements, reports, exemplars and inspections.
    Lead,
    ConfirmActivity,
    ReturnActivity,
    ReturnNomination,
    /// Say what the unit's meeting found, as its head.
    Endorse,
    /// Check a dossier, as the standing body of the unit's or a higher council.
    Appraise,
    EnterFigure,
    /// Enter what is known of people and collectives: titles, ratings, initiatives.
    RecordFact,
    /// Keep units, people and roles.
    Administer,
    ImportPlan,
    /// Say what the law asks, and what is complete for all.
    PublishRules,
}

/// What it is to be done to.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    pub unit: &'a str,
    pub author: Option<&'a str>,
    pub state: Option<State>,
}

impl<'a> Target<'a> {
    pub fn unit(unit: &'a str) -> Target<'a> {
        Target { unit, author: None, state: None }
    }
}

/// Allows the act, or says why not. To somebody without any standing in the unit a record does not exist.
pub fn allow(rows: &dyn Rows, who: &str, act: Act, target: Target<'_>, now: Millis) -> Result<(), Refusal> {
    if who == SYSTEM
        && matches!(act, Act::Administer | Act::ImportPlan | Act::PublishRules | Act::EnterFigure | Act::RecordFact)
    {
        return Ok(());
    }
    let standing = Standing::of(rows, who, target.unit, date::today(now));
    let is_author = target.author == Some(who);
    if target.author.is_some() && !is_author && !standing.sees() {
        return Err(Refusal::new("not_found"));
    }
    let permitted = match act {
        Act::Submit => standing.here(&[Role::Staff, Role::UnitHead, Role::EmulationOfficer]),
        Act::Edit | Act::Resend | Act::Withdraw => is_author,
        Act::EditShared | Act::ResendShared | Act::WithdrawShared => {
            is_author || standing.above(&[Role::UnitHead, Role::EmulationOfficer])
        }
        Act::Lead => standing.above(&[Role::UnitHead, Role::EmulationOfficer]),
        Act::ConfirmActivity | Act::ReturnActivity => standing.above(&[Role::UnitHead]),
        Act::ReturnNomination => standing.above(&[Role::UnitHead, Role::EmulationOfficer]),
        Act::Endorse => standing.here(&[Role::UnitHead]),
        Act::Appraise => standing.above(&[Role::EmulationOfficer, Role::CouncilSecretary]),
        Act::EnterFigure | Act::RecordFact => standing.above(&[Role::UnitHead, Role::EmulationOfficer]),
        Act::Administer => standing.above(&[Role::Admin]),
        Act::ImportPlan => standing.above(&[Role::EmulationOfficer, Role::Admin]) && standing.is_root,
        Act::PublishRules => standing.above(&[Role::EmulationOfficer]) && standing.is_root,
    };
    if !permitted {
        return Err(Refusal::new("forbidden"));
    }
    let of_others = matches!(act, Act::ConfirmActivity | Act::ReturnActivity | Act::ReturnNomination | Act::Appraise);
    if is_author && of_others {
        return Err(Refusal::new("own_record"));
    }
    state_allows(act, target.state)
}

fn state_allows(act: Act, state: Option<State>) -> Result<(), Refusal> {
    let Some(state) = state else { return Ok(()) };
    let open: &[State] = match act {
        Act::Edit | Act::Withdraw | Act::EditShared | Act::WithdrawShared => &[State::Sent, State::Returned],
        Act::Resend | Act::ResendShared => &[State::Returned],
        Act::ConfirmActivity | Act::ReturnActivity | Act::ReturnNomination | Act::Endorse | Act::Appraise => {
            &[State::Sent]
        }
        _ => return Ok(()),
    };
    if open.contains(&state) {
        return Ok(());
    }
    Err(Refusal::new(match state {
        State::Confirmed => "already_confirmed",
        State::Returned => "already_returned",
        State::Withdrawn => "already_withdrawn",
        State::Sent => "already_sent",
    }))
}

/// What a person is to a unit on a day.
struct Standing {
    grants: Vec<Grant>,
    path: Vec<String>,
    is_root: bool,
}

impl Standing {
    fn of(rows: &dyn Rows, who: &str, unit: &str, today: NaiveDate) -> Standing {
        let path = org::unit(rows, unit).map(|unit| unit.path).unwrap_or_default();
        Standing { grants: org::grants(rows, who, today), is_root: path.len() == 1, path }
    }

    /// Holds one of the roles in this very unit.
    fn here(&self, roles: &[Role]) -> bool {
        self.grants.iter().any(|grant| roles.contains(&grant.role) && self.path.last() == Some(&grant.unit))
    }

    /// Holds one of the roles over this unit: in it, or in one above it.
    fn above(&self, roles: &[Role]) -> bool {
        self.grants.iter().any(|grant| roles.contains(&grant.role) && self.path.contains(&grant.unit))
    }

    fn sees(&self) -> bool {
        let below: Vec<Role> = Role::ALL.into_iter().filter(|role| role.reads_below()).collect();
        self.here(&[Role::Staff]) || self.above(&below)
    }
}
