//! Commands and outcomes: what a person meant, and what became of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Identity of a command: UUID version 7, made on the device before the command is stored. Identity, never order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// Identity of one browser profile's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(pub Uuid);

/// Fields by name, in a fixed order.
pub type Fields = BTreeMap<String, Value>;

/// What the person saw when they wrote: the row's seq, and the old values of the fields that the command sets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    #[serde(default)]
    pub seq: u64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Fields,
    /// The saves that the draft is made of, as far as the device knows them ([`crate::draft`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub draft: Vec<CommandId>,
    /// The draft in which the command was written, when that is not named after its entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// One intent of one person. `kind` is frozen with its version, such as `activity.submit@1`; old kinds are never edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub id: CommandId,
    pub client: ClientId,
    /// Order on the device, given by the transaction that stored the command. Grows; may have gaps after a discard.
    pub cseq: u64,
    pub kind: String,
    pub entity: String,
    #[serde(default)]
    pub base: Base,
    /// Commands whose effect this one presumes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deps: Vec<CommandId>,
    pub args: Value,
    /// The device's clock. It decides no order, winner or deadline; it is shown, and a domain may weigh it as evidence.
    #[serde(default)]
    pub made_at: crate::Millis,
}

/// SHA-256 in hexadecimal over what the command means. The same id with another digest is another command.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);

impl Command {
    /// Covers kind, entity, base and args; not client, cseq, deps or clock, which may change when it is sent again.
    pub fn digest(&self) -> Digest {
        let meaning = (&self.kind, &self.entity, &self.base, &self.args);
        let bytes = serde_json::to_vec(&meaning).expect("invariant: JSON values can be written as JSON");
        let hash = Sha256::digest(&bytes);
        let mut hex = String::with_capacity(64);
        for byte in hash {
            hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
        Digest(hex)
    }

    /// The kind without its version.
    pub fn verb(&self) -> &str {
        self.kind.split('@').next().unwrap_or(&self.kind)
    }
}

/// Why a command was refused: a code, the field to look at, and the figures that the sentence needs. The sentence itself
/// stands in the translations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Refusal {
    pub fn new(code: &str) -> Refusal {
        Refusal { code: code.into(), field: None, params: BTreeMap::new() }
    }

    pub fn field(mut self, field: &str) -> Refusal {
        self.field = Some(field.into());
        self
    }

    pub fn with(mut self, name: &str, value: impl ToString) -> Refusal {
        self.params.insert(name.into(), value.to_string());
        self
    }
}

/// Why a command has no final outcome yet. It stays queued and is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    BlobMissing,
    DepUnknown,
    Busy,
    /// Another device uses the same client id: take a new one and send again.
    ClientForked,
}

/// The server's word on a command. All but `Deferred` are final and stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Applied {
        seq: u64,
    },
    /// Applied together with someone else's change; `conflicts` names the fields where both cards are shown.
    Merged {
        seq: u64,
        fields: Vec<String>,
        conflicts: Vec<String>,
    },
    Rejected(Refusal),
    Deferred(Wait),
}

impl Outcome {
    /// The sequence number that a device must have read before it may drop its prediction.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Outcome::Applied { seq } | Outcome::Merged { seq, .. } => Some(*seq),
            Outcome::Rejected(_) | Outcome::Deferred(_) => None,
        }
    }
}
