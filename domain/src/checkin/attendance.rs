//! How one person attended one event: the facts of their scans, in an order of their own, and what an organiser decided.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::order;

use crate::activity::Spot;

/// Facts that are kept of those that come first, and of those that come last.
const KEPT: usize = 16;

/// How somebody was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// They scanned what the hall showed.
    Shown,
    /// They typed it.
    Code,
    /// An organiser scanned their pass.
    Pass,
    /// An organiser named them.
    Name,
    /// An organiser wrote down somebody from outside.
    Guest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Going {
    In,
    Out,
}

/// What a scan shows for itself, as the signature or the secret tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// An organiser's word.
    Word,
    /// Signed by a key, named by [`super::token::key_id`], for a window.
    Signed {
        key: String,
        window: u32,
    },
    /// A typed code that the hall showed in a window.
    Typed {
        window: u32,
    },
    /// A typed code of which no secret is known yet.
    Waits,
    /// A typed code that no known secret makes.
    Wrong,
    Forged,
    /// A good code, but of another event.
    Foreign,
    Unreadable,
}

/// One scan as it is judged. All but `proof` of a typed code and `is_twice` stays as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The id of the scan.
    pub id: String,
    pub way: Way,
    pub going: Going,
    /// Whose device scanned.
    pub by: String,
    pub device: String,
    /// The device's own running number.
    pub n: u64,
    /// The device's clock.
    pub at: Millis,
    /// The server's clock minus the device's, as it was last measured, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<i64>,
    /// The server's clock when it came there; none as long as it waits on its device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Millis>,
    pub proof: Proof,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<Spot>,
    /// The same number of the same device stands on another scan.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_twice: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it in so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Fact {
    /// The server's clock at the scan, as far as the device could tell.
    pub fn corrected(&self) -> Option<Millis> {
        self.skew.map(|skew| self.at.saturating_add(skew))
    }

    /// The window in which its code was shown.
    pub fn window(&self) -> Option<u32> {
        match self.proof {
            Proof::Signed { window, .. } | Proof::Typed { window } => Some(window),
            _ => None,
        }
    }

    /// When it was, as it is shown to people. With an unknown clock the code's window says it, or the server's receipt bounds it.
    pub fn when(&self) -> Millis {
        let shown = || self.window().map(super::token::begins);
        let bound = || self.at.min(self.received.unwrap_or(Millis::MAX));
        self.corrected().or_else(shown).unwrap_or_else(bound)
    }

    /// Facts that are worth more come first: an organiser's, then signed ones. Never changes for a fact.
    fn rank(&self) -> u8 {
        match (self.way, &self.proof) {
            (Way::Pass | Way::Name | Way::Guest, Proof::Word | Proof::Signed { .. }) => 0,
            (Way::Shown, Proof::Signed { .. }) => 1,
            (Way::Code, _) => 2,
            _ => 3,
        }
    }

    fn moment(&self) -> Millis {
        self.corrected().unwrap_or(self.at)
    }
}

/// Somebody from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    pub name: String,
    #[serde(default)]
    pub unit: String,
}

/// What an organiser decided, whatever the scans say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    #[serde(rename = "present")]
    pub is_present: bool,
    pub reason: String,
    pub by: String,
    pub at: Millis,
}

/// The row of one person and event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub event: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The person's unit when a scan last came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<Guest>,
    /// At most 32, by time and id.
    pub facts: Vec<Fact>,
    /// How many scans came in all.
    pub scans: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
}

impl Attendance {
    /// Of a person, before any scan.
    pub fn of(event: &str, person: &str, unit: &str) -> Attendance {
        Attendance { person: Some(person.to_owned()), unit: Some(unit.to_owned()), ..Attendance::empty(event) }
    }

    /// Of a guest, before any scan.
    pub fn of_guest(event: &str, guest: Guest) -> Attendance {
        Attendance { guest: Some(guest), ..Attendance::empty(event) }
    }

    fn empty(event: &str) -> Attendance {
        let event = event.to_owned();
        Attendance { event, person: None, unit: None, guest: None, facts: Vec::new(), scans: 0, resolution: None }
    }

    /// Whether a typed code has not been found right.
    pub fn has_open_code(&self) -> bool {
        self.facts.iter().any(|fact| matches!(fact.proof, Proof::Waits | Proof::Wrong))
    }
}

/// Adds the fact of a scan. The same facts give the same attendance in any order, and a fact that is there changes nothing.
///
/// Invariant: of the facts ever added those are kept that are among the first 16 or the last 16 by worth and time. Such a
/// choice from a choice and more is the choice from all.
pub fn fold(mut attendance: Attendance, fact: Fact) -> Attendance {
    if attendance.facts.iter().any(|known| known.id == fact.id) {
        return attendance;
    }
    attendance.scans = attendance.scans.saturating_add(1);
    let mut facts = std::mem::take(&mut attendance.facts);
    facts.push(fact);
    let key = |fact: &Fact| (fact.moment(), fact.id.clone());
    if facts.len() > KEPT {
        order::sort_by_key(&mut facts, |fact| (fact.rank(), key(fact)));
        let early = order::set(facts.iter().take(KEPT).map(|fact| fact.id.clone()));
        order::sort_by_key(&mut facts, |fact| (fact.rank(), Reverse(key(fact))));
        let late = order::set(facts.iter().take(KEPT).map(|fact| fact.id.clone()));
        facts.retain(|fact| early.contains(&fact.id) || late.contains(&fact.id));
    }
    order::sort_by_key(&mut facts, key);
    attendance.facts = facts;
    attendance
}
