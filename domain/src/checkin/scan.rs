//! A scan as a device hands it in, and the fact that it is. Both a device, for what it has not sent yet, and the server make
//! facts here.

use serde::{Deserialize, Serialize};
use thidua_sync::Millis;
use thidua_sync::body;
use thidua_sync::command::Command;
use uuid::Uuid;

use super::attendance::{Fact, Going, Guest, Proof, Way};
use super::short::{self, Secret};
use super::token::{self, Fault};
use crate::activity::Spot;

/// The command's entity is the scan's id, a UUID; its args are [`Given`]; its `made_at` is the device's clock.
pub const ADD: &str = "scan.add@1";
/// Beyond this no clock is: the year 2223, in milliseconds.
const CLOCK_MAX: u64 = 8_000_000_000_000;
/// Windows before a scan in which its typed code is looked for, to tell one that was used late from a wrong one.
const BACK: u32 = 20;

/// What a device says of a scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub event: String,
    /// Whom an organiser names. Who scans for themselves needs no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<Guest>,
    pub way: Way,
    /// What was scanned, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub going: Going,
    pub device: String,
    /// The device's own running number.
    pub n: u64,
    /// The server's clock minus the device's, in milliseconds, when it was last measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<Spot>,
}

/// A scan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    pub by: String,
    /// The device's clock.
    pub at: Millis,
    /// The server's; none on the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Millis>,
    pub given: Given,
    /// Its device's number stands on another scan, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_twice: bool,
    /// It came after the other one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_later: bool,
    /// The server does not have its event yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_early: bool,
}

impl Scan {
    /// Reads a command; none when it cannot be read at all: another type, or longer than anything of this program.
    pub fn read(who: &str, command: &Command, received: Option<Millis>) -> Option<Scan> {
        let given: Given = body::typed(&command.args).ok()?;
        let fits = |text: &Option<String>, most: usize| text.as_ref().is_none_or(|text| text.len() <= most);
        let named = |guest: &Guest| {
            let is_short = |text: &str| text.chars().count() <= 300;
            !guest.name.trim().is_empty() && is_short(&guest.name) && is_short(&guest.unit)
        };
        let is_sound = fits(&given.token, token::TEXT_MAX)
            && fits(&given.code, 64)
            && fits(&given.person, 64)
            && given.event.len() <= 64
            && given.device.len() <= 64
            && given.spot.is_none_or(Spot::is_real)
            && given.guest.as_ref().map_or(given.way != Way::Guest, named)
            && (given.way != Way::Name || given.person.is_some())
            && is_uuid(&command.entity)
            && command.made_at.unsigned_abs() < CLOCK_MAX
            && given.skew.is_none_or(|skew| skew.unsigned_abs() < CLOCK_MAX);
        let (by, at) = (who.to_owned(), command.made_at);
        is_sound.then_some(Scan { by, at, received, given, is_twice: false, is_later: false, is_early: false })
    }

    /// The fact that a scan is. `secrets` are those of the event's typed codes, as far as they are known.
    pub fn fact(&self, id: &str, secrets: &[Secret]) -> Fact {
        let given = &self.given;
        let mut fact = Fact {
            id: id.to_owned(),
            way: given.way,
            going: given.going,
            by: self.by.clone(),
            device: given.device.clone(),
            n: given.n,
            at: self.at,
            skew: given.skew,
            received: self.received,
            proof: Proof::Word,
            spot: given.spot,
            is_twice: false,
        };
        let token = given.token.as_deref().unwrap_or_default();
        fact.proof = match given.way {
            Way::Name | Way::Guest => Proof::Word,
            Way::Shown => proof(token::read_event(token, &given.event).map(|code| (code.public, code.window))),
            Way::Pass => proof(token::read_pass(token).map(|pass| (pass.public, pass.window))),
            Way::Code => self.typed(&fact, secrets),
        };
        fact
    }

    /// Judges a typed code by the secrets that are known.
    pub fn typed(&self, fact: &Fact, secrets: &[Secret]) -> Proof {
        let code = self.given.code.as_deref().and_then(short::read);
        let (Some(code), Ok(event)) = (code, Uuid::parse_str(&self.given.event)) else { return Proof::Wrong };
        if secrets.is_empty() {
            return Proof::Waits;
        }
        let used = token::window_of(fact.corrected().or(fact.received).unwrap_or(fact.at));
        let windows = (0..=BACK + 1).map(|back| used.saturating_add(1).saturating_sub(back));
        let found = secrets.iter().find_map(|secret| short::window(secret, event, &code, windows.clone()));
        found.map_or(Proof::Wrong, |window| Proof::Typed { window })
    }
}

/// Whether an id is a UUID as it is written here: what ids are made of must not clash with other ids.
pub fn is_uuid(id: &str) -> bool {
    Uuid::parse_str(id).is_ok_and(|uuid| uuid.to_string() == id)
}

fn proof(read: Result<([u8; 32], u32), Fault>) -> Proof {
    match read {
        Ok((public, window)) => Proof::Signed { key: token::key_id(&public), window },
        Err(Fault::Forged) => Proof::Forged,
        Err(Fault::OtherEvent) => Proof::Foreign,
        Err(Fault::NotOurs | Fault::Truncated | Fault::UnknownVersion) => Proof::Unreadable,
    }
}
